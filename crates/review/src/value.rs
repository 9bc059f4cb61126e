//! Whether a value has the form that the annotation guidelines ask for.

use edtf_core::{Bound as Limit, Edtf};
use kaoju_record::{Amount, Kind, Meaning, Statement, Subject, Value, parse_notation};

use crate::key::exact;

/// Reads what a reviewer writes for a mention of a kind: JSON as in the records (`{"type":"date","edtf":"2014"}`) or the
/// short notation (`date 2014`, `money 54700000000 USD about`).
///
/// # Errors
/// Why it is no value of this kind, in one line.
pub fn check_value(kind: Kind, text: &str) -> Result<Value, String> {
    let value = parse_notation(text)?;
    if value.kind() != kind {
        return Err(format!("is a value of a {}, not of a {}", value.kind().name(), kind.name()));
    }
    well_formed(&value)?;
    Ok(value)
}

/// Reads what a reviewer writes for a record of any kind. Facts are written as JSON: the fields of their statement, with `type`.
///
/// # Errors
/// Why it cannot be said of such a record, in one line.
pub fn check_meaning(subject: Subject, text: &str) -> Result<Meaning, String> {
    if let Some(kind) = subject.mention() {
        return check_value(kind, text).map(Meaning::Value);
    }
    let statement: Statement = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if statement.name() != subject.name() {
        return Err(format!("states a {}, not a {}", statement.name(), subject.name()));
    }
    check_statement(&statement)?;
    Ok(Meaning::Statement(statement))
}

/// Whether a value keeps the guidelines' forms.
///
/// # Errors
/// What is wrong with it and what it should be like, in one line.
pub fn well_formed(value: &Value) -> Result<(), String> {
    match value {
        Value::Date { edtf, .. } => point(edtf),
        Value::Period { edtf, .. } => period(edtf),
        Value::Duration { duration, .. } => span_of_time(duration),
        Value::Set { set } => one_duration(set),
        Value::Time { iso, .. } => iso.split('/').try_for_each(clock),
        Value::Numeral(numeral) => numbers(
            &numeral.number,
            &numeral.min,
            &numeral.max,
            numeral.min.is_some() != numeral.max.is_some(),
        ),
        Value::Money(amount) => figure(amount, "an ISO 4217 code, as USD or USD/bbl", is_currency),
        Value::Percent(amount) => figure(amount, "% or pp", |unit| matches!(first(unit), "%" | "pp")),
        Value::Ratio(amount) => figure(amount, "倍 or 1", |unit| matches!(unit, "倍" | "1")),
        Value::Quantity(amount) => figure(amount, "such as m3, t, km", |unit| !unit.is_empty()),
        Value::Count(amount) | Value::Ordinal(amount) => {
            figure(amount, "the classifier or noun", |unit| !unit.is_empty())
        }
        Value::Number(amount) if amount.unit.is_some() => Err("a bare number has no unit".into()),
        Value::Number(amount) => numbers(&amount.number, &amount.min, &amount.max, false),
        treaty => name(treaty.treaty_name().unwrap_or_default()),
    }
}

fn check_statement(statement: &Statement) -> Result<(), String> {
    match statement {
        Statement::TreatyEvent { treaty, date, .. } => {
            name(treaty)?;
            date.as_deref().map_or(Ok(()), time)
        }
        Statement::Measure { period, amount, base, .. } => {
            numbers(&amount.number, &amount.min, &amount.max, false)?;
            [period, base].into_iter().flatten().try_for_each(|date| time(date))
        }
    }
}

/// A point or a period.
fn time(edtf: &str) -> Result<(), String> {
    if edtf.contains('/') { period(edtf) } else { point(edtf) }
}

/// A calendar point, with or without a clock time.
fn point(edtf: &str) -> Result<(), String> {
    let (day, hour) = edtf.split_once('T').unwrap_or((edtf, ""));
    if edtf.contains('T') {
        clock(&format!("T{hour}"))?;
    }
    let plain = day.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'X'));
    if !plain || !matches!(Edtf::parse(day), Ok(Edtf::Date(_))) {
        const FORMS: &str =
            "2014, 2014-05, 2014-05-29, 199X, 2018-33 (quarters 33 to 36), 2020-41 (halves 40, 41)";
        return Err(format!("`{edtf}` is no calendar point in EDTF; write it as {FORMS}"));
    }
    Ok(())
}

