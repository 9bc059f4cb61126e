//! Spaces inside Chinese text, and characters set apart by spaces.

use super::{LineForm, Mending};
use crate::Pass;
use crate::chars::{is_han, is_quote, is_wide_punct};

pub(crate) const HAN: Pass = Pass {
    id: "space/han",
    about: "Spaces beside full-width punctuation, inside quotation marks and brackets, and between Chinese characters and numbers are deleted.",
    examples: &[
        ("地区， 新时代", "地区，新时代"),
        ("推动 “一带一路” 建设", "推动“一带一路”建设"),
        ("截至 2022 年 7 月", "截至2022年7月"),
        ("2013 ~ 2021 年", "2013~2021年"),
        ("3万美元 / 40 尺大箱", "3万美元/40尺大箱"),
        ("增长50% ， 首次", "增长50%，首次"),
        ("国际合作 区域治理 GDP 总量", "国际合作 区域治理 GDP 总量"),
    ],
};

pub(crate) const APART: Pass = Pass {
    id: "space/apart",
    about: "Characters, digits and letters set apart by spaces are put together.",
    examples: &[
        ("总 结", "总结"),
        ("2 0 2 0年1 1月", "2020年11月"),
        ("签署了R C E P协定", "签署了RCEP协定"),
        ("图1 A B两组", "图1 A B两组"),
    ],
};

/// A line longer than this is no row and no spaced title.
const LONGEST: usize = 600;

/// Looks at the line that begins here.
pub(crate) fn form(text: &str, start: usize) -> LineForm {
    let bytes = &text.as_bytes()[start..];
    let bytes = &bytes[..bytes.len().min(LONGEST + 1)];
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    let Some(line) = (end <= LONGEST).then(|| text.get(start..start + end)).flatten() else {
        return LineForm::default();
    };
    // Running text is none of these.
    if is_punctuated(line) {
        return LineForm::default();
    }
    let (mut words, mut numbers, mut signs, mut single, mut dated) = (0, 0, 0, 0, false);
    let mut start = 0;
    for end in memchr::memchr_iter(b' ', line.as_bytes()).chain([line.len()]) {
        let word = &line[start..end];
        start = end + 1;
        if word.is_empty() {
            continue;
        }
        words += 1;
        numbers += usize::from(is_number(word));
        signs += usize::from(matches!(word, "年" | "月" | "—" | "-"));
        let mut chars = word.chars();
        single += usize::from(chars.next().is_some_and(is_han) && chars.next().is_none());
        // 2010 年 1 月 29 日 is a day.
        dated |= matches!(word, "日" | "号" | "至" | "到");
    }
    let values = numbers + signs;
    let marked = || dated || line.contains(['；', '、', ',', ':', '：', '《', '“']);
    let row = numbers >= 3 && values * 4 >= words * 3 && words - values <= 3 && !marked();
    let numerals = || line.chars().all(|c| c == ' ' || crate::chars::is_han_digit(c));
    let spaced = single > 1 && (single == words && words <= 4 || words >= 6 && single * 5 >= words * 4);
    LineForm { row, apart: spaced && !numerals(), numbered: is_numbered(line) }
}

/// Whether the line holds a comma or a full stop.
fn is_punctuated(line: &str) -> bool {
    // Few other characters begin with the bytes with which these do.
    memchr::memchr2_iter(0xe3, 0xef, line.as_bytes()).any(|at| line[at..].starts_with(['，', '。']))
}

fn is_number(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().all(|b| b.is_ascii_digit() || b"+-.,%".contains(&b))
}

pub(crate) fn han(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let blanks = m.text.as_bytes()[at..].iter().take_while(|b| **b == b' ').count();
    let end = at + blanks;
    let (before, after) = (m.before(at).unwrap_or('\n'), m.char_at(end).unwrap_or('\n'));
    if before == ' ' || before == '\n' {
        // At the beginning of a line one space may tell where a page begins, two that a paragraph does.
        let kept = if before == ' ' { 0 } else { blanks.min(2) };
        m.delete(at + kept..end);
        return Some(end);
    }
    if after == '|' && m.markdown.in_row() {
        m.delete(at..end);
        return Some(end);
    }
    if m.form().row || matches!(after, '\n' | '\t') || before == '\t' {
        return Some(end);
    }
    if goes(before, after) && !is_numbering(m, at) || m.form().apart && is_han(before) && is_han(after) {
        let pass = if is_han(before) && is_han(after) { APART.id } else { HAN.id };
        m.delete(at..end);
        m.note(pass, at..end);
    } else if blanks > 1 {
        m.delete(at + 1..end);
        m.note(HAN.id, at..end);
    }
    Some(end)
}

