//! What a numeral becomes with what belongs to it: signs, magnitudes in Latin letters, dozens, fractions, powers.

use rust_decimal::Decimal;

use crate::cursor::{any_at, any_before, char_at, char_before, word_at};
use crate::numeral::{Style, numeral_at, starts_han};

/// A number in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub start: usize,
    pub end: usize,
    /// Its value; of a vague numeral the number that is named: 200000 of 二十几万.
    pub value: Decimal,
    /// The other end of two neighbouring digits: 4 of 三四.
    pub high: Option<Decimal>,
    /// Whether more than the value is meant: 多, 余, 几.
    pub over: bool,
    /// Whether it is told roughly: 十来万.
    pub about: bool,
    /// Whether it is written in Arabic digits.
    pub arabic: bool,
    /// Whether it is nothing but a magnitude: 百, 万.
    pub bare: bool,
}

/// The number that begins at a place, or the place to go on from.
pub(super) fn number_at(text: &str, at: usize) -> Result<Reading, usize> {
    let c = char_at(text, at).ok_or(text.len())?;
    let after = at + c.len_utf8();
    let begun = match c {
        '半' => half_at(text, at).ok_or(after)?,
        '.' => point_at(text, at).ok_or(after)?,
        '俩' | '仨' => plain(at, after, Decimal::from(if c == '俩' { 2 } else { 3 })),
        _ if c.is_ascii_digit() || starts_han(c) => simple_at(text, at)?,
        _ => return Err(after),
    };
    // 百分之三: the number is 三.
    if let Some(over) = hundredths(text, at, &begun) {
        return Err(over);
    }
    let whole = scaled(text, begun);
    let read = fraction(text, whole).or_else(|| slashed(text, whole)).unwrap_or(whole);
    Ok(signed(text, read))
}

fn plain(start: usize, end: usize, value: Decimal) -> Reading {
    Reading { start, end, value, high: None, over: false, about: false, arabic: false, bare: false }
}

/// The place behind 百分之, which says what is counted and is no number.
fn hundredths(text: &str, at: usize, begun: &Reading) -> Option<usize> {
    let hundred = begun.bare && matches!(&text[at..begun.end], "百" | "佰");
    hundred.then(|| word_at(text, begun.end, "分之")).flatten()
}

/// A numeral of the common grammar.
fn simple_at(text: &str, at: usize) -> Result<Reading, usize> {
    let pointed =
        text[..at].strip_suffix('.').is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    if pointed && char_at(text, at).is_some_and(|c| c.is_ascii_digit()) {
        let end = text[at..].find(|c: char| !c.is_ascii_digit() && c != '.').map_or(text.len(), |to| at + to);
        return dotted(text, at, end);
    }
    match numeral_at(text, at) {
        (Some(n), end) => Ok(Reading {
            start: at,
            end,
            value: n.named(),
            high: n.high.filter(|_| !n.few),
            over: n.over || n.few,
            about: n.about,
            arabic: n.style == Style::Arabic,
            bare: n.bare,
        }),
        (None, end) => dotted(text, at, end),
    }
}

/// A row of digits and points: an address or a version is passed over, longer groups are numbers by themselves.
fn dotted(text: &str, at: usize, end: usize) -> Result<Reading, usize> {
    let group = |from: usize| text[from..end].find('.').map_or(end, |point| from + point);
    let first = group(at);
    let short = text[at..end].split('.').all(|digits| digits.len() < 4);
    let inside = char_before(text, at) == Some('.');
    if (short || first == end) && !inside || first == at {
        return Err(end.max(at + 1));
    }
    text[at..first].parse().map(|value| Reading { arabic: true, ..plain(at, first, value) }).map_err(|_| end)
}

/// .5
fn point_at(text: &str, at: usize) -> Option<Reading> {
    let digits = text.as_bytes()[at + 1..].iter().take(24).take_while(|b| b.is_ascii_digit()).count();
    let end = at + 1 + digits;
    let alone = !char_before(text, at).is_some_and(|c| c.is_ascii_alphanumeric() || c == '.')
        && !char_at(text, end).is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
    let value = format!("0{}", &text[at..end]).parse().ok()?;
    (digits > 0 && alone).then(|| Reading { arabic: true, ..plain(at, end, value) })
}

