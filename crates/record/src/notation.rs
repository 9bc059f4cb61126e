//! Values in one short line, for examples, explanations, snapshots and reviewers: `money 54700000000 USD about`.

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::{Amount, Bound, Direction, Modifier, Numeral, Value};

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
        Value::Numeral(numeral) => self::numeral(numeral),
        Value::Time { iso, modifier } => with("time", iso, modifier.map(name_of)),
        other => {
            let json = serde_json::to_value(other).unwrap_or_default();
            let kind = json.get("type").and_then(serde_json::Value::as_str).unwrap_or("treaty");
            format!("{kind} {}", other.treaty_name().unwrap_or_default())
        }
    }
}

/// Reads a value written by [`notation`], or as the JSON of a record.
///
/// # Errors
/// What is wrong with it, in one line. Whether dates exist and units are known is not looked at.
pub fn parse_notation(text: &str) -> Result<Value, String> {
    let text = text.trim();
    if text.starts_with('{') {
        return from_json(serde_json::from_str(text).map_err(|error| error.to_string())?);
    }
    let (kind, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rest = rest.trim();
    if rest.is_empty() {
        return Err(format!("write the type and what it says: {EXAMPLES}"));
    }
    let mut fields = Map::new();
    fields.insert("type".into(), kind.into());
    match kind {
        "date" | "period" => with_modifier(&mut fields, "edtf", rest)?,
        "duration" => with_modifier(&mut fields, "duration", rest)?,
        "time" => with_modifier(&mut fields, "iso", rest)?,
        "set" => put(&mut fields, "set", rest),
        "money" | "percent" | "quantity" | "count" | "ratio" | "ordinal" | "number" | "numeral" => {
            read_amount(&mut fields, rest)
        }
        _ => put(&mut fields, "name", rest),
    }
    from_json(Json::Object(fields))
}

const EXAMPLES: &str =
    "date 2014-05-29, period 2013/.., money 54700000000 USD about, count 3 个, treaty 联合国宪章";

fn from_json(json: Json) -> Result<Value, String> {
    serde_json::from_value(json).map_err(|error| error.to_string())
}

fn put(fields: &mut Map<String, Json>, name: &str, text: &str) {
    fields.insert(name.into(), text.into());
}

fn with_modifier(fields: &mut Map<String, Json>, name: &str, rest: &str) -> Result<(), String> {
    let (text, modifier) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    put(fields, name, text);
    let modifier = modifier.trim();
    if !modifier.is_empty() {
        named::<Modifier>(modifier).ok_or_else(|| {
            format!("`{modifier}` is no modifier; they are start, mid, end, about, over, under")
        })?;
        put(fields, "mod", modifier);
    }
    Ok(())
}

/// Number or range, its ends excluded by round brackets, then unit, bound and direction, each as far as it is there.
fn read_amount(fields: &mut Map<String, Json>, rest: &str) {
    let mut words = rest.split_whitespace();
    let number = words.next().unwrap_or_default();
    let (below, above) = (number.starts_with('('), number.ends_with(')'));
    if below && !number.starts_with("(..") {
        fields.insert("min_inclusive".into(), false.into());
    }
    if above && !number.ends_with("..)") {
        fields.insert("max_inclusive".into(), false.into());
    }
    let number = number.trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    match number.split_once("..") {
        Some((min, max)) => {
            for (name, end) in [("min", min), ("max", max)].into_iter().filter(|(_, end)| !end.is_empty()) {
                put(fields, name, end);
            }
        }
        None => put(fields, "number", number),
    }
    let mut words: Vec<&str> = words.collect();
    for (name, is_one) in [
        ("direction", (|word| named::<Direction>(word).is_some()) as fn(&str) -> bool),
        ("bound", |word| named::<Bound>(word).is_some()),
    ] {
        if let Some(word) = words.pop_if(|word| is_one(word)) {
            put(fields, name, word);
        }
    }
    if !words.is_empty() {
        put(fields, "unit", &words.join(" "));
    }
}

/// The fieldless variant of a name.
fn named<T: serde::de::DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(name.into()).ok()
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

fn amount(kind: &str, amount: &Amount) -> String {
    let number = match (&amount.number, &amount.min, &amount.max) {
        (Some(number), ..) => number.clone(),
        (None, Some(min), Some(max)) => format!("{min}..{max}"),
        _ => "?".to_owned(),
    };
    let rest = [amount.unit.clone(), amount.bound.map(name_of), amount.direction.map(name_of)];
    rest.into_iter().flatten().fold(format!("{kind} {number}"), |line, part| format!("{line} {part}"))
}

/// The name of a fieldless variant as it stands in records.
fn name_of(variant: impl Serialize) -> String {
    serde_json::to_value(variant).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let lines = [
            "date 2014-05-29",
            "date 2014 end",
            "period 2013/..",
            "duration P30Y over",
            "set P1Y",
            "time T17:00/T18:30",
            "money 54700000000 USD about",
            "percent 4.3..4.7 % at_most up",
            "quantity -1.0 m3/d",
            "ratio 2/5 1",
            "ordinal 16 轮",
            "number 3.6",
            "numeral 12 over",
            "numeral [100..300]",
            "numeral (100..300]",
            "numeral (..300)",
            "numeral [100..)",
            "treaty 欧亚经济联盟条约",
            "joint_statement 中俄联合声明",
        ];
        for line in lines {
            let value = parse_notation(line).unwrap_or_else(|error| panic!("{line}: {error}"));
            assert_eq!(notation(&value), line);
            assert_eq!(parse_notation(&serde_json::to_string(&value).unwrap()).as_ref(), Ok(&value));
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let cases = [
            ("", "write the type"),
            ("date", "write the type"),
            ("date 2014 soon", "`soon` is no modifier"),
            ("colour red", "unknown variant `colour`"),
            ("{\"type\":\"date\"}", "missing field `edtf`"),
        ];
        for (line, expected) in cases {
            let error = parse_notation(line).unwrap_err();
            assert!(error.contains(expected), "{line}: {error}");
        }
    }
}
