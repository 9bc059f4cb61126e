//! The folder that a command works on, and its documents with the decisions on them.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use kaoju_pipeline::{Project, Reviewed};
use kaoju_record::{Anchor, Place, Record};
use kaoju_review::Text;

use crate::WrongUse;

/// Which documents.
#[derive(Args)]
pub(crate) struct Where {
    /// A folder that holds `seeds/` and `annotations/`, a folder of records, or a folder of documents.
    #[arg(long = "in", value_name = "DIR", default_value = ".")]
    pub(crate) folder: PathBuf,
    /// The folder of the documents, where it is not beside the records.
    #[arg(long, value_name = "DIR")]
    sources: Option<PathBuf>,
    /// This document only.
    #[arg(long, value_name = "ID")]
    doc: Option<String>,
}

/// A document with the decisions on it.
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) decisions: PathBuf,
    pub(crate) reviewed: Reviewed,
    /// What the machine gives.
    machine: Vec<Record>,
    sha256: String,
}

impl Where {
    /// Reads the documents and what was decided on them.
    pub(crate) fn documents(&self) -> anyhow::Result<Vec<Document>> {
        let project = Project::open(&self.folder, self.sources.as_deref())
            .map_err(|problem| WrongUse(problem.to_string()))?;
        let wanted = |id: &str| self.doc.as_deref().is_none_or(|doc| doc == id);
        let mut documents = Vec::new();
        for document in project.documents.iter().filter(|document| wanted(&document.id)) {
            let reviewed = document.reviewed()?;
            let machine = reviewed.loaded.stages.records(&reviewed.loaded.source, &document.id);
            let sha256 = machine.iter().find_map(Record::document).map(|head| head.sha256.clone());
            documents.push(Document {
                id: document.id.clone(),
                decisions: document.decisions.clone(),
                reviewed,
                machine,
                sha256: sha256.unwrap_or_default(),
            });
        }
        if let (Some(doc), true) = (&self.doc, documents.is_empty()) {
            return Err(WrongUse(format!("no document has the id `{doc}`")).into());
        }
        Ok(documents)
    }
}

impl Document {
    pub(crate) fn text(&self) -> Text<'_> {
        Text { document: &self.reviewed.loaded.stages.normalized, sha256: &self.sha256 }
    }

    /// The anchor of a record: as it was reviewed, or as the machine gives it where it was rejected.
    pub(crate) fn anchor(&self, id: &str) -> Option<Anchor> {
        let records = self.reviewed.merged.records.iter().chain(&self.machine);
        let mut anchors =
            records.filter(|record| record_id(record) == Some(id)).filter_map(|r| self.text().anchor(r));
        anchors.next()
    }

    /// A place by its source bytes.
    pub(crate) fn place(&self, (start, end): (usize, usize)) -> anyhow::Result<Place> {
        let clean = self.text().document.clean_range(start..end);
        let place = self.text().place(clean);
        if place.quote.is_empty() || (place.span.start, place.span.end) != (start, end) {
            bail!(WrongUse(format!(
                "{start}..{end} is no text of one paragraph in `{}`: it would be {}..{}, “{}”",
                self.id, place.span.start, place.span.end, place.quote
            )));
        }
        Ok(place)
    }
}

fn record_id(record: &Record) -> Option<&str> {
    match record {
        Record::Mention(mention) => Some(&mention.id),
        Record::Fact(fact) => Some(&fact.id),
        _ => None,
    }
}
