//! The page as a template is given it.

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kaoju_pipeline::Problem;
use kaoju_record::{Kind, Problem as Doubt};
use sha2::{Digest, Sha256};

use crate::facts::{Lost, Row};
use crate::instruments::{Comparison, Entry};
use crate::series::Series;
use crate::text::{Block, Piece};
use crate::timeline::Year;

const STYLE: &str = include_str!("../templates/report.css");
const SCRIPT: &str = include_str!("../templates/report.js");

/// Everything the page shows.
#[derive(Template)]
#[template(path = "report.html")]
pub(crate) struct Page<'a> {
    pub(crate) documents: Vec<Document>,
    pub(crate) years: Vec<Year>,
    pub(crate) series: Vec<Series>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) comparisons: Vec<Comparison>,
    pub(crate) problems: &'a [Problem],
}

/// A document as the page shows it.
pub(crate) struct Document {
    pub(crate) anchor: String,
    pub(crate) id: String,
    /// Empty where it is not known.
    pub(crate) title: String,
    pub(crate) date: Option<String>,
    pub(crate) bytes: usize,
    /// Mentions by kind.
    pub(crate) counts: Vec<(Kind, usize)>,
    pub(crate) doubts: Vec<Doubt>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) facts: Vec<Row>,
    /// Mentions that its text does not show any more.
    pub(crate) lost: Lost,
}

impl Page<'_> {
    /// Fills the template.
    pub(crate) fn html(&self) -> Result<String, std::fmt::Error> {
        self.render().map_err(|_| std::fmt::Error)
    }

    /// What a browser may load and run: this style and this script, by their hashes, and nothing else.
    fn policy(&self) -> String {
        format!(
            "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
            hash(STYLE),
            hash(SCRIPT)
        )
    }

    fn facts(&self) -> impl Iterator<Item = &Row> {
        self.documents.iter().flat_map(|document| &document.facts)
    }

    fn has_facts(&self) -> bool {
        self.facts().next().is_some()
    }

    fn has_problems(&self) -> bool {
        !self.problems.is_empty() || self.doubts().next().is_some()
    }

    fn mentions(&self) -> usize {
        self.documents.iter().flat_map(|document| &document.counts).map(|(_, count)| count).sum()
    }

    fn doubts(&self) -> impl Iterator<Item = (&Document, &Doubt)> {
        self.documents.iter().flat_map(|document| document.doubts.iter().map(move |doubt| (document, doubt)))
    }
}

/// A number of mentions of a kind: `2 treaties`.
fn counted(kind: &Kind, count: &usize) -> String {
    match (kind, count) {
        (kind, 1) => format!("1 {}", kind.name()),
        (Kind::Treaty, count) => format!("{count} treaties"),
        (kind, count) => format!("{count} {}s", kind.name()),
    }
}

fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}
