//! What the stages found, as records: places in the source, ids, order.

use std::iter::once;
use std::ops::Range;

use kaoju_extract::Found;
use kaoju_normalize::Repair;
use kaoju_record::{
    Document, Fact, Id, Ids, Kind, Line, Mention, Record, Span, Statement, Status, Value, Zone,
};

use crate::Stages;

impl Stages {
    /// The records of the document that the stages were made from.
    pub fn records(&self, source: &[u8], id: &str) -> Vec<Record> {
        self.in_order(source, id).lines().map(Record::from).collect()
    }

    /// What the stages found in the order of its records.
    pub fn in_order<'a>(&'a self, source: &[u8], id: &'a str) -> InOrder<'a> {
        let mut ids = Ids::default();
        let mentions = self.placed(id, &mut ids);
        let mut at = vec![None; self.extraction.found.len()];
        for (place, placed) in mentions.iter().enumerate() {
            placed.index.into_iter().for_each(|index| at[index] = Some(place as u32));
        }
        let about = |fact: &kaoju_link::Fact| Some(&mentions[at[fact.about]? as usize]);
        let stated = self.linked.facts.iter();
        let mut facts: Vec<_> = stated.filter_map(|fact| Some((about(fact)?, fact))).collect();
        facts.sort_by_key(|(about, _)| about.span);
        let mut name = |about: &Placed<'_>, fact: &kaoju_link::Fact| {
            ids.fact(id, fact.statement.states(), about.id.as_str())
        };
        let facts = facts.into_iter().map(|(about, fact)| (about.span, name(about, fact), fact)).collect();
        InOrder { stages: self, id, document: self.document(source, id), mentions, at, facts }
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

    fn mention<'a>(&'a self, doc: &'a str, place: &'a Placed<'_>) -> Mention<&'a str, &'a Value> {
        let Placed { id, span, found, uncertain, .. } = place;
        Mention {
            id: id.as_str(),
            doc,
            kind: found.value.kind(),
            span: *span,
            quote: &self.normalized.text[found.range.clone()],
            zone: found.zone,
            value: &found.value,
            uncertain: uncertain.iter().map(String::as_str).collect(),
            rule: found.rule,
            status: Status::Auto,
        }
    }

    fn joinable<'a>(&'a self, place: &'a Placed<'_>) -> Joinable<'a> {
        let Placed { id, span, found, .. } = place;
        let quote = &self.normalized.text[found.range.clone()];
        Joinable { id: id.as_str(), span: *span, kind: found.value.kind(), quote, zone: found.zone }
    }
}

/// What the stages found in a document, with its places in the source, its ids and its order.
pub struct InOrder<'a> {
    stages: &'a Stages,
    id: &'a str,
    document: Document,
    mentions: Vec<Placed<'a>>,
    /// Where in `mentions` each mention of the extraction is.
    at: Vec<Option<u32>>,
    facts: Vec<(Span, Id, &'a kaoju_link::Fact)>,
}

impl InOrder<'_> {
    /// The records one after the other: the document, then mentions and facts by place; at one place the mention before
    /// the facts that rest on it. Each is made when it is asked for, so that those of a large document are never held
    /// all at once.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let (mut mentions, mut facts) = (self.mentions.iter().peekable(), self.facts.iter().peekable());
        let found = std::iter::from_fn(move || {
            let before = |mention: &&&Placed<'_>| facts.peek().is_none_or(|(span, ..)| mention.span <= *span);
            if mentions.peek().filter(before).is_some() {
                return mentions.next().map(|next| Line::Mention(self.stages.mention(self.id, next)));
            }
            let (_, id, fact) = facts.next()?;
            let joinable =
                |index: usize| Some(self.stages.joinable(&self.mentions[self.at[index]? as usize]));
            fact_record(self.id, id, fact, joinable).map(Line::Fact)
        });
        once(Line::Document(&self.document)).chain(found)
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

/// The record of a fact, by its id and the mention that it is about, whose place and quote are its own. `mention` gives
/// a mention by its index; none for one in furniture.
pub(crate) fn fact_record<'r>(
    doc: &'r str,
    id: &'r Id,
    fact: &'r kaoju_link::Fact,
    mention: impl Fn(usize) -> Option<Joinable<'r>>,
) -> Option<Fact<&'r str, &'r Statement>> {
    let about = mention(fact.about)?;
    let mut joined: Vec<_> = fact.mentions().filter_map(&mention).collect();
    joined.sort_by_key(|mention| (mention.span, mention.kind));
    Some(Fact {
        id: id.as_str(),
        doc,
        statement: &fact.statement,
        span: about.span,
        quote: about.quote,
        zone: about.zone,
        mentions: joined.into_iter().map(|mention| mention.id).collect(),
        rule: fact.rule,
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
