//! One entry an instrument, whatever names it goes by.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kaoju_parties::of_instrument;
use kaoju_record::{
    Action, Event, Instrument, Mention, Record, Reference, Statement, Variant, collection_id,
};

use crate::alias::{AliasError, Aliases};
use crate::key::Key;

/// The instruments that some records name, sorted by name. Records other than mentions and facts are passed over.
///
/// # Errors
/// An alias for a name that no mention bears.
pub fn registry(records: &[Record], aliases: &Aliases) -> Result<Vec<Instrument>, AliasError> {
    let names = Names::of(records);
    let groups = Groups::of(&names, aliases)?;
    let mut events: BTreeMap<&str, BTreeMap<Told, Event>> = BTreeMap::new();
    for fact in records.iter().filter_map(Record::fact) {
        let Statement::TreatyEvent { treaty, action, date, parties } = &fact.statement else { continue };
        let Some(group) = groups.of_name.get(treaty.as_str()) else { continue };
        let told = Told { undated: date.is_none(), date: date.as_deref(), action: *action };
        let event = events.entry(group).or_default().entry(told).or_insert_with(|| Event {
            action: *action,
            date: date.clone(),
            parties: Vec::new(),
            facts: Vec::new(),
        });
        event.parties.extend(parties.iter().cloned());
        event.facts.push(Reference { doc: fact.doc.clone(), id: fact.id.clone() });
    }
    let mut instruments: Vec<Instrument> = groups
        .names
        .iter()
        .map(|(group, names_of)| {
            let events =
                events.remove(group.as_str()).unwrap_or_default().into_values().map(tidied).collect();
            instrument(group, names_of, &names, aliases, events)
        })
        .collect();
    instruments.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    Ok(instruments)
}

/// Events in the order of their dates.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Told<'a> {
    undated: bool,
    date: Option<&'a str>,
    action: Action,
}

fn tidied(mut event: Event) -> Event {
    event.parties.sort();
    event.parties.dedup();
    event.facts.sort();
    event
}

/// The names of instruments with the mentions that bear them.
struct Names<'a> {
    by_name: BTreeMap<&'a str, Vec<&'a Mention>>,
    /// Short forms by the name they stand for.
    short: BTreeMap<&'a str, BTreeMap<&'a str, usize>>,
}

impl<'a> Names<'a> {
    fn of(records: &'a [Record]) -> Self {
        let mut names = Self { by_name: BTreeMap::new(), short: BTreeMap::new() };
        for mention in records.iter().filter_map(Record::mention) {
            let Some(name) = mention.value.treaty_name() else { continue };
            names.by_name.entry(name).or_default().push(mention);
            if mention.rule == "treaty/short-form" && mention.quote != name {
                *names.short.entry(name).or_default().entry(&mention.quote).or_default() += 1;
            }
        }
        names
    }
}

/// Which names belong to one instrument.
struct Groups<'a> {
    /// The names of each instrument, by what they have in common.
    names: BTreeMap<String, Vec<&'a str>>,
    /// The instrument of each name.
    of_name: HashMap<&'a str, String>,
}

impl<'a> Groups<'a> {
    fn of(names: &Names<'a>, aliases: &Aliases) -> Result<Self, AliasError> {
        let lists = aliases.same.iter().chain(&aliases.different);
        if let Some(unknown) =
            lists.flat_map(|alias| &alias.names).find(|name| !names.by_name.contains_key(name.as_str()))
        {
            return Err(AliasError::Unknown(unknown.clone()));
        }
        let mut of_name: HashMap<&str, String> = HashMap::new();
        for name in names.by_name.keys() {
            of_name.insert(name, Key::of(name).common().to_owned());
        }
        for name in aliases.different.iter().flat_map(|alias| alias.names.iter().skip(1)) {
            if let Some(key) = of_name.get_mut(name.as_str()) {
                *key = format!("{key}#{name}");
            }
        }
        let merged = Self::merged(&of_name, aliases);
        let mut groups = Self { names: BTreeMap::new(), of_name };
        for name in names.by_name.keys() {
            let Some(key) = groups.of_name.get_mut(name) else { continue };
            while let Some(into) = merged.get(key) {
                key.clone_from(into);
            }
            groups.names.entry(key.clone()).or_default().push(name);
        }
        Ok(groups)
    }

