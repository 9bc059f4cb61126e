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
        let edge = first_bytes(text);
        longest(self.by_first.words(first), |word| word.fits(edge) && text.starts_with(&*word.text))
    }

    /// Length of the longest word that the text ends with; 0 for none.
    pub(crate) fn at_end(&self, text: &str) -> usize {
        text.chars().next_back().map_or(0, |last| self.before(last, text))
    }

    /// The same, where the last character is known.
    #[inline]
    pub(crate) fn before(&self, last: char, text: &str) -> usize {
        let edge = last_bytes(text);
        longest(self.by_last.words(last), |word| word.fits(edge) && text.ends_with(&*word.text))
    }

    /// Whether the whole text is a word.
    pub(crate) fn contains(&self, text: &str) -> bool {
        !text.is_empty() && self.at_start(text) == text.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.by_first.words.is_empty()
    }

    /// All words, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        self.by_first.words.iter().map(|word| word.text.as_str())
    }

    /// The first word in the text, the longest at its place: where it begins and ends.
    pub(crate) fn find(&self, text: &str) -> Option<(usize, usize)> {
        let at = |(at, c)| Some((at, at + self.at(c, &text[at..]))).filter(|(start, end)| start < end);
        text.char_indices().find_map(at)
    }
}

/// Length of the first of some words that fits; 0 for none.
fn longest(words: &[Word], fits: impl Fn(&Word) -> bool) -> usize {
    words.iter().find(|word| fits(word)).map_or(0, |word| word.text.len())
}

/// A word, with the bytes at the edge where it is looked up: one step tells it from nearly everything else.
#[derive(Clone, Debug)]
struct Word {
    edge: u64,
    /// The bytes of `edge` that are the word's.
    mask: u64,
    text: String,
}

impl Word {
    #[inline]
    fn fits(&self, edge: u64) -> bool {
        edge & self.mask == self.edge
    }
}

/// The first eight bytes of a text, the first one lowest; zeros where there are no more.
#[inline]
fn first_bytes(text: &str) -> u64 {
    let bytes = text.as_bytes();
    bytes.first_chunk().map_or_else(
        || bytes.iter().rev().fold(0, |edge, byte| edge << 8 | u64::from(*byte)),
        |bytes| u64::from_le_bytes(*bytes),
    )
}

/// The last eight bytes of a text, the last one lowest; zeros where there are no more.
#[inline]
fn last_bytes(text: &str) -> u64 {
    let bytes = text.as_bytes();
    bytes.last_chunk().map_or_else(
        || bytes.iter().fold(0, |edge, byte| edge << 8 | u64::from(*byte)),
        |bytes| u64::from_be_bytes(*bytes),
    )
}

/// Words in groups by one of their characters, the longest first in each.
#[derive(Clone, Debug)]
struct Index {
    /// A set of the characters that may say yes to one it does not hold, but at once no to most.
    chars: [u64; 16],
    /// Where each group begins, and where the last one ends.
    starts: [u16; GROUPS + 1],
    words: Vec<Word>,
}

const GROUPS: usize = 64;

impl Default for Index {
    fn default() -> Self {
        Self { chars: [0; 16], starts: [0; GROUPS + 1], words: Vec::new() }
    }
}

impl Index {
    fn of(mut words: Vec<String>, key: impl Fn(&str) -> Option<char>, edge: fn(&str) -> u64) -> Self {
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
        let word = |text: String| {
            let beyond = 8 - text.len().min(8);
            Word { edge: edge(&text), mask: u64::MAX >> (8 * beyond), text }
        };
        Self { words: words.into_iter().map(word).collect(), ..index }
    }

    /// The words with a character, perhaps among others.
    #[inline]
    fn words(&self, c: char) -> &[Word] {
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
        let by_first = Index::of(words.clone(), |word| word.chars().next(), first_bytes);
        Self { by_first, by_last: Index::of(words, |word| word.chars().next_back(), last_bytes) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_at_both_edges_whatever_their_length() {
        let words = ["年", "万吨", "a", "上海合作", "上海合作组织", "国际货币基金组织"];
        let list = WordList::from(words.map(str::to_owned).to_vec());
        for word in words {
            for (before, after) in [("", ""), ("", "的"), ("在", ""), ("在2019", "成员国都")] {
                let text = format!("{before}{word}{after}");
                assert_eq!(list.at_start(&text[before.len()..]), word.len(), "{text}");
                assert_eq!(list.at_end(&text[..text.len() - after.len()]), word.len(), "{text}");
                let found = list.find(&text).map(|(start, end)| &text[start..end]);
                assert_eq!(found, Some(word), "{text}");
            }
        }
        for other in ["", "月", "万", "吨", "b", "上海合", "国际货币基金"] {
            assert_eq!((list.at_start(other), list.at_end(other), list.find(other)), (0, 0, None), "{other}");
        }
    }
}
