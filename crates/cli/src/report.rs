//! `kaoju report`: one page to read.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use kaoju_pipeline::Project;

use crate::{Done, WrongUse};

/// Make one HTML page of documents, their mentions and facts, to read in a browser without a network.
///
/// DIR holds documents, or `seeds/` and `annotations/`, or is a folder of records with the documents in `seeds/` beside it
/// or in --sources. Documents without records are read on the way. Exit status: 0 done, 1 done with problems, 2 wrong
/// use.
#[derive(Args)]
#[command(after_help = "\
Examples:
  kaoju report . -o report.html
  kaoju report articles/ -o report.html
  kaoju report annotations/ --sources texts/ > report.html")]
pub(crate) struct Arguments {
    /// The folder to report on.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The folder of the documents, where DIR holds records.
    #[arg(long, value_name = "DIR")]
    sources: Option<PathBuf>,
    /// Write the page to this file, whole or not at all; without it to standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    let project = Project::open(&arguments.folder, arguments.sources.as_deref())
        .map_err(|problem| WrongUse(problem.to_string()))?;
    let report = kaoju_report::report(&project)?;
    match &arguments.output {
        Some(path) => write_whole(path, report.html.as_bytes())
            .with_context(|| format!("{}: cannot be written", path.display()))?,
        None => std::io::stdout().lock().write_all(report.html.as_bytes())?,
    }
    for problem in &report.problems {
        eprintln!("{problem}");
    }
    Ok(if report.problems.is_empty() { Done::Well } else { Done::WithFailures })
}

/// Writes a file under another name first, so that it appears whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = kaoju_pipeline::new_file(folder)?;
    file.write_all(bytes)?;
    file.persist(path)?;
    Ok(())
}
