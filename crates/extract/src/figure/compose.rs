//! Amounts in more than one unit: 六斤八两, 三米九, 五块六, 50元6角3分, 三斤半.

use rust_decimal::Decimal;

use super::Context;
use crate::cursor::{any_at, char_at, is_han, word_at};
use crate::lexicon::{Measure, MoneyPart, Unit};
use crate::numeral::{Numeral, Style, starts_han};

/// What follows a number with its unit and belongs to the amount.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rest {
    /// The place after it.
    pub end: usize,
    /// What it adds, in the unit.
    pub adds: Decimal,
}

/// The smaller units behind an amount of a physical unit that ends at `end`.
pub(super) fn of_measure(cx: Context<'_>, end: usize, unit: &Measure) -> Option<Rest> {
    let mut rest = Rest { end, adds: Decimal::ZERO };
    let mut last = unit.factor;
    // OK because no amount is told in more than four units: 一丈二尺三寸.
    for _ in 0..3 {
        let Some((value, after)) = plain(cx, rest.end) else { break };
        let Some((stop, Unit::Quantity(smaller))) = cx.lexicon.units.whole_at(cx.text, after) else { break };
        if smaller.dimension != unit.dimension || smaller.factor >= last {
            break;
        }
        rest = Rest { end: stop, adds: rest.adds + value * smaller.factor / unit.factor };
        last = smaller.factor;
    }
    if rest.end > end {
        return Some(rest);
    }
    let han = cx.text[..end].chars().next_back().is_some_and(is_han);
    let half = half(cx.text, end).filter(|_| han);
    half.or_else(|| tail(cx, end).filter(|_| unit.tail && han))
}

/// The decimals behind a unit: 三米九, 一米七五, 三十七度五.
pub(super) fn tail(cx: Context<'_>, at: usize) -> Option<Rest> {
    if let Some((value, end)) = digit(cx, at) {
        return Some(Rest { end, adds: value * Decimal::new(1, 1) });
    }
    let (numeral, end) = numeral(cx, at)?;
    (numeral.digits == 2 && ends_said(cx, end)).then(|| Rest { end, adds: numeral.low * Decimal::new(1, 2) })
}

/// The parts of a currency behind an amount of it: 6角3分, 又三美分, and with `short` a digit by itself: 五块六.
pub(super) fn of_money(cx: Context<'_>, end: usize, code: &str, one: Decimal, short: bool) -> Option<Rest> {
    let mut rest = Rest { end, adds: Decimal::ZERO };
    let mut last = one;
    for _ in 0..3 {
        let at = any_at(cx.text, rest.end, &["又", "零", "再"]).unwrap_or(rest.end);
        let Some((value, after)) = plain(cx, at) else { break };
        let Some((stop, part)) = part_at(cx, after).filter(|(_, part)| part.factor < last) else { break };
        // 角 and 分 are parts of every dollar too.
        if part.code != code && !(part.code == "CNY" && shares_parts(code)) {
            break;
        }
        rest = Rest { end: stop, adds: rest.adds + value * part.factor };
        last = part.factor;
    }
    if short || rest.end > end {
        let cents = word_at(cx.text, rest.end, "零").filter(|_| last == Decimal::ONE);
        let step = if cents.is_some() { Decimal::new(1, 2) } else { last * Decimal::new(1, 1) };
        if let Some((value, end)) =
            digit(cx, cents.unwrap_or(rest.end)).filter(|_| step >= Decimal::new(1, 2))
        {
            rest = Rest { end, adds: rest.adds + value * step };
        } else if rest.end == end
            && let Some(half) = half(cx.text, end)
        {
            rest = Rest { end: half.end, adds: one * half.adds };
        }
    }
    (rest.end > end).then_some(rest)
}

/// The part of a currency that stands at a place.
pub(super) fn part_at(cx: Context<'_>, at: usize) -> Option<(usize, &'static MoneyPart)> {
    cx.lexicon.money_parts.at(cx.text, at)
}

fn shares_parts(code: &str) -> bool {
    matches!(code, "HKD" | "TWD" | "MOP" | "USD" | "SGD" | "JPY")
}

fn numeral(cx: Context<'_>, at: usize) -> Option<(Numeral, usize)> {
    let begins = char_at(cx.text, at).is_some_and(|c| c.is_ascii_digit() || starts_han(c));
    let (numeral, end) = if begins { cx.numeral_at(at) } else { (None, at) };
    numeral.map(|n| (n, end))
}

/// An exact number.
fn plain(cx: Context<'_>, at: usize) -> Option<(Decimal, usize)> {
    let exact = |n: &Numeral| n.high.is_none() && !n.over && !n.bare;
    numeral(cx, at).filter(|(n, _)| exact(n)).map(|(n, end)| (n.low, end))
}

/// One digit that is followed by nothing it could count.
fn digit(cx: Context<'_>, at: usize) -> Option<(Decimal, usize)> {
    let (value, end) = plain(cx, at)?;
    let single = cx.text[at..end].chars().count() == 1 && value < Decimal::TEN && !value.is_zero();
    (single && ends_said(cx, end)).then_some((value, end))
}

/// Whether digits that end at a place count nothing behind it.
fn ends_said(cx: Context<'_>, end: usize) -> bool {
    let counts =
        |c: char| starts_han(c) || c.is_ascii_alphanumeric() || "年月日号时点分秒周天岁成倍折%.".contains(c);
    cx.lexicon.units.at(cx.text, end).is_none() && !char_at(cx.text, end).is_some_and(counts)
}

/// 半 behind a unit.
fn half(text: &str, at: usize) -> Option<Rest> {
    let end = word_at(text, at, "半")?;
    let other =
        any_at(text, end, &["天", "年", "月", "个", "小时", "数", "路", "夜", "岛", "径", "导", "成", "点"]);
    other.is_none().then_some(Rest { end, adds: Decimal::new(5, 1) })
}

/// 整 or 正 behind an amount of money that is written out.
pub(super) fn closed(text: &str, end: usize) -> usize {
    match any_at(text, end, &["整", "正"]) {
        Some(after) if !char_at(text, after).is_some_and(is_han) => after,
        _ => end,
    }
}

/// Whether 块, 角 and 毛 tell of money here, not of pieces, corners and hairs.
pub(super) fn tells_of_money(cx: Context<'_>, start: usize, end: usize, style: Style) -> bool {
    const WORDS: &[&str] = &[
        "花",
        "费",
        "钱",
        "价",
        "卖",
        "买",
        "付",
        "收",
        "元",
        "赚",
        "赔",
        "省",
        "贵",
        "票",
        "给",
        "欠",
        "便宜",
        "人民币",
        "块",
    ];
    let closes = !char_at(cx.text, end).is_some_and(|c| is_han(c) && !"以左上不的和到至又再".contains(c));
    let before = crate::cursor::tail(cx.text, start, 10);
    let said = WORDS.iter().any(|word| before.contains(word));
    let alone = start == 0 && end == cx.text.len();
    closes && (said || alone || style == Style::Arabic)
}
