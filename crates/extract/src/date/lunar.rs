//! Days and months of the Chinese calendar: 农历八月十五, 正月初一, 腊月廿三, 大年三十.

use super::Context;
use super::almanac::LunarMonth;
use super::calendar::Stamp;
use super::day::day_or_clock;
use super::part::part_of_year;
use super::point::Point;
use super::small::small_at;
use crate::cursor::{any_at, char_at, char_before, is_han, word_at};

/// Names of the calendar.
const CALENDAR: &[&str] = &["农历", "阴历", "旧历", "夏历"];

/// What begins a date of the Chinese calendar besides a number.
pub(crate) const OPENINGS: &[&str] =
    &["农历", "阴历", "旧历", "夏历", "正月", "腊月", "冬月", "闰", "大年初", "大年三十"];

/// Whether a date of the Chinese calendar may begin at `at` with something else than a number.
pub(crate) fn opens(text: &str, at: usize) -> bool {
    any_at(text, at, OPENINGS).is_some() || day_told_again(text, at).is_some()
}

/// 初六（1月27日）: a day by itself, with its Gregorian one in brackets; the place after it, and that of the other.
fn day_told_again(text: &str, at: usize) -> Option<(u8, usize, usize)> {
    let (day, end) = small_at(text, word_at(text, at, "初")?).filter(|(day, _)| (1..=10).contains(day))?;
    let from = any_at(text, end, &["（", "("])?;
    // A number must follow, so that no bracket is looked into twice.
    char_at(text, from).is_some_and(|c| c.is_ascii_digit()).then_some((day, end, from))
}

/// 初六 with the day that stands in brackets behind it, where the almanac agrees.
fn told_again_at(cx: Context<'_>, at: usize, near: Option<Stamp>) -> Option<Point> {
    let (day, end, from) = day_told_again(cx.text, at)?;
    let stamp = part_of_year(cx, from, None, near)?.stamp;
    let years = [stamp.year, stamp.year - 1];
    let mut months = years.into_iter().flat_map(|year| (1..=12).map(move |month| (year, month)));
    let agrees =
        |(year, month)| LunarMonth { year, month, leap: false }.day(day).map(Stamp::of) == Some(stamp);
    months.any(agrees).then(|| Point { rule: "date/lunar", ..Point::new(end, stamp) })
}

/// The lunar month or day that begins at `at`, in the year told before it, in its own, or in that of `near`.
pub(super) fn lunar_at(
    cx: Context<'_>,
    at: usize,
    year: Option<Stamp>,
    near: Option<Stamp>,
) -> Option<Point> {
    let text = cx.text;
    let named = any_at(text, at, CALENDAR);
    let own = named.and_then(|from| super::year::year_at(cx, from));
    let from = own.map(|y| y.end).or(named).unwrap_or(at);
    let year = own.map(|y| y.stamp).or(year).or(near)?.year;
    if let Some(point) = new_year(cx, from, year).or_else(|| told_again_at(cx, at, near)) {
        return Some(point);
    }
    let leap = word_at(text, from, "闰");
    let (month, after, worded) = month_at(text, leap.unwrap_or(from))?;
    let month = LunarMonth { year, month, leap: leap.is_some() };
    let sure = named.is_some() || leap.is_some() || worded;
    if let Some((day, end)) = day_at(text, after, sure) {
        return Some(Point { rule: "date/lunar", ..day_or_clock(cx, end, Stamp::of(month.day(day)?), None) });
    }
    let (first, last) = month.days().filter(|_| sure)?;
    let end = word_at(text, after, "份").unwrap_or(after);
    Some(Point { until: Some(Stamp::of(last)), rule: "date/lunar", ..Point::new(end, Stamp::of(first)) })
}

/// 大年初五, in speech 年初五; 大年三十 is the last day of the year.
fn new_year(cx: Context<'_>, at: usize, year: i32) -> Option<Point> {
    let text = cx.text;
    let day = |end, date| Some(Point { rule: "date/lunar", ..day_or_clock(cx, end, Stamp::of(date), None) });
    let bare = word_at(text, at, "年")
        .filter(|_| cx.times && !char_before(text, at).is_some_and(char::is_alphanumeric));
    let eve = || bare.and_then(|from| word_at(text, from, "三十"));
    if let Some(end) = word_at(text, at, "大年三十").or_else(eve) {
        return day(end, LunarMonth { year, month: 12, leap: false }.days()?.1);
    }
    let first_days = word_at(text, at, "大年初").or_else(|| word_at(text, bare?, "初"))?;
    let (number, end) = small_at(text, first_days).filter(|(n, _)| (1..=15).contains(n))?;
    day(end, LunarMonth { year, month: 1, leap: false }.day(number)?)
}

/// The month, and whether its name is one of the Chinese calendar only.
fn month_at(text: &str, at: usize) -> Option<(u8, usize, bool)> {
    let named = [("正月", 1), ("冬月", 11), ("腊月", 12)];
    if let Some((word, month)) = named.iter().find(|(word, _)| word_at(text, at, word).is_some()) {
        return Some((*month, at + word.len(), true));
    }
    let (month, end) = small_at(text, at).filter(|(month, _)| (1..=12).contains(month))?;
    word_at(text, end, "月").map(|end| (month, end, false))
}

/// 初五, 廿三, 十五; without 初 only in a month that is surely a lunar one.
fn day_at(text: &str, at: usize, sure: bool) -> Option<(u8, usize)> {
    let first_ten = word_at(text, at, "初");
    let from = first_ten.unwrap_or(at);
    let (day, end) = small_at(text, from).filter(|(day, _)| (1..=30).contains(day))?;
    let unit = any_at(text, end, &["日", "号"]).filter(|_| first_ten.is_none());
    // 11月初一批 and 腊月18000吨 name no day.
    let counted =
        unit.is_none() && char_at(text, end).is_some_and(|c| "批个次些季步级期项名万千百亿余多".contains(c));
    let fits =
        first_ten.is_none_or(|_| day <= 10) && (sure || first_ten.is_some() && is_han(char_at(text, from)?));
    (fits && !counted).then_some((day, unit.unwrap_or(end)))
}
