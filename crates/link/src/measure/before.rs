//! What a figure leaves to the words before its clause, and to the figure behind it.

use super::behind::Behind;
use super::chain::Chain;
use super::core::names_quantity;
use super::measures;
use super::phrase::Phrase;
use super::share::Part;
use super::words::words;
use crate::names;

impl Chain<'_> {
    /// Length of the noun of a figure where only 和 stands between it and the next: 35支防治队伍和33支救援队伍.
    pub(super) fn before_next(&self, index: usize, behind: &Behind<'_>) -> usize {
        let end = self.found[index].range.end + behind.noun_end();
        let next = self.found.get(index + 1).filter(|next| measures(next));
        let between = next.and_then(|next| self.text.get(end..next.range.start));
        let listed =
            !behind.noun.is_empty() && between.is_some_and(|between| words().list.contains(between.trim()));
        if listed { behind.noun_end() } else { 0 }
    }

    /// Words of a list with the verb that its first figure had: 淘汰炼铁产能90万吨、水泥30万吨.
    pub(super) fn with_verb_before(&self, own: String, read: usize, at: usize) -> String {
        const SHORT: usize = 8;
        let verb = words().carried.at_start(&self.indicator);
        let between = self.text.get(read..at).unwrap_or_default().trim();
        let alone = between.strip_prefix(['、', '，']) == Some(own.as_str());
        if verb == 0 || !alone || own.chars().count() > SHORT || words().carried.at_start(&own) > 0 {
            return own;
        }
        if names_quantity(&own) && !between.starts_with('、') {
            return own;
        }
        format!("{}{own}", &self.indicator[..verb])
    }

    /// The trade that the clauses since the figure before begin with.
    pub(super) fn trade_before(&self, read: usize, clause: usize) -> String {
        const LONGEST: usize = 10;
        const MANY: usize = 2;
        let mut end = clause;
        for _ in 0..MANY {
            let Some(mark) = self.text[read..end].chars().next_back() else { break };
            end -= mark.len_utf8();
            let start = self.clause_start(read, end);
            let marked = self.marked(start..end).text;
            let (_, said) = names::split(Phrase::lead(&marked));
            let mut ends = said.char_indices().take(LONGEST).map(|(at, c)| at + c.len_utf8()).skip(1);
            let trade = ends.find(|end| words().trades.at_end(&said[..*end]) > 0);
            if let Some(trade) = trade {
                return said[..trade].to_owned();
            }
            end = start;
        }
        String::new()
    }

    /// The last clause between the figure before and this one that names a quantity.
    pub(super) fn clause_before(&self, read: usize, clause: usize) -> String {
        const MANY: usize = 4;
        let mut end = clause;
        for _ in 0..MANY {
            let Some(mark) = self.text[read..end].chars().next_back() else { break };
            end -= mark.len_utf8();
            let start = self.clause_start(read, end);
            let marked = self.marked(start..end).text;
            let words = marked.trim_end_matches(|c: char| c.is_ascii_digit() || "百千万亿多余.".contains(c));
            let subject = Phrase::read(words, Part::None).subject;
            if names_quantity(&subject) {
                return subject;
            }
            end = start;
        }
        String::new()
    }
}
