//! Two numerals with a connector between them: 46~48美元, 0.45万~1.4万美元, 十五亿元到二十亿元.

use rust_decimal::Decimal;

use super::amount::Measure;
use super::measured::{Measured, unit_at};
use super::{Context, unitless};
use crate::bounds::direction_before;
use crate::cursor::{any_at, any_before};
use crate::numeral::{Numeral, magnitudes_at};

/// 46~48美元, 0.45万~1.4万美元, 5%—6%, 十五亿元到二十亿元, 3元和5元之间. The unit may stand at both ends; then `own`,
/// that of the first, must be the same.
pub(super) fn range(
    cx: Context<'_>,
    first: &Measure,
    own: Option<&Measured>,
    numeral: &Numeral,
) -> Option<Measure> {
    let text = cx.text;
    let after_unit = included(text, own.map_or(first.end, |u| u.end));
    let till = any_at(text, after_unit, TILL);
    let from = till.or_else(|| any_at(text, after_unit, &["和", "与", "跟"]))?;
    // -10到-5℃: behind a word the second may have a sign of its own.
    let worded = !text[after_unit..].starts_with(['-', '－', '—', '–']);
    let minus = any_at(text, from, &["零下", "负", "-", "−"]).filter(|_| worded);
    let after = minus.unwrap_or(from);
    let (second, end) = cx.numeral_at(after);
    let second = second?;
    let most = second.high.unwrap_or(second.low);
    let upper = if minus.is_some() { -most } else { most };
    // 下跌2美元至78.5美元 is a change and the level it leads to.
    let led_to = own.is_some()
        && any_at(text, after_unit, &["至", "到"]).is_some()
        && direction_before(text, first.start).is_some();
    if led_to {
        return None;
    }
    let mut low = own.map_or(first.low, |own| own.of(first.low));
    let large = second.large || own.is_some() && first.large;
    let mut measure = Measure {
        end,
        low,
        high: Some(upper),
        large,
        digits: 0,
        over: first.over || second.over,
        ..first.clone()
    };
    let second_alone = Measure { low: upper, high: None, ..measure.clone() };
    let unit = unit_at(cx, &second_alone).or_else(|| unitless::number(cx, &second_alone))?;
    let between = any_at(text, unit.end, &["之间"]).is_some();
    let changes = own.is_some() && any_before(text, first.start, &["从", "由"]).is_some();
    let open = changes && !between && any_at(text, unit.end, &["不等"]).is_none();
    if open || (till.is_none() && !between) || (own.is_none() && years(first, &second, &unit)) {
        return None;
    }
    match own {
        Some(own) if own.unit != unit.unit => return None,
        Some(_) => {}
        // 2—3万: the magnitude belongs to both, as long as the range then rises.
        None => low *= shared_magnitude(text, (first.start, numeral.end), (after, end), low, upper),
    }
    measure.low = low;
    (low < unit.of(upper)).then_some(measure)
}

/// What joins the ends of a range.
pub(super) const TILL: &[&str] = &["——", "—", "–", "~", "－", "-", "至", "到"];

/// 2016-2018个: years before something that is counted; amounts of four digits are none.
fn years(first: &Measure, second: &Numeral, unit: &Measured) -> bool {
    first.digits == 4 && second.digits == 4 && !matches!(unit.rule, "figure/money" | "figure/quantity")
}

/// What the magnitude behind the second number of a range makes of the first: 10000 in 2—3万, 1000 in 两到三千, 1 in 500到3千.
fn shared_magnitude(
    text: &str,
    first: (usize, usize),
    second: (usize, usize),
    low: Decimal,
    high: Decimal,
) -> Decimal {
    let large = |c: &char| matches!(c, '万' | '亿' | '兆');
    let small = |c: &char| matches!(c, '百' | '千' | '佰' | '仟');
    let own = &text[first.0..first.1];
    let written = &text[second.0..second.1];
    if own.chars().any(|c| large(&c)) {
        return Decimal::ONE;
    }
    let tail = written.trim_end_matches(|c| large(&c));
    let placed = tail.trim_end_matches(|c| small(&c));
    // 五百到八百亿 share 亿 alone, 两到三千亿 share 千亿; 十到三百 share nothing.
    let digit = !own.chars().any(|c| small(&c) || c == '十');
    let whole = placed.chars().count() == 1 || placed.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let from = if digit && whole { placed.len() } else { tail.len() };
    let (factor, _) = magnitudes_at(text, second.0 + from);
    let fits = from < written.len() && low < high / factor;
    if fits { factor } else { Decimal::ONE }
}

/// The place behind （含）, which says that an end belongs to its range.
fn included(text: &str, at: usize) -> usize {
    any_at(text, at, &["(含)", "（含）"]).unwrap_or(at)
}
