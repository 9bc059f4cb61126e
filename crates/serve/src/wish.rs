//! What a reviewer wishes to decide, and the decision that is made of it.

use std::ops::Range;

use kaoju_record::{Anchor, Correction, Decision, Meaning, Record, Subject, Verdict, Zone, parse_notation};
use kaoju_review::{check_decision, check_meaning, person, well_formed};
use serde::Deserialize;

use crate::place::Place;
use crate::{Item, Opened};

/// What a reviewer wishes to decide.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    /// Accept, reject, …
    pub decision: Verdict,
    /// The finding; for an addition the mention that a fact is to rest on, none for a mention.
    #[serde(default)]
    pub item: Option<String>,
    /// For a withdrawal: ids of the decisions that are taken back.
    #[serde(default)]
    pub ends: Vec<String>,
    /// What it says instead: a value in one line, or the statement of a fact.
    #[serde(default)]
    pub says: Option<serde_json::Value>,
    /// Where it stands instead.
    #[serde(default)]
    pub place: Option<Place>,
    /// What the reviewer says.
    #[serde(default)]
    pub comment: Option<String>,
}

impl Wish {
    /// A wish that needs nothing but its finding.
    pub fn new(decision: Verdict, item: &str) -> Self {
        Self {
            decision,
            item: Some(item.to_owned()),
            ends: Vec::new(),
            says: None,
            place: None,
            comment: None,
        }
    }
}

/// Reads what a reviewer wrote: a value in one line or as JSON, or the statement of a fact.
///
/// # Errors
/// Why it has not the form that the guidelines ask for.
pub(crate) fn check(says: &serde_json::Value, fact: bool) -> Result<Meaning, String> {
    if fact {
        let event = says.get("type").and_then(serde_json::Value::as_str) == Some("treaty_event");
        let subject = if event { Subject::TreatyEvent } else { Subject::Measure };
        return check_meaning(subject, &says.to_string());
    }
    let text = says.as_str().ok_or("a value is written in one line")?;
    let value = parse_notation(text)?;
    well_formed(&value)?;
    Ok(Meaning::Value(value))
}

/// The decision that a wish asks for.
///
/// # Errors
/// Why it cannot be made, in one line.
pub(crate) fn decision(opened: &Opened, wish: Wish, at: &str, by: &str) -> Result<Decision, String> {
    let Wish { decision: verdict, item, ends, says, place, comment } = wish;
    let comment = comment.map(|comment| comment.trim().to_owned()).filter(|comment| !comment.is_empty());
    let known = item
        .as_deref()
        .map(|id| opened.item(id).ok_or_else(|| format!("there is no finding `{id}` any more")));
    let item = known.transpose()?;
    let decides = matches!(verdict, Verdict::Accept | Verdict::Reject | Verdict::Correct);
    if decides && item.is_some_and(|item| item.status == "orphan") {
        return Err(
            "its place is not found in the text any more; take the decision back, or add the finding anew"
                .into(),
        );
    }
    let (verdict, about, correction, ends) = match (verdict, item) {
        (Verdict::Add, on) => {
            let says = says.ok_or("what does it say?")?;
            let (about, correction) = match on {
                Some(item) => new_fact(opened, item, &says)?,
                None => new_mention(opened, &says, place)?,
            };
            (verdict, about, Some(correction), ends)
        }
        (_, None) => return Err("which finding?".into()),
        (Verdict::Withdraw, Some(item)) => (verdict, about(opened, item)?, None, taken_back(item, ends, by)?),
        (Verdict::Correct, Some(item)) => {
            let about = about(opened, item)?;
            let correction = correction(opened, item, &about, says, place)?;
            let verdict = if correction.is_some() { verdict } else { Verdict::Accept };
            (verdict, about, correction, settled(item))
        }
        (Verdict::Accept | Verdict::Reject, Some(item)) => {
            (verdict, about(opened, item)?, None, settled(item))
        }
        (Verdict::Comment, Some(item)) => (verdict, about(opened, item)?, None, Vec::new()),
    };
    let id = String::new();
    let doc = opened.id().to_owned();
    let (by, at) = (by.to_owned(), at.to_owned());
    let decision = Decision { id, doc, decision: verdict, about, correction, comment, ends, by, at };
    check_decision(&decision)?;
    Ok(decision.named())
}

