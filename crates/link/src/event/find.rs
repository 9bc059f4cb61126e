//! Which verb of a passage is said of which instruments.

use std::ops::Range;

use super::actions::{Actions, Roles, Verb, any_in};
use super::follows::following;
use super::passage::{Group, Passage};
use super::whether::happens;

/// A verb said of a group of instruments.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// Index of the group.
    pub group: usize,
    pub verb: Verb,
    /// How the verb stands to the name.
    pub order: Order,
    /// Whether it is only meant to happen.
    pub planned: bool,
}

/// How a verb stands to the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// 签署了《…》.
    Takes,
    /// 2001年签署的《…》; the words that tell more of it begin at this place.
    Relative(usize),
    /// 《…》生效; the words between, from this place on, tell more of it.
    Follows(usize),
}

/// What is told of the instruments of a passage.
pub(crate) fn told(passage: &Passage<'_>, groups: &[Group], looks_back: bool) -> Vec<Told> {
    let actions = Actions::get();
    let verbs: Vec<Verb> = actions
        .verbs(passage.text, passage.range.clone())
        .filter(|verb| verb.roles != Roles::default() && passage.name_at(verb.range.start).is_none())
        .collect();
    let mut told = Vec::new();
    if verbs.is_empty() {
        return told;
    }
    for index in 0..groups.len() {
        let before = told.len();
        told.extend(taking(passage, groups, index, &verbs));
        told.extend(following(passage, groups, index, &verbs, told.len() > before));
    }
    told.retain_mut(|told| happens(passage, groups, told, looks_back));
    told
}

/// The verbs whose object the group is: one, two that are joined (签署并发表), or one that stands before the
/// relative clause of another (通过由中国提出的《…》).
fn taking(passage: &Passage<'_>, groups: &[Group], group: usize, verbs: &[Verb]) -> Vec<Told> {
    let Some((nearest, mut told)) = nearest_taking(passage, groups, group, verbs) else { return Vec::new() };
    let before = nearest.checked_sub(1).map(|index| &verbs[index]);
    let joined = before.filter(|other| {
        let between = &passage.text[other.range.end..told.verb.range.start];
        other.roles.takes && matches!(between, "并" | "和" | "、" | "及" | "并共同" | "后")
    });
    let other = joined.map(|verb| Told { verb: verb.clone(), ..told.clone() });
    let mut all = Vec::new();
    if let (Order::Relative(from), None) = (told.order, &other) {
        let before = before.filter(|verb| verb.range.start >= from);
        told.order = Order::Relative(before.map_or(from, |verb| verb.range.end));
        all.extend(before.and_then(|verb| takes(passage, &groups[group].range, verb, group)));
    }
    all.extend(other);
    all.push(told);
    all
}

/// The nearest verb whose object the group is, with its index.
fn nearest_taking(
    passage: &Passage<'_>,
    groups: &[Group],
    group: usize,
    verbs: &[Verb],
) -> Option<(usize, Told)> {
    let Group { range, .. } = &groups[group];
    let low = if group == 0 { passage.range.start } else { groups[group - 1].range.end };
    let before = verbs.partition_point(|verb| verb.range.end <= range.start);
    let verb = verbs[..before].last().filter(|verb| verb.range.start >= low)?;
    Some((before - 1, takes(passage, range, verb, group)?))
}

/// A verb and the group that is its object, if it is.
fn takes(passage: &Passage<'_>, range: &Range<usize>, verb: &Verb, group: usize) -> Option<Told> {
    let around = &Actions::get().around;
    if !verb.roles.takes || !is_object(passage, verb, range) {
        return None;
    }
    let gap = &passage.text[verb.range.end..range.start];
    let rest = &passage.text[range.end..];
    let short = passage.text[verb.range.clone()].chars().count() == 1;
    let relative = gap.starts_with('的');
    // 提出的倡议同《…》契合.
    let with = relative && gap.contains(['同', '与']) && !gap.contains("关于");
    if with || matches!(gap, "同" | "与" | "和" | "对") {
        return None;
    }
    let clause = passage.clause_start(verb.range.start);
    // 签署的《…》的宗旨, 第一个批准《…》的国家: what is signed is the instrument all the same.
    let first = || any_in(&around.first, &passage.text[clause..verb.range.start]);
    let whole = relative || rest.starts_with('的') && first();
    let part = around.longer.at_start(rest) > 0 || !whole && around.parts.at_start(rest) > 0;
    if part && !is_list_item(passage, range) {
        return None;
    }
    if short && !matches!(gap, "" | "了" | "的")
        || verb.roles.strict && !whole && !decides(passage, verb, gap, range)
    {
        return None;
    }
    let order = if relative { Order::Relative(clause) } else { Order::Takes };
    Some(Told { group, verb: verb.clone(), order, planned: false })
}

