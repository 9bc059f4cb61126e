//! Short forms a document introduces itself: 《…协定》（RCEP）, 《…条约》（以下简称“条约”）; and names said again.

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
}

/// The short form that brackets right behind a name introduce. `at` is the place after the closing bracket.
pub(crate) fn short_form_after(text: &str, at: usize, value: &Value) -> Option<ShortForm> {
    let open = any_at(text, at, &["（", "("])?;
    let word = any_at(text, open, &["以下简称为", "以下简称", "下称", "简称为", "简称", "英文简称", "即"]);
    let mut start = word.unwrap_or(open);
    start = any_at(text, start, &["“", "《", "「", "\""]).unwrap_or(start);
    let stop = head(text, start, 20).find(['”', '》', '）', ')', '」', '"', '，'])?;
    let form = &text[start..start + stop];
    let acronym = form.len() >= 3 && form.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
    let fits = (2..=45).contains(&form.len()) && !form.contains(char::is_whitespace);
    (fits && (word.is_some() || acronym && form.bytes().any(|b| b.is_ascii_uppercase()))).then(|| ShortForm {
        start,
        end: start + stop,
        form: form.to_owned(),
        value: value.clone(),
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
