//! `kaoju score`: records against gold.

use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;

use clap::Args;
use kaoju_review::{Gold, score};

use crate::records::mentions;
use crate::{Done, WrongUse};

/// Score records against gold: precision, recall and F1 by document and kind.
///
/// Strict counts the same bytes, kind and value; relaxed lets the bytes overlap. Ordinals are counted by themselves and
/// stay out of the total.
#[derive(Args)]
#[command(after_help = "Example:\n  kaoju score gold/ annotations/ --errors 20")]
pub(crate) struct Arguments {
    /// A folder with NAME.jsonl for each document: kind, start, end, quote, value; or records of kaoju.
    gold: PathBuf,
    /// Records to score: JSONL files or folders of them.
    #[arg(required = true)]
    records: Vec<PathBuf>,
    /// List so many errors first: document, byte, missed or extra, kind, quote, value.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    let gold = Gold::read_folder(&arguments.gold).map_err(|error| WrongUse(error.to_string()))?;
    let scores = score(&gold, &mentions(&arguments.records)?);
    let mut out = BufWriter::new(stdout().lock());
    for wrong in scores.wrong.iter().take(arguments.errors) {
        writeln!(out, "{wrong}")?;
    }
    write!(out, "{scores}")?;
    out.flush()?;
    Ok(Done::Well)
}
