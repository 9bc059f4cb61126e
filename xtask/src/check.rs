//! `cargo xtask check`: whether `annotations/` is what the seeds, the rules and the decisions give.

use std::collections::BTreeSet;
use std::io::{Write, stdout};

use anyhow::Context;
use kaoju_pipeline::{About, Corpus, CorpusDocument, Stages};
use kaoju_record::{Document, Record, read_lines, write_line};
use kaoju_review::{Side, changes};

use crate::{in_repository, reviewed, seeds};

pub(crate) fn run() -> anyhow::Result<bool> {
    let corpus = seeds()?;
    let mut out = stdout().lock();
    let mut same = true;
    for document in &corpus.documents {
        if let Some(difference) = difference(&corpus, document)? {
            write!(out, "{difference}")?;
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
fn difference(corpus: &Corpus, document: &CorpusDocument) -> anyhow::Result<Option<String>> {
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
    let mut lines = Vec::new();
    records.iter().try_for_each(|record| write_line(&mut lines, record))?;

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

fn head(records: &[Record]) -> Option<&Document> {
    records.iter().find_map(Record::document)
}

/// Files of `annotations/` that belong to no document.
fn strays(corpus: &Corpus) -> anyhow::Result<BTreeSet<String>> {
    let known: BTreeSet<String> =
        corpus.documents.iter().map(|document| format!("{}.jsonl", document.id)).collect();
    let mut strays = BTreeSet::new();
    for entry in std::fs::read_dir(in_repository("annotations")).into_iter().flatten() {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".jsonl") && !known.contains(&name) {
            strays.insert(name);
        }
    }
    Ok(strays)
}
