//! Whose quantity it is: names in the clause of a figure, in those before it, in the title.

use super::chain::Chain;
use super::core::{core, without_list};
use super::phrase::Phrase;
use super::words::words;
use crate::names;

/// Names are looked for in so many bytes before a clause.
const REACH: usize = 400;
/// No name before 累计 or 已 is longer, in bytes.
const LONGEST: usize = 45;

/// Whom a title names at its front.
pub(super) fn topic(title: &str) -> Option<String> {
    let title = title.trim();
    front(title).map(|name| names::full(name).to_owned())
}

impl Chain<'_> {
    /// Takes the name out of what a clause says, carries on what it leaves out, and returns the indicator.
    pub(super) fn take_names(&mut self, doer: &str, own: &str, clause: usize) -> String {
        let own = self.without_anaphora(own);
        self.without_anaphora(doer);
        let (name, rest) = names::split(own);
        let rest = match (named(doer), name) {
            (Some(doer), _) => {
                self.entity = Some(doer.to_owned());
                own
            }
            (None, Some(name)) => {
                self.entity = Some(name.to_owned());
                rest
            }
            (None, None) => {
                if !self.names_before(clause) && self.at_home && !own.is_empty() {
                    self.entity = self.entity.take().filter(|name| !words().organs.contains(name));
                }
                rest
            }
        };
        self.named = clause;
        self.series(without_list(Phrase::lead(rest)))
    }

    /// The series that words name, or go on with.
    fn series(&mut self, words_of_it: &str) -> String {
        let general = words().general.contains(words_of_it) && !words_of_it.starts_with("进出口");
        let ends = words().general.at_end(&self.indicator);
        let stem = &self.indicator[..self.indicator.len() - ends];
        self.indicator = match () {
            () if words_of_it.is_empty() => return self.indicator.clone(),
            () if words().rates.contains(words_of_it) => {
                let ends = words().rates.at_end(&self.indicator);
                format!("{}{words_of_it}", &self.indicator[..self.indicator.len() - ends])
            }
            () if general && ends > 0 && !stem.is_empty() => format!("{stem}{words_of_it}"),
            () => words_of_it.to_owned(),
        };
        self.indicator.clone()
    }

    /// 当地油菜面积: who was named in the sentences before.
    fn without_anaphora<'t>(&mut self, own: &'t str) -> &'t str {
        let length = words().anaphora.at_start(own);
        if length > 0 && self.earlier.is_some() {
            self.entity.clone_from(&self.earlier);
        }
        if length > 0 { own[length..].trim_start_matches('的') } else { own }
    }

    /// Looks for a name at the beginning of the clauses since the last figure.
    fn names_before(&mut self, clause: usize) -> bool {
        let from = self.named.max(crate::floor(self.text, clause.saturating_sub(REACH)));
        let Some(text) = self.text.get(from..clause) else { return false };
        for part in text.split(['，', '；', '：', '。', ',', ';']).rev() {
            if words().sources.at_start(part.trim_start()) > 0 || words().told.find(part).is_some() {
                continue;
            }
            let part = &part[..crate::floor(part, 150)];
            let lead = Phrase::lead(part);
            if words().anaphora.at_start(lead) > 0 && self.earlier.is_some() {
                self.entity.clone_from(&self.earlier);
                return true;
            }
            if let Some(name) = front(part).or_else(|| place(lead)) {
                self.entity = Some(name.to_owned());
                return true;
            }
        }
        false
    }
}

/// Whom a clause names at its front, or before 累计 or 已.
fn front(clause: &str) -> Option<&str> {
    let clause = Phrase::lead(clause);
    names::split(clause).0.or_else(|| named(core(clause).doer))
}

/// The place that a clause of its own tells: 在荆门.
fn place(clause: &str) -> Option<&str> {
    const KINDS: [char; 12] = ['省', '市', '县', '区', '镇', '村', '州', '港', '园', '厂', '片', '岛'];
    let place = clause.strip_prefix('在')?;
    let (name, rest) = names::split(place);
    (name.is_some() && (rest.is_empty() || rest.ends_with(KINDS))).then_some(place)
}

/// Whom the words before 累计 or 已 name: a name, or a thing of a kind that has quantities.
fn named(doer: &str) -> Option<&str> {
    let thing = doer.len() <= LONGEST && words().doers.at_end(doer) > 0;
    names::split(doer).0.or_else(|| thing.then_some(doer))
}
