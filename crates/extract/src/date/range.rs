//! From one point to another: 2019年1月至7月, 2021—2025年, 三月和九月之间, 2005年到现在.

use kaoju_record::Value;

use super::calendar::{Part, Stamp};
use super::clock::{clock, part_of_day, short_part};
use super::point::{Point, point_at};
use super::week::{add_days, weekday_at};
use super::{Context, DateMatch, compared, time};
use crate::cursor::{any_at, char_at, char_before, is_han, skip_spaces, word_at};
use crate::numeral::{Numeral, Style};

/// 2019年1月至7月, 2013年4月至2019年6月, 2005年到现在.
pub(super) fn range(cx: Context<'_>, at: usize, point: &Point) -> Option<DateMatch> {
    let after = connector(cx.text, skip_spaces(cx.text, point.end, 1)).or_else(|| between(cx, point))?;
    let after = skip_spaces(cx.text, after, 1);
    if let (Part::Clock(..), None) = (point.stamp.part, point.until)
        && let Some((until, end)) = later_time(cx, at, after, point)
    {
        return period(cx, at, end, point.stamp, until, "date/clock");
    }
    // 9日至今天 ends with the document's day, where that is known; 1949年到今天 is nowadays.
    let exact = point.stamp.month().is_some() && any_at(cx.text, after, &["今天", "今日"]).is_some();
    let today = || exact && point_at(cx, after, None).is_some();
    let now = any_at(cx.text, after, &["现在", "目前", "如今", "今天", "今"]);
    if let (Some(end), true) = (now.filter(|_| !today()), point.until.is_none()) {
        // 至今年 is no 至今.
        if word_at(cx.text, end, "年").is_none() {
            let value = Value::Period { edtf: format!("{}/..", point.stamp), modifier: point.modifier };
            let fixes = Some((point.stamp, point.stamp));
            return Some(DateMatch { start: at, end, value, rule: "date/open-since", fixes });
        }
    }
    let to = point_at(cx, after, Some(point.last())).map(|to| in_week_of(cx.text, after, point, to))?;
    if matches!(to.stamp.part, Part::Century | Part::Decade)
        != matches!(point.stamp.part, Part::Century | Part::Decade)
    {
        return None;
    }
    period(cx, at, to.end, point.stamp, to.last(), "date/range")
}

pub(super) fn period(
    cx: Context<'_>,
    at: usize,
    end: usize,
    from: Stamp,
    to: Stamp,
    rule: &'static str,
) -> Option<DateMatch> {
    let value = Value::Period { edtf: format!("{from}/{to}"), modifier: None };
    let fixes = (!compared(cx.text, at)).then_some((from, to));
    // Within one year the EDTF strings stand in the order of time.
    let ordered = from.year < to.year || from.year == to.year && from.to_string() <= to.to_string();
    ordered.then_some(DateMatch { start: at, end, value, rule, fixes })
}

/// The place after a connector between the two ends of a range.
pub(crate) fn connector(text: &str, at: usize) -> Option<usize> {
    match char_at(text, at)? {
        '—' | '–' | '~' | '－' | '-' | '至' | '到' | '─' | '―' => {
            any_at(text, at, &["——", "—", "–", "~", "－", "-", "至", "到", "─", "―"])
        }
        '起' | '开' => word_at(text, at, "起至").or_else(|| begun(text, at)),
        _ => None,
    }
}

/// 从今天24时开始，到2月17日24时: the first end has its own marker.
fn begun(text: &str, at: usize) -> Option<usize> {
    let marker = any_at(text, at, &["开始", "起"])?;
    let comma = any_at(text, marker, &["，", ","]).unwrap_or(marker);
    any_at(text, comma, &["一直到", "到", "至"])
}

/// 周一到周五: the second weekday is the one after the first; a time behind it (上午9点到下午5点) is of every day.
fn in_week_of(text: &str, after: usize, from: &Point, to: Point) -> Point {
    let weekdays = from.rule == "time/weekday" && to.rule == from.rule;
    let (Some(first), Some(day), Some((end, _))) =
        (from.stamp.day(), to.stamp.day(), weekday_at(text, after).filter(|_| weekdays))
    else {
        return to;
    };
    let later = if day < first { add_days(day, 7) } else { Some(day) };
    later.map_or(to, |day| Point { end, stamp: Stamp::of(day), until: None, ..to })
}

/// What joins two ends where [`BETWEEN`] follows.
const JOINED: &[&str] = &["和", "与", "及"];
const BETWEEN: &[&str] = &["之间", "期间", "间"];

/// 三月和九月之间: 和 joins two ends where 之间 follows.
fn between(cx: Context<'_>, point: &Point) -> Option<usize> {
    let after = any_at(cx.text, point.end, JOINED)?;
    let to = point_at(cx, after, Some(point.last()))?;
    any_at(cx.text, to.end, BETWEEN).map(|_| after)
}

