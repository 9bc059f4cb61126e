//! The data files in `rules/`, read into the lexicon.

use aho_corasick::AhoCorasick;
use kaoju_record::Modifier;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::{Base, DateWord, Domestic, Head, Lexicon, Measure, MoneyPart, Party, Unit};
use crate::bounds::{Of, Side};
use crate::date::Festival;

/// The files, with the names used in messages.
pub(crate) const DATE_WORDS: &str = include_str!("../../rules/date_words.toml");
pub(crate) const FESTIVALS: &str = include_str!("../../rules/festivals.toml");
pub(crate) const REIGNS: &str = include_str!("../../rules/reigns.toml");
pub(crate) const CURRENCIES: &str = include_str!("../../rules/currencies.toml");
pub(crate) const UNITS: &str = include_str!("../../rules/units.toml");
pub(crate) const CLASSIFIERS: &str = include_str!("../../rules/classifiers.toml");
pub(crate) const BOUNDS: &str = include_str!("../../rules/bounds.toml");
const FIXED: &str = include_str!("../../rules/fixed.toml");
const TREATIES: &str = include_str!("../../rules/treaty_words.toml");

type Read = Result<(), toml::de::Error>;

/// What puts a file into the lexicon.
type Reader = fn(&mut Lexicon) -> Read;

/// Every file by its name, with what reads it.
pub(super) const FILES: [(&str, Reader); 9] = [
    ("date_words.toml", read_dates),
    ("festivals.toml", read_festivals),
    ("reigns.toml", read_reigns),
    ("currencies.toml", read_currencies),
    ("units.toml", read_units),
    ("classifiers.toml", read_classifiers),
    ("bounds.toml", read_bounds),
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
    if means == "now" {
        return Some(DateWord::Now);
    }
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
    // 个 before a noun that is itself counted with it adds nothing: 159个基点, 1个点.
    for noun in ["基点", "点"] {
        lexicon.units.insert(&format!("个{noun}"), Unit::Count(noun.into()));
    }
    for noun in &file.nouns {
        lexicon.units.insert(noun, Unit::Noun(noun.clone()));
    }
    Ok(())
}

fn read_bounds(lexicon: &mut Lexicon) -> Read {
    #[derive(Deserialize)]
    struct File {
        bound: Vec<Entry>,
    }
    #[derive(Deserialize)]
    struct Entry {
        bound: Side,
        of: Option<Of>,
        #[serde(default)]
        before: Vec<String>,
        #[serde(default)]
        after: Vec<String>,
    }
    for entry in toml::from_str::<File>(BOUNDS)?.bound {
        let words = entry.before.iter().map(|word| (word, true));
        for (word, before) in words.chain(entry.after.iter().map(|word| (word, false))) {
            lexicon.bounds.insert(word, entry.bound, entry.of, before);
        }
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
        short_states: Vec<String>,
        organisations: Vec<String>,
        parties_unnamed: Vec<String>,
        no_parties: Vec<String>,
        domestic: Domestic,
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
        (&file.short_states, Party::Short),
        (&file.organisations, Party::Organisation),
        (&file.parties_unnamed, Party::Unnamed),
        (&file.no_parties, Party::Nobody),
    ] {
        for word in words {
            treaties.parties.insert(word, party);
        }
    }
    kaoju_parties::states().for_each(|name| treaties.parties.insert(name, Party::State));
    treaties.domestic = file.domestic;
    for known in &file.known {
        for form in &known.names {
            let name = known.name.as_ref().unwrap_or(form).clone();
            treaties.known.insert(form, (known.kind.clone(), name));
        }
    }
    Ok(())
}
