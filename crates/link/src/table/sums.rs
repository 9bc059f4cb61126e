//! Whether the rows of a table add up to the total it states.

use std::ops::Range;

use kaoju_record::Value;
use kaoju_segment::Row;
use rust_decimal::Decimal;

use super::Page;
use super::head::Columns;
use super::words::words;
use crate::Doubt;

/// A doubt for every column whose rows do not add up to the total, as far as rounding can explain it.
pub(super) fn check(page: Page<'_>, body: &[Row], columns: &Columns<'_>) -> Vec<Doubt> {
    let width = columns.labels.len();
    let rows = || body.iter().filter(|row| row.cells.len() == width);
    let label = |row: &Row| row.cells.first().map_or("", |cell| page.text[cell.clone()].trim());
    let totals: Vec<&Row> = rows().filter(|row| words().total.contains(label(row))).collect();
    // Groups and parts are added up in ways that only a person can tell.
    let grouped = rows().count() < body.len() || rows().any(|row| words().part.at_start(label(row)) > 0);
    let (&[total], false) = (totals.as_slice(), grouped) else { return Vec::new() };
    let parts: Vec<&Row> = rows().filter(|row| !std::ptr::eq(*row, total)).collect();
    let column = |index: usize| {
        let name = |range: Range<usize>| page.text[range].to_owned();
        let stated = number(page, &total.cells[index])?;
        let sum = add(page, parts.iter().map(|row| &row.cells[index]))?;
        let percent = page.figure(&total.cells[index]).map(|at| &page.found[at].value);
        if matches!(percent, Some(Value::Percent(_))) && stated.value.round() != Decimal::ONE_HUNDRED {
            return None;
        }
        let slack = stated.step.max(sum.step) * Decimal::from(parts.len() + 1) / Decimal::TWO;
        if parts.len() < 2 || (stated.value - sum.value).abs() <= slack {
            return None;
        }
        let head = columns.labels[index].words.trim();
        let head = columns.labels[index].period.as_ref().map_or(head, |period| period.edtf.as_str());
        let message = format!(
            "the {} rows of {head} add up to {}, not to the stated {}",
            parts.len(),
            sum.value.normalize(),
            name(total.cells[index].clone())
        );
        Some(Doubt { range: total.cells[index].clone(), rule: "table/sum", message })
    };
    (columns.heads..width).filter_map(column).collect()
}

/// A number and the value of its last digit.
struct Written {
    value: Decimal,
    step: Decimal,
}

/// The number that a cell is; none for a cell with anything else.
fn number(page: Page<'_>, cell: &Range<usize>) -> Option<Written> {
    let text = page.text[cell.clone()].trim().trim_end_matches(['%', '％']);
    let value: Decimal = text.replace([',', '，'], "").parse().ok()?;
    Some(Written { value, step: Decimal::new(1, value.scale()) })
}

/// The sum of some cells; a dash adds nothing, and a cell without a number leaves the sum unknown.
fn add<'c>(page: Page<'_>, cells: impl Iterator<Item = &'c Range<usize>>) -> Option<Written> {
    let mut sum = Written { value: Decimal::ZERO, step: Decimal::ZERO };
    for cell in cells {
        if matches!(page.text[cell.clone()].trim(), "—" | "-" | "－" | "——" | "–") {
            continue;
        }
        let part = number(page, cell)?;
        sum.value = sum.value.checked_add(part.value)?;
        sum.step = sum.step.max(part.step);
    }
    Some(sum)
}
