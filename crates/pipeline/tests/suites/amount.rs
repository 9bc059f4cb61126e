//! Numbers, ranges, money and quantities, and when two of them are the same.

use kaoju_record::{Amount as Figure, Numeral};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::units;

/// A number or a range, with what it is of.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Amount {
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<String>,
    /// The suite prints a rounded binary float.
    #[serde(skip_serializing)]
    approx: bool,
    /// ISO 4217; a suite that fixes none takes any.
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
}

impl From<&Numeral> for Amount {
    fn from(numeral: &Numeral) -> Self {
        let Numeral { number, min, max, .. } = numeral.clone();
        Self { number, low: min, high: max, ..Self::default() }
    }
}

impl From<&Figure> for Amount {
    fn from(figure: &Figure) -> Self {
        let Figure { number, min, max, unit, .. } = figure.clone();
        Self { number, low: min, high: max, approx: false, currency: unit.clone(), unit }
    }
}

impl Amount {
    pub(crate) fn same_number(&self, found: &Self) -> bool {
        same(&self.number, &found.number, self.approx)
    }

    /// Whether the ends belong to the range is not compared: the suites contradict themselves there.
    pub(crate) fn same_ends(&self, found: &Self) -> bool {
        same(&self.low, &found.low, self.approx) && same(&self.high, &found.high, self.approx)
    }

    pub(crate) fn same_money(&self, found: &Self) -> bool {
        let ((low, high), (found_low, found_high)) = (self.ends(), found.ends());
        self.currency.as_ref().is_none_or(|currency| found.currency.as_ref() == Some(currency))
            && same(low, found_low, self.approx)
            && same(high, found_high, self.approx)
    }

    pub(crate) fn same_quantity(&self, found: &Self) -> bool {
        let (unit, found_unit) = (units::of(self.unit.as_deref()), units::of(found.unit.as_deref()));
        let ((low, high), (found_low, found_high)) = (self.ends(), found.ends());
        let in_base = |number: &Option<String>, factor: Decimal| {
            number.as_ref().and_then(|number| decimal(number)?.checked_mul(factor)).map(|d| d.to_string())
        };
        let agree = |a, b| same(&in_base(a, unit.factor), &in_base(b, found_unit.factor), true);
        unit.dimension == found_unit.dimension && agree(low, found_low) && agree(high, found_high)
    }

    /// The ends of a range. A single number is both; where one end is open, the other stands for it.
    fn ends(&self) -> (&Option<String>, &Option<String>) {
        match (&self.number, &self.low, &self.high) {
            (Some(_), ..) => (&self.number, &self.number),
            (_, Some(_), None) => (&self.low, &self.low),
            (_, None, Some(_)) => (&self.high, &self.high),
            _ => (&self.low, &self.high),
        }
    }
}

/// Whether two exact decimals are the same; what is none (a fraction, `2/5`) is compared as it is written.
fn same(a: &Option<String>, b: &Option<String>, approximate: bool) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return a == b };
    match (decimal(a), decimal(b)) {
        (Some(a), Some(b)) => a == b || (approximate && (a - b).abs() < a.abs() * Decimal::new(1, 12)),
        _ => a == b,
    }
}

fn decimal(number: &str) -> Option<Decimal> {
    number.parse().ok()
}
