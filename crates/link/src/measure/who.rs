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
    front(Phrase::lead(title)).map(|name| names::full(name).to_owned())
}

impl Chain<'_> {
    /// Takes the name out of what a clause says, carries on what it leaves out, and returns the indicator.
    ///
    /// A noun behind the figure names nobody whose it is: 2万亿元中央财政资金.
    pub(super) fn take_names(&mut self, doer: &str, own: &str, clause: usize, behind: bool) -> String {
        // “齐鲁粮仓”——山东省小麦
        let own = own.rsplit_once("——").map_or(own, |(_, named)| named);
        let own = self.without_anaphora(own);
        self.without_anaphora(doer);
        let (name, rest) = match thing(own) {
            _ if behind => (None, own),
            Some(thing) => (Some(thing), own.rsplit(thing).next().unwrap_or(own).trim_start_matches('的')),
            None => names::split(own),
        };
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

    /// Who is meant: whoever was named last, else where the paragraph is, else whom the document speaks for.
    pub(super) fn whose(&mut self, at: usize) -> Option<&str> {
        if self.entity.is_none() && self.at_home && self.place.is_none() {
            let mut place = self.place_of_paragraph().map(str::to_owned);
            if place.is_none()
                && let Some(abroad) = self.abroad()
            {
                self.home = None;
                place = abroad;
            }
            self.place = Some(place);
        }
        let place = self.place.iter().flatten();
        let home = || self.home.as_ref().filter(|_| !self.tells_of_person(at));
        self.entity.as_ref().or(place.last()).or_else(home).map(String::as_str)
    }

    /// Whether the words before a byte tell of a person, 他 or 她, whose quantities are not the country's.
    fn tells_of_person(&self, at: usize) -> bool {
        const NEAR: usize = 400;
        let from = self.start.max(crate::floor(self.text, at.saturating_sub(NEAR)));
        let Some(text) = self.text.get(from..at).filter(|_| self.at_home) else { return false };
        let person = text.match_indices(['他', '她']).rfind(|(at, word)| {
            let behind = &text[at + word.len()..];
            !text[..*at].ends_with(['其', '吉']) && !behind.starts_with(['们', '国', '人', '乡'])
        });
        person.is_some_and(|(at, _)| ["我国", "全国", "中国"].iter().all(|word| !text[at..].contains(word)))
    }

    /// The place that a short paragraph speaks of from its first clause on.
    fn place_of_paragraph(&self) -> Option<&'_ str> {
        const SHORT: usize = 900;
        const OFFICES: [char; 8] = ['局', '部', '委', '院', '会', '社', '行', '署'];
        let text = self.text.get(self.start..self.end).filter(|text| text.len() <= SHORT)?;
        let clauses = text.split(['，', '；', '：', '。', ',', ';']).take(4);
        let mut clauses = clauses.filter(|clause| {
            words().sources.at_start(clause.trim_start()) == 0 && !Phrase::lead(clause).is_empty()
        });
        let first = Phrase::lead(clauses.next()?);
        let (name, rest) = names::split(first.strip_prefix('在').unwrap_or(first));
        let name = name.filter(|name| !words().organs.contains(name) && !words().wide.contains(name))?;
        // 俄罗斯总统: a person of that place; 国家统计局: one who tells. 湖南发布方案: what follows is of there.
        let issues = words().issues.at_start(rest) > 0;
        let tells =
            name.ends_with(OFFICES) || rest.starts_with('总') || !issues && words().told.find(rest).is_some();
        (!tells).then_some(name)
    }

    /// Where a paragraph speaks of other states from its beginning on: the state, if it is a single one.
    fn abroad(&self) -> Option<Option<String>> {
        const NEAR: usize = 300;
        const FRONT: usize = 45;
        let text = self.text.get(self.start..self.end)?;
        let head = &text[..crate::floor(text, NEAR)];
        // 央视网消息（新闻联播）：美国…
        let told = head[..crate::floor(head, FRONT)].find('：').unwrap_or(0);
        let parties = kaoju_parties::parties(head);
        let first = parties.first().filter(|first| first.range.start <= told + FRONT)?;
        // 进出口越南的农产品: told of from here.
        if words().toward.at_end(&head[..first.range.start]) > 0 {
            return None;
        }
        let own = |code: &&str| matches!(*code, "CN" | "HK" | "MO" | "TW");
        let home = parties.iter().any(|party| party.codes.iter().any(own));
        if home || ["我国", "全国", "国内"].iter().any(|word| head.contains(word)) {
            return None;
        }
        let single = parties.iter().all(|party| party.codes == first.codes);
        Some(single.then(|| names::full(&head[first.range.clone()]).to_owned()))
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
        // Who was named in this sentence is meant before those of others.
        if length > 0 && (self.entity.is_none() || !self.at_home) && self.earlier.is_some() {
            self.entity.clone_from(&self.earlier);
        }
        if length > 0 { own[length..].trim_start_matches('的') } else { own }
    }

    /// Looks for a name at the beginning of the clauses since the last figure.
    fn names_before(&mut self, clause: usize) -> bool {
        let from = self.named.max(crate::floor(self.text, clause.saturating_sub(REACH)));
        let Some(text) = self.text.get(from..clause) else { return false };
        let mut anaphora = false;
        for part in text.split(['，', '；', '：', '。', ',', ';']).rev() {
            if words().sources.at_start(part.trim_start()) > 0 || words().told.find(part).is_some() {
                continue;
            }
            let part = &part[..crate::floor(part, 150)];
            let lead = Phrase::lead(part);
            anaphora |= words().anaphora.at_start(lead) > 0;
            if let Some(name) = front(lead).or_else(|| place(lead)) {
                self.entity = Some(name.to_owned());
                return true;
            }
        }
        if anaphora && self.entity.is_none() {
            self.entity.clone_from(&self.earlier);
        }
        anaphora
    }
}

