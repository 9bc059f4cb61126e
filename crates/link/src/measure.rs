//! Measures of prose: entity, indicator, period and figure.

mod chain;
mod edtf;
mod figure;
mod phrase;
#[cfg(test)]
mod tests;
mod words;

use kaoju_extract::{Extraction, Found};
use kaoju_record::{Value, Zone};
use kaoju_segment::{Paragraph, Segmented};

use crate::{Linked, edtf, within};
use chain::{Chain, Period};

/// A document speaks of its own country where it says 我国 so often, and once in so many bytes.
const SPEAKS_FOR: (usize, usize) = (5, 8000);

pub(crate) fn link(text: &str, segmented: &Segmented, extraction: &Extraction, linked: &mut Linked) {
    let found = &extraction.found;
    let home = (found.iter().any(measures) && speaks_for_china(text)).then_some("中国");
    let mut section = None;
    for paragraph in segmented.paragraphs.iter().filter(|paragraph| paragraph.zone == Zone::Body) {
        let mentions = within(found, &paragraph.range);
        if is_heading(text, paragraph) {
            section = mentions
                .clone()
                .filter_map(|index| period(found, index))
                .find(governs_a_section)
                .or_else(|| section.filter(|_| !begins_section(&text[paragraph.range.clone()])));
        }
        if mentions.clone().any(|index| measures(&found[index])) {
            let chain = Chain::new(text, found, home);
            chain.paragraph(&paragraph.range, section.clone(), linked);
        }
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

/// Whether a section can look back on a period: `YYYY` or `YYYY/YYYY`, and no day when it was written.
fn governs_a_section(period: &Period) -> bool {
    matches!(period.edtf.len(), 4 | 9)
}

/// The period that a mention states.
fn period(found: &[Found], index: usize) -> Option<Period> {
    edtf(&found[index].value).map(|edtf| Period { mention: Some(index), edtf: edtf.to_owned() })
}

fn speaks_for_china(text: &str) -> bool {
    let (often, bytes) = SPEAKS_FOR;
    text.matches("我国").count() >= often.max(text.len() / bytes / 2)
}

fn is_heading(text: &str, paragraph: &Paragraph) -> bool {
    paragraph.heading || paragraph.range.len() <= 120 && begins_section(&text[paragraph.range.clone()])
}

/// Whether a heading begins a section of the first order: 一、…
fn begins_section(heading: &str) -> bool {
    let number = heading.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    number.len() < heading.len() && number.starts_with('、')
}
