//! Precision, recall and F1 of predicted mentions, by document and kind.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use kaoju_record::Mention;
use serde_json::Value as Json;

use crate::gold::{Gold, GoldMention};
use crate::key::key;

/// How many were found, missed, and found without being there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found as the gold has them.
    pub hits: usize,
    /// Found, and not in the gold.
    pub extra: usize,
    /// In the gold, and not found.
    pub missed: usize,
}

impl Counts {
    /// Share of what was found that is right; 1 where nothing was found.
    pub fn precision(self) -> f64 {
        share(self.hits, self.hits + self.extra)
    }

    /// Share of the gold that was found; 1 where there is none.
    pub fn recall(self) -> f64 {
        share(self.hits, self.hits + self.missed)
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.extra += other.extra;
        self.missed += other.missed;
    }
}

pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Both ways of counting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// The same bytes, kind and value.
    pub strict: Counts,
    /// Overlapping bytes, the same kind and value.
    pub relaxed: Counts,
}

/// Whether an error is something missed or something too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ErrorKind {
    /// Found, and not in the gold.
    Extra,
    /// In the gold, and not found.
    Missed,
}

/// A mention that is wrong even when bytes need only overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The document.
    pub doc: String,
    /// First byte in the source.
    pub start: usize,
    /// Missed or extra.
    pub error: ErrorKind,
    /// `date`, `figure`, `treaty` or `ordinal`; for a fact `event`, `measure` or `cell`.
    pub kind: &'static str,
    /// Its text.
    pub quote: String,
    /// Its value.
    pub value: Json,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = match self.error {
            ErrorKind::Extra => "extra",
            ErrorKind::Missed => "missed",
        };
        write!(f, "{}\t{}\t{error}\t{}\t{}\t{}", self.doc, self.start, self.kind, self.quote, self.value)
    }
}

/// The kinds that are scored. Ordinals are a kind of their own and stay out of the total.
const KINDS: [&str; 4] = ["date", "figure", "treaty", "ordinal"];

/// The scores of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// By document and kind; what occurs neither in the gold nor in the run is absent.
    pub measures: BTreeMap<(String, &'static str), Measure>,
    /// What is wrong, by document and place.
    pub wrong: Vec<Wrong>,
}

impl Scores {
    /// The measure of one kind over all documents.
    pub fn of_kind(&self, kind: &str) -> Measure {
        self.sum(|of| of == kind)
    }

    /// The measure of all kinds but ordinals, over all documents.
    pub fn total(&self) -> Measure {
        self.sum(|of| of != "ordinal")
    }

    fn sum(&self, wanted: impl Fn(&str) -> bool) -> Measure {
        let mut sum = Measure::default();
        for (_, measure) in self.measures.iter().filter(|((_, kind), _)| wanted(kind)) {
            sum.strict.add(measure.strict);
            sum.relaxed.add(measure.relaxed);
        }
        sum
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut docs: Vec<&String> = self.measures.keys().map(|(doc, _)| doc).collect();
        docs.dedup();
        for doc in docs {
            for kind in KINDS {
                if let Some(measure) = self.measures.get(&(doc.clone(), kind)) {
                    row(f, &format!("{doc} {kind}"), measure)?;
                }
            }
        }
        for kind in KINDS {
            row(f, &format!("all {kind}"), &self.of_kind(kind))?;
        }
        row(f, "total", &self.total())
    }
}

fn row(f: &mut fmt::Formatter<'_>, label: &str, measure: &Measure) -> fmt::Result {
    let shares = |c: Counts| format!("P {:.3} R {:.3} F1 {:.3}", c.precision(), c.recall(), c.f1());
    let gold = measure.strict.hits + measure.strict.missed;
    writeln!(
        f,
        "{label:<16}{gold:>6}  strict {}   relaxed {}",
        shares(measure.strict),
        shares(measure.relaxed)
    )
}

