//! Dates by their first and last day, durations by how long they are.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// The first and last day of an EDTF date or interval. What is no year, month or day (a quarter, `2018-33`; an open
/// end, `..`) stands for itself.
pub(crate) fn ends(edtf: &str) -> (String, String) {
    let (first, last) = edtf.split_once('/').unwrap_or((edtf, edtf));
    (day(first, false), day(last, true))
}

fn day(point: &str, last: bool) -> String {
    let parts: Vec<&str> = point.split('-').collect();
    let digits =
        |part: &&str, width| part.len() == width && part.bytes().all(|b| b.is_ascii_digit() || b == b'X');
    match parts[..] {
        [year] if digits(&year, 4) => format!("{year}-{}", if last { "12-31" } else { "01-01" }),
        [year, month] if digits(&year, 4) && month.parse().is_ok_and(|month: u8| month <= 12) => {
            let end = if last { last_day(year, month) } else { "01".to_owned() };
            format!("{year}-{month}-{end}")
        }
        _ => point.to_owned(),
    }
}

/// The last day of a month; `end` where the year is not known.
fn last_day(year: &str, month: &str) -> String {
    let first =
        year.parse().ok().zip(month.parse().ok()).and_then(|(year, month)| Date::new(year, month, 1).ok());
    first.map_or("end".to_owned(), |first| first.days_in_month().to_string())
}

/// How long an amount of time is: months, and seconds. A month has no fixed number of days.
pub(crate) type Length = (Decimal, Decimal);

/// Reads an ISO 8601 duration, `P2Y6M`, `PT1.5H`; none for anything else, a range included.
pub(crate) fn length(iso: &str) -> Option<Length> {
    let (mut months, mut seconds) = (Decimal::ZERO, Decimal::ZERO);
    let (days, hours) = iso.strip_prefix('P')?.split_once('T').unwrap_or((&iso[1..], ""));
    for (part, clock) in [(days, false), (hours, true)] {
        for piece in part.split_inclusive(|c: char| c.is_ascii_uppercase()) {
            let unit = piece.chars().next_back()?;
            let number: Decimal = piece.strip_suffix(unit)?.parse().ok()?;
            let (sum, factor) = match (unit, clock) {
                ('Y', false) => (&mut months, 12),
                ('M', false) => (&mut months, 1),
                ('W', false) => (&mut seconds, 604_800),
                ('D', false) => (&mut seconds, 86_400),
                ('H', true) => (&mut seconds, 3_600),
                ('M', true) => (&mut seconds, 60),
                ('S', true) => (&mut seconds, 1),
                _ => return None,
            };
            *sum += number * Decimal::from(factor);
        }
    }
    Some((months, seconds))
}

#[test]
fn dates_by_their_days() {
    for (one, other) in [
        ("2016", "2016-01-01/2016-12-31"),
        ("2016-02", "2016-02-01/2016-02-29"),
        ("2009/2011-06", "2009-01-01/2011-06-30"),
        ("2018/..", "2018-01-01/.."),
    ] {
        assert_eq!(ends(one), ends(other), "{one}");
    }
    assert_ne!(ends("2018-33"), ends("2018-01/2018-03"));
    assert_ne!(ends("XXXX-02"), ends("XXXX-02-28"));
}

#[test]
fn durations_by_their_length() {
    for (one, other) in [("P2.5Y", "P30M"), ("P1W", "P7D"), ("PT1M30S", "PT90S"), ("P7DT12H", "PT180H")] {
        assert_eq!(length(one), length(other), "{one}");
    }
    for none in ["P2M/P3M", "2Y", "PT1Y", "P1"] {
        assert_eq!(length(none), None, "{none}");
    }
}
