//! Whole units of the calendar before or after a day: 上两周, 后三个月, 前两年 of speech, and 第二天.

use jiff::civil::Date;

use super::calendar::Stamp;
use super::day::day_or_clock;
use super::point::Point;
use super::small::small_at;
use super::week::{add_days, days, monday};
use super::{Context, now};
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
    // 上一年 and 前一天 are words of their own.
    if cx.lexicon.dates.at(text, at).is_some_and(|(end, _)| end > after) {
        return None;
    }
    let (count, from) = small_at(text, after).filter(|(n, _)| (1..=60).contains(n))?;
    if let Some(point) = now::units_at(cx, from, i64::from(count), back.is_some()).filter(|_| cx.times) {
        return Some(Point { rule: "time/counted-period", ..point });
    }
    let from = word_at(text, from, "个").unwrap_or(from);
    let today = cx.anchors.doc?.day().filter(|_| cx.times && cx.anchors.nearest().is_none())?;
    let point = period(text, from, today, i64::from(count), back.is_some())?;
    Some(Point { rule: "time/counted-period", ..point })
}

/// 第二天, 第三年: counted from the day or year last spoken of, which is the first; in speech from the document's. Only
/// where a clause begins: 访华第二天 is counted from another day.
pub(super) fn in_turn_at(cx: Context<'_>, at: usize) -> Option<Point> {
    let text = cx.text;
    let (count, from) = small_at(text, word_at(text, at, "第")?).filter(|(n, _)| (2..=10).contains(n))?;
    let begins = char_before(text, at).is_none_or(|c| !c.is_alphanumeric() || "到在于从至".contains(c));
    if !begins {
        return None;
    }
    let told = match cx.anchors.nearest() {
        Some((from, to)) if from == to => to,
        None if cx.times => cx.anchors.doc?,
        _ => return None,
    };
    let rule = "date/counted-on";
    if let Some(end) = word_at(text, from, "天") {
        let day = Stamp::of(add_days(told.day()?, i64::from(count) - 1)?);
        return Some(Point { rule, ..day_or_clock(cx, end, day, None) });
    }
    let end = word_at(text, from, "年").filter(|end| any_at(text, *end, &["级", "度"]).is_none())?;
    Some(Point { rule, ..Point::new(end, Stamp::year(told.year + i32::from(count) - 1)) })
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
        let until = month(from + count - 1).filter(|_| count > 1);
        return Some(Point { until, ..Point::new(end, month(from)?) });
    }
    let end = word_at(text, at, "年")?;
    let (from, count) = (i32::try_from(first(1)).ok()?, i32::try_from(count).ok()?);
    let until = (count > 1).then(|| Stamp::year(this.year + from + count - 1));
    Some(Point { until, ..Point::new(end, Stamp::year(this.year + from)) })
}
