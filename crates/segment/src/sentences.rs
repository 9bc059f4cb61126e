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
    let bytes = text.as_bytes();
    let mut ended = false;
    // Brackets that are open, and where they were opened.
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        let len = usize::from(LENGTHS[usize::from(first)]);
        // No bracket and no mark is written with another first byte; of what is, the comma is by far the most frequent.
        if !ended && (!MARKS[usize::from(first)] || bytes[at..].starts_with("，".as_bytes())) {
            at += len;
            continue;
        }
        let c = text[at..].chars().next().unwrap_or(' ');
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
        at += len;
    }
    text.len()
}

/// Length of the character that begins with a byte.
const LENGTHS: [u8; 256] = {
    let mut lengths = [1; 256];
    let mut byte = 0xc0;
    while byte < 256 {
        lengths[byte] = match byte {
            0xc0..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
        byte += 1;
    }
    lengths
};

/// Whether a bracket or a mark may begin with a byte.
const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let mut first: &[u8] = &[b'(', b')', 0xe2, 0xe3, 0xef];
    while let [byte, rest @ ..] = first {
        marks[*byte as usize] = true;
        first = rest;
    }
    marks
};

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
