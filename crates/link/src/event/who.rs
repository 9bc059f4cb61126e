//! Who took part: the parties that a name or the words around a verb tell.

use std::collections::BTreeSet;
use std::ops::Range;

use kaoju_parties::{of_instrument, parties, together};
use kaoju_record::Action;

use super::actions::{Actions, any_in};
use super::find::{Order, Told};
use super::passage::Passage;

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
    let subject = subject(passage, told, name);
    if alone && !subject.is_empty() {
        return subject;
    }
    if of_name.len() > 1 {
        return of_name;
    }
    if subject.len() > 1 {
        return subject;
    }
    let around = &Actions::get().around;
    let clause = passage.clause_start(told.verb.range.start)..told.verb.range.start;
    let words = passage.words(clause);
    if any_in(&around.doers, &words)
        && let Some(codes) = before.together(how_many(&words))
    {
        return codes;
    }
    if subject.is_empty() { of_name } else { subject }
}

/// What the text before a passage knows of parties.
pub(crate) trait Before {
    /// The parties last named together; so many, where their number is said.
    fn together(&self, count: Option<usize>) -> Option<Codes>;
    /// The passage and the sentences shortly before it, the nearest first.
    fn around<'t>(&'t self, passage: &'t Passage<'_>) -> impl Iterator<Item = &'t str>;
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
fn subject(passage: &Passage<'_>, told: &Told, name: &Range<usize>) -> Codes {
    let verb = told.verb.range.start;
    let hails = |clause: Range<usize>| any_in(&Actions::get().around.hails, &passage.words(clause));
    if passage.clauses_before(verb.min(name.start)).take(1).any(hails) {
        return Codes::new();
    }
    if let Order::Follows(from) = told.order {
        let codes = named(passage, from..verb);
        if !codes.is_empty() {
            return codes;
        }
    }
    let clauses = if told.order == Order::Relative { 1 } else { usize::MAX };
    let speaks =
        |clause: &Range<usize>| any_in(&Actions::get().around.speaks, &passage.words(clause.clone()));
    let before = passage.clauses_before(verb.min(name.start)).take(clauses);
    // Who says so is not who did it.
    let named = before.take_while(|clause| !speaks(clause)).map(|clause| named(passage, clause));
    named.into_iter().find(|codes| !codes.is_empty()).unwrap_or_default()
}

/// Parties named together in a part of the text, else all that are named.
fn named(passage: &Passage<'_>, part: Range<usize>) -> Codes {
    let words = passage.words(part);
    let found = parties(&words);
    let group = together(&found).next_back();
    group.unwrap_or_else(|| {
        let all: Codes = found.iter().flat_map(|party| party.codes.iter().copied()).collect();
        // An organisation beside states is where they met.
        let states: Codes = all.iter().copied().filter(|code| code.len() == 2).collect();
        if states.len() > 1 { states } else { all }
    })
}
