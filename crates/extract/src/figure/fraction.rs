//! Fractions and halves: 三分之一, 1/4, 一半, 四分之三英里, 半斤.

use kaoju_record::{Amount, Value};
use rust_decimal::Decimal;

use super::amount::mixed;
use super::{Context, FigureMatch};
use crate::bounds::{bound_around, direction_before};
use crate::cursor::{any_at, any_before, char_at, char_before, head, tail, word_at};
use crate::lexicon::Unit;
use crate::numeral::in_identifier;

/// The fraction that begins at `at`.
pub(super) fn fraction_at(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    match char_at(cx.text, cx.numeral_at(at).1)? {
        '分' | '份' => spelled(cx, at),
        '又' => with_whole(cx, at),
        '/' | '／' => slashed(cx, at),
        '半' => half(cx, at).or_else(|| half_unit(cx, at)),
        _ => None,
    }
}

/// 三分之一; of a unit it is an amount: 四分之三英里.
fn spelled(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    let (below, after) = denominator(cx, at)?;
    let (numeral, end) = cx.numeral_at(after);
    let above = numeral?;
    if let Some((stop, unit @ Unit::Quantity(_))) = cx.lexicon.units.whole_at(cx.text, end)
        && cx.text[end..stop].chars().count() > 1
    {
        let share = above.low.checked_div(below)?;
        let exact = share * below == above.low;
        let number =
            if exact { share.normalize().to_string() } else { format!("{}/{below}", above.low.normalize()) };
        return Some(quantity(cx, at, stop, number, unit.symbol()));
    }
    let number = format!("{}/{}", above.low.normalize(), below);
    Some(ratio(cx, at, end, number))
}

/// 三又四分之一 by itself; with a unit it is an amount.
fn with_whole(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    let (whole, end) = cx.numeral_at(at);
    let (number, end) = mixed(cx, &whole?, end)?;
    let counts = word_at(cx.text, end, "倍").is_some() || cx.lexicon.units.whole_at(cx.text, end).is_some();
    (!counts).then(|| ratio(cx, at, end, number.normalize().to_string()))
}

/// The number before 分之; 二分一 is half too where a unit follows.
fn denominator(cx: Context<'_>, at: usize) -> Option<(Decimal, usize)> {
    let (numeral, end) = cx.numeral_at(at);
    let numeral = numeral.filter(|n| n.high.is_none() && !n.over && !n.low.is_zero())?;
    let short = || {
        let after = any_at(cx.text, end, &["分", "份"])?;
        let one = word_at(cx.text, after, "一")?;
        let unit = cx.lexicon.units.whole_at(cx.text, one);
        matches!(unit, Some((stop, Unit::Quantity(_))) if cx.text[one..stop].chars().count() > 1)
            .then_some(after)
    };
    Some((numeral.low, word_at(cx.text, end, "分之").or_else(short)?))
}

/// 半斤, 半加仑, 半块钱.
fn half_unit(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    let after = word_at(cx.text, at, "半")?;
    let joined = char_before(cx.text, at).is_some_and(|c| {
        c.is_ascii_digit() || crate::numeral::starts_han(c) || "个斤米块过大多一".contains(c)
    });
    if joined {
        return None;
    }
    if let Some((end, part)) = cx.lexicon.money_parts.at(cx.text, after).filter(|(end, _)| end - after > 3) {
        let number = (part.factor / Decimal::TWO).normalize().to_string();
        let amount = Amount { number: Some(number), unit: Some(part.code.clone()), ..Amount::default() };
        return Some(FigureMatch { start: at, end, value: Value::Money(amount), rule: "figure/half" });
    }
    match cx.lexicon.units.whole_at(cx.text, after)? {
        (end, unit @ Unit::Quantity(_)) => {
            let measured = cx.text[after..end].chars().count() > 1
                || (any_at(cx.text, after, &["斤", "升", "吨", "米", "亩", "克", "磅", "尺", "里"])
                    .is_some()
                    && !super::noun::longer_word(cx, after, end)
                    && any_at(cx.text, end, &["八两"]).is_none());
            measured.then(|| quantity(cx, at, end, "0.5".into(), unit.symbol()))
        }
        (end, Unit::Money(code)) if cx.text[after..end].ends_with(['钱', '元', '镑']) => {
            let amount = Amount { number: Some("0.5".into()), unit: Some(code.clone()), ..Amount::default() };
            Some(FigureMatch { start: at, end, value: Value::Money(amount), rule: "figure/half" })
        }
        _ => None,
    }
}

fn quantity(cx: Context<'_>, at: usize, end: usize, number: String, unit: &str) -> FigureMatch {
    let amount = Amount {
        number: Some(number),
        unit: Some(unit.to_owned()),
        bound: bound_around(cx.text, at, end),
        direction: direction_before(cx.text, at),
        ..Amount::default()
    };
    FigureMatch { start: at, end, value: Value::Quantity(amount), rule: "figure/half" }
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
    let parted = || tail(cx.text, at, 30).contains("一半是") || head(cx.text, end, 30).contains("一半是");
    let other = passed
        || matches!(before, Some('另' | '每'))
        || any_at(cx.text, end, &["稍", "天"]).is_some()
        || any_at(cx.text, end, &["是"]).is_some() && parted();
    (!other).then(|| ratio(cx, at, end, "1/2".into()))
}
