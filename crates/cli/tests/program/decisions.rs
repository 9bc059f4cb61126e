//! Decisions made, merged, compared and scored.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value as Json;
use tempfile::TempDir;

use super::{TEXT, folder, records, run, text};

const ANN: &str = "Ann <ann@example.org>";
const BEN: &str = "Ben <ben@example.org>";

/// A folder with one document and its records.
fn work() -> TempDir {
    let work = folder(&[("a.txt", TEXT.as_bytes())]);
    well(&run(work.path(), &["merge", "."]));
    work
}

#[track_caller]
fn well(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

fn merged(work: &Path) -> Vec<Json> {
    records(&std::fs::read(work.join("annotations/a.jsonl")).unwrap())
}

/// The mention of a quote, or the fact on it.
fn found(work: &Path, record: &str, quote: &str) -> Option<Json> {
    merged(work).into_iter().find(|one| one["record"] == record && one["quote"] == quote)
}

fn id(work: &Path, quote: &str) -> String {
    found(work, "mention", quote).unwrap()["id"].as_str().unwrap().to_owned()
}

/// Makes a decision; gives back its id.
#[track_caller]
fn decide(work: &Path, by: &str, arguments: &[&str]) -> String {
    let told = well(&run(work, &[arguments, &["--by", by]].concat()));
    told.split(' ').next().unwrap().to_owned()
}

#[test]
fn each_decision_is_told_and_merged() {
    let work = work();
    let work = work.path();
    let [date, treaty, money] =
        ["2014年5月29日", "欧亚经济联盟条约", "547亿美元"].map(|quote| id(work, quote));
    decide(work, ANN, &["accept", &date]);
    decide(work, ANN, &["correct", &treaty, "--value", "agreement 欧亚经济联盟条约"]);
    let rejected = decide(work, ANN, &["reject", &money]);
    let at = TEXT.find("三国").unwrap();
    let bytes = format!("{at}..{}", at + "三国".len());
    decide(work, ANN, &["add", "--bytes", &bytes, "--value", "count 3 国"]);
    decide(work, ANN, &["comment", &date, "--comment", "看一看"]);
    well(&run(work, &["merge", "."]));
    let status = |quote: &str| found(work, "mention", quote).map(|mention| mention["status"].clone());
    assert_eq!(status("2014年5月29日").unwrap(), "accepted");
    assert_eq!(status("欧亚经济联盟条约").unwrap(), "corrected");
    assert_eq!(status("三国").unwrap(), "added");
    assert_eq!((status("547亿美元"), found(work, "fact", "547亿美元")), (None, None));

    decide(work, ANN, &["withdraw", &rejected]);
    well(&run(work, &["merge", "."]));
    assert_eq!(status("547亿美元").unwrap(), "auto");
    let event = r#"{"type":"treaty_event","treaty":"欧亚经济联盟条约","action":"effective","date":"2015"}"#;
    decide(work, ANN, &["add", "--on", &treaty, "--value", event]);
    let told = text(&run(work, &["merge", "."]).stderr);
    assert!(
        told.ends_with("1 documents, 7 decisions: 5 hold, 0 in contradiction, 0 without a place\n"),
        "{told}"
    );
    let events = merged(work).into_iter().filter(|one| one["type"] == "treaty_event");
    assert_eq!(events.map(|event| event["action"].clone()).collect::<Vec<_>>(), ["signed", "effective"]);
    let wrong = run(work, &["add", "--on", &date, "--value", event, "--by", ANN]);
    assert_eq!(wrong.status.code(), Some(2), "{}", text(&wrong.stderr));
}

#[test]
fn contradictions_and_orphans_are_reported() {
    let work = work();
    let work = work.path();
    let (date, money) = (id(work, "2014年5月29日"), id(work, "547亿美元"));
    decide(work, ANN, &["accept", &date]);
    let rejected = decide(work, BEN, &["reject", &date]);
    let output = run(work, &["merge", "."]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    for part in ["decided in different ways", ANN, BEN, "2 in contradiction", "--ends"] {
        assert!(told.contains(part), "{told}");
    }
    decide(work, ANN, &["accept", &date, "--ends", &rejected]);
    well(&run(work, &["merge", "."]));

    decide(work, ANN, &["accept", &money]);
    std::fs::write(work.join("a.txt"), TEXT.replace("贸易额为547亿美元。", "")).unwrap();
    let output = run(work, &["merge", "."]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("[547亿美元]") && told.contains("1 without a place"), "{told}");
    assert_eq!(found(work, "mention", "2014年5月29日").unwrap()["status"], "accepted");
}

#[test]
fn reviewers_are_compared() {
    let work = work();
    let work = work.path();
    let [date, treaty, money] =
        ["2014年5月29日", "欧亚经济联盟条约", "547亿美元"].map(|quote| id(work, quote));
    for by in [ANN, BEN] {
        decide(work, by, &["accept", &date, &money]);
    }
    let agree = ["agree", ".", "--by", "ann@example.org", "--by", "Ben"];
    let told = well(&run(work, &agree));
    assert!(told.starts_with("all          2 spans   alpha of kinds 1.000"), "{told}");
    decide(work, ANN, &["accept", &treaty]);
    // What only one of them decided on says nothing of their agreement.
    well(&run(work, &agree));
    decide(work, BEN, &["reject", &treaty]);
    let output = run(work, &agree);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("欧亚经济联盟条约"), "{}", text(&output.stdout));
    let alone = run(work, &["agree", ".", "--by", "Ann", "--by", "Nobody"]);
    assert_eq!(alone.status.code(), Some(2));

    // The same from files of decisions, one an annotator.
    let all = std::fs::read_to_string(work.join("annotations/reviews/a.jsonl")).unwrap();
    for (name, by) in [("ann.jsonl", ANN), ("ben.jsonl", BEN)] {
        let own: Vec<&str> = all.lines().filter(|line| line.contains(by)).collect();
        std::fs::write(work.join(name), own.join("\n")).unwrap();
    }
    let files = run(work, &["agree", "ann.jsonl", "ben.jsonl"]);
    assert_eq!((files.status.code(), text(&files.stdout).contains("[]")), (Some(1), false));
}

#[test]
fn revisions_are_compared() {
    let work = work();
    let work = work.path();
    let git = |arguments: &[&str]| {
        let who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").current_dir(work).args(who).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "before"]);
    decide(work, ANN, &["correct", &id(work, "547亿美元"), "--value", "money 54800000000 USD"]);
    well(&run(work, &["merge", "."]));
    git(&["add", "-A"]);
    git(&["commit", "-qm", "after"]);
    well(&run(work, &["diff", "HEAD..HEAD"]));
    for (states, status) in [(["HEAD~1..HEAD", "--format=terminal"], 1), (["HEAD..", "--format=terminal"], 0)]
    {
        let output = run(work, &[&["diff"], &states[..]].concat());
        assert_eq!(output.status.code(), Some(status), "{states:?}: {}", text(&output.stderr));
        let told = text(&output.stdout);
        assert_eq!(told.contains("money 54700000000 USD -> money 54800000000 USD"), status == 1, "{told}");
    }
    let page = text(&run(work, &["diff", "HEAD~1..HEAD", "--format", "html"]).stdout);
    assert!(page.contains("money 54<del>7</del><ins>8</ins>00000000 USD"), "{page}");
    assert_eq!(run(work, &["diff", "HEAD", "nowhere"]).status.code(), Some(2));
}

#[test]
fn decisions_are_gold_and_tell_of_rules() {
    let work = work();
    let work = work.path();
    let nothing = run(work, &["score", "--reviewed", "."]);
    assert_eq!(nothing.status.code(), Some(2));
    decide(work, ANN, &["reject", &id(work, "547亿美元")]);
    let told = well(&run(work, &["score", "--reviewed", "."]));
    assert!(told.contains("a: 1 of 3 mentions decided: does not count"), "{told}");
    decide(work, ANN, &["accept", "--all"]);
    let told = well(&run(work, &["score", "--reviewed", ".", "--errors", "9"]));
    for part in [
        "extra\tfigure\t547亿美元",
        "a: 3 of 3 mentions decided: counts; 2 of 2 facts decided: counts",
        "total                2  strict P 0.667 R 1.000 F1 0.800",
        "figure/money                            0         0        1     0 %",
        "treaty/bracketed                        1         0        0   100 %",
    ] {
        assert!(told.contains(part), "{part:?} is not in\n{told}");
    }
    let json: Json =
        serde_json::from_str(&well(&run(work, &["score", "--reviewed", ".", "--json"]))).unwrap();
    assert_eq!(json["total"]["strict"]["extra"], 1);
    let money = json["rules"].as_array().unwrap().iter().find(|rule| rule["rule"] == "figure/money").unwrap();
    assert_eq!(money["rejected"], 1);
}
