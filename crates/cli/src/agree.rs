//! `kaoju agree`: how far several annotators of the same documents agree.

use std::io::{Write, stdout};
use std::path::{Path, PathBuf};

use clap::Args;
use kaoju_pipeline::Project;
use kaoju_record::{Decision, Mention, Record};
use kaoju_review::{Journal, Reading, agree, person, readings};

use crate::records::of_paths;
use crate::{Done, WrongUse};

/// Compare annotations of the same documents: span F1, Cohen's kappa, Krippendorff's alpha, and every disagreement.
///
/// Annotators are files or folders of records, or of decisions; or the reviewers of one folder, with --by. Of decisions
/// only what all of them decided on counts, and what any of them added, in documents that all of them decided on. Exit status 1 where they disagree.
#[derive(Args)]
#[command(after_help = "\
Examples:
  kaoju agree ann/annotations ben/annotations
  kaoju agree ann/reviews/003.jsonl ben/reviews/003.jsonl
  kaoju agree . --by ann@example.org --by ben@example.org")]
pub(crate) struct Arguments {
    /// Records or decisions of each annotator: a JSONL file or a folder of them; two or more. With --by one folder.
    #[arg(value_name = "RECORDS")]
    annotators: Vec<PathBuf>,
    /// A reviewer of the folder, by mail or name; two or more.
    #[arg(long, value_name = "NAME")]
    by: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    let readings = if arguments.by.is_empty() {
        of_files(&arguments.annotators)?
    } else {
        of_reviewers(&arguments.annotators, &arguments.by)?
    };
    let agreements = agree(&readings);
    write!(stdout().lock(), "{agreements}")?;
    Ok(if agreements.disagreements.is_empty() { Done::Well } else { Done::WithFailures })
}

fn of_files(paths: &[PathBuf]) -> anyhow::Result<Vec<Reading>> {
    if paths.len() < 2 {
        return wrong("with whom? give the records of two or more annotators, or reviewers with --by");
    }
    let mut found: Vec<(String, Vec<Mention>)> = Vec::new();
    let mut decided: Vec<(String, Vec<Decision>)> = Vec::new();
    for path in paths {
        let (mut mentions, mut decisions) = (Vec::new(), Vec::new());
        for record in of_paths(std::slice::from_ref(path))? {
            match record {
                Record::Mention(mention) => mentions.push(mention),
                Record::Decision(decision) => decisions.push(*decision),
                _ => {}
            }
        }
        let by = path.display().to_string();
        if mentions.is_empty() && !decisions.is_empty() {
            decided.push((by, decisions));
        } else {
            found.push((by, mentions));
        }
    }
    if found.is_empty() {
        return of_decisions(&decided);
    }
    if let Some((by, _)) = decided.first() {
        return wrong(&format!("{by} holds decisions, and others hold records: give the same of all"));
    }
    Ok(found.into_iter().map(|(by, mentions)| Reading { by, mentions }).collect())
}

fn of_reviewers(folders: &[PathBuf], by: &[String]) -> anyhow::Result<Vec<Reading>> {
    let folder = match folders {
        [] => Path::new("."),
        [folder] => folder,
        _ => return wrong("the reviewers of which folder? give one with --by"),
    };
    if by.len() < 2 {
        return wrong("with whom? name two or more reviewers with --by");
    }
    let project = Project::open(folder, None).map_err(|problem| WrongUse(problem.to_string()))?;
    let mut all = Vec::new();
    for document in &project.documents {
        all.extend(Journal::read(&document.decisions)?.decisions);
    }
    let mut decided = Vec::new();
    for name in by {
        let own: Vec<Decision> = all.iter().filter(|decision| is(&decision.by, name)).cloned().collect();
        if own.is_empty() {
            return wrong(&format!("`{name}` decided nothing in {}", folder.display()));
        }
        decided.push((name.clone(), own));
    }
    of_decisions(&decided)
}

/// Whether a reviewer, `Name <mail>`, is meant by a mail, a name or both.
fn is(by: &str, named: &str) -> bool {
    person(by) == person(named) || by.split('<').next().is_some_and(|name| name.trim() == named.trim())
}

fn of_decisions(decided: &[(String, Vec<Decision>)]) -> anyhow::Result<Vec<Reading>> {
    let (readings, left_out) = readings(decided);
    for doc in left_out {
        eprintln!("{doc}: left out, because not all decided on it, or not on the same source");
    }
    Ok(readings)
}

fn wrong<T>(message: &str) -> anyhow::Result<T> {
    Err(WrongUse(message.to_owned()).into())
}
