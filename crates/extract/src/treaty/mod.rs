//! Named international instruments: in brackets, without them, and by the short forms a document introduces.

mod about;
mod bracketed;
mod domestic;
mod evidence;
mod shared;
mod short;
mod signed;
mod unbracketed;

pub(crate) use about::about_before;
pub(crate) use bracketed::{bracketed_at, close_bracket};
pub(crate) use evidence::names_parties;
use evidence::{Verdict, judge};
pub(crate) use shared::sharing_head;
pub(crate) use short::{Forms, ShortForm, again, short_form_after};
pub(crate) use signed::signed_before;
pub(crate) use unbracketed::{known_at, unbracketed_before};

use kaoju_record::Value;

/// A treaty found in the text.
#[derive(Clone, Debug)]
pub(crate) struct TreatyMatch {
    /// First byte of the name.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Type and full name.
    pub value: Value,
    /// The rule that found it.
    pub rule: &'static str,
}

/// The value of an instrument of a type named as in the guidelines.
pub(crate) fn value(kind: &str, name: String) -> Value {
    match kind {
        "convention" => Value::Convention { name },
        "agreement" => Value::Agreement { name },
        "protocol" => Value::Protocol { name },
        "charter" => Value::Charter { name },
        "code" => Value::Code { name },
        "declaration" => Value::Declaration { name },
        "joint_statement" => Value::JointStatement { name },
        "communique" => Value::Communique { name },
        "minutes" => Value::Minutes { name },
        "memorandum" => Value::Memorandum { name },
        "programme" => Value::Programme { name },
        "contract" => Value::Contract { name },
        _ => Value::Treaty { name },
    }
}

/// The name as it is quoted: without spaces.
pub(crate) fn cleaned(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The nearest boundary of a character at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
