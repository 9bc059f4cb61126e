//! A figure, and what the words around it say that it measures.

use std::ops::Range;

use kaoju_record::{Amount, Direction, Statement, Value};

use super::behind::{Behind, behind};
use super::chain::{Base, Chain, Period};
use super::core::names_quantity;
use super::edtf::{one_before, year_after, year_before};
use super::listed::{self, Listed};
use super::own::noun_unit;
use super::phrase::{Against, BASE, DATE, Phrase};
use super::share::Part;
use super::words::words;
use crate::{Fact, Linked, names};

/// A clause is looked back on for at most so many bytes.
const REACH: usize = 400;

/// The words before a figure with their dates as signs.
pub(super) struct Marked {
    pub text: String,
    /// Whether a date is among them that a change is measured against.
    pub based: bool,
    /// Whether another date is.
    pub dated: bool,
    /// Whether it is so every year or day: 每年.
    pub recurs: bool,
    /// Whether it is told of all years from the first to the last: 年均, 平均每年.
    pub yearly: bool,
}

impl Chain<'_> {
    /// Reads a figure with the words since byte `read`; if it measures anything, the byte that the next one is read from.
    pub(super) fn figure(
        &mut self,
        index: usize,
        read: usize,
        end: usize,
        linked: &mut Linked,
    ) -> Option<usize> {
        let mention = &self.found[index];
        let amount = mention.value.amount()?;
        let mut list = self.goes_on(index).unwrap_or_default();
        let read = read.max(crate::floor(self.text, mention.range.start.saturating_sub(REACH)));
        let clause = self.clause_start(read, mention.range.start);
        let marked = self.marked(clause..mention.range.start);
        let phrase = Phrase::read(&marked.text, part(amount));
        // 6万亿美元两个大的台阶: another mention is no noun of this one.
        let after = mention.range.end..end.max(mention.range.end);
        let followed = self.found.get(index + 1).is_some_and(|next| next.range.start == after.start);
        let behind = behind(if followed { "" } else { &self.text[after] });
        let count = matches!(mention.value, Value::Count(_));
        let quote = &self.text[mention.range.clone()];
        let half = quote.trim_end_matches("以上").ends_with('半');
        let goes_on = linked.facts.last().is_some_and(|fact| unit(fact) == amount.unit.as_deref());
        let points = words().pointing.at_end(&marked.text) > 0;
        // 375种、4100份: of the same as the figure before.
        let twin = behind.clause.is_empty()
            && linked.facts.last().is_some_and(|fact| fact.about + 1 == index)
            && words().list.contains(self.text.get(read..mention.range.start).unwrap_or_default().trim());
        let counted = || twin || !list.series.is_empty() || counts(&phrase, &behind, amount, quote, goes_on);
        // 60公斤级, 三大工程之一: a class, one of some.
        let after = &self.text[mention.range.end..];
        let class =
            after.starts_with("之一") || after.starts_with('级') && amount.unit.as_deref() == Some("kg");
        if half || class || phrase.step || count && (points || !counted()) {
            return None;
        }
        let told = read.max(self.dated);
        if phrase.now || told < clause && says_now(&self.text[told..clause]) {
            self.period = None;
            self.frame = None;
        }
        let own = match list.series.pop() {
            Some(own) => own,
            None if phrase.subject.is_empty() && in_turn(&marked.text) => {
                let many = self.list_len(index, end);
                list.series = self.series_before(many, &linked.facts);
                if list.series.is_empty() {
                    list.series = listed::series(&self.clause_before(read, clause), many).unwrap_or_default();
                }
                list.series.pop().unwrap_or_default()
            }
            None => self.begin(&mut list, &phrase, &behind, amount, index, end),
        };
        let own = match self.aspect_before(&own, read, clause) {
            // The series before ends with it.
            Some(aspect) => {
                self.indicator.clear();
                aspect + &own
            }
            None => own,
        };
        let same_sentence =
            linked.facts.last().is_some_and(|fact| self.found[fact.about].range.start >= self.sentence);
        let own = match self.part_before(index, read, clause) {
            Some(part) => {
                if self.whole.is_empty() && same_sentence {
                    self.whole.clone_from(&self.indicator);
                }
                part
            }
            None => own,
        };
        // One character names nothing.
        let own = match own.chars().nth(1) {
            None if own.is_empty() || !count && !words().goods.contains(&own) => {
                self.clause_before(read, clause)
            }
            // 装备制造业势头强劲，增加值增长9.8%: of the trade that was just named.
            _ if words().bare.contains(&own) => self.trade_before(read, clause) + &own,
            _ if words().sums.contains(&own) && same_sentence && !names_quantity(&self.indicator) => {
                format!("{}{own}", self.indicator)
            }
            // 出口保持增长（所占份额为43%）: the share is of what was just named.
            _ if words().rates.contains(&own) => self.clause_before(read, clause) + &own,
            _ => own,
        };
        let share = part(amount) == Part::Share && phrase.of.is_none() && amount.direction.is_none();
        let whole = self.whole_of(share, index, &marked.text, read, clause);
        let own = self.with_verb_before(own, read, mention.range.start);
        let own = if count { own } else { self.part_of(own, read, mention.range.start, amount, linked) };
        let own = self.spent(own, index, end);
        let behind_alone = phrase.subject.is_empty()
            && !behind.joined
            && (!behind.noun.is_empty() || own.is_empty())
            && (own.ends_with(behind.noun) || behind.harmed().is_some());
        let indicator = self.take_names(&phrase.doer, &own, clause, behind_alone);
        let of = phrase.of.as_ref().or(list.of.as_ref()).or(whole.as_ref());
        let indicator = match of {
            Some(of) => of.said_of(&indicator),
            None => indicator,
        };
        let direction = amount.direction.or(list.direction).or_else(|| behind.direction());
        // 降幅超过3%: a rate whose level is given. 同比降幅为3% tells of the change itself.
        let rate =
            phrase.against.is_none() && indicator.ends_with('幅') && amount.unit.as_deref() != Some("pp");
        let falls = words().falls.at_start(&indicator) > 0 && amount.unit.as_deref() != Some("%");
        let direction = direction.or_else(|| compared(&marked)).or(falls.then_some(Direction::Down));
        let direction = direction.filter(|_| !rate);
        let based = marked.based || list.based;
        self.listed = Some(Listed { last: index, of: of.cloned(), direction, based, series: list.series });
        let idle = behind.noun.ends_with("台阶");
        let next = if count || idle { behind.taken().max(self.before_next(index, &behind)) } else { 0 };
        let next = mention.range.end + next;
        if count && indicator.is_empty() {
            return Some(next);
        }
        let period = self.period_of(&marked, &phrase, &behind, &indicator, direction);
        let relative =
            direction.is_some() && !falls || matches!(mention.value, Value::Percent(_) | Value::Ratio(_));
        let period = period.filter(|period| relative || !self.is_of_item(period));
        let base = self.base_of(&phrase, based, direction, period.as_ref());
        // 支出超过当年收入: nothing is compared with its own time.
        let own_time = |base: &Period| period.as_ref().is_some_and(|period| period.edtf == base.edtf);
        let base =
            base.filter(|base| !own_time(base)).map(|base| self.year_before_own(base, period.as_ref()));
        let period = period.or_else(|| {
            let base = base.as_ref().filter(|base| marked.based && self.is_last_year(base))?;
            Some(Period { mention: None, edtf: year_after(&base.edtf)? })
        });
        let with = [&period, &base].into_iter().flatten().filter_map(|period| period.mention);
        let changes = base.is_some() || direction.is_some();
        let struck = self.struck(&indicator, mention.range.start);
        self.buried = false;
        linked.facts.push(Fact {
            about: index,
            with: with.collect(),
            rule: if changes { "measure/change" } else { "measure/level" },
            statement: Statement::Measure {
                entity: struck.unwrap_or_else(|| {
                    self.whose(mention.range.start).map(|name| names::full(name).to_owned())
                }),
                indicator: Some(indicator).filter(|indicator| !indicator.is_empty()),
                period: period.map(|period| period.edtf),
                amount: Amount { direction, ..amount.clone() },
                base: base.map(|base| base.edtf),
            },
        });
        Some(next)
    }

    /// Where the clause of a figure begins, no earlier than `read`. A bracket that is closed again belongs to it.
    pub(super) fn clause_start(&self, read: usize, at: usize) -> usize {
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

    /// A part of the text with its dates as signs.
    pub(super) fn marked(&self, part: Range<usize>) -> Marked {
        let text = String::with_capacity(part.len());
        let mut marked = Marked { text, based: false, dated: false, recurs: false, yearly: false };
        let mut at = part.start;
        for index in crate::within(self.found, &self.inside, &part) {
            let mention = &self.found[index];
            let lasts = matches!(mention.value, Value::Duration { .. } | Value::Set { .. });
            if crate::edtf(&mention.value).is_none() && !lasts {
                continue;
            }
            marked.text.push_str(&self.text[at..mention.range.start]);
            let base = self.base.as_ref().is_some_and(|base| base.period.mention == Some(index));
            marked.based |= base;
            marked.dated |= !base && !lasts;
            marked.recurs |= matches!(mention.value, Value::Set { .. });
            marked.yearly |= lasts && marked.text.ends_with("平均");
            if lasts {
                let length = marked.text.len() - words().with_duration.at_end(&marked.text);
                marked.text.truncate(length);
            }
            marked.text.push(if base { BASE } else { DATE });
            at = mention.range.end;
        }
        marked.text.push_str(&self.text[at..part.end]);
        marked.yearly |= words().yearly.find(&marked.text).is_some();
        marked
    }

    /// A base told as 上年 or 上年同期 is a year before what is measured.
    fn year_before_own(&self, base: Period, period: Option<&Period>) -> Period {
        let told = base.mention.map(|mention| &self.text[self.found[mention].range.clone()]);
        let own = period.filter(|period| match told {
            Some("上年") => period.edtf.len() == 4,
            Some("上年同期") => true,
            _ => false,
        });
        match own.and_then(|period| year_before(&period.edtf)) {
            Some(edtf) => Period { edtf, ..base },
            None => base,
        }
    }

    /// What a change is measured against.
    fn base_of(
        &mut self,
        phrase: &Phrase,
        based: bool,
        direction: Option<Direction>,
        period: Option<&Period>,
    ) -> Option<Period> {
        let told = self.base.as_ref().filter(|_| based || direction.is_some());
        let moved = |edtf: Option<String>| edtf.map(|edtf| Period { mention: None, edtf });
        let against = || self.against.filter(|_| told.is_none() && direction.is_some());
        let base = match phrase.against.or_else(against) {
            _ if based => return told.map(|base| base.period.clone()),
            Some(Against::YearBefore) => moved(period.and_then(|period| year_before(&period.edtf))),
            Some(Against::OneBefore) => moved(period.and_then(|period| one_before(&period.edtf))),
            None => return told.map(|base| base.period.clone()),
        }?;
        self.base = Some(Base { period: base.clone(), usual: true });
        Some(base)
    }
}

