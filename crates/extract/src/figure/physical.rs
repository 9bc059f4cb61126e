//! Physical and technical units, and words that are one only here: 度, 两, 码, 米.

use kaoju_record::Value;
use rust_decimal::Decimal;

use super::amount::Measure;
use super::measured::{Measured, measured, rate_at, told};
use super::{Context, compose, noun};
use crate::cursor::{char_at, head, is_han, tail};
use crate::lexicon::{self, Unit};
use crate::numeral::Style;

/// An amount of a unit that stands from `at` to `end`, with smaller units behind it or as a rate.
pub(super) fn quantity(
    cx: Context<'_>,
    (at, end): (usize, usize),
    unit: &Unit,
    of: &lexicon::Measure,
    measure: &Measure,
) -> Option<Measured> {
    let (rate, stop) = rate_at(cx, end, unit);
    let rest = if stop == end { compose::of_measure(cx, end, of) } else { None };
    let rest = rest.unwrap_or(compose::Rest { end: stop, adds: Decimal::ZERO });
    let rate = if stop == end { symbol(cx, (at, end), of, measure).to_owned() } else { rate };
    let measures =
        (rest.end > end || is_quantity(cx, at, end)) && counted_by(cx, (at, end), rest.end > end, measure);
    let found = measured(rest.end, Value::Quantity, &rate, "figure/quantity");
    measures.then_some(Measured { adds: rest.adds, ..found })
}

/// 六个加仑, 二十个美元: a unit that is counted with 个.
pub(super) fn in_units(cx: Context<'_>, at: usize) -> Option<Measured> {
    match cx.lexicon.units.whole_at(cx.text, at)? {
        // 二十个美元 is said too.
        (end, Unit::Money(code)) if cx.text[at..end].chars().count() > 1 => {
            Some(measured(end, Value::Money, code, "figure/money"))
        }
        (end, unit @ Unit::Quantity(_)) if cx.text[at..end].chars().count() > 1 => {
            Some(measured(end, Value::Quantity, unit.symbol(), "figure/quantity"))
        }
        _ => None,
    }
}

/// 度 tells of electricity where it is much or 电 is near, else of degrees.
fn symbol<'u>(
    cx: Context<'_>,
    (at, end): (usize, usize),
    unit: &'u lexicon::Measure,
    measure: &Measure,
) -> &'u str {
    let near = || tail(cx.text, measure.start, 10).contains('电') || head(cx.text, end, 4).contains('电');
    if &cx.text[at..end] == "度" && (measure.large || near()) { "kWh" } else { &unit.symbol }
}

/// Whether a unit that is also another word measures here: 度, 两, 码, and ' behind a number.
fn counted_by(cx: Context<'_>, (at, end): (usize, usize), composed: bool, measure: &Measure) -> bool {
    let text = cx.text;
    let next = char_at(text, end);
    let around = || tail(text, measure.start, 8);
    // 一 measures: 一升, 一英里; but seldom before a unit that is also another word.
    let sure = end - at > '升'.len_utf8() || "升米斤吨克磅亩".contains(&text[at..end]);
    if measure.one() && !composed && (!sure || told(text, measure.start)) {
        return false;
    }
    match &text[at..end] {
        "度" => {
            let below = measure.low.is_sign_negative();
            let warm = ["温", "热", "冷", "烧", "纬", "经", "角", "氏", "零"]
                .iter()
                .any(|word| around().contains(word));
            let counts = measure.style == Style::Arabic || measure.low >= Decimal::TEN || below || warm;
            counts
                && measure.digits != 4
                && !next.is_some_and(|c| "假过数量日角线".contains(c) || c.is_ascii_alphanumeric())
        }
        "两" => next.is_none_or(|c| !is_han(c) || "重黄金白银酒肉茶的".contains(c)),
        "码" | "斗" | "哩" => next.is_none_or(|c| !is_han(c)),
        "'" => {
            measure.low < Decimal::from(100)
                && !around().contains('\'')
                && !next.is_some_and(|c| c.is_alphanumeric())
        }
        _ => true,
    }
}

/// 米 in 米袋子 is no metre: a unit of one Han character stands at the end of a word.
fn is_quantity(cx: Context<'_>, at: usize, end: usize) -> bool {
    let long = cx.text[at..end].chars().count() > 1 || !char_at(cx.text, at).is_some_and(is_han);
    long || !noun::longer_word(cx, at, end)
}
