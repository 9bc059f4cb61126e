//! A sentence or table row with the instruments it names.

use std::ops::Range;

use kaoju_extract::Found;
use kaoju_record::{Kind, Value, Zone};

use super::actions::Actions;
use crate::{Sentence, within};

/// No clause is longer, in bytes.
const LONGEST: usize = 600;

/// A sentence, or the row of a table. All ranges are bytes of the clean text.
pub(crate) struct Passage<'a> {
    /// The whole clean text.
    pub text: &'a str,
    pub range: Range<usize>,
    pub found: &'a [Found],
    /// The mentions in it.
    pub inside: Range<usize>,
    /// The names in it, instruments or not: nothing in them tells an event.
    names: Vec<Range<usize>>,
}

/// Instruments named one after the other, under one verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// From the bracket that opens the first to the one that closes the last.
    pub range: Range<usize>,
    /// The mentions, as indices.
    pub members: Vec<usize>,
}

impl<'a> Passage<'a> {
    pub(crate) fn new(text: &'a str, sentence: &Sentence, found: &'a [Found]) -> Self {
        let Sentence { range, mentions: inside } = sentence.clone();
        let mut names = Vec::new();
        let mut open = None;
        for (at, c) in text[range.clone()].char_indices().filter(|(_, c)| matches!(c, '《' | '》')) {
            match (c, open) {
                ('《', None) => open = Some(range.start + at),
                ('》', Some(start)) => {
                    names.push(start..range.start + at + c.len_utf8());
                    open = None;
                }
                _ => {}
            }
        }
        let bare: Vec<_> = found[inside.clone()]
            .iter()
            .filter(|mention| {
                mention.value.kind() == Kind::Treaty && covering(&names, mention.range.start).is_none()
            })
            .map(|mention| mention.range.clone())
            .collect();
        names.extend(bare);
        names.sort_by_key(|name| name.start);
        Self { text, range, found, inside, names }
    }

    /// The name that covers a place, if one does.
    pub(crate) fn name_at(&self, at: usize) -> Option<&Range<usize>> {
        covering(&self.names, at)
    }

    /// The mention that begins at a place.
    pub(crate) fn starting_at(&self, at: usize) -> Option<usize> {
        let inside = &self.found[self.inside.clone()];
        let index = inside.binary_search_by_key(&at, |mention| mention.range.start).ok()?;
        Some(self.inside.start + index)
    }

    /// The date that ends at a place.
    fn ending_at(&self, at: usize) -> Option<usize> {
        let before = self.inside.start
            + self.found[self.inside.clone()].partition_point(|mention| mention.range.start < at);
        let last = before.checked_sub(1).filter(|last| self.inside.contains(last))?;
        (self.found[last].range.end == at && edtf(&self.found[last].value).is_some()).then_some(last)
    }

    /// A part of the text without the names in it.
    pub(crate) fn words(&self, part: Range<usize>) -> String {
        let mut words = String::new();
        let mut from = part.start;
        let first = self.names.partition_point(|name| name.end <= part.start);
        for name in self.names[first..].iter().take_while(|name| name.start < part.end) {
            words.push_str(self.text.get(from..name.start).unwrap_or_default());
            from = name.end;
        }
        words.push_str(self.text.get(from..part.end).unwrap_or_default());
        words
    }

    /// Where the clause around a place begins.
    pub(crate) fn clause_start(&self, at: usize) -> usize {
        let low = self.range.start.max(crate::floor(self.text, at.saturating_sub(LONGEST))).min(at);
        let mut marks = self.text[low..at].char_indices().rev().filter(|(_, c)| is_mark(*c));
        let mark = marks.find(|(mark, _)| self.name_at(low + mark).is_none());
        mark.map_or(low, |(mark, c)| low + mark + c.len_utf8())
    }

    /// The clauses that end at a place or before it, the nearest first, as far as they may matter.
    pub(crate) fn clauses_before(&self, at: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        const MANY: usize = 8;
        let mut end = Some(at);
        let clause = move || {
            let range = self.clause_start(end?)..end?;
            let mark = self.text[..range.start].chars().next_back().map_or(0, char::len_utf8);
            end = (range.start > self.range.start).then(|| range.start - mark);
            Some(range)
        };
        std::iter::from_fn(clause).take(MANY)
    }

