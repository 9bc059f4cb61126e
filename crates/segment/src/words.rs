//! Words, by jieba with our own dictionary.

use jieba_rs::Jieba;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::OnceLock;

/// No word of the dictionary is longer, in characters.
const LONGEST: usize = 16;
/// So many characters behind a word tell it from others that begin alike.
const CONTEXT: usize = 8;

/// The word cutter; one for the whole program.
pub struct Words {
    jieba: Jieba,
    /// Parts of speech of our own words; jieba keeps its own for words it knows.
    tags: FxHashMap<&'static str, &'static str>,
}

impl Words {
    /// The cutter. Its dictionaries are loaded on first use (about 80 ms), once.
    pub fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let mut jieba = Jieba::new();
            for (tag, word) in own_words() {
                jieba.add_word(word, None, Some(tag));
            }
            Words { jieba, tags: own_words().map(|(tag, word)| (word, tag)).collect() }
        })
    }

    /// Cuts text into words that join to it.
    pub fn cut<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.jieba.cut(text, false).into_iter().map(|token| token.word).collect()
    }

    /// The words of the dictionary that text begins with, the shortest first: the first word it is cut into, if the
    /// dictionary knows that, is one of them. Many times as fast as to cut it.
    pub fn prefixes<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
        ends.map(|end| &text[..end]).filter(|word| self.jieba.has_word(word))
    }

    /// The place or organisation that text begins with, of more than one character. Few texts are cut for it: those
    /// that begin with a word of the dictionary which is one.
    pub fn place<'t>(&'t self, text: &'t str) -> Option<&'t str> {
        let several = |word: &&str| word.chars().nth(1).is_some();
        let known = self.prefixes(text).filter(several).skip_while(|word| !self.may_be_place(word));
        let longest = known.last()?.len();
        // Which of them it is, the words behind it tell.
        let behind = text[longest..].char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| longest + at);
        let first = self.tag(&text[..behind]).into_iter().next().filter(is_place);
        first.map(|(word, _)| word).filter(several)
    }

    /// Whether a word of the dictionary may be a place or organisation. A word that is cut into others where it stands
    /// alone is never one of a text.
    ///
    /// Texts begin with the same few words again and again, so each is looked at once a thread.
    fn may_be_place(&self, word: &str) -> bool {
        thread_local! {
            static KNOWN: RefCell<FxHashMap<Box<str>, bool>> = RefCell::default();
        }
        KNOWN.with_borrow_mut(|known| match known.get(word) {
            Some(is_place) => *is_place,
            None => *known.entry(word.into()).or_insert_with(|| self.tag(word).iter().any(is_place)),
        })
    }

    /// Cuts text into words, each with its part of speech in jieba's letters (`ns` place, `nt` organisation, `m`
    /// numeral, `x` unknown).
    pub fn tag<'t>(&'t self, text: &'t str) -> Vec<(&'t str, &'t str)> {
        let tags = self.jieba.tag(text, false).into_iter();
        tags.map(|tag| (tag.word, self.tags.get(tag.word).copied().unwrap_or(tag.tag))).collect()
    }
}

/// Whether a word with its part of speech is a place or organisation.
fn is_place((_, tag): &(&str, &str)) -> bool {
    matches!(*tag, "ns" | "nt")
}

/// Lines of a part of speech and words.
fn own_words() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("../data/words.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(' '))
        .flat_map(|(tag, words)| words.split(' ').map(move |word| (tag, word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words are drawn between bars.
    #[track_caller]
    fn check(drawn: &str) {
        let text = drawn.replace('|', "");
        assert_eq!(Words::get().cut(&text).join("|"), drawn);
    }

    #[test]
    fn names_and_treaty_words_stay_whole() {
        check("签署|谅解备忘录");
        check("上海合作组织|成员国|元首理事会");
        check("欧亚经济联盟|海关法典");
        check("哈萨克斯坦|与|中国|的|双边贸易额");
    }

    #[test]
    fn words_that_begin_like_a_numeral_stay_whole() {
        check("三国|元首");
        check("一时|不能|实现");
        check("万一|失败");
        check("十分|重要");
    }

    #[test]
    fn every_word_of_our_own_is_cut_out_of_a_text() {
        for (_, word) in own_words() {
            let text = format!("《{word}》");
            assert_eq!(Words::get().cut(&text), ["《", word, "》"]);
        }
    }

    #[test]
    fn places_and_organisations_are_tagged() {
        let tags = Words::get().tag("哈萨克斯坦加入上海合作组织");
        assert!(tags.contains(&("哈萨克斯坦", "ns")) && tags.contains(&("上海合作组织", "nt")), "{tags:?}");
    }

    #[test]
    fn a_text_may_begin_with_a_place() {
        assert_eq!(Words::get().place("哈萨克斯坦与中国的贸易"), Some("哈萨克斯坦"));
        assert_eq!(Words::get().place("双边贸易额"), None);
    }

    #[test]
    fn words_join_to_the_text() {
        let text = "2014年5月29日，俄、白、哈三国元首签署了《欧亚经济联盟条约》。A1 𠮷";
        assert_eq!(Words::get().cut(text).concat(), text);
    }
}
