//! What a reviewer decided, on what, when: one line that is appended and never rewritten.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::{Kind, Span, Statement, Value};

/// One decision of one reviewer on one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// Name of the decision: a hash of everything else in it, see [`Decision::named`].
    pub id: String,
    /// The document's id.
    pub doc: String,
    /// What was decided.
    pub decision: Verdict,
    /// The record it is about, as the reviewer saw it.
    pub about: Anchor,
    /// What should stand there instead, for `correct` and `add`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
    /// What the reviewer says; may go with any decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Ids of decisions that count no more: those taken back by a `withdraw`, or those of others that this one settles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<String>,
    /// The reviewer: `Name <mail>`.
    pub by: String,
    /// When, in UTC: an RFC 3339 timestamp.
    pub at: String,
}

/// What a reviewer may decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The record is right as it is.
    Accept,
    /// Nothing of its kind stands there.
    Reject,
    /// It stands there, but with another kind, span or value.
    Correct,
    /// Something stands there that was not found.
    Add,
    /// A remark that changes nothing.
    Comment,
    /// Earlier decisions are taken back.
    Withdraw,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Verdict; 6] = [
        Verdict::Accept,
        Verdict::Reject,
        Verdict::Correct,
        Verdict::Add,
        Verdict::Comment,
        Verdict::Withdraw,
    ];

    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Accept => "accept",
            Verdict::Reject => "reject",
            Verdict::Correct => "correct",
            Verdict::Add => "add",
            Verdict::Comment => "comment",
            Verdict::Withdraw => "withdraw",
        }
    }
}

/// What a decision is about: the record's id, and in the open what it was and where it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Anchor {
    /// The record's id; for `add`, the one that the new record gets.
    pub id: String,
    /// What kind of record it is.
    pub kind: Subject,
    /// Where it stood.
    #[serde(flatten)]
    pub place: Place,
    /// What it said; absent for `add`, when nothing was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<Meaning>,
    /// The rule that made it; absent for `add`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// A place in a document, found again by its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The normalised text at the place.
    pub quote: String,
    /// Normalised text before it, as far as its paragraph or table row goes; at most [`Place::REACH`] characters.
    pub before: String,
    /// Normalised text after it, within the same bounds.
    pub after: String,
    /// Bytes of the source.
    pub span: Span,
    /// SHA-256 of that source, in lower-case hexadecimal.
    pub sha256: String,
}

impl Place {
    /// How much text is kept on either side, in characters.
    pub const REACH: usize = 40;
}

/// What a reviewer puts in the place of a record, or where none was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Correction {
    /// Where it stands, if not where the record stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What it says, if not what the record said; its type tells the kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<Meaning>,
    /// Ids of the mentions that an added fact joins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<String>,
}

/// What a record says: the value of a mention or the statement of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Meaning {
    /// Of a mention.
    Value(Value),
    /// Of a fact.
    Statement(Statement),
}

impl Meaning {
    /// The kind of record that says it.
    pub fn subject(&self) -> Subject {
        match self {
            Meaning::Value(value) => value.kind().into(),
            Meaning::Statement(Statement::Measure { .. }) => Subject::Measure,
            Meaning::Statement(Statement::TreatyEvent { .. }) => Subject::TreatyEvent,
        }
    }
}

/// The kinds of record that can be decided on: kinds of mention and types of fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A mention of [`Kind::Date`].
    Date,
    /// A mention of [`Kind::Figure`].
    Figure,
    /// A mention of [`Kind::Treaty`].
    Treaty,
    /// A mention of [`Kind::Number`].
    Number,
    /// A mention of [`Kind::Time`].
    Time,
    /// A fact: something happened to a treaty.
    TreatyEvent,
    /// A fact: a figure measures something.
    Measure,
}

impl Subject {
    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Subject::Date => "date",
            Subject::Figure => "figure",
            Subject::Treaty => "treaty",
            Subject::Number => "number",
            Subject::Time => "time",
            Subject::TreatyEvent => "treaty_event",
            Subject::Measure => "measure",
        }
    }

    /// The kind of mention; `None` for a fact.
    pub fn mention(self) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| Subject::from(*kind) == self)
    }
}