fn period(edtf: &str) -> Result<(), String> {
    let Some((start, end)) = edtf.split_once('/') else {
        return Err(format!("`{edtf}` is no period; write it as 2009/2019, 2013/.. or ../2021-12"));
    };
    for limit in [start, end].into_iter().filter(|limit| *limit != "..") {
        point(limit)?;
    }
    match (start, end) {
        ("..", "..") => Err("a period needs a beginning or an end".into()),
        (_, "..") | ("..", _) => Ok(()),
        _ => match (limits(start).map(|limits| limits.0), limits(end).map(|limits| limits.1)) {
            (Some(Limit::Date(first)), Some(Limit::Date(last))) if first > last => {
                Err(format!("`{edtf}` ends before it begins"))
            }
            _ => Ok(()),
        },
    }
}

fn limits(edtf: &str) -> Option<(Limit, Limit)> {
    let day = edtf.split_once('T').map_or(edtf, |(day, _)| day);
    Edtf::parse(day).ok().map(|parsed| (parsed.bounds().earliest, parsed.bounds().latest))
}

/// `T17:00` or `T17:00:30`.
fn clock(iso: &str) -> Result<(), String> {
    let time = iso.strip_prefix('T').filter(|time| matches!(time.len(), 5 | 8));
    match time.and_then(|time| time.parse::<jiff::civil::Time>().ok()) {
        Some(_) => Ok(()),
        None => Err(format!("`{iso}` is no clock time; write it as T17:09")),
    }
}

/// One duration, or two as the ends of a range.
fn span_of_time(duration: &str) -> Result<(), String> {
    match duration.split_once('/') {
        Some((min, max)) => one_duration(min).and(one_duration(max)),
        None => one_duration(duration),
    }
}

fn one_duration(text: &str) -> Result<(), String> {
    let wrong = || Err(format!("`{text}` is no ISO 8601 duration; write it as P30Y, P2M, P10D or PT3H"));
    let Some(rest) = text.strip_prefix('P') else { return wrong() };
    let (date, time) = rest.split_once('T').map_or((rest, None), |(date, time)| (date, Some(time)));
    let parts = |text: &str, units: &str| {
        let mut left = units;
        let mut count = 0;
        for part in text.split_inclusive(|c: char| c.is_ascii_uppercase()) {
            let (number, unit) = part.split_at(part.len() - part.chars().last().map_or(0, char::len_utf8));
            // Units stand in their order, each once.
            let at = left.find(unit).filter(|_| !unit.is_empty())?;
            left = &left[at + unit.len()..];
            exact(number).filter(|_| !number.starts_with('-') && !number.contains('/'))?;
            count += 1;
        }
        Some(count)
    };
    match (parts(date, "YMWD"), time.map(|time| parts(time, "HMS"))) {
        (Some(1..), None) | (Some(_), Some(Some(1..))) => Ok(()),
        _ => wrong(),
    }
}

fn figure(amount: &Amount, should: &str, is_unit: impl Fn(&str) -> bool) -> Result<(), String> {
    numbers(&amount.number, &amount.min, &amount.max, false)?;
    match amount.unit.as_deref() {
        Some(unit) if is_unit(unit) => Ok(()),
        Some(unit) => Err(format!("`{unit}` is no unit for it; the unit is {should}")),
        None => Err(format!("has no unit; the unit is {should}")),
    }
}

/// A number, or both ends of a range in their order; one end suffices where the range may be open.
fn numbers(
    number: &Option<String>,
    min: &Option<String>,
    max: &Option<String>,
    open: bool,
) -> Result<(), String> {
    for number in [number, min, max].into_iter().flatten() {
        if exact(number).is_none() {
            return Err(format!("`{number}` is no exact number; write it out as 54700000000, 3.6 or 2/5"));
        }
    }
    match (number, min, max) {
        (Some(_), None, None) => Ok(()),
        (None, Some(min), Some(max)) => match (exact(min), exact(max)) {
            (Some(low), Some(high)) if (low.0.checked_mul(high.1)) > (high.0.checked_mul(low.1)) => {
                Err(format!("{min} is more than {max}"))
            }
            _ => Ok(()),
        },
        (None, None, None) => Err("has no number".into()),
        _ if open => Ok(()),
        _ => Err("has either `number`, or both `min` and `max`".into()),
    }
}

