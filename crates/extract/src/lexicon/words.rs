//! Words by their first character, looked up by longest match.

use rustc_hash::FxHashMap;

use crate::cursor::{char_at, word_at};

/// Words with what they mean, looked up by longest match at a place.
#[derive(Debug)]
pub(crate) struct Words<T> {
    by_first: FxHashMap<char, Group<T>>,
    /// A bit for each first character, some of which share one: most places are no word's.
    firsts: [u64; FIRSTS / 64],
}

const FIRSTS: usize = 1 << 12;

/// Words with one first character, the longest first.
#[derive(Debug)]
struct Group<T> {
    /// Length and last byte of each. Han characters share their first bytes, so nearly every word that does not stand
    /// at a place is told by these, which lie together.
    ends: Vec<(usize, u8)>,
    words: Vec<(String, T)>,
}

impl<T> Default for Group<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), words: Vec::new() }
    }
}

impl<T> Default for Words<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default(), firsts: [0; FIRSTS / 64] }
    }
}

impl<T> Words<T> {
    pub(super) fn insert(&mut self, word: &str, means: T) {
        let (Some(first), Some(last)) = (word.chars().next(), word.bytes().last()) else { return };
        self.firsts[first as usize % FIRSTS / 64] |= 1 << (first as usize % 64);
        let group = self.by_first.entry(first).or_default();
        let place = group.ends.partition_point(|(len, _)| *len >= word.len());
        group.ends.insert(place, (word.len(), last));
        group.words.insert(place, (word.to_owned(), means));
    }

    /// The longest word that starts at byte `at`: the place after it, and what it means.
    pub(crate) fn at(&self, text: &str, at: usize) -> Option<(usize, &T)> {
        self.standing(text, at).next()
    }

    /// Like [`Words::at`], but a word in Latin letters is a whole one: no m in mph.
    pub(crate) fn whole_at(&self, text: &str, at: usize) -> Option<(usize, &T)> {
        let bytes = text.as_bytes();
        let whole = |end: usize| {
            !bytes[end - 1].is_ascii_alphanumeric() || !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric)
        };
        self.standing(text, at).find(|(end, _)| whole(*end))
    }

    /// The words that start at byte `at`, the longest first.
    #[inline]
    fn standing<'w>(&'w self, text: &str, at: usize) -> impl Iterator<Item = (usize, &'w T)> {
        let known =
            |first: &char| self.firsts[*first as usize % FIRSTS / 64] >> (*first as usize % 64) & 1 == 1;
        let group = char_at(text, at).filter(known).and_then(|first| self.by_first.get(&first));
        group.into_iter().flat_map(move |group| {
            let rest = &text.as_bytes()[at..];
            let may = move |(_, (len, last)): &(usize, &(usize, u8))| rest.get(len - 1) == Some(last);
            group.ends.iter().enumerate().filter(may).filter_map(move |(index, _)| {
                let (word, means) = &group.words[index];
                word_at(text, at, word).map(|end| (end, means))
            })
        })
    }

    /// Every word with what it means, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.by_first.values().flat_map(|group| &group.words).map(|(word, means)| (word.as_str(), means))
    }
}
