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

/// The clean text, its blocks, and the map from it to the source.
pub(crate) struct Layout {
    pub(crate) text: String,
    pub(crate) map: SourceMap,
    pub(crate) blocks: Vec<Block>,
    pub(crate) changes: Changes,
}

/// How many lines of a document may be names of its authors.
const HEAD: usize = 6;

/// Lays the mended text out. The clean text and its map are written into the room of a text and a map that have served.
pub(crate) fn layout(mended: &Mended, room: (String, SourceMap), described: Described) -> Layout {
    let text = &mended.text;
    let mut lines = line::lines(text, &mended.marks.headings);
    mark_page_elements(&mut lines, &mended.marks.furniture);
    mark_authors(&mut lines, text);
    furniture::mark(&mut lines, text);
    mark_cut_references(&mut lines, text);
    let cells = cells::split(&lines, text);
    let page = Page::new(mended, room, described);
    let Page { out, map, blocks, mut changes, .. } = reflow::reflow(&lines, &cells, page);
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
    Layout { text: out, map: map.finish(), blocks, changes }
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

/// The clean text and its blocks as far as they are written.
struct Page<'a> {
    /// The mended text.
    text: &'a str,
    out: String,
    map: MapBuilder<'a>,
    blocks: Vec<Block>,
    changes: Changes,
    /// Where the block that is written begins, and where in the mended text its last part ends.
    start: usize,
    end: usize,
}

impl<'a> Page<'a> {
    fn new(mended: &'a Mended, room: (String, SourceMap), described: Described) -> Page<'a> {
        let (mut out, spent) = room;
        out.clear();
        out.reserve(mended.text.len());
        Page {
            text: &mended.text,
            out,
            map: MapBuilder::in_place_of(spent, &mended.map),
            blocks: Vec::new(),
            changes: Changes::new(described),
            start: 0,
            end: 0,
        }
    }

    /// Writes a part of the mended text, and before it what stands in the place of the gap.
    fn part(&mut self, joint: &str, gap: Range<usize>, range: Range<usize>) {
        if !joint.is_empty() {
            self.out.push_str(joint);
            self.map.atom(joint.len(), gap);
        }
        self.end = range.end;
        self.out.push_str(&self.text[range.clone()]);
        self.map.keep(range);
    }

    /// Ends a block.
    fn block(&mut self, role: Role) {
        self.blocks.push(Block { range: self.start..self.out.len(), role });
        self.out.push('\n');
        self.map.atom(1, self.end..(self.end + 1).min(self.text.len()));
        self.start = self.out.len();
    }
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
