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
    Stages::run(source, Described::Uncertain).normalized()
}

/// Every repair that [`normalize`] makes, sorted by where it begins in the source.
///
/// A badly damaged document has one every few bytes, so they are described only where somebody asks.
pub fn repairs(source: &[u8]) -> Vec<Repair> {
    Stages::run(source, Described::All).normalized().uncertain
}

/// What the four stages made of a document.
struct Stages<'a> {
    source: &'a [u8],
    described: Described,
    decoded: decode::Decoded<'a>,
    /// Changes of folding, mending and layout, each with the map from the text it was made in to the source.
    changes: [(Changes, SourceMap); 3],
    text: String,
    map: SourceMap,
    blocks: Vec<Block>,
}

impl<'a> Stages<'a> {
    fn run(source: &'a [u8], described: Described) -> Self {
        let source = &source[..source.len().min(u32::MAX as usize)];
        let decoded = decode::decode(source);
        let folded = fold::fold(&decoded.text, described);
        let mended = mend::mend(&folded.text, described);
        let laid_out = layout::layout(&mended, described);
        let from_folded = match folded.map {
            Some(map) => map.after(&decoded.map),
            None => decoded.map.clone(),
        };
        let from_mended = mended.map.after(&from_folded);
        let map = laid_out.map.after(&from_mended);
        let changes = [
            (folded.changes, decoded.map.clone()),
            (mended.changes, from_folded),
            (laid_out.changes, from_mended),
        ];
        Self { source, described, decoded, changes, text: laid_out.text, map, blocks: laid_out.blocks }
    }

    /// The document with the repairs that are described; the others are counted.
    fn normalized(self) -> Normalized {
        let undecodable = self.decoded.undecodable.iter().cloned().map(|range| Change {
            pass: decode::UNDECODABLE.id,
            range,
            other_readings: Vec::new(),
        });
        let mut described: Vec<Change> = undecodable.filter(|change| self.described.holds(change)).collect();
        let mut repaired: Vec<(&'static str, usize)> = passes().iter().map(|pass| (pass.id, 0)).collect();
        let mut count = |pass: &str, more: usize| {
            repaired.iter_mut().filter(|(id, _)| *id == pass).for_each(|(_, places)| *places += more);
        };
        count(decode::UNDECODABLE.id, self.decoded.undecodable.len());
        for (changes, map) in self.changes {
            changes.counts().iter().for_each(|(pass, places)| count(pass, *places));
            let mut hint = 0;
            described.extend(changes.described().map(|change| Change {
                range: map.source_span_near(change.range.clone(), &mut hint),
                ..change
            }));
        }
        described.sort_by_key(|change| (change.range.start, change.range.end));
        repaired.retain(|(_, places)| *places > 0);
        let decoding = self.decoded.decoding;
        let mut normalized = Normalized {
            text: self.text,
            map: self.map,
            blocks: self.blocks,
            repaired,
            uncertain: Vec::new(),
            decoding,
        };
        let (mut run, mut block) = (0, 0);
        let repair = |change: Change| {
            let clean = normalized.clean_near(change.range.clone(), &mut run, &mut block);
            let before = self.decoded.written(self.source, change.range.clone());
            normalized.repair(change, before, clean)
        };
        normalized.uncertain = described.into_iter().map(repair).collect();
        normalized
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

    fn repair(&self, change: Change, before: String, clean: Range<usize>) -> Repair {
        let after = self.text.get(clean.clone()).unwrap_or_default().to_owned();
        let Change { pass, range, other_readings } = change;
        Repair { pass, source: range, before, after, clean, other_readings }
    }
}
