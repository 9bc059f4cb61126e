//! Amounts of one and something whose 一 is left out: 米八, 块二, 个半; ranges that begin with one: 米六到三米九.

use kaoju_record::{Amount, Value};
use rust_decimal::Decimal;

use super::range::TILL;
use super::{Context, FigureMatch, coins, compose};
use crate::bounds::bound_around;
use crate::cursor::{any_at, char_at, char_before, is_han, word_at};

/// The amount that begins at `at` with its unit.
pub(super) fn implied_at(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    let first = one_at(cx, at)?;
    let joined = char_before(cx.text, at)
        .is_some_and(|c| is_han(c) && !"高长宽深约近到至有足超是过多少码".contains(c))
        || char_before(cx.text, at).is_some_and(|c| c.is_ascii_alphanumeric());
    if joined {
        return None;
    }
    let (upper, end) = upper(cx, &first).unwrap_or((None, first.end));
    let closes = !char_at(cx.text, end).is_some_and(|c| is_han(c) && !"以左上的和到至钱".contains(c));
    let written = |n: Decimal| n.normalize().to_string();
    let amount = Amount {
        number: upper.is_none().then(|| written(first.value)),
        min: upper.map(|_| written(first.value)),
        max: upper.map(written),
        unit: Some(first.unit.to_owned()),
        bound: bound_around(cx.text, at, end),
        direction: None,
    };
    closes.then(|| FigureMatch { start: at, end, value: (first.make)(amount), rule: "figure/implied-one" })
}

/// One and its tail.
struct One {
    value: Decimal,
    end: usize,
    unit: &'static str,
    make: fn(Amount) -> Value,
}

fn one_at(cx: Context<'_>, at: usize) -> Option<One> {
    let one = |adds: Decimal, end, unit, make| One { value: Decimal::ONE + adds, end, unit, make };
    let after = |word| word_at(cx.text, at, word);
    if let Some(rest) = after("米").and_then(|end| compose::tail(cx, end)) {
        return Some(one(rest.adds, rest.end, "m", Value::Quantity));
    }
    if let Some(rest) = after("块").and_then(|end| compose::of_money(cx, end, "CNY", Decimal::ONE, true)) {
        return Some(one(rest.adds, rest.end, "CNY", Value::Money));
    }
    let dollars = after("个").and_then(|end| coins::dollars(cx, end, at))?;
    Some(one(dollars.adds, dollars.end, "HKD", Value::Money))
}

/// The other end of a range: 米六到米九, 米六到三米九.
fn upper(cx: Context<'_>, first: &One) -> Option<(Option<Decimal>, usize)> {
    let after = any_at(cx.text, first.end, TILL)?;
    if let Some(second) = one_at(cx, after) {
        return (second.unit == first.unit).then_some((Some(second.value), second.end));
    }
    let mut found = Vec::new();
    super::amount::amounts_at(cx, after, &mut found);
    let figure = found.pop().filter(|_| found.is_empty())?;
    let (Value::Quantity(amount) | Value::Money(amount)) = &figure.value else { return None };
    let value = amount.number.as_ref()?.parse::<Decimal>().ok().filter(|value| *value > first.value)?;
    (amount.unit.as_deref() == Some(first.unit)).then_some((Some(value), figure.end))
}
