//! Names: where a phrase such as 中国与俄罗斯的双边贸易额 ends to say who, and begins to say what.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use kaoju_segment::Words;
use serde::Deserialize;

use crate::lexicon::WordList;

/// No name is longer, in bytes.
const LONGEST: usize = 120;

/// Cuts a phrase into the name it begins with, if it does, and the rest without the 的 between them.
pub(crate) fn split(phrase: &str) -> (Option<&str>, &str) {
    let end = name_len(phrase);
    let rest = phrase[end..].trim();
    let rest = rest.strip_prefix('的').unwrap_or(rest);
    ((end > 0).then(|| phrase[..end].trim()), rest)
}

/// Whether the whole phrase is a name.
pub(crate) fn is_name(phrase: &str) -> bool {
    !phrase.is_empty() && name_len(phrase) == phrase.len()
}

/// The name in full where the phrase is a short form of one.
pub(crate) fn full(name: &str) -> &str {
    lexicon().alias.get(name).map_or(name, String::as_str)
}

/// Length of the name that a phrase begins with; 0 for none.
fn name_len(phrase: &str) -> usize {
    let phrase = &phrase[..crate::floor(phrase, LONGEST)];
    let mut tagged = Tagged { phrase, words: None };
    let mut end = one(phrase, 0, &mut tagged);
    while end > 0 && end < phrase.len() {
        let tail = lexicon().tails.at_start(&phrase[end..]);
        // 成员国市场 is no 成员国市.
        let tail = if lexicon().common.at_start(&phrase[end..]) > tail { 0 } else { tail };
        let next = match tail {
            0 => match lexicon().joints.at_start(&phrase[end..]) {
                0 => 0,
                joint => match one(phrase, end + joint, &mut tagged) {
                    0 => 0,
                    more => joint + more,
                },
            },
            tail => tail,
        };
        if next == 0 {
            break;
        }
        end += next;
    }
    end
}

/// Length of the single name at byte `at`.
fn one(phrase: &str, at: usize, tagged: &mut Tagged<'_>) -> usize {
    let rest = &phrase[at..];
    let lexicon = lexicon();
    let common = lexicon.common.at_start(rest);
    let known = lexicon.names.at_start(rest);
    if known > 0 && known >= common {
        return known;
    }
    if common > 0 {
        return 0;
    }
    match tagged.place_at(at) {
        0 => states(rest, tagged, at),
        len => len,
    }
}

/// Length of a row of states in one character each, 中俄; one alone where the dictionary takes it for a word, 俄.
fn states(rest: &str, tagged: &mut Tagged<'_>, at: usize) -> usize {
    let run: usize = rest.chars().take_while(|c| lexicon().short.contains(*c)).map(char::len_utf8).sum();
    let first = rest.chars().next().map_or(0, char::len_utf8);
    match run {
        0 => 0,
        _ if run > first => run,
        _ if full(&rest[..first]).len() > first && tagged.tag_at(at) == Some("j") => first,
        _ => 0,
    }
}

/// The words of a phrase, cut when first asked for.
struct Tagged<'t> {
    phrase: &'t str,
    words: Option<Vec<(usize, &'t str, &'t str)>>,
}

impl<'t> Tagged<'t> {
    fn at(&mut self, at: usize) -> Option<(&'t str, &'t str)> {
        let phrase = self.phrase;
        let words = self.words.get_or_insert_with(|| {
            let mut start = 0;
            let place = |(word, tag): (&'t str, &'t str)| {
                let placed = (start, word, tag);
                start += word.len();
                placed
            };
            Words::get().tag(phrase).into_iter().map(place).collect()
        });
        let index = words.binary_search_by_key(&at, |word| word.0).ok()?;
        Some((words[index].1, words[index].2))
    }

    fn tag_at(&mut self, at: usize) -> Option<&'t str> {
        self.at(at).map(|(_, tag)| tag)
    }

    /// Length of the place or organisation that begins at a byte.
    fn place_at(&mut self, at: usize) -> usize {
        if self.words.is_none() && !may_be_place(&self.phrase[at..]) {
            return 0;
        }
        match self.at(at) {
            Some((word, tag)) if is_place(word, tag) => word.len(),
            _ => 0,
        }
    }
}

/// Whether the first word of a text may be a place or organisation, whatever follows.
fn may_be_place(text: &str) -> bool {
    let words = Words::get();
    let mut longer = words.prefixes(text).filter(|word| word.chars().nth(1).is_some());
    longer.any(|word| match words.tag(word).as_slice() {
        [(word, tag)] => is_place(word, tag),
        _ => true,
    })
}

/// Whether a word of the dictionary is a place or organisation, and no short form of one.
fn is_place(word: &str, tag: &str) -> bool {
    matches!(tag, "ns" | "nt") && word.chars().nth(1).is_some()
}

/// `rules/names.toml`.
#[derive(Debug, Default, Deserialize)]
struct Lexicon {
    names: WordList,
    tails: WordList,
    common: WordList,
    short: String,
    joints: WordList,
    alias: BTreeMap<String, String>,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    // OK because the file is part of the program and a test reads it.
    LEXICON.get_or_init(|| toml::from_str(include_str!("../rules/names.toml")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Examples {
        examples: Splits,
    }

    #[derive(Deserialize)]
    struct Splits {
        splits: Vec<String>,
    }

    #[test]
    fn every_phrase_is_cut_as_its_example_says() {
        let data: Examples = toml::from_str(include_str!("../rules/names.toml")).unwrap();
        for example in data.examples.splits {
            let (phrase, parts) = example.split_once("=>").unwrap();
            let (name, rest) = split(phrase.trim());
            assert_eq!(format!("{} | {rest}", name.unwrap_or_default()).trim(), parts.trim(), "{example}");
        }
    }
}
