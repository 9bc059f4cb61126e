//! The words the rules know, read once from the data files in `rules/`.
//!
//! The files are compiled into the program; a test reads every one of them, so parsing cannot fail at run time.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use kaoju_record::Modifier;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::cursor::word_at;
use crate::date::Festival;
use crate::trigger::Triggers;

/// Words with what they mean, looked up by longest match at a place.
#[derive(Debug)]
pub(crate) struct Words<T> {
    by_first: HashMap<char, Vec<(String, T)>, BuildHasherDefault<CharHasher>>,
}

/// Characters spread well enough by a multiplication; looked up at every place where a word may begin.
#[derive(Default)]
pub(crate) struct CharHasher(u64);

impl Hasher for CharHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.write_u32(u32::from(*b)));
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = (self.0 ^ u64::from(value)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl<T> Default for Words<T> {
    fn default() -> Self {
        Self { by_first: HashMap::default() }
    }
}

impl<T> Words<T> {
    fn insert(&mut self, word: &str, means: T) {
        let Some(first) = word.chars().next() else { return };
        let list = self.by_first.entry(first).or_default();
        let place = list.partition_point(|(other, _)| other.len() >= word.len());
        list.insert(place, (word.to_owned(), means));
    }

    /// The longest word that starts at byte `at`: the place after it, and what it means.
    pub(crate) fn at(&self, text: &str, at: usize) -> Option<(usize, &T)> {
        let list = self.by_first.get(&text.get(at..)?.chars().next()?)?;
        list.iter().find_map(|(word, means)| word_at(text, at, word).map(|end| (end, means)))
    }

    /// Like [`Words::at`], but a word in Latin letters is a whole one: no m in mph.
    pub(crate) fn whole_at(&self, text: &str, at: usize) -> Option<(usize, &T)> {
        let list = self.by_first.get(&text.get(at..)?.chars().next()?)?;
        let bytes = text.as_bytes();
        let whole = |end: usize| {
            !bytes[end - 1].is_ascii_alphanumeric() || !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric)
        };
        let ends = |word: &String| word_at(text, at, word).filter(|end| whole(*end));
        list.iter().find_map(|(word, means)| ends(word).map(|end| (end, means)))
    }

    /// Every word with what it means, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.by_first.values().flatten().map(|(word, means)| (word.as_str(), means))
    }
}

/// What a date word gives, see `rules/date_words.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateWord {
    /// A year, counted from the document's or the text's.
    Year(Base, i32),
    /// A month.
    Month(Base, i32),
    /// A day.
    Day(Base, i32),
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
    pub sure_heads: HashMap<char, Vec<Head>, BuildHasherDefault<CharHasher>>,
    /// Words in a name that make it a book, a law, a report.
    pub deny: Option<AhoCorasick>,
    /// Instruments known by name.
    pub known: Words<(String, String)>,
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
}

/// The files, with the names used in messages.
pub(crate) const DATE_WORDS: &str = include_str!("../rules/date_words.toml");
pub(crate) const FESTIVALS: &str = include_str!("../rules/festivals.toml");
pub(crate) const REIGNS: &str = include_str!("../rules/reigns.toml");
pub(crate) const CURRENCIES: &str = include_str!("../rules/currencies.toml");
pub(crate) const UNITS: &str = include_str!("../rules/units.toml");
pub(crate) const CLASSIFIERS: &str = include_str!("../rules/classifiers.toml");
const FIXED: &str = include_str!("../rules/fixed.toml");
pub(crate) const TREATIES: &str = include_str!("../rules/treaty_words.toml");

impl Lexicon {
    /// The lexicon, read on first use.
    pub(crate) fn get() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let mut lexicon = Lexicon::default();
            for (_, read) in FILES {
                // OK because the files are part of the program and a test reads every one of them.
                let _ = read(&mut lexicon);
            }
            lexicon.triggers = Triggers::of(&lexicon);
            lexicon
        })
    }
}

type Read = Result<(), toml::de::Error>;

/// What puts a file into the lexicon.
type Reader = fn(&mut Lexicon) -> Read;

/// Every file by its name, with what reads it.
const FILES: [(&str, Reader); 8] = [
    ("date_words.toml", read_dates),
    ("festivals.toml", read_festivals),
    ("reigns.toml", read_reigns),
    ("currencies.toml", read_currencies),
    ("units.toml", read_units),
    ("classifiers.toml", read_classifiers),
    ("fixed.toml", read_fixed),
    ("treaty_words.toml", read_treaties),
];

fn read_dates(lexicon: &mut Lexicon) -> Read {
    #[derive(Deserialize)]
    struct File {
        word: Vec<Word>,
    }
    #[derive(Deserialize)]
    struct Word {
        text: Vec<String>,
        means: String,
        #[serde(default)]
        spoken: bool,
    }
    for word in toml::from_str::<File>(DATE_WORDS)?.word {
        let Some(means) = date_word(&word.means) else { continue };
        for text in &word.text {
            let words = if word.spoken { &mut lexicon.spoken } else { &mut lexicon.dates };
            words.insert(text, means);
        }
    }
    Ok(())
}

fn read_festivals(lexicon: &mut Lexicon) -> Read {
    #[derive(Deserialize)]
    struct File {
        terms: Vec<String>,
        festival: Vec<Festival>,
    }
    let file = toml::from_str::<File>(FESTIVALS)?;
    let terms = file.terms.into_iter().zip(0..).map(|(name, term)| Festival::solar_term(name, term));
    for festival in file.festival.into_iter().chain(terms) {
        for name in &festival.names {
            lexicon.festivals.insert(name, festival.clone());
        }
    }
    Ok(())
}

