//! What is counted from the clock time of the document, where that is known: 此刻, 前两分钟, 三小时后.

use jiff::Span;
use jiff::civil::DateTime;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Context;
use super::calendar::Stamp;
use super::length::{Length, unit_at};
use super::point::Point;
use crate::cursor::char_at;
use crate::lexicon::DateWord;

/// 此刻, 现在.
pub(super) fn now_at(cx: Context<'_>, at: usize) -> Option<Point> {
    let now = cx.anchors.now.filter(|_| cx.times)?;
    let (end, DateWord::Now) = cx.lexicon.spoken.at(cx.text, at)? else { return None };
    // 现在的中国 speaks of nowadays.
    (char_at(cx.text, end) != Some('的')).then(|| Point { rule: "time/now", ..Point::new(end, now) })
}

/// 前两分钟, 后三小时: whole hours, minutes or seconds before or after the one that holds the document's time.
pub(super) fn units_at(cx: Context<'_>, at: usize, count: i64, back: bool) -> Option<Point> {
    let now = cx.anchors.now?.moment()?;
    let (end, letter, _) = unit_at(cx.text, at)?;
    let unit = match letter {
        "T1H" => 3600,
        "T15M" => 900,
        "T1M" => 60,
        "T1S" => 1,
        _ => return None,
    };
    let seconds = i64::from(now.hour()) * 3600 + i64::from(now.minute()) * 60 + i64::from(now.second());
    let begun = seconds % unit;
    let first = later(now, if back { -begun - count * unit } else { unit - begun })?;
    let until = Some(Stamp::at(later(first, count * unit)?));
    Some(Point { until, ..Point::new(end, Stamp::at(first)) })
}

/// 两分钟前, 三小时后: so much before (`sign` -1) or after the time last told, else the document's.
pub(super) fn counted(cx: Context<'_>, length: &Length, sign: i64) -> Option<Stamp> {
    let told = match cx.anchors.nearest() {
        Some((_, to)) => to.moment(),
        None => cx.anchors.now?.moment(),
    };
    later(told.filter(|_| cx.times)?, sign * seconds(length)?).map(Stamp::at)
}

fn later(moment: DateTime, seconds: i64) -> Option<DateTime> {
    moment.checked_add(Span::new().try_seconds(seconds).ok()?).ok()
}

/// How many seconds it is, where it is nothing but hours, minutes and seconds.
fn seconds(length: &Length) -> Option<i64> {
    let iso = length.iso();
    let mut rest = iso.strip_prefix("PT").filter(|_| length.exact())?;
    let mut total = Decimal::ZERO;
    while let Some(letter) = rest.find(['H', 'M', 'S']) {
        let unit = match rest.as_bytes()[letter] {
            b'H' => 3600,
            b'M' => 60,
            _ => 1,
        };
        total += rest[..letter].parse::<Decimal>().ok()? * Decimal::from(unit);
        rest = &rest[letter + 1..];
    }
    (total.fract().is_zero() && rest.is_empty()).then(|| total.to_i64())?
}
