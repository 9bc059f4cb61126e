//! Dates in digits only: 2014-05-29, 2014/5/29, 2014.5.29, 20221202, 29.5.2014, 5/29/2014.

use super::Context;
use super::calendar::{Part, Stamp};
use super::clock::{clock_at, on};
use super::point::Point;
use crate::cursor::{char_at, char_before, is_han};

/// The date in digits that begins at `at`, with the time behind it.
pub(super) fn stamp_at(cx: Context<'_>, at: usize) -> Option<Point> {
    let Some((day, end)) = bare(cx, at) else { return month_at(cx, at) };
    let bytes = cx.text.as_bytes();
    let (stamp, end) = clock_at(cx, end, day).or_else(|| joined_time(cx, end, day)).unwrap_or((day, end));
    let joined = matches!(bytes.get(end), Some(b'-' | b'/')) && bare(cx, end + 1).is_none();
    // Z is the zone of a time in ISO 8601.
    let zone = matches!(stamp.part, Part::Clock(..)) && bytes.get(end) == Some(&b'Z');
    if joined || !zone && bytes.get(end).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_') {
        return None;
    }
    Some(Point { rule: "date/stamp", ..Point::new(end, stamp) })
}

/// Whether a date in digits may begin at `at`: it is no part of a longer string of signs.
pub(super) fn opens(text: &str, at: usize) -> bool {
    char_before(text, at).is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '/' | '.' | '_'))
}

/// 1999.08-2002.02: months in digits, where two of them make a range.
pub(super) fn months_at(cx: Context<'_>, at: usize) -> Option<(Stamp, Stamp, usize)> {
    let bytes = cx.text.as_bytes();
    let month = |at: usize| {
        let (year, after) = number(bytes, at, 4).filter(|(year, _)| (1900..2100).contains(year))?;
        let sign = bytes.get(after).filter(|b| matches!(b, b'.' | b'/'))?;
        let (month, end) = number(bytes, after + 1, 3).filter(|(_, end)| end - after == 3)?;
        let stamp = Stamp::in_month(i32::from(year), u8::try_from(month).ok()?);
        (after - at == 4 && stamp.exists()).then_some((stamp, *sign, end))
    };
    let (from, sign, end) = month(at)?;
    let after = super::range::connector(cx.text, end)?;
    let (to, same, end) = month(after)?;
    // 1950.05-1960.12美元 are prices.
    let ends = bytes.get(end).is_none_or(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'-' | b'.' | b'%'))
        && cx.lexicon.units.at(cx.text, end).is_none();
    (sign == same && ends).then_some((from, to, end))
}

/// A day in digits, without a look at what stands around it.
fn bare(cx: Context<'_>, at: usize) -> Option<(Stamp, usize)> {
    let bytes = cx.text.as_bytes();
    if !bytes.get(at)?.is_ascii_digit() {
        return None;
    }
    let fields = fields(bytes, at);
    let found = match &fields {
        Some(f) => separated(f)
            .or_else(|| year_last(f))
            .or_else(|| spaced(f).filter(|_| cx.times))
            .or_else(|| short_year(f).filter(|_| cx.times))
            .map(|stamp| (stamp, f.end)),
        None => compact(bytes, at),
    };
    found.filter(|(day, _)| day.exists() && (1800..2200).contains(&day.year))
}

/// 2021-06, 7/2021, 4/22, in speech.
fn month_at(cx: Context<'_>, at: usize) -> Option<Point> {
    let bytes = cx.text.as_bytes();
    if !cx.times || !bytes.get(at)?.is_ascii_digit() {
        return None;
    }
    let (stamp, end) =
        fields_of_month(bytes, at).or_else(|| month_and_year(bytes, at)).or_else(|| month_and_day(cx, at))?;
    Some(Point { rule: "date/stamp", ..Point::new(end, stamp) })
}

/// 7/2021.
fn month_and_year(bytes: &[u8], at: usize) -> Option<(Stamp, usize)> {
    let (month, after) = number(bytes, at, 3).filter(|(_, end)| end - at <= 2)?;
    let (year, end) = number(bytes, after + 1, 5).filter(|(year, _)| (1900..2100).contains(year))?;
    let stamp = Stamp::in_month(i32::from(year), u8::try_from(month).ok()?);
    let fits = bytes.get(after) == Some(&b'/') && end - after == 5 && closes(bytes, end);
    (fits && stamp.exists()).then_some((stamp, end))
}

/// 4/22, 23/7: one of them must be more than a month, so that 1/2 stays a fraction; 3/16 of a thing is one too.
fn month_and_day(cx: Context<'_>, at: usize) -> Option<(Stamp, usize)> {
    let bytes = cx.text.as_bytes();
    let (first, after) = number(bytes, at, 3).filter(|(_, end)| end - at <= 2)?;
    let (second, end) = number(bytes, after + 1, 3).filter(|(_, end)| end - after <= 3)?;
    let free = |c: char| !is_han(c) || "的有是和到至我你他".contains(c);
    let idiom = (first, second) == (24, 7);
    let fits = bytes.get(after) == Some(&b'/') && first.max(second) > 12 && !idiom && closes(bytes, end);
    let alone = char_at(cx.text, end).is_none_or(free) && cx.lexicon.units.at(cx.text, end).is_none();
    let (month, day) = if first <= 12 { (first, second) } else { (second, first) };
    let stamp = stamp(u16::try_from(cx.anchors.near()?.year).ok()?, month, day)?;
    (fits && alone && stamp.exists()).then_some((stamp, end))
}

