//! Kinds of characters, as the passes need them.

/// A Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}')
}

/// Full-width punctuation that Chinese text alone uses.
pub(crate) fn is_wide_punct(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '（'
            | '）'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '【'
            | '】'
            | '〔'
            | '〕'
    )
}

/// Quotation marks, which Latin text uses as well.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’')
}

/// A mark that ends a sentence.
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '…')
}

/// A closing quotation mark or bracket.
pub(crate) fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | ')' | '》' | '〉' | '】' | ']' | '〕' | '■')
}

/// ① … ⑳, ❶ …, and the rarer rings.
pub(crate) fn is_ringed(c: char) -> bool {
    matches!(c, '①'..='⑳' | '❶'..='❿' | '㉑'..='㉟')
}

/// A numeral written with a Chinese character.
pub(crate) fn is_han_digit(c: char) -> bool {
    matches!(
        c,
        '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '零'
    )
}

/// Length of the character that begins with this byte.
pub(crate) const fn len_of(first: u8) -> usize {
    match first {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

/// The least offset from which the text begins at a character boundary, at or below `at`.
pub(crate) fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
