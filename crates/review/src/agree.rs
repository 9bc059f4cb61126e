//! Agreement of several annotators: how far two readings of the same text are the same, and where they are not.
//!
//! - Span F1: 2·|A∩B| / (|A|+|B|), of mentions at the same bytes and of the same kind (Hripcsak and Rothschild 2005: where
//!   there is no set of items to choose from, F1 is what kappa tends to).
//! - Cohen's kappa (Cohen 1960), of two: (Po − Pe) / (1 − Pe), over the spans that anybody annotated; the category of a span
//!   is its kind, or none.
//! - Krippendorff's alpha, nominal (Krippendorff 2011, “Computing Krippendorff's Alpha-Reliability”), of two or more: 1 −
//!   Do/De by the matrix of coincidences; over kinds as kappa, and over values, where a span that one did not annotate is a missing value.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use kaoju_record::{Kind, Mention, Span, notation};

/// What one annotator says.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The annotator.
    pub by: String,
    /// The mentions of all documents.
    pub mentions: Vec<Mention>,
}

/// How two annotators agree, over all kinds or one.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The two, by their index.
    pub of: [usize; 2],
    /// F1 of spans; 1 where neither has any.
    pub f1: f64,
    /// Cohen's kappa of kinds; `None` where chance alone would agree.
    pub kappa: Option<f64>,
}

/// How annotators agree over some kinds.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// The kind; `None` for all.
    pub kind: Option<Kind>,
    /// Spans that anybody annotated.
    pub spans: usize,
    /// Each two of them.
    pub pairs: Vec<Pair>,
    /// Krippendorff's alpha of kinds; `None` where chance alone would agree.
    pub kinds: Option<f64>,
    /// Krippendorff's alpha of values.
    pub values: Option<f64>,
}

/// A span that is not annotated alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The document.
    pub doc: String,
    /// Bytes of its source.
    pub span: Span,
    /// The words, as the first who annotated them has them.
    pub quote: String,
    /// What each annotator says, in their order; `None` for nothing.
    pub says: Vec<Option<String>>,
}

/// What several readings come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreements {
    /// The annotators.
    pub by: Vec<String>,
    /// Over all kinds, then over each that occurs.
    pub over: Vec<Agreement>,
    /// Where they disagree, by document and place.
    pub disagreements: Vec<Disagreement>,
}

/// What each annotator says of a span: kind and value.
type Says = Vec<Option<(Kind, String)>>;

/// A span of a document, and what is said of it.
type Unit = ((String, Span), Says);

/// Compares the readings of two or more annotators of the same documents.
pub fn agree(readings: &[Reading]) -> Agreements {
    let (units, quotes) = units(readings);
    let kinds = Kind::ALL.into_iter().filter(|kind| units.iter().any(|unit| has(unit, *kind)));
    let over = std::iter::once(None).chain(kinds.map(Some)).map(|kind| over(kind, &units, readings.len()));
    let differ = |says: &[Option<(Kind, String)>]| says.windows(2).any(|two| two[0] != two[1]);
    let disagreement = |((doc, span), says): &Unit| Disagreement {
        doc: doc.clone(),
        span: *span,
        quote: quotes.get(&(doc.clone(), *span)).cloned().unwrap_or_default(),
        says: says.iter().map(|said| said.as_ref().map(|(_, value)| value.clone())).collect(),
    };
    Agreements {
        by: readings.iter().map(|reading| reading.by.clone()).collect(),
        over: over.collect(),
        disagreements: units.iter().filter(|(_, says)| differ(says)).map(disagreement).collect(),
    }
}

fn has((_, says): &Unit, kind: Kind) -> bool {
    says.iter().flatten().any(|(of, _)| *of == kind)
}

fn units(readings: &[Reading]) -> (Vec<Unit>, BTreeMap<(String, Span), String>) {
    let mut units: BTreeMap<(String, Span), Says> = BTreeMap::new();
    let mut quotes = BTreeMap::new();
    for (index, reading) in readings.iter().enumerate() {
        for mention in &reading.mentions {
            let place = (mention.doc.clone(), mention.span);
            let says = units.entry(place.clone()).or_insert_with(|| vec![None; readings.len()]);
            says[index] = Some((mention.kind, notation(&mention.value)));
            quotes.entry(place).or_insert_with(|| mention.quote.clone());
        }
    }
    (units.into_iter().collect(), quotes)
}

