//! What changed between two states of the same documents: mentions and facts, and the decisions at stake.

use std::collections::{BTreeMap, HashMap, HashSet};

use kaoju_normalize::Normalized;
use kaoju_record::{Decision, Meaning, Record, Span, Subject};
use serde::Serialize;

use crate::anchor::{Text, first_chars, last_chars};
use crate::{merged::said, standing};

mod show;

/// One state of some documents.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// What it is called: a folder, a file, a revision.
    pub name: String,
    /// The records of all documents.
    pub records: Vec<Record>,
    /// The decisions on all documents.
    pub decisions: Vec<Decision>,
    /// The texts of documents, as far as they are to be had, by document.
    pub texts: BTreeMap<String, Normalized>,
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Is in the new state only.
    Appeared,
    /// Was in the old state only.
    Disappeared,
    /// Says something else.
    Value,
    /// Says the same of other words.
    Words,
    /// Another rule found it.
    Rule,
    /// Another status of its review, or other mentions that it joins.
    Status,
    /// The same words at other bytes.
    Moved,
}

impl Kind {
    /// Every kind, those first that matter most.
    pub const ALL: [Kind; 7] =
        [Kind::Appeared, Kind::Disappeared, Kind::Value, Kind::Words, Kind::Rule, Kind::Status, Kind::Moved];

    /// What it is called where changes are counted.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Appeared => "appeared",
            Kind::Disappeared => "disappeared",
            Kind::Value => "changed value",
            Kind::Words => "changed words",
            Kind::Rule => "changed rule",
            Kind::Status => "changed status",
            Kind::Moved => "moved",
        }
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What became of the record.
    pub change: Kind,
    /// As it was; absent where it appeared.
    pub old: Option<Record>,
    /// As it is; absent where it disappeared.
    pub new: Option<Record>,
    /// The text before it, where the text is to be had.
    pub before: String,
    /// The text after it.
    pub after: String,
    /// Decisions that count and are about it: `accept by Name <mail>`.
    pub decisions: Vec<String>,
}

/// All differences, by document, in each by kind and then by place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// What the old state is called.
    pub old: String,
    /// What the new state is called.
    pub new: String,
    /// The differences.
    pub documents: BTreeMap<String, Vec<Change>>,
}

/// Compares two states. Records belong together that have the same id, or else are of one kind and overlap.
pub fn changes(old: &Side, new: &Side) -> Changes {
    let (was, is) = (reviewable(&old.records), reviewable(&new.records));
    let mut changes = Changes { old: old.name.clone(), new: new.name.clone(), ..Changes::default() };
    let decided = Decided::of(old, new);
    for (before, after) in pairs(&was, &is) {
        let Some(kind) = kind(before, after) else { continue };
        let (side, record) = match (before, after) {
            (_, Some(after)) => (new, after),
            (Some(before), None) => (old, before),
            (None, None) => continue,
        };
        let (text_before, text_after) = around(side, record);
        let change = Change {
            change: kind,
            old: before.map(|entry| entry.record.clone()),
            new: after.map(|entry| entry.record.clone()),
            before: text_before,
            after: text_after,
            decisions: decided.about([before, after]),
        };
        changes.documents.entry(record.doc.to_owned()).or_default().push(change);
    }
    for of_document in changes.documents.values_mut() {
        of_document
            .sort_by_key(|change| (change.change, change.record().and_then(|record| record.place().0)));
    }
    changes
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }
}

impl Change {
    /// The record as it is now, or was.
    pub fn record(&self) -> Option<&Record> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

/// A mention or fact, with what counts when it is compared.
struct Entry<'r> {
    record: &'r Record,
    doc: &'r str,
    id: &'r str,
    span: Span,
    quote: &'r str,
    says: Meaning,
    rule: &'r str,
}

fn reviewable<'r>(records: &'r [Record]) -> Vec<Entry<'r>> {
    let entry = |record: &'r Record| match record {
        Record::Mention(m) => {
            let says = Meaning::Value(m.value.clone());
            Some(Entry { record, doc: &m.doc, id: &m.id, span: m.span, quote: &m.quote, says, rule: &m.rule })
        }
        Record::Fact(f) => {
            let says = Meaning::Statement(f.statement.clone());
            Some(Entry { record, doc: &f.doc, id: &f.id, span: f.span, quote: &f.quote, says, rule: &f.rule })
        }
        _ => None,
    };
    records.iter().filter_map(entry).collect()
}

