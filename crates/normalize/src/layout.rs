//! Lines to blocks: what was cut apart is put together, notes and furniture are moved out of the sentences they cut.

pub(crate) mod cells;
pub(crate) mod furniture;
pub(crate) mod line;
mod notes;
pub(crate) mod reflow;
mod signs;

use std::ops::Range;

use crate::changes::{Change, Changes, Described};
use crate::map::{MapBuilder, SourceMap};
use crate::mend::Mended;
use crate::{Block, Role};
use line::{Kind, Line};
use reflow::{Draft, Part};

/// The clean text, its blocks, and the map from it to the mended text.
pub(crate) struct Layout {
    pub(crate) text: String,
    pub(crate) map: SourceMap,
    pub(crate) blocks: Vec<Block>,
    pub(crate) changes: Changes,
}

/// How many lines of a document may be names of its authors.
const HEAD: usize = 6;

/// Lays the mended text out.
pub(crate) fn layout(mended: &Mended, described: Described) -> Layout {
    let text = &mended.text;
    let mut lines = line::lines(text, &mended.marks.headings);
    mark_page_elements(&mut lines, &mended.marks.furniture);
    mark_authors(&mut lines, text);
    furniture::mark(&mut lines, text);
    mark_cut_references(&mut lines, text);
    let cells = cells::split(&lines, text);
    let flow = reflow::reflow(&lines, text, &cells, described);
    let mut changes = flow.changes;
    for (index, cells) in &cells {
        changes.push(Change {
            pass: cells::PASS.id,
            range: lines[*index].range.clone(),
            other_readings: cells.others.clone(),
        });
    }
    for line in lines.iter().filter(|line| line.kind == Kind::Furniture) {
        changes.note(furniture::PASS.id, line.range.clone());
    }
    write(text, &flow.drafts, &flow.parts, changes)
}

fn mark_page_elements(lines: &mut [Line], elements: &[Range<usize>]) {
    for element in elements {
        let first = lines.partition_point(|line| line.range.end <= element.start);
        let inside = lines[first..].iter_mut().take_while(|line| line.range.start < element.end);
        inside.for_each(|line| line.kind = Kind::Furniture);
    }
}

fn mark_authors(lines: &mut [Line], text: &str) {
    for line in lines.iter_mut().take(HEAD).filter(|line| line.kind == Kind::Title) {
        let set_off = line.blank_before > 0 || line.range.start == 0 || line.width > 4;
        if set_off && notes::is_author(line.text(text)) {
            line.kind = Kind::Note;
        }
    }
}

/// The first line of a reference whose name goes on in the second, which alone tells what it is.
fn mark_cut_references(lines: &mut [Line], text: &str) {
    for second in 1..lines.len() {
        let (first, rest) = lines.split_at_mut(second);
        let (Some(first), Some(next)) = (first.last_mut(), rest.first()) else { continue };
        let named =
            |first: &Line| first.text(text).starts_with(['《', '“']) && first.open_bracket(text).is_some();
        let cut = next.kind == Kind::Reference && next.blank_before == 0 && next.indent == 0;
        if cut && matches!(first.kind, Kind::Prose | Kind::Title) && named(first) {
            first.kind = Kind::Reference;
        }
    }
}

fn write(text: &str, drafts: &[Draft], parts: &[Part], changes: Changes) -> Layout {
    let mut out = String::with_capacity(text.len() + drafts.len());
    let mut map = MapBuilder::default();
    let mut blocks = Vec::with_capacity(drafts.len());
    for (nth, draft) in drafts.iter().enumerate() {
        let start = out.len();
        let end = drafts.get(nth + 1).map_or(parts.len(), |next| next.parts);
        for part in &parts[draft.parts..end] {
            if !part.joint.is_empty() {
                out.push_str(part.joint);
                map.atom(part.joint.len(), part.gap.clone());
            }
            out.push_str(&text[part.range.clone()]);
            map.keep(part.range.clone());
        }
        blocks.push(Block { range: start..out.len(), role: draft.role });
        let after = parts[draft.parts..end].last().map_or(0, |part| part.range.end);
        out.push('\n');
        map.atom(1, after..(after + 1).min(text.len()));
    }
    Layout { map: map.finish(text.len()), text: out, blocks, changes }
}

impl Kind {
    pub(crate) fn role(self) -> Role {
        match self {
            Kind::Prose => Role::Prose,
            Kind::Heading | Kind::Title => Role::Heading,
            Kind::Caption => Role::Caption,
            Kind::Row | Kind::SpacedRow => Role::TableRow,
            Kind::Note | Kind::Reference | Kind::Mark(_) => Role::Note,
            Kind::Furniture => Role::Furniture,
        }
    }
}
