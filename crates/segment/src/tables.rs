//! Tables: rows with their caption, unit line and header.

use kaoju_normalize::{Block, Normalized, Role};
use std::ops::Range;

use crate::{Row, Table};

/// A caption stands at most this many other blocks before its rows.
const REACH: usize = 4;

/// Collects the tables of a document; for every block the table it belongs to as caption or unit line.
pub(crate) fn tables(document: &Normalized) -> (Vec<Table>, Vec<Option<usize>>) {
    let mut tables: Vec<Table> = Vec::new();
    let mut owner = vec![None; document.blocks.len()];
    // Whether the next row goes on with the last table.
    let mut open = false;
    for (index, block) in document.blocks.iter().enumerate() {
        match block.role {
            Role::TableRow => {
                if !open {
                    tables.push(Table::default());
                    attach_captions(document, index, &mut tables, &mut owner);
                    open = true;
                }
                if let Some(table) = tables.last_mut() {
                    table.rows.push(Row { cells: cells(&document.text, block.range.clone()) });
                }
            }
            // Notes at the foot of a page and its number stand between the rows of a table that goes on.
            Role::Note | Role::Furniture => open = open && !is_source_line(document, block),
            Role::Caption | Role::Heading | Role::Prose => open = false,
        }
    }
    for table in &mut tables {
        table.header_rows = header_rows(&document.text, &table.rows);
    }
    (tables, owner)
}

/// Whether the block names the source of a table, which ends it.
fn is_source_line(document: &Normalized, block: &Block) -> bool {
    let text = &document.text[block.range.clone()];
    ["资料来源", "数据来源", "来源", "注：", "说明："].iter().any(|word| text.starts_with(word))
}

fn attach_captions(
    document: &Normalized,
    first_row: usize,
    tables: &mut [Table],
    owner: &mut [Option<usize>],
) {
    let number = tables.len() - 1;
    let Some(table) = tables.last_mut() else { return };
    for index in (first_row.saturating_sub(REACH)..first_row).rev() {
        let block = &document.blocks[index];
        let text = &document.text[block.range.clone()];
        match block.role {
            Role::Caption if owner[index].is_some() || text.starts_with('图') => return,
            Role::Caption => {
                let place = if is_unit_line(text) { &mut table.unit_line } else { &mut table.caption };
                if place.is_some() {
                    return;
                }
                *place = Some(block.range.clone());
                owner[index] = Some(number);
                if table.caption.is_some() {
                    break;
                }
            }
            Role::Note | Role::Furniture => {}
            Role::TableRow | Role::Prose | Role::Heading => break,
        }
    }
    // 表1 … (单位：亿美元) says the unit in its caption.
    if table.unit_line.is_none() {
        table.unit_line = table.caption.clone().and_then(|caption| unit_in(&document.text, caption));
    }
}

fn is_unit_line(text: &str) -> bool {
    let text = text.trim_start_matches(['（', '(', '【', '[']);
    text.starts_with("单位") || text.starts_with("计量单位")
}

/// The bracket at the end of a caption that names the unit: （单位：亿美元）, （%）, （亿美元）.
fn unit_in(text: &str, caption: Range<usize>) -> Option<Range<usize>> {
    let written = &text[caption.clone()];
    let inner = written.strip_suffix(['）', ')'])?;
    let open = inner.rfind(['（', '('])?;
    Some(caption.start + open..caption.end)
}

/// The cells of a row, without the blanks around them.
fn cells(text: &str, row: Range<usize>) -> Vec<Range<usize>> {
    let mut start = row.start;
    let cell = |cell: &str| {
        let blank = cell.len() - cell.trim_start().len();
        let range = start + blank..start + blank + cell.trim().len();
        start += cell.len() + 1;
        range
    };
    text[row.clone()].split('\t').map(cell).collect()
}

/// How many rows at the top name the columns: those before the first row with a number, where a year names too.
fn header_rows(text: &str, rows: &[Row]) -> usize {
    let values = |row: &Row| row.cells.iter().skip(1).map(|cell| &text[cell.clone()]).any(is_value);
    let first = rows.iter().position(values);
    match first {
        Some(0) => 0,
        Some(first) if first <= 3 => first,
        _ => usize::from(rows.len() > 1),
    }
}

/// Whether a cell holds a figure: a number that is no year.
fn is_value(cell: &str) -> bool {
    let number = cell.trim_start_matches(['-', '+']).trim_end_matches('%');
    let digits = number.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
        && number.bytes().any(|b| b.is_ascii_digit());
    let year = number == cell && number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    digits && !year
}
