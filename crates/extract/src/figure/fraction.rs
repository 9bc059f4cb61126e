//! Fractions: 百分之二十五, 千分之三, 三分之一, 1/4, 一半.

use kaoju_record::{Amount, Value};
use rust_decimal::Decimal;

use super::{Context, FigureMatch};
use crate::bounds::{bound_around, direction_after, direction_before};
use crate::cursor::{any_at, any_before, char_at, char_before, word_at};
use crate::numeral::{Numeral, in_identifier};

/// The fraction or percentage that begins at `at`.
pub(super) fn fraction_at(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    spelled(cx, at).or_else(|| slashed(cx, at)).or_else(|| half(cx, at))
}

/// 百分之二十五, 三分之一.
fn spelled(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    let (below, after) = denominator(cx, at)?;
    let (numeral, end) = cx.numeral_at(after);
    let above = numeral?;
    if below == Decimal::from(100) || below == Decimal::from(1000) {
        return Some(percent(cx, at, end, &above, Decimal::from(100) / below));
    }
    let number = format!("{}/{}", above.low.normalize(), below);
    Some(ratio(cx, at, end, number))
}

/// The number before 分之.
fn denominator(cx: Context<'_>, at: usize) -> Option<(Decimal, usize)> {
    let text = cx.text;
    for (word, number) in [("百分之", 100), ("千分之", 1000), ("万分之", 10_000)] {
        if let Some(after) = word_at(text, at, word) {
            return Some((Decimal::from(number), after));
        }
    }
    let (numeral, end) = cx.numeral_at(at);
    let numeral = numeral.filter(|n| n.high.is_none() && !n.over)?;
    Some((numeral.low, word_at(text, end, "分之")?))
}

/// 百分之八至百分之九, 百分之三到五 and the like are ranges.
fn percent(cx: Context<'_>, at: usize, end: usize, above: &Numeral, factor: Decimal) -> FigureMatch {
    let scaled = |n: Decimal| (n * factor).normalize().to_string();
    let mut high = above.high;
    let mut stop = end;
    if let Some(after) = any_at(cx.text, end, &["至", "到", "—", "~", "-"]) {
        let repeated = any_at(cx.text, after, &["百分之", "千分之"]);
        let (second, next) = cx.numeral_at(repeated.unwrap_or(after));
        let unit_follows = cx.lexicon.units.at(cx.text, next).is_some()
            || any_at(cx.text, next, &["年", "月", "日"]).is_some();
        if let Some(second) = second.filter(|s| s.low > above.low && (repeated.is_some() || !unit_follows)) {
            high = Some(second.low);
            stop = next;
        }
    }
    let amount = Amount {
        number: high.is_none().then(|| scaled(above.low)),
        min: high.map(|_| scaled(above.low)),
        max: high.map(scaled),
        unit: Some("%".into()),
        bound: if above.over { Some(kaoju_record::Bound::Over) } else { bound_around(cx.text, at, stop) },
        direction: direction_before(cx.text, at).or_else(|| direction_after(cx.text, stop)),
    };
    FigureMatch { start: at, end: stop, value: Value::Percent(amount), rule: "figure/percent-spelled" }
}

fn ratio(cx: Context<'_>, at: usize, end: usize, number: String) -> FigureMatch {
    let amount = Amount {
        number: Some(number),
        unit: Some("1".into()),
        bound: bound_around(cx.text, at, end),
        direction: direction_before(cx.text, at),
        ..Amount::default()
    };
    FigureMatch { start: at, end, value: Value::Ratio(amount), rule: "figure/fraction" }
}

/// 1/4, 2/5: small whole numbers, the first smaller, nothing else attached.
fn slashed(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    let text = cx.text;
    let (first, end) = cx.numeral_at(at);
    let after = any_at(text, end, &["/", "／"])?;
    let (second, stop) = cx.numeral_at(after);
    let (above, below) = (first.filter(|n| n.digits > 0)?, second.filter(|n| n.digits > 0)?);
    let joined = char_at(text, stop)
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '／' | '-'))
        || char_before(text, at)
            .is_some_and(|c| matches!(c, '/' | '／' | '-' | '.') || c.is_ascii_alphanumeric());
    let fits = above.low < below.low && below.low <= Decimal::from(100) && above.low >= Decimal::ONE;
    let alone = any_at(text, stop, &["年", "月", "日", "号", "财年"]).is_none();
    if joined || !fits || !alone || in_identifier(text, at) {
        return None;
    }
    Some(ratio(cx, at, stop, format!("{}/{}", above.low, below.low)))
}

/// 一半, 半数.
fn half(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    let end = any_at(cx.text, at, &["一半", "半数"])?;
    // 另一半天空, 一半是 … 一半是 … and 过半数 say no share.
    let before = char_before(cx.text, at);
    let passed = before == Some('过') && any_before(cx.text, at, &["超过"]).is_none();
    let other =
        passed || matches!(before, Some('另' | '每')) || any_at(cx.text, end, &["稍", "天", "是"]).is_some();
    (!other).then(|| ratio(cx, at, end, "1/2".into()))
}
