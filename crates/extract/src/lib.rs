//! The rules: dates, figures and named treaties in a clean, segmented text.
//!
//! Knows nothing of files, threads or terminals. All ranges are bytes of the clean text, the end excluded.

mod bounds;
mod context;
mod cursor;
mod date;
mod figure;
mod identifier;
mod lexicon;
mod number;
mod numeral;
mod opening;
mod optional;
mod repeated;
mod rule;
mod scan;
mod treaty;
mod trigger;
mod worth;

use std::ops::Range;

use kaoju_record::{DocDate, Kind, Kinds, Value, Zone};
use kaoju_segment::{Segmented, Table};

pub use kaoju_record::notation;
pub use rule::{Example, Rule, rules};

use date::Anchors;
use figure::table;
use scan::Scanner;

/// What is known of a document before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The document's date, if somebody gives it: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`.
    pub date: Option<&'a str>,
    /// The document's name, a hint for its date where the text tells none.
    pub name: Option<&'a str>,
    /// The kinds of mention to find.
    pub kinds: Kinds,
}

/// A mention in the clean text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the clean text.
    pub range: Range<usize>,
    /// The zone it stands in.
    pub zone: Zone,
    /// What it means.
    pub value: Value,
    /// The rule that found it.
    pub rule: &'static str,
}

/// Everything found in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extraction {
    /// The document's date, and where it was taken from.
    pub date: Option<DocDate>,
    /// The mentions of the kinds of the guidelines, sorted by start; none overlap.
    pub found: Vec<Found>,
    /// The mentions of the kinds that are found only where they are asked for, sorted by start; they may overlap each
    /// other and those in `found`.
    pub asked: Vec<Found>,
}

/// A reading that was considered, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Bytes of the clean text.
    pub range: Range<usize>,
    /// The rule, or `fixed phrase`.
    pub rule: String,
    /// The value it would have.
    pub value: Option<Value>,
    /// What became of it.
    pub verdict: Verdict,
}

/// What became of a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is a mention.
    Won,
    /// Another was taken.
    Beaten {
        /// The rule that was taken.
        by: String,
        /// Why.
        why: String,
    },
    /// It is a mention only where its kind is asked for.
    Asked {
        /// The kind.
        kind: Kind,
    },
    /// Nothing may be found here.
    Denied {
        /// Why.
        why: String,
    },
}

/// Finds the dates, figures and treaties of a document.
pub fn extract(text: &str, segmented: &Segmented, options: &Options<'_>) -> Extraction {
    run(text, segmented, options, false).0
}

/// The readings that were considered at byte `offset` of the clean text, with what became of each.
pub fn explain(text: &str, segmented: &Segmented, options: &Options<'_>, offset: usize) -> Vec<Candidate> {
    let here = |candidate: &Candidate| candidate.range.contains(&offset);
    let mut trace = run(text, segmented, options, true).1;
    trace.retain(here);
    let all = Options { kinds: Kind::ALL.into_iter().collect(), ..*options };
    let known = |asked: &Candidate| trace.iter().any(|c| c.range == asked.range && c.rule == asked.rule);
    let won = |candidate: &Candidate| here(candidate) && candidate.verdict == Verdict::Won;
    let more = run(text, segmented, &all, true).1.into_iter().filter(|c| won(c) && !known(c));
    let asked: Vec<Candidate> = more.map(asked_for).collect();
    trace.extend(asked);
    trace
}

/// A candidate of a kind that must be asked for; a date is one where it needs a clock time.
fn asked_for(candidate: Candidate) -> Candidate {
    let kind = candidate.value.as_ref().map(Value::kind).filter(|kind| !Kind::DEFAULT.contains(kind));
    Candidate { verdict: Verdict::Asked { kind: kind.unwrap_or(Kind::Time) }, ..candidate }
}

/// Whether a text is a date that can be given for a document: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, on the calendar.
pub fn is_date(text: &str) -> bool {
    date::calendar::Stamp::parse(text).is_some()
}

