//! The columns of each table: a name, and where in a record its cells are found.

use serde_json::Value as Json;

/// A column: its name, and the JSON pointers of which the first that leads somewhere gives the cell.
pub(crate) type Column = (&'static str, &'static [&'static str]);

/// The columns of mentions.
pub(crate) const MENTIONS: &[Column] = &[
    ("doc", &["/doc"]),
    ("id", &["/id"]),
    ("kind", &["/kind"]),
    ("quote", &["/quote"]),
    ("type", &["/value/type"]),
    ("date", &["/value/edtf", "/value/duration", "/value/set", "/value/iso"]),
    ("mod", &["/value/mod"]),
    ("number", &["/value/number"]),
    ("min", &["/value/min"]),
    ("max", &["/value/max"]),
    ("min_inclusive", &["/value/min_inclusive"]),
    ("max_inclusive", &["/value/max_inclusive"]),
    ("unit", &["/value/unit"]),
    ("bound", &["/value/bound"]),
    ("direction", &["/value/direction"]),
    ("name", &["/value/name"]),
    ("zone", &["/zone"]),
    ("start", &["/span/start"]),
    ("end", &["/span/end"]),
    ("uncertain", &["/uncertain"]),
    ("rule", &["/rule"]),
    ("status", &["/status"]),
];

/// The columns of facts.
pub(crate) const FACTS: &[Column] = &[
    ("doc", &["/doc"]),
    ("id", &["/id"]),
    ("type", &["/type"]),
    ("entity", &["/entity"]),
    ("indicator", &["/indicator"]),
    ("treaty", &["/treaty"]),
    ("action", &["/action"]),
    ("parties", &["/parties"]),
    ("date", &["/period", "/date"]),
    ("base", &["/base"]),
    ("number", &["/number"]),
    ("min", &["/min"]),
    ("max", &["/max"]),
    ("unit", &["/unit"]),
    ("bound", &["/bound"]),
    ("direction", &["/direction"]),
    ("quote", &["/quote"]),
    ("zone", &["/zone"]),
    ("start", &["/span/start"]),
    ("end", &["/span/end"]),
    ("mentions", &["/mentions"]),
    ("rule", &["/rule"]),
    ("status", &["/status"]),
];

/// The columns of the registry.
pub(crate) const REGISTRY: &[Column] = &[
    ("id", &["/id"]),
    ("name", &["/name"]),
    ("type", &["/type"]),
    ("parties", &["/parties"]),
    ("variants", &["/variants"]),
    ("events", &["/events"]),
    ("mentions", &["/mentions"]),
];

/// The cell of a column. Several values stand in one cell with `; ` between them.
pub(crate) fn cell((_, pointers): &Column, record: &Json) -> String {
    let found = pointers.iter().find_map(|pointer| record.pointer(pointer));
    let text = found.map(text).unwrap_or_default();
    if is_number(&text) { text } else { harmless(text) }
}

fn text(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(values) => values.iter().map(text).collect::<Vec<_>>().join("; "),
        // A name of an instrument, an event, or a reference to a record.
        Json::Object(object) => {
            let part = |name: &str| object.get(name).map(text).unwrap_or_default();
            let parts = ["name", "action", "date", "parties", "doc", "id"].map(part);
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

/// A decimal, which no spreadsheet takes for a formula.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// A spreadsheet takes text that begins with one of these for a formula; an apostrophe before it keeps it text.
fn harmless(text: String) -> String {
    const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    if text.starts_with(FORMULA) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_numbers_stay_numbers() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-3.6", "-3.6"),
            ("-3.6%", "'-3.6%"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("-", "'-"),
            ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
            ("贸易额", "贸易额"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(cell(&("quote", &["/quote"]), &serde_json::json!({ "quote": text })), expected);
        }
    }
}
