//! HTML tags.

use html5gum::{Token, Tokenizer};

use super::Mending;
use crate::Pass;

pub(crate) const PASS: Pass = Pass {
    id: "markup/html-tag",
    about: "HTML tags and comments are deleted. Tags of blocks end the line, cells of a table become tabs, scripts and styles go with what they hold, navigation and footers become furniture. An address in <> is no tag.",
    examples: &[
        ("<p><strong>消息</strong>：会议开始。</p><p>会议结束。</p>", "消息：会议开始。\n会议结束。"),
        ("<table><tr><td>出口</td><td>5亿</td></tr></table>", "出口\t5亿"),
        ("<style>p{color:red}</style>正文<!-- 注 -->结束。", "正文结束。"),
        ("见<https://www.imf.org/>", "见<https://www.imf.org/>"),
        ("GDP<3%，人口<1亿", "GDP<3%，人口<1亿"),
    ],
};

/// Tags inside a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "input", "ins", "kbd", "label", "mark", "meta", "link", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "svg", "time", "tt", "u", "var", "wbr", "button",
    "o:p", "path", "video", "audio", "source", "col", "colgroup", "tbody", "thead", "tfoot", "iframe",
    "noscript",
];

/// Tags that end a line.
const BLOCK: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "title",
    "tr",
    "ul",
];

/// Elements that go with what they hold.
const DROPPED: &[&str] = &["script", "style", "template"];

/// Elements of a page that hold no article.
const FURNITURE: &[&str] = &["nav", "footer", "aside", "header"];

/// No tag is looked for beyond this many bytes.
const LONGEST: usize = 4096;

#[derive(Default)]
pub(crate) struct State {
    /// Where open furniture begins in the mended text.
    furniture: Vec<usize>,
    /// What was looked for to the end of the text and is not there.
    missing: Vec<&'static str>,
}

pub(crate) fn tag(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let next = *m.text.as_bytes().get(at + 1)?;
    if next == b'!' || next == b'?' {
        return comment(m, at);
    }
    if !(next.is_ascii_alphabetic() || next == b'/') {
        return None;
    }
    let (name, closing, end) = recognise(&m.text[at..])?;
    let range = at..at + end;
    if let Some(dropped) = DROPPED.iter().find(|dropped| **dropped == name && !closing) {
        let end = element_end(m, range.end, dropped).unwrap_or(range.end);
        m.delete(at..end);
        m.note(PASS.id, at..end);
        return Some(end);
    }
    furniture(m, at, &name, closing);
    if matches!(name.as_str(), "td" | "th") {
        if closing || m.at_line_start(at) { m.delete(range.clone()) } else { m.put(range.clone(), "\t") }
    } else if BLOCK.contains(&name.as_str()) && !m.at_line_start(at) {
        m.put(range.clone(), "\n");
    } else {
        m.delete(range.clone());
    }
    if !closing && name.len() == 2 && name.starts_with('h') && name != "hr" {
        m.marks.headings.push(m.out.len());
    }
    m.note(PASS.id, range.clone());
    Some(range.end)
}

/// Name, whether it closes, and length of the tag that the text begins with.
fn recognise(text: &str) -> Option<(String, bool, usize)> {
    let name = text[1..].trim_start_matches('/');
    let len = name.bytes().take(12).take_while(|b| b.is_ascii_alphanumeric() || *b == b':').count();
    let name = name[..len].to_ascii_lowercase();
    if ![INLINE, BLOCK, DROPPED, &["td", "th"]].iter().any(|names| names.contains(&name.as_str())) {
        return None;
    }
    let window = &text.as_bytes()[..text.len().min(LONGEST)];
    for end in memchr::memchr_iter(b'>', window).take(8) {
        // OK because the window ends with `>`, so that a tag it holds ends with it.
        match Tokenizer::new(&text[..=end]).next()? {
            Ok(Token::StartTag(tag)) if *tag.name == *name.as_bytes() => return Some((name, false, end + 1)),
            Ok(Token::EndTag(tag)) if *tag.name == *name.as_bytes() => return Some((name, true, end + 1)),
            _ => {}
        }
    }
    None
}

fn comment(m: &mut Mending<'_>, at: usize) -> Option<usize> {
    let rest = &m.text[at..];
    let end = if rest.starts_with("<!--") {
        find_once(m, at, "-->")? + 3
    } else if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"))
        || rest.starts_with("<?xml")
    {
        at + memchr::memchr(b'>', &rest.as_bytes()[..rest.len().min(LONGEST)])? + 1
    } else {
        return None;
    };
    m.delete(at..end);
    m.note(PASS.id, at..end);
    Some(end)
}

fn element_end(m: &mut Mending<'_>, from: usize, name: &'static str) -> Option<usize> {
    let close = match name {
        "script" => "</script",
        "style" => "</style",
        _ => "</template",
    };
    let start = find_once(m, from, close)?;
    let rest = &m.text.as_bytes()[start..];
    Some(start + memchr::memchr(b'>', &rest[..rest.len().min(LONGEST)]).map_or(close.len(), |end| end + 1))
}

/// Finds from here to the end of the text; what is not there is not looked for again.
fn find_once(m: &mut Mending<'_>, from: usize, what: &'static str) -> Option<usize> {
    if m.html.missing.contains(&what) {
        return None;
    }
    let found = memchr::memmem::find(&m.text.as_bytes()[from..], what.as_bytes());
    if found.is_none() {
        m.html.missing.push(what);
    }
    found.map(|found| from + found)
}

fn furniture(m: &mut Mending<'_>, at: usize, name: &str, closing: bool) {
    if !FURNITURE.contains(&name) {
        return;
    }
    let here = m.written(at);
    if !closing {
        m.html.furniture.push(here);
    } else if let Some(start) = m.html.furniture.pop() {
        m.marks.furniture.push(start..here);
    }
}

/// Furniture that is never closed is none: what follows may be the article.
pub(crate) fn close_all(m: &mut Mending<'_>) {
    m.html.furniture.clear();
    m.marks.furniture.sort_by_key(|range| range.start);
}
