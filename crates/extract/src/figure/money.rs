//! Rates and currencies before the number: 每桶45.3美元, 人民币223亿元, US$3亿.

use kaoju_record::{Amount, Bound, Value};
use rust_decimal::Decimal;

use super::amount::amounts_at;
use super::range::TILL;
use super::{Context, FigureMatch};
use crate::bounds::bound_around;
use crate::cursor::{any_at, char_at, char_before, is_han, skip_spaces, word_at};
use crate::numeral::{Numeral, Style, starts_han};

/// A figure that begins with what the number is measured in.
pub(super) fn before_at(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    currency_before(cx, at).or_else(|| per_unit(cx, at))
}

/// 人民币223亿元, US$3亿: the currency's name is part of the span.
fn currency_before(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    let text = cx.text;
    let (after, code) = cx.lexicon.money_before.at(text, at)?;
    if text.as_bytes()[at].is_ascii_alphabetic()
        && char_before(text, at).is_some_and(|c| c.is_ascii_alphanumeric())
    {
        return None;
    }
    let after = skip_spaces(text, after, 1);
    let whole = single(cx, after).filter(|f| f.start == after && is_of(&f.value, code));
    let mut figure = whole.or_else(|| bare(cx, after, code))?;
    if let Value::Money(amount) = &mut figure.value {
        amount.unit = Some(code.clone());
    }
    Some(FigureMatch { start: at, rule: "figure/money-before", ..figure })
}

/// Whether an amount can be one of a currency that is named before it: 港币100元, but not 日元1美元.
fn is_of(value: &Value, code: &str) -> bool {
    matches!(value, Value::Money(amount) if amount.unit.as_deref().is_none_or(|own| own == code || own == "CNY"))
}

/// A number with no unit behind it, or two: $5, ￥100-200, $5-$7.
fn bare(cx: Context<'_>, at: usize, code: &str) -> Option<FigureMatch> {
    let (low, end) = number(cx, at)?;
    let second = any_at(cx.text, end, TILL).filter(|_| low.high.is_none() && !low.over).and_then(|after| {
        let named = cx.lexicon.money_before.at(cx.text, after).filter(|(_, other)| *other == code);
        let (high, end) = number(cx, named.map_or(after, |(stop, _)| stop))?;
        // $5-10 million: the magnitude belongs to both.
        let from = named.map_or(after, |(stop, _)| stop);
        let shared = letters(cx.text, cx.numeral_at(from).1).filter(|_| named.is_none());
        let factor = shared.map_or(Decimal::ONE, |(factor, _)| factor);
        let least = low.low.checked_mul(factor).filter(|least| *least < high.low).unwrap_or(low.low);
        (high.high.is_none() && !high.over && high.low > low.low).then_some((least, high.low, end))
    });
    let (least, high, end) =
        second.map_or((low.low, low.high, end), |(least, high, end)| (least, Some(high), end));
    let written = |n: Decimal| n.normalize().to_string();
    let amount = Amount {
        number: high.is_none().then(|| written(least)),
        min: high.map(|_| written(least)),
        max: high.map(written),
        bound: if low.over { Some(Bound::Over) } else { bound_around(cx.text, at, end) },
        ..Amount::default()
    };
    Some(FigureMatch { start: at, end, value: Value::Money(amount), rule: "figure/money-before" })
}

/// A number that measures nothing else: not the 2014 of 美元2014年贬值.
fn number(cx: Context<'_>, at: usize) -> Option<(Numeral, usize)> {
    let begins = char_at(cx.text, at).is_some_and(|c| c.is_ascii_digit() || starts_han(c));
    let (numeral, end) = if begins { cx.numeral_at(at) } else { (None, at) };
    let mut numeral = numeral.filter(|n| !n.bare)?;
    let (factor, end) = letters(cx.text, end).unwrap_or((Decimal::ONE, end));
    numeral.times(factor)?;
    // 美元一路走低, 欧元兑美元: a single Chinese digit before a word counts nothing.
    let next = char_at(cx.text, end);
    let single = numeral.style != Style::Arabic && end - at == '一'.len_utf8() && next.is_some_and(is_han);
    let other = single
        || next.is_some_and(|c| "年月日号时世小天周星季%％‰倍:：比兑对".contains(c))
        || cx.lexicon.units.whole_at(cx.text, end).is_some();
    (!other).then_some((numeral, end))
}

/// US$3m, $2.5bn, $5 million: magnitudes in English; w is short for 万.
pub(super) fn letters(text: &str, end: usize) -> Option<(Decimal, usize)> {
    const MAGNITUDES: &[(&[&str], i64)] = &[
        (&["thousand", "K", "k"], 1_000),
        (&["w", "W"], 10_000),
        (&["million", "mn", "mln", "M", "m"], 1_000_000),
        (&["billion", "bn", "bln", "B", "b"], 1_000_000_000),
        (&["trillion", "tn", "T"], 1_000_000_000_000),
    ];
    let at = skip_spaces(text, end, 1);
    let found = |(words, factor): &(&[&str], i64)| {
        let whole = |stop: &usize| !char_at(text, *stop).is_some_and(|c| c.is_ascii_alphanumeric());
        let spaced = |stop: &usize| at == end || stop - at > 1;
        let stop = any_at(text, at, words).filter(whole).filter(spaced)?;
        Some((Decimal::from(*factor), stop))
    };
    MAGNITUDES.iter().find_map(found)
}

/// 每桶45.3美元, 每吨3000元.
fn per_unit(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    let text = cx.text;
    let after = word_at(text, at, "每")?;
    let (unit_end, per) = cx.lexicon.units.whole_at(text, after)?;
    let from = any_at(text, unit_end, &["约", "近", "为"]).unwrap_or(unit_end);
    let from = skip_spaces(text, from, 1);
    if !char_at(text, from).is_some_and(|c| c.is_ascii_digit() || starts_han(c)) {
        return None;
    }
    let mut figure = single(cx, from)?;
    match &mut figure.value {
        Value::Money(amount) | Value::Quantity(amount) => {
            let unit = amount.unit.take().unwrap_or_default();
            amount.unit = Some(format!("{unit}/{}", per.symbol()));
        }
        _ => return None,
    }
    Some(FigureMatch { start: at, rule: "figure/rate", ..figure })
}

/// The figure at a place, where it is only one.
fn single(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    let mut found = Vec::new();
    amounts_at(cx, at, &mut found);
    if found.len() == 1 { found.pop() } else { None }
}
