//! Decisions on a text that is edited at random, and many of them at once.

use std::time::{Duration, Instant};

use kaoju_record::{Decision, Meaning, Mention, Record, Verdict};
use kaoju_review::{With, decide};
use proptest::prelude::*;

use super::{ANN, Doc, SOURCE, at, decisions};

#[test]
fn many_decisions_on_another_source_take_linear_time() {
    let time = |pieces: usize| {
        let text = "贸易额为547亿美元，增长5%，内容见后。\n\n".repeat(pieces);
        let (old, new) =
            (Doc::of(&text), Doc::of(&format!("新的一段。\n\n{}", text.replace("见后", "见前"))));
        let accept = |mention: &Mention| {
            let about = old.text().anchor(&Record::Mention(mention.clone())).unwrap();
            at(1, decide("t", Verdict::Accept, about, ANN, With::default()).unwrap())
        };
        let all: Vec<Decision> = old.mentions().map(accept).collect();
        let begun = Instant::now();
        let merged = new.merged(&all);
        assert_eq!(merged.landed.len() + merged.orphans.len(), all.len());
        begun.elapsed()
    };
    let short = time(250).max(Duration::from_millis(5));
    let long = time(2000);
    // Quadratic time would be 64 times as long; what lies between is left to a busy machine.
    assert!(long < short * 30, "{short:?}, then {long:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is edited: every decision is applied or reported, and none is applied to other words than its own.
    #[test]
    fn random_edits_lose_and_misplace_nothing(edits in edits()) {
        let old = Doc::of(SOURCE);
        let all = decisions(&old);
        let (text, origin) = edited(SOURCE, &edits);
        prop_assume!(!text.trim().is_empty());
        let new = Doc::of(&text);
        let merged = new.merged(&all);
        for decision in &all {
            let landed = merged.landed.get(&decision.id);
            let orphaned = merged.orphans.iter().any(|orphan| orphan.decision.id == decision.id);
            prop_assert!(landed.is_some() != orphaned, "{decision:?}");
            let Some(record) = landed.and_then(|id| merged.records.iter().find_map(|r| r.mention().filter(|m| m.id == *id)))
            else { continue };
            // Where the words were changed, they still say what was decided on.
            let says = Some(Meaning::Value(record.value.clone()));
            prop_assert!(record.quote == decision.about.place.quote || says == decision.about.says, "{record:?}");
            // Its place is what became of its place: what lies between those of the old neighbours that are left.
            let was = decision.about.place.span;
            let known = |at: usize| origin[at];
            let from = (0..origin.len()).rev().find(|at| known(*at).is_some_and(|at| at < was.start));
            let to = (0..origin.len()).find(|at| known(*at).is_some_and(|at| at >= was.end));
            let image = from.map_or(0, |at| at + 1)..to.unwrap_or(origin.len());
            let left: Vec<usize> = origin[image.clone()].iter().copied().map_while(|at| at).collect();
            let untouched = left.iter().copied().eq(was.start..was.end);
            let inserted = |edit: &Edit| matches!(edit, Edit::Insert(_, words) if words.contains(&decision.about.place.quote));
            // Words that were taken away and put in again elsewhere were moved.
            if untouched || !edits.iter().any(inserted) {
                prop_assert!(record.span.start < image.end && image.start < record.span.end, "{record:?} in {text}");
            }
        }
    }
}

/// What happens at a character: it goes, others come before it, or its line is said twice.
#[derive(Clone, Debug)]
enum Edit {
    Delete(prop::sample::Index, usize),
    Insert(prop::sample::Index, String),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let place = any::<prop::sample::Index>;
    let words = prop::sample::select(vec![
        "的",
        "，",
        "\n",
        "2014年",
        "547亿美元",
        "联盟",
        "27.3%",
        "\n\n另一段文字。\n\n",
        "条约",
    ]);
    let edit = prop_oneof![
        (place(), 1_usize..30).prop_map(|(at, len)| Edit::Delete(at, len)),
        (place(), words).prop_map(|(at, words)| Edit::Insert(at, words.to_owned())),
    ];
    prop::collection::vec(edit, 1..8)
}

/// The text after the edits, and for every byte of it where in the old text it comes from.
fn edited(text: &str, edits: &[Edit]) -> (String, Vec<Option<usize>>) {
    let mut chars: Vec<(char, Option<usize>)> = text.char_indices().map(|(at, c)| (c, Some(at))).collect();
    for edit in edits {
        match edit {
            Edit::Delete(at, len) if !chars.is_empty() => {
                let at = at.index(chars.len());
                chars.drain(at..(at + len).min(chars.len()));
            }
            Edit::Delete(..) => {}
            Edit::Insert(at, words) => {
                let at = at.index(chars.len() + 1);
                chars.splice(at..at, words.chars().map(|c| (c, None)));
            }
        }
    }
    let origin = chars.iter().flat_map(|(c, at)| (0..c.len_utf8()).map(move |byte| at.map(|at| at + byte)));
    (chars.iter().map(|(c, _)| c).collect(), origin.collect())
}
