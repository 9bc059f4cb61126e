//! One document on the desk: its text, its findings, and the decisions on them as they are on disk.

use std::collections::HashMap;
use std::sync::OnceLock;
use std::time::SystemTime;

use kaoju_normalize::{Repair, repairs};
use kaoju_pipeline::{Loaded, ProjectDocument};
use kaoju_record::{Record, Status, Zone};
use kaoju_review::{Journal, Text, append};
use serde::Serialize;

use crate::Refusal;
use crate::findings::items;
use crate::item::Item;
use crate::place::Place;
use crate::received::{Received, around, block};
use crate::wish::{Wish, decision};

/// A document that somebody looks at.
#[derive(Debug)]
pub struct Opened {
    files: ProjectDocument,
    pub(crate) loaded: Loaded,
    pub(crate) sha256: String,
    /// What the program finds now.
    pub(crate) machine: Vec<Record>,
    /// Where in `machine` the record of an id stands.
    index: HashMap<String, usize>,
    /// What stands in the document with all decisions applied, by id.
    reviewed: HashMap<String, Record>,
    /// The annotations as they were written last, by id.
    written: HashMap<String, Record>,
    pub(crate) journal: Journal,
    /// What the files were like when they were read: source, decisions.
    read: [Stamp; 2],
    repairs: OnceLock<Vec<Repair>>,
    items: HashMap<String, (u64, Item)>,
    removed: HashMap<String, u64>,
    /// Told anew whenever the text is read anew; versions of one epoch are comparable.
    epoch: String,
    version: u64,
}

/// Length and time of a file, where there is one.
type Stamp = Option<(u64, SystemTime)>;

/// All that the page needs of a document.
#[derive(Debug, Serialize)]
pub(crate) struct Shown<'a> {
    id: &'a str,
    encoding: &'a str,
    epoch: &'a str,
    version: u64,
    blocks: Vec<ShownBlock<'a>>,
    items: Vec<&'a Item>,
    rules: HashMap<&'a str, &'a str>,
    problems: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ShownBlock<'a> {
    role: &'static str,
    text: &'a str,
}

/// What became of the findings since a version.
#[derive(Debug, Serialize)]
pub(crate) struct Changes<'a> {
    epoch: &'a str,
    version: u64,
    items: Vec<&'a Item>,
    removed: Vec<&'a str>,
    /// Ids of the decisions that were just made.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    saved: Vec<String>,
    problems: Vec<String>,
}

impl Opened {
    /// Reads a document and the decisions on it. `epoch` tells this reading from others.
    ///
    /// # Errors
    /// Source, records or decisions cannot be read.
    pub fn read(files: &ProjectDocument, epoch: String) -> Result<Self, Refusal> {
        // Stamps are taken before reading: what changes meanwhile is seen the next time.
        let read = [stamp(&files.source), stamp(&files.decisions)];
        let mut loaded = files.load().map_err(|problem| Refusal::Broken(problem.to_string()))?;
        let machine = loaded.stages.records(&loaded.source, &files.id);
        let head = machine.iter().find_map(Record::document);
        let sha256 = head.map(|head| head.sha256.clone()).unwrap_or_default();
        let known = |record: &Record| record_id(record).map(str::to_owned);
        let index =
            machine.iter().enumerate().filter_map(|(at, record)| Some((known(record)?, at))).collect();
        let written = std::mem::take(&mut loaded.records).into_iter();
        let written = written.filter_map(|record| Some((known(&record)?, record))).collect();
        let mut opened = Self {
            files: files.clone(),
            loaded,
            sha256,
            machine,
            index,
            reviewed: HashMap::new(),
            written,
            journal: Journal::default(),
            read,
            repairs: OnceLock::new(),
            items: HashMap::new(),
            removed: HashMap::new(),
            epoch,
            version: 0,
        };
        opened.read_decisions()?;
        Ok(opened)
    }

