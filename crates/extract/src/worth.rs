//! What of a trigger is worth trying, by a look at the number behind it: most numbers are no dates, and most small Chinese
//! numerals nothing at all.

use crate::context::Numerals;
use crate::cursor::{char_at, skip_spaces};
use crate::numeral::{Style, starts_han};
use crate::trigger::{self, Triggers};

/// The number of a plan, “十四五”, has no more characters.
const LONGEST_PLAN: usize = 4;

/// A paragraph that triggers are judged in.
pub(crate) struct Worth<'a> {
    /// The paragraph.
    pub text: &'a str,
    /// Its numerals read so far.
    pub numerals: &'a Numerals,
    /// What each character may go on with.
    pub triggers: &'a Triggers,
    /// Whether clock times are asked for.
    pub times: bool,
}

impl Worth<'_> {
    /// What is worth trying: a date only where the number in it can go on as one, and at a small Chinese numeral, the
    /// most frequent trigger of all, nothing where none can.
    pub(crate) fn of(&self, at: usize, c: char, triggers: u16) -> u16 {
        let undated = triggers & trigger::DATE != 0 && !self.may_date(at, c);
        let triggers = if undated { triggers & !trigger::DATE } else { triggers };
        if !starts_han(c) {
            return triggers;
        }
        let (numeral, end) = self.numerals.at(self.text, at);
        let end = if self.times { skip_spaces(self.text, end, 1) } else { end };
        match numeral {
            Some(numeral) if numeral.large || numeral.style != Style::Han => triggers,
            None if matches!(c, '本' | '上' | '数') => triggers,
            _ if self.goes_on(end, trigger::GOES_ON) => triggers,
            _ => triggers & !(trigger::DATE | trigger::FIGURE),
        }
    }

    /// Whether a date may begin at a place, by what stands behind its number: 第一季度 and 前两年, but not 第一次 and
    /// 这两个. Four digits are a year, eight a day, and in speech any number may be a time.
    fn may_date(&self, at: usize, c: char) -> bool {
        let text = self.text;
        let number = match c {
            _ if self.times => return true,
            '“' => return text[at + c.len_utf8()..].chars().take(LONGEST_PLAN).any(|c| c == '五'),
            '第' | '这' | '今' | '前' | '后' | '头' | '首' | '上' | '下' | '本' => {
                at + c.len_utf8()
            }
            _ => at,
        };
        if !char_at(text, number).is_some_and(|c| c.is_ascii_digit() || starts_han(c)) {
            return true;
        }
        let (numeral, end) = self.numerals.at(text, number);
        let after = skip_spaces(text, end, 1);
        // 1. is an item, 29.5.2014 a day.
        let dotted =
            || text[after..].starts_with('.') && !text[after + 1..].starts_with(|c: char| c.is_ascii_digit());
        numeral.is_none_or(|n| n.digits > 3) || self.goes_on(after, trigger::DATE_GOES_ON) && !dotted()
    }

    fn goes_on(&self, end: usize, how: u16) -> bool {
        char_at(self.text, end).is_some_and(|next| self.triggers.of_char(next) & how != 0)
    }
}
