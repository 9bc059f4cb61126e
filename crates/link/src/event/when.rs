//! When it happened: the date that the words around a verb give.

use std::ops::Range;

use kaoju_record::{Action, Value};

use super::actions::{Actions, any_in};
use super::find::{Order, Told};
use super::passage::{Passage, edtf, is_mark};

/// A date and the mentions it rests on.
pub(crate) type When = Option<(String, Vec<usize>)>;

/// The date of an event. `name` is the range of its instruments.
pub(crate) fn when(
    passage: &Passage<'_>,
    told: &Told,
    name: &Range<usize>,
    told_before: &impl Before,
) -> When {
    let document = told_before.document();
    if let Some(counted) = anniversary(passage, told, name, document) {
        return Some(counted);
    }
    let verb = &told.verb.range;
    let own = match told.order {
        Order::Follows(from) => {
            passage.dates(from..verb.start).next_back().or_else(|| behind(passage, verb.end)).or_else(|| {
                // The date of a relative clause before the name is that of another event.
                let start = passage.clause_start(name.start);
                let clean =
                    |date: &usize| !relative(&passage.text[passage.found[*date].range.end..name.start]);
                passage.dates(start..name.start).next_back().filter(clean)
            })
        }
        Order::Takes => passage.dates(passage.clause_start(verb.start)..verb.start).next_back(),
        Order::Relative(start) => {
            let date = passage.dates(start..verb.start).next_back();
            let around = &Actions::get().around;
            return date
                .filter(|date| {
                    !any_in(&around.blocks, &passage.text[passage.found[*date].range.end..verb.start])
                })
                .or_else(|| behind(passage, verb.end))
                .and_then(|date| dated(passage, date));
        }
    };
    let first = verb.start.min(name.start);
    let before = || (told.order == Order::Takes).then(|| of_subject(passage, verb.start)).flatten();
    let date = own.or_else(|| leading(passage, first)).or_else(before).or_else(|| behind(passage, verb.end));
    match date {
        Some(date) => dated(passage, date),
        None => carried(passage, told, told_before).and_then(|date| dated(passage, date)),
    }
}

/// What the text before a passage knows of time. Dates are indices of mentions.
pub(crate) trait Before {
    /// The date of the document.
    fn document(&self) -> Option<&str>;
    /// The last date of the sentence before, in the same paragraph.
    fn sentence(&self) -> Option<usize>;
    /// Whether the paragraph tells what came of a meeting: 会谈后, 访问期间.
    fn tells_results(&self) -> bool;
    /// The days of the last meeting that was told of.
    fn meeting(&self) -> Option<usize>;
    /// The year that the section looks back on.
    fn section(&self) -> Option<usize>;
}

/// The date that the text before gives a sentence that goes on from it.
fn carried(passage: &Passage<'_>, told: &Told, before: &impl Before) -> Option<usize> {
    let around = &Actions::get().around;
    let words: String =
        passage.clauses_before(told.verb.range.start).map(|clause| passage.words(clause)).collect();
    if any_in(&around.vague, &words) || told.planned {
        return None;
    }
    let negotiated = !told.verb.rule.needs.is_empty();
    // 两国元首同意《…》延期: who does it stands before the name all the same.
    let done_to = matches!(told.verb.rule.action, Action::Extended | Action::Amended | Action::Terminated);
    let acts = told.order == Order::Takes || negotiated || done_to;
    let takes = acts && !any_in(&around.speaks, &words);
    let goes_on = takes && any_in(&around.going_on, &words);
    let results = takes
        && (any_in(&around.results, &words)
            || (any_in(&around.doers, &words) || any_in(&around.leaders, &words)) && before.tells_results());
    let sentence = goes_on.then(|| before.sentence()).flatten();
    sentence.or_else(|| results.then(|| before.meeting()).flatten()).or_else(|| before.section())
}

