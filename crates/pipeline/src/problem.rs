//! What is said about a document that cannot be read.

use std::fmt;

/// Why a document, or a line of input, gave no records, and what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, or file and line, as its user knows it.
    pub place: String,
    /// What is wrong.
    pub reason: String,
    /// What can be done; may be empty.
    pub way_out: String,
}

impl Problem {
    /// A problem at a place.
    pub fn new(place: impl Into<String>, reason: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self { place: place.into(), reason: reason.into(), way_out: way_out.into() }
    }

    /// A file that the system did not let us read.
    pub fn unreadable(place: impl Into<String>, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let (reason, way_out) = match error.kind() {
            ErrorKind::NotFound => ("no such file or folder".to_owned(), "check the path"),
            ErrorKind::PermissionDenied => {
                ("may not be read".to_owned(), "give yourself the right to read it")
            }
            _ => (error.to_string(), ""),
        };
        Self::new(place, reason, way_out)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)?;
        if self.way_out.is_empty() { Ok(()) } else { write!(f, "; {}", self.way_out) }
    }
}

impl std::error::Error for Problem {}
