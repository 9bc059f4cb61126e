//! Amounts of time by their form: 五年, 2~3个月, 20多年, 三个半月, 一年零两个月, 一个小时三十分钟, 半天, 半年到一年.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Context;
use super::day::names_paper;
use super::half::{fraction_at, half_at, one_and_a_half};
use super::range::connector;
use super::smaller::{go_on, smaller_at};
use crate::cursor::{any_at, char_at, is_han, skip_spaces, word_at};
use crate::numeral::{Numeral, Style};

/// Words for units of time with their ISO 8601 letters, longest first.
const UNITS: &[(&str, &str)] = &[
    ("个工作日", "1D"),
    ("个交易日", "1D"),
    ("个自然日", "1D"),
    ("个季度", "3M"),
    ("季度", "3M"),
    ("个世纪", "100Y"),
    ("个星期", "1W"),
    ("个礼拜", "1W"),
    ("个小时", "T1H"),
    ("个钟头", "T1H"),
    ("个钟", "T1H"),
    ("个昼夜", "1D"),
    ("周年", "1Y"),
    ("个月", "1M"),
    ("星期", "1W"),
    ("礼拜", "1W"),
    ("小时", "T1H"),
    ("钟头", "T1H"),
    ("刻钟", "T15M"),
    ("分钟", "T1M"),
    ("秒钟", "T1S"),
    ("毫秒", "T0.001S"),
    ("微秒", "T0.000001S"),
    ("纳秒", "T0.000000001S"),
    ("昼夜", "1D"),
    ("年", "1Y"),
    ("载", "1Y"),
    ("周", "1W"),
    ("天", "1D"),
    ("秒", "T1S"),
];

/// What the words for units begin with.
const UNIT_OPENERS: [char; 17] =
    ['个', '季', '周', '星', '礼', '小', '钟', '刻', '分', '秒', '毫', '微', '纳', '昼', '年', '载', '天'];

/// No number of units of time in a text is larger.
const LONGEST: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// Units that recur without 个: 每月, 每日.
const RECURRING: &[(&str, &str)] = &[
    ("季度", "3M"),
    ("季", "3M"),
    ("星期", "1W"),
    ("礼拜", "1W"),
    ("小时", "T1H"),
    ("钟头", "T1H"),
    ("年", "1Y"),
    ("月", "1M"),
    ("周", "1W"),
    ("日", "1D"),
    ("天", "1D"),
    ("分钟", "T1M"),
    ("秒", "T1S"),
    ("刻钟", "T15M"),
    ("工作日", "1D"),
    ("交易日", "1D"),
    ("晚", "1D"),
    ("早", "1D"),
];

/// The unit that recurs at a place, with its ISO letters: `1Y`, `T1H`.
pub(crate) fn unit_letter(text: &str, at: usize) -> Option<(usize, &'static str)> {
    RECURRING.iter().find_map(|(word, iso)| word_at(text, at, word).map(|end| (end, *iso)))
}

/// An amount of time in the text.
#[derive(Clone, Debug)]
pub(crate) struct Length {
    /// The place after it.
    pub end: usize,
    /// How many units, or how many at least.
    pub low: Decimal,
    high: Option<Decimal>,
    /// The longer one in ISO 8601, where it has a unit of its own: 半年到一年.
    until: Option<String>,
    /// Whether it is more: 五年多.
    pub over: bool,
    /// Smaller units beside the first one, in ISO letters: 一年半, 一年零两个月.
    pub extra: Option<String>,
    /// ISO letters of the unit.
    pub unit: &'static str,
    /// Whether it is the age of an anniversary.
    pub anniversary: bool,
    /// The unit as it is written.
    pub word: &'static str,
}

impl Length {
    pub(super) fn new(end: usize, low: Decimal, unit: &'static str, word: &'static str) -> Self {
        let anniversary = word == "周年";
        Self { end, low, high: None, until: None, over: false, extra: None, unit, anniversary, word }
    }

    pub(crate) fn exact(&self) -> bool {
        self.single() && !self.over
    }

    /// Whether it names one number, though it may be more: 十多年.
    pub(crate) fn single(&self) -> bool {
        self.high.is_none() && self.until.is_none()
    }

    /// How many months it is, where it is nothing but years and months: 半年, 三年半, 一年零两个月.
    pub(crate) fn months(&self) -> Option<i32> {
        let of_unit = match self.unit {
            "1Y" => Decimal::from(12),
            "1M" => Decimal::ONE,
            _ => return None,
        };
        let more = match &self.extra {
            Some(extra) => extra.strip_suffix('M')?.parse().ok()?,
            None => Decimal::ZERO,
        };
        let months = self.low * of_unit + more;
        (self.exact() && months.fract().is_zero()).then(|| months.to_i32())?
    }

