//! The documents of a folder as their reviewers left them, for gold, and what they said of each rule.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use kaoju_pipeline::Project;
use kaoju_record::{Fact, Mention, Record};
use kaoju_review::{FactScores, Journal, Reviewed, Scores, Verdicts, by_rule, score, score_facts};
use serde_json::json;

use crate::WrongUse;

/// The reviews of a folder.
pub(super) struct Reviews {
    documents: Vec<Reviewed>,
    /// What the rules find now, of what reviewers know.
    found: Vec<Mention>,
    joined: Vec<Fact>,
    rules: BTreeMap<String, Verdicts>,
}

impl Reviews {
    pub(super) fn read(folder: &Path, sources: Option<&Path>) -> anyhow::Result<Self> {
        let project = Project::open(folder, sources).map_err(|problem| WrongUse(problem.to_string()))?;
        let mut reviews =
            Self { documents: Vec::new(), found: Vec::new(), joined: Vec::new(), rules: BTreeMap::new() };
        let mut decisions = Vec::new();
        for document in &project.documents {
            let journal = Journal::read(&document.decisions)?;
            for broken in &journal.broken {
                eprintln!("{broken}");
            }
            if journal.decisions.is_empty() {
                continue;
            }
            let loaded = document.load()?;
            let machine = loaded.stages.records(&loaded.source, &document.id);
            let merged = loaded.stages.merged_with(machine.clone(), &document.id, &journal.decisions);
            let reviewed = Reviewed::of(&document.id, &machine, &merged);
            for record in machine {
                match record {
                    Record::Mention(mention) if reviewed.knows(&mention) => reviews.found.push(mention),
                    Record::Fact(fact) if reviewed.knows_fact(&fact) => reviews.joined.push(fact),
                    _ => {}
                }
            }
            reviews.documents.push(reviewed);
            decisions.extend(journal.decisions);
        }
        if reviews.documents.is_empty() {
            let folder = project.annotations.join("reviews");
            let reason = format!("nothing was decided yet in {}; kaoju review begins it", folder.display());
            return Err(WrongUse(reason).into());
        }
        reviews.rules = by_rule(&decisions);
        Ok(reviews)
    }

    /// The scores of what the rules find now, in the documents that count.
    pub(super) fn scores(&self) -> (Scores, FactScores) {
        let mentions = self.documents.iter().filter(|document| document.counts());
        let facts = self.documents.iter().filter(|document| document.facts_count());
        let mentions: Vec<_> = mentions.map(|document| document.mentions.clone()).collect();
        let facts: Vec<_> = facts.map(|document| document.facts.clone()).collect();
        (score(&mentions, &self.found), score_facts(&facts, &self.joined))
    }

    /// Adds documents and rules to an object.
    pub(super) fn json(&self, told: &mut serde_json::Value) {
        let documents = self.documents.iter().map(|document| {
            let [[decided, mentions], [decided_facts, facts]] = [document.decided, document.decided_facts];
            json!({
                "doc": document.mentions.doc, "counts": document.counts(), "facts_count": document.facts_count(),
                "mentions": mentions, "decided": decided, "facts": facts, "decided_facts": decided_facts,
            })
        });
        let rules = self.rules.iter().map(|(rule, verdicts)| {
            let Verdicts { accepted, corrected, rejected } = verdicts;
            json!({ "rule": rule, "accepted": accepted, "corrected": corrected, "rejected": rejected })
        });
        told["documents"] = documents.collect();
        told["rules"] = rules.collect();
    }
}

impl fmt::Display for Reviews {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = Reviewed::ENOUGH * 100.0;
        writeln!(
            f,
            "A document counts as reviewed where {percent:.0} % of what is found in it was decided on."
        )?;
        for document in &self.documents {
            let says = |counts| if counts { "counts" } else { "does not count" };
            let told = |what, [decided, all]: [usize; 2], counts| {
                format!("{decided} of {all} {what} decided: {}", says(counts))
            };
            let mentions = told("mentions", document.decided, document.counts());
            let facts = told("facts", document.decided_facts, document.facts_count());
            writeln!(f, "{}: {mentions}; {facts}", document.mentions.doc)?;
        }
        writeln!(f, "\n{:<32}{:>9}{:>10}{:>9}{:>8}", "rule", "accepted", "corrected", "rejected", "right")?;
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by_key(|(rule, of)| (usize::MAX - of.corrected - of.rejected, *rule));
        for (rule, of) in rules {
            let right = 100.0 * of.right();
            writeln!(f, "{rule:<32}{:>9}{:>10}{:>9}{right:>6.0} %", of.accepted, of.corrected, of.rejected)?;
        }
        Ok(())
    }
}
