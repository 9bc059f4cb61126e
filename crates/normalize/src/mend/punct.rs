//! Half-width and doubled punctuation.

use super::Mending;
use crate::Pass;
use crate::chars::{is_han, is_quote, is_wide_punct};

pub(crate) const HALF_WIDTH: Pass = Pass {
    id: "punct/half-width",
    about: "Half-width punctuation beside Chinese characters becomes full-width; numbers, times, addresses and Latin text keep theirs.",
    examples: &[
        ("2014年5月29日,俄、白、哈签署", "2014年5月29日，俄、白、哈签署"),
        ("贸易额达1,234.5亿美元,增长5.2%;出口下降", "贸易额达1,234.5亿美元，增长5.2%；出口下降"),
        ("会议17:09开始:致辞", "会议17:09开始：致辞"),
        ("独联体(CIS)国家", "独联体（CIS）国家"),
        ("组织(以下简称\"上合组织\")成立", "组织（以下简称“上合组织”）成立"),
        ("A (1990), pp. 3", "A (1990), pp. 3"),
    ],
};

pub(crate) const DOUBLED: Pass = Pass {
    id: "punct/doubled",
    about: "Punctuation written twice becomes one; …… and —— stay.",
    examples: &[("条约，，生效。。", "条约，生效。"), ("等等……", "等等……")],
};

#[derive(Default)]
pub(crate) struct State {
    /// Open half-width brackets of the line, the innermost last: whether each became full-width.
    open: Vec<bool>,
    quoted: bool,
}

impl State {
    pub(crate) fn begin_line(&mut self) {
        self.open.clear();
        self.quoted = false;
    }
}

fn is_chinese(c: char) -> bool {
    is_han(c) || is_wide_punct(c)
}

pub(crate) fn half_width(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let byte = m.text.as_bytes()[at];
    let before = m.before(at);
    let after = m.char_at(at + 1);
    let past_blank = || m.text[at + 1..].chars().find(|c| *c != ' ');
    let near = |c: Option<char>| c.is_some_and(is_chinese);
    let with = match byte {
        b',' | b';' | b':' if near(before) || near(after) && before.is_some_and(|c| !c.is_whitespace()) => {
            match byte {
                b',' => "，",
                b';' => "；",
                _ => "：",
            }
        }
        b',' | b';' if is_value_end(before) && (near(past_blank()) || past_blank().is_some_and(is_quote)) => {
            if byte == b',' {
                "，"
            } else {
                "；"
            }
        }
        b',' if before == Some('%') && m.text[..at].chars().rev().take(12).any(is_chinese) => "，",
        b',' | b';'
            if before.is_some_and(is_quote)
                && (after.is_none_or(|c| !c.is_ascii()) || after == Some('\n')) =>
        {
            if byte == b',' {
                "，"
            } else {
                "；"
            }
        }
        b'?' | b'!' if near(before) || before.is_some_and(is_quote) && near(after) => {
            if byte == b'?' {
                "？"
            } else {
                "！"
            }
        }
        b'.' if before.is_some_and(is_sentence_char)
            && after.is_none_or(|c| c == '\n' || is_chinese(c) || is_quote(c)) =>
        {
            "。"
        }
        b'"' => {
            let opens = !m.punct.quoted;
            if opens && !(near(before) || near(after)) {
                return None;
            }
            m.punct.quoted = opens;
            if opens { "“" } else { "”" }
        }
        b'(' => {
            let blank = before == Some(' ');
            let wide = near(before)
                || before.is_some_and(is_quote)
                || near(after)
                || blank && m.text[..at].trim_end_matches(' ').chars().next_back().is_some_and(is_chinese);
            // A line of nothing but brackets must not fill memory.
            if m.punct.open.len() < 64 {
                m.punct.open.push(wide);
            }
            if wide { "（" } else { return None }
        }
        b')' => {
            let wide = m
                .punct
                .open
                .pop()
                .unwrap_or_else(|| near(before) || near(past_blank()) || before.is_some_and(is_quote));
            if wide { "）" } else { return None }
        }
        _ => return None,
    };
    m.put(at..at + 1, with);
    m.note(HALF_WIDTH.id, at..at + 1);
    Some(at + 1)
}

/// A character after which a comma can end a clause: a unit, a digit, a closing mark.
fn is_value_end(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '%' | ')' | '>' | '‰' | '℃' | '+'))
}

/// A Chinese character that is no numeral, so that a point after it is no enumerator's.
fn is_sentence_char(c: char) -> bool {
    is_han(c) && !crate::chars::is_han_digit(c)
}

pub(crate) fn doubled(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let bytes = &m.text.as_bytes()[at..];
    if bytes.len() < 6 || bytes[..3] != bytes[3..6] {
        return None;
    }
    let c = m.char_at(at).filter(|c| "，。、；：".contains(*c))?;
    let len = c.len_utf8();
    let end = at + m.text[at..].chars().take(1000).take_while(|d| *d == c).count() * len;
    if end == at + len || c == '。' && end > at + 2 * len {
        return Some(end);
    }
    m.delete(at + len..end);
    m.note(DOUBLED.id, at..end);
    Some(end)
}
