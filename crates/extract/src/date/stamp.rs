//! Dates in digits only: 2014-05-29, 2014/5/29, 2014.5.29, 20221202, each with a clock time behind it.

use kaoju_record::Value;

use super::calendar::{Part, Stamp};
use super::clock::clock_at;
use super::{Context, DateMatch};
use crate::cursor::char_before;

/// The date in digits that begins at `at`.
pub(crate) fn stamp_at(cx: Context<'_>, at: usize) -> Option<DateMatch> {
    let bytes = cx.text.as_bytes();
    if !bytes.get(at)?.is_ascii_digit()
        || char_before(cx.text, at)
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.' | '_'))
    {
        return None;
    }
    let (day, end) = separated(bytes, at).or_else(|| compact(bytes, at))?;
    if bytes.get(end).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'/' | b'_')) {
        return None;
    }
    if !day.exists() || !(1800..2200).contains(&day.year) {
        return None;
    }
    let (stamp, end) = clock_at(cx, end, day).unwrap_or((day, end));
    let value = Value::Date { edtf: stamp.to_string(), modifier: None };
    Some(DateMatch { start: at, end, value, rule: "date/stamp", fixes: Some((stamp, stamp)) })
}

fn number(bytes: &[u8], at: usize, most: usize) -> Option<(u16, usize)> {
    let end = at + bytes.get(at..)?.iter().take(most).take_while(|b| b.is_ascii_digit()).count();
    let value = std::str::from_utf8(&bytes[at..end]).ok()?.parse().ok()?;
    Some((value, end))
}

/// Year, month and day with one and the same separator between them.
fn separated(bytes: &[u8], at: usize) -> Option<(Stamp, usize)> {
    let (year, after) = number(bytes, at, 4)?;
    let sign = *bytes.get(after)?;
    if after - at != 4 || !matches!(sign, b'-' | b'/' | b'.') {
        return None;
    }
    let (month, after) = number(bytes, after + 1, 2)?;
    if *bytes.get(after)? != sign {
        return None;
    }
    let (day, end) = number(bytes, after + 1, 2)?;
    if bytes.get(end).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    Some((stamp(year, month, day)?, end))
}

/// 20221202.
fn compact(bytes: &[u8], at: usize) -> Option<(Stamp, usize)> {
    let digits = bytes[at..].iter().take(9).take_while(|b| b.is_ascii_digit()).count();
    if digits != 8 {
        return None;
    }
    let (year, _) = number(bytes, at, 4)?;
    let (month, _) = number(bytes, at + 4, 2)?;
    let (day, end) = number(bytes, at + 6, 2)?;
    (year >= 1900).then_some(())?;
    Some((stamp(year, month, day)?, end))
}

fn stamp(year: u16, month: u16, day: u16) -> Option<Stamp> {
    let part = Part::Day(u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    Some(Stamp { year: i32::from(year), part })
}
