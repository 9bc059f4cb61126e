//! Chinese numerals: 一百零三, 壹佰, 十几万, 两三千, and digit by digit, 二〇一四.

use rust_decimal::Decimal;

use super::{MOST_DIGITS, Numeral, Style, digit, magnitude, magnitudes_at, place, prefixes_unit, starts_han};
use crate::cursor::char_at;

/// A Chinese numeral under construction: parts below 万 are collected in `section`, larger ones in `total`.
struct Builder {
    total: [i128; 2],
    section: [i128; 2],
    /// The digit waiting for its place; both ends where it is vague (两三).
    pending: Option<[i128; 2]>,
    /// The last place or magnitude, for short forms (二百五, 五万三).
    last: i128,
    zero: bool,
    over: bool,
    large: bool,
    /// Whether it began with a magnitude: 万余, 百部.
    bare: bool,
}

/// The numeral that begins with a Chinese character, and the place to go on from.
pub(super) fn han(text: &str, at: usize) -> (Option<Numeral>, usize) {
    if let Some(found) = han_digits(text, at) {
        return found;
    }
    let mut b = Builder {
        total: [0; 2],
        section: [0; 2],
        pending: None,
        last: 0,
        zero: false,
        over: false,
        large: false,
        bare: false,
    };
    let mut end = at;
    let mut fits = true;
    while let Some(c) = char_at(text, end) {
        if end - at > 96 || !b.take(c, text, end, &mut fits) {
            break;
        }
        end += c.len_utf8();
    }
    if end == at {
        return (None, at + char_at(text, at).map_or(1, char::len_utf8));
    }
    if !fits {
        // An impossible run is passed over as a whole.
        let rest = text[end..].chars().take_while(|c| starts_han(*c)).map(char::len_utf8).sum::<usize>();
        return (None, end + rest);
    }
    match b.finish(end).map(|numeral| decimals(text, numeral)) {
        Some(numeral) => {
            let end = numeral.end;
            (Some(numeral), end)
        }
        None => (None, end),
    }
}

/// 十三点四: digits behind 点 are decimals, unless they are minutes.
fn decimals(text: &str, mut numeral: Numeral) -> Numeral {
    if !numeral.plain || char_at(text, numeral.end) != Some('点') {
        return numeral;
    }
    let from = numeral.end + '点'.len_utf8();
    let digits: String = text[from..].chars().map_while(digit).take(8).map(|d| d.to_string()).collect();
    let end = from + 3 * digits.len();
    let minutes = char_at(text, end).is_some_and(|c| place(c).is_some() || c == '分');
    if let (Ok(part), false) = (format!("0.{digits}").parse::<Decimal>(), minutes || digits.is_empty()) {
        numeral.low += part;
        numeral.end = end;
    }
    numeral
}

impl Builder {
    /// Takes one character; `false` where the numeral ends before it.
    fn take(&mut self, c: char, text: &str, at: usize, fits: &mut bool) -> bool {
        let started = self.pending.is_some() || self.last > 0;
        if let Some(d) = digit(c) {
            // 万一 is no numeral: a magnitude that opens one stands alone or before another.
            return !self.bare && self.take_digit(i128::from(d), started);
        }
        if prefixes_unit(text, at) && started {
            return false;
        }
        if let Some(p) = place(c) {
            self.bare |= !started && p > 10;
            return self.take_place(i128::from(p));
        }
        if let Some(m) = magnitude(c) {
            self.bare |= !started;
            return self.take_magnitude(i128::from(m), fits);
        }
        match c {
            '廿' | '卅' if !started => {
                self.section = [if c == '廿' { 20 } else { 30 }; 2];
                self.last = 10;
                true
            }
            '几' | '数' if self.pending.is_none() && !self.over => self.take_vague(c, text, at),
            '上' if !started => {
                self.over = true;
                char_at(text, at + 3).is_some_and(|n| matches!(n, '百' | '千' | '万' | '亿'))
            }
            '多' | '余' if self.last > 0 && self.pending.is_none() => {
                let open = !self.over;
                self.over = true;
                open
            }
            _ => false,
        }
    }

