//! Puts sentences together that line breaks, notes and page furniture cut.

use std::collections::BTreeMap;

use super::Page;
use super::cells::Cells;
use super::line::{End, Kind, Line};
use crate::chars::is_han_digit;
use crate::{Pass, Role};

pub(crate) const LINE_BREAK: Pass = Pass {
    id: "layout/line-break",
    about: "Line breaks inside sentences, words and names are taken out.",
    examples: &[
        ("统计时间截至2022年7月8\n日，全球感染人数已达", "统计时间截至2022年7月8日，全球感染人数已达"),
        (
            "双方签署《中华人民共和国与欧亚经济\n\n联盟经贸合作协定》。",
            "双方签署《中华人民共和国与欧亚经济联盟经贸合作协定》。",
        ),
        ("会议开始。\n会议结束。", "会议开始。\n会议结束。"),
    ],
};

pub(crate) const REJOINED: Pass = Pass {
    id: "layout/rejoined",
    about: "A note, page number or running head that cuts a sentence is moved behind its paragraph, and the sentence is put together again.",
    examples: &[(
        "双方签署了《中华人民共和国与欧亚经济联盟国际运输货物和交\n[1] 王晨星：《有限团结》，2020年第10期。\n通工具信息交换协定》。",
        "双方签署了《中华人民共和国与欧亚经济联盟国际运输货物和交通工具信息交换协定》。\n[1] 王晨星：《有限团结》，2020年第10期。",
    )],
};

/// How lines are cut in this document.
struct Style {
    /// Columns of a full line, where text is wrapped.
    width: Option<u32>,
    /// How many lines end inside a sentence.
    cut: usize,
}

/// The least columns of a line that can be cut by the edge of a page.
const LONG: u32 = 40;

fn style(lines: &[Line]) -> Style {
    let prose = lines.iter().filter(|line| line.kind == Kind::Prose && line.signs.punctuated());
    let mut widths: Vec<u32> = prose
        .clone()
        .filter(|line| line.width >= LONG && matches!(line.end, End::Open | End::Comma))
        .map(|line| line.width)
        .collect();
    widths.sort_unstable();
    let cut = widths.len();
    let wrapped = cut >= 3 && cut * 4 >= prose.count() && widths[cut / 2] <= 200;
    Style { width: wrapped.then(|| widths[cut / 2]), cut }
}

/// Writes the lines as blocks.
pub(super) fn reflow<'a>(lines: &[Line], cells: &BTreeMap<usize, Cells>, page: Page<'a>) -> Page<'a> {
    let mut reflow = Reflow {
        lines,
        text: page.text,
        cells,
        style: style(lines),
        page,
        open: Vec::new(),
        waiting: Vec::new(),
        aside: Vec::new(),
        notes: Notes::default(),
    };
    for index in 0..lines.len() {
        reflow.line(index);
    }
    reflow.flush();
    reflow.page
}

/// A block that is not written yet.
struct Waiting {
    role: Role,
    /// Where its lines begin in [`Reflow::aside`].
    lines: usize,
}

#[derive(Default)]
struct Notes {
    /// Whether the last text was a note.
    inside: bool,
    /// How many notes are still to come after marks that stood alone.
    expected: usize,
}

struct Reflow<'a, 'p> {
    lines: &'a [Line],
    text: &'p str,
    cells: &'a BTreeMap<usize, Cells>,
    style: Style,
    page: Page<'p>,
    /// Lines of the paragraph that is not finished.
    open: Vec<usize>,
    /// Blocks that came between and follow the paragraph, and their lines one after the other.
    waiting: Vec<Waiting>,
    aside: Vec<usize>,
    notes: Notes,
}

