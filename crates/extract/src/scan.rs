//! One pass over a paragraph: from trigger to trigger, all rules asked at each, the longest reading taken.

mod trace;

use std::ops::Range;

use kaoju_record::{Kind, Kinds, Value, Zone};
use kaoju_segment::Paragraph;

use crate::context::{Context, Numerals};
use crate::cursor::{any_before, char_at, char_before};
use crate::date::calendar::Stamp;
use crate::date::{self, Anchors, DateMatch};
use crate::figure::{self, FigureMatch};
use crate::identifier::Signs;
use crate::lexicon::Lexicon;
use crate::numeral::starts_han;
use crate::opening::{enumerator, opens_section};
use crate::treaty::{self, Forms, ShortForm, TreatyMatch};
use crate::trigger;
use crate::worth::Worth;
use crate::{Candidate, Found, Verdict};

/// What is carried from paragraph to paragraph.
pub(crate) struct Scanner {
    lexicon: &'static Lexicon,
    /// Where addresses and codes may stand.
    signs: Signs,
    /// Dates that fix incomplete ones.
    pub anchors: Anchors,
    /// What was found so far, in the order of the text.
    pub found: Vec<Found>,
    /// Names in brackets: nothing inside is looked at again.
    pub closed: Vec<Range<usize>>,
    /// Forms that the document introduced for its instruments.
    pub forms: Forms,
    /// Every candidate with what became of it, where somebody asks.
    pub trace: Option<Vec<Candidate>>,
    /// Whether clock times are asked for.
    times: bool,
    /// Whether dates are asked for.
    dates: bool,
    /// What was read at the place at hand.
    treaty: Option<TreatyMatch>,
    date: Option<DateMatch>,
    figures: Vec<FigureMatch>,
    /// The first date of the paragraph.
    first_date: Option<(Stamp, Stamp)>,
}

/// The shortest name, in bytes, that is looked for again without brackets.
const SHORTEST_AGAIN: usize = 24;

/// A reading that competes for a place, and its end; the scanner holds what was read.
#[derive(Clone, Copy)]
enum Reading {
    Fixed(usize, &'static str),
    Treaty(usize),
    Date(usize),
    Figures(usize),
}

impl Reading {
    fn end(self) -> usize {
        match self {
            Reading::Fixed(end, _) | Reading::Figures(end) | Reading::Treaty(end) | Reading::Date(end) => end,
        }
    }
}

impl Scanner {
    /// A scanner of a text.
    pub(crate) fn new(text: &str, anchors: Anchors, kinds: Kinds, traced: bool) -> Self {
        Self {
            lexicon: Lexicon::get(),
            signs: Signs::of(text),
            anchors,
            found: Vec::new(),
            closed: Vec::new(),
            forms: Forms::default(),
            trace: traced.then(Vec::new),
            times: kinds.contains(Kind::Time),
            dates: kinds.contains(Kind::Date),
            treaty: None,
            date: None,
            figures: Vec::new(),
            first_date: None,
        }
    }

    /// Scans a paragraph as one that stands by itself: what is incomplete in it is not fixed by the one before.
    pub(crate) fn paragraph(&mut self, whole: &str, paragraph: &Paragraph) {
        self.anchors.new_paragraph();
        self.first_date = None;
        self.scan(whole, paragraph.range.clone(), paragraph.zone);
        if paragraph.heading {
            self.anchors.heading(self.first_date, opens_section(&whole[paragraph.range.clone()]));
        }
    }

    /// Scans the paragraph or cell that `range` is of `whole`.
    pub(crate) fn scan(&mut self, whole: &str, range: Range<usize>, zone: Zone) {
        let text = &whole[range.clone()];
        let mut place = Place { text, base: range.start, zone, from: 0, numerals: Numerals::default() };
        let mut identifiers = self.signs.identifiers_in(whole, &range).into_iter().peekable();
        let mut at = enumerator(text);
        while let Some((next, triggers)) = self.lexicon.triggers.next(text, at, self.times) {
            while identifiers.next_if(|known| known.end <= next).is_some() {}
            at = match identifiers.peek() {
                Some(known) if known.contains(&next) => known.end,
                _ => self.step(&mut place, next, triggers),
            };
        }
    }

