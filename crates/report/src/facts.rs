//! The facts of a document as rows of a table.

use std::collections::{BTreeMap, HashMap, HashSet};

use kaoju_pipeline::Problem;
use kaoju_record::{Fact, Mention, Record, Span, Statement};

use crate::when::When;
use crate::words;

/// A fact as the page shows it.
pub(crate) struct Row {
    pub(crate) id: String,
    /// `measure` or `treaty_event`.
    pub(crate) kind: &'static str,
    /// Entity of a measure, or the treaty.
    pub(crate) subject: String,
    /// Indicator of a measure.
    pub(crate) indicator: String,
    /// The figure, or what happened.
    pub(crate) value: String,
    /// Parties of an event.
    pub(crate) parties: String,
    /// The text at its place.
    pub(crate) quote: String,
    pub(crate) time: String,
    /// The period that a change is measured against.
    pub(crate) base: String,
    pub(crate) place: Place,
    pub(crate) zone: &'static str,
    pub(crate) rule: String,
    pub(crate) status: &'static str,
    /// What to sort by.
    pub(crate) order: Order,
}

/// Numbers to sort a row by; infinite where there is nothing to sort by.
pub(crate) struct Order {
    pub(crate) value: f64,
    pub(crate) time: f64,
}

/// Where a record stands.
#[derive(Clone)]
pub(crate) struct Place {
    /// The document's id.
    pub(crate) doc: String,
    /// What a link leads to.
    pub(crate) anchor: String,
    pub(crate) span: Span,
}

impl Place {
    pub(crate) fn of(doc: &str, anchor: String, span: Span) -> Self {
        Self { doc: doc.to_owned(), anchor, span }
    }
}

/// Mentions that the text does not show any more, by their ids.
pub(crate) type Lost = BTreeMap<String, Problem>;

/// The facts of a document, in the order of its records. They lead to their mentions, or else to the document's anchor.
pub(crate) fn rows(records: &[Record], lost: &Lost, anchor: &str) -> Vec<Row> {
    let mentions =
        || records.iter().filter_map(Record::mention).filter(|mention| !lost.contains_key(&mention.id));
    let shown: HashSet<&str> = mentions().map(|mention| mention.id.as_str()).collect();
    let at: HashMap<Span, &Mention> = mentions().map(|mention| (mention.span, mention)).collect();
    let place = |fact: &Fact| {
        // The mention it is about, or else one that it joins, or else the document.
        let about = at.get(&fact.span).map(|mention| mention.id.as_str());
        let joined = || fact.mentions.iter().map(String::as_str).find(|id| shown.contains(id));
        let anchor = about.or_else(joined).map_or_else(|| anchor.to_owned(), |id| format!("m-{id}"));
        Place::of(&fact.doc, anchor, fact.span)
    };
    records.iter().filter_map(Record::fact).map(|fact| row(fact, place(fact))).collect()
}

fn row(fact: &Fact, place: Place) -> Row {
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    let mut row = Row {
        id: fact.id.clone(),
        kind: fact.statement.name(),
        subject: String::new(),
        indicator: String::new(),
        value: String::new(),
        parties: String::new(),
        quote: fact.quote.clone(),
        time: String::new(),
        base: String::new(),
        place,
        zone: fact.zone.name(),
        rule: fact.rule.clone(),
        status: crate::status(fact.status),
        order: Order { value: f64::INFINITY, time: f64::INFINITY },
    };
    let time = match &fact.statement {
        Statement::TreatyEvent { treaty, action, date, parties } => {
            row.subject = treaty.clone();
            row.value = action.name().to_owned();
            row.parties = parties.join(" ");
            date
        }
        Statement::Measure { entity, indicator, period, amount, base } => {
            row.subject = text(entity);
            row.indicator = text(indicator);
            row.value = words::amount(amount);
            row.base = base.as_deref().map(words::time).unwrap_or_default();
            row.order.value = crate::series::number(amount).unwrap_or(f64::INFINITY);
            period
        }
    };
    row.time = time.as_deref().map(words::time).unwrap_or_default();
    row.order.time = time.as_deref().and_then(When::of).map_or(f64::INFINITY, When::order);
    row
}
