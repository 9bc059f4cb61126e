//! When it was so: what a sentence begins with, dates inside it, numbers of years, changes from one year to another.

use kaoju_record::{Direction, Value};

use super::behind::Behind;
use super::chain::{Chain, Period};
use super::edtf::{contains, spanned, year_before};
use super::figure::Marked;
use super::phrase::{DATE, Phrase};
use super::words::words;
use crate::names;

/// What a document says of its own time.
#[derive(Clone, Debug, Default)]
pub(super) struct Times {
    /// The year it was written in.
    pub written: Option<i32>,
    /// The years that its section looks back on.
    pub reviewed: Option<Period>,
    /// The months that the paragraphs of an item before this one are about: 8月份，….
    pub item: Option<Period>,
}

impl Chain<'_> {
    /// The period that a new sentence begins with: what was said last, or what that was only a part of.
    pub(super) fn period_before(&mut self, section: Option<&Period>) -> Option<Period> {
        let passing = std::mem::take(&mut self.passing) | std::mem::take(&mut self.buried);
        let said = self.period.take().filter(|_| !passing);
        let frame = self.frame.as_ref();
        match (said, frame) {
            (Some(said), Some(frame)) if contains(&frame.edtf, &said.edtf) => Some(frame.clone()),
            (Some(said), _) => Some(said),
            (None, Some(frame)) if passing => Some(frame.clone()),
            (None, _) => section.cloned(),
        }
    }

    /// Whether nothing is said in the clause before a byte.
    pub(super) fn leads(&self, at: usize) -> bool {
        let before = &self.text[self.sentence..at];
        let clause = before.rsplit(['，', '：', '；']).next().unwrap_or(before);
        let till = words().with_date.at_end(clause);
        // 把1985年出现的过热: part of what is done. 预计2027年建成: of this alone.
        let object =
            clause.ends_with(['把', '将', '对', '使', '让', '令']) || words().planned.at_end(clause) > 0;
        !object && Phrase::lead(&clause[..clause.len() - till]).is_empty()
    }

    /// Whether only a name stands before a date: 河南今年.
    pub(super) fn follows_name(&self, at: usize) -> bool {
        const SHORT: usize = 30;
        let before = &self.text[self.sentence..at];
        let name = Phrase::lead(before.rsplit(['，', '：', '；']).next().unwrap_or(before));
        name.len() <= SHORT && names::is_name(name)
    }

    /// Whether a date is a moment, and no time that other sentences share: 截至6月底.
    pub(super) fn is_moment(&self, at: usize) -> bool {
        ends_with_any(&self.text[self.sentence..at], &["截至", "截止", "截止到"])
    }

    /// Takes in a number of years that tells when: 过去五年, 今后五年, 五年来.
    pub(super) fn years(&mut self, index: usize, duration: &str, read: usize) {
        let range = &self.found[index].range;
        let (before, after) = (&self.text[read..range.start], &self.text[range.end..]);
        let Some(years) = number_of_years(duration) else { return };
        let past = ends_with_any(before, &["过去", "过去的", "这", "走过的"]);
        let ahead = ends_with_any(before, &["今后", "今后的"]);
        // 前三年共增加5万吨: of years that nobody told.
        let years_before = |before: &str| !before.ends_with(['以', '之', '年', '月', '目', '空']);
        if before.strip_suffix('前').is_some_and(years_before) {
            self.period = None;
        }
        let since = words().since.at_start(after) > 0;
        let spans = |period: &&Period| match period.edtf.len() {
            4 => years == 1 && past,
            _ => spanned(&period.edtf) == Some(years),
        };
        let reviewed = self.times.reviewed.as_ref().filter(spans);
        let leads = past
            || (read == self.sentence || reviewed.is_some())
                && self.leads(range.start)
                && !self.is_moment(range.start);
        let edtf = match (reviewed, self.times.written) {
            (Some(reviewed), _) if leads && !ahead => Some(reviewed.edtf.clone()),
            (_, Some(written)) if past && !before.ends_with('这') && years > 1 => {
                Some(format!("{:04}/{:04}", written - years, written - 1))
            }
            (_, Some(written)) if ahead && years > 1 => {
                Some(format!("{written:04}/{:04}", written + years - 1))
            }
            // 1956年的灾荒，也是几十年以来最大的: the date stands.
            _ if since && leads && self.dated > self.sentence => return,
            _ if since && leads || ends_with_any(before, &["近", "最近"]) => None,
            _ => return,
        };
        self.base = None;
        self.dates.clear();
        self.reach = (None, None);
        self.period = edtf.map(|edtf| Period { mention: Some(index), edtf });
        // 五年全国公路建设投资 says it of this sentence only.
        self.passing = self.period.is_some() && !(since || after.starts_with('，'));
        if !self.passing {
            self.frame.clone_from(&self.period);
        }
        self.dated = range.end;
    }

    /// The period that the words around a figure leave it.
    pub(super) fn period_of(
        &mut self,
        marked: &Marked,
        phrase: &Phrase,
        behind: &Behind<'_>,
        indicator: &str,
        direction: Option<Direction>,
    ) -> Option<Period> {
        let text = marked.text.as_str();
        let before = |start: usize| {
            let mention = self.period.as_ref().and_then(|period| period.mention);
            mention.is_some_and(|mention| self.found[mention].range.start < start)
        };
        let (carried, of_section) = (before(self.sentence), before(self.start));
        if marked.recurs && !marked.yearly && !marked.dated && !of_section {
            self.period = None;
        }
        let aim = words().aims.at_end(behind.noun) > 0 || words().aims.at_start(behind.clause) > 0;
        let later = phrase.planned && carried && !marked.dated && !of_section;
        if aim && !text.contains(['到', '至']) || later && !self.is_this_year() {
            return None;
        }
        // 在连续两年增长13%的基础上: of the years before.
        if behind.setting && !marked.dated && !marked.based {
            return None;
        }
        let period = self.dates_in_turn(text).or_else(|| self.end_of_reach(marked));
        let period =
            period.or_else(|| self.end_of_period(text)).filter(|period| !is_longer(indicator, period))?;
        // 过去五年，铁路营业里程达到12.1万公里: a level is that of the last year, and so is one that a plan aims at.
        let counted =
            period.mention.is_some_and(|mention| matches!(self.found[mention].value, Value::Duration { .. }));
        let ends = counted || self.is_aim(&period);
        let level = ends && direction.is_none() && !marked.yearly && words().stocks.at_end(indicator) > 0;
        match period.edtf.split_once('/').filter(|_| level) {
            Some((_, last)) => Some(Period { mention: period.mention, edtf: last.to_owned() }),
            None => Some(period),
        }
    }

    /// Whether a period is a plan, “十四五”时期, that only begins when the document is written.
    fn is_aim(&self, period: &Period) -> bool {
        let plan = |mention: usize| self.text[self.found[mention].range.clone()].starts_with('“');
        let begins = || period.edtf.get(..4).and_then(|year| year.parse().ok());
        period.mention.is_some_and(plan) && self.times.written.is_some_and(|year| begins() >= Some(year))
    }

    /// Whether a period is that of the item, which holds for shares and changes only.
    pub(super) fn is_of_item(&self, period: &Period) -> bool {
        self.times.item.as_ref().is_some_and(|item| item.mention == period.mention)
    }

    /// Whether the period is the year of the document: what is planned in it is no later.
    fn is_this_year(&self) -> bool {
        let year = |period: &Period| period.edtf.parse().ok().filter(|_| period.edtf.len() == 4);
        self.times.written.is_some() && self.period.as_ref().and_then(year) == self.times.written
    }

    /// Whether a period is the year before the document's, told as such: 去年, 上年.
    pub(super) fn is_last_year(&self, period: &Period) -> bool {
        let told = period.mention.map(|mention| &self.text[self.found[mention].range.clone()]);
        told.is_none_or(|told| !told.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// The date of a list that goes with this figure: 2013年和2014年分别为….
    fn dates_in_turn(&mut self, before: &str) -> Option<Period> {
        if (before.contains("分别") || before.contains("依次")) && self.dates.len() > 1 {
            self.dates.reverse();
            return self.dates.pop();
        }
        None
    }

    /// What a change told from one year to another leaves to those behind it: 由4771公里增加到2.52万公里，年均增长….
    fn end_of_reach(&mut self, marked: &Marked) -> Option<Period> {
        let text = without_bound(&marked.text);
        let dated_after = |words: [char; 2]| text.find(DATE).is_some_and(|at| text[..at].ends_with(words));
        if marked.dated {
            if dated_after(['从', '由']) {
                self.reach = (self.period.clone(), None);
            } else if dated_after(['到', '至']) && self.reach.0.is_some() {
                self.reach.1.clone_from(&self.period);
            }
            return None;
        }
        let (Some(first), Some(last)) = &self.reach else { return None };
        match () {
            () if text.ends_with(['从', '由']) => {
                self.rising = true;
                Some(first.clone())
            }
            () if self.rising && text.ends_with(['到', '至']) => {
                self.rising = false;
                Some(last.clone())
            }
            () if marked.yearly && first.edtf.len() == 4 && last.edtf.len() == 4 => {
                Some(Period { mention: last.mention, edtf: format!("{}/{}", first.edtf, last.edtf) })
            }
            () => None,
        }
    }

    /// The period, or the end of it that the words mean: 2013~2021年从14.5亿美元增至38.2亿美元.
    fn end_of_period(&mut self, before: &str) -> Option<Period> {
        let period = self.period.clone()?;
        let before = without_bound(before);
        let begins = before.ends_with(['从', '由']);
        let Some((from, to)) = period.edtf.split_once('/').filter(|(_, to)| *to != "..") else {
            // 1986年同1978年相比，由3480亿元增加到9380亿元: the change sets out from its base. Without one, as in
            // 起征点从2000元提高到3500元, when it was the first is not said.
            let base = self.base.as_ref().map(|base| base.period.clone());
            return if begins { base } else { Some(period) };
        };
        let counted =
            period.mention.is_some_and(|mention| matches!(self.found[mention].value, Value::Duration { .. }));
        let end = |edtf: &str| Some(Period { mention: period.mention, edtf: edtf.to_owned() });
        match () {
            () if begins => {
                self.rising = true;
                // Five years begin with what the year before them left.
                if counted { end(&year_before(from)?) } else { end(from) }
            }
            () if self.rising && before.ends_with(['至', '到']) => {
                self.rising = false;
                end(to)
            }
            () => Some(period),
        }
    }
}

/// Whether a date says nothing of when: it names a document, tells when something was said, or what a change set out from.
pub(super) fn is_aside(date: &Period, before: &str, after: &str) -> bool {
    const DAY: usize = "（12月23日）".len();
    const NEAR: usize = 120;
    let mut clauses = after[..crate::floor(after, NEAR)].split(['，', '。', '；', ',']);
    let clause = clauses.next().unwrap_or_default();
    let day = date.edtf.len() >= 10;
    // 今天（12月23日），记者从…了解到
    let reporter = clauses.next().filter(|next| day && clause.len() <= DAY && next.starts_with("记者"));
    let clause = reporter.unwrap_or(clause);
    let near = &clause[..crate::floor(clause, 60)];
    day && (words().told.find(near).is_some() || near.ends_with(['称', '说']))
        || near.starts_with("的水平")
        || ["水平", "全年水平", "同期水平"].iter().any(|level| near.starts_with(level))
        || near.starts_with("那样")
        || near.starts_with('是') && near.ends_with('年')
        || near.starts_with("时期是")
        || near.starts_with("期间是")
        || before.ends_with('在') && near.contains("基础上")
        || before.ends_with("相当于") && near.contains("总和")
        || near.strip_prefix('第').is_some_and(|near| near.contains(['号', '期']))
}

/// Whether a quantity is one of years, 年发电量, or of a thing as long as it is there, 全长, and the period is a day.
fn is_longer(indicator: &str, period: &Period) -> bool {
    const DAY: usize = "2025-08-01".len();
    let years = words().annual.find(indicator).is_some() || words().lasting.at_end(indicator) > 0;
    years && period.edtf.len() >= DAY && !period.edtf.contains('/')
}

/// The words before a figure without 人均, 近, 约 at their end.
fn without_bound(before: &str) -> &str {
    let before = before.trim_end();
    before.strip_suffix("人均").unwrap_or(before).trim_end_matches(['近', '约', '逾'])
}

fn number_of_years(duration: &str) -> Option<i32> {
    duration.strip_prefix('P')?.strip_suffix('Y')?.parse().ok().filter(|years| (1..=20).contains(years))
}

fn ends_with_any(text: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| text.ends_with(end))
}
