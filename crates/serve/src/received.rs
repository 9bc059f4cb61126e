//! The source as received, a stretch at a time, with what was repaired in it.

use std::ops::Range;

use kaoju_normalize::{Normalized, Repair};
use serde::Serialize;

/// A stretch of the source, cut where repairs and the finding begin and end.
#[derive(Debug, Serialize)]
pub(crate) struct Received {
    pieces: Vec<Piece>,
    repairs: Vec<Shown>,
    /// Whether the stretch is only the beginning of what was asked for.
    cut: bool,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Piece {
    text: String,
    /// Whether it belongs to the finding that was asked for.
    found: bool,
    /// The innermost repair that changed it, as index of `repairs`.
    repair: Option<usize>,
}

#[derive(Debug, Serialize)]
struct Shown {
    pass: &'static str,
    before: String,
    after: String,
    other: Vec<String>,
}

/// How much clean text is shown of a block, and on either side of a finding, in characters.
const LONGEST: usize = 4000;
const AROUND: usize = 60;

/// The source of a block.
pub(crate) fn block(
    source: &[u8],
    document: &Normalized,
    repairs: &[Repair],
    block: usize,
) -> Option<Received> {
    let range = document.blocks.get(block)?.range.clone();
    let text = document.text.get(range.clone())?;
    let end = text.char_indices().nth(LONGEST).map_or(range.end, |(at, _)| range.start + at);
    let stretch = document.map.source_span(range.start..end);
    Some(Received { cut: end < range.end, ..received(source, document, repairs, stretch, 0..0) })
}

/// The source of a clean range, with some of the block around it.
pub(crate) fn around(
    source: &[u8],
    document: &Normalized,
    repairs: &[Repair],
    clean: &Range<usize>,
) -> Received {
    let at = document.blocks.partition_point(|block| block.range.end < clean.end);
    let block = document.blocks.get(at).map_or(clean.clone(), |block| block.range.clone());
    let before = document.text.get(block.start..clean.start).unwrap_or_default();
    let after = document.text.get(clean.end..block.end).unwrap_or_default();
    let start = before.char_indices().rev().nth(AROUND - 1).map_or(block.start, |(at, _)| block.start + at);
    let end = after.char_indices().nth(AROUND).map_or(block.end, |(at, _)| clean.end + at);
    let stretch = document.map.source_span(start.min(clean.start)..end.max(clean.end));
    received(source, document, repairs, stretch, document.map.source_span(clean.clone()))
}

fn received(
    source: &[u8],
    document: &Normalized,
    repairs: &[Repair],
    stretch: Range<usize>,
    found: Range<usize>,
) -> Received {
    // Text that was put together again may lie far apart; the page shows where it begins.
    let stretch = stretch.start..stretch.end.min(stretch.start + LONGEST * 8);
    let first = repairs.partition_point(|repair| repair.source.start < stretch.start);
    let touching: Vec<&Repair> = repairs[first..]
        .iter()
        .take_while(|repair| repair.source.start < stretch.end)
        .filter(|repair| repair.source.end <= stretch.end && !repair.source.is_empty())
        .collect();
    let inside = |at: usize| at.clamp(stretch.start, stretch.end);
    let mut cuts = vec![stretch.start, stretch.end, inside(found.start), inside(found.end)];
    cuts.extend(touching.iter().flat_map(|repair| [repair.source.start, repair.source.end]));
    cuts.sort_unstable();
    cuts.dedup();
    let mut next = 0;
    let mut open: Vec<usize> = Vec::new();
    let pieces = cuts.windows(2).filter_map(|cut| {
        let (from, to) = (cut[0], cut[1]);
        while touching.get(next).is_some_and(|repair| repair.source.start <= from) {
            open.push(next);
            next += 1;
        }
        open.retain(|index| touching[*index].source.end > from);
        let repair = open.iter().copied().min_by_key(|index| touching[*index].source.len());
        let text = document.decoding.text(source.get(from..to)?);
        Some(Piece { text, found: found.start <= from && to <= found.end, repair })
    });
    let pieces = pieces.collect();
    let shown = |repair: &&Repair| Shown {
        pass: repair.pass,
        before: repair.before.clone(),
        after: repair.after.clone(),
        other: repair.other_readings.clone(),
    };
    Received { pieces, repairs: touching.iter().map(shown).collect(), cut: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaoju_normalize::{normalize, repairs};

    #[test]
    fn the_pieces_join_to_the_source() {
        let text = "题目\n\n条约于２０１４年簽署，达到 １ ４６８ ８７ 亿美元。\n";
        for (source, name) in [(text.as_bytes().to_vec(), "UTF-8"), (utf16(text), "UTF-16LE")] {
            let document = normalize(&source);
            let all = repairs(&source);
            let at = document.text.find("1468.87").unwrap();
            let shown = around(&source, &document, &all, &(at..at + 7));
            let joined: String = shown.pieces.iter().map(|piece| piece.text.as_str()).collect();
            assert_eq!(joined, text.trim().rsplit('\n').next().unwrap(), "{name}");
            let found: String =
                shown.pieces.iter().filter(|piece| piece.found).map(|piece| &*piece.text).collect();
            assert_eq!(found, "１ ４６８ ８７", "{name}");
            assert!(shown.pieces.iter().any(|piece| piece.repair.is_some()));
        }
    }

    fn utf16(text: &str) -> Vec<u8> {
        "\u{feff}"
            .chars()
            .chain(text.chars())
            .collect::<String>()
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect()
    }
}
