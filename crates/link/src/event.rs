//! Treaty events: who did what to which instrument when.
//!
//! A sentence is read verb by verb: which instruments a verb takes or follows ([`find`]), what date its words give
//! ([`when`]), which parties ([`who`]). What a sentence leaves open may be carried over from those before it.

mod actions;
mod find;
mod follows;
mod passage;
mod said;
mod when;
mod whether;
mod who;

use std::collections::HashSet;
use std::ops::Range;

use kaoju_extract::Extraction;
use kaoju_record::{Action, Kind, Statement};
use kaoju_segment::Segmented;

use crate::{Document, Fact, Inside, Read, Sentence};
use actions::Actions;
use find::{Told, told};
use passage::{Group, Passage};
use said::Said;

/// How many events back the parties of an instrument are looked up.
const MANY: usize = 8;

/// The rules of events.
pub(crate) fn rules() -> impl Iterator<Item = crate::Rule> {
    let rules = Actions::get().rules.iter();
    rules.map(|rule| crate::Rule { id: &rule.id, about: &rule.about, examples: &rule.examples })
}

/// Reads the events of a document.
pub(crate) struct Events<'a> {
    text: &'a str,
    segmented: &'a Segmented,
    extraction: &'a Extraction,
    /// The last heading among the paragraphs, where the item under it is not read yet.
    headed: Option<usize>,
    said: Said<'a>,
    /// The first mention of the paragraph or table row.
    paragraph: usize,
    /// The instrument that the sentences before named last, in the same paragraph.
    named: Option<usize>,
    facts: Vec<Fact>,
}

impl<'a> Events<'a> {
    pub(crate) fn new(document: Document<'a>) -> Self {
        let Document { text, segmented, extraction } = document;
        Self {
            text,
            segmented,
            extraction,
            headed: None,
            said: Said::new(document),
            paragraph: 0,
            named: None,
            facts: Vec::new(),
        }
    }

    /// Reads the next paragraph.
    pub(crate) fn paragraph(&mut self, read: &Read<'_>) {
        let Read { paragraph, mentions, sentences } = read;
        let first = self.facts.len();
        self.paragraph = mentions.start;
        self.enter(&paragraph.range, mentions);
        self.named = None;
        if paragraph.heading {
            self.headed = Some(self.said.paragraphs());
        } else if let Some(began) = self.headed.take()
            && !self.continues(&paragraph.range)
        {
            self.said.begin_item(began);
        }
        let found = &self.extraction.found[mentions.clone()];
        if found.iter().any(|mention| mention.value.kind() == Kind::Treaty) {
            for sentence in *sentences {
                self.read(sentence);
                self.said.sentence(&sentence.range);
            }
            self.forget_repeated(first);
        }
        self.said.paragraph(&paragraph.range);
    }

    /// Reads the rows of all tables, and returns what was found.
    pub(crate) fn tables(mut self) -> Vec<Fact> {
        let mut inside = Inside { found: &self.extraction.found, at: 0 };
        self.said.forget();
        for row in self.segmented.tables.iter().flat_map(|table| &table.rows) {
            if let (Some(first), Some(last)) = (row.cells.first(), row.cells.last()) {
                let range = first.start..last.end.max(first.start);
                self.named = None;
                let mentions = inside.next(&range);
                self.paragraph = mentions.start;
                self.read(&Sentence { mentions, range });
            }
        }
        self.facts
    }

    /// Notes the heading of a section: 一、2015年工作回顾.
    fn enter(&mut self, paragraph: &Range<usize>, mentions: &Range<usize>) {
        const LONGEST: usize = 90;
        let text = self.text[paragraph.clone()].trim();
        if text.len() > LONGEST || text.contains(['。', '，']) {
            return;
        }
        if actions::any_in(&Actions::get().around.looks_back, text) {
            let first = self.said.dates(mentions.clone()).next();
            self.said.section = first;
        } else if text.chars().nth(1) == Some('、') {
            self.said.section = None;
        }
    }

    /// Whether an item that begins so goes on from the one before: 欢迎仪式后.
    fn continues(&self, paragraph: &Range<usize>) -> bool {
        actions::any_in(&Actions::get().around.continues, said::head(self.text, paragraph))
    }

    /// Reads a sentence.
    fn read(&mut self, sentence: &Sentence) {
        let found = &self.extraction.found;
        let named = sentence.mentions.clone().rev().find(|index| found[*index].value.kind() == Kind::Treaty);
        if named.is_none() && self.named.is_none() {
            return;
        }
        let passage = Passage::new(self.text, sentence, found);
        let groups = match (named, self.named) {
            (None, Some(last)) => passage.meant(last).into_iter().collect(),
            _ => passage.groups(),
        };
        self.named = named.or(self.named);
        if groups.is_empty() {
            return;
        }
        for told in told(&passage, &groups, self.said.section.is_some()) {
            let group = &groups[told.group];
            for member in &group.members {
                let fact = self.fact(&passage, &told, group, *member);
                self.facts.extend(fact);
            }
        }
    }

    fn fact(&self, passage: &Passage<'_>, told: &Told, group: &Group, about: usize) -> Option<Fact> {
        let found = &self.extraction.found;
        let treaty = found[about].value.treaty_name()?;
        let when = when::when(passage, told, &group.range, &self.said);
        let parties = who::who(passage, told, &group.range, treaty, &self.said);
        let parties = if parties.is_empty() { self.parties_before(told, treaty) } else { named(parties) };
        let (action, rule) = match told.planned {
            true => (Action::Proposed, "event/proposed"),
            false => (told.verb.rule.action, told.verb.rule.id.as_str()),
        };
        let (date, with) = when.map_or((None, Vec::new()), |(date, with)| (Some(date), with));
        let statement = Statement::TreatyEvent { treaty: treaty.to_owned(), action, date, parties };
        Some(Fact { statement, about, with, rule })
    }

    /// Those who signed what the paragraph now says entered into force, was extended or ended.
    fn parties_before(&self, told: &Told, treaty: &str) -> Vec<String> {
        let signed = |fact: &Fact| match &fact.statement {
            Statement::TreatyEvent { treaty: other, action: Action::Signed, parties, .. } => {
                (fact.about >= self.paragraph && other == treaty && !parties.is_empty())
                    .then(|| parties.clone())
            }
            _ => None,
        };
        let enters =
            matches!(told.verb.rule.action, Action::Effective | Action::Extended | Action::Terminated);
        let happens =
            (enters && told.verb.roles.happens).then(|| self.facts.iter().rev().take(MANY).find_map(signed));
        happens.flatten().unwrap_or_default()
    }

    /// What a paragraph says twice is one event, also where it gives no date again.
    fn forget_repeated(&mut self, first: usize) {
        if self.facts.len() - first < 2 {
            return;
        }
        let mut told = HashSet::new();
        let mut facts = self.facts.split_off(first);
        facts.retain(|fact| match &fact.statement {
            Statement::TreatyEvent { treaty, action, date, .. } => {
                let undated = told.insert((treaty.clone(), *action, None));
                date.as_ref()
                    .map_or(undated, |date| told.insert((treaty.clone(), *action, Some(date.clone()))))
            }
            Statement::Measure { .. } => true,
        });
        self.facts.append(&mut facts);
    }
}

fn named(parties: who::Codes) -> Vec<String> {
    parties.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
