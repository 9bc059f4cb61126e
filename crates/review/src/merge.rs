//! The machine's records and the reviewers' decisions made one.
//!
//! Mentions come first. A decision is found again by its place (see [`find()`]); a record that was accepted, corrected or
//! added stands as the reviewer saw or wrote it, whatever the rules give now; one that was rejected does not. What no
//! one decided on stays as the machine gives it, unless it overlaps what a reviewer put there. Then facts are joined
//! from the mentions as they are now, so that a fact on a corrected mention says what the correction says and a fact on
//! a rejected one is gone, and the decisions on facts are applied in the same way.
//!
//! Decisions of several persons that want different things leave the record as the machine gives it and are reported.
//! A decision that finds no place changes nothing and is reported. Merging what was merged changes nothing.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use kaoju_record::{Decision, Fact, Kind, Meaning, Mention, Record, Span, Verdict};

use crate::anchor::Text;
use crate::case::{Case, Item, Outcome, Placed, cases};
use crate::find::{Located, find};
use crate::made::{Mentions, New, Reviewed, fact, mention, span, status};
use crate::merged::{Contradiction, Merged, Note, Orphan, said};
use crate::overlap::Overlaps;
use crate::standing::{standing, time};

/// Applies decisions, in whatever order they come, to the records of one document.
///
/// `relink` joins facts from mentions; it is asked where a decision changed a mention.
pub fn merge(
    records: Vec<Record>,
    text: &Text<'_>,
    decisions: &[Decision],
    relink: impl FnOnce(&[Mention]) -> Vec<Fact>,
) -> Merged {
    if decisions.is_empty() {
        return Merged { records, ..Merged::default() };
    }
    let (mut mentions, mut facts, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for record in records {
        match record {
            Record::Mention(mention) => mentions.push(mention),
            Record::Fact(fact) => facts.push(fact),
            other => others.push(other),
        }
    }
    let mut merger = Merger { text, out: Merged::default(), corrected: HashMap::new() };
    let on_mention = |found: &Found<'_>| found.decision.about.kind.mention().is_some();
    let (on_mentions, on_facts) = merger.locate(standing(decisions)).into_iter().partition(on_mention);
    let reviewed = merger.mentions(mentions.clone(), on_mentions);
    if differ(&mentions, &reviewed) {
        facts = relink(&reviewed);
    }
    let facts = merger.facts(facts, &reviewed, on_facts);
    let mut out = merger.out;
    out.records = others;
    out.records.extend(reviewed.into_iter().map(Record::Mention));
    out.records.extend(facts.into_iter().map(Record::Fact));
    out.records.sort_by_key(Record::place);
    out
}

fn differ(old: &[Mention], new: &[Mention]) -> bool {
    let says = |mention: &Mention| (mention.id.clone(), mention.span, mention.value.clone());
    old.len() != new.len() || old.iter().zip(new).any(|(old, new)| says(old) != says(new))
}

struct Merger<'a> {
    text: &'a Text<'a>,
    out: Merged,
    /// When the mention of a source span was corrected.
    corrected: HashMap<Span, Timestamp>,
}

/// A decision, where its record is, and where it wants one.
struct Found<'d> {
    decision: &'d Decision,
    about: Located,
    wanted: Option<Located>,
}

