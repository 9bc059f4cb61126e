//! What the facts of many documents say together: instruments, and statements of the same quantity compared.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Action, Amount, Direction, Span};

/// A record of one document, named from outside of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Reference {
    /// The document's id.
    pub doc: String,
    /// The id of the mention or fact.
    pub id: String,
}

/// One international instrument, as all documents know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Instrument {
    /// Stable name: it follows from what its variants have in common.
    pub id: String,
    /// The canonical name: that of most mentions, the longest of those alike.
    pub name: String,
    /// The type of most mentions, as in the values of mentions: `treaty`, `agreement`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its parties, as far as its name or its events tell: ISO 3166-1 alpha-2 codes and organisations, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<String>,
    /// The names it goes by, the canonical one first.
    pub variants: Vec<Variant>,
    /// What happened to it, by date; events without one come last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// Every mention, by document.
    pub mentions: Vec<Reference>,
}

/// A name that an instrument goes by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Variant {
    /// The name as it is quoted.
    pub name: String,
    /// How many mentions bear it.
    pub count: usize,
    /// How it was joined to the canonical name: the rules in the order they were applied, or why the curated list says
    /// so. Empty for the canonical name.
    pub joined: String,
}

/// What happened to an instrument, and who says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// What happened.
    pub action: Action,
    /// When, in EDTF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who took part, as far as the facts tell, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<String>,
    /// The facts that state it.
    pub facts: Vec<Reference>,
}

/// Statements of the same quantity and period, compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Conflict {
    /// Stable name: it follows from series and period.
    pub id: String,
    /// What the comparison came to: the worst of any two statements.
    pub verdict: Agreement,
    /// What is measured.
    pub series: Series,
    /// The period, in EDTF.
    pub period: String,
    /// The statements, by document and place.
    pub statements: Vec<Stated>,
    /// What the verdict rests on, in a sentence.
    pub why: String,
}

/// How statements of one quantity stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// The same number.
    Agreeing,
    /// One is the other rounded to the digits it is written with, or bounds it.
    Rounded,
    /// They cannot both be exact.
    Contradicting,
}

impl Agreement {
    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Agreement::Agreeing => "agreeing",
            Agreement::Rounded => "rounded",
            Agreement::Contradicting => "contradicting",
        }
    }
}

/// What is measured, by normalised names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Series {
    /// Who or what, parties as codes: `CN RU`.
    pub entity: String,
    /// Which quantity.
    pub indicator: String,
    /// The unit of all statements.
    pub unit: String,
    /// Which way, for a change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// The period that a change is measured against, in EDTF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
}

/// One statement of a quantity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stated {
    /// The document's id.
    pub doc: String,
    /// The id of the fact.
    pub id: String,
    /// Where the figure stands in the source.
    pub span: Span,
    /// The figure as it is quoted.
    pub quote: String,
    /// Who or what, in the text's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Which quantity, in the text's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// The figure.
    #[serde(flatten)]
    pub amount: Amount,
    /// How its words were read as the series: the rules in the order they were applied; empty where they are its words.
    pub joined: String,
}
