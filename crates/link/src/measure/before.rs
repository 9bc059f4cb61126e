//! What a figure leaves to the words before its clause, and to the figure behind it.

use kaoju_record::{Amount, Statement};

use super::behind::Behind;
use super::chain::Chain;
use super::core::names_quantity;
use super::measures;
use super::phrase::{Phrase, plain, without_verbs};
use super::share::{Of, Part};
use super::words::words;
use crate::{Fact, Linked, names};

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
        // 发放补贴1亿元，惠及企业30家
        if words().verbs.at_start(&own) > '，'.len_utf8() {
            return own;
        }
        if names_quantity(&own) && !between.starts_with('、') {
            return own;
        }
        format!("{}{own}", &self.indicator[..verb])
    }

    /// What a clause since the figure before says that the others are about, where these name no series of their own:
    /// 对外商品贸易方面，2017年总额为….
    pub(super) fn aspect_before(&self, own: &str, read: usize, clause: usize) -> Option<String> {
        const LONGEST: usize = 16;
        const MANY: usize = 3;
        let open = own.is_empty() || words().bare.contains(own) || words().general.contains(own);
        if !open || own.starts_with("进出口") {
            return None;
        }
        let aspect = |marked: String| {
            let said = Phrase::lead(&marked).trim_end().strip_suffix("方面")?;
            let said = said.strip_prefix('在').unwrap_or(said);
            let named = (2..=LONGEST).contains(&said.chars().count()) && !words().vague.contains(said);
            (named && !own.starts_with(said)).then(|| said.to_owned())
        };
        self.clauses_before(read, clause).take(MANY).find_map(aspect)
    }

    /// What is a part of the series before, and names no quantity of its own: 铁路里程达到12万公里，其中高速铁路1.9万公里.
    pub(super) fn part_of(
        &mut self,
        own: String,
        read: usize,
        at: usize,
        amount: &Amount,
        linked: &Linked,
    ) -> String {
        const LONG: usize = 15;
        let (Some(said), Some(before)) = (self.text.get(read..at), linked.facts.last()) else { return own };
        let Statement::Measure { amount: whole, .. } = &before.statement else { return own };
        let alike = whole.unit == amount.unit && whole.direction == amount.direction;
        let named = own.is_empty() || names_quantity(&own) || own.chars().count() > LONG;
        if named || !alike || self.found[before.about].range.start < self.sentence {
            return own;
        }
        if said.contains("其中") {
            let lists = [&words().general, &words().bare, &words().heads];
            let quantity = lists.map(|list| list.at_end(&self.indicator)).into_iter().max().unwrap_or(0);
            let quantity = &self.indicator[self.indicator.len() - quantity..];
            self.parts_of = if quantity.chars().count() < 2 { String::new() } else { quantity.to_owned() };
        }
        own + &self.parts_of
    }

    /// The series of so many figures before, the first one last, for those that 分别 gives them: 甲5元，乙3元，分别增长4%和2%.
    pub(super) fn series_before(&self, many: usize, facts: &[Fact]) -> Vec<String> {
        let mut series: Vec<String> = Vec::new();
        let sentence = facts.iter().rev().take(2 * many);
        for fact in sentence.take_while(|fact| self.found[fact.about].range.start >= self.sentence) {
            let Statement::Measure { indicator: Some(indicator), .. } = &fact.statement else { continue };
            if series.len() < many && !series.contains(indicator) {
                series.push(indicator.clone());
            }
        }
        if many > 1 && series.len() == many { series } else { Vec::new() }
    }

    /// What money is spent on, where nothing else names it: 安排219亿元支持国有企业改革.
    pub(super) fn spent(&self, own: String, index: usize, end: usize) -> String {
        const FAR: usize = 120;
        if words().spends.at_end(&own) == 0 {
            return own;
        }
        let from = self.found[index].range.end;
        let far = crate::floor(self.text, from + FAR);
        let near = &self.text[from..end.clamp(from, far)];
        let stop = near.find(['，', '；', '。', '：', '（']).unwrap_or(near.len());
        let told = from + stop < far && words().purposes.at_start(near) > 0;
        if !told || !words().spends.contains(names::split(&own).1) {
            return own;
        }
        let mut purpose = String::with_capacity(stop);
        let mut at = from;
        for next in crate::within(self.found, &self.inside, &(from..from + stop)) {
            let range = &self.found[next].range;
            purpose.push_str(self.text.get(at..range.start).unwrap_or_default());
            at = range.end;
        }
        purpose.push_str(self.text.get(at..from + stop).unwrap_or_default());
        format!("{own}{purpose}资金")
    }

    /// The part of a whole that a figure in brackets is told of: 采矿业（41.5%）.
    pub(super) fn part_before(&self, index: usize, read: usize, clause: usize) -> Option<String> {
        const LONGEST: usize = 45;
        let range = &self.found[index].range;
        let bracket =
            self.text[..clause].ends_with(['（', '(']) && self.text[range.end..].starts_with(['）', ')']);
        if !bracket || !self.text[clause..range.start].trim().is_empty() {
            return None;
        }
        let before = self.text.get(read..clause)?.trim_end_matches(['（', '(']).trim();
        let mut part = before.rsplit(['、', '，', '；', '：', '）', ')', '和', '及']).next()?;
        while let Some((_, end)) = words().parts.find(part) {
            part = &part[end..];
        }
        let named = !part.is_empty() && part.len() <= LONGEST && without_verbs(part) == part;
        (named && !names_quantity(part)).then(|| part.to_owned())
    }

    /// What a share is taken of that says only of what part it is: 出口商品中，矿产品占71.8%.
    pub(super) fn whole_of(
        &mut self,
        share: bool,
        index: usize,
        text: &str,
        read: usize,
        clause: usize,
    ) -> Option<Of> {
        const MANY: usize = 3;
        const LONGEST: usize = 60;
        let bracket = text.is_empty() && self.text[self.found[index].range.end..].starts_with(['）', ')']);
        let told = text.trim_end_matches(['约', '近', '超', '过', '达', '了', '到', ' ']).ends_with('占');
        if !share || !told && !bracket {
            return None;
        }
        if told {
            let whole = |marked: String| {
                let clause = Phrase::lead(&marked).trim_end_matches(['，', ' ']);
                let among = clause.strip_suffix('中').filter(|clause| !clause.ends_with('其'));
                let subject =
                    || Some(Phrase::read(clause, Part::None).subject).filter(|it| names_quantity(it));
                let whole = among.map(|among| plain(among.trim_start_matches('在'))).or_else(subject)?;
                let (_, whole) = names::split(&whole);
                (!whole.is_empty() && whole.len() <= LONGEST).then(|| whole.to_owned())
            };
            let told = self.clauses_before(read, clause).take(MANY).find_map(whole);
            self.whole = told.unwrap_or_else(|| std::mem::take(&mut self.whole));
        }
        (!self.whole.is_empty()).then(|| Of::Share(self.whole.clone()))
    }

    /// The trade that the clauses since the figure before begin with.
    pub(super) fn trade_before(&self, read: usize, clause: usize) -> String {
        const LONGEST: usize = 10;
        const MANY: usize = 2;
        let trade = |marked: String| {
            let (_, said) = names::split(Phrase::lead(&marked));
            let mut ends = said.char_indices().take(LONGEST).map(|(at, c)| at + c.len_utf8()).skip(1);
            ends.find(|end| words().trades.at_end(&said[..*end]) > 0).map(|end| said[..end].to_owned())
        };
        self.clauses_before(read, clause).take(MANY).find_map(trade).unwrap_or_default()
    }

    /// The last clause between the figure before and this one that names a quantity.
    pub(super) fn clause_before(&self, read: usize, clause: usize) -> String {
        const MANY: usize = 4;
        // 新建的铁路，就有三千公里: just said.
        let just = self.text[clause..].trim_start().starts_with("就有");
        let subject = |marked: String| {
            let words = marked.trim_end_matches(|c: char| c.is_ascii_digit() || "百千万亿多余.".contains(c));
            let subject = Phrase::read(words, Part::None).subject;
            Some(subject).filter(|subject| names_quantity(subject) || just && !subject.is_empty())
        };
        self.clauses_before(read, clause).take(MANY).find_map(subject).unwrap_or_default()
    }

    /// The clauses from byte `clause` back to byte `read`, the nearest first, with their dates as signs.
    fn clauses_before(&self, read: usize, clause: usize) -> impl Iterator<Item = String> {
        let mut end = clause;
        std::iter::from_fn(move || {
            let mark = self.text[read..end].chars().next_back()?;
            let last = end - mark.len_utf8();
            end = self.clause_start(read, last);
            Some(self.marked(end..last).text)
        })
    }
}