/// What a decision on a finding is about: the program's record where there is one, else the one that was added, else what
/// the last decision was about whose place is lost.
fn about(opened: &Opened, item: &Item) -> Result<Anchor, String> {
    let record = opened.record(&item.id).or_else(|| opened.reviewed(&item.id));
    if let Some(anchor) = record.and_then(|record| opened.text().anchor(record)) {
        return Ok(anchor);
    }
    let decisions = opened.journal.decisions.iter().rev();
    let mut own = decisions.filter(|decision| item.decisions.iter().any(|made| made.id == decision.id));
    own.next()
        .map(|decision| decision.about.clone())
        .ok_or_else(|| format!("nothing is known of `{}`", item.id))
}

/// The decisions of others that a decision on a finding in conflict settles.
fn settled(item: &Item) -> Vec<String> {
    if item.status == "conflict" { item.standing().map(|made| made.id.clone()).collect() } else { Vec::new() }
}

/// The decisions that are taken back: those that were named, else the last own one that counts.
fn taken_back(item: &Item, named: Vec<String>, by: &str) -> Result<Vec<String>, String> {
    if !named.is_empty() {
        return Ok(named);
    }
    let own =
        |made: &&crate::Made| !made.ended && made.decision != "withdraw" && person(&made.by) == person(by);
    let last = item.decisions.iter().rev().find(own);
    last.map(|made| vec![made.id.clone()])
        .ok_or_else(|| "you decided nothing here that could be taken back".into())
}

fn new_mention(
    opened: &Opened,
    says: &serde_json::Value,
    place: Option<Place>,
) -> Result<(Anchor, Correction), String> {
    let says = check(says, false)?;
    let clean = clean(opened, place.ok_or("where does it stand?")?)?;
    let Meaning::Value(value) = &says else { return Err("a mention says a value".into()) };
    let taken = |id: &str| opened.item(id).is_some();
    let about = opened.text().anchor_new(opened.id(), clean, value, taken);
    Ok((about, Correction { says: Some(says), ..Correction::default() }))
}

fn new_fact(opened: &Opened, on: &Item, says: &serde_json::Value) -> Result<(Anchor, Correction), String> {
    let says = check(says, true)?;
    let Meaning::Statement(statement) = &says else { return Err("a fact says a statement".into()) };
    let mention = opened.reviewed(&on.id).and_then(Record::mention);
    let mention = mention.ok_or("a fact rests on a mention that stands in the text")?;
    let taken = |id: &str| opened.item(id).is_some();
    let about = opened.text().anchor_new_fact(mention, statement, taken)?;
    Ok((about, Correction { says: Some(says), ..Correction::default() }))
}

/// What differs from the record; `None` where nothing does.
fn correction(
    opened: &Opened,
    item: &Item,
    about: &Anchor,
    says: Option<serde_json::Value>,
    place: Option<Place>,
) -> Result<Option<Correction>, String> {
    let says = says
        .map(|says| check(&says, item.fact))
        .transpose()?
        .filter(|says| about.says.as_ref() != Some(says));
    let place = match place.filter(|_| !item.fact) {
        Some(place) => Some(opened.text().place(clean(opened, place)?)),
        None => None,
    };
    let place = place.filter(|place| place.span != about.place.span);
    if says.is_none() && place.is_none() {
        return Ok(None);
    }
    Ok(Some(Correction { place, says, ..Correction::default() }))
}

fn clean(opened: &Opened, place: Place) -> Result<Range<usize>, String> {
    let clean = place.clean(&opened.loaded.stages.normalized).ok_or("there is no such place in the text")?;
    if opened.zone(place) == Zone::Furniture {
        return Err("this is furniture of the page; nothing in it is a finding".into());
    }
    Ok(clean)
}