/// 半百, 半打, 半个.
fn half_at(text: &str, at: usize) -> Option<Reading> {
    let after = at + '半'.len_utf8();
    let c = char_at(text, after)?;
    let of = match c {
        '个' => 1,
        '打' => 12,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    };
    let end = after + c.len_utf8();
    // 半个多月, 一年半个人: what is halved is a length of time, or something else goes on.
    let other = any_at(text, end, &["月", "多月", "小时", "世纪", "钟"]).is_some() && c == '个';
    (!other).then(|| plain(at, end, Decimal::from(of) / Decimal::TWO))
}

/// K, M, G behind Arabic digits, powers, 打, and the half of 两个半.
fn scaled(text: &str, read: Reading) -> Reading {
    let (end, exact) = (read.end, read.high.is_none() && !read.over);
    if read.arabic
        && let Some((factor, stop)) = letter(text, end).or_else(|| exponent(text, end))
    {
        return read.value.checked_mul(factor).map_or(read, |value| Reading { value, end: stop, ..read });
    }
    if read.arabic
        && let Some((power, stop)) = power(text, end)
        && let Some(value) = raised(read.value, power)
    {
        return Reading { value, end: stop, ..read };
    }
    if let Some(stop) = word_at(text, end, "打")
        && any_at(text, stop, &["折", "算", "击", "造", "破", "响", "赢", "败"]).is_none()
        && let Some(value) = read.value.checked_mul(Decimal::from(12))
    {
        let half = word_at(text, stop, "半").filter(|end| alone(text, *end));
        let (value, end) = half.map_or((value, stop), |end| (value + Decimal::from(6), end));
        return Reading { value, end, ..read };
    }
    match word_at(text, end, "个半") {
        Some(stop) if exact && any_at(text, stop, &["月", "小时"]).is_none() => {
            Reading { value: read.value + Decimal::new(5, 1), end: stop, ..read }
        }
        _ => read,
    }
}

/// 40k, 1.04M.
fn letter(text: &str, end: usize) -> Option<(Decimal, usize)> {
    let factor = match text.as_bytes().get(end)? {
        b'K' | b'k' => 1_000_i64,
        // Short for 万.
        b'w' => 10_000,
        b'M' => 1_000_000,
        b'G' | b'B' => 1_000_000_000,
        b'T' => 1_000_000_000_000,
        _ => return None,
    };
    let alone = !char_at(text, end + 1).is_some_and(|c| c.is_ascii_alphanumeric());
    alone.then(|| (Decimal::from(factor), end + 1))
}

/// The factor of -1e1, 2.5E-3.
fn exponent(text: &str, end: usize) -> Option<(Decimal, usize)> {
    let after = any_at(text, end, &["e", "E"])?;
    let (power, stop) = integer(text, after)?;
    let free = !char_at(text, stop).is_some_and(|c| c.is_ascii_alphanumeric());
    let factor = raised(Decimal::TEN, power).filter(|_| free)?;
    Some((factor, stop))
}

fn power(text: &str, end: usize) -> Option<(i64, usize)> {
    integer(text, word_at(text, end, "^")?)
}

