//! Short forms a document introduces itself: 《…协定》（RCEP）, 《…条约》（以下简称“条约”）; and names said again.

use std::collections::HashMap;

use kaoju_record::Value;

use crate::cursor::{any_at, char_at, char_before, head};

/// A form by which a document calls an instrument.
#[derive(Clone, Debug)]
pub(crate) struct ShortForm {
    /// First byte of the form where it is introduced.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The form.
    pub form: String,
    /// The instrument.
    pub value: Value,
    /// Whether it is unmistakable without brackets.
    pub again: bool,
}

/// The forms a document introduced, each with the meaning of its first introduction.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    by_form: HashMap<String, ShortForm>,
    /// The last instrument of each kind, by the word its name ends with.
    by_head: HashMap<String, Value>,
}

impl Forms {
    /// Remembers a form; `head` is the word for an instrument that it ends with, if it is a full name.
    pub(crate) fn introduce(&mut self, form: ShortForm, head: Option<&str>) {
        if let Some(head) = head {
            self.by_head.insert(head.to_owned(), form.value.clone());
        }
        self.by_form.entry(form.form.clone()).or_insert(form);
    }

    /// What a name in brackets stands for: a form, or the kind alone of the last instrument of that kind (《公约》).
    pub(crate) fn meaning(&self, name: &str) -> Option<&Value> {
        self.by_form.get(name).map(|form| &form.value).or_else(|| self.by_head.get(name))
    }

    /// The forms worth looking for again, in an order that does not depend on chance.
    pub(crate) fn into_sought(self) -> Vec<ShortForm> {
        let mut forms: Vec<ShortForm> = self.by_form.into_values().filter(|f| f.again).collect();
        forms.sort_by_key(|form| form.start);
        forms
    }
}

/// The short form that brackets right behind a name introduce. `at` is the place after the closing bracket.
pub(crate) fn short_form_after(text: &str, at: usize, value: &Value) -> Option<ShortForm> {
    let open = any_at(text, at, &["（", "("])?;
    let word = any_at(text, open, &["以下简称为", "以下简称", "下称", "简称为", "简称", "英文简称", "即"]);
    let mut start = word.unwrap_or(open);
    start = any_at(text, start, &["“", "《", "「", "\""]).unwrap_or(start);
    let stop = head(text, start, 20).find(['”', '》', '）', ')', '」', '"', '，'])?;
    let form = &text[start..start + stop];
    let acronym =
        form.len() >= 3 && form.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
    let fits = (2..=45).contains(&form.len()) && !form.contains(char::is_whitespace);
    (fits && (word.is_some() || acronym && form.bytes().any(|b| b.is_ascii_uppercase()))).then(|| ShortForm {
        start,
        end: start + stop,
        form: form.to_owned(),
        value: value.clone(),
        again: true,
    })
}

/// Whether a form that was introduced stands at a place as a word of its own.
pub(crate) fn again(text: &str, start: usize, end: usize) -> bool {
    let latin = text.as_bytes()[start].is_ascii_alphanumeric();
    let joined = latin
        && (char_before(text, start).is_some_and(|c| c.is_ascii_alphanumeric())
            || char_at(text, end).is_some_and(|c| c.is_ascii_alphanumeric()));
    !joined && any_at(text, end, &["组织", "缔约国"]).is_none()
}
