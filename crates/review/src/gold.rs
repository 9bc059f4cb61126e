//! Gold annotations, as a folder holds them.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

/// The gold of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gold {
    /// The document's id.
    pub doc: String,
    /// The mentions that should be found.
    pub mentions: Vec<GoldMention>,
    /// Source bytes in notes; what is found there does not count.
    pub notes: Vec<Range<usize>>,
    /// Source bytes that were annotated, where that is not the whole document.
    pub scope: Option<Vec<Range<usize>>>,
}

/// A mention as a person stated it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldMention {
    /// `date`, `figure` or `treaty`.
    pub kind: String,
    /// Bytes of the source.
    pub span: Range<usize>,
    /// Its text.
    pub quote: String,
    /// Its value.
    pub value: Json,
}

/// The facts that should be found in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactGold {
    /// The document's id.
    pub doc: String,
    /// Facts as the guidelines write them, each with the source bytes of the line or cell it stands in.
    pub facts: Vec<(Range<usize>, Json)>,
}

impl FactGold {
    /// Reads a folder: `NAME.facts.jsonl` holds the facts of a document (`start`, `end` or `span`, `type`, `zone` and its parts). It
    /// may hold none.
    ///
    /// # Errors
    /// A folder or file that cannot be read, a line that is no fact.
    pub fn read_folder(folder: &Path) -> Result<Vec<Self>, GoldError> {
        let docs = names(folder, FACTS)?.into_iter();
        docs.map(|doc| {
            let facts = objects(&folder.join(format!("{doc}{FACTS}")), fact)?.into_iter().flatten();
            Ok(Self { facts: facts.collect(), doc })
        })
        .collect()
    }
}

/// How the names of files of facts end.
const FACTS: &str = ".facts.jsonl";

/// The names of the documents with files that end so, sorted.
fn names(folder: &Path, ending: &str) -> Result<Vec<String>, GoldError> {
    let fail = |reason: String| GoldError { file: folder.to_owned(), line: 0, reason };
    let entries = std::fs::read_dir(folder).map_err(|error| fail(error.to_string()))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut docs: Vec<String> =
        names.filter_map(|name| name.strip_suffix(ending).map(str::to_owned)).collect();
    docs.retain(|doc| !doc.contains('.'));
    docs.sort();
    Ok(docs)
}

/// A file of gold that cannot be read.
#[derive(Debug)]
pub struct GoldError {
    file: PathBuf,
    /// From 1; 0 for the whole file.
    line: usize,
    reason: String,
}

impl fmt::Display for GoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file.display(), self.reason),
            line => write!(f, "{}, line {line}: {}", self.file.display(), self.reason),
        }
    }
}

impl std::error::Error for GoldError {}

impl Gold {
    /// Reads a folder: `NAME.jsonl` holds the mentions of a document (`kind`, `start`, `end` or `span`, `quote`, `value`; kaoju's
    /// own records do as well), `NAME.zones.jsonl` its zones and `NAME.scope.json` the annotated ranges, if they exist.
    ///
    /// # Errors
    /// A folder or file that cannot be read, a line that is no mention; no gold at all.
    pub fn read_folder(folder: &Path) -> Result<Vec<Self>, GoldError> {
        let fail = |reason: String| GoldError { file: folder.to_owned(), line: 0, reason };
        let docs = names(folder, ".jsonl")?;
        if docs.is_empty() && names(folder, FACTS)?.is_empty() {
            return Err(fail("holds no NAME.jsonl; give a folder of gold".into()));
        }
        docs.into_iter().map(|doc| Self::read(folder, doc)).collect()
    }

    fn read(folder: &Path, doc: String) -> Result<Self, GoldError> {
        let file = |ending: &str| folder.join(format!("{doc}{ending}"));
        let mentions = objects(&file(".jsonl"), mention)?.into_iter().flatten().collect();
        let zones = file(".zones.jsonl");
        let notes =
            if zones.exists() { objects(&zones, note)?.into_iter().flatten().collect() } else { Vec::new() };
        let path = file(".scope.json");
        let scope = if path.exists() { Some(scope(&path)?) } else { None };
        Ok(Self { doc, mentions, notes, scope })
    }
}

/// Reads each line of a file that is not blank.
fn objects<T>(file: &Path, read: fn(&Json) -> Option<T>) -> Result<Vec<T>, GoldError> {
    let fail = |line, reason: String| GoldError { file: file.to_owned(), line, reason };
    let text = std::fs::read_to_string(file).map_err(|error| fail(0, error.to_string()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            let json: Json =
                serde_json::from_str(line).map_err(|error| fail(index + 1, error.to_string()))?;
            read(&json).ok_or_else(|| fail(index + 1, "lacks a field of a mention or zone".into()))
        })
        .collect()
}

/// A gold mention; an inner `None` for a record of another kind.
fn mention(json: &Json) -> Option<Option<GoldMention>> {
    if json.get("record").is_some_and(|record| record != "mention") {
        return Some(None);
    }
    let text = |name: &str| json.get(name).and_then(Json::as_str).map(str::to_owned);
    let value = json.get("value").filter(|value| value.is_object())?.clone();
    Some(Some(GoldMention {
        kind: text("kind")?,
        span: span(json)?,
        quote: text("quote").unwrap_or_default(),
        value,
    }))
}

fn fact(json: &Json) -> Option<Option<(Range<usize>, Json)>> {
    json.get("type")?;
    Some(Some((span(json)?, json.clone())))
}

fn note(json: &Json) -> Option<Option<Range<usize>>> {
    let zone = json.get("zone")?.as_str()?;
    Some(span(json).filter(|_| zone == "note"))
}

fn span(json: &Json) -> Option<Range<usize>> {
    let span = json.get("span").unwrap_or(json);
    let offset = |name: &str| usize::try_from(span.get(name)?.as_u64()?).ok();
    Some(offset("start")?..offset("end")?)
}

fn scope(file: &Path) -> Result<Vec<Range<usize>>, GoldError> {
    let fail = |reason: String| GoldError { file: file.to_owned(), line: 0, reason };
    let text = std::fs::read_to_string(file).map_err(|error| fail(error.to_string()))?;
    let ranges: Vec<(usize, usize)> = serde_json::from_str(&text).map_err(|error| fail(error.to_string()))?;
    Ok(ranges.into_iter().map(|(start, end)| start..end).collect())
}
