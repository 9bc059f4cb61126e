//! The documents of a folder on a reviewer's desk: opened when they are asked for, one at a time to each who asks.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use kaoju_pipeline::Project;
use serde::Serialize;

use crate::Opened;

/// The documents of a folder, and who reviews them.
#[derive(Debug)]
pub struct Desk {
    project: Project,
    reviewer: String,
    open: Mutex<HashMap<String, Arc<Mutex<Option<Opened>>>>>,
    /// Names this run of the program, so that a page never takes another's versions for its own.
    run: String,
    readings: AtomicU64,
}

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such document or finding.
    Unknown(String),
    /// It makes no sense, and why.
    Wrong(String),
    /// Files cannot be read or written.
    Broken(String),
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (Refusal::Unknown(reason) | Refusal::Wrong(reason) | Refusal::Broken(reason)) = self;
        f.write_str(reason)
    }
}

impl std::error::Error for Refusal {}

/// What the page is told of the folder.
#[derive(Debug, Serialize)]
pub(crate) struct Folder<'a> {
    /// Tells this folder from others that were served at the same address.
    folder: String,
    reviewer: &'a str,
    documents: Vec<Listed<'a>>,
    problems: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Listed<'a> {
    id: &'a str,
    title: Option<&'a str>,
    date: Option<&'a str>,
}

impl Desk {
    /// A desk for a reviewer: `Name <mail>`.
    pub fn new(project: Project, reviewer: String) -> Self {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let run = format!("{:x}-{:x}", std::process::id(), since.map_or(0, |since| since.as_nanos()));
        Self { project, reviewer, open: Mutex::default(), run, readings: AtomicU64::new(0) }
    }

    /// The folder's documents.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Who reviews.
    pub fn reviewer(&self) -> &str {
        &self.reviewer
    }

    /// Does something with a document as it is on disk now. Others who want the same document wait.
    ///
    /// # Errors
    /// The folder has no such document, it cannot be read, or what `act` refuses.
    pub fn with<T>(
        &self,
        id: &str,
        act: impl FnOnce(&mut Opened) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let unknown = || Refusal::Unknown(format!("there is no document `{}` here", id.escape_debug()));
        let files = self.project.document(id).ok_or_else(unknown)?;
        let slot = {
            let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(open.entry(id.to_owned()).or_default())
        };
        let mut slot = slot.lock().unwrap_or_else(|poisoned| {
            // Whoever held it failed half way; what is on disk counts.
            let mut slot = poisoned.into_inner();
            *slot = None;
            slot
        });
        if match slot.as_mut() {
            Some(opened) => opened.refresh()?,
            None => true,
        } {
            let reading = self.readings.fetch_add(1, Ordering::Relaxed);
            *slot = Some(Opened::read(files, format!("{}-{reading}", self.run))?);
        }
        act(slot.as_mut().ok_or_else(unknown)?)
    }

    pub(crate) fn folder(&self) -> Folder<'_> {
        let documents = self.project.documents.iter().map(|document| Listed {
            id: &document.id,
            title: document.title.as_deref(),
            date: document.date.as_deref(),
        });
        let folder = &self.project.annotations;
        Folder {
            folder: folder.canonicalize().unwrap_or_else(|_| folder.clone()).display().to_string(),
            reviewer: &self.reviewer,
            documents: documents.collect(),
            problems: self.project.problems.iter().map(ToString::to_string).collect(),
        }
    }
}
