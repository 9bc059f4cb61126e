//! What annotators say, as their decisions tell it.

use std::collections::{BTreeMap, BTreeSet};

use kaoju_record::{Decision, Mention, Status, Verdict, Zone};

use crate::{Reading, standing};

/// The readings of annotators that their decisions give, to be compared by [`crate::agree`].
///
/// Only what all of them decided on counts, and what any of them added, in documents that all of them decided on: who
/// decided nothing said nothing. Gives the ids of the documents that were left out as well: those that some did not decide on, or of which they had
/// different sources, whose bytes cannot be compared.
pub fn readings(annotators: &[(String, Vec<Decision>)]) -> (Vec<Reading>, BTreeSet<String>) {
    let last: Vec<_> = annotators.iter().map(|(_, decisions)| last(decisions)).collect();
    let docs = |of: &BTreeMap<Record, &Decision>| of.keys().map(|(doc, _)| doc.clone()).collect();
    let docs: Vec<BTreeSet<String>> = last.iter().map(docs).collect();
    let any: BTreeSet<String> = docs.iter().flatten().cloned().collect();
    let one_source = |doc: &String| {
        let on_doc = last.iter().flat_map(|of| of.values()).filter(|decision| decision.doc == *doc);
        on_doc.map(|decision| &decision.about.place.sha256).collect::<BTreeSet<_>>().len() == 1
    };
    let counts = |doc: &String| docs.iter().all(|of| of.contains(doc)) && one_source(doc);
    let counted: BTreeSet<String> = any.iter().filter(|doc| counts(doc)).cloned().collect();
    let by_all = |record: &Record| last.iter().all(|of| of.contains_key(record));
    let said = |(record, decision): &(&Record, &&Decision)| {
        counted.contains(&record.0) && (decision.decision == Verdict::Add || by_all(record))
    };
    let readings = annotators.iter().zip(&last).map(|((by, _), last)| {
        let mentions = last.iter().filter(said).filter_map(|(_, decision)| wanted(decision));
        Reading { by: by.clone(), mentions: mentions.collect() }
    });
    (readings.collect(), any.difference(&counted).cloned().collect())
}

/// A record: its document and id.
type Record = (String, String);

/// What was decided last on each record.
fn last(decisions: &[Decision]) -> BTreeMap<Record, &Decision> {
    let decides = |decision: &&Decision| !matches!(decision.decision, Verdict::Comment | Verdict::Withdraw);
    let standing = standing(decisions).into_iter().filter(decides);
    standing.map(|decision| ((decision.doc.clone(), decision.about.id.clone()), decision)).collect()
}

/// The mention that a decision wants; `None` where it wants none, or a fact.
fn wanted(decision: &Decision) -> Option<Mention> {
    let (place, says) = decision.wants()?;
    let kaoju_record::Meaning::Value(value) = says else { return None };
    Some(Mention {
        id: decision.about.id.clone(),
        doc: decision.doc.clone(),
        kind: value.kind(),
        span: place.span,
        quote: place.quote.clone(),
        zone: Zone::Body,
        value: value.clone(),
        uncertain: Vec::new(),
        rule: decision.about.rule.clone().unwrap_or_default(),
        status: Status::Accepted,
    })
}
