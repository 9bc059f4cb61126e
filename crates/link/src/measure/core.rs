//! The core of a subject: what names the series, without the setting before it, the doer and the verbs.

use super::phrase::{BASE, DATE};
use super::words::words;
use crate::lexicon::WordList;

/// A subject taken apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Core<'t> {
    /// Who does it, before 已, 累计, 将.
    pub doer: &'t str,
    /// What names the series.
    pub series: &'t str,
    /// Whether it is still to come: 将, 拟.
    pub planned: bool,
}

/// Takes apart the words before a figure, verbs at their end already cut off.
pub(super) fn core(subject: &str) -> Core<'_> {
    let subject = before_weak_link(without_setting(subject));
    let Some((at, end)) = links(subject, &words().links).last() else {
        return Core { series: without_act(subject), ..Core::default() };
    };
    let (doer, link, rest) = (subject[..at].trim_end(), &subject[at..end], subject[end..].trim_start());
    let planned = words().planned.contains(link);
    // 赤字率拟按: what stands before names the quantity.
    if rest.is_empty() || names_quantity(doer) {
        return Core { series: without_act(doer), planned, ..Core::default() };
    }
    // 对俄共实施制裁: no doer, but whom it is done to.
    if doer.starts_with(['对', '向', '与', '同']) {
        return Core { series: subject, planned, ..Core::default() };
    }
    Core { doer, series: without_act(rest), planned }
}

/// What a long list is summed up as: A、B、C等项目资金.
pub(super) fn without_list(series: &str) -> &str {
    const LONG: usize = 75;
    let end = series.rfind('等').filter(|end| series.len() > LONG && series[..*end].contains('、'));
    end.map(|end| &series[end + '等'.len_utf8()..]).filter(|rest| !rest.is_empty()).unwrap_or(series)
}

/// Whether words end with a quantity: …额, …率, …人数.
pub(super) fn names_quantity(text: &str) -> bool {
    words().heads.at_end(text.trim_end_matches([DATE, BASE, ' '])) > 0
}

/// The text behind the setting it begins with: 在…基础上, 按…计算, 比改革前.
fn without_setting(text: &str) -> &str {
    let mut rest = text;
    loop {
        let open = words().opens.at_start(rest);
        // 在田蔬菜 opens with no setting.
        if open == 0 || words().no_links.at_start(rest) > open {
            return rest;
        }
        match words().closes.find(&rest[open..]) {
            Some((_, end)) => rest = rest[open + end..].trim_start_matches(['的', DATE, BASE, ' ']),
            // 在我国经济总量: no setting, only a preposition.
            None if names_quantity(rest) && !words().base_before.contains(&rest[..open]) => {
                return &rest[open..];
            }
            None => return "",
        }
    }
}

/// 机收损失率从一次性收割时: what stands before such a word names the quantity.
fn before_weak_link(text: &str) -> &str {
    // 出口在国内生产总值中的比重 names one itself.
    if names_quantity(text) {
        return text;
    }
    let weak = links(text, &words().weak_links).find(|(at, _)| names_quantity(&text[..*at]));
    weak.map_or(text, |(at, _)| &text[..at])
}

/// The words of a list in a text, where each begins and ends; not those in brackets, or in words such as 共同.
fn links<'t>(text: &'t str, list: &'t WordList) -> impl Iterator<Item = (usize, usize)> + 't {
    let mut at = 0;
    let no_links = &words().no_links;
    std::iter::from_fn(move || {
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            let apart = no_links.at(c, rest).max(bracket(c, rest));
            let link = if apart > 0 { 0 } else { list.at(c, rest) };
            let from = at;
            at += apart.max(link).max(c.len_utf8());
            if link > 0 {
                return Some((from, at));
            }
        }
        None
    })
}

/// Length of the bracket that a text begins with.
fn bracket(first: char, text: &str) -> usize {
    let close = match first {
        '（' => '）',
        '(' => ')',
        '“' => '”',
        '《' => '》',
        _ => return 0,
    };
    text.find(close).map_or(0, |end| end + close.len_utf8())
}

/// The object of a verb where it names the quantity: 实现进出口贸易总额.
fn without_act(series: &str) -> &str {
    const SHORT: usize = 3;
    let act = words().acts.at_start(series);
    let rest = series[act..].trim_start_matches(['了', '的']);
    if act > 0 && rest.chars().count() >= SHORT && names_quantity(rest) { rest } else { series }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(subject: &str, doer: &str, series: &str) {
        let found = core(subject);
        assert_eq!((found.doer, found.series), (doer, series), "{subject}");
    }

    #[test]
    fn the_series_is_cut_out_of_its_clause() {
        check("双边贸易额", "", "双边贸易额");
        check("中欧班列累计开行", "中欧班列", "开行");
        check("赤字率拟按", "", "赤字率");
        check("向中国的天然气供应在原来", "", "向中国的天然气供应");
        check("机收损失率从一次性收割时", "", "机收损失率");
        check("实现进出口贸易总额", "", "进出口贸易总额");
        check("在我国经济总量", "", "我国经济总量");
        check("比改革前减轻企业和个人负担", "", "减轻企业和个人负担");
        check("公共财政收入", "", "公共财政收入");
        check("规模以上工业增加值", "", "规模以上工业增加值");
        check("粮食总产量实现了历史罕见", "", "粮食总产量");
        check("出口在国内生产总值中的比重", "", "出口在国内生产总值中的比重");
        check("俄石油将过境哈萨克斯坦向中国供应", "俄石油", "过境哈萨克斯坦向中国供应");
    }
}
