//! A numeral with its unit, and lists that share one: 547亿美元, 16亿、12亿和6亿美元.

use kaoju_record::{Amount, Bound};
use rust_decimal::Decimal;

use super::measured::{Measured, Number, unit_at};
use super::{Context, FigureMatch, range, unitless};
use crate::bounds::{bound_around, direction_after, direction_before};
use crate::cursor::{any_at, any_before, char_before, word_at};
use crate::lexicon::{Lexicon, Unit};
use crate::numeral::{Numeral, Style, in_identifier};

/// The most members of a list that share a unit.
const MOST_SHARED: usize = 24;

/// The amounts that begin at `at`: one, or a list with a shared unit.
pub(super) fn amounts_at(cx: Context<'_>, at: usize, found: &mut Vec<FigureMatch>) {
    if in_identifier(cx.text, at) {
        return;
    }
    let Some((first, measured)) = measure_at(cx, at) else { return };
    if let Some(measured) = measured {
        finish(cx, &[first.with(&measured)], &measured, found);
    } else if let Some((list, measured)) = shared_unit(cx, &first) {
        finish(cx, &list, &measured, found);
    } else if let Some(measured) = led_to(cx, &first).or_else(|| unitless::number(cx, &first)) {
        finish(cx, &[first], &measured, found);
    }
}

/// The list that begins with a number without a unit, where its last member has one: 16亿、12亿和6亿美元.
fn shared_unit(cx: Context<'_>, first: &Measure) -> Option<(Vec<Measure>, Measured)> {
    // Members of a list are written alike; a year is no member.
    let next = |measure: &Measure| {
        any_at(cx.text, measure.end, &["、", "，", ",", "和", "及", "与", "或"])
            .filter(|_| measure.digits != 4 && measure.style == first.style)
    };
    let mut from = next(first)?;
    let mut list = vec![first.clone()];
    while list.len() < MOST_SHARED {
        let (measure, measured) = measure_at(cx, from)?;
        if let Some(measured) = measured {
            list.push(measure.with(&measured));
            return Some((list, measured));
        }
        from = next(&measure)?;
        list.push(measure);
    }
    None
}

/// What stands between a number and the one that it changes to.
pub(super) const LEADS: &[&str] = &[
    "增加到",
    "增加至",
    "增至",
    "增长到",
    "增长至",
    "上升到",
    "上升至",
    "升至",
    "提高到",
    "提高至",
    "扩大到",
    "扩大至",
    "下降到",
    "下降至",
    "减少到",
    "减少至",
    "降至",
    "降到",
    "降低到",
    "跌至",
    "涨至",
];

/// 从12亿增至15亿美元: the unit stands behind the number that is reached.
fn led_to(cx: Context<'_>, first: &Measure) -> Option<Measured> {
    let after =
        any_at(cx.text, first.end, LEADS).filter(|_| first.style == Style::Arabic && first.digits != 4)?;
    let from = any_before(cx.text, first.start, &["从", "由", "的"]).is_some();
    let (reached, unit) = measure_at(cx, after)?;
    let unit = unit.filter(|unit| from && reached.style == first.style && unit.adds.is_zero())?;
    Some(Measured { end: first.end, rule: "figure/shared-unit", ..unit })
}

/// A numeral or a range of two, before its unit is known.
#[derive(Clone, Debug)]
pub(super) struct Measure {
    pub start: usize,
    pub end: usize,
    pub low: Decimal,
    pub high: Option<Decimal>,
    pub over: bool,
    pub about: bool,
    pub style: Style,
    pub large: bool,
    pub digits: usize,
    pub bare: bool,
}

impl Measure {
    pub(super) fn number(&self) -> Number {
        Number { low: self.low, digits: self.digits, large: self.large }
    }

    /// The number with the smaller units behind it; of a range they belong to the upper end.
    pub(super) fn with(self, measured: &Measured) -> Self {
        if measured.adds.is_zero() {
            return self;
        }
        match self.high {
            Some(high) => Self { high: Some(measured.of(high)), ..self },
            None => Self { low: measured.of(self.low), ..self },
        }
    }

    /// The bound that the numeral itself gives.
    fn vague(&self) -> Option<Bound> {
        if self.over { Some(Bound::Over) } else { self.about.then_some(Bound::About) }
    }

    /// 一 by itself, which counts nothing: 一个, 最后一公里.
    pub(super) fn one(&self) -> bool {
        let exact = self.high.is_none() && !self.over && !self.large;
        self.style != Style::Arabic && self.low == Decimal::ONE && exact
    }
}

