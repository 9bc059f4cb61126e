//! Amounts of a currency with their parts: 50元6角3分, 三块五, 两毛五.

use kaoju_record::Value;
use rust_decimal::Decimal;

use super::amount::Measure;
use super::measured::{Measured, measured, rate_at, told};
use super::{Context, compose};
use crate::cursor::{any_before, char_at, is_han};
use crate::lexicon::Unit;
use crate::numeral::{Style, starts_han};

/// An amount of a currency with its parts: 50元6角3分, 三万元欧元, 一千元整.
pub(super) fn money(cx: Context<'_>, (at, end): (usize, usize), unit: &Unit, code: &str) -> Measured {
    let text = cx.text;
    // 三万元欧元: the currency is named behind its 元.
    let named = match cx.lexicon.units.whole_at(text, end) {
        Some((stop, Unit::Money(code))) if &text[at..end] == "元" => Some((stop, code)),
        _ => None,
    };
    if let Some((stop, code)) = named {
        return measured(stop, Value::Money, code, "figure/money");
    }
    let (rate, stop) = rate_at(cx, end, unit);
    // 三块五; 12元5 too, where the digit ends what is said.
    let ends = |from: usize| {
        let rest = text[from..].trim_start_matches(|c: char| c.is_ascii_digit() || starts_han(c));
        rest.len() < text.len() - from && rest.chars().next().is_none_or(|c| "，。；".contains(c))
    };
    let short = text[at..end].ends_with(['块', '蚊']) || &text[at..end] == "元" && ends(end);
    match compose::of_money(cx, stop, code, Decimal::ONE, short).filter(|_| stop == end) {
        Some(rest) => {
            let end = compose::closed(text, rest.end);
            Measured { adds: rest.adds, ..measured(end, Value::Money, &rate, "figure/money") }
        }
        None => measured(compose::closed(text, stop), Value::Money, &rate, "figure/money"),
    }
}

/// 元 in a word of its own: 2020元旦, 五元组, 二元论.
pub(super) fn other_word(text: &str, (at, end): (usize, usize), measure: &Measure) -> bool {
    let next = char_at(text, end);
    let few = measure.style != Style::Arabic && measure.low <= Decimal::TEN && !measure.large;
    &text[at..end] == "元"
        && next.is_some_and(|c| "旦宵首老勋".contains(c) || few && "组数论件素方次函".contains(c))
}

/// 三块, 五块六, 3.04块.
pub(super) fn kuai(cx: Context<'_>, end: usize, measure: &Measure) -> Option<Measured> {
    // 三千块新台币: the currency is named behind its 块.
    if let Some((stop, Unit::Money(code))) = cx.lexicon.units.whole_at(cx.text, end)
        && stop - end > '元'.len_utf8()
    {
        return Some(measured(stop, Value::Money, code, "figure/money"));
    }
    let rest = compose::of_money(cx, end, "CNY", Decimal::ONE, true);
    if rest.is_none() && !compose::tells_of_money(cx, measure.start, end, measure.style) {
        return None;
    }
    let rest = rest.unwrap_or(compose::Rest { end, adds: Decimal::ZERO });
    Some(Measured { adds: rest.adds, ..measured(rest.end, Value::Money, "CNY", "figure/money") })
}

/// 2角, 两毛五, 50美分.
pub(super) fn part_of_money(cx: Context<'_>, at: usize, measure: &Measure) -> Option<Measured> {
    let (end, part) = compose::part_at(cx, at)?;
    let rest =
        compose::of_money(cx, end, &part.code, part.factor, cx.text[at..end].ends_with(['角', '毛', '毫']));
    // 角, 毛, 分 and 仙 by themselves are corners, hairs, points and immortals.
    let sure = end - at > '角'.len_utf8();
    let alone = || {
        !cx.text[at..].starts_with(['分', '仙'])
            && compose::tells_of_money(cx, measure.start, end, measure.style)
    };
    if (!sure && rest.is_none() && !alone()) || (measure.one() && told(cx.text, measure.start)) {
        return None;
    }
    let rest = rest.unwrap_or(compose::Rest { end, adds: Decimal::ZERO });
    let found = measured(compose::closed(cx.text, rest.end), Value::Money, &part.code, "figure/money");
    Some(Measured { factor: part.factor, adds: rest.adds, ..found })
}

/// Dollars of Hong Kong counted with 个: 三个四毫, 港币五个半; in speech also by themselves, 个九 and 五个半.
pub(super) fn dollars(cx: Context<'_>, end: usize, start: usize) -> Option<Measured> {
    let rest = compose::of_money(cx, end, "HKD", Decimal::ONE, true)?;
    let text = cx.text;
    let coins = text[end..rest.end].contains('毫');
    let before = text[..start].trim_end_matches(' ');
    let named = before.ends_with("港币") || before.ends_with("港纸") || before.ends_with("港元");
    let opens = before.is_empty() || any_before(text, start, PRICED).is_some();
    let closes = !char_at(text, rest.end).is_some_and(|c| is_han(c) && !"到至以左上".contains(c));
    (closes && (coins || named || cx.times && opens))
        .then(|| Measured { adds: rest.adds, ..measured(rest.end, Value::Money, "HKD", "figure/money") })
}

/// Words before a price.
const PRICED: &[&str] =
    &["到", "至", "-", "~", "最多", "至少", "最少", "起码", "约", "大概", "差不多", "卖", "收", "要", "畀"];
