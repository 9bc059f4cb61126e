//! `cargo xtask extract`: the seeds' annotations, with the decisions on them applied, written.

use kaoju_pipeline::{About, Folder, Sink, Stages};
use kaoju_record::{Record, write_lines};

use crate::common::common;
use crate::{in_repository, reviewed, seeds};

pub(crate) fn run() -> anyhow::Result<bool> {
    let corpus = seeds()?;
    let mut folder = Folder::open(&in_repository("annotations"))?;
    let mut records = Vec::new();
    let (mut mentions, mut facts, mut unsettled) = (0, 0, 0);
    for document in &corpus.documents {
        let source = std::fs::read(corpus.path(document))?;
        let about = About { id: &document.id, date: Some(&document.date), name: None, ..About::default() };
        let merged = reviewed(&Stages::of(&source, &about)?, &source, &document.id)?;
        for contradiction in &merged.contradictions {
            eprintln!("{contradiction}");
        }
        for orphan in &merged.orphans {
            eprintln!("{orphan}");
        }
        unsettled += merged.contradictions.len();
        mentions += merged.records.iter().filter_map(Record::mention).count();
        facts += merged.records.iter().filter_map(Record::fact).count();
        let mut lines = Vec::new();
        write_lines(&mut lines, &merged.records)?;
        folder.document(&document.id, &lines)?;
        records.extend(merged.records);
    }
    for (name, lines) in common(&records)? {
        folder.document(name, &lines)?;
    }
    eprintln!("annotations/: {} documents, {mentions} mentions, {facts} facts", corpus.documents.len());
    Ok(unsettled == 0)
}
