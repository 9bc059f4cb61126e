//! Measures of tables: every numeric cell with what its heads, its row and the caption say.

mod head;
mod sums;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use kaoju_extract::Found;
use kaoju_record::{Kind, Statement};
use kaoju_segment::Table;

use crate::{Document, Doubt, Fact, Inside, Linked, names, within};
use head::{Caption, Columns, Label};
use words::words;

pub(crate) fn link(document: Document<'_>, linked: &mut Linked) {
    let Document { text, segmented, extraction, .. } = document;
    let found = &extraction.found;
    let mut inside = Inside { found, at: 0 };
    for table in &segmented.tables {
        let Some(rows) = rows(table) else { continue };
        let among = &inside.next(&rows);
        read(Page { text, found, among }, table, &rows, linked);
    }
}

/// The text and the mentions in it.
#[derive(Clone, Copy)]
struct Page<'a> {
    text: &'a str,
    found: &'a [Found],
    /// Those of the table, as indices.
    among: &'a Range<usize>,
}

impl Page<'_> {
    /// The mentions in a part of the table, as indices.
    fn within(&self, part: &Range<usize>) -> Range<usize> {
        within(self.found, self.among, part)
    }

    /// The figure that fills a cell: nothing but signs stands beside it.
    fn figure(&self, cell: &Range<usize>) -> Option<usize> {
        let index = self.within(cell).next()?;
        let found = &self.found[index];
        let beside = [&self.text[cell.start..found.range.start], &self.text[found.range.end..cell.end]];
        let alone = || beside.iter().all(|beside| !beside.contains(char::is_alphanumeric));
        let fills = found.value.kind() == Kind::Figure && alone();
        fills.then_some(index)
    }
}

/// Reads the rows of a table under its heads.
fn read(page: Page<'_>, table: &Table, rows: &Range<usize>, linked: &mut Linked) {
    let body = &table.rows[table.header_rows.min(table.rows.len())..];
    if !body.iter().flat_map(|row| &row.cells).any(|cell| page.figure(cell).is_some()) {
        return;
    }
    let columns = match Columns::read(page, table) {
        Ok(columns) => columns,
        Err(message) => {
            return linked.doubts.push(Doubt { range: rows.clone(), rule: "table/heads", message });
        }
    };
    let caption = Caption::read(page, table, &columns);
    let mut reader = Reader { page, columns: &columns, caption: &caption, group: None, linked };
    let mut misfits = Vec::new();
    for row in body {
        let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
        if filled == 1 && row.cells.len() > 1 || row.cells.len() == 1 {
            let group = row.cells.iter().find(|cell| !cell.is_empty()).map(|cell| Label::read(page, cell));
            reader.group = group.map(|group| (names::is_name(&group.words), group));
        } else if row.cells.len() == columns.labels.len() {
            reader.row(&row.cells);
        } else {
            misfits.push(row);
        }
    }
    for row in misfits {
        let message = format!(
            "this row has {} cells, the head of its table {}; its figures are left unread",
            row.cells.len(),
            columns.labels.len()
        );
        let ends = row.cells.first().zip(row.cells.last());
        let range = ends.map_or(0..0, |(first, last)| first.start..last.end);
        linked.doubts.push(Doubt { range, rule: "table/row", message });
    }
    linked.doubts.extend(sums::check(page, body, &columns));
}

/// From the first cell of a table to the last.
fn rows(table: &Table) -> Option<Range<usize>> {
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    Some(cells().next()?.start..cells().next_back()?.end)
}

/// Turns the cells of rows into facts.
struct Reader<'a, 'l> {
    page: Page<'a>,
    columns: &'a Columns<'a>,
    caption: &'a Caption,
    /// What a row of its own above says of the rows below it, and whether it names who is measured.
    group: Option<(bool, Label<'a>)>,
    linked: &'l mut Linked,
}

impl Reader<'_, '_> {
    fn row(&mut self, cells: &[Range<usize>]) {
        let heads = &cells[..self.columns.heads];
        let heads: Vec<Label<'_>> = heads.iter().map(|cell| Label::read(self.page, cell)).collect();
        for (cell, column) in cells.iter().zip(&self.columns.labels).skip(self.columns.heads) {
            let Some(about) = self.page.figure(cell) else { continue };
            let Some(amount) = self.page.found[about].value.amount() else { continue };
            let period = self.period(&heads, column);
            let (entity, indicator) = self.names(&heads, column);
            self.linked.facts.push(Fact {
                statement: Statement::Measure {
                    entity,
                    indicator,
                    period: period.as_ref().map(|(_, edtf)| edtf.clone()),
                    amount: amount.clone(),
                    base: None,
                },
                about,
                with: period.into_iter().map(|(index, _)| index).collect(),
                rule: "table/cell",
            });
        }
    }

    /// The column's period, else the row's, the group's or the caption's; a month in one takes its year from another.
    fn period(&self, heads: &[Label<'_>], column: &Label<'_>) -> Option<(usize, String)> {
        let rows = heads.iter().rev().find_map(|head| head.period.as_ref());
        let group = self.group.as_ref().and_then(|(_, group)| group.period.as_ref());
        let caption = self.caption.period.as_ref();
        let column = column.period.as_ref();
        let year = |period: &&head::Period| period.edtf.len() == 4;
        let yearless = [column, rows].into_iter().flatten().find(|period| period.yearless);
        if let (Some(part), Some(year)) =
            (yearless, [column, rows, group, caption].into_iter().flatten().find(year))
        {
            return Some((part.index, part.in_year(&year.edtf)));
        }
        let period = column.or(rows).or(group).or(caption)?;
        Some((period.index, period.edtf.clone()))
    }

    /// Entity and indicator, whichever of row, column, group and caption holds which.
    fn names(&self, heads: &[Label<'_>], column: &Label<'_>) -> (Option<String>, Option<String>) {
        let (columns, caption) = (self.columns, self.caption);
        let mut entity: Option<String> = None;
        let mut indicator = String::new();
        let group = self.group.as_ref().filter(|(_, group)| !group.words.is_empty());
        let sides = group.map(|(names, group)| (group, *names)).into_iter();
        let sides = sides.chain(heads.iter().zip(&columns.rows_name).map(|(head, names)| (head, *names)));
        for (label, names) in sides.chain([(column, columns.names)]) {
            match names {
                _ if label.words.is_empty() || words().total.contains(&label.words) => {}
                true if entity.is_none() => entity = Some(caption.member(&label.words)),
                true => indicator.insert_str(0, &format!("对{}", label.words)),
                false => indicator += words().plain(&label.words),
            }
        }
        let entity = entity.or_else(|| caption.entity.clone());
        if indicator.is_empty() {
            indicator.push_str(&caption.indicator);
        } else if let Some(tail) = caption.tail.as_ref().filter(|tail| !indicator.ends_with(tail.as_str())) {
            indicator.push_str(tail);
        }
        (entity, Some(indicator).filter(|indicator| !indicator.is_empty()))
    }
}
