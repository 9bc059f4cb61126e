//! The curated list of names that no rule joins, or that rules join wrongly.

use std::fmt;

use serde::Deserialize;

/// What a person decided of names, `annotations/aliases.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aliases {
    /// Names of one instrument.
    #[serde(default)]
    pub same: Vec<Alias>,
    /// Names of different instruments that the rules would join.
    #[serde(default)]
    pub different: Vec<Alias>,
}

/// Names that were decided on together.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// The names, as they are quoted.
    pub names: Vec<String>,
    /// Why, in a sentence.
    pub why: String,
}

/// What is wrong with the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AliasError {
    /// The file cannot be read as a list of aliases.
    Malformed(String),
    /// A name in it is the name of no mention.
    Unknown(String),
}

impl fmt::Display for AliasError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AliasError::Malformed(reason) => {
                write!(f, "{reason}; write [[same]] or [[different]] with `names` and `why`")
            }
            AliasError::Unknown(name) => {
                write!(f, "no mention is named `{name}`; write the name as it is quoted, or take it out")
            }
        }
    }
}

impl std::error::Error for AliasError {}

impl Aliases {
    /// Reads the text of the file.
    ///
    /// # Errors
    /// A text that is no TOML, or has other fields.
    pub fn parse(text: &str) -> Result<Self, AliasError> {
        toml::from_str(text).map_err(|error| AliasError::Malformed(error.message().to_owned()))
    }
}
