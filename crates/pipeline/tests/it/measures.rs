//! The measures of every seed, a line a figure; those of a row of a table stand in one line.

use std::fmt::Write;

use kaoju_pipeline::{About, read};
use kaoju_record::{Amount, Direction, Fact, Record, Statement, Zone};

#[test]
fn measures_of_every_seed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../snapshots/measures");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for seed in crate::common::seeds() {
        let about = About { id: &seed.id, date: Some(&seed.date), name: None, ..About::default() };
        let drawn = draw(&read(&seed.bytes, &about).unwrap());
        settings.bind(|| insta::assert_snapshot!(seed.id, drawn));
    }
}

fn draw(records: &[Record]) -> String {
    let mut out = String::new();
    // What the cells of a row share.
    let mut row = String::new();
    for fact in records.iter().filter_map(Record::fact) {
        let Some((shared, own)) = parts(fact) else { continue };
        if row == shared && fact.zone == Zone::Table {
            write!(out, "; {own}").unwrap();
        } else {
            write!(out, "\n{shared} | {own}").unwrap();
        }
        row = shared;
    }
    let doubts = records.iter().filter_map(Record::document).flat_map(|document| &document.problems);
    doubts.for_each(|doubt| write!(out, "\ndoubt {}: {}", doubt.rule, doubt.message).unwrap());
    out.trim_start().to_owned()
}

/// Who and what, then when and how much; none for an event.
fn parts(fact: &Fact) -> Option<(String, String)> {
    let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
    let Statement::Measure { entity, indicator, period, amount, base } = &fact.statement else { return None };
    let base = base.as_ref().map_or(String::new(), |base| format!(" vs {base}"));
    let shared = format!("{} | {}", part(entity), part(indicator));
    Some((shared, format!("{} | {} = {}{base}", part(period), fact.quote, value(amount))))
}

fn value(amount: &Amount) -> String {
    let ends = || Some(format!("{}..{}", amount.min.as_ref()?, amount.max.as_ref()?));
    let number = amount.number.clone().or_else(ends).unwrap_or_default();
    let direction = match amount.direction {
        Some(Direction::Up) => " up",
        Some(Direction::Down) => " down",
        None => "",
    };
    format!("{number} {}{direction}", amount.unit.as_deref().unwrap_or_default())
}
