//! What the words behind a numeral make of it: a unit, a rate, a count.

use kaoju_record::{Amount, Value};
use rust_decimal::Decimal;

use super::amount::Measure;
use super::count::count;
use super::{Context, coins, index, money, noun, percent, physical, unitless};
use crate::cursor::{any_at, any_before, char_at, head, is_han, skip_spaces, word_at};
use crate::lexicon::Unit;
use crate::numeral::Style;

/// What the signs of percent look at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// The number, or the lower end of a range.
    pub low: Decimal,
    /// Digits written one by one; 0 where it is written otherwise.
    pub digits: usize,
    /// Whether it has a magnitude of 万 or more.
    pub large: bool,
}

/// What the words behind a measure make of it.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    /// The place after the unit.
    pub end: usize,
    /// What kind of value.
    pub make: fn(Amount) -> Value,
    /// Its unit.
    pub unit: String,
    /// The rule.
    pub rule: &'static str,
    /// What the number is multiplied with: 0.1 for ‰, 10 for 成.
    pub factor: Decimal,
    /// What is added then: 0.6 for 五块六.
    pub adds: Decimal,
}

impl Measured {
    /// A number with what is added to it once it is multiplied.
    pub(super) fn of(&self, number: Decimal) -> Decimal {
        number + self.adds / self.factor
    }
}

/// The unit behind a measure and what it makes of it.
pub(super) fn unit_at(cx: Context<'_>, measure: &Measure) -> Option<Measured> {
    let at = measure.end;
    let found = percent::sign_at(cx, at, &measure.number())
        .or_else(|| times(cx, at))
        .or_else(|| named(cx, at, measure))
        .or_else(|| index::index_at(cx, measure));
    if found.is_some() || !measure.large || measure.bare {
        return found;
    }
    unitless::counted(cx, measure)
}

pub(super) fn measured(end: usize, make: fn(Amount) -> Value, unit: &str, rule: &'static str) -> Measured {
    Measured { end, make, unit: unit.to_owned(), rule, factor: Decimal::ONE, adds: Decimal::ZERO }
}

/// 倍.
fn times(cx: Context<'_>, at: usize) -> Option<Measured> {
    let end = word_at(cx.text, at, "倍")?;
    Some(measured(end, Value::Ratio, "倍", "figure/times"))
}

/// Currencies, physical units, classifiers and nouns of the lexicon.
fn named(cx: Context<'_>, at: usize, measure: &Measure) -> Option<Measured> {
    let text = cx.text;
    let spaced = skip_spaces(text, at, 1);
    let latin = char_at(text, spaced).is_some_and(|c| c.is_ascii_alphabetic());
    if let Some(found) = if latin { lettered(cx, at) } else { apart(cx, at) } {
        return Some(found);
    }
    let at = if latin { spaced } else { at };
    if let Some(part) = coins::part_of_money(cx, at, measure) {
        return Some(part);
    }
    let (end, unit) = cx.lexicon.units.whole_at(text, at)?;
    match unit {
        Unit::Money(_) if coins::other_word(text, (at, end), measure) => None,
        Unit::Money(code) => Some(coins::money(cx, (at, end), unit, code)),
        Unit::Quantity(of) => physical::quantity(cx, (at, end), unit, of, measure),
        Unit::Count(word) if word == "块" => {
            coins::kuai(cx, end, measure).or_else(|| count(cx, measure, end, word))
        }
        Unit::Count(word) if word == "个" => coins::dollars(cx, end, measure.start)
            .or_else(|| physical::in_units(cx, end))
            .or_else(|| count(cx, measure, end, word)),
        Unit::Count(word) => count(cx, measure, end, word),
        Unit::Noun(word) => {
            let counts = (measure.style == Style::Arabic || measure.large || measure.over) && !measure.bare;
            let whole = !noun::longer_word(cx, at, end);
            (counts && whole && measure.digits != 4)
                .then(|| measured(end, Value::Count, word, "figure/count"))
        }
    }
}

/// 5K美元, 2.5bn欧元: a magnitude in English before a currency.
fn lettered(cx: Context<'_>, at: usize) -> Option<Measured> {
    let (factor, end) = money::letters(cx.text, at)?;
    match cx.lexicon.units.whole_at(cx.text, skip_spaces(cx.text, end, 1))? {
        (stop, Unit::Money(code)) => {
            Some(Measured { factor, ..measured(stop, Value::Money, code, "figure/money") })
        }
        _ => None,
    }
}

/// 3.2万  元: a currency that spaces set apart.
fn apart(cx: Context<'_>, at: usize) -> Option<Measured> {
    let after = skip_spaces(cx.text, at, 2);
    if after == at {
        return None;
    }
    match cx.lexicon.units.whole_at(cx.text, after)? {
        (end, unit @ Unit::Money(code)) if !noun::longer_word(cx, after, end) => {
            Some(coins::money(cx, (after, end), unit, code))
        }
        _ => None,
    }
}

/// A unit may be one of a rate: 美元/桶, 微克/立方米, 美元/40尺大箱.
pub(super) fn rate_at(cx: Context<'_>, end: usize, unit: &Unit) -> (String, usize) {
    let plain = (unit.symbol().to_owned(), end);
    let Some(after) = word_at(cx.text, end, "/") else { return each(cx, end, unit).unwrap_or(plain) };
    if let Some((stop, per)) = cx.lexicon.units.whole_at(cx.text, after) {
        return (format!("{}/{}", unit.symbol(), per.symbol()), stop);
    }
    if let Some(stop) = any_at(cx.text, after, &["年", "月", "日", "天", "小时", "秒"]) {
        return (format!("{}/{}", unit.symbol(), &cx.text[after..stop]), stop);
    }
    // 40尺大箱: a container by its length.
    let (numeral, from) = cx.numeral_at(after);
    match (numeral, head(cx.text, from, 4).split_once("箱")) {
        (Some(_), Some((kind, _))) if kind.chars().all(is_han) => {
            let stop = from + kind.len() + "箱".len();
            (format!("{}/{}", unit.symbol(), &cx.text[after..stop]), stop)
        }
        _ => plain,
    }
}

/// 500美元每吨: a rate in words, of money for a physical unit.
fn each(cx: Context<'_>, end: usize, unit: &Unit) -> Option<(String, usize)> {
    let after = word_at(cx.text, end, "每").filter(|_| matches!(unit, Unit::Money(_)))?;
    match cx.lexicon.units.whole_at(cx.text, after)? {
        (stop, per @ Unit::Quantity(_)) => Some((format!("{}/{}", unit.symbol(), per.symbol()), stop)),
        _ => None,
    }
}

/// 最后一公里, 每一分钱: 一 that counts nothing.
pub(super) fn told(text: &str, start: usize) -> bool {
    const BEFORE: &[&str] = &["最后", "最初", "每", "这", "那", "同", "哪怕", "任何", "任", "前", "后"];
    any_before(text, start, BEFORE).is_some()
}
