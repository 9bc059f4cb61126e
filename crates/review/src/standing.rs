//! Which decisions count: those that no other one ends, and of one person's on one record the last.
//!
//! A decision that names another in `ends` ends it: a `withdraw` takes back, any other settles. An ended decision ends
//! nothing itself, so that taking back a withdrawal brings back what it took. Apart from that, the later decision of a
//! person replaces the earlier ones of the same person on the same record. Decisions of several persons stand beside
//! each other: whether they contradict is for the merge to see, and only a decision that names those of others settles it.

use std::collections::{HashMap, HashSet, VecDeque};

use jiff::Timestamp;
use kaoju_record::Decision;

use crate::person;

/// The decisions that no other one ends, each once, by time and then by id, whatever order they come in.
pub fn standing(decisions: &[Decision]) -> Vec<&Decision> {
    let mut by_id: HashMap<&str, &Decision> = HashMap::new();
    for decision in decisions {
        by_id.insert(&decision.id, decision);
    }
    let ended = ended(&by_id);
    let mut standing: Vec<&Decision> = by_id.values().filter(|d| !ended.contains(&*d.id)).copied().collect();
    standing.sort_by_cached_key(|decision| (time(decision), decision.id.clone()));
    standing
}

/// Of decisions on one record, by time: the last of each person, by time.
pub(crate) fn last_of_each<'d>(decisions: &[&'d Decision]) -> Vec<&'d Decision> {
    let mut last: HashMap<String, usize> = HashMap::new();
    for (index, decision) in decisions.iter().enumerate() {
        last.insert(person(&decision.by), index);
    }
    let is_last = |(index, decision): (usize, &&Decision)| last.get(&person(&decision.by)) == Some(&index);
    decisions
        .iter()
        .enumerate()
        .filter(|(index, decision)| is_last((*index, decision)))
        .map(|(_, d)| *d)
        .collect()
}

/// When a decision was made; the beginning of time where it does not tell.
pub(crate) fn time(decision: &Decision) -> Timestamp {
    decision.at.parse().unwrap_or(Timestamp::MIN)
}

/// The ids of the decisions that one that counts ends. Each is looked at when all that name it were.
fn ended<'d>(by_id: &HashMap<&'d str, &'d Decision>) -> HashSet<&'d str> {
    let mut open: HashMap<&str, usize> = by_id.keys().map(|id| (*id, 0)).collect();
    for named in by_id.values().flat_map(|decision| &decision.ends) {
        if let Some(count) = open.get_mut(&**named) {
            *count += 1;
        }
    }
    let mut ready: VecDeque<&str> =
        open.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    let mut ended = HashSet::new();
    while let Some(id) = ready.pop_front() {
        let counts = !ended.contains(id);
        for named in by_id.get(id).into_iter().flat_map(|decision| &decision.ends) {
            let Some((named, count)) =
                by_id.get_key_value(&**named).and_then(|(id, _)| Some((*id, open.get_mut(*id)?)))
            else {
                continue;
            };
            if counts {
                ended.insert(named);
            }
            *count -= 1;
            if *count == 0 {
                ready.push_back(named);
            }
        }
    }
    ended
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::tests::accept;

    fn ending(id: &str, ends: &[&Decision]) -> Decision {
        Decision { ends: ends.iter().map(|decision| decision.id.clone()).collect(), ..accept(id) }.named()
    }

    #[test]
    fn what_is_ended_does_not_stand_and_ends_nothing() {
        let first = accept("a");
        let withdrawal = ending("b", &[&first]);
        let redone = ending("c", &[&withdrawal]);
        let stand = |decisions: &[&Decision]| -> Vec<String> {
            let decisions: Vec<Decision> = decisions.iter().map(|d| (*d).clone()).collect();
            let mut ids: Vec<String> = standing(&decisions).iter().map(|d| d.about.id.clone()).collect();
            ids.sort();
            ids
        };
        assert_eq!(stand(&[&first, &first]), ["a"]);
        assert_eq!(stand(&[&withdrawal, &first]), ["b"]);
        assert_eq!(stand(&[&redone, &first, &withdrawal]), ["a", "c"]);
    }

    #[test]
    fn the_last_of_each_person() {
        let by =
            |id: &str, by: &str, at: &str| Decision { by: by.into(), at: at.into(), ..accept(id) }.named();
        let early = by("a", "A <a@x>", "2026-11-20T18:30:00Z");
        let late = by("b", "Ann <A@x>", "2026-11-20T18:30:00.5Z");
        let other = by("c", "B <b@x>", "2026-11-20T19:30:00+02:00");
        let all = [late.clone(), early.clone(), other.clone()];
        let order: Vec<&str> = standing(&all).iter().map(|d| &*d.about.id).collect();
        assert_eq!(order, ["c", "a", "b"]);
        let last: Vec<&str> = last_of_each(&standing(&all)).iter().map(|d| &*d.about.id).collect();
        assert_eq!(last, ["c", "b"]);
    }
}
