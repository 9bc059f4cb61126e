//! `kaoju merge`: the machine's findings and the reviewers' decisions made one.

use std::io::{Write, stderr};
use std::path::PathBuf;

use clap::Args;
use kaoju_pipeline::{Folder, Project, Reviewed, Sink};
use kaoju_record::write_lines;

use crate::{Done, WrongUse};

/// Read the documents of a folder anew, apply the reviewers' decisions, and write the records.
///
/// What was accepted, corrected or added stands as the reviewer saw or wrote it, whatever the rules give now; what was
/// rejected does not. Facts are joined anew from the mentions as they were reviewed. Exit status 1 where decisions
/// contradict each other, find no place, or cannot be read; all of them are named.
#[derive(Args)]
#[command(after_help = "Example:\n  kaoju merge .")]
pub(crate) struct Arguments {
    /// A folder that holds `seeds/` and `annotations/`, a folder of records, or a folder of documents.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// The folder of the documents, where it is not beside the records.
    #[arg(long, value_name = "DIR")]
    sources: Option<PathBuf>,
    /// Also tell what the rules now find by themselves, and where they differ from what was decided.
    #[arg(long)]
    notes: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    let project = Project::open(&arguments.folder, arguments.sources.as_deref())
        .map_err(|problem| WrongUse(problem.to_string()))?;
    let mut folder = Folder::open(&project.annotations)?;
    let mut total = Total::default();
    let mut out = stderr().lock();
    for problem in &project.problems {
        writeln!(out, "{problem}")?;
        total.failed += 1;
    }
    for document in &project.documents {
        match document.reviewed() {
            Ok(reviewed) => {
                let mut lines = Vec::new();
                write_lines(&mut lines, &reviewed.merged.records)?;
                folder.document(&document.id, &lines)?;
                total.add(&reviewed);
                tell(&mut out, &reviewed, arguments.notes)?;
            }
            Err(problem) => {
                writeln!(out, "{problem}")?;
                total.failed += 1;
            }
        }
    }
    writeln!(
        out,
        "{} documents, {} decisions: {} hold, {} in contradiction, {} without a place",
        total.documents, total.decisions, total.hold, total.contradictions, total.orphans
    )?;
    let well = total.failed + total.contradictions + total.orphans == 0;
    Ok(if well { Done::Well } else { Done::WithFailures })
}

#[derive(Default)]
struct Total {
    documents: usize,
    decisions: usize,
    hold: usize,
    contradictions: usize,
    orphans: usize,
    failed: usize,
}

impl Total {
    fn add(&mut self, reviewed: &Reviewed) {
        let merged = &reviewed.merged;
        let contradicting: usize = merged.contradictions.iter().map(|one| one.decisions.len()).sum();
        self.documents += 1;
        self.decisions += reviewed.journal.decisions.len();
        self.hold += merged.landed.len() - contradicting;
        self.contradictions += contradicting;
        self.orphans += merged.orphans.len();
        self.failed += reviewed.journal.broken.len();
    }
}

/// Names everything about the decisions on a document that a person should look at.
fn tell(out: &mut impl Write, reviewed: &Reviewed, notes: bool) -> std::io::Result<()> {
    for broken in &reviewed.journal.broken {
        writeln!(out, "{broken}")?;
    }
    for contradiction in &reviewed.merged.contradictions {
        writeln!(out, "{contradiction}")?;
        writeln!(
            out,
            "    settle it with --ends and the ids of what shall count no more: kaoju accept ID --ends ID"
        )?;
    }
    for orphan in &reviewed.merged.orphans {
        writeln!(out, "{orphan}")?;
    }
    for note in reviewed.merged.notes.iter().filter(|_| notes) {
        writeln!(out, "{note}")?;
    }
    Ok(())
}
