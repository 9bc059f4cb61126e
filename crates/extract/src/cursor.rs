//! Small steps through a text: every function looks at one place and returns the place after what it saw.
//!
//! Places are byte offsets into the text and always lie on character boundaries.

/// The character that starts at `at`.
pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character that ends at `at`.
pub(crate) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The place after `word`, if it stands at `at`.
pub(crate) fn word_at(text: &str, at: usize, word: &str) -> Option<usize> {
    starts(text.as_bytes().get(at..)?, word.as_bytes()).then_some(at + word.len())
}

/// Whether bytes start with a word. Han characters share their first bytes, so the last byte is compared first.
fn starts(bytes: &[u8], word: &[u8]) -> bool {
    word.last().is_some_and(|last| bytes.get(word.len() - 1) == Some(last)) && bytes.starts_with(word)
}

/// The place after the first of `words` that stands at `at`.
pub(crate) fn any_at(text: &str, at: usize, words: &[&str]) -> Option<usize> {
    let bytes = text.as_bytes().get(at..)?;
    words.iter().find(|word| starts(bytes, word.as_bytes())).map(|word| at + word.len())
}

/// The place before the first of `words` that ends at `at`.
pub(crate) fn any_before(text: &str, at: usize, words: &[&str]) -> Option<usize> {
    let head = text.as_bytes().get(..at)?;
    let ends = |word: &&&str| head.last() == word.as_bytes().last() && head.ends_with(word.as_bytes());
    words.iter().find(ends).map(|word| at - word.len())
}

/// The place after at most `most` spaces.
pub(crate) fn skip_spaces(text: &str, at: usize, most: usize) -> usize {
    at + text.as_bytes()[at..].iter().take(most).take_while(|b| **b == b' ').count()
}

/// The last `count` characters before `at`.
pub(crate) fn tail(text: &str, at: usize, count: usize) -> &str {
    let head = &text[..at];
    head.char_indices().rev().nth(count - 1).map_or(head, |(from, _)| &head[from..])
}

/// The first `count` characters from `at` on.
pub(crate) fn head(text: &str, at: usize, count: usize) -> &str {
    let rest = &text[at..];
    rest.char_indices().nth(count).map_or(rest, |(to, _)| &rest[..to])
}

/// Whether a character is a Han character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '〇')
}
