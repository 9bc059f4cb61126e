//! What comes of a merge, and how it is told.

use std::collections::BTreeMap;
use std::fmt;

use kaoju_record::{Anchor, Decision, Meaning, Record, Statement, Value, notation};

use crate::anchor::{first_chars, last_chars};

/// What comes of a merge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The records of the document, reviewed, in their order.
    pub records: Vec<Record>,
    /// Records that several persons decided on in different ways.
    pub contradictions: Vec<Contradiction>,
    /// Decisions that find no place.
    pub orphans: Vec<Orphan>,
    /// What the machine now finds by itself, and where it differs from what was accepted.
    pub notes: Vec<Note>,
    /// The id of the record that each decision found, by the decision's id. A rejected record is not among the records.
    pub landed: BTreeMap<String, String>,
}

/// Decisions of several persons on one record that cannot all hold. The record is as the machine gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The id of the record.
    pub record: String,
    /// The last decision of each person, by time. A later one that names them in `ends` settles it.
    pub decisions: Vec<Decision>,
}

/// A decision that changes nothing because its place is not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    /// The decision.
    pub decision: Decision,
    /// Why it finds no place.
    pub reason: String,
}

/// Something worth knowing about a decision that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The decision.
    pub decision: Decision,
    /// Whether the machine now does by itself what was decided.
    pub agrees: bool,
    /// What there is to know.
    pub message: String,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(first) = self.decisions.first() else { return Ok(()) };
        write!(f, "{}: decided in different ways", shown(first))?;
        for decision in &self.decisions {
            write!(
                f,
                "\n    {} {}: {} {}",
                decision.id,
                decision.by,
                decision.decision.name(),
                wish(decision)
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for Orphan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decision = &self.decision;
        write!(f, "{}: {} ({} by {})", shown(decision), self.reason, decision.decision.name(), decision.by)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decision = &self.decision;
        write!(f, "{}: {} ({} by {})", shown(decision), self.message, decision.decision.name(), decision.by)
    }
}

/// What a decision is about, in its text.
fn shown(decision: &Decision) -> String {
    let Anchor { kind, place, .. } = &decision.about;
    let before = last_chars(&place.before, 10);
    let after = first_chars(&place.after, 10);
    format!("{} {} {before}[{}]{after}", decision.doc, kind.name(), place.quote)
}

fn wish(decision: &Decision) -> String {
    decision.wants().map_or(String::new(), |(place, says)| format!("{} = {}", place.quote, said(says)))
}

/// What a record says, in one line: `money 54700000000 USD`, `signed 欧亚经济联盟条约 2014-05-29 BY KZ RU`.
pub(crate) fn said(says: &Meaning) -> String {
    match says {
        Meaning::Value(value) => notation(value),
        Meaning::Statement(Statement::TreatyEvent { treaty, action, date, parties }) => {
            let parts = [Some(action.name()), Some(treaty), date.as_deref()].into_iter().flatten();
            parts.chain(parties.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
        }
        Meaning::Statement(Statement::Measure { entity, indicator, period, amount, base }) => {
            let amount = notation(&Value::Number(amount.clone())).replacen("number ", "= ", 1);
            let base = base.as_ref().map(|base| format!("against {base}"));
            let parts = [entity, indicator, period, &Some(amount), &base];
            parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
        }
    }
}
