//! A finding as a reviewer sees it: what the program found or a person added, and what was decided on it.

use std::collections::{HashMap, HashSet};

use kaoju_record::{Decision, Meaning, Mention, Record, Span, Statement, Verdict, Zone, notation};
use kaoju_review::person;
use serde::Serialize;

use crate::Opened;
use crate::place::{Near, Place};

/// A finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// The record's id.
    pub id: String,
    /// `date`, `figure`, `treaty`, `measure`, …
    pub kind: &'static str,
    /// Whether it joins mentions.
    pub fact: bool,
    /// The text at its place.
    pub quote: String,
    /// The part of the document it stands in.
    pub zone: &'static str,
    /// What found it; empty where a person added it.
    pub rule: String,
    /// Where it stands; `None` where its place is lost.
    pub place: Option<Place>,
    pub(crate) span: Span,
    /// What it says, in one line.
    pub value: String,
    /// What it says as the forms take it: the line, or the statement of a fact.
    pub(crate) says: serde_json::Value,
    /// Other readings that the damaged source allows.
    pub uncertain: Vec<String>,
    /// For a fact: the mentions it joins, and the one whose place it has.
    pub(crate) mentions: Vec<String>,
    pub(crate) about: Option<String>,
    /// `open`, `accepted`, `rejected`, `corrected`, `added`, `conflict`, `orphan`.
    pub status: &'static str,
    /// Whether it is not what the annotations say that were written last, or what was decided on.
    pub changed: bool,
    /// What the program says, where a reviewer corrected it.
    pub machine: Option<String>,
    /// What else is to be known of it.
    pub notes: Vec<String>,
    /// What was decided on it, oldest first.
    pub decisions: Vec<Made>,
}

/// A decision as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Made {
    /// The decision's id.
    pub id: String,
    /// `accept`, `reject`, …
    pub decision: &'static str,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: String,
    /// For a correction or addition: what it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// What the reviewer said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Whether it was taken back or settled.
    pub ended: bool,
}

impl Item {
    /// To sort by: place, a mention before the facts that rest on it.
    pub(crate) fn order(&self) -> impl Ord + use<> {
        (self.place.is_none(), self.place, self.fact, self.span, self.kind, self.id.clone())
    }

    /// The decisions that count and say something of the finding.
    pub(crate) fn standing(&self) -> impl Iterator<Item = &Made> {
        self.decisions
            .iter()
            .filter(|made| !made.ended && made.decision != "comment" && made.decision != "withdraw")
    }
}

/// What a record says, in one line.
pub(crate) fn line(says: &Meaning) -> String {
    match says {
        Meaning::Value(value) => notation(value),
        Meaning::Statement(Statement::TreatyEvent { treaty, action, date, parties }) => {
            let parts = [Some(action.name()), Some(treaty), date.as_deref()];
            let parts = parts.into_iter().flatten().chain(parties.iter().map(String::as_str));
            parts.collect::<Vec<_>>().join(" ")
        }
        Meaning::Statement(Statement::Measure { entity, indicator, period, amount, base }) => {
            let figure = notation(&kaoju_record::Value::Number(amount.clone()));
            let figure = figure.strip_prefix("number ").unwrap_or(&figure).to_owned();
            let base = base.as_ref().map(|base| format!("against {base}"));
            let parts = [entity.clone(), indicator.clone(), period.clone(), Some(figure), base];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
    }
}

/// The findings of a document, each with the decisions on it.
pub(crate) fn items(opened: &Opened) -> Vec<Item> {
    let decisions = &opened.journal.decisions;
    let ended: HashSet<&str> =
        decisions.iter().flat_map(|decision| &decision.ends).map(String::as_str).collect();
    let mut on: HashMap<&str, Vec<&Decision>> = HashMap::new();
    for decision in decisions {
        on.entry(&decision.about.id).or_default().push(decision);
    }
    let mentions = opened.machine.iter().filter_map(Record::mention);
    let at: HashMap<Span, &Mention> = mentions.map(|mention| (mention.span, mention)).collect();
    let mut near = Near::default();
    let mut items = Vec::with_capacity(opened.machine.len());
    for record in &opened.machine {
        let Some(mut item) = found(opened, record, &at, &mut near) else { continue };
        let decisions = on.remove(&*item.id).unwrap_or_default();
        judge(opened, &mut item, Some(record), &decisions, &ended);
        items.push(item);
    }
    for decisions in on.into_values() {
        let mut item = lost(decisions[0]);
        judge(opened, &mut item, None, &decisions, &ended);
        // An addition that was taken back is nothing any more.
        if item.status != "open" {
            items.push(item);
        }
    }
    items
}

/// What the program found, before anything was decided.
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
        status: "open",
        changed: opened.differs_from_written(record),
        machine: None,
        notes: Vec::new(),
        decisions: Vec::new(),
    })
}

/// What a decision tells of a finding that the program does not find.
fn lost(decision: &Decision) -> Item {
    let about = &decision.about;
    let says =
        about.says.as_ref().or(decision.correction.as_ref().and_then(|correction| correction.says.as_ref()));
    Item {
        id: about.id.clone(),
        kind: about.kind.name(),
        fact: about.kind.mention().is_none(),
        quote: about.place.quote.clone(),
        zone: Zone::Body.name(),
        rule: about.rule.clone().unwrap_or_default(),
        place: None,
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

/// Puts the decisions on a finding into it, and what comes of them.
fn judge(
    opened: &Opened,
    item: &mut Item,
    record: Option<&Record>,
    decisions: &[&Decision],
    ended: &HashSet<&str>,
) {
    item.decisions = decisions.iter().map(|decision| made(decision, ended.contains(&*decision.id))).collect();
    let counts = |decision: &&&Decision| {
        !ended.contains(&*decision.id) && !matches!(decision.decision, Verdict::Comment | Verdict::Withdraw)
    };
    // The last decision of each person.
    let mut last: HashMap<String, &Decision> = HashMap::new();
    for decision in decisions.iter().filter(counts) {
        last.insert(person(&decision.by), decision);
    }
    let mut last = last.into_values();
    let Some(one) = last.next() else { return };
    if last.any(|other| other.wants() != one.wants()) {
        item.status = "conflict";
        return;
    }
    let Some((place, says)) = one.wants() else {
        item.status = if record.is_some() { "rejected" } else { "orphan" };
        return;
    };
    let document = &opened.loaded.stages.normalized;
    if place.sha256 == opened.sha256 {
        let clean = document.clean_range(place.span.start..place.span.end);
        item.place = Place::of(document, &clean, &mut Near::default());
    }
    let same = record.and_then(|record| opened.text().anchor(record));
    let same =
        same.is_some_and(|anchor| anchor.says.as_ref() == Some(says) && anchor.place.span == place.span);
    item.status = match (record, one.decision) {
        (Some(_), _) if same => "accepted",
        (Some(_), _) => "corrected",
        (None, Verdict::Add) if item.place.is_some() => "added",
        (None, _) => "orphan",
    };
    if item.status == "corrected" {
        item.machine = Some(format!("{} = {}", item.quote, item.value));
    }
    item.kind = says.subject().name();
    item.quote.clone_from(&place.quote);
    item.value = line(says);
    item.says = as_written(says);
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

fn as_written(says: &Meaning) -> serde_json::Value {
    match says {
        Meaning::Value(value) => notation(value).into(),
        Meaning::Statement(statement) => serde_json::to_value(statement).unwrap_or_default(),
    }
}
