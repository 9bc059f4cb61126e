//! Where records go: a folder with a file a document, or a stream.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Takes the records of one document after the other.
pub trait Sink {
    /// Takes the lines of a document, all at once.
    ///
    /// # Errors
    /// What kept them from being written. [`Sink::goes_on`] says whether that concerns this document only.
    fn document(&mut self, id: &str, lines: &[u8]) -> io::Result<()>;

    /// Called when no further document is ready, so that what was written can be seen.
    ///
    /// # Errors
    /// What kept it from being written.
    fn pause(&mut self) -> io::Result<()>;

    /// Whether another document may be written after one that could not.
    fn goes_on(&self) -> bool;
}

/// A folder that gets `ID.jsonl` for every document, whole or not at all.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Opens a folder, makes it where it is missing, and makes sure that files can be written to it.
    ///
    /// # Errors
    /// The folder cannot be made or written.
    pub fn open(path: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(path)?;
        new_file(path)?;
        Ok(Self { path: path.to_owned() })
    }
}

impl Sink for Folder {
    fn document(&mut self, id: &str, lines: &[u8]) -> io::Result<()> {
        let safe = !id.is_empty() && !id.starts_with('.') && !id.contains(['/', '\\', '\0']);
        if !safe {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("its id `{id}` cannot name a file, give it another"),
            ));
        }
        let mut file = new_file(&self.path)?;
        file.write_all(lines)?;
        file.persist(self.path.join(format!("{id}.jsonl")))?;
        Ok(())
    }

    fn pause(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn goes_on(&self) -> bool {
        true
    }
}

/// A hidden file in the folder, so that giving it its name is one step. Without a name it goes when it is dropped.
///
/// # Errors
/// The folder cannot be written.
pub fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kaoju-").suffix(".tmp");
    // As any other file, not for its owner alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// A stream that gets the lines of all documents.
#[derive(Debug)]
pub struct Stream<W: Write>(pub W);

impl<W: Write> Sink for Stream<W> {
    fn document(&mut self, _id: &str, lines: &[u8]) -> io::Result<()> {
        self.0.write_all(lines)
    }

    fn pause(&mut self) -> io::Result<()> {
        self.0.flush()
    }

    fn goes_on(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_replaces_its_file_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("new/out");
        let mut sink = Folder::open(&out).unwrap();
        sink.document("a", b"1\n").unwrap();
        sink.document("a", b"2\n").unwrap();
        let names: Vec<_> = std::fs::read_dir(&out).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names, ["a.jsonl"]);
        assert_eq!(std::fs::read(out.join("a.jsonl")).unwrap(), b"2\n");
    }

    #[test]
    fn an_id_never_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let mut sink = Folder::open(folder.path()).unwrap();
        for id in ["", "..", "../a", "a/b", ".a", "a\0"] {
            assert!(sink.document(id, b"").is_err(), "{id:?}");
        }
    }
}
