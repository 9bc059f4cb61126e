//! Kind `number`: every numeral by itself, whatever follows it, and the ranges and conditions that numbers are ends of.

mod coded;
mod condition;
mod read;
mod squeeze;

use std::ops::Range;

use kaoju_record::{Bound, Numeral, Value};
use kaoju_segment::Words;

use crate::Found;
use crate::cursor::{any_at, char_at, char_before, head, is_han, tail};
use crate::identifier::identifiers_in;
use crate::lexicon::{Lexicon, Unit};
use crate::optional::Stretch;
use crate::trigger;
use read::{Reading, number_at};

pub(crate) use squeeze::Squeezed;

/// Finds the numbers of a stretch, and their ranges.
pub(crate) fn find(stretch: &Stretch<'_>, found: &mut Vec<Found>) {
    let squeezed = Squeezed::of(stretch.text);
    let numbers = numbers_in(&squeezed.text);
    let place = |start: usize, end: usize| squeezed.start(start)..squeezed.end(end);
    for read in numbers.iter().filter(|read| read.high.is_none()) {
        let number = Numeral {
            number: Some(read.value.normalize().to_string()),
            bound: if read.over { Some(Bound::Over) } else { read.about.then_some(Bound::About) },
            ..Numeral::default()
        };
        let range = place(read.start, read.end);
        found.push(stretch.mention(range, Value::Numeral(number), "number/numeral"));
    }
    for condition in condition::conditions(&squeezed.text, &numbers) {
        let range = place(condition.start, condition.end);
        found.push(stretch.mention(range, Value::Numeral(condition.value), condition.rule));
    }
}

/// The numbers of a text, in its order.
fn numbers_in(text: &str) -> Vec<Reading> {
    let lexicon = Lexicon::get();
    let mut identifiers = identifiers_in(text).into_iter().peekable();
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < text.len() {
        while identifiers.next_if(|known| known.end <= at).is_some() {}
        if let Some(known) = identifiers.peek().filter(|known| known.contains(&at)) {
            at = known.end;
            continue;
        }
        let fixed = if lexicon.triggers.at(text, at) & trigger::FIXED != 0 {
            lexicon.fixed.at(text, at).map(|(end, _)| end)
        } else {
            None
        };
        match number_at(text, at) {
            Ok(read) if fixed.is_none_or(|end| read.end > end) => {
                if stands(lexicon, text, &read) {
                    numbers.push(read);
                }
                at = read.end;
            }
            Ok(read) => at = fixed.unwrap_or(read.end),
            Err(next) => at = fixed.unwrap_or(at).max(next),
        }
    }
    numbers
}

/// Whether what reads like a number is one here.
fn stands(lexicon: &Lexicon, text: &str, read: &Reading) -> bool {
    if coded::is_code(lexicon, text, read) {
        return false;
    }
    if read.arabic {
        return true;
    }
    let written = &text[read.start..read.end];
    let count = written.chars().count();
    if read.bare && count == 1 {
        return false;
    }
    if count > 2 {
        return true;
    }
    (count == 2 || goes_with(lexicon, text, read.end)) && !inside_word(text, read.start..read.end)
}

/// Whether a numeral of one character is counted with what follows, or stands alone.
fn goes_with(lexicon: &Lexicon, text: &str, end: usize) -> bool {
    let Some(next) = char_at(text, end) else { return true };
    if !is_han(next) && !next.is_ascii_alphabetic() {
        return true;
    }
    // A formal digit is a verb or a name before anything it does not count: 拾到, 陆的.
    let formal = char_before(text, end).is_some_and(|c| "拾伍陆".contains(c));
    match lexicon.units.at(text, end) {
        Some((stop, Unit::Money(_))) => text[end..stop].chars().count() == 1,
        Some(_) => true,
        None => {
            !formal && {
                "年月日号时点分秒周天季旬是到至以的等和与及加减乘除倍成折比这那还而却但".contains(next)
                    || any_at(text, end, &["小时", "刻钟", "星期", "世纪", "百分点"]).is_some()
            }
        }
    }
}

/// Whether a numeral of one or two characters is part of a word: 四川, 统一, 队伍.
fn inside_word(text: &str, numeral: Range<usize>) -> bool {
    let before = tail(text, numeral.start, 4);
    let from = numeral.start - before.len();
    let window = &text[from..numeral.end + head(text, numeral.end, 4).len()];
    let mut at = from;
    Words::get().tag(window).into_iter().any(|(word, tag)| {
        let (start, end) = (at, at + word.len());
        at = end;
        let beyond =
            (start < numeral.start && end > numeral.start) || (end > numeral.end && start < numeral.end);
        beyond && !tag.starts_with('m') && !matches!(tag, "t" | "q" | "x")
    })
}
