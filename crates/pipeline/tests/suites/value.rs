//! Values in the form that the suites share, and when two of them agree.

use std::fmt::{Display, Formatter, Result as Formatted};

use kaoju_record::Value as Found;
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::dates;

/// What suites look for. A date and a period are of one group, and so are a clock time with a date and one without.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Group {
    #[serde(alias = "date", alias = "period")]
    Days,
    #[serde(alias = "time", alias = "datetime")]
    Clock,
    Duration,
    Set,
    Number,
    NumberRange,
    Ordinal,
    Percent,
    Money,
    Quantity,
}

/// A value of one group.
#[derive(Deserialize, Serialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub(crate) enum Value {
    /// None where a suite states a place only.
    #[serde(alias = "date", alias = "period")]
    Days(Option<Days>),
    #[serde(alias = "time", alias = "datetime")]
    Clock(Clock),
    Duration(Duration),
    Set(Recurrence),
    Number(Amount),
    NumberRange(Amount),
    Ordinal(Amount),
    Percent(Amount),
    /// None where a suite states a place only.
    Money(Option<Amount>),
    Quantity(Amount),
}

/// A date or period in EDTF, and further readings that the suite accepts.
#[derive(Deserialize, Serialize)]
pub(crate) struct Days {
    edtf: Option<String>,
    #[serde(default)]
    any: Vec<String>,
}

/// A time, or two of them, in ISO 8601, and further readings.
#[derive(Deserialize, Serialize)]
pub(crate) struct Clock {
    iso: String,
    #[serde(default)]
    any: Vec<String>,
}

/// An amount of time in ISO 8601. A suite may set two ends instead.
#[derive(Deserialize, Serialize)]
pub(crate) struct Duration {
    #[serde(skip_serializing_if = "Option::is_none")]
    iso8601: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<String>,
}

/// How often something recurs. On which day the suites say as well, but records do not.
#[derive(Deserialize, Serialize)]
pub(crate) struct Recurrence {
    every: String,
}

impl Value {
    pub(crate) fn group(&self) -> Group {
        match self {
            Value::Days(_) => Group::Days,
            Value::Clock(_) => Group::Clock,
            Value::Duration(_) => Group::Duration,
            Value::Set(_) => Group::Set,
            Value::Number(_) => Group::Number,
            Value::NumberRange(_) => Group::NumberRange,
            Value::Ordinal(_) => Group::Ordinal,
            Value::Percent(_) => Group::Percent,
            Value::Money(_) => Group::Money,
            Value::Quantity(_) => Group::Quantity,
        }
    }

    /// What a record says, in the suites' form.
    pub(crate) fn found(value: &Found) -> Option<Self> {
        Some(match value {
            Found::Date { edtf, .. } | Found::Period { edtf, .. } if edtf.contains('T') => clock(edtf),
            Found::Date { edtf, .. } | Found::Period { edtf, .. } => {
                Value::Days(Some(Days { edtf: Some(edtf.clone()), any: Vec::new() }))
            }
            Found::Time { iso, .. } => clock(iso),
            Found::Duration { duration, .. } => {
                Value::Duration(Duration { iso8601: Some(duration.clone()), low: None, high: None })
            }
            Found::Set { set } => Value::Set(Recurrence { every: set.clone() }),
            Found::Numeral(numeral) if numeral.number.is_some() => Value::Number(numeral.into()),
            Found::Numeral(numeral) => Value::NumberRange(numeral.into()),
            Found::Ordinal(figure) => Value::Ordinal(figure.into()),
            Found::Percent(figure) => Value::Percent(figure.into()),
            Found::Money(figure) => Value::Money(Some(figure.into())),
            Found::Quantity(figure) => Value::Quantity(figure.into()),
            _ => return None,
        })
    }

    /// Whether a find says what is expected here. Where only a place is expected, any value will do.
    pub(crate) fn agrees(&self, found: &Value) -> bool {
        match (self, found) {
            (Value::Days(None) | Value::Money(None), _) => true,
            (Value::Days(Some(expected)), Value::Days(Some(found))) => expected.agrees(found),
            (Value::Clock(expected), Value::Clock(found)) => expected.agrees(found),
            (Value::Duration(expected), Value::Duration(found)) => expected.agrees(found),
            (Value::Set(expected), Value::Set(found)) => expected.agrees(found),
            (Value::NumberRange(expected), Value::NumberRange(found)) => expected.same_ends(found),
            (Value::Number(expected), Value::Number(found))
            | (Value::Ordinal(expected), Value::Ordinal(found))
            | (Value::Percent(expected), Value::Percent(found)) => expected.same_number(found),
            (Value::Money(Some(expected)), Value::Money(Some(found))) => expected.same_money(found),
            (Value::Quantity(expected), Value::Quantity(found)) => expected.same_quantity(found),
            _ => false,
        }
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> Formatted {
        f.write_str(&serde_json::to_string(self).unwrap_or_default())
    }
}

fn clock(iso: &str) -> Value {
    Value::Clock(Clock { iso: iso.to_owned(), any: Vec::new() })
}

impl Days {
    /// One reading of each has the same first and last day.
    fn agrees(&self, found: &Self) -> bool {
        self.readings().any(|days| found.readings().any(|other| days == other))
    }

    fn readings(&self) -> impl Iterator<Item = (String, String)> {
        self.edtf.iter().chain(&self.any).map(|edtf| dates::ends(edtf))
    }
}

impl Clock {
    fn agrees(&self, found: &Self) -> bool {
        self.iso == found.iso || self.any.contains(&found.iso)
    }
}

impl Duration {
    fn agrees(&self, found: &Self) -> bool {
        self.ends() == found.ends()
    }

    /// Two ends, each as long as it is; the same twice where one length is meant.
    fn ends(&self) -> (Option<dates::Length>, Option<dates::Length>) {
        let end = |end: &Option<String>| end.as_deref().and_then(dates::length);
        match &self.iso8601 {
            Some(_) => (end(&self.iso8601), end(&self.iso8601)),
            None => (end(&self.low), end(&self.high)),
        }
    }
}

impl Recurrence {
    fn agrees(&self, found: &Self) -> bool {
        dates::length(&self.every) == dates::length(&found.every)
    }
}
