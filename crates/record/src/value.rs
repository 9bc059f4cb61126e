//! What a mention means: the normalised values of the annotation guidelines.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The kinds of mention. The last two are found only where they are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A temporal expression (TIMEX3, ISO 24617-1).
    Date,
    /// An amount: money, percent, quantity, count, ratio, ordinal or bare number.
    Figure,
    /// A named international instrument.
    Treaty,
    /// Every numeral by itself, whatever follows it.
    Number,
    /// A clock time without a date.
    Time,
}

impl Kind {
    /// Every kind, in the order of the records.
    pub const ALL: [Kind; 5] = [Kind::Date, Kind::Figure, Kind::Treaty, Kind::Number, Kind::Time];

    /// The kinds of the guidelines, which are found unless others are asked for.
    pub const DEFAULT: [Kind; 3] = [Kind::Date, Kind::Figure, Kind::Treaty];

    /// The name used in records: `date`, `figure`, `treaty`, `number` or `time`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Date => "date",
            Kind::Figure => "figure",
            Kind::Treaty => "treaty",
            Kind::Number => "number",
            Kind::Time => "time",
        }
    }
}

/// A set of kinds of mention; by default those of [`Kind::DEFAULT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// Whether a kind is in the set.
    pub fn contains(self, kind: Kind) -> bool {
        self.0 & 1 << kind as u8 != 0
    }

    /// Whether facts can be joined: they rest on every kind of the guidelines.
    pub fn facts(self) -> bool {
        Kind::DEFAULT.into_iter().all(|kind| self.contains(kind))
    }
}

impl FromIterator<Kind> for Kinds {
    fn from_iter<I: IntoIterator<Item = Kind>>(kinds: I) -> Self {
        Self(kinds.into_iter().fold(0, |set, kind| set | 1 << kind as u8))
    }
}

impl Default for Kinds {
    fn default() -> Self {
        Kind::DEFAULT.into_iter().collect()
    }
}

/// The normalised value of a mention. `type` tells the variants apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Value {
    /// One calendar point at any granularity, as EDTF (ISO 8601-2:2019): `2014-05-29`, `199X`, `2018-33`.
    Date {
        /// The point in EDTF; a clock time may follow (`2023-03-22T17:09`).
        edtf: String,
        /// Part of the point that is meant, or how exact it is.
        #[serde(rename = "mod", default, skip_serializing_if = "Option::is_none")]
        modifier: Option<Modifier>,
    },
    /// An interval, closed or open, as EDTF: `2009/2019`, `2013/..`, `../2021-12`.
    Period {
        /// The interval in EDTF.
        edtf: String,
        /// Part of the interval that is meant, or how exact it is.
        #[serde(rename = "mod", default, skip_serializing_if = "Option::is_none")]
        modifier: Option<Modifier>,
    },
    /// An amount of time as an ISO 8601 duration: `P30Y`; a range as `P2M/P3M`.
    Duration {
        /// The duration in ISO 8601.
        duration: String,
        /// How exact it is.
        #[serde(rename = "mod", default, skip_serializing_if = "Option::is_none")]
        modifier: Option<Modifier>,
    },
    /// A recurrence: every `P1Y`.
    Set {
        /// The distance between two recurrences, as an ISO 8601 duration.
        set: String,
    },
    /// An amount of a currency; `unit` is ISO 4217, a rate carries a composite unit (`USD/bbl`).
    Money(Amount),
    /// A share; `unit` is `%`, or `pp` for percentage points.
    Percent(Amount),
    /// A physical or technical quantity; `unit` in the style of UCUM (`m3`, `t`, `km2`, `MW`).
    Quantity(Amount),
    /// Counted things; `unit` is the classifier or noun.
    Count(Amount),
    /// A multiple (`unit` is `倍`) or a fraction (`unit` is `1`).
    Ratio(Amount),
    /// A place in an order; `unit` is the classifier.
    Ordinal(Amount),
    /// A bare number in a table that has no unit of any kind.
    Number(Amount),
    /// A numeral by itself, of kind `number`; a range may exclude its ends.
    Numeral(Numeral),
    /// A clock time without a date, of kind `time`.
    Time {
        /// The time, or two of them, in ISO 8601: `T17:00`, `T17:00/T18:30`.
        iso: String,
        /// How exact it is.
        #[serde(rename = "mod", default, skip_serializing_if = "Option::is_none")]
        modifier: Option<Modifier>,
    },
    /// A treaty or, for want of a more exact word, another binding instrument.
    Treaty {
        /// The name in simplified characters, typographic damage repaired, without spaces.
        name: String,
    },
    /// 公约.
    Convention {
        /// See [`Value::Treaty`].
        name: String,
    },
    /// 协定, 协议.
    Agreement {
        /// See [`Value::Treaty`].
        name: String,
    },
    /// 议定书.
    Protocol {
        /// See [`Value::Treaty`].
        name: String,
    },
    /// 宪章, 章程.
    Charter {
        /// See [`Value::Treaty`].
        name: String,
    },
    /// 法典, 守则.
    Code {
        /// See [`Value::Treaty`].
        name: String,
    },
    /// 宣言.
    Declaration {
        /// See [`Value::Treaty`].
        name: String,
    },
    /// 联合声明.
    JointStatement {
        /// See [`Value::Treaty`].
        name: String,
    },
    /// 公报.
    Communique {
        /// See [`Value::Treaty`].
        name: String,
    },
    /// 纪要.
    Minutes {
        /// See [`Value::Treaty`].
        name: String,
    },
    /// 备忘录.
    Memorandum {
        /// See [`Value::Treaty`].
        name: String,
    },
    /// Plans, outlines, road maps, concepts, action plans.
    Programme {
        /// See [`Value::Treaty`].
        name: String,
    },
    /// 合同.
    Contract {
        /// See [`Value::Treaty`].
        name: String,
    },
}

