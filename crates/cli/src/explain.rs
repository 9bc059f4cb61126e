//! `kaoju explain`: why something was found at a place, or not.

use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;

use clap::Args;
use kaoju_extract::{Candidate, Options, Verdict, explain, notation};
use kaoju_normalize::{Normalized, normalize, repairs};
use kaoju_record::Zone;
use kaoju_segment::{Segmented, segment};

use crate::normalize::as_line;
use crate::place::{bytes_of, line_and_column, offset_at, stem};
use crate::{Done, WrongUse};

/// Tell which rule matched at a place of a document, which others were beaten and why, and what was repaired there.
#[derive(Args)]
#[command(after_help = "\
Examples:
  kaoju explain report.txt 7778
  kaoju explain report.txt 12:40 --date 2021-05-26")]
pub(crate) struct Arguments {
    /// The document, or `-` for standard input.
    file: PathBuf,
    /// A byte of the file, from 0 as in the records' spans, or LINE:COLUMN, both from 1.
    #[arg(value_name = "OFFSET")]
    place: String,
    /// When the document was published: YYYY-MM-DD, YYYY-MM or YYYY, or with the time YYYY-MM-DDTHH:MM.
    #[arg(long, value_name = "DATE", value_parser = crate::date)]
    date: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    let source = bytes_of(&arguments.file)?;
    let offset = offset(&source, &arguments.place)?;
    let document = normalize(&source);
    let segmented = segment(&document);
    let mut out = BufWriter::new(stdout().lock());
    let (line, column) = line_and_column(&source, offset);
    writeln!(out, "byte {offset}, line {line}, column {column}")?;
    let clean = document.map.clean_offset(offset);
    // A byte inside a character stands for the character.
    let character = |at| (0..=at).rev().find(|at| document.text.is_char_boundary(*at)).unwrap_or(0);
    let Some(clean) = clean.map(character) else {
        writeln!(out, "no text was made from this byte")?;
        write_repairs(&mut out, &source, offset..offset + 1)?;
        out.flush()?;
        return Ok(Done::Well);
    };
    write_place(&mut out, &document, &segmented, clean)?;
    let name = stem(&arguments.file);
    let options = Options { date: arguments.date.as_deref(), name: name.as_deref(), ..Options::default() };
    let candidates = explain(&document.text, &segmented, &options, clean);
    if candidates.is_empty() {
        writeln!(out, "no rule found anything here")?;
    }
    let mut touched = offset..offset + 1;
    for candidate in &candidates {
        let span = document.map.source_span(candidate.range.clone());
        touched = touched.start.min(span.start)..touched.end.max(span.end);
        write_candidate(&mut out, &document, candidate)?;
    }
    write_repairs(&mut out, &source, touched)?;
    out.flush()?;
    Ok(Done::Well)
}

fn offset(source: &[u8], place: &str) -> anyhow::Result<usize> {
    let wrong = |why: String| {
        WrongUse(format!("{why}; give a byte from 0 to {} or LINE:COLUMN", source.len().max(1) - 1))
    };
    let offset = match place.split_once(':') {
        Some((line, column)) => {
            let at = line.parse().ok().zip(column.parse().ok());
            at.and_then(|(line, column)| offset_at(source, line, column))
        }
        None => place.parse().ok().filter(|offset| *offset < source.len()),
    };
    Ok(offset.ok_or_else(|| wrong(format!("the document has no place `{place}`")))?)
}

/// How much text is shown on either side of a place, in characters.
const AROUND: usize = 20;

fn write_place(
    out: &mut impl Write,
    document: &Normalized,
    segmented: &Segmented,
    clean: usize,
) -> std::io::Result<()> {
    let text = &document.text;
    let block = document.blocks.iter().map(|block| block.range.clone()).find(|range| range.contains(&clean));
    let Some(block) = block else {
        return writeln!(out, "between two paragraphs");
    };
    let zone = segmented.paragraphs.iter().find(|paragraph| paragraph.range.contains(&clean)).map(|p| p.zone);
    let before: Vec<char> = text[block.start..clean].chars().rev().take(AROUND).collect();
    let after: String = text[clean..block.end].chars().take(AROUND).collect();
    let before: String = before.into_iter().rev().collect();
    writeln!(out, "{}: {before}▸{after}", zone.unwrap_or(Zone::Table).name())
}

fn write_candidate(
    out: &mut impl Write,
    document: &Normalized,
    candidate: &Candidate,
) -> std::io::Result<()> {
    let quote = &document.text[candidate.range.clone()];
    let value = candidate.value.as_ref().map(|value| format!(" = {}", notation(value))).unwrap_or_default();
    let rule = &candidate.rule;
    match &candidate.verdict {
        Verdict::Won => writeln!(out, "found   {quote}{value}  by {rule}"),
        Verdict::Beaten { by, why } => {
            writeln!(out, "beaten  {quote}{value}  by {rule}: {by} was taken, {why}")
        }
        Verdict::Asked { kind } => {
            writeln!(out, "asked   {quote}{value}  by {rule}: only with --kinds {}", kind.name())
        }
        Verdict::Denied { why } => writeln!(out, "denied  {quote}{value}  by {rule}: {why}"),
    }
}

fn write_repairs(
    out: &mut impl Write,
    source: &[u8],
    touched: std::ops::Range<usize>,
) -> std::io::Result<()> {
    let touching = |range: &std::ops::Range<usize>| range.start < touched.end && touched.start < range.end;
    for repair in repairs(source).iter().filter(|repair| touching(&repair.source)) {
        writeln!(out, "repair  {}", as_line(repair, line_and_column(source, repair.source.start)))?;
    }
    Ok(())
}
