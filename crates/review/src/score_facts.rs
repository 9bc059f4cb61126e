//! Precision, recall and F1 of predicted facts: events, measures of prose, cells of tables.
//!
//! An event is found if treaty, action and date are the same, a measure or cell if period, numbers, unit, direction and base
//! are, each within the source bytes that the gold names. It is found in full if the parties are the same, or if entity
//! and indicator share at least half of their characters with the gold's. Facts in notes do not count, and neither do counts with a
//! classifier that the gold does not list.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::ops::Range;

use kaoju_record::Fact;
use serde_json::Value as Json;

use crate::gold::FactGold;
use crate::key::number;
use crate::score::{Counts, ErrorKind, Wrong, share};

/// How many facts were found, and how many of them in full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FactCounts {
    /// Found, too much, missed.
    pub counts: Counts,
    /// Found, and everything else right as well.
    pub full: usize,
}

impl FactCounts {
    /// Share of the gold that was found in full; 1 where there is none.
    pub fn in_full(self) -> f64 {
        share(self.full, self.counts.hits + self.counts.missed)
    }

    fn add(&mut self, other: Self) {
        self.counts.add(other.counts);
        self.full += other.full;
    }
}

/// The sorts of fact that are scored.
const SORTS: [&str; 3] = ["event", "measure", "cell"];

/// The scores of the facts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactScores {
    /// By document and sort (`event`, `measure`, `cell`).
    pub measures: BTreeMap<(String, &'static str), FactCounts>,
    /// What is wrong, by document and place.
    pub wrong: Vec<Wrong>,
}

impl FactScores {
    /// The counts of one sort over all documents.
    pub fn of_sort(&self, sort: &str) -> FactCounts {
        self.sum(|of| of == sort)
    }

    /// The counts of all facts.
    pub fn total(&self) -> FactCounts {
        self.sum(|_| true)
    }

    fn sum(&self, wanted: impl Fn(&str) -> bool) -> FactCounts {
        let mut sum = FactCounts::default();
        let wanted = self.measures.iter().filter(|((_, sort), _)| wanted(sort));
        wanted.for_each(|(_, counts)| sum.add(*counts));
        sum
    }
}

impl fmt::Display for FactScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut docs: Vec<&String> = self.measures.keys().map(|(doc, _)| doc).collect();
        docs.dedup();
        for doc in docs {
            for sort in SORTS {
                if let Some(counts) = self.measures.get(&(doc.clone(), sort)) {
                    row(f, &format!("{doc} {sort}"), *counts)?;
                }
            }
        }
        for sort in SORTS.into_iter().filter(|sort| self.measures.keys().any(|(_, of)| of == sort)) {
            row(f, &format!("all {sort}"), self.of_sort(sort))?;
        }
        row(f, "all facts", self.total())
    }
}

fn row(f: &mut fmt::Formatter<'_>, label: &str, all: FactCounts) -> fmt::Result {
    let c = all.counts;
    let shares = format!("P {:.3} R {:.3} F1 {:.3}", c.precision(), c.recall(), c.f1());
    writeln!(f, "{label:<16}{:>6}  {shares}   full {:.3}", c.hits + c.missed, all.in_full())
}

/// Scores facts against gold. Facts of documents without gold do not count.
pub fn score_facts(golds: &[FactGold], facts: &[Fact]) -> FactScores {
    let mut scores = FactScores::default();
    for gold in golds {
        let found = facts.iter().filter(|fact| fact.doc == gold.doc).map(Item::found);
        let mut found = Found::of(found.collect());
        let mut count = |sort, add: &dyn Fn(&mut FactCounts)| {
            add(scores.measures.entry((gold.doc.clone(), sort)).or_default());
        };
        for (span, json) in &gold.facts {
            let stated = Item::new(span.clone(), json.clone());
            match found.take(&stated) {
                Some(hit) => count(stated.sort, &|counts| {
                    counts.counts.hits += 1;
                    counts.full += usize::from(stated.is_full(&hit));
                }),
                None => {
                    count(stated.sort, &|counts| counts.counts.missed += 1);
                    scores.wrong.push(stated.wrong(&gold.doc, ErrorKind::Missed));
                }
            }
        }
        for extra in found.rest().filter(Item::counts) {
            count(extra.sort, &|counts| counts.counts.extra += 1);
            scores.wrong.push(extra.wrong(&gold.doc, ErrorKind::Extra));
        }
    }
    scores.wrong.sort_by(|a, b| (&a.doc, a.start, a.error, a.kind).cmp(&(&b.doc, b.start, b.error, b.kind)));
    scores
}

