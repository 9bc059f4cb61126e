//! What was said before a sentence: dates, meetings and parties that it may leave out.

use std::cell::OnceCell;
use std::ops::Range;

use kaoju_extract::{Extraction, Found};
use kaoju_segment::sentences;

use super::actions::{Actions, any_in};
use super::passage::{Passage, edtf};
use super::{when, who};
use crate::{Document, within};

/// How many sentences back 两国 and 双方 are looked up.
const REACH: usize = 12;
/// How many sentences back the meeting is looked up that a sentence tells the results of.
const FAR: usize = 90;

/// The length of a period of years: 2022/2023.
const SPAN: usize = "2022/2023".len();

/// What was said so far.
pub(super) struct Said<'a> {
    text: &'a str,
    extraction: &'a Extraction,
    /// The paragraphs before.
    paragraphs: Vec<Before>,
    /// The sentences of this paragraph.
    sentences: Vec<Range<usize>>,
    /// Where the item under the last heading begins among the paragraphs.
    item: usize,
    /// The year that the section looks back on, as index of its mention.
    pub section: Option<usize>,
}

/// A paragraph, whose sentences are cut when somebody looks back on it.
struct Before {
    range: Range<usize>,
    sentences: OnceCell<Vec<Range<usize>>>,
}

impl<'a> Said<'a> {
    pub(super) fn new(document: Document<'a>) -> Self {
        let Document { text, extraction, .. } = document;
        Self { text, extraction, paragraphs: Vec::new(), sentences: Vec::new(), item: 0, section: None }
    }

    /// The number of paragraphs so far.
    pub(super) fn paragraphs(&self) -> usize {
        self.paragraphs.len()
    }

    /// An item begins with a paragraph.
    pub(super) fn begin_item(&mut self, paragraph: usize) {
        self.item = paragraph;
    }

    /// A sentence ends.
    pub(super) fn sentence(&mut self, range: &Range<usize>) {
        self.sentences.push(range.clone());
    }

    /// The paragraph ends.
    pub(super) fn paragraph(&mut self, range: &Range<usize>) {
        let cut = std::mem::take(&mut self.sentences);
        let sentences = if cut.is_empty() { OnceCell::new() } else { OnceCell::from(cut) };
        self.paragraphs.push(Before { range: range.clone(), sentences });
    }

    /// Nothing of it is said of what follows.
    pub(super) fn forget(&mut self) {
        self.paragraphs.clear();
        self.item = 0;
    }

    /// The dates among some mentions: points and closed periods.
    pub(super) fn dates(&self, mentions: Range<usize>) -> impl DoubleEndedIterator<Item = usize> {
        mentions.filter(|index| edtf(&self.found()[*index].value).is_some())
    }

    fn found(&self) -> &'a [Found] {
        &self.extraction.found
    }

    /// The sentences from a paragraph on, the nearest first.
    fn since(&self, paragraph: usize) -> impl Iterator<Item = &Range<usize>> {
        let cut = |before: &Before| sentences(self.text, before.range.clone()).collect();
        let before = self.paragraphs[paragraph..].iter().rev();
        let before = before.flat_map(move |before| before.sentences.get_or_init(|| cut(before)).iter().rev());
        self.sentences.iter().rev().chain(before)
    }

    /// The sentences before, as far as parties are looked up in them, the nearest first.
    fn recent(&self) -> impl Iterator<Item = Range<usize>> {
        self.since(0).take(REACH).map(|sentence| tail(self.text, sentence))
    }

    /// The dates of a sentence, the last first.
    fn dates_back(&self, sentence: &Range<usize>) -> impl Iterator<Item = usize> {
        let found = self.found();
        self.dates(within(found, &(0..found.len()), &tail(self.text, sentence))).rev()
    }

    /// The first of some dates that is not to come when the document was written; else the first.
    fn past(&self, dates: impl Iterator<Item = usize>) -> Option<usize> {
        let document = self.extraction.date.as_ref().map_or("9999", |date| date.edtf.as_str());
        let mut first = None;
        for date in dates {
            if !edtf(&self.found()[date].value).is_some_and(|said| is_after(said, document)) {
                return Some(date);
            }
            first = first.or(Some(date));
        }
        first
    }

    fn is_of_days(&self, date: usize) -> bool {
        edtf(&self.found()[date].value).is_some_and(is_of_days)
    }
}

impl when::Before for Said<'_> {
    fn document(&self) -> Option<&str> {
        self.extraction.date.as_ref().map(|date| date.edtf.as_str())
    }

    fn sentence(&self) -> Option<usize> {
        // 2022—2023年中俄体育交流年 is not when something was signed.
        let spans = |date: &usize| edtf(&self.found()[*date].value).is_some_and(|said| said.len() == SPAN);
        self.past(self.dates_back(self.sentences.last()?).filter(|date| !spans(date)))
    }

    fn tells_results(&self) -> bool {
        const NEAR: usize = 4;
        let words = &Actions::get().around.results;
        let near = self.sentences.iter().rev().take(NEAR);
        // A paragraph that begins with its doers tells what they did; the item tells of what meeting.
        self.sentences.is_empty()
            || near.map(|sentence| head(self.text, sentence)).any(|head| any_in(words, head))
    }

    fn meeting(&self) -> Option<usize> {
        let around = &Actions::get().around;
        let meets =
            |sentence: &&Range<usize>| any_in(&around.meetings, &self.text[tail(self.text, sentence)]);
        let days = self
            .since(self.item)
            .take(FAR)
            .filter(meets)
            .filter(|sentence| !any_in(&around.speaks, head(self.text, sentence)))
            .filter_map(|sentence| self.dates_back(sentence).find(|date| self.is_of_days(*date)));
        self.past(days)
    }

    fn section(&self) -> Option<usize> {
        self.section
    }
}

impl who::Before for Said<'_> {
    fn together(&self, passage: &Passage<'_>, own: Range<usize>, count: Option<usize>) -> Option<who::Codes> {
        let mut recent = std::iter::once(tail(self.text, &own)).chain(self.recent());
        let fits = |codes: &who::Codes| count.is_none_or(|count| codes.len() == count);
        recent.find_map(|sentence| {
            let text = &self.text[sentence];
            let parties = kaoju_parties::parties_in(text, self.around(passage));
            let met = || count.is_none().then(|| who::host_and_guest(text, &parties)).flatten();
            kaoju_parties::together(&parties).rev().find(fits).or_else(met)
        })
    }

    fn around<'t>(&'t self, passage: &'t Passage<'_>) -> impl Iterator<Item = &'t str> {
        let own = tail(self.text, &passage.range);
        std::iter::once(own).chain(self.recent()).map(|sentence| &self.text[sentence])
    }
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
pub(super) fn head<'t>(text: &'t str, sentence: &Range<usize>) -> &'t str {
    const NEAR: usize = 60;
    &text[sentence.start..crate::floor(text, sentence.end.min(sentence.start + NEAR)).max(sentence.start)]
}

/// As much of the end of a sentence as is looked back at.
fn tail(text: &str, sentence: &Range<usize>) -> Range<usize> {
    const FAR: usize = 900;
    sentence.start.max(crate::floor(text, sentence.end.saturating_sub(FAR)))..sentence.end
}
