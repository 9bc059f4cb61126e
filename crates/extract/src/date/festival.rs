//! Festivals and solar terms by their names, in the year told before them or the one that lies nearest: 去年春节, 2020年小寒.

use jiff::civil::Date;
use serde::Deserialize;

use super::Context;
use super::almanac::{LunarMonth, easter, hebrew, hijri, orthodox_easter, solar_term};
use super::calendar::{Part, Stamp};
use super::day::day_or_clock;
use super::nth::next_weekday;
use super::point::Point;
use super::small::small_at;
use super::week::add_days;
use crate::cursor::{any_at, char_at, word_at};
use crate::numeral::starts_han;

/// A festival of `rules/festivals.toml`.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Festival {
    /// What it is called.
    pub names: Vec<String>,
    /// How its day is reckoned.
    #[serde(rename = "on")]
    reckoned: Reckoning,
    /// How many days it lasts.
    #[serde(default = "one")]
    days: i64,
    /// Days between the day that is reckoned and the first one.
    #[serde(default)]
    shift: i64,
    /// Days between the first one and the one that is numbered 第一天.
    #[serde(default)]
    first: i64,
    /// Whether its name has other meanings too, so that it needs a year, or 节气.
    #[serde(default)]
    loose: bool,
    /// Whether its name is a number too, so that it needs them in speech as well.
    #[serde(default)]
    numeral: bool,
}

fn one() -> i64 {
    1
}

/// How the day of a festival is found in a year.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Reckoning {
    /// Month and day.
    Fixed(u8, u8),
    /// Month and day of the Chinese calendar.
    Lunar(u8, u8),
    /// The last day of the Chinese year.
    LunarEnd,
    /// A solar term: 0 is 小寒.
    Term(u8),
    /// Month, which one (-1 the last), weekday (1 is Monday).
    Weekday(u8, i64, i64),
    /// Days after Easter; where the name stands behind 东正教, after the Orthodox one.
    Easter(i64),
    /// Days after the Orthodox Easter.
    Orthodox(i64),
    /// Month (1 is Tishrei) and day of the Hebrew calendar.
    Hebrew(u8, u8),
    /// Month and day of the Islamic calendar.
    Hijri(u8, u8),
}

impl Festival {
    /// A solar term by its number.
    pub(crate) fn solar_term(name: String, term: u8) -> Self {
        let reckoned = Reckoning::Term(term);
        Self { names: vec![name], reckoned, days: 1, shift: 0, first: 0, loose: true, numeral: false }
    }

    /// The first day of the festival in a year.
    fn begins(&self, year: i32, orthodox: bool) -> Option<Date> {
        let civil = |month, day| Stamp { year, part: Part::Day(month, day) }.day();
        let lunar = |month| LunarMonth { year, month, leap: false };
        let day = match self.reckoned {
            Reckoning::Fixed(month, day) => civil(month, day),
            Reckoning::Lunar(month, day) => lunar(month).day(day),
            Reckoning::LunarEnd => lunar(12).days().map(|days| days.1),
            Reckoning::Term(term) => solar_term(year, term),
            Reckoning::Weekday(month, -1, weekday) => {
                let last = civil(month, 1)?.last_of_month();
                next_weekday(add_days(last, -6)?, weekday)
            }
            Reckoning::Weekday(month, which, weekday) => {
                next_weekday(civil(month, 1)?, weekday).and_then(|day| add_days(day, 7 * (which - 1)))
            }
            Reckoning::Easter(after) => {
                let sunday = if orthodox { orthodox_easter(year) } else { easter(year) };
                add_days(sunday?, after)
            }
            Reckoning::Orthodox(after) => add_days(orthodox_easter(year)?, after),
            Reckoning::Hebrew(month, day) => hebrew(year, month, day),
            Reckoning::Hijri(month, day) => hijri(year, month, day),
        };
        add_days(day?, self.shift)
    }

    fn moves_with_easter(&self) -> bool {
        matches!(self.reckoned, Reckoning::Easter(_))
    }
}

/// Whether a festival begins at `at`.
pub(crate) fn opens(cx: Context<'_>, at: usize) -> bool {
    named_at(cx, at).is_some()
}

