//! What was decided on one record: the decisions of all reviewers on it, and what they come to.

use std::collections::HashMap;
use std::ops::Range;

use kaoju_record::{Decision, Meaning, Statement, Subject, Verdict};

use crate::overlap::Overlaps;
use crate::standing::last_of_each;

/// A mention or fact in the clean text, as the machine gives it.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) range: Range<usize>,
    pub(crate) says: Meaning,
}

/// A decision whose places are known.
#[derive(Clone, Debug)]
pub(crate) struct Placed<'d> {
    pub(crate) decision: &'d Decision,
    /// Where the record stands that it is about.
    pub(crate) about: Range<usize>,
    /// Where it wants something to stand, and what; `None` where nothing.
    pub(crate) wants: Option<(Range<usize>, Meaning)>,
}

/// A record and the decisions on it.
#[derive(Clone, Debug)]
pub(crate) struct Case<'d> {
    /// Which of the machine's items it is; `None` where the machine has none.
    pub(crate) item: Option<usize>,
    /// The last decision of each person, by time.
    pub(crate) decisions: Vec<Placed<'d>>,
}

/// What the decisions on a record come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing stands there.
    Nothing,
    /// This stands there.
    Stands(Range<usize>, Box<Meaning>),
    /// The decisions contradict each other.
    Contradiction,
}

impl Case<'_> {
    pub(crate) fn outcome(&self) -> Outcome {
        let mut wants = self.decisions.iter().map(|placed| &placed.wants);
        let first = wants.next().cloned().flatten();
        if wants.any(|other| *other != first) {
            return Outcome::Contradiction;
        }
        first.map_or(Outcome::Nothing, |(range, says)| Outcome::Stands(range, Box::new(says)))
    }

    pub(crate) fn has(&self, verdict: Verdict) -> bool {
        self.decisions.iter().any(|placed| placed.decision.decision == verdict)
    }
}

/// What tells records at one place apart: their kind, and what happens in an event.
type Key = (Subject, usize, usize, &'static str);

fn key(says: &Meaning, range: &Range<usize>) -> Key {
    let action = match says {
        Meaning::Statement(Statement::TreatyEvent { action, .. }) => action.name(),
        _ => "",
    };
    (says.subject(), range.start, range.end, action)
}

/// Sorts decisions, by time, into cases, and finds the machine's item of each.
///
/// Decisions are on one record if they name its id or its place and kind, be it the place where it stood or where one
/// of them put it.
pub(crate) fn cases<'d>(placed: Vec<Placed<'d>>, items: &[Item], overlaps: &Overlaps) -> Vec<Case<'d>> {
    let mut grouped: Vec<Vec<Placed<'d>>> = Vec::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    let mut by_key: HashMap<Key, usize> = HashMap::new();
    for placed in placed {
        let keys = keys(&placed);
        let known =
            by_id.get(&placed.decision.about.id).or_else(|| keys.iter().find_map(|key| by_key.get(key)));
        let case = known.copied().unwrap_or(grouped.len());
        by_id.entry(placed.decision.about.id.clone()).or_insert(case);
        keys.into_iter().for_each(|key| {
            by_key.entry(key).or_insert(case);
        });
        if case == grouped.len() {
            grouped.push(Vec::new());
        }
        grouped[case].push(placed);
    }
    let items = claims(&grouped, items, overlaps);
    let case = |(placed, item): (Vec<Placed<'d>>, Option<usize>)| {
        let last = last_of_each(&placed.iter().map(|placed| placed.decision).collect::<Vec<_>>());
        let is_last = |placed: &Placed<'_>| last.iter().any(|decision| decision.id == placed.decision.id);
        Case { item, decisions: placed.into_iter().filter(is_last).collect() }
    };
    grouped.into_iter().zip(items).map(case).collect()
}

/// The keys a decision is known by: what it was about, and what it wants.
fn keys(placed: &Placed<'_>) -> Vec<Key> {
    let was = placed.decision.about.says.as_ref().map(|says| key(says, &placed.about));
    let wants = placed.wants.as_ref().map(|(range, says)| key(says, range));
    was.into_iter().chain(wants).collect()
}

/// A way to find the item of a decision.
type Step<'s> = &'s dyn Fn(&Placed<'_>) -> Option<usize>;

/// The machine's item of each case, none for two: by id, else by kind and place, else by kind where they overlap.
fn claims(grouped: &[Vec<Placed<'_>>], items: &[Item], overlaps: &Overlaps) -> Vec<Option<usize>> {
    let mut claimed = vec![false; items.len()];
    let mut of_case = vec![None; grouped.len()];
    let by_id: HashMap<&str, usize> = items.iter().enumerate().map(|(at, item)| (&*item.id, at)).collect();
    let by_key: HashMap<Key, usize> =
        items.iter().enumerate().rev().map(|(at, item)| (key(&item.says, &item.range), at)).collect();
    let same_id = |placed: &Placed<'_>| {
        let at = *by_id.get(&*placed.decision.about.id)?;
        let there = items[at].range == placed.about
            || placed.wants.as_ref().is_some_and(|(range, _)| *range == items[at].range);
        there.then_some(at)
    };
    let same_key = |placed: &Placed<'_>| keys(placed).iter().find_map(|key| by_key.get(key)).copied();
    let overlapping = |placed: &Placed<'_>| {
        let subject = placed.decision.about.kind;
        if subject.mention().is_none() && placed.decision.decision == Verdict::Add {
            // Another event of the same treaty.
            return None;
        }
        let near = overlaps.with(&placed.about).into_iter().map(|at| (at, &items[at]));
        let alike = near.filter(|(_, item)| item.says.subject() == subject);
        let shared = |item: &Item| {
            item.range.end.min(placed.about.end).saturating_sub(item.range.start.max(placed.about.start))
        };
        // Of facts at one place, those that say something else are others.
        let alike = alike.filter(|(_, item)| subject.mention().is_some() || item.range == placed.about);
        alike.max_by_key(|(at, item)| (shared(item), usize::MAX - at)).map(|(at, _)| at)
    };
    let steps: [Step<'_>; 3] = [&same_id, &same_key, &overlapping];
    for step in steps {
        for (case, placed) in grouped.iter().enumerate() {
            if of_case[case].is_none() {
                let free = placed.iter().filter_map(step).find(|at| !claimed[*at]);
                free.into_iter().for_each(|at| claimed[at] = true);
                of_case[case] = free;
            }
        }
    }
    of_case
}
