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
mod phrase;
mod section;
mod share;
#[cfg(test)]
mod tests;
mod when;
mod who;
mod words;

use kaoju_extract::Found;
use kaoju_record::{Value, Zone};
use kaoju_segment::Paragraph;

use crate::{Document, Linked, edtf, within};
use chain::{Chain, Period};
use section::{Section, begins_section};
use when::Times;

pub(crate) fn link(document: Document<'_>, linked: &mut Linked) {
    let Document { text, segmented, sentences, extraction } = document;
    let found = &extraction.found;
    let home = if found.iter().any(measures) { home::home(text) } else { None };
    let written = extraction.date.as_ref().and_then(|date| date.edtf.get(..4)?.parse().ok());
    let mut section: Option<Section> = None;
    let mut topic = None;
    let first = linked.facts.len();
    for paragraph in segmented.paragraphs.iter().filter(|paragraph| paragraph.zone == Zone::Body) {
        let words = &text[paragraph.range.clone()];
        let mentions = within(found, &paragraph.range);
        if is_heading(words, paragraph) {
            section = Section::headed(words, found, mentions.clone(), written)
                .or_else(|| section.filter(|section| !section.ends(words)));
        }
        if home.is_some() && is_title(words, paragraph) {
            topic = who::topic(words);
        }
        if mentions.clone().any(|index| measures(&found[index])) {
            let home_or_topic = topic.clone().or(home.map(str::to_owned));
            let (period, reviewed) = section
                .as_ref()
                .map_or((None, None), |section| (section.period.clone(), section.reviewed.clone()));
            let chain = Chain::new(text, found, home.is_some(), home_or_topic, Times { written, reviewed });
            chain.read(sentences.within(&paragraph.range), period, linked);
        }
    }
    called::in_full(text, &mut linked.facts[first..]);
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

fn is_heading(words: &str, paragraph: &Paragraph) -> bool {
    paragraph.heading || words.len() <= 120 && begins_section(words)
}

/// Whether a paragraph says in a few words what those behind it are about.
fn is_title(words: &str, paragraph: &Paragraph) -> bool {
    paragraph.heading || words.len() <= 120 && !words.contains(['，', '。', '；', '：'])
}
