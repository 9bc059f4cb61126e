//! Markdown.

use super::Mending;
use crate::Pass;

pub(crate) const PASS: Pass = Pass {
    id: "markup/markdown",
    about: "Marks of Markdown are deleted: ** around text, backslashes before signs, # of headings, addresses of links. Rows between | become cells.",
    examples: &[
        ("**【摘要】** 本文", "【摘要】本文"),
        ("index\\_a\\*", "index_a*"),
        ("见[商务部](https://a.cn/b_1)网站", "见商务部网站"),
        ("# 一 合作面临的机遇\n\n正文。", "一 合作面临的机遇\n正文。"),
        ("| 国别 | 2024年 |\n|---|---|\n| 印度 | 7.0 |", "国别\t2024年\n印度\t7.0"),
    ],
};

/// A link is not looked for beyond this many bytes.
const LONGEST: usize = 1024;

#[derive(Default)]
pub(crate) struct State {
    strong: bool,
    /// Where the text of the open link ends, and where its address ends.
    link: Option<(usize, usize)>,
    /// Whether the line is a row between bars.
    row: bool,
}

impl State {
    /// Whether the line is a row between bars.
    pub(crate) fn in_row(&self) -> bool {
        self.row
    }

    pub(crate) fn begin_line(&mut self) {
        *self = State::default();
    }
}

fn delete(m: &mut Mending<'_>, at: usize, len: usize) -> Option<usize> {
    m.delete(at..at + len);
    m.note(PASS.id, at..at + len);
    Some(at + len)
}

/// The rest of the line from here, at most `LONGEST` bytes of it.
fn line_from<'a>(m: &Mending<'a>, at: usize) -> &'a [u8] {
    let text: &'a str = m.text;
    let rest = &text.as_bytes()[at..];
    let rest = &rest[..rest.len().min(LONGEST)];
    &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())]
}

pub(crate) fn strong(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    if !m.text.as_bytes()[at..].starts_with(b"**") {
        return None;
    }
    let stars = m.text.as_bytes()[at..].iter().take_while(|b| **b == b'*').count();
    let opens = !m.markdown.strong;
    if stars > 3 || opens && memchr::memmem::find(&line_from(m, at)[stars..], b"**").is_none() {
        return Some(at + stars);
    }
    m.markdown.strong = opens;
    delete(m, at, stars)
}

pub(crate) fn escape(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let next = *m.text.as_bytes().get(at + 1)?;
    if b"\\`*_{}[]()#+-.!|~<>".contains(&next) {
        // Text that was escaped twice has two.
        let twice = next == b'\\' && m.text.as_bytes().get(at + 2).is_some_and(|b| b"_*[]#".contains(b));
        let marks = 1 + usize::from(twice);
        delete(m, at, marks)?;
        // What is escaped is no markup.
        return Some(at + marks + 1);
    }
    None
}

pub(crate) fn heading(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let marks = line_from(m, at).iter().take(7).take_while(|b| **b == b'#').count();
    let blank = line_from(m, at).get(marks) == Some(&b' ');
    if marks > 6 || !blank || !m.at_line_start(at) {
        return None;
    }
    delete(m, at, marks + 1)?;
    m.marks.headings.push(m.out.len());
    Some(at + marks + 1)
}

pub(crate) fn bullet(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let bullet = line_from(m, at).starts_with(b"- ") && m.at_line_start(at);
    let text = bullet
        && line_from(m, at)[2..].first().is_some_and(|b| *b != b'-' && *b != b' ' && !b.is_ascii_digit());
    if text { delete(m, at, 2) } else { None }
}

pub(crate) fn quote(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    if line_from(m, at).starts_with(b"> ") && m.at_line_start(at) { delete(m, at, 2) } else { None }
}

/// `[text](address)`, and `![text](address)` of an image, which goes as a whole.
pub(crate) fn link(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let line = line_from(m, at);
    let image = line.starts_with(b"![");
    if m.markdown.link.is_some() || !(image || line.starts_with(b"[")) {
        return None;
    }
    let middle = memchr::memmem::find(line, b"](")?;
    let inner = &line[1 + usize::from(image)..middle];
    if memchr::memchr2(b'[', b']', inner).is_some() {
        return None;
    }
    let end = middle + address_end(&line[middle + 1..])? + 1;
    if image {
        return delete(m, at, end);
    }
    delete(m, at, 1)?;
    m.markdown.link = Some((at + middle, at + end));
    Some(at + 1)
}

/// Length of the address with its brackets, which may hold brackets themselves.
fn address_end(address: &[u8]) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in address.iter().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            0x80.. => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

pub(crate) fn link_end(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let (close, end) = m.markdown.link.filter(|(close, _)| *close == at)?;
    m.markdown.link = None;
    delete(m, close, end - close)
}

/// A row between bars; the row of dashes below a header goes.
pub(crate) fn table(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let line = line_from(m, at).trim_ascii_end();
    if m.at_line_start(at) && !m.markdown.row {
        let row = line.len() > 2 && line.ends_with(b"|");
        if row && line.iter().all(|b| b"|-: ".contains(b)) && line.contains(&b'-') {
            return delete(m, at, line.len());
        }
        m.markdown.row = row;
        return if row { delete_with_blanks(m, at, "") } else { None };
    }
    if !m.markdown.row {
        return None;
    }
    delete_with_blanks(m, at, if line.len() == 1 { "" } else { "\t" })
}

/// Replaces the bar and the blanks around it.
fn delete_with_blanks(m: &mut Mending<'_>, at: usize, with: &str) -> Option<usize> {
    let after = line_from(m, at)[1..].iter().take_while(|b| **b == b' ').count();
    let range = at..at + 1 + after;
    if with.is_empty() {
        m.delete(range.clone())
    } else {
        m.put(range.clone(), with)
    }
    m.note(PASS.id, at..at + 1);
    Some(range.end)
}
