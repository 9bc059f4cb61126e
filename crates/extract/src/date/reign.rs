//! Years counted from the beginning of a reign: 雍正十六年, 神龙二年, 昭和20年, 康熙元年.

use super::Context;
use super::calendar::Stamp;
use super::cycle::in_reign;
use super::year::Year;
use crate::cursor::word_at;

/// The year of a reign that begins at `at`.
pub(super) fn reign_at(cx: Context<'_>, at: usize) -> Option<Year> {
    let (after, first) = cx.lexicon.reigns.at(cx.text, at)?;
    if let Some(end) = word_at(cx.text, after, "元年") {
        return Some(Year { end, stamp: Stamp::year(*first), relative: false });
    }
    if let Some(year) = in_reign(cx.text, after, *first) {
        return Some(year);
    }
    let (numeral, end) = cx.numeral_at(after);
    let number = i32::try_from(numeral?.whole()?).ok()?;
    let end = word_at(cx.text, end, "年").filter(|_| (1..100).contains(&number))?;
    Some(Year { end, stamp: Stamp::year(first + number - 1), relative: false })
}
