//! The program, run as its users run it: input, output, messages, exit status.

#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use tempfile::TempDir;

#[path = "program/decisions.rs"]
mod decisions;

const TEXT: &str = "2014年5月29日，三国元首签署了《欧亚经济联盟条约》。贸易额为547亿美元。\n";

fn kaoju() -> Command {
    Command::new(env!("CARGO_BIN_EXE_kaoju"))
}

/// A folder with files in it.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

/// Runs the program in a folder.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    kaoju().current_dir(folder).args(arguments).stdin(Stdio::null()).output().unwrap()
}

/// Runs the program with something on its standard input.
fn piped(input: &[u8], arguments: &[&str]) -> Output {
    let mut child = kaoju()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn records(output: &[u8]) -> Vec<Json> {
    text(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The bytes of the source at every mention.
fn cuts<'a>(source: &'a str, output: &[u8]) -> Vec<&'a str> {
    let spans = records(output)
        .into_iter()
        .filter(|record| record["record"] == "mention")
        .map(|record| record["span"].clone());
    let offset = |span: &Json, name: &str| usize::try_from(span[name].as_u64().unwrap()).unwrap();
    spans.map(|span| &source[offset(&span, "start")..offset(&span, "end")]).collect()
}

const CUTS: [&str; 3] = ["2014年5月29日", "欧亚经济联盟条约", "547亿美元"];

#[test]
fn spans_count_bytes_of_the_file_as_it_was_received() {
    for (before, after) in
        [("", ""), ("\u{feff}", ""), ("😀𠮷，", ""), ("前言。\r\n\r\n", "\r\n"), ("<p>", "</p>")]
    {
        let source = format!("{before}{TEXT}{after}");
        let output = piped(source.as_bytes(), &["extract", "-"]);
        assert!(output.status.success());
        assert_eq!(cuts(&source, &output.stdout), CUTS, "{source:?}");
    }
}

#[test]
fn spans_of_json_lines_count_bytes_of_the_text() {
    let source = format!("😀\"\\\r\n{TEXT}");
    let line = serde_json::json!({ "id": "a", "text": source }).to_string();
    assert_eq!(cuts(&source, &piped(line.as_bytes(), &["extract", "--jsonl", "-"]).stdout), CUTS);
}

#[test]
fn files_and_folders_become_documents() {
    let folder = folder(&[
        ("b.txt", TEXT.as_bytes()),
        ("sub/a.md", TEXT.as_bytes()),
        (".hidden", b"\0"),
        ("sub/.git/x", b"\0"),
    ]);
    let output = run(folder.path(), &["extract", "."]);
    assert_eq!(output.status.code(), Some(0));
    let docs: Vec<Json> = records(&output.stdout)
        .into_iter()
        .filter(|r| r["record"] == "document")
        .map(|r| r["doc"].clone())
        .collect();
    assert_eq!(docs, ["b", "a"]);
    assert_eq!(text(&output.stderr), "2 documents: 2 dates, 2 figures, 2 treaties, 4 facts\n");

    let output = run(folder.path(), &["extract", ".", "-o", "new/out"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    assert_eq!(names(&folder.path().join("new/out")), ["a.jsonl", "b.jsonl"]);
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_document_that_fails_is_named_and_the_others_are_read() {
    let folder = folder(&[
        ("good.txt", TEXT.as_bytes()),
        ("empty.txt", b""),
        ("binary.bin", &[0, 159, 146, 150, 0, 0]),
        ("a.pdf", b"%PDF-1.7 ..."),
    ]);
    let output = run(folder.path(), &["extract", ".", "missing.txt", "-o", "out"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(names(&folder.path().join("out")), ["good.jsonl"]);
    let messages = text(&output.stderr);
    for expected in [
        "missing.txt: no such file or folder",
        "empty.txt: is empty; ",
        "binary.bin: is a binary file",
        "a.pdf: is a PDF",
        "1 document: 1 date, 1 figure, 1 treaty, 2 facts; 4 failed",
    ] {
        assert!(messages.contains(expected), "{expected:?} is not in\n{messages}");
    }
    assert_eq!(messages.lines().count(), 5, "{messages}");
}

#[test]
fn bytes_that_make_no_sense_are_no_failure() {
    let source = [TEXT.as_bytes(), b"\xff\xfe\x80", TEXT.as_bytes()].concat();
    let output = piped(&source, &["extract", "-"]);
    assert_eq!(output.status.code(), Some(0));
    let mentions = records(&output.stdout).into_iter().filter(|record| record["record"] == "mention");
    assert_eq!(mentions.count(), 6);
}

#[test]
fn wrong_use_has_a_status_of_its_own_and_says_the_way_out() {
    let folder = folder(&[("a.txt", TEXT.as_bytes())]);
    let cases: [(&[&str], &str); 12] = [
        (&["extract"], "<PATH>"),
        (&["extract", "missing.txt"], "missing.txt: no such file or folder"),
        (&["extract", "a.txt", "--date", "2021-13-01"], "write YYYY-MM-DD, YYYY-MM or YYYY"),
        (&["extract", "a.txt", "--date", "yesterday"], "write YYYY-MM-DD"),
        (&["extract", "a.txt", "--date", "2021-05-26T25:00"], "with the time YYYY-MM-DDTHH:MM"),
        (
            &["extract", "a.txt", "--kinds", "date,money"],
            "[possible values: date, figure, treaty, number, time]",
        ),
        (&["extract", "a.txt", "--jobs", "0"], "--jobs"),
        (&["extract", "a.txt", "-o", "a.txt"], "a.txt: cannot be written"),
        (&["rules", "show", "date/yeer"], "date/year"),
        (&["explain", "a.txt", "99999"], "LINE:COLUMN"),
        (&["explain", "a.txt", "x:y"], "LINE:COLUMN"),
        (&["normalize", "missing.txt"], "missing.txt: no such file"),
    ];
    for (arguments, expected) in cases {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(expected), "{arguments:?}: {}", text(&output.stderr));
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn broken_lines_are_named_by_number_and_the_rest_is_read() {
    let good = |id: &str, date: &str| {
        serde_json::json!({ "id": id, "text": "5月25日签署。", "date": date }).to_string()
    };
    let input = [good("a", "2021"), "{broken".into(), good("b", "soon"), String::new(), good("c", "2022-05")]
        .join("\n");
    let output = piped(input.as_bytes(), &["extract", "--jsonl", "-"]);
    assert_eq!(output.status.code(), Some(1));
    let values: Vec<Json> = records(&output.stdout)
        .into_iter()
        .filter(|r| r["record"] == "mention")
        .map(|r| r["value"]["edtf"].clone())
        .collect();
    assert_eq!(values, ["2021-05-25", "2022-05-25"]);
    let messages = text(&output.stderr);
    assert!(
        messages.contains("standard input, line 2: ")
            && messages.contains("standard input, line 3: `soon` is no date"),
        "{messages}"
    );
}

#[test]
fn records_come_before_the_next_line_is_there() {
    let mut child = kaoju()
        .args(["extract", "--jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    for id in ["a", "b"] {
        writeln!(input, "{}", serde_json::json!({ "id": id, "text": "2014年5月" })).unwrap();
        let lines = [output.next().unwrap().unwrap(), output.next().unwrap().unwrap()];
        assert!(lines.iter().all(|line| line.contains(&format!(r#""doc":"{id}""#))), "{lines:?}");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn an_output_that_is_closed_ends_the_program_quietly() {
    let line = serde_json::json!({ "id": "a", "text": TEXT }).to_string();
    let mut child = kaoju()
        .args(["extract", "--jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    // The input stays open: the program must not wait for it.
    writeln!(input, "{line}").unwrap();
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => assert!(begun.elapsed() < Duration::from_secs(20), "still waiting"),
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(status.success());
    let mut messages = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut messages).unwrap();
    assert_eq!(messages, "");
}

#[test]
fn any_number_of_threads_gives_the_same_files() {
    let seeds = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let out = tempfile::tempdir().unwrap();
    let folders = ["1", "2", "5"].map(|jobs| {
        let status = kaoju()
            .args(["extract", "--jobs", jobs, "-o", jobs])
            .arg(&seeds)
            .current_dir(out.path())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success());
        let folder = out.path().join(jobs);
        names(&folder)
            .into_iter()
            .map(|name| (name.clone(), std::fs::read(folder.join(name)).unwrap()))
            .collect::<Vec<_>>()
    });
    assert_eq!(folders[0].len(), 5);
    assert!(folders[0] == folders[1] && folders[1] == folders[2]);
}

#[test]
fn time_zone_and_locale_do_not_matter() {
    let output = |zone: &str, locale: &str| {
        let folder = folder(&[("a.txt", "今年5月25日，去年同期。".as_bytes())]);
        kaoju()
            .current_dir(folder.path())
            .args(["extract", "a.txt"])
            .env("TZ", zone)
            .env("LC_ALL", locale)
            .output()
            .unwrap()
            .stdout
    };
    assert_eq!(output("Asia/Shanghai", "zh_CN.GB18030"), output("America/Lima", "C"));
}

#[test]
fn a_run_that_is_killed_leaves_whole_files_only() {
    let long = TEXT.repeat(3000);
    let names_of_files: Vec<String> = (0..40).map(|n| format!("in/{n:02}.txt")).collect();
    let files: Vec<(&str, &[u8])> =
        names_of_files.iter().map(|name| (name.as_str(), long.as_bytes())).collect();
    let folder = folder(&files);
    let mut child = kaoju()
        .current_dir(folder.path())
        .args(["extract", "in", "-o", "out"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = folder.path().join("out");
    let begun = Instant::now();
    let visible = || {
        if out.exists() {
            names(&out).into_iter().filter(|name| !name.starts_with('.')).collect()
        } else {
            Vec::new()
        }
    };
    while visible().is_empty() && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let lengths: std::collections::BTreeSet<u64> =
        visible().iter().map(|name| std::fs::metadata(out.join(name)).unwrap().len()).collect();
    assert_eq!(lengths.len(), 1, "every file that is there is whole");
}

#[test]
fn kinds_can_be_chosen() {
    let folder = folder(&[("a.txt", TEXT.as_bytes())]);
    let all = records(&run(folder.path(), &["extract", "a.txt"]).stdout);
    let some = records(&run(folder.path(), &["extract", "a.txt", "--kinds", "treaty,date"]).stdout);
    let wanted = |record: &&Json| record["kind"] != "figure" && record["record"] != "fact";
    let expected: Vec<&Json> = all.iter().filter(wanted).collect();
    assert_eq!(some.iter().collect::<Vec<_>>(), expected);
}

#[test]
fn every_command_shows_what_it_should() {
    let damaged = "贸易额为８９２ ６ 亿美元。\n于2014年5月签署。\n";
    let folder = folder(&[("a.txt", damaged.as_bytes())]);
    let offset = damaged.find("2014").unwrap().to_string();
    let cases: [(&[&str], &[&str]); 10] = [
        (&["normalize", "a.txt"], &["892.6亿美元"]),
        (&["normalize", "a.txt", "--repairs"], &["number/lost-separator", "1:", "->"]),
        (&["normalize", "a.txt", "--repairs", "--json"], &[r#""pass":"number/lost-separator""#]),
        (&["segment", "a.txt"], &["body", "892.6亿美元"]),
        (&["explain", "a.txt", &offset], &["line 2, column 2", "2014年5月", "date/month"]),
        (
            &["explain", "a.txt", "1:6"],
            &["figure/money", "number/numeral: only with --kinds number", "number/lost-separator"],
        ),
        (&["explain", "a.txt", "1:1"], &["no rule found anything here"]),
        (&["rules", "list"], &["date/year", "figure/money", "treaty/bracketed", "number/lost-separator"]),
        (&["rules", "show", "date/year"], &["2014年 = date 2014"]),
        (&["rules", "show", "number/lost-separator"], &["->"]),
    ];
    for (arguments, expected) in cases {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", text(&output.stderr));
        let shown = text(&output.stdout);
        for part in expected {
            assert!(shown.contains(part), "{arguments:?}: {part:?} is not in\n{shown}");
        }
    }
}

#[test]
fn runs_are_compared_and_scored() {
    let folder = folder(&[("a.txt", TEXT.as_bytes())]);
    assert_eq!(run(folder.path(), &["extract", "a.txt", "-o", "old"]).status.code(), Some(0));
    assert_eq!(run(folder.path(), &["diff", "old", "old"]).status.code(), Some(0));
    let scored = text(&run(folder.path(), &["score", "old", "old"]).stdout);
    assert!(scored.contains("total                3  strict P 1.000 R 1.000 F1 1.000"), "{scored}");

    let old = std::fs::read_to_string(folder.path().join("old/a.jsonl")).unwrap();
    std::fs::write(folder.path().join("new.jsonl"), old.replace("2014-05-29", "2014-05-30")).unwrap();
    let output = run(folder.path(), &["diff", "old", "new.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("value: date 2014-05-29 -> date 2014-05-30"));
}

#[test]
fn a_report_and_tables_are_made_of_a_folder() {
    let work = folder(&[("texts/a.txt", TEXT.as_bytes())]);
    let report = run(work.path(), &["report", "texts", "-o", "report.html"]);
    assert_eq!((report.status.code(), text(&report.stderr)), (Some(0), String::new()));
    let page = std::fs::read_to_string(work.path().join("report.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("欧亚经济联盟条约</a>"), "{page}");

    assert_eq!(run(work.path(), &["extract", "texts", "-o", "texts/annotations"]).status.code(), Some(0));
    // Records beside the texts are no texts.
    let again = run(work.path(), &["report", "texts"]);
    assert_eq!((again.status.code(), text(&again.stdout) == page), (Some(0), true));
    let table = run(work.path(), &["export", "texts", "--bom"]);
    assert!(text(&table.stdout).starts_with("\u{feff}doc,id,kind,quote"), "{}", text(&table.stdout));
    assert!(text(&table.stdout).contains("547亿美元,money"), "{}", text(&table.stdout));
    let missing = run(work.path(), &["report", "none"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("none: no such folder"), "{}", text(&missing.stderr));
}
