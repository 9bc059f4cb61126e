//! What stands behind a numeral, or inside it, and decides where it ends: 千瓦, 十来个, 三、四百, 几内亚法郎.

use super::{digit, magnitude, place};
use crate::cursor::{any_at, char_at, char_before, word_at};

/// Whether the magnitude at a place belongs to the unit or name behind it: 千瓦, 兆赫, 百帕, 百慕大元.
pub(super) fn prefixes_unit(text: &str, at: usize) -> bool {
    const THOUSAND: &[&str] = &["瓦", "克", "伏", "焦", "卡", "赫", "帕", "牛", "字节", "比特", "位元"];
    const MILLION: &[&str] = &["瓦", "赫", "比特", "字节", "焦", "帕", "伏", "位", "电子伏"];
    // 三千克朗, 三千克罗地亚库纳.
    const NAMED: &[&str] = &["克朗", "克罗地", "克瓦查", "卡塔", "卡达", "瓦努", "瓦图"];
    let after = |magnitude: char| at + magnitude.len_utf8();
    match char_at(text, at) {
        Some('千') => {
            any_at(text, after('千'), THOUSAND).is_some() && any_at(text, after('千'), NAMED).is_none()
        }
        Some('兆') => any_at(text, after('兆'), MILLION).is_some(),
        Some('百') => any_at(text, after('百'), &["帕", "慕大", "分点"]).is_some(),
        _ => false,
    }
}

/// What is counted without exactness: 三五个, 一两年, 十来斤.
pub(super) const COUNTED: &str = "个天次人块元家名位倍年日岁斤米种项条件亩里吨公户句分小周";

/// Whether a magnitude or something that is counted stands at a place.
pub(super) fn counts_at(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(|c| place(c).or(magnitude(c)).is_some() || COUNTED.contains(c))
}

/// Whether 、 at a place stands between the two neighbouring digits of a vague number: 三、四百, 七、八个. What follows 第
/// or begins a paragraph is numbered.
pub(super) fn joins_neighbours(text: &str, start: usize, comma: usize, low: i64) -> bool {
    let after = comma + '、'.len_utf8();
    let Some(next) = char_at(text, after) else { return false };
    let end = after + next.len_utf8();
    let placed = char_at(text, end).is_some_and(|c| matches!(c, '百' | '千'));
    let numbered = match char_before(text, start) {
        None | Some('\n') => !placed,
        Some(c) => matches!(c, '第' | '（' | '('),
    };
    digit(next) == Some(low + 1)
        && low > 0
        && counts_at(text, end)
        && any_at(text, end, &["年级", "条", "句", "日"]).is_none()
        && !numbered
}

/// Whether 来 at a place says that the number before it is a rough one: 十来个, not 三百来自.
pub(super) fn roughly(text: &str, at: usize) -> bool {
    word_at(text, at, "来")
        .is_some_and(|after| counts_at(text, after) && any_at(text, after, &["日"]).is_none())
}

/// Whether nothing at a place is counted by the digit before it: 3万5 ends what is said, 5万3个 does not.
pub(super) fn closes(text: &str, at: usize) -> bool {
    let Some(c) = char_at(text, at) else { return true };
    let number = |c: &char| c.is_ascii_digit();
    match c {
        ',' | '.' => !char_at(text, at + 1).is_some_and(|c| number(&c)),
        '，' | '。' | '；' | '！' | '？' | ' ' | '\n' | '）' | ')' | '”' => true,
        _ => "元块钱到至以左的和".contains(c),
    }
}

/// Whether 多 or 几 at a place begins a name and says nothing of the number: 多米尼加比索, 几内亚法郎.
pub(super) fn names_place(text: &str, at: usize) -> bool {
    any_at(text, at, &["多米尼", "多哥", "多布拉", "几内亚"]).is_some()
}