fn is_currency(unit: &str) -> bool {
    first(unit).len() == 3 && first(unit).bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The unit before the first `/` of a rate.
fn first(unit: &str) -> &str {
    unit.split('/').next().unwrap_or(unit)
}

fn name(name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("has no name".into());
    }
    if name.contains(char::is_whitespace) || name.starts_with('《') && name.ends_with('》') {
        return Err(format!("`{name}`: write the name without spaces and without its brackets"));
    }
    // Longer or shorter is another matter: what repairs a text may find something to repair in a name.
    let folded = kaoju_normalize::normalize(name.as_bytes()).text;
    let folded = folded.trim_end();
    if folded != name && folded.chars().count() == name.chars().count() {
        return Err(format!("`{name}`: write it in simplified characters and plain widths, {folded}"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaoju_record::read_lines;

    #[test]
    fn what_the_guidelines_allow() {
        let values = [
            (Kind::Date, "date 2014-05-29"),
            (Kind::Date, "date 199X"),
            (Kind::Date, "date 20XX start"),
            (Kind::Date, "date 2018-33"),
            (Kind::Date, "date 2020-41"),
            (Kind::Date, "date 2023-03-22T17:09"),
            (Kind::Date, "period 2011/2016-06"),
            (Kind::Date, "period ../2021-12"),
            (Kind::Date, "duration P2M/P3M"),
            (Kind::Date, "duration P1Y6M over"),
            (Kind::Date, "set P2Y"),
            (Kind::Figure, "money 46..48 USD/bbl about"),
            (Kind::Figure, "percent 0.5 pp up"),
            (Kind::Figure, "count 3 个"),
            (Kind::Figure, "ratio 2/5 1"),
            (Kind::Figure, "number -3.6"),
            (Kind::Treaty, "programme 2030年可持续发展议程"),
            (Kind::Number, "numeral (..300)"),
            (Kind::Time, "time T17:00/T18:30"),
        ];
        for (kind, text) in values {
            assert_eq!(check_value(kind, text).map(|value| value.kind()), Ok(kind), "{text}");
        }
    }

    #[test]
    fn what_they_do_not_allow_is_said() {
        let values = [
            (Kind::Date, "date 2014-13", "no calendar point"),
            (Kind::Date, "date 2014-02-30", "no calendar point"),
            (Kind::Date, "date 2014?", "no calendar point"),
            (Kind::Date, "date 2009/2019", "no calendar point"),
            (Kind::Date, "date 2014-05-29T25:00", "no clock time"),
            (Kind::Date, "period 2014", "no period"),
            (Kind::Date, "period ../..", "a beginning or an end"),
            (Kind::Date, "period 2019/2009", "ends before it begins"),
            (Kind::Date, "duration 30Y", "no ISO 8601 duration"),
            (Kind::Date, "duration P", "no ISO 8601 duration"),
            (Kind::Date, "duration PT", "no ISO 8601 duration"),
            (Kind::Date, "duration P2D3Y", "no ISO 8601 duration"),
            (Kind::Date, "set P每Y", "no ISO 8601 duration"),
            (Kind::Date, "count 3 个", "is a value of a figure, not of a date"),
            (Kind::Figure, "money 5 美元", "ISO 4217"),
            (Kind::Figure, "money 5", "has no unit"),
            (Kind::Figure, "percent 5 pct", "% or pp"),
            (Kind::Figure, "count 1,000 个", "no exact number"),
            (Kind::Figure, "count +1 个", "no exact number"),
            (Kind::Figure, "count 1/0 个", "no exact number"),
            (Kind::Figure, "count 5..3 个", "5 is more than 3"),
            (Kind::Figure, "count 5.. 个", "both `min` and `max`"),
            (Kind::Figure, "number 5 个", "no unit"),
            (Kind::Treaty, "treaty 《联合国宪章》", "without its brackets"),
            (Kind::Treaty, "treaty 聯合國憲章", "联合国宪章"),
        ];
        for (kind, text, expected) in values {
            let error = check_value(kind, text).expect_err(text);
            assert!(error.contains(expected), "{text}: {error}");
        }
    }

    #[test]
    fn statements_of_facts() {
        let good = r#"{"type":"treaty_event","treaty":"联合国宪章","action":"signed","date":"1945-06-26"}"#;
        assert!(check_meaning(Subject::TreatyEvent, good).is_ok());
        assert!(check_meaning(Subject::Measure, good).unwrap_err().contains("states a treaty_event"));
        let soon = good.replace("1945-06-26", "soon");
        assert!(check_meaning(Subject::TreatyEvent, &soon).unwrap_err().contains("no calendar point"));
        assert!(check_meaning(Subject::Date, "date 2014").is_ok());
    }

    #[test]
    fn every_value_of_the_seeds_is_well_formed() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../annotations");
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() || path.extension().is_none_or(|ending| ending != "jsonl") {
                continue;
            }
            for record in read_lines(&*std::fs::read(&path).unwrap()).unwrap() {
                let Some(mention) = record.mention() else { continue };
                assert_eq!(well_formed(&mention.value), Ok(()), "{} {mention:?}", path.display());
            }
        }
    }
}
