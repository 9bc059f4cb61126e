//! Builds a source map, over the map of the text that the clean text is made from.

use std::ops::Range;
use std::sync::OnceLock;

use super::{Piece, Run, SourceMap};

/// Builds a map from left to right of the clean text. Ranges are those of the text it is made from; the map leads
/// from the clean text to the source of that.
#[derive(Debug)]
pub(crate) struct MapBuilder<'m> {
    /// From the text that the clean text is made from to the source; none where that is the source.
    inner: Option<&'m SourceMap>,
    /// The run of `inner` that was used last.
    hint: usize,
    source_len: u32,
    runs: Vec<Run>,
    clean_len: u32,
    moved: bool,
}

impl<'m> MapBuilder<'m> {
    /// A map of text made from the source itself.
    pub(crate) fn of_source(len: usize) -> MapBuilder<'m> {
        let source_len = len as u32;
        MapBuilder { inner: None, hint: 0, source_len, runs: Vec::new(), clean_len: 0, moved: false }
    }

    /// A map of text made from a text with this map.
    pub(crate) fn over(map: &'m SourceMap) -> MapBuilder<'m> {
        Self::in_place_of(SourceMap::default(), map)
    }

    /// The same, in the room of a map that has served.
    pub(crate) fn in_place_of(spent: SourceMap, map: &'m SourceMap) -> MapBuilder<'m> {
        let inner = (!map.is_identity()).then_some(map);
        let mut runs = spent.runs;
        runs.clear();
        runs.reserve(inner.map_or(0, |map| map.runs.len()));
        MapBuilder { inner, runs, ..MapBuilder::of_source(map.source_len()) }
    }

    /// The next clean bytes are these bytes.
    pub(crate) fn keep(&mut self, range: Range<usize>) {
        self.add(range.len() as u32, range.start as u32..range.end as u32, 1, 1);
    }

    /// The next `count` characters have `per_clean` bytes each and come from `per_source` bytes each.
    pub(crate) fn chars(&mut self, count: usize, source: usize, per_clean: usize, per_source: usize) {
        let range = source as u32..(source + count * per_source) as u32;
        let len = (count * per_clean) as u32;
        if per_clean == per_source {
            self.add(len, range, 1, 1);
        } else {
            self.add(len, range, per_clean as u8, per_source as u8);
        }
    }

    /// The next `clean_len` bytes come from the range as a whole.
    pub(crate) fn atom(&mut self, clean_len: usize, range: Range<usize>) {
        self.add(clean_len as u32, range.start as u32..range.end as u32, 0, 0);
    }

    pub(crate) fn finish(self) -> SourceMap {
        SourceMap {
            runs: self.runs,
            clean_len: self.clean_len,
            source_len: self.source_len,
            moved: self.moved,
            by_source: OnceLock::new(),
        }
    }

    /// The next `len` bytes come from a range of the text they are made from.
    fn add(&mut self, len: u32, range: Range<u32>, per_clean: u8, per_source: u8) {
        let Some(inner) = self.inner.filter(|_| len > 0) else {
            return self.push(len, range, per_clean, per_source);
        };
        let held = inner.holding(&range, &mut self.hint);
        match &inner.runs[held.clone()] {
            [only] if only.is_kept() && !range.is_empty() => {
                let moved = |at: u32| only.source + (at - only.clean);
                self.push(len, moved(range.start)..moved(range.end), per_clean, per_source);
            }
            _ if per_clean == 0 => {
                let range = range.start as usize..range.end as usize;
                let source = inner.source_span_near(range, &mut self.hint);
                self.push(len, source.start as u32..source.end as u32, 0, 0);
            }
            [first, inside @ .., last] if (per_clean, per_source) == (1, 1) && !inner.moved => {
                self.piece(&inner.cut(held.start, first, range.start, range.end), 1, 1);
                self.extend(inside, last.clean);
                self.piece(&inner.cut(held.end - 1, last, range.start, range.end), 1, 1);
            }
            pieces => {
                for (nth, piece) in held.zip(pieces) {
                    self.piece(&inner.cut(nth, piece, range.start, range.end), per_clean, per_source);
                }
            }
        }
    }

    /// What is made from a piece of the text, `per_clean` bytes from `per_middle` of its own.
    fn piece(&mut self, piece: &Piece, per_clean: u8, per_middle: u8) {
        let source = piece.source..piece.source_end;
        let Run { per_clean: middle, per_source, .. } = piece.run;
        if (per_clean, per_middle) == (1, 1) {
            return self.push(piece.len, source, middle, per_source);
        }
        let len = piece.len / u32::from(per_middle) * u32::from(per_clean);
        match (middle, per_source) {
            (1, 1) => self.push(len, source, per_clean, per_middle),
            _ if middle == per_middle => self.push(len, source, per_clean, per_source),
            _ => self.push(len, source, 0, 0),
        }
    }

    /// Runs as they follow each other in `inner`, up to an offset there; its source is in order.
    fn extend(&mut self, runs: &[Run], end: u32) {
        let Some(first) = runs.first() else { return };
        let (start, here) = (first.clean, self.clean_len);
        self.runs.extend(runs.iter().map(|run| Run { clean: here + (run.clean - start), ..*run }));
        self.clean_len += end - start;
    }

    /// The next `len` bytes come from a range of the source.
    fn push(&mut self, len: u32, source: Range<u32>, per_clean: u8, per_source: u8) {
        if len == 0 {
            return;
        }
        let clean = self.clean_len;
        self.clean_len += len;
        if let Some(last) = self.runs.last_mut() {
            let alike = last.per_clean == per_clean && last.per_source == per_source && per_clean > 0;
            if alike && last.source_end == source.start {
                last.source_end = source.end;
                return;
            }
            self.moved |= source.start < last.source;
        }
        self.runs.push(Run { clean, source: source.start, source_end: source.end, per_clean, per_source });
    }
}
