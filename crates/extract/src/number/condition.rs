//! Ranges and conditions on numbers: 20–100, 大于二十的同时小于等于三十五, 500以上, 比170低, 在3和5之间.

use kaoju_record::Numeral;
use rust_decimal::Decimal;

use super::read::Reading;
use crate::bounds::{Of, Side};
use crate::cursor::{any_at, any_before, skip_spaces, word_at};
use crate::lexicon::Lexicon;

/// A range in the text.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    pub start: usize,
    pub end: usize,
    pub value: Numeral,
    pub rule: &'static str,
}

/// Words that join a lower and an upper end.
const JOINED: &[&str] = &[
    "的同时",
    "到",
    "至",
    "同时",
    "并且",
    "而且",
    "但是",
    "但",
    "并",
    "且",
    "而",
    "又",
    "也",
    "及",
    "和",
    "，",
    "、",
    ",",
    " ",
];

/// What stands between the ends of a range.
const TILL: &[&str] = &["到", "至", "——", "--", "—", "–", "-", "~", "～", "－"];

/// The ranges that the numbers of a text, in its order, are ends of.
pub(super) fn conditions(text: &str, numbers: &[Reading]) -> Vec<Condition> {
    let mut found = Vec::new();
    let mut rest = numbers;
    while let Some((first, others)) = rest.split_first() {
        let two =
            others.first().and_then(|next| between(text, first, next).or_else(|| both(text, first, next)));
        rest = if two.is_some() { &others[1..] } else { others };
        found.extend(two.or_else(|| one(text, first)).or_else(|| vague(first)));
    }
    found
}

/// 20–100, 在三和五之间.
fn between(text: &str, low: &Reading, high: &Reading) -> Option<Condition> {
    let from = skip_spaces(text, low.end, 1);
    let till = any_at(text, from, TILL);
    let after = till.or_else(|| any_at(text, from, &["和", "与", "跟", "及"]))?;
    let percent = any_before(text, low.start, &["百分之"]);
    let after = percent.and_then(|_| word_at(text, after, "百分之")).unwrap_or(after);
    let start = percent.filter(|_| text[..high.start].ends_with("百分之")).unwrap_or(low.start);
    let closed = any_at(text, high.end, &["之间", "间"]);
    let opened =
        any_before(text, start, &["介于", "介乎", "位于", "处于", "在", "从"]).filter(|_| closed.is_some());
    // A minus sign before the second is the dash of the range.
    let joined = skip_spaces(text, after, 1) == high.start || (till.is_some() && from == high.start);
    let upper = if from == high.start { -high.value } else { high.value };
    let plain = low.high.is_none() && high.high.is_none() && !low.over;
    if !joined || !plain || (till.is_none() && closed.is_none()) || upper <= low.value {
        return None;
    }
    let lower = shared_magnitude(text, low, high);
    let end = match (opened, closed) {
        (None, Some(closed)) if low.arabic => closed,
        (Some(_), Some(closed)) => closed,
        _ => high.end,
    };
    Some(Condition {
        start: opened.unwrap_or(start),
        end,
        value: range(Some((lower, true)), Some((upper, true))),
        rule: "number/range",
    })
}

/// 2—3万: the magnitude of the second belongs to both.
fn shared_magnitude(text: &str, low: &Reading, high: &Reading) -> Decimal {
    let last = |read: &Reading| text[read.start..read.end].chars().next_back();
    let factor = match last(high).filter(|_| high.arabic == low.arabic) {
        Some('万') => 10_000,
        Some('亿') => 100_000_000,
        _ => return low.value,
    };
    let small = low.value < Decimal::from(100) && !matches!(last(low), Some('万' | '亿'));
    let scaled = low.value * Decimal::from(factor);
    if small && scaled < high.value { scaled } else { low.value }
}

/// 大于二十的同时小于等于三十五, 1000以上，1500以下.
fn both(text: &str, first: &Reading, second: &Reading) -> Option<Condition> {
    let (a, b) = (end_at(text, first)?, end_at(text, second)?);
    let counted = if a.end == first.end { unit_end(text, a.end) } else { None };
    let mut at = skip_spaces(text, counted.unwrap_or(a.end), 1);
    for _ in 0..3 {
        at = skip_spaces(text, any_at(text, at, JOINED).unwrap_or(at), 1);
    }
    if at != b.start {
        return None;
    }
    let (low, high) = match (ends(a.side, first.value), ends(b.side, second.value)) {
        ((Some(low), None), (None, Some(high))) | ((None, Some(high)), (Some(low), None)) => (low, high),
        _ => return None,
    };
    (low.0 < high.0).then(|| Condition {
        start: a.start,
        end: b.end,
        value: range(Some(low), Some(high)),
        rule: "number/condition",
    })
}

