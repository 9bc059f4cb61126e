//! The words the rules know, read once from the data files in `rules/`.
//!
//! The files are compiled into the program; a test reads every one of them, so parsing cannot fail at run time.

pub(crate) mod read;
mod words;

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use kaoju_record::Modifier;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::bounds::Bounds;
use crate::date::Festival;
use crate::trigger::Triggers;
pub(crate) use words::Words;

/// What a date word gives, see `rules/date_words.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateWord {
    /// A year, counted from the document's or the text's.
    Year(Base, i32),
    /// A month.
    Month(Base, i32),
    /// A day.
    Day(Base, i32),
    /// The document's clock time.
    Now,
    /// Part of a year, by its EDTF code.
    Division(u8),
    /// Beginning, middle or end.
    Part(Modifier),
}

/// What a relative date is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// The date of the document.
    Doc,
    /// The date last spoken of.
    Text,
}

/// What a unit word gives a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// ISO 4217 code.
    Money(String),
    /// A physical or technical unit.
    Quantity(Measure),
    /// Classifier.
    Count(String),
    /// Noun that may stand without a classifier.
    Noun(String),
}

/// A physical or technical unit, see `rules/units.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Measure {
    /// Its symbol.
    pub symbol: String,
    /// What it measures.
    pub dimension: String,
    /// What it is of the first unit of its dimension.
    pub factor: Decimal,
    /// Whether a single digit behind it is a tenth of it: 三米九.
    pub tail: bool,
}

/// A part of a currency: 角, 美分.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MoneyPart {
    /// ISO 4217 code of the currency.
    pub code: String,
    /// What it is of one of the currency.
    pub factor: Decimal,
}

impl Unit {
    /// The symbol, code or word that goes into the value.
    pub(crate) fn symbol(&self) -> &str {
        match self {
            Unit::Quantity(measure) => &measure.symbol,
            Unit::Money(s) | Unit::Count(s) | Unit::Noun(s) => s,
        }
    }
}

impl TreatyLexicon {
    /// The word in a name that makes it one state's own paper, or a text about one.
    pub(crate) fn denied<'n>(&self, name: &'n str) -> Option<&'n str> {
        self.deny.as_ref()?.find(name).map(|hit| &name[hit.range()])
    }

    /// The longest sure head that ends at byte `end`.
    pub(crate) fn sure_head_before(&self, text: &str, end: usize) -> Option<&Head> {
        let before = text.get(..end)?;
        self.sure_heads.get(&before.chars().next_back()?)?.iter().find(|h| before.ends_with(h.word.as_str()))
    }
}

/// Everything the rules know by heart.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// 今年, 上半年, 年底.
    pub dates: Words<DateWord>,
    /// Date words of speech, which elsewhere are parts of others: 前日, 后日.
    pub spoken: Words<DateWord>,
    /// 春节, 母亲节, 立春.
    pub festivals: Words<Festival>,
    /// Names of reigns, with their first years.
    pub reigns: Words<i32>,
    /// What follows a numeral: currencies, units, classifiers, nouns.
    pub units: Words<Unit>,
    /// Currencies that stand before a numeral.
    pub money_before: Words<String>,
    /// Parts of currencies.
    pub money_parts: Words<MoneyPart>,
    /// 至少, 以上, 约.
    pub bounds: Bounds,
    /// Fixed phrases that hold a numeral, with the reason why they are no mention.
    pub fixed: Words<String>,
    /// Treaty words, evidence and names.
    pub treaties: TreatyLexicon,
    /// Where any of them may begin.
    pub triggers: Triggers,
}

/// What the treaty rules know.
#[derive(Debug, Default)]
pub(crate) struct TreatyLexicon {
    /// 条约, 协定 …: the type of instrument and whether the word alone makes it international.
    pub heads: Vec<Head>,
    /// States and their short forms, organisations of states: evidence that an instrument is international.
    pub parties: Words<Party>,
    /// The heads that are sure, by their last character, the longest first.
    pub sure_heads: FxHashMap<char, Vec<Head>>,
    /// Words in a name that make it a book, a law, a report.
    pub deny: Option<AhoCorasick>,
    /// Instruments known by name.
    pub known: Words<(String, String)>,
    /// What tells an agreement that is not international.
    pub domestic: Domestic,
}

/// A word that ends the name of an instrument.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Head {
    /// The word.
    pub word: String,
    /// The type of instrument.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether an instrument of this name is international by itself.
    #[serde(default)]
    pub sure: bool,
}

/// Who may conclude an international instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Party {
    /// A state by its name.
    State,
    /// A state by its one-character short form, which means it only beside another.
    Short,
    /// An organisation of states.
    Organisation,
    /// Several that are not named: 双边, 成员国.
    Unnamed,
    /// None, though it begins like one: 非法.
    Nobody,
}

/// What tells an agreement of offices or companies of one state.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Domestic {
    /// Words in the names of such offices and companies.
    pub offices: Vec<String>,
    /// Words of which a name consists that any agreement may bear.
    pub any_name: Vec<String>,
    /// Words that tell of other states without naming them.
    pub abroad: Vec<String>,
}

impl Lexicon {
    /// The lexicon, read on first use.
    pub(crate) fn get() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let mut lexicon = Lexicon::default();
            for (_, read) in read::FILES {
                // OK because the files are part of the program and a test reads every one of them.
                let _ = read(&mut lexicon);
            }
            lexicon.triggers = Triggers::of(&lexicon);
            lexicon
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read() {
        let mut lexicon = Lexicon::default();
        for (name, read) in read::FILES {
            read(&mut lexicon).unwrap_or_else(|e| panic!("{name}: {e}"));
        }
    }

    #[test]
    fn the_longest_word_wins() {
        let lexicon = Lexicon::get();
        assert_eq!(lexicon.units.at("人民币元", 0).map(|(end, _)| end), Some("人民币元".len()));
        assert_eq!(lexicon.units.at("人次", 0).map(|(_, u)| u.symbol()), Some("人次"));
        assert_eq!(lexicon.units.at("天空", 0), None);
    }
}