/// A number, or a range of numbers, with its unit. Numbers are exact decimal strings with all magnitudes
/// expanded (`54700000000`); a fraction is written `2/5`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Amount {
    /// The number, unless the amount is a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The lower end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<String>,
    /// The upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    /// The unit; absent only from a bare number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How the number bounds the amount meant; absent where it is exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    /// Whether the amount is a change, and which way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
}

/// A numeral, or a range of numbers that its words set: 大于100且小于300.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Numeral {
    /// The number, unless it is a range. Exact decimal string; a fraction is written `2/5`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The lower end of a range; absent where it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<String>,
    /// The upper end of a range; absent where it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    /// Whether the lower end belongs to the range; absent where it does, or where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_inclusive: Option<bool>,
    /// Whether the upper end belongs to the range; absent where it does, or where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_inclusive: Option<bool>,
    /// How the number bounds the one meant; absent where it is exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
}

/// How a number bounds the amount that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// 约, 近, 左右.
    About,
    /// 超过, 多, 余.
    Over,
    /// 不足, 不到.
    Under,
    /// 不少于, 至少.
    AtLeast,
    /// 不超过, 至多, 以内.
    AtMost,
}

/// Which way an amount of change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// 增长, 上升.
    Up,
    /// 下降, 减少.
    Down,
}

/// Part of a date that is meant, or how exact it is (TIMEX3 `mod`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Modifier {
    /// 初, 年初, 上旬.
    Start,
    /// 中, 中旬.
    Mid,
    /// 底, 末, 下旬.
    End,
    /// 约, 近, 左右, 前后.
    About,
    /// 多, 余, 超过, 以上.
    Over,
    /// 不足, 不到.
    Under,
}

impl Value {
    /// The amount of a figure; `None` for a date or a treaty.
    pub fn amount(&self) -> Option<&Amount> {
        match self {
            Value::Money(a)
            | Value::Percent(a)
            | Value::Quantity(a)
            | Value::Count(a)
            | Value::Ratio(a)
            | Value::Ordinal(a)
            | Value::Number(a) => Some(a),
            _ => None,
        }
    }

    /// The name of a treaty; `None` for a date or a figure.
    pub fn treaty_name(&self) -> Option<&str> {
        match self {
            Value::Treaty { name }
            | Value::Convention { name }
            | Value::Agreement { name }
            | Value::Protocol { name }
            | Value::Charter { name }
            | Value::Code { name }
            | Value::Declaration { name }
            | Value::JointStatement { name }
            | Value::Communique { name }
            | Value::Minutes { name }
            | Value::Memorandum { name }
            | Value::Programme { name }
            | Value::Contract { name } => Some(name),
            _ => None,
        }
    }

    /// The type of a treaty, as records name it; `None` for anything else.
    pub fn treaty_type(&self) -> Option<&'static str> {
        Some(match self {
            Value::Treaty { .. } => "treaty",
            Value::Convention { .. } => "convention",
            Value::Agreement { .. } => "agreement",
            Value::Protocol { .. } => "protocol",
            Value::Charter { .. } => "charter",
            Value::Code { .. } => "code",
            Value::Declaration { .. } => "declaration",
            Value::JointStatement { .. } => "joint_statement",
            Value::Communique { .. } => "communique",
            Value::Minutes { .. } => "minutes",
            Value::Memorandum { .. } => "memorandum",
            Value::Programme { .. } => "programme",
            Value::Contract { .. } => "contract",
            _ => return None,
        })
    }

    /// The kind of mention that carries such a value.
    pub fn kind(&self) -> Kind {
        match self {
            Value::Date { .. } | Value::Period { .. } | Value::Duration { .. } | Value::Set { .. } => {
                Kind::Date
            }
            Value::Numeral(_) => Kind::Number,
            Value::Time { .. } => Kind::Time,
            _ if self.amount().is_some() => Kind::Figure,
            _ => Kind::Treaty,
        }
    }
}