/// One numeral, or two with a connector between them, and what the words behind make of it.
fn measure_at(cx: Context<'_>, at: usize) -> Option<(Measure, Option<Measured>)> {
    let text = cx.text;
    let (numeral, end) = cx.numeral_at(at);
    // 01组 is a number in a name.
    let named = text[at..].starts_with('0') && text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit);
    // .5 has its point before it.
    let pointed = text[..at].ends_with('.') && !text[..at - 1].ends_with(|c: char| c.is_ascii_digit());
    let first = numeral.filter(|n| !named && !pointed && (!n.bare || raised(text, at, n)))?;
    let start = signed_start(text, at, &first);
    let (low, end) = mixed(cx, &first, end).unwrap_or((first.low, end));
    let low = if start < at { -low } else { low };
    let alone = Measure {
        start,
        end,
        low,
        high: first.high,
        over: first.over,
        about: first.about,
        style: first.style,
        large: first.large,
        digits: first.digits,
        bare: first.bare,
    };
    let own = unit_at(cx, &alone);
    Some(match range::range(cx, &alone, own.as_ref(), &first) {
        Some(both) => {
            let measured = unit_at(cx, &both);
            (both, measured)
        }
        None => (alone, own),
    })
}

/// 三又四分之一: a whole number with a fraction, where the sum has an end, and the place after it.
pub(super) fn mixed(cx: Context<'_>, whole: &Numeral, end: usize) -> Option<(Decimal, usize)> {
    let after = word_at(cx.text, end, "又").filter(|_| whole.high.is_none() && !whole.over)?;
    let (below, end) = cx.numeral_at(after);
    let (above, end) = cx.numeral_at(word_at(cx.text, end, "分之")?);
    let (below, above) = (below?.low, above?.low);
    let share = above.checked_div(below).filter(|share| *share < Decimal::ONE)?;
    (share * below == above).then(|| ((whole.low + share).normalize(), end))
}

/// A magnitude by itself (万, 亿, 百) is a number only where something raises it to one, or before what is counted by
/// hundreds: 近百头, 突破万列, 百部. In 单位：亿美元 and 亿万人民 it is none.
fn raised(text: &str, at: usize, numeral: &Numeral) -> bool {
    let single = text[at..numeral.end].chars().count() == 1;
    let before = any_before(text, at, &["近", "超", "逾", "过", "破", "上", "“"]).is_some();
    let unit = Lexicon::get().units.at(text, numeral.end).map(|(_, unit)| unit);
    let counted = matches!(unit, Some(Unit::Count(_)));
    let valued = matches!(unit, Some(Unit::Money(_) | Unit::Quantity(_)));
    let quoted = text[..at].ends_with('“');
    let whole = counted || !single || before && (!numeral.large || valued && !quoted);
    whole && !text[at..].starts_with("亿万")
}

/// Where the numeral begins with its minus sign: 为-4.2亿, 负4.2, 零下五.
fn signed_start(text: &str, at: usize, numeral: &Numeral) -> usize {
    let han = numeral.style != Style::Arabic;
    let signs: &[&str] = if han { &["零下", "负"] } else { &["零下", "-", "−", "－", "负"] };
    let Some(sign) = any_before(text, at, signs) else { return at };
    let joined = char_before(text, sign)
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '%' | ')' | '）' | '-' | '年' | '月'));
    let word = text[sign..].starts_with('负')
        && char_before(text, sign).is_some_and(|c| "担抱胜背欺辜自肩".contains(c));
    if joined || word { at } else { sign }
}

/// Makes the figures of a list that shares the unit of its last member.
fn finish(cx: Context<'_>, list: &[Measure], unit: &Measured, found: &mut Vec<FigureMatch>) {
    let first = &list[0];
    let shared_bound = bound_around(cx.text, first.start, first.start);
    let last = list.len() - 1;
    for (index, measure) in list.iter().enumerate() {
        let end = if index == last { unit.end } else { measure.end };
        let scaled = |number: Decimal| written(number, unit.factor, measure.large);
        let own = bound_around(cx.text, measure.start, end);
        let direction = direction_before(cx.text, measure.start).or_else(|| direction_after(cx.text, end));
        let amount = Amount {
            number: measure.high.is_none().then(|| scaled(measure.low)),
            min: measure.high.map(|_| scaled(measure.low)),
            max: measure.high.map(scaled),
            unit: (!unit.unit.is_empty()).then(|| unit.unit.clone()),
            bound: measure.vague().or(own).or(shared_bound),
            direction,
        };
        let rule = if index == last { unit.rule } else { "figure/shared-unit" };
        found.push(FigureMatch { start: measure.start, end, value: (unit.make)(amount), rule });
    }
}

/// A number as it stands in the text (3.0 stays), or without trailing zeros where a magnitude or the unit scales it.
fn written(number: Decimal, factor: Decimal, large: bool) -> String {
    match factor == Decimal::ONE {
        true if !large => number.to_string(),
        true => number.normalize().to_string(),
        false => (number * factor).normalize().to_string(),
    }
}
