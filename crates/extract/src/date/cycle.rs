//! Years of the cycle of sixty: 甲午年, of a reign, of the year in brackets beside it, or of the one that lies nearest.

use super::Context;
use super::calendar::Stamp;
use super::year::Year;
use crate::cursor::{any_at, char_at, word_at};

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// The year of the cycle that begins at `at`: 甲午年（1894年）, 1911年（辛亥年）, 农历乙巳年 of a document of 2025.
pub(super) fn cyclical_at(cx: Context<'_>, at: usize) -> Option<Year> {
    let (place, end) = place_at(cx.text, any_at(cx.text, at, &["农历", "阴历"]).unwrap_or(at))?;
    let beside = any_at(cx.text, end, &["（", "("]).and_then(|from| cx.numeral_at(from).0);
    let beside = beside.filter(|n| n.digits == 4).and_then(|n| i32::try_from(n.whole()?).ok());
    let near = cx.anchors.near().map(|near| near.year);
    let years = [beside, near, near.map(|year| year - 1), near.map(|year| year + 1)];
    let year = years.into_iter().flatten().find(|year| in_cycle(*year) == place)?;
    Some(Year { end, stamp: Stamp::year(year), relative: false })
}

/// The year of the cycle behind the name of a reign that began in `first`: 康熙甲子年.
pub(super) fn in_reign(text: &str, at: usize, first: i32) -> Option<Year> {
    let (place, end) = place_at(text, at)?;
    let stamp = Stamp::year(first + (place - in_cycle(first)).rem_euclid(60));
    Some(Year { end, stamp, relative: false })
}

/// The place in the cycle, 0 for 甲子, and the place of the text after 年.
fn place_at(text: &str, at: usize) -> Option<(i32, usize)> {
    let nth = |signs: &str, at: usize| {
        let sign = char_at(text, at)?;
        i32::try_from(signs.chars().position(|c| c == sign)?).ok()
    };
    let stem = nth(STEMS, at)?;
    let second = at + '甲'.len_utf8();
    let branch = nth(BRANCHES, second).filter(|branch| (stem - branch) % 2 == 0)?;
    let end = word_at(text, second + '子'.len_utf8(), "年")?;
    Some(((6 * stem - 5 * branch).rem_euclid(60), end))
}

/// The place of a year in the cycle; the year 4 began one.
fn in_cycle(year: i32) -> i32 {
    (year - 4).rem_euclid(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_the_cycle() {
        for (name, year) in
            [("甲子年", 1984), ("甲午年", 1894), ("辛亥年", 1911), ("癸亥年", 1983), ("乙巳年", 2025)]
        {
            assert_eq!(place_at(name, 0), Some((in_cycle(year), name.len())), "{name}");
        }
        assert_eq!(place_at("甲丑年", 0), None);
    }
}
