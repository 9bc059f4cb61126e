//! Marks of footnotes.

use super::Mending;
use crate::Pass;
use crate::chars::is_ringed;

pub(crate) const PASS: Pass = Pass {
    id: "mark/footnote",
    about: "Marks of footnotes inside text (①, ^[1], [1]) are deleted; at the beginning of a line they open the note and stay.",
    examples: &[
        ("下降至3.3%①。", "下降至3.3%。"),
        ("高于2019年<sup>①</sup>。", "高于2019年。"),
        ("结成联盟。^[3]一般认为", "结成联盟。一般认为"),
        ("见《报告》[12]。", "见《报告》。"),
        ("[美]米尔斯海默著", "[美]米尔斯海默著"),
        ("[1] 习近平：“讲话”，新华社。", "[1] 习近平：“讲话”，新华社。"),
    ],
};

pub(crate) fn ringed(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    // U+2460, U+2776 and U+3250 on; what else begins with these bytes is frequent.
    if !matches!(m.text.as_bytes()[at..], [0xe2, 0x91 | 0x9d, ..] | [0xe3, 0x89, ..]) {
        return None;
    }
    let c = m.char_at(at).filter(|c| is_ringed(*c))?;
    let end = at + c.len_utf8();
    if m.at_line_start(at) {
        return None;
    }
    take(m, at, end)
}

pub(crate) fn bracketed(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let rest = &m.text.as_bytes()[at..];
    let raised = usize::from(rest[0] == b'^');
    let inner = rest.get(raised..)?.strip_prefix(b"[")?;
    let digits = inner.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    if !(1..=3).contains(&digits) || inner.get(digits) != Some(&b']') || m.at_line_start(at) {
        return None;
    }
    // [1](address) is a link, and Latin text may count with brackets: a[1].
    let link = inner.get(digits + 1) == Some(&b'(');
    let latin = raised == 0 && m.before(at).is_none_or(|c| c.is_ascii_alphanumeric());
    if link || latin {
        return None;
    }
    take(m, at, at + raised + digits + 2)
}

fn take(m: &mut Mending<'_>, start: usize, end: usize) -> Option<usize> {
    m.delete(start..end);
    m.note(PASS.id, start..end);
    Some(end)
}
