//! The words before a figure, taken apart: what it measures, and what of that they leave to the words before.

use super::core::core;
use super::share::{Of, Part, split};
use super::words::words;

/// Stands for a date in the words before a figure.
pub(super) const DATE: char = '\u{1}';
/// Stands for a date that a change is measured against.
pub(super) const BASE: char = '\u{2}';

/// No series is named in more characters.
const LONGEST: usize = 60;

/// What the words before a figure say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Who does what is measured, where a word such as 累计 stands between.
    pub doer: String,
    /// What is measured; empty where it is what was measured before.
    pub subject: String,
    /// What the figure is a share of (占 X 的) or a multiple of (是 X 的 N 倍).
    pub of: Option<Of>,
    /// Whether the words tell a change against the same time a year before, or the time before.
    pub against: Option<Against>,
    /// Whether the words end with a verb of level or change, so that the figure is what the subject comes to.
    pub verb: bool,
    /// Whether they end with 的, so that the figure is a part of them.
    pub holds: bool,
    /// Whether they put an end to the period that is carried on: 目前.
    pub now: bool,
    /// Whether it is still to come: 将, 拟.
    pub planned: bool,
    /// Whether the figure is only the step of something else: 每增长1个百分点.
    pub step: bool,
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
    pub(super) fn read(before: &str, part: Part) -> Self {
        let has = |list: &crate::lexicon::WordList| list.find(before).is_some();
        let against = match () {
            () if has(&words().year_before) => Some(Against::YearBefore),
            () if has(&words().period_before) => Some(Against::OneBefore),
            () => None,
        };
        let mut phrase = Self { against, holds: before.trim_end().ends_with('的'), ..Self::default() };
        let rest = phrase.without_lead(before);
        let (rest, of) = split(rest, part);
        phrase.of = of;
        let stem = without_verbs(rest);
        phrase.verb = stem.len() < rest.trim_end().len();
        phrase.step = stem.ends_with('每') && phrase.verb;
        let core = core(stem);
        phrase.planned = core.planned;
        phrase.subject = plain(phrase.without_lead(core.series));
        phrase.doer = plain(core.doer);
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

/// Length of the date that a text begins with, with the word before it, or of the mark, item number or rubric.
fn date(text: &str) -> usize {
    if let Some(close) =
        [('【', '】'), ('（', '）')].iter().find(|(open, _)| text.starts_with(*open)).map(|(_, close)| *close)
    {
        return text.find(close).map_or(0, |end| end + close.len_utf8());
    }
    let item = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if item.len() < text.len()
        && (item.starts_with(['）', ')'])
            || item.starts_with('.') && !item[1..].starts_with(|c: char| c.is_ascii_digit()))
    {
        return text.len() - item.trim_start_matches('.').len();
    }
    let before = words().with_date.at_start(text);
    let mark = |c: &char| matches!(*c, DATE | BASE | ' ' | ',' | '，');
    match text[before..].chars().next().filter(mark) {
        Some(c) if before == 0 || c == DATE => {
            let end = before + c.len_utf8();
            // 两年来新建, but not 2020年来自中国的.
            let since = text[end..].starts_with('来') && !text[end..].starts_with("来自");
            end + if c == DATE && since { '来'.len_utf8() } else { 0 }
        }
        _ => 0,
    }
}

/// The text without the verbs, dates and marks at its end.
pub(super) fn without_verbs(text: &str) -> &str {
    let mut rest = text.trim_end();
    loop {
        let signs = rest.trim_end_matches([DATE, BASE, ' ', ',']);
        let verb = words().verbs.at_end(signs);
        let stem = &signs[..signs.len() - verb];
        // 占比 is no 比.
        if verb == 0 && signs.len() == rest.len() || verb > 0 && stem.ends_with('占') {
            return signs;
        }
        rest = stem;
    }
}

/// The words of a name: without dates, without what compares, not too long.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split([DATE, BASE]) {
        out.push_str(part.trim_matches([' ', '，', ',', '的', '、']));
    }
    let extra = if out.len() > LONGEST { out.chars().count().saturating_sub(LONGEST) } else { 0 };
    let from = out.char_indices().nth(extra).map_or(0, |(at, _)| at);
    out.drain(..from);
    out
}
