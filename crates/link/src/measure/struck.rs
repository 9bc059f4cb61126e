//! Where people came to harm: whoever attacks others is not the one who is measured.

use super::chain::Chain;
use super::words::words;
use crate::names;

/// An attack is looked for in so many bytes before a figure.
const REACH: usize = 300;

impl Chain<'_> {
    /// Where those whom a figure at a byte counts were struck: 加沙地带 in 以军对加沙地带的空袭造成25人死亡. `Some(None)`
    /// where an attack is told of but not where, `None` where none is.
    pub(super) fn struck(&self, indicator: &str, at: usize) -> Option<Option<String>> {
        let harmed = indicator.strip_suffix("人数").is_some_and(|word| words().casualties.at_end(word) > 0);
        if !harmed {
            return None;
        }
        let from = self.sentence.max(crate::floor(self.text, at.saturating_sub(REACH)));
        let text = self.text.get(from..at)?;
        let (cause, _) = words().causes.find(text)?;
        let (said, attack, behind) = match words().attacks.find(text).filter(|(start, _)| *start < cause) {
            Some((start, end)) => (&text[..start], &text[start..end], &text[end..]),
            None => (text[..cause].trim_end_matches('，'), "", ""),
        };
        let clause = said.rsplit(['，', '；', '：', '。', ',']).next().unwrap_or(said);
        // 学校遭到以军空袭: the clause names those who were struck.
        let suffered = words().suffers.find(clause).is_some();
        if suffered || attack.is_empty() && words().armies.find(clause).is_none() {
            return None;
        }
        let place = |text: &str| {
            let text = text.trim_start_matches(['了', '向', '到']);
            names::split(text).0.filter(|name| words().armies.at_end(name) == 0).map(str::to_owned)
        };
        let after = |word: char| place(&clause[clause.rfind(word)? + word.len_utf8()..]);
        Some(place(behind).or_else(|| ['对', '向', '在'].into_iter().find_map(after)))
    }
}
