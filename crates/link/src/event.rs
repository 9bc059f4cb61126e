//! Treaty events: who did what to which instrument when.
//!
//! A sentence is read verb by verb: which instruments a verb takes or follows ([`find`]), what date its words give
//! ([`when`]), which parties ([`who`]). What a sentence leaves open may be carried over from those before it.

mod actions;
mod find;
mod passage;
mod when;
mod whether;
mod who;

use std::collections::HashSet;
use std::ops::Range;

use kaoju_extract::Extraction;
use kaoju_record::{Action, Kind, Statement};
use kaoju_segment::Segmented;

use crate::{Document, Fact, Inside, Read, Sentence, within};
use actions::Actions;
use find::{Told, told};
use passage::{Group, Passage};

/// How many sentences back 两国 and 双方 are looked up.
const REACH: usize = 12;
/// How many sentences back the meeting is looked up that a sentence tells the results of.
const FAR: usize = 90;
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
    /// Where a heading begins among the sentences whose item is not read yet.
    headed: Option<usize>,
    /// The sentences so far.
    before: Vec<Range<usize>>,
    /// Where the item under the last heading begins among them.
    item: usize,
    /// Where the paragraph does.
    opened: usize,
    /// The first mention of the paragraph or table row.
    paragraph: usize,
    /// The instrument that the sentence before named last, in the same paragraph.
    named: Option<usize>,
    /// The year that the section looks back on, as index of its mention.
    section: Option<usize>,
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
            before: Vec::new(),
            item: 0,
            opened: 0,
            paragraph: 0,
            named: None,
            section: None,
            facts: Vec::new(),
        }
    }

    /// Reads the next paragraph.
    pub(crate) fn paragraph(&mut self, read: &Read<'_>) {
        let Read { paragraph, mentions, sentences } = read;
        let first = self.facts.len();
        self.paragraph = mentions.start;
        self.enter(&paragraph.range, mentions);
        self.opened = self.before.len();
        self.named = None;
        if paragraph.heading {
            self.headed = Some(self.opened);
        } else if let Some(began) = self.headed.take()
            && !self.continues(&paragraph.range)
        {
            self.item = began;
        }
        for sentence in *sentences {
            self.read(sentence);
            self.before.push(sentence.range.clone());
        }
        self.forget_repeated(first);
    }

    /// Reads the rows of all tables, and returns what was found.
    pub(crate) fn tables(mut self) -> Vec<Fact> {
        let mut inside = Inside { found: &self.extraction.found, at: 0 };
        (self.item, self.opened) = (0, 0);
        self.before.clear();
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
            let first = self.dates(mentions.clone()).next();
            self.section = first;
        } else if text.chars().nth(1) == Some('、') {
            self.section = None;
        }
    }

    /// The dates among some mentions: points and closed periods.
    fn dates(&self, mentions: Range<usize>) -> impl DoubleEndedIterator<Item = usize> {
        mentions.filter(|index| passage::edtf(&self.extraction.found[*index].value).is_some())
    }

    /// Whether an item that begins so goes on from the one before: 欢迎仪式后.
    fn continues(&self, paragraph: &Range<usize>) -> bool {
        actions::any_in(&Actions::get().around.continues, head(self.text, paragraph))
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
        self.named = named;
        for told in told(&passage, &groups, self.section.is_some()) {
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
        let when = when::when(passage, told, &group.range, &Said { events: self });
        let parties = who::who(passage, told, &group.range, treaty, &Said { events: self });
        let parties = if parties.is_empty() { self.parties_before(told, treaty) } else { named(parties) };
        let (action, rule) = match told.planned {
            true => (Action::Proposed, "event/proposed"),
            false => (told.verb.rule.action, told.verb.rule.id.as_str()),
        };
        let (date, with) = when.map_or((None, Vec::new()), |(date, with)| (Some(date), with));
        let statement = Statement::TreatyEvent { treaty: treaty.to_owned(), action, date, parties };
        Some(Fact { statement, about, with, rule })
    }

    /// Those who signed what the paragraph now says entered into force or ended.
    fn parties_before(&self, told: &Told, treaty: &str) -> Vec<String> {
        let signed = |fact: &Fact| match &fact.statement {
            Statement::TreatyEvent { treaty: other, action: Action::Signed, parties, .. } => {
                (fact.about >= self.paragraph && other == treaty && !parties.is_empty())
                    .then(|| parties.clone())
            }
            _ => None,
        };
        let enters = matches!(told.verb.rule.action, Action::Effective | Action::Terminated);
        let happens =
            (enters && told.verb.roles.happens).then(|| self.facts.iter().rev().take(MANY).find_map(signed));
        happens.flatten().unwrap_or_default()
    }

    /// What a paragraph says twice is one event, also where it gives no date again.
    fn forget_repeated(&mut self, first: usize) {
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

/// Whether a period is a day, or runs from one day to another.
fn is_of_days(edtf: &str) -> bool {
    const DAY: usize = "2014-05-29".len();
    edtf.split('/').all(|end| end.len() == DAY)
}

/// Whether a date begins after another one has ended.
fn is_after(date: &str, other: &str) -> bool {
    let length = date.find('/').unwrap_or(date.len()).min(other.len());
    date.get(..length) > other.get(..length)
}

/// The first words of a sentence.
fn head<'t>(text: &'t str, sentence: &Range<usize>) -> &'t str {
    const NEAR: usize = 60;
    &text[sentence.start..crate::floor(text, sentence.end.min(sentence.start + NEAR)).max(sentence.start)]
}

