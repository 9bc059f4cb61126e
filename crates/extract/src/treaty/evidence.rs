//! Whether a name is that of an international instrument: what it ends with, whom it names, what stands around it.

use crate::cursor::{head, tail};
use crate::lexicon::{Head, Party, TreatyLexicon};

/// What became of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// An instrument of this type.
    Instrument(String),
    /// None, and why.
    Not(String),
}

/// Words around a name that show several states at work on it.
const JOINT_BEFORE: &[&str] = &[
    "双方签署",
    "双方签订",
    "两国签署",
    "两国签订",
    "各方落实",
    "共同签署",
    "共同发表",
    "联合发表",
    "中俄签",
    "双方还签署",
    "双方发表",
    "峰会通过",
    "成员国通过",
    "联合国大会通过",
    "元首签署",
    "总理签署",
    "会议通过了",
    "会晤通过",
    "共同通过",
    "成员国签署",
];

/// Judges a name between its brackets.
pub(crate) fn judge(lexicon: &TreatyLexicon, text: &str, start: usize, end: usize) -> Verdict {
    let name = &text[start..end];
    let core = stripped(name);
    if let Some((end, kind)) = known(lexicon, text, start)
        && end == start + core.len()
    {
        return Verdict::Instrument(kind.to_owned());
    }
    let Some(head_word) = head_of(lexicon, core) else {
        return Verdict::Not("ends with no word for an instrument".into());
    };
    let named = parties(lexicon, core);
    let between_states = named.shorts || named.states >= 2;
    if let Some(word) = lexicon.denied(core).filter(|_| !between_states) {
        return Verdict::Not(format!("{word} makes it one state's own paper, or a text about one"));
    }
    let instrument = Verdict::Instrument(head_word.kind.clone());
    if head_word.sure && !one_sided(named, head_word) {
        let may_be = matches!(head_word.kind.as_str(), "agreement" | "memorandum");
        if may_be && known(lexicon, text, start).is_none() && lexicon.domestic.is(text, core, start) {
            return Verdict::Not("those who sign it are offices or companies of one state".into());
        }
        return instrument;
    }
    if named.international() || joint_context(lexicon, text, start, end) {
        return instrument;
    }
    Verdict::Not(format!(
        "{} without two parties or an organisation is one state's own paper",
        head_word.word
    ))
}

/// The end and the type of the instrument known by a name that begins at a place.
fn known<'l>(lexicon: &'l TreatyLexicon, text: &str, start: usize) -> Option<(usize, &'l str)> {
    lexicon.known.at(text, start).map(|(end, (kind, _))| (end, kind.as_str()))
}

/// A plain name without what may follow the head: numbers, versions, inner brackets.
fn stripped(name: &str) -> &str {
    let mut core = name.trim();
    loop {
        let shorter = core.trim_end_matches(|c: char| {
            c.is_ascii_digit() || c.is_whitespace() || "〉”’》〕一二三四五六七八九十".contains(c)
        });
        let shorter = match (shorter.ends_with(['）', ')']), shorter.rfind(['（', '('])) {
            (true, Some(open)) if open > 0 => &shorter[..open],
            _ => shorter,
        };
        if shorter.len() == core.len() {
            return core;
        }
        core = shorter;
    }
}

/// The longest head the name ends with.
fn head_of<'l>(lexicon: &'l TreatyLexicon, name: &str) -> Option<&'l Head> {
    lexicon
        .heads
        .iter()
        .filter(|h| name.ends_with(h.word.as_str()) && name.len() > h.word.len())
        .max_by_key(|h| h.word.len())
}

/// Who is named.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Parties {
    /// Different places where a state is named in full.
    pub states: usize,
    /// Whether short forms stand side by side: 中俄.
    pub shorts: bool,
    /// Whether an organisation of states is named.
    pub organisation: bool,
}

impl Parties {
    pub(crate) fn international(self) -> bool {
        self.organisation || self.shorts || self.states >= 2
    }
}

/// Whether a text names two states or an organisation of states.
pub(crate) fn names_parties(lexicon: &TreatyLexicon, text: &str) -> bool {
    parties(lexicon, text).international()
}

/// The parties that a text names.
pub(crate) fn parties(lexicon: &TreatyLexicon, text: &str) -> Parties {
    let mut found = Parties::default();
    let mut at = 0;
    let mut short_end = usize::MAX;
    let mut seen: Vec<&str> = Vec::new();
    while let Some(c) = text[at..].chars().next() {
        let Some((end, party)) = lexicon.parties.at(text, at) else {
            at += c.len_utf8();
            continue;
        };
        match party {
            Party::State if !seen.contains(&&text[at..end]) => {
                seen.push(&text[at..end]);
                found.states += 1;
            }
            Party::State => {}
            Party::Organisation | Party::Unnamed => found.organisation = true,
            Party::Nobody => {}
            Party::Short => {
                found.shorts |= short_end == at;
                short_end = end;
            }
        }
        at = end;
    }
    found
}

/// 宣言 and 宪章 of one state alone are its own.
fn one_sided(parties: Parties, head: &Head) -> bool {
    parties.states == 1
        && !parties.shorts
        && !parties.organisation
        && matches!(head.word.as_str(), "宣言" | "宪章")
}

/// Whether the words before the name show several parties, or a name beside it is one.
fn joint_context(lexicon: &TreatyLexicon, text: &str, start: usize, end: usize) -> bool {
    let before = tail(text, start, 24);
    let clause = before.rsplit(['。', '；', '！', '？']).next().unwrap_or(before);
    if JOINT_BEFORE.iter().any(|word| clause.contains(word)) {
        return true;
    }
    let after = head(text, end, 24);
    let beside =
        ["》和《", "》、《", "》《", "》与《", "》以及《"].iter().find_map(|join| after.strip_prefix(join));
    beside.is_some_and(|rest| parties(lexicon, rest).international())
}
