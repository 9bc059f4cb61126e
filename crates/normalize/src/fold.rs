//! One scan that puts single characters right: width, script, brackets, spaces.
//!
//! Every pass says which characters it changes and into what; together they are one table over the first 65536 code
//! points. Text that needs nothing is borrowed, what is kept is copied run by run.

pub(crate) mod brackets;
pub(crate) mod compat;
pub(crate) mod row3;
pub(crate) mod script;
pub(crate) mod space;
pub(crate) mod width;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use crate::Pass;
use crate::changes::{Changes, Described};
use crate::map::{MapBuilder, SourceMap};

/// Changes of one pass that stand this near to each other are one repair.
const NEAR: usize = 12;

pub(crate) struct Folded<'a> {
    pub(crate) text: Cow<'a, str>,
    /// From the folded text to the source; none where nothing was changed.
    pub(crate) map: Option<SourceMap>,
    pub(crate) changes: Changes,
}

/// What becomes of a character.
pub(crate) enum To {
    /// This character.
    Char(char),
    /// Nothing.
    Nothing,
    /// It depends on what stands before (already folded) and after (not yet folded); none leaves it as it is.
    Context(Decide),
}

/// What a character becomes between two others.
pub(crate) type Decide = fn(Option<char>, Option<char>) -> Option<char>;

const KEEP: u16 = 0;
const DELETE: u16 = 0xffff;
const CONTEXT: u16 = 0xfffe;

struct Table {
    to: Vec<u16>,
    pass: Vec<u8>,
    contexts: Vec<(char, Decide)>,
    /// A bit for every character, set where some pass may change it.
    changed: Box<[u64; 0x400]>,
}

impl Table {
    /// Where the next character stands that a pass may change, or the next carriage return; its code and length.
    fn next(&self, text: &[u8], from: usize) -> Option<(usize, u16, usize)> {
        let mut rest = text.get(from..)?;
        loop {
            // Most characters are Chinese.
            while let [first @ 0xe0..=0xef, second, third, tail @ ..] = rest {
                let block = u16::from(first & 0x0f) << 6 | bits(*second);
                if self.changed[usize::from(block)] >> (third & 0x3f) & 1 != 0 {
                    return Some((text.len() - rest.len(), block << 6 | bits(*third), 3));
                }
                rest = tail;
            }
            match rest {
                [b'\r', ..] => return Some((text.len() - rest.len(), u16::from(b'\r'), 1)),
                [0..0x80, tail @ ..] => rest = tail,
                [first @ 0xc0..=0xdf, second, tail @ ..] => {
                    let block = u16::from(first & 0x1f);
                    if self.changed[usize::from(block)] >> (second & 0x3f) & 1 != 0 {
                        return Some((text.len() - rest.len(), block << 6 | bits(*second), 2));
                    }
                    rest = tail;
                }
                [_, _, _, _, tail @ ..] => rest = tail,
                _ => return None,
            }
        }
    }
}

/// What a byte behind the first of a character says of its code.
fn bits(byte: u8) -> u16 {
    u16::from(byte & 0x3f)
}

/// The characters of a pass and what becomes of each.
type Pairs = fn() -> Vec<(char, To)>;

static PASSES: [(&Pass, Pairs); 6] = [
    (&row3::PASS, row3::pairs),
    (&width::PASS, width::pairs),
    (&script::PASS, script::pairs),
    (&compat::PASS, compat::pairs),
    (&brackets::PASS, brackets::pairs),
    (&space::PASS, space::pairs),
];

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table {
            to: vec![KEEP; 0x10000],
            pass: vec![0; 0x10000],
            contexts: Vec::new(),
            changed: Box::new([0; 0x400]),
        };
        for (number, (_, pairs)) in PASSES.iter().enumerate() {
            for (from, to) in pairs() {
                let Ok(at) = u16::try_from(u32::from(from)) else { continue };
                table.pass[usize::from(at)] = number as u8;
                table.to[usize::from(at)] = match to {
                    To::Char(to) => u16::try_from(u32::from(to)).unwrap_or(KEEP),
                    To::Nothing => DELETE,
                    To::Context(decide) => {
                        table.contexts.push((from, decide));
                        CONTEXT
                    }
                };
            }
        }
        for (code, _) in table.to.iter().enumerate().filter(|(_, to)| **to != KEEP) {
            table.changed[code >> 6] |= 1 << (code & 63);
        }
        table
    })
}

/// Folds one character that stands alone, such as the one an HTML entity names.
pub(crate) fn fold_char(c: char) -> Option<char> {
    let table = table();
    match u16::try_from(u32::from(c)).map_or(KEEP, |at| table.to[usize::from(at)]) {
        DELETE => None,
        KEEP | CONTEXT => Some(c),
        to => char::from_u32(u32::from(to)),
    }
}