/// Agreement over all units, or over those where anybody sees a kind; another kind is then nothing.
fn over(kind: Option<Kind>, units: &[Unit], readers: usize) -> Agreement {
    let seen =
        |said: &Option<(Kind, String)>| said.clone().filter(|(of, _)| kind.is_none_or(|kind| kind == *of));
    let rows: Vec<Says> = units
        .iter()
        .filter(|unit| kind.is_none_or(|kind| has(unit, kind)))
        .map(|(_, says)| says.iter().map(seen).collect())
        .collect();
    let kinds: Vec<Vec<Option<&str>>> = rows
        .iter()
        .map(|row| {
            row.iter().map(|said| Some(said.as_ref().map_or("none", |(kind, _)| kind.name()))).collect()
        })
        .collect();
    let values: Vec<Vec<Option<&str>>> = rows
        .iter()
        .map(|row| row.iter().map(|said| said.as_ref().map(|(_, value)| &**value)).collect())
        .collect();
    let two = (0..readers).flat_map(|a| (a + 1..readers).map(move |b| [a, b]));
    let pair = |of: [usize; 2]| Pair { of, f1: f1(&rows, of), kappa: kappa(&kinds, of) };
    Agreement {
        kind,
        spans: rows.len(),
        pairs: two.map(pair).collect(),
        kinds: alpha(&kinds),
        values: alpha(&values),
    }
}

fn f1(rows: &[Says], [a, b]: [usize; 2]) -> f64 {
    let count = |of: usize| rows.iter().filter(|row| row[of].is_some()).count();
    let kind = |row: &[Option<(Kind, String)>], of: usize| row[of].as_ref().map(|(kind, _)| *kind);
    let both = rows.iter().filter(|row| row[a].is_some() && kind(row, a) == kind(row, b)).count();
    let all = count(a) + count(b);
    if all == 0 { 1.0 } else { 2.0 * both as f64 / all as f64 }
}

/// Cohen's kappa of two columns.
fn kappa(rows: &[Vec<Option<&str>>], [a, b]: [usize; 2]) -> Option<f64> {
    let total = rows.len() as f64;
    let observed = rows.iter().filter(|row| row[a] == row[b]).count() as f64 / total;
    let categories: BTreeSet<_> = rows.iter().flat_map(|row| [row[a], row[b]]).collect();
    let share = |of: usize, category| rows.iter().filter(|row| row[of] == category).count() as f64 / total;
    let expected: f64 = categories.into_iter().map(|category| share(a, category) * share(b, category)).sum();
    (expected < 1.0).then(|| (observed - expected) / (1.0 - expected))
}

/// Krippendorff's nominal alpha of units with a value, or none, by each reader.
fn alpha(units: &[Vec<Option<&str>>]) -> Option<f64> {
    let mut totals: BTreeMap<&str, f64> = BTreeMap::new();
    let mut agreeing = 0.0;
    for unit in units {
        let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
        unit.iter().flatten().for_each(|value| *counts.entry(value).or_default() += 1.0);
        let readers: f64 = counts.values().sum();
        // A value that nobody else gave one beside it pairs with nothing.
        if readers < 2.0 {
            continue;
        }
        for (value, count) in counts {
            *totals.entry(value).or_default() += count;
            agreeing += count * (count - 1.0) / (readers - 1.0);
        }
    }
    let all: f64 = totals.values().sum();
    let by_chance: f64 = totals.values().map(|count| count * (count - 1.0)).sum();
    let expected = all * (all - 1.0) - by_chance;
    (expected > 0.0).then(|| 1.0 - (all - 1.0) * (all - agreeing) / expected)
}

