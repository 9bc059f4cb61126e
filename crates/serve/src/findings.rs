//! The findings of a document: records and decisions as the merge makes them one.

use std::collections::{HashMap, HashSet};

use kaoju_record::{Decision, Meaning, Mention, Record, Span, Status, Zone};
use kaoju_review::{Merged, Note, standing};

use crate::Opened;
use crate::item::{Item, Made, as_written, line};
use crate::place::{Near, Place};

/// The findings of a document: what stands in it with all decisions applied, what was rejected, and the decisions that find no place.
pub(crate) fn items(opened: &Opened, merged: &Merged) -> Vec<Item> {
    let mut on = Decisions::of(&opened.journal.decisions, merged);
    let mentions = merged.records.iter().filter_map(Record::mention);
    let at: HashMap<Span, &Mention> = mentions.map(|mention| (mention.span, mention)).collect();
    let mut near = Near::default();
    let mut items = Vec::with_capacity(merged.records.len());
    for record in &merged.records {
        let Some(mut item) = found(opened, record, &at, &mut near) else { continue };
        on.tell(&mut item);
        if item.status == "corrected" {
            item.machine = opened.record(&item.id).and_then(said).filter(|said| *said != item.said());
        }
        items.push(item);
    }
    let gone: Vec<String> = on.by_record.keys().map(|id| (*id).to_owned()).collect();
    for id in gone {
        let Some(first) = on.by_record[&*id].first() else { continue };
        let known = opened.record(&id).and_then(|record| found(opened, record, &at, &mut near));
        let mut item = known.unwrap_or_else(|| lost(opened, first));
        on.tell(&mut item);
        // What was added and taken back again is nothing any more.
        if item.standing().next().is_some() {
            if item.status == "open" {
                item.status = "rejected";
            }
            items.push(item);
        }
    }
    items
}

/// The decisions of a document by the record they are on, and what the merge says of them.
struct Decisions<'a> {
    by_record: HashMap<&'a str, Vec<&'a Decision>>,
    standing: HashSet<&'a str>,
    conflicts: HashSet<&'a str>,
    orphans: HashMap<&'a str, &'a str>,
    notes: HashMap<&'a str, Vec<&'a Note>>,
}

impl<'a> Decisions<'a> {
    fn of(decisions: &'a [Decision], merged: &'a Merged) -> Self {
        // Decisions that count no more are shown where those are that named the same record.
        let landed = |decision: &&'a Decision| merged.landed.get(&decision.id).map(String::as_str);
        let named: HashMap<&str, &str> =
            decisions.iter().filter_map(|decision| Some((&*decision.about.id, landed(&decision)?))).collect();
        let mut by_record: HashMap<&str, Vec<&Decision>> = HashMap::new();
        let mut record_of: HashMap<&str, &str> = HashMap::new();
        for decision in decisions {
            let about = &*decision.about.id;
            let record = landed(&decision).or_else(|| named.get(about).copied()).unwrap_or(about);
            by_record.entry(record).or_default().push(decision);
            record_of.insert(&decision.id, record);
        }
        let mut notes: HashMap<&str, Vec<&Note>> = HashMap::new();
        for note in &merged.notes {
            if let Some(record) = record_of.get(&*note.decision.id) {
                notes.entry(record).or_default().push(note);
            }
        }
        let orphans = merged.orphans.iter().map(|orphan| (&*orphan.decision.id, &*orphan.reason));
        Self {
            by_record,
            standing: standing(decisions).into_iter().map(|decision| &*decision.id).collect(),
            conflicts: merged.contradictions.iter().map(|contradiction| &*contradiction.record).collect(),
            orphans: orphans.collect(),
            notes,
        }
    }

    /// Puts what was decided on a finding into it. Its decisions are not given again.
    fn tell(&mut self, item: &mut Item) {
        let decisions = self.by_record.remove(&*item.id).unwrap_or_default();
        let ended = |decision: &Decision| !self.standing.contains(&*decision.id);
        item.decisions = decisions.iter().map(|decision| made(decision, ended(decision))).collect();
        if let Some(reason) = decisions.iter().find_map(|decision| self.orphans.get(&*decision.id)) {
            if item.status == "open" {
                item.status = "orphan";
            }
            item.notes.push((*reason).to_owned());
        }
        if self.conflicts.contains(&*item.id) {
            item.status = "conflict";
        }
        for note in self.notes.get(&*item.id).into_iter().flatten() {
            item.notes.push(note.message.clone());
            item.changed |= !note.agrees;
        }
    }
}