fn run(
    text: &str,
    segmented: &Segmented,
    options: &Options<'_>,
    traced: bool,
) -> (Extraction, Vec<Candidate>) {
    let dated = date::document_date(text, options.date, options.name);
    let mut scanner = Scanner::new(text, Anchors::new(dated.as_ref().map(|d| d.0)), options.kinds, traced);
    let mut tables = segmented.tables.iter().peekable();
    for paragraph in &segmented.paragraphs {
        while let Some(table) = tables.next_if(|t| first_byte(t) < paragraph.range.start) {
            scan_table(&mut scanner, text, table);
        }
        if paragraph.zone != Zone::Furniture {
            scanner.paragraph(text, paragraph);
        }
    }
    tables.for_each(|table| scan_table(&mut scanner, text, table));
    repeated::find(text, segmented, &mut scanner);
    let Scanner { mut found, trace, .. } = scanner;
    found.sort_by_key(|f| (f.range.start, f.range.end));
    let asked = optional::find(text, segmented, options.kinds, &found);
    found.retain(|f| options.kinds.contains(f.value.kind()));
    let mut trace = trace.unwrap_or_default();
    if traced {
        trace.extend(asked.iter().map(won));
    }
    (Extraction { date: dated.map(|d| d.1), found, asked }, trace)
}

/// The candidate that a mention was.
fn won(found: &Found) -> Candidate {
    Candidate {
        range: found.range.clone(),
        rule: found.rule.to_owned(),
        value: Some(found.value.clone()),
        verdict: Verdict::Won,
    }
}

fn first_byte(table: &Table) -> usize {
    table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.start).next().unwrap_or(0)
}

/// Header cells are read like prose; a number that fills a cell below takes its unit from the column or the table.
fn scan_table(scanner: &mut Scanner, text: &str, table: &Table) {
    let stated = |range: &Option<Range<usize>>| range.as_ref().and_then(|r| table::unit_in(&text[r.clone()]));
    let of_table = stated(&table.unit_line).or_else(|| stated(&table.caption)).unwrap_or_default();
    let (header, body) = table.rows.split_at(table.header_rows.min(table.rows.len()));
    scanner.anchors.new_paragraph();
    let columns = header.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let of_column = |index: usize| {
        let cells = header.iter().filter_map(|row| row.cells.get(index));
        cells.filter_map(|cell| table::unit_of_header(&text[cell.clone()])).next_back()
    };
    let units: Vec<_> = (0..columns).map(of_column).collect();
    // 年份 above a column, or nothing above the first, says that bare numbers in it are years.
    let heads_years = |index: usize| {
        let head =
            header.last().and_then(|row| row.cells.get(index)).map_or("", |cell| text[cell.clone()].trim());
        table::heads_years(head) || (index == 0 && head.is_empty() && !header.is_empty())
    };
    for cell in header.iter().flat_map(|row| &row.cells) {
        table_cell(scanner, text, cell, table::year(&text[cell.clone()]));
    }
    for row in body {
        scanner.anchors.new_paragraph();
        let of_row = row.cells.first().and_then(|cell| table::unit_in(&text[cell.clone()]));
        for (index, cell) in row.cells.iter().enumerate() {
            let unit = units.get(index).and_then(Option::as_ref).or(of_row.as_ref()).unwrap_or(&of_table);
            let content = &text[cell.clone()];
            let year = table::year(content).filter(|_| heads_years(index));
            table_cell(scanner, text, cell, year.or_else(|| table::cell(content, unit)));
        }
    }
}

/// Takes what fills a cell, or reads the cell like prose.
fn table_cell(scanner: &mut Scanner, text: &str, cell: &Range<usize>, fills: Option<table::CellMatch>) {
    match fills {
        Some(found) => scanner.found.push(Found {
            range: cell.start + found.start..cell.start + found.end,
            zone: Zone::Table,
            value: found.value,
            rule: found.rule,
        }),
        None => scanner.scan(text, cell.clone(), Zone::Table),
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