    /// Reads again what changed on disk; says whether the source did, and the document must be read anew.
    ///
    /// # Errors
    /// The decisions cannot be read.
    pub fn refresh(&mut self) -> Result<bool, Refusal> {
        let now = [stamp(&self.files.source), stamp(&self.files.decisions)];
        if now[0] != self.read[0] {
            return Ok(true);
        }
        if now[1] != self.read[1] {
            self.read = now;
            self.read_decisions()?;
        }
        Ok(false)
    }

    fn read_decisions(&mut self) -> Result<(), Refusal> {
        let path = &self.files.decisions;
        self.journal
            .read_again(path)
            .map_err(|error| Refusal::Broken(format!("{}: {error}", path.display())))?;
        self.version += 1;
        let (machine, decisions) = (self.machine.clone(), &self.journal.decisions);
        let merged = self.loaded.stages.merged_with(machine, &self.files.id, decisions);
        let found = items(self, &merged);
        let records = merged.records.into_iter();
        self.reviewed = records.filter_map(|record| Some((record_id(&record)?.to_owned(), record))).collect();
        let mut before = std::mem::take(&mut self.items);
        for item in found {
            let version = match before.remove(&item.id) {
                Some((version, same)) if same == item => version,
                _ => self.version,
            };
            self.removed.remove(&item.id);
            self.items.insert(item.id.clone(), (version, item));
        }
        self.removed.extend(before.into_keys().map(|id| (id, self.version)));
        Ok(())
    }

