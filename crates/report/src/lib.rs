//! A page to read: documents with their mentions marked, facts, events over time, series.
//!
//! [`report`] makes one HTML file that needs nothing else: no network, no other file, and no JavaScript for reading.
//! What the page shows comes from documents and is escaped by the template engine. This crate knows nothing of rules.

mod chart;
mod facts;
mod instruments;
mod page;
mod series;
mod text;
mod timeline;
mod when;
mod words;

use kaoju_collate::{Aliases, reconcile, registry};
use kaoju_pipeline::{Loaded, Problem, Project, ProjectDocument};
use kaoju_record::{Kind, Record, Status};
use rayon::prelude::*;

use facts::Place;
use instruments::Places;
use page::{Document, Page};

/// A page, and what could not be shown on it.
#[derive(Debug)]
pub struct Report {
    /// The page, whole.
    pub html: String,
    /// What does not fit together or cannot be read; the page tells of it too.
    pub problems: Vec<Problem>,
}

/// Makes the page of a project. Documents are read in parallel; the page is the same for any number of threads.
///
/// # Errors
/// The template cannot be filled.
pub fn report(project: &Project) -> Result<Report, std::fmt::Error> {
    let loaded: Vec<_> = project.documents.par_iter().map(|document| (document, document.load())).collect();
    let mut problems = project.problems.clone();
    let mut documents = Vec::new();
    for (about, loaded) in loaded {
        match loaded {
            Ok(loaded) => documents.push((about, loaded)),
            Err(problem) => problems.push(problem),
        }
    }
    let shown: Vec<Document> =
        documents.par_iter().enumerate().map(|(nth, (about, loaded))| document(nth, about, loaded)).collect();
    for ((_, loaded), document) in documents.iter().zip(&shown) {
        problems.extend(loaded.problems.iter().cloned());
        problems.extend(document.lost.values().cloned());
    }
    let told = || {
        let records = documents.iter().flat_map(|(_, loaded)| loaded.records.iter().filter_map(Record::fact));
        records.zip(shown.iter().flat_map(|document| document.facts.iter().map(|row| &row.place)))
    };
    let (years, series) = (timeline::timeline(told()), series::series(told()));
    let collected = project.collected().unwrap_or_else(|problem| {
        problems.push(problem);
        Vec::new()
    });
    let collected = if collected.is_empty() { together(&documents) } else { collected };
    let places = places(&documents, &shown);
    let page = Page {
        entries: instruments::entries(&collected, &places),
        comparisons: instruments::comparisons(&collected, &places),
        documents: shown,
        years,
        series,
        problems: &problems,
    };
    let html = page.html()?;
    Ok(Report { html, problems })
}

/// The registry and the comparisons of documents for which nobody wrote them yet.
fn together(documents: &[(&ProjectDocument, Loaded)]) -> Vec<Record> {
    let records: Vec<Record> =
        documents.iter().flat_map(|(_, loaded)| loaded.records.iter().cloned()).collect();
    // OK because only an alias can be wrong, and there are none.
    let instruments = registry(&records, &Aliases::default()).unwrap_or_default();
    let conflicts = reconcile(&records).into_iter().map(Record::Conflict);
    instruments.into_iter().map(Record::Instrument).chain(conflicts).collect()
}

/// Where each mention and fact is shown.
fn places(documents: &[(&ProjectDocument, Loaded)], shown: &[Document]) -> Places {
    let mut places = Places::new();
    for ((_, loaded), document) in documents.iter().zip(shown) {
        let mentions = loaded.records.iter().filter_map(Record::mention);
        places.extend(mentions.filter(|mention| !document.lost.contains_key(&mention.id)).map(|mention| {
            (mention.id.clone(), Place::of(&mention.doc, format!("m-{}", mention.id), mention.span))
        }));
        places.extend(
            document.facts.iter().map(|row| {
                (row.id.clone(), Place::of(&row.place.doc, format!("f-{}", row.id), row.place.span))
            }),
        );
    }
    places
}

fn document(nth: usize, about: &ProjectDocument, loaded: &Loaded) -> Document {
    let anchor = format!("d-{nth}");
    let (blocks, lost) = text::blocks(loaded);
    let head = loaded.records.iter().find_map(Record::document);
    let count = |kind: Kind| {
        loaded.records.iter().filter_map(Record::mention).filter(|mention| mention.kind == kind).count()
    };
    let lost = lost.into_iter().map(|mention| {
        let place = format!("{}, byte {}", about.id, mention.span.start);
        let reason = format!("`{}` does not stand there", mention.quote);
        (mention.id.clone(), Problem::new(place, reason, "run kaoju extract again"))
    });
    let lost = lost.collect();
    Document {
        facts: facts::rows(&loaded.records, &lost, &anchor),
        anchor,
        id: about.id.clone(),
        title: about.title.clone().unwrap_or_default(),
        date: head.and_then(|head| head.date.clone()).map(|date| date.edtf),
        bytes: loaded.source.len(),
        counts: Kind::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, n)| *n > 0).collect(),
        doubts: head.map(|head| head.problems.clone()).unwrap_or_default(),
        blocks,
        lost,
    }
}

/// Where a record stands in its review; empty where nobody looked yet.
fn status(status: Status) -> &'static str {
    match status {
        Status::Auto => "",
        Status::Accepted => "accepted",
        Status::Corrected => "corrected",
        Status::Added => "added",
    }
}
