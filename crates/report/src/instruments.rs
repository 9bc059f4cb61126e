//! The instruments of all documents, and the statements that were compared.

use std::collections::HashMap;

use kaoju_record::{Agreement, Conflict, Instrument, Record, Reference, Stated, Variant};

use crate::facts::Place;
use crate::words;

/// Where mentions and facts stand on the page, by their ids.
pub(crate) type Places = HashMap<String, Place>;

/// An instrument as the page shows it.
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) parties: String,
    /// The other names it goes by.
    pub(crate) variants: Vec<Variant>,
    pub(crate) events: Vec<Event>,
    pub(crate) mentions: Vec<Place>,
}

/// What happened to an instrument.
pub(crate) struct Event {
    pub(crate) date: String,
    pub(crate) action: &'static str,
    pub(crate) parties: String,
    pub(crate) places: Vec<Place>,
}

/// Statements of one quantity.
pub(crate) struct Comparison {
    pub(crate) id: String,
    pub(crate) verdict: &'static str,
    pub(crate) series: String,
    pub(crate) period: String,
    pub(crate) why: String,
    pub(crate) statements: Vec<Statement>,
}

/// One of the statements compared.
pub(crate) struct Statement {
    pub(crate) value: String,
    pub(crate) quote: String,
    /// Entity and indicator in the text's own words.
    pub(crate) words: String,
    pub(crate) place: Option<Place>,
}

/// The registry, by name.
pub(crate) fn entries(records: &[Record], places: &Places) -> Vec<Entry> {
    records.iter().filter_map(Record::instrument).map(|instrument| entry(instrument, places)).collect()
}

fn entry(instrument: &Instrument, places: &Places) -> Entry {
    let found = |references: &[Reference]| -> Vec<Place> {
        references.iter().filter_map(|reference| places.get(&reference.id).cloned()).collect()
    };
    let event = |event: &kaoju_record::Event| Event {
        date: event.date.as_deref().map(words::time).unwrap_or_default(),
        action: event.action.name(),
        parties: event.parties.join(" "),
        places: found(&event.facts),
    };
    Entry {
        id: instrument.id.clone(),
        name: instrument.name.clone(),
        kind: instrument.kind.replace('_', " "),
        parties: instrument.parties.join(" "),
        variants: instrument
            .variants
            .iter()
            .filter(|variant| variant.name != instrument.name)
            .cloned()
            .collect(),
        events: instrument.events.iter().map(event).collect(),
        mentions: found(&instrument.mentions),
    }
}

/// The comparisons, contradictions first.
pub(crate) fn comparisons(records: &[Record], places: &Places) -> Vec<Comparison> {
    let mut conflicts: Vec<&Conflict> = records.iter().filter_map(Record::conflict).collect();
    conflicts.sort_by_key(|conflict| std::cmp::Reverse(conflict.verdict));
    conflicts.into_iter().map(|conflict| comparison(conflict, places)).collect()
}

fn comparison(conflict: &Conflict, places: &Places) -> Comparison {
    let series = &conflict.series;
    let base = series.base.as_deref().map(|base| format!(" against {base}")).unwrap_or_default();
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    let statement = |stated: &Stated| Statement {
        value: words::amount(&stated.amount),
        quote: stated.quote.clone(),
        words: format!("{} {}", text(&stated.entity), text(&stated.indicator)).trim().to_owned(),
        place: places.get(&stated.id).cloned(),
    };
    Comparison {
        id: conflict.id.clone(),
        verdict: match conflict.verdict {
            Agreement::Contradicting => "contradicting",
            Agreement::Rounded => "rounded",
            Agreement::Agreeing => "agreeing",
        },
        series: format!("{} {}", series.entity, series.indicator).trim().to_owned(),
        period: format!("{}{base}", words::time(&conflict.period)),
        why: conflict.why.clone(),
        statements: conflict.statements.iter().map(statement).collect(),
    }
}
