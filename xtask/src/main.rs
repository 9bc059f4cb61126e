//! What a maintainer of this repository runs: `cargo xtask COMMAND`.

mod bench;
mod check;
mod common;
mod diff;
mod extract;
mod score;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use kaoju_pipeline::{Corpus, Stages};
use kaoju_review::{Journal, Merged};

const USAGE: &str = "\
usage: cargo xtask COMMAND

  extract                      read seeds/, apply the decisions, and write annotations/
  check                        fail, with a diff, where annotations/ is not what seeds/, rules and decisions give
  diff [--format=markdown]     show how annotations/ differs from the last commit
  score GOLD [--errors N]      score the seeds against a folder of gold; list N errors
  bench [--mb N] [FILE…]       measure speed and memory on N MB (50) of the seeds, or of other files";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match *words {
        ["extract"] => extract::run(),
        ["check"] => check::run(),
        ["diff"] => diff::run("--format=terminal"),
        ["diff", format] => diff::run(format),
        ["score", gold] => score::run(gold, 0),
        ["score", gold, "--errors", count] | ["score", "--errors", count, gold] => match count.parse() {
            Ok(count) => score::run(gold, count),
            Err(_) => return usage(),
        },
        ["bench", "--mb", size, ref files @ ..] => match size.parse() {
            Ok(size) if size > 0 => bench::run(size, files),
            _ => return usage(),
        },
        ["bench", ref files @ ..] => bench::run(50, files),
        _ => return usage(),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::from(1)
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

/// A path below the root of the repository.
fn in_repository(path: &str) -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root.join(path)
}

/// The seeds, after a check of their checksums.
fn seeds() -> anyhow::Result<Corpus> {
    match Corpus::open(&in_repository("seeds")) {
        Ok(corpus) => Ok(corpus),
        Err(problems) => {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            bail!("the seeds are not as described\n{}", problems.join("\n"))
        }
    }
}

/// A seed's records with the decisions on it applied. Lines that are no decisions are named on standard error.
fn reviewed(stages: &Stages, source: &[u8], id: &str) -> anyhow::Result<Merged> {
    let journal = Journal::read(&in_repository(&format!("annotations/reviews/{id}.jsonl")))?;
    for broken in &journal.broken {
        eprintln!("{broken}");
    }
    Ok(stages.merged(source, id, &journal.decisions))
}
