//! `kaoju review`: a person decides on what was found, on a local page or in the terminal.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use kaoju_pipeline::Project;
use kaoju_review::reviewer;
use kaoju_serve::{Desk, Server};

use crate::{Done, WrongUse};

mod session;
mod terminal;

/// Review what was found in a folder: on a local page that only this machine can open, or in the terminal.
#[derive(Args)]
#[command(after_help = "\
Examples:
  kaoju review . --open
  kaoju review annotations/ --sources documents/
  kaoju review --terminal . --doc 003

Every decision is appended to annotations/reviews/ID.jsonl and is on disk before the page says that it is saved.
Without a page or terminal: kaoju accept, reject, correct, add, comment, withdraw.")]
pub(crate) struct Arguments {
    /// A folder that holds `seeds/` and `annotations/`, a folder of records, or a folder of documents.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// The folder of the documents, where it is not beside the records.
    #[arg(long, value_name = "DIR")]
    sources: Option<PathBuf>,
    /// Who reviews: "Name <mail>"; by default as git knows you.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The port of the page; 0 is any that is free.
    #[arg(long, default_value_t = 0, conflicts_with = "terminal")]
    port: u16,
    /// Open the page in the browser.
    #[arg(long, conflicts_with = "terminal")]
    open: bool,
    /// Review in the terminal, one finding at a time.
    #[arg(long)]
    terminal: bool,
    /// In the terminal: this document only.
    #[arg(long, value_name = "ID", requires = "terminal")]
    doc: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    if arguments.terminal {
        terminal::is_one()?;
    }
    let project = Project::open(&arguments.folder, arguments.sources.as_deref())
        .map_err(|problem| WrongUse(problem.to_string()))?;
    let by = arguments.by.clone().or_else(|| reviewer(&arguments.folder));
    let by = by.filter(|by| !by.trim().is_empty()).ok_or_else(|| {
        WrongUse("git does not know who you are; say so with --by \"Name <mail>\"".to_owned())
    })?;
    let desk = Desk::new(project, by);
    if arguments.terminal {
        return terminal::review(&desk, arguments.doc.as_deref());
    }
    let server = Server::bind(desk, arguments.port)
        .with_context(|| format!("127.0.0.1:{}; choose another port with --port", arguments.port))?;
    println!("{}", server.address());
    eprintln!(
        "Only who knows this address can open it. Ctrl-C ends the review; every decision is on disk by then."
    );
    if arguments.open
        && let Err(error) = open::that_detached(server.address())
    {
        eprintln!("kaoju: no browser could be started ({error}); open the address yourself");
    }
    server.run()?;
    Ok(Done::Well)
}
