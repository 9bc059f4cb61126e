//! Clock times: 17时09分, 17:09:30, 下午3点一刻, 3:15pm. Behind a day they extend it; alone they are of kind `time`.

use std::fmt;

use super::Context;
use super::calendar::{Part, Stamp};
use super::small::small_at;
use crate::cursor::{any_at, any_before, char_at, char_before, is_han, skip_spaces, word_at};

/// A time of day, to the minute or the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Time {
    /// 0 to 24.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 60, where it is told.
    pub second: Option<u8>,
}

impl Time {
    /// The beginning of an hour.
    pub(super) fn whole(hour: u8) -> Self {
        Self { hour, minute: 0, second: None }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        self.second.map_or(Ok(()), |second| write!(f, ":{second:02}"))
    }
}

/// A stretch of the day with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PartOfDay {
    /// The hour it begins.
    pub from: u8,
    /// The hour it ends, 24 for midnight.
    pub to: u8,
    /// The first number below 12 that means an hour after noon in it; 12 where none does.
    after_noon: u8,
}

impl PartOfDay {
    /// 晚上 and what else is said of the evening.
    pub(super) const EVENING: Self = Self { from: 18, to: 24, after_noon: 5 };
    /// 早上.
    pub(super) const MORNING: Self = Self { from: 4, to: 12, after_noon: 12 };

    /// Whether its hours are told by numbers below 12 that mean more.
    pub(super) fn is_late(self) -> bool {
        self.after_noon < 12
    }

    /// The hour that a number means in it: 下午三点 is 15, 中午十一点 11, 晚上十二点 24, 半夜两点 2.
    pub(super) fn hour(self, hour: u8) -> u8 {
        match hour {
            12 if self.to == 24 => 24,
            12 if self.to <= 6 => 0,
            // 中午一点 comes after 中午十一点.
            _ if self.from == 12 && self.to == 12 => {
                if hour <= 4 {
                    hour + 12
                } else {
                    hour
                }
            }
            _ if (self.after_noon..12).contains(&hour) => hour + 12,
            _ => hour,
        }
    }
}

/// Names of parts of the day with their hours and the first number that is after noon, longer words before their heads.
const PARTS: &[(&[&str], u8, u8, u8)] = &[
    (&["凌晨", "后半夜", "下半夜"], 0, 6, 12),
    (&["黎明", "拂晓"], 4, 6, 12),
    (&["清晨", "早晨", "早上", "晨间", "清早", "大清早", "一大早", "朝早"], 4, 12, 12),
    (&["上午", "午前", "早间", "上昼"], 8, 12, 12),
    (&["白天"], 8, 18, 1),
    (&["中午", "正午", "午间", "晌午"], 12, 12, 12),
    (&["下午", "午后", "晏昼", "下昼"], 12, 16, 1),
    (&["傍晚", "黄昏"], 16, 20, 1),
    (&["晚上", "晚间", "夜晚", "夜里", "夜间", "上半夜", "前半夜"], 18, 24, 5),
    (&["半夜", "深夜"], 18, 24, 9),
    (&["午夜"], 0, 0, 9),
];

/// The part of a day that is named at `at`, with the place after it.
pub(super) fn part_of_day(text: &str, at: usize) -> Option<(PartOfDay, usize)> {
    PARTS.iter().find_map(|(words, from, to, after_noon)| {
        let part = PartOfDay { from: *from, to: *to, after_noon: *after_noon };
        any_at(text, at, words).map(|end| (part, end))
    })
}

/// The part of a day that is named right before `at`.
pub(super) fn part_before(text: &str, at: usize) -> Option<PartOfDay> {
    let at = any_before(text, at, &[" "]).unwrap_or(at);
    let named = PARTS.iter().find_map(|(words, from, to, after_noon)| {
        let part = PartOfDay { from: *from, to: *to, after_noon: *after_noon };
        any_before(text, at, words).map(|_| part)
    });
    let day = |words: &[&str], part: PartOfDay| any_before(text, at, words).map(|_| part);
    named
        .or_else(|| day(&["今晚", "昨晚", "当晚", "明晚", "日晚"], PartOfDay::EVENING))
        .or_else(|| day(&["今晨", "今早", "昨晨", "明早", "日晨"], PartOfDay::MORNING))
}

/// 早 and 晚 by themselves, between a day and its hour.
pub(super) fn short_part(text: &str, at: usize) -> Option<(PartOfDay, usize)> {
    let morning = word_at(text, at, "早").map(|end| (PartOfDay::MORNING, end));
    morning.or_else(|| word_at(text, at, "晚").map(|end| (PartOfDay::EVENING, end)))
}

/// A clock time in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    /// The place after it.
    pub end: usize,
    /// When.
    pub time: Time,
    /// The part of the day it names.
    pub part: Option<PartOfDay>,
    /// Whether more than a number and 时 or 点 says that it is a time.
    pub sure: bool,
}

