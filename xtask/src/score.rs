//! `cargo xtask score GOLD`: the seeds, as they are extracted now, against gold.

use std::io::{Write, stdout};
use std::path::Path;

use kaoju_pipeline::{About, read};
use kaoju_record::Record;
use kaoju_review::{FactGold, Gold, score, score_facts};

use crate::seeds;

pub(crate) fn run(gold: &str, errors: usize) -> anyhow::Result<bool> {
    let facts = FactGold::read_folder(Path::new(gold))?;
    let gold = Gold::read_folder(Path::new(gold))?;
    let corpus = seeds()?;
    let (mut mentions, mut joined) = (Vec::new(), Vec::new());
    for document in &corpus.documents {
        let source = std::fs::read(corpus.path(document))?;
        let about = About { id: &document.id, date: Some(&document.date), name: None, ..About::default() };
        let records = read(&source, &about)?;
        mentions.extend(records.iter().filter_map(Record::mention).cloned());
        joined.extend(records.iter().filter_map(Record::fact).cloned());
    }
    let (scores, facts) = (score(&gold, &mentions), score_facts(&facts, &joined));
    let mut out = stdout().lock();
    for wrong in scores.wrong.iter().chain(&facts.wrong).take(errors) {
        writeln!(out, "{wrong}")?;
    }
    write!(out, "{scores}\n{facts}")?;
    Ok(true)
}