    /// In ISO 8601; a range as `P2M/P3M`.
    pub(crate) fn iso(&self) -> String {
        let one = |n: Decimal| iso(n, self.unit, self.extra.as_deref());
        let until = self.high.map(one).or_else(|| self.until.clone());
        until.map_or_else(|| one(self.low), |until| format!("{}/{until}", one(self.low)))
    }
}

fn iso(number: Decimal, unit: &str, extra: Option<&str>) -> String {
    let (time, unit) = unit.strip_prefix('T').map_or(("", unit), |u| ("T", u));
    let (factor, letter) = unit.split_at(unit.len() - 1);
    let total = (number * factor.parse::<Decimal>().unwrap_or(Decimal::ONE)).normalize();
    // Half a year is six months, half a century fifty years, half a day twelve hours.
    let fraction = !total.fract().is_zero();
    if letter == "Y" && fraction {
        let months = (total * Decimal::from(12)).normalize();
        // 11.3年 of schooling are no whole months.
        let whole = months.fract().is_zero();
        return if whole { format!("P{months}M") } else { format!("P{total}Y") };
    }
    if letter == "D" && fraction && total < Decimal::ONE {
        return format!("PT{}H", (total * Decimal::from(24)).normalize());
    }
    format!("P{time}{total}{letter}{}", extra.unwrap_or_default())
}

/// The amount of time that begins at `at`, without regard to what it means there.
pub(crate) fn length_at(cx: Context<'_>, at: usize) -> Option<Length> {
    let first = single_at(cx, at)?;
    Some(up_to(cx, &first).unwrap_or(first))
}

/// 3天到8天, 半年到一年: the unit stands twice.
fn up_to(cx: Context<'_>, first: &Length) -> Option<Length> {
    let least = word_at(cx.text, first.end, "以上");
    let sign = least.and_then(|end| any_at(cx.text, end, &["，", ",", "、"])).or(least);
    let after = connector(cx.text, first.end).or(sign).filter(|_| first.exact() && !first.anniversary)?;
    let mut second = single_at(cx, after).filter(|l| l.exact() && !l.anniversary && !names_year(l))?;
    if least.is_some() {
        // 3年以上7年以下.
        second.end = any_at(cx.text, second.end, &["以下", "以内"])?;
    }
    if first.unit != second.unit || first.extra.is_some() || second.extra.is_some() {
        return Some(Length { end: second.end, until: Some(second.iso()), ..first.clone() });
    }
    (first.low < second.low).then(|| Length { end: second.end, high: Some(second.low), ..first.clone() })
}

/// Four digits before 年 are a year; 五千年 is an amount.
pub(crate) fn names_year(length: &Length) -> bool {
    let year = Decimal::from(1000) <= length.low && length.low < Decimal::from(3000);
    length.word == "年" && year && !length.over
}

/// An amount whose unit stands once.
fn single_at(cx: Context<'_>, at: usize) -> Option<Length> {
    let text = cx.text;
    let (numeral, end) = cx.numeral_at(at);
    if numeral.is_some() && !goes_on(text, end) {
        return None;
    }
    if let Some(length) = half_at(text, at).or_else(|| one_and_a_half(cx, at)).or_else(|| fused(cx, at)) {
        return Some(length);
    }
    if let Some(length) = fraction_at(cx, at) {
        return Some(length);
    }
    let mut first = numeral.filter(|n| n.low < LONGEST)?;
    let mut high = first.high;
    let mut after = end;
    if let Some((Some(second), next)) = connector(text, end).map(|next| cx.numeral_at(next))
        && (unit_at(text, next).is_some() || days_at(cx, &second, next).is_some())
        && (first.low < second.low && second.low < LONGEST)
        && first.digits < 4
    {
        high = Some(second.low);
        first.over |= second.over;
        after = next;
        if let Some((end, unit, word)) = days_at(cx, &second, next) {
            return Some(Length { high, over: first.over, ..Length::new(end, first.low, unit, word) });
        }
    }
    measured(cx, &first, high, after)
}

/// Whether an amount of time can go on behind a number that ends at a place: with a unit, or with the other end.
fn goes_on(text: &str, end: usize) -> bool {
    let next = char_at(text, skip_spaces(text, end, 1));
    next.is_some_and(|c| {
        UNIT_OPENERS.contains(&c)
            || matches!(c, '日' | '起' | '开' | '至' | '到' | '—' | '–' | '~' | '－' | '-' | '─' | '―')
    })
}

/// The unit at a place: the place after it, its ISO letters and its word.
pub(super) type Unit = (usize, &'static str, &'static str);

pub(super) fn unit_at(text: &str, at: usize) -> Option<Unit> {
    // Most numbers count something else.
    if !UNIT_OPENERS.contains(&char_at(text, at)?) {
        return None;
    }
    let found = UNITS.iter().find_map(|(word, iso)| word_at(text, at, word).map(|end| (end, *iso, *word)));
    // 两个月饼 and 三个月球车 are no months, 四季度假村 no quarters.
    let other = |end: usize| match text[..end].chars().next_back() {
        Some('月') => any_at(text, end, &["饼", "球", "亮"]),
        Some('度') => any_at(text, end, &["假"]),
        _ => None,
    };
    found.filter(|(end, ..)| other(*end).is_none())
}

