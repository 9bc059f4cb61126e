//! The date of a document that nobody gave: its head, its name, its text.

use kaoju_record::DocDate;

use super::Anchors;
use super::calendar::{Part, Stamp};
use super::stamp::stamp_at;
use crate::context::{Context, Numerals};
use crate::cursor::{any_before, char_at, head, is_han, tail};
use crate::date::point::point_at;
use crate::lexicon::Lexicon;
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

/// 20221202, 2022-12-02, 1964 in a file's name.
fn date_in_name(name: &str) -> Option<Stamp> {
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    let anchors = Anchors::default();
    let start = name.find(|c: char| c.is_ascii_digit())?;
    let numerals = Numerals::default();
    let cx = Context { text: name, lexicon: Lexicon::get(), anchors: &anchors, numerals: &numerals };
    if let Some(found) = stamp_at(cx, start) {
        return found.fixes.map(|f| f.0);
    }
    let year = digits.parse::<i32>().ok().filter(|y| digits.len() == 4 && (1900..2100).contains(y))?;
    Some(Stamp::year(year))
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
    let cx = Context { text, lexicon: Lexicon::get(), anchors: &near, numerals: &numerals };
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
        let cx = Context { text, lexicon: Lexicon::get(), anchors: &anchors, numerals: &numerals };
        let stamp = stamp_at(cx, at).and_then(|m| m.fixes).map(|f| f.0);
        let stamp = stamp.or_else(|| point_at(cx, at, None).map(|p| p.stamp))?;
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
