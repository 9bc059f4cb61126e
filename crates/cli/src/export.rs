//! `kaoju export`: records in the formats of other programs.

use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use clap::builder::PossibleValuesParser;
use kaoju_exchange::{Csv, What};
use kaoju_pipeline::inputs;

use crate::report::write_whole;
use crate::{Done, WrongUse};

/// Write records as a table for spreadsheets.
///
/// One row a record, UTF-8, lines ending in CR LF (RFC 4180). Text that a spreadsheet would take for a formula gets an
/// apostrophe before it.
#[derive(Args)]
#[command(after_help = "\
Examples:
  kaoju export annotations/ > mentions.csv
  kaoju export annotations/ --what facts --bom -o facts.csv
  kaoju extract report.txt | kaoju export - > mentions.csv")]
pub(crate) struct Arguments {
    /// Records: JSONL files, folders of them (or folders that hold `annotations/`), or `-` for standard input.
    #[arg(required = true, value_name = "PATH")]
    records: Vec<PathBuf>,
    /// The format.
    #[arg(long, default_value = "csv", value_parser = ["csv"])]
    format: String,
    /// Which records.
    #[arg(long, default_value = "mentions", value_parser = PossibleValuesParser::new(What::ALL.map(What::name)))]
    what: String,
    /// Begin with a byte order mark, by which some spreadsheets know UTF-8.
    #[arg(long)]
    bom: bool,
    /// Write to this file, whole or not at all; without it to standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    let Some(path) = &arguments.output else {
        return write(arguments, BufWriter::new(stdout().lock()));
    };
    let mut table = Vec::new();
    write(arguments, &mut table)?;
    write_whole(path, &table).with_context(|| format!("{}: cannot be written", path.display()))?;
    Ok(Done::Well)
}

fn write(arguments: &Arguments, out: impl Write) -> anyhow::Result<Done> {
    let what = What::ALL.into_iter().find(|what| what.name() == arguments.what).unwrap_or(What::Mentions);
    let paths: Vec<PathBuf> = arguments.records.iter().map(|path| annotations(path)).collect();
    let (files, problems) = inputs(&paths);
    if let Some(problem) = problems.first() {
        return Err(WrongUse(problem.to_string()).into());
    }
    let mut table = Csv::new(out, what, arguments.bom)?;
    for file in files.iter().filter(|file| holds_records(file.path.as_deref())) {
        for record in crate::records::records(file.path.as_deref())? {
            table.write(&record)?;
        }
    }
    table.finish()?;
    Ok(Done::Well)
}

/// The folder of records of a folder that has one.
fn annotations(path: &Path) -> PathBuf {
    let below = path.join("annotations");
    if below.is_dir() { below } else { path.to_owned() }
}

/// Whether a file is one of records: lists that people keep beside them are none.
fn holds_records(path: Option<&Path>) -> bool {
    path.is_none_or(|path| path.extension().is_none_or(|extension| extension != "toml"))
}
