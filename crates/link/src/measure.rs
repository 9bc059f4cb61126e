//! Measures of prose: entity, indicator, period and figure.

mod behind;
mod called;
mod chain;
mod core;
mod edtf;
mod figure;
mod home;
mod listed;
mod phrase;
mod share;
#[cfg(test)]
mod tests;
mod who;
mod words;

use std::ops::Range;

use kaoju_extract::{Extraction, Found};
use kaoju_record::{Value, Zone};
use kaoju_segment::{Paragraph, Segmented};

use crate::{Linked, Sentences, edtf, within};
use chain::{Chain, Period};

pub(crate) fn link(
    text: &str,
    segmented: &Segmented,
    sentences: &Sentences,
    extraction: &Extraction,
    linked: &mut Linked,
) {
    let found = &extraction.found;
    let home = if found.iter().any(measures) { home::home(text) } else { None };
    let mut section = None;
    let mut topic = None;
    let first = linked.facts.len();
    for paragraph in segmented.paragraphs.iter().filter(|paragraph| paragraph.zone == Zone::Body) {
        let words = &text[paragraph.range.clone()];
        let mentions = within(found, &paragraph.range);
        if is_heading(words, paragraph) {
            section = mentions
                .clone()
                .filter_map(|index| period(found, index))
                .find(|period| governs_a_section(period, found, words))
                .or_else(|| looked_back_on(words, found, mentions.clone(), extraction))
                .or_else(|| section.filter(|_| !begins_section(words)));
        }
        if home.is_some() && is_title(words, paragraph) {
            topic = who::topic(words);
        }
        if mentions.clone().any(|index| measures(&found[index])) {
            let chain = Chain::new(text, found, home.is_some(), topic.clone().or(home.map(str::to_owned)));
            chain.read(sentences.within(&paragraph.range), section.clone(), linked);
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

/// Whether a section can look back on a period: `YYYY` or `YYYY/YYYY`, and no day when it was written; told as a number.
fn governs_a_section(period: &Period, found: &[Found], heading: &str) -> bool {
    let told = |index: usize| heading.contains(|c: char| c.is_ascii_digit()) || found[index].range.len() > 9;
    matches!(period.edtf.len(), 4 | 9) && period.mention.is_some_and(told)
}

/// 过去五年政府工作的回顾: the years before that of the document.
fn looked_back_on(
    heading: &str,
    found: &[Found],
    mut mentions: Range<usize>,
    extraction: &Extraction,
) -> Option<Period> {
    if !heading.contains("过去") || !heading.contains("回顾") {
        return None;
    }
    let written: i32 = extraction.date.as_ref()?.edtf.get(..4)?.parse().ok()?;
    mentions.find_map(|index| {
        let Value::Duration { duration, .. } = &found[index].value else { return None };
        let years: i32 = duration.strip_prefix('P')?.strip_suffix('Y')?.parse().ok()?;
        let edtf = match years {
            1 => format!("{}", written - 1),
            2..=10 => format!("{}/{}", written - years, written - 1),
            _ => return None,
        };
        Some(Period { mention: Some(index), edtf })
    })
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

/// Whether a heading begins a section of the first order: 一、…
fn begins_section(heading: &str) -> bool {
    let number = heading.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    number.len() < heading.len() && number.starts_with('、')
}
