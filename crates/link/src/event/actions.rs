//! The words of events, read once from `rules/actions.toml`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use kaoju_record::Action;
use serde::Deserialize;

use crate::lexicon::WordList;

const ACTIONS: &str = include_str!("../../rules/actions.toml");

/// A kind of event and the words that tell it.
#[derive(Debug, Deserialize)]
pub(crate) struct ActionRule {
    /// Permanent id: `event/signed`.
    pub id: String,
    /// What happens.
    pub action: Action,
    /// What it finds, in a sentence.
    pub about: String,
    #[serde(default)]
    takes: Vec<String>,
    #[serde(default)]
    follows: Vec<String>,
    #[serde(default)]
    happens: Vec<String>,
    #[serde(default)]
    passive: Vec<String>,
    #[serde(default)]
    strict: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    /// Words of which one must stand by a verb behind the name.
    #[serde(default)]
    pub needs: WordList,
    /// `text => action date name (parties)`.
    pub examples: Vec<String>,
}

/// Lists of words that stand around a verb, see the data file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Around {
    pub blocks: WordList,
    pub bridges: WordList,
    pub parts: WordList,
    pub longer: WordList,
    pub fillers: WordList,
    pub objects: WordList,
    pub objective: WordList,
    pub bodies: WordList,
    pub never: WordList,
    pub hails: WordList,
    pub done: WordList,
    pub first: WordList,
    pub driven: WordList,
    pub soon: WordList,
    pub wished: WordList,
    pub only_if: WordList,
    pub begins: WordList,
    pub broken: WordList,
    pub speaks: WordList,
    pub continues: WordList,
    pub planned: WordList,
    pub not_planned: WordList,
    pub doers: WordList,
    pub leaders: WordList,
    pub hosts: WordList,
    pub meets: WordList,
    pub aside: WordList,
    pub towards: WordList,
    pub going_on: WordList,
    pub results: WordList,
    pub meetings: WordList,
    pub looks_back: WordList,
    pub many: WordList,
    pub vague: WordList,
    pub meant: WordList,
    pub bare: WordList,
}

/// How a verb may stand to the name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Roles {
    /// Before it: 签署《…》.
    pub takes: bool,
    /// Behind it: 《…》的签署.
    pub follows: bool,
    /// Behind it, without a doer: 《…》生效.
    pub happens: bool,
    /// Behind it, with a doer: 《…》被…取代.
    pub passive: bool,
    /// Only with more evidence.
    pub strict: bool,
}

/// A verb in a text.
#[derive(Clone, Debug)]
pub(crate) struct Verb {
    pub range: Range<usize>,
    pub rule: &'static ActionRule,
    pub roles: Roles,
}

/// Everything known of events.
#[derive(Debug, Default)]
pub(crate) struct Actions {
    pub rules: Vec<ActionRule>,
    pub around: Around,
    verbs: Option<AhoCorasick>,
    /// For each pattern of `verbs`, its rule and roles.
    meanings: Vec<(usize, Roles)>,
}

impl Actions {
    /// The words, read on first use.
    pub(crate) fn get() -> &'static Actions {
        static ACTIONS: OnceLock<Actions> = OnceLock::new();
        // OK because the file is part of the program and the tests read it.
        ACTIONS.get_or_init(|| Self::read().unwrap_or_default())
    }

    fn read() -> Option<Self> {
        #[derive(Deserialize)]
        struct File {
            action: Vec<ActionRule>,
            around: Around,
        }
        type Set = fn(&mut Roles);
        let File { action: rules, around } = toml::from_str(ACTIONS).ok()?;
        let mut words: BTreeMap<&str, (usize, Roles)> = BTreeMap::new();
        for (index, rule) in rules.iter().enumerate() {
            let lists: [(&[String], Set); 6] = [
                (&rule.takes, |roles| roles.takes = true),
                (&rule.follows, |roles| roles.follows = true),
                (&rule.happens, |roles| roles.happens = true),
                (&rule.passive, |roles| roles.passive = true),
                (&rule.strict, |roles| roles.strict = true),
                (&rule.except, |_| {}),
            ];
            for (list, set) in lists {
                list.iter()
                    .for_each(|word| set(&mut words.entry(word).or_insert((index, Roles::default())).1));
            }
        }
        let verbs = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words.keys()).ok()?;
        let meanings = words.into_values().collect();
        Some(Self { rules, around, verbs: Some(verbs), meanings })
    }

    /// The verbs in a part of a text, in its order.
    pub(crate) fn verbs(&'static self, text: &str, part: Range<usize>) -> impl Iterator<Item = Verb> {
        let from = part.start;
        let hits = self.verbs.iter().flat_map(move |verbs| verbs.find_iter(&text[part.clone()]));
        hits.map(move |hit| {
            let (rule, roles) = self.meanings[hit.pattern().as_usize()];
            Verb { range: from + hit.start()..from + hit.end(), rule: &self.rules[rule], roles }
        })
    }
}

/// Whether one of some words is in a text.
pub(crate) fn any_in(words: &WordList, text: &str) -> bool {
    words.find(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_words_and_examples() {
        let actions = Actions::get();
        assert_eq!(actions.rules.len(), Action::ALL.len());
        for rule in &actions.rules {
            assert!(rule.id.ends_with(rule.action.name()) && !rule.examples.is_empty(), "{}", rule.id);
        }
    }
}