impl fmt::Display for Agreements {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |value: Option<f64>| value.map_or("    –".to_owned(), |value| format!("{value:.3}"));
        for over in &self.over {
            let kind = over.kind.map_or("all", Kind::name);
            let (kinds, values) = (shown(over.kinds), shown(over.values));
            writeln!(
                f,
                "{kind:<8}{:>6} spans   alpha of kinds {kinds}   alpha of values {values}",
                over.spans
            )?;
            for pair in &over.pairs {
                let [a, b] = pair.of.map(|index| &self.by[index]);
                writeln!(f, "        F1 {:.3}   kappa {}   {a} · {b}", pair.f1, shown(pair.kappa))?;
            }
        }
        for disagreement in &self.disagreements {
            let Disagreement { doc, span, quote, says } = disagreement;
            writeln!(f, "{doc} {}..{} {quote}", span.start, span.end)?;
            for (by, says) in self.by.iter().zip(says) {
                writeln!(f, "    {}   {by}", says.as_deref().unwrap_or("nothing"))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn near(is: Option<f64>, expected: f64) {
        assert!(is.is_some_and(|is| (is - expected).abs() < 5e-4), "{is:?} is not {expected}");
    }

    fn columns(readers: &[&[&'static str]]) -> Vec<Vec<Option<&'static str>>> {
        let unit = |at| readers.iter().map(|reader| Some(reader[at]).filter(|value| *value != "*")).collect();
        (0..readers[0].len()).map(unit).collect()
    }

    #[test]
    fn kappa_of_counted_tables() {
        // Yes/yes 20, yes/no 5, no/yes 10, no/no 15: Po 0.7, Pe 0.5.
        let mut rows = Vec::new();
        for (count, a, b) in [(20, "yes", "yes"), (5, "yes", "no"), (10, "no", "yes"), (15, "no", "no")] {
            rows.extend(std::iter::repeat_n(vec![Some(a), Some(b)], count));
        }
        near(kappa(&rows, [0, 1]), 0.4);
        assert_eq!(kappa(&columns(&[&["a", "a"], &["a", "a"]]), [0, 1]), None);
        near(kappa(&columns(&[&["a", "b"], &["b", "a"]]), [0, 1]), -1.0);
    }

    #[test]
    fn alpha_of_the_published_examples() {
        // Krippendorff 2011: two observers, ten units, binary: 0.095; two observers, twelve units, nominal: 0.692;
        // four observers, twelve units, missing values: 0.743.
        let binary = columns(&[
            &["0", "1", "0", "0", "0", "0", "0", "0", "1", "0"],
            &["1", "1", "1", "0", "0", "1", "0", "0", "0", "0"],
        ]);
        near(alpha(&binary), 0.095);
        let nominal = columns(&[
            &["a", "a", "b", "b", "d", "c", "c", "c", "e", "d", "d", "a"],
            &["b", "a", "b", "b", "b", "c", "c", "c", "e", "d", "d", "d"],
        ]);
        near(alpha(&nominal), 0.692);
        let missing = columns(&[
            &["1", "2", "3", "3", "2", "1", "4", "1", "2", "*", "*", "*"],
            &["1", "2", "3", "3", "2", "2", "4", "1", "2", "5", "*", "3"],
            &["*", "3", "3", "3", "2", "3", "4", "2", "2", "5", "1", "*"],
            &["1", "2", "3", "3", "2", "4", "4", "1", "2", "5", "1", "*"],
        ]);
        near(alpha(&missing), 0.743);
        assert_eq!(alpha(&columns(&[&["a", "a"], &["a", "a"]])), None);
    }

    #[test]
    fn readings_are_compared_by_span_kind_and_value() {
        use kaoju_record::{Status, Zone, parse_notation};
        let mention = |start: usize, says: &str| {
            let value = parse_notation(says).unwrap();
            let span = Span { start, end: start + 3 };
            let (id, doc, rule) = (start.to_string(), "a".to_owned(), String::new());
            let (zone, quote, status) = (Zone::Body, format!("第{start}"), Status::Added);
            Mention {
                id,
                doc,
                kind: value.kind(),
                span,
                quote,
                zone,
                value,
                uncertain: Vec::new(),
                rule,
                status,
            }
        };
        let reading = |by: &str, says: &[(usize, &str)]| Reading {
            by: by.into(),
            mentions: says.iter().map(|(start, says)| mention(*start, says)).collect(),
        };
        let a = reading("A", &[(0, "date 2014"), (10, "count 3 个"), (20, "date 2015")]);
        let b = reading("B", &[(0, "date 2014"), (10, "count 4 个"), (30, "date 2016")]);
        let agreements = agree(&[a, b]);
        // Two of three spans of each are the same.
        near(Some(agreements.over[0].pairs[0].f1), 2.0 / 3.0);
        assert_eq!(agreements.over[0].spans, 4);
        let kinds: Vec<_> = agreements.over.iter().map(|over| over.kind).collect();
        assert_eq!(kinds, [None, Some(Kind::Date), Some(Kind::Figure)]);
        let listed: Vec<usize> = agreements.disagreements.iter().map(|one| one.span.start).collect();
        assert_eq!(listed, [10, 20, 30]);
        assert_eq!(agreements.disagreements[1].says, [Some("date 2015".into()), None]);
    }
}
