//! Kind `number`: every numeral by itself, whatever follows it.

use kaoju_record::{Bound, Numeral, Value};

use crate::Found;
use crate::cursor::char_at;
use crate::numeral::{numeral_at, starts_han};
use crate::optional::Stretch;

/// Finds the numerals of a stretch.
pub(crate) fn find(stretch: &Stretch<'_>, found: &mut Vec<Found>) {
    let text = stretch.text;
    let mut at = 0;
    while let Some(c) = char_at(text, at) {
        let after = at + c.len_utf8();
        if !c.is_ascii_digit() && !starts_han(c) {
            at = after;
            continue;
        }
        let (numeral, end) = numeral_at(text, at);
        if let Some(numeral) = numeral {
            let number = Numeral {
                number: Some(numeral.low.normalize().to_string()),
                bound: numeral.over.then_some(Bound::Over),
                ..Numeral::default()
            };
            found.push(stretch.mention(at..end, Value::Numeral(number), "number/numeral"));
        }
        at = end.max(after);
    }
}
