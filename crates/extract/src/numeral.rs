//! One grammar of numerals for every kind of mention: Arabic (`1,234.5`), Chinese (一百零三, 壹佰), mixed
//! (3千5百, 25.7万亿), vague (十几万, 数百, 两三千) and open (500多亿, 2000余). Exact decimals throughout.

use rust_decimal::Decimal;

use crate::cursor::{char_at, char_before};

/// Longest run of digits that is read as a number; longer ones are identifiers.
const MOST_DIGITS: usize = 24;

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// 1,234.5, also followed by a Chinese magnitude.
    Arabic,
    /// 一百零三.
    Han,
    /// Digit by digit: 二〇一四.
    HanDigits,
}

/// A numeral in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// The place after it.
    pub end: usize,
    /// Its value, or the lower end where it is vague (十几 is 11 to 19).
    pub low: Decimal,
    /// The upper end where it is vague.
    pub high: Option<Decimal>,
    /// Whether more than the value is meant: 多, 余, 数十, 上万.
    pub over: bool,
    /// How it is written.
    pub style: Style,
    /// Whether it has a magnitude of 万 or more.
    pub large: bool,
    /// Number of digits, for numerals that are nothing but digits; 0 otherwise.
    pub digits: usize,
    /// Whether it says exactly one number.
    pub plain: bool,
    /// Whether it is nothing but a magnitude: 万, 百万.
    pub bare: bool,
}

impl Numeral {
    /// The value as a small whole number, where it is one and exact.
    pub(crate) fn whole(&self) -> Option<i64> {
        use rust_decimal::prelude::ToPrimitive;
        (self.high.is_none() && !self.over && self.low.fract().is_zero()).then(|| self.low.to_i64())?
    }

    /// Multiplies the value.
    pub(crate) fn times(&mut self, factor: Decimal) -> Option<()> {
        self.low = self.low.checked_mul(factor)?;
        if let Some(high) = self.high {
            self.high = Some(high.checked_mul(factor)?);
        }
        Some(())
    }
}

/// What stands at a place where a numeral may begin: the numeral, if it can be read, and the place to go on from
/// (also after what cannot be read, so that no run is looked at twice).
pub(crate) fn numeral_at(text: &str, at: usize) -> (Option<Numeral>, usize) {
    match char_at(text, at) {
        Some(c) if c.is_ascii_digit() => arabic(text, at),
        Some(c) if starts_han(c) => han(text, at),
        _ => (None, at),
    }
}

/// Whether a Chinese numeral can begin with the character.
pub(crate) fn starts_han(c: char) -> bool {
    digit(c).is_some()
        || place(c).is_some()
        || magnitude(c).is_some()
        || matches!(c, '几' | '数' | '上' | '廿' | '卅')
}

fn digit(c: char) -> Option<i64> {
    Some(match c {
        '〇' | '零' | '○' | 'Ｏ' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn place(c: char) -> Option<i64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

fn magnitude(c: char) -> Option<i64> {
    Some(match c {
        '万' => 10_000,
        '亿' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    })
}

/// Whether the magnitude at a place belongs to the unit behind it: 千瓦, 兆赫.
fn prefixes_unit(text: &str, at: usize) -> bool {
    let mut chars = text[at..].chars();
    match (chars.next(), chars.next()) {
        (Some('千'), Some(c)) => "瓦克伏焦卡赫帕".contains(c),
        (Some('兆'), Some(c)) => "瓦赫比字焦帕".contains(c),
        _ => false,
    }
}

/// The magnitudes (万, 亿, 万亿, also 千 and 百 after Arabic digits) that stand at a place, multiplied.
pub(crate) fn magnitudes_at(text: &str, mut at: usize) -> (Decimal, usize) {
    let mut factor = Decimal::ONE;
    // OK because more than three magnitudes in a row are no number: 万万亿 is the longest in use.
    for _ in 0..3 {
        let Some(c) = char_at(text, at) else { break };
        let Some(by) = magnitude(c).or_else(|| place(c).filter(|p| *p > 10)) else { break };
        if prefixes_unit(text, at) {
            break;
        }
        factor *= Decimal::from(by);
        at += c.len_utf8();
    }
    (factor, at)
}

// ---- Arabic ----

fn arabic(text: &str, at: usize) -> (Option<Numeral>, usize) {
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
        style: Style::Arabic,
        large: false,
        digits,
        plain: true,
        bare: false,
    };
    let read = scaled(text, &mut numeral);
    let end = numeral.end;
    (read.map(|()| numeral), end)
}

/// The value of digits with commas and a decimal point; without either in one step.
fn decimal(digits: &str) -> Option<Decimal> {
    if digits.len() < 19 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return digits.parse::<u64>().ok().map(Decimal::from);
    }
    if digits.contains(',') { digits.replace(',', "").parse().ok() } else { digits.parse().ok() }
}

fn digits_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count()
}

/// The end of `1,234,567`: groups of three after one to three digits.
fn grouped_end(bytes: &[u8], at: usize, whole: usize) -> usize {
    if whole - at > 3 {
        return whole;
    }
    let mut end = whole;
    while bytes.get(end) == Some(&b',') && digits_end(bytes, end + 1) == end + 4 {
        end += 4;
    }
    end
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
    let (factor, end) = magnitudes_at(text, numeral.end);
    if end > numeral.end {
        numeral.times(factor)?;
        numeral.end = end;
        numeral.digits = 0;
        numeral.large = factor >= Decimal::from(10_000);
        smaller_part(text, numeral, factor)?;
    }
    open_end(text, numeral)
}