fn read_reigns(lexicon: &mut Lexicon) -> Read {
    #[derive(Deserialize)]
    struct File {
        dynasty: Vec<Dynasty>,
    }
    #[derive(Deserialize)]
    struct Dynasty {
        reigns: Vec<(String, i32)>,
    }
    for (name, first) in toml::from_str::<File>(REIGNS)?.dynasty.iter().flat_map(|dynasty| &dynasty.reigns) {
        lexicon.reigns.insert(name, *first);
    }
    Ok(())
}

/// Reads `year.doc -1`, `division 40`, `mod end`.
fn date_word(means: &str) -> Option<DateWord> {
    let (what, number) = means.split_once(' ')?;
    let (unit, base) = what.split_once('.').unwrap_or((what, ""));
    let base = if base == "doc" { Base::Doc } else { Base::Text };
    Some(match unit {
        "year" => DateWord::Year(base, number.parse().ok()?),
        "month" => DateWord::Month(base, number.parse().ok()?),
        "day" => DateWord::Day(base, number.parse().ok()?),
        "division" => DateWord::Division(number.parse().ok()?),
        "mod" => DateWord::Part(match number {
            "start" => Modifier::Start,
            "mid" => Modifier::Mid,
            _ => Modifier::End,
        }),
        _ => return None,
    })
}

/// A number in a data file, written as a string so that it stays exact.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Exact(Decimal);

impl TryFrom<String> for Exact {
    type Error = rust_decimal::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Exact)
    }
}

fn read_currencies(lexicon: &mut Lexicon) -> Read {
    #[derive(Deserialize)]
    struct File {
        currency: Vec<Currency>,
    }
    #[derive(Deserialize)]
    struct Currency {
        code: String,
        after: Vec<String>,
        #[serde(default)]
        before: Vec<String>,
        #[serde(default)]
        parts: Vec<(String, Exact)>,
    }
    for currency in toml::from_str::<File>(CURRENCIES)?.currency {
        for name in &currency.after {
            lexicon.units.insert(name, Unit::Money(currency.code.clone()));
        }
        for (name, factor) in currency.parts {
            lexicon.money_parts.insert(&name, MoneyPart { code: currency.code.clone(), factor: factor.0 });
        }
        for name in &currency.before {
            lexicon.money_before.insert(name, currency.code.clone());
        }
    }
    Ok(())
}

fn read_units(lexicon: &mut Lexicon) -> Read {
    #[derive(Deserialize)]
    struct File {
        unit: Vec<Entry>,
    }
    #[derive(Deserialize)]
    struct Entry {
        symbol: String,
        dimension: String,
        factor: Exact,
        #[serde(default)]
        tail: bool,
        names: Vec<String>,
    }
    for Entry { symbol, dimension, factor, tail, names } in toml::from_str::<File>(UNITS)?.unit {
        let unit = Unit::Quantity(Measure { symbol, dimension, factor: factor.0, tail });
        for name in &names {
            lexicon.units.insert(name, unit.clone());
        }
    }
    Ok(())
}

fn read_classifiers(lexicon: &mut Lexicon) -> Read {
    #[derive(Deserialize)]
    struct File {
        words: Vec<String>,
        nouns: Vec<String>,
    }
    let file = toml::from_str::<File>(CLASSIFIERS)?;
    for word in &file.words {
        lexicon.units.insert(word, Unit::Count(word.clone()));
    }
    // 个 before a noun that is itself counted with it adds nothing: 25个基点, 1个点.
    for noun in ["基点", "点"] {
        lexicon.units.insert(&format!("个{noun}"), Unit::Count(noun.into()));
    }
    for noun in &file.nouns {
        lexicon.units.insert(noun, Unit::Noun(noun.clone()));
    }
    Ok(())
}

fn read_fixed(lexicon: &mut Lexicon) -> Read {
    #[derive(Deserialize)]
    struct File {
        group: Vec<Group>,
    }
    #[derive(Deserialize)]
    struct Group {
        why: String,
        words: Vec<String>,
    }
    for group in toml::from_str::<File>(FIXED)?.group {
        for word in &group.words {
            lexicon.fixed.insert(word, group.why.clone());
        }
    }
    Ok(())
}

fn read_treaties(lexicon: &mut Lexicon) -> Read {
    #[derive(Deserialize)]
    struct File {
        head: Vec<Head>,
        deny: Vec<String>,
        states: Vec<String>,
        short_states: Vec<String>,
        organisations: Vec<String>,
        known: Vec<Known>,
    }
    #[derive(Deserialize)]
    struct Known {
        names: Vec<String>,
        name: Option<String>,
        #[serde(rename = "type")]
        kind: String,
    }
    let file = toml::from_str::<File>(TREATIES)?;
    let treaties = &mut lexicon.treaties;
    treaties.heads = file.head;
    for head in treaties.heads.iter().filter(|h| h.sure) {
        if let Some(last) = head.word.chars().last() {
            let list = treaties.sure_heads.entry(last).or_default();
            list.push(head.clone());
            list.sort_by_key(|h| std::cmp::Reverse(h.word.len()));
        }
    }
    treaties.deny = AhoCorasick::new(&file.deny).ok();
    for (words, party) in [
        (&file.states, Party::State),
        (&file.short_states, Party::Short),
        (&file.organisations, Party::Organisation),
    ] {
        for word in words {
            treaties.parties.insert(word, party);
        }
    }
    for known in &file.known {
        for form in &known.names {
            let name = known.name.as_ref().unwrap_or(form).clone();
            treaties.known.insert(form, (known.kind.clone(), name));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read() {
        let mut lexicon = Lexicon::default();
        for (name, read) in FILES {
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