impl From<Kind> for Subject {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Date => Subject::Date,
            Kind::Figure => Subject::Figure,
            Kind::Treaty => Subject::Treaty,
            Kind::Number => Subject::Number,
            Kind::Time => Subject::Time,
        }
    }
}

impl Decision {
    /// The decision with its id: 16 hexadecimal digits, a hash of everything else in it, so that it is the same
    /// wherever the line stands.
    #[must_use]
    pub fn named(mut self) -> Self {
        self.id = self.content_hash();
        self
    }

    /// Whether the decision still is what its id was made of.
    pub fn is_untouched(&self) -> bool {
        self.id == self.content_hash()
    }

    /// What the decision wants to stand in the text: the place and what is said there; `None` where it wants nothing to
    /// (`reject`), or wants nothing at all (`comment`, `withdraw`).
    pub fn wants(&self) -> Option<(&Place, &Meaning)> {
        if !matches!(self.decision, Verdict::Accept | Verdict::Correct | Verdict::Add) {
            return None;
        }
        let correction = self.correction.as_ref();
        let place = correction.and_then(|c| c.place.as_ref()).unwrap_or(&self.about.place);
        let says = correction.and_then(|c| c.says.as_ref()).or(self.about.says.as_ref())?;
        Some((place, says))
    }

    fn content_hash(&self) -> String {
        let nameless = Self { id: String::new(), ..self.clone() };
        // OK because a decision is always an object.
        let content = serde_json::to_vec(&nameless).unwrap_or_default();
        format!("{:016x}", xxh3_64(&content))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Record, read_lines, write_line};

    const ACCEPT: &str = r#"{"record":"decision","id":"4ff1d5b1dd2c4bd1","doc":"003","decision":"accept","about":{"id":"2b47","kind":"date","quote":"5月26日","before":"于","after":"举行","span":{"start":189,"end":198},"sha256":"77","says":{"type":"date","edtf":"2021-05-26"},"rule":"date/day"},"by":"甲 <a@example.org>","at":"2026-11-20T18:30:00Z"}"#;
    const CORRECT: &str = r#"{"record":"decision","id":"","doc":"003","decision":"correct","about":{"id":"a","kind":"measure","quote":"19.8%","before":"","after":"","span":{"start":1,"end":6},"sha256":"77","says":{"type":"measure","number":"19.8","unit":"%"},"rule":"measure/change"},"correction":{"says":{"type":"measure","number":"19.8","unit":"%","direction":"up"}},"comment":"看上下文","ends":["1","2"],"by":"乙 <b@example.org>","at":"2026-11-20T18:30:01Z"}"#;

    fn read(line: &str) -> Decision {
        match read_lines(line.as_bytes()).unwrap().remove(0) {
            Record::Decision(decision) => *decision,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn decisions_are_written_and_read_back() {
        for line in [ACCEPT, CORRECT] {
            let mut out = Vec::new();
            write_line(&mut out, &Record::Decision(Box::new(read(line)))).unwrap();
            assert_eq!(String::from_utf8(out).unwrap().trim_end(), line);
        }
    }

    #[test]
    fn the_id_is_of_the_content_and_of_all_of_it() {
        let decision = read(ACCEPT).named();
        assert!(decision.is_untouched());
        assert_eq!(decision.id, decision.clone().named().id);
        let other = Decision { at: "2026-11-20T18:30:02Z".into(), ..decision.clone() };
        assert!(!other.is_untouched());
        assert_ne!(other.named().id, decision.id);
    }

    #[test]
    fn what_a_decision_wants() {
        let accept = read(ACCEPT);
        assert_eq!(
            accept.wants().map(|(place, says)| (&*place.quote, says.subject())),
            Some(("5月26日", Subject::Date))
        );
        let correct = read(CORRECT);
        assert_eq!(correct.wants().map(|(_, says)| says), correct.correction.as_ref().unwrap().says.as_ref());
        assert_eq!(Decision { decision: Verdict::Reject, ..accept }.wants(), None);
    }
}
