//! Sentences of a paragraph.

use std::ops::Range;

/// The sentences of a paragraph, one after the other, without gaps: 。！？ and …… end them, ； does not. A mark inside
/// quotation marks or brackets ends the sentence after they are closed; one inside the brackets of a name, 《》, none.
pub fn sentences(text: &str, paragraph: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = paragraph.start;
    std::iter::from_fn(move || {
        let rest = text.get(at..paragraph.end).filter(|rest| !rest.is_empty())?;
        let start = at;
        at += sentence_len(rest);
        Some(start..at)
    })
}

/// A name or bracket that is not closed within this many bytes was never opened.
const LONGEST: usize = 360;

/// Length of the sentence that the text begins with.
fn sentence_len(text: &str) -> usize {
    let mut ended = false;
    // Brackets that are open, and where they were opened.
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut at = 0;
    loop {
        if !ended {
            at = next_mark(text, at);
        }
        let Some(c) = text[at..].chars().next() else { return text.len() };
        open.retain(|(_, since)| at - since <= LONGEST);
        let closing = matches!(c, '”' | '’' | '）' | '》' | '〉' | '】' | ')' | ']' | '"');
        let mark = matches!(c, '。' | '！' | '？' | '…');
        if ended && !closing && !mark && open.is_empty() {
            if !goes_on(&text[..at], c) {
                return at;
            }
            ended = false;
        }
        match c {
            '《' | '（' | '(' if open.len() < 8 => open.push((c, at)),
            '》' => close(&mut open, &['《']),
            '）' | ')' => {
                close(&mut open, &['（', '(']);
                ended |= open.is_empty() && text[..at].ends_with(['。', '！', '？']);
            }
            _ => {}
        }
        // 。 inside a name or a bracket belongs to it.
        ended = if mark { ended || open.is_empty() } else { ended && closing };
        at += c.len_utf8();
    }
}

/// What may end a sentence, or hold it together.
const MARKS: [char; 10] = ['。', '！', '？', '…', '《', '》', '（', '）', '(', ')'];

/// The bytes that they begin with.
const FIRST: [bool; 256] = {
    let mut first = [false; 256];
    let mut at = 0;
    while at < MARKS.len() {
        first[MARKS[at].encode_utf8(&mut [0; 4]).as_bytes()[0] as usize] = true;
        at += 1;
    }
    first
};

/// Where the next of these stands, from byte `from` on; the length of the text where none does.
fn next_mark(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        // Most characters are Chinese, of three bytes each.
        while let Some(0xe4..=0xe9) = bytes.get(at) {
            at += 3;
        }
        let Some(first) = bytes.get(at) else { return text.len() };
        at += match text[at..].chars().next() {
            Some(c) if FIRST[usize::from(*first)] && MARKS.contains(&c) => return at,
            c => c.map_or(1, char::len_utf8),
        };
    }
}

/// Whether the sentence goes on behind a quotation that ends with a mark: “……？”这一问题, “……。”的说法.
fn goes_on(before: &str, after: char) -> bool {
    let Some(inner) = before.strip_suffix(['”', '’']) else { return false };
    matches!(after, '的' | '，' | '、' | '；' | '：' | '“')
        || inner.ends_with(['？', '！']) && !after.is_whitespace()
}

fn close(open: &mut Vec<(char, usize)>, brackets: &[char]) {
    if let Some(found) = open.iter().rposition(|(c, _)| brackets.contains(c)) {
        open.truncate(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sentences are drawn between bars.
    #[track_caller]
    fn check(drawn: &str) {
        let text = drawn.replace('|', "");
        let cut: Vec<&str> = sentences(&text, 0..text.len()).map(|range| &text[range]).collect();
        assert_eq!(cut.join("|"), drawn);
    }

    #[test]
    fn marks_end_sentences() {
        check("会议开始。|会议结束！|还开吗？|等等……|结束");
        check("一是合作；二是发展。|三是安全。");
    }

    #[test]
    fn quotations_and_brackets_survive() {
        check("他说：“会议开始。”|会议结束。");
        check("他说：“会议开始。|会议结束。”|然后走了。");
        check("回答“世界向何处去？”这一问题。");
        check("驳斥“合作已死。”的说法。");
        check("（见表1。表2另见。）|会议结束。");
        check("《怎么办？关于和平》发表。|结束。");
    }

    #[test]
    fn a_bracket_that_is_never_closed_holds_nothing_together() {
        let long = "甲".repeat(LONGEST + 1);
        check(&format!("《{long}。|乙。"));
    }

    proptest! {
        #[test]
        fn sentences_join_to_the_paragraph(text in "[。！？…”“（）《》；，甲a1]{0,60}") {
            let joined: String = sentences(&text, 0..text.len()).map(|range| &text[range]).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
