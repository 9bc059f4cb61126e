//! Decisions on disk: killed in the middle, and appended by two at once.

#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use kaoju_record::{Anchor, Decision, Place, Span, Subject, Verdict};
use kaoju_review::{Journal, With, append, decide};

/// Names the file for a child of this test, and the child.
const FILE: &str = "KAOJU_TEST_JOURNAL";
const NAME: &str = "KAOJU_TEST_NAME";

fn decision(name: &str, nth: usize) -> Decision {
    let place = Place {
        quote: "2014年".into(),
        before: String::new(),
        after: String::new(),
        span: Span { start: 0, end: 7 },
        sha256: String::new(),
    };
    let id = format!("{name}-{nth}");
    let about = Anchor { id, kind: Subject::Date, place, says: None, rule: None };
    decide("a", Verdict::Reject, about, name, With::default()).unwrap()
}

/// Runs as a child: appends a hundred decisions, and says each when it is on disk.
#[test]
fn child() {
    let (Ok(file), Ok(name)) = (std::env::var(FILE), std::env::var(NAME)) else { return };
    for nth in 0..100 {
        let decision = decision(&name, nth);
        append(Path::new(&file), std::slice::from_ref(&decision)).unwrap();
        println!("\nconfirmed {}", decision.id);
    }
}

fn start(file: &Path, name: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env(FILE, file)
        .env(NAME, name)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The ids that a child confirmed, until it ends or has confirmed so many and is killed.
fn confirmed(mut child: Child, kill_after: usize) -> Vec<String> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut ids = Vec::new();
    for line in lines.map_while(Result::ok) {
        ids.extend(line.strip_prefix("confirmed ").map(str::to_owned));
        if ids.len() == kill_after {
            // SIGKILL; what it confirmed meanwhile is read on.
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    ids
}

#[test]
fn what_was_confirmed_outlives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("reviews/a.jsonl");
    let mut ids = confirmed(start(&file, "A <a@x>"), 50);
    assert!(ids.len() >= 50);
    ids.extend(confirmed(start(&file, "B <b@x>"), usize::MAX));
    let kept: Vec<String> = Journal::read(&file).unwrap().decisions.into_iter().map(|d| d.id).collect();
    assert!(ids.iter().all(|id| kept.contains(id)), "{} of {} are there", kept.len(), ids.len());
}

#[test]
fn two_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("reviews/a.jsonl");
    let children = [start(&file, "A <a@x>"), start(&file, "B <b@x>")];
    let ids: Vec<String> = children.into_iter().flat_map(|child| confirmed(child, usize::MAX)).collect();
    let journal = Journal::read(&file).unwrap();
    assert_eq!((ids.len(), journal.decisions.len(), journal.broken.len()), (200, 200, 0));
}
