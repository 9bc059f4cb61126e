//! Whole units of the calendar before or after the document's day, as they are said in speech: 上两周, 后三个月, 前两年.

use jiff::civil::Date;

use super::Context;
use super::calendar::Stamp;
use super::point::Point;
use super::small::small_at;
use super::week::{add_days, days, monday};
use crate::cursor::{any_at, char_before, word_at};

/// The last or next few days, weeks, months or years.
pub(super) fn counted_at(cx: Context<'_>, at: usize) -> Option<Point> {
    let text = cx.text;
    let back = any_at(text, at, &["上", "前"]);
    let after = back.or_else(|| any_at(text, at, &["下", "后"]))?;
    // 今后三年, 最后两周 and 以上7年 are other words.
    if char_before(text, at).is_some_and(|c| "最今以之此然先日午目".contains(c)) {
        return None;
    }
    let (count, from) = small_at(text, after).filter(|(n, _)| (1..=60).contains(n))?;
    let from = word_at(text, from, "个").unwrap_or(from);
    let today = cx.anchors.doc?.day().filter(|_| cx.times && cx.anchors.nearest().is_none())?;
    let point = period(text, from, today, i64::from(count), back.is_some())?;
    Some(Point { rule: "time/counted-period", ..point })
}

fn period(text: &str, at: usize, today: Date, count: i64, back: bool) -> Option<Point> {
    // The first unit of `count`, where `this` is the one that holds the document's day.
    let first = |unit: i64| if back { -count * unit } else { unit };
    if let Some(end) = any_at(text, at, &["天", "日"]) {
        let from = add_days(today, first(1))?;
        return days(end, from, add_days(from, count - 1)?);
    }
    if let Some(end) = any_at(text, at, &["星期", "礼拜", "周"]) {
        let from = add_days(monday(today)?, first(7))?;
        return days(end, from, add_days(from, 7 * count - 1)?);
    }
    let this = Stamp::of(today);
    if let Some(end) = word_at(text, at, "月") {
        let (from, count) = (i32::try_from(first(1)).ok()?, i32::try_from(count).ok()?);
        let month = |shift| Some(Stamp::plus_months(this.year, this.month()?, shift));
        return Some(Point { until: month(from + count - 1), ..Point::new(end, month(from)?) });
    }
    let end = word_at(text, at, "年")?;
    let (from, count) = (i32::try_from(first(1)).ok()?, i32::try_from(count).ok()?);
    let until = Some(Stamp::year(this.year + from + count - 1));
    Some(Point { until, ..Point::new(end, Stamp::year(this.year + from)) })
}
