//! A folder of work: which source, records and decisions belong to one document.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kaoju_record::{Document, Kinds, Record, read_lines};
use sha2::{Digest, Sha256};

use crate::input::inputs_but;
use crate::reading::hexadecimal;
use crate::{About, Corpus, Problem, Stages};

/// Files of the folder of records that belong to no single document.
const COMMON: [&str; 2] = ["treaties.jsonl", "conflicts.jsonl"];

/// The documents of a folder, each with what belongs to it.
#[derive(Clone, Debug)]
pub struct Project {
    /// The folder of records. Where nothing was written yet it need not exist.
    pub annotations: PathBuf,
    /// The documents, in the order of their ids.
    pub documents: Vec<ProjectDocument>,
    /// Files that found no counterpart: records without a source, sources without records.
    pub problems: Vec<Problem>,
}

/// A document and its files.
#[derive(Clone, Debug)]
pub struct ProjectDocument {
    /// The document's id.
    pub id: String,
    /// Its title, where `corpus.toml` tells it.
    pub title: Option<String>,
    /// Its date as `corpus.toml` tells it: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`.
    pub date: Option<String>,
    /// The document as received.
    pub source: PathBuf,
    /// Its records, `ID.jsonl`. Where nothing was written yet the file does not exist.
    pub records: PathBuf,
    /// The reviewers' decisions about it, `reviews/ID.jsonl` beside the records; may not exist.
    pub decisions: PathBuf,
    /// The source's SHA-256 as `corpus.toml` tells it.
    sha256: Option<String>,
}

/// A document that was read.
#[derive(Debug)]
pub struct Loaded {
    /// The bytes of the source.
    pub source: Vec<u8>,
    /// What the stages make of the source now.
    pub stages: Stages,
    /// The records as they were written, or as the stages give them where none were written.
    pub records: Vec<Record>,
    /// Where source and records do not fit together.
    pub problems: Vec<Problem>,
}

impl Project {
    /// Finds what belongs together in a folder. It may be
    ///
    /// - a folder that holds `seeds/`, with the records in `annotations/`;
    /// - a folder of records, with the documents in `sources`, or else in `seeds/` beside it;
    /// - a folder of documents. Records go to `annotations/` in it.
    ///
    /// Where no document has records they are made when a document is loaded, and nothing is written.
    ///
    /// # Errors
    /// The folder does not exist, or no documents are found for it.
    pub fn open(folder: &Path, sources: Option<&Path>) -> Result<Self, Problem> {
        let (sources, annotations) = places(folder, sources)?;
        let corpus = if sources.join("corpus.toml").is_file() { Some(Corpus::read(&sources)?) } else { None };
        let (found, mut problems) = inputs_but(std::slice::from_ref(&sources), Some(&annotations));
        let mut documents = BTreeMap::new();
        for document in corpus.iter().flat_map(|corpus| &corpus.documents) {
            let mut known = ProjectDocument::new(&document.id, sources.join(&document.file), &annotations);
            known.title = Some(document.title.clone()).filter(|title| !title.is_empty());
            known.date = Some(document.date.clone());
            known.sha256 = Some(document.sha256.clone());
            documents.insert(document.id.clone(), known);
        }
        let listed: BTreeSet<PathBuf> = documents.values().map(|document| document.source.clone()).collect();
        for (id, path) in found.into_iter().filter_map(|input| Some((input.id, input.path?))) {
            if corpus.is_none() {
                documents.insert(id.clone(), ProjectDocument::new(&id, path, &annotations));
            } else if !listed.contains(&path) {
                problems.push(Problem::new(
                    place(&path),
                    "is not listed in corpus.toml",
                    "describe it there",
                ));
            }
        }
        problems.extend(unpaired(&mut documents, &sources, &annotations));
        if documents.is_empty() {
            let reason = format!("no documents found (records were looked for in {})", annotations.display());
            return Err(Problem::new(place(&sources), reason, "name their folder with --sources"));
        }
        Ok(Self { annotations, documents: documents.into_values().collect(), problems })
    }

    /// What was written of all documents together: instruments and comparisons. Nothing where nothing was written.
    ///
    /// # Errors
    /// The file that cannot be read.
    pub fn collected(&self) -> Result<Vec<Record>, Problem> {
        let mut records = Vec::new();
        for name in COMMON {
            records.extend(written(&self.annotations.join(name))?.unwrap_or_default());
        }
        Ok(records)
    }

    /// The document of an id.
    pub fn document(&self, id: &str) -> Option<&ProjectDocument> {
        self.documents.iter().find(|document| document.id == id)
    }
}

