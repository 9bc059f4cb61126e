//! Places as the page counts them: the block, and UTF-16 code units within it, as JavaScript does.

use std::ops::Range;

use kaoju_normalize::Normalized;
use serde::{Deserialize, Serialize};

/// A stretch of one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Index of the block.
    pub block: usize,
    /// First code unit of the block's text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl Place {
    /// The place of a range of the clean text; `None` where it is empty or not within one block.
    ///
    /// A block of one character a byte needs no counting, so that a long line with many mentions stays linear: `near`
    /// is the last place that was asked for, and counting begins there where it can.
    pub(crate) fn of(document: &Normalized, clean: &Range<usize>, near: &mut Near) -> Option<Self> {
        let block = document.blocks.partition_point(|block| block.range.end < clean.end);
        let range = document.blocks.get(block)?.range.clone();
        if clean.is_empty() || clean.start < range.start {
            return None;
        }
        if near.block != block || near.clean > clean.start {
            *near = Near { block, clean: range.start, units: 0 };
        }
        let start = near.units + units(document.text.get(near.clean..clean.start)?);
        *near = Near { block, clean: clean.start, units: start };
        Some(Self { block, start, end: start + units(document.text.get(clean.clone())?) })
    }

    /// The range of the clean text; `None` where there is no such place.
    pub(crate) fn clean(self, document: &Normalized) -> Option<Range<usize>> {
        let range = document.blocks.get(self.block)?.range.clone();
        let text = document.text.get(range.clone())?;
        let (start, end) = (byte(text, self.start)?, byte(text, self.end)?);
        (start < end).then(|| range.start + start..range.start + end)
    }
}

/// Where counting got to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Near {
    block: usize,
    clean: usize,
    units: usize,
}

fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The byte where a code unit stands; `None` inside a character or beyond the text.
fn byte(text: &str, unit: usize) -> Option<usize> {
    let mut passed = 0;
    for (at, character) in text.char_indices() {
        if passed >= unit {
            return (passed == unit).then_some(at);
        }
        passed += character.len_utf16();
    }
    (passed == unit).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaoju_normalize::normalize;

    #[test]
    fn there_and_back() {
        let document = normalize("题\n\n𠮷😀于2014年签署，2015年生效。\n".as_bytes());
        let mut near = Near::default();
        for (quote, start) in [("2014年", 5), ("2015年", 13), ("𠮷", 0), ("题", 0)] {
            let at = document.text.find(quote).unwrap();
            let clean = at..at + quote.len();
            let place = Place::of(&document, &clean, &mut near).unwrap();
            assert_eq!(place.start, start, "{quote}");
            assert_eq!(place.clean(&document), Some(clean));
        }
        let nowhere = [(1, 1, 2), (1, 3, 3), (1, 0, 99), (9, 0, 1), (1, 4, 2)];
        for (block, start, end) in nowhere {
            assert_eq!(Place { block, start, end }.clean(&document), None);
        }
    }
}
