//! One document through all stages.

use std::ops::Range;

use kaoju_extract::{Extraction, Found, extract};
use kaoju_link::{Linked, link};
use kaoju_normalize::{Normalized, Repair, normalize};
use kaoju_record::{
    Document, Fact, Ids, Kinds, Mention, Problem as Doubt, Record, RepairCount, Span, Status, Surroundings,
    Zone,
};
use kaoju_segment::{Segmented, segment};
use sha2::{Digest, Sha256};

use crate::Problem;
use crate::readable::unreadable;

/// What is known of a document before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// The document's id, part of its records.
    pub id: &'a str,
    /// Its date, if somebody gives it: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
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

    /// The records of the document that the stages were made from.
    pub fn records(&self, source: &[u8], id: &str) -> Vec<Record> {
        let mut placed = self.placed();
        // A sentence put together again may stand in another order than its source.
        placed.sort_by_key(|place| (place.span, place.found.value.kind()));
        let mut records = Vec::with_capacity(placed.len() + self.linked.facts.len() + 1);
        records.push(Record::Document(self.document(source, id)));
        let mut ids = Ids::default();
        // Where the record of each mention that a fact may join stands; none for one in furniture.
        let mut at = vec![None; self.extraction.found.len()];
        for place in placed {
            if let Some(index) = place.index {
                at[index] = Some(records.len());
            }
            records.push(Record::Mention(self.mention(id, place, &mut ids)));
        }
        let mention = |index: usize| records[at[index]?].mention();
        let facts = self.linked.facts.iter().filter_map(|fact| fact_record(id, fact, mention, &mut ids));
        let facts: Vec<_> = facts.map(Record::Fact).collect();
        records.extend(facts);
        records.sort_by_key(Record::place);
        records
    }

    fn document(&self, source: &[u8], id: &str) -> Document {
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

    /// Every mention with its place in the source.
    fn placed(&self) -> Vec<Placed<'_>> {
        let found = self.extraction.found.iter().enumerate().map(|(index, found)| (Some(index), found));
        let asked = self.extraction.asked.iter().map(|found| (None, found));
        self.places(found).chain(self.places(asked)).collect()
    }

    /// Mentions, in the order of the clean text, with their places in the source.
    fn places<'a>(
        &'a self,
        mentions: impl Iterator<Item = (Option<usize>, &'a Found)>,
    ) -> impl Iterator<Item = Placed<'a>> {
        let mut uncertain = Uncertain::of(&self.normalized.uncertain);
        let stated = mentions.filter(|(_, found)| found.zone != Zone::Furniture);
        let mut near = 0;
        let mut place = move |found: &'_ Found| {
            let span = self.normalized.map.source_span_near(found.range.clone(), &mut near);
            Span { start: span.start, end: span.end }
        };
        stated.map(move |(index, found)| Placed {
            index,
            span: place(found),
            found,
            uncertain: uncertain.readings(&found.range),
        })
    }

    /// The record of a mention.
    fn mention(&self, doc: &str, place: Placed<'_>, ids: &mut Ids) -> Mention {
        let Placed { span, found, uncertain, .. } = place;
        let kind = found.value.kind();
        let quote = &self.normalized.text[found.range.clone()];
        Mention {
            id: ids.next(doc, kind, quote, self.surroundings(&found.range)),
            doc: doc.to_owned(),
            kind,
            span,
            quote: quote.to_owned(),
            zone: found.zone,
            value: found.value.clone(),
            uncertain,
            rule: found.rule.to_owned(),
            status: Status::Auto,
        }
    }

    /// The text of the paragraph or table row before and after a clean range.
    fn surroundings(&self, clean: &Range<usize>) -> Surroundings<'_> {
        let blocks = &self.normalized.blocks;
        let at = blocks.partition_point(|block| block.range.end < clean.end);
        let block = blocks.get(at).map_or(clean.clone(), |block| block.range.clone());
        let text = &self.normalized.text;
        Surroundings {
            before: text.get(block.start..clean.start).unwrap_or_default(),
            after: text.get(clean.end..block.end).unwrap_or_default(),
        }
    }
}

/// The record of a fact; its place and its quote are those of the mention it is about. `mention` gives the record of a
/// mention by its index; none for one in furniture.
pub(crate) fn fact_record<'r>(
    doc: &str,
    fact: &kaoju_link::Fact,
    mention: impl Fn(usize) -> Option<&'r Mention>,
    ids: &mut Ids,
) -> Option<Fact> {
    let about = mention(fact.about)?;
    let mut joined: Vec<_> = fact.mentions().filter_map(&mention).collect();
    joined.sort_by_key(|mention| (mention.span, mention.kind));
    Some(Fact {
        id: ids.fact(doc, fact.statement.states(), &about.id),
        doc: doc.to_owned(),
        statement: fact.statement.clone(),
        span: about.span,
        quote: about.quote.clone(),
        zone: about.zone,
        mentions: joined.into_iter().map(|mention| mention.id.clone()).collect(),
        rule: fact.rule.to_owned(),
        status: Status::Auto,
    })
}

/// A mention and its place in the source.
struct Placed<'a> {
    /// Which of the extraction's `found` it is; none for one of a kind that was asked for.
    index: Option<usize>,
    span: Span,
    found: &'a Found,
    /// Other readings that the damaged source allows.
    uncertain: Vec<String>,
}

/// The repairs that allow other readings, asked about in the order of the clean text.
struct Uncertain<'a> {
    repairs: Vec<&'a Repair>,
    /// Repairs before this one end before everything that will still be asked.
    passed: usize,
}

impl<'a> Uncertain<'a> {
    fn of(repairs: &'a [Repair]) -> Self {
        let mut repairs: Vec<_> = repairs.iter().collect();
        repairs.sort_by_key(|repair| repair.clean.start);
        Self { repairs, passed: 0 }
    }

    fn readings(&mut self, clean: &Range<usize>) -> Vec<String> {
        let ended = |repair: &&&Repair| repair.clean.end <= clean.start;
        self.passed += self.repairs[self.passed..].iter().take_while(ended).count();
        let near = self.repairs[self.passed..].iter().take_while(|repair| repair.clean.start < clean.end);
        let touching = near.filter(|repair| repair.clean.end > clean.start);
        let mut readings: Vec<String> = Vec::new();
        for reading in touching.flat_map(|repair| &repair.other_readings) {
            if !readings.contains(reading) {
                readings.push(reading.clone());
            }
        }
        readings
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
    use kaoju_record::Kind;

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