/// Adds a smaller part that follows directly: 1万2千, 2亿3000万, 十八亿三千万.
fn smaller_part(text: &str, numeral: &mut Numeral, factor: Decimal) -> Option<()> {
    if !numeral.low.fract().is_zero() || !char_at(text, numeral.end).is_some_and(|c| c.is_ascii_digit()) {
        return Some(());
    }
    let digits = digits_end(text.as_bytes(), numeral.end);
    if digits - numeral.end > 4 || text.as_bytes().get(digits) == Some(&b'.') {
        return Some(());
    }
    let part: Decimal = text[numeral.end..digits].parse().ok()?;
    let (scale, end) = magnitudes_at(text, digits);
    let value = part.checked_mul(scale)?;
    // A part without a magnitude of its own is another number: 在1万3个 is not a numeral.
    if end > digits && value < factor {
        numeral.low += value;
        numeral.end = end;
    }
    Some(())
}

/// Reads 多, 余, 几 or 来 behind the number, and the magnitudes behind them: 500多亿, 2000余, 十几万.
fn open_end(text: &str, numeral: &mut Numeral) -> Option<()> {
    let Some(c) = char_at(text, numeral.end) else { return Some(()) };
    let after = numeral.end + c.len_utf8();
    match c {
        '多' | '余' => numeral.over = true,
        '几' if numeral.low == Decimal::TEN => {
            numeral.low = Decimal::from(11);
            numeral.high = Some(Decimal::from(19));
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

// ---- Chinese ----

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

fn han(text: &str, at: usize) -> (Option<Numeral>, usize) {
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

/// Whether the numeral at `at` is the tail of an identifier: MS-21, G7, C5+1.
pub(crate) fn in_identifier(text: &str, at: usize) -> bool {
    match char_before(text, at) {
        Some(c) if c.is_ascii_alphabetic() || c == '_' => true,
        Some('-' | '－' | '—' | '+' | '/' | '.') => {
            let sign = char_before(text, at).map_or(0, char::len_utf8);
            char_before(text, at - sign).is_some_and(|c| c.is_ascii_alphanumeric() && !c.is_ascii_digit())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line a value: `value = forms that all mean it`.
    const VALUES: &str = "
        103 = 一百零三 103
        1234.5 = 1,234.5 1234.5
        1102614 = 壹佰壹拾万贰仟陆佰壹拾肆
        250 = 二百五 二百五十 250
        53000 = 五万三 五万三千 5万3千 5.3万
        10 = 十 10
        12 = 十二 12
        20 = 二十 廿
        120000000 = 一亿二千万 1亿2000万 1.2亿
        2740000000 = 二十七亿四千万
        600000000 = 六万万 六亿
        25700000000000 = 25.7万亿
        3500 = 3千5百 三千五百 三千五
        3.5 = 三点五 3.5
        13.4 = 十三点四
        2014 = 二〇一四 2014
        1960 = 一九六○
        11..19 = 十几
        110000..190000 = 十几万 10几万
        11000000000..19000000000 = 一百几十亿
        2000..3000 = 两三千
        40..50 = 四五十
        3..4 = 三四
        10+ = 数十 几十 十多 十余
        10000+ = 上万 万余 一万多
        1000000000+ = 几十亿
        50000000000+ = 500多亿 五百多亿
        2000+ = 2000余 两千余 2000多
        1400000000+ = 14亿多 十四亿多
    ";

    fn shown(text: &str) -> String {
        let (numeral, end) = numeral_at(text, 0);
        let Some(n) = numeral else { return format!("none to {end}") };
        assert_eq!(n.end, text.len(), "{text} was read only in part");
        let low = n.low.normalize();
        let over = if n.over { "+" } else { "" };
        n.high.map_or(format!("{low}{over}"), |high| format!("{low}..{}", high.normalize()))
    }

    #[test]
    fn many_forms_one_value() {
        for line in VALUES.lines().filter(|l| l.contains('=')) {
            let (value, forms) = line.split_once(" = ").unwrap();
            for form in forms.split_whitespace() {
                assert_eq!(shown(form), value.trim(), "{form}");
            }
        }
    }

    #[test]
    fn identifiers_and_endless_runs_are_passed_over_whole() {
        assert_eq!(numeral_at("192.168.1.1", 0), (None, 11));
        let endless = "1".repeat(1000);
        assert_eq!(numeral_at(&endless, 0), (None, 1000));
        let endless = "一二三四五".repeat(1000);
        assert_eq!(numeral_at(&endless, 0), (None, 15000));
        let endless = "万".repeat(1000);
        assert_eq!(numeral_at(&endless, 0).1, 3000);
    }

    #[test]
    fn tails_of_identifiers() {
        for (text, at) in [("MS-21", 3), ("G7", 1), ("C5+1", 1), ("Ka-62", 3), ("COVID-19", 6)] {
            assert!(in_identifier(text, at), "{text}");
        }
        for (text, at) in [("为-4.2", 4), ("3-5", 2), ("5.1%", 0)] {
            assert!(!in_identifier(text, at), "{text}");
        }
    }
}