/// A fact of either side.
struct Item {
    sort: &'static str,
    span: Range<usize>,
    key: Vec<Option<String>>,
    says: Json,
}

impl Item {
    fn found(fact: &Fact) -> Self {
        // OK because a fact is always an object.
        Self::new(fact.span.start..fact.span.end, serde_json::to_value(fact).unwrap_or_default())
    }

    fn new(span: Range<usize>, says: Json) -> Self {
        let text = |name: &str| match says.get(name) {
            None | Some(Json::Null) => None,
            Some(Json::String(text)) => Some(text.clone()),
            Some(other) => Some(other.to_string()),
        };
        let amount = |name: &str| text(name).map(|amount| number(&amount));
        let event = says.get("type").is_some_and(|of| of == "treaty_event");
        let key = if event {
            let name = squash(&text("treaty").unwrap_or_default()).collect();
            vec![Some(name), text("action"), text("date")]
        } else {
            let unit = Some(text("unit").unwrap_or_default());
            let numbers = [amount("number"), amount("min"), amount("max")];
            [vec![text("period"), unit, text("direction"), text("base")], numbers.to_vec()].concat()
        };
        let sort = match (says.get("zone").and_then(Json::as_str), event) {
            (Some("table"), _) => "cell",
            (_, true) => "event",
            (_, false) => "measure",
        };
        Self { sort, span, key, says }
    }

    fn text(&self, name: &str) -> &str {
        self.says.get(name).and_then(Json::as_str).unwrap_or_default()
    }

    fn parties(&self) -> Vec<&str> {
        let parties = self.says.get("parties").and_then(Json::as_array).into_iter().flatten();
        let mut parties: Vec<&str> = parties.filter_map(Json::as_str).collect();
        parties.sort_unstable();
        parties.dedup();
        parties
    }

    fn is_full(&self, hit: &Self) -> bool {
        if self.sort == "event" {
            return self.parties() == hit.parties();
        }
        ["entity", "indicator"].into_iter().all(|part| alike(self.text(part), hit.text(part)) >= 0.5)
    }

    /// Whether it counts where the gold has it not.
    fn counts(&self) -> bool {
        let unit = self.text("unit");
        self.text("zone") != "note" && (self.sort != "measure" || unit.is_ascii() || unit == "倍")
    }

    fn wrong(&self, doc: &str, error: ErrorKind) -> Wrong {
        let mut value = self.says.clone();
        if let Some(parts) = value.as_object_mut() {
            for name in ["id", "record", "doc", "mentions", "span", "start", "end", "quote", "rule", "status"]
            {
                parts.remove(name);
            }
        }
        let quote = self.text("quote").to_owned();
        Wrong { doc: doc.to_owned(), start: self.span.start, error, kind: self.sort, quote, value }
    }
}

/// The facts of a run that have no partner yet, those that say the same together.
struct Found {
    items: Vec<Option<Item>>,
    by_key: HashMap<Vec<Option<String>>, Vec<usize>>,
}

impl Found {
    fn of(items: Vec<Item>) -> Self {
        let mut by_key: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            by_key.entry(item.key.clone()).or_default().push(at);
        }
        Self { items: items.into_iter().map(Some).collect(), by_key }
    }

    /// The first that says the same within the bytes of the gold.
    fn take(&mut self, stated: &Item) -> Option<Item> {
        let same = self.by_key.get_mut(&stated.key)?;
        let overlaps = |at: &usize| {
            let item = self.items[*at].as_ref();
            item.is_some_and(|item| item.span.start < stated.span.end && stated.span.start < item.span.end)
        };
        let at = same.iter().position(overlaps)?;
        self.items[same.remove(at)].take()
    }

    fn rest(self) -> impl Iterator<Item = Item> {
        self.items.into_iter().flatten()
    }
}

/// Without spaces, brackets and quotation marks.
fn squash(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !" \u{3000}《》〈〉“”\"'".contains(*c))
}

/// Twice the characters in common, divided by those of both.
fn alike(a: &str, b: &str) -> f64 {
    let (mut a, mut b): (Vec<char>, Vec<char>) = (squash(a).collect(), squash(b).collect());
    let all = a.len() + b.len();
    a.sort_unstable();
    b.sort_unstable();
    let (mut at, mut common) = (0, 0);
    for c in a {
        at += b[at..].iter().take_while(|other| **other < c).count();
        if b.get(at) == Some(&c) {
            (at, common) = (at + 1, common + 1);
        }
    }
    share(2 * common, all)
}
