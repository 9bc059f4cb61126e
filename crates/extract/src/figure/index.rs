//! Numbers that have no unit by their nature: 指数为88.9, 跌破100.

use kaoju_record::Value;

use super::Context;
use super::amount::Measure;
use super::measured::{Measured, measured};
use crate::bounds::Of;
use crate::cursor::{any_at, any_before, char_at, tail};
use crate::numeral::starts_han;

/// Verbs of a level, right before the number that is reached.
const LEVELS: &[&str] = &["为", "是", "达到", "达", "至", "到", "报", "录得"];

/// What is told as a number by itself.
const INDICES: &[&str] = &["指数", "股指", "系数", "评分", "得分", "比值", "分值", "Ct值", "均值", "读数"];

/// A number that closes its phrase, where a verb says it of an index.
pub(super) fn index_at(cx: Context<'_>, measure: &Measure) -> Option<Measured> {
    if measure.large || measure.bare || measure.digits > 3 || measure.one() || !closes(cx, measure.end) {
        return None;
    }
    let bounded = cx.lexicon.bounds.before(cx.text, measure.start, Of::Figure).map(|(from, _)| from);
    let verb = any_before(cx.text, bounded.unwrap_or(measure.start), LEVELS);
    let crossed = || bounded.is_some_and(|from| cx.text[from..].starts_with(['跌', '突']));
    ((verb.is_some() || crossed()) && of_index(cx.text, measure.start))
        .then(|| measured(measure.end, Value::Number, "", "figure/index"))
}

/// Whether the clause speaks of what is told without a unit.
fn of_index(text: &str, start: usize) -> bool {
    let clause = tail(text, start, 24).rsplit(['。', '；', '，']).next().unwrap_or_default();
    INDICES.iter().any(|word| clause.contains(word))
}

/// Whether a phrase ends at a place, and no list goes on.
fn closes(cx: Context<'_>, end: usize) -> bool {
    let Some(c) = char_at(cx.text, end) else { return true };
    if let Some(after) = any_at(cx.text, end, &["，", ","]) {
        return char_at(cx.text, after).is_none_or(|next| !next.is_ascii_digit() && !starts_han(next));
    }
    matches!(c, '。' | '；' | '！' | '）' | ')' | '\n') || any_at(cx.text, end, &["左右", "上下"]).is_some()
}
