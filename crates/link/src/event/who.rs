//! Who took part: the parties that a name or the words around a verb tell.

use std::collections::BTreeSet;
use std::ops::Range;

use kaoju_parties::{Party, of_instrument, parties_in, together};
use kaoju_record::Action;

use super::actions::{Actions, any_in};
use super::find::{Order, Told};
use super::passage::Passage;
use super::when;
use crate::lexicon::WordList;

/// Codes of parties.
pub(crate) type Codes = BTreeSet<&'static str>;

/// The parties of an event on an instrument. `earlier` gives the parties named together in the sentences before.
pub(crate) fn who(
    passage: &Passage<'_>,
    told: &Told,
    name: &Range<usize>,
    treaty: &str,
    before: &impl Before,
) -> Codes {
    let of_name = of_instrument(treaty, before.around(passage));
    // Who ratifies or leaves does so alone.
    let alone =
        matches!(told.verb.rule.action, Action::Terminated | Action::Adopted) && told.order == Order::Takes;
    let subject = subject(passage, told, name, alone, before);
    if alone && !subject.is_empty() {
        return subject;
    }
    // Who signs for ASEAN is no party beside it.
    let states = of_name.iter().all(|code| code.len() == 2);
    if of_name.len() > 1 && !(states && subject.len() > of_name.len() && subject.is_superset(&of_name)) {
        return of_name;
    }
    if subject.len() > 1 {
        return subject;
    }
    let around = &Actions::get().around;
    let mut clauses = passage.clauses_before(told.verb.range.start).map(|clause| passage.words(clause));
    let goes_on = |words: &String| !matches!(words.as_str(), "" | "并" | "还" | "共同" | "并共同");
    let words = clauses.find(goes_on).unwrap_or_default();
    if any_in(&around.doers, &words)
        && let Some(codes) =
            before.together(passage, passage.range.start..told.verb.range.start, how_many(&words))
    {
        return codes;
    }
    if subject.is_empty() { of_name } else { subject }
}

/// What the text before a passage knows of parties.
pub(crate) trait Before {
    /// The parties last named together, in the words before the verb or earlier; so many, where their number is said.
    fn together(&self, passage: &Passage<'_>, own: Range<usize>, count: Option<usize>) -> Option<Codes>;
    /// The passage and the sentences shortly before it, the nearest first.
    fn around<'t>(&'t self, passage: &'t Passage<'_>) -> impl Iterator<Item = &'t str>;
}

/// China and the state whose head its own meets: 习近平主席对俄罗斯进行国事访问.
pub(crate) fn host_and_guest(words: &str, named: &[Party]) -> Option<Codes> {
    let around = &Actions::get().around;
    let mut states: Codes = named.iter().flat_map(|party| party.codes.iter().copied()).collect();
    let host = states.contains("CN") || any_in(&around.hosts, words);
    states.retain(|code| code.len() == 2 && *code != "CN");
    let met = host && states.len() == 1 && any_in(&around.meets, words);
    met.then(|| states.into_iter().chain(["CN"]).collect())
}

/// How many parties act: 三国, 五个成员国.
fn how_many(words: &str) -> Option<usize> {
    const NUMERALS: &str = "一二三四五六七八九十";
    let behind = ["国", "方", "个成员国", "国元首"];
    let count = |(at, c): (usize, char)| {
        let value = NUMERALS.chars().position(|numeral| numeral == c)? + 1;
        let rest = &words[at + c.len_utf8()..];
        (value > 2 && behind.iter().any(|word| rest.starts_with(word))).then_some(value)
    };
    words.char_indices().find_map(count)
}

/// The parties of the verb's clause, or of the nearest one before it that names several.
fn subject(
    passage: &Passage<'_>,
    told: &Told,
    name: &Range<usize>,
    alone: bool,
    text_before: &impl Before,
) -> Codes {
    let around = &Actions::get().around;
    let verb = told.verb.range.start;
    let says = |list: &WordList, clause: &Range<usize>| any_in(list, &passage.words(clause.clone()));
    let speaks = |clause: &Range<usize>| {
        says(&around.speaks, clause) || passage.text[clause.clone()].ends_with(['说', '称'])
    };
    if passage.clauses_before(verb.min(name.start)).take(1).any(|clause| says(&around.hails, &clause)) {
        return Codes::new();
    }
    let named = |part: Range<usize>| named(passage, part, told, alone, text_before);
    if let Order::Follows(from) = told.order {
        let codes = named(from..verb);
        // Who speaks of 《…》签署20周年 is no party.
        if !codes.is_empty() || when::counted(passage, told, name).is_some() {
            return codes;
        }
    }
    if let Order::Relative(start) = told.order {
        return named(start..verb);
    }
    // Who says so is not who did it.
    let before = passage.clauses_before(verb.min(name.start)).take_while(|clause| !speaks(clause));
    before.map(named).find(|codes| !codes.is_empty()).unwrap_or_default()
}

/// Parties named together in a part of the text, else all that are named.
fn named(passage: &Passage<'_>, part: Range<usize>, told: &Told, alone: bool, before: &impl Before) -> Codes {
    let words = passage.words(part);
    // 卡塔尔称《…》谈判已启动: who says so is not who did it, but in 俄罗斯称退出《…》.
    let words = if told.order == Order::Takes { &words } else { &words[reported(&words)..] };
    let mut found = parties_in(words, before.around(passage));
    let mut aside = None;
    found.retain(|party| {
        // In 在中巴建交35周年之际 both are aside, in 在中国、俄罗斯 as well.
        if is_aside(&words[..party.range.start], alone) {
            aside = Some(party.together);
        }
        aside != Some(party.together)
    });
    let group = together(&found).next_back();
    let mut codes = group.unwrap_or_else(|| {
        let all: Codes = found.iter().flat_map(|party| party.codes.iter().copied()).collect();
        // An organisation beside states is where they met.
        let states: Codes = all.iter().copied().filter(|code| code.len() == 2).collect();
        if states.len() > 1 { states } else { all }
    });
    let states = codes.iter().all(|code| code.len() == 2);
    if states && found.first().is_some_and(|first| host_with(&words[..first.range.start])) {
        codes.insert("CN");
    }
    codes
}

/// Whether words before a party tell that China acts with it: 国家主席习近平同坦桑尼亚总统哈桑.
fn host_with(words: &str) -> bool {
    let hosts = &Actions::get().around.hosts;
    let behind = hosts.iter().filter_map(|host| words.rfind(host).map(|at| at + host.len())).max();
    behind.is_some_and(|at| words[at..].contains(['同', '与', '和']))
}

/// Where what somebody says begins in some words.
fn reported(words: &str) -> usize {
    const ONLY_LOOK_SO: &str = "名简统号对全";
    let says = |at: &usize| {
        let before = words[..*at].chars().next_back();
        !before.is_some_and(|c| ONLY_LOOK_SO.contains(c)) && !words[*at..].starts_with("称为")
    };
    words.match_indices('称').map(|(at, _)| at).rfind(says).map_or(0, |at| at + '称'.len_utf8())
}

/// Whether a party that is named behind some words is not who acts: the place (在埃塞俄比亚), or whom the deed is told.
fn is_aside(words: &str, alone: bool) -> bool {
    let around = &Actions::get().around;
    around.aside.at_end(words) > 0 || alone && around.towards.at_end(words) > 0
}
