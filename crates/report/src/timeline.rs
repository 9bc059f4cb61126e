//! Treaty events in the order of their dates.

use kaoju_record::{Fact, Statement};

use crate::facts::Place;
use crate::when::When;
use crate::words;

/// The events of a year.
pub(crate) struct Year {
    /// `2014`, a decade, or `No date stated`.
    pub(crate) name: String,
    pub(crate) events: Vec<Event>,
}

/// Something that happened to a treaty, with every place that states it.
pub(crate) struct Event {
    pub(crate) date: String,
    pub(crate) action: &'static str,
    pub(crate) treaty: String,
    pub(crate) parties: String,
    pub(crate) places: Vec<Place>,
    order: f64,
}

/// The events of facts with their places, by year; the same event stated again is one with more places.
pub(crate) fn timeline<'a>(facts: impl Iterator<Item = (&'a Fact, &'a Place)>) -> Vec<Year> {
    let mut events: Vec<Event> = facts.filter_map(|(fact, place)| event(fact, place)).collect();
    events.sort_by(|a, b| {
        let key = |event: &Event| (event.date.clone(), event.treaty.clone(), event.action);
        a.order.total_cmp(&b.order).then_with(|| key(a).cmp(&key(b)))
    });
    let mut years: Vec<Year> = Vec::new();
    for event in events {
        let name = year_of(&event);
        if years.last().is_none_or(|year| year.name != name) {
            years.push(Year { name, events: Vec::new() });
        }
        let Some(year) = years.last_mut() else { continue };
        match year.events.last_mut() {
            Some(last) if last.same(&event) => last.places.extend(event.places),
            _ => year.events.push(event),
        }
    }
    years
}

fn event(fact: &Fact, place: &Place) -> Option<Event> {
    let Statement::TreatyEvent { treaty, action, date, parties } = &fact.statement else { return None };
    Some(Event {
        date: date.as_deref().map(words::time).unwrap_or_default(),
        action: action.name(),
        treaty: treaty.clone(),
        parties: parties.join(" "),
        places: vec![place.clone()],
        order: date.as_deref().and_then(When::of).map_or(f64::INFINITY, When::order),
    })
}

impl Event {
    fn same(&self, other: &Self) -> bool {
        let key =
            |event: &Self| (event.date.clone(), event.treaty.clone(), event.action, event.parties.clone());
        key(self) == key(other)
    }
}

fn year_of(event: &Event) -> String {
    if event.order.is_finite() { format!("{:.0}", event.order.floor()) } else { "No date stated".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaoju_record::{Record, Span};

    #[test]
    fn events_stand_by_year_and_once() {
        let line = |id: &str, date: &str, action: &str| {
            format!(
                r#"{{"record":"fact","id":"{id}","doc":"0","type":"treaty_event","treaty":"条约","action":"{action}",{date}"span":{{"start":0,"end":1}},"quote":"","zone":"body","mentions":[],"rule":"","status":"auto"}}"#
            )
        };
        let lines = [
            line("a", r#""date":"2015-01-01","#, "effective"),
            line("b", "", "signed"),
            line("c", r#""date":"2014-05-29","#, "signed"),
            line("d", r#""date":"2014-05-29","#, "signed"),
        ];
        let records = kaoju_record::read_lines(lines.join("\n").as_bytes()).unwrap();
        let place = Place { doc: "0".into(), anchor: "m".into(), span: Span { start: 0, end: 1 } };
        let years = timeline(records.iter().filter_map(Record::fact).map(|fact| (fact, &place)));
        let drawn: Vec<String> = years
            .iter()
            .flat_map(|year| {
                year.events.iter().map(|e| format!("{} {} {}", year.name, e.action, e.places.len()))
            })
            .collect();
        assert_eq!(drawn, ["2014 signed 2", "2015 effective 1", "No date stated signed 1"]);
    }
}
