//! A paragraph read from mention to mention: what is said once is carried on until something else is said.

use std::ops::Range;

use kaoju_extract::Found;
use kaoju_record::Statement;
use kaoju_segment::sentences;

use super::edtf::{joined, year_before};
use super::words::words;
use super::{measures, period};
use crate::{Fact, Linked, within};

/// A period, and the mention that states it.
#[derive(Clone, Debug)]
pub(super) struct Period {
    pub mention: Option<usize>,
    pub edtf: String,
}

/// What changes are measured against, until another date is told.
#[derive(Clone, Debug)]
pub(super) struct Base {
    pub period: Period,
    /// Whether it is the year before, which the next sentence need not mean.
    pub usual: bool,
}

/// What a paragraph has said up to a place.
pub(super) struct Chain<'a> {
    pub text: &'a str,
    pub found: &'a [Found],
    /// Whom the document speaks for, where nobody else is named.
    pub home: Option<&'static str>,
    /// The period last stated; at first that of the section.
    pub period: Option<Period>,
    /// Dates in a list, 2013年和2014年, for figures that go with them one by one.
    pub dates: Vec<Period>,
    /// What changes are measured against.
    pub base: Option<Base>,
    /// Who was named last.
    pub entity: Option<String>,
    /// What was measured last.
    pub indicator: String,
    /// Where the last date ends.
    pub dated: usize,
    /// Whether a figure was told as the beginning of a change: 从14.5亿美元.
    pub rising: bool,
    /// Clauses before this were looked through for names.
    pub named: usize,
}

impl<'a> Chain<'a> {
    pub(super) fn new(text: &'a str, found: &'a [Found], home: Option<&'static str>) -> Self {
        Self {
            text,
            found,
            home,
            period: None,
            dates: Vec::new(),
            base: None,
            entity: None,
            indicator: String::new(),
            dated: 0,
            rising: false,
            named: 0,
        }
    }

    /// Reads a paragraph; a section's period holds where the paragraph states none.
    pub(super) fn paragraph(mut self, range: &Range<usize>, section: Option<Period>, linked: &mut Linked) {
        self.period = section;
        self.named = range.start;
        for sentence in sentences(self.text, range.clone()) {
            self.sentence(sentence, linked);
        }
    }

    fn sentence(&mut self, sentence: Range<usize>, linked: &mut Linked) {
        if self.home.is_some() {
            self.entity = None;
            self.named = sentence.start;
        }
        self.base = self.base.take().filter(|base| !base.usual);
        self.dates.clear();
        self.rising = false;
        // The end of the figure read last, or the beginning of the sentence.
        let mut read = sentence.start;
        for index in within(self.found, &sentence) {
            let mention = &self.found[index];
            if let Some(date) = period(self.found, index) {
                self.date(date, &mention.range, read, linked);
            } else if measures(mention) && self.figure(index, read, sentence.end, linked) {
                read = mention.range.end;
            }
        }
    }

    /// Takes in a date: the period of what follows, or what a change is measured against.
    fn date(&mut self, date: Period, range: &Range<usize>, read: usize, linked: &mut Linked) {
        let before = &self.text[read..range.start];
        let after = &self.text[range.end..];
        if self.is_base(before, after) {
            let year_before = self.period.as_ref().and_then(|period| year_before(&period.edtf));
            let usual = year_before.as_ref() == Some(&date.edtf);
            self.base = Some(Base { period: date, usual });
        } else if !is_told(&date, after) && !self.in_bracket_behind(&date, before, after, linked) {
            self.governs(date, range);
        }
        self.dated = range.end;
    }

    /// Whether a date is one that a change is measured against: 比2016年, 与2018年相比.
    fn is_base(&self, before: &str, after: &str) -> bool {
        match &before[before.len() - words().base_before.at_end(before)..] {
            "" => false,
            "与" | "同" | "和" | "跟" => words().base_behind.at_start(after) > 0,
            _ => !after.starts_with('的'),
        }
    }

    /// Gives a date in brackets just behind a figure to that figure: 43亿美元（2019年）.
    fn in_bracket_behind(&self, date: &Period, before: &str, after: &str, linked: &mut Linked) -> bool {
        if !matches!(before, "（" | "(") || !after.starts_with(['）', ')']) {
            return false;
        }
        let Some(Fact { statement: Statement::Measure { period, .. }, with, .. }) = linked.facts.last_mut()
        else {
            return false;
        };
        *period = Some(date.edtf.clone());
        with.extend(date.mention);
        true
    }

    /// A date governs what follows; with the one just before it, it may make one period or a list.
    fn governs(&mut self, date: Period, range: &Range<usize>) {
        self.base = None;
        let between = self.text.get(self.dated..range.start).unwrap_or_default();
        if !matches!(between, "和" | "与" | "、" | "及") {
            self.dates.clear();
        }
        let first = self.dates.last().filter(|_| self.dates.len() == 1);
        let joined = first.and_then(|first| joined(&first.edtf, &date.edtf));
        self.period =
            Some(Period { mention: date.mention, edtf: joined.unwrap_or_else(|| date.edtf.clone()) });
        self.dates.push(date);
    }
}

/// Whether a day is the one when something was told, not when it was so: 9月30日公布.
fn is_told(date: &Period, after: &str) -> bool {
    let clause = after.split(['，', '。', '；', ',']).next().unwrap_or_default();
    let near = &clause[..crate::floor(clause, 60)];
    date.edtf.len() >= 10 && words().told.find(near).is_some()
}
