//! What the clause of a figure itself names.

use kaoju_record::Amount;

use super::behind::Behind;
use super::chain::Chain;
use super::core::names_quantity;
use super::listed::{self, Listed};
use super::phrase::Phrase;
use super::words::words;
use crate::names;

impl Chain<'_> {
    /// What the clause of a figure names; where it begins a list, what the others are of is kept.
    pub(super) fn begin(
        &mut self,
        list: &mut Listed,
        phrase: &Phrase,
        behind: &Behind<'_>,
        amount: &Amount,
        index: usize,
        end: usize,
    ) -> String {
        let own = match noun_unit(amount) {
            // 重庆、成都五大集结中心
            Some(unit) if phrase.subject.contains('、') => unit.to_owned(),
            Some(unit) if behind.noun.is_empty() => format!("{}{unit}", phrase.subject),
            // 13亿人口的国家
            Some(unit) if behind.noun.ends_with('国') || behind.noun.ends_with("国家") => unit.to_owned(),
            Some(unit) if !behind.noun.is_empty() && (behind.joined || !phrase.subject.is_empty()) => {
                format!("{}{}的{unit}", phrase.subject, behind.noun)
            }
            _ => self.own_words(phrase, behind, amount),
        };
        // 赤字率拟按4%安排、比上年提高1个百分点: the verb names nothing.
        let own = if amount.direction.is_some() && words().acts.contains(&own) { String::new() } else { own };
        let Some(mut series) = listed::series(&own, self.list_len(index, end)) else { return own };
        let first = series.pop().unwrap_or_default();
        list.series = series;
        first
    }

    /// What the clause itself names: before the figure, or behind it.
    fn own_words(&mut self, phrase: &Phrase, behind: &Behind<'_>, amount: &Amount) -> String {
        let subject = phrase.subject.as_str();
        let Behind { joined, noun, clause, growth, .. } = *behind;
        let percent = amount.unit.as_deref() == Some("%") || amount.unit.as_deref() == Some("1");
        let person = words().persons.contains(amount.unit.as_deref().unwrap_or_default());
        let bare = subject.is_empty() || !noun.is_empty() && names::is_name(subject);
        let open = amount.direction.is_none() && !names_quantity(subject);
        // 我国与90个国家: a name ends before its noun.
        let named = format!("{subject}{}", if bare && !subject.is_empty() { "的" } else { "" });
        let doing = behind.doing().filter(|_| is_count(amount) && bare).unwrap_or_default();
        let levy = words().levies.at_end(subject);
        match () {
            // 占人口95%的人民群众
            () if phrase.of.is_some() && joined && growth == 0 && !noun.is_empty() && open => noun.to_owned(),
            () if phrase.of.is_some() => subject.to_owned(),
            () if let Some(harmed) = behind.harmed() => format!("{harmed}人数"),
            () if joined && words().aims.at_end(noun) > 0 => noun.to_owned(),
            // 2.7%的恢复性增长 is of what was said before, 3.1%的全球经济平均增速 of its own.
            () if behind.is_growth() && (subject.is_empty() || names_quantity(subject)) => subject.to_owned(),
            () if growth > 0 && joined => noun.to_owned(),
            () if joined && names_quantity(noun) && bare => format!("{subject}{noun}"),
            // 加征25%的关税
            () if joined && !noun.is_empty() && levy > 0 => {
                let (_, rest) = names::split(subject);
                let at = match subject.rfind('对') {
                    _ if rest.len() == levy || rest.starts_with('对') => 0,
                    at => at.unwrap_or(subject.len() - levy),
                };
                format!("{}{noun}", &subject[at..])
            }
            () if joined && names_quantity(noun) && !names_quantity(subject) => noun.to_owned(),
            () if percent && joined && !clause.is_empty() && (bare || !phrase.verb) => {
                self.whom = if clause.len() > noun.len() { noun.to_owned() } else { String::new() };
                format!("{subject}{clause}比例")
            }
            () if percent && subject.is_empty() && !phrase.verb && behind.acts() => {
                format!("{}{clause}比例", self.whom)
            }
            // 连通了全国超过80%的县（市、区）
            () if percent && joined && growth == 0 && !noun.is_empty() && open => {
                format!("{subject}{noun}比例")
            }
            () if person
                && !clause.is_empty()
                && (subject.is_empty() || noun.is_empty() && names::is_name(subject)) =>
            {
                format!("{subject}{}", persons(noun, clause))
            }
            () if percent && noun.is_empty() && (!phrase.verb || phrase.holds) && behind.acts() => {
                format!("{subject}{clause}比例")
            }
            // 中国首个十万吨级示范基地: how large it is.
            () if let Some(thing) = noun.strip_prefix('级').filter(|_| !joined) => {
                format!("{}{thing}规模", names::split(subject).0.unwrap_or_default())
            }
            () if noun.is_empty() => subject.to_owned(),
            // 28个省免征了农业税: counted are those that do so.
            () if !doing.is_empty() => format!("{named}{doing}的{noun}"),
            () if bare || !phrase.verb => format!("{named}{noun}"),
            // 投入5000名消防人员: the verb takes the noun.
            () if amount.unit.as_deref() != Some("%")
                && !names_quantity(subject)
                && (!behind.joined || person) =>
            {
                format!("{subject}{noun}")
            }
            () => subject.to_owned(),
        }
    }
}

/// Whether an amount is counted in a classifier.
fn is_count(amount: &Amount) -> bool {
    amount.unit.as_deref().is_some_and(|unit| unit != "倍" && !unit.contains(|c: char| c.is_ascii()))
}

/// The unit of a count where it is a noun and no classifier: 农村人口.
pub(super) fn noun_unit(amount: &Amount) -> Option<&str> {
    let unit = amount.unit.as_deref()?;
    // 1.77亿农民
    let people = unit.chars().count() == 2 && words().people.at_end(unit) > 0;
    let short = unit.len() <= "人次".len() && !people;
    let classifier = short || unit.ends_with(['箱', '次', '吨', '）']);
    let ascii = unit.contains(|c: char| c.is_ascii());
    (unit == "人口" || !classifier && !ascii).then_some(unit)
}

/// How many persons: 641万人领取养老金 is 领取养老金人数, 326人留学生 counts 留学生.
fn persons(noun: &str, clause: &str) -> String {
    match words().people.at_end(noun) {
        0 => format!("{}人数", if noun.is_empty() { clause } else { noun }),
        _ => noun.to_owned(),
    }
}
