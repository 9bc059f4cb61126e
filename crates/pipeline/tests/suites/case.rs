//! The cases as they lie in `cases/`, a line a case.

use std::ops::Range;
use std::path::Path;

use serde::Deserialize;

use crate::value::{Group, Value};

/// A text, and what a suite expects of it.
#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) suite: String,
    pub(crate) id: String,
    pub(crate) input: String,
    /// When the text was written, to the second, if the suite tells.
    reference: Option<String>,
    /// What the suite looks for; a find of another group counts neither way.
    pub(crate) scope: Vec<Group>,
    pub(crate) expect: Vec<Expected>,
    /// Places where finds count neither way, in characters.
    #[serde(default)]
    ignore: Vec<(usize, usize)>,
    /// Why the suite's own expectation is doubted.
    pub(crate) doubtful: Option<String>,
}

/// One item that a suite expects.
#[derive(Deserialize)]
pub(crate) struct Expected {
    /// Where it stands, in characters, end excluded; a suite may leave it open.
    start: Option<usize>,
    end: Option<usize>,
    #[serde(flatten)]
    pub(crate) value: Value,
}

impl Case {
    /// The time the text was written: `2013-02-12T04:30:00`.
    pub(crate) fn time(&self) -> Option<&str> {
        self.reference.as_deref()
    }

    /// The day of that time.
    pub(crate) fn day(&self) -> Option<&str> {
        self.time()?.get(.."YYYY-MM-DD".len())
    }

    /// The bytes that an expected item stands at, if the suite tells.
    pub(crate) fn range(&self, expected: &Expected) -> Option<Range<usize>> {
        Some(self.bytes(expected.start?, expected.end?))
    }

    /// The ranges of bytes where finds count neither way.
    pub(crate) fn ignored(&self) -> impl Iterator<Item = Range<usize>> {
        self.ignore.iter().map(|(start, end)| self.bytes(*start, *end))
    }

    fn bytes(&self, start: usize, end: usize) -> Range<usize> {
        let at = |character| self.input.char_indices().nth(character).map_or(self.input.len(), |(at, _)| at);
        at(start)..at(end)
    }
}

/// All cases, suite by suite.
pub(crate) fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suites/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|file| of(file)).collect()
}

fn of(file: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(file).unwrap();
    let case = |(at, line)| {
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{}:{}: {error}", file.display(), at + 1))
    };
    text.lines().enumerate().map(case).collect()
}
