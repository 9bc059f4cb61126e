//! `kaoju agree`: how far several annotators of the same documents agree.

use std::io::{Write, stdout};
use std::path::PathBuf;

use clap::Args;
use kaoju_review::{Reading, agree};

use crate::records::mentions;
use crate::{Done, WrongUse};

/// Compare annotations of the same documents: span F1, Cohen's kappa, Krippendorff's alpha, and every disagreement.
///
/// Exit status 1 where they disagree.
#[derive(Args)]
#[command(after_help = "Example:\n  kaoju agree ann/annotations ben/annotations")]
pub(crate) struct Arguments {
    /// Records of each annotator: a JSONL file or a folder of them; two or more.
    #[arg(required = true, value_name = "RECORDS")]
    annotators: Vec<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    if arguments.annotators.len() < 2 {
        return Err(WrongUse("with whom? give the records of two or more annotators".into()).into());
    }
    let mut readings = Vec::new();
    for path in &arguments.annotators {
        let mentions = mentions(std::slice::from_ref(path))?;
        readings.push(Reading { by: path.display().to_string(), mentions });
    }
    let agreements = agree(&readings);
    write!(stdout().lock(), "{agreements}")?;
    Ok(if agreements.disagreements.is_empty() { Done::Well } else { Done::WithFailures })
}