    /// The dates in a part of the text, as indices: points and closed periods.
    pub(crate) fn dates(&self, part: Range<usize>) -> impl DoubleEndedIterator<Item = usize> + '_ {
        within(self.found, &self.inside, &part).filter(|index| edtf(&self.found[*index].value).is_some())
    }

    /// Whether something is counted in a part of the text.
    pub(crate) fn counts(&self, part: Range<usize>) -> bool {
        let found = &self.found[within(self.found, &self.inside, &part)];
        found.iter().any(|mention| matches!(mention.value, Value::Count(_)))
    }

    /// The instruments, in groups that stand under one verb.
    pub(crate) fn groups(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for index in self.inside.clone() {
            let mention = &self.found[index];
            if mention.value.kind() != Kind::Treaty || mention.zone == Zone::Furniture {
                continue;
            }
            let range = self.outer(&mention.range);
            match groups.last_mut() {
                // A short form in the brackets behind the name is the name again.
                Some(last) if range.start < last.range.end => {}
                Some(last)
                    if is_list(&self.text[last.range.end..range.start]) && self.alike(last, &range) =>
                {
                    last.range.end = range.end;
                    last.members.push(index);
                }
                _ => groups.push(Group { range, members: vec![index] }),
            }
        }
        groups
    }

    /// Whether a name may follow in a list: behind a comma one in brackets follows one in brackets.
    fn alike(&self, last: &Group, next: &Range<usize>) -> bool {
        let comma = self.text[last.range.end..next.start] == *"，";
        let bracketed = self.text[..last.range.end].ends_with('》');
        !comma || bracketed == self.text[next.start..].starts_with('《')
    }

    /// The words that mean the instrument named before: 该协定, or the last word of its name alone (条约于2001年生效).
    pub(crate) fn meant(&self, last: usize) -> Option<Group> {
        let words = &Actions::get().around.meant;
        let text = &self.text[self.range.clone()];
        let (start, end) = words.find(text).or_else(|| self.bare(last))?;
        let range = self.range.start + start..self.range.start + end;
        Some(Group { range, members: vec![last] })
    }

    /// Where a clause begins with the last word of an instrument's name, or with a date and this word.
    fn bare(&self, last: usize) -> Option<(usize, usize)> {
        let name = self.found[last].value.treaty_name()?;
        let head = &name[name.len() - Actions::get().around.bare.at_end(name)..];
        if head.is_empty() {
            return None;
        }
        let begins = |at: &usize| {
            let start = self.range.start + at;
            let before = self.text[..start].chars().next_back();
            *at == 0 || before.is_none_or(is_mark) || self.ending_at(start).is_some()
        };
        let text = &self.text[self.range.clone()];
        text.match_indices(head).map(|(at, _)| at).find(begins).map(|at| (at, at + head.len()))
    }

    /// A name with its brackets, and what stands in brackets behind it: 《…》（修订版）.
    fn outer(&self, range: &Range<usize>) -> Range<usize> {
        let mut outer = self.name_at(range.start).cloned().unwrap_or_else(|| range.clone());
        let before = self.text[..outer.start].chars().next_back();
        if before == Some('“') && self.text[outer.end..].starts_with('”') {
            outer = outer.start - '“'.len_utf8()..outer.end + '”'.len_utf8();
        }
        let high = crate::floor(self.text, self.range.end.min(outer.end + 90)).max(outer.end);
        let rest = &self.text[outer.end..high];
        if rest.starts_with('（')
            && let Some(close) = rest.find('）')
        {
            let inside = outer.end..outer.end + close;
            if Actions::get().verbs(self.text, inside).next().is_none() {
                outer.end += close + '）'.len_utf8();
            }
        }
        outer
    }
}

fn covering(names: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let after = names.partition_point(|name| name.start <= at);
    names[..after].last().filter(|name| at < name.end)
}

/// Whether a text only joins the names of a list; what is listed may be decisions on them (《…》的决定、《…》的决定), and
/// something else may stand among them (中日韩自贸区).
fn is_list(between: &str) -> bool {
    const LONGEST: usize = 60;
    let between = ["的决定", "的议案"].iter().find_map(|word| between.strip_prefix(word)).unwrap_or(between);
    let zone = |other: &str| {
        let named = other.ends_with("自贸区") || other.ends_with("自由贸易区");
        named && other.len() <= LONGEST && !other.contains(is_mark)
    };
    if between.strip_prefix('、').and_then(|rest| rest.strip_suffix('、')).is_some_and(zone) {
        return true;
    }
    matches!(
        between,
        "" | "、" | "和" | "与" | "及" | "以及" | "，以及" | "；" | "，" | "、以及" | "并" | "，和"
    )
}

pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '，' | '；' | '：' | '。' | '！' | '？' | '\n' | '\t' | '（' | ',' | ';')
}

/// The value of a point in time or a closed period; of what goes on from a day (2022年1月1日起) that day.
pub(crate) fn edtf(value: &Value) -> Option<&str> {
    const DAY: usize = "2014-05-29".len();
    match value {
        Value::Date { edtf, .. } => Some(edtf),
        Value::Period { edtf, .. } if edtf.ends_with("/..") && edtf.len() == DAY + 3 => Some(&edtf[..DAY]),
        Value::Period { edtf, .. } if !edtf.contains("..") => Some(edtf),
        _ => None,
    }
}
