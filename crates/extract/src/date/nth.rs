//! Days and weeks counted within a month or year: 十月的第一个星期一, 本月第2周, 4月前4天, 2023年第十天, 70年第8个月.

use jiff::civil::Date;

use super::Context;
use super::calendar::{Part, Stamp};
use super::day::day_or_clock;
use super::point::Point;
use super::small::small_at;
use super::week::{WEEK, add_days, days, monday, weekday_at};
use crate::cursor::{any_at, skip_spaces, word_at};

/// What is counted within the month or year that ends at `at`.
pub(super) fn counted_in(cx: Context<'_>, at: usize, whole: Stamp) -> Option<Point> {
    let text = cx.text;
    let at = word_at(text, at, "的").unwrap_or(at);
    if let Some(end) = word_at(text, at, "首月").filter(|_| whole.part == Part::Whole) {
        return Some(month(end, whole.year, 1));
    }
    if let Some(after) = any_at(text, at, &["第", "首", "最后", "最末", "前", "头", "后"]) {
        let which = &text[at..after];
        let (count, from) = match which {
            "首" => (1, after),
            _ => {
                small_at(text, skip_spaces(text, after, 1)).map(|(n, end)| (n, skip_spaces(text, end, 1)))?
            }
        };
        let from = word_at(text, from, "个").unwrap_or(from);
        let from = word_at(text, from, "的").unwrap_or(from);
        let count = i64::from(count).max(1);
        return match which {
            "第" | "首" => nth(cx, from, whole, count),
            "最后" | "最末" => last(cx, from, whole, count),
            "前" | "头" => first_days(text, from, whole, count),
            _ => last_months(text, from, whole, count),
        };
    }
    None
}

/// 第N个星期一, 第N周, 第N天, 第N个月.
fn nth(cx: Context<'_>, at: usize, whole: Stamp, count: i64) -> Option<Point> {
    let text = cx.text;
    let (first, last) = whole.days()?;
    let within = |day: &Date| *day <= last;
    if let Some(end) = word_at(text, at, "周末") {
        let saturday = add_days(next_weekday(first, 6)?, 7 * (count - 1)).filter(within)?;
        return days(end, saturday, saturday.tomorrow().ok()?);
    }
    if let Some((end, weekday)) = weekday_at(text, at) {
        let start = next_weekday(first, weekday)?;
        return at_day(cx, end, add_days(start, 7 * (count - 1)).filter(within)?);
    }
    if let Some(end) = any_at(text, at, WEEK) {
        // The weeks of a year are counted by ISO 8601, those of a month from its first Monday.
        let start = match whole.part {
            Part::Whole => monday(Date::new(first.year(), 1, 4).ok()?)?,
            _ => next_weekday(first, 1)?,
        };
        let start = add_days(start, 7 * (count - 1)).filter(within)?;
        return days(end, start, add_days(start, 6)?);
    }
    if let Some(end) = any_at(text, at, &["天", "日"]) {
        return at_day(cx, end, add_days(first, count - 1).filter(within)?);
    }
    let end = word_at(text, at, "月").filter(|_| whole.part == Part::Whole)?;
    u8::try_from(count).ok().filter(|m| *m <= 12).map(|m| month(end, whole.year, m))
}

/// 最后一个星期一, 最后三周, 最后五天, 最后两个月.
fn last(cx: Context<'_>, at: usize, whole: Stamp, count: i64) -> Option<Point> {
    let text = cx.text;
    let (_, last) = whole.days()?;
    if let Some((end, weekday)) = weekday_at(text, at) {
        let back = (6 + i64::from(last.weekday().to_monday_one_offset()) - weekday + 1) % 7;
        return at_day(cx, end, add_days(last, -back - 7 * (count - 1))?);
    }
    if let Some(end) = any_at(text, at, WEEK) {
        // Weeks that end within it.
        let next = monday(last.tomorrow().ok()?)?;
        return days(end, add_days(next, -7 * count)?, next.yesterday().ok()?);
    }
    if let Some(end) = any_at(text, at, &["天", "日"]) {
        let first = add_days(last, 1 - count)?;
        return if count == 1 { at_day(cx, end, last) } else { days(end, first, last) };
    }
    last_months(text, at, whole, count)
}

/// 4月前4天.
fn first_days(text: &str, at: usize, whole: Stamp, count: i64) -> Option<Point> {
    let (first, last) = whole.days()?;
    let end = any_at(text, at, &["天", "日"])?;
    days(end, first, add_days(first, count - 1).filter(|day| *day <= last)?)
}

/// 后三月, 最后两个月 of a year.
fn last_months(text: &str, at: usize, whole: Stamp, count: i64) -> Option<Point> {
    let end = word_at(text, at, "月").filter(|_| whole.part == Part::Whole && count < 12)?;
    let from = u8::try_from(13 - count).ok()?;
    let until = (count > 1).then(|| Stamp::in_month(whole.year, 12));
    Some(Point { until, ..month(end, whole.year, from) })
}

fn month(end: usize, year: i32, month: u8) -> Point {
    Point { rule: "date/counted-in", ..Point::new(end, Stamp::in_month(year, month)) }
}

fn at_day(cx: Context<'_>, end: usize, day: Date) -> Option<Point> {
    Some(Point { rule: "date/counted-in", ..day_or_clock(cx, end, Stamp::of(day), None) })
}

/// The first such weekday from a day on.
pub(super) fn next_weekday(from: Date, weekday: i64) -> Option<Date> {
    add_days(from, (weekday - i64::from(from.weekday().to_monday_one_offset())).rem_euclid(7))
}
