//! One scan over the folded text that mends markup, marks, glosses, punctuation, spaces and numbers.
//!
//! The scan stops at bytes that can begin damage and asks the passes that look at them, in order; the
//! first that takes the place says where the scan goes on. Everything between is copied as it is.

pub(crate) mod entity;
pub(crate) mod footnote;
pub(crate) mod gloss;
pub(crate) mod html;
pub(crate) mod markdown;
pub(crate) mod number;
pub(crate) mod punct;
pub(crate) mod slipped;
pub(crate) mod space;

use std::ops::Range;

use crate::changes::{Change, Changes, Described};
use crate::chars::len_of;
use crate::map::{MapBuilder, SourceMap};

/// What the scan found out about the lines on its way.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// Offsets in the mended text of lines that were marked as headings.
    pub(crate) headings: Vec<usize>,
    /// Ranges of the mended text inside elements of a page that hold no article.
    pub(crate) furniture: Vec<Range<usize>>,
}

pub(crate) struct Mended {
    pub(crate) text: String,
    /// From the mended text to the source.
    pub(crate) map: SourceMap,
    pub(crate) changes: Changes,
    pub(crate) marks: Marks,
}

/// The passes that look at a byte, in their order: where the scan goes on if one of them has taken the place.
fn mend_at(m: &mut Mending<'_>, at: usize, byte: u8) -> Option<usize> {
    match byte {
        b' ' => number::lost_separator(m, at).or_else(|| space::apart(m, at)).or_else(|| space::han(m, at)),
        0xe2 => footnote::ringed(m, at),
        0xe3 => footnote::ringed(m, at).or_else(|| punct::doubled(m, at)),
        0xef => gloss::gloss(m, at).or_else(|| punct::doubled(m, at)),
        b',' | b';' | b':' | b')' | b'"' | b'.' => punct::half_width(m, at),
        b'(' => gloss::gloss(m, at).or_else(|| punct::half_width(m, at)),
        b'?' => slipped::slipped(m, at).or_else(|| punct::half_width(m, at)),
        b'!' => {
            markdown::link(m, at).or_else(|| slipped::slipped(m, at)).or_else(|| punct::half_width(m, at))
        }
        b'[' => footnote::bracketed(m, at).or_else(|| markdown::link(m, at)),
        b']' => markdown::link_end(m, at),
        b'^' => footnote::bracketed(m, at),
        b'<' => html::tag(m, at),
        b'&' => entity::entity(m, at),
        b'\\' => markdown::escape(m, at),
        b'*' => markdown::strong(m, at),
        b'#' => markdown::heading(m, at),
        b'|' => markdown::table(m, at),
        b'-' => markdown::bullet(m, at),
        b'>' => markdown::quote(m, at),
        0xc2 => number::middle_dot(m, at),
        _ => None,
    }
}

/// For every first byte of a character how far the scan goes on; zero where it stops. A line feed begins a new line.
static STEPS: [u8; 256] = {
    let mut steps = [0; 256];
    let mut first = 0;
    while first < 256 {
        steps[first] = len_of(first as u8) as u8;
        first += 1;
    }
    let stops = b"<&\\*#|->![]^?(,;:)\". \n\xc2\xe2\xe3\xef";
    let mut at = 0;
    while at < stops.len() {
        steps[stops[at] as usize] = 0;
        at += 1;
    }
    steps
};

/// Where the scan stops next, and the byte there.
fn next_stop(text: &[u8], from: usize) -> Option<(usize, u8)> {
    let mut rest = text.get(from..)?;
    loop {
        // Most characters are Chinese, and nothing is damaged at those.
        while let [0xe4..=0xe9, _, _, tail @ ..] = rest {
            rest = tail;
        }
        let first = *rest.first()?;
        let step = STEPS[usize::from(first)];
        if step == 0 {
            return Some((text.len() - rest.len(), first));
        }
        rest = rest.get(usize::from(step)..)?;
    }
}

/// Mends the folded text, whose map leads to the source.
pub(crate) fn mend(text: &str, map: &SourceMap, described: Described) -> Mended {
    let mut mending = Mending::new(text, map, described);
    let mut at = 0;
    while let Some((stop, byte)) = next_stop(text.as_bytes(), at) {
        if byte == b'\n' {
            at = stop + 1;
            mending.begin_line(at);
            continue;
        }
        let taken = mend_at(&mut mending, stop, byte);
        at = taken.unwrap_or(stop + len_of(byte)).max(stop + 1);
    }
    mending.finish()
}

