//! The decisions of a document on disk: a file that grows by whole lines.

use std::collections::HashSet;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use kaoju_record::{Decision, Record, write_line};

use crate::check_decision;

/// What a file of decisions holds.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    /// The decisions, each once, in the order of the file.
    pub decisions: Vec<Decision>,
    /// Lines that are no decisions. They stop nothing else.
    pub broken: Vec<BrokenLine>,
    /// The bytes that were read, and their lines.
    bytes: Vec<u8>,
    lines: usize,
}

/// A line that is no decision, or one that was changed after it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenLine {
    /// The file.
    pub file: PathBuf,
    /// Number of the line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for BrokenLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}; mend it or remove it", self.file.display(), self.line, self.reason)
    }
}

impl std::error::Error for BrokenLine {}

impl Journal {
    /// Reads the decisions of a file; one that does not exist holds none.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(path: &Path) -> io::Result<Self> {
        let mut journal = Self::default();
        journal.read_again(path)?;
        Ok(journal)
    }

    /// Reads the file again; of one that only grew, what is new.
    ///
    /// # Errors
    /// The file cannot be read; the journal stays as it is.
    pub fn read_again(&mut self, path: &Path) -> io::Result<()> {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        let whole_lines = self.bytes.is_empty() || self.bytes.ends_with(b"\n");
        if !whole_lines || !bytes.starts_with(&self.bytes) {
            *self = Self::default();
        }
        let known = self.bytes.len();
        self.take(&bytes[known..], path);
        self.bytes = bytes;
        Ok(())
    }

    /// Reads decisions from the bytes of a file; `path` names it where a line is broken. Blank lines are left out, and
    /// so is a line that was there before: two branches may have brought the same one.
    pub fn parse(bytes: &[u8], path: &Path) -> Self {
        let mut journal = Self::default();
        journal.take(bytes, path);
        journal.bytes = bytes.to_owned();
        journal
    }

    /// Takes lines that follow those that were read.
    fn take(&mut self, bytes: &[u8], path: &Path) {
        let mut seen: HashSet<String> = self.decisions.iter().map(|decision| decision.id.clone()).collect();
        let before = self.lines;
        for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            self.lines = before + index;
            if line.trim_ascii().is_empty() {
                continue;
            }
            let broken = |reason| BrokenLine { file: path.to_owned(), line: before + index + 1, reason };
            match decision(line) {
                Ok(decision) => {
                    if !decision.is_untouched() {
                        let reason = "was changed after it was written; it is taken as it is";
                        self.broken.push(broken(reason.into()));
                    }
                    if seen.insert(decision.id.clone()) {
                        self.decisions.push(decision);
                    }
                }
                Err(reason) => self.broken.push(broken(reason)),
            }
        }
    }
}

fn decision(line: &[u8]) -> Result<Decision, String> {
    // The parser sees one line only; its own line number would mislead.
    let shown = |error: serde_json::Error| error.to_string().replace(" at line 1 column ", " at column ");
    match serde_json::from_slice(line).map_err(shown)? {
        Record::Decision(decision) => check_decision(&decision).map(|()| *decision),
        _ => Err("is a record, but no decision".into()),
    }
}

/// Appends decisions to a file, which is made where it is missing, all in one write. When this returns they are on disk.
///
/// Others who append at the same time wait: the file is locked meanwhile. A last line that was never finished is left as it is,
/// and the decisions begin on a new line.
///
/// # Errors
/// A decision that [`check_decision`] refuses; the file cannot be made, locked or written. Nothing is appended then.
pub fn append(path: &Path, decisions: &[Decision]) -> io::Result<()> {
    let mut lines = Vec::new();
    for decision in decisions {
        check_decision(decision).map_err(|reason| io::Error::new(io::ErrorKind::InvalidInput, reason))?;
        write_line(&mut lines, &Record::Decision(Box::new(decision.clone())))?;
    }
    let mut file = open(path)?;
    file.lock()?;
    let length = file.metadata()?.len();
    if !ends_a_line(&mut file, length)? {
        lines.insert(0, b'\n');
    }
    let written = file.write_all(&lines).and_then(|()| file.sync_all());
    if written.is_err() {
        // What did not become whole is taken back, as far as the disk lets us.
        let _ = file.set_len(length);
    }
    written
}

/// Opens a file to append to it; where it is new, its name is on disk before this returns.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true);
    match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        opened => return opened,
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let file = options.create(true).open(path)?;
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(file)
}

fn ends_a_line(file: &mut File, length: u64) -> io::Result<bool> {
    if length == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::tests::accept;

    fn written() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/reviews/003.jsonl");
        (folder, path)
    }

    fn ids(journal: &Journal) -> Vec<&str> {
        journal.decisions.iter().map(|decision| &*decision.about.id).collect()
    }

    #[test]
    fn what_is_appended_is_read_back() {
        let (_folder, path) = written();
        assert!(Journal::read(&path).unwrap().decisions.is_empty());
        append(&path, &[accept("a"), accept("b")]).unwrap();
        append(&path, &[accept("c"), accept("a")]).unwrap();
        let journal = Journal::read(&path).unwrap();
        assert_eq!(ids(&journal), ["a", "b", "c"]);
        assert_eq!(journal.broken, []);
    }

    #[test]
    fn an_unfinished_line_harms_no_other() {
        let (_folder, path) = written();
        append(&path, &[accept("a"), accept("b")]).unwrap();
        let whole = std::fs::read(&path).unwrap();
        for cut in [1, 20, 100] {
            std::fs::write(&path, &whole[..whole.len() - cut]).unwrap();
            append(&path, &[accept("c")]).unwrap();
            let journal = Journal::read(&path).unwrap();
            // Only the line break was cut off at first: the line is whole.
            let expected: &[&str] = if cut == 1 { &["a", "b", "c"] } else { &["a", "c"] };
            assert_eq!(ids(&journal), expected);
            let lines: Vec<_> = journal.broken.iter().map(|broken| broken.line).collect();
            assert_eq!(lines, if cut == 1 { vec![] } else { vec![2] });
        }
    }

    #[test]
    fn broken_lines_are_named_and_the_rest_is_read() {
        let (_folder, path) = written();
        append(&path, &[accept("a")]).unwrap();
        let line = std::fs::read_to_string(&path).unwrap();
        let text = format!(
            "<<<<<<< HEAD\n{line}\n{}{}\u{fffd}\n{{\"record\":\"fact\"}}\n",
            line.replace("\"accept\"", "\"praise\""),
            line.replace("\"by\":\"", "\"by\":\"Another "),
        );
        std::fs::write(&path, [text.as_bytes(), b"\xff\xfe\n"].concat()).unwrap();
        let journal = Journal::read(&path).unwrap();
        let broken: Vec<_> = journal.broken.iter().map(|broken| (broken.line, broken.to_string())).collect();
        let lines: Vec<_> = broken.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 4, 5, 6, 7, 8], "{broken:?}");
        assert!(broken[1].1.contains("003.jsonl, line 4: unknown variant `praise`"), "{broken:?}");
        assert!(broken[2].1.contains("was changed after it was written"), "{broken:?}");
        assert_eq!(ids(&journal), ["a"]);
    }

    #[test]
    fn what_is_no_decision_is_refused() {
        let (_folder, path) = written();
        let mut wrong = accept("a");
        wrong.at = "yesterday".into();
        let error = append(&path, &[accept("b"), wrong.named()]).unwrap_err();
        assert!(error.to_string().contains("`yesterday`"), "{error}");
        assert!(!path.exists());
    }
}
