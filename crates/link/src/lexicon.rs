//! Lists of words, looked up at the beginning or the end of a text.

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Words by their first and by their last character, the longest first.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(crate) struct WordList {
    by_first: FxHashMap<char, Vec<String>>,
    firsts: Chars,
    by_last: FxHashMap<char, Vec<String>>,
}

impl WordList {
    /// Length of the longest word that the text begins with; 0 for none.
    pub(crate) fn at_start(&self, text: &str) -> usize {
        let first = text.chars().next().filter(|first| self.firsts.may_hold(*first));
        let words = first.and_then(|first| self.by_first.get(&first));
        words
            .and_then(|words| words.iter().find(|word| text.starts_with(word.as_str())))
            .map_or(0, String::len)
    }

    /// Length of the longest word that the text ends with; 0 for none.
    pub(crate) fn at_end(&self, text: &str) -> usize {
        let words = text.chars().next_back().and_then(|last| self.by_last.get(&last));
        words.and_then(|words| words.iter().find(|word| text.ends_with(word.as_str()))).map_or(0, String::len)
    }

    /// Whether the whole text is a word.
    pub(crate) fn contains(&self, text: &str) -> bool {
        !text.is_empty() && self.at_start(text) == text.len()
    }

    /// The first word in the text, the longest at its place: where it begins and ends.
    pub(crate) fn find(&self, text: &str) -> Option<(usize, usize)> {
        let at = |(at, _)| Some((at, at + self.at_start(&text[at..]))).filter(|(start, end)| start < end);
        text.char_indices().find_map(at)
    }
}

/// A set of characters that may say yes to one it does not hold, but at once no to most.
#[derive(Clone, Debug, Default)]
struct Chars([u64; 16]);

impl Chars {
    fn insert(&mut self, c: char) {
        let (word, bit) = Self::place(c);
        self.0[word] |= bit;
    }

    fn may_hold(&self, c: char) -> bool {
        let (word, bit) = Self::place(c);
        self.0[word] & bit != 0
    }

    fn place(c: char) -> (usize, u64) {
        let code = c as usize;
        ((code >> 6) % 16, 1 << (code % 64))
    }
}

impl From<Vec<String>> for WordList {
    fn from(mut words: Vec<String>) -> Self {
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let mut list = Self::default();
        for word in words {
            if let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) {
                list.firsts.insert(first);
                list.by_first.entry(first).or_default().push(word.clone());
                list.by_last.entry(last).or_default().push(word);
            }
        }
        list
    }
}
