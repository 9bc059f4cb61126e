//! The program `kaoju`: dates, figures and named treaties of Chinese documents, tied to the bytes they were read from.

mod agree;
mod compare;
mod decide;
mod explain;
mod export;
mod extract;
mod folder;
mod merge;
mod normalize;
mod place;
mod progress;
mod reconcile;
mod records;
mod registry;
mod report;
mod review;
mod rules;
mod score;
mod segment;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Dates, figures and named treaties of Chinese documents, normalised, explained, and tied to the source's bytes.
#[derive(Parser)]
#[command(name = "kaoju", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Extract(extract::Arguments),
    Normalize(normalize::Arguments),
    Segment(segment::Arguments),
    Rules(rules::Arguments),
    Explain(explain::Arguments),
    Score(score::Arguments),
    Review(review::Arguments),
    Accept(decide::Several),
    Reject(decide::Several),
    Correct(decide::Correction),
    Add(decide::Addition),
    Comment(decide::Remark),
    Withdraw(decide::Withdrawal),
    Merge(merge::Arguments),
    Diff(compare::Arguments),
    Agree(agree::Arguments),
    Report(report::Arguments),
    Registry(registry::Arguments),
    Reconcile(reconcile::Arguments),
    Export(export::Arguments),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Normalize(arguments) => normalize::run(&arguments),
        Command::Segment(arguments) => segment::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Score(arguments) => score::run(&arguments),
        Command::Review(arguments) => review::run(&arguments),
        Command::Accept(arguments) => decide::accept(&arguments),
        Command::Reject(arguments) => decide::reject(&arguments),
        Command::Correct(arguments) => decide::correct(&arguments),
        Command::Add(arguments) => decide::add(&arguments),
        Command::Comment(arguments) => decide::comment(&arguments),
        Command::Withdraw(arguments) => decide::withdraw(&arguments),
        Command::Merge(arguments) => merge::run(&arguments),
        Command::Diff(arguments) => compare::run(&arguments),
        Command::Agree(arguments) => agree::run(&arguments),
        Command::Report(arguments) => report::run(&arguments),
        Command::Registry(arguments) => registry::run(&arguments),
        Command::Reconcile(arguments) => reconcile::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
    };
    match done {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::WithFailures) => ExitCode::from(1),
        // Whoever reads our output has seen enough: `kaoju extract … | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kaoju: {error:#}");
            ExitCode::from(if error.is::<WrongUse>() { 2 } else { 1 })
        }
    }
}

/// How a command ended that could do its work.
enum Done {
    Well,
    /// Some documents failed, or differences were found.
    WithFailures,
}

/// The program was called in a way that cannot be meant.
#[derive(Debug)]
struct WrongUse(String);

impl std::fmt::Display for WrongUse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WrongUse {}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

/// A date as `--date` takes it.
fn date(text: &str) -> Result<String, String> {
    if kaoju_extract::is_date(text) {
        Ok(text.to_owned())
    } else {
        Err("write YYYY-MM-DD, YYYY-MM or YYYY, or with the time YYYY-MM-DDTHH:MM".to_owned())
    }
}
