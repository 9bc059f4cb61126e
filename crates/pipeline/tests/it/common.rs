//! The seeds, for every test.

use std::path::Path;

use kaoju_pipeline::Corpus;

/// A seed: id, date, bytes.
pub(crate) struct Seed {
    pub(crate) id: String,
    pub(crate) date: String,
    pub(crate) bytes: Vec<u8>,
}

pub(crate) fn seeds() -> Vec<Seed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let corpus = Corpus::open(&folder).unwrap();
    let seed = |document: &kaoju_pipeline::CorpusDocument| Seed {
        id: document.id.clone(),
        date: document.date.clone(),
        bytes: std::fs::read(corpus.path(document)).unwrap(),
    };
    corpus.documents.iter().map(seed).collect()
}
