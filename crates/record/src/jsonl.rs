//! One record a line, keys in a fixed order, UTF-8 as it is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io::{self, BufRead, Write};

use crate::{Conflict, Decision, Document, Fact, Instrument, Kind, Mention, Span, Statement, Value};

/// A line of an annotation file. `record` tells the variants apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// A document; stands before its mentions.
    Document(Document),
    /// A mention.
    Mention(Mention),
    /// A fact.
    Fact(Fact),
    /// A reviewer's decision; stands in a file of its own.
    Decision(Box<Decision>),
    /// An instrument, as all documents know it.
    Instrument(Instrument),
    /// Statements of one quantity in all documents, compared.
    Conflict(Conflict),
}

impl Record {
    /// Where it stands in its document, to sort by: the document first, then by start and end; at one place the
    /// mention, by kind, before the facts that rest on it.
    pub fn place(&self) -> (Option<Span>, usize) {
        match self {
            Record::Document(_) => (None, 0),
            Record::Mention(mention) => (Some(mention.span), mention.kind as usize),
            Record::Fact(fact) => (Some(fact.span), Kind::ALL.len()),
            Record::Instrument(_) | Record::Conflict(_) => (None, 0),
            Record::Decision(decision) => (Some(decision.about.place.span), Kind::ALL.len() + 1),
        }
    }

    /// The mention, if it is one.
    pub fn mention(&self) -> Option<&Mention> {
        if let Record::Mention(mention) = self { Some(mention) } else { None }
    }

    /// The fact, if it is one.
    pub fn fact(&self) -> Option<&Fact> {
        if let Record::Fact(fact) = self { Some(fact) } else { None }
    }

    /// The instrument, if it is one.
    pub fn instrument(&self) -> Option<&Instrument> {
        if let Record::Instrument(instrument) = self { Some(instrument) } else { None }
    }

    /// The comparison of statements, if it is one.
    pub fn conflict(&self) -> Option<&Conflict> {
        if let Record::Conflict(conflict) = self { Some(conflict) } else { None }
    }

    /// The document, if it is one.
    pub fn document(&self) -> Option<&Document> {
        if let Record::Document(document) = self { Some(document) } else { None }
    }
}

/// A record on its way to be written. A [`Record`] owns its texts and values; a line borrows them from the document and
/// what was read in it: most documents are only read to be written, and millions of small texts need not be copied.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Line<'a> {
    /// A document; stands before its mentions.
    Document(&'a Document),
    /// A mention.
    Mention(Mention<&'a str, &'a Value>),
    /// A fact.
    Fact(Fact<&'a str, &'a Statement>),
}

impl From<Line<'_>> for Record {
    fn from(line: Line<'_>) -> Self {
        match line {
            Line::Document(document) => Self::Document(document.clone()),
            Line::Mention(mention) => Self::Mention(mention.into()),
            Line::Fact(fact) => Self::Fact(fact.into()),
        }
    }
}

