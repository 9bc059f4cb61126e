//! What one look at each character of a line tells.

use crate::chars::is_han;

/// The signs that a line holds, and how many of its characters are of which kind.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Signs {
    pub(crate) tab: bool,
    /// ，
    pub(crate) comma: bool,
    /// 。
    pub(crate) stop: bool,
    /// ；
    pub(crate) semicolon: bool,
    /// What opens a name, a bracket or a quotation: 《 （ ( “
    pub(crate) opening: bool,
    /// What names, quotations, addresses and years have, one of which every reference holds: 《 “ 〔 @ : ： 年, a digit.
    pub(crate) citing: bool,
    pub(crate) blanks: u32,
    /// Chinese characters and punctuation.
    pub(crate) chinese: u32,
    /// Columns, two for each character beyond ASCII.
    pub(crate) columns: u32,
}

impl Signs {
    pub(crate) fn of(line: &str) -> Signs {
        let mut signs = Signs::default();
        for c in line.chars() {
            signs.columns += 2 - u32::from(c.is_ascii());
            signs.chinese += u32::from(c >= '\u{3000}');
            if is_han(c) {
                signs.citing |= c == '年';
                continue;
            }
            match c {
                '\t' => signs.tab = true,
                ' ' => signs.blanks += 1,
                '，' => signs.comma = true,
                '。' => signs.stop = true,
                '；' => signs.semicolon = true,
                '（' | '(' => signs.opening = true,
                '《' | '“' => (signs.opening, signs.citing) = (true, true),
                '〔' | '@' | ':' | '：' | '0'..='9' => signs.citing = true,
                _ => {}
            }
        }
        signs
    }

    /// Whether the line holds a comma or a full stop.
    pub(crate) fn punctuated(&self) -> bool {
        self.comma || self.stop
    }
}
