//! Full-width digits, letters and signs.

use super::To;
use crate::Pass;

pub(crate) const PASS: Pass = Pass {
    id: "fold/width",
    about: "Full-width digits, letters and signs become ASCII; ，；：？！（） stay, as Chinese text writes them. Signs that look alike become one.",
    examples: &[
        ("２０２１年增长５％", "2021年增长5%"),
        ("ＲＣＥＰ", "RCEP"),
        ("２０１３～２０２１年", "2013~2021年"),
        ("增长−4.2％", "增长-4.2%"),
    ],
};

/// Full-width characters that stay: Chinese punctuation, and signs that would be read as markup.
const STAY: &str = "，；：？！（）＂＃＊＜＞＼｀";

/// Signs that are drawn alike.
const ALIKE: &[(char, char)] = &[
    ('－', '-'),
    ('−', '-'),
    ('‐', '-'),
    ('‑', '-'),
    ('﹣', '-'),
    ('﹪', '%'),
    ('﹕', '：'),
    ('﹔', '；'),
    ('﹐', '，'),
    ('﹑', '、'),
    ('﹒', '.'),
    ('〜', '~'),
    ('∼', '~'),
    ('‧', '·'),
    ('・', '·'),
    ('･', '·'),
    ('•', '·'),
    ('―', '—'),
    ('─', '—'),
    ('━', '—'),
    ('￥', '¥'),
    ('￡', '£'),
    ('￠', '¢'),
    ('。', '。'),
    ('｡', '。'),
    ('､', '、'),
    ('∶', ':'),
    ('﹝', '〔'),
    ('﹞', '〕'),
    ('﹙', '（'),
    ('﹚', '）'),
    ('︰', '：'),
    ('⁄', '/'),
    ('∕', '/'),
];

pub(crate) fn pairs() -> Vec<(char, To)> {
    let wide = ('！'..='～').filter_map(|c| Some((c, To::Char(narrow(c)?))));
    let alike = ALIKE.iter().filter(|(from, to)| from != to).map(|&(from, to)| (from, To::Char(to)));
    let zero = ['○', '◯'].map(|c| (c, To::Context(zero)));
    wide.chain(alike).chain(zero).collect()
}

/// The ASCII character a full-width one stands for.
pub(crate) fn narrow(c: char) -> Option<char> {
    let wide = ('！'..='～').contains(&c) && !STAY.contains(c);
    wide.then(|| char::from_u32(u32::from(c) - 0xfee0)).flatten()
}

/// A ring among Chinese digits is a zero: 二○二一年.
fn zero(before: Option<char>, after: Option<char>) -> Option<char> {
    let digit = |c: Option<char>| c.is_some_and(crate::chars::is_han_digit);
    (digit(before) || digit(after)).then_some('〇')
}
