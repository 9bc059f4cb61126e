//! `kaoju normalize`: the clean text of a file, and what was repaired.

use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;

use clap::Args;
use kaoju_normalize::{Repair, normalize, repairs};
use serde_json::json;

use crate::Done;
use crate::place::{bytes_of, line_and_column};

/// Print the clean text of a document, or what was repaired in it.
///
/// With --repairs each line is one repair: source bytes, line:column, pass, what stood there and what stands there now.
/// Where the source allows other readings they follow.
#[derive(Args)]
#[command(after_help = "\
Examples:
  kaoju normalize report.txt
  kaoju normalize report.txt --repairs
  kaoju normalize report.txt --repairs --json")]
pub(crate) struct Arguments {
    /// The document, or `-` for standard input.
    file: PathBuf,
    /// List the repairs instead of the text.
    #[arg(long)]
    repairs: bool,
    /// Print JSON: one object with the text, or one line for each repair.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    let source = bytes_of(&arguments.file)?;
    let document = normalize(&source);
    let mut out = BufWriter::new(stdout().lock());
    if arguments.repairs {
        for repair in &repairs(&source) {
            let place = line_and_column(&source, repair.source.start);
            let line = if arguments.json { as_json(repair, place) } else { as_line(repair, place) };
            writeln!(out, "{line}")?;
        }
    } else if arguments.json {
        let decoding = document.decoding;
        let object =
            json!({ "encoding": decoding.encoding, "encoding_by": decoding.by, "text": document.text });
        writeln!(out, "{object}")?;
    } else {
        out.write_all(document.text.as_bytes())?;
    }
    out.flush()?;
    Ok(Done::Well)
}

/// `7778..7799  12:5  space/han  “2021 年” -> “2021年”`
pub(crate) fn as_line(repair: &Repair, (line, column): (usize, usize)) -> String {
    let Repair { pass, source, before, after, other_readings, .. } = repair;
    let (start, end) = (source.start, source.end);
    let mut text = format!("{start}..{end}\t{line}:{column}\t{pass}\t{before:?} -> {after:?}");
    if !other_readings.is_empty() {
        text += &format!("\tor {}", other_readings.join(" or "));
    }
    text
}

fn as_json(repair: &Repair, (line, column): (usize, usize)) -> String {
    json!({
        "pass": repair.pass,
        "span": { "start": repair.source.start, "end": repair.source.end },
        "line": line,
        "column": column,
        "before": repair.before,
        "after": repair.after,
        "other_readings": repair.other_readings,
    })
    .to_string()
}
