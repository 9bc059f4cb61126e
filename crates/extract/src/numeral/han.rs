//! Chinese numerals: 一百零三, 壹佰, 十几万, 两三千, and digit by digit, 二〇一四.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::behind::{closes, counts_at, joins_neighbours};
use super::builder::{Builder, capital};
use super::{MOST_DIGITS, Numeral, Style, digit, magnitude, magnitudes_at, place, starts_han};
use crate::cursor::char_at;

/// The numeral that begins with a Chinese character, and the place to go on from.
pub(super) fn han(text: &str, at: usize) -> (Option<Numeral>, usize) {
    if let Some(found) = han_digits(text, at) {
        return found;
    }
    let mut builder = Builder::default();
    let end = builder.read(text, at);
    if end == at {
        return (None, at + char_at(text, at).map_or(1, char::len_utf8));
    }
    if !builder.fits() {
        // An impossible run is passed over as a whole.
        let rest = text[end..].chars().take_while(|c| starts_han(*c)).map(char::len_utf8).sum::<usize>();
        return (None, end + rest);
    }
    match builder.finish(end).map(|numeral| decimals(text, numeral)) {
        Some(numeral) => {
            let end = numeral.end;
            (Some(numeral), end)
        }
        None => (None, end),
    }
}

/// The numeral that goes on behind a whole number and its magnitude: 5亿|1万4千6百, 1千|零20.
pub(super) fn continued(text: &str, numeral: &Numeral, magnitude: Decimal) -> Option<Numeral> {
    let (value, unit) = (numeral.low.to_i128()?, magnitude.to_i128()?);
    let mut builder = Builder::behind(value, unit, numeral);
    let end = builder.read(text, numeral.end);
    // Behind Arabic digits one digit is another numeral where it counts something: 5万一平.
    if end == numeral.end || (builder.short() && !closes(text, end)) || !builder.fits() {
        return None;
    }
    builder.finish(end).map(|read| Numeral { style: Style::Arabic, ..read })
}

/// 十三点四, 零点77: digits behind 点 are decimals, unless they are minutes.
fn decimals(text: &str, mut numeral: Numeral) -> Numeral {
    if !numeral.plain || char_at(text, numeral.end) != Some('点') {
        return numeral;
    }
    if let Some((digits, end)) = decimal_digits(text, numeral.end + '点'.len_utf8())
        && let Some(part) = digits.behind(0)
    {
        numeral.low += part;
        numeral.end = end;
        // 十五点三万; a magnitude of its own before the point takes no other behind it.
        let (factor, end) = magnitudes_at(text, end);
        if !numeral.large && numeral.times(factor).is_some() {
            numeral.end = end;
            numeral.large = factor >= Decimal::from(10_000);
        }
    }
    numeral
}

/// The digits behind 点, and the place after them; `None` where there are none or they are minutes.
pub(super) fn decimal_digits(text: &str, at: usize) -> Option<(Digits, usize)> {
    let mut read = Digits::default();
    let value = |c: char| digit(c).or_else(|| c.to_digit(10).map(i64::from));
    let mut end = at;
    while let Some((c, d)) =
        char_at(text, end).and_then(|c| Some((c, value(c)?))).filter(|_| read.count < MOST_DIGITS)
    {
        read.push(d);
        end += c.len_utf8();
    }
    let minutes = char_at(text, end).is_some_and(|c| place(c).is_some() || c == '分')
        && !text[end..].starts_with("分之");
    (read.count > 0 && !minutes).then_some((read, end))
}

/// Digits read one by one.
#[derive(Default)]
pub(super) struct Digits {
    /// How many.
    count: usize,
    /// What the first of them say, no more than fit into a number.
    value: i128,
    /// The last two.
    last: [i64; 2],
}

impl Digits {
    fn push(&mut self, digit: i64) {
        self.count += 1;
        self.last = [self.last[1], digit];
        if self.count <= MOST_DIGITS {
            self.value = self.value * 10 + i128::from(digit);
        }
    }

    /// The number they say behind the decimal point, with a digit before it.
    pub(super) fn behind(&self, whole: i128) -> Option<Decimal> {
        let scale = u32::try_from(self.count).ok()?;
        let value = whole * 10_i128.checked_pow(scale)? + self.value;
        Decimal::try_from_i128_with_scale(value, scale).ok()
    }
}

/// Chinese digits one by one: 二〇一四, 一九五八, 三点五 (with decimals); `None` where places follow.
fn han_digits(text: &str, at: usize) -> Option<(Option<Numeral>, usize)> {
    let mut end = at;
    let mut read = Digits::default();
    // 两 stands first or not at all: 八两 weighs.
    let digit_at = |c: char, first: bool| digit(c).filter(|_| first || c != '两').map(|d| (d, c.len_utf8()));
    while let Some((digit, len)) = char_at(text, end).and_then(|c| digit_at(c, end == at)) {
        read.push(digit);
        end += len;
    }
    let next = char_at(text, end);
    let places = next.is_some_and(|c| place(c).is_some() || magnitude(c).is_some() || c == '几')
        || capital(text, end, true).is_some();
    // 一两百, 三两个.
    let [first, last] = read.last;
    let single = read.count == 1;
    let few = single && matches!(last, 1 | 3) && next == Some('两') && counts_at(text, end + '两'.len_utf8());
    let few = few || single && next == Some('、') && joins_neighbours(text, at, end, last);
    // 两三, 四五: two neighbouring digits mean "three or four".
    let neighbours = first > 0 && last == first + 1;
    let vague = read.count == 2 && (neighbours || [first, last] == [3, 5] && counts_at(text, end));
    if read.count == 0 || (places && read.count < 3) || few || vague {
        return None;
    }
    if read.count > MOST_DIGITS {
        return Some((None, end));
    }
    // 九九|八十一: the last digit begins another numeral.
    if places && let Some(last) = text[..end].chars().next_back() {
        read.count -= 1;
        read.value /= 10;
        end -= last.len_utf8();
    }
    let digits = read.count;
    let mut low = Decimal::try_from_i128_with_scale(read.value, 0).ok()?;
    let mut pointed = false;
    if next == Some('点')
        && digits == 1
        && let Some((tail, after)) = decimal_digits(text, end + '点'.len_utf8())
    {
        end = after;
        low = tail.behind(read.value)?;
        pointed = true;
    }
    let style = if digits > 1 { Style::HanDigits } else { Style::Han };
    let mut numeral = Numeral {
        end,
        low,
        high: None,
        over: false,
        few: false,
        about: false,
        style,
        large: false,
        digits,
        plain: true,
        bare: false,
    };
    if pointed {
        let (factor, after) = magnitudes_at(text, end);
        numeral.times(factor)?;
        numeral.end = after;
        numeral.large = factor >= Decimal::from(10_000);
    }
    let end = numeral.end;
    Some((Some(numeral), end))
}