/// Where the documents and their records lie.
fn places(folder: &Path, sources: Option<&Path>) -> Result<(PathBuf, PathBuf), Problem> {
    for folder in [Some(folder), sources].into_iter().flatten() {
        if !folder.is_dir() {
            let reason = if folder.exists() { "is no folder" } else { "no such folder" };
            return Err(Problem::new(place(folder), reason, "name a folder of documents or of records"));
        }
    }
    let below = folder.join("annotations");
    if let Some(sources) = sources {
        return Ok((sources.to_owned(), if below.is_dir() { below } else { folder.to_owned() }));
    }
    if folder.join("seeds").is_dir() {
        return Ok((folder.join("seeds"), below));
    }
    if record_files(folder).is_empty() {
        return Ok((folder.to_owned(), below));
    }
    // By its full path, so that `.` has a parent.
    let full = folder.canonicalize().map_err(|error| Problem::unreadable(place(folder), &error))?;
    let beside = full.with_file_name("seeds");
    if beside.is_dir() {
        return Ok((beside, folder.to_owned()));
    }
    let reason = format!("holds records, and there are no documents in {}", beside.display());
    Err(Problem::new(place(folder), reason, "name the folder of the documents with --sources"))
}

/// The ids of the documents that have records in a folder.
fn record_files(annotations: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(annotations).into_iter().flatten().flatten();
    let names = entries.filter(|entry| entry.path().is_file());
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let names = names.filter(|name| !COMMON.contains(&name.as_str()) && !name.starts_with('.'));
    names.filter_map(|name| name.strip_suffix(".jsonl").map(str::to_owned)).collect()
}

/// Says which records have no source and, where there are records at all, which sources have none; the latter are
/// taken out.
fn unpaired(
    documents: &mut BTreeMap<String, ProjectDocument>,
    sources: &Path,
    annotations: &Path,
) -> Vec<Problem> {
    let recorded = record_files(annotations);
    let mut problems = Vec::new();
    for id in recorded.iter().filter(|id| !documents.contains_key(*id)) {
        let reason = format!("no document `{id}` was found in {}", sources.display());
        let records = annotations.join(format!("{id}.jsonl"));
        problems.push(Problem::new(place(&records), reason, "put it there or remove the records"));
    }
    if !recorded.is_empty() {
        documents.retain(|id, document| {
            let has_records = recorded.contains(id);
            if !has_records {
                let reason = format!("has no records in {}", annotations.display());
                problems.push(Problem::new(place(&document.source), reason, "run kaoju extract with -o"));
            }
            has_records
        });
    }
    problems
}

impl ProjectDocument {
    fn new(id: &str, source: PathBuf, annotations: &Path) -> Self {
        let file = format!("{id}.jsonl");
        let (records, decisions) = (annotations.join(&file), annotations.join("reviews").join(&file));
        Self { id: id.to_owned(), title: None, date: None, source, records, decisions, sha256: None }
    }

    /// Reads the source, takes it through all stages, and reads the records.
    ///
    /// # Errors
    /// The source or the records cannot be read.
    pub fn load(&self) -> Result<Loaded, Problem> {
        let source =
            fs::read(&self.source).map_err(|error| Problem::unreadable(place(&self.source), &error))?;
        let written = written(&self.records)?;
        let head = written.as_ref().and_then(|records| records.iter().find_map(Record::document));
        // A date that somebody gave is given again.
        let given = head.and_then(|head| head.date.as_ref()).filter(|date| date.from == "given");
        let date = self.date.clone().or_else(|| given.map(|date| date.edtf.clone()));
        let name = self.source.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let name = name.filter(|_| self.sha256.is_none());
        let about =
            About { id: &self.id, date: date.as_deref(), name: name.as_deref(), kinds: Kinds::default() };
        let stages = Stages::of(&source, &about)
            .map_err(|problem| Problem { place: place(&self.source), ..problem })?;
        let problems = self.changed(&source, head);
        let records = written.unwrap_or_else(|| stages.records(&source, &self.id));
        Ok(Loaded { source, stages, records, problems })
    }

    /// Whether the source is the one that `corpus.toml` and the records tell of.
    fn changed(&self, source: &[u8], head: Option<&Document>) -> Vec<Problem> {
        let is = hexadecimal(&Sha256::digest(source));
        let told = [
            (self.sha256.as_deref(), "corpus.toml", "get back the file as received"),
            (head.map(|head| head.sha256.as_str()), "its records", "run kaoju extract again"),
        ];
        let differs = told.into_iter().filter(|(told, ..)| told.is_some_and(|told| told != is));
        let problem = |(_, by, way_out): (Option<&str>, &str, &str)| {
            let reason = format!("was changed: its SHA-256 is not that of {by}");
            Problem::new(place(&self.source), reason, way_out)
        };
        differs.map(problem).collect()
    }
}

/// The records of a file; `None` where there is none.
fn written(path: &Path) -> Result<Option<Vec<Record>>, Problem> {
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Problem::unreadable(place(path), &error)),
    };
    let broken = |error: kaoju_record::ReadError| {
        let place = format!("{}:{}", path.display(), error.line);
        Problem::new(place, error.reason, "mend the line, or write the records anew")
    };
    read_lines(std::io::BufReader::new(file)).map(Some).map_err(broken)
}

fn place(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests;
