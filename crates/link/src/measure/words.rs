//! The words of `rules/measures.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::lexicon::WordList;

/// How prose says what a figure measures; see the file.
#[derive(Debug, Default, Deserialize)]
pub(super) struct MeasureWords {
    pub home: Vec<String>,
    pub lead: WordList,
    pub opens: WordList,
    pub closes: WordList,
    pub weak_links: WordList,
    pub links: WordList,
    pub no_links: WordList,
    pub planned: WordList,
    pub acts: WordList,
    pub doers: WordList,
    pub organs: WordList,
    pub bare: WordList,
    pub trades: WordList,
    pub vague: WordList,
    pub goods: WordList,
    pub makes: WordList,
    pub wide: WordList,
    pub toward: WordList,
    pub things: WordList,
    pub doing: WordList,
    pub lies: WordList,
    pub carried: WordList,
    pub prices: WordList,
    pub anaphora: WordList,
    pub sources: WordList,
    pub with_duration: WordList,
    pub with_date: WordList,
    pub heads: WordList,
    pub verbs: WordList,
    pub general: WordList,
    pub sums: WordList,
    pub rates: WordList,
    pub parts: WordList,
    pub equals: WordList,
    pub totals: WordList,
    pub list: WordList,
    pub bounds: WordList,
    pub whole: WordList,
    pub growth: WordList,
    pub aims: WordList,
    pub casualties: WordList,
    pub attacks: WordList,
    pub causes: WordList,
    pub suffers: WordList,
    pub armies: WordList,
    pub persons: WordList,
    pub people: WordList,
    pub year_before: WordList,
    pub period_before: WordList,
    pub base_before: WordList,
    pub base_behind: WordList,
    pub told: WordList,
    pub issues: WordList,
    pub now: WordList,
    pub since: WordList,
    pub yearly: WordList,
    pub stocks: WordList,
    pub annual: WordList,
    pub lasting: WordList,
    pub idle: WordList,
    pub ends: WordList,
    pub acting: WordList,
    pub levies: WordList,
    pub spends: WordList,
    pub purposes: WordList,
    pub falls: WordList,
    pub more: WordList,
    pub less: WordList,
    pub pointing: WordList,
    pub called: BTreeMap<String, Vec<String>>,
    pub rule: Vec<Told>,
}

/// A rule, as the catalogue shows it.
#[derive(Debug, Deserialize)]
pub(super) struct Told {
    pub id: String,
    pub about: String,
    pub examples: Vec<String>,
}

/// The words, read once.
pub(super) fn words() -> &'static MeasureWords {
    static WORDS: OnceLock<MeasureWords> = OnceLock::new();
    // OK because the file is part of the program and the tests run its examples.
    WORDS.get_or_init(|| toml::from_str(include_str!("../../rules/measures.toml")).unwrap_or_default())
}
