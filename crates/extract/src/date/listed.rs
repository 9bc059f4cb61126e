//! Months and days that are told together and share a unit: 七八月, 1、2月, 5月1、2、3日.

use rust_decimal::prelude::ToPrimitive;

use super::Context;
use super::calendar::Stamp;
use super::point::Point;
use super::small::small_at;
use crate::cursor::{any_at, char_at, word_at};
use crate::numeral::Numeral;

/// 七八月, 三四月份: two months that follow each other.
pub(super) fn two_months(text: &str, at: usize, numeral: &Numeral, year: Option<Stamp>) -> Option<Point> {
    let last = numeral.high.filter(|_| !numeral.over && !numeral.few)?.to_u8()?;
    let month = |number| Some(Stamp::in_month(year?.year, number)).filter(|month| month.exists());
    let end = any_at(text, at, &["月份", "月"])?;
    let until = Some(month(last)?);
    Some(Point { until, rule: "date/month", ..Point::new(end, month(numeral.low.to_u8()?)?) })
}

/// 1、2月 and 5月1、2、3日: the unit that the number of a list shares with the last one. The first
/// of two that begin a paragraph is an enumerator.
pub(super) fn listed_unit(cx: Context<'_>, at: usize, end: usize) -> Option<char> {
    let text = cx.text;
    let mut next = word_at(text, end, "、")?;
    // OK because a year has twelve months, and longer lists of days are not written so.
    for others in 1..12 {
        let (number, end) = small_at(text, next)?;
        if !(1..=31).contains(&number) {
            return None;
        }
        match word_at(text, end, "、") {
            Some(after) => next = after,
            None if at == 0 && others == 1 => return None,
            None => return char_at(text, end).filter(|c| matches!(c, '月' | '日') || *c == '号' && cx.times),
        }
    }
    None
}
