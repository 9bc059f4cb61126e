//! Values in words, for people.

use kaoju_record::{Amount, Bound, Direction, Modifier, Numeral, Value};

/// A value as a reader likes it: `about 54,700,000,000 USD`, `end of 2020`.
pub(crate) fn value(value: &Value) -> String {
    match value {
        Value::Date { edtf, modifier } | Value::Period { edtf, modifier } => modified(&time(edtf), *modifier),
        Value::Duration { duration, modifier } => modified(duration, *modifier),
        Value::Set { set } => format!("every {set}"),
        Value::Time { iso, modifier } => modified(iso, *modifier),
        Value::Numeral(numeral) => self::numeral(numeral),
        other => match other.amount() {
            Some(amount) => self::amount(amount),
            None => other.treaty_name().unwrap_or_default().to_owned(),
        },
    }
}

/// The name of a value's type, as it stands in records: `money`.
pub(crate) fn type_of(value: &Value) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.get("type").and_then(|name| name.as_str()).unwrap_or_default().to_owned()
}

/// An amount: bound, number or range, unit, direction.
pub(crate) fn amount(amount: &Amount) -> String {
    let number = range(amount.number.as_deref(), amount.min.as_deref(), amount.max.as_deref());
    let unit = match amount.unit.as_deref() {
        None | Some("1") => String::new(),
        Some("%") => "%".to_owned(),
        Some(unit) => format!(" {unit}"),
    };
    let direction = match amount.direction {
        None => "",
        Some(Direction::Up) => " up",
        Some(Direction::Down) => " down",
    };
    format!("{}{number}{unit}{direction}", bound(amount.bound))
}

fn numeral(numeral: &Numeral) -> String {
    let number = range(numeral.number.as_deref(), numeral.min.as_deref(), numeral.max.as_deref());
    format!("{}{number}", bound(numeral.bound))
}

/// EDTF, with a gloss where a code is not known to everybody.
pub(crate) fn time(edtf: &str) -> String {
    const CODES: [(&str, &str); 6] = [
        ("-33", "first quarter"),
        ("-34", "second quarter"),
        ("-35", "third quarter"),
        ("-36", "fourth quarter"),
        ("-40", "first half"),
        ("-41", "second half"),
    ];
    let gloss = CODES.iter().find(|(code, _)| edtf.len() == 7 && edtf.ends_with(code));
    gloss.map_or_else(|| edtf.to_owned(), |(_, gloss)| format!("{edtf} ({gloss})"))
}

fn modified(text: &str, modifier: Option<Modifier>) -> String {
    let before = match modifier {
        None => "",
        Some(Modifier::Start) => "start of ",
        Some(Modifier::Mid) => "middle of ",
        Some(Modifier::End) => "end of ",
        Some(Modifier::About) => "about ",
        Some(Modifier::Over) => "over ",
        Some(Modifier::Under) => "under ",
    };
    format!("{before}{text}")
}

fn bound(bound: Option<Bound>) -> &'static str {
    match bound {
        None => "",
        Some(Bound::About) => "about ",
        Some(Bound::Over) => "over ",
        Some(Bound::Under) => "under ",
        Some(Bound::AtLeast) => "at least ",
        Some(Bound::AtMost) => "at most ",
    }
}

fn range(number: Option<&str>, min: Option<&str>, max: Option<&str>) -> String {
    match (number, min, max) {
        (Some(number), ..) => grouped(number),
        (None, Some(min), Some(max)) => format!("{}–{}", grouped(min), grouped(max)),
        (None, Some(min), None) => format!("from {}", grouped(min)),
        (None, None, Some(max)) => format!("to {}", grouped(max)),
        (None, None, None) => String::new(),
    }
}

/// A decimal with commas between thousands: `40,207,000,000`. What is no decimal stays as it is.
pub(crate) fn grouped(number: &str) -> String {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("−", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, part)| (whole, Some(part)));
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut out = sign.to_owned();
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    fraction.map_or_else(|| out.clone(), |fraction| format!("{out}.{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_told_apart() {
        let cases = [
            ("40207000000", "40,207,000,000"),
            ("-1234.50", "−1,234.50"),
            ("100", "100"),
            ("2/5", "2/5"),
            ("", ""),
        ];
        for (number, expected) in cases {
            assert_eq!(grouped(number), expected);
        }
    }

    #[test]
    fn values_read_as_people_say_them() {
        let read = |json: &str| value(&serde_json::from_str(json).unwrap());
        let cases = [
            (
                r#"{"type":"money","number":"54700000000","unit":"USD","bound":"about"}"#,
                "about 54,700,000,000 USD",
            ),
            (r#"{"type":"percent","min":"4.3","max":"4.7","unit":"%","direction":"up"}"#, "4.3–4.7% up"),
            (r#"{"type":"ratio","number":"2/5","unit":"1"}"#, "2/5"),
            (r#"{"type":"date","edtf":"2020","mod":"end"}"#, "end of 2020"),
            (r#"{"type":"date","edtf":"2018-33"}"#, "2018-33 (first quarter)"),
            (r#"{"type":"duration","duration":"P5Y","mod":"over"}"#, "over P5Y"),
            (r#"{"type":"set","set":"P1Y"}"#, "every P1Y"),
            (r#"{"type":"charter","name":"联合国宪章"}"#, "联合国宪章"),
        ];
        for (json, expected) in cases {
            assert_eq!(read(json), expected, "{json}");
        }
    }
}
