//! What a line of the mended text is, as far as it tells itself.

use std::ops::Range;

use super::signs::{Counts, Signs};
use super::{furniture, notes};
use crate::chars::{closes, ends_sentence, floor_boundary, is_han, is_han_digit, is_ringed};
use crate::mend::space;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Prose,
    /// Marked or numbered as a heading.
    Heading,
    /// Short and without punctuation: a heading where no sentence runs through it.
    Title,
    Caption,
    /// Cells set apart by tabs.
    Row,
    /// Cells set apart by spaces.
    SpacedRow,
    /// Begins a note by its mark or first words.
    Note,
    /// Reads like a reference.
    Reference,
    /// A mark of a note alone, with its number.
    Mark(u16),
    Furniture,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Sentence,
    /// ； or ：
    Clause,
    /// ， or 、
    Comma,
    Open,
}

#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Bytes of the mended text, without the blanks around it.
    pub(crate) range: Range<usize>,
    pub(crate) kind: Kind,
    pub(crate) end: End,
    /// Lines without text before it.
    pub(crate) blank_before: u32,
    /// Spaces before it: one may tell where a page begins, two that a paragraph does.
    pub(crate) indent: u32,
    /// Columns, two for each Chinese character.
    pub(crate) width: u32,
    pub(crate) signs: Signs,
}

impl Line {
    pub(crate) fn text<'a>(&self, text: &'a str) -> &'a str {
        &text[self.range.clone()]
    }

    /// Whether a bracket of a name or a quotation opens near its end and does not close on it.
    pub(crate) fn open_bracket(&self, text: &str) -> Option<char> {
        if self.signs.opening { open_bracket(self.text(text)) } else { None }
    }

    pub(crate) fn is_body(&self) -> bool {
        matches!(self.kind, Kind::Prose | Kind::Heading | Kind::Title)
    }
}

/// Cuts the mended text into its lines, without the empty ones.
pub(crate) fn lines(text: &str, headings: &[usize]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut blank_before = 0;
    let mut start = 0;
    let mut headings = headings.iter().copied().peekable();
    let breaks = memchr::memchr2_iter(b'\n', 0x0c, text.as_bytes()).chain([text.len()]);
    for end in breaks {
        let whole = &text[start..end];
        let line = whole.trim_matches(|c: char| c == ' ' || c == '\t' || c.is_control());
        if line.is_empty() {
            blank_before += 1;
        } else {
            let from = start + (line.as_ptr() as usize - whole.as_ptr() as usize);
            let mut marked = false;
            while headings.next_if(|at| *at <= from + line.len()).is_some_and(|at| at + 1 >= start) {
                marked = true;
            }
            lines.push(look(text, line, from, blank_before, (from - start) as u32, marked));
            blank_before = 0;
        }
        start = end + 1;
    }
    lines
}

fn look(text: &str, line: &str, from: usize, blank_before: u32, indent: u32, marked: bool) -> Line {
    let (signs, counts) = Signs::of(line, line.len() > LONGEST);
    // Of paragraphs it matters only that they are long.
    let width = if line.len() > LONGEST { WIDE } else { counts.columns };
    let mut look = Line {
        range: from..from + line.len(),
        kind: Kind::Prose,
        end: end_of(line),
        blank_before,
        indent,
        width,
        signs,
    };
    let first = line.chars().next().unwrap_or(' ');
    look.kind = if line.len() > LONGEST {
        long_kind(line, first, &signs)
    } else if marked {
        Kind::Heading
    } else {
        by_form(text, line, from, first, &signs, counts)
            .unwrap_or_else(|| by_words(line, first, &look, counts))
    };
    look
}

/// Paragraphs longer than this many bytes are looked at no further than at their beginning.
const LONGEST: usize = 600;

/// What stands for the columns of such a paragraph: more than any width that is asked about.
const WIDE: u32 = 400;

fn long_kind(line: &str, first: char, signs: &Signs) -> Kind {
    if memchr::memchr(b'\t', &line.as_bytes()[..LONGEST / 4]).is_some() {
        Kind::Row
    } else if notes::begins_note(line, first, signs) {
        Kind::Note
    } else {
        Kind::Prose
    }
}

/// What signs alone tell.
fn by_form(text: &str, line: &str, from: usize, first: char, signs: &Signs, counts: Counts) -> Option<Kind> {
    if signs.tab {
        return Some(Kind::Row);
    }
    if furniture::is_furniture(line) {
        return Some(Kind::Furniture);
    }
    if let Some(number) = lone_mark(line, first) {
        return Some(Kind::Mark(number));
    }
    let spaced = counts.blanks >= 3 && !signs.punctuated() && space::form(text, from).row;
    spaced.then_some(Kind::SpacedRow)
}

