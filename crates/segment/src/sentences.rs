//! Sentences of a paragraph.

use std::ops::Range;

/// The sentences of a paragraph, one after the other, without gaps. A mark inside quotation marks or brackets ends
/// the sentence only after they are closed.
pub fn sentences(text: &str, paragraph: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = paragraph.start;
    std::iter::from_fn(move || {
        let rest = text.get(at..paragraph.end).filter(|rest| !rest.is_empty())?;
        let start = at;
        at += sentence_len(rest);
        Some(start..at)
    })
}

fn sentence_len(text: &str) -> usize {
    let mut ended = false;
    for (at, c) in text.char_indices() {
        match c {
            '。' | '！' | '？' | '…' => ended = true,
            '”' | '’' | '）' | '》' | '〉' | '」' | '』' | '】' | ')' | '"' => {}
            _ if ended => return at,
            _ => {}
        }
    }
    text.len()
}
