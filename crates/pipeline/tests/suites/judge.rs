//! When a case passes: all that it expects is found at its place with its value, and nothing else is.

use std::ops::Range;

use kaoju_record::{Mention, Record, notation};

use crate::case::{Case, Expected};
use crate::value::{Group, Value};

/// A find of the program in the suites' form.
pub(crate) struct Item {
    pub(crate) range: Range<usize>,
    value: Value,
    /// Its value and rule, for people.
    pub(crate) told: String,
}

impl Item {
    /// A mention in the suites' form; none where the suites have nothing like it (counts, ratios).
    fn of(mention: &Mention) -> Option<Self> {
        let value = Value::found(&mention.value)?;
        let told = format!("{} by {}", notation(&mention.value), mention.rule);
        Some(Self { range: mention.span.start..mention.span.end, value, told })
    }
}

/// The finds that count in a case: those its suite looks for, outside of the places it leaves out.
pub(crate) fn counted(case: &Case, found: &[Record]) -> Vec<Item> {
    let counts = |item: &Item| {
        case.scope.contains(&item.value.group()) && !case.ignored().any(|range| overlap(&range, &item.range))
    };
    found.iter().filter_map(Record::mention).filter_map(Item::of).filter(counts).collect()
}

/// Whether a case passes. A second find over the same words is forgiven where it says the same or is a quantity.
pub(crate) fn strict(case: &Case, found: &[Item]) -> bool {
    let mut spare: Vec<&Item> = found.iter().collect();
    for expected in &case.expect {
        let exact = |item: &&Item| {
            case.range(expected).is_none_or(|range| range == item.range) && expected.value.agrees(&item.value)
        };
        let Some(at) = spare.iter().position(exact) else { return false };
        spare.remove(at);
    }
    spare.iter().all(|item| case.expect.iter().any(|expected| forgiven(case, expected, item)))
}

fn forgiven(case: &Case, expected: &Expected, item: &Item) -> bool {
    case.range(expected).is_none_or(|range| overlap(&range, &item.range))
        && (expected.value.agrees(&item.value) || item.value.group() == Group::Quantity)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
