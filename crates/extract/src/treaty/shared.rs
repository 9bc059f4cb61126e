//! Names whose head stands once for several: in 中韩、中澳自贸协定 中韩 names 中韩自贸协定.

use super::{TreatyMatch, value};
use crate::cursor::{any_at, any_before, char_at, char_before};
use crate::lexicon::{Party, TreatyLexicon};

/// What joins the parties of one instrument to those of the next.
const JOINS: &[&str] = &["、", "和", "与", "及", "以及"];
/// What joins the two parties of an instrument.
const SIGNS: &[&str] = &["-", "－", "—", "–"];

/// The instruments named before another by their parties alone, in the order of the text, none before `from`.
pub(crate) fn sharing_head(
    lexicon: &TreatyLexicon,
    text: &str,
    from: usize,
    last: &TreatyMatch,
) -> Vec<TreatyMatch> {
    let mut found = Vec::new();
    let Some(end) = pair_at(lexicon, text, last.start).filter(|end| *end < last.end) else { return found };
    let tail = &text[end..last.end];
    let mut next = last.start;
    while let Some(stop) = any_before(text, next, JOINS) {
        let Some(start) = pair_before(lexicon, text, stop).filter(|start| *start >= from) else { break };
        let name = format!("{}{tail}", &text[start..stop]);
        let value = value(last.value.treaty_type().unwrap_or_default(), name);
        found.push(TreatyMatch { start, end: stop, value, rule: "treaty/shared-head" });
        next = start;
    }
    found.reverse();
    found
}

/// Where the last instrument begins of those that share a head, the first of which begins at `start`.
pub(crate) fn last_sharing(lexicon: &TreatyLexicon, text: &str, mut start: usize) -> usize {
    let next = |start: usize| {
        let join = any_at(text, pair_at(lexicon, text, start)?, JOINS)?;
        pair_at(lexicon, text, join).map(|_| join)
    };
    while let Some(other) = next(start) {
        start = other;
    }
    start
}

/// The end of two parties side by side: 中韩, 中国－冰岛.
fn pair_at(lexicon: &TreatyLexicon, text: &str, at: usize) -> Option<usize> {
    let (middle, first) = lexicon.parties.at(text, at)?;
    match first {
        Party::Short => match lexicon.parties.at(text, middle)? {
            // 中日韩 are three.
            (end, Party::Short) => (!short_at(lexicon, text, end)).then_some(end),
            _ => None,
        },
        Party::State => {
            let sign = char_at(text, middle).filter(|c| SIGNS.iter().any(|sign| sign.contains(*c)))?;
            match lexicon.parties.at(text, middle + sign.len_utf8())? {
                (end, Party::State | Party::Organisation) => Some(end),
                _ => None,
            }
        }
        Party::Organisation | Party::Unnamed | Party::Nobody => None,
    }
}

/// The start of two parties that end at `end`.
fn pair_before(lexicon: &TreatyLexicon, text: &str, end: usize) -> Option<usize> {
    const LONGEST: usize = 16;
    let mut starts = text[..end].char_indices().rev().take(LONGEST).map(|(at, _)| at);
    let start = starts.find(|at| pair_at(lexicon, text, *at) == Some(end))?;
    let third = char_before(text, start).is_some_and(|c| short_at(lexicon, text, start - c.len_utf8()));
    (!third || !short_at(lexicon, text, start)).then_some(start)
}

fn short_at(lexicon: &TreatyLexicon, text: &str, at: usize) -> bool {
    matches!(lexicon.parties.at(text, at), Some((_, Party::Short)))
}
