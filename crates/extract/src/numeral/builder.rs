//! A Chinese numeral under construction, character by character.

use rust_decimal::Decimal;

use super::behind::{COUNTED, closes, joins_neighbours, names_place, prefixes_unit, roughly};
use super::{Numeral, Style, digit, magnitude, place};
use crate::cursor::char_at;

/// A Chinese numeral under construction: five digits of a section wait in `pending` and `section` until a magnitude
/// makes them a part.
#[derive(Default)]
pub(super) struct Builder {
    /// What is complete, falling: 五十五兆 | 一十二亿 | 四万.
    parts: [Part; MOST_PARTS],
    count: usize,
    section: Ends,
    /// The digits waiting for their place.
    pending: Option<Ends>,
    /// Whether the digits waiting are one Chinese digit, which may stand for the next place: 二百五.
    short: bool,
    /// Where it begins.
    start: usize,
    /// The last place or magnitude.
    last: i128,
    /// Where the last place or magnitude ended: what follows and cannot be read is another numeral.
    sure: usize,
    zero: bool,
    over: bool,
    few: bool,
    about: bool,
    large: bool,
    /// Whether it began with a magnitude: 万余, 百部.
    bare: bool,
}

/// Lower and upper end; they differ where the numeral is vague (两三, 几).
type Ends = [i128; 2];

/// A complete part and the magnitude it was multiplied with; the next part is smaller than that.
#[derive(Clone, Copy, Default)]
struct Part {
    value: Ends,
    unit: i128,
}

/// 京, 兆, 亿 and 万 can follow each other.
const MOST_PARTS: usize = 5;

/// What taking a character did.
enum Taken {
    /// It belongs to the numeral, which goes on behind so many bytes.
    Bytes(usize),
    /// The numeral ends before it.
    No,
    /// The digits before it belong to another numeral: 二百|三百, 两万|三万.
    Apart,
}

impl Builder {
    /// A numeral that goes on behind a whole number with its magnitude, which ends at a place.
    pub(super) fn behind(value: i128, unit: i128, numeral: &Numeral) -> Self {
        let mut builder =
            Builder { last: unit, sure: numeral.end, large: numeral.large, ..Builder::default() };
        if unit < 10_000 {
            builder.section = [value; 2];
        } else {
            builder.parts[0] = Part { value: [value; 2], unit };
            builder.count = 1;
        }
        builder
    }

    /// Whether it ends with a digit that has no place of its own.
    pub(super) fn short(&self) -> bool {
        self.pending.is_some() && self.short
    }

    /// Reads from a place on; returns the place after the numeral.
    pub(super) fn read(&mut self, text: &str, at: usize) -> usize {
        let mut end = at;
        self.start = at;
        while let Some(c) = char_at(text, end).filter(|_| end - at <= 96) {
            match self.take(c, text, end) {
                Taken::Bytes(count) => end += count,
                Taken::No => break,
                Taken::Apart => {
                    self.pending = None;
                    return self.sure;
                }
            }
            if self.pending.is_none() && !self.zero {
                self.sure = end;
            }
        }
        // 一百零 ends before its zero.
        if self.zero && self.pending.is_none() { self.sure.max(at) } else { end }
    }

