//! One document through all stages.

use std::ops::Range;

use kaoju_extract::{Extraction, extract};
use kaoju_link::{Linked, link};
use kaoju_normalize::{Block, Normalized, normalize};
use kaoju_record::{Document, Kinds, Problem as Doubt, Record, RepairCount, Span, Surroundings};
use kaoju_segment::{Segmented, segment};
use sha2::{Digest, Sha256};

use crate::Problem;
use crate::readable::unreadable;

/// What is known of a document before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// The document's id, part of its records.
    pub id: &'a str,
    /// Its date, if somebody gives it: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`.
    pub date: Option<&'a str>,
    /// Its name, a hint for its date where the text tells none.
    pub name: Option<&'a str>,
    /// The kinds of mention wanted. Facts are joined where all they rest on are wanted.
    pub kinds: Kinds,
}

/// Reads one document: its [`Document`] record, then its mentions and facts by start, end and kind.
///
/// # Errors
/// A source that is empty, binary or too large to be a text.
pub fn read(source: &[u8], about: &About<'_>) -> Result<Vec<Record>, Problem> {
    Stages::of(source, about).map(|stages| stages.records(source, about.id))
}

/// What each stage made of a document.
#[derive(Debug)]
pub struct Stages {
    /// Clean text, source map, repairs.
    pub normalized: Normalized,
    /// Paragraphs, tables, zones.
    pub segmented: Segmented,
    /// Date of the document and mentions, in the clean text.
    pub extraction: Extraction,
    /// Facts and doubts, in the clean text.
    pub linked: Linked,
}

impl Stages {
    /// Takes a source through all stages.
    ///
    /// # Errors
    /// A source that is empty, binary or too large to be a text.
    pub fn of(source: &[u8], about: &About<'_>) -> Result<Self, Problem> {
        if let Some((reason, way_out)) = unreadable(source, || normalize(source).decoding) {
            return Err(Problem::new(about.id, reason, way_out));
        }
        let normalized = normalize(source);
        let segmented = segment(&normalized);
        let options = kaoju_extract::Options { date: about.date, name: about.name, kinds: about.kinds };
        let extraction = extract(&normalized.text, &segmented, &options);
        let linked = match about.kinds.facts() {
            true => link(&normalized.text, &segmented, &extraction),
            false => Linked::default(),
        };
        Ok(Self { normalized, segmented, extraction, linked })
    }

    pub(crate) fn document(&self, source: &[u8], id: &str) -> Document {
        let decoding = &self.normalized.decoding;
        Document {
            doc: id.to_owned(),
            bytes: source.len(),
            sha256: hexadecimal(&Sha256::digest(source)),
            encoding: decoding.encoding.to_owned(),
            encoding_by: decoding.by.to_owned(),
            date: self.extraction.date.clone(),
            repairs: self.normalized.repaired.iter().map(|(id, places)| repaired(id, *places)).collect(),
            problems: self.linked.doubts.iter().map(|doubt| self.doubt(doubt)).collect(),
        }
    }

    fn doubt(&self, doubt: &kaoju_link::Doubt) -> Doubt {
        let span = self.normalized.map.source_span(doubt.range.clone());
        Doubt {
            span: Span { start: span.start, end: span.end },
            rule: doubt.rule.to_owned(),
            message: doubt.message.clone(),
        }
    }

    /// The text of the paragraph or table row before and after a clean range. The hint is the block of the last range.
    pub(crate) fn surroundings(&self, clean: &Range<usize>, hint: &mut usize) -> Surroundings<'_> {
        let blocks = &self.normalized.blocks;
        let holds = |block: &Block| block.range.start <= clean.start && clean.end <= block.range.end;
        if !blocks.get(*hint).is_some_and(holds) {
            *hint = blocks.partition_point(|block| block.range.end < clean.end);
        }
        let block = blocks.get(*hint).map_or(clean.clone(), |block| block.range.clone());
        let text = &self.normalized.text;
        Surroundings {
            before: text.get(block.start..clean.start).unwrap_or_default(),
            after: text.get(clean.end..block.end).unwrap_or_default(),
        }
    }
}

fn repaired(pass: &str, places: usize) -> RepairCount {
    RepairCount { pass: pass.to_owned(), places }
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // OK because writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaoju_record::{Kind, Mention};

    fn mentions(text: &str) -> Vec<Mention> {
        let records = read(text.as_bytes(), &About { id: "t", ..About::default() }).unwrap();
        records.iter().filter_map(Record::mention).cloned().collect()
    }

    #[test]
    fn spans_count_bytes_of_the_source() {
        for (before, between) in
            [("", ""), ("\u{feff}", ""), ("𠮷😀，", ""), ("一行\r\n\r\n", ""), ("", "\u{3000}")]
        {
            let text = format!("{before}条约于2014年{between}5月29日签署。");
            let found = mentions(&text);
            let date = found.iter().find(|m| m.kind == Kind::Date).unwrap();
            assert_eq!(&text[date.span.start..date.span.end], format!("2014年{between}5月29日"), "{text:?}");
        }
    }

    #[test]
    fn mentions_that_are_alike_are_counted() {
        let same = "贸易额为547亿美元，比上年有所增长，这是事实。\n\n".repeat(3);
        let found = mentions(&same);
        let figures: Vec<_> = found.iter().filter(|m| m.kind == Kind::Figure).map(|m| &m.id).collect();
        let distinct: std::collections::BTreeSet<_> = figures.iter().collect();
        assert!(figures.len() >= 3, "{figures:?}");
        assert_eq!(figures.len(), distinct.len());
    }

    #[test]
    fn a_figure_with_two_readings_says_so() {
        let found = mentions("贸易额为1 234 亿美元。");
        let figure = found.iter().find(|m| m.kind == Kind::Figure).unwrap();
        assert!(!figure.uncertain.is_empty(), "{figure:?}");
    }
}
