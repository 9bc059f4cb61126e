//! From the bytes of a document as it was received to clean text, with the way back.
//!
//! [`normalize`] never fails: what it cannot read it keeps visible, and what it changes it lists in
//! [`Normalized::repairs`]. The [`SourceMap`] leads every character of the clean text to its source bytes. All
//! offsets count bytes, all ranges exclude their end. This crate knows nothing about dates, figures or treaties.

mod changes;
mod chars;
mod decode;
mod fold;
mod layout;
mod map;
mod mend;

use std::borrow::Cow;
use std::ops::Range;

use changes::{Change, Changes, Described};
use fold::{brackets, compat, row3, script, space as blanks, width};
use layout::{cells, furniture, reflow};
use mend::{entity, footnote, gloss, html, markdown, number, punct, slipped, space};

pub use map::SourceMap;

/// A document made clean.
#[derive(Clone, Debug)]
pub struct Normalized {
    /// Clean text: the blocks one after the other, each followed by a line feed.
    pub text: String,
    /// From clean byte offsets to source byte offsets and back.
    pub map: SourceMap,
    /// The blocks in the order of the clean text.
    pub blocks: Vec<Block>,
    /// How often each pass changed something, in the order of [`passes`]; passes that changed nothing are left out.
    pub repaired: Vec<(&'static str, usize)>,
    /// The repairs that allow another reading, sorted by where they begin in the source. For all see [`repairs`].
    pub uncertain: Vec<Repair>,
    /// How the bytes were read as characters.
    pub decoding: Decoding,
}

/// A paragraph, heading, caption, row, note or piece of furniture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the clean text, without the line feed.
    pub range: Range<usize>,
    /// What the block is.
    pub role: Role,
}

/// What a block is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A title or section heading.
    Heading,
    /// Running text.
    Prose,
    /// The caption or unit line of a table or figure.
    Caption,
    /// A row of a table, its cells separated by tabs.
    TableRow,
    /// A footnote, reference, source line or author's note.
    Note,
    /// A page number, running head, navigation or list of other articles.
    Furniture,
}

/// One change, made by one pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The permanent id of the pass, see [`passes`].
    pub pass: &'static str,
    /// The source bytes that were changed.
    pub source: Range<usize>,
    /// What stood there.
    pub before: String,
    /// What stands there in the clean text; empty where it was deleted.
    pub after: String,
    /// Where it stands in the clean text.
    pub clean: Range<usize>,
    /// Other readings of the source; not empty where the repair is uncertain.
    pub other_readings: Vec<String>,
}

/// How bytes were read as characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decoding {
    /// Name of the encoding, as the WHATWG Encoding Standard writes it.
    pub encoding: &'static str,
    /// How it was decided: `bom`, `declared`, `utf-8` (the bytes are valid UTF-8) or `guessed`.
    pub by: &'static str,
}

/// One kind of repair.
#[derive(Clone, Copy, Debug)]
pub struct Pass {
    /// Permanent id, `group/name`.
    pub id: &'static str,
    /// What it repairs, for people.
    pub about: &'static str,
    /// Source text and the clean text that comes of it.
    pub examples: &'static [(&'static str, &'static str)],
}

/// All passes, in the order in which they run.
pub fn passes() -> &'static [Pass] {
    static PASSES: [Pass; 23] = [
        decode::UNDECODABLE,
        row3::PASS,
        width::PASS,
        script::PASS,
        compat::PASS,
        brackets::PASS,
        blanks::PASS,
        html::PASS,
        entity::PASS,
        markdown::PASS,
        footnote::PASS,
        gloss::PASS,
        slipped::PASS,
        punct::HALF_WIDTH,
        punct::DOUBLED,
        number::LOST_SEPARATOR,
        number::MIDDLE_DOT,
        space::APART,
        space::HAN,
        cells::PASS,
        reflow::LINE_BREAK,
        reflow::REJOINED,
        furniture::PASS,
    ];
    &PASSES
}

/// Makes the bytes of one document clean.
///
/// Offsets are kept in 32 bits: of a source of 4 GiB or more only the beginning is read.
pub fn normalize(source: &[u8]) -> Normalized {
    run(source, Described::Uncertain)
}

/// Every repair that [`normalize`] makes, sorted by where it begins in the source.
///
/// A badly damaged document has one every few bytes, so they are described only where somebody asks.
pub fn repairs(source: &[u8]) -> Vec<Repair> {
    run(source, Described::All).uncertain
}