impl Merger<'_> {
    /// Finds the places of decisions; those that have none become orphans.
    fn locate<'d>(&mut self, decisions: Vec<&'d Decision>) -> Vec<Found<'d>> {
        // A withdrawal has done its work, and needs no place.
        let decisions: Vec<_> = decisions.into_iter().filter(|d| d.decision != Verdict::Withdraw).collect();
        let place_wanted = |decision: &&'d Decision| decision.correction.as_ref()?.place.as_ref();
        let places: Vec<_> = decisions.iter().map(|decision| &decision.about.place).collect();
        let others: Vec<_> = decisions.iter().filter_map(place_wanted).collect();
        let mut abouts = find(self.text, &[places, others].concat());
        let mut others = abouts.split_off(decisions.len()).into_iter();
        let mut found = Vec::new();
        for (decision, about) in decisions.into_iter().zip(abouts) {
            let wanted = place_wanted(&decision).map(|_| others.next().flatten());
            match (about, wanted) {
                (None, _) => self.orphan(decision, "its text is not in the document any more"),
                (_, Some(None)) => {
                    self.orphan(decision, "the place it puts the record at is not in the document any more");
                }
                (Some(about), wanted) => found.push(Found { decision, about, wanted: wanted.flatten() }),
            }
        }
        found
    }

    fn mentions(&mut self, machine: Vec<Mention>, found: Vec<Found<'_>>) -> Vec<Mention> {
        let text = self.text;
        let make = |new: New<'_, '_>, old: Option<Mention>| match new.says.clone() {
            Meaning::Value(value) => Some(mention(text, new, old, value)),
            Meaning::Statement(_) => None,
        };
        let mut mentions = self.apply(machine, found, make);
        mentions.sort_by_key(|mention| (mention.span, mention.kind));
        mentions
    }

    fn facts(&mut self, machine: Vec<Fact>, mentions: &[Mention], found: Vec<Found<'_>>) -> Vec<Fact> {
        let text = self.text;
        let found = self.not_overtaken(found, &machine);
        let mentions = Mentions::of(mentions);
        let make = |new: New<'_, '_>, old: Option<Fact>| fact(text, &mentions, new, old);
        self.apply(machine, found, make)
    }

    /// Leaves out decisions on facts that were made before a mention was corrected that the fact rests on: they were made
    /// of something else. Where the fact says the same as then, they hold.
    fn not_overtaken<'d>(&mut self, found: Vec<Found<'d>>, machine: &[Fact]) -> Vec<Found<'d>> {
        let says: HashSet<(Span, String)> = machine
            .iter()
            .map(|fact| (fact.span, said(&Meaning::Statement(fact.statement.clone()))))
            .collect();
        let mut kept = Vec::new();
        for found in found {
            let span = span(self.text, &found.about.range);
            let overtaken = self.corrected.get(&span).is_some_and(|at| *at > time(found.decision));
            let seen = found.decision.about.says.as_ref();
            if overtaken && seen.is_some_and(|seen| !says.contains(&(span, said(seen)))) {
                self.orphan(found.decision, "the mention it rests on was corrected since");
            } else {
                kept.push(found);
            }
        }
        kept
    }

    /// Applies decisions to records; `make` makes one that is to stand, of the machine's where there is one.
    fn apply<R: Reviewed>(
        &mut self,
        machine: Vec<R>,
        found: Vec<Found<'_>>,
        make: impl Fn(New<'_, '_>, Option<R>) -> Option<R>,
    ) -> Vec<R> {
        let items: Vec<Item> = machine.iter().map(|record| record.item(self.text)).collect();
        let overlaps = Overlaps::of(items.iter().map(|item| &item.range));
        let placed = self.placed(found, &items, &overlaps);
        let cases = cases(placed, &items, &overlaps);
        let mut ids: HashSet<String> = items.iter().map(|item| item.id.clone()).collect();
        let mut kept: Vec<Option<R>> = machine.into_iter().map(Some).collect();
        let mut new = Vec::new();
        for case in &cases {
            let item = case.item.map(|at| &items[at]);
            let outcome = case.outcome();
            let id = self.id(case, item, &outcome, &mut ids);
            let landed = case.decisions.iter().map(|placed| (placed.decision.id.clone(), id.clone()));
            self.out.landed.extend(landed);
            self.tell(case, item, &outcome, &id);
            let mut old = || case.item.and_then(|at| kept[at].take());
            match outcome {
                Outcome::Contradiction => {}
                Outcome::Nothing => drop(old()),
                Outcome::Stands(range, says) => {
                    let old = old();
                    let is_there = item.is_some_and(|item| item.range == range && item.says == *says);
                    let status = status(case, is_there, old.as_ref().map(Reviewed::status));
                    match make(New { id, range, says: *says, status, case }, old) {
                        Some(record) => new.push(record),
                        None => self.homeless(case),
                    }
                }
            }
        }
        self.give_way(&mut kept, &items, &overlaps, &cases);
        kept.into_iter().flatten().chain(new).collect()
    }

    /// Leaves out decisions that cannot be applied: where the text at their place was changed, what they were about must
    /// still be read there.
    fn placed<'d>(&mut self, found: Vec<Found<'d>>, items: &[Item], overlaps: &Overlaps) -> Vec<Placed<'d>> {
        let by_id: HashMap<&str, &Item> = items.iter().map(|item| (&*item.id, item)).collect();
        let mut placed = Vec::new();
        for Found { decision, about, wanted } in found {
            let mut range = about.range;
            if !about.same || wanted.as_ref().is_some_and(|wanted| !wanted.same) {
                let as_it_was = |at: &usize| Some(&items[*at].says) == decision.about.says.as_ref();
                match overlaps.with(&range).into_iter().find(as_it_was) {
                    Some(at) => range = items[at].range.clone(),
                    None => {
                        let now = &self.text.document.text[range];
                        let reason =
                            format!("its text is now “{now}”, where what was decided on is not read");
                        self.orphan(decision, reason);
                        continue;
                    }
                }
            }
            if decision.decision == Verdict::Comment {
                let id = &decision.about.id;
                let same_place =
                    || overlaps.with(&range).into_iter().map(|at| &items[at]).find(|i| i.range == range);
                let there = by_id.get(&**id).copied().or_else(same_place);
                self.out.landed.insert(decision.id.clone(), there.map_or(id, |item| &item.id).clone());
                continue;
            }
            let at = wanted.map_or(range.clone(), |wanted| wanted.range);
            let wants = decision.wants().map(|(_, says)| (at, says.clone()));
            placed.push(Placed { decision, about: range, wants });
        }
        placed
    }

    /// The id of a case: the machine's, else the one that the record had, unless another record has it now.
    fn id(
        &self,
        case: &Case<'_>,
        item: Option<&Item>,
        outcome: &Outcome,
        ids: &mut HashSet<String>,
    ) -> String {
        let Some(first) = case.decisions.first().filter(|_| item.is_none()) else {
            return item.map(|item| item.id.clone()).unwrap_or_default();
        };
        let mut id = first.decision.about.id.clone();
        if let (true, Outcome::Stands(range, says)) = (ids.contains(&id), outcome)
            && let Meaning::Value(value) = &**says
        {
            let taken = |id: &str| ids.contains(id);
            id = self.text.anchor_new(&first.decision.doc, range.clone(), value, taken).id;
        }
        ids.insert(id.clone());
        id
    }

    /// Reports what is worth knowing of a case.
    fn tell(&mut self, case: &Case<'_>, item: Option<&Item>, outcome: &Outcome, id: &str) {
        let Some(first) = case.decisions.first().map(|placed| placed.decision) else { return };
        let seen = |item: &Item| first.about.says.as_ref() == Some(&item.says);
        let (agrees, message) = match (outcome, item) {
            (Outcome::Contradiction, _) => {
                let decisions = case.decisions.iter().map(|placed| placed.decision.clone()).collect();
                self.out.contradictions.push(Contradiction { record: id.to_owned(), decisions });
                return;
            }
            (Outcome::Nothing, None) => (true, "no rule finds it any more".into()),
            (Outcome::Nothing, Some(item)) if !seen(item) => {
                (false, format!("stays rejected, though the rules now read it as {}", said(&item.says)))
            }
            (Outcome::Stands(range, says), Some(item)) if item.range == *range && item.says == **says => {
                if !case.has(Verdict::Correct) && !case.has(Verdict::Add) {
                    return;
                }
                (true, "the rules now find it by themselves".into())
            }
            (Outcome::Stands(..), None) if !case.has(Verdict::Add) => {
                (false, "stands by its review alone: no rule finds it any more".into())
            }
            (Outcome::Stands(..), Some(item)) if !case.has(Verdict::Correct) || !seen(item) => {
                (false, format!("stands by its review, though the rules now read {}", said(&item.says)))
            }
            _ => return,
        };
        self.out.notes.push(Note { decision: first.clone(), agrees, message });
    }

    /// What nobody decided on gives way where a reviewer put a mention that it overlaps. Remembers what was corrected.
    fn give_way<R>(
        &mut self,
        kept: &mut [Option<R>],
        items: &[Item],
        overlaps: &Overlaps,
        cases: &[Case<'_>],
    ) {
        let decided: HashSet<usize> = cases.iter().filter_map(|case| case.item).collect();
        for case in cases {
            let (Outcome::Stands(range, says), Some(last)) = (case.outcome(), case.decisions.last()) else {
                continue;
            };
            let Some(kind) = says.subject().mention() else { continue };
            let item = case.item.map(|at| &items[at]);
            if item.is_none_or(|item| item.range != range || item.says != *says) {
                self.corrected.insert(span(self.text, &range), time(last.decision));
            }
            if item.is_some_and(|item| item.range == range) {
                continue;
            }
            let in_the_way = |at: &usize| {
                let other = items[*at].says.subject().mention();
                !decided.contains(at) && other.is_some_and(|other| excludes(kind, other))
            };
            for at in overlaps.with(&range).into_iter().filter(in_the_way) {
                kept[at] = None;
                let item = &items[at];
                let quote = &self.text.document.text[item.range.clone()];
                let message = format!("“{quote}” ({}) gave way to it", said(&item.says));
                self.out.notes.push(Note { decision: last.decision.clone(), agrees: false, message });
            }
        }
    }

    fn orphan(&mut self, decision: &Decision, reason: impl Into<String>) {
        self.out.orphans.push(Orphan { decision: decision.clone(), reason: reason.into() });
    }

    fn homeless(&mut self, case: &Case<'_>) {
        for placed in &case.decisions {
            self.out.landed.remove(&placed.decision.id);
            self.orphan(placed.decision, "the mention it rests on was rejected or is not found");
        }
    }
}

/// Whether mentions of two kinds cannot overlap. Those that are found only where they are asked for overlap others.
fn excludes(one: Kind, other: Kind) -> bool {
    one == other || [one, other].iter().all(|kind| Kind::DEFAULT.contains(kind))
}