/// The festival named at `at`, with the place after it, and whether it is the Orthodox one.
fn named_at(cx: Context<'_>, at: usize) -> Option<(usize, &'static Festival, bool)> {
    let festivals = &cx.lexicon.festivals;
    if let Some(from) = word_at(cx.text, at, "东正教") {
        let (end, festival) = festivals.at(cx.text, from)?;
        return festival.moves_with_easter().then_some((end, festival, true));
    }
    festivals.at(cx.text, at).map(|(end, festival)| (end, festival, false))
}

/// The festival that begins at `at`.
pub(super) fn festival_at(
    cx: Context<'_>,
    at: usize,
    year: Option<Stamp>,
    near: Option<Stamp>,
) -> Option<Point> {
    let text = cx.text;
    let (end, festival, orthodox) = named_at(cx, at)?;
    let holidays = || cx.times && any_at(text, end, HOLIDAYS).is_some();
    let marked = year.is_some() || any_at(text, end, MARKS).is_some() || holidays();
    let clear = !festival.loose || marked || cx.times && !festival.numeral;
    if !clear || names_another(text, end) || counts(text, at, end) {
        return None;
    }
    let (shift, end) = day_of_it(text, end);
    let first = match year {
        Some(year) => festival.begins(year.year, orthodox)?,
        None => nearest(cx, festival, orthodox, near?)?,
    };
    let stamp = Stamp::of(add_days(first, shift.map_or(0, |day| day + festival.first))?);
    if festival.days > 1 && shift.is_none() {
        let until = Some(Stamp::of(add_days(first, festival.days - 1)?));
        return Some(Point { until, rule: "date/festival", ..Point::new(end, stamp) });
    }
    Some(Point { rule: "date/festival", ..day_or_clock(cx, end, stamp, None) })
}

/// What stands behind a name that is meant as a date.
const MARKS: &[&str] = &["节气", "当天", "当日", "这天", "这一天", "前后", "期间", "前夕"];

/// Days off around a festival, in speech the festival.
const HOLIDAYS: &[&str] = &["假期", "长假", "小长假", "黄金周", "放假"];

/// 春节联欢晚会, 端午文化节: the name of something else.
fn names_another(text: &str, at: usize) -> bool {
    any_at(
        text,
        at,
        &[
            "联欢",
            "晚会",
            "档",
            "贺",
            "讲话",
            "献词",
            "致辞",
            "文化",
            "岛",
            "路",
            "大道",
            "公园",
            "广场",
            "中学",
            "小学",
            "厂",
            "村",
            "月饼",
            "粽子",
            "上河图",
            "居士",
        ],
    )
    .is_some()
}

/// 十一月 and 五一二: what would be a festival is a number.
fn counts(text: &str, at: usize, end: usize) -> bool {
    char_at(text, at).is_some_and(starts_han)
        && char_at(text, end).is_some_and(|c| {
            c.is_ascii_digit() || starts_han(c) || "月日号年个点时分名人位家种条项大类届次度".contains(c)
        })
}

/// 第三天 and 翌日 of a festival.
fn day_of_it(text: &str, at: usize) -> (Option<i64>, usize) {
    if let Some(end) = any_at(text, at, &["翌日", "次日"]) {
        return (Some(1), end);
    }
    let counted = word_at(text, at, "第").and_then(|from| small_at(text, from));
    match counted.and_then(|(n, end)| Some((n, any_at(text, end, &["天", "日"])?))) {
        Some((number, end)) if number > 0 => (Some(i64::from(number) - 1), end),
        _ => (None, at),
    }
}

/// Without a year: the one that lies nearest to the day told before, or to the document's; in speech the next one.
/// Where no day is told, that of the year.
fn nearest(cx: Context<'_>, festival: &Festival, orthodox: bool, near: Stamp) -> Option<Date> {
    let years = [near.year - 1, near.year, near.year + 1];
    let near_days = || years.iter().filter_map(|year| festival.begins(*year, orthodox));
    // The far end of a range lies in the year of the near one.
    let told = cx.anchors.nearest().is_some() || cx.anchors.near() != Some(near);
    match near.day() {
        Some(today) if cx.times && !told => near_days().find(|day| *day >= today),
        Some(today) => near_days().min_by_key(|day| day.duration_since(today).abs()),
        None => festival.begins(near.year, orthodox),
    }
}
