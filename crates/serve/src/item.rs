//! A finding as a reviewer sees it, and what it says in one line.

use kaoju_record::{Meaning, Span, Statement, notation};
use serde::Serialize;

use crate::place::Place;

/// A finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// The record's id.
    pub id: String,
    /// `date`, `figure`, `treaty`, `measure`, …
    pub kind: &'static str,
    /// Whether it joins mentions.
    pub fact: bool,
    /// The text at its place.
    pub quote: String,
    /// The part of the document it stands in.
    pub zone: &'static str,
    /// What found it; empty where a person added it.
    pub rule: String,
    /// Where it stands; `None` where its place is lost.
    pub place: Option<Place>,
    pub(crate) span: Span,
    /// What it says, in one line.
    pub value: String,
    /// What it says as the forms take it: the line, or the statement of a fact.
    pub(crate) says: serde_json::Value,
    /// Other readings that the damaged source allows.
    pub uncertain: Vec<String>,
    /// For a fact: the mentions it joins, and the one whose place it has.
    pub(crate) mentions: Vec<String>,
    pub(crate) about: Option<String>,
    /// `open`, `accepted`, `rejected`, `corrected`, `added`, `conflict`, `orphan`.
    pub status: &'static str,
    /// Whether it is not what the annotations say that were written last, or what was decided on.
    pub changed: bool,
    /// What the program says, where a reviewer corrected it.
    pub machine: Option<String>,
    /// What else is to be known of it.
    pub notes: Vec<String>,
    /// What was decided on it, oldest first.
    pub decisions: Vec<Made>,
}

/// A decision as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Made {
    /// The decision's id.
    pub id: String,
    /// `accept`, `reject`, …
    pub decision: &'static str,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: String,
    /// For a correction or addition: what it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// What the reviewer said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Whether it was taken back or settled.
    pub ended: bool,
}

impl Item {
    /// To sort by: place, a mention before the facts that rest on it.
    pub(crate) fn order(&self) -> impl Ord + use<> {
        (self.place.is_none(), self.place, self.fact, self.span, self.kind, self.id.clone())
    }

    /// Text and value, in one line.
    pub(crate) fn said(&self) -> String {
        format!("{} = {}", self.quote, self.value)
    }

    /// The decisions that count and say something of the finding.
    pub(crate) fn standing(&self) -> impl Iterator<Item = &Made> {
        self.decisions
            .iter()
            .filter(|made| !made.ended && made.decision != "comment" && made.decision != "withdraw")
    }
}

/// What a record says, in one line: for a fact, all that can be corrected and nothing that is open.
pub(crate) fn line(says: &Meaning) -> String {
    match says {
        Meaning::Value(value) => notation(value),
        Meaning::Statement(Statement::TreatyEvent { treaty, action, date, parties }) => {
            let parts = [Some(action.name()), Some(treaty), date.as_deref()];
            let parts = parts.into_iter().flatten().chain(parties.iter().map(String::as_str));
            parts.collect::<Vec<_>>().join(" ")
        }
        Meaning::Statement(Statement::Measure { entity, indicator, period, amount, base }) => {
            let figure = notation(&kaoju_record::Value::Number(amount.clone()));
            let figure = figure.strip_prefix("number ").unwrap_or(&figure).to_owned();
            let base = base.as_ref().map(|base| format!("against {base}"));
            let parts = [entity.clone(), indicator.clone(), period.clone(), Some(figure), base];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
    }
}

/// What a record says, as the forms of the page take it: one line, or the statement of a fact.
pub(crate) fn as_written(says: &Meaning) -> serde_json::Value {
    match says {
        Meaning::Value(value) => notation(value).into(),
        Meaning::Statement(statement) => serde_json::to_value(statement).unwrap_or_default(),
    }
}