/// Whether a space between these characters means nothing.
fn goes(before: char, after: char) -> bool {
    if is_wide_punct(before) || is_wide_punct(after) {
        return true;
    }
    let word = |c: char| is_han(c) || is_quote(c);
    if word(before) && after == '(' || before == ')' && word(after) {
        return true;
    }
    let chinese = |c: char| is_han(c) || is_quote(c) || c.is_ascii_digit();
    if is_quote(before) || is_quote(after) {
        return chinese(before) && chinese(after);
    }
    let number = |c: char| c.is_ascii_digit() || matches!(c, '%' | '~' | '‰');
    let joint = |c: char| matches!(c, '~' | '/' | '—');
    let value = |c: char| is_han(c) || number(c);
    is_han(before) && number(after)
        || number(before) && is_han(after)
        || joint(before) && value(after)
        || value(before) && joint(after)
        || before.is_ascii_digit() && after == '%'
}

/// The space after the number of a heading stays: 一 “一带一路”建设, 2 能源合作.
fn is_numbering(m: &mut Mending<'_>, at: usize) -> bool {
    if at - m.line > 32 {
        return false;
    }
    let number = m.text[m.line..at].trim_start_matches([' ', '*']);
    if let Some(number) = number.strip_prefix(['表', '图']).map(str::trim_start) {
        // 表1 双边贸易额
        return !number.is_empty() && number.trim_end_matches('*').bytes().all(|b| b.is_ascii_digit());
    }
    !number.is_empty()
        && (number.chars().all(crate::chars::is_han_digit)
            || m.form().numbered && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Characters that follow a number as its unit, so that it numbers nothing.
const UNITS: &str = "年月日号时分秒万亿千百个条项人次元美名位家种件吨米公平立升度世岁倍成点多余余尺寸斤里";

/// A short line without punctuation that begins with a number of one or two digits.
fn is_numbered(line: &str) -> bool {
    let line = line.trim_start_matches(' ');
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = line.len() - rest.len();
    let first = rest.strip_prefix(' ').and_then(|rest| rest.chars().next());
    (1..=2).contains(&number)
        && line.len() < 90
        && first.is_some_and(|c| is_han(c) && !UNITS.contains(c))
        && !line.contains(['，', '。', '；', ','])
}

/// Digits and capital letters set apart, one by one.
pub(crate) fn apart(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let bytes = m.text.as_bytes();
    let first = *bytes.get(at.checked_sub(1)?)?;
    let kind: fn(&u8) -> bool =
        if first.is_ascii_digit() { u8::is_ascii_digit } else { u8::is_ascii_uppercase };
    let alone = kind(&first)
        && !at
            .checked_sub(2)
            .is_some_and(|i| bytes[i].is_ascii_alphanumeric() || bytes[i] == b' ' || bytes[i] == b'.');
    if !alone || m.form().row {
        return None;
    }
    let mut end = at;
    let mut count = 1;
    while bytes.get(end) == Some(&b' ')
        && bytes.get(end + 1).is_some_and(kind)
        && !bytes.get(end + 2).is_some_and(u8::is_ascii_alphanumeric)
        && count < 64
    {
        end += 2;
        count += 1;
    }
    let after = m.text[end..].chars().find(|c| *c != ' ').unwrap_or('\n');
    let spaced = if first.is_ascii_digit() {
        count >= 2 && "年月日号".contains(after) || count >= 4 && is_han(after)
    } else {
        count >= 3
    };
    if !spaced {
        return None;
    }
    for blank in (at..end).step_by(2) {
        m.delete(blank..blank + 1);
    }
    m.note(APART.id, at - 1..end);
    Some(end)
}
