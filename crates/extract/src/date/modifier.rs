//! The beginning, middle or end of a year, month, decade or century: 年初, 中旬, 月底, 末期.

use kaoju_record::Modifier;

use super::Context;
use super::calendar::Part;
use crate::cursor::{any_at, char_at, is_han, word_at};
use crate::lexicon::DateWord;

/// 初, 中, 底 behind a year or month, where they do not begin another word.
pub(super) fn modifier_at(cx: Context<'_>, at: usize, part: Part) -> (Option<Modifier>, usize) {
    let text = cx.text;
    if matches!(part, Part::Decade | Part::Century) {
        let parts = [
            (&["初期", "初", "前期", "上半叶"][..], Modifier::Start),
            (&["中叶", "中期"][..], Modifier::Mid),
            (&["末期", "后期", "末", "下半叶"][..], Modifier::End),
        ];
        let found = parts.iter().find_map(|(words, m)| any_at(text, at, words).map(|end| (Some(*m), end)));
        return found.unwrap_or((None, at));
    }
    if matches!(part, Part::Month(_)) && word_at(text, at, "中").is_some_and(|a| ends_phrase(text, a)) {
        return (Some(Modifier::Mid), at + "中".len());
    }
    let Some((end, DateWord::Part(modifier))) = cx.lexicon.dates.at(text, at) else { return (None, at) };
    let other_word = match char_at(text, at) {
        Some('初') => {
            any_at(text, end, &["步", "级", "中", "次", "衷", "心", "始", "稿", "创", "具", "见"]).is_some()
        }
        Some('底') => any_at(text, end, &["层", "线", "部", "气", "下", "价", "数"]).is_some(),
        _ => *modifier == Modifier::Mid && !ends_phrase(text, end),
    };
    if other_word { (None, at) } else { (Some(*modifier), end) }
}

/// Whether no word can go on at `at`: punctuation, or a marker of time.
fn ends_phrase(text: &str, at: usize) -> bool {
    char_at(text, at).is_none_or(|c| !is_han(c))
        || any_at(text, at, &["以来", "以前", "之前", "前", "之后", "以后", "起", "时"]).is_some()
}
