//! Recurrences: 每年, 每季度, 隔年, 每两年, 两年举办一次.

use kaoju_record::Value;

use super::duration::{Length, length_at, unit_letter};
use super::{Context, DateMatch};
use crate::cursor::{any_at, any_before, head, word_at};

/// The recurrence that begins at `at`.
pub(crate) fn set_at(cx: Context<'_>, at: usize) -> Option<DateMatch> {
    every(cx, at).or_else(|| every_other(cx.text, at)).map(|(end, set)| DateMatch {
        start: at,
        end,
        value: Value::Set { set },
        rule: "date/set",
        fixes: None,
    })
}

/// 每年, 每季度, 每两年.
fn every(cx: Context<'_>, at: usize) -> Option<(usize, String)> {
    let text = cx.text;
    let after = word_at(text, at, "每")?;
    let after = word_at(text, after, "隔").unwrap_or(after);
    if let Some((end, letter)) = unit_letter(text, after) {
        // 每天 is a day's round, 每年度 a year's.
        return Some((word_at(text, end, "度").filter(|_| letter == "1Y").unwrap_or(end), period(letter)));
    }
    let length = length_at(cx, after)?;
    length.exact().then(|| (length.end, length.iso()))
}

fn period(letter: &str) -> String {
    letter.strip_prefix('T').map_or_else(|| format!("P{letter}"), |time| format!("PT{time}"))
}

/// 隔年, 隔月.
fn every_other(text: &str, at: usize) -> Option<(usize, String)> {
    let after = word_at(text, at, "隔")?;
    let (word, set) = [("年", "P2Y"), ("月", "P2M"), ("周", "P2W"), ("日", "P2D"), ("天", "P2D")]
        .into_iter()
        .find(|(word, _)| text[after..].starts_with(word))?;
    // 时隔, 间隔 are other words.
    any_before(text, at, &["时", "间"]).is_none().then(|| (after + word.len(), set.to_owned()))
}

/// 两年举办一次: the length is a recurrence where 一次 follows, alone or behind a verb.
pub(super) fn is_round(text: &str, length: &Length) -> bool {
    let rest = head(text, length.end, 4);
    let verb = ["一次", "1次"].iter().filter_map(|word| rest.find(word)).min().map(|once| &rest[..once]);
    let held = |verb: &str| {
        verb.is_empty() || any_at(verb, 0, &["举", "召", "开", "评", "换", "轮", "选"]).is_some()
    };
    length.exact() && verb.is_some_and(held)
}
