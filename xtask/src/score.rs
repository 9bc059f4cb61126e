//! `cargo xtask score GOLD`: the seeds, as they are extracted now, against gold.

use std::io::{Write, stdout};
use std::path::Path;

use kaoju_pipeline::{About, read};
use kaoju_record::Record;
use kaoju_review::{Gold, score};

use crate::seeds;

pub(crate) fn run(gold: &str, errors: usize) -> anyhow::Result<bool> {
    let gold = Gold::read_folder(Path::new(gold))?;
    let corpus = seeds()?;
    let mut mentions = Vec::new();
    for document in &corpus.documents {
        let source = std::fs::read(corpus.path(document))?;
        let about = About { id: &document.id, date: Some(&document.date), name: None, ..About::default() };
        let records = read(&source, &about)?;
        mentions.extend(records.iter().filter_map(Record::mention).cloned());
    }
    let scores = score(&gold, &mentions);
    let mut out = stdout().lock();
    for wrong in scores.wrong.iter().take(errors) {
        writeln!(out, "{wrong}")?;
    }
    write!(out, "{scores}")?;
    Ok(true)
}
