//! Table cells: every numeric cell is one figure, whose unit comes from the cell, its header, the caption or the
//! unit line.

use kaoju_record::{Amount, Value};
use rust_decimal::Decimal;

pub(crate) use super::FigureMatch as CellMatch;
use crate::cursor::{any_at, skip_spaces};
use crate::date::calendar::Stamp;
use crate::lexicon::{Lexicon, Unit};
use crate::numeral::magnitudes_at;

/// The unit of a column or table: what kind of value it makes, and what the numbers are multiplied with.
#[derive(Clone, Debug)]
pub(crate) struct CellUnit {
    make: fn(Amount) -> Value,
    unit: Option<String>,
    factor: Decimal,
}

impl Default for CellUnit {
    fn default() -> Self {
        Self { make: Value::Number, unit: None, factor: Decimal::ONE }
    }
}

/// The unit that a caption, unit line or header cell states: (%), （亿美元）, 单位：万人.
pub(crate) fn unit_in(text: &str) -> Option<CellUnit> {
    if let Some(at) = text.find("单位") {
        let after = any_at(text, at + "单位".len(), &["：", ":"])?;
        return phrase(text, skip_spaces(text, after, 2));
    }
    let opens = text.char_indices().rev().filter(|(_, c)| matches!(c, '(' | '（'));
    opens.map(|(at, c)| at + c.len_utf8()).find_map(|at| phrase(text, at))
}

/// The unit that a header cell states; a rank or serial number has none, whatever the table's is.
pub(crate) fn unit_of_header(text: &str) -> Option<CellUnit> {
    if any_at(text.trim(), 0, &["排名", "名次", "位次", "序号", "编号"]).is_some() {
        return Some(CellUnit::default());
    }
    unit_in(text)
}

/// `亿美元`, `%`, `万人次`, with nothing but a closing bracket behind.
fn phrase(text: &str, at: usize) -> Option<CellUnit> {
    let unit = |make: fn(Amount) -> Value, unit: &str, factor| CellUnit {
        make,
        unit: Some(unit.to_owned()),
        factor,
    };
    if let Some(end) = any_at(text, at, &["%", "％", "百分比"]) {
        return closed(text, end).then(|| unit(Value::Percent, "%", Decimal::ONE));
    }
    if let Some(end) = any_at(text, at, &["个百分点", "百分点"]) {
        return closed(text, end).then(|| unit(Value::Percent, "pp", Decimal::ONE));
    }
    let (factor, from) = magnitudes_at(text, at);
    let (mut end, word) = Lexicon::get().units.whole_at(text, from)?;
    let mut symbol = word.symbol().to_owned();
    if let Some((stop, per)) =
        any_at(text, end, &["/"]).and_then(|after| Lexicon::get().units.whole_at(text, after))
    {
        symbol = format!("{symbol}/{}", per.symbol());
        end = stop;
    }
    let make = match word {
        Unit::Money(_) => Value::Money,
        Unit::Quantity(_) => Value::Quantity,
        Unit::Count(_) | Unit::Noun(_) => Value::Count,
    };
    closed(text, end).then(|| unit(make, &symbol, factor))
}

fn closed(text: &str, end: usize) -> bool {
    text[end..].trim_start().chars().next().is_none_or(|c| matches!(c, ')' | '）' | '，' | ',' | '；' | '。'))
}

/// Whether a column with this head holds years.
pub(crate) fn heads_years(head: &str) -> bool {
    any_at(head, 0, &["年份", "年度", "年别", "时间", "日期"]).is_some() || head == "年"
}

/// The year that a whole cell is: 2019 under 年份, or in a header.
pub(crate) fn year(text: &str) -> Option<CellMatch> {
    let trimmed = text.trim();
    let year = trimmed.parse::<i32>().ok().filter(|y| trimmed.len() == 4 && (1900..=2100).contains(y))?;
    let start = text.len() - text.trim_start().len();
    let value = Value::Date { edtf: Stamp::year(year).to_string(), modifier: None };
    Some(CellMatch { start, end: start + trimmed.len(), value, rule: "date/bare-year" })
}

/// The figure that a whole cell is, if it is a number with or without a unit of its own.
pub(crate) fn cell(text: &str, unit: &CellUnit) -> Option<CellMatch> {
    let trimmed = text.trim();
    let start = text.len() - text.trim_start().len();
    let number = trimmed.strip_suffix(['%', '％']).unwrap_or(trimmed).trim_end();
    let percent = number.len() < trimmed.len();
    let digits = number.strip_prefix(['-', '−', '－', '+']).unwrap_or(number);
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '，');
    if digits.is_empty() || digits.len() > 24 || !digits.chars().all(numeric) {
        return None;
    }
    let mut value: Decimal = match digits.contains([',', '，']) {
        true => digits.replace([',', '，'], "").parse().ok()?,
        false => digits.parse().ok()?,
    };
    if number.starts_with(['-', '−', '－']) {
        value.set_sign_negative(!value.is_zero());
    }
    let factor = if percent { Decimal::ONE } else { unit.factor };
    let scaled = value.checked_mul(factor)?;
    let negative_zero = number.starts_with('-') && value.is_zero();
    let text = if factor == Decimal::ONE { value.to_string() } else { scaled.normalize().to_string() };
    let amount = Amount {
        number: Some(if negative_zero { format!("-{text}") } else { text }),
        unit: if percent { Some("%".into()) } else { unit.unit.clone() },
        ..Amount::default()
    };
    let make = if percent { Value::Percent } else { unit.make };
    Some(CellMatch { start, end: start + trimmed.len(), value: make(amount), rule: "figure/table-cell" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_keeps_the_digits_it_is_written_with() {
        for (text, number) in [("0.0%", "0.0"), ("-0.0", "-0.0"), ("444.0", "444.0"), ("1,234", "1234")] {
            let found = cell(text, &CellUnit::default()).unwrap();
            assert_eq!(found.value.amount().and_then(|a| a.number.as_deref()), Some(number), "{text}");
        }
    }
}