/// What its first words, its end and its length tell.
fn by_words(line: &str, first: char, look: &Line, counts: Counts) -> Kind {
    let signs = &look.signs;
    if notes::begins_note(line, first, signs) {
        return Kind::Note;
    }
    if is_caption(line, first, signs) {
        return Kind::Caption;
    }
    if notes::is_reference(line, signs, counts) {
        return Kind::Reference;
    }
    let unfinished = !matches!(look.end, End::Sentence | End::Comma);
    if unfinished && look.width <= 80 && is_numbered(line, first) && !signs.stop {
        return Kind::Heading;
    }
    let title = look.end == End::Open && !signs.punctuated() && !signs.semicolon && look.width <= 64;
    if title { Kind::Title } else { Kind::Prose }
}

/// ① alone, or [1] alone.
fn lone_mark(line: &str, first: char) -> Option<u16> {
    if is_ringed(first) && line.len() == first.len_utf8() {
        let offset = match first {
            '①'..='⑳' => u32::from(first) - u32::from('①'),
            '❶'..='❿' => u32::from(first) - u32::from('❶'),
            _ => 0,
        };
        return Some(offset as u16 + 1);
    }
    line.strip_prefix('[')?.strip_suffix(']')?.parse().ok().filter(|n| *n < 1000)
}

/// 表 1 …, 图2 …, or a unit line.
fn is_caption(line: &str, first: char, signs: &Signs) -> bool {
    if line.len() > 240
        || !matches!(first, '表' | '图' | '附' | '单' | '计' | '（' | '(' | '【' | '[')
        || signs.stop
    {
        return false;
    }
    let unit = line.trim_start_matches(['（', '(', '【', '[']);
    if unit.len() < 90
        && (unit.starts_with("单位：") || unit.starts_with("单位:") || unit.starts_with("计量单位："))
    {
        return true;
    }
    if !matches!(first, '表' | '图' | '附') {
        return false;
    }
    let Some(rest) = ["附表", "附图", "表", "图"].iter().find_map(|word| line.strip_prefix(word))
    else {
        return false;
    };
    let rest = rest.trim_start();
    let number =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || is_han_digit(c) || c == '-' || c == '.');
    let numbered = number.len() < rest.len();
    let said = [
        "显示", "可知", "可见", "数据", "表明", "中可", "中的", "中，", "所示", "给出", "列出", "和", "、",
        "，",
    ];
    numbered && !said.iter().any(|word| number.starts_with(word))
}

/// 一、…, （二）…, 第三章 …, 1. …, 2.1 …
fn is_numbered(line: &str, first: char) -> bool {
    let rest = line.trim_start_matches(['（', '(', '第']);
    let bracketed = matches!(first, '（' | '(' | '第');
    let digits = |c: char| is_han_digit(c);
    let after = rest.trim_start_matches(digits);
    if after.len() < rest.len() && rest.len() - after.len() <= 9 {
        let next = after.chars().next().unwrap_or(' ');
        return if first == '第' {
            matches!(next, '章' | '节' | '编' | '篇') || after.starts_with("部分")
        } else if bracketed {
            matches!(next, '）' | ')')
        } else {
            matches!(next, '、' | ' ' | '.' | '．')
        };
    }
    let after = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let len = line.len() - after.len();
    let point = line[..len].ends_with('.') || line[..len].contains('.');
    (1..=5).contains(&len)
        && first.is_ascii_digit()
        && (point && after.starts_with([' '])
            || after.starts_with('、')
            || point && line[..len].ends_with('.') && after.starts_with(is_han))
}

/// How the line ends, looking past closing marks and marks of notes.
pub(crate) fn end_of(line: &str) -> End {
    let line = line.trim_end_matches(|c: char| closes(c) || is_ringed(c) || c == ' ' || c == '"');
    match line.chars().next_back() {
        Some(c) if ends_sentence(c) => End::Sentence,
        Some('；' | '：' | ':' | ';') => End::Clause,
        Some('，' | '、' | ',') => End::Comma,
        _ => End::Open,
    }
}

/// A bracket of a name or a quotation that opens near the end of the line and does not close on it.
fn open_bracket(line: &str) -> Option<char> {
    let tail = &line[floor_boundary(line, line.len().saturating_sub(360))..];
    let mut depth = [0i32; 3];
    for c in tail.chars().rev() {
        let (kind, opens) = match c {
            '《' => (0, true),
            '》' => (0, false),
            '（' | '(' => (1, true),
            '）' | ')' => (1, false),
            '“' => (2, true),
            '”' => (2, false),
            _ => continue,
        };
        depth[kind] += if opens { 1 } else { -1 };
        if depth[kind] > 0 {
            return Some(c);
        }
    }
    None
}