    /// Looks at a place where something may begin; returns the place to go on from.
    fn step(&mut self, place: &mut Place<'_>, at: usize, triggers: u16) -> usize {
        let text = place.text;
        let Some(c) = char_at(text, at) else { return text.len() };
        let after = at + c.len_utf8();
        if triggers & trigger::BRACKET != 0
            && let Some(next) = self.bracket(place, at, c)
        {
            return next;
        }
        if triggers & trigger::HEAD != 0
            && let Some(treaty) = treaty::unbracketed_before(self.lexicon, text, place.from, after)
                .or_else(|| treaty::about_before(self.lexicon, text, after))
                .or_else(|| treaty::signed_before(self.lexicon, text, place.from, after, self.names_said()))
        {
            for sharing in treaty::sharing_head(&self.lexicon.treaties, text, place.from, &treaty) {
                self.take_treaty(place, sharing);
            }
            self.take_treaty(place, treaty);
            return after;
        }
        // A numeral behind 第 belongs to the ordinal or to nothing.
        let ordinal = char_before(text, at) == Some('第');
        let worth =
            Worth { text, numerals: &place.numerals, triggers: &self.lexicon.triggers, times: self.times };
        let triggers = worth.of(at, c, triggers);
        match if ordinal { None } else { self.best(place, at, triggers) } {
            Some(reading) => self.take(place, at, reading),
            None if c.is_ascii_digit() || starts_han(c) => place.numerals.at(text, at).1.max(after),
            None => after,
        }
    }

    /// The longest reading at a place; of equal ones a fixed phrase, then a treaty, then a date.
    fn best(&mut self, place: &Place<'_>, at: usize, triggers: u16) -> Option<Reading> {
        let text = place.text;
        let mut best: Option<Reading> = None;
        let mut losers: Vec<Reading> = Vec::new();
        let mut offer = |reading: Reading| match best {
            Some(held) if held.end() >= reading.end() => losers.push(reading),
            _ => losers.extend(best.replace(reading)),
        };
        if triggers & trigger::FIXED != 0
            && let Some((end, why)) = self.lexicon.fixed.at(text, at)
        {
            offer(Reading::Fixed(end, why.as_str()));
        }
        if triggers & trigger::KNOWN != 0 {
            self.treaty = treaty::known_at(self.lexicon, text, at);
            self.treaty.iter().for_each(|treaty| offer(Reading::Treaty(treaty.end)));
        }
        let cx = Context {
            text,
            lexicon: self.lexicon,
            anchors: &self.anchors,
            numerals: &place.numerals,
            times: self.times,
            dates: self.dates,
        };
        let dates = triggers & trigger::DATE != 0
            || self.times && triggers & trigger::SPOKEN != 0
            || triggers & trigger::NAMED != 0 && date::named_at(cx, at);
        let mut dated = false;
        if dates {
            self.date = date::date_at(cx, at);
            if let Some(date) = &self.date {
                // 2014年 counts nothing.
                dated = matches!(char_at(text, place.numerals.at(text, at).1), Some('年' | '月'));
                offer(Reading::Date(date.end));
            }
        }
        self.figures.clear();
        let figures = triggers & trigger::FIGURE != 0
            || triggers & trigger::MONEY != 0 && self.lexicon.money_before.at(text, at).is_some();
        if figures && !dated {
            figure::figures_at(cx, at, &mut self.figures);
        }
        if let Some(last) = self.figures.last() {
            offer(Reading::Figures(last.end));
        }
        if self.trace.is_some() {
            let by = best.map(|reading| self.name(reading)).unwrap_or_default();
            let verdict =
                Verdict::Beaten { by, why: "a longer reading, or one more certain, stands here".into() };
            let lost: Vec<Candidate> =
                losers.iter().flat_map(|lost| self.candidates(place, at, *lost, &verdict)).collect();
            self.trace.iter_mut().for_each(|trace| trace.extend(lost.iter().cloned()));
        }
        best
    }

    fn take(&mut self, place: &mut Place<'_>, at: usize, reading: Reading) -> usize {
        let end = reading.end();
        if self.trace.is_some() {
            let verdict = match reading {
                Reading::Fixed(_, why) => Verdict::Denied { why: format!("a fixed phrase: {why}") },
                _ => Verdict::Won,
            };
            let won = self.candidates(place, at, reading, &verdict);
            self.trace.iter_mut().for_each(|trace| trace.extend(won.iter().cloned()));
        }
        match reading {
            Reading::Fixed(..) => {}
            Reading::Treaty(_) => {
                if let Some(treaty) = self.treaty.take() {
                    self.take_treaty(place, treaty);
                }
            }
            Reading::Date(_) => {
                let Some(date) = self.date.take() else { return end };
                if let Some(fixes) = date.fixes {
                    self.anchors.remember(fixes);
                    self.first_date = self.first_date.or(Some(fixes));
                }
                self.push(place, date.start..date.end, date.value, date.rule);
            }
            Reading::Figures(_) => {
                let mut figures = std::mem::take(&mut self.figures);
                for figure in figures.drain(..) {
                    self.push(place, figure.start..figure.end, figure.value, figure.rule);
                }
                self.figures = figures;
            }
        }
        end
    }

