//! What the mentions of a document say together: treaty events and measures (section 4 of the guidelines).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Amount, Kind, Span, Status, Zone};

/// A statement that joins mentions of one document and names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Fact")]
pub struct Fact<Text = String, Stated = Statement> {
    /// Stable name, see [`crate::Ids::fact`].
    pub id: Text,
    /// The document's id.
    pub doc: Text,
    /// What is stated; `type` tells the two kinds of fact apart.
    #[serde(flatten)]
    pub statement: Stated,
    /// Where the figure of a measure, or the treaty's name of an event, stands in the source.
    pub span: Span,
    /// The normalised text at the span.
    pub quote: Text,
    /// The part of the document it stands in.
    pub zone: Zone,
    /// Ids of the mentions it joins, in the order of the source.
    pub mentions: Vec<Text>,
    /// The rule that joined them.
    pub rule: Text,
    /// Where it stands in its review.
    pub status: Status,
}

impl From<Fact<&str, &Statement>> for Fact {
    fn from(fact: Fact<&str, &Statement>) -> Self {
        let Fact { id, doc, statement, span, quote, zone, mentions, rule, status } = fact;
        Self {
            id: id.to_owned(),
            doc: doc.to_owned(),
            statement: statement.clone(),
            span,
            quote: quote.to_owned(),
            zone,
            mentions: mentions.into_iter().map(str::to_owned).collect(),
            rule: rule.to_owned(),
            status,
        }
    }
}

/// What a fact states. A part that the text leaves open is absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Statement {
    /// Something happened to an instrument.
    TreatyEvent {
        /// The instrument's name, as its mention gives it.
        treaty: String,
        /// What happened.
        action: Action,
        /// When, in EDTF.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<String>,
        /// Who took part: ISO 3166-1 alpha-2 codes and short names of organisations (`EAEU`), sorted.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        parties: Vec<String>,
    },
    /// A figure measures something.
    Measure {
        /// Who or what is measured, in the text's own words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entity: Option<String>,
        /// Which quantity, in the text's own words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        indicator: Option<String>,
        /// The time it is measured for, in EDTF.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        period: Option<String>,
        /// The figure: number or range, unit, bound; `direction` where it is a change.
        #[serde(flatten)]
        amount: Amount,
        /// The period that a change is measured against, in EDTF.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<String>,
    },
}

impl Statement {
    /// The name used in records: `treaty_event` or `measure`.
    pub fn name(&self) -> &'static str {
        match self {
            Statement::TreatyEvent { .. } => "treaty_event",
            Statement::Measure { .. } => "measure",
        }
    }

    /// What it states of its mention, as ids tell it: `measure`, or what happens to the treaty.
    pub fn states(&self) -> &'static str {
        match self {
            Statement::TreatyEvent { action, .. } => action.name(),
            Statement::Measure { .. } => self.name(),
        }
    }

    /// The kind of the mention that it is about.
    pub fn rests_on(&self) -> Kind {
        match self {
            Statement::TreatyEvent { .. } => Kind::Treaty,
            Statement::Measure { .. } => Kind::Figure,
        }
    }
}

/// What happens to a treaty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 提出, 倡议.
    Proposed,
    /// 谈判, 磋商.
    Negotiated,
    /// 签署, 签订, 缔结.
    Signed,
    /// 通过, 批准.
    Adopted,
    /// 发表, 发布.
    Issued,
    /// 生效, 实施.
    Effective,
    /// 延期, 续签.
    Extended,
    /// 修订, 修改.
    Amended,
    /// 终止, 废止, 退出.
    Terminated,
}

impl Action {
    /// Every action, in the order of a treaty's life.
    pub const ALL: [Action; 9] = [
        Action::Proposed,
        Action::Negotiated,
        Action::Signed,
        Action::Adopted,
        Action::Issued,
        Action::Effective,
        Action::Extended,
        Action::Amended,
        Action::Terminated,
    ];

    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Action::Proposed => "proposed",
            Action::Negotiated => "negotiated",
            Action::Signed => "signed",
            Action::Adopted => "adopted",
            Action::Issued => "issued",
            Action::Effective => "effective",
            Action::Extended => "extended",
            Action::Amended => "amended",
            Action::Terminated => "terminated",
        }
    }
}
