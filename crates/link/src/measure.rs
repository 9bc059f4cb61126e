//! Measures of prose: entity, indicator, period and figure.

mod before;
mod behind;
mod called;
mod chain;
mod core;
mod edtf;
mod figure;
mod home;
mod listed;
mod own;
mod phrase;
mod section;
mod share;
mod struck;
#[cfg(test)]
mod tests;
mod when;
mod who;
mod words;

use kaoju_extract::Found;
use kaoju_record::{Value, Zone};
use kaoju_segment::Paragraph;

use crate::{Document, Fact, Linked, Read, edtf};
use chain::{Chain, Period};
use section::{Section, begins_section};
use when::Times;

/// Reads the measures of the prose of a document.
pub(crate) struct Measures<'a> {
    text: &'a str,
    found: &'a [Found],
    /// The country that the document speaks for.
    home: Option<&'static str>,
    /// The year the document was written in.
    written: Option<i32>,
    section: Option<Section>,
    /// The months that the paragraphs of an item are about: 8月份，….
    item: Option<Period>,
    /// The year before the document's, once it was told of: what 过去一年 means.
    past_year: Option<Period>,
    /// Whom the last title names.
    topic: Option<String>,
    linked: Linked,
}

impl<'a> Measures<'a> {
    pub(crate) fn new(document: Document<'a>) -> Self {
        let Document { text, extraction, .. } = document;
        let found = &extraction.found;
        let home = if found.iter().any(measures) { home::home(text) } else { None };
        let written = extraction.date.as_ref().and_then(|date| date.edtf.get(..4)?.parse().ok());
        Self {
            text,
            found,
            home,
            written,
            section: None,
            item: None,
            past_year: None,
            topic: None,
            linked: Linked::default(),
        }
    }

    /// Reads the next paragraph.
    pub(crate) fn paragraph(&mut self, read: &Read<'_>) {
        let Read { paragraph, mentions, sentences } = read;
        if paragraph.zone != Zone::Body {
            return;
        }
        let words = &self.text[paragraph.range.clone()];
        let heading = is_heading(words, paragraph);
        if heading {
            self.item = None;
            self.past_year = None;
            let headed = Section::headed(words, self.found, mentions.clone(), self.written);
            let before = self.section.take();
            self.section = headed.or_else(|| before.filter(|section| !section.ends(words)));
        }
        if let Some(section) = &mut self.section {
            section.goes_on(words, self.found, mentions.clone());
        }
        if !heading && let Some(year) = self.told_year(paragraph.range.start, words, mentions.start) {
            self.past_year = Some(year);
        }
        if self.home.is_some() && is_title(words, paragraph) {
            self.topic = who::topic(words);
        }
        if self.found[mentions.clone()].iter().any(measures) {
            let home_or_topic = self.topic.clone().or(self.home.map(str::to_owned));
            let (period, reviewed) = self
                .section
                .as_ref()
                .map_or((None, None), |section| (section.period.clone(), section.reviewed.clone()));
            let reviewed = reviewed.or_else(|| self.past_year.clone());
            let times = Times { written: self.written, reviewed, item: self.item.take() };
            let chain = Chain::new(self.text, self.found, self.home.is_some(), home_or_topic, times);
            let frame = chain.read(sentences, period, &mut self.linked);
            self.item = frame.filter(|frame| is_of_months(&frame.edtf));
        }
    }

    /// The year before the document's where a paragraph begins to tell of it: 1986年是….
    fn told_year(&self, start: usize, words: &str, first: usize) -> Option<Period> {
        let mention = self.found.get(first)?;
        let begins = words.len() - words.trim_start().len();
        let told = mention.range.start == start + begins && self.text[mention.range.end..].starts_with('是');
        let year = period(self.found, first).filter(|_| told)?;
        (year.edtf.parse() == Ok(self.written? - 1)).then_some(year)
    }

    /// What was found.
    pub(crate) fn facts(mut self) -> Vec<Fact> {
        called::in_full(self.text, &mut self.linked.facts);
        self.linked.facts
    }
}

/// The rules of measures.
pub(crate) fn rules() -> impl Iterator<Item = crate::Rule> {
    let rules = words::words().rule.iter();
    rules.map(|rule| crate::Rule { id: &rule.id, about: &rule.about, examples: &rule.examples })
}

/// Whether a mention is a figure that may measure something.
fn measures(mention: &Found) -> bool {
    matches!(
        mention.value,
        Value::Money(_) | Value::Percent(_) | Value::Quantity(_) | Value::Ratio(_) | Value::Count(_)
    )
}

/// The period that a mention states.
fn period(found: &[Found], index: usize) -> Option<Period> {
    edtf(&found[index].value).map(|edtf| Period { mention: Some(index), edtf: edtf.to_owned() })
}

/// Whether a period is one or some months of a year: `2025-08`, `2025-01/2025-08`, `2025-33`.
fn is_of_months(edtf: &str) -> bool {
    const MONTH: usize = "2025-08".len();
    edtf.split('/').all(|end| end.len() == MONTH)
}

fn is_heading(words: &str, paragraph: &Paragraph) -> bool {
    paragraph.heading || words.len() <= 120 && begins_section(words)
}

/// Whether a paragraph says in a few words what those behind it are about.
fn is_title(words: &str, paragraph: &Paragraph) -> bool {
    paragraph.heading || words.len() <= 120 && !words.contains(['，', '。', '；', '：'])
}
