//! Figures: money, percent, quantities, counts, ratios and ordinals, in prose and in tables.

mod amount;
mod coins;
mod compose;
mod count;
mod fraction;
mod implied;
mod index;
mod measured;
mod money;
mod noun;
mod ordinal;
mod percent;
mod physical;
mod range;
pub(crate) mod table;
mod temperature;
mod unitless;

use kaoju_record::Value;

use crate::context::Context;
use crate::cursor::char_at;
use crate::numeral::starts_han;

/// Figures found at a place: one, or the members of a list that share a unit.
#[derive(Clone, Debug)]
pub(crate) struct FigureMatch {
    /// First byte; may lie before the place that was looked at (a sign).
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Its value.
    pub value: Value,
    /// The rule that found it.
    pub rule: &'static str,
}

/// What reads one form of figure.
type Reading = fn(Context<'_>, usize) -> Option<FigureMatch>;

/// What may begin with a digit besides an amount.
const OF_DIGITS: &[Reading] = &[fraction::fraction_at, noun::large_noun_at];

/// What may begin with a Chinese numeral besides an amount.
const OF_NUMERALS: &[Reading] =
    &[percent::spelled_at, fraction::fraction_at, money::before_at, noun::large_noun_at];

/// What may begin with anything else.
const OF_WORDS: &[Reading] = &[
    ordinal::ordinal_at,
    percent::half_at,
    fraction::fraction_at,
    money::before_at,
    temperature::temperature_at,
    implied::implied_at,
];

/// The figures that begin at `at`, in order; more than one where a list shares its unit.
pub(crate) fn figures_at(cx: Context<'_>, at: usize, found: &mut Vec<FigureMatch>) {
    let (readings, counts) = match char_at(cx.text, at) {
        Some(c) if c.is_ascii_digit() => (OF_DIGITS, true),
        Some(c) if starts_han(c) => (OF_NUMERALS, true),
        _ => (OF_WORDS, false),
    };
    let best =
        readings.iter().filter_map(|read| read(cx, at)).reduce(|a, b| if b.end > a.end { b } else { a });
    match best {
        Some(figure) => found.push(figure),
        None if counts => amount::amounts_at(cx, at, found),
        None => {}
    }
}
