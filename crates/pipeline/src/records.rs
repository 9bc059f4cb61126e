//! What the stages found, as records: places in the source, ids, order.

use std::iter::once;
use std::ops::Range;

use kaoju_extract::Found;
use kaoju_normalize::Repair;
use kaoju_record::{Fact, Id, Ids, Kind, Mention, Record, Span, Status, Zone};

use crate::Stages;

impl Stages {
    /// The records of the document that the stages were made from.
    pub fn records(&self, source: &[u8], id: &str) -> Vec<Record> {
        self.each_record(source, id).collect()
    }

    /// The records one after the other, each made when it is asked for: only their places and ids are kept, so that a
    /// large document can be written without holding all its records.
    pub fn each_record<'a>(&'a self, source: &[u8], id: &'a str) -> impl Iterator<Item = Record> + 'a {
        let document = Record::Document(self.document(source, id));
        let mut ids = Ids::default();
        let placed = self.placed(id, &mut ids);
        let mut at = vec![None; self.extraction.found.len()];
        for (place, placed) in placed.iter().enumerate() {
            placed.index.into_iter().for_each(|index| at[index] = Some(place as u32));
        }
        let mut facts: Vec<(Span, &kaoju_link::Fact)> = self
            .linked
            .facts
            .iter()
            .filter_map(|fact| Some((placed[at[fact.about]? as usize].span, fact)))
            .collect();
        facts.sort_by_key(|(span, _)| *span);
        let (mut mention, mut fact) = (0, 0);
        let records = std::iter::from_fn(move || {
            let next = placed.get(mention);
            let joined = facts.get(fact);
            let first = match (next, joined) {
                (Some(next), Some((span, _))) => next.span <= *span,
                (next, _) => next.is_some(),
            };
            if first {
                mention += 1;
                return next.map(|next| self.mention(id, next));
            }
            fact += 1;
            let joinable = |index: usize| Some(self.joinable(&placed[at[index]? as usize]));
            fact_record(id, joined?.1, joinable, &mut ids).map(Record::Fact)
        });
        once(document).chain(records)
    }

    /// Every mention with its place in the source and its id, by place and kind.
    fn placed(&self, doc: &str, ids: &mut Ids) -> Vec<Placed<'_>> {
        let found = self.extraction.found.iter().enumerate().map(|(index, found)| (Some(index), found));
        let asked = self.extraction.asked.iter().map(|found| (None, found));
        let mut placed: Vec<_> = self.places(found).chain(self.places(asked)).collect();
        // A sentence put together again may stand in another order than its source.
        placed.sort_by_cached_key(|place| (place.span, place.found.value.kind()));
        let mut block = 0;
        for Placed { id, found, .. } in &mut placed {
            let quote = &self.normalized.text[found.range.clone()];
            *id = ids.next(doc, found.value.kind(), quote, self.surroundings(&found.range, &mut block));
        }
        placed
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
            id: Id::default(),
            span: place(found),
            found,
            uncertain: uncertain.readings(&found.range),
        })
    }

    fn mention(&self, doc: &str, place: &Placed<'_>) -> Record {
        let Placed { id, span, found, uncertain, .. } = place;
        Record::Mention(Mention {
            id: id.as_str().to_owned(),
            doc: doc.to_owned(),
            kind: found.value.kind(),
            span: *span,
            quote: self.normalized.text[found.range.clone()].to_owned(),
            zone: found.zone,
            value: found.value.clone(),
            uncertain: uncertain.clone(),
            rule: found.rule.to_owned(),
            status: Status::Auto,
        })
    }

    fn joinable<'a>(&'a self, place: &'a Placed<'_>) -> Joinable<'a> {
        let Placed { id, span, found, .. } = place;
        let quote = &self.normalized.text[found.range.clone()];
        Joinable { id: id.as_str(), span: *span, kind: found.value.kind(), quote, zone: found.zone }
    }
}

/// What a fact takes from a mention that it joins.
#[derive(Clone, Copy)]
pub(crate) struct Joinable<'a> {
    id: &'a str,
    span: Span,
    kind: Kind,
    quote: &'a str,
    zone: Zone,
}

impl<'a> From<&'a Mention> for Joinable<'a> {
    fn from(mention: &'a Mention) -> Self {
        let Mention { id, span, kind, quote, zone, .. } = mention;
        Self { id, span: *span, kind: *kind, quote, zone: *zone }
    }
}

/// The record of a fact; its place and its quote are those of the mention it is about. `mention` gives a mention by its
/// index; none for one in furniture.
pub(crate) fn fact_record<'r>(
    doc: &str,
    fact: &kaoju_link::Fact,
    mention: impl Fn(usize) -> Option<Joinable<'r>>,
    ids: &mut Ids,
) -> Option<Fact> {
    let about = mention(fact.about)?;
    let mut joined: Vec<_> = fact.mentions().filter_map(&mention).collect();
    joined.sort_by_key(|mention| (mention.span, mention.kind));
    Some(Fact {
        id: ids.fact(doc, fact.statement.states(), about.id).as_str().to_owned(),
        doc: doc.to_owned(),
        statement: fact.statement.clone(),
        span: about.span,
        quote: about.quote.to_owned(),
        zone: about.zone,
        mentions: joined.into_iter().map(|mention| mention.id.to_owned()).collect(),
        rule: fact.rule.to_owned(),
        status: Status::Auto,
    })
}

/// A mention and its place in the source.
struct Placed<'a> {
    /// Which of the extraction's `found` it is; none for one of a kind that was asked for.
    index: Option<usize>,
    id: Id,
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
