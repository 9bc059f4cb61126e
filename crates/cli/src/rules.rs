//! `kaoju rules`: what finds mentions, what joins them to facts, and what repairs texts.

use std::io::{BufWriter, Write, stdout};

use clap::{Args, Subcommand};
use kaoju_extract::{Options, extract, notation, rules};
use kaoju_link::link;
use kaoju_normalize::{Pass, normalize, passes};
use kaoju_record::{Kinds, Zone};
use kaoju_segment::{Paragraph, Segmented};

use crate::{Done, WrongUse};

/// List the rules that find mentions and join them to facts and the passes that repair texts, or show one.
#[derive(Args)]
#[command(after_help = "\
Examples:
  kaoju rules list
  kaoju rules show date/range
  kaoju rules show event/signed
  kaoju rules show number/lost-separator")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// List every rule and every repair pass with what it does.
    List {
        /// List the repair passes only.
        #[arg(long)]
        repairs: bool,
    },
    /// Show a rule or repair pass with its examples, run as you watch.
    Show {
        /// Its id, as in the records: date/range.
        id: String,
    },
}

/// The date of the document that the examples stand in, with its time, from which only clock times are counted.
const DATE: &str = "2021-05-26T16:12";

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    let mut out = BufWriter::new(stdout().lock());
    let done = match &arguments.action {
        Action::List { repairs } => list(&mut out, *repairs)?,
        Action::Show { id } => {
            if let Some(rule) = rules().iter().find(|rule| rule.id == *id) {
                show_rule(&mut out, &rule.id, &rule.about, &rule.examples, |text| {
                    found_in(text, rule.kinds())
                })?
            } else if let Some(rule) = kaoju_link::rules().iter().find(|rule| rule.id == id) {
                show_rule(&mut out, rule.id, rule.about, rule.examples, facts_in)?
            } else if let Some(pass) = passes().iter().find(|pass| pass.id == id) {
                show_pass(&mut out, pass)?
            } else {
                return Err(WrongUse(unknown(id)).into());
            }
        }
    };
    out.flush()?;
    Ok(done)
}

fn list(out: &mut impl Write, repairs_only: bool) -> std::io::Result<Done> {
    if !repairs_only {
        for rule in rules() {
            writeln!(out, "{:<24} {}", rule.id, rule.about)?;
        }
        writeln!(out)?;
        for rule in kaoju_link::rules() {
            writeln!(out, "{:<24} {}", rule.id, rule.about)?;
        }
        writeln!(out)?;
    }
    for pass in passes() {
        writeln!(out, "{:<24} {}", pass.id, pass.about)?;
    }
    Ok(Done::Well)
}

/// Shows a rule and runs its examples: `finds` gives what is found in a text, in the notation of the examples.
fn show_rule(
    out: &mut impl Write,
    id: &str,
    about: &str,
    examples: &[String],
    finds: impl Fn(&str) -> String,
) -> std::io::Result<Done> {
    writeln!(out, "{id}\n{about}\n\nIn a document of {DATE}:")?;
    let mut done = Done::Well;
    for line in examples {
        let text = line.split("=>").next().unwrap_or(line).trim();
        let found = finds(text);
        let as_expected = format!("{text} => {found}").trim_end() == line.trim();
        writeln!(out, "  {text}\n    {}", if found.is_empty() { "nothing" } else { &found })?;
        if !as_expected {
            writeln!(out, "    expected: {line}")?;
            done = Done::WithFailures;
        }
    }
    Ok(done)
}

/// The mentions of a clean text of one paragraph.
fn found_in(text: &str, kinds: Kinds) -> String {
    let read = extract(text, &paragraph(text), &Options { date: Some(DATE), name: None, kinds });
    let found = read.found.iter().chain(&read.asked);
    let finds = found.map(|found| format!("{} = {}", &text[found.range.clone()], notation(&found.value)));
    finds.collect::<Vec<_>>().join("; ")
}

/// The facts of a clean text of one paragraph.
fn facts_in(text: &str) -> String {
    let segmented = paragraph(text);
    let read = extract(text, &segmented, &Options { date: Some(DATE), ..Options::default() });
    let facts = link(text, &segmented, &read).facts;
    facts.iter().map(|fact| kaoju_link::notation(&fact.statement)).collect::<Vec<_>>().join("; ")
}

fn paragraph(text: &str) -> Segmented {
    let paragraph = Paragraph { range: 0..text.len(), zone: Zone::Body, heading: false, table: None };
    Segmented { paragraphs: vec![paragraph], tables: Vec::new() }
}

fn show_pass(out: &mut impl Write, pass: &Pass) -> std::io::Result<Done> {
    writeln!(out, "{}\n{}\n", pass.id, pass.about)?;
    let mut done = Done::Well;
    for (before, after) in pass.examples {
        let document = normalize(before.as_bytes());
        let clean = document.text.trim_end_matches('\n');
        writeln!(out, "  {before:?} -> {clean:?}")?;
        if clean != after.trim_end_matches('\n') {
            writeln!(out, "    expected {after:?}")?;
            done = Done::WithFailures;
        }
    }
    Ok(done)
}

fn unknown(id: &str) -> String {
    let joins = kaoju_link::rules().into_iter().map(|rule| rule.id);
    let ids =
        rules().iter().map(|rule| rule.id.as_str()).chain(joins).chain(passes().iter().map(|pass| pass.id));
    let mut near: Vec<(usize, &str)> = ids.map(|known| (distance(id, known), known)).collect();
    near.sort();
    let near: Vec<&str> = near.iter().take(3).map(|(_, known)| *known).collect();
    format!("no rule `{id}`; near it are {} (all: kaoju rules list)", near.join(", "))
}

/// How many letters must be put in, left out or changed to get from one word to the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let changed = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_ids_come_first() {
        assert_eq!(distance("date/yaer", "date/year"), 2);
        assert_eq!(distance("", "abc"), 3);
        assert!(unknown("date/yeer").starts_with("no rule `date/yeer`; near it are date/year"));
    }
}
