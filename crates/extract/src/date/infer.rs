//! The date of a document that nobody gave: its head, its name, its text.

use kaoju_record::DocDate;

use super::Anchors;
use super::calendar::{Part, Stamp};
use super::stamp::{self, stamp_at};
use crate::context::{Context, Numerals};
use crate::cursor::{any_before, char_at, head, is_han, tail};
use crate::date::point::point_at;
use crate::numeral::in_identifier;

/// How much of the text counts as its head, in bytes.
const HEAD: usize = 600;

/// How much of the text is searched for the latest year it states, in bytes.
const TOLD: usize = 200_000;

/// What stands before a year that is an aim, not a date of the telling.
const AIMS: &[&str] = &["到", "至", "—", "-", "~"];

/// Where a date that was found comes from.
pub(crate) fn document_date(text: &str, given: Option<&str>, name: Option<&str>) -> Option<(Stamp, DocDate)> {
    let named =
        |stamp: Stamp, from: &str| (stamp, DocDate { edtf: stamp.to_string(), from: from.to_owned() });
    if let Some(stamp) = given.and_then(Stamp::parse) {
        return Some(named(stamp, "given"));
    }
    let days = || dates_in(text, HEAD).filter(|(at, s)| matches!(s.part, Part::Day(..)) && opens(text, *at));
    if let Some((_, stamp)) = days().next() {
        return Some(named(stamp, "head"));
    }
    if let Some(stamp) = name.and_then(date_in_name) {
        return Some(named(stamp, "name"));
    }
    reviewed(text).or_else(|| told(text)).map(|stamp| named(stamp, "text"))
}

/// 1998年工作回顾 is written in the year after.
fn reviewed(text: &str) -> Option<Stamp> {
    let year = |(at, stamp): (usize, Stamp)| {
        let line = head(text, at, 24).split('\n').next().unwrap_or_default();
        line.contains("回顾").then(|| Stamp::year(stamp.year + 1))
    };
    dates_in(text, HEAD * 8).find_map(year)
}

/// A full date near the head is the document's where it stands by itself or behind a dateline, not in a tale.
fn opens(text: &str, at: usize) -> bool {
    let before = tail(text, at, 40).rsplit('\n').next().unwrap_or_default();
    let before = before.trim_start_matches(|c: char| !is_han(c)).chars().count();
    let after = head(text, at, 80).split('\n').next().unwrap_or_default();
    before <= 12 && (after.chars().count() <= 60 || before == 0 && after.contains('电'))
}

/// 20221202, 2022-12-02, 1964 in a file's name; a full date before a year.
fn date_in_name(name: &str) -> Option<Stamp> {
    let digit = |at: usize| name.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let runs =
        || (0..name.len()).filter(|at| digit(*at) && (*at == 0 || !digit(at - 1))).map(|at| &name[at..]);
    let full = |text| {
        let (anchors, numerals) = (Anchors::default(), Numerals::default());
        let cx = Context::of_dates(text, &anchors, &numerals);
        stamp_at(cx, 0).map(|found| found.stamp)
    };
    let year = |text: &str| {
        let run = &text[..text.bytes().take_while(u8::is_ascii_digit).count()];
        run.parse::<i32>().ok().filter(|y| run.len() == 4 && (1900..2100).contains(y)).map(Stamp::year)
    };
    runs().find_map(full).or_else(|| runs().find_map(year))
}

/// The latest year the text states with a month, which is seldom still to come; else the latest year it states. With
/// the month and day of the first incomplete date.
fn told(text: &str) -> Option<Stamp> {
    let stated = || {
        let told = dates_in(text, TOLD).filter(|(at, _)| any_before(text, *at, AIMS).is_none());
        told.map(|(_, stamp)| stamp).filter(|stamp| (1900..2100).contains(&stamp.year))
    };
    let exact = stated().filter(|stamp| stamp.month().is_some()).map(|stamp| stamp.year).max();
    let year = exact.or_else(|| stated().map(|stamp| stamp.year).max())?;
    // The first date without a year is the document's own more often than not: 据新华社5月26日报道.
    let near = Anchors::new(Some(Stamp::year(year)));
    let numerals = Numerals::default();
    let cx = Context::of_dates(text, &near, &numerals);
    let first = places(text, HEAD * 4).filter_map(|at| point_at(cx, at, near.near())).next();
    match first.map(|p| p.stamp) {
        Some(stamp) if stamp.year == year && matches!(stamp.part, Part::Day(..)) => Some(stamp),
        _ => Some(Stamp::year(year)),
    }
}

/// The complete dates of the text up to a byte, with their places.
fn dates_in(text: &str, until: usize) -> impl Iterator<Item = (usize, Stamp)> + '_ {
    let (anchors, numerals) = (Anchors::default(), Numerals::default());
    places(text, until).filter_map(move |at| {
        let cx = Context::of_dates(text, &anchors, &numerals);
        let stamp = point_at(cx, at, None).filter(|_| stamp::opens(text, at)).map(|p| p.stamp)?;
        matches!(stamp.part, Part::Whole | Part::Month(_) | Part::Day(..) | Part::Clock(..))
            .then_some((at, stamp))
    })
}

/// Places where a run of digits begins.
fn places(text: &str, until: usize) -> impl Iterator<Item = usize> + '_ {
    let mut digits_before = false;
    text.char_indices().take_while(move |(at, _)| *at < until).filter_map(move |(at, c)| {
        let numeric = c.is_ascii_digit() || "〇○一二三四五六七八九十".contains(c);
        let begins = numeric && !digits_before;
        digits_before = numeric;
        (begins && !in_identifier(text, at) && char_at(text, at).is_some()).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_names() {
        let cases = [
            ("20221202", Some("2022-12-02")),
            ("007_20230322", Some("2023-03-22")),
            ("news-2023-03-22", Some("2023-03-22")),
            ("report 1964", Some("1964")),
            ("003_3f9cdcae9b7a45a1", None),
            ("12345", None),
        ];
        for (name, date) in cases {
            assert_eq!(date_in_name(name).map(|s| s.to_string()).as_deref(), date, "{name}");
        }
    }

    #[test]
    fn dates_of_documents() {
        let cases = [
            ("政府工作报告\n1957年6月26日在第一届全国人民代表大会上\n各位代表", "1957-06-26", "head"),
            ("一、1998年工作回顾和1999年工作的总体要求\n过去一年", "1999", "text"),
            ("据新华社5月26日报道，2019年12月举行，2021年1月至4月增长，到2035年实现", "2021-05-26", "text"),
        ];
        for (text, date, from) in cases {
            let (_, found) = document_date(text, None, None).unwrap();
            assert_eq!((found.edtf.as_str(), found.from.as_str()), (date, from), "{text}");
        }
        let given = document_date("2019年12月举行", Some("2021"), Some("20221202")).unwrap().1;
        assert_eq!((given.edtf.as_str(), given.from.as_str()), ("2021", "given"));
    }
}