/// A whole number with any signs before it.
fn integer(text: &str, at: usize) -> Option<(i64, usize)> {
    let bytes = text.as_bytes();
    let signs = bytes[at..].iter().take(3).take_while(|b| matches!(b, b'-' | b'+')).count();
    let from = at + signs;
    let digits = bytes[from..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    let value: i64 = text[from..from + digits].parse().ok()?;
    let minus = bytes[at..from].iter().filter(|b| **b == b'-').count() % 2 == 1;
    Some((if minus { -value } else { value }, from + digits))
}

fn raised(base: Decimal, power: i64) -> Option<Decimal> {
    // OK because no power beyond 96 of a number other than 1 has a decimal of 96 bits.
    let times = power.unsigned_abs().min(97);
    let size = (0..times).try_fold(Decimal::ONE, |product, _| product.checked_mul(base))?;
    if power < 0 { Decimal::ONE.checked_div(size) } else { Some(size) }
}

/// 五分之一, 四分三, 三又四分之一.
fn fraction(text: &str, first: Reading) -> Option<Reading> {
    if let Some(after) = word_at(text, first.end, "又") {
        let below = unsigned(text, after)?;
        let (part, end) = of_denominator(text, &below)?;
        return Some(Reading { value: first.value.checked_add(part)?, end, ..first });
    }
    let (value, end) = of_denominator(text, &first)?;
    Some(Reading { value, end, bare: false, ..first })
}

fn unsigned(text: &str, at: usize) -> Option<Reading> {
    simple_at(text, at).ok()
}

/// The fraction that a denominator begins.
fn of_denominator(text: &str, below: &Reading) -> Option<(Decimal, usize)> {
    let spelled = any_at(text, below.end, &["分之", "份之"]);
    let after = spelled.or_else(|| any_at(text, below.end, &["分", "份"]))?;
    let minus = word_at(text, after, "负");
    let above = unsigned(text, minus.unwrap_or(after)).filter(|above| above.high.is_none())?;
    // Without 之 only fewer parts of more are a fraction: 四分三; 三分五秒 is a time.
    if spelled.is_none()
        && (below.arabic || above.arabic || above.value >= below.value || !alone(text, above.end))
    {
        return None;
    }
    let above_value = if minus.is_some() { -above.value } else { above.value };
    Some((above_value.checked_div(below.value)?, above.end))
}

/// Whether 一 behind 分 ends what is said: 二分一, but not 三分一秒.
fn alone(text: &str, end: usize) -> bool {
    !char_at(text, end).is_some_and(|c| starts_han(c) || "秒毫厘点个些起".contains(c))
}

/// 3/5, 1 3/5.
fn slashed(text: &str, first: Reading) -> Option<Reading> {
    let whole = |read: &Reading| read.arabic && read.value.fract().is_zero() && read.end - read.start < 7;
    if !whole(&first) || char_before(text, first.start) == Some('/') {
        return None;
    }
    if text.as_bytes().get(first.end) == Some(&b' ') {
        let above = unsigned(text, first.end + 1).filter(|above| above.arabic && whole(above))?;
        let part = divided(text, &above)?;
        return Some(Reading { value: first.value.checked_add(part.value)?, end: part.end, ..first });
    }
    divided(text, &first)
}

/// A number, a slash and another; a year before the slash is one by itself, and so is what has two slashes.
fn divided(text: &str, above: &Reading) -> Option<Reading> {
    let after = word_at(text, above.end, "/")?;
    let below = unsigned(text, after).filter(|below| below.arabic && below.value.fract().is_zero())?;
    let year = above.end - above.start == 4 && text[above.start..].starts_with(['1', '2']);
    let further = char_at(text, below.end).is_some_and(|c| c == '/' || c.is_ascii_alphanumeric());
    let value = above.value.checked_div(below.value)?;
    (!year && !further).then_some(Reading { value, end: below.end, ..*above })
}

/// The number with the sign before it.
fn signed(text: &str, read: Reading) -> Reading {
    let Some(start) = sign_before(text, read.start) else { return read };
    Reading { start, value: -read.value, ..read }
}

/// Where the minus sign before a number begins: 负3, 零下5, -1.2, - 1,200.
fn sign_before(text: &str, start: usize) -> Option<usize> {
    let spaced = text[..start].strip_suffix(' ').map_or(start, str::len);
    let sign = any_before(text, start, &["零下", "负", "-", "－", "−"])
        .or_else(|| any_before(text, spaced, &["负", "-", "－", "−"]))?;
    let before = char_before(text, sign);
    let word = text[sign..].starts_with('负') && before.is_some_and(|c| "担抱胜背欺辜自".contains(c));
    let dash = !text[sign..].starts_with(['负', '零']);
    let joined = before.is_some_and(|c| {
        c.is_alphanumeric() && (c.is_ascii() || starts_han(c))
            || matches!(c, '%' | ')' | '）' | '-' | '—' | '年' | '月')
    });
    // 10 - 20: a dash between numbers.
    let further = text[..sign].trim_end_matches(' ').chars().next_back();
    let between = dash && spaced < start && further.is_some_and(|c| c.is_ascii_digit() || c == '%');
    let apart =
        spaced < start && before.is_some_and(|c| !c.is_whitespace() && c.is_alphanumeric()) || between;
    (!word && !(dash && (joined || apart))).then_some(sign)
}
