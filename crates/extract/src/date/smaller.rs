//! Smaller units behind the first one of an amount of time: 三年五个月零六天, 1小时30分15秒, 两年半.

use rust_decimal::Decimal;

use super::Context;
use super::length::{Length, unit_at};
use crate::cursor::{any_at, char_at, skip_spaces, word_at};

/// Half of each unit in smaller ones.
const HALVES: &[(&str, &str)] = &[("1Y", "6M"), ("1D", "T12H"), ("T1H", "30M"), ("T1M", "30S")];

/// The smaller units that may follow each, with how many of them there may be.
const SMALLER: &[(&str, &[(&str, i64)])] = &[
    ("1Y", &[("1M", 12), ("1D", 366)]),
    ("1M", &[("1W", 5), ("1D", 31)]),
    ("1W", &[("1D", 7)]),
    ("1D", &[("T1H", 24), ("T1M", 60)]),
    ("T1H", &[("T1M", 60), ("T15M", 4), ("T1S", 60)]),
    ("T1M", &[("T1S", 60)]),
];

/// Takes the half or the smaller units that stand behind the first.
pub(super) fn go_on(cx: Context<'_>, length: &mut Length) {
    // 半价 and 半数 are other words.
    let other = |c| "价数径导圆身途岛票成边月载".contains(c);
    // 十天半个月 is ten days or half a month.
    let half = word_at(cx.text, length.end, "半").filter(|end| word_at(cx.text, *end, "个月").is_none());
    match half.filter(|end| !char_at(cx.text, *end).is_some_and(other)) {
        Some(end) => halve(length, end),
        None => chain(cx, length),
    }
}

/// Smaller and smaller units: 三年五个月零六天, 1小时30分15秒.
fn chain(cx: Context<'_>, length: &mut Length) {
    let mut unit = length.unit;
    let mut timed = unit.starts_with('T');
    while let Some((found, number, end)) = smaller_at(cx, length.end, unit) {
        let (time, letter) = found.split_at(usize::from(found.starts_with('T')));
        let (factor, letter) = letter.split_at(letter.len() - 1);
        let extra = length.extra.get_or_insert_default();
        if !timed {
            extra.push_str(time);
        }
        timed |= !time.is_empty();
        let total = number * factor.parse::<i64>().unwrap_or(1);
        extra.push_str(&format!("{total}{letter}"));
        (length.end, unit) = (end, found);
    }
}

/// 两年半, 一周半: half of the unit is named in smaller ones, where there are such.
fn halve(length: &mut Length, end: usize) {
    match HALVES.iter().find(|(unit, _)| *unit == length.unit) {
        Some((_, half)) => length.extra = Some((*half).to_owned()),
        None if length.unit == "1W" || length.unit == "1M" => length.low += Decimal::new(5, 1),
        None => return,
    }
    length.end = end;
}

/// A smaller unit, how many of it, and the place after it. One that leaves out a unit between needs 零 or 又.
pub(super) fn smaller_at(cx: Context<'_>, at: usize, unit: &str) -> Option<(&'static str, i64, usize)> {
    let (_, smaller) = SMALLER.iter().find(|(larger, _)| *larger == unit)?;
    let joined = any_at(cx.text, at, &["零", "又"]);
    let (numeral, end) = cx.numeral_at(skip_spaces(cx.text, joined.unwrap_or(at), 1));
    let number = numeral?.whole()?;
    let minutes = || {
        let end = any_at(cx.text, end, &["分", "刻"]).filter(|_| unit == "T1H")?;
        let word = if cx.text[..end].ends_with('刻') { "T15M" } else { "T1M" };
        (char_at(cx.text, end) != Some('之')).then_some((end, word, "分"))
    };
    let (end, found, word) = unit_at(cx.text, end).or_else(minutes)?;
    let place = smaller.iter().position(|(smaller, most)| *smaller == found && number < *most)?;
    let next = place == 0 || joined.is_some() || unit.starts_with('T') || unit == "1M";
    (next && word != "周年").then_some((found, number, end))
}
