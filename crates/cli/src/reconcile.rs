//! `kaoju reconcile`: what documents state more than once, compared.

use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;

use clap::Args;
use kaoju_collate::reconcile;
use kaoju_record::{Agreement, Conflict, Record, write_line};

use crate::Done;
use crate::records::collected;

/// Compare the statements of the same quantity and period: agreeing, rounded, or contradicting.
///
/// PATH is a file of records (JSONL), a folder of them, or documents, which are read on the way. Contradictions come first, each
/// statement with its quote and its place: document and bytes of the source. Exit status 1 where something contradicts.
#[derive(Args)]
#[command(after_help = "\
Examples:
  kaoju reconcile annotations/
  kaoju reconcile annotations/ --only contradicting
  kaoju reconcile report-2020.txt report-2021.txt --jsonl")]
pub(crate) struct Arguments {
    /// Records, documents, or folders of them.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// List only these.
    #[arg(long, value_name = "VERDICT", value_parser = ["agreeing", "rounded", "contradicting"])]
    only: Option<String>,
    /// Write records, one a line.
    #[arg(long)]
    jsonl: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    let (records, done) = collected(&arguments.paths)?;
    let conflicts = reconcile(&records);
    let contradicting = conflicts.iter().any(|conflict| conflict.verdict == Agreement::Contradicting);
    let wanted =
        |conflict: &Conflict| arguments.only.as_ref().is_none_or(|only| conflict.verdict.name() == only);
    let mut out = BufWriter::new(stdout().lock());
    for conflict in conflicts.into_iter().filter(wanted) {
        match arguments.jsonl {
            true => write_line(&mut out, &Record::Conflict(conflict))?,
            false => out.write_all(shown(&conflict).as_bytes())?,
        }
    }
    out.flush()?;
    Ok(if contradicting { Done::WithFailures } else { done })
}

fn shown(conflict: &Conflict) -> String {
    let Conflict { verdict, series, period, statements, why, .. } = conflict;
    let base = series.base.as_ref().map_or(String::new(), |base| format!(", change against {base}"));
    let name = [series.entity.as_str(), &series.indicator].join(" ");
    let mut lines =
        format!("{:<14}{} {period} in {}{base}: {why}\n", verdict.name(), name.trim(), series.unit);
    for stated in statements {
        let words =
            [&stated.entity, &stated.indicator].map(|part| part.as_deref().unwrap_or_default()).join(" ");
        let place = format!("{}:{}..{}", stated.doc, stated.span.start, stated.span.end);
        let joined = if stated.joined.is_empty() { String::new() } else { format!("  ({})", stated.joined) };
        lines += &format!("    {place:<20} {}  {}{joined}\n", stated.quote, words.trim());
    }
    lines
}
