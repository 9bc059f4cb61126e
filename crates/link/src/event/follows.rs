//! The verbs behind a name that are said of it: 《…》于2001年签署，2002年生效.

use std::ops::Range;

use kaoju_record::Value;

use super::actions::{Actions, Verb, any_in};
use super::find::{Order, Told};
use super::passage::{Group, Passage, edtf, is_mark};

/// The verbs behind a group: 《…》于2001年签署，2002年生效.
pub(super) fn following(
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