/// The direction of a difference from another time: 比去年高0.2个百分点.
fn compared(marked: &Marked) -> Option<Direction> {
    let text = marked.text.trim_end_matches(['约', '近', '了', '出', ' ']);
    match () {
        () if !marked.based => None,
        () if words().more.at_end(text) > 0 => Some(Direction::Up),
        () if words().less.at_end(text) > 0 => Some(Direction::Down),
        () => None,
    }
}

/// Whether a verb gives several figures to several series: 分别, 依次.
fn in_turn(text: &str) -> bool {
    text.contains("分别") || text.contains("依次")
}

/// Whether words put an end to the period that is carried on: 目前, but not 主要表现在.
fn says_now(text: &str) -> bool {
    words().now.find(text).is_some_and(|(at, _)| !text[..at].ends_with(['表', '体', '实', '呈']))
}

/// The unit of a fact's figure.
fn unit(fact: &Fact) -> Option<&str> {
    match &fact.statement {
        Statement::Measure { amount, .. } => amount.unit.as_deref(),
        Statement::TreatyEvent { .. } => None,
    }
}

/// Whether a count is of no more than nine: told in words it mostly names and counts nothing.
fn small(amount: &Amount) -> bool {
    amount.number.as_ref().is_some_and(|number| number.len() == 1)
}