impl Reflow<'_, '_> {
    fn line(&mut self, index: usize) {
        let line = &self.lines[index];
        match line.kind {
            Kind::Mark(number) => {
                let first = self.notes.expected == 0 && number <= 9;
                self.notes.expected = if first { number.into() } else { self.notes.expected + 1 };
                self.notes.inside = true;
                self.aside(index, Role::Note);
            }
            Kind::Note => self.note(index),
            Kind::Reference if !self.continues_note(index) => self.note(index),
            Kind::Prose | Kind::Title | Kind::Reference if self.continues_note(index) => {
                self.extend_note(index)
            }
            Kind::Prose | Kind::Title if self.notes.inside && self.notes.expected > 0 && line.indent == 0 => {
                self.note(index)
            }
            Kind::Furniture => self.aside(index, Role::Furniture),
            Kind::Caption | Kind::Row | Kind::SpacedRow => {
                self.notes = Notes::default();
                self.aside(index, line.kind.role());
            }
            Kind::Prose | Kind::Heading | Kind::Title | Kind::Reference => {
                self.notes = Notes::default();
                self.body(index);
            }
        }
    }

    fn note(&mut self, index: usize) {
        self.notes.inside = true;
        self.notes.expected = self.notes.expected.saturating_sub(1);
        self.aside(index, Role::Note);
    }

    /// Whether the line goes on with the note above it.
    fn continues_note(&self, index: usize) -> bool {
        let Some(last) = self.waiting.last().filter(|_| self.notes.inside) else { return false };
        let Some(above) = self.aside.last().map(|above| &self.lines[*above]) else { return false };
        let line = &self.lines[index];
        if last.role != Role::Note
            || matches!(above.kind, Kind::Mark(_))
            || above.end == End::Sentence
            || line.indent > 0
        {
            return false;
        }
        let written = above.text(self.text);
        if line.width <= 80
            && line.text(self.text).is_ascii()
            && line.kind == Kind::Title
            && written.contains("http")
        {
            return true;
        }
        let near = line.blank_before == 0 || self.notes.expected > 0 || above.end == End::Comma;
        let wrapped = self.style.width.is_some_and(|width| above.width * 10 >= width * 8);
        let address_ends =
            written.ends_with(['>', ')']) || written.ends_with("html") || written.ends_with("shtml");
        let starts_name = line.text(self.text).starts_with('《')
            && above.open_bracket(self.text).is_none()
            && !written.ends_with(['：', '，']);
        near && wrapped && !address_ends && !starts_name
            || above.open_bracket(self.text).is_some_and(|open| open != '（') && self.closes(index)
    }

    /// Whether the line closes a bracket it did not open.
    fn closes(&self, index: usize) -> bool {
        let written = self.lines[index].text(self.text);
        let first = |chars: &[char]| written.find(chars).unwrap_or(usize::MAX);
        first(&['》', '”']) < first(&['《', '“'])
    }

    fn extend_note(&mut self, index: usize) {
        self.aside.push(index);
    }

    /// A block that does not belong to the paragraph that is open.
    fn aside(&mut self, index: usize, role: Role) {
        self.waiting.push(Waiting { role, lines: self.aside.len() });
        self.aside.push(index);
    }

    fn body(&mut self, index: usize) {
        let line = &self.lines[index];
        let joins = self.open.last().is_some_and(|last| self.joins(*last, index));
        if !joins {
            self.flush();
        }
        self.open.push(index);
        let named = || line.width < LONG * 4 && line.open_bracket(self.text) == Some('《');
        let ends = line.end == End::Sentence && !named();
        if matches!(line.kind, Kind::Heading) && !joins || ends {
            self.close();
        }
    }