    /// The text that decisions are anchored in.
    pub(crate) fn text(&self) -> Text<'_> {
        Text { document: &self.loaded.stages.normalized, sha256: &self.sha256 }
    }

    /// The document's id.
    pub fn id(&self) -> &str {
        &self.files.id
    }

    /// The record that the program makes of an id.
    pub(crate) fn record(&self, id: &str) -> Option<&Record> {
        self.index.get(id).map(|at| &self.machine[*at])
    }

    /// The record of an id with all decisions applied.
    pub(crate) fn reviewed(&self, id: &str) -> Option<&Record> {
        self.reviewed.get(id)
    }

    /// Whether the annotations as they were written have a record otherwise, or not at all. Those that a reviewer changed are no measure.
    pub(crate) fn differs_from_written(&self, record: &Record) -> bool {
        match record_id(record).and_then(|id| self.written.get(id)) {
            Some(Record::Mention(written)) if written.status == Status::Auto => {
                record.mention().is_some_and(|mention| mention.value != written.value)
            }
            Some(Record::Fact(written)) if written.status == Status::Auto => {
                record.fact().is_some_and(|fact| fact.statement != written.statement)
            }
            Some(_) => false,
            None => true,
        }
    }

    /// A finding.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.get(id).map(|(_, item)| item)
    }

    /// The text of a finding, with so many characters of its block before and after; `None` where its place is lost.
    pub fn around(&self, item: &Item, characters: usize) -> Option<[String; 3]> {
        let document = &self.loaded.stages.normalized;
        let block = document.blocks.get(item.place?.block)?.range.clone();
        let clean = item.place?.clean(document)?;
        let before = document.text.get(block.start..clean.start)?;
        let after = document.text.get(clean.end..block.end)?;
        let skipped = before.chars().count().saturating_sub(characters);
        let before = before.chars().skip(skipped).collect();
        Some([before, document.text.get(clean)?.to_owned(), after.chars().take(characters).collect()])
    }

    /// Every finding, in the order of the text; those without a place come last.
    pub fn items(&self) -> Vec<&Item> {
        let mut items: Vec<_> = self.items.values().map(|(_, item)| item).collect();
        items.sort_by_cached_key(|item| item.order());
        items
    }

    /// Makes decisions. When this returns they are on disk, and all that can be seen of them is up to date.
    ///
    /// # Errors
    /// A wish that makes no sense, or the disk fails. None of the decisions was made then.
    pub fn decide(&mut self, wishes: Vec<Wish>, at: &str, by: &str) -> Result<Vec<String>, Refusal> {
        self.refresh()?;
        let decisions: Result<Vec<_>, _> =
            wishes.into_iter().map(|wish| decision(self, wish, at, by).map_err(Refusal::Wrong)).collect();
        let decisions = decisions?;
        let path = &self.files.decisions;
        append(path, &decisions)
            .map_err(|error| Refusal::Broken(format!("{}: {error}; nothing was saved", path.display())))?;
        self.read[1] = stamp(path);
        self.read_decisions()?;
        Ok(decisions.into_iter().map(|decision| decision.id).collect())
    }

    /// The document as the page shows it.
    pub(crate) fn shown(&self) -> Shown<'_> {
        let document = &self.loaded.stages.normalized;
        let block = |block: &kaoju_normalize::Block| ShownBlock {
            role: role(block.role),
            text: document.text.get(block.range.clone()).unwrap_or_default(),
        };
        let finds = kaoju_extract::rules().iter().map(|rule| (&*rule.id, &*rule.about));
        let joins = kaoju_link::rules().into_iter().map(|rule| (rule.id, rule.about));
        Shown {
            id: &self.files.id,
            encoding: document.decoding.encoding,
            epoch: &self.epoch,
            version: self.version,
            blocks: document.blocks.iter().map(block).collect(),
            items: self.items(),
            rules: finds.chain(joins).collect(),
            problems: self.problems(),
        }
    }

    /// What changed since a version of an epoch; everything, where the epoch is another.
    pub(crate) fn changes(&self, since: u64, saved: Vec<String>) -> Changes<'_> {
        let items = self.items.values().filter(|(version, _)| *version > since).map(|(_, item)| item);
        let removed = self.removed.iter().filter(|(_, version)| **version > since).map(|(id, _)| &**id);
        Changes {
            epoch: &self.epoch,
            version: self.version,
            items: items.collect(),
            removed: removed.collect(),
            saved,
            problems: self.problems(),
        }
    }

    /// Whether a page that knows this version has something to learn.
    pub(crate) fn is_newer_than(&self, epoch: &str, version: u64) -> bool {
        self.epoch != epoch || self.version > version
    }

    /// The source of a finding, or of a block.
    pub(crate) fn received(&self, item: Option<&str>, index: usize) -> Option<Received> {
        let document = &self.loaded.stages.normalized;
        let source = &self.loaded.source;
        let all = self.repairs.get_or_init(|| repairs(source));
        match item {
            Some(id) => {
                let clean = self.item(id)?.place?.clean(document)?;
                Some(around(source, document, all, &clean))
            }
            None => block(source, document, all, index),
        }
    }

    /// The zone of a place.
    pub(crate) fn zone(&self, place: Place) -> Zone {
        let block = self.loaded.stages.normalized.blocks.get(place.block);
        block.map_or(Zone::Furniture, |block| kaoju_segment::zone(block.role))
    }

    fn problems(&self) -> Vec<String> {
        let broken = self.journal.broken.iter().map(ToString::to_string);
        self.loaded.problems.iter().map(ToString::to_string).chain(broken).collect()
    }
}

fn stamp(path: &std::path::Path) -> Stamp {
    let about = std::fs::metadata(path).ok()?;
    Some((about.len(), about.modified().ok()?))
}

fn record_id(record: &Record) -> Option<&str> {
    match record {
        Record::Mention(mention) => Some(&mention.id),
        Record::Fact(fact) => Some(&fact.id),
        _ => None,
    }
}

fn role(role: kaoju_normalize::Role) -> &'static str {
    use kaoju_normalize::Role;
    match role {
        Role::Heading => "heading",
        Role::Prose => "prose",
        Role::Caption => "caption",
        Role::TableRow => "table_row",
        Role::Note => "note",
        Role::Furniture => "furniture",
    }
}