fn dated(passage: &Passage<'_>, date: usize) -> When {
    edtf(&passage.found[date].value).map(|edtf| (edtf.to_owned(), vec![date]))
}

fn relative(words: &str) -> bool {
    words.contains('的')
}

/// The date that an earlier clause of the passage begins with, the nearest first.
fn leading(passage: &Passage<'_>, first: usize) -> Option<usize> {
    passage.clauses_before(first).skip(1).find_map(|clause| {
        let date = passage.dates(clause.clone()).next()?;
        let before = &passage.text[clause.start..passage.found[date].range.start];
        (before.chars().count() <= 2).then_some(date)
    })
}

/// The date of the clause before where a verb has its subject there: 总统29日签署法令，废止《…》.
fn of_subject(passage: &Passage<'_>, verb: usize) -> Option<usize> {
    let mut clauses = passage.clauses_before(verb);
    let own = clauses.next()?;
    matches!(&passage.text[own], "" | "并" | "还" | "同时").then_some(())?;
    let before = clauses.next()?;
    let date = passage.dates(before.clone()).next_back()?;
    (!relative(&passage.text[passage.found[date].range.end..before.end])).then_some(date)
}

/// 签署于2001年, 生效日期为2019年10月25日.
fn behind(passage: &Passage<'_>, at: usize) -> Option<usize> {
    const WORDS: [&str; 6] = ["于", "日期为", "日期是", "时间为", "时间是", "（"];
    let rest = &passage.text[at..passage.range.end];
    let word = WORDS.iter().find(|word| rest.starts_with(**word))?;
    let date = at + word.len();
    passage.starting_at(date).filter(|date| edtf(&passage.found[*date].value).is_some())
}

/// 《…》签署20周年: counted back from the year that is spoken of; so is 生效的第四年.
fn anniversary(passage: &Passage<'_>, told: &Told, name: &Range<usize>, document: Option<&str>) -> When {
    let (at, years) = counted(passage, told, name)?;
    let spoken = passage.clauses_before(name.start).find_map(|clause| passage.dates(clause).next_back());
    let year_of = |edtf: &str| edtf.get(..4)?.parse::<i32>().ok();
    let base =
        spoken.and_then(|date| year_of(edtf(&passage.found[date].value)?)).or_else(|| year_of(document?))?;
    Some((format!("{:04}", base - years), spoken.into_iter().chain(at).collect()))
}

/// The years since then that are told right behind the verb, or behind the name that it takes, and their mention.
pub(crate) fn counted(
    passage: &Passage<'_>,
    told: &Told,
    name: &Range<usize>,
) -> Option<(Option<usize>, i32)> {
    let from = if told.order == Order::Takes { name.end } else { told.verb.range.end };
    // 生效实施三周年.
    let from = if passage.text[from..].starts_with("实施") { from + "实施".len() } else { from };
    let rest = &passage.text[from..passage.range.end.max(from)];
    if let Some(ordinal) = rest.strip_prefix("的第") {
        const NUMERALS: &str = "一二三四五六七八九十";
        let (numeral, unit) = (ordinal.chars().next()?, ordinal.chars().nth(1)?);
        let years =
            NUMERALS.chars().position(|c| c == numeral).or(numeral.to_digit(10).map(|n| n as usize - 1));
        return (unit == '年').then_some((None, i32::try_from(years?).ok()?));
    }
    let next = rest.chars().next().filter(|next| !is_mark(*next))?;
    let at = passage.starting_at(from).or_else(|| passage.starting_at(from + next.len_utf8()))?;
    let mention = &passage.found[at];
    let Value::Duration { duration, .. } = &mention.value else { return None };
    let words = &passage.text[mention.range.clone()];
    let since = words.ends_with('年') && passage.text[mention.range.end..].starts_with('来');
    if !words.ends_with("周年") && !since {
        return None;
    }
    Some((Some(at), duration.strip_prefix('P')?.strip_suffix('Y')?.parse().ok()?))
}
