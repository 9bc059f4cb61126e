//! Figures in a list under one verb: 出口、进口分别增长 5%、3%.

use kaoju_record::Direction;

use super::chain::Chain;
use super::measures;
use super::share::Of;
use super::words::words;

/// What a list of figures shares.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed {
    /// The figure read last.
    pub last: usize,
    /// The series of the figures to come, the next one last; empty where they all are of one.
    pub series: Vec<String>,
    /// What they are shares of.
    pub of: Option<Of>,
    /// The direction that their verb tells.
    pub direction: Option<Direction>,
    /// Whether they are measured against a date: 是1965年的121倍和199倍.
    pub based: bool,
}

impl Chain<'_> {
    /// The list that a figure goes on with: nothing but 、 or 和 stands between it and the one before, and they are of one unit.
    pub(super) fn goes_on(&mut self, index: usize) -> Option<Listed> {
        let listed = self.listed.take()?;
        self.joined(listed.last, index).then_some(listed)
    }

    /// How many figures the list has that begins with this one.
    pub(super) fn list_len(&self, first: usize, end: usize) -> usize {
        const MANY: usize = 12;
        let next = |index: &usize| self.found.get(index + 1).is_some_and(|mention| mention.range.end <= end);
        let rest = (first..first + MANY).take_while(|index| next(index) && self.joined(*index, index + 1));
        1 + rest.count()
    }

    fn joined(&self, first: usize, second: usize) -> bool {
        let (one, two) = (&self.found[first], &self.found[second]);
        let unit = |index: usize| self.found[index].value.amount().and_then(|amount| amount.unit.as_deref());
        let Some(between) = self.text.get(one.range.end..two.range.start) else { return false };
        let between = between[words().bounds.at_start(between)..].trim();
        let listed = words().list.contains(between) || matches!(between, "，" | ",");
        listed && measures(two) && unit(first) == unit(second)
    }
}

/// The series of a list, the first one last, where there are as many as figures: 出口、进口国际市场份额 are 出口国际市场份额 and
/// 进口国际市场份额.
pub(super) fn series(subject: &str, figures: usize) -> Option<Vec<String>> {
    const SHORT: usize = 2;
    if figures < 2 {
        return None;
    }
    // 信息传输和信息技术服务业、商务服务业增加值: what 、 joins may itself be joined by 和.
    let cuts = [split(subject, |_| true), split(subject, |join| join == "、")];
    let pairs = |series: &String, open, close| series.matches(open).count() == series.matches(close).count();
    let whole = |series: &String| pairs(series, '（', '）') && pairs(series, '“', '”');
    let short = |series: &String| series.chars().count() < SHORT || !whole(series);
    let mut series = cuts.into_iter().find(|series| series.len() == figures && !series.iter().any(short))?;
    let tail = shared_tail(&series).to_owned();
    let others = figures - 1;
    series[..others].iter_mut().for_each(|series| series.push_str(&tail));
    series.reverse();
    Some(series)
}

/// A subject cut at the words that join a list, as far as they are asked for.
fn split(subject: &str, joins: impl Fn(&str) -> bool) -> Vec<String> {
    let (mut series, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some((start, end)) = words().list.find(&subject[at..]) {
        let (start, end) = (at + start, at + end);
        if joins(&subject[start..end]) {
            series.push(subject[from..start].to_owned());
            from = end;
        }
        at = end;
    }
    series.push(subject[from..].to_owned());
    series
}

/// What the last of some words has behind it that all of them mean.
fn shared_tail(series: &[String]) -> &str {
    let (Some(last), Some(first)) = (series.last(), series.first()) else { return "" };
    // 高技术制造业、装备制造业增加值: what stands behind their kind in the last is said of all.
    let kind = first.chars().next_back().unwrap_or_default();
    let bare = |word: &String| word.ends_with(kind) && !super::core::names_quantity(word);
    let tail = last.split_once(kind).map_or("", |(_, tail)| tail);
    if super::core::names_quantity(tail) && series[..series.len() - 1].iter().all(bare) {
        return tail;
    }
    // 制造业、基础设施民间投资
    let trade = |word: &String| words().trades.at_end(word) > 0;
    if super::core::names_quantity(last) && series[..series.len() - 1].iter().all(trade) {
        let quantity = words().bare.at_end(last).max(words().heads.at_end(last));
        return &last[last.len() - quantity..];
    }
    let alike = series[..series.len() - 1].iter().all(|word| word.len() == first.len());
    let short = first.chars().count() == 2 && !super::core::names_quantity(first)
        || matches!(first.as_str(), "出口" | "进口");
    last.get(first.len()..).filter(|tail| alike && short && tail.chars().count() > 2).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(subject: &str, figures: usize, expected: &[&str]) {
        let mut found = series(subject, figures).unwrap_or_default();
        found.reverse();
        assert_eq!(found, expected, "{subject}");
    }

    #[test]
    fn a_list_of_series_goes_with_a_list_of_figures() {
        check("出口、进口国际市场份额", 2, &["出口国际市场份额", "进口国际市场份额"]);
        check("城镇居民收入和农村居民收入", 2, &["城镇居民收入", "农村居民收入"]);
        check("化学需氧量、氨氮排放量", 1, &[]);
        check("第一、二、三产业用电量", 3, &[]);
        check("高技术制造业、装备制造业增加值", 2, &["高技术制造业增加值", "装备制造业增加值"]);
        check("制造业、基础设施民间投资", 2, &["制造业投资", "基础设施民间投资"]);
        check("铁路、公路“村村通”里程", 2, &["铁路“村村通”里程", "公路“村村通”里程"]);
        let services = ["软件和信息技术服务业增加值", "租赁和商务服务业增加值"];
        check("软件和信息技术服务业、租赁和商务服务业增加值", 2, &services);
    }
}
