//! Stable ids: a mention is named after what it says and what stands around it, not after where it stands.

use crate::Kind;
use xxhash_rust::xxh3::Xxh3;

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

/// Names a mention by 16 hexadecimal digits. `nth` counts, from 0, the earlier mentions of the same document
/// that are alike in kind, quote and surroundings. An edit elsewhere in the document leaves the id as it is.
pub fn mention_id(doc: &str, kind: Kind, quote: &str, around: Surroundings<'_>, nth: usize) -> String {
    let mut hash = Xxh3::new();
    for part in [doc, kind.name(), quote, last_chars(around.before), first_chars(around.after)] {
        hash.update(part.as_bytes());
        hash.update(&[0xff]);
    }
    hash.update(&(nth as u64).to_le_bytes());
    format!("{:016x}", hash.digest())
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

    fn id(before: &str, quote: &str, after: &str, nth: usize) -> String {
        mention_id("000", Kind::Date, quote, Surroundings { before, after }, nth)
    }

    #[test]
    fn depends_on_quote_near_text_and_count_only() {
        let near = id("一二三四五六七八九十甲乙", "2014年", "签署", 0);
        assert_eq!(near, id("远处改了：一二三四五六七八九十甲乙", "2014年", "签署", 0));
        assert_ne!(near, id("一二三四五六七八九十甲丙", "2014年", "签署", 0));
        assert_ne!(near, id("一二三四五六七八九十甲乙", "2015年", "签署", 0));
        assert_ne!(near, id("一二三四五六七八九十甲乙", "2014年", "签署", 1));
    }

    #[test]
    fn parts_cannot_run_into_each_other() {
        assert_ne!(id("甲", "乙丙", "", 0), id("甲乙", "丙", "", 0));
    }
}
