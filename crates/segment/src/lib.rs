//! Clean text to zones, paragraphs, tables, sentences and words.
//!
//! [`segment`] sorts the blocks of a normalised document; [`sentences`] and [`Words`] cut text further, where it is
//! asked for. All offsets count bytes of the clean text, all ranges exclude their end. This crate knows no rules.

mod sentences;
mod tables;
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
    /// 单位：亿美元, or the bracket of the caption that says it.
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
    let (tables, owner) = tables::tables(document);
    let blocks = document.blocks.iter().zip(owner).filter(|(block, _)| block.role != Role::TableRow);
    let paragraph = |(block, table): (&kaoju_normalize::Block, Option<usize>)| Paragraph {
        range: block.range.clone(),
        zone: zone(block.role),
        heading: block.role == Role::Heading,
        table,
    };
    Segmented { paragraphs: blocks.map(paragraph).collect(), tables }
}

/// The zone of blocks of a role.
pub fn zone(role: Role) -> Zone {
    match role {
        Role::Heading | Role::Prose => Zone::Body,
        Role::Caption | Role::TableRow => Zone::Table,
        Role::Note => Zone::Note,
        Role::Furniture => Zone::Furniture,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaoju_normalize::normalize;

    /// Draws tables as `[caption | unit] rows/header`, then every row with its cells between bars.
    fn draw(source: &str) -> String {
        let document = normalize(source.as_bytes());
        let text = |range: &Option<Range<usize>>| {
            range.clone().map_or("-", |range| &document.text[range]).to_owned()
        };
        let mut out = String::new();
        for table in segment(&document).tables {
            let (caption, unit) = (text(&table.caption), text(&table.unit_line));
            out += &format!("[{caption} | {unit}] {}/{}\n", table.rows.len(), table.header_rows);
            for row in &table.rows {
                let cells: Vec<&str> = row.cells.iter().map(|cell| &document.text[cell.clone()]).collect();
                out += &format!("{}\n", cells.join("|"));
            }
        }
        out
    }

    #[track_caller]
    fn check(source: &str, drawn: &str) {
        assert_eq!(draw(source), drawn);
    }

    #[test]
    fn rows_of_tabs_with_caption_and_unit_in_brackets() {
        check(
            "正文。\n\n表1 双边贸易额（单位：亿美元）\n\n国别\t2013年\t2014年\n俄罗斯\t892.5\t952.7\n\n资料来源：海关。\n",
            "[表1 双边贸易额（单位：亿美元） | （单位：亿美元）] 2/1\n国别|2013年|2014年\n俄罗斯|892.5|952.7\n",
        );
    }

    #[test]
    fn a_unit_line_and_rows_between_bars() {
        check(
            "**表 2 贸易额**\n\n单位：亿美元\n\n| 国别 | 出口 | 进口 |\n|---|---|---|\n| 印度 | 7.0 | 6.5 |\n",
            "[表2 贸易额 | 单位：亿美元] 2/1\n国别|出口|进口\n印度|7.0|6.5\n",
        );
    }

    #[test]
    fn a_table_goes_on_behind_the_notes_of_a_page() {
        check(
            "表1 贸易额\n国别\t出口\n印度\t7.0\n12\n① 《报告》，人民出版社2020年版。\n俄罗斯\t8.0\n资料来源：海关。\n国别\t人口\n印度\t14.1\n",
            "[表1 贸易额 | -] 3/1\n国别|出口\n印度|7.0\n俄罗斯|8.0\n[- | -] 2/1\n国别|人口\n印度|14.1\n",
        );
    }

    #[test]
    fn years_in_a_header_are_no_values_and_a_table_of_words_has_one_header_row() {
        check("国别\t2021\t2022\n印度\t7.0\t6.5\n", "[- | -] 2/1\n国别|2021|2022\n印度|7.0|6.5\n");
        check(
            "国别\t出口\n中国\t机电产品\n印度\t药品\n",
            "[- | -] 3/1\n国别|出口\n中国|机电产品\n印度|药品\n",
        );
    }

    #[test]
    fn every_block_is_a_paragraph_or_a_row() {
        let document = normalize("当前位置：首页 > 正文\n\n题目\n\n正文第一段。\n\n[1] 某人：《书名》，北京：人民出版社，2003年。\n".as_bytes());
        let zones: Vec<Zone> = segment(&document).paragraphs.iter().map(|paragraph| paragraph.zone).collect();
        assert_eq!(zones, [Zone::Furniture, Zone::Body, Zone::Body, Zone::Note]);
    }
}
