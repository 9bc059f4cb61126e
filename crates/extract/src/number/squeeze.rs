//! Text without the spaces that stand inside its numerals: 三千 八百, 百 分 之 五, 负 3.

use std::borrow::Cow;

use crate::numeral::starts_han;

/// A text and the same without spaces inside numerals, with the way back.
pub(crate) struct Squeezed<'a> {
    /// Without the spaces.
    pub text: Cow<'a, str>,
    /// Where spaces were left out: place in the new text, bytes left out so far.
    cuts: Vec<(usize, usize)>,
}

impl<'a> Squeezed<'a> {
    /// Leaves out the spaces between the characters of a numeral, except where both are Arabic.
    pub(crate) fn of(text: &'a str) -> Self {
        let mut squeezed = Squeezed { text: Cow::Borrowed(text), cuts: Vec::new() };
        if !text.contains(' ') {
            return squeezed;
        }
        let mut kept = String::new();
        let (mut from, mut out) = (0, 0);
        for (at, _) in text.match_indices(' ') {
            let rest = text[at..].trim_start_matches(' ');
            let end = text.len() - rest.len();
            let first = !text[..at].ends_with(' ');
            if first && joins(text[..at].chars().next_back(), rest.chars().next()) {
                kept.push_str(&text[from..at]);
                from = end;
                out += end - at;
                squeezed.cuts.push((kept.len(), out));
            }
        }
        if out > 0 {
            kept.push_str(&text[from..]);
            squeezed.text = Cow::Owned(kept);
        }
        squeezed
    }

    /// Where what starts at a place of the new text starts in the old one.
    pub(crate) fn start(&self, at: usize) -> usize {
        at + self.left_out(self.cuts.partition_point(|(place, _)| *place <= at))
    }

    /// Where what ends at a place of the new text ends in the old one.
    pub(crate) fn end(&self, at: usize) -> usize {
        at + self.left_out(self.cuts.partition_point(|(place, _)| *place < at))
    }

    fn left_out(&self, cuts: usize) -> usize {
        cuts.checked_sub(1).map_or(0, |last| self.cuts[last].1)
    }
}

/// Whether a numeral goes on over the space between two characters.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let part = |c: char| starts_han(c) || c.is_ascii_digit() || "多余点分之又负半".contains(c);
    let (Some(before), Some(after)) = (before, after) else { return false };
    part(before) && part(after) && !(before.is_ascii_digit() && after.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_inside_numerals_are_left_out() {
        for (text, without) in [
            ("三千 八百  九十", "三千八百九十"),
            ("约 五 分之 一 的", "约 五分之一 的"),
            ("1 3/5 与 2 400", "1 3/5 与 2 400"),
            ("无", "无"),
        ] {
            let squeezed = Squeezed::of(text);
            assert_eq!(squeezed.text, without);
            let numeral = without.find(['三', '五', '1', '无']).unwrap();
            assert_eq!(squeezed.start(numeral), text.find(['三', '五', '1', '无']).unwrap());
            assert_eq!(squeezed.end(without.len()), text.len());
        }
    }
}