    fn take_digit(&mut self, d: i128, started: bool) -> bool {
        if self.over {
            return false;
        }
        match self.pending {
            None if d == 0 && !started => false,
            None if d == 0 => {
                self.zero = true;
                true
            }
            None => {
                self.pending = Some([d, d]);
                true
            }
            // 两三千, 四五十: two neighbouring digits are a vague one.
            Some([low, high]) if low == high && d == low + 1 => {
                self.pending = Some([low, d]);
                true
            }
            Some(_) => false,
        }
    }

    fn take_place(&mut self, p: i128) -> bool {
        // 一百二十: places fall; 三十百 does not exist.
        if self.section[0] > 0 && self.last <= p && self.last < 10_000 {
            return false;
        }
        let [low, high] = self.pending.take().unwrap_or([1, 1]);
        self.section = [self.section[0] + low * p, self.section[1] + high * p];
        self.last = p;
        self.zero = false;
        true
    }

    fn take_magnitude(&mut self, m: i128, fits: &mut bool) -> bool {
        if let Some([low, high]) = self.pending.take() {
            self.section = [self.section[0] + low, self.section[1] + high];
        }
        // 六万万, 三万亿: a magnitude multiplies what stands before it since the last larger one.
        let whole = self.section[0] == 0 && self.total[0] > 0 && self.last >= 10_000;
        for end in 0..2 {
            if whole || m > 10_000 {
                let base = self.total[end] + self.section[end];
                self.total[end] = base.max(1).saturating_mul(m);
            } else {
                self.total[end] += self.section[end].max(1) * m;
            }
        }
        *fits &= self.total[1] < 1_000_000_000_000_000_000_000;
        self.section = [0; 2];
        self.last = m;
        self.large = true;
        self.zero = false;
        true
    }

    /// 几十, 数百 (least value and over), 十几 (11 to 19).
    fn take_vague(&mut self, c: char, text: &str, at: usize) -> bool {
        let next = char_at(text, at + c.len_utf8());
        let before_place = next.is_some_and(|n| place(n).is_some() || magnitude(n).is_some());
        if self.last == 0 {
            self.over = before_place;
            return before_place;
        }
        if c == '数' || self.last < 10 {
            return false;
        }
        self.pending = Some([1, 9]);
        self.last == 10 || next.is_some_and(|n| place(n).is_some())
    }

    fn finish(mut self, end: usize) -> Option<Numeral> {
        if let Some([low, high]) = self.pending.take() {
            // 二百五 is 250 and 五万三 is 53000, 二百零五 is 205.
            let short = if self.last >= 100 && !self.zero { self.last / 10 } else { 1 };
            self.section = [self.section[0] + low * short, self.section[1] + high * short];
        }
        let low = self.total[0] + self.section[0];
        let high = self.total[1] + self.section[1];
        if low == 0 {
            return None;
        }
        let upper = Decimal::try_from_i128_with_scale(high, 0).ok()?;
        Some(Numeral {
            end,
            low: Decimal::try_from_i128_with_scale(low, 0).ok()?,
            high: (high != low).then_some(upper),
            over: self.over,
            style: Style::Han,
            large: self.large,
            digits: 0,
            plain: !self.over && high == low,
            bare: self.bare && !self.over,
        })
    }
}

/// Chinese digits one by one: 二〇一四, 一九五八, 三点五 (with decimals); `None` where places follow.
fn han_digits(text: &str, at: usize) -> Option<(Option<Numeral>, usize)> {
    let mut end = at;
    let mut value = String::new();
    while let Some(d) = char_at(text, end).and_then(|c| digit(c).map(|d| (d, c.len_utf8()))) {
        value.push(char::from(b'0' + u8::try_from(d.0).ok()?));
        end += d.1;
    }
    let next = char_at(text, end);
    let places = next.is_some_and(|c| place(c).is_some() || magnitude(c).is_some() || c == '几');
    if value.is_empty() || (places && value.len() < 3) || (value.len() == 2 && neighbours(&value)) {
        return None;
    }
    if value.len() > MOST_DIGITS {
        return Some((None, end));
    }
    let digits = value.len();
    if next == Some('点') && digits == 1 {
        let tail: String = text[end + 3..].chars().map_while(digit).map(|d| d.to_string()).take(8).collect();
        if !tail.is_empty() {
            end += 3 + tail.len() * 3;
            value = format!("{value}.{tail}");
        }
    }
    let style = if digits > 1 { Style::HanDigits } else { Style::Han };
    let mut numeral = Numeral {
        end,
        low: value.parse().ok()?,
        high: None,
        over: false,
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