/// The clock time that begins at `at`; a part of the day that is not told again is `carried` from before.
pub(super) fn clock(text: &str, at: usize, carried: Option<PartOfDay>) -> Option<Clock> {
    let named = part_of_day(text, at).or_else(|| short_part(text, at));
    let from = named.map_or(at, |n| skip_spaces(text, n.1, 1));
    let part = named.map(|n| n.0);
    if let Some(found) = short_of(text, from) {
        let hour = part.or(carried).map_or(found.time.hour, |of| of.hour(found.time.hour));
        return Some(Clock { time: Time { hour, ..found.time }, part: part.or(carried), ..found });
    }
    let (hour, after) = small_at(text, from).filter(|(hour, _)| *hour <= 24)?;
    let mut found = digital(text, hour, after).or_else(|| worded(text, hour, after, part.is_some()))?;
    if let Some((evening, end)) = half_of_day(text, found.end, found.sure && found.end > after) {
        found.end = end;
        found.sure = true;
        found.time.hour = found.time.hour % 12 + if evening { 12 } else { 0 };
    } else if !found.sure && char_at(text, after).is_some_and(|c| c.is_ascii()) && found.end == after {
        return None;
    }
    if let Some(of) = part.or(carried) {
        found.time.hour = of.hour(found.time.hour);
    }
    found.part = part.or(carried);
    found.sure |= part.is_some();
    (found.end > after).then_some(found)
}

/// 差五分八点, 差一刻三点: so much before an hour.
fn short_of(text: &str, at: usize) -> Option<Clock> {
    let (minutes, end) = minutes_at(text, word_at(text, at, "差")?)?;
    let (hour, after) = small_at(text, end).filter(|(hour, _)| (1..=24).contains(hour))?;
    let end = any_at(text, after, &["点钟", "点整", "点", "时"])?;
    time(hour - 1, 60 - minutes, None, end, true)
}

/// 五分, 五分钟, 一刻: from one minute to fifty-nine.
fn minutes_at(text: &str, at: usize) -> Option<(u8, usize)> {
    let (number, end) = small_at(text, at)?;
    let minutes = any_at(text, end, &["分钟", "分"]).map(|end| (number, end));
    let quarters = || any_at(text, end, &["刻钟", "刻"]).map(|end| (number.saturating_mul(15), end));
    minutes.or_else(quarters).filter(|(minutes, _)| (1..60).contains(minutes))
}

/// a.m. and p.m., with whether it is the second; `short` where a and p are enough.
fn half_of_day(text: &str, at: usize, short: bool) -> Option<(bool, usize)> {
    let from = skip_spaces(text, at, 1);
    let letter = text.as_bytes().get(from)?.to_ascii_lowercase();
    if !matches!(letter, b'a' | b'p') {
        return None;
    }
    let end = any_at(text, from + 1, &["m", "M", ".m.", ".M."]).or(short.then_some(from + 1))?;
    (!char_at(text, end).is_some_and(|c| c.is_ascii_alphanumeric())).then_some((letter == b'p', end))
}

fn time(hour: u8, minute: u8, second: Option<u8>, end: usize, sure: bool) -> Option<Clock> {
    let exists = hour <= 24 && minute < 60 && second.is_none_or(|s| s <= 60);
    exists.then_some(Clock { end, time: Time { hour, minute, second }, part: None, sure })
}

/// `17:09`, `17:09:30`, `11:00时`; or nothing but the hour, where `pm` follows.
fn digital(text: &str, hour: u8, at: usize) -> Option<Clock> {
    let two = |at: usize| {
        let after = any_at(text, at, &[":", "："])?;
        small_at(text, after).filter(|(_, end)| end - after == 2 && text.as_bytes()[after].is_ascii_digit())
    };
    let Some((minute, end)) = two(at) else {
        return half_of_day(text, at, false).and_then(|_| time(hour, 0, None, at, true));
    };
    let (second, end) = two(end).map_or((None, end), |(second, end)| (Some(second), end));
    time(hour, minute, second, any_at(text, end, &["时", "点"]).unwrap_or(end), true)
}

