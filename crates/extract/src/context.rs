//! What the rules know at a place of the text.

use std::cell::Cell;

use crate::date::Anchors;
use crate::lexicon::Lexicon;
use crate::numeral::{self, Numeral};

/// A paragraph or table cell under the rules.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The paragraph or table cell.
    pub text: &'a str,
    /// The words the rules know.
    pub lexicon: &'static Lexicon,
    /// The dates that fix an incomplete one.
    pub anchors: &'a Anchors,
    /// Numerals read so far.
    pub numerals: &'a Numerals,
    /// Whether clock times are asked for, and with them what speech alone dates by: 周三, 上两周.
    pub times: bool,
    /// Whether dates are asked for too, so that a clock time of a known day is one.
    pub dates: bool,
}

impl<'a> Context<'a> {
    /// A text that is read for its dates alone, without clock times.
    pub(crate) fn of_dates(text: &'a str, anchors: &'a Anchors, numerals: &'a Numerals) -> Self {
        Self { text, lexicon: Lexicon::get(), anchors, numerals, times: false, dates: true }
    }

    /// What [`numeral::numeral_at`] reads at a place of the text.
    pub(crate) fn numeral_at(&self, at: usize) -> (Option<Numeral>, usize) {
        self.numerals.at(self.text, at)
    }
}

/// The numerals last read in one text. Many rules look at the same few places, so each is read once.
#[derive(Default)]
pub(crate) struct Numerals {
    slots: [Cell<Option<Slot>>; 8],
}

#[derive(Clone, Copy)]
struct Slot {
    at: usize,
    read: (Option<Numeral>, usize),
}

impl Numerals {
    /// What [`numeral::numeral_at`] reads at a place of the text these numerals are of.
    pub(crate) fn at(&self, text: &str, at: usize) -> (Option<Numeral>, usize) {
        let slot = &self.slots[at % self.slots.len()];
        if let Some(known) = slot.get().filter(|slot| slot.at == at) {
            return known.read;
        }
        let read = numeral::numeral_at(text, at);
        slot.set(Some(Slot { at, read }));
        read
    }
}
