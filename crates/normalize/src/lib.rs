//! From the bytes of a document as it was received to clean text, with the way back.
//!
//! [`normalize`] never fails: what it cannot read it keeps visible, and what it changes it lists in
//! [`Normalized::repairs`]. The [`SourceMap`] leads every character of the clean text to its source bytes. All
//! offsets count bytes, all ranges exclude their end. This crate knows nothing about dates, figures or treaties.

mod map;

use std::ops::Range;

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
    /// What was changed, sorted by where it begins in the source.
    pub repairs: Vec<Repair>,
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
    &[]
}

impl Normalized {
    /// The clean text made from a source range, as far as it stands in the block where the range begins.
    ///
    /// For a range of one block, `quote(map.source_span(range))` is the text of that range.
    pub fn quote(&self, source: Range<usize>) -> String {
        let Some(first) = source.clone().find_map(|at| self.map.clean_offset(at)) else {
            return String::new();
        };
        let block = self.blocks.partition_point(|block| block.range.end < first);
        let Some(block) = self.blocks.get(block) else { return String::new() };
        let mut pieces =
            self.map.slices(first..block.range.end).take_while(|piece| piece.begins_before(source.end));
        let len: usize = pieces.by_ref().map(|piece| piece.len_before(source.end)).sum();
        self.text.get(first..first + len).unwrap_or_default().to_owned()
    }
}

/// Makes the bytes of one document clean.
pub fn normalize(source: &[u8]) -> Normalized {
    let text = String::from_utf8_lossy(source).into_owned();
    let map = SourceMap::identity(text.len());
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end_matches('\n').len();
        blocks.push(Block { range: at..end, role: Role::Prose });
        at += line.len();
    }
    Normalized {
        text,
        map,
        blocks,
        repairs: Vec::new(),
        decoding: Decoding { encoding: "UTF-8", by: "utf-8" },
    }
}