    fn take(&mut self, c: char, text: &str, at: usize) -> Taken {
        let started = self.pending.is_some() || self.last > 0;
        let after = at + c.len_utf8();
        let bytes = |taken: bool| if taken { Taken::Bytes(c.len_utf8()) } else { Taken::No };
        // 三十两 weighs: 两 counts no ones behind a place.
        if c == '两'
            && self.last > 0
            && char_at(text, after).is_none_or(|n| place(n).or(magnitude(n)).is_none())
        {
            return Taken::No;
        }
        if let Some(d) = digit(c).or_else(|| formal_three(text, at, c, started)) {
            // 万一 is no numeral, 万九 is.
            let chance = self.bare && d < 2 && !text[after..].starts_with(['十', '百', '千', '万']);
            return bytes(!chance && self.take_digit(i128::from(d), started, char_at(text, after)));
        }
        // 三、四百: taken with the digit behind it.
        if c == '、'
            && let Some([low, high]) = self.pending.filter(|_| self.short)
        {
            let neighbours = low == high
                && i64::try_from(low).is_ok_and(|low| joins_neighbours(text, self.start, at, low));
            return bytes(neighbours);
        }
        if c.is_ascii_digit() {
            return self.take_arabic(text, at).map_or(Taken::No, Taken::Bytes);
        }
        if c == ' ' {
            // Spaces set apart what a place or magnitude joins: 二十 亿, 三千 八百.
            let next = char_at(text, after).filter(|_| started);
            let joined = next.is_some_and(|n| {
                place(n).or(magnitude(n)).is_some()
                    || digit(n).is_some()
                        && char_at(text, after + n.len_utf8()).is_some_and(|p| place(p).is_some())
            });
            return bytes(joined && !prefixes_unit(text, after));
        }
        if prefixes_unit(text, at) && started {
            return Taken::No;
        }
        if let Some(p) = place(c) {
            self.bare |= !started && p > 10;
            return self.take_place(i128::from(p), c.len_utf8());
        }
        if let Some(m) = magnitude(c).map(i128::from).or_else(|| capital(text, at, started)) {
            self.bare |= !started;
            return self.take_magnitude(m, c.len_utf8());
        }
        match c {
            '廿' | '卅' | '卌' if self.section[0] % 100 == 0 && self.pending.is_none() && !self.over => {
                let tens =
                    ['廿', '卅', '卌'].iter().position(|t| *t == c).map_or(20, |i| 20 + 10 * i as i128);
                self.section = self.section.map(|n| n + tens);
                self.last = 10;
                self.zero = false;
                Taken::Bytes(c.len_utf8())
            }
            '几' | '数' if self.pending.is_none() && !self.over && !self.about && !names_place(text, at) => {
                bytes(self.take_vague(c, text, at))
            }
            '上' if !started => {
                self.over = true;
                bytes(char_at(text, after).is_some_and(|n| matches!(n, '百' | '千' | '万' | '亿')))
            }
            '多' | '余' if self.last > 0 && self.pending.is_none() && !names_place(text, at) => {
                let open = !self.over;
                self.over = true;
                bytes(open)
            }
            '来' if self.last > 0 && self.pending.is_none() && !self.over && roughly(text, at) => {
                let first = !self.about;
                self.about = true;
                bytes(first)
            }
            _ => Taken::No,
        }
    }

