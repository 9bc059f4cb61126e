//! Values in one short line, for examples, explanations and snapshots: `money 54700000000 USD about`.

use kaoju_record::{Amount, Numeral, Value};
use serde::Serialize;

/// The value in one line: its type, then what it says, then modifier, bound and direction.
pub fn notation(value: &Value) -> String {
    let with = |kind: &str, text: &str, modifier: Option<String>| {
        modifier.map_or(format!("{kind} {text}"), |m| format!("{kind} {text} {m}"))
    };
    match value {
        Value::Date { edtf, modifier } => with("date", edtf, modifier.map(name_of)),
        Value::Period { edtf, modifier } => with("period", edtf, modifier.map(name_of)),
        Value::Duration { duration, modifier } => with("duration", duration, modifier.map(name_of)),
        Value::Set { set } => format!("set {set}"),
        Value::Money(a) => amount("money", a),
        Value::Percent(a) => amount("percent", a),
        Value::Quantity(a) => amount("quantity", a),
        Value::Count(a) => amount("count", a),
        Value::Ratio(a) => amount("ratio", a),
        Value::Ordinal(a) => amount("ordinal", a),
        Value::Number(a) => amount("number", a),
        Value::Numeral(n) => numeral(n),
        Value::Time { iso, modifier } => with("time", iso, modifier.map(name_of)),
        other => {
            let json = serde_json::to_value(other).unwrap_or_default();
            let kind = json.get("type").and_then(serde_json::Value::as_str).unwrap_or("treaty");
            format!("{kind} {}", other.treaty_name().unwrap_or_default())
        }
    }
}

fn amount(kind: &str, amount: &Amount) -> String {
    let number = match (&amount.number, &amount.min, &amount.max) {
        (Some(number), ..) => number.clone(),
        (None, Some(min), Some(max)) => format!("{min}..{max}"),
        _ => "?".to_owned(),
    };
    let rest = [amount.unit.clone(), amount.bound.map(name_of), amount.direction.map(name_of)];
    rest.into_iter().flatten().fold(format!("{kind} {number}"), |line, part| format!("{line} {part}"))
}

/// A number, or a range in the notation of intervals: `(10..20]` is open below, `[10..)` has no upper end.
fn numeral(numeral: &Numeral) -> String {
    let range = || {
        let open = if numeral.min.is_none() || numeral.min_inclusive == Some(false) { '(' } else { '[' };
        let close = if numeral.max.is_none() || numeral.max_inclusive == Some(false) { ')' } else { ']' };
        let end = |end: &Option<String>| end.clone().unwrap_or_default();
        format!("{open}{}..{}{close}", end(&numeral.min), end(&numeral.max))
    };
    let number = numeral.number.clone().unwrap_or_else(range);
    let bound = numeral.bound.map(|bound| format!(" {}", name_of(bound))).unwrap_or_default();
    format!("numeral {number}{bound}")
}

/// The name of a fieldless variant as it stands in records.
fn name_of(variant: impl Serialize) -> String {
    serde_json::to_value(variant).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