/// What became of a record; `None` where nothing did. An id alone changes with the text around, and is no change.
fn kind(old: Option<&Entry<'_>>, new: Option<&Entry<'_>>) -> Option<Kind> {
    let (Some(old), Some(new)) = (old, new) else {
        return Some(if new.is_some() { Kind::Appeared } else { Kind::Disappeared });
    };
    let place = |entry: &Entry<'_>| (entry.span, entry.record.place().1);
    match () {
        () if old.says != new.says => Some(Kind::Value),
        () if old.quote != new.quote => Some(Kind::Words),
        () if old.rule != new.rule => Some(Kind::Rule),
        () if show::rest(old.record) != show::rest(new.record) => Some(Kind::Status),
        () if place(old) != place(new) => Some(Kind::Moved),
        () => None,
    }
}

type Pair<'e, 'r> = (Option<&'e Entry<'r>>, Option<&'e Entry<'r>>);

/// Pairs by id first; then, of one document and kind, those that overlap, first with first.
fn pairs<'e, 'r>(old: &'e [Entry<'r>], new: &'e [Entry<'r>]) -> Vec<Pair<'e, 'r>> {
    let by_id: HashMap<(&str, &str), &Entry<'_>> =
        old.iter().map(|entry| ((entry.doc, entry.id), entry)).collect();
    let mut kept: HashSet<(&str, &str)> = HashSet::new();
    let mut found: Vec<Pair<'_, '_>> = Vec::new();
    let mut unpaired = Vec::new();
    for entry in new {
        let id = (entry.doc, entry.id);
        match by_id.get(&id) {
            Some(before) if kept.insert(id) => found.push((Some(before), Some(entry))),
            _ => unpaired.push(entry),
        }
    }
    let mut gone: HashMap<(&str, Subject), Vec<&Entry<'_>>> = HashMap::new();
    for entry in old.iter().rev().filter(|entry| !kept.contains(&(entry.doc, entry.id))) {
        gone.entry((entry.doc, entry.says.subject())).or_default().push(entry);
    }
    for entry in unpaired {
        let mut partner = None;
        if let Some(group) = gone.get_mut(&(entry.doc, entry.says.subject())) {
            while let Some(before) = group.pop_if(|before| before.span.end <= entry.span.start) {
                found.push((Some(before), None));
            }
            partner = group.pop_if(|before| before.span.start < entry.span.end);
        }
        found.push((partner, Some(entry)));
    }
    found.extend(gone.into_values().flatten().map(|before| (Some(before), None)));
    found
}

/// How much text is shown on either side, in characters.
const AROUND: usize = 15;

fn around(side: &Side, entry: &Entry<'_>) -> (String, String) {
    let Some(document) = side.texts.get(entry.doc) else { return Default::default() };
    let clean = document.clean_range(entry.span.start..entry.span.end);
    let (before, after) = Text { document, sha256: "" }.around(&clean);
    (last_chars(before, AROUND).to_owned(), first_chars(after, AROUND).to_owned())
}

/// The decisions that count, by the record they are about.
struct Decided<'d>(HashMap<(&'d str, &'d str), Vec<&'d Decision>>);

impl<'d> Decided<'d> {
    fn of(old: &'d Side, new: &'d Side) -> Self {
        let mut by_record: HashMap<_, Vec<_>> = HashMap::new();
        let mut seen = HashSet::new();
        for decision in standing(&new.decisions).into_iter().chain(standing(&old.decisions)) {
            if seen.insert(&decision.id) {
                by_record.entry((&*decision.doc, &*decision.about.id)).or_default().push(decision);
            }
        }
        Self(by_record)
    }

    fn about(&self, records: [Option<&Entry<'_>>; 2]) -> Vec<String> {
        let ids: HashSet<_> = records.into_iter().flatten().map(|entry| (entry.doc, entry.id)).collect();
        let decisions = ids.iter().filter_map(|id| self.0.get(id)).flatten();
        let mut told: Vec<String> = decisions.map(|d| format!("{} by {}", d.decision.name(), d.by)).collect();
        told.sort();
        told
    }
}

/// What a record says, in one line.
pub(crate) fn says(record: &Record) -> String {
    match record {
        Record::Mention(mention) => kaoju_record::notation(&mention.value),
        Record::Fact(fact) => said(&Meaning::Statement(fact.statement.clone())),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests;
