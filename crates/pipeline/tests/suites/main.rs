//! The Chinese test cases of three other systems, judged strictly, and every miss listed with its reason.
//!
//! README.md beside this file says where the cases are from and how the list is kept.

#![allow(clippy::unwrap_used)]

mod amount;
mod case;
mod dates;
mod judge;
mod known;
mod table;
mod units;
mod value;

use std::fmt::Write;

use kaoju_pipeline::{About, read};
use kaoju_record::Kind;

use case::Case;
use judge::{Item, counted, strict};
use known::Known;

/// The day that relative dates are resolved against in cases that name no time.
const DAY: &str = "2021-06-14";

/// A case, and what was found in it that counts.
struct Judged {
    case: Case,
    found: Vec<Item>,
    passes: bool,
    /// Whether it passes where only the day of its time is known.
    by_day: bool,
}

impl Judged {
    /// Whether it must be listed.
    fn misses(&self) -> bool {
        !self.passes && self.case.doubtful.is_none()
    }
}

#[test]
fn every_miss_is_known_and_every_known_miss_misses() {
    let judged: Vec<Judged> = case::all().into_iter().map(judge).collect();
    let mut known = Known::read();
    let wrong = known.wrong(&judged);
    assert!(wrong.is_empty(), "{} says what is no more so:\n{}", known::FILE, wrong.join("\n"));
    if std::env::var_os("KAOJU_UPDATE").is_some() {
        known.follow(&judged);
        known.write();
    }
    let changed = judged.iter().filter(|judged| judged.misses() != known.class(&judged.case).is_some());
    let (missed, passing): (Vec<&Judged>, Vec<&Judged>) = changed.partition(|judged| judged.misses());
    assert!(missed.is_empty() && passing.is_empty(), "{}", complaint(&missed, &passing));

    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../snapshots/suites");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("table", table::draw(&judged, &known)));
}

fn judge(case: Case) -> Judged {
    let found = read_at(&case, case.time().unwrap_or(DAY));
    let passes = strict(&case, &found);
    let by_day = strict(&case, &read_at(&case, case.day().unwrap_or(DAY)));
    Judged { case, found, passes, by_day }
}

/// What is found in a case that is written at a time, and counts.
fn read_at(case: &Case, time: &str) -> Vec<Item> {
    let kinds = [Kind::Date, Kind::Figure, Kind::Number, Kind::Time].into_iter().collect();
    let about = About { id: &case.id, date: Some(time), name: None, kinds };
    counted(case, &read(case.input.as_bytes(), &about).unwrap())
}

/// What is to be done about cases that miss and are not listed, and about those that are listed and pass.
fn complaint(missed: &[&Judged], passing: &[&Judged]) -> String {
    let mut out = String::new();
    for Judged { case, found, .. } in missed {
        writeln!(out, "\n{} misses and is not listed: {}", case.id, case.input).unwrap();
        for expected in &case.expect {
            let within = case.range(expected).map_or("somewhere", |range| &case.input[range]);
            writeln!(out, "    expected {within} = {}", expected.value).unwrap();
        }
        for item in found {
            writeln!(out, "    found    {} = {}", &case.input[item.range.clone()], item.told).unwrap();
        }
    }
    for Judged { case, .. } in passing {
        writeln!(out, "\n{} is listed and passes: {}", case.id, case.input).unwrap();
    }
    write!(
        out,
        "\n{} of the suites' cases miss and are not listed, {} are listed and pass. Where that is meant, run\n    \
         KAOJU_UPDATE=1 INSTA_UPDATE=always cargo test -p kaoju-pipeline --test suites\n\
         It drops those that pass from {}, lists the others as `open`, and rewrites the table;\n\
         give each open case its class and reason by hand.\n",
        missed.len(),
        passing.len(),
        known::FILE
    )
    .unwrap();
    out
}
