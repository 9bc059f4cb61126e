//! Anchors: what a decision is about, in the open, with enough of the text around it to find it again.

use std::ops::Range;

use kaoju_normalize::{Block, Normalized};
use kaoju_record::{
    Anchor, Ids, Meaning, Mention, Place, Record, Span, Statement, Subject, Surroundings, Value, Zone,
};

/// A document's text as it is now, with the way to its source bytes.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// Clean text, source map, blocks.
    pub document: &'a Normalized,
    /// SHA-256 of the source, as its document record has it.
    pub sha256: &'a str,
}

impl<'a> Text<'a> {
    /// The anchor of a mention or fact of this text; `None` for other records.
    pub fn anchor(&self, record: &Record) -> Option<Anchor> {
        let (id, span, says, rule) = match record {
            Record::Mention(m) => (&m.id, m.span, Meaning::Value(m.value.clone()), &m.rule),
            Record::Fact(f) => (&f.id, f.span, Meaning::Statement(f.statement.clone()), &f.rule),
            _ => return None,
        };
        Some(Anchor {
            id: id.clone(),
            kind: says.subject(),
            place: Place { span, ..self.place(self.document.clean_range(span.start..span.end)) },
            says: Some(says),
            rule: Some(rule.clone()),
        })
    }

    /// The anchor of a mention to be added at a clean range. Its id is the one it would get if a rule found it; `taken` tells the
    /// ids that other records have.
    pub fn anchor_new(
        &self,
        doc: &str,
        clean: Range<usize>,
        value: &Value,
        taken: impl Fn(&str) -> bool,
    ) -> Anchor {
        let place = self.place(clean.clone());
        let (before, after) = self.around(&clean);
        let mut ids = Ids::default();
        let mut next = || ids.next(doc, value.kind(), &place.quote, Surroundings { before, after });
        let mut id = next();
        while taken(id.as_str()) {
            id = next();
        }
        let id = id.as_str().to_owned();
        Anchor { id, kind: Subject::from(value.kind()), place, says: None, rule: None }
    }

    /// The anchor of a fact to be added on a mention, in the same way.
    ///
    /// # Errors
    /// Why such a fact cannot rest on this mention.
    pub fn anchor_new_fact(
        &self,
        mention: &Mention,
        statement: &Statement,
        taken: impl Fn(&str) -> bool,
    ) -> Result<Anchor, String> {
        let (kind, name) = (statement.rests_on(), statement.name());
        if mention.kind != kind {
            return Err(format!(
                "a {name} rests on a {}, and this is a {}",
                kind.name(),
                mention.kind.name()
            ));
        }
        let mut ids = Ids::default();
        let mut next = || ids.fact(&mention.doc, statement.states(), &mention.id);
        let mut id = next();
        while taken(id.as_str()) {
            id = next();
        }
        let clean = self.document.clean_range(mention.span.start..mention.span.end);
        let place = Place { span: mention.span, ..self.place(clean) };
        let kind = Meaning::Statement(statement.clone()).subject();
        Ok(Anchor { id: id.as_str().to_owned(), kind, place, says: None, rule: None })
    }

    /// A range of the clean text as a place. It should stand within one block.
    pub fn place(&self, clean: Range<usize>) -> Place {
        let (before, after) = self.around(&clean);
        let span = self.document.map.source_span(clean.clone());
        Place {
            quote: self.document.text.get(clean).unwrap_or_default().to_owned(),
            before: last_chars(before, Place::REACH).to_owned(),
            after: first_chars(after, Place::REACH).to_owned(),
            span: Span { start: span.start, end: span.end },
            sha256: self.sha256.to_owned(),
        }
    }

    /// The zone of a clean range.
    pub fn zone(&self, clean: &Range<usize>) -> Zone {
        self.block(clean).map_or(Zone::Furniture, |block| kaoju_segment::zone(block.role))
    }

    /// The text of the block before and after a clean range.
    pub(crate) fn around(&self, clean: &Range<usize>) -> (&'a str, &'a str) {
        let text = &self.document.text;
        let block = self.block(clean).map_or(clean.clone(), |block| block.range.clone());
        let side = |range| text.get(range).unwrap_or_default();
        (side(block.start..clean.start), side(clean.end..block.end))
    }

    fn block(&self, clean: &Range<usize>) -> Option<&'a Block> {
        let blocks = &self.document.blocks;
        let at = blocks.partition_point(|block| block.range.end < clean.end);
        blocks.get(at).filter(|block| block.range.start <= clean.start)
    }
}

/// The last characters of a text, at most so many.
pub(crate) fn last_chars(text: &str, count: usize) -> &str {
    match count.checked_sub(1) {
        Some(nth) => text.char_indices().rev().nth(nth).map_or(text, |(at, _)| &text[at..]),
        None => "",
    }
}

/// The first characters of a text, at most so many.
pub(crate) fn first_chars(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaoju_normalize::normalize;

    const SOURCE: &str = "序\n\n条约于２０１４年５月签署。\n";

    #[test]
    fn a_place_is_clean_text_and_source_bytes() {
        let document = normalize(SOURCE.as_bytes());
        let text = Text { document: &document, sha256: "77" };
        let at = document.text.find("2014年5月").unwrap();
        let place = text.place(at..at + "2014年5月".len());
        assert_eq!((&*place.quote, &*place.before, &*place.after), ("2014年5月", "条约于", "签署。"));
        assert_eq!(&SOURCE[place.span.start..place.span.end], "２０１４年５月");
        assert_eq!(text.zone(&(at..at + 4)), Zone::Body);
    }

    #[test]
    fn a_new_mention_takes_a_free_id() {
        let document = normalize(SOURCE.as_bytes());
        let text = Text { document: &document, sha256: "77" };
        let at = document.text.find("2014年").unwrap();
        let value = Value::Date { edtf: "2014".into(), modifier: None };
        let new = |taken: &dyn Fn(&str) -> bool| text.anchor_new("a", at..at + 7, &value, taken);
        let first = new(&|_| false);
        let second = new(&|id| id == first.id);
        assert_ne!(first.id, second.id);
        assert_eq!(first.place, second.place);
    }
}
