//! Mentions joined to facts: treaty events, and the measures of prose and tables.
//!
//! [`link`] reads the mentions of one document in their text (section 4 of the annotation guidelines). All ranges are
//! bytes of the clean text, the end excluded. This crate finds no mentions of its own and knows nothing of files.

mod event;
mod lexicon;
mod measure;
mod names;
mod notation;
mod table;

use std::ops::Range;

use kaoju_extract::{Extraction, Found};
use kaoju_record::{Kind, Statement, Value, Zone};
use kaoju_segment::{Paragraph, Segmented};

use event::Events;
use measure::Measures;

pub use notation::notation;

/// A rule that joins mentions, as `kaoju rules` shows it.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Permanent id, named after what it finds: `event/signed`.
    pub id: &'static str,
    /// What it finds, in a sentence or two.
    pub about: &'static str,
    /// Examples, each `text => fact; …` in [`notation`]; nothing behind `=>` where none may be found.
    pub examples: &'static [String],
}

/// Every rule that joins mentions.
pub fn rules() -> Vec<Rule> {
    event::rules().chain(measure::rules()).collect()
}

/// What the mentions of a document say together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// The facts, in the order of the mentions they are about.
    pub facts: Vec<Fact>,
    /// What does not fit together, such as a table whose columns do not add up.
    pub doubts: Vec<Doubt>,
}

/// A fact in the clean text. Mentions are named by their index in [`Extraction::found`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What is stated.
    pub statement: Statement,
    /// The figure of a measure, or the treaty of an event.
    pub about: usize,
    /// The other mentions it joins: its dates, and figures or treaties it refers to.
    pub with: Vec<usize>,
    /// The rule that joined them.
    pub rule: &'static str,
}

impl Fact {
    /// Every mention it joins.
    pub fn mentions(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.about).chain(self.with.iter().copied())
    }
}

/// Something that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Bytes of the clean text.
    pub range: Range<usize>,
    /// The rule that noticed it.
    pub rule: &'static str,
    /// What is wrong, in one line.
    pub message: String,
}

/// Joins the mentions of a document to facts, in time linear in its length.
pub fn link(text: &str, segmented: &Segmented, extraction: &Extraction) -> Linked {
    let document = Document { text, segmented, extraction };
    let found = &extraction.found;
    let (mut events, mut measures) = (Events::new(document), Measures::new(document));
    let mut inside = Inside { found, at: 0 };
    let mut sentences = Vec::new();
    for paragraph in segmented.paragraphs.iter().filter(|paragraph| paragraph.zone != Zone::Furniture) {
        let mentions = inside.next(&paragraph.range);
        let mut inside = Inside { found: &found[..mentions.end], at: mentions.start };
        let cut = kaoju_segment::sentences(text, paragraph.range.clone());
        sentences.clear();
        if found[mentions.clone()].iter().any(is_told_of) {
            sentences.extend(cut.map(|range| Sentence { mentions: inside.next(&range), range }));
        }
        let paragraph = Read { paragraph, mentions, sentences: &sentences };
        events.paragraph(&paragraph);
        measures.paragraph(&paragraph);
    }
    let mut linked = Linked { facts: events.tables(), doubts: Vec::new() };
    linked.facts.append(&mut measures.facts());
    table::link(document, &mut linked);
    linked.facts.sort_by_key(|fact| fact.about);
    linked
}

/// What a document's facts are read from.
#[derive(Clone, Copy)]
struct Document<'a> {
    text: &'a str,
    segmented: &'a Segmented,
    extraction: &'a Extraction,
}

/// Whether facts can be about a mention.
fn is_told_of(mention: &Found) -> bool {
    matches!(mention.value.kind(), Kind::Treaty | Kind::Figure)
}

/// A paragraph with the mentions in it, cut once for everybody.
struct Read<'a> {
    paragraph: &'a Paragraph,
    mentions: Range<usize>,
    /// Its sentences, if facts can be about any of its mentions.
    sentences: &'a [Sentence],
}

/// A sentence, and the mentions in it, as indices.
#[derive(Clone, Debug)]
struct Sentence {
    range: Range<usize>,
    mentions: Range<usize>,
}

/// The mentions that lie in ranges which are asked for in the order of the text.
struct Inside<'a> {
    found: &'a [Found],
    at: usize,
}

impl Inside<'_> {
    /// Those of the next range, as indices.
    fn next(&mut self, range: &Range<usize>) -> Range<usize> {
        let before = self.found[self.at..].iter().take_while(|mention| mention.range.start < range.start);
        let first = self.at + before.count();
        let inside = self.found[first..].iter().take_while(|mention| mention.range.end <= range.end);
        self.at = first + inside.count();
        first..self.at
    }
}

/// The mentions that lie in a range of the text, as indices, looked for among some.
fn within(found: &[Found], among: &Range<usize>, range: &Range<usize>) -> Range<usize> {
    let found = &found[among.clone()];
    let first = found.partition_point(|mention| mention.range.start < range.start);
    let inside = found[first..].iter().take_while(|mention| mention.range.end <= range.end);
    among.start + first..among.start + first + inside.count()
}

/// The period that a mention states, in EDTF.
fn edtf(value: &Value) -> Option<&str> {
    match value {
        Value::Date { edtf, .. } | Value::Period { edtf, .. } => Some(edtf),
        _ => None,
    }
}

/// The nearest boundary of a character at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    // OK because a character has at most four bytes, and 0 is a boundary.
    let at = at.min(text.len());
    (at.saturating_sub(3)..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
