//! Records of earlier runs, read back.

use std::io::BufReader;
use std::path::{Path, PathBuf};

use kaoju_pipeline::{Problem, inputs};
use kaoju_record::{Mention, Record, read_lines};

use crate::WrongUse;

/// The mentions of JSONL files and of folders of them.
pub(crate) fn mentions(paths: &[PathBuf]) -> anyhow::Result<Vec<Mention>> {
    let (files, problems) = inputs(paths);
    if !problems.is_empty() {
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        return Err(WrongUse(problems.join("\n")).into());
    }
    let mut mentions = Vec::new();
    for file in files {
        for record in records(file.path.as_deref())? {
            if let Record::Mention(mention) = record {
                mentions.push(mention);
            }
        }
    }
    Ok(mentions)
}

/// The records of a JSONL file, or of standard input.
pub(crate) fn records(path: Option<&Path>) -> anyhow::Result<Vec<Record>> {
    let place = path.map_or("standard input".to_owned(), |path| path.display().to_string());
    let read = match path {
        None => read_lines(std::io::stdin().lock()),
        Some(path) => match std::fs::File::open(path) {
            Ok(file) => read_lines(BufReader::new(file)),
            Err(error) => return Err(WrongUse(Problem::unreadable(place, &error).to_string()).into()),
        },
    };
    read.map_err(|error| anyhow::anyhow!("{place}, {error}"))
}
