//! Measures of one quantity over time.

use std::collections::BTreeMap;

use kaoju_collate::{Named, named};
use kaoju_record::{Amount, Direction, Fact, Statement};

use crate::chart::{Chart, Dot};
use crate::facts::Place;
use crate::when::When;
use crate::words;

/// How many periods a series needs to be drawn.
const PERIODS: usize = 3;

/// A quantity that was measured for several periods.
pub(crate) struct Series {
    pub(crate) name: Name,
    /// What it is called elsewhere.
    pub(crate) also: Vec<Name>,
    /// The unit, or `change in %`.
    pub(crate) unit: String,
    pub(crate) points: Vec<Point>,
    pub(crate) chart: Chart,
}

/// Entity and indicator in the words of a text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name {
    pub(crate) entity: String,
    pub(crate) indicator: String,
}

/// One measure of a series.
pub(crate) struct Point {
    pub(crate) period: String,
    pub(crate) value: String,
    pub(crate) place: Place,
}

/// What measures of one series share. Months and years do not belong on one line, nor do changes against the year and
/// against the month before.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// Entity and indicator, as [`named`] joins them.
    series: (String, String),
    unit: String,
    /// For a change, how many months before its base lies.
    change: Option<i64>,
    /// The length of the period in months.
    months: i64,
}

/// A point with its place in time, its number and the words of its text.
struct Measure {
    at: f64,
    number: f64,
    /// Whether the text gives it as a bound or a round number only.
    inexact: bool,
    point: Point,
    name: Name,
}

/// The series with more than two periods, by entity and indicator.
pub(crate) fn series<'a>(facts: impl Iterator<Item = (&'a Fact, &'a Place)>) -> Vec<Series> {
    let mut groups: BTreeMap<Key, Vec<Measure>> = BTreeMap::new();
    for (key, measure) in facts.filter_map(|(fact, place)| measure(fact, place)) {
        groups.entry(key).or_default().push(measure);
    }
    groups.into_iter().filter_map(|(key, measures)| draw(key, measures)).collect()
}

fn measure(fact: &Fact, place: &Place) -> Option<(Key, Measure)> {
    let Statement::Measure { entity, indicator: Some(indicator), period: Some(period), amount, base } =
        &fact.statement
    else {
        return None;
    };
    let (when, number) = (When::of(period)?, number(amount)?);
    let entity = entity.clone().unwrap_or_default();
    let Named { entity: who, indicator: what, .. } = named(&entity, indicator);
    let key = Key {
        series: (who, what),
        unit: amount.unit.clone().unwrap_or_default(),
        change: amount.direction.map(|_| months_back(when, base.as_deref())),
        months: when.months()?,
    };
    let point = Point { period: words::time(period), value: words::amount(amount), place: place.clone() };
    let name = Name { entity, indicator: indicator.clone() };
    let inexact = amount.bound.is_some();
    Some((key, Measure { at: when.middle()?, number, inexact, point, name }))
}

/// How many months a base lies before its period; a change that names none is taken to be against the year before.
fn months_back(when: When, base: Option<&str>) -> i64 {
    let start = base.and_then(When::of).and_then(|base| base.start);
    start.zip(when.start).map_or(12, |(base, start)| ((start - base) * 12.0).round() as i64)
}

fn draw(key: Key, mut measures: Vec<Measure>) -> Option<Series> {
    // The line goes through the first value of each time, an exact one where there is one.
    measures.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.inexact.cmp(&b.inexact)));
    let mut periods: Vec<&str> = measures.iter().map(|measure| measure.point.period.as_str()).collect();
    periods.dedup();
    if periods.len() < PERIODS {
        return None;
    }
    let dots = measures.iter().map(|Measure { at, number, point, .. }| Dot {
        at: *at,
        number: *number,
        label: format!("{}: {}", point.period, point.value),
        anchor: point.place.anchor.clone(),
    });
    let chart = Chart::of(dots.collect());
    let unit = if key.change.is_some() { format!("change in {}", key.unit) } else { key.unit };
    let mut names: BTreeMap<&Name, usize> = BTreeMap::new();
    measures.iter().for_each(|measure| *names.entry(&measure.name).or_default() += 1);
    let mut also: Vec<(&Name, usize)> = names.into_iter().collect();
    also.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut also = also.into_iter().map(|(name, _)| name.clone());
    let (name, also) = (also.next()?, also.collect());
    let points = measures.into_iter().map(|measure| measure.point).collect();
    Some(Series { name, also, unit, points, chart })
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

#[cfg(test)]
mod tests {
    use super::*;
    use kaoju_record::{Record, Span};

    #[test]
    fn one_line_joins_what_goes_by_several_names_and_prefers_exact_values() {
        let line = |series: &str, number: &str| {
            format!(
                r#"{{"record":"fact","id":"{number}","doc":"0","type":"measure",{series},"number":"{number}","unit":"USD","span":{{"start":0,"end":1}},"quote":"","zone":"body","mentions":[],"rule":"","status":"auto"}}"#
            )
        };
        let lines = [
            line(r#""entity":"中俄","indicator":"贸易额","period":"2019","bound":"over""#, "1000"),
            line(r#""entity":"中国与俄罗斯","indicator":"双边贸易额","period":"2018""#, "1070"),
            line(r#""entity":"中国与俄罗斯","indicator":"双边贸易额","period":"2019""#, "1107"),
            line(r#""entity":"中国与俄罗斯","indicator":"双边贸易额","period":"2020""#, "1077"),
            line(r#""entity":"中国与俄罗斯","indicator":"双边贸易额","period":"2020-01""#, "80"),
        ];
        let records = kaoju_record::read_lines(lines.join("\n").as_bytes()).unwrap();
        let place = Place { doc: "0".into(), anchor: "m".into(), span: Span { start: 0, end: 1 } };
        let drawn = series(records.iter().filter_map(Record::fact).map(|fact| (fact, &place)));
        let [only] = &drawn[..] else { panic!("{} series", drawn.len()) };
        let values: Vec<&str> = only.points.iter().map(|point| point.value.as_str()).collect();
        assert_eq!(values, ["1,070 USD", "1,107 USD", "over 1,000 USD", "1,077 USD"]);
        assert_eq!(only.name.entity, "中国与俄罗斯");
        assert_eq!(only.also.iter().map(|name| name.entity.as_str()).collect::<Vec<_>>(), ["中俄"]);
        assert_eq!(only.chart.line.split(' ').count(), 3);
    }
}
