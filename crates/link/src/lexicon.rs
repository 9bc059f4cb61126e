//! Lists of words, looked up at the beginning or the end of a text.

use serde::Deserialize;

/// Words that are found by their first and by their last character.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(crate) struct WordList {
    by_first: Index,
    by_last: Index,
}

impl WordList {
    /// Length of the longest word that the text begins with; 0 for none.
    pub(crate) fn at_start(&self, text: &str) -> usize {
        text.chars().next().map_or(0, |first| self.at(first, text))
    }

    /// The same, where the first character is known.
    #[inline]
    pub(crate) fn at(&self, first: char, text: &str) -> usize {
        longest(self.by_first.words(first), |word| text.starts_with(word))
    }

    /// Length of the longest word that the text ends with; 0 for none.
    pub(crate) fn at_end(&self, text: &str) -> usize {
        text.chars().next_back().map_or(0, |last| self.before(last, text))
    }

    /// The same, where the last character is known.
    #[inline]
    pub(crate) fn before(&self, last: char, text: &str) -> usize {
        longest(self.by_last.words(last), |word| text.ends_with(word))
    }

    /// Whether the whole text is a word.
    pub(crate) fn contains(&self, text: &str) -> bool {
        !text.is_empty() && self.at_start(text) == text.len()
    }

    /// The first word in the text, the longest at its place: where it begins and ends.
    pub(crate) fn find(&self, text: &str) -> Option<(usize, usize)> {
        let at = |(at, c)| Some((at, at + self.at(c, &text[at..]))).filter(|(start, end)| start < end);
        text.char_indices().find_map(at)
    }
}

/// Length of the first of some words that fits; 0 for none.
fn longest(words: &[String], fits: impl Fn(&str) -> bool) -> usize {
    words.iter().find(|word| fits(word)).map_or(0, String::len)
}

/// Words in groups by one of their characters, the longest first in each.
#[derive(Clone, Debug)]
struct Index {
    /// A set of the characters that may say yes to one it does not hold, but at once no to most.
    chars: [u64; 16],
    /// Where each group begins, and where the last one ends.
    starts: [u16; GROUPS + 1],
    words: Vec<String>,
}

const GROUPS: usize = 64;

impl Default for Index {
    fn default() -> Self {
        Self { chars: [0; 16], starts: [0; GROUPS + 1], words: Vec::new() }
    }
}

impl Index {
    fn of(mut words: Vec<String>, key: impl Fn(&str) -> Option<char>) -> Self {
        words.retain(|word| !word.is_empty());
        let group = |word: &String| key(word).map_or(0, |c| c as usize % GROUPS);
        words.sort_by_key(|word| (group(word), std::cmp::Reverse(word.len())));
        let mut index = Self::default();
        for c in words.iter().filter_map(|word| key(word)) {
            let (word, bit) = Self::place(c);
            index.chars[word] |= bit;
        }
        for (at, start) in index.starts.iter_mut().enumerate() {
            *start = words.partition_point(|word| group(word) < at).try_into().unwrap_or(u16::MAX);
        }
        Self { words, ..index }
    }

    /// The words with a character, perhaps among others.
    #[inline]
    fn words(&self, c: char) -> &[String] {
        let (word, bit) = Self::place(c);
        if self.chars[word] & bit == 0 {
            return &[];
        }
        let group = c as usize % GROUPS;
        &self.words[usize::from(self.starts[group])..usize::from(self.starts[group + 1])]
    }

    fn place(c: char) -> (usize, u64) {
        let code = c as usize;
        ((code / 64) % 16, 1 << (code % 64))
    }
}

impl From<Vec<String>> for WordList {
    fn from(words: Vec<String>) -> Self {
        let by_first = Index::of(words.clone(), |word| word.chars().next());
        Self { by_first, by_last: Index::of(words, |word| word.chars().next_back()) }
    }
}
