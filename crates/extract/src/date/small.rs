//! Small whole numbers of dates and clock times, read by themselves: in 三点零五 the 点 is no decimal point.

use crate::cursor::char_at;

/// The number from 0 to 99 that begins at `at`, with the place after it.
pub(super) fn small_at(text: &str, at: usize) -> Option<(u8, usize)> {
    if char_at(text, at)?.is_ascii_digit() { arabic(text, at) } else { han(text, at) }
}

/// One or two digits that are no part of a longer run.
fn arabic(text: &str, at: usize) -> Option<(u8, usize)> {
    let digits = text.as_bytes()[at..].iter().take(3).take_while(|b| b.is_ascii_digit()).count();
    let number = text.as_bytes()[at..].iter().take(digits).fold(0, |sum, b| sum * 10 + u16::from(b - b'0'));
    (digits < 3).then_some((u8::try_from(number).ok()?, at + digits))
}

/// 十二, 二十三, 廿三, 零五.
fn han(text: &str, at: usize) -> Option<(u8, usize)> {
    let digit = |at: usize| {
        let c = char_at(text, at)?;
        let value = match c {
            '〇' | '零' | '○' => 0,
            '一' => 1,
            '二' | '两' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            _ => return None,
        };
        Some((value, at + c.len_utf8()))
    };
    let tens = |at: usize| match char_at(text, at)? {
        '十' => Some((10, at + '十'.len_utf8())),
        '廿' => Some((20, at + '廿'.len_utf8())),
        '卅' => Some((30, at + '卅'.len_utf8())),
        _ => None,
    };
    let (mut number, mut end) = match (tens(at), digit(at)) {
        (Some(tens), _) => tens,
        (None, Some((0, after))) => return digit(after).or(Some((0, after))),
        (None, Some((units, after))) => match tens(after) {
            Some((10, after)) => (units * 10, after),
            _ => return Some((units, after)),
        },
        (None, None) => return None,
    };
    if let Some((units, after)) = digit(end).filter(|(units, _)| *units > 0) {
        number += units;
        end = after;
    }
    Some((number, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers() {
        let cases = [
            ("5", Some(5)),
            ("09", Some(9)),
            ("123", None),
            ("三", Some(3)),
            ("十", Some(10)),
            ("十五", Some(15)),
            ("二十", Some(20)),
            ("三十一", Some(31)),
            ("廿七", Some(27)),
            ("零五", Some(5)),
            ("两", Some(2)),
            ("年", None),
        ];
        for (text, number) in cases {
            assert_eq!(small_at(text, 0), number.map(|n| (n, text.len())), "{text}");
        }
    }
}
