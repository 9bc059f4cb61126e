//! `kaoju registry`: the instruments of many documents.

use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;

use clap::Args;
use kaoju_collate::{Aliases, registry};
use kaoju_record::{Event, Instrument, Record, write_line};

use crate::records::collected;
use crate::{Done, WrongUse};

/// List the international instruments that documents name, each once, with its variants, parties and dated events.
///
/// PATH is a file of records (JSONL), a folder of them, or documents, which are read on the way. Names are joined by rule
/// (states long and short, order of parties, marks); every join is told. A list of aliases settles the rest.
#[derive(Args)]
#[command(after_help = "\
Examples:
  kaoju registry annotations/
  kaoju registry annotations/ --aliases annotations/aliases.toml --jsonl > treaties.jsonl
  kaoju registry articles/")]
pub(crate) struct Arguments {
    /// Records, documents, or folders of them.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Names that are the same instrument, or are not: [[same]] and [[different]] with `names` and `why`.
    #[arg(long, value_name = "FILE")]
    aliases: Option<PathBuf>,
    /// Write records, one a line.
    #[arg(long)]
    jsonl: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    let (records, done) = collected(&arguments.paths)?;
    let aliases = match &arguments.aliases {
        None => Aliases::default(),
        Some(path) => {
            let wrong = |reason: String| WrongUse(format!("{}: {reason}", path.display()));
            let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
            Aliases::parse(&text).map_err(|error| wrong(error.to_string()))?
        }
    };
    let place = arguments.aliases.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
    let instruments = registry(&records, &aliases).map_err(|error| WrongUse(format!("{place}: {error}")))?;
    let mut out = BufWriter::new(stdout().lock());
    for instrument in instruments {
        match arguments.jsonl {
            true => write_line(&mut out, &Record::Instrument(instrument))?,
            false => out.write_all(shown(&instrument).as_bytes())?,
        }
    }
    out.flush()?;
    Ok(done)
}

/// An instrument on a few lines: name, type and parties, its other names, what happened to it.
fn shown(instrument: &Instrument) -> String {
    let Instrument { name, kind, parties, variants, events, mentions, .. } = instrument;
    let kind = kind.replace('_', " ");
    let parties = if parties.is_empty() { String::new() } else { format!(", {}", parties.join(" ")) };
    let times = if mentions.len() == 1 { "once".to_owned() } else { format!("{} times", mentions.len()) };
    let mut lines = format!("{name}\n    {kind}{parties}, named {times}\n");
    for variant in variants.iter().filter(|variant| !variant.joined.is_empty()) {
        lines += &format!("    = {} ({}, {})\n", variant.name, variant.count, variant.joined);
    }
    lines + &events.iter().map(event).collect::<String>()
}

fn event(event: &Event) -> String {
    let docs: std::collections::BTreeSet<&str> = event.facts.iter().map(|fact| fact.doc.as_str()).collect();
    let docs: Vec<&str> = docs.into_iter().collect();
    let date = event.date.as_deref().unwrap_or("no date");
    let line = [date, event.action.name(), &event.parties.join(" ")].join("  ");
    format!("    {}  [{}]\n", line.trim_end(), docs.join(", "))
}
