//! Clock times: 17时09分, 17:09, 下午3时. They only ever extend a day.

use super::Context;
use super::calendar::{Part, Stamp};
use crate::cursor::{any_at, skip_spaces, word_at};

/// The clock time behind a day, with the place after it. 0—24时 is all of the day.
pub(crate) fn clock_at(cx: Context<'_>, at: usize, day: Stamp) -> Option<(Stamp, usize)> {
    let text = cx.text;
    let Part::Day(month, number) = day.part else { return None };
    let (from, afternoon) = part_of_day(text, skip_spaces(text, at, 1));
    let (hour, after) = field(cx, from)?;
    if let Some(end) = whole_day(cx, hour, after) {
        return Some((day, end));
    }
    let (minute, end) = minute_at(cx, after)?;
    let hour = if afternoon && hour < 12 { hour + 12 } else { hour };
    let stamp = Stamp { year: day.year, part: Part::Clock(month, number, hour, minute) };
    stamp.exists().then_some((stamp, end))
}

fn part_of_day(text: &str, at: usize) -> (usize, bool) {
    if let Some(end) = any_at(text, at, &["下午", "晚上", "晚", "傍晚"]) {
        return (end, true);
    }
    (any_at(text, at, &["上午", "凌晨", "清晨", "中午", "早上", "早"]).unwrap_or(at), false)
}

fn field(cx: Context<'_>, at: usize) -> Option<(u8, usize)> {
    let (numeral, end) = cx.numeral_at(at);
    let value = u8::try_from(numeral?.whole()?).ok()?;
    (value <= 60).then_some((value, end))
}

/// `时09分`, `:09`, or `时` alone.
fn minute_at(cx: Context<'_>, at: usize) -> Option<(u8, usize)> {
    let text = cx.text;
    if let Some(after) = any_at(text, at, &[":", "："]) {
        let (minute, end) = field(cx, after)?;
        return (end - after == 2).then_some((minute, end));
    }
    let after = any_at(text, at, &["时", "点"])?;
    match field(cx, after) {
        Some((minute, end)) => Some((minute, word_at(text, end, "分")?)),
        None => Some((0, after)),
    }
}

fn whole_day(cx: Context<'_>, hour: u8, at: usize) -> Option<usize> {
    let text = cx.text;
    let after = any_at(text, at, &["—", "-", "~", "至", "到", "–"])?;
    let (to, end) = field(cx, after)?;
    let end = any_at(text, end, &["时", "点"])?;
    (hour == 0 && to == 24).then_some(end)
}
