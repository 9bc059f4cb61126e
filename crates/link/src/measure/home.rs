//! Whom a document speaks for where it names nobody.

use std::sync::OnceLock;

use memchr::memmem::Finder;

use super::words::words;

/// A document speaks for its own country where its words say so this often, and once in so many bytes.
const OFTEN: usize = 4;
const BYTES: usize = 8000;
/// So many bytes of a document are looked at, however long it is.
const FAR: usize = 1 << 20;

/// The country that a document speaks for: 中国 where it says 我国, 国务院 and the like often enough.
pub(super) fn home(text: &str) -> Option<&'static str> {
    static CUES: OnceLock<Vec<Finder<'static>>> = OnceLock::new();
    // A scan for each of a few words is several times as fast as one automaton for all of them.
    let cues = CUES.get_or_init(|| words().home.iter().map(Finder::new).collect());
    let text = &text[..crate::floor(text, FAR)];
    let enough = OFTEN.max(text.len() / BYTES);
    let places = cues.iter().flat_map(|cue| cue.find_iter(text.as_bytes()));
    (places.take(enough).count() == enough).then_some("中国")
}