/// What is known about a line before the scan reaches its end.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LineForm {
    /// It is a row of cells set apart by spaces: these spaces stay.
    pub(crate) row: bool,
    /// Its characters are set apart by spaces: these spaces go.
    pub(crate) apart: bool,
    /// It is a heading with a number: the space after it stays.
    pub(crate) numbered: bool,
}

/// The state of the scan.
pub(crate) struct Mending<'a> {
    pub(crate) text: &'a str,
    pub(crate) out: String,
    map: MapBuilder<'a>,
    /// Where the text begins that is not written yet.
    kept: usize,
    changes: Changes,
    pub(crate) marks: Marks,
    /// Where the line begins.
    pub(crate) line: usize,
    form: Option<LineForm>,
    pub(crate) html: html::State,
    pub(crate) markdown: markdown::State,
    pub(crate) punct: punct::State,
}

impl<'a> Mending<'a> {
    fn new(text: &'a str, map: &'a SourceMap, described: Described) -> Mending<'a> {
        Mending {
            text,
            out: String::with_capacity(text.len()),
            map: MapBuilder::over(map),
            kept: 0,
            changes: Changes::new(described),
            marks: Marks::default(),
            line: 0,
            form: None,
            html: html::State::default(),
            markdown: markdown::State::default(),
            punct: punct::State::default(),
        }
    }

    fn begin_line(&mut self, at: usize) {
        self.line = at;
        self.form = None;
        self.markdown.begin_line();
        self.punct.begin_line();
    }

    /// The form of the line, looked at once.
    pub(crate) fn form(&mut self) -> LineForm {
        let line = self.line;
        let text = self.text;
        *self.form.get_or_insert_with(|| space::form(text, line))
    }

    /// The last character of the mended text before this place.
    pub(crate) fn before(&self, at: usize) -> Option<char> {
        self.text[self.kept..at.max(self.kept)].chars().next_back().or_else(|| self.out.chars().next_back())
    }

    /// The character at this place of the text.
    pub(crate) fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// Whether nothing but spaces stands between the beginning of the line, as mended so far, and this place.
    pub(crate) fn at_line_start(&self, at: usize) -> bool {
        let pending = self.text[self.kept..at].trim_end_matches(' ');
        if !pending.is_empty() {
            return pending.ends_with('\n');
        }
        let written = self.out.trim_end_matches(' ');
        written.is_empty() || written.ends_with('\n')
    }

    /// Length of the mended text before this place.
    pub(crate) fn written(&self, at: usize) -> usize {
        self.out.len() + at - self.kept
    }

    pub(crate) fn delete(&mut self, range: Range<usize>) {
        self.keep_to(range.start);
        self.kept = range.end;
    }

    /// Puts `with` in the place of the range.
    pub(crate) fn put(&mut self, range: Range<usize>, with: &str) {
        self.keep_to(range.start);
        self.out.push_str(with);
        self.map.atom(with.len(), range.clone());
        self.kept = range.end;
    }

    pub(crate) fn note(&mut self, pass: &'static str, range: Range<usize>) {
        self.changes.note(pass, range);
    }

    /// Notes a change as part of the last one, if that is of the same pass and only a character or two away.
    pub(crate) fn note_near(&mut self, pass: &'static str, range: Range<usize>) {
        match self.changes.last_mut() {
            Some(last) if last.pass == pass && range.start - last.range.end <= 6 => {
                last.range.end = range.end
            }
            _ => self.note(pass, range),
        }
    }

    pub(crate) fn note_uncertain(
        &mut self,
        pass: &'static str,
        range: Range<usize>,
        other_readings: Vec<String>,
    ) {
        self.changes.push(Change { pass, range, other_readings });
    }

    fn keep_to(&mut self, at: usize) {
        if at > self.kept {
            self.out.push_str(&self.text[self.kept..at]);
            self.map.keep(self.kept..at);
            self.kept = at;
        }
    }

    fn finish(mut self) -> Mended {
        self.keep_to(self.text.len());
        html::close_all(&mut self);
        Mended { text: self.out, map: self.map.finish(), changes: self.changes, marks: self.marks }
    }
}