/// Whether a date in digits ends at `at`.
fn closes(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_none_or(|b| !b.is_ascii_alphanumeric() && !b"-/.%".contains(b))
}

/// A year of four digits and a month, with nothing of a number behind them; 2021.7 is a number.
fn fields_of_month(bytes: &[u8], at: usize) -> Option<(Stamp, usize)> {
    let (year, after) =
        number(bytes, at, 5).filter(|(year, end)| end - at == 4 && (1900..2100).contains(year))?;
    let sign = bytes.get(after).filter(|sign| matches!(sign, b'-' | b'/' | b'.'))?;
    let (month, end) = number(bytes, after + 1, 3)?;
    let full = end - after == 3 || end - after == 2 && *sign != b'.';
    let stamp = Stamp::in_month(i32::from(year), u8::try_from(month).ok()?);
    (full && stamp.exists() && closes(bytes, end)).then_some((stamp, end))
}

/// 2021-09-12T11:23, 2021-09-12-11:23.
fn joined_time(cx: Context<'_>, end: usize, day: Stamp) -> Option<(Stamp, usize)> {
    let clock =
        super::clock::clock(cx.text, end + 1, None).filter(|_| cx.text[end..].starts_with(['-', 'T']))?;
    Some((on(cx, day, clock.time)?, clock.end))
}

/// At most `most` digits.
fn number(bytes: &[u8], at: usize, most: usize) -> Option<(u16, usize)> {
    let end = at + bytes.get(at..)?.iter().take(most).take_while(|b| b.is_ascii_digit()).count();
    let value =
        bytes[at..end].iter().try_fold(0_u16, |sum, b| sum.checked_mul(10)?.checked_add(u16::from(b - b'0')));
    value.filter(|_| end > at).map(|value| (value, end))
}

/// Three numbers of at most four digits with signs between them.
struct Fields {
    numbers: [u16; 3],
    widths: [usize; 3],
    signs: [u8; 2],
    end: usize,
}

fn fields(bytes: &[u8], at: usize) -> Option<Fields> {
    let sign = |at: usize| bytes.get(at).copied().filter(|sign| b"-/. ".contains(sign));
    let (first, a) = number(bytes, at, 5)?;
    let before = sign(a)?;
    let (second, b) = number(bytes, a + 1, 3)?;
    let behind = sign(b)?;
    let (third, end) = number(bytes, b + 1, 5)?;
    let dotted = bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    (!dotted).then_some(Fields {
        numbers: [first, second, third],
        widths: [a - at, b - a - 1, end - b - 1],
        signs: [before, behind],
        end,
    })
}

/// Year, month and day, a sign between them; two different signs only between fields of full width (1994.01-19).
fn separated(f: &Fields) -> Option<Stamp> {
    let known = !f.signs.contains(&b' ');
    let same = f.signs[0] == f.signs[1] || f.widths == [4, 2, 2];
    let fits = f.widths[0] == 4 && f.widths[1] <= 2 && f.widths[2] <= 2;
    let [year, month, day] = f.numbers;
    stamp(year, month, day).filter(|_| known && same && fits)
}

/// 2010 01 29, 2010 1 29.
fn spaced(f: &Fields) -> Option<Stamp> {
    let [year, month, day] = f.numbers;
    stamp(year, month, day).filter(|_| f.signs == [b' '; 2] && f.widths[0] == 4 && f.widths[2] <= 2)
}

/// 13.5.2015; with strokes the month comes first where it can, else where it must: 10/31/1974, 3-23-2017.
fn year_last(f: &Fields) -> Option<Stamp> {
    let same = f.signs[0] == f.signs[1] && f.signs[0] != b' ';
    let fits = same && f.widths[2] == 4 && f.widths[0] <= 2;
    day_and_month(f, f.numbers[2]).filter(|_| fits)
}

/// 3-7-07, 05/05/71; 27-7-3 begins with its year.
fn short_year(f: &Fields) -> Option<Stamp> {
    if f.signs[0] != f.signs[1] || !matches!(f.signs[0], b'-' | b'/') {
        return None;
    }
    let full = |year: u16| if year < 50 { 2000 + year } else { 1900 + year };
    let [first, month, last] = f.numbers;
    match f.widths {
        [1 | 2, 1 | 2, 2] => day_and_month(f, full(last)),
        [2, 1 | 2, 1] => stamp(full(first), month, last),
        _ => None,
    }
}

fn day_and_month(f: &Fields, year: u16) -> Option<Stamp> {
    let [first, second, _] = f.numbers;
    let month_first = first <= 12 && (f.signs[0] == b'/' || second > 12);
    if month_first { stamp(year, first, second) } else { stamp(year, second, first) }
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
