//! Amounts of time by their form: 五年, 2~3个月, 20多年, 三个半月, 一年零两个月, 一个小时三十分钟, 半天.

use rust_decimal::Decimal;

use super::Context;
use super::spell::connector;
use crate::cursor::{any_at, any_before, char_at, skip_spaces, word_at};
use crate::numeral::{Numeral, Style};

/// Words for units of time with their ISO 8601 letters, longest first.
const UNITS: &[(&str, &str)] = &[
    ("个工作日", "1D"),
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
    ("分钟", "T1M"),
    ("秒钟", "T1S"),
    ("毫秒", "T0.001S"),
    ("昼夜", "1D"),
    ("年", "1Y"),
    ("周", "1W"),
    ("天", "1D"),
    ("秒", "T1S"),
];

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
    ("晚", "1D"),
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
    fn new(end: usize, low: Decimal, unit: &'static str, word: &'static str) -> Self {
        Self { end, low, high: None, over: false, extra: None, unit, anniversary: word == "周年", word }
    }

    pub(crate) fn exact(&self) -> bool {
        self.high.is_none() && !self.over
    }

    /// In ISO 8601; a range as `P2M/P3M`.
    pub(crate) fn iso(&self) -> String {
        let one = |n: Decimal| iso(n, self.unit, self.extra.as_deref());
        self.high.map_or_else(|| one(self.low), |high| format!("{}/{}", one(self.low), one(high)))
    }
}

fn iso(number: Decimal, unit: &str, extra: Option<&str>) -> String {
    let (time, unit) = unit.strip_prefix('T').map_or(("", unit), |u| ("T", u));
    let (factor, letter) = unit.split_at(unit.len() - 1);
    let total = (number * factor.parse::<Decimal>().unwrap_or(Decimal::ONE)).normalize();
    // Half a year is six months, half a century fifty years, half a day twelve hours.
    let fraction = !total.fract().is_zero();
    if letter == "Y" && fraction {
        return format!("P{}M", (total * Decimal::from(12)).normalize());
    }
    if letter == "D" && fraction && total < Decimal::ONE {
        return format!("PT{}H", (total * Decimal::from(24)).normalize());
    }
    format!("P{time}{total}{letter}{}", extra.unwrap_or_default())
}

/// The amount of time that begins at `at`, without regard to what it means there.
pub(crate) fn length_at(cx: Context<'_>, at: usize) -> Option<Length> {
    let text = cx.text;
    if let Some(length) = half_at(text, at).or_else(|| one_and_a_half(cx, at)) {
        return Some(length);
    }
    let (numeral, end) = cx.numeral_at(at);
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

/// The unit at a place: the place after it, its ISO letters and its word.
type Unit = (usize, &'static str, &'static str);

fn unit_at(text: &str, at: usize) -> Option<Unit> {
    UNITS.iter().find_map(|(word, iso)| word_at(text, at, word).map(|end| (end, *iso, *word)))
}

/// 90日, 两日内: days that can be no day of a month. In speech 两日 as well.
fn days_at(cx: Context<'_>, count: &Numeral, at: usize) -> Option<Unit> {
    let end = word_at(cx.text, skip_spaces(cx.text, at, 1), "日")?;
    let within =
        any_at(cx.text, end, &["内", "以内", "之内", "之后", "以后", "后", "之前", "以前", "前", "之久"]);
    let few = count.style == Style::Han && count.low <= Decimal::TEN;
    let several = cx.times && count.low > Decimal::ONE;
    let meant = count.low > Decimal::from(31) || few && (within.is_some() || several);
    let other = any_at(cx.text, end, &["元", "圆", "游", "报"]).is_some();
    (meant && count.digits < 4 && !other).then_some((end, "1D", "日"))
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
    } else {
        unit_at(text, skip_spaces(text, after, 1)).or_else(|| days_at(cx, first, after))?
    };
    // 百秒 is many.
    if first.bare && word == "秒" {
        return None;
    }
    let mut length = Length { high, over, ..Length::new(end, low, unit, word) };
    tail(cx, &mut length);
    Some(length)
}

/// What stands behind 个多 and 个半.
fn inside(text: &str, at: usize) -> Option<Unit> {
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

/// What each unit is halved to, and in which smaller one it goes on, up to how many.
const SMALLER: &[(&str, &str, &str, i64)] = &[
    ("1Y", "6M", "1M", 12),
    ("1M", "", "1D", 31),
    ("1W", "", "1D", 7),
    ("1D", "T12H", "T1H", 24),
    ("T1H", "30M", "T1M", 60),
    ("T1M", "30S", "T1S", 60),
];

/// 年半, 年多, 年零两个月, 小时三十分钟; 三天三夜 are three days.
fn tail(cx: Context<'_>, length: &mut Length) {
    let text = cx.text;
    let smaller = SMALLER.iter().find(|(unit, ..)| *unit == length.unit);
    if let Some((_, half, next, limit)) = smaller.filter(|_| length.exact() && !length.anniversary) {
        if let Some(end) = word_at(text, length.end, "半").filter(|_| !half.is_empty()) {
            length.extra = Some((*half).to_owned());
            length.end = end;
        } else if let Some((extra, end)) = rest(cx, length.end, next, *limit) {
            length.extra = Some(if length.unit.starts_with('T') { extra.replace('T', "") } else { extra });
            length.end = end;
        }
    }
    let nights = cx.numeral_at(length.end);
    if length.word == "天"
        && nights.0.is_some_and(|n| n.low == length.low)
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

/// 零两个月, 三十分钟 behind a larger unit, in ISO letters.
fn rest(cx: Context<'_>, at: usize, unit: &str, limit: i64) -> Option<(String, usize)> {
    let after = any_at(cx.text, at, &["零", "又"]).unwrap_or(at);
    let (numeral, end) = cx.numeral_at(after);
    let number = numeral?.whole().filter(|n| *n < limit)?;
    let (end, found, word) = unit_at(cx.text, end)?;
    let (time, letter) = unit.split_once('1').unwrap_or(("", ""));
    (found == unit && word != "周年").then(|| (format!("{time}{number}{letter}"), end))
}

/// 半年, 半个月, 半个世纪, 半小时.
fn half_at(text: &str, at: usize) -> Option<Length> {
    let after = word_at(text, at, "半")?;
    let many = word_at(text, after, "个多");
    let day = || {
        let end = word_at(text, after, "日").filter(|end| word_at(text, *end, "游").is_none())?;
        Some((end, "1D", "天"))
    };
    let (end, unit, word) = match many {
        Some(next) => inside(text, next)?,
        None => unit_at(text, after).or_else(day)?,
    };
    if word == "周年"
        || (word == "年" || word == "周") && any_before(text, at, &["上", "下", "前", "后"]).is_some()
    {
        return None;
    }
    Some(Length { over: many.is_some(), ..Length::new(end, Decimal::new(5, 1), unit, word) })
}

/// 个半小时, 分半钟: one and a half, in speech.
fn one_and_a_half(cx: Context<'_>, at: usize) -> Option<Length> {
    let half = Decimal::new(15, 1);
    if let Some(end) = any_at(cx.text, at, &["分半钟", "分半"]).filter(|_| cx.times) {
        return Some(Length { extra: Some("30S".into()), ..Length::new(end, Decimal::ONE, "T1M", "分钟") });
    }
    let (end, unit, word) = inside(cx.text, word_at(cx.text, at, "个半").filter(|_| cx.times)?)?;
    Some(Length::new(end, half, unit, word))
}
