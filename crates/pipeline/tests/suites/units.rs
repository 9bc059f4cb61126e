//! The units of the suites by their dimension, so that 1 kg is 1000 g.

use rust_decimal::Decimal;

/// A unit as a multiple of the base of its dimension.
pub(crate) struct Unit<'a> {
    pub(crate) dimension: &'a str,
    pub(crate) factor: Decimal,
}

/// The unit of a symbol. One that is not listed is a dimension of its own.
pub(crate) fn of(symbol: Option<&str>) -> Unit<'_> {
    let symbol = symbol.unwrap_or_default();
    let listed = UNITS.iter().find(|(listed, ..)| *listed == symbol);
    let (dimension, factor) = listed.map_or((symbol, "1"), |(_, dimension, factor)| (*dimension, *factor));
    Unit { dimension, factor: factor.parse().unwrap() }
}

const UNITS: &[(&str, &str, &str)] = &[
    ("ug", "mass", "0.000001"),
    ("mg", "mass", "0.001"),
    ("g", "mass", "1"),
    ("kg", "mass", "1000"),
    ("t", "mass", "1000000"),
    ("liang", "mass", "50"),
    ("jin", "mass", "500"),
    ("oz", "mass", "28.349523125"),
    ("lb", "mass", "453.59237"),
    ("mm", "length", "0.001"),
    ("cm", "length", "0.01"),
    ("m", "length", "1"),
    ("km", "length", "1000"),
    ("in", "length", "0.0254"),
    ("ft", "length", "0.3048"),
    ("yd", "length", "0.9144"),
    ("mi", "length", "1609.344"),
    ("mL", "volume", "0.001"),
    ("L", "volume", "1"),
    ("bit", "data", "1"),
    ("kbit", "data", "1000"),
    ("Mbit", "data", "1000000"),
    ("B", "data", "8"),
    ("kB", "data", "8000"),
    ("MB", "data", "8000000"),
    ("GB", "data", "8000000000"),
    ("Hz", "frequency", "1"),
    ("MHz", "frequency", "1000000"),
    ("W", "power", "1"),
    ("kW", "power", "1000"),
    // Ages: months and years together, days and weeks together.
    ("mo", "age in months", "1"),
    ("a", "age in months", "12"),
    ("d", "age in days", "1"),
    ("wk", "age in days", "7"),
];
