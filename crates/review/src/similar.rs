//! How alike two short texts are, and where a part of one lies in the other.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// How alike two texts are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alike {
    /// Twice the characters in common, divided by those of both: 1 where they are the same.
    pub(crate) ratio: f32,
    /// Whether there is enough in common to tell a place by.
    pub(crate) enough: bool,
}

/// Characters in common that tell a place.
const ENOUGH: usize = 4;

/// Compares what stood before and after a place with what stands before and after another.
pub(crate) fn alike(old: [&str; 2], new: [&str; 2]) -> Alike {
    let (mut common, mut all) = (0, 0);
    for (old, new) in old.into_iter().zip(new) {
        let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        common += in_common(&capture_diff_slices(Algorithm::Myers, &old, &new));
        all += old.len() + new.len();
    }
    let ratio = if all == 0 { 0.0 } else { 2.0 * common as f32 / all as f32 };
    Alike { ratio, enough: common >= ENOUGH }
}

/// Finds the middle one of three texts that followed each other in a new text, where the outer two are alike enough.
/// The range is in bytes of the new text.
pub(crate) fn mapped(old: [&str; 3], new: &str) -> Option<(Alike, Range<usize>)> {
    let [before, middle, _] = old;
    let characters: Vec<char> = old.iter().flat_map(|part| part.chars()).collect();
    let start = before.chars().count();
    let end = start + middle.chars().count();
    let window: Vec<char> = new.chars().collect();
    let ops = capture_diff_slices(Algorithm::Myers, &characters, &window);
    let (mut low, mut high) = (usize::MAX, 0);
    let mut kept = 0;
    for op in &ops {
        let (was, is) = (op.old_range(), op.new_range());
        let (from, to) = (was.start.max(start), was.end.min(end));
        let inside = match op {
            DiffOp::Equal { .. } => {
                kept += was.len() - to.saturating_sub(from);
                (from < to).then(|| is.start + from - was.start..is.start + to - was.start)
            }
            DiffOp::Insert { .. } => (start < was.start && was.start < end).then_some(is),
            DiffOp::Delete { .. } => None,
            DiffOp::Replace { .. } => (from < to && start <= was.start && was.end <= end).then_some(is),
        };
        if let Some(inside) = inside {
            (low, high) = (low.min(inside.start), high.max(inside.end));
        }
    }
    let around = characters.len() - (end - start);
    let ratio = if around == 0 { 0.0 } else { kept as f32 / around as f32 };
    let byte = |nth: usize| new.char_indices().nth(nth).map_or(new.len(), |(at, _)| at);
    (low < high).then(|| (Alike { ratio, enough: kept >= 2 * ENOUGH }, byte(low)..byte(high)))
}

/// Whether a piece of text stands on both sides of a difference, or on one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Same,
    Gone,
    New,
}

/// An old text and what became of it, in pieces.
pub(crate) fn marked(old: &str, new: &str) -> Vec<(Mark, String)> {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let was: String = old[op.old_range()].iter().collect();
        let is: String = new[op.new_range()].iter().collect();
        match op {
            DiffOp::Equal { .. } => pieces.push((Mark::Same, is)),
            _ => pieces.extend([(Mark::Gone, was), (Mark::New, is)]),
        }
    }
    pieces.retain(|(_, text)| !text.is_empty());
    pieces
}

fn in_common(ops: &[DiffOp]) -> usize {
    ops.iter().filter(|op| matches!(op, DiffOp::Equal { .. })).map(|op| op.old_range().len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike() {
        assert_eq!(alike(["甲乙丙丁", "戊己"], ["甲乙丙丁", "戊己"]).ratio, 1.0);
        assert!(alike(["甲乙丙丁", ""], ["", "甲乙丙丁"]).ratio < 0.5);
        assert!(!alike(["甲", ""], ["甲", ""]).enough);
    }

    #[test]
    fn what_became_of_a_text() {
        let pieces = marked("date 2014-05-29", "date 2014-06-2").into_iter();
        let shown: String = pieces
            .map(|(mark, text)| match mark {
                Mark::Same => text,
                Mark::Gone => format!("[-{text}]"),
                Mark::New => format!("[+{text}]"),
            })
            .collect();
        assert_eq!(shown, "date 2014-0[-5][+6]-2[-9]");
    }

    #[test]
    fn the_middle_is_found_in_bytes() {
        let old = ["三国元首于", "2014年", "签署了条约，生效"];
        let find = |new: &str| mapped(old, new).map(|(_, range)| new[range].to_owned());
        assert_eq!(find("三国元首于2014年签署了条约，生效").as_deref(), Some("2014年"));
        assert_eq!(find("俄国元首于2013年签署了条约，生效").as_deref(), Some("2013年"));
        assert_eq!(find("三国元首于签署了条约，生效"), None);
    }
}
