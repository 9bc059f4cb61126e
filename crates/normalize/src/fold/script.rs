//! Traditional characters and variants to simplified.

use super::To;
use crate::Pass;
use std::sync::OnceLock;

pub(crate) const PASS: Pass = Pass {
    id: "fold/script",
    about: "Traditional characters and variants become the simplified ones. Characters that simplified text uses too (乾, 藉, 覆) are changed in plainly traditional documents only, and by the word they stand in.",
    examples: &[
        ("歐亞經濟聯盟條約", "欧亚经济联盟条约"),
        ("社会主义会議閉幕，国民経済発展", "社会主义会议闭幕，国民经济发展"),
        ("乾隆与著名", "乾隆与著名"),
        ("農產品乾燥後覆蓋，藉此反覆實驗", "农产品干燥后覆盖，借此反复实验"),
    ],
};

/// One traditional character in this many bytes makes a document plainly traditional.
const PLAIN: usize = 60;

pub(crate) fn pairs() -> Vec<(char, To)> {
    let sure = read_pairs(include_str!("../../data/script.txt")).map(|(from, to)| (from, To::Char(to)));
    let doubtful = words().iter().map(|word| (word.from, To::Context(|_, _| None)));
    sure.chain(doubtful).collect()
}

/// Lines of two characters; others are comments.
pub(crate) fn read_pairs(data: &'static str) -> impl Iterator<Item = (char, char)> {
    data.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut chars = line.chars();
        Some((chars.next()?, chars.next()?))
    })
}

/// What a document shows of its script.
#[derive(Default)]
pub(crate) struct Counts {
    /// Characters that only traditional text uses.
    pub(crate) traditional: usize,
    /// Characters that both use: places in the folded text and in the text given.
    pub(crate) doubtful: Vec<(usize, usize)>,
}

impl Counts {
    /// The doubtful characters that must be looked at.
    pub(crate) fn undecided(&self, text: &str) -> Vec<(usize, usize)> {
        if self.traditional * PLAIN > text.len() { self.doubtful.clone() } else { Vec::new() }
    }
}

struct Word {
    from: char,
    to: char,
    /// Whether the words below are the only ones in which it changes, or the only ones in which it stays.
    only: bool,
    words: Vec<&'static str>,
}

fn words() -> &'static [Word] {
    static WORDS: OnceLock<Vec<Word>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let data = include_str!("../../data/script-in-context.txt");
        let lines = data.lines().filter(|line| !line.starts_with('#'));
        let read = |line: &'static str| {
            let mut fields = line.split(' ');
            let (from, to) = (fields.next()?.chars().next()?, fields.next()?.chars().next()?);
            let only = fields.next()? == "in";
            Some(Word { from, to, only, words: fields.collect() })
        };
        lines.filter_map(read).collect()
    })
}

/// What the doubtful character at the byte offset becomes, in a plainly traditional text.
pub(crate) fn in_context(folded: &str, at: usize) -> Option<char> {
    let c = folded.get(at..)?.chars().next()?;
    let word = words().iter().find(|word| word.from == c)?;
    let stands_in = |name: &&str| {
        let before = name.find(c).unwrap_or(0);
        at.checked_sub(before)
            .and_then(|start| folded.get(start..))
            .is_some_and(|rest| rest.starts_with(*name))
    };
    (word.words.iter().any(stands_in) == word.only).then_some(word.to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ferrous_opencc::{OpenCC, config::BuiltinConfig};

    #[test]
    fn the_table_says_what_opencc_says() {
        let opencc = OpenCC::from_config(BuiltinConfig::T2s).unwrap();
        let data = include_str!("../../data/script.txt");
        let (from_opencc, _) = data.split_once("# Variants").unwrap();
        for line in from_opencc.lines().filter(|line| !line.starts_with('#')) {
            let (from, to) = line.split_at(3);
            assert_eq!(opencc.convert(from), to, "{line}");
        }
    }

    #[test]
    fn characters_of_gb_2312_are_not_taken_for_traditional_ones() {
        for (from, _) in read_pairs(include_str!("../../data/script.txt")) {
            let text = from.to_string();
            let (bytes, _, _) = encoding_rs::GBK.encode(&text);
            let in_gb2312 = bytes.len() == 2 && (0xb0..=0xf7).contains(&bytes[0]) && bytes[1] >= 0xa1;
            assert!(!in_gb2312 || "後於麽".contains(from), "{from}");
        }
    }
}
