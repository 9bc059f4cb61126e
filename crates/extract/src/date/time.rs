//! Clock times by themselves, where they are asked for: 下午五点到晚上七点半, 15:30, 上午. With a day that is known they
//! are dates; where nothing tells a day, or no dates are asked for, they are times.

use kaoju_record::Value;

use super::calendar::Stamp;
use super::clock::{Clock, Time, clock, counts_points, on, part_of_day};
use super::open::{before_marker, since_marker};
use super::range::connector;
use super::small::small_at;
use super::{Context, DateMatch};
use crate::cursor::{char_at, char_before, skip_spaces};
use crate::numeral::in_identifier;

/// The clock time, or the two of them, that begin at `at`.
pub(super) fn time_at(cx: Context<'_>, at: usize) -> Option<DateMatch> {
    let text = cx.text;
    let inside = char_before(text, at).is_some_and(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '第'));
    if !cx.times || inside || in_identifier(text, at) {
        return None;
    }
    let (from, until, end) = read(text, at)?;
    let day = cx.anchors.day().filter(|_| cx.dates);
    if let (Some(day), None) = (day, until)
        && let Some(found) = opened(cx, at, end, day, from)
    {
        return Some(found);
    }
    let value = match (day.and_then(|day| on(cx, day, from)), until) {
        (Some(stamp), None) => Value::Date { edtf: stamp.to_string(), modifier: None },
        (Some(stamp), Some(until)) => {
            Value::Period { edtf: format!("{stamp}/{}", later(cx, day?, from, until)?), modifier: None }
        }
        (None, None) => Value::Time { iso: format!("T{from}"), modifier: None },
        (None, Some(until)) => Value::Time { iso: format!("T{from}/T{until}"), modifier: None },
    };
    Some(DateMatch { start: at, end, value, rule: "time/clock", fixes: None })
}

/// 下午五点以后, 10点之前: open at one end.
fn opened(cx: Context<'_>, at: usize, end: usize, day: Stamp, time: Time) -> Option<DateMatch> {
    let stamp = on(cx, day, time)?;
    let (edtf, end) = match since_marker(cx.text, end) {
        Some(end) => (format!("{stamp}/.."), end),
        None => (format!("../{stamp}"), before_marker(cx.text, end)?),
    };
    let value = Value::Period { edtf, modifier: None };
    Some(DateMatch { start: at, end, value, rule: "time/clock", fixes: None })
}

/// A time after another one: of the next day where the clock went round.
pub(super) fn later(cx: Context<'_>, day: Stamp, from: Time, until: Time) -> Option<Stamp> {
    let next = if until < from { Stamp::of(day.day()?.tomorrow().ok()?) } else { day };
    on(cx, next, until)
}

/// First time, last time where there are two, and the place after them.
fn read(text: &str, at: usize) -> Option<(Time, Option<Time>, usize)> {
    if let Some(first) = clock(text, at, None) {
        return match second(text, &first) {
            Some((until, end)) => Some((first.time, Some(until), end)),
            None if counts_points(text, at, &first) => None,
            None => Some((first.time, None, first.end)),
        };
    }
    let (part, end) = part_of_day(text, at).map_or((None, at), |(part, end)| (Some(part), end));
    // 9~12点半: the unit stands once.
    if let Some((hour, after)) = small_at(text, end).filter(|(hour, _)| *hour <= 24)
        && let Some(last) = connector(text, after).and_then(|next| clock(text, next, part))
    {
        let hour = part.map_or(hour, |part| part.hour(hour));
        return Some((Time::whole(hour), Some(last.time), last.end));
    }
    // 早上好 greets.
    let other = char_at(text, end).is_some_and(|c| "好茶饭餐门恋".contains(c));
    part.filter(|_| !other)
        .map(|part| (Time::whole(part.from), (part.to > part.from).then(|| Time::whole(part.to)), end))
}

/// The time behind a connector; it lies in the same part of the day where it names none: 下午5:00到6:00.
pub(super) fn second(text: &str, first: &Clock) -> Option<(Time, usize)> {
    let after = skip_spaces(text, connector(text, skip_spaces(text, first.end, 1))?, 1);
    let carried = first.part.filter(|part| part.is_late());
    let second = clock(text, after, carried)?;
    let clear = first.sure || second.sure || !counts_points(text, after, &second);
    clear.then_some((second.time, second.end))
}
