//! Codes of letters and digits, such as addresses on the web: nothing inside is a date or a figure.

use std::ops::Range;
use std::sync::OnceLock;

use memchr::memmem::Finder;
use regex::Regex;
use serde::Deserialize;

/// The kinds of identifier, with their examples.
pub(crate) const IDENTIFIERS: &str = include_str!("../rules/identifiers.toml");

/// One kind of identifier.
struct Identifier {
    /// What every match contains.
    sign: Finder<'static>,
    pattern: Regex,
}

#[derive(Deserialize)]
struct File {
    identifier: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    sign: String,
    pattern: String,
}

fn identifiers() -> &'static [Identifier] {
    static ALL: OnceLock<Vec<Identifier>> = OnceLock::new();
    ALL.get_or_init(|| read().unwrap_or_default())
}

/// Reads the file; a test sees that this succeeds.
fn read() -> Result<Vec<Identifier>, Box<dyn std::error::Error>> {
    let compiled = |entry: &Entry| {
        Ok(Identifier { sign: Finder::new(&entry.sign).into_owned(), pattern: Regex::new(&entry.pattern)? })
    };
    toml::from_str::<File>(IDENTIFIERS)?.identifier.iter().map(compiled).collect()
}

/// Where a text holds signs of identifiers. Hardly any paragraph does, so they are looked for in the whole text at once.
#[derive(Debug, Default)]
pub(crate) struct Signs(Vec<usize>);

impl Signs {
    pub(crate) fn of(text: &str) -> Self {
        let places = identifiers().iter().flat_map(|kind| kind.sign.find_iter(text.as_bytes()));
        let mut places: Vec<usize> = places.collect();
        places.sort_unstable();
        Self(places)
    }

    /// Where identifiers stand in a paragraph or cell of the text, as bytes of it, sorted by start.
    pub(crate) fn identifiers_in(&self, whole: &str, range: &Range<usize>) -> Vec<Range<usize>> {
        let first = self.0.partition_point(|place| *place < range.start);
        match self.0.get(first) {
            Some(place) if *place < range.end => identifiers_in(&whole[range.clone()]),
            _ => Vec::new(),
        }
    }
}

/// Where identifiers stand in a text by itself.
pub(crate) fn identifiers_in(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for kind in identifiers().iter().filter(|kind| kind.sign.find(text.as_bytes()).is_some()) {
        found.extend(kind.pattern.find_iter(text).map(|hit| hit.range()));
    }
    found.sort_by_key(|range| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_a_regular_expression() {
        assert_eq!(read().unwrap().len(), IDENTIFIERS.matches("[[identifier]]").count());
    }

    #[test]
    fn found_from_first_to_last_character() {
        let text = "见https://a.example/x?y=1，又www.b.example。";
        let found: Vec<&str> = identifiers_in(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["https://a.example/x?y=1", "www.b.example"]);
    }
}