/// 超过300, 500以上.
fn one(text: &str, number: &Reading) -> Option<Condition> {
    let end = end_at(text, number)?;
    let (low, high) = ends(end.side, number.value);
    let value = range(low, high);
    Some(Condition { start: end.start, end: end.end, value, rule: "number/condition" })
}

/// An end of a range, and whether it belongs to it.
type Limit = Option<(Decimal, bool)>;

/// The lower and the upper end that a word makes of a number.
fn ends(side: Side, number: Decimal) -> (Limit, Limit) {
    match side {
        Side::Over => (Some((number, false)), None),
        Side::AtLeast => (Some((number, true)), None),
        Side::Under => (None, Some((number, false))),
        Side::AtMost => (None, Some((number, true))),
        Side::About | Side::Equal => (Some((number, true)), Some((number, true))),
    }
}

/// 十几万, 五百余; 三四十.
fn vague(number: &Reading) -> Option<Condition> {
    let (start, end) = (number.start, number.end);
    let value = match number.high {
        Some(high) => range(Some((number.value, true)), Some((high, true))),
        None if number.over => range(Some((number.value, false)), None),
        None => return None,
    };
    Some(Condition { start, end, value, rule: "number/vague" })
}

fn range(low: Limit, high: Limit) -> Numeral {
    let written = |end: Limit| end.map(|(value, _)| value.normalize().to_string());
    let open = |end: Limit| end.filter(|(_, with)| !with).map(|_| false);
    Numeral {
        min: written(low),
        max: written(high),
        min_inclusive: open(low),
        max_inclusive: open(high),
        ..Numeral::default()
    }
}

/// A number with the words that make it one end of a range.
struct End {
    start: usize,
    end: usize,
    side: Side,
}

fn end_at(text: &str, number: &Reading) -> Option<End> {
    if number.high.is_some() {
        return None;
    }
    before(text, number).or_else(|| compared(text, number)).or_else(|| after(text, number))
}

fn before(text: &str, number: &Reading) -> Option<End> {
    let spaced = |at: usize| text[..at].strip_suffix(' ').map_or(at, str::len);
    let percent = any_before(text, number.start, &["百分之"]).unwrap_or(number.start);
    let at = spaced(percent);
    let at = any_before(text, at, &["了", "有", "是", "为"]).map_or(at, spaced);
    let bounds = &Lexicon::get().bounds;
    let (start, side) = bounds.before(text, at, Of::Number)?;
    // 不等于 leaves the number open.
    if side == Side::Equal && any_before(text, start, &["不"]).is_some() {
        return None;
    }
    // 大于等于 20以上 and 至少20以上 say it twice.
    let end = bounds.after(text, number.end, Of::Number).map_or(number.end, |(end, _)| end);
    Some(End { start, end, side })
}

/// 比170低.
fn compared(text: &str, number: &Reading) -> Option<End> {
    let spaced = text[..number.start].strip_suffix(' ').map_or(number.start, str::len);
    let start = any_before(text, spaced, &["比"])?;
    // 比10多: 多 was taken for a part of the number.
    let counted = || Lexicon::get().units.at(text, number.end).is_some();
    if text[number.start..number.end].ends_with('多') && !counted() {
        return Some(End { start, end: number.end, side: Side::Over });
    }
    let at = skip_spaces(text, number.end, 1);
    let at = any_at(text, at, &["还要", "还", "更", "要"]).unwrap_or(at);
    let (sides, words) = ([Side::Over, Side::Under], [["大", "多", "高", "长"], ["小", "少", "低", "短"]]);
    let said =
        |(side, words): (Side, [&str; 4])| any_at(text, at, &words).map(|end| End { start, end, side });
    sides.into_iter().zip(words).find_map(said)
}

fn after(text: &str, number: &Reading) -> Option<End> {
    let bounds = &Lexicon::get().bounds;
    let bound = |at: usize| bounds.after(text, skip_spaces(text, at, 1), Of::Number);
    let (end, side) = bound(number.end).or_else(|| bound(unit_end(text, number.end)?))?;
    let upper = word_at(text, number.start, "0").is_some() && number.end - number.start == 1;
    (!upper).then_some(End { start: number.start, end, side })
}

/// The place after what a number counts: 20万|次, 18|岁, 10|%.
fn unit_end(text: &str, at: usize) -> Option<usize> {
    let unit = || Lexicon::get().units.whole_at(text, at).map(|(end, _)| end);
    any_at(text, at, &["%", "％"]).or_else(unit)
}