    fn push(&mut self, place: &mut Place<'_>, range: Range<usize>, value: Value, rule: &'static str) {
        place.from = place.from.max(range.end);
        let range = place.base + range.start..place.base + range.end;
        self.found.push(Found { range, zone: place.zone, value, rule });
    }

    /// A treaty's name wins over what was found inside it.
    fn take_treaty(&mut self, place: &mut Place<'_>, treaty: TreatyMatch) {
        let start = place.base + treaty.start;
        while self.found.last().is_some_and(|last| last.range.end > start) {
            self.found.pop();
        }
        self.push(place, treaty.start..treaty.end, treaty.value, treaty.rule);
    }

    /// A name in brackets: judged as a whole; nothing inside 《》 is looked at again.
    fn bracket(&mut self, place: &mut Place<'_>, at: usize, open: char) -> Option<usize> {
        let text = place.text;
        if open == '“' && !self.sure_quotation(text, at) {
            return None;
        }
        let (judged, close) = treaty::bracketed_at(&self.lexicon.treaties, text, at)?;
        let after = close + char_at(text, close).map_or(0, char::len_utf8);
        match judged {
            Ok(treaty) => {
                let form = treaty::short_form_after(text, after, &treaty.value);
                let name = ShortForm {
                    start: place.base + treaty.start,
                    end: place.base + treaty.end,
                    form: text[treaty.start..treaty.end].to_owned(),
                    value: treaty.value.clone(),
                    again: treaty.end - treaty.start >= SHORTEST_AGAIN,
                };
                self.note(place, treaty.start..treaty.end, Some(&treaty.value), treaty.rule, Verdict::Won);
                self.closed.push(place.base + at..place.base + after);
                self.push(place, treaty.start..treaty.end, treaty.value, treaty.rule);
                let head = self.lexicon.treaties.sure_head_before(&name.form, name.form.len());
                self.forms.introduce(name, head.map(|h| h.word.as_str()));
                return Some(form.map_or(after, |form| self.introduce(place, form)));
            }
            Err(_) if open == '《' && self.forms.meaning(&text[at + open.len_utf8()..close]).is_some() => {
                let start = at + open.len_utf8();
                let value = self.forms.meaning(&text[start..close])?.clone();
                self.closed.push(place.base + at..place.base + after);
                self.push(place, start..close, value, "treaty/short-form");
            }
            Err(why) if open == '《' => {
                let rule = "treaty/bracketed";
                self.note(place, at + open.len_utf8()..close, None, rule, Verdict::Denied { why });
                self.closed.push(place.base + at..place.base + after);
            }
            Err(_) => return None,
        }
        Some(after)
    }

    fn introduce(&mut self, place: &mut Place<'_>, form: ShortForm) -> usize {
        let end = form.end;
        self.push(place, form.start..form.end, form.value.clone(), "treaty/short-form");
        self.closed.push(place.base + form.start..place.base + form.end);
        let form = ShortForm { start: place.base + form.start, end: place.base + form.end, ..form };
        self.forms.introduce(form, None);
        end
    }

    /// The names of instruments found so far, the last first.
    fn names_said(&self) -> impl Iterator<Item = &str> {
        self.found.iter().rev().filter_map(|found| found.value.treaty_name())
    }

    /// In quotation marks only a name with parties and a word that is sure can be an instrument.
    fn sure_quotation(&self, text: &str, at: usize) -> bool {
        let Some(close) = treaty::close_bracket(text, at) else { return false };
        let inner = &text[at + '“'.len_utf8()..close];
        self.lexicon.treaties.sure_head_before(text, close).is_some()
            && (6..=40).contains(&inner.chars().count())
            && treaty::names_parties(&self.lexicon.treaties, inner)
            && any_before(text, at, &["以下简称", "简称"]).is_none()
    }
}

/// Where the scanner is.
struct Place<'a> {
    /// The paragraph.
    text: &'a str,
    /// Where it begins in the whole text.
    base: usize,
    zone: Zone,
    /// The end of the last mention of the paragraph.
    from: usize,
    numerals: Numerals,
}
