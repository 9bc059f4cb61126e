//! What changed between two runs over the same documents.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;

use kaoju_record::Mention;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Is in the new run only.
    Appeared(Mention),
    /// Was in the old run only.
    Disappeared(Mention),
    /// Is in both, and not the same: old, new.
    Changed(Box<(Mention, Mention)>),
}

impl Change {
    /// The mention as it is now, or was.
    pub fn mention(&self) -> &Mention {
        match self {
            Change::Appeared(mention) | Change::Disappeared(mention) => mention,
            Change::Changed(pair) => &pair.1,
        }
    }
}

/// All differences, by document and place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// By document; in the order of the text.
    pub by_document: BTreeMap<String, Vec<Change>>,
}

/// Compares two runs. Mentions belong together that have the same id, or else are of one kind and overlap.
pub fn changes(old: &[Mention], new: &[Mention]) -> Changes {
    let by_id: HashMap<(&str, &str), &Mention> = old.iter().map(|m| ((&*m.doc, &*m.id), m)).collect();
    let mut kept: HashSet<(&str, &str)> = HashSet::new();
    let mut found = Vec::new();
    let mut unpaired = Vec::new();
    for mention in new {
        let id = (&*mention.doc, &*mention.id);
        match by_id.get(&id) {
            Some(before) if kept.insert(id) => found.extend(changed(before, mention)),
            _ => unpaired.push(mention),
        }
    }
    let gone: Vec<&Mention> = old.iter().filter(|m| !kept.contains(&(&*m.doc, &*m.id))).collect();
    found.extend(pair_by_place(&gone, &unpaired));
    let mut changes = Changes::default();
    for change in found {
        changes.by_document.entry(change.mention().doc.clone()).or_default().push(change);
    }
    for of_document in changes.by_document.values_mut() {
        of_document.sort_by_key(|change| {
            let mention = change.mention();
            (mention.span, mention.kind, matches!(change, Change::Appeared(_)))
        });
    }
    changes
}

fn changed(old: &Mention, new: &Mention) -> Option<Change> {
    (old != new).then(|| Change::Changed(Box::new((old.clone(), new.clone()))))
}

/// Pairs mentions of one document and kind that overlap, first with first; both lists are in the order of the text.
fn pair_by_place(gone: &[&Mention], unpaired: &[&Mention]) -> Vec<Change> {
    let mut by_group: HashMap<_, Vec<&Mention>> = HashMap::new();
    for mention in gone.iter().rev() {
        by_group.entry((&mention.doc, mention.kind)).or_default().push(mention);
    }
    let mut found = Vec::new();
    for mention in unpaired {
        let mut partner = None;
        if let Some(group) = by_group.get_mut(&(&mention.doc, mention.kind)) {
            while let Some(before) = group.pop_if(|before| before.span.end <= mention.span.start) {
                found.push(Change::Disappeared(before.clone()));
            }
            partner = group.pop_if(|before| before.span.start < mention.span.end);
        }
        found.push(match partner {
            Some(before) => Change::Changed(Box::new((before.clone(), (*mention).clone()))),
            None => Change::Appeared((*mention).clone()),
        });
    }
    found.extend(by_group.into_values().flatten().map(|before| Change::Disappeared(before.clone())));
    found
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.by_document.is_empty()
    }

    /// The differences for people. `around` gives the text before and after a mention, where it is to be had.
    pub fn report(&self, around: impl Fn(&Mention) -> Option<(String, String)>) -> String {
        let mut out = String::new();
        for (doc, changes) in &self.by_document {
            let count = |of: fn(&Change) -> bool| changes.iter().filter(|change| of(change)).count();
            // OK here and below because writing to a string does not fail.
            let _ = writeln!(
                out,
                "{doc}: {} appeared, {} disappeared, {} changed",
                count(|c| matches!(c, Change::Appeared(_))),
                count(|c| matches!(c, Change::Disappeared(_))),
                count(|c| matches!(c, Change::Changed(_))),
            );
            for change in changes {
                write_change(&mut out, change, &around);
            }
        }
        out
    }
}

