//! Decimal points and thousands separators that were lost to a space.

use super::Mending;
use crate::Pass;
use crate::chars::{is_han, is_han_digit, is_wide_punct};

pub(crate) const LOST_SEPARATOR: Pass = Pass {
    id: "number/lost-separator",
    about: "A decimal point or a thousands separator became a space. Groups of three digits after the first are thousands, a last group of other length is the decimal part. Where both can be meant the other reading is given.",
    examples: &[
        ("仅为892 6 亿美元", "仅为892.6亿美元"),
        ("达到1 109 4 亿美元", "达到1109.4亿美元"),
        ("达1 468 87 亿美元", "达1468.87亿美元"),
        ("突破2 000 亿美元", "突破2000亿美元"),
        ("增长35 8% ，", "增长35.8%，"),
        ("共开行12 406 列", "共开行12406列"),
        ("留学生共5 7\n万名", "留学生共5.7万名"),
        ("2019 6 年", "2019 6年"),
        ("约1 234 亿美元", "约1234亿美元"),
    ],
};

pub(crate) const MIDDLE_DOT: Pass = Pass {
    id: "number/middle-dot",
    about: "A middle dot between digits is a decimal point.",
    examples: &[("增长19·5%", "增长19.5%"), ("卡尔·马克思", "卡尔·马克思")],
};

/// More groups than this are a row of numbers.
const MOST_GROUPS: usize = 6;

pub(crate) fn lost_separator(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let bytes = m.text.as_bytes();
    if at == 0 || !bytes[at - 1].is_ascii_digit() || !bytes.get(at + 1)?.is_ascii_digit() || m.form().row {
        return None;
    }
    let start = at - bytes[..at].iter().rev().take(4).take_while(|b| b.is_ascii_digit()).count();
    let inside_word = start > 0
        && (bytes[start - 1].is_ascii_alphanumeric()
            || b" .,:/-~^_=".contains(&bytes[start - 1]) && !begins_number(m.text, start));
    let named = |c: char| matches!(c, '表' | '图' | '第' | '号');
    if at - start > 3 || inside_word || m.text[..start].trim_end_matches(' ').ends_with(named) {
        return None;
    }
    let (groups, end) = groups(bytes, at)?;
    let after = Follower::at(m.text, end)?;
    let thousands = groups.iter().take_while(|len| **len == 3).count();
    let zero = &bytes[start..at] == b"0";
    let (thousands, decimals) = match groups.len() - thousands {
        _ if zero && groups.len() == 1 => (0, 1),
        0 => (thousands, 0),
        1 => (thousands, 1),
        _ => return None,
    };
    if zero && thousands > 0 || after == Follower::Year && (decimals > 0 || end - start != 5) {
        return None;
    }
    let digits = |range: std::ops::Range<usize>| m.text[range].replace(' ', "");
    let last = &m.text[end - 3..end];
    let both = decimals == 0 && thousands == 1 && !last.ends_with('0') && after == Follower::Magnitude;
    let others = if both { vec![format!("{}.{last}", digits(start..end - 4))] } else { Vec::new() };
    let mut blank = at;
    for (nth, len) in groups.iter().enumerate() {
        if nth < thousands {
            m.delete(blank..blank + 1)
        } else {
            m.put(blank..blank + 1, ".")
        }
        blank += 1 + len;
    }
    m.note_uncertain(LOST_SEPARATOR.id, start..end, others);
    Some(end)
}

/// A sign before the digits that does not make them part of another number.
fn begins_number(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '~', '-']);
    before.len() < start && before.chars().next_back().is_none_or(|c| !c.is_ascii_graphic())
}

/// Lengths of the groups of digits after the first, each behind one space, and where the last ends.
fn groups(bytes: &[u8], mut at: usize) -> Option<(Vec<usize>, usize)> {
    let mut groups = Vec::new();
    while bytes.get(at) == Some(&b' ') {
        let len = bytes[at + 1..].iter().take(5).take_while(|b| b.is_ascii_digit()).count();
        if len == 0 {
            break;
        }
        if len > 3 || groups.len() == MOST_GROUPS {
            return None;
        }
        groups.push(len);
        at += 1 + len;
    }
    (!groups.is_empty()).then_some((groups, at))
}

/// What stands after a number.
#[derive(PartialEq)]
enum Follower {
    Year,
    /// 万, 亿 or %, before which decimals are common.
    Magnitude,
    Other,
}

impl Follower {
    fn at(text: &str, end: usize) -> Option<Follower> {
        let next = text[end..].chars().find(|c| *c != ' ').unwrap_or('\n');
        match next {
            '年' => Some(Follower::Year),
            '月' | '日' => None,
            '万' | '亿' | '%' | '‰' => Some(Follower::Magnitude),
            '\n' | '~' => Some(Follower::Other),
            c if is_han_digit(c) && c != '千' && c != '百' => None,
            c if is_han(c) || is_wide_punct(c) => Some(Follower::Other),
            _ => None,
        }
    }
}

pub(crate) fn middle_dot(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let bytes = m.text.as_bytes();
    let dot = m.text[at..].starts_with('·') && at > 0;
    if !dot || !bytes[at - 1].is_ascii_digit() || !bytes.get(at + 2)?.is_ascii_digit() {
        return None;
    }
    m.put(at..at + 2, ".");
    m.note(MIDDLE_DOT.id, at - 1..at + 3);
    Some(at + 2)
}