/// Folds every character of the text, whose map leads to the source.
pub(crate) fn fold<'a>(text: &'a str, map: &SourceMap, described: Described) -> Folded<'a> {
    let table = table();
    let mut folding = Folding {
        text,
        out: String::new(),
        map: MapBuilder::over(map),
        kept: 0,
        changes: Changes::new(described),
        indenting: false,
    };
    let mut script = script::Counts::default();
    let mut at = 0;
    while let Some((found, code, len)) = table.next(text.as_bytes(), at) {
        if code == u16::from(b'\r') {
            folding.end_line(found);
        } else {
            folding.change(table, &mut script, found, len, code);
        }
        at = found + len;
    }
    folding.finish(&script)
}

struct Folding<'a, 'm> {
    text: &'a str,
    out: String,
    map: MapBuilder<'m>,
    /// Where the text begins that is not written yet.
    kept: usize,
    changes: Changes,
    /// Whether the last change was a blank that indents a line.
    indenting: bool,
}

impl<'a> Folding<'a, '_> {
    fn change(&mut self, table: &Table, script: &mut script::Counts, at: usize, len: usize, from: u16) {
        let pass = PASSES[usize::from(table.pass[usize::from(from)])].0.id;
        let to = match table.to[usize::from(from)] {
            DELETE => None,
            CONTEXT => {
                let c = char::from_u32(u32::from(from)).unwrap_or(char::REPLACEMENT_CHARACTER);
                let before = self.before(at);
                let after = self.text[at + len..].chars().next();
                let decide = table.contexts.iter().find(|(of, _)| *of == c).map(|(_, decide)| decide);
                if pass == script::PASS.id {
                    script.doubtful.push((self.out.len() + at - self.kept, at));
                }
                match decide.and_then(|decide| decide(before, after)) {
                    Some(to) => Some(to),
                    None => return,
                }
            }
            to => char::from_u32(u32::from(to)),
        };
        if pass == script::PASS.id {
            script.traditional += 1;
        }
        // The blanks that indent a line are its form, not damage.
        let indents = pass == space::PASS.id && self.begins_line(at);
        self.keep_to(at);
        if let Some(to) = to {
            self.out.push(to);
            self.map.chars(1, at, to.len_utf8(), len);
        }
        self.kept = at + len;
        self.indenting = indents;
        if !self.indenting {
            self.note(pass, at..at + len);
        }
    }

    /// Lines end with a line feed from here on; how they ended in the file is no damage.
    fn end_line(&mut self, at: usize) {
        self.keep_to(at);
        if self.text.as_bytes().get(at + 1) != Some(&b'\n') {
            self.out.push('\n');
            self.map.chars(1, at, 1, 1);
        }
        self.kept = at + 1;
    }

    fn note(&mut self, pass: &'static str, range: Range<usize>) {
        if let Some(last) = self.changes.last_mut() {
            let gap = last.range.end..range.start;
            if last.pass == pass && gap.len() <= NEAR && !self.text.as_bytes()[gap].contains(&b'\n') {
                last.range.end = range.end;
                return;
            }
        }
        self.changes.note(pass, range);
    }

    /// Whether nothing but blanks stands before this place in its line.
    fn begins_line(&self, at: usize) -> bool {
        let pending = self.text[self.kept..at].trim_end_matches(' ');
        match pending.chars().next_back() {
            Some(last) => last == '\n',
            None => self.out.is_empty() || self.out.ends_with('\n') || self.indenting,
        }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[self.kept..at].chars().next_back().or_else(|| self.out.chars().next_back())
    }

    fn keep_to(&mut self, at: usize) {
        if self.out.capacity() == 0 {
            self.out.reserve(self.text.len());
        }
        if at == self.kept {
            return;
        }
        self.out.push_str(&self.text[self.kept..at]);
        self.map.keep(self.kept..at);
        self.kept = at;
    }

    fn finish(mut self, script: &script::Counts) -> Folded<'a> {
        let wrong = script.undecided(self.text);
        if self.kept == 0 && wrong.is_empty() {
            return Folded { text: Cow::Borrowed(self.text), map: None, changes: self.changes };
        }
        self.keep_to(self.text.len());
        for (out, at) in wrong {
            // All of these characters have three bytes, so that their places stay.
            if let Some(to) = script::in_context(&self.out, out) {
                let mut bytes = [0; 4];
                self.out.replace_range(out..out + 3, to.encode_utf8(&mut bytes));
                self.changes.note(script::PASS.id, at..at + 3);
            }
        }
        Folded { text: Cow::Owned(self.out), map: Some(self.map.finish()), changes: self.changes }
    }
}