/// Whether the words between a verb and a name let the name be its object.
fn is_object(passage: &Passage<'_>, verb: &Verb, name: &Range<usize>) -> bool {
    const FAR: usize = 30;
    let around = &Actions::get().around;
    // 通过《甲》《乙》: names that are no instruments may come first in the list.
    let listed = passage.words(verb.range.end..name.start);
    if listed.trim_matches(['、', '和', '与', '及', '了', '，']).is_empty() {
        return true;
    }
    let mut gap = &passage.text[verb.range.end..name.start];
    let bridge = around.bridges.at_end(gap);
    if bridge > 0 {
        gap = &gap[..gap.len() - bridge];
    } else if any_in(&around.many, gap) || passage.counts(verb.range.end..name.start) {
        return false;
    }
    gap.chars().count() <= FAR
        && !gap.contains(['，', '；', '。', '：', '\t', '\n', '》'])
        && !any_in(&around.blocks, gap)
}

/// Whether a list of decisions or bills goes on: 关于批准《…》的决定, 提请审议批准《…》的议案.
fn is_list_item(passage: &Passage<'_>, name: &Range<usize>) -> bool {
    let rest = &passage.text[name.end..];
    let before = &passage.text[..name.start];
    let follows = |verbs: &[&str], words: &[&str]| {
        verbs.iter().any(|verb| before.ends_with(verb)) && words.iter().any(|word| rest.starts_with(word))
    };
    follows(&["批准", "加入"], &["的决定"])
        || follows(&["提请审议批准", "提请批准", "提请审议加入"], &["的议案", "议案"])
        || listed_bills(rest)
}

/// 的4个议案.
fn listed_bills(rest: &str) -> bool {
    let rest = rest.strip_prefix('的').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    rest.is_some_and(|rest| {
        ["个议案", "件议案", "两个议案", "两件议案"].iter().any(|word| rest.starts_with(word))
    })
}

/// Whether 通过 means that somebody decided, 加入 that somebody acceded.
fn decides(passage: &Passage<'_>, verb: &Verb, gap: &str, name: &Range<usize>) -> bool {
    let around = &Actions::get().around;
    let mut clause = passage.clause_start(verb.range.start)..verb.range.start;
    let mut words = passage.words(clause.clone());
    let joins = &passage.text[verb.range.clone()] == "加入";
    if joins && (any_in(&around.hails, &words) || words.contains('愿')) {
        return false;
    }
    // 峰会发表《甲》，通过《乙》: the subject stands before.
    if matches!(words.as_str(), "" | "并" | "还" | "同时") {
        clause.start = passage.range.start;
        words = passage.words(clause.clone());
    }
    let known = match joins {
        true => {
            let dated = |clause: Range<usize>| passage.dates(clause).next().is_some();
            any_in(&around.done, &words)
                || any_in(&around.first, &words)
                || passage.clauses_before(verb.range.start).take(2).any(dated)
        }
        false => any_in(&around.bodies, &words),
    };
    let rest = &passage.text[name.end..passage.range.end.max(name.end)];
    let ends = |c: char| !c.is_alphanumeric() || matches!(c, '等' | '后' | '时' | '并' | '和' | '与' | '及');
    let listed = is_list_item(passage, name);
    (gap.starts_with('了') || known || listed)
        && (listed || rest.starts_with("以来") || rest.chars().next().is_none_or(ends))
}
