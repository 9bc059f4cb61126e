//! A figure, and what the words around it say that it measures.

use kaoju_extract::Found;
use kaoju_record::{Amount, Direction, Statement, Value};

use super::chain::{Base, Chain, Period};
use super::edtf::{one_before, year_after, year_before};
use super::phrase::{Against, BASE, DATE, Of, Phrase, clause_behind, noun_behind};
use super::words::words;
use crate::{Fact, Linked, names};

/// A clause is looked back on for at most so many bytes.
const REACH: usize = 400;

impl Chain<'_> {
    /// Reads a figure with the words since byte `read`; whether it measures anything.
    pub(super) fn figure(&mut self, index: usize, read: usize, end: usize, linked: &mut Linked) -> bool {
        let mention = &self.found[index];
        let Some(amount) = mention.value.amount() else { return false };
        let read = read.max(crate::floor(self.text, mention.range.start.saturating_sub(REACH)));
        let clause = self.clause_start(read, mention.range.start);
        let (before, based) = self.marked(clause, mention.range.start);
        let phrase = Phrase::read(&before, amount.unit.as_deref() == Some("倍"));
        let after = &self.text[mention.range.end..end];
        let noun = noun_behind(after);
        let count = matches!(mention.value, Value::Count(_));
        let quote = &self.text[mention.range.clone()];
        if count && !counts(&phrase, noun, amount, quote) || quote.trim_end_matches("以上").ends_with('半')
        {
            return false;
        }
        let told = read.max(self.dated);
        if phrase.now || told < clause && words().now.find(&self.text[told..clause]).is_some() {
            self.period = None;
        }
        let own = self.own_words(&phrase, noun, after, &mention.value);
        let own = match own.is_empty() {
            true => self.clause_before(read, clause),
            false => own,
        };
        let indicator = self.take_names(&own, clause);
        let indicator = match &phrase.of {
            Some(Of::Share(of)) => format!("{indicator}占{of}比重"),
            Some(Of::Multiple(of)) => format!("{indicator}与{of}之比"),
            None => indicator,
        };
        if count && indicator.is_empty() {
            return true;
        }
        let period = self.dates_in_turn(&before).or_else(|| self.end_of_period(&before));
        let direction = listed_direction(self.text, self.found, index, linked);
        let base = self.base_of(&phrase, based, amount, period.as_ref());
        let period = period.or_else(|| {
            let base = base.as_ref().filter(|_| based)?;
            Some(Period { mention: None, edtf: year_after(&base.edtf)? })
        });
        let with = [&period, &base].into_iter().flatten().filter_map(|period| period.mention);
        linked.facts.push(Fact {
            about: index,
            with: with.collect(),
            rule: if base.is_some() || amount.direction.is_some() {
                "measure/change"
            } else {
                "measure/level"
            },
            statement: Statement::Measure {
                entity: self.entity.as_deref().or(self.home).map(|name| names::full(name).to_owned()),
                indicator: Some(indicator).filter(|indicator| !indicator.is_empty()),
                period: period.map(|period| period.edtf),
                amount: Amount { direction: direction.or(amount.direction), ..amount.clone() },
                base: base.map(|base| base.edtf),
            },
        });
        true
    }

    /// Where the clause of a figure begins, no earlier than `read`. A bracket that is closed again belongs to it.
    fn clause_start(&self, read: usize, at: usize) -> usize {
        let mut closed = 0_usize;
        for (mark, c) in self.text[read..at].char_indices().rev() {
            match c {
                '）' | ')' => closed += 1,
                '（' | '(' if closed > 0 => closed -= 1,
                '，' | '；' | '：' | '。' | '（' | '(' | ',' | ';' | '！' | '？' if closed == 0 => {
                    return read + mark + c.len_utf8();
                }
                _ => {}
            }
        }
        read
    }

    /// The words from byte `from` to `to` with their dates as signs, and whether a base is among them.
    fn marked(&self, from: usize, to: usize) -> (String, bool) {
        let mut out = String::with_capacity(to - from);
        let mut at = from;
        let mut based = false;
        for index in crate::within(self.found, &(from..to)) {
            let mention = &self.found[index];
            if crate::edtf(&mention.value).is_none() {
                continue;
            }
            out.push_str(&self.text[at..mention.range.start]);
            let base = self.base.as_ref().is_some_and(|base| base.period.mention == Some(index));
            based |= base;
            out.push(if base { BASE } else { DATE });
            at = mention.range.end;
        }
        out.push_str(&self.text[at..to]);
        (out, based)
    }

    /// What the clause itself names: before the figure, or behind it.
    fn own_words(&self, phrase: &Phrase, noun: &str, after: &str, value: &Value) -> String {
        let percent = matches!(value, Value::Percent(_)) && after.starts_with('的');
        match (phrase.subject.is_empty(), noun.is_empty()) {
            _ if phrase.of.is_some() => phrase.subject.clone(),
            (_, false) if percent && !phrase.verb => {
                format!("{}{}比例", phrase.subject, clause_behind(after))
            }
            (true, false) => noun.to_owned(),
            (false, false) if !phrase.verb => format!("{}{noun}", phrase.subject),
            _ => phrase.subject.clone(),
        }
    }

    /// The last clause between the figure before and this one that names a quantity.
    fn clause_before(&self, read: usize, clause: usize) -> String {
        let text = &self.text[read..clause];
        let mut clauses = text.rsplit(['，', '；', '：', '。', ',', ';']).skip(1).take(4);
        let named = clauses.find(|clause| words().heads.at_end(clause.trim_end()) > 0);
        named.map(|clause| Phrase::read(clause, false).subject).unwrap_or_default()
    }

    /// Takes the name out of what a clause says, carries on what it leaves out, and returns the indicator.
    fn take_names(&mut self, own: &str, clause: usize) -> String {
        let (name, rest) = names::split(own);
        match name {
            Some(name) => self.entity = Some(name.to_owned()),
            None => self.names_before(clause),
        }
        self.named = clause;
        if rest.is_empty() {
            return self.indicator.clone();
        }
        let general = words().general.contains(rest);
        let ends = words().general.at_end(&self.indicator);
        self.indicator = match general && ends > 0 && self.indicator.len() > ends {
            true => format!("{}{rest}", &self.indicator[..self.indicator.len() - ends]),
            false => rest.to_owned(),
        };
        self.indicator.clone()
    }

    /// Looks for a name at the beginning of the clauses since the last figure.
    fn names_before(&mut self, clause: usize) {
        let from = self.named.max(crate::floor(self.text, clause.saturating_sub(REACH)));
        let Some(text) = self.text.get(from..clause) else { return };
        for part in text.split(['，', '；', '：', '。', ',', ';']).rev() {
            let part = &part[..crate::floor(part, 60)];
            if part.starts_with(['据', '按']) || part.starts_with("根据") {
                continue;
            }
            if let Some(name) = names::split(Phrase::lead(part)).0 {
                self.entity = Some(name.to_owned());
                return;
            }
        }
    }

    /// The date of a list that goes with this figure: 2013年和2014年分别为….
    fn dates_in_turn(&mut self, before: &str) -> Option<Period> {
        if before.contains("分别") && self.dates.len() > 1 {
            self.dates.reverse();
            return self.dates.pop();
        }
        None
    }

    /// The period, or the end of it that the words mean: 2013~2021年从14.5亿美元增至38.2亿美元.
    fn end_of_period(&mut self, before: &str) -> Option<Period> {
        let period = self.period.clone()?;
        let Some((from, to)) = period.edtf.split_once('/').filter(|(_, to)| *to != "..") else {
            return Some(period);
        };
        let end = |edtf: &str| Some(Period { mention: period.mention, edtf: edtf.to_owned() });
        match before.trim_end() {
            before if before.ends_with(['从', '由']) => {
                self.rising = true;
                end(from)
            }
            before if self.rising && before.ends_with(['至', '到']) => {
                self.rising = false;
                end(to)
            }
            _ => Some(period),
        }
    }

    /// What a change is measured against.
    fn base_of(
        &mut self,
        phrase: &Phrase,
        based: bool,
        amount: &Amount,
        period: Option<&Period>,
    ) -> Option<Period> {
        let told = self.base.as_ref().filter(|_| based || amount.direction.is_some());
        let moved = |edtf: Option<String>| edtf.map(|edtf| Period { mention: None, edtf });
        let base = match phrase.against {
            _ if based => return told.map(|base| base.period.clone()),
            Some(Against::YearBefore) => moved(period.and_then(|period| year_before(&period.edtf))),
            Some(Against::OneBefore) => moved(period.and_then(|period| one_before(&period.edtf))),
            None => return told.map(|base| base.period.clone()),
        }?;
        self.base = Some(Base { period: base.clone(), usual: true });
        Some(base)
    }
}

/// The direction of the figure before in a list that shares its verb: 分别下降23%、15%、18%.
fn listed_direction(text: &str, found: &[Found], index: usize, linked: &Linked) -> Option<Direction> {
    let last = linked.facts.last().filter(|fact| fact.about < index)?;
    let Statement::Measure { amount, .. } = &last.statement else { return None };
    let between = text.get(found[last.about].range.end..found[index].range.start)?;
    let alike = amount.unit == found[index].value.amount()?.unit;
    amount.direction.filter(|_| alike && matches!(between, "、" | "和" | "与" | "及" | "以及"))
}

/// Whether a count says something: of a noun that is more than a way of speaking.
fn counts(phrase: &Phrase, noun: &str, amount: &Amount, quote: &str) -> bool {
    let unit = amount.unit.as_deref().unwrap_or_default();
    let idle = |word: &str| words().idle.at_end(word) > 0;
    let named = !noun.is_empty() || !phrase.subject.is_empty();
    // A few told in words are counted only where a verb says so: 六个成员国 names, 达到六个 counts.
    let few = !quote.contains(|c: char| c.is_ascii_digit()) && !phrase.verb && noun.is_empty();
    named && !few && !idle(unit) && (noun.is_empty() || !idle(noun))
}
