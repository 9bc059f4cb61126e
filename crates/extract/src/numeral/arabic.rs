//! Arabic digits, grouped and with decimals, and the Chinese magnitudes behind them: 1,234.5, 25.7万亿, 500多亿.

use rust_decimal::Decimal;

use super::behind::{names_place, roughly};
use super::{MOST_DIGITS, Numeral, Style, han, magnitudes_at};
use crate::cursor::{char_at, char_before, word_at};

/// The numeral that begins with an Arabic digit, and the place to go on from.
pub(super) fn arabic(text: &str, at: usize) -> (Option<Numeral>, usize) {
    let bytes = text.as_bytes();
    let whole = digits_end(bytes, at);
    let mut end = grouped_end(bytes, at, whole);
    // 3,4% in a Russian or German quotation is 3.4%.
    let comma = end == whole && bytes.get(end) == Some(&b',') && {
        let fraction = digits_end(bytes, end + 1);
        (1..=2).contains(&(fraction - end - 1)) && bytes.get(fraction) == Some(&b'%')
    };
    let decimals =
        comma || (bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit));
    if decimals {
        end = digits_end(bytes, end + 1);
    }
    if end - at > MOST_DIGITS || dotted(bytes, end) {
        return (None, identifier_end(bytes, end));
    }
    let digits = if end == whole { whole - at } else { 0 };
    let written = if comma { &text[at..end].replace(',', ".") } else { &text[at..end] };
    let Some(value) = decimal(written) else { return (None, end) };
    let mut numeral = Numeral {
        end,
        low: value,
        high: None,
        over: false,
        few: false,
        about: false,
        style: Style::Arabic,
        large: false,
        digits,
        plain: true,
        bare: false,
    };
    neighbour(text, at, &mut numeral);
    let read = scaled(text, &mut numeral);
    let end = numeral.end;
    (read.map(|()| numeral), end)
}

/// 5、6千元: two neighbouring digits that share a place are a vague number. What begins a paragraph is numbered.
fn neighbour(text: &str, at: usize, numeral: &mut Numeral) {
    let Some(after) = word_at(text, numeral.end, "、").filter(|_| numeral.digits == 1) else { return };
    let next = text.as_bytes().get(after).filter(|b| b.is_ascii_digit()).map(|b| Decimal::from(b - b'0'));
    let placed = magnitudes_at(text, after + 1).1 > after + 1;
    let numbered = matches!(char_before(text, at), None | Some('第' | '\n' | '（' | '('));
    if placed && !numbered && next == Some(numeral.low + Decimal::ONE) && !numeral.low.is_zero() {
        numeral.high = next;
        numeral.end = after + 1;
        numeral.digits = 0;
        numeral.plain = false;
    }
}

/// The value of digits with commas and a decimal point; without either in one step.
fn decimal(digits: &str) -> Option<Decimal> {
    if digits.len() < 19 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return digits.parse::<u64>().ok().map(Decimal::from);
    }
    if digits.contains([',', '，']) {
        digits.replace([',', '，'], "").parse().ok()
    } else {
        digits.parse().ok()
    }
}

fn digits_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count()
}

/// The end of `1,234,567`: groups of three after one to three digits.
fn grouped_end(bytes: &[u8], at: usize, whole: usize) -> usize {
    // A number that begins with a zero is a code: 007，911.
    if whole - at > 3 || (whole > at + 1 && bytes[at] == b'0') {
        return whole;
    }
    let mut end = whole;
    while let Some(comma) =
        comma(bytes, end).filter(|comma| digits_end(bytes, end + comma) == end + comma + 3)
    {
        end += comma + 3;
    }
    end
}

/// The bytes of a comma at a place, half or full width.
fn comma(bytes: &[u8], at: usize) -> Option<usize> {
    let full = "，".as_bytes();
    match bytes.get(at)? {
        b',' => Some(1),
        _ if bytes[at..].starts_with(full) => Some(full.len()),
        _ => None,
    }
}

/// Whether a further `.1` follows, as in an IP address or a version.
fn dotted(bytes: &[u8], end: usize) -> bool {
    bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
}

fn identifier_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|b| b.is_ascii_digit() || **b == b'.').count()
}

/// Reads what may follow Arabic digits: 几, 多 or 余 inside the number, magnitudes, and smaller parts (1万2千).
fn scaled(text: &str, numeral: &mut Numeral) -> Option<()> {
    spoken_point(text, numeral);
    let (factor, end) = magnitudes_at(text, numeral.end);
    if end > numeral.end {
        numeral.times(factor)?;
        numeral.low = numeral.low.normalize();
        numeral.end = end;
        numeral.digits = 0;
        numeral.large = factor >= Decimal::from(10_000);
        smaller_parts(text, numeral, factor);
    }
    open_end(text, numeral)
}

/// 15点3万: digits behind 点 are decimals where a magnitude follows; else they are minutes.
fn spoken_point(text: &str, numeral: &mut Numeral) {
    let Some(after) = word_at(text, numeral.end, "点").filter(|_| numeral.low.fract().is_zero()) else {
        return;
    };
    if let Some((digits, end)) = han::decimal_digits(text, after)
        && magnitudes_at(text, end).0 >= Decimal::from(10_000)
        && let Some(part) = digits.behind(0)
    {
        numeral.low += part;
        numeral.end = end;
        numeral.digits = 0;
    }
}

/// Adds the smaller parts that follow directly: 1万2千, 5亿1万4千6百, 18亿三千万.
fn smaller_parts(text: &str, numeral: &mut Numeral, factor: Decimal) {
    let next = char_at(text, numeral.end);
    let digits = next.is_some_and(|c| c.is_ascii_digit() || super::digit(c).is_some());
    if digits
        && numeral.high.is_none()
        && numeral.low.fract().is_zero()
        && let Some(whole) = han::continued(text, numeral, factor)
    {
        *numeral = whole;
    }
}

/// Reads 多, 余, 几 or 来 behind the number, and the magnitudes behind them: 500多亿, 2000余, 十几万.
fn open_end(text: &str, numeral: &mut Numeral) -> Option<()> {
    let Some(c) = char_at(text, numeral.end) else { return Some(()) };
    let after = numeral.end + c.len_utf8();
    match c {
        '多' | '余' if !numeral.over && !names_place(text, numeral.end) => numeral.over = true,
        '来' if (numeral.low % Decimal::TEN).is_zero()
            && !numeral.low.is_zero()
            && roughly(text, numeral.end) =>
        {
            numeral.about = true
        }
        '几' if !names_place(text, numeral.end)
            && numeral.digits > 1
            && (numeral.low % Decimal::TEN).is_zero() =>
        {
            numeral.high = Some(numeral.low + Decimal::from(9));
            numeral.low += Decimal::ONE;
            numeral.few = true;
        }
        _ => return Some(()),
    }
    let (factor, end) = magnitudes_at(text, after);
    numeral.times(factor)?;
    numeral.large |= factor >= Decimal::from(10_000);
    numeral.end = end;
    numeral.digits = 0;
    numeral.plain = false;
    Some(())
}
