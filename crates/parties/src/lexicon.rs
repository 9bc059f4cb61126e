//! The names, read once from the data files in `rules/`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

const STATES: &str = include_str!("../rules/states.toml");
const PARTIES: &str = include_str!("../rules/parties.toml");

/// What a name means.
#[derive(Debug)]
pub(crate) enum Entry {
    /// Nothing: it only looks like one.
    Nobody,
    /// These parties.
    Known(Vec<String>),
    /// One of these, by its company.
    Short(char, Vec<Meaning>),
}

/// What a character may mean.
#[derive(Debug)]
pub(crate) struct Meaning {
    code: String,
    /// The characters beside which it means it; empty where any will do.
    company: String,
}

/// Everything known of names.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    names: Option<AhoCorasick>,
    /// The names of states.
    pub states: Vec<String>,
    /// What each pattern of `names` means.
    entries: Vec<Entry>,
    suffixes: Vec<String>,
    titles: Vec<String>,
    alone: String,
    pub joins: Vec<String>,
    pub behind: Vec<String>,
    chars: BTreeMap<String, char>,
}

#[derive(Deserialize)]
struct States {
    suffixes: Vec<String>,
    states: BTreeMap<String, Vec<String>>,
    former: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct File {
    not: Vec<String>,
    titles: Vec<String>,
    alone: String,
    joins: Vec<String>,
    behind: Vec<String>,
    #[cfg(test)]
    examples: Vec<String>,
    organisations: BTreeMap<String, Vec<String>>,
    groups: BTreeMap<String, Vec<String>>,
    shorts: BTreeMap<char, Vec<String>>,
}

impl Lexicon {
    /// The lexicon, read on first use.
    pub(crate) fn get() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        // OK because the files are part of the program and the tests read them.
        LEXICON.get_or_init(|| Self::read().unwrap_or_default())
    }

    fn read() -> Option<Self> {
        let states: States = toml::from_str(STATES).ok()?;
        let file: File = toml::from_str(PARTIES).ok()?;
        let mut names = Vec::new();
        let mut entries = Vec::new();
        let mut add = |name: String, entry: Entry| {
            names.push(name);
            entries.push(entry);
        };
        file.not.into_iter().for_each(|word| add(word, Entry::Nobody));
        let of_states = || states.states.values().chain(states.former.values());
        let state_names = of_states().flatten().cloned().collect();
        let named = states.states.into_iter().chain(states.former).chain(file.organisations);
        for (code, of_code) in named {
            of_code.into_iter().for_each(|name| add(name, Entry::Known(vec![code.clone()])));
        }
        file.groups.into_iter().for_each(|(name, codes)| add(name, Entry::Known(codes)));
        let mut chars = BTreeMap::new();
        for (char, meanings) in file.shorts {
            let meanings: Vec<Meaning> = meanings.iter().map(|line| Meaning::of(line)).collect();
            chars.extend(meanings.iter().map(|meaning| (meaning.code.clone(), char)));
            add(char.to_string(), Entry::Short(char, meanings));
        }
        let names = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names).ok()?;
        let File { titles, alone, joins, behind, .. } = file;
        Some(Self {
            names: Some(names),
            states: state_names,
            entries,
            suffixes: states.suffixes,
            titles,
            alone,
            joins,
            behind,
            chars,
        })
    }

    /// The names in a text, none over another, the longest first.
    pub(crate) fn names(&'static self, text: &str) -> impl Iterator<Item = (Range<usize>, &'static Entry)> {
        let hits = self.names.iter().flat_map(move |names| names.find_iter(text));
        hits.map(|hit| (hit.range(), &self.entries[hit.pattern().as_usize()]))
    }

    /// The end of the formal name whose short one ends at `end`: 俄罗斯联邦.
    pub(crate) fn formal_end(&self, text: &str, end: usize) -> usize {
        let rest = &text[end..];
        let suffixes = self.suffixes.iter().filter(|suffix| rest.starts_with(suffix.as_str()));
        end + suffixes.map(String::len).max().unwrap_or(0)
    }

    /// Whether a character means its state without company: 俄总统.
    pub(crate) fn alone(&self, text: &str, range: &Range<usize>) -> bool {
        let rest = &text[range.end..];
        text[range.clone()].chars().all(|c| self.alone.contains(c))
            && self.titles.iter().any(|title| rest.starts_with(title.as_str()))
    }

    /// Whether no word goes on at `end`.
    pub(crate) fn closes(&self, text: &str, end: usize) -> bool {
        let next = text[end..].chars().next();
        next.is_none_or(|c| !c.is_alphanumeric() || "国两三四五六七八九十各等元双方关总外首领间".contains(c))
            || next.is_some_and(|c| self.chars.values().any(|short| *short == c))
    }

    /// The character that stands for a party.
    pub(crate) fn char_of(&self, code: &str) -> Option<char> {
        self.chars.get(code).copied()
    }
}

impl Meaning {
    /// Reads `UA 俄白美`.
    fn of(line: &str) -> Self {
        let (code, company) = line.split_once(' ').unwrap_or((line, ""));
        Self { code: code.to_owned(), company: company.to_owned() }
    }
}

/// What a character means beside others: the meaning with most of its company there, the first of those alike.
pub(crate) fn meant(meanings: &[Meaning], others: impl Iterator<Item = char>) -> Option<&str> {
    let others: Vec<char> = others.collect();
    let count = |meaning: &Meaning| others.iter().filter(|other| meaning.company.contains(**other)).count();
    let fits = |meaning: &&Meaning| meaning.company.is_empty() || others.is_empty() || count(meaning) > 0;
    // `max_by_key` takes the last of equals.
    meanings.iter().rev().filter(fits).max_by_key(|meaning| count(meaning)).map(|m| m.code.as_str())
}

#[cfg(test)]
pub(crate) fn examples() -> Vec<String> {
    toml::from_str::<File>(PARTIES).unwrap().examples
}

#[cfg(test)]
pub(crate) fn states() -> impl Iterator<Item = (String, String)> {
    let file: States = toml::from_str(STATES).unwrap();
    let all = file.states.into_iter().chain(file.former);
    all.flat_map(|(code, names)| names.into_iter().map(move |name| (code.clone(), name)))
}