/// Whom a clause names at its front, or before 累计 or 已.
fn front(clause: &str) -> Option<&str> {
    thing(clause).or_else(|| names::split(clause).0).or_else(|| named(core(clause).doer))
}

/// What a clause says that something does: 龙云灌区|规划建设, “模速空间”|是, 位于…的蟠龙水库.
fn thing(clause: &str) -> Option<&str> {
    if let Some(end) = clause.starts_with('“').then(|| clause.find('”')).flatten() {
        let end = end + '”'.len_utf8();
        if clause[end..].starts_with(['是', '由']) {
            return Some(&clause[..end]);
        }
    }
    // “华龙一号”全球首堆——福清核电5号机组
    let clause = clause.rsplit("——").next().unwrap_or(clause);
    if clause.starts_with(['自', '从', '在', '据', '由', '对', '将', '把']) {
        return None;
    }
    let clause = &clause[..crate::floor(clause, 2 * LONGEST)];
    for (at, c) in clause.char_indices().skip(2) {
        let end = at + c.len_utf8();
        let kind = words().things.before(c, &clause[..end]);
        if kind == 0 || kind == end {
            continue;
        }
        if words().doing.at_start(&clause[end..]) > 0 {
            let lies = words().lies.at_start(clause) > 0;
            let from =
                if lies { clause[..end].rfind('的').map_or(0, |at| at + '的'.len_utf8()) } else { 0 };
            return Some(clause[from..end].trim_start_matches("首个"))
                .filter(|name| name.len() <= 2 * LONGEST);
        }
        if end == clause.len() && words().lies.at_start(clause) > 0 {
            let from = clause.rfind('的')? + '的'.len_utf8();
            return Some(&clause[from..]).filter(|name| !name.is_empty());
        }
    }
    None
}

/// The place that a clause of its own tells: 在荆门.
fn place(clause: &str) -> Option<&str> {
    const KINDS: [char; 12] = ['省', '市', '县', '区', '镇', '村', '州', '港', '园', '厂', '片', '岛'];
    let place = clause.strip_prefix('在')?;
    let place = place.strip_prefix("整个").unwrap_or(place);
    let (name, rest) = names::split(place);
    (name.is_some() && (rest.is_empty() || rest.ends_with(KINDS))).then_some(place)
}

/// Whom the words before 累计 or 已 name: a name, or a thing of a kind that has quantities.
fn named(doer: &str) -> Option<&str> {
    let thing = doer.len() <= LONGEST && words().doers.at_end(doer) > 0;
    names::split(doer).0.or_else(|| thing.then_some(doer))
}
