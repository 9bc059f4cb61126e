//! Names in brackets: 《欧亚经济联盟条约》, also nested, and names in quotation marks where the word is sure.

use super::{TreatyMatch, Verdict, cleaned, judge, value};
use crate::lexicon::TreatyLexicon;

/// The longest name that is looked for, in bytes.
const LONGEST: usize = 600;

/// How many names stand one in the other at most.
const DEEPEST: usize = 8;

/// The place of the bracket that closes the one at `at`, counting nested ones.
pub(crate) fn close_bracket(text: &str, at: usize) -> Option<usize> {
    let open = text[at..].chars().next()?;
    let close = if open == '《' { '》' } else { '”' };
    let mut depth = 0usize;
    for (offset, c) in text[at..].char_indices() {
        // An endless run of opening brackets is left here.
        if offset > LONGEST || depth > DEEPEST {
            return None;
        }
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + offset);
            }
        }
    }
    None
}

/// The instrument named in the brackets that open at `at`, or why it is none, with the place of the closing one.
pub(crate) fn bracketed_at(
    lexicon: &TreatyLexicon,
    text: &str,
    at: usize,
) -> Option<(Result<TreatyMatch, String>, usize)> {
    let close = close_bracket(text, at)?;
    let open = text[at..].chars().next()?;
    let start = at + open.len_utf8();
    let rule = if open == '《' { "treaty/bracketed" } else { "treaty/quoted" };
    let judged = match judge(lexicon, text, start, close) {
        Verdict::Instrument(kind) => {
            Ok(TreatyMatch { start, end: close, value: value(&kind, cleaned(&text[start..close])), rule })
        }
        Verdict::Not(why) => Err(why),
    };
    Some((judged, close))
}
