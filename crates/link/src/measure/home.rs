//! Whom a document speaks for where it names nobody.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::words::words;

/// A document speaks for its own country where its words say so this often, and once in so many bytes.
const OFTEN: usize = 4;
const BYTES: usize = 8000;

/// The country that a document speaks for: 中国 where it says 我国, 国务院 and the like often enough.
pub(super) fn home(text: &str) -> Option<&'static str> {
    static CUES: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    // Han characters share their first bytes, so that looking for those first only costs.
    let automaton =
        || AhoCorasick::builder().prefilter(false).kind(Some(AhoCorasickKind::DFA)).build(&words().home).ok();
    let cues = CUES.get_or_init(automaton).as_ref()?;
    let enough = OFTEN.max(text.len() / BYTES);
    (cues.find_iter(text).take(enough).count() == enough).then_some("中国")
}
