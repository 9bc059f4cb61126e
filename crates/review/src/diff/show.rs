//! Differences for people: on a terminal, as Markdown, as a page; and as JSON for programs.

use std::fmt::Write;

use askama::Template;
use kaoju_record::{Record, Status};

use crate::similar::{Mark, marked};

use super::{Change, Changes, Kind, says};

/// What is compared of a record beside what it says, its words, its rule and its place.
pub(super) fn rest(record: &Record) -> (Status, &[String]) {
    match record {
        Record::Mention(mention) => (mention.status, &mention.uncertain),
        Record::Fact(fact) => (fact.status, &fact.mentions),
        _ => (Status::Auto, &[]),
    }
}

impl Changes {
    /// How often each kind of change occurs in a document, those that do not left out: `2 appeared, 1 moved`.
    pub fn counts(changes: &[Change]) -> String {
        let count = |kind: Kind| changes.iter().filter(|change| change.change == kind).count();
        let counts =
            Kind::ALL.into_iter().map(|kind| (count(kind), kind.name())).filter(|(count, _)| *count > 0);
        counts.map(|(count, name)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
    }

    /// The differences in plain text. What only moved is counted.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        for (doc, changes) in &self.documents {
            // OK here and below because writing to a string does not fail.
            let _ = writeln!(out, "{doc}: {}", Self::counts(changes));
            for change in changes.iter().filter(|change| change.change != Kind::Moved) {
                let span = change.span();
                let _ = writeln!(
                    out,
                    "  {} {span} {}[{}]{}",
                    change.sign(),
                    change.before,
                    change.quote(),
                    change.after
                );
                for line in change.lines() {
                    let _ = writeln!(out, "      {line}");
                }
            }
        }
        out
    }

    /// The differences as Markdown, for a pull request.
    pub fn markdown(&self) -> String {
        let mut out = format!("## {} → {}\n", markdown(&self.old), markdown(&self.new));
        if self.is_empty() {
            out += "\nNo differences.\n";
        }
        for (doc, changes) in &self.documents {
            let _ = writeln!(out, "\n### {}\n\n{}\n", markdown(doc), Self::counts(changes));
            for change in changes.iter().filter(|change| change.change != Kind::Moved) {
                let words = [&change.before, change.quote(), &change.after].map(markdown);
                let _ = writeln!(out, "- `{}` {}**{}**{}", change.sign(), words[0], words[1], words[2]);
                for line in change.lines() {
                    let _ = writeln!(out, "  - {}", markdown(&line));
                }
            }
        }
        out
    }

    /// The differences as JSON, one object.
    pub fn json(&self) -> String {
        // OK because these types always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The differences as a page that needs nothing else.
    pub fn html(&self) -> String {
        // OK because rendering to a string does not fail.
        Page { changes: self }.render().unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "diff.html")]
struct Page<'c> {
    changes: &'c Changes,
}

impl Change {
    fn sign(&self) -> char {
        match self.change {
            Kind::Appeared => '+',
            Kind::Disappeared => '-',
            _ => '~',
        }
    }

    fn quote(&self) -> &str {
        match self.record() {
            Some(Record::Mention(mention)) => &mention.quote,
            Some(Record::Fact(fact)) => &fact.quote,
            _ => "",
        }
    }

    fn span(&self) -> String {
        let span = self.record().and_then(|record| record.place().0);
        span.map_or(String::new(), |span| format!("{}..{}", span.start, span.end))
    }

    /// What it says, and what differs, `old -> new`; then the decisions about it.
    fn lines(&self) -> Vec<String> {
        let differing = self.differing().into_iter();
        let mut lines: Vec<String> =
            differing.map(|(name, old, new)| format!("{name}: {old} -> {new}")).collect();
        lines.extend(self.notes());
        lines
    }

    /// What it says where there is one side only, and the decisions about it.
    fn notes(&self) -> Vec<String> {
        let mut lines = match (&self.old, &self.new) {
            (Some(one), None) | (None, Some(one)) => vec![format!("{} ({})", says(one), rule(one))],
            _ => Vec::new(),
        };
        if !self.decisions.is_empty() {
            lines.push(format!("decided: {}", self.decisions.join("; ")));
        }
        lines
    }

    fn differing(&self) -> Vec<(&'static str, String, String)> {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => differing(old, new),
            _ => Vec::new(),
        }
    }

    /// What differs, marked character by character.
    fn marked(&self) -> Vec<(&'static str, Vec<(Mark, String)>)> {
        self.differing().into_iter().map(|(name, old, new)| (name, marked(&old, &new))).collect()
    }
}

/// What differs between the sides: its name, old, new.
fn differing(old: &Record, new: &Record) -> Vec<(&'static str, String, String)> {
    let words = |record: &Record| match record {
        Record::Mention(mention) => mention.quote.clone(),
        Record::Fact(fact) => fact.quote.clone(),
        _ => String::new(),
    };
    let status = |record: &Record| format!("{:?}", rest(record).0).to_lowercase();
    let more = |record: &Record| rest(record).1.join(", ");
    let rows = [
        ("value", says(old), says(new)),
        ("words", words(old), words(new)),
        ("rule", rule(old).to_owned(), rule(new).to_owned()),
        ("status", status(old), status(new)),
        (if old.fact().is_some() { "mentions" } else { "uncertain" }, more(old), more(new)),
    ];
    rows.into_iter().filter(|(_, old, new)| old != new).collect()
}

fn rule(record: &Record) -> &str {
    match record {
        Record::Mention(mention) => &mention.rule,
        Record::Fact(fact) => &fact.rule,
        _ => "",
    }
}

/// Text that Markdown shows as it is.
fn markdown(text: impl AsRef<str>) -> String {
    let mut out = String::with_capacity(text.as_ref().len());
    for c in text.as_ref().chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '!' | '@' => {
                out.extend(['\\', c])
            }
            _ => out.push(c),
        }
    }
    out
}
