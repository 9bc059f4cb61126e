//! A document after review: what the stages find, and what the reviewers decided on it.

use kaoju_extract::{Extraction, Found, rules};
use kaoju_link::link;
use kaoju_record::{Decision, Fact, Ids, Kind, Mention, Record, Zone};
use kaoju_review::{Journal, Merged, Text, merge};

use crate::records::{Joinable, fact_record};
use crate::{Loaded, Problem, ProjectDocument, Stages};

/// The rule of a mention that the stages do not find, in the eyes of those that join facts.
const BY_REVIEW: &str = "review/added";

/// A document of a project with the decisions on it.
#[derive(Debug)]
pub struct Reviewed {
    /// Source, stages, and the records as they were written.
    pub loaded: Loaded,
    /// The decisions, and lines that are none.
    pub journal: Journal,
    /// What the stages find now, with the decisions applied.
    pub merged: Merged,
}

impl ProjectDocument {
    /// Reads the document, finds what it says, and applies the decisions on it. Writes nothing.
    ///
    /// # Errors
    /// The source, the records or the decisions cannot be read.
    pub fn reviewed(&self) -> Result<Reviewed, Problem> {
        let loaded = self.load()?;
        let journal = Journal::read(&self.decisions)
            .map_err(|error| Problem::unreadable(self.decisions.display().to_string(), &error))?;
        let merged = loaded.stages.merged(&loaded.source, &self.id, &journal.decisions);
        Ok(Reviewed { loaded, journal, merged })
    }
}

impl Stages {
    /// The records of the document with its decisions applied, see [`kaoju_review::merge`]. Facts are joined anew from the
    /// mentions as they were reviewed.
    pub fn merged(&self, source: &[u8], id: &str, decisions: &[Decision]) -> Merged {
        self.merged_with(self.records(source, id), id, decisions)
    }

    /// [`Stages::merged`], where the records of the document are at hand.
    pub fn merged_with(&self, records: Vec<Record>, id: &str, decisions: &[Decision]) -> Merged {
        let sha256 = records.iter().find_map(Record::document).map(|document| document.sha256.clone());
        let text = Text { document: &self.normalized, sha256: &sha256.unwrap_or_default() };
        merge(records, &text, decisions, |mentions| self.relinked(id, mentions))
    }

    /// The facts of the document if its mentions were these.
    fn relinked(&self, id: &str, mentions: &[Mention]) -> Vec<Fact> {
        let furniture = self.extraction.found.iter().filter(|found| found.zone == Zone::Furniture);
        let mut found: Vec<(Found, Option<&Mention>)> =
            furniture.map(|found| (found.clone(), None)).collect();
        let joinable = mentions.iter().filter(|mention| Kind::DEFAULT.contains(&mention.kind));
        found.extend(joinable.map(|mention| (self.found(mention), Some(mention))));
        found.sort_by_key(|(found, _)| (found.range.start, found.range.end));
        let (found, records): (Vec<Found>, Vec<Option<&Mention>>) = found.into_iter().unzip();
        let extraction = Extraction { date: self.extraction.date.clone(), found, ..Extraction::default() };
        let linked = link(&self.normalized.text, &self.segmented, &extraction);
        let mut ids = Ids::default();
        let facts = linked.facts.iter().filter_map(|fact| {
            let name = ids.fact(id, fact.statement.states(), &records[fact.about]?.id);
            fact_record(id, &name, fact, |index| records[index].map(Joinable::from)).map(Fact::from)
        });
        facts.collect()
    }

    /// A mention as the stages would have found it.
    fn found(&self, mention: &Mention) -> Found {
        let known = rules().iter().map(|rule| &*rule.id).find(|id| *id == mention.rule);
        Found {
            range: self.normalized.clean_range(mention.span.start..mention.span.end),
            zone: mention.zone,
            value: mention.value.clone(),
            rule: known.unwrap_or(BY_REVIEW),
        }
    }
}
