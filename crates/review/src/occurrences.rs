//! Where strings stand in a text, and which of the places are nearest to what is looked for, without comparing all.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use aho_corasick::AhoCorasick;
use kaoju_record::Place;

use crate::anchor::{Text, first_chars, last_chars};

/// Where each of some strings stands in a text.
pub(crate) struct Occurrences<'p>(HashMap<&'p str, All>);

/// Where one string stands.
#[derive(Default)]
pub(crate) struct All {
    ranges: Vec<Range<usize>>,
    /// Indices by what stands before, from its end, and by what stands after.
    by_before: OnceCell<Vec<usize>>,
    by_after: OnceCell<Vec<usize>>,
    /// First byte of the source, and index, sorted.
    by_source: OnceCell<Vec<(usize, usize)>>,
}

/// How many neighbours are taken on each side of what is looked for, and how many are looked at to find them.
const TAKEN: usize = 16;
const LOOKED_AT: usize = 256;

impl<'p> Occurrences<'p> {
    /// Finds strings in one pass, overlapping ones too.
    pub(crate) fn of(text: &str, patterns: impl Iterator<Item = &'p str>) -> Self {
        let patterns = patterns.filter(|pattern| !pattern.is_empty());
        let mut all: HashMap<&str, All> = patterns.map(|pattern| (pattern, All::default())).collect();
        let patterns: Vec<&str> = all.keys().copied().collect();
        // OK where the table would be too large: then nothing is found, and nothing is lost.
        let Ok(table) = AhoCorasick::new(&patterns) else { return Self(all) };
        for hit in table.find_overlapping_iter(text) {
            if let Some(all) = all.get_mut(patterns[hit.pattern().as_usize()]) {
                all.ranges.push(hit.range());
            }
        }
        Self(all)
    }

    pub(crate) fn get(&self, pattern: &str) -> Option<&All> {
        self.0.get(pattern)
    }

    /// Those that stand in the same words, by quote, text before and text after.
    pub(crate) fn by_words<'t>(&self, text: &Text<'t>) -> HashMap<[&'t str; 3], All> {
        let mut by_words: HashMap<_, All> = HashMap::new();
        for range in self.0.values().flat_map(|all| &all.ranges) {
            let (before, after) = text.around(range);
            let quote = &text.document.text[range.clone()];
            let words = [quote, last_chars(before, Place::REACH), first_chars(after, Place::REACH)];
            by_words.entry(words).or_default().ranges.push(range.clone());
        }
        by_words
    }
}

impl All {
    /// The range, where there is no other.
    pub(crate) fn only(&self) -> Option<&Range<usize>> {
        self.ranges.first().filter(|_| self.ranges.len() == 1)
    }

    /// So many at most that begin nearest to a byte of the source, on each side of it.
    pub(crate) fn near_source(&self, text: &Text<'_>, byte: usize, count: usize) -> Vec<Range<usize>> {
        let by_source = self.by_source.get_or_init(|| {
            let source = |range: &Range<usize>| text.document.map.source_span(range.clone()).start;
            let all = self.ranges.iter().enumerate();
            let mut by_source: Vec<_> = all.map(|(at, range)| (source(range), at)).collect();
            by_source.sort_unstable();
            by_source
        });
        let at = by_source.partition_point(|(source, _)| *source < byte);
        let mut near: Vec<_> = by_source[at.saturating_sub(count)..by_source.len().min(at + count)].to_vec();
        near.sort_by_key(|(source, at)| (source.abs_diff(byte), *at));
        near.into_iter().map(|(_, at)| self.ranges[at].clone()).collect()
    }

    /// Those whose text before or after begins most like a place's, of those that are free.
    pub(crate) fn near_words(
        &self,
        text: &str,
        place: &Place,
        free: impl Fn(&Range<usize>) -> bool,
    ) -> Vec<Range<usize>> {
        if self.ranges.len() <= 2 * TAKEN {
            return self.ranges.iter().filter(|range| free(range)).cloned().collect();
        }
        let text = text.as_bytes();
        let before = |at: usize| text[..self.ranges[at].start].iter().rev().take(REACH);
        let after = |at: usize| text[self.ranges[at].end..].iter().take(REACH);
        let by_before = self.by_before.get_or_init(|| self.sorted(|a, b| before(a).cmp(before(b))));
        let by_after = self.by_after.get_or_init(|| self.sorted(|a, b| after(a).cmp(after(b))));
        let mut near = BTreeSet::new();
        let wanted = place.before.as_bytes();
        let at = by_before.partition_point(|at| before(*at).lt(wanted.iter().rev()));
        near.extend(self.beside(by_before, at, &free));
        let at = by_after.partition_point(|at| after(*at).lt(place.after.as_bytes()));
        near.extend(self.beside(by_after, at, &free));
        near.into_iter().map(|at| self.ranges[at].clone()).collect()
    }

    fn sorted(&self, compare: impl Fn(usize, usize) -> Ordering) -> Vec<usize> {
        let mut all: Vec<usize> = (0..self.ranges.len()).collect();
        all.sort_by(|a, b| compare(*a, *b));
        all
    }

    fn beside(
        &self,
        sorted: &[usize],
        at: usize,
        free: impl Fn(&Range<usize>) -> bool,
    ) -> impl Iterator<Item = usize> {
        let free = |at: &&usize| free(&self.ranges[**at]);
        let below = sorted[..at].iter().rev().take(LOOKED_AT).filter(free).take(TAKEN);
        let above = sorted[at..].iter().take(LOOKED_AT).filter(free).take(TAKEN);
        below.chain(above).copied().collect::<Vec<_>>().into_iter()
    }
}

/// Bytes that are compared: what a place keeps of its surroundings, in characters of up to four bytes.
const REACH: usize = 4 * Place::REACH;
