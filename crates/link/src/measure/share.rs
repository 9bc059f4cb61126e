//! Shares and multiples: 占 X 的 40%, 超过 X 的 2/5, 是 X 的 3 倍.

use super::core::names_quantity;
use super::phrase::{plain, without_verbs};
use super::words::words;

/// What a share or a multiple is taken of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// 占 X 的.
    Share(String),
    /// 是 X 的.
    Multiple(String),
}

/// What kind of figure is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Percent, or a fraction.
    Share,
    /// 倍.
    Multiple,
    /// Anything else.
    None,
}

impl Of {
    /// The indicator that says so.
    pub(super) fn said_of(&self, indicator: &str) -> String {
        match self {
            Self::Share(of) if ["比重", "比例", "份额"].iter().any(|end| of.ends_with(end)) => {
                format!("{indicator}占{of}")
            }
            Self::Share(of) => format!("{indicator}占{of}比重"),
            Self::Multiple(of) => format!("{indicator}与{of}之比"),
        }
    }
}

/// Splits off what a share or multiple is taken of, with the verb before it.
pub(super) fn split(text: &str, part: Part) -> (&str, Option<Of>) {
    let inner = text.trim_end();
    if let Some(at) = inner.rfind('占').filter(|at| has(inner, *at)) {
        let of = without_verbs(inner[at + '占'.len_utf8()..].trim_start_matches(['到', '了']));
        return (&inner[..at], (!of.is_empty()).then(|| Of::Share(plain(of))));
    }
    if part == Part::None || !inner.ends_with('的') {
        return (text, None);
    }
    let Some((at, end)) = words().equals.find(inner) else { return (text, None) };
    let of = plain(without_verbs(&inner[end..]));
    match part {
        _ if of.is_empty() => (text, None),
        Part::Multiple => (&inner[..at], Some(Of::Multiple(of))),
        _ if names_quantity(&of) || words().totals.at_end(&of) > 0 => (&inner[..at], Some(Of::Share(of))),
        _ => (text, None),
    }
}

/// Whether 占 at a byte takes an object: not in 占比, 占据, 所占.
fn has(text: &str, at: usize) -> bool {
    let other =
        ["占比", "占据", "占领", "占地", "占用", "占有"].iter().any(|word| text[at..].starts_with(word));
    !other && !text[..at].ends_with('所')
}
