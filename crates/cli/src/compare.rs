//! `kaoju diff`: what changed between two states of the annotations.

use std::io::{Write, stdout};
use std::path::Path;

use clap::{Args, ValueEnum};
use kaoju_pipeline::{Problem, side_of_path, side_of_revision};
use kaoju_review::{Side, changes};

use crate::{Done, WrongUse};

/// Tell which mentions and facts appeared, disappeared, changed or moved, and which decisions are at stake.
///
/// States are files, folders, or revisions of the git repository here. Exit status 1 where something differs.
#[derive(Args)]
#[command(after_help = "\
Examples:
  kaoju diff before/ after/
  kaoju diff main..HEAD
  kaoju diff HEAD annotations/ --format markdown")]
pub(crate) struct Arguments {
    /// A file or folder of records, or a revision; OLD..NEW for two revisions, OLD.. for a revision and the folder here.
    old: String,
    /// The other state; may be left out after OLD..NEW.
    new: Option<String>,
    /// How to show it.
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Plain text.
    Terminal,
    /// For a pull request.
    Markdown,
    /// One object, for programs.
    Json,
    /// A page that needs nothing else.
    Html,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    let (old, new) = match (&arguments.new, arguments.old.split_once("..")) {
        (Some(new), _) => (arguments.old.as_str(), new.as_str()),
        (None, Some((old, new))) if !Path::new(&arguments.old).exists() => (old, new),
        _ => return Err(WrongUse("with what? give two states, or revisions as OLD..NEW".into()).into()),
    };
    let changes = changes(&side(old, "HEAD")?, &side(new, ".")?);
    let shown = match arguments.format {
        Format::Terminal => changes.plain(),
        Format::Markdown => changes.markdown(),
        Format::Json => changes.json(),
        Format::Html => changes.html(),
    };
    stdout().lock().write_all(shown.as_bytes())?;
    Ok(if changes.is_empty() { Done::Well } else { Done::WithFailures })
}

/// A state by its path, else by its revision; what is left out is `absent`.
fn side(state: &str, absent: &str) -> Result<Side, WrongUse> {
    let state = if state.is_empty() { absent } else { state };
    let wrong = |problem: Problem| WrongUse(problem.to_string());
    if Path::new(state).exists() {
        return side_of_path(Path::new(state)).map_err(wrong);
    }
    side_of_revision(Path::new("."), state).map_err(|problem| {
        WrongUse(format!("`{state}` is no file or folder here, and no revision: {}", problem.reason))
    })
}
