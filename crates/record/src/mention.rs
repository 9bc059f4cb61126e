//! The two records of an extraction: the document and its mentions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Kind, Value};

/// A range of bytes of the source file as it was received; `end` is excluded. It never cuts a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// The part of a document that a character belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// Running prose, abstracts, headings.
    Body,
    /// Cells, header rows, unit lines and captions of tables and figures.
    Table,
    /// Footnotes, bibliography, data-source lines, author notes, access dates.
    Note,
    /// Page numbers, running heads, navigation, advertising, related articles. Holds no mentions.
    Furniture,
}

impl Zone {
    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Zone::Body => "body",
            Zone::Table => "table",
            Zone::Note => "note",
            Zone::Furniture => "furniture",
        }
    }
}

/// Where a record stands in its review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Found by a rule, not reviewed.
    #[default]
    Auto,
    /// A reviewer agreed.
    Accepted,
    /// A reviewer changed its kind, span or value.
    Corrected,
    /// A reviewer added it.
    Added,
}

/// One date, figure or treaty that a document states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Mention")]
pub struct Mention<Text = String, Meaning = Value> {
    /// Stable name, see [`crate::Ids`].
    pub id: Text,
    /// The document's id.
    pub doc: Text,
    /// Date, figure or treaty.
    pub kind: Kind,
    /// Where it stands in the source.
    pub span: Span,
    /// The normalised text at the span: simplified characters, repaired.
    pub quote: Text,
    /// The part of the document it stands in.
    pub zone: Zone,
    /// What it means.
    pub value: Meaning,
    /// Other readings that the damaged source allows; absent where there is one reading only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uncertain: Vec<Text>,
    /// The rule that found it.
    pub rule: Text,
    /// Where it stands in its review.
    pub status: Status,
}

impl From<Mention<&str, &Value>> for Mention {
    fn from(mention: Mention<&str, &Value>) -> Self {
        let Mention { id, doc, kind, span, quote, zone, value, uncertain, rule, status } = mention;
        Self {
            id: id.to_owned(),
            doc: doc.to_owned(),
            kind,
            span,
            quote: quote.to_owned(),
            zone,
            value: value.clone(),
            uncertain: uncertain.into_iter().map(str::to_owned).collect(),
            rule: rule.to_owned(),
            status,
        }
    }
}

/// Where the date of a document was taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocDate {
    /// The date in EDTF: a day, a month or a year.
    pub edtf: String,
    /// `given` by the caller or the corpus, or how it was inferred: `head`, `name`, `text`.
    pub from: String,
}

/// How often a repair pass had to act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RepairCount {
    /// Permanent name of the pass.
    pub pass: String,
    /// Number of places it changed.
    pub places: usize,
}

/// Something that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// Where it stands in the source.
    pub span: Span,
    /// The rule that noticed it.
    pub rule: String,
    /// What is wrong, in one line.
    pub message: String,
}

/// What is known of a document as a whole. Stands before its mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// The document's id.
    pub doc: String,
    /// Length of the source in bytes.
    pub bytes: usize,
    /// SHA-256 of the source, in lower-case hexadecimal.
    pub sha256: String,
    /// Character encoding, by its WHATWG name.
    pub encoding: String,
    /// How the encoding was decided: `bom`, `declared`, `utf-8`, `guessed`.
    pub encoding_by: String,
    /// The date that relative dates are resolved against; absent where none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<DocDate>,
    /// What had to be repaired, by pass.
    pub repairs: Vec<RepairCount>,
    /// What was read but does not fit together, such as a table whose columns do not add up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}