fn write_change(out: &mut String, change: &Change, around: &impl Fn(&Mention) -> Option<(String, String)>) {
    let mention = change.mention();
    let (before, after) = around(mention).unwrap_or_default();
    let mark = match change {
        Change::Appeared(_) => '+',
        Change::Disappeared(_) => '-',
        Change::Changed(_) => '~',
    };
    let (start, end) = (mention.span.start, mention.span.end);
    let _ = writeln!(out, "  {mark} {start}..{end} {before}[{}]{after}", mention.quote);
    match change {
        Change::Changed(pair) => {
            let fields = fields_changed(&pair.0, &pair.1);
            for (name, old, new) in &fields {
                let _ = writeln!(out, "      {name}: {old} -> {new}");
            }
            if fields.is_empty() {
                let _ = writeln!(
                    out,
                    "      id: {} -> {}, because the text around it changed",
                    pair.0.id, pair.1.id
                );
            }
        }
        Change::Appeared(mention) | Change::Disappeared(mention) => {
            let value = serde_json::to_string(&mention.value).unwrap_or_default();
            let _ = writeln!(out, "      {} {value} {}", mention.kind.name(), mention.rule);
        }
    }
}

/// Name, old and new of every field that differs; those of the value by themselves.
fn fields_changed(old: &Mention, new: &Mention) -> Vec<(String, String, String)> {
    let (old, new) = (fields(old), fields(new));
    let names: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let shown = |fields: &BTreeMap<String, String>, name: &String| {
        fields.get(name).cloned().unwrap_or_else(|| "none".into())
    };
    let differing = names.into_iter().filter(|name| old.get(*name) != new.get(*name));
    differing.map(|name| (name.clone(), shown(&old, name), shown(&new, name))).collect()
}

fn fields(mention: &Mention) -> BTreeMap<String, String> {
    // OK because a mention is always an object, and so is its value.
    let json = serde_json::to_value(mention).unwrap_or_default();
    let mut fields = BTreeMap::new();
    for (name, value) in json.as_object().into_iter().flatten() {
        match value.as_object().filter(|_| name == "value") {
            Some(parts) => {
                fields.extend(parts.iter().map(|(part, value)| (format!("value.{part}"), value.to_string())))
            }
            None if name == "span" => {
                fields.insert(name.clone(), format!("{}..{}", mention.span.start, mention.span.end));
            }
            // The id follows from what the other fields say.
            None if name == "id" => {}
            None => {
                fields.insert(name.clone(), value.to_string());
            }
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaoju_record::{Kind, Span, Status, Value, Zone};

    fn mention(id: &str, start: usize, end: usize, edtf: &str) -> Mention {
        Mention {
            id: id.into(),
            doc: "003".into(),
            kind: Kind::Date,
            span: Span { start, end },
            quote: "5月".into(),
            zone: Zone::Body,
            value: Value::Date { edtf: edtf.into(), modifier: None },
            uncertain: Vec::new(),
            rule: "date/month".into(),
            status: Status::Auto,
        }
    }

    fn check(old: &[Mention], new: &[Mention], expected: &str) {
        let report = changes(old, new).report(|m| (m.span.start == 9).then(|| ("去年".into(), "就".into())));
        assert_eq!(report.trim_end(), expected.trim());
    }

    #[test]
    fn differences_are_shown_with_what_differs() {
        let old =
            [mention("a", 0, 4, "2021-05"), mention("b", 9, 13, "2021-05"), mention("c", 20, 24, "2021-05")];
        check(&old, &old, "");
        let new =
            [mention("b", 9, 13, "2020-05"), mention("d", 19, 24, "2021-05"), mention("e", 30, 34, "2021")];
        let expected = r#"
003: 1 appeared, 1 disappeared, 2 changed
  - 0..4 [5月]
      date {"type":"date","edtf":"2021-05"} date/month
  ~ 9..13 去年[5月]就
      value.edtf: "2021-05" -> "2020-05"
  ~ 19..24 [5月]
      span: 20..24 -> 19..24
  + 30..34 [5月]
      date {"type":"date","edtf":"2021"} date/month"#;
        check(&old, &new, expected);
    }
}