/// A record as a finding, before its decisions are told.
fn found(opened: &Opened, record: &Record, at: &HashMap<Span, &Mention>, near: &mut Near) -> Option<Item> {
    let (id, span, quote, zone, rule, says) = match record {
        Record::Mention(m) => (&m.id, m.span, &m.quote, m.zone, &m.rule, Meaning::Value(m.value.clone())),
        Record::Fact(f) => {
            (&f.id, f.span, &f.quote, f.zone, &f.rule, Meaning::Statement(f.statement.clone()))
        }
        _ => return None,
    };
    let document = &opened.loaded.stages.normalized;
    let place = Place::of(document, &document.clean_range(span.start..span.end), near);
    let fact = record.fact();
    let reviewed = fact.map_or(Status::Auto, |fact| fact.status);
    let reviewed = record.mention().map_or(reviewed, |mention| mention.status);
    Some(Item {
        id: id.clone(),
        kind: says.subject().name(),
        fact: fact.is_some(),
        quote: quote.clone(),
        zone: zone.name(),
        rule: rule.clone(),
        place,
        span,
        value: line(&says),
        says: as_written(&says),
        uncertain: record.mention().map(|mention| mention.uncertain.clone()).unwrap_or_default(),
        mentions: fact.map(|fact| fact.mentions.clone()).unwrap_or_default(),
        about: fact.and_then(|fact| at.get(&fact.span)).map(|mention| mention.id.clone()),
        status: status(reviewed),
        changed: reviewed == Status::Auto && opened.differs_from_written(record),
        machine: None,
        notes: Vec::new(),
        decisions: Vec::new(),
    })
}

/// What a decision tells of a finding that the program does not find.
fn lost(opened: &Opened, decision: &Decision) -> Item {
    let about = &decision.about;
    let says =
        about.says.as_ref().or(decision.correction.as_ref().and_then(|correction| correction.says.as_ref()));
    let document = &opened.loaded.stages.normalized;
    let same_source = about.place.sha256 == opened.sha256;
    let clean = same_source.then(|| document.clean_range(about.place.span.start..about.place.span.end));
    let place = clean.and_then(|clean| Place::of(document, &clean, &mut Near::default()));
    Item {
        id: about.id.clone(),
        kind: about.kind.name(),
        fact: about.kind.mention().is_none(),
        quote: about.place.quote.clone(),
        zone: place.map_or(Zone::Body, |place| opened.zone(place)).name(),
        rule: about.rule.clone().unwrap_or_default(),
        place,
        span: about.place.span,
        value: says.map(line).unwrap_or_default(),
        says: says.map(as_written).unwrap_or_default(),
        uncertain: Vec::new(),
        mentions: Vec::new(),
        about: None,
        status: "open",
        changed: false,
        machine: None,
        notes: Vec::new(),
        decisions: Vec::new(),
    }
}

fn said(record: &Record) -> Option<String> {
    let (quote, says) = match record {
        Record::Mention(mention) => (&mention.quote, Meaning::Value(mention.value.clone())),
        Record::Fact(fact) => (&fact.quote, Meaning::Statement(fact.statement.clone())),
        _ => return None,
    };
    Some(format!("{quote} = {}", line(&says)))
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Auto => "open",
        Status::Accepted => "accepted",
        Status::Corrected => "corrected",
        Status::Added => "added",
    }
}

fn made(decision: &Decision, ended: bool) -> Made {
    let correction = decision.correction.as_ref();
    let says = correction.and_then(|correction| correction.says.as_ref()).map(line);
    let quote = correction.and_then(|correction| correction.place.as_ref()).map(|place| place.quote.clone());
    Made {
        id: decision.id.clone(),
        decision: decision.decision.name(),
        by: decision.by.clone(),
        at: decision.at.clone(),
        says: says.or(quote),
        comment: decision.comment.clone(),
        ended,
    }
}
