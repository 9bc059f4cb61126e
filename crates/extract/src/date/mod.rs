//! Dates: points, periods, durations and sets of the calendar.

mod almanac;
pub(crate) mod anchor;
pub(crate) mod calendar;
mod clock;
mod counted;
mod cycle;
mod day;
mod duration;
mod festival;
mod half;
mod infer;
mod length;
mod listed;
pub(crate) mod lunar;
mod modifier;
mod month;
mod now;
mod nth;
mod open;
mod part;
mod plan;
mod point;
mod range;
mod reign;
mod set;
mod small;
mod smaller;
mod spell;
mod stamp;
mod time;
mod week;
mod year;

pub(crate) use anchor::Anchors;
pub(crate) use festival::Festival;
pub(crate) use infer::document_date;

use kaoju_record::Value;

use crate::context::Context;
use crate::cursor::char_at;
use calendar::Stamp;

/// A date found in the text.
#[derive(Clone, Debug)]
pub(crate) struct DateMatch {
    /// First byte; may lie before the place that was looked at.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Its value.
    pub value: Value,
    /// The rule that found it.
    pub rule: &'static str,
    /// What it fixes for the incomplete dates after it: first and last stamp.
    pub fixes: Option<(Stamp, Stamp)>,
}

/// Whether a date with a name of its own begins at `at`: a festival, a reign, a month of the Chinese calendar.
pub(crate) fn named_at(cx: Context<'_>, at: usize) -> bool {
    festival::opens(cx, at) || cx.lexicon.reigns.at(cx.text, at).is_some() || lunar::opens(cx.text, at)
}

/// The date that begins at `at`, if there is one: the longest reading, of equal ones the most specific.
pub(crate) fn date_at(cx: Context<'_>, at: usize) -> Option<DateMatch> {
    let readings: &[fn(Context<'_>, usize) -> Option<DateMatch>] = match char_at(cx.text, at) {
        Some(c) if c.is_ascii_digit() && !cx.times => &[spell::spell_at, duration::duration_at],
        _ => &[set::set_at, plan::plan_at, spell::spell_at, time::time_at, duration::duration_at],
    };
    readings
        .iter()
        .filter_map(|read| read(cx, at))
        .reduce(|best, next| if next.end > best.end { next } else { best })
}

/// Whether a date that begins at `at` is what another is compared with (比2016年), or the end of a term (期限至2024年):
/// it fixes nothing after it.
fn compared(text: &str, at: usize) -> bool {
    crate::cursor::any_before(
        text,
        at,
        &["比", "较", "相比", "同", "与", "限至", "延长至", "延长到", "延期至", "期至"],
    )
    .is_some()
}
