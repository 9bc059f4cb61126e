//! Weeks and their days, counted from the document's: 上周, 下下周日, 本周三, 这周末; also 上个季度, 上上个月.

use jiff::Span;
use jiff::civil::Date;

use super::Context;
use super::calendar::{Part, Stamp};
use super::modifier::modifier_at;
use super::month::month_or_day;
use super::point::{Point, point_at};
use crate::cursor::{any_at, any_before, char_at, skip_spaces, word_at};

/// Words for the week.
pub(super) const WEEK: &[&str] = &["星期", "礼拜", "周"];

/// What makes 周 the head of another word: 周期, 周年, 周边.
const NO_WEEK: &str = "期年边围长密转岁刊报而到折全详知转身波游末";

/// The week, weekday, weekend, month or quarter that is counted from the document's date.
pub(super) fn shifted_at(cx: Context<'_>, at: usize) -> Option<Point> {
    let text = cx.text;
    let (after, shift) = shift_at(cx, at)?;
    let doc = cx.anchors.doc?;
    if let Some(end) = word_at(text, after, "半").and_then(|half| any_at(text, half, WEEK)) {
        let monday = monday(doc.day()?)?;
        let (first, last) = if shift > 0 { (3, 6) } else { (0, 2) };
        return days(end, add_days(monday, first)?, add_days(monday, last)?);
    }
    if let Some(end) = any_at(text, after, WEEK) {
        return week(cx, after, end, shift, doc.day()?);
    }
    if let Some(end) = any_at(text, after, &["月份", "月"]) {
        return month_or_day(cx, end, Stamp::plus_months(doc.year, doc.month()?, shift));
    }
    if let Some(end) = word_at(text, after, "季度") {
        let first = Stamp::plus_months(doc.year, (doc.month()? - 1) / 3 * 3 + 1, 3 * shift);
        let part = Part::Division(33 + (first.month()? - 1) / 3);
        let (modifier, end) = modifier_at(cx, end, part);
        return Some(Point {
            modifier,
            rule: "date/part-of-year",
            ..Point::new(end, Stamp { part, ..first })
        });
    }
    if let Some(end) = any_at(text, after, &["半个月", "半月"])
        && any_at(text, end, &["刊", "谈", "板"]).is_none()
    {
        return half_month(&text[at..after], end, Stamp::in_month(doc.year, doc.month()?));
    }
    let end = word_at(text, after, "年").filter(|_| cx.times)?;
    Some(Point { rule: "date/relative-year", ..Point::new(end, Stamp::year(doc.year + shift)) })
}

/// 上上, 下个, 这一, 本, 呢个 of the south: how far it counts.
fn shift_at(cx: Context<'_>, at: usize) -> Option<(usize, i32)> {
    let text = cx.text;
    let one = |end: usize| {
        let end = any_at(text, end, &["一", "1"]).unwrap_or(end);
        word_at(text, end, "个").unwrap_or(end)
    };
    let this = any_at(text, at, &["本", "这", "今"]);
    if let Some(end) = this.or_else(|| word_at(text, at, "呢").filter(|_| cx.times)) {
        return Some((one(end), 0));
    }
    let first = char_at(text, at).filter(|c| matches!(c, '上' | '下'))?;
    // OK because nobody says 上 more than four times.
    let times = text[at..].chars().take(4).take_while(|c| *c == first).count();
    let shift = i32::try_from(times).ok()?;
    Some((one(at + times * first.len_utf8()), if first == '上' { -shift } else { shift }))
}

/// What of a week is meant: a day, its end, a half, or all of it.
fn week(cx: Context<'_>, from: usize, end: usize, shift: i32, base: Date) -> Option<Point> {
    let text = cx.text;
    let monday = add_days(monday(base)?, 7 * i64::from(shift))?;
    if let Some((end, day)) = weekday_at(text, from).or_else(|| weekday_at(text, end)) {
        let stamp = Stamp::of(add_days(monday, day - 1)?);
        return Some(Point { rule: "date/weekday", ..super::day::day_or_clock(cx, end, stamp, None) });
    }
    if let Some(end) = word_at(text, end, "末") {
        return days(end, add_days(monday, 5)?, add_days(monday, 6)?);
    }
    let of = word_at(text, end, "的").unwrap_or(end);
    if let Some(end) = word_at(text, of, "第一天") {
        return Some(Point { rule: "date/weekday", ..Point::new(end, Stamp::of(monday)) });
    }
    if let Some(end) = word_at(text, of, "最后一天") {
        return Some(Point { rule: "date/weekday", ..Point::new(end, Stamp::of(add_days(monday, 6)?)) });
    }
    let other = char_at(text, end).is_some_and(|c| NO_WEEK.contains(c));
    if other { None } else { days(end, monday, add_days(monday, 6)?) }
}