/// 90日, 两日内: days that can be no day of a month. In speech 两日 as well.
fn days_at(cx: Context<'_>, count: &Numeral, at: usize) -> Option<Unit> {
    let end = word_at(cx.text, skip_spaces(cx.text, at, 1), "日")?;
    let within =
        any_at(cx.text, end, &["内", "以内", "之内", "之后", "以后", "后", "之前", "以前", "前", "之久"]);
    let few = count.style == Style::Han && count.low <= Decimal::TEN;
    let several = cx.times && count.low > Decimal::ONE;
    let meant =
        count.low > Decimal::from(31) || few && (within.is_some() || several) || within_days(cx.text, end);
    let other = any_at(cx.text, end, &["元", "圆", "游"]).or_else(|| names_paper(cx.text, end)).is_some();
    (meant && count.digits < 4 && !other).then_some((end, "1D", "日"))
}

/// 30日内完成: a term. 15日内塔尼亚胡 and 3日内瓦 name no term.
fn within_days(text: &str, at: usize) -> bool {
    let ends = |c: char| {
        !is_han(c) || "的完将作提办未不由可应须必到依向予书免无按及给送审答支缴补交领凭申持".contains(c)
    };
    any_at(text, at, &["以内", "之内"]).is_some()
        || word_at(text, at, "内").is_some_and(|end| char_at(text, end).is_none_or(ends))
}

fn measured(cx: Context<'_>, first: &Numeral, high: Option<Decimal>, after: usize) -> Option<Length> {
    let text = cx.text;
    // 五个多月, 三个半月: 多 and 半 may stand inside the unit.
    let mut over = first.over;
    let mut low = first.low;
    let (end, unit, word) = if let Some(next) = word_at(text, after, "个多") {
        over = true;
        inside(text, next)?
    } else if let Some(next) = word_at(text, after, "个半") {
        low += Decimal::new(5, 1);
        inside(text, next)?
    } else if let Some(end) = any_at(text, after, &["分半钟", "分半"]) {
        return Some(Length { extra: Some("30S".into()), ..Length::new(end, low, "T1M", "分钟") });
    } else if let Some(end) = word_at(text, after, "分").filter(|end| smaller_at(cx, *end, "T1M").is_some())
    {
        (end, "T1M", "分钟")
    } else {
        unit_at(text, skip_spaces(text, after, 1)).or_else(|| days_at(cx, first, after))?
    };
    // 百秒 is many, 千年 and 万年 are a long time.
    if first.bare && (word == "秒" || word == "年" && low >= Decimal::from(1000)) {
        return None;
    }
    let mut length = Length { high, over, ..Length::new(end, low, unit, word) };
    tail(cx, &mut length);
    Some(length)
}

/// What stands behind 个多 and 个半.
pub(super) fn inside(text: &str, at: usize) -> Option<Unit> {
    [
        ("月", "1M"),
        ("小时", "T1H"),
        ("钟头", "T1H"),
        ("钟", "T1H"),
        ("星期", "1W"),
        ("礼拜", "1W"),
        ("世纪", "100Y"),
    ]
    .iter()
    .find_map(|(word, iso)| word_at(text, at, word).map(|end| (end, *iso, "个月")))
}

/// 年半, 年多, 年零两个月, 小时三十分钟; 三天三夜 are three days.
fn tail(cx: Context<'_>, length: &mut Length) {
    let text = cx.text;
    if length.exact() && !length.anniversary {
        go_on(cx, length);
    }
    let nights = cx.numeral_at(length.end);
    let fewer = |n: Numeral| n.low == length.low || n.low + Decimal::ONE == length.low;
    if length.word == "天"
        && nights.0.is_some_and(fewer)
        && let Some(end) = any_at(text, nights.1, &["夜", "晚"])
    {
        length.end = end;
    }
    if let Some(end) = any_at(text, length.end, &["多", "余"])
        && char_at(text, end) != Some('数')
        && !length.anniversary
    {
        length.over = true;
        length.end = end;
    }
}

/// 俩月, 仨小时: in speech a numeral and 个 in one character.
fn fused(cx: Context<'_>, at: usize) -> Option<Length> {
    let number = match char_at(cx.text, at).filter(|_| cx.times)? {
        '俩' => 2,
        '仨' => 3,
        _ => return None,
    };
    let after = at + '俩'.len_utf8();
    let (end, unit, word) = inside(cx.text, after).or_else(|| unit_at(cx.text, after))?;
    Some(Length::new(end, Decimal::from(number), unit, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_is_found_by_its_first_character() {
        for (word, iso) in UNITS {
            assert_eq!(unit_at(word, 0), Some((word.len(), *iso, *word)));
        }
    }
}
