//! `kaoju diff`: what changed between two runs.

use std::io::{Write, stdout};
use std::path::PathBuf;

use clap::Args;
use kaoju_review::changes;

use crate::Done;
use crate::records::mentions;

/// Tell which mentions appeared, disappeared or changed between two runs. Exit status 1 where some did.
#[derive(Args)]
#[command(after_help = "Example:\n  kaoju diff before/ after/")]
pub(crate) struct Arguments {
    /// Records of the first run: a JSONL file or a folder of them.
    old: PathBuf,
    /// Records of the second run.
    new: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    let old = mentions(std::slice::from_ref(&arguments.old))?;
    let new = mentions(std::slice::from_ref(&arguments.new))?;
    let changes = changes(&old, &new);
    stdout().lock().write_all(changes.report(|_| None).as_bytes())?;
    Ok(if changes.is_empty() { Done::Well } else { Done::WithFailures })
}
