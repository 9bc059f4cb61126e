//! Statements of the same quantity and period, compared.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use kaoju_record::{Agreement, Amount, Conflict, Fact, Record, Series, Stated, Statement, collection_id};

use crate::compare::Figure;
use crate::series::{is_toll, named};

/// A quantity in a period, told before that was over (a plan, a forecast) or after.
type Key = (Series, String, bool);

/// Compares the statements of each series and period that is stated more than once; contradictions come first. Records other
/// than documents and facts are passed over. A measure without indicator, entity or period belongs to no series, nor do the
/// victims of accidents; what was told before a period was over is not compared with what was told after.
pub fn reconcile(records: &[Record]) -> Vec<Conflict> {
    let dates: HashMap<&str, &str> = records.iter().filter_map(dated).collect();
    let mut stated: BTreeMap<Key, Vec<(Stated, Figure)>> = BTreeMap::new();
    for fact in records.iter().filter_map(Record::fact) {
        if let Some((series, period, statement, figure)) = statement(fact) {
            let ahead = dates.get(fact.doc.as_str()).is_some_and(|date| is_ahead(date, &period));
            stated.entry((series, period, ahead)).or_default().push((statement, figure));
        }
    }
    stated.values_mut().for_each(without_lists);
    let several = stated.into_iter().filter(|(_, statements)| statements.len() > 1);
    let mut conflicts: Vec<Conflict> = several.map(|(key, statements)| compared(key, statements)).collect();
    // The sort is stable: within a verdict the order is that of the series.
    conflicts.sort_by_key(|conflict| std::cmp::Reverse(conflict.verdict));
    conflicts
}

/// A document and its date.
fn dated(record: &Record) -> Option<(&str, &str)> {
    let Record::Document(document) = record else { return None };
    Some((document.doc.as_str(), document.date.as_ref()?.edtf.as_str()))
}

/// Whether a day lies before the end of a period; of a year, in it or before.
fn is_ahead(day: &str, period: &str) -> bool {
    const YEAR: usize = "2014".len();
    let end = period.rsplit('/').next().unwrap_or(period);
    let (year, part) = (end.get(..YEAR).unwrap_or(end), end.get(YEAR + 1..).unwrap_or_default());
    let last_month = match part {
        "33" => "03",
        "34" | "40" => "06",
        "35" => "09",
        "36" | "41" => "12",
        other => other,
    };
    match day.get(..YEAR).map(|of_day| of_day.cmp(year)) {
        Some(Ordering::Equal) => {
            last_month.is_empty() || day.get(YEAR + 1..).is_some_and(|rest| rest < last_month)
        }
        order => order == Some(Ordering::Less),
    }
}

/// The series, the period and the figure of a measure.
fn statement(fact: &Fact) -> Option<(Series, String, Stated, Figure)> {
    let Statement::Measure { entity, indicator, period, amount, base } = &fact.statement else { return None };
    let (who, what, period) = (entity.as_deref()?, indicator.as_deref()?, period.clone()?);
    let figure = Figure::of(amount, &fact.quote)?;
    if is_toll(what) {
        return None;
    }
    let named = named(who, what);
    let series = Series {
        entity: named.entity,
        indicator: named.indicator,
        unit: amount.unit.clone().unwrap_or_default(),
        direction: amount.direction,
        base: base.clone(),
    };
    let stated = Stated {
        doc: fact.doc.clone(),
        id: fact.id.clone(),
        span: fact.span,
        quote: fact.quote.clone(),
        entity: entity.clone(),
        indicator: indicator.clone(),
        amount: Amount { direction: None, ..amount.clone() },
        joined: named.joined.join(", "),
    };
    Some((series, period, stated, figure))
}

/// Leaves out the documents that state several different figures in one breath, or some that are far apart: they are not of
/// one quantity.
fn without_lists(statements: &mut Vec<(Stated, Figure)>) {
    const BREATH: usize = 150;
    statements.sort_by(|(a, _), (b, _)| (&a.doc, a.span, &a.id).cmp(&(&b.doc, b.span, &b.id)));
    let lists: BTreeSet<String> = statements
        .windows(2)
        .filter_map(|pair| {
            let [(a, first), (b, second)] = pair else { return None };
            let near = b.span.start.saturating_sub(a.span.end) < BREATH;
            let differ = near && first.against(second) == Agreement::Contradicting || first.far_from(second);
            (a.doc == b.doc && differ).then(|| a.doc.clone())
        })
        .collect();
    statements.retain(|(stated, _)| !lists.contains(&stated.doc));
}

/// Every statement against the most exact one.
fn compared((series, period, ahead): Key, statements: Vec<(Stated, Figure)>) -> Conflict {
    let exact = statements.iter().min_by_key(|(_, figure)| (figure.bound.is_some(), figure.step));
    // The worst of the others, with what it says and what it is held against.
    let worst = exact.and_then(|(stated, figure)| {
        let against = statements.iter().map(|(other, of)| (of.against(figure), other, stated));
        against.rev().max_by_key(|(verdict, ..)| *verdict)
    });
    let (verdict, why) = worst.map_or((Agreement::Agreeing, String::new()), |(verdict, other, exact)| {
        (verdict, why(verdict, &other.quote, &exact.quote))
    });
    let key = format!("{series:?} {period}{}", if ahead { " ahead" } else { "" });
    let statements = statements.into_iter().map(|(stated, _)| stated).collect();
    Conflict { id: collection_id("conflict", &key), verdict, series, period, statements, why }
}

fn why(verdict: Agreement, quote: &str, exact: &str) -> String {
    match verdict {
        Agreement::Agreeing => format!("all state {exact}"),
        Agreement::Rounded => format!("{quote} is {exact} rounded or bounded"),
        Agreement::Contradicting => format!("{quote} is not {exact}, nor that rounded"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_before_a_period_is_over() {
        let cases = [
            ("2016-03-05", "2016/2020", true),
            ("2024-03-05", "2024", true),
            ("2025-03-05", "2024", false),
            ("2024-10-20", "2024-35", false),
            ("2024-09-20", "2024-36", true),
            ("2024-09-20", "2024-01/2024-08", false),
            ("2024-09-20", "2024-09-20", false),
        ];
        for (day, period, ahead) in cases {
            assert_eq!(is_ahead(day, period), ahead, "{day} {period}");
        }
    }
}
