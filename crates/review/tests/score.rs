//! Scores of a small run against a small gold, with everything that decides: notes, scope, ordinals, units, numbers.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use kaoju_record::{Mention, Record, read_lines};
use kaoju_review::{ErrorKind, FactGold, Gold, score, score_facts};

fn run() -> Vec<Mention> {
    let lines = include_bytes!("run.jsonl");

    read_lines(&lines[..]).unwrap().iter().filter_map(Record::mention).cloned().collect()
}

fn gold() -> Vec<Gold> {
    Gold::read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold")).unwrap()
}

const TABLE: &str = "\
a date               2  strict P 0.500 R 0.500 F1 0.500   relaxed P 1.000 R 1.000 F1 1.000
a figure             2  strict P 0.333 R 0.500 F1 0.400   relaxed P 0.333 R 0.500 F1 0.400
a treaty             1  strict P 1.000 R 1.000 F1 1.000   relaxed P 1.000 R 1.000 F1 1.000
a ordinal            1  strict P 1.000 R 1.000 F1 1.000   relaxed P 1.000 R 1.000 F1 1.000
b date               1  strict P 1.000 R 1.000 F1 1.000   relaxed P 1.000 R 1.000 F1 1.000
all date             3  strict P 0.667 R 0.667 F1 0.667   relaxed P 1.000 R 1.000 F1 1.000
all figure           2  strict P 0.333 R 0.500 F1 0.400   relaxed P 0.333 R 0.500 F1 0.400
all treaty           1  strict P 1.000 R 1.000 F1 1.000   relaxed P 1.000 R 1.000 F1 1.000
all ordinal          1  strict P 1.000 R 1.000 F1 1.000   relaxed P 1.000 R 1.000 F1 1.000
total                6  strict P 0.571 R 0.667 F1 0.615   relaxed P 0.714 R 0.833 F1 0.769
";

#[test]
fn the_table_of_a_run() {
    assert_eq!(score(&gold(), &run()).to_string(), TABLE);
}

#[test]
fn what_is_wrong_is_listed_by_place() {
    let wrong = score(&gold(), &run()).wrong;
    let listed: Vec<_> = wrong.iter().map(|w| (&*w.doc, w.start, w.error, &*w.quote)).collect();
    let expected = [
        ("a", 100, ErrorKind::Extra, "19.8%"),
        ("a", 100, ErrorKind::Missed, "19.8%"),
        ("a", 510, ErrorKind::Extra, "3个"),
    ];
    assert_eq!(listed, expected);
}

/// As the reference scorer counts the same files.
const FACTS: &str = "\
a event              2  P 0.500 R 0.500 F1 0.500   full 0.500
a measure            3  P 0.750 R 1.000 F1 0.857   full 0.667
a cell               2  P 0.500 R 0.500 F1 0.500   full 0.500
all event            2  P 0.500 R 0.500 F1 0.500   full 0.500
all measure          3  P 0.750 R 1.000 F1 0.857   full 0.667
all cell             2  P 0.500 R 0.500 F1 0.500   full 0.500
all facts            7  P 0.625 R 0.714 F1 0.667   full 0.571
";

#[test]
fn facts_are_scored_as_well() {
    let records = read_lines(&include_bytes!("facts.jsonl")[..]).unwrap();
    let facts: Vec<_> = records.iter().filter_map(Record::fact).cloned().collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let scores = score_facts(&FactGold::read_folder(&folder).unwrap(), &facts);
    assert_eq!(scores.to_string(), FACTS);
    let wrong: Vec<_> = scores.wrong.iter().map(|wrong| (wrong.start, wrong.error, wrong.kind)).collect();
    let expected = [
        (100, ErrorKind::Missed, "event"),
        (110, ErrorKind::Extra, "event"),
        (420, ErrorKind::Extra, "measure"),
        (510, ErrorKind::Missed, "cell"),
        (512, ErrorKind::Extra, "cell"),
    ];
    assert_eq!(wrong, expected);
}

#[test]
fn our_own_records_serve_as_gold() {
    let folder = tempfile::tempdir().unwrap();
    let lines = include_str!("run.jsonl").lines().filter(|line| line.contains(r#""doc":"a""#));
    std::fs::write(folder.path().join("a.jsonl"), lines.collect::<Vec<_>>().join("\n")).unwrap();
    let scores = score(&Gold::read_folder(folder.path()).unwrap(), &run());
    assert!(scores.wrong.is_empty(), "{:?}", scores.wrong);
    assert_eq!(scores.total().strict.hits, 7);
}

#[test]
fn gold_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Gold::read_folder(folder.path()).unwrap_err().to_string().contains("holds no NAME.jsonl"));
    std::fs::write(folder.path().join("a.jsonl"), "\n{\"kind\":\"date\"}\n").unwrap();
    assert!(Gold::read_folder(folder.path()).unwrap_err().to_string().contains("a.jsonl, line 2"));
}