/// 上半月 and 下半月 are the halves of a month.
pub(super) fn half_month(word: &str, end: usize, month: Stamp) -> Option<Point> {
    let (first, last) = month.days()?;
    let middle = Date::new(first.year(), first.month(), 15).ok()?;
    match word {
        "上" => days(end, first, middle),
        "下" => days(end, middle.tomorrow().ok()?, last),
        _ => None,
    }
}

/// Days from one to another, both included.
pub(super) fn days(end: usize, from: Date, to: Date) -> Option<Point> {
    let until = Some(Stamp::of(to));
    Some(Point { until, rule: "date/week", ..Point::new(end, Stamp::of(from)) })
}

/// 最后一个周三 is of the document's month, in speech.
pub(super) fn last_of_month(cx: Context<'_>, at: usize) -> Option<Point> {
    let doc = cx.anchors.doc.filter(|_| cx.times && cx.text[at..].starts_with('最'))?;
    super::nth::counted_in(cx, at, Stamp::in_month(doc.year, doc.month()?))
}

/// 周末 by itself is that of the document's week, a weekday the next one after the document's day; before a date it adds nothing to it: 周日，二月十号.
pub(super) fn weekday_alone(cx: Context<'_>, at: usize) -> Option<Point> {
    if !cx.times {
        return None;
    }
    if let Some(end) = word_at(cx.text, at, "周末") {
        let monday = monday(cx.anchors.doc?.day()?)?;
        return days(end, add_days(monday, 5)?, add_days(monday, 6)?);
    }
    let (end, day) = weekday_at(cx.text, at)?;
    // 3月3日(星期二) tells the day.
    if any_before(cx.text, at, &["日(", "日（", "号(", "号（"]).is_some() {
        return None;
    }
    // A weekday behind the comma is another one; to follow it would go through a list of them again and again.
    if let Some(comma) = any_at(cx.text, end, &["，", ","])
        && let Some(date) =
            Some(skip_spaces(cx.text, comma, 1)).filter(|at| weekday_at(cx.text, *at).is_none())
        && let Some(point) = point_at(cx, date, cx.anchors.near())
        && matches!(point.stamp.part, Part::Day(..))
    {
        return Some(point);
    }
    let base = cx.anchors.doc?.day()?;
    let ahead = (day - 1 - days_since_monday(base)).rem_euclid(7);
    let next = add_days(base, if ahead == 0 { 7 } else { ahead })?;
    Some(Point { rule: "time/weekday", ..super::day::day_or_clock(cx, end, Stamp::of(next), None) })
}

/// 周三, 星期天: the place after it, and the day from 1 for Monday.
pub(super) fn weekday_at(text: &str, at: usize) -> Option<(usize, i64)> {
    let after = any_at(text, at, WEEK)?;
    let name = char_at(text, after)?;
    let day = match name {
        '日' | '天' => 7,
        _ => 1 + "一二三四五六".chars().position(|c| c == name)?,
    };
    let end = after + name.len_utf8();
    // 一周三次 counts, 周一般 is no Monday.
    let other = char_at(text, end)
        .is_some_and(|c| "次个共直起样般定度些名场回届轮期年月日天手边十百千万".contains(c));
    (!other).then_some((end, i64::try_from(day).ok()?))
}

/// The Monday of a day's week.
pub(super) fn monday(day: Date) -> Option<Date> {
    add_days(day, -days_since_monday(day))
}

fn days_since_monday(day: Date) -> i64 {
    i64::from(day.weekday().to_monday_zero_offset())
}

/// A day `count` days on.
pub(super) fn add_days(day: Date, count: i64) -> Option<Date> {
    day.checked_add(Span::new().try_days(count).ok()?).ok()
}
