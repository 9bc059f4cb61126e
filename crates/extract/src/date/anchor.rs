//! The dates an incomplete one is resolved against: those before it in the text, else the document's own.

use super::calendar::{Part, Stamp};

/// Dates spoken of so far, and the date of the document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Anchors {
    /// The document's date, to the day at the finest.
    pub doc: Option<Stamp>,
    /// The document's clock time, where it is known: a stamp with one.
    pub now: Option<Stamp>,
    /// First and last stamp of the nearest earlier date of this paragraph.
    paragraph: Option<(Stamp, Stamp)>,
    /// The same, of the whole text.
    text: Option<(Stamp, Stamp)>,
    /// The year that the last heading with one named: 一、2011年工作回顾.
    section: Option<Stamp>,
    /// The nearest earlier day below the last heading.
    day: Option<Stamp>,
    /// The nearest earlier day.
    last_day: Option<Stamp>,
}

impl Anchors {
    pub(crate) fn new(doc: Option<Stamp>) -> Self {
        let now = doc.filter(|stamp| stamp.moment().is_some());
        let day = now.and_then(Stamp::day).map(Stamp::of);
        Self { doc: day.or(doc), now, ..Self::default() }
    }

    /// To be called where a paragraph begins.
    pub(crate) fn new_paragraph(&mut self) {
        self.paragraph = None;
    }

    /// Remembers a date that was spoken of.
    pub(crate) fn remember(&mut self, fixes: (Stamp, Stamp)) {
        if matches!(fixes.0.part, Part::Century | Part::Decade) {
            return;
        }
        // A coarser date inside the one last spoken of (全年 after 5月) keeps nothing of it.
        self.paragraph = Some(fixes);
        self.text = Some(fixes);
        self.day = fixes.1.day().map(Stamp::of).or(self.day);
        self.last_day = self.day.or(self.last_day);
    }

    /// To be called behind a heading: what it names first (1998年工作回顾和1999年工作) is what follows, where it `opens`
    /// a section.
    pub(crate) fn heading(&mut self, first: Option<(Stamp, Stamp)>, opens: bool) {
        self.day = first.and_then(|f| f.1.day()).map(Stamp::of);
        let year = first.map(|f| f.0).filter(|s| opens && s.part == Part::Whole);
        let past = |s: &Stamp| self.doc.is_none_or(|doc| s.year <= doc.year);
        self.section = year.filter(past).or(self.section.filter(|_| first.is_none()));
    }

    /// The nearest earlier date: of the paragraph, else of the section, else of the document.
    pub(crate) fn near(&self) -> Option<Stamp> {
        self.paragraph.map(|p| p.1).or(self.section).or(self.doc)
    }

    /// The nearest earlier date of the paragraph, else the section's, else that of any paragraph, else the document's.
    pub(crate) fn told(&self) -> Option<Stamp> {
        self.paragraph.map(|p| p.1).or(self.section).or(self.text.map(|t| t.1)).or(self.doc)
    }

    /// Whether a heading or the document fixes what the paragraph leaves open.
    pub(crate) fn fixed(&self) -> bool {
        self.section.or(self.doc).is_some()
    }

    /// The day last spoken of below the last heading, else the document's.
    pub(crate) fn day(&self) -> Option<Stamp> {
        self.day.or(self.doc.filter(|d| d.day().is_some()))
    }

    /// The day that 同一天 means: one last spoken of, also above a heading.
    pub(crate) fn same_day(&self) -> Option<Stamp> {
        self.day.or(self.last_day).or(self.day())
    }

    /// The nearest earlier date of the paragraph, with both its ends.
    pub(crate) fn nearest(&self) -> Option<(Stamp, Stamp)> {
        self.paragraph
    }
}
