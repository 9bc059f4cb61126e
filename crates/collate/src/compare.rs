//! Two figures of one quantity: the same, one the other rounded, or neither.

use kaoju_record::{Agreement, Amount, Bound};
use rust_decimal::Decimal;

/// A figure with the exactness of its writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Figure {
    /// The number.
    pub number: Decimal,
    /// What a step of its last written digit is worth.
    pub step: Decimal,
    pub bound: Option<Bound>,
}

impl Figure {
    /// The figure of an amount as it is quoted; `None` for a range or a fraction.
    pub(crate) fn of(amount: &Amount, quote: &str) -> Option<Self> {
        let number = Decimal::from_str_exact(amount.number.as_deref()?).ok()?;
        Some(Self { number, step: step(number, quote), bound: amount.bound })
    }

    /// Whether one is more than twice the other.
    pub(crate) fn far_from(&self, other: &Figure) -> bool {
        let (a, b) = (self.number.abs(), other.number.abs());
        a.min(b).checked_mul(Decimal::TWO).is_some_and(|twice| twice < a.max(b))
    }

    /// How two figures of the same quantity stand to each other.
    pub(crate) fn against(&self, other: &Figure) -> Agreement {
        if self.number == other.number {
            return Agreement::Agreeing;
        }
        // Two numbers too far apart to tell how far are not the same.
        let Some(apart) = self.number.checked_sub(other.number).map(|apart| apart.abs()) else {
            return Agreement::Contradicting;
        };
        let bounded = |a: &Figure, b: &Figure| match a.bound {
            Some(Bound::Over | Bound::AtLeast) => b.number >= a.number,
            Some(Bound::Under | Bound::AtMost) => b.number <= a.number,
            Some(Bound::About) => apart <= a.number.abs() * Decimal::new(5, 2),
            None => false,
        };
        let coarse = self.step.max(other.step);
        let rounded = self.step != other.step && apart <= coarse * Decimal::new(5, 1);
        if rounded || bounded(self, other) || bounded(other, self) {
            Agreement::Rounded
        } else {
            Agreement::Contradicting
        }
    }
}

/// What a step of the last digit that is written is worth: of 892.6亿 ten million.
fn step(number: Decimal, quote: &str) -> Decimal {
    written_step(number, quote).unwrap_or_else(|| last_digit(number))
}

fn written_step(number: Decimal, quote: &str) -> Option<Decimal> {
    let start = quote.find(|c: char| c.is_ascii_digit())?;
    let digits = &quote[start..];
    let end = digits.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(digits.len());
    let digits = digits[..end].trim_end_matches(['.', ',']).replace(',', "");
    let written = Decimal::from_str_exact(&digits).ok().filter(|written| !written.is_zero())?;
    let scale = number.abs().checked_div(written)?;
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    scale.checked_mul(Decimal::new(1, u32::try_from(decimals).ok()?))
}

/// The place of the last digit that is not zero: of 三千亿 a hundred billion.
fn last_digit(number: Decimal) -> Decimal {
    let mut step = Decimal::ONE;
    while let Some(next) =
        step.checked_mul(Decimal::TEN).filter(|next| !number.is_zero() && (number % next).is_zero())
    {
        step = next;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(number: &str, quote: &str, bound: Option<Bound>) -> Figure {
        let amount = Amount { number: Some(number.to_owned()), bound, ..Amount::default() };
        Figure::of(&amount, quote).unwrap()
    }

    #[test]
    fn rounded_means_to_the_digits_that_are_written() {
        let exact = figure("146887000000", "1468.87亿美元", None);
        let cases = [
            (figure("146890000000", "1468.9", None), Agreement::Rounded),
            (figure("146887000000", "1468.87", None), Agreement::Agreeing),
            (figure("146900000000", "1469亿美元", None), Agreement::Rounded),
            (figure("146800000000", "1468亿美元", None), Agreement::Contradicting),
            (figure("140000000000", "1400亿美元", Some(Bound::Over)), Agreement::Rounded),
            (figure("150000000000", "1500亿美元", Some(Bound::About)), Agreement::Rounded),
            (figure("150000000000", "1500亿美元", None), Agreement::Contradicting),
        ];
        for (other, expected) in cases {
            assert_eq!(exact.against(&other), expected, "{other:?}");
            assert_eq!(other.against(&exact), expected, "{other:?}");
        }
    }

    #[test]
    fn figures_of_the_same_exactness_are_not_rounded() {
        let (prose, table) =
            (figure("89260000000", "892.6亿美元", None), figure("89250000000", "892.5", None));
        assert_eq!(prose.against(&table), Agreement::Contradicting);
        assert_eq!(prose.step, table.step);
    }

    #[test]
    fn numerals_in_characters_have_the_step_of_their_last_digit() {
        assert_eq!(figure("300000000000", "三千亿元", None).step, Decimal::from(100_000_000_000_i64));
    }
}
