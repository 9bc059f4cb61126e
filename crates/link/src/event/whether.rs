//! Whether what a verb tells happened, is meant to happen, or did not.

use std::ops::Range;

use kaoju_record::Action;

use super::actions::{Actions, any_in};
use super::find::{Order, Told};
use super::passage::{Group, Passage, is_mark};
use crate::lexicon::WordList;

/// Whether it happened, or is meant to. In a section that looks back, what was driven on came about.
pub(crate) fn happens(passage: &Passage<'_>, groups: &[Group], told: &mut Told, looks_back: bool) -> bool {
    let around = &Actions::get().around;
    let mut words = passage.words(scope(passage, told));
    if matches!(told.order, Order::Follows(_)) {
        // What stands before the name in its own clause counts where the verb is said of the name alone.
        let name = groups[told.group].range.start;
        words.push_str(&passage.words(passage.clause_start(name)..name));
    }
    told.planned = is_planned(passage, told);
    if asks(passage, told) || wished(passage, told, &groups[told.group].range) || about_to(passage, told) {
        return false;
    }
    let has = |list: &WordList| any_in(list, &words);
    if !told.verb.rule.needs.is_empty() {
        let begins = has(&around.begins) && (has(&around.driven) || has(&around.soon) || has(&around.wished));
        return !begins && !has(&around.broken) && !breaks_off(passage, told);
    }
    let mut never = around.never.iter().filter(|word| words.contains(*word)).peekable();
    let driven = |word: &str| around.driven.contains(word);
    if never.peek().is_none() {
        return true;
    }
    if !never.clone().all(|word| driven(word) || around.soon.contains(word)) {
        return false;
    }
    let drove = |word: &str| words.contains("成功") || words.contains(&format!("{word}了"));
    let back = looks_back && told.order != Order::Takes;
    let came_about = never.all(|word| driven(word) && (back || drove(word)));
    told.planned |= !came_about;
    // 推动签署 is a plan; 推动《…》签署 may look back as well.
    let soon = || told.order == Order::Takes || has(&around.soon);
    came_about || told.verb.rule.action == Action::Signed && !words.contains("为推动") && soon()
}

/// The words that tell whether it happened: of the clause of a verb, or of its relative clause.
fn scope(passage: &Passage<'_>, told: &Told) -> Range<usize> {
    let around = &Actions::get().around;
    let end = told.verb.range.start;
    match told.order {
        Order::Takes | Order::Follows(_) => passage.clause_start(end)..end,
        Order::Relative(start) => {
            let date = passage.dates(start..end).next_back().map(|date| passage.found[date].range.start);
            let block = around
                .blocks
                .iter()
                .filter_map(|word| Some(passage.text[start..end].rfind(word)? + word.len()));
            date.unwrap_or(start).max(start + block.max().unwrap_or(0))..end
        }
    }
}

/// Whether it is only asked for: 终止《…》便有救？
fn asks(passage: &Passage<'_>, told: &Told) -> bool {
    let sentence = &passage.text[passage.range.clone()];
    !matches!(told.order, Order::Relative(_))
        && sentence.trim_end_matches(['”', '」', '"']).ends_with(['？', '?'])
        && passage.dates(passage.range.clone()).next().is_none()
}

/// Whether it is only wished for: 如果愿意改善关系，就应当按照谅解，签署《…》; or the end that
/// something else serves, or its object, or only thought of (退出《…》能松绑): 为达成《…》, 就修订《…》开展磋商.
fn wished(passage: &Passage<'_>, told: &Told, name: &Range<usize>) -> bool {
    if told.order != Order::Takes {
        return false;
    }
    let verb = &told.verb.range;
    let mut clauses = passage.clauses_before(verb.start);
    let own = clauses.next().map_or("", |own| &passage.text[own]);
    let done = passage.text[verb.end..].starts_with('了');
    if own.ends_with('就') && !done
        || own.ends_with('为') && !["作为", "因为", "认为"].iter().any(|word| own.ends_with(word))
    {
        return true;
    }
    let behind = &passage.text[name.end..passage.range.end.max(name.end)];
    if own.is_empty() && !done && behind.starts_with(['能', '可', '会', '便']) {
        return true;
    }
    let goes_on = matches!(own, "" | "并" | "还" | "进而") && !done;
    let wishes = |clause: Range<usize>| any_in(&Actions::get().around.wished, &passage.words(clause));
    goes_on && clauses.next().is_some_and(wishes)
}

/// Whether the words right behind a verb tell that it comes to nothing: 磋商会议推迟举行.
fn breaks_off(passage: &Passage<'_>, told: &Told) -> bool {
    const NEAR: usize = 24;
    let from = told.verb.range.end;
    let high = crate::floor(passage.text, passage.range.end.min(from + NEAR)).max(from);
    let clause = passage.text[from..high].split(|c| is_mark(c) || c == ' ').next().unwrap_or_default();
    any_in(&Actions::get().around.broken, clause)
}

/// Whether it is meant to happen only. What enters into force on a day that is known does happen.
fn is_planned(passage: &Passage<'_>, told: &Told) -> bool {
    let around = &Actions::get().around;
    let happens = told.verb.roles.happens && matches!(told.order, Order::Follows(_));
    if happens && told.verb.rule.needs.is_empty() {
        return false;
    }
    let words = match told.order {
        Order::Follows(from) => passage.words(from..told.verb.range.start),
        _ => passage.words(scope(passage, told)),
    };
    let words = around.not_planned.iter().fold(words, |rest, word| rest.replace(word, ""));
    any_in(&around.planned, &words)
}

/// Whether it will enter into force on a day that is not known.
fn about_to(passage: &Passage<'_>, told: &Told) -> bool {
    let Order::Follows(from) = told.order else { return false };
    let between = from..told.verb.range.start;
    let text = &passage.text[between.clone()];
    // 如果不释放人员，《…》将终止.
    let only_if = || {
        let before = passage.clauses_before(from).map(|clause| passage.words(clause));
        text.contains('将') && before.into_iter().any(|words| any_in(&Actions::get().around.only_if, &words))
    };
    told.verb.roles.happens && (text.contains("即将") || only_if()) && passage.dates(between).next().is_none()
}
