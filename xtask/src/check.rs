//! `cargo xtask check`: whether `annotations/` is what the seeds, the rules and the decisions give.

use std::collections::BTreeSet;
use std::io::{Write, stdout};

use anyhow::Context;
use kaoju_pipeline::{About, Corpus, CorpusDocument, Stages};
use kaoju_record::{Document, Record, read_lines, write_lines};
use kaoju_review::{Side, changes};

use crate::common::{NAMES, common};
use crate::{in_repository, reviewed, seeds};

pub(crate) fn run() -> anyhow::Result<bool> {
    let corpus = seeds()?;
    let mut out = stdout().lock();
    let mut same = true;
    let mut all = Vec::new();
    for document in &corpus.documents {
        if let Some(difference) = difference(&corpus, document, &mut all)? {
            write!(out, "{difference}")?;
            same = false;
        }
    }
    for (name, lines) in common(&all)? {
        let path = format!("annotations/{name}.jsonl");
        if std::fs::read(in_repository(&path)).unwrap_or_default() != lines {
            write!(out, "{}", changed_lines(&path, &lines))?;
            same = false;
        }
    }
    for stray in strays(&corpus)? {
        writeln!(out, "annotations/{stray}: belongs to no document of seeds/corpus.toml; remove it")?;
        same = false;
    }
    if !same {
        writeln!(
            out,
            "\nannotations/ is not what the seeds, the rules and the decisions give, or decisions contradict each other; review the changes and run: cargo xtask extract"
        )?;
    }
    Ok(same)
}

/// How the committed records of a document differ from what is found now; `None` where they do not.
fn difference(
    corpus: &Corpus,
    document: &CorpusDocument,
    all: &mut Vec<Record>,
) -> anyhow::Result<Option<String>> {
    let source = std::fs::read(corpus.path(document))?;
    let about = About { id: &document.id, date: Some(&document.date), name: None, ..About::default() };
    let stages = Stages::of(&source, &about)?;
    let merged = reviewed(&stages, &source, &document.id)?;
    let mut told = String::new();
    for contradiction in &merged.contradictions {
        told += &format!("{contradiction}\n");
    }
    for orphan in &merged.orphans {
        eprintln!("{orphan}");
    }
    let records = merged.records;
    all.extend(records.iter().cloned());
    let mut lines = Vec::new();
    write_lines(&mut lines, &records)?;

    let name = format!("annotations/{}.jsonl", document.id);
    let Ok(committed) = std::fs::read(in_repository(&name)) else {
        return Ok(Some(format!("{name}: is missing\n")));
    };
    if committed == lines {
        return Ok(Some(told).filter(|told| !told.is_empty()));
    }
    let committed = read_lines(&committed[..]).with_context(|| name.clone())?;
    let texts = [(document.id.clone(), stages.normalized)];
    let old = Side { records: committed.clone(), ..Side::default() };
    let new = Side { records: records.clone(), texts: texts.into(), ..Side::default() };
    let mut report = changes(&old, &new).plain();
    if head(&committed) != head(&records) {
        report += &format!("{}: its document record changed\n", document.id);
    }
    if report.is_empty() {
        report = format!("{name}: the same records, written in another way\n");
    }
    Ok(Some(report + &told))
}

/// The lines that a file of records lost and got.
fn changed_lines(path: &str, lines: &[u8]) -> String {
    let old = std::fs::read_to_string(in_repository(path)).unwrap_or_default();
    let new = String::from_utf8_lossy(lines);
    let (before, after): (BTreeSet<&str>, BTreeSet<&str>) = (old.lines().collect(), new.lines().collect());
    let lost = before.difference(&after).map(|line| format!("{path}: - {line}\n"));
    lost.chain(after.difference(&before).map(|line| format!("{path}: + {line}\n"))).collect()
}

fn head(records: &[Record]) -> Option<&Document> {
    records.iter().find_map(Record::document)
}

/// Files of `annotations/` that belong to no document.
fn strays(corpus: &Corpus) -> anyhow::Result<BTreeSet<String>> {
    let known: BTreeSet<String> = corpus
        .documents
        .iter()
        .map(|document| document.id.as_str())
        .chain(NAMES)
        .map(|id| format!("{id}.jsonl"))
        .collect();
    let mut strays = BTreeSet::new();
    for entry in std::fs::read_dir(in_repository("annotations")).into_iter().flatten() {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".jsonl") && !known.contains(&name) {
            strays.insert(name);
        }
    }
    Ok(strays)
}