/// `时09分`, `点半`, `点一刻`, `点钟`; with a part of the day also `点十五`.
fn worded(text: &str, hour: u8, at: usize, in_part: bool) -> Option<Clock> {
    let after = any_at(text, at, &["时", "点"])?;
    if let Some(end) = any_at(text, after, &["半", "踏半", "搭半"]) {
        return time(hour, 30, None, end, true);
    }
    if let Some(end) = any_at(text, after, &["钟整", "钟", "整", "正"]) {
        return time(hour, 0, None, end, true);
    }
    // 八点差五分 is before the hour, 八点过五分 after it.
    if let Some((minutes, end)) = word_at(text, after, "差").and_then(|from| minutes_at(text, from)) {
        return time(hour.checked_sub(1)?, 60 - minutes, None, end, true);
    }
    if let Some((minutes, end)) = any_at(text, after, &["过", "又"]).and_then(|from| minutes_at(text, from))
    {
        return time(hour, minutes, None, end, true);
    }
    // In the south a figure of the dial is told: 三点搭三 and 三点三个字 are a quarter past.
    let dial = any_at(text, after, &["搭", "踏"]);
    let Some((number, end)) = small_at(text, dial.unwrap_or(after)) else {
        return time(hour, 0, None, after, false);
    };
    if let Some(end) = word_at(text, end, "分") {
        let second = small_at(text, end).and_then(|(s, end)| Some((s, word_at(text, end, "秒")?)));
        let (second, end) = second.map_or((None, end), |(s, end)| (Some(s), end));
        return time(hour, number, second, word_at(text, end, "整").unwrap_or(end), true);
    }
    if let Some(end) = word_at(text, end, "刻").filter(|_| (1..=3).contains(&number)) {
        return time(hour, number * 15, None, end, true);
    }
    let figure = word_at(text, end, "个字").or(dial.map(|_| end));
    let digits = text.as_bytes()[after].is_ascii_digit() && end - after == 2;
    let exact = digits || end - after > '三'.len_utf8();
    let ends = char_at(text, end).is_none_or(|c| !c.is_ascii_alphanumeric() && !"年月日号个%度".contains(c));
    // 二十点六 is a number, 两点二十 and 20点30 are times.
    let clear = in_part || text[after..end].contains('十') || digits && end - after == 2;
    match figure {
        Some(end) if number <= 11 => time(hour, number * 5, None, end, true),
        _ if clear && exact && ends => time(hour, number, None, end, in_part || stops(text, end)),
        _ if in_part && ends && number <= 11 => time(hour, number * 5, None, end, true),
        _ => time(hour, 0, None, after, false),
    }
}

/// Whether nothing that is counted can follow: the end, a sign, or a word that goes on with the sentence.
fn stops(text: &str, at: usize) -> bool {
    char_at(text, at)
        .is_none_or(|c| !is_han(c) && !c.is_ascii_alphanumeric() || "的开起到至出离抵之前后左了".contains(c))
}

/// The clock time behind a day, with the place after it. 0—24时 is all of the day.
pub(crate) fn clock_at(cx: Context<'_>, at: usize, day: Stamp) -> Option<(Stamp, usize)> {
    let text = cx.text;
    let from = skip_spaces(text, at, 1);
    if let Some(end) = whole_day(text, from) {
        return Some((day, end));
    }
    let clock = clock(text, from, None)?;
    Some((on(cx, day, clock.time)?, clock.end))
}

/// A time of a day. In speech 24:00 is the beginning of the next.
pub(super) fn on(cx: Context<'_>, day: Stamp, time: Time) -> Option<Stamp> {
    let date = day.day()?;
    let (date, hour) =
        if time.hour == 24 && cx.times { (date.tomorrow().ok()?, 0) } else { (date, time.hour) };
    let Stamp { year, part: Part::Day(month, number) } = Stamp::of(date) else { return None };
    Some(Stamp { year, part: Part::Clock(month, number, Time { hour, ..time }) })
}

fn whole_day(text: &str, at: usize) -> Option<usize> {
    let (from, after) = small_at(text, at)?;
    let after = any_at(text, after, &["—", "-", "~", "至", "到", "–"])?;
    let (to, end) = small_at(text, after)?;
    let end = any_at(text, end, &["时", "点"])?;
    (from == 0 && to == 24).then_some(end)
}

/// Whether a time that is nothing but a number and 点 counts points (三点建议, 一点, 上涨20点), or is no time otherwise:
/// 比例1:30, 三点钟方向, 一时.
pub(super) fn counts_points(text: &str, at: usize, clock: &Clock) -> bool {
    let shared =
        any_before(text, at, &["比例", "比率", "赔率", "比分", "比值", "比", "福音", "创世记", "诗篇"])
            .is_some()
            || any_at(
                text,
                clock.end,
                &["战胜", "击败", "获胜", "领先", "的比分", "险胜", "大胜", "不敌", "力克"],
            )
            .is_some();
    if clock.part.is_none() && (shared || word_at(text, clock.end, "方向").is_some()) {
        return true;
    }
    if clock.sure {
        return false;
    }
    let counted = "建意要共原方说认体启看希理以多五多儿都也不没好档式积水";
    let marked = any_at(text, clock.end, &["以前", "以后", "以来"]).is_some();
    let moved = char_before(text, at).is_some_and(|c| "涨跌升降挫落报收加减弹得".contains(c));
    moved
        || text[at..].starts_with('一')
        || text[..clock.end].ends_with('时') && !tells_hour(text, at, clock)
        || !marked
            && char_at(text, clock.end)
                .is_some_and(|c| counted.contains(c) || c.is_ascii_digit() || is_place(c))
}

/// 15时, 零时 and 八时; 一时, 四时 and 六时代 are other words.
fn tells_hour(text: &str, at: usize, clock: &Clock) -> bool {
    let other = char_at(text, clock.end).is_some_and(|c| "代期间刻候段空速差尚".contains(c));
    let clear = clock.time.hour == 0 || clock.time.hour >= 5 || text.as_bytes()[at].is_ascii_digit();
    clear && !other
}

fn is_place(c: char) -> bool {
    is_han(c) && "一二三四五六七八九十百千万亿".contains(c)
}
