//! One point of the calendar, from the coarse to the fine: year, part of a year, month, day, clock time.

use kaoju_record::Modifier;

use super::Context;
use super::calendar::{Part, Stamp};
use super::counted::{counted_at, in_turn_at};
use super::day::day_of_text;
use super::modifier::modifier_at;
use super::now::now_at;
use super::nth::counted_in;
use super::part::part_of_year;
use super::stamp::stamp_at;
use super::week::{last_of_month, shifted_at, weekday_alone};
use super::year::{century_before, finer_follows, year_at};
use crate::cursor::{skip_spaces, word_at};

/// A point, or the first months of a year.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point {
    /// The place after it.
    pub end: usize,
    /// When.
    pub stamp: Stamp,
    /// The last month, where several are meant: 前四个月.
    pub until: Option<Stamp>,
    /// Beginning, middle or end of it.
    pub modifier: Option<Modifier>,
    /// The rule that found it.
    pub rule: &'static str,
}

impl Point {
    /// A point that ends at `end`; who reads more says so.
    pub(crate) fn new(end: usize, stamp: Stamp) -> Self {
        Self { end, stamp, until: None, modifier: None, rule: "date/day" }
    }

    pub(crate) fn last(&self) -> Stamp {
        self.until.unwrap_or(self.stamp)
    }
}

/// The point that begins at `at`. What it leaves open is taken from `near`.
pub(crate) fn point_at(cx: Context<'_>, at: usize, near: Option<Stamp>) -> Option<Point> {
    if let Some(point) = stamp_at(cx, at).or_else(|| counted_at(cx, at)).or_else(|| now_at(cx, at)) {
        return Some(point);
    }
    if let Some((first, last, end)) = century_before(cx, at) {
        return Some(Point { until: Some(last), rule: "date/century", ..Point::new(end, first) });
    }
    let Some(year) = year_at(cx, at) else {
        return part_of_year(cx, at, None, near)
            .or_else(|| shifted_at(cx, at))
            .or_else(|| day_of_text(cx, at))
            .or_else(|| in_turn_at(cx, at))
            .or_else(|| weekday_alone(cx, at))
            .or_else(|| last_of_month(cx, at));
    };
    if year.stamp.part == Part::Whole {
        let from = word_at(cx.text, year.end, "的").filter(|at| finer_follows(cx, *at)).unwrap_or(year.end);
        let from = skip_spaces(cx.text, from, 1);
        let part = part_of_year(cx, from, Some(year.stamp), near);
        if let Some(point) = part.or_else(|| counted_in(cx, from, year.stamp)) {
            return Some(point);
        }
    }
    let rule = match year.stamp.part {
        Part::Decade => "date/decade",
        Part::Century => "date/century",
        _ if year.relative => "date/relative-year",
        _ => "date/year",
    };
    let (modifier, end) = modifier_at(cx, year.end, year.stamp.part);
    Some(Point { modifier, rule, ..Point::new(end, year.stamp) })
}
