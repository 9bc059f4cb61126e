//! Which verb of a passage is said of which instruments.

use std::ops::Range;

use kaoju_record::Value;

use super::actions::{Actions, Roles, Verb, any_in};
use super::passage::{Group, Passage, edtf, is_mark};
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

/// The verbs behind a group: 《…》于2001年签署，2002年生效.
fn following(
    passage: &Passage<'_>,
    groups: &[Group],
    group: usize,
    verbs: &[Verb],
    taken: bool,
) -> Vec<Told> {
    let mut told = Vec::new();
    let range = &groups[group].range;
    let high = groups.get(group + 1).map_or(passage.range.end, |next| next.range.start);
    let passive = replaced_by(passage, groups, group);
    let (mut from, high) = match passive {
        Some(next) => (next, passage.range.end),
        None => (range.end, high),
    };
    // 《甲》被《乙》取代 says nothing of 乙.
    if group > 0 && replaced_by(passage, groups, group - 1).is_some() {
        return told;
    }
    let first = verbs.partition_point(|verb| verb.range.start < range.end);
    for verb in verbs[first..].iter().take_while(|verb| verb.range.end <= high) {
        if verb.range.start < from {
            continue;
        }
        let gap = from..verb.range.start;
        if !fills(passage, gap.clone(), taken || !told.is_empty())
            || modifies(passage, groups.get(group + 1), verb)
        {
            break;
        }
        let said = passive.is_some() || any_passive(&passage.text[gap.clone()]);
        let roles = verb.roles;
        let fits = roles.happens && complete(passage, verb)
            || roles.passive && said
            || roles.follows && stands(passage, range, &gap, verb)
            || roles.takes && !roles.happens && !roles.strict && said;
        if fits {
            told.push(Told { group, verb: verb.clone(), order: Order::Follows(from), planned: false });
        } else if told.is_empty() && !is_helper(verb) {
            break;
        }
        from = verb.range.end;
    }
    told
}

/// Whether a verb behind a name tells of the next one: 《…》和2018年签署的《…》.
fn modifies(passage: &Passage<'_>, next: Option<&Group>, verb: &Verb) -> bool {
    const FAR: usize = 60;
    let until = next.map(|next| next.range.start).filter(|next| *next > verb.range.end);
    let between = until.map(|next| &passage.text[verb.range.end..next]);
    between.is_some_and(|words| words.starts_with('的') && words.len() <= FAR && !words.contains(is_mark))
}

fn any_passive(gap: &str) -> bool {
    const ONLY_LOOK_SO: [&str; 7] = ["自由", "理由", "经济", "经贸", "行为", "作为", "因为"];
    let words = ["被", "由", "经", "获", "为"];
    let so = |at: usize| {
        ONLY_LOOK_SO.iter().any(|word| gap[at..].starts_with(word) || gap[..at + 3].ends_with(word))
    };
    words.iter().any(|word| gap.match_indices(word).any(|(at, _)| !so(at)))
}

/// Whether a place is told, or for whom: 在莫斯科, 对缅甸.
fn is_placed(gap: &str) -> bool {
    let exists = |at: usize| gap[..at].ends_with(['存', '现', '正', '所']);
    gap.contains('对') || gap.match_indices('在').any(|(at, _)| !exists(at))
}

/// Whether a verb may stand before another: 通过谈判.
fn is_helper(verb: &Verb) -> bool {
    !verb.rule.needs.is_empty()
}

/// Where the name ends by which a group is replaced: 被《…》.
fn replaced_by(passage: &Passage<'_>, groups: &[Group], group: usize) -> Option<usize> {
    let next = groups.get(group + 1)?;
    let between = passage.text[groups[group].range.end..next.range.start].trim_start_matches(['将', '已']);
    matches!(between, "被" | "为" | "由" | "被新的").then_some(next.range.end)
}

