//! Files that one command looks at, and places in them.

use std::path::{Path, PathBuf};

use kaoju_pipeline::Problem;

use crate::WrongUse;

/// The bytes of a file; `-` is standard input.
pub(crate) fn bytes_of(path: &Path) -> anyhow::Result<Vec<u8>> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    bytes
        .map_err(|error| WrongUse(Problem::unreadable(path.display().to_string(), &error).to_string()).into())
}

/// The stem of a file's name, a hint for its date.
pub(crate) fn stem(path: &Path) -> Option<String> {
    PathBuf::from(path).file_stem().map(|stem| stem.to_string_lossy().into_owned())
}

/// Line and column, both from 1, of a byte of a source. A column counts characters of UTF-8, and bytes of others.
pub(crate) fn line_and_column(source: &[u8], offset: usize) -> (usize, usize) {
    let before = &source[..offset.min(source.len())];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let column = before[start..].iter().filter(|byte| (**byte & 0xc0) != 0x80).count() + 1;
    (line, column)
}

/// The byte at line and column, both from 1, counted as by [`line_and_column`].
pub(crate) fn offset_at(source: &[u8], line: usize, column: usize) -> Option<usize> {
    let breaks = source.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    let start = std::iter::once(0).chain(breaks).nth(line.checked_sub(1)?)?;
    let rest = source[start..].split(|byte| *byte == b'\n').next()?;
    let mut characters = rest.iter().enumerate().filter(|(_, byte)| (**byte & 0xc0) != 0x80);
    characters.nth(column.checked_sub(1)?).map(|(at, _)| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_lead_back() {
        let source = "条约\r\n于2014年\n\n签署".as_bytes();
        for offset in [0, 3, 8, 11, 15, 20, 23] {
            let (line, column) = line_and_column(source, offset);
            assert_eq!(offset_at(source, line, column), Some(offset), "{line}:{column}");
        }
        assert_eq!(line_and_column(source, 11), (2, 2));
        assert_eq!(offset_at(source, 9, 1), None);
        assert_eq!(offset_at(source, 0, 1), None);
    }
}
