//! Double bytes that were cut in the wrong place.

use super::Mending;
use crate::Pass;
use crate::chars::is_han;

pub(crate) const PASS: Pass = Pass {
    id: "bytes/slipped",
    about: "After a lost byte the two bytes of each character were joined wrongly, up to a sign that stands alone: the run is reported and left as it is.",
    examples: &[
        ("不干涉内政?!比欢{扎尔巴耶夫", "不干涉内政?!比欢{扎尔巴耶夫"),
        ("真的吗?!比如{甲}", "真的吗？！比如{甲}"),
    ],
};

/// How many characters such a run has at most.
const LONGEST: usize = 12;

pub(crate) fn slipped(m: &mut Mending<'_>, at: usize) -> Option<usize> {
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