    fn take_digit(&mut self, d: i128, started: bool, next: Option<char>) -> bool {
        if self.over || self.about {
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
                self.short = true;
                true
            }
            // 两三千, 四五十: two neighbouring digits are a vague one, and so are 三五百 and 三两个.
            Some([low, high])
                if low == high && self.short && (d == low + 1 || matches!((low, d), (3, 5 | 2))) =>
            {
                let placed =
                    next.is_some_and(|n| place(n).is_some() || magnitude(n).is_some() || COUNTED.contains(n));
                let vague = d == low + 1 || placed;
                if vague {
                    self.pending = Some([low.min(d), low.max(d)]);
                }
                vague
            }
            Some(_) => false,
        }
    }

    /// Arabic digits inside a numeral: 5亿|1|万, and behind a magnitude where they fill its places: 3万|4000, 1千零|20.
    fn take_arabic(&mut self, text: &str, at: usize) -> Option<usize> {
        let digits =
            |from: usize| text.as_bytes()[from..].iter().take(6).take_while(|b| b.is_ascii_digit()).count();
        // 1亿2,000万: a group of three belongs to the digits before it.
        let first = digits(at);
        let grouped = first < 4 && text[at + first..].starts_with(',') && digits(at + first + 1) == 3;
        let count = if grouped { first + 4 } else { first };
        let (end, free) = (at + count, self.pending.is_none() && !self.over);
        let written = if grouped { text[at..end].replace(',', "").parse() } else { text[at..end].parse() };
        let value: i128 = written.ok().filter(|v| free && *v < self.last)?;
        let scaled = char_at(text, end).is_some_and(|c| {
            (place(c).or(magnitude(c)).is_some() || matches!(c, '多' | '余') && self.last > 0)
                && !prefixes_unit(text, end)
        });
        let fills = (self.zero && !text[at..].starts_with('0'))
            || 10_i128.checked_pow(u32::try_from(count).ok()?)? == self.last;
        let pointed = matches!(text.as_bytes().get(end), Some(b'.' | b','))
            && text.as_bytes().get(end + 1).is_some_and(u8::is_ascii_digit);
        // 1百2十|3, 1万零|1 and, where nothing is counted, 3万|5.
        let ones = self.last == 10 || self.zero;
        let short = count == 1 && value > 0 && !scaled && !ones && closes(text, end);
        if pointed || grouped && !scaled || !(scaled || short || (fills && (count > 1 || ones))) {
            return None;
        }
        self.pending = Some([value; 2]);
        self.short = short;
        Some(count)
    }

    fn take_place(&mut self, p: i128, bytes: usize) -> Taken {
        // 一百二十: places fall; 三十百 does not exist.
        if self.section[0] > 0 && self.last <= p && self.last < 10_000 {
            return if self.pending.is_some() { Taken::Apart } else { Taken::No };
        }
        let [low, high] = self.pending.take().unwrap_or([1, 1]);
        self.section = [self.section[0] + low * p, self.section[1] + high * p];
        self.last = p;
        self.zero = false;
        Taken::Bytes(bytes)
    }

    /// A magnitude multiplies what stands before it since the last larger one: 六|万万, 三|万亿, 五十五兆|一十二亿.
    fn take_magnitude(&mut self, m: i128, bytes: usize) -> Taken {
        // 三亿|五万: behind a magnitude the digits before the next one are a section of their own.
        let mut sum = if self.last < 10_000 { self.with_pending() } else { self.pending.unwrap_or_default() };
        let mut unit = m;
        let mut count = self.count;
        while count > 0 && (self.parts[count - 1].unit < m || (sum == [0; 2] && count == self.count)) {
            count -= 1;
            let part = self.parts[count];
            if sum == [0; 2] {
                unit = m.saturating_mul(part.unit);
            }
            sum = [sum[0] + part.value[0], sum[1] + part.value[1]];
        }
        let value = sum.map(|end| end.max(1).saturating_mul(m));
        if (count > 0 && value[1] >= self.parts[count - 1].unit) || count == MOST_PARTS {
            return if self.pending.is_some() { Taken::Apart } else { Taken::No };
        }
        self.parts[count] = Part { value, unit };
        self.count = count + 1;
        self.section = [0; 2];
        self.pending = None;
        self.last = m;
        self.large = true;
        self.zero = false;
        Taken::Bytes(bytes)
    }

    /// The section with the digits that wait: 二百五 is 250 and 五万三 is 53000, 二百零五 is 205.
    fn with_pending(&self) -> Ends {
        let Some([low, high]) = self.pending else { return self.section };
        let short = if self.last >= 100 && !self.zero && self.short { self.last / 10 } else { 1 };
        [self.section[0] + low * short, self.section[1] + high * short]
    }

    /// 几十, 数百 (least value and over), 十几 (11 to 19), 一百零几 (101 to 109).
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
        self.short = false;
        self.few = true;
        self.last == 10 || self.zero || next.is_some_and(|n| place(n).is_some())
    }

    /// Whether the value is one that can be written.
    pub(super) fn fits(&self) -> bool {
        let total = self.parts[..self.count].iter().fold(0_i128, |sum, p| sum.saturating_add(p.value[1]));
        total < 1_000_000_000_000_000_000_000_000
    }

    pub(super) fn finish(mut self, end: usize) -> Option<Numeral> {
        self.section = self.with_pending();
        let whole = |which: usize| {
            self.parts[..self.count].iter().fold(self.section[which], |sum, part| sum + part.value[which])
        };
        let (low, high) = (whole(0), whole(1));
        if low == 0 {
            return None;
        }
        let upper = Decimal::try_from_i128_with_scale(high, 0).ok()?;
        Some(Numeral {
            end,
            low: Decimal::try_from_i128_with_scale(low, 0).ok()?,
            high: (high != low).then_some(upper),
            over: self.over,
            few: self.few,
            about: self.about,
            style: Style::Han,
            large: self.large,
            digits: 0,
            plain: !self.over && !self.about && high == low,
            bare: self.bare && !self.over && !self.about,
        })
    }
}

/// 参 as a formal 三, before a formal place or magnitude, or behind one: 参万, 贰佰零参.
fn formal_three(text: &str, at: usize, c: char, started: bool) -> Option<i64> {
    const PLACES: [char; 5] = ['拾', '佰', '仟', '万', '亿'];
    if c != '参' {
        return None;
    }
    let rest = &text[at + c.len_utf8()..];
    let before = rest.starts_with(PLACES);
    let behind = started && (text[..at].ends_with(PLACES) || text[..at].ends_with('零'));
    let word = rest.starts_with(|next| "加与考观照赛军谋议见拜数".contains(next));
    (before || behind && !word).then_some(3)
}

/// 京 by itself is a capital: it is a magnitude only behind a number and before more of it or what it counts.
pub(super) fn capital(text: &str, at: usize, started: bool) -> Option<i128> {
    let mut chars = text[at..].chars();
    let magnitude = chars.next() == Some('京') && started;
    let counted = |c: char| digit(c).is_some() || magnitude_or_unit(c);
    (magnitude && chars.next().is_none_or(counted)).then_some(10_000_000_000_000_000)
}

fn magnitude_or_unit(c: char) -> bool {
    magnitude(c).is_some() || "元圆美日欧韩个次".contains(c)
}