/// As much of the end of a sentence as is looked back at.
fn tail(text: &str, sentence: &Range<usize>) -> Range<usize> {
    const FAR: usize = 900;
    sentence.start.max(crate::floor(text, sentence.end.saturating_sub(FAR)))..sentence.end
}

/// What was said before a sentence.
struct Said<'a, 't> {
    events: &'a Events<'t>,
}

impl Said<'_, '_> {
    /// The dates of a sentence, the last first.
    fn dates_back(&self, sentence: &Range<usize>) -> impl Iterator<Item = usize> {
        let found = &self.events.extraction.found;
        let mentions = within(found, &(0..found.len()), &tail(self.events.text, sentence));
        self.events.dates(mentions).rev()
    }

    /// The first of some dates that is not to come when the document was written; else the first.
    fn past(&self, dates: impl Iterator<Item = usize>) -> Option<usize> {
        let Events { extraction, .. } = self.events;
        let document = extraction.date.as_ref().map_or("9999", |date| date.edtf.as_str());
        let mut first = None;
        for date in dates {
            if !passage::edtf(&extraction.found[date].value).is_some_and(|said| is_after(said, document)) {
                return Some(date);
            }
            first = first.or(Some(date));
        }
        first
    }

    fn is_of_days(&self, date: usize) -> bool {
        passage::edtf(&self.events.extraction.found[date].value).is_some_and(is_of_days)
    }
}

impl when::Before for Said<'_, '_> {
    fn document(&self) -> Option<&str> {
        self.events.extraction.date.as_ref().map(|date| date.edtf.as_str())
    }

    fn sentence(&self) -> Option<usize> {
        self.past(self.dates_back(self.events.before[self.events.opened..].last()?))
    }

    fn tells_results(&self) -> bool {
        const NEAR: usize = 4;
        let words = &Actions::get().around.results;
        let before = &self.events.before[self.events.opened..];
        let near = before.iter().rev().take(NEAR);
        // A paragraph that begins with its doers tells what they did; the item tells of what meeting.
        before.is_empty()
            || near.map(|sentence| head(self.events.text, sentence)).any(|head| actions::any_in(words, head))
    }

    fn meeting(&self) -> Option<usize> {
        let around = &Actions::get().around;
        let meets = |sentence: &&Range<usize>| {
            actions::any_in(&around.meetings, &self.events.text[tail(self.events.text, sentence)])
        };
        let days = self.events.before[self.events.item..]
            .iter()
            .rev()
            .take(FAR)
            .filter(meets)
            .filter(|sentence| !actions::any_in(&around.speaks, head(self.events.text, sentence)))
            .filter_map(|sentence| self.dates_back(sentence).find(|date| self.is_of_days(*date)));
        self.past(days)
    }

    fn section(&self) -> Option<usize> {
        self.events.section
    }
}

impl who::Before for Said<'_, '_> {
    fn together(&self, passage: &Passage<'_>, own: Range<usize>, count: Option<usize>) -> Option<who::Codes> {
        let text = self.events.text;
        let before = self.events.before.iter().rev().take(REACH).map(|sentence| tail(text, sentence));
        let mut recent = std::iter::once(tail(text, &own)).chain(before);
        let fits = |codes: &who::Codes| count.is_none_or(|count| codes.len() == count);
        recent.find_map(|sentence| {
            let parties = kaoju_parties::parties_in(&text[sentence.clone()], self.around(passage));
            let met = || count.is_none().then(|| who::host_and_guest(&text[sentence], &parties)).flatten();
            kaoju_parties::together(&parties).rev().find(fits).or_else(met)
        })
    }

    fn around<'t>(&'t self, passage: &'t Passage<'_>) -> impl Iterator<Item = &'t str> {
        let text = self.events.text;
        let recent = self.events.before.iter().rev().take(REACH);
        std::iter::once(&passage.range).chain(recent).map(|sentence| &text[tail(text, sentence)])
    }
}

#[cfg(test)]
mod tests;
