//! Records that stand by a decision: made of the machine's where there is one.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use kaoju_record::{Fact, Kind, Meaning, Mention, Span, Status, Value, Verdict};

use crate::anchor::Text;
use crate::case::{Case, Item};

/// The rule of a mention or fact that a reviewer added.
const ADDED: &str = "review/added";

/// A record that is to stand in the text.
pub(crate) struct New<'c, 'd> {
    pub(crate) id: String,
    pub(crate) range: Range<usize>,
    pub(crate) says: Meaning,
    pub(crate) status: Status,
    pub(crate) case: &'c Case<'d>,
}

/// A mention or a fact.
pub(crate) trait Reviewed: Clone {
    fn item(&self, text: &Text<'_>) -> Item;
    fn status(&self) -> Status;
}

impl Reviewed for Mention {
    fn item(&self, text: &Text<'_>) -> Item {
        let range = text.document.clean_range(self.span.start..self.span.end);
        Item { id: self.id.clone(), range, says: Meaning::Value(self.value.clone()) }
    }

    fn status(&self) -> Status {
        self.status
    }
}

impl Reviewed for Fact {
    fn item(&self, text: &Text<'_>) -> Item {
        let range = text.document.clean_range(self.span.start..self.span.end);
        Item { id: self.id.clone(), range, says: Meaning::Statement(self.statement.clone()) }
    }

    fn status(&self) -> Status {
        self.status
    }
}

/// The source bytes of a clean range.
pub(crate) fn span(text: &Text<'_>, range: &Range<usize>) -> Span {
    let span = text.document.map.source_span(range.clone());
    Span { start: span.start, end: span.end }
}

/// What the machine gives as well was accepted; one that is reviewed already stays what it is.
pub(crate) fn status(case: &Case<'_>, is_there: bool, old: Option<Status>) -> Status {
    match old {
        Some(Status::Auto) if is_there => Status::Accepted,
        Some(status) if is_there => status,
        _ if case.has(Verdict::Add) => Status::Added,
        _ if case.has(Verdict::Correct) => Status::Corrected,
        _ => Status::Accepted,
    }
}

fn rule(case: &Case<'_>) -> String {
    let mut rules = case.decisions.iter().filter_map(|placed| placed.decision.about.rule.clone());
    rules.next().unwrap_or_else(|| ADDED.to_owned())
}

/// A mention that is to stand.
pub(crate) fn mention(text: &Text<'_>, new: New<'_, '_>, old: Option<Mention>, value: Value) -> Mention {
    let doc = new.case.decisions.first().map(|placed| placed.decision.doc.clone()).unwrap_or_default();
    Mention {
        doc,
        kind: value.kind(),
        span: span(text, &new.range),
        quote: text.document.text[new.range.clone()].to_owned(),
        zone: text.zone(&new.range),
        value,
        // A reviewer chose the reading.
        uncertain: Vec::new(),
        rule: old.map_or_else(|| rule(new.case), |old| old.rule),
        status: new.status,
        id: new.id,
    }
}

/// The mentions that facts may rest on.
pub(crate) struct Mentions<'m> {
    by_place: HashMap<(Span, Kind), &'m Mention>,
    by_id: HashMap<&'m str, &'m Mention>,
}

impl<'m> Mentions<'m> {
    pub(crate) fn of(mentions: &'m [Mention]) -> Self {
        // Of two at one place the first counts.
        let by_place = mentions.iter().rev().map(|mention| ((mention.span, mention.kind), mention)).collect();
        Self { by_place, by_id: mentions.iter().map(|mention| (&*mention.id, mention)).collect() }
    }
}

/// A fact on the mention at its place; `None` where no mention of the right kind is there.
pub(crate) fn fact(
    text: &Text<'_>,
    mentions: &Mentions<'_>,
    new: New<'_, '_>,
    old: Option<Fact>,
) -> Option<Fact> {
    let Meaning::Statement(statement) = new.says.clone() else { return None };
    let about = mentions.by_place.get(&(span(text, &new.range), statement.rests_on()))?;
    let joined = || {
        let named = new.case.decisions.iter().filter_map(|placed| placed.decision.correction.as_ref());
        let named = named.flat_map(|correction| &correction.mentions);
        let named = named.filter_map(|id| mentions.by_id.get(&**id)).chain([about]);
        let joined: BTreeMap<_, &str> = named.map(|m| ((m.span, m.kind), &*m.id)).collect();
        joined.into_values().map(str::to_owned).collect()
    };
    Some(Fact {
        doc: about.doc.clone(),
        statement,
        span: about.span,
        quote: about.quote.clone(),
        zone: about.zone,
        mentions: old.as_ref().map_or_else(joined, |old| old.mentions.clone()),
        rule: old.map_or_else(|| rule(new.case), |old| old.rule),
        status: new.status,
        id: new.id,
    })
}
