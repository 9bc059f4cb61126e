//! The kinds that are found only where they are asked for. They read the text by themselves, after the scan: what
//! they find may overlap its mentions and changes none of them.

use std::ops::Range;

use kaoju_record::{Kind, Kinds, Value, Zone};
use kaoju_segment::Segmented;

use crate::{Found, number};

/// A stretch of text that is read by itself, and what the scan found in it.
pub(crate) struct Stretch<'a> {
    /// The paragraph or table cell.
    pub text: &'a str,
    /// Where it begins in the whole text.
    pub base: usize,
    /// The zone it stands in.
    pub zone: Zone,
    /// The mentions of the scan in it, in the order of the text; their ranges are of the whole text.
    #[expect(dead_code, reason = "for kinds that depend on what stands around them")]
    pub found: &'a [Found],
}

impl Stretch<'_> {
    /// A mention of a range of the stretch.
    pub(crate) fn mention(&self, range: Range<usize>, value: Value, rule: &'static str) -> Found {
        Found { range: self.base + range.start..self.base + range.end, zone: self.zone, value, rule }
    }
}

/// Finds the mentions of one kind in a stretch, in any order; their ranges are of the whole text.
type Finder = fn(&Stretch<'_>, &mut Vec<Found>);

/// Who finds which kind.
const FINDERS: [(Kind, Finder); 1] = [(Kind::Number, number::find)];

/// The mentions of every optional kind among `kinds`, sorted by start. `found` are those of the scan, sorted.
pub(crate) fn find(text: &str, segmented: &Segmented, kinds: Kinds, found: &[Found]) -> Vec<Found> {
    let mut asked = Vec::new();
    for (_, finder) in FINDERS.iter().filter(|(kind, _)| kinds.contains(*kind)) {
        for (range, zone) in stretches(segmented) {
            let from = found.partition_point(|f| f.range.start < range.start);
            let to = from + found[from..].partition_point(|f| f.range.start < range.end);
            let stretch =
                Stretch { text: &text[range.clone()], base: range.start, zone, found: &found[from..to] };
            finder(&stretch, &mut asked);
        }
    }
    asked.sort_by_key(|f| (f.range.start, f.range.end, f.value.kind()));
    asked
}

/// The paragraphs and cells that are read.
fn stretches(segmented: &Segmented) -> impl Iterator<Item = (Range<usize>, Zone)> + '_ {
    let prose = segmented.paragraphs.iter().filter(|p| p.zone != Zone::Furniture);
    let cells = segmented.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    prose.map(|p| (p.range.clone(), p.zone)).chain(cells.map(|cell| (cell.clone(), Zone::Table)))
}
