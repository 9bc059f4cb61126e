//! A paragraph read from mention to mention: what is said once is carried on until something else is said.

use std::ops::Range;

use kaoju_extract::Found;
use kaoju_record::{Statement, Value};

use super::edtf::{joined, year_before};
use super::listed::Listed;
use super::phrase::Against;
use super::when::{Times, is_aside};
use super::words::words;
use super::{measures, period};
use crate::{Fact, Linked, Sentence};

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
    /// Who is meant where nobody is named: the country that the document speaks for, or whom the title names.
    pub home: Option<String>,
    /// Whether a sentence that names nobody speaks of these again.
    pub at_home: bool,
    /// Where the paragraph begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Where the sentence begins.
    pub sentence: usize,
    /// The mentions in the sentence.
    pub inside: Range<usize>,
    /// The period last stated; at first that of the section.
    pub period: Option<Period>,
    /// The period that a sentence began with, which those behind it go back to.
    pub frame: Option<Period>,
    /// What the document says of its own time.
    pub times: Times,
    /// When a change told from beginning to end began, and its end: 从1997年的…到2002年的….
    pub reach: (Option<Period>, Option<Period>),
    /// Whether the period holds in its sentence only.
    pub passing: bool,
    /// Whether the period was told inside a clause, and of no figure so far: 把1985年出现的过热调整过来.
    pub buried: bool,
    /// Dates in a list, 2013年和2014年, for figures that go with them one by one.
    pub dates: Vec<Period>,
    /// What changes are measured against.
    pub base: Option<Base>,
    /// What the whole sentence compares with: 与去年同期相比，….
    pub against: Option<Against>,
    /// Who was named last.
    pub entity: Option<String>,
    /// The place that the paragraph speaks of, once somebody asked.
    pub place: Option<Option<String>>,
    /// Who was named in the sentences before, for 当地 and 该国.
    pub earlier: Option<String>,
    /// The list that the figure read last belongs to.
    pub listed: Option<Listed>,
    /// The quantity that figures are parts of, in a sentence: 其中轻工业四千亿元，重工业六千亿元.
    pub parts_of: String,
    /// What shares are taken of in a sentence where nothing else says so: 出口商品中，矿产品占71.8%，木材占5.5%.
    pub whole: String,
    /// Whose share was told last: 受访者 of 43%的受访者.
    pub whom: String,
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
    pub(super) fn new(
        text: &'a str,
        found: &'a [Found],
        at_home: bool,
        home: Option<String>,
        times: Times,
    ) -> Self {
        Self {
            text,
            found,
            home,
            at_home,
            start: 0,
            end: 0,
            sentence: 0,
            inside: 0..0,
            period: None,
            frame: None,
            times,
            reach: (None, None),
            passing: false,
            buried: false,
            dates: Vec::new(),
            base: None,
            against: None,
            entity: None,
            place: None,
            earlier: None,
            listed: None,
            parts_of: String::new(),
            whole: String::new(),
            whom: String::new(),
            indicator: String::new(),
            dated: 0,
            rising: false,
            named: 0,
        }
    }

    /// Reads the sentences of a paragraph; a section's period holds where the paragraph states none. Returns the period that
    /// its sentences go back to.
    pub(super) fn read(
        mut self,
        sentences: &[Sentence],
        section: Option<Period>,
        linked: &mut Linked,
    ) -> Option<Period> {
        self.start = sentences.first().map_or(0, |first| first.range.start);
        self.end = sentences.last().map_or(0, |last| last.range.end);
        self.named = self.start;
        let section = section.or_else(|| self.times.item.clone());
        self.frame.clone_from(&section);
        for sentence in sentences {
            self.period = self.period_before(section.as_ref());
            self.sentence(sentence, linked);
        }
        self.frame
    }

    fn sentence(&mut self, Sentence { range: sentence, mentions }: &Sentence, linked: &mut Linked) {
        self.sentence = sentence.start;
        self.inside = mentions.clone();
        self.listed = None;
        self.parts_of.clear();
        self.whole.clear();
        if self.at_home {
            self.earlier = self.entity.take().or_else(|| self.earlier.take());
            self.named = sentence.start;
        }
        let part = self.text[sentence.clone()].trim_start().starts_with("其中");
        self.base = self.base.take().filter(|base| !base.usual || part);
        self.against = None;
        self.dates.clear();
        self.rising = false;
        // The end of the figure read last, or the beginning of the sentence.
        let mut read = sentence.start;
        for index in mentions.clone() {
            let mention = &self.found[index];
            // The noun behind a figure may hold another mention.
            let from = read.min(mention.range.start);
            if let Some(date) = period(self.found, index) {
                self.date(date, &mention.range, from, linked);
            } else if let Value::Duration { duration, .. } = &mention.value {
                self.years(index, duration, from);
            } else if measures(mention) {
                read = self.figure(index, from, sentence.end, linked).unwrap_or(read);
            }
        }
    }

    /// Takes in a date: the period of what follows, or what a change is measured against.
    fn date(&mut self, date: Period, range: &Range<usize>, read: usize, linked: &mut Linked) {
        let before = &self.text[read..range.start];
        let after = &self.text[range.end..];
        if self.refines_base(range) {
            self.base.iter_mut().for_each(|base| base.period = date.clone());
        } else if self.is_base(before, after) || self.is_multiplied(before, range.end) {
            let year_before = self.period.as_ref().and_then(|period| year_before(&period.edtf));
            let usual = year_before.as_ref() == Some(&date.edtf);
            self.against = self.text[range.clone()].ends_with("同期").then_some(Against::YearBefore);
            self.base = Some(Base { period: date, usual });
        } else if words().prices.at_start(after) == 0
            && !is_aside(&date, before, after)
            && !self.in_bracket_behind(&date, before, after, linked)
        {
            let date = Period { edtf: since(&date.edtf, before, after), ..date };
            self.governs(date, range, read);
        }
        self.dated = range.end;
    }

    /// Whether a date is one that a change is measured against: 比2016年, 与2018年相比, 同经济恢复的1952年相比.
    fn is_base(&self, before: &str, after: &str) -> bool {
        const NEAR: usize = 60;
        match &before[before.len() - words().base_before.at_end(before)..] {
            "" => {
                let clause = before.rsplit(['，', '；', '：', '。']).next().unwrap_or(before);
                words().base_behind.at_start(after) > 0
                    && clause.ends_with('的')
                    && clause.len() <= NEAR
                    && clause.contains(['与', '同', '和', '跟'])
            }
            "与" | "同" | "和" | "跟" => words().base_behind.at_start(after) > 0,
            _ => !after.starts_with('的'),
        }
    }

    /// Whether a figure is told as so many times that of a date: 是2010年的2.2倍, 是1950年到1997年投资总和的1.7倍.
    fn is_multiplied(&self, before: &str, end: usize) -> bool {
        const FAR: usize = 60;
        if !before.trim_end_matches('了').ends_with(['是', '为', '到', '于']) {
            return false;
        }
        let next = self.found.get(self.found.partition_point(|mention| mention.range.start < end));
        let times = next.filter(|mention| {
            let of = self.text.get(end..mention.range.start).unwrap_or_default();
            of.ends_with('的') && of.len() <= FAR && !of.contains(['，', '；', '。'])
        });
        times.is_some_and(
            |mention| matches!(&mention.value, Value::Ratio(amount) if amount.unit.as_deref() == Some("倍")),
        )
    }

    /// Whether a date only says more of the base before it: 比“十三五”末的2020年.
    fn refines_base(&self, range: &Range<usize>) -> bool {
        let base = self.base.as_ref().and_then(|base| base.period.mention);
        let just = base.is_some_and(|base| self.found[base].range.end == self.dated);
        let between = self.text.get(self.dated..range.start).unwrap_or_default();
        just && matches!(between, "的" | "末的" | "底的" | "年底的" | "年末的" | "期末的")
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
    fn governs(&mut self, date: Period, range: &Range<usize>, read: usize) {
        // 同1957年比较，1964年…: the base was told first.
        let first = self.base.as_ref().and_then(|base| base.period.mention);
        let first = first.filter(|_| read == self.sentence && self.against.is_none());
        self.base = self.base.take().filter(|_| first.is_some_and(|base| self.inside.contains(&base)));
        let moment = self.is_moment(range.start);
        self.passing = moment;
        let leads = !moment && self.leads(range.start);
        self.buried = !moment && !leads && !self.follows_name(range.start);
        if read == self.sentence && leads {
            self.frame = Some(date.clone());
            self.reach = (None, None);
        }
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

/// The period from a date on where 以来 follows it in its clause: 自2024年实施以来.
fn since(edtf: &str, before: &str, after: &str) -> String {
    const NEAR: usize = 60;
    let clause = after[..crate::floor(after, NEAR)].split(['，', '。', '；', ',']).next().unwrap_or_default();
    let open = before.ends_with(['自', '从']) && clause.contains("以来") && !edtf.contains('/');
    if open { format!("{edtf}/..") } else { edtf.to_owned() }
}