/// 下午1点到3点十分: the second time of the same day.
fn later_time(cx: Context<'_>, at: usize, after: usize, point: &Point) -> Option<(Stamp, usize)> {
    let Part::Clock(_, _, from) = point.stamp.part else { return None };
    // The part of the day stands before the first time, if anywhere.
    let named = |i: usize| part_of_day(cx.text, i).or_else(|| short_part(cx.text, i));
    let part = cx.text[at..point.end].char_indices().find_map(|(i, _)| named(at + i)).map(|p| p.0);
    let second = clock(cx.text, after, part.filter(|part| part.is_late()))?;
    Some((time::later(cx, Stamp::of(point.stamp.day()?), from, second.time)?, second.end))
}

/// 2021—2025年, 1—10月, 2024年1~10月, 5月1—3日: one unit for both ends.
pub(super) fn shared_unit(
    cx: Context<'_>,
    at: usize,
    from: usize,
    point: Option<&Point>,
) -> Option<DateMatch> {
    let text = cx.text;
    let (first, end) = cx.numeral_at(from);
    let first = first.filter(|n| n.digits > 0 || n.plain)?;
    if let Some(after) = connector(text, skip_spaces(text, end, 1)) {
        return with_unit(cx, at, &first, skip_spaces(text, after, 1), point);
    }
    let joined = with_unit(cx, at, &first, any_at(text, end, JOINED)?, point)?;
    any_at(text, joined.end, BETWEEN).map(|_| joined)
}

/// The second end of a range at `after`, whose unit the first one shares.
fn with_unit(
    cx: Context<'_>,
    at: usize,
    first: &Numeral,
    after: usize,
    point: Option<&Point>,
) -> Option<DateMatch> {
    let text = cx.text;
    let (second, end) = cx.numeral_at(after);
    let (second, low) = (second?, u8::try_from(first.whole()?).ok());
    let within = point.map(|p| p.stamp);
    let part = within.map_or(Part::Whole, |s| s.part);
    if point.is_none() && first.digits == 4 && second.digits == 4 {
        return years(cx, at, first, after, &second);
    }
    if point.is_none() && first.digits == 4 && second.digits == 2 && first.style == Style::Arabic {
        // 1995—97年: the century stands once.
        let (from, last) = (year_number(first)?, i32::try_from(second.whole()?).ok()?);
        let to = Stamp::year(from / 100 * 100 + last);
        return period(cx, at, word_at(text, end, "年")?, Stamp::year(from), to, "date/range");
    }
    let whole = matches!(part, Part::Whole) && point.is_none_or(|p| p.modifier.is_none());
    if let Some(end) = any_at(text, end, &["月份", "月"]).filter(|_| whole) {
        let year = within.or(cx.anchors.near())?.year;
        let stamp = |month| Stamp { year, part: Part::Month(month) };
        let (from, to) = (stamp(low?), stamp(u8::try_from(second.whole()?).ok()?));
        return if from.exists() && to.exists() { period(cx, at, end, from, to, "date/range") } else { None };
    }
    let end = any_at(text, end, &["日", "号"])?;
    let month = match (point.is_some(), part) {
        (true, Part::Month(month)) => month,
        (false, _) => cx.anchors.near()?.month()?,
        _ => return None,
    };
    let year = within.or(cx.anchors.near())?.year;
    let stamp = |day| Stamp { year, part: Part::Day(month, day) };
    let (from, to) = (stamp(low?), stamp(u8::try_from(second.whole()?).ok()?));
    if from.exists() && to.exists() { period(cx, at, end, from, to, "date/range") } else { None }
}

/// 2021—2025年, 2011—2016年6月; without 年 where nothing else can be meant: (2025~2027).
fn years(cx: Context<'_>, at: usize, first: &Numeral, after: usize, second: &Numeral) -> Option<DateMatch> {
    let from = Stamp::year(year_number(first)?);
    if let Some(to) = point_at(cx, after, None) {
        return period(cx, at, to.end, from, to.last(), "date/range");
    }
    let to = Stamp::year(year_number(second)?);
    let alone =
        char_at(cx.text, second.end).is_none_or(|c| !is_han(c) && !c.is_ascii_alphanumeric() && c != '%');
    let begins = char_before(cx.text, at).is_none_or(|c| !c.is_ascii_alphanumeric() && c != '-');
    if alone && begins { period(cx, at, second.end, from, to, "date/range") } else { None }
}

pub(super) fn year_number(numeral: &Numeral) -> Option<i32> {
    let number = i32::try_from(numeral.whole()?).ok()?;
    (1000..3000).contains(&number).then_some(number)
}
