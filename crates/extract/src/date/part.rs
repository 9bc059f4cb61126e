//! What of a year is meant: a half, a quarter, a season, its first months, a festival, a month with its day.

use kaoju_record::Modifier;

use super::Context;
use super::calendar::{Part, Stamp};
use super::day::{day_again, day_alone, day_of_month};
use super::festival::festival_at;
use super::listed::{listed_unit, two_months};
use super::lunar::lunar_at;
use super::modifier::modifier_at;
use super::month::{leap_year, month_or_day};
use super::point::Point;
use crate::cursor::{any_at, char_at, char_before, is_han, word_at};
use crate::lexicon::{Base, DateWord};
use crate::trigger;

/// What of a year stands at `at`; without a year of its own it belongs to that of `near`.
pub(super) fn part_of_year(
    cx: Context<'_>,
    at: usize,
    year: Option<Stamp>,
    near: Option<Stamp>,
) -> Option<Point> {
    let text = cx.text;
    // Behind most years nothing is said of them.
    if year.is_some() && !cx.times && cx.lexicon.triggers.at(text, at) & (trigger::DATE | trigger::NAMED) == 0
    {
        return None;
    }
    let named = || festival_at(cx, at, year, near).or_else(|| lunar_at(cx, at, year, near));
    if let Some(point) = first_months(cx, at, year, near).or_else(named) {
        return Some(point);
    }
    match cx.lexicon.dates.at(text, at) {
        Some((end, DateWord::Division(_)))
            if text[..end].ends_with('度') && word_at(text, end, "假").is_some() =>
        {
            return None;
        }
        Some((end, DateWord::Division(code))) if year.is_some() || needs_no_year(cx, at, end) => {
            return division(cx, at, end, *code, year.or(near)?);
        }
        Some((end, DateWord::Month(base, shift))) if year.is_none() => {
            let from = relative_base(cx, *base)?;
            let stamp = Stamp::plus_months(from.year, from.month()?, *shift);
            return month_or_day(cx, end, stamp);
        }
        Some((end, DateWord::Part(modifier))) if year.is_none() && text[at..].starts_with('年') => {
            let stamp = Stamp::year(cx.anchors.told()?.year);
            // 年终奖 is a sort of pay; 年底色 and 年初心 end in other words.
            let other = ["奖", "一次性", "总结", "考核", "色", "线", "蕴", "心", "衷", "步", "级"];
            let worded = *modifier != Modifier::Mid && any_at(text, end, &other).is_none();
            return worded.then_some(Point {
                end,
                stamp,
                until: None,
                modifier: Some(*modifier),
                rule: "date/year-end",
            });
        }
        _ => {}
    }
    if let Some(point) = month_unsaid(cx, at, year, near) {
        return Some(point);
    }
    if let Some(after) = any_at(text, at, &["元月份", "元月"]) {
        return month_or_day(cx, after, Stamp::in_month(year.or(near)?.year, 1));
    }
    if let Some(point) = year.and_then(|year| day_again(cx, at, year)) {
        return Some(point);
    }
    let (numeral, end) = cx.numeral_at(at);
    let numeral = numeral?;
    if let Some(point) = two_months(text, end, &numeral, year.or(near)) {
        return Some(point);
    }
    let number = u8::try_from(numeral.whole()?).ok()?;
    match listed_unit(cx, at, end) {
        Some('月') => {
            let month = Stamp::in_month(year.or(near)?.year, number);
            return month.exists().then_some(Point { rule: "date/month", ..Point::new(end, month) });
        }
        Some('日' | '号') if year.is_none() => return day_of_month(cx, at, end, number, near),
        _ => {}
    }
    if let Some(after) = word_at(text, end, "月") {
        let after = any_at(text, after, &["份"]).unwrap_or(after);
        let stamp = Stamp::in_month(year.or(near)?.year, number);
        return if stamp.exists() {
            month_or_day(cx, after, leap_year(cx, after, stamp, year))
        } else {
            None
        };
    }
    day_alone(cx, at, end, number, numeral.style, year, near)
}

fn relative_base(cx: Context<'_>, base: Base) -> Option<Stamp> {
    match base {
        Base::Doc => cx.anchors.doc,
        Base::Text => cx.anchors.nearest().map(|p| p.1).or(cx.anchors.doc),
    }
}

/// 月底, 月初: in speech of the month last spoken of.
fn month_unsaid(cx: Context<'_>, at: usize, year: Option<Stamp>, near: Option<Stamp>) -> Option<Point> {
    let after = word_at(cx.text, at, "月").filter(|_| cx.times && year.is_none())?;
    let free = char_before(cx.text, at).is_none_or(|c| !is_han(c) || "到在于从至".contains(c));
    let month = Stamp::in_month(near?.year, near?.month()?);
    let (modifier, end) = modifier_at(cx, after, month.part);
    (free && modifier.is_some()).then_some(Point { modifier, rule: "date/month", ..Point::new(end, month) })
}

/// Whether a part of a year needs no year before it: a quarter or half, but Q1 alone may be a question; in speech also
/// 夏季 and 秋天.
fn needs_no_year(cx: Context<'_>, at: usize, end: usize) -> bool {
    let word = &cx.text[at..end];
    let season = word.starts_with(['春', '夏', '秋', '冬']);
    if season {
        cx.times && word.chars().count() > 1
    } else {
        !word.starts_with('Q') || word.ends_with("季度")
    }
}

/// 上半年, 一季度, 秋季.
fn division(cx: Context<'_>, at: usize, end: usize, code: u8, year: Stamp) -> Option<Point> {
    let single = cx.text[at..end].chars().count() == 1;
    // 2022年冬奥会 is no winter: a season of one character stands at the end of its phrase.
    let ends = char_at(cx.text, end).is_none_or(|c| !is_han(c))
        || any_at(cx.text, end, &["以来", "起", "之", "以后", "以前"]).is_some();
    if single && !ends {
        return None;
    }
    let stamp = Stamp { year: year.year, part: Part::Division(code) };
    let (modifier, end) = modifier_at(cx, end, stamp.part);
    Some(Point { end, stamp, until: None, modifier, rule: "date/part-of-year" })
}

/// 前四个月, 头三个月, 前三季度: months from January on.
fn first_months(cx: Context<'_>, at: usize, year: Option<Stamp>, near: Option<Stamp>) -> Option<Point> {
    let after = any_at(cx.text, at, &["前", "头"])?;
    let told = year.is_some();
    let (numeral, end) = cx.numeral_at(after);
    let count = u8::try_from(numeral?.whole()?).ok()?;
    let (months, end) = if let Some(end) = any_at(cx.text, end, &["个月", "月"]) {
        (count, end)
    } else {
        (count.checked_mul(3)?, any_at(cx.text, end, &["个季度", "季度"])?)
    };
    let year = year.or(near)?.year;
    let stamp = Stamp { year, part: Part::Month(1) };
    let until = Stamp { year, part: Part::Month(months) };
    // 前一个月 without a year is the month before.
    (until.exists() && (told || count > 1)).then_some(Point {
        end,
        stamp,
        until: Some(until),
        modifier: None,
        rule: "date/first-months",
    })
}