/// What kind of part a figure may be.
fn part(amount: &Amount) -> Part {
    match amount.unit.as_deref() {
        Some("倍") => Part::Multiple,
        Some("%" | "1") => Part::Share,
        _ => Part::None,
    }
}

/// Whether a count says something: of a noun that is more than a way of speaking.
fn counts(phrase: &Phrase, behind: &Behind<'_>, amount: &Amount, quote: &str, goes_on: bool) -> bool {
    let noun = behind.noun;
    let unit = amount.unit.as_deref().unwrap_or_default();
    let lives = unit == "岁" && names_quantity(&phrase.subject);
    let nouns = noun_unit(amount).is_some();
    // 8000万人的温饱问题 counts persons.
    let persons = words().persons.contains(unit) || nouns;
    let idle = |word: &str| words().idle.at_end(word) > 0 && !lives;
    let acting = words().persons.contains(unit) && !behind.clause.is_empty();
    let named = !noun.is_empty() || !phrase.subject.is_empty() || nouns || acting || phrase.verb && goes_on;
    // A few told in words are counted only where a verb says so: 六个成员国 names, 达到六个 counts.
    let told = !quote.contains(|c: char| c.is_ascii_digit());
    // 重庆、成都五大集结中心 are counted, 三大战略 are named.
    let counted = phrase.verb || phrase.subject.contains('、') || words().makes.at_end(&phrase.subject) > 0;
    if told && (unit == "次" || small(amount) && !counted) {
        return false;
    }
    let few = told && !phrase.verb && noun.is_empty() && !nouns;
    named && !few && !idle(unit) && (noun.is_empty() || persons || !idle(noun))
}
