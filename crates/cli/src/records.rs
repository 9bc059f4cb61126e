//! Records of earlier runs, read back.

use std::io::BufReader;
use std::path::{Path, PathBuf};

use kaoju_pipeline::{About, Problem, inputs, read};
use kaoju_record::{Record, read_lines};

use crate::{Done, WrongUse};

/// The records of JSONL files and of folders of them.
pub(crate) fn of_paths(paths: &[PathBuf]) -> anyhow::Result<Vec<Record>> {
    let (files, problems) = inputs(paths);
    if !problems.is_empty() {
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        return Err(WrongUse(problems.join("\n")).into());
    }
    let mut all = Vec::new();
    // A folder of records may hold the curated names of instruments as well.
    let is_toml = |path: &Path| path.extension().is_some_and(|extension| extension == "toml");
    for file in files.into_iter().filter(|file| !file.path.as_deref().is_some_and(is_toml)) {
        all.extend(records(file.path.as_deref())?);
    }
    Ok(all)
}

/// The records of JSONL files, and those of documents, which are read on the way; folders may hold both. Documents that
/// cannot be read are told on standard error.
pub(crate) fn collected(paths: &[PathBuf]) -> anyhow::Result<(Vec<Record>, Done)> {
    let (files, problems) = inputs(paths);
    if !problems.is_empty() {
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        return Err(WrongUse(problems.join("\n")).into());
    }
    let mut collected = Vec::new();
    let mut done = Done::Well;
    for file in files {
        let extension =
            file.path.as_deref().and_then(Path::extension).and_then(|extension| extension.to_str());
        match (extension, &file.path) {
            (Some("jsonl") | None, path) => collected.extend(records(path.as_deref())?),
            (Some("toml"), _) => {}
            (_, Some(path)) => {
                let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
                let about = About { id: &file.id, name: name.as_deref(), ..About::default() };
                match std::fs::read(path)
                    .map_err(|error| Problem::unreadable(path.display().to_string(), &error))
                {
                    Ok(source) => match read(&source, &about) {
                        Ok(read) => collected.extend(read),
                        Err(problem) => done = failed(&problem),
                    },
                    Err(problem) => done = failed(&problem),
                }
            }
            (Some(_), None) => {}
        }
    }
    Ok((collected, done))
}

fn failed(problem: &Problem) -> Done {
    eprintln!("{problem}");
    Done::WithFailures
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
