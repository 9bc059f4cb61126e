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

/// The figures that begin at `at`, in order; more than one where a list shares its unit.
pub(crate) fn figures_at(cx: Context<'_>, at: usize, found: &mut Vec<FigureMatch>) {
    let readings: [fn(Context<'_>, usize) -> Option<FigureMatch>; 8] = [
        ordinal::ordinal_at,
        percent::spelled_at,
        percent::half_at,
        fraction::fraction_at,
        money::before_at,
        noun::large_noun_at,
        temperature::temperature_at,
        implied::implied_at,
    ];
    let best =
        readings.iter().filter_map(|read| read(cx, at)).reduce(|a, b| if b.end > a.end { b } else { a });
    match best {
        Some(figure) => found.push(figure),
        None => amount::amounts_at(cx, at, found),
    }
}
