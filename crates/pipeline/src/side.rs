//! States of annotations to compare: a file, a folder, or a revision of a git repository.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use kaoju_normalize::normalize;
use kaoju_record::{Record, read_lines};
use kaoju_review::{Journal, Side};
use sha2::{Digest, Sha256};

use crate::Problem;
use crate::reading::hexadecimal;

/// Where the annotations, decisions and documents of a repository lie.
const FOLDERS: [&str; 3] = ["annotations", "annotations/reviews", "seeds"];

/// The annotations of a file or a folder. Of a folder that holds `annotations/` these are taken; documents are looked for
/// in `seeds/` in it or beside it, so that the text around can be shown.
///
/// # Errors
/// A path that does not exist, a file that cannot be read, a line that is no record.
pub fn side_of_path(path: &Path) -> Result<Side, Problem> {
    let place = path.display().to_string();
    if path.is_file() {
        let bytes = std::fs::read(path).map_err(|error| Problem::unreadable(&place, &error))?;
        let files = Files { annotations: vec![(path.to_owned(), bytes)], ..Files::default() };
        return files.side(place);
    }
    let below = path.join(FOLDERS[0]);
    let (annotations, seeds) = match below.is_dir() {
        true => (below, path.join(FOLDERS[2])),
        false => (path.to_owned(), path.canonicalize().unwrap_or_default().with_file_name(FOLDERS[2])),
    };
    let annotated =
        read_files(&annotations, FOLDERS[0]).map_err(|error| Problem::unreadable(&place, &error))?;
    let files = Files {
        annotations: annotated,
        decisions: read_files(&annotations.join("reviews"), FOLDERS[1]).unwrap_or_default(),
        seeds: read_files(&seeds, FOLDERS[2]).unwrap_or_default(),
    };
    files.side(place)
}

/// The annotations of a revision of the git repository that a folder stands in, read from git's objects: no file is
/// checked out, and the revision is never taken for an option.
///
/// # Errors
/// git is not there, the folder is in no repository, the revision is unknown, a line is no record.
pub fn side_of_revision(folder: &Path, revision: &str) -> Result<Side, Problem> {
    let commit = format!("{revision}^{{commit}}");
    let commit = git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])
        .map_err(|reason| Problem::new(revision, reason, "name a revision as git knows it: main..HEAD"))?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let mut files = Files::default();
    for (folder_name, files) in FOLDERS.into_iter().zip(files.each()) {
        let tree = format!("{commit}:./{folder_name}");
        // A revision from before a folder was made has none.
        let Ok(names) = git(folder, &["ls-tree", "--name-only", "-z", &tree]) else { continue };
        for name in String::from_utf8_lossy(&names).split('\0').filter(|name| is_file_of(folder_name, name)) {
            let object = format!("{tree}/{name}");
            let bytes = git(folder, &["cat-file", "blob", &object])
                .map_err(|reason| Problem::new(format!("{revision}:{folder_name}/{name}"), reason, ""))?;
            files.push((Path::new(folder_name).join(name), bytes));
        }
    }
    files.side(revision.to_owned())
}

/// The files of one state.
#[derive(Default)]
struct Files {
    annotations: Vec<(PathBuf, Vec<u8>)>,
    decisions: Vec<(PathBuf, Vec<u8>)>,
    seeds: Vec<(PathBuf, Vec<u8>)>,
}

impl Files {
    /// In the order of [`FOLDERS`].
    fn each(&mut self) -> [&mut Vec<(PathBuf, Vec<u8>)>; 3] {
        [&mut self.annotations, &mut self.decisions, &mut self.seeds]
    }

    fn side(self, name: String) -> Result<Side, Problem> {
        let mut side = Side { name, ..Side::default() };
        for (path, bytes) in &self.annotations {
            let broken = |error: kaoju_record::ReadError| {
                Problem::new(
                    path.display().to_string(),
                    error.to_string(),
                    "mend the line or write the records anew",
                )
            };
            side.records.extend(read_lines(&bytes[..]).map_err(broken)?);
        }
        for (path, bytes) in &self.decisions {
            side.decisions.extend(Journal::parse(bytes, path).decisions);
        }
        side.texts = self.texts(&side.records);
        Ok(side)
    }

    /// The texts of the documents whose source is there as it was read.
    fn texts(&self, records: &[Record]) -> BTreeMap<String, kaoju_normalize::Normalized> {
        let sums: BTreeMap<String, &Vec<u8>> =
            self.seeds.iter().map(|(_, bytes)| (hexadecimal(&Sha256::digest(bytes)), bytes)).collect();
        let documents = records.iter().filter_map(Record::document);
        let known =
            documents.filter_map(|document| Some((document.doc.clone(), *sums.get(&document.sha256)?)));
        known.map(|(doc, bytes)| (doc, normalize(bytes))).collect()
    }
}

/// Whether a name is that of a document, in the folder of documents, or else of records or decisions.
fn is_file_of(folder: &str, name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && (folder == FOLDERS[2] || name.ends_with(".jsonl"))
}

fn read_files(folder: &Path, kind: &str) -> io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_file() && is_file_of(kind, &name) {
            paths.push(path);
        }
    }
    paths.sort();
    paths.into_iter().map(|path| std::fs::read(&path).map(|bytes| (path, bytes))).collect()
}

/// What git writes to its standard output; what it complains about where it fails.
fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("git cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let reason = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(if reason.is_empty() { "git does not know it".to_owned() } else { reason })
}
