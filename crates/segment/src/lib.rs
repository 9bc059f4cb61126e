//! Clean text to zones, paragraphs, tables, sentences and words.
//!
//! [`segment`] sorts the blocks of a normalised document; [`sentences`] and [`Words`] cut text further, where it is
//! asked for. All offsets count bytes of the clean text, all ranges exclude their end.

mod sentences;
mod words;

use kaoju_normalize::{Normalized, Role};
use kaoju_record::Zone;
use std::ops::Range;

pub use sentences::sentences;
pub use words::Words;

/// The parts of a document, in the order of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segmented {
    /// Every block that is no row of a table.
    pub paragraphs: Vec<Paragraph>,
    /// Tables.
    pub tables: Vec<Table>,
}

/// A paragraph, heading, caption or note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Bytes of the clean text.
    pub range: Range<usize>,
    /// The zone of every character of it.
    pub zone: Zone,
    /// Whether it is a heading.
    pub heading: bool,
    /// The table whose caption or unit line it is, as index of [`Segmented::tables`].
    pub table: Option<usize>,
}

/// A table with its caption.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// 表1 …
    pub caption: Option<Range<usize>>,
    /// 单位：亿美元
    pub unit_line: Option<Range<usize>>,
    /// Header and body rows.
    pub rows: Vec<Row>,
    /// How many of the rows, from the first, are header.
    pub header_rows: usize,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Bytes of the clean text of each cell; may be empty.
    pub cells: Vec<Range<usize>>,
}

/// Sorts the blocks of a document into paragraphs and tables.
pub fn segment(document: &Normalized) -> Segmented {
    let mut out = Segmented::default();
    for block in &document.blocks {
        let zone = match block.role {
            Role::Heading | Role::Prose => Zone::Body,
            Role::Caption | Role::TableRow => Zone::Table,
            Role::Note => Zone::Note,
            Role::Furniture => Zone::Furniture,
        };
        let heading = block.role == Role::Heading;
        out.paragraphs.push(Paragraph { range: block.range.clone(), zone, heading, table: None });
    }
    out
}
