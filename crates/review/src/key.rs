//! When two values count as the same.

use serde_json::Value as Json;

/// Units that are written in more than one way, with the one they count as.
const UNITS: &[(&str, &[&str])] = &[
    ("pp", &["个百分点", "百分点"]),
    ("%", &["％", "percent"]),
    ("CNY", &["人民币", "RMB"]),
    ("Cel", &["°C", "℃", "摄氏度"]),
    ("dwt", &["DWT"]),
    ("m3", &["立方米", "m³"]),
    ("t", &["吨"]),
    ("km", &["公里"]),
    ("km2", &["km²", "平方公里"]),
    ("kWh", &["千瓦时"]),
    ("点", &["个点"]),
    ("bbl", &["桶"]),
];

/// What a value of a kind (`date`, `figure`, `treaty`) comes down to: the time, the numbers and their unit, the name.
/// Modifiers, bounds and types do not count.
pub(crate) fn key(kind: &str, value: &Json) -> [String; 4] {
    let field = |name: &str| match value.get(name) {
        None | Some(Json::Null) => None,
        Some(Json::String(text)) => Some(text.clone()),
        Some(other) => Some(other.to_string()),
    };
    let none = String::new;
    match kind {
        "date" => {
            let time =
                ["edtf", "duration", "set"].into_iter().filter_map(field).find(|time| !time.is_empty());
            [time.unwrap_or_default(), none(), none(), none()]
        }
        "treaty" => {
            let name = field("name").unwrap_or_default();
            [
                name.chars().filter(|c| !" \u{3000}《》〈〉«»‹›“”\"'".contains(*c)).collect(),
                none(),
                none(),
                none(),
            ]
        }
        _ => {
            let number = |name| field(name).map_or_else(none, |text| format!("= {}", number(&text)));
            let unit = field("unit").unwrap_or_default();
            let known = UNITS
                .iter()
                .find(|(_, others)| others.contains(&unit.as_str()))
                .map(|(one, _)| (*one).to_owned());
            [number("number"), number("min"), number("max"), known.unwrap_or(unit)]
        }
    }
}

/// One way of writing a number: `1,234.50`, `1234.5` and `2469/2` are the same.
pub(crate) fn number(text: &str) -> String {
    let plain = text.replace(',', "").replace('−', "-");
    match fraction(plain.trim()) {
        Some((numerator, denominator)) => format!("{numerator}/{denominator}"),
        None => plain,
    }
}

/// A number as records write it, as a fraction in lowest terms; `None` where it is written otherwise or too long.
pub(crate) fn exact(text: &str) -> Option<(i128, i128)> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let plain = text.strip_prefix('-').unwrap_or(text);
    let mut parts = plain.splitn(2, ['.', '/']);
    parts.all(digits).then(|| fraction(text)).flatten()
}

/// A decimal or a fraction in lowest terms; `None` where it is neither or too long.
fn fraction(text: &str) -> Option<(i128, i128)> {
    let (numerator, denominator) = match text.split_once('/') {
        Some((numerator, denominator)) => (numerator.parse().ok()?, denominator.parse().ok()?),
        None => decimal(text)?,
    };
    let divisor =
        greatest_common_divisor(numerator, denominator).checked_abs().filter(|divisor| *divisor != 0)?;
    (denominator > 0).then_some((numerator / divisor, denominator / divisor))
}

fn decimal(text: &str) -> Option<(i128, i128)> {
    let (whole, digits) = text.split_once('.').unwrap_or((text, ""));
    let scale = 10_i128.checked_pow(u32::try_from(digits.len()).ok()?)?;
    let numerator = if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{whole}{digits}").parse().ok()?
    } else {
        return None;
    };
    Some((numerator, scale))
}

fn greatest_common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_counts_as_the_same() {
        let same = [
            (
                "figure",
                json!({"number": "1,234.50", "unit": "吨"}),
                json!({"type": "quantity", "number": "1234.5", "unit": "t"}),
            ),
            ("figure", json!({"number": "1/2"}), json!({"number": "0.5"})),
            ("figure", json!({"number": 2}), json!({"number": "2.0"})),
            ("figure", json!({"number": "−4.2"}), json!({"number": "-4.20"})),
            (
                "figure",
                json!({"min": "4.3", "max": "4.7", "bound": "about"}),
                json!({"min": "4.3", "max": "4.70"}),
            ),
            ("date", json!({"edtf": "2014", "mod": "end"}), json!({"type": "period", "edtf": "2014"})),
            ("date", json!({"edtf": "", "duration": "P5Y"}), json!({"duration": "P5Y"})),
            ("treaty", json!({"name": "《甲》 补充协议"}), json!({"name": "甲补充协议"})),
        ];
        for (kind, a, b) in same {
            assert_eq!(key(kind, &a), key(kind, &b), "{a} {b}");
        }
        let different = [
            ("figure", json!({"number": "1"}), json!({"min": "1"})),
            ("figure", json!({"number": "1", "unit": "个"}), json!({"number": "1", "unit": "项"})),
            ("figure", json!({"number": "many"}), json!({"number": "few"})),
            ("date", json!({"edtf": "2014"}), json!({"edtf": "2014-05"})),
        ];
        for (kind, a, b) in different {
            assert_ne!(key(kind, &a), key(kind, &b), "{a} {b}");
        }
    }
}
