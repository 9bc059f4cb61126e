//! The list of known misses, `misses.toml`: groups of cases that miss for one reason.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::Judged;
use crate::case::Case;

/// The list, as a maintainer finds it.
pub(crate) const FILE: &str = "crates/pipeline/tests/suites/misses.toml";

const HEAD: &str = "\
# The cases of the suites that miss, in groups of one reason; README.md says what the classes mean.
# A line is the id of a case, its text for the reader's sake. Delete the line of a case that passes.
";

/// All groups.
#[derive(Deserialize)]
pub(crate) struct Known {
    #[serde(rename = "group", default)]
    groups: Vec<Group>,
}

/// Cases that miss for one reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    class: Class,
    /// The reason in a few words; what is open may have none.
    why: Option<String>,
    /// `id: input`, sorted.
    cases: Vec<String>,
}

/// Why cases miss.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Class {
    /// The annotation guidelines want something else.
    Guidelines,
    /// Suites contradict each other, or one makes a slip.
    Suites,
    /// What is found means the same and is written otherwise.
    Notation,
    /// To be mended, or not yet looked at.
    Open,
}

impl Class {
    pub(crate) const ALL: [Class; 4] = [Class::Guidelines, Class::Suites, Class::Notation, Class::Open];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Class::Guidelines => "guidelines",
            Class::Suites => "suites",
            Class::Notation => "notation",
            Class::Open => "open",
        }
    }
}

impl Known {
    pub(crate) fn read() -> Self {
        let text = std::fs::read_to_string(path()).unwrap();
        toml::from_str(&text).unwrap_or_else(|error| panic!("{FILE}: {error}"))
    }

    /// Writes the list, a line a case.
    pub(crate) fn write(&self) {
        let mut out = HEAD.to_owned();
        for Group { class, why, cases } in &self.groups {
            writeln!(out, "\n[[group]]\nclass = {}", quoted(class.name())).unwrap();
            why.iter().for_each(|why| writeln!(out, "why = {}", quoted(why)).unwrap());
            out.push_str("cases = [\n");
            cases.iter().for_each(|case| writeln!(out, "    {},", quoted(case)).unwrap());
            out.push_str("]\n");
        }
        std::fs::write(path(), out).unwrap();
    }

    /// The class a case is listed in.
    pub(crate) fn class(&self, case: &Case) -> Option<Class> {
        self.groups.iter().find(|group| group.cases.contains(&line(case))).map(|group| group.class)
    }

    /// What no case can mend: lines that are no case's, or twice there; reasons that are missing.
    pub(crate) fn wrong(&self, judged: &[Judged]) -> Vec<String> {
        let mut unseen: BTreeMap<String, bool> = judged.iter().map(|j| (line(&j.case), false)).collect();
        let mut wrong = Vec::new();
        for group in &self.groups {
            for case in &group.cases {
                match unseen.get_mut(case) {
                    None => wrong.push(format!("no case is `{case}`")),
                    Some(seen) if *seen => wrong.push(format!("`{case}` is listed twice")),
                    Some(seen) => *seen = true,
                }
            }
            if group.why.is_none() && group.class != Class::Open {
                wrong.push(format!("a group of class `{}` has no `why`", group.class.name()));
            }
        }
        wrong
    }

    /// Drops what passes now and lists what misses and was not listed as open.
    pub(crate) fn follow(&mut self, judged: &[Judged]) {
        let missed = |judged: &&Judged| judged.misses();
        let missing: Vec<String> = judged.iter().filter(missed).map(|judged| line(&judged.case)).collect();
        let known: Vec<String> = self.groups.iter().flat_map(|group| group.cases.clone()).collect();
        let new: Vec<String> = missing.iter().filter(|case| !known.contains(case)).cloned().collect();
        self.groups.push(Group { class: Class::Open, why: None, cases: new });
        self.groups.sort_by(|a, b| (a.class, &a.why).cmp(&(b.class, &b.why)));
        self.groups.dedup_by(|later, first| {
            let same = (later.class, &later.why) == (first.class, &first.why);
            if same {
                first.cases.append(&mut later.cases);
            }
            same
        });
        for group in &mut self.groups {
            group.cases.retain(|case| missing.contains(case));
            group.cases.sort();
        }
        self.groups.retain(|group| !group.cases.is_empty());
    }
}

fn quoted(text: &str) -> toml::Value {
    text.into()
}

fn line(case: &Case) -> String {
    format!("{}: {}", case.id, case.input)
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(FILE)
}
