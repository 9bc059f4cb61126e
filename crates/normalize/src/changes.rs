//! What the stages change: every change is counted, those that are described are kept.

use std::ops::Range;

/// A repair in the text a stage was given.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) pass: &'static str,
    pub(crate) range: Range<usize>,
    pub(crate) other_readings: Vec<String>,
}

/// Which changes are described; the others are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Described {
    All,
    /// Those that allow another reading.
    Uncertain,
}

impl Described {
    pub(crate) fn holds(self, change: &Change) -> bool {
        self == Described::All || !change.other_readings.is_empty()
    }
}

/// The changes of a stage. A badly damaged document has one every few bytes, so that hardly any is kept.
#[derive(Debug)]
pub(crate) struct Changes {
    described: Described,
    /// A pass that is named in several places may stand here several times.
    counts: Vec<(&'static str, usize)>,
    /// The changes that are described, and the last one.
    kept: Vec<Change>,
}

impl Changes {
    pub(crate) fn new(described: Described) -> Self {
        Self { described, counts: Vec::new(), kept: Vec::new() }
    }

    pub(crate) fn note(&mut self, pass: &'static str, range: Range<usize>) {
        self.count(pass);
        match self.kept.last_mut() {
            // What is not described has no other readings that would have to go.
            Some(last) if !self.described.holds(last) => (last.pass, last.range) = (pass, range),
            _ => self.kept.push(Change { pass, range, other_readings: Vec::new() }),
        }
    }

    pub(crate) fn push(&mut self, change: Change) {
        self.count(change.pass);
        match self.kept.last_mut() {
            Some(last) if !self.described.holds(last) => *last = change,
            _ => self.kept.push(change),
        }
    }

    fn count(&mut self, pass: &'static str) {
        match self.counts.iter_mut().find(|(known, _)| std::ptr::eq(*known, pass)) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((pass, 1)),
        }
    }

    /// The last change, which may still grow.
    pub(crate) fn last_mut(&mut self) -> Option<&mut Change> {
        self.kept.last_mut()
    }

    /// How often each pass changed something, in one number or several.
    pub(crate) fn counts(&self) -> &[(&'static str, usize)] {
        &self.counts
    }

    /// The changes that are described, in the order in which they were made.
    pub(crate) fn described(self) -> impl Iterator<Item = Change> {
        self.kept.into_iter().filter(move |change| self.described.holds(change))
    }
}
