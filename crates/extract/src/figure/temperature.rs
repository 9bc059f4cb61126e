//! Temperatures whose scale stands before the number: 摄氏37度, 华氏温度98.6度, 华氏70°.

use kaoju_record::{Amount, Bound, Value};
use rust_decimal::Decimal;

use super::range::TILL;
use super::{Context, FigureMatch};
use crate::bounds::bound_around;
use crate::cursor::{any_at, char_at, skip_spaces};
use crate::numeral::starts_han;

/// The temperature that begins at `at`.
pub(super) fn temperature_at(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    let text = cx.text;
    let (after, unit) = scale(text, at)?;
    let (low, over, end) = degrees(cx, any_at(text, after, &["的"]).unwrap_or(after))?;
    let second = any_at(text, end, TILL).and_then(|till| {
        let named = scale(text, till).filter(|(_, other)| *other == unit);
        let (high, _, end) = degrees(cx, named.map_or(till, |(after, _)| after))?;
        (high > low).then_some((high, end))
    });
    let (high, end) = second.map_or((None, end), |(high, end)| (Some(high), end));
    let written = |n: Decimal| n.to_string();
    let amount = Amount {
        number: high.is_none().then(|| written(low)),
        min: high.map(|_| written(low)),
        max: high.map(written),
        unit: Some(unit.to_owned()),
        bound: if over { Some(Bound::Over) } else { bound_around(text, at, end) },
        direction: None,
    };
    Some(FigureMatch { start: at, end, value: Value::Quantity(amount), rule: "figure/temperature" })
}

/// The scale that is named at a place.
fn scale(text: &str, at: usize) -> Option<(usize, &'static str)> {
    let scales = [(["摄氏温度", "摄氏"], "Cel"), (["华氏温度", "华氏"], "degF")];
    scales.into_iter().find_map(|(words, unit)| Some((any_at(text, at, &words)?, unit)))
}

/// 零下5度, 98.6°: the number, whether more is meant, and the place after it.
fn degrees(cx: Context<'_>, at: usize) -> Option<(Decimal, bool, usize)> {
    let text = cx.text;
    let from = skip_spaces(text, any_at(text, at, &["零上"]).unwrap_or(at), 1);
    let minus = any_at(text, from, &["零下", "负", "-", "－", "−"]);
    let from = minus.unwrap_or(from);
    let begins = char_at(text, from).is_some_and(|c| c.is_ascii_digit() || starts_han(c));
    let (numeral, end) = if begins { cx.numeral_at(from) } else { (None, from) };
    let numeral = numeral.filter(|n| n.high.is_none())?;
    let end = any_at(text, skip_spaces(text, end, 1), &["度", "°"])?;
    Some((if minus.is_some() { -numeral.low } else { numeral.low }, numeral.over, end))
}
