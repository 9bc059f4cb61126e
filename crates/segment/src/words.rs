//! Words, by jieba with our own dictionary.

use jieba_rs::Jieba;
use std::sync::OnceLock;

/// The word cutter; one for the whole program.
pub struct Words {
    jieba: Jieba,
}

impl Words {
    /// The cutter. Its dictionary is loaded on first use (about 80 ms), once.
    pub fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Words { jieba: Jieba::new() })
    }

    /// Cuts text into words that join to it.
    pub fn cut<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.jieba.cut(text, false).into_iter().map(|token| token.word).collect()
    }

    /// Cuts text into words, each with its part of speech in jieba's letters (`ns` place, `nt` organisation, `m`
    /// numeral, `x` unknown).
    pub fn tag<'t>(&'t self, text: &'t str) -> Vec<(&'t str, &'t str)> {
        self.jieba.tag(text, false).into_iter().map(|tag| (tag.word, tag.tag)).collect()
    }
}
