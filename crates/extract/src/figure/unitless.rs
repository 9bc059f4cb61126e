//! Large numbers without a unit right behind them: 人口将增至1亿, 1亿左右农业转移人口, 总产值达4.9万亿.

use kaoju_record::{Amount, Value};

use super::amount::{LEADS, Measure};
use super::measured::{Measured, measured};
use super::{Context, noun};
use crate::cursor::{any_at, char_at, char_before, is_han, tail};
use crate::numeral::Style;

/// Words of a clause that tell what its large numbers count.
const TOLD: &[(&str, &[&str])] = &[
    ("人", &["人口", "人数", "人员", "就业", "员额", "网民", "裁军"]),
    ("例", &["病例", "确诊"]),
    ("用户", &["用户"]),
];

/// What may stand behind a number that is not followed by what it counts.
const ROUNDING: &[&str] = &["左右", "以上", "以下", "以内", "上下", "之间", "之多", "大关", "关口", "的"];

/// What a large number counts where no unit follows it: a noun behind it, or what its clause speaks of.
pub(super) fn counted(cx: Context<'_>, measure: &Measure) -> Option<Measured> {
    let at = measure.end;
    // 1亿左右农业转移人口: the noun stands behind the bound and outside the core.
    if let Some(after) = any_at(cx.text, at, &["左右", "以上", "以下", "左右的", "以上的"]) {
        let noun = noun::noun_after(cx, after, measure.digits).map(|noun| Measured { end: at, ..noun });
        return noun.or_else(|| told(cx, measure));
    }
    told(cx, measure).or_else(|| noun::noun_after(cx, at, measure.digits))
}

/// A large number in a clause that speaks of people or cases: 人口将增至1亿.
fn told(cx: Context<'_>, measure: &Measure) -> Option<Measured> {
    if !closes(cx.text, measure.end) {
        return None;
    }
    let clause = tail(cx.text, measure.start, 20).rsplit(['。', '；', '，']).next().unwrap_or_default();
    let spoken = |(_, words): &&(&str, &[&str])| words.iter().any(|word| clause.contains(word));
    let (unit, _) = TOLD.iter().find(spoken)?;
    Some(measured(measure.end, Value::Count, unit, "figure/people"))
}

/// A large number in digits with no unit of any kind: 总产值达到4.9万亿，突破1亿大关.
pub(super) fn number(cx: Context<'_>, measure: &Measure) -> Option<Measured> {
    let joined =
        char_before(cx.text, measure.start).is_some_and(|c| matches!(c, '—' | '–' | '~' | '－' | '-' | '第'));
    // 带宽达100兆: 兆 is short for many units.
    let short = cx.text[measure.start..measure.end].ends_with('兆');
    let stands = measure.style == Style::Arabic && measure.large && !measure.bare && !joined && !short;
    (stands && closes(cx.text, measure.end)).then(|| measured(measure.end, bare, "", "figure/unitless"))
}

fn bare(amount: Amount) -> Value {
    Value::Number(amount)
}

/// Whether nothing that could be counted follows.
fn closes(text: &str, end: usize) -> bool {
    let other = |c: char| is_han(c) || c.is_ascii_alphanumeric() || "%％‰/~—–-·".contains(c);
    !char_at(text, end).is_some_and(other)
        || [ROUNDING, LEADS].iter().any(|words| any_at(text, end, words).is_some())
}
