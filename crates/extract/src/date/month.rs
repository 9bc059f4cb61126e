//! A month and what of it is meant: a day, ten days, its beginning or end, the n-th week.

use kaoju_record::Modifier;

use super::Context;
use super::calendar::{Part, Stamp};
use super::day::{day_or_clock, day_unsaid};
use super::listed::listed_unit;
use super::modifier::modifier_at;
use super::nth::counted_in;
use super::point::Point;
use super::small::small_at;
use super::week::half_month;
use crate::cursor::{any_at, word_at};

/// The month, or the day of it that follows.
pub(super) fn month_or_day(cx: Context<'_>, at: usize, month: Stamp) -> Option<Point> {
    let text = cx.text;
    let number = month.month()?;
    if let (Some(numeral), end) = cx.numeral_at(at)
        && let Some(day) = numeral.whole().and_then(|d| u8::try_from(d).ok())
        && let Some(after) = any_at(text, end, &["日", "号"])
            .or_else(|| listed_unit(cx, at, end).filter(|unit| *unit != '月').map(|_| end))
            .or_else(|| day_unsaid(cx, end))
    {
        let stamp = Stamp { year: month.year, part: Part::Day(number, day) };
        if stamp.exists() {
            return Some(day_or_clock(cx, after, stamp, None));
        }
    }
    if let Some(end) = any_at(text, at, &["上半月", "下半月"]) {
        return half_month(&text[at..at + '上'.len_utf8()], end, month);
    }
    if let Some(point) = counted_in(cx, at, month) {
        return Some(point);
    }
    let ten_days = [("上旬", Modifier::Start), ("中旬", Modifier::Mid), ("下旬", Modifier::End)];
    let part = ten_days.iter().find_map(|(word, m)| word_at(text, at, word).map(|end| (Some(*m), end)));
    let ends = || any_at(text, at, &["月底", "月末"]).map(|end| (Some(Modifier::End), end));
    let (modifier, end) = part.or_else(ends).unwrap_or_else(|| modifier_at(cx, at, month.part));
    Some(Point { modifier, rule: "date/month", ..Point::new(end, month) })
}

/// 2月29日 without a year is of the last one that had it.
pub(super) fn leap_year(cx: Context<'_>, at: usize, month: Stamp, year: Option<Stamp>) -> Stamp {
    let last = small_at(cx.text, at)
        .is_some_and(|(day, end)| day == 29 && any_at(cx.text, end, &["日", "号"]).is_some());
    let leaps = |year: &i32| Stamp { year: *year, part: Part::Day(2, 29) }.exists();
    match month.part {
        Part::Month(2) if last && year.is_none() => {
            (month.year - 8..=month.year).rev().find(leaps).map_or(month, |year| Stamp { year, ..month })
        }
        _ => month,
    }
}
