//! The source map: from every character of the clean text to the source bytes it was made from.

mod builder;

use std::ops::Range;
use std::sync::OnceLock;

pub(crate) use builder::MapBuilder;

/// A stretch of clean text and the stretch of source it was made from.
///
/// With `per_clean` and `per_source` not zero, every `per_clean` clean bytes come from `per_source` source bytes:
/// 1 and 1 for text that was kept, 1 and 3 for full-width digits. With zeroes all of it comes from all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    clean: u32,
    source: u32,
    source_end: u32,
    per_clean: u8,
    per_source: u8,
}

impl Run {
    /// Whether its text is that of the source, byte for byte.
    fn is_kept(&self) -> bool {
        (self.per_clean, self.per_source) == (1, 1)
    }

    /// The clean offset made from a source byte that is not before the run.
    fn clean_of(&self, source: usize) -> Option<usize> {
        if source < self.source as usize || source >= self.source_end as usize {
            return None;
        }
        let steps = (source - self.source as usize).checked_div(usize::from(self.per_source)).unwrap_or(0);
        Some(self.clean as usize + steps * usize::from(self.per_clean))
    }
}

/// How many of `len` things, from the first, have a property that no later one has; looked for near the hint first.
fn near(len: usize, hint: usize, has: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    if hint < len && has(hint) {
        low = hint + 1;
        let mut step = 0;
        while low + step < len && has(low + step) {
            low += step + 1;
            step = 2 * step + 1;
        }
        high = len.min(low + step);
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if has(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

/// Leads from byte offsets of the clean text to byte offsets of the source and back.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    runs: Vec<Run>,
    clean_len: u32,
    source_len: u32,
    /// Whether the order of the source is not that of the clean text.
    moved: bool,
    /// Indices of `runs` in the order of the source; sorted when first asked for, and only where they were moved.
    by_source: OnceLock<Vec<u32>>,
}

impl SourceMap {
    /// Length of the clean text in bytes.
    pub fn clean_len(&self) -> usize {
        self.clean_len as usize
    }

    /// Length of the source in bytes.
    pub fn source_len(&self) -> usize {
        self.source_len as usize
    }

    /// The smallest range of source bytes that holds every source character of the clean range.
    ///
    /// Damage inside the range belongs to it, damage at its edges does not. An empty clean range, or one beyond
    /// the text, gives an empty range.
    pub fn source_span(&self, clean: Range<usize>) -> Range<usize> {
        self.source_span_near(clean, &mut 0)
    }

    /// [`SourceMap::source_span`] for ranges that follow each other: begin with a hint of 0 and hand it on.
    pub fn source_span_near(&self, clean: Range<usize>, hint: &mut usize) -> Range<usize> {
        let (mut low, mut high) = (u32::MAX, 0);
        for piece in self.slices_near(clean.clone(), hint) {
            if piece.source < piece.source_end {
                low = low.min(piece.source);
                high = high.max(piece.source_end);
            }
        }
        if low < high {
            return low as usize..high as usize;
        }
        let at = self.insertion_point(clean.start);
        at..at
    }

    /// Where in the clean text the character made from this source byte begins; none where it was deleted.
    ///
    /// For text that was kept, a byte inside a character gives the same byte inside the clean character.
    pub fn clean_offset(&self, source: usize) -> Option<usize> {
        let before = self.count_before(source).checked_sub(1)?;
        self.in_source_order(before)?.clean_of(source)
    }

    /// Where the first clean character stands, in the order of the source, that was made from bytes of the range; where
    /// there is none, where the text goes on behind it. The hint is the run of the last range.
    pub(crate) fn first_clean(&self, source: Range<usize>, hint: &mut usize) -> Result<usize, usize> {
        let before =
            |nth: usize| self.in_source_order(nth).is_some_and(|run| run.source as usize <= source.start);
        let count = near(self.runs.len(), *hint, before);
        *hint = count.saturating_sub(1);
        let run = count.checked_sub(1).and_then(|nth| self.in_source_order(nth));
        if let Some(found) = run.and_then(|run| run.clean_of(source.start)) {
            return Ok(found);
        }
        match self.in_source_order(count) {
            Some(next) if (next.source as usize) < source.end => Ok(next.clean as usize),
            Some(next) => Err(next.clean as usize),
            None => Err(self.clean_len as usize),
        }
    }

    /// The pieces that the clean range is made of, cut to it, in clean order. The hint is the run where the last range
    /// began, and becomes the one where this one does.
    pub(crate) fn slices_near<'m>(
        &'m self,
        clean: Range<usize>,
        hint: &mut usize,
    ) -> impl Iterator<Item = Piece> + use<'m> {
        let end = clean.end.min(self.clean_len as usize) as u32;
        let start = clean.start.min(end as usize) as u32;
        let first = near(self.runs.len(), *hint, |nth| self.runs[nth].clean <= start).saturating_sub(1);
        *hint = first;
        self.runs[first.min(self.runs.len())..]
            .iter()
            .enumerate()
            .take_while(move |(_, run)| start < end && run.clean < end)
            .map(move |(nth, run)| self.cut(first + nth, run, start, end))
    }

    fn cut(&self, index: usize, run: &Run, start: u32, end: u32) -> Piece {
        let run_end = self.clean_end(index);
        let (from, to) = (run.clean.max(start), run_end.min(end));
        let mut piece = Piece { len: to - from, source: run.source, source_end: run.source_end, run: *run };
        // Most runs are not cut, and a division takes longer than all the rest.
        let (c, s) = (u32::from(run.per_clean), u32::from(run.per_source));
        if c > 0 && from > run.clean {
            piece.source = run.source + (from - run.clean) / c * s;
        }
        if c > 0 && to < run_end {
            piece.source_end = run.source + (to - run.clean).div_ceil(c) * s;
        }
        piece
    }

    /// Which runs hold the clean range. The hint is a run before it, or where it begins, and becomes the last of them.
    fn holding(&self, clean: &Range<u32>, hint: &mut usize) -> Range<usize> {
        let begins = |nth: usize| self.runs[nth].clean;
        let first = near(self.runs.len(), *hint, |nth| begins(nth) <= clean.start).saturating_sub(1);
        *hint = first;
        if clean.end <= self.clean_end(first) {
            return first..self.runs.len().min(first + 1);
        }
        let end = near(self.runs.len(), first, |nth| begins(nth) < clean.end);
        *hint = end.saturating_sub(1);
        first..end
    }

    fn clean_end(&self, index: usize) -> u32 {
        self.runs.get(index + 1).map_or(self.clean_len, |next| next.clean)
    }

    fn insertion_point(&self, clean: usize) -> usize {
        let next = self.runs.partition_point(|run| (run.clean as usize) < clean);
        let before = next.checked_sub(1).and_then(|i| self.runs.get(i)).map(|run| run.source_end);
        before.or(self.runs.get(next).map(|run| run.source)).unwrap_or(0) as usize
    }

    fn in_source_order(&self, nth: usize) -> Option<&Run> {
        let index = if self.moved { *self.by_source().get(nth)? as usize } else { nth };
        self.runs.get(index)
    }

    fn by_source(&self) -> &[u32] {
        self.by_source.get_or_init(|| {
            let mut order: Vec<u32> = (0..self.runs.len() as u32).collect();
            order.sort_by_key(|&i| {
                let run = &self.runs[i as usize];
                (run.source, run.source_end, i)
            });
            order
        })
    }

    /// How many runs begin at or before the source byte.
    fn count_before(&self, source: usize) -> usize {
        if self.moved {
            self.by_source().partition_point(|&i| self.runs[i as usize].source as usize <= source)
        } else {
            self.runs.partition_point(|run| run.source as usize <= source)
        }
    }

    /// Whether every byte of the clean text is the same byte of the source.
    fn is_identity(&self) -> bool {
        let same = |run: &Run| run.source == 0 && run.is_kept();
        self.runs.len() <= 1 && self.runs.iter().all(same) && self.clean_len == self.source_len
    }
}

/// Part of a run: `len` clean bytes made from a source range.
pub(crate) struct Piece {
    len: u32,
    source: u32,
    source_end: u32,
    run: Run,
}

impl Piece {
    /// Whether the piece has source bytes before this one.
    pub(crate) fn begins_before(&self, source: usize) -> bool {
        (self.source as usize) < source
    }

    /// How many of its clean bytes were made from source bytes before this one.
    pub(crate) fn len_before(&self, source: usize) -> usize {
        if self.source_end as usize <= source || self.run.per_clean == 0 {
            return self.len as usize;
        }
        let chars = (source as u32 - self.source).div_ceil(u32::from(self.run.per_source));
        (chars * u32::from(self.run.per_clean)) as usize
    }
}
