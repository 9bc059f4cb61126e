//! Statements of the same quantity and period, compared.

use std::collections::{BTreeMap, BTreeSet};

use kaoju_record::{Agreement, Amount, Conflict, Fact, Record, Series, Stated, Statement, collection_id};

use crate::compare::Figure;
use crate::series::named;

/// Compares the statements of each series and period that is stated more than once; contradictions come first. Records other
/// than facts are passed over. A measure without indicator, entity or period belongs to no series.
pub fn reconcile(records: &[Record]) -> Vec<Conflict> {
    let mut stated: BTreeMap<(Series, String), Vec<(Stated, Figure)>> = BTreeMap::new();
    for fact in records.iter().filter_map(Record::fact) {
        if let Some((series, period, statement, figure)) = statement(fact) {
            stated.entry((series, period)).or_default().push((statement, figure));
        }
    }
    stated.values_mut().for_each(without_lists);
    let several = stated.into_iter().filter(|(_, statements)| statements.len() > 1);
    let mut conflicts: Vec<Conflict> =
        several.map(|((series, period), statements)| compared(series, period, statements)).collect();
    // The sort is stable: within a verdict the order is that of the series.
    conflicts.sort_by_key(|conflict| std::cmp::Reverse(conflict.verdict));
    conflicts
}

/// The series, the period and the figure of a measure.
fn statement(fact: &Fact) -> Option<(Series, String, Stated, Figure)> {
    let Statement::Measure { entity, indicator, period, amount, base } = &fact.statement else { return None };
    let (who, what, period) = (entity.as_deref()?, indicator.as_deref()?, period.clone()?);
    let figure = Figure::of(amount, &fact.quote)?;
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

/// Leaves out the documents that state several different figures in one breath: what is listed so is not one quantity.
fn without_lists(statements: &mut Vec<(Stated, Figure)>) {
    const BREATH: usize = 150;
    statements.sort_by(|(a, _), (b, _)| (&a.doc, a.span, &a.id).cmp(&(&b.doc, b.span, &b.id)));
    let lists: BTreeSet<String> = statements
        .windows(2)
        .filter_map(|pair| {
            let [(a, first), (b, second)] = pair else { return None };
            let near = a.doc == b.doc && b.span.start.saturating_sub(a.span.end) < BREATH;
            (near && first.against(second) == Agreement::Contradicting).then(|| a.doc.clone())
        })
        .collect();
    statements.retain(|(stated, _)| !lists.contains(&stated.doc));
}

/// Every statement against the most exact one.
fn compared(series: Series, period: String, statements: Vec<(Stated, Figure)>) -> Conflict {
    let exact = statements.iter().min_by_key(|(_, figure)| (figure.bound.is_some(), figure.step));
    // The worst of the others, with what it says and what it is held against.
    let worst = exact.and_then(|(stated, figure)| {
        let against = statements.iter().map(|(other, of)| (of.against(figure), other, stated));
        against.rev().max_by_key(|(verdict, ..)| *verdict)
    });
    let (verdict, why) = worst.map_or((Agreement::Agreeing, String::new()), |(verdict, other, exact)| {
        (verdict, why(verdict, &other.quote, &exact.quote))
    });
    let key = format!("{series:?} {period}");
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
