//! Blanks of all widths, and characters that are not drawn.

use super::To;
use crate::Pass;

pub(crate) const PASS: Pass = Pass {
    id: "fold/space",
    about: "Blanks of any width become a space; characters that are not drawn (zero width, soft hyphen, direction marks) are deleted.",
    examples: &[("表1　GDP", "表1 GDP"), ("人均\u{a0}GDP", "人均 GDP"), ("联\u{200b}盟", "联盟")],
};

pub(crate) fn pairs() -> Vec<(char, To)> {
    let blanks =
        ['\u{a0}', '\u{1680}', '\u{3000}', '\u{202f}', '\u{205f}'].into_iter().chain('\u{2000}'..='\u{200a}');
    let undrawn = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}'];
    let directions = ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}');
    let blanks = blanks.map(|c| (c, To::Char(' ')));
    blanks.chain(undrawn.into_iter().chain(directions).map(|c| (c, To::Nothing))).collect()
}