/// Whether nothing stands in a gap but dates, parties and words that may.
fn fills(passage: &Passage<'_>, gap: Range<usize>, goes_on: bool) -> bool {
    const PLACE: usize = 10;
    let around = &Actions::get().around;
    let mut rest = 0;
    let mut at = gap.start;
    let text = &passage.text[..gap.end];
    let agent = any_passive(&text[gap.clone()]) || is_placed(&text[gap.clone()]);
    let mut parties = kaoju_parties::parties(&text[gap.clone()]).into_iter().peekable();
    while at < gap.end {
        while parties.next_if(|party| gap.start + party.range.start < at).is_some() {}
        if let Some(party) = parties.next_if(|party| gap.start + party.range.start == at) {
            at = gap.start + party.range.end;
            continue;
        }
        if let Some(date) = passage.starting_at(at).filter(|date| edtf(&passage.found[*date].value).is_some())
        {
            at = passage.found[date].range.end;
            continue;
        }
        let filler = around.fillers.at_start(&text[at..]);
        if filler > 0 {
            at += filler;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { return true };
        let far = !goes_on && gap.start != at && !agent;
        if matches!(c, '，' | '；' | '。' | '\t') && (far || !goes_on && !agent)
            || passage.name_at(at).is_some()
        {
            return false;
        }
        rest += usize::from(!matches!(c, '，' | '）'));
        at += c.len_utf8();
        if rest > if agent { PLACE } else { 0 } {
            return false;
        }
    }
    true
}

/// Whether a transitive verb behind a name has that name as its object.
fn stands(passage: &Passage<'_>, name: &Range<usize>, gap: &Range<usize>, verb: &Verb) -> bool {
    let around = &Actions::get().around;
    let between = &passage.text[gap.clone()];
    if !verb.rule.needs.is_empty() {
        let before = &passage.text[passage.clause_start(name.start)..name.start];
        let clause = &passage.text[verb.range.end..clause_end(passage, verb.range.end)];
        return verb.rule.needs.at_end(before.trim_end_matches(['了', '的', '对'])) > 0
            || any_in(&verb.rule.needs, between)
            || any_in(&verb.rule.needs, clause);
    }
    if around.objective.at_end(&passage.text[passage.range.start..name.start]) > 0 {
        return true;
    }
    let rest = &passage.text[verb.range.end..passage.range.end];
    let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    // 发表《…》，签署多项文件: behind a comma the verb has its own object; so it has in 退出《…》以及退出世界卫生组织.
    if (between.contains('，') || between == "以及")
        && !ends
        && !rest.starts_with('于')
        && !any_passive(between)
    {
        return false;
    }
    // 就《…》发表的意见: what the verb tells of is something else.
    let other = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric());
    if rest.strip_prefix('的').is_some_and(other) && !between.contains('是') && !any_passive(between) {
        return false;
    }
    if verb.roles.strict {
        let before = passage.clause_start(name.start)..name.start;
        let decided = between.contains('获')
            || any_in(&around.bodies, between)
            || passage.dates(gap.clone()).next().is_some()
            || between.is_empty() && passage.text[before].ends_with("宣布");
        return decided
            && complete(passage, verb)
            && (ends || rest.starts_with(['后', '时', '并', '以']) || is_counted(passage, verb.range.end));
    }
    complete(passage, verb)
}

/// Whether the sentence does not go on with an object of the verb.
fn complete(passage: &Passage<'_>, verb: &Verb) -> bool {
    let rest = &passage.text[verb.range.end..passage.range.end];
    Actions::get().around.objects.at_start(rest) == 0 || is_counted(passage, verb.range.end)
}

/// Whether the time since then is told right behind: 签署两周年.
fn is_counted(passage: &Passage<'_>, at: usize) -> bool {
    let mention = passage.starting_at(at).map(|index| &passage.found[index].value);
    matches!(mention, Some(Value::Duration { .. }))
}

fn clause_end(passage: &Passage<'_>, at: usize) -> usize {
    let high = crate::floor(passage.text, passage.range.end.min(at + 90));
    passage.text[at..high].find(['，', '；', '。']).map_or(high, |end| at + end)
}
