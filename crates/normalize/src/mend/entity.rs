//! HTML entities.

use html5gum::{Token, Tokenizer};

use super::Mending;
use crate::Pass;
use crate::fold::fold_char;

pub(crate) const PASS: Pass = Pass {
    id: "markup/html-entity",
    about: "HTML entities become the characters they stand for.",
    examples: &[
        ("研发&amp;创新", "研发&创新"),
        ("2021&mdash;2025年", "2021—2025年"),
        ("&#20013;国&nbsp;GDP", "中国 GDP"),
        ("A&B; C&D", "A&B; C&D"),
    ],
};

const LONGEST: usize = 32;

pub(crate) fn entity(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let rest = &m.text.as_bytes()[at..];
    let end = memchr::memchr(b';', &rest[..rest.len().min(LONGEST)])? + 1;
    let written = &m.text[at..at + end];
    if !written[1..end - 1].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#') {
        return None;
    }
    let Ok(Token::String(meant)) = Tokenizer::new(written).next()? else { return None };
    let meant = std::str::from_utf8(&meant.value).ok()?;
    if meant == written {
        return None;
    }
    let folded: String =
        meant.chars().filter_map(fold_char).map(|c| if c == '\n' { ' ' } else { c }).collect();
    m.put(at..at + end, &folded);
    m.note(PASS.id, at..at + end);
    Some(at + end)
}
