//! Words by their first character, looked up by longest match.

use rustc_hash::FxHashMap;

use crate::cursor::{char_at, word_at};

/// Words with what they mean, looked up by longest match at a place.
#[derive(Debug)]
pub(crate) struct Words<T> {
    by_first: FxHashMap<char, Vec<(String, T)>>,
    /// A bit for each first character, some of which share one: most places are no word's.
    firsts: [u64; FIRSTS / 64],
}

const FIRSTS: usize = 1 << 12;

impl<T> Default for Words<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default(), firsts: [0; FIRSTS / 64] }
    }
}

impl<T> Words<T> {
    pub(super) fn insert(&mut self, word: &str, means: T) {
        let Some(first) = word.chars().next() else { return };
        self.firsts[first as usize % FIRSTS / 64] |= 1 << (first as usize % 64);
        let list = self.by_first.entry(first).or_default();
        let place = list.partition_point(|(other, _)| other.len() >= word.len());
        list.insert(place, (word.to_owned(), means));
    }

    /// The longest word that starts at byte `at`: the place after it, and what it means.
    pub(crate) fn at(&self, text: &str, at: usize) -> Option<(usize, &T)> {
        let list = self.begun_by(char_at(text, at)?)?;
        list.iter().find_map(|(word, means)| word_at(text, at, word).map(|end| (end, means)))
    }

    /// The words that begin with a character, the longest first.
    #[inline]
    fn begun_by(&self, first: char) -> Option<&[(String, T)]> {
        let bit = self.firsts[first as usize % FIRSTS / 64] >> (first as usize % 64) & 1;
        if bit == 0 { None } else { self.by_first.get(&first).map(Vec::as_slice) }
    }

    /// Like [`Words::at`], but a word in Latin letters is a whole one: no m in mph.
    pub(crate) fn whole_at(&self, text: &str, at: usize) -> Option<(usize, &T)> {
        let list = self.begun_by(char_at(text, at)?)?;
        let bytes = text.as_bytes();
        let whole = |end: usize| {
            !bytes[end - 1].is_ascii_alphanumeric() || !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric)
        };
        let ends = |word: &String| word_at(text, at, word).filter(|end| whole(*end));
        list.iter().find_map(|(word, means)| ends(word).map(|end| (end, means)))
    }

    /// Every word with what it means, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.by_first.values().flatten().map(|(word, means)| (word.as_str(), means))
    }
}
