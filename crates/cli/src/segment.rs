//! `kaoju segment`: zones, paragraphs and tables of a file.

use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;

use clap::Args;
use kaoju_normalize::normalize;
use kaoju_segment::{Paragraph, Table, segment};

use crate::Done;
use crate::place::bytes_of;

/// Print the zones, paragraphs and tables of a document.
///
/// Each paragraph stands behind its zone (a heading behind `#`), each row of a table behind `|`.
#[derive(Args)]
#[command(after_help = "Example:\n  kaoju segment report.txt | grep '^note'")]
pub(crate) struct Arguments {
    /// The document, or `-` for standard input.
    file: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    let document = normalize(&bytes_of(&arguments.file)?);
    let segmented = segment(&document);
    let mut out = BufWriter::new(stdout().lock());
    let mut tables = segmented.tables.iter().peekable();
    for paragraph in &segmented.paragraphs {
        while let Some(table) = tables.next_if(|table| begins(table) < paragraph.range.start) {
            write_table(&mut out, &document.text, table)?;
        }
        write_paragraph(&mut out, &document.text, paragraph)?;
    }
    for table in tables {
        write_table(&mut out, &document.text, table)?;
    }
    out.flush()?;
    Ok(Done::Well)
}

fn begins(table: &Table) -> usize {
    table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.start).next().unwrap_or(0)
}

fn write_paragraph(out: &mut impl Write, text: &str, paragraph: &Paragraph) -> std::io::Result<()> {
    let mark = if paragraph.heading { "# " } else { "" };
    writeln!(out, "{:<9} {mark}{}", paragraph.zone.name(), &text[paragraph.range.clone()])
}

fn write_table(out: &mut impl Write, text: &str, table: &Table) -> std::io::Result<()> {
    for (index, row) in table.rows.iter().enumerate() {
        let cells: Vec<&str> = row.cells.iter().map(|cell| &text[cell.clone()]).collect();
        let name = if index < table.header_rows { "header" } else { "table" };
        writeln!(out, "{name:<9} | {} |", cells.join(" | "))?;
    }
    Ok(())
}
