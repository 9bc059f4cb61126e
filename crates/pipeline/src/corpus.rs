//! A corpus: documents as they were received, with what is known of them in `corpus.toml`.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::reading::hexadecimal;
use crate::{Job, Problem, Source};

/// The documents of a folder that `corpus.toml` describes.
#[derive(Clone, Debug, Deserialize)]
pub struct Corpus {
    #[serde(skip)]
    folder: PathBuf,
    /// The documents, in the order of the file.
    #[serde(rename = "document")]
    pub documents: Vec<CorpusDocument>,
}

/// What is known of a document of a corpus.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorpusDocument {
    /// The document's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its author; empty where the text names none.
    pub author: String,
    /// When it was published: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`.
    pub date: String,
    /// Where it comes from, as far as the text tells.
    pub origin: String,
    /// The file's name.
    pub file: String,
    /// SHA-256 of the file, in lower-case hexadecimal.
    pub sha256: String,
    /// Its character encoding.
    pub encoding: String,
}

impl Corpus {
    /// Reads `corpus.toml` of a folder and checks the folder against it.
    ///
    /// # Errors
    /// Each file that is missing, changed or not listed, and each entry that is wrong.
    pub fn open(folder: &Path) -> Result<Self, Vec<Problem>> {
        let corpus = Self::read(folder).map_err(|problem| vec![problem])?;
        let mut problems: Vec<_> =
            corpus.documents.iter().filter_map(|document| corpus.check(document)).collect();
        problems.extend(corpus.unlisted());
        if problems.is_empty() { Ok(corpus) } else { Err(problems) }
    }

    /// Reads `corpus.toml` of a folder as it stands; the files are not looked at.
    ///
    /// # Errors
    /// It cannot be read, or says something else than a corpus does.
    pub(crate) fn read(folder: &Path) -> Result<Self, Problem> {
        let path = folder.join("corpus.toml");
        let place = path.display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|error| Problem::unreadable(&place, &error))?;
        let corpus: Self =
            toml::from_str(&text).map_err(|error| Problem::new(place, error.to_string(), ""))?;
        Ok(Self { folder: folder.to_owned(), ..corpus })
    }

    /// The file of a document.
    pub fn path(&self, document: &CorpusDocument) -> PathBuf {
        self.folder.join(&document.file)
    }

    /// The documents as jobs, with the dates of the corpus.
    pub fn jobs(&self) -> Vec<Job> {
        let job = |document: &CorpusDocument| Job {
            id: document.id.clone(),
            place: self.path(document).display().to_string(),
            date: Some(document.date.clone()),
            name: None,
            source: Source::File(self.path(document)),
        };
        self.documents.iter().map(job).collect()
    }

    fn check(&self, document: &CorpusDocument) -> Option<Problem> {
        let path = self.path(document);
        let problem =
            |reason: String, way_out: &str| Some(Problem::new(path.display().to_string(), reason, way_out));
        if !kaoju_extract::is_date(&document.date) {
            return problem(
                format!("`{}` is no date", document.date),
                "write YYYY-MM-DD, YYYY-MM or YYYY in corpus.toml, or with the time YYYY-MM-DDTHH:MM",
            );
        }
        match std::fs::read(&path) {
            Err(error) => Some(Problem::unreadable(path.display().to_string(), &error)),
            Ok(bytes) if hexadecimal(&Sha256::digest(&bytes)) != document.sha256 => problem(
                "was changed: its SHA-256 is not that of corpus.toml".into(),
                "get back the file as received",
            ),
            Ok(_) => None,
        }
    }

    fn unlisted(&self) -> Vec<Problem> {
        let (files, mut problems) = crate::inputs(std::slice::from_ref(&self.folder));
        let listed = |path: &PathBuf| self.documents.iter().any(|document| self.path(document) == *path);
        let unlisted = files.into_iter().filter_map(|input| input.path).filter(|path| !listed(path));
        problems.extend(unlisted.map(|path| {
            Problem::new(
                path.display().to_string(),
                "is not listed in corpus.toml",
                "describe it there or remove it",
            )
        }));
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = r#"
[[document]]
id = "000"
title = "题"
author = ""
date = "2021-05-26"
origin = "made up"
file = "a.txt"
sha256 = ""
encoding = "UTF-8"
"#;

    /// What is said of a corpus of `a.txt` (`文`) after a change to its folder.
    fn problems(change: impl Fn(&Path, &mut String)) -> String {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), "文").unwrap();
        let hash = hexadecimal(&Sha256::digest("文"));
        let mut toml: String = ENTRY
            .lines()
            .map(
                |l| if l.starts_with("sha256") { format!("sha256 = \"{hash}\"\n") } else { format!("{l}\n") },
            )
            .collect();
        change(folder.path(), &mut toml);
        std::fs::write(folder.path().join("corpus.toml"), toml).unwrap();
        Corpus::open(folder.path()).err().unwrap_or_default().iter().map(|p| format!("{p}\n")).collect()
    }

    #[test]
    fn a_file_that_is_not_as_described_is_named() {
        assert_eq!(problems(|_, _| {}), "");
        let changed = problems(|folder, _| std::fs::write(folder.join("a.txt"), "changed").unwrap());
        assert!(changed.contains("a.txt: was changed"), "{changed}");
        let missing = problems(|folder, _| std::fs::remove_file(folder.join("a.txt")).unwrap());
        assert!(missing.contains("a.txt: no such file"), "{missing}");
        let unlisted = problems(|folder, _| std::fs::write(folder.join("b.txt"), "x").unwrap());
        assert!(unlisted.contains("b.txt: is not listed"), "{unlisted}");
        let undated = problems(|_, toml| *toml = toml.replace("2021-05-26", "soon"));
        assert!(undated.contains("`soon` is no date"), "{undated}");
        let broken = problems(|_, toml| toml.push_str("colour = 'red'"));
        assert!(broken.contains("corpus.toml") && broken.contains("colour"), "{broken}");
    }
}