/// Scores mentions against gold. Mentions of documents without gold, in notes and outside the annotated ranges do not count.
pub fn score(golds: &[Gold], mentions: &[Mention]) -> Scores {
    let mut scores = Scores::default();
    for gold in golds {
        let counts = |span: &Range<usize>| {
            let within = |ranges: &[Range<usize>]| ranges.iter().any(|range| range.contains(&span.start));
            !within(&gold.notes) && gold.scope.as_deref().is_none_or(within)
        };
        let of_doc = mentions.iter().filter(|mention| mention.doc == gold.doc).map(Item::found);
        let found: Vec<Item> = of_doc.filter(|item| counts(&item.span)).collect();
        let stated: Vec<Item> = gold.mentions.iter().map(Item::stated).collect();
        let same_bytes = |a: &Item, b: &Item| a.span == b.span;
        let overlap = |a: &Item, b: &Item| a.span.start < b.span.end && b.span.start < a.span.end;
        tally(&mut scores, &gold.doc, &stated, &found, same_bytes, |measure| &mut measure.strict);
        let (missed, extra) =
            tally(&mut scores, &gold.doc, &stated, &found, overlap, |measure| &mut measure.relaxed);
        scores.wrong.extend(missed.into_iter().map(|item| item.wrong(&gold.doc, ErrorKind::Missed)));
        scores.wrong.extend(extra.into_iter().map(|item| item.wrong(&gold.doc, ErrorKind::Extra)));
    }
    scores.wrong.sort_by(|a, b| (&a.doc, a.start, a.error, a.kind).cmp(&(&b.doc, b.start, b.error, b.kind)));
    scores
}

/// A mention of either side.
struct Item {
    kind: &'static str,
    span: Range<usize>,
    key: [String; 4],
    quote: String,
    value: Json,
}

impl Item {
    fn stated(mention: &GoldMention) -> Self {
        Self::new(&mention.kind, mention.span.clone(), &mention.quote, mention.value.clone())
    }

    fn found(mention: &Mention) -> Self {
        // OK because a value is always an object.
        let value = serde_json::to_value(&mention.value).unwrap_or_default();
        Self::new(mention.kind.name(), mention.span.start..mention.span.end, &mention.quote, value)
    }

    fn new(kind: &str, span: Range<usize>, quote: &str, value: Json) -> Self {
        let ordinal = kind == "figure" && value.get("type").is_some_and(|of| of == "ordinal");
        let name = if ordinal { "ordinal" } else { kind };
        let name = KINDS.into_iter().find(|known| *known == name).unwrap_or("figure");
        Self { kind: name, span, key: key(kind, &value), quote: quote.to_owned(), value }
    }

    fn wrong(&self, doc: &str, error: ErrorKind) -> Wrong {
        let (quote, value) = (self.quote.clone(), self.value.clone());
        Wrong { doc: doc.to_owned(), start: self.span.start, error, kind: self.kind, quote, value }
    }
}

/// Pairs each stated mention with the first found one that fits and is free. Gives back what has no partner.
fn tally<'a>(
    scores: &mut Scores,
    doc: &str,
    stated: &'a [Item],
    found: &'a [Item],
    fits: impl Fn(&Item, &Item) -> bool,
    counts: impl Fn(&mut Measure) -> &mut Counts,
) -> (Vec<&'a Item>, Vec<&'a Item>) {
    let mut free: Vec<&Item> = found.iter().collect();
    let mut missed = Vec::new();
    let mut count = |item: &Item, add: fn(&mut Counts)| {
        add(counts(scores.measures.entry((doc.to_owned(), item.kind)).or_default()));
    };
    for item in stated {
        let same = |other: &&Item| other.kind == item.kind && other.key == item.key && fits(other, item);
        match free.iter().position(same) {
            Some(index) => {
                free.remove(index);
                count(item, |counts| counts.hits += 1);
            }
            None => {
                missed.push(item);
                count(item, |counts| counts.missed += 1);
            }
        }
    }
    free.iter().for_each(|item| count(item, |counts| counts.extra += 1));
    (missed, free)
}
