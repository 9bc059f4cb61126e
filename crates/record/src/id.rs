//! Stable ids: a mention is named after what it says and what stands around it, not after where it stands.

use crate::Kind;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

/// How many characters on either side of a mention take part in its id.
const REACH: usize = 12;

/// What stands around a mention in the clean text of its paragraph or table row.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// Text before the mention; only its last characters count.
    pub before: &'a str,
    /// Text after the mention; only its first characters count.
    pub after: &'a str,
}

/// Names the mentions and facts of one document, in the order of its records.
#[derive(Debug, Default)]
pub struct Ids {
    /// How many mentions were alike in everything that counts, by their hash.
    alike: FxHashMap<u64, u64>,
    key: Vec<u8>,
}

impl Ids {
    /// Names the next mention by 16 hexadecimal digits: a hash of document, kind, quote and surroundings, and of how
    /// many earlier mentions are alike in all of them. An edit elsewhere in the document leaves the id as it is.
    pub fn next(&mut self, doc: &str, kind: Kind, quote: &str, around: Surroundings<'_>) -> Id {
        self.name(&[doc, kind.name(), quote, last_chars(around.before), first_chars(around.after)])
    }

    /// Names the next fact in the same way, after its document, what it states (`measure`, or a treaty event's
    /// action) and the id of the figure or treaty it is about: it is as stable as that mention.
    pub fn fact(&mut self, doc: &str, states: &str, mention: &str) -> Id {
        self.name(&[doc, "fact", states, mention])
    }

    fn name(&mut self, parts: &[&str]) -> Id {
        self.key.clear();
        for part in parts {
            self.key.extend_from_slice(part.as_bytes());
            self.key.push(0xff);
        }
        let nth = self.alike.entry(xxh3_64(&self.key)).or_default();
        self.key.extend_from_slice(&nth.to_le_bytes());
        *nth += 1;
        Id::of(xxh3_64(&self.key))
    }
}

/// Names a record that belongs to many documents after its kind (`instrument`, `conflict`) and what it is about.
pub fn collection_id(kind: &str, about: &str) -> String {
    Ids::default().name(&[kind, about]).as_str().to_owned()
}

/// The name of a mention or fact: 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Id([u8; 16]);

impl Id {
    fn of(hash: u64) -> Id {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        Id(std::array::from_fn(|place| DIGITS[(hash >> (60 - 4 * place) & 0xf) as usize]))
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

fn last_chars(text: &str) -> &str {
    text.char_indices().rev().nth(REACH - 1).map_or(text, |(at, _)| &text[at..])
}

fn first_chars(text: &str) -> &str {
    text.char_indices().nth(REACH).map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(texts: &[(&str, &str, &str)]) -> Vec<Id> {
        let mut ids = Ids::default();
        let mut next = |(before, quote, after): &(&str, &str, &str)| {
            ids.next("000", Kind::Date, quote, Surroundings { before, after })
        };
        texts.iter().map(&mut next).collect()
    }

    #[test]
    fn depends_on_quote_near_text_and_count_only() {
        let near = ("一二三四五六七八九十甲乙", "2014年", "签署");
        let far = ("远处改了：一二三四五六七八九十甲乙", "2014年", "签署");
        let other_before = ("一二三四五六七八九十甲丙", "2014年", "签署");
        let other_quote = ("一二三四五六七八九十甲乙", "2015年", "签署");
        let named = ids(&[near, other_before, other_quote, near]);
        assert_eq!(named[0], ids(&[far])[0]);
        assert!((1..4).all(|other| named[0] != named[other]), "{named:?}");
    }

    #[test]
    fn parts_cannot_run_into_each_other() {
        let named = ids(&[("甲", "乙丙", ""), ("甲乙", "丙", "")]);
        assert_ne!(named[0], named[1]);
    }
}
