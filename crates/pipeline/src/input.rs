//! From paths to documents with ids.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::Problem;

/// A document to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The document's id.
    pub id: String,
    /// The file; `None` is standard input.
    pub path: Option<PathBuf>,
    /// Its length in bytes; 0 where that is not known.
    pub bytes: u64,
}

/// The documents at some paths: files, folders (recursively, in the order of their names) and `-` for standard input.
///
/// An id is the stem of the file's name. Where several files share it, their path within the folder is taken, with `-`
/// for `/`. Hidden files in folders are left out, and so is `corpus.toml`, which describes documents and is none.
pub fn inputs(paths: &[PathBuf]) -> (Vec<Input>, Vec<Problem>) {
    inputs_but(paths, None)
}

/// [`inputs`] without those in a folder: the one that their records are written to.
pub(crate) fn inputs_but(paths: &[PathBuf], without: Option<&Path>) -> (Vec<Input>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for path in paths {
        for file in files(path, without, &mut problems) {
            if seen.insert(file.path.clone()) {
                found.push(file);
            }
        }
    }
    let ids = distinct_ids(&found);
    let input = |(file, id): (File, String)| Input { id, path: file.path, bytes: file.bytes };
    (found.into_iter().zip(ids).map(input).collect(), problems)
}

struct File {
    path: Option<PathBuf>,
    bytes: u64,
    /// The path below the folder that was named, or the file's name.
    below: PathBuf,
}

fn files(path: &Path, without: Option<&Path>, problems: &mut Vec<Problem>) -> Vec<File> {
    if path == Path::new("-") {
        return vec![File { path: None, bytes: 0, below: PathBuf::from("stdin") }];
    }
    if !path.is_dir() {
        return match path.metadata() {
            Ok(data) => {
                let below = path.file_name().map(PathBuf::from).unwrap_or_default();
                vec![File { path: Some(path.to_owned()), bytes: data.len(), below }]
            }
            Err(error) => {
                problems.push(Problem::unreadable(path.display().to_string(), &error));
                Vec::new()
            }
        };
    }
    let walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
    let mut found = Vec::new();
    for entry in
        walk.filter_entry(|entry| entry.depth() == 0 || wanted(entry) && Some(entry.path()) != without)
    {
        match entry {
            Ok(entry) if entry.file_type().is_file() => found.push(File {
                below: entry.path().strip_prefix(path).unwrap_or(entry.path()).to_owned(),
                bytes: entry.metadata().map_or(0, |data| data.len()),
                path: Some(entry.into_path()),
            }),
            Ok(_) => {}
            Err(error) => {
                let place = error.path().unwrap_or(path).display().to_string();
                let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                problems.push(Problem::new(place, reason, ""));
            }
        }
    }
    found
}

fn wanted(entry: &DirEntry) -> bool {
    !entry.file_name().as_encoded_bytes().starts_with(b".") && entry.file_name() != "corpus.toml"
}

/// The shortest names that tell the files apart, the more exact ones only for those that need them.
fn distinct_ids(files: &[File]) -> Vec<String> {
    let names: [fn(&File) -> String; 4] = [
        |file| flat(Path::new(file.below.file_stem().unwrap_or_default())),
        |file| flat(&file.below.with_extension("")),
        |file| flat(&file.below),
        |file| flat(file.path.as_deref().unwrap_or(&file.below)),
    ];
    let mut ids: Vec<String> = files.iter().map(names[0]).collect();
    for name in &names[1..] {
        let mut counts: HashMap<String, usize> = HashMap::new();
        ids.iter().for_each(|id| *counts.entry(id.clone()).or_default() += 1);
        for (id, file) in ids.iter_mut().zip(files) {
            if counts.get(id.as_str()).is_some_and(|count| *count > 1) {
                *id = name(file);
            }
        }
    }
    ids
}

fn flat(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        std::path::Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(files: &[&str]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "文").unwrap();
        }
        let (found, problems) = inputs(&[folder.path().to_owned()]);
        assert_eq!(problems, Vec::new());
        found.into_iter().map(|input| input.id).collect()
    }

    #[test]
    fn ids_are_stems_and_paths_only_where_stems_are_shared() {
        let cases: [(&[&str], &[&str]); 4] = [
            (&["b.txt", "a.md", "sub/c.txt"], &["a", "b", "c"]),
            (&["a/x.txt", "b/x.txt", "y.txt"], &["a-x", "b-x", "y"]),
            (&["x.md", "x.txt"], &["x.md", "x.txt"]),
            (&[".hidden", ".git/x", "corpus.toml", "x"], &["x"]),
        ];
        for (files, expected) in cases {
            assert_eq!(ids(files), expected, "{files:?}");
        }
    }

    #[test]
    fn a_missing_path_is_a_problem_and_the_rest_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().join("there.txt");
        std::fs::write(&there, "文").unwrap();
        let (found, problems) = inputs(&[folder.path().join("missing.txt"), there]);
        assert_eq!(found.len(), 1);
        assert!(problems[0].to_string().contains("missing.txt: no such file"), "{problems:?}");
    }
}
