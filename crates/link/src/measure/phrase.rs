//! The words around a figure, taken apart: what it measures, and what of that they leave to the words before.

use super::words::words;

/// Stands for a date in the words before a figure.
pub(super) const DATE: char = '\u{1}';
/// Stands for a date that a change is measured against.
pub(super) const BASE: char = '\u{2}';

/// No series is named in more characters.
const LONGEST: usize = 40;

/// What the words before a figure say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Phrase {
    /// What is measured; empty where it is what was measured before.
    pub subject: String,
    /// What the figure is a share of (占 X 的) or a multiple of (是 X 的 N 倍).
    pub of: Option<Of>,
    /// Whether the words tell a change against the same time a year before, or the time before.
    pub against: Option<Against>,
    /// Whether the words end with a verb of level or change, so that the figure is what the subject comes to.
    pub verb: bool,
    /// Whether they put an end to the period that is carried on: 目前.
    pub now: bool,
}

/// What a share or a multiple is taken of.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// 占 X 的.
    Share(String),
    /// 是 X 的.
    Multiple(String),
}

/// What 同比 and 环比 compare with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Against {
    /// The same time of the year before.
    YearBefore,
    /// The time before.
    OneBefore,
}

impl Phrase {
    /// Takes apart the words before a figure, where dates are written as [`DATE`] or [`BASE`].
    pub(super) fn read(before: &str, multiple: bool) -> Self {
        let has = |list: &crate::lexicon::WordList| list.find(before).is_some();
        let against = match () {
            () if has(&words().year_before) => Some(Against::YearBefore),
            () if has(&words().period_before) => Some(Against::OneBefore),
            () => None,
        };
        let mut phrase = Self { against, ..Self::default() };
        let rest = phrase.without_lead(before);
        let (rest, of) = share(rest, multiple);
        phrase.of = of;
        let stem = without_verbs(rest);
        phrase.verb = stem.len() < rest.trim_end().len();
        phrase.subject = plain(stem);
        phrase
    }

    /// The text without the words, marks and dates at its front that name nothing.
    fn without_lead<'t>(&mut self, text: &'t str) -> &'t str {
        let mut rest = text.trim();
        loop {
            let now = words().now.at_start(rest);
            self.now |= now > 0;
            let lead = now.max(words().lead.at_start(rest)).max(date(rest));
            if lead == 0 {
                return rest;
            }
            rest = rest[lead..].trim_start();
        }
    }

    /// A clause without what its front says of nobody.
    pub(super) fn lead(clause: &str) -> &str {
        Self::default().without_lead(clause)
    }
}

/// Length of the date that a text begins with, with the word before it, or of the mark or item number.
fn date(text: &str) -> usize {
    let item = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if item.len() < text.len() && item.starts_with(['）', ')']) {
        return text.len() - item.len();
    }
    let before = words().with_date.at_start(text);
    let mark = |c: &char| matches!(*c, DATE | BASE | ' ' | ',' | '，');
    match text[before..].chars().next().filter(mark) {
        Some(c) if before == 0 || c == DATE => before + c.len_utf8(),
        _ => 0,
    }
}

/// Splits off 占 X 的, or 是 X 的 before a multiple.
fn share(text: &str, multiple: bool) -> (&str, Option<Of>) {
    let inner = text.trim_end();
    if let Some(at) = inner.rfind('占').filter(|at| {
        !inner[*at..].starts_with("占比")
            && !inner[*at..].starts_with("占据")
            && !inner[..*at].ends_with('所')
    }) {
        let of = without_verbs(&inner[at + '占'.len_utf8()..]);
        return (&inner[..at], (!of.is_empty()).then(|| Of::Share(plain(of))));
    }
    let verb =
        ["相当于", "是", "为"].into_iter().filter_map(|verb| inner.find(verb).map(|at| (at, verb))).min();
    match (multiple, verb) {
        (true, Some((at, verb))) if inner.ends_with('的') => {
            let of = without_verbs(&inner[at + verb.len()..]);
            (&inner[..at], Some(Of::Multiple(plain(of))))
        }
        _ => (text, None),
    }
}

/// The text without the verbs, dates and marks at its end.
fn without_verbs(text: &str) -> &str {
    let mut rest = text.trim_end();
    loop {
        let signs = rest.trim_end_matches([DATE, BASE, ' ', ',']);
        let verb = words().verbs.at_end(signs);
        if verb == 0 && signs.len() == rest.len() {
            return rest;
        }
        rest = &signs[..signs.len() - verb];
    }
}

/// The words of a name: without dates, without what compares, not too long.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split([DATE, BASE]) {
        let part = part.trim_matches([' ', '，', ',', '的']);
        out.push_str(part);
    }
    let extra = out.chars().count().saturating_sub(LONGEST);
    let from = out.char_indices().nth(extra).map_or(0, |(at, _)| at);
    out.split_off(from)
}

/// The words behind a figure up to the end of their clause, without 的.
pub(super) fn clause_behind(after: &str) -> &str {
    let after = after.strip_prefix('的').unwrap_or(after);
    let end = after.find(['，', '。', '；', '、', '（', ',', ';', '：']).unwrap_or(after.len());
    &after[..crate::floor(after, end.min(75))]
}

/// The noun behind a figure that it counts or weighs: 武器装备 of 4亿美元武器装备.
pub(super) fn noun_behind(after: &str) -> &str {
    let bound = ["以上的", "以下的", "左右的", "以上", "以下", "左右", "多", "余", "的"];
    let after = bound.iter().find_map(|bound| after.strip_prefix(bound)).unwrap_or(after);
    let mut end = 0;
    for (at, c) in after.char_indices() {
        if !c.is_alphanumeric() || at > 60 || words().ends.at_start(&after[at..]) > 0 {
            break;
        }
        end = at + c.len_utf8();
    }
    &after[..end]
}