/// Runs the four stages; the repairs that are described are listed, the others are counted.
fn run(source: &[u8], described: Described) -> Normalized {
    let source = &source[..source.len().min(u32::MAX as usize)];
    let mut decoded = decode::decode(source);
    let mut repairs = Repairs::of_bytes(&decoded.undecodable, described);
    let folded = fold::fold(&decoded.text, &decoded.map, described);
    repairs.add(folded.changes, &decoded.map);
    let map = folded.map.unwrap_or_else(|| std::mem::take(&mut decoded.map));
    let mut mended = mend::mend(&folded.text, &map, described);
    repairs.add(std::mem::replace(&mut mended.changes, Changes::new(described)), &map);
    // The folded text and its map have served: the clean text is written into their place.
    let room = if let Cow::Owned(text) = folded.text { text } else { String::new() };
    let laid_out = layout::layout(&mended, (room, map), described);
    repairs.add(laid_out.changes, &mended.map);
    let mut normalized = Normalized {
        text: laid_out.text,
        map: laid_out.map,
        blocks: laid_out.blocks,
        repaired: repairs.counts(),
        uncertain: Vec::new(),
        decoding: decoded.decoding,
    };
    normalized.uncertain = normalized.described(repairs.described, &decoded, source);
    normalized
}

/// What the stages changed.
struct Repairs {
    /// A pass may stand here several times.
    counts: Vec<(&'static str, usize)>,
    /// The changes that are described, where they stand in the source.
    described: Vec<Change>,
}

impl Repairs {
    /// Those of decoding: bytes that made no sense.
    fn of_bytes(undecodable: &[Range<usize>], described: Described) -> Self {
        let pass = decode::UNDECODABLE.id;
        let change = |range: &Range<usize>| Change { pass, range: range.clone(), other_readings: Vec::new() };
        let changes = undecodable.iter().map(change).filter(|change| described.holds(change));
        Self { counts: vec![(pass, undecodable.len())], described: changes.collect() }
    }

    /// Adds the changes of a stage to a text with this map to the source.
    fn add(&mut self, changes: Changes, map: &SourceMap) {
        self.counts.extend(changes.counts());
        let mut hint = 0;
        self.described.extend(
            changes.described().map(|change| Change {
                range: map.source_span_near(change.range.clone(), &mut hint),
                ..change
            }),
        );
    }

    /// How often each pass changed something, in the order of [`passes`].
    fn counts(&self) -> Vec<(&'static str, usize)> {
        let count =
            |pass: &str| self.counts.iter().filter(|(id, _)| *id == pass).map(|(_, places)| places).sum();
        let counts = passes().iter().map(|pass| (pass.id, count(pass.id)));
        counts.filter(|(_, places)| *places > 0).collect()
    }
}

impl Normalized {
    /// The clean text made from a source range, as far as it stands in the block where the range begins.
    ///
    /// For a range of one block, `quote(map.source_span(range))` is the text of that range.
    pub fn quote(&self, source: Range<usize>) -> String {
        self.text.get(self.clean_range(source)).unwrap_or_default().to_owned()
    }

    /// Where the clean text made from a source range stands, as far as it stands in the block where the range begins;
    /// empty where nothing was made from it.
    pub fn clean_range(&self, source: Range<usize>) -> Range<usize> {
        self.clean_near(source, &mut 0, &mut 0)
    }

    /// [`Normalized::clean_range`], with hints at the run and the block of the last range.
    fn clean_near(&self, source: Range<usize>, run: &mut usize, block: &mut usize) -> Range<usize> {
        let first = match self.map.first_clean(source.clone(), run) {
            Ok(first) => chars::floor_boundary(&self.text, first),
            Err(next) => {
                let at = chars::floor_boundary(&self.text, next);
                return at..at;
            }
        };
        let holds = |block: &Block| block.range.start <= first && first < block.range.end;
        if !self.blocks.get(*block).is_some_and(holds) {
            *block = self.blocks.partition_point(|block| block.range.end <= first);
        }
        let limit = self.blocks.get(*block).map_or(first, |block| block.range.end);
        let pieces =
            self.map.slices_near(first..limit, run).take_while(|piece| piece.begins_before(source.end));
        let len: usize = pieces.map(|piece| piece.len_before(source.end)).sum();
        let mut end = first + len;
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        first..end
    }

    /// Changes as repairs, in the order of the source.
    fn described(
        &self,
        mut changes: Vec<Change>,
        decoded: &decode::Decoded<'_>,
        source: &[u8],
    ) -> Vec<Repair> {
        changes.sort_by_key(|change| (change.range.start, change.range.end));
        let (mut run, mut block) = (0, 0);
        let repair = |change: Change| {
            let clean = self.clean_near(change.range.clone(), &mut run, &mut block);
            let before = decoded.written(source, change.range.clone());
            self.repair(change, before, clean)
        };
        changes.into_iter().map(repair).collect()
    }

    fn repair(&self, change: Change, before: String, clean: Range<usize>) -> Repair {
        let after = self.text.get(clean.clone()).unwrap_or_default().to_owned();
        let Change { pass, range, other_readings } = change;
        Repair { pass, source: range, before, after, clean, other_readings }
    }
}