/// Why a line could not be read as a record.
#[derive(Debug)]
pub struct ReadError {
    /// Number of the line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for ReadError {}

/// Hardly any record is longer than this many bytes.
const USUAL: usize = 1024;

/// Writes one record, a [`Record`] or a [`Line`], and the line break after it, in one piece.
pub fn write_line(out: &mut impl Write, record: &impl Serialize) -> io::Result<()> {
    write_lines(out, [record])
}

/// [`write_line`] for every record.
pub fn write_lines<R: Serialize>(
    out: &mut impl Write,
    records: impl IntoIterator<Item = R>,
) -> io::Result<()> {
    let mut line = Vec::with_capacity(USUAL);
    for record in records {
        line.clear();
        serde_json::to_writer(&mut line, &record)?;
        line.push(b'\n');
        out.write_all(&line)?;
    }
    Ok(())
}

/// Reads records, skipping blank lines and kinds of record this version does not know.
///
/// # Errors
/// The first line that is no JSON object, or a known record with a missing or malformed field.
pub fn read_lines(input: impl BufRead) -> Result<Vec<Record>, ReadError> {
    let mut records = Vec::new();
    for (index, line) in input.lines().enumerate() {
        let fail = |reason: String| ReadError { line: index + 1, reason };
        let line = line.map_err(|e| fail(e.to_string()))?;
        if line.trim().is_empty() {
            continue;
        }
        let json: serde_json::Value = serde_json::from_str(&line).map_err(|e| fail(e.to_string()))?;
        let Some(known) = json.get("record").and_then(serde_json::Value::as_str) else {
            return Err(fail("expected an object with a field `record`".into()));
        };
        if matches!(known, "document" | "mention" | "fact" | "decision" | "instrument" | "conflict") {
            records.push(serde_json::from_value(json).map_err(|e| fail(e.to_string()))?);
        }
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Action, Amount, Direction, Statement, Status, Value, Zone};

    const LINE: &str = r#"{"record":"mention","id":"6f","doc":"003","kind":"figure","span":{"start":7862,"end":7867},"quote":"19.8%","zone":"body","value":{"type":"percent","number":"19.8","unit":"%","direction":"up"},"rule":"figure/percent","status":"auto"}"#;

    fn mention() -> Record {
        Record::Mention(Mention {
            id: "6f".into(),
            doc: "003".into(),
            kind: Kind::Figure,
            span: Span { start: 7862, end: 7867 },
            quote: "19.8%".into(),
            zone: Zone::Body,
            value: Value::Percent(Amount {
                number: Some("19.8".into()),
                unit: Some("%".into()),
                direction: Some(Direction::Up),
                ..Amount::default()
            }),
            uncertain: Vec::new(),
            rule: "figure/percent".into(),
            status: Status::Auto,
        })
    }

    #[test]
    fn written_with_keys_in_the_order_of_the_format() {
        let mut out = Vec::new();
        write_line(&mut out, &mention()).unwrap();
        assert_eq!(String::from_utf8(out).unwrap().trim_end(), LINE);
    }

    #[test]
    fn facts_are_written_and_read_back() {
        let measure = r#"{"record":"fact","id":"a","doc":"003","type":"measure","entity":"中国与俄罗斯","indicator":"双边贸易额","period":"2021-01/2021-04","number":"19.8","unit":"%","direction":"up","base":"2020-01/2020-04","span":{"start":7862,"end":7867},"quote":"19.8%","zone":"body","mentions":["6f"],"rule":"measure/change","status":"auto"}"#;
        let event = r#"{"record":"fact","id":"b","doc":"003","type":"treaty_event","treaty":"中俄睦邻友好合作条约","action":"signed","date":"2001","parties":["CN","RU"],"span":{"start":7862,"end":7867},"quote":"中俄睦邻友好合作条约","zone":"body","mentions":["6f","70"],"rule":"event/signed","status":"auto"}"#;
        let records = read_lines(format!("{measure}\n{event}\n").as_bytes()).unwrap();
        let facts: Vec<_> = records.iter().filter_map(Record::fact).collect();
        assert!(
            matches!(&facts[0].statement, Statement::Measure { amount, .. } if amount.direction == Some(Direction::Up))
        );
        assert!(matches!(&facts[1].statement, Statement::TreatyEvent { action: Action::Signed, .. }));
        for (record, line) in records.iter().zip([measure, event]) {
            let mut out = Vec::new();
            write_line(&mut out, record).unwrap();
            assert_eq!(String::from_utf8(out).unwrap().trim_end(), line);
        }
    }

    #[test]
    fn read_back_as_written_and_unknown_records_are_left_alone() {
        let text = format!("{LINE}\n\n{{\"record\":\"event\",\"id\":\"1\"}}\n");
        assert_eq!(read_lines(text.as_bytes()).unwrap(), vec![mention()]);
    }

    #[test]
    fn a_broken_line_is_named() {
        let text = format!("{LINE}\n{{\"record\":\"mention\"}}\n");
        let error = read_lines(text.as_bytes()).unwrap_err();
        assert_eq!(error.line, 2);
        assert!(error.reason.contains("missing field"), "{error}");
    }
}
