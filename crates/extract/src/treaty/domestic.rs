//! Whether an agreement is one of offices or companies of one state.

use crate::cursor::tail;
use crate::lexicon::Domestic;

/// How far back the parties are looked for, in characters.
const FAR: usize = 80;
/// Parties that are at home beside each other.
const HOME: [&str; 4] = ["CN", "HK", "MO", "TW"];

impl Domestic {
    /// Whether those who sign the agreement of this name, which begins at `start`, are at home. A name that any agreement
    /// may bear needs others beside it.
    pub(crate) fn is(&self, text: &str, name: &str, start: usize) -> bool {
        if self.abroad(name) {
            return false;
        }
        let before = tail(text, start, FAR);
        let clause = before.rsplit(['。', '；', '！', '？', '\n']).next().unwrap_or(before);
        let any = self.any_name.iter().fold(name.to_owned(), |rest, word| rest.replace(word, "")).is_empty();
        (any || self.offices.iter().any(|word| clause.contains(word.as_str()))) && !self.abroad(before)
    }

    fn abroad(&self, text: &str) -> bool {
        let named = kaoju_parties::parties(text);
        named.iter().any(|party| party.codes.iter().any(|code| !HOME.contains(code)))
            || self.abroad.iter().any(|word| text.contains(word.as_str()))
    }
}