    /// Whether the sentence of the first line goes on in the second.
    fn joins(&self, first: usize, second: usize) -> bool {
        let (line, next) = (&self.lines[first], &self.lines[second]);
        if next.kind == Kind::Heading || line.kind == Kind::Heading {
            return false;
        }
        let (written, following) = (line.text(self.text), next.text(self.text));
        if seam(written, following, self.open.len() > 1)
            || line.open_bracket(self.text).is_some() && self.closes(second)
        {
            return true;
        }
        let full = self.style.width.is_some_and(|width| line.width * 10 >= width * 7);
        if full && next.indent < 2 && matches!(line.end, End::Open | End::Comma | End::Clause) {
            return true;
        }
        let prose = |line: &Line| line.kind == Kind::Prose;
        match line.end {
            End::Comma => prose(next) && (prose(line) || line.width >= LONG),
            End::Open => {
                let separated = self
                    .waiting
                    .iter()
                    .any(|block| block.role == Role::Note || block.role == Role::Furniture);
                // A heading may be as long and hold a comma, but hardly a full stop.
                let cut = prose(line) && line.width >= LONG && (line.signs.stop || line.width >= 140);
                let cut = cut || separated && prose(line) && line.signs.punctuated();
                cut && prose(next) && next.indent < 2 && (separated || self.style.cut >= 3)
            }
            End::Sentence | End::Clause => false,
        }
    }

    /// Ends the paragraph; what waits stays until the next line tells where it belongs.
    fn close(&mut self) {
        let mut lines = std::mem::take(&mut self.open);
        if let Some(first) = lines.first() {
            let role = if lines.len() > 1 { Role::Prose } else { self.lines[*first].kind.role() };
            self.write(role, &lines, true);
        }
        lines.clear();
        self.open = lines;
    }

    fn flush(&mut self) {
        self.close();
        let (mut waiting, mut lines) = (std::mem::take(&mut self.waiting), std::mem::take(&mut self.aside));
        for (nth, block) in waiting.iter().enumerate() {
            let end = waiting.get(nth + 1).map_or(lines.len(), |next| next.lines);
            self.write(block.role, &lines[block.lines..end], false);
        }
        waiting.clear();
        lines.clear();
        (self.waiting, self.aside) = (waiting, lines);
    }

    fn write(&mut self, role: Role, block: &[usize], body: bool) {
        let mut before: Option<usize> = None;
        for &index in block {
            let line = &self.lines[index];
            // Most lines are no rows, and need not be looked up.
            let cells = if line.kind == Kind::SpacedRow { self.cells.get(&index) } else { None };
            if let Some(cells) = cells {
                self.write_cells(cells, line.range.start);
            } else if let Some(before) = before {
                let gap = self.lines[before].range.end..self.lines[before + 1].range.start;
                let joint = joint(&self.text[..gap.start], line.text(self.text));
                let pass = if body && index > before + 1 { REJOINED.id } else { LINE_BREAK.id };
                self.page.changes.note(pass, gap.clone());
                self.page.part(joint, gap, line.range.clone());
            } else {
                self.page.part("", 0..0, line.range.clone());
            }
            before = Some(index);
        }
        self.page.block(role);
    }

    fn write_cells(&mut self, cells: &Cells, start: usize) {
        let mut end = start;
        for (nth, piece) in cells.pieces.iter().enumerate() {
            let joint = if nth == 0 { "" } else { piece.joint };
            self.page.part(joint, end..piece.range.start, piece.range.clone());
            end = piece.range.end;
        }
    }
}

/// Latin words on both sides of a break stay apart.
fn joint(before: &str, after: &str) -> &'static str {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && u32::from(c) < 0x2e80);
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && u32::from(c) < 0x2e80);
    let (left, right) = (before.chars().next_back(), after.chars().next());
    let apart = word(left) && word(right) && (letter(left) || letter(right))
        || matches!(left, Some(',' | '.' | ';')) && word(right);
    if apart { " " } else { "" }
}

/// A number at the end of a line whose unit begins the next.
fn seam(before: &str, after: &str, inside: bool) -> bool {
    let number = before.ends_with(|c: char| c.is_ascii_digit() || is_han_digit(c));
    let unit = ["年", "月", "日", "万", "亿", "%", "个", "号", "吨", "美元", "元", "人"];
    number && unit.iter().any(|unit| after.starts_with(unit)) && (inside || before.len() > 12)
}
