//! Measures of one quantity over time.

use std::collections::BTreeMap;

use kaoju_record::{Amount, Direction, Fact, Statement};

use crate::chart::{Chart, Dot};
use crate::facts::Place;
use crate::when::When;
use crate::words;

/// How many periods a series needs to be drawn.
const PERIODS: usize = 3;

/// A quantity that was measured for several periods.
pub(crate) struct Series {
    pub(crate) entity: String,
    pub(crate) indicator: String,
    /// The unit, or `change in %`.
    pub(crate) unit: String,
    pub(crate) points: Vec<Point>,
    pub(crate) chart: Chart,
}

/// One measure of a series.
pub(crate) struct Point {
    pub(crate) period: String,
    pub(crate) value: String,
    pub(crate) place: Place,
}

/// What measures of one series share: entity, indicator, unit, whether it is a change, and the length of the period in
/// months, since months and years do not belong on one line.
type Key<'a> = (&'a str, &'a str, &'a str, bool, i64);

/// The series with more than two periods, by entity and indicator.
pub(crate) fn series<'a>(facts: impl Iterator<Item = (&'a Fact, &'a Place)>) -> Vec<Series> {
    let mut groups: BTreeMap<Key<'a>, Vec<(f64, f64, Point)>> = BTreeMap::new();
    for (fact, place) in facts {
        let Some((key, at, number, point)) = point(fact, place) else { continue };
        groups.entry(key).or_default().push((at, number, point));
    }
    groups.into_iter().filter_map(|(key, points)| draw(key, points)).collect()
}

fn point<'a>(fact: &'a Fact, place: &Place) -> Option<(Key<'a>, f64, f64, Point)> {
    let Statement::Measure { entity, indicator: Some(indicator), period: Some(period), amount, .. } =
        &fact.statement
    else {
        return None;
    };
    let (when, number) = (When::of(period)?, number(amount)?);
    let unit = amount.unit.as_deref().unwrap_or_default();
    let entity = entity.as_deref().unwrap_or_default();
    let key = (entity, indicator.as_str(), unit, amount.direction.is_some(), when.months()?);
    let point = Point { period: words::time(period), value: words::amount(amount), place: place.clone() };
    Some((key, when.middle()?, number, point))
}

fn draw((entity, indicator, unit, change, _): Key<'_>, mut points: Vec<(f64, f64, Point)>) -> Option<Series> {
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut periods: Vec<&str> = points.iter().map(|(.., point)| point.period.as_str()).collect();
    periods.dedup();
    if periods.len() < PERIODS {
        return None;
    }
    let dots = points.iter().map(|(at, number, point)| Dot {
        at: *at,
        number: *number,
        label: format!("{}: {}", point.period, point.value),
        anchor: point.place.anchor.clone(),
    });
    let chart = Chart::of(dots.collect());
    let unit = if change { format!("change in {unit}") } else { unit.to_owned() };
    let points = points.into_iter().map(|(.., point)| point).collect();
    Some(Series { entity: entity.to_owned(), indicator: indicator.to_owned(), unit, points, chart })
}

/// An amount as a number to sort and to draw by: the middle of a range, a fall below zero.
pub(crate) fn number(amount: &Amount) -> Option<f64> {
    let read = |text: &Option<String>| decimal(text.as_deref()?);
    let number = match (read(&amount.number), read(&amount.min), read(&amount.max)) {
        (Some(number), ..) => number,
        (None, Some(min), Some(max)) => (min + max) / 2.0,
        _ => return None,
    };
    Some(if amount.direction == Some(Direction::Down) { -number } else { number })
}

fn decimal(text: &str) -> Option<f64> {
    let number = match text.split_once('/') {
        Some((over, under)) => over.parse::<f64>().ok()? / under.parse::<f64>().ok()?,
        None => text.parse().ok()?,
    };
    number.is_finite().then_some(number)
}