    /// Which keys go into which other: an owner left out, and what the curated list says.
    fn merged(of_name: &HashMap<&str, String>, aliases: &Aliases) -> HashMap<String, String> {
        let keys: BTreeSet<&String> = of_name.values().collect();
        let mut owners: BTreeMap<String, Vec<&String>> = BTreeMap::new();
        for name in of_name.keys().collect::<BTreeSet<_>>() {
            let (key, own) = (Key::of(name), &of_name[*name]);
            let bare = key
                .without_owner()
                .map(str::to_owned)
                .filter(|bare| key.common() == own && keys.contains(bare));
            if let Some(bare) = bare {
                owners.entry(bare).or_default().push(own);
            }
        }
        let mut merged = HashMap::new();
        for (bare, mut owned) in owners {
            owned.dedup();
            // Where two owners have such a treaty, nobody knows whose is meant.
            if let [only] = owned[..] {
                merged.insert(bare, only.clone());
            }
        }
        for alias in &aliases.same {
            let root = |name: &str| {
                let mut key = of_name.get(name)?.clone();
                while let Some(into) = merged.get(&key) {
                    key.clone_from(into);
                }
                Some(key)
            };
            let roots: BTreeSet<String> = alias.names.iter().filter_map(|name| root(name)).collect();
            let mut roots = roots.into_iter();
            if let Some(first) = roots.next() {
                roots.for_each(|other| drop(merged.insert(other, first.clone())));
            }
        }
        merged
    }
}

fn instrument(
    group: &str,
    names_of: &[&str],
    names: &Names<'_>,
    aliases: &Aliases,
    events: Vec<Event>,
) -> Instrument {
    let mut sorted: Vec<(&str, &[&Mention])> =
        names_of.iter().filter_map(|name| Some((*name, names.by_name.get(name)?.as_slice()))).collect();
    sorted.sort_by_key(|(name, mentions)| (std::cmp::Reverse((mentions.len(), name.chars().count())), *name));
    let canonical = sorted.first().map_or(group, |(name, _)| name);
    let mut variants = Vec::new();
    for (name, mentions) in &sorted {
        let short = names.short.get(name);
        let count = mentions.len() - short.map_or(0, |short| short.values().sum());
        variants.push(Variant { name: (*name).to_owned(), count, joined: why(canonical, name, aliases) });
        for (form, count) in short.into_iter().flatten() {
            let joined = format!("short form of {name}");
            variants.push(Variant { name: (*form).to_owned(), count: *count, joined });
        }
    }
    let mentions: Vec<&Mention> = sorted.iter().flat_map(|(_, mentions)| mentions.iter().copied()).collect();
    let mut places: Vec<_> = mentions.iter().map(|m| (&m.doc, m.span, &m.id)).collect();
    places.sort();
    let parties = parties(canonical, &sorted, &events);
    Instrument {
        id: collection_id("instrument", group),
        name: canonical.to_owned(),
        kind: kind(&mentions),
        parties,
        variants,
        events,
        mentions: places
            .into_iter()
            .map(|(doc, _, id)| Reference { doc: doc.clone(), id: id.clone() })
            .collect(),
    }
}

/// How a name was joined to the canonical one.
fn why(canonical: &str, name: &str, aliases: &Aliases) -> String {
    if canonical == name {
        return String::new();
    }
    let (a, b) = (Key::of(canonical), Key::of(name));
    let has = |names: &[String], name: &str| names.iter().any(|other| other == name);
    let curated = || {
        let alias = aliases.same.iter().find(|alias| has(&alias.names, name) || has(&alias.names, canonical));
        alias.map_or_else(String::new, |alias| format!("curated: {}", alias.why))
    };
    let owner = a.without_owner() == Some(b.common()) || b.without_owner() == Some(a.common());
    a.joined(&b).unwrap_or_else(|| if owner { "owner left out".to_owned() } else { curated() })
}

/// The parties of the name that tells them, else of the events but those of leaving.
fn parties(canonical: &str, sorted: &[(&str, &[&Mention])], events: &[Event]) -> Vec<String> {
    let names = std::iter::once(canonical).chain(sorted.iter().map(|(name, _)| *name));
    let of_name = names.map(|name| of_instrument(name, std::iter::empty())).find(|codes| !codes.is_empty());
    let of_events = || {
        let joint = events.iter().filter(|event| event.action != Action::Terminated);
        joint.flat_map(|event| event.parties.iter().cloned()).collect::<BTreeSet<_>>().into_iter().collect()
    };
    let codes: Vec<String> =
        of_name.map_or_else(of_events, |codes| codes.into_iter().map(str::to_owned).collect());
    if codes.is_empty() { first_organisation(canonical).into_iter().collect() } else { codes }
}

/// The organisation that a name begins with, but for the United Nations, whose treaties are those of their states.
fn first_organisation(name: &str) -> Option<String> {
    let first = kaoju_parties::parties(name).into_iter().next()?;
    let code = first.codes.first().filter(|code| code.len() > 2 && **code != "UN")?;
    (first.range.start == 0).then(|| (*code).to_owned())
}

/// The type that most mentions have.
fn kind(mentions: &[&Mention]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in mentions.iter().filter_map(|mention| mention.value.treaty_type()) {
        *counts.entry(name).or_default() += 1;
    }
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or_else(String::new, |(name, _)| name.to_owned())
}
