//! Chinese numerals: 一百零三, 壹佰, 十几万, 两三千, and digit by digit, 二〇一四.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::builder::{Builder, capital};
use super::{
    MOST_DIGITS, Numeral, Style, closes, counts_at, digit, joins_neighbours, magnitude, magnitudes_at, place,
    starts_han,
};
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
        && let Ok(part) = format!("0.{digits}").parse::<Decimal>()
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
pub(super) fn decimal_digits(text: &str, at: usize) -> Option<(String, usize)> {
    let value = |c: char| digit(c).or_else(|| c.to_digit(10).map(i64::from));
    let digits: Vec<(char, i64)> =
        text[at..].chars().map_while(|c| Some((c, value(c)?))).take(MOST_DIGITS).collect();
    let end = at + digits.iter().map(|(c, _)| c.len_utf8()).sum::<usize>();
    let minutes = char_at(text, end).is_some_and(|c| place(c).is_some() || c == '分')
        && !text[end..].starts_with("分之");
    (!digits.is_empty() && !minutes).then(|| (digits.iter().map(|(_, d)| d.to_string()).collect(), end))
}

/// Chinese digits one by one: 二〇一四, 一九五八, 三点五 (with decimals); `None` where places follow.
fn han_digits(text: &str, at: usize) -> Option<(Option<Numeral>, usize)> {
    let mut end = at;
    let mut value = String::new();
    // 两 stands first or not at all: 八两 weighs.
    let digit_at = |c: char, first: bool| digit(c).filter(|_| first || c != '两').map(|d| (d, c.len_utf8()));
    while let Some(d) = char_at(text, end).and_then(|c| digit_at(c, end == at)) {
        value.push(char::from(b'0' + u8::try_from(d.0).ok()?));
        end += d.1;
    }
    let next = char_at(text, end);
    let places = next.is_some_and(|c| place(c).is_some() || magnitude(c).is_some() || c == '几')
        || capital(text, end, true).is_some();
    // 一两百, 三两个.
    let few =
        matches!(value.as_str(), "1" | "3") && next == Some('两') && counts_at(text, end + '两'.len_utf8());
    let few = few
        || next == Some('、')
            && value.len() == 1
            && joins_neighbours(text, at, end, value.parse().unwrap_or_default());
    let vague = value.len() == 2 && (neighbours(&value) || (value == "35" && counts_at(text, end)));
    if value.is_empty() || (places && value.len() < 3) || few || vague {
        return None;
    }
    if value.len() > MOST_DIGITS {
        return Some((None, end));
    }
    // 九九|八十一: the last digit begins another numeral.
    if places && let Some(last) = text[..end].chars().next_back() {
        value.pop();
        end -= last.len_utf8();
    }
    let digits = value.len();
    if next == Some('点')
        && digits == 1
        && let Some((tail, after)) = decimal_digits(text, end + '点'.len_utf8())
    {
        end = after;
        value = format!("{value}.{tail}");
    }
    let style = if digits > 1 { Style::HanDigits } else { Style::Han };
    let mut numeral = Numeral {
        end,
        low: value.parse().ok()?,
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
    if value.contains('.') {
        let (factor, after) = magnitudes_at(text, end);
        numeral.times(factor)?;
        numeral.end = after;
        numeral.large = factor >= Decimal::from(10_000);
    }
    let end = numeral.end;
    Some((Some(numeral), end))
}

/// 两三, 四五: two neighbouring digits mean "three or four".
fn neighbours(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes[0] > b'0' && bytes[1] == bytes[0] + 1
}
