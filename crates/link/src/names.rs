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
    let lexicon = lexicon();
    let mut end = one(phrase);
    while end > 0 && end < phrase.len() {
        let rest = &phrase[end..];
        let tail = lexicon.tails.at_start(rest);
        // 成员国市场 is no 成员国市.
        let tail = if lexicon.common.at_start(rest) > tail { 0 } else { tail };
        let next = match tail {
            0 => match lexicon.joints.at_start(rest) {
                // 宁夏银川, 美国亚拉巴马州: a place in a place.
                0 if lexicon.whole.contains(&phrase[..end]) => 0,
                0 if lexicon.common.at_start(rest) > 0 => 0,
                0 => Words::get().place(rest).map_or(0, str::len),
                joint => match one(&rest[joint..]) {
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

/// Length of the single name that a phrase begins with.
fn one(phrase: &str) -> usize {
    let lexicon = lexicon();
    let common = lexicon.common.at_start(phrase);
    let known = lexicon.names.at_start(phrase);
    if known > 0 && known >= common {
        return known;
    }
    if common > 0 {
        return 0;
    }
    Words::get().place(phrase).map_or_else(|| states(phrase), str::len)
}

/// Length of a row of states in one character each, 中俄; one alone where the dictionary takes it for a word, 俄.
fn states(phrase: &str) -> usize {
    let run: usize = phrase.chars().take_while(|c| lexicon().short.contains(*c)).map(char::len_utf8).sum();
    let first = phrase.chars().next().map_or(0, char::len_utf8);
    match run {
        0 => 0,
        _ if run > first => run,
        _ if full(&phrase[..first]).len() > first && is_short(phrase) => first,
        _ => 0,
    }
}

/// Whether the dictionary takes the first word for a short form.
fn is_short(phrase: &str) -> bool {
    Words::get().tag(phrase).first().is_some_and(|(_, tag)| *tag == "j")
}

/// `rules/names.toml`.
#[derive(Debug, Default, Deserialize)]
struct Lexicon {
    names: WordList,
    tails: WordList,
    common: WordList,
    whole: WordList,
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
