//! GB 2312 row 3 read as code points.

use super::{To, width};
use crate::Pass;

pub(crate) const PASS: Pass = Pass {
    id: "fold/gb2312-row3",
    about: "U+A3A1 to U+A3FE are punctuation, digits and letters of row 3 of GB 2312 whose codes were read as code points.",
    examples: &[
        ("欧亚地区ꎬ 是首倡地ꎮ", "欧亚地区，是首倡地。"),
        ("新阶段ꎻ 新时代", "新阶段；新时代"),
        ("ꎱꎲ个", "12个"),
    ],
};

pub(crate) fn pairs() -> Vec<(char, To)> {
    let fold = |row: u32| {
        let wide = char::from_u32(0xff01 + row)?;
        Some(width::narrow(wide).unwrap_or(wide))
    };
    let pairs = (0..0x5e).filter_map(|row| Some((char::from_u32(0xa3a1 + row)?, To::Char(fold(row)?))));
    let mut pairs: Vec<_> = pairs.filter(|(from, _)| *from != '\u{a3ae}').collect();
    pairs.push(('\u{a3ae}', To::Context(full_stop)));
    pairs
}

/// The full stop of the row ends sentences, but stands as a point between digits and letters.
fn full_stop(before: Option<char>, after: Option<char>) -> Option<char> {
    let narrow = |c: Option<char>| {
        c.is_some_and(|c| {
            c.is_ascii_alphanumeric() || width::narrow(c).is_some_and(|c| c.is_ascii_alphanumeric())
        })
    };
    Some(if narrow(before) && narrow(after) { '.' } else { '。' })
}
