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

/// Where identifiers stand in a paragraph, sorted by start. A paragraph without their signs costs a search for bytes.
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
