//! Double bytes that were cut in the wrong place.

use super::Mending;
use crate::Pass;
use crate::chars::is_han;

pub(crate) const PASS: Pass = Pass {
    id: "bytes/slipped",
    about: "After a lost byte the two bytes of each character were joined wrongly, up to a sign that stands alone: the run is reported and left as it is.",
    examples: &[
        ("不干涉内政?!比欢{扎尔巴耶夫", "不干涉内政?!比欢{扎尔巴耶夫"),
        ("这是因?yàn)槁", "这是因?yàn)槁"),
        ("真的吗?!比如{甲}", "真的吗？！比如{甲}"),
    ],
};

/// How many characters such a run has at most.
const LONGEST: usize = 12;

/// Length of what is left of a gloss whose bracket slipped: the end of `因?yàn)`.
fn cut_gloss(text: &str) -> Option<usize> {
    let end = text.char_indices().take(8).find(|(_, c)| !c.is_alphabetic() || is_han(*c))?;
    (end.1 == ')' && super::gloss::is_syllable(&text[..end.0])).then_some(end.0 + 1)
}

pub(crate) fn slipped(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    if let Some(len) = cut_gloss(&m.text[at + 1..]) {
        m.note(PASS.id, at..at + 1 + len);
        return Some(at + 1 + len);
    }
    let signs = m.text[at..].bytes().take(4).take_while(|b| matches!(b, b'?' | b'!')).count();
    let rest = &m.text[at + signs..];
    let (len, sign) = rest.char_indices().take(LONGEST).find(|(_, c)| !is_han(*c))?;
    let after = rest[len..].chars().nth(1);
    let partner = if sign == '{' { '}' } else { sign };
    let alone = !rest[len + sign.len_utf8()..].chars().take(40).any(|c| c == partner);
    let slipped = len > 0 && "{}|^~@`\\".contains(sign) && after.is_some_and(is_han) && alone;
    if !slipped || !m.before(at).is_some_and(is_han) {
        return None;
    }
    let end = at + signs + len + 1 + after.map_or(0, char::len_utf8);
    m.note(PASS.id, at..end);
    Some(end)
}
