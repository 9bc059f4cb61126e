//! Recurrences: 每年, 每季度, 隔年, 每两年, 每周一, 每周一三五, 每年9月, 每年春节, 逐年, 两年举办一次.

use kaoju_record::Value;
use rust_decimal::Decimal;

use super::clock::{clock, part_of_day};
use super::festival::festival_at;
use super::length::{Length, length_at, unit_letter};
use super::small::small_at;
use super::time;
use super::week::weekday_at;
use super::{Context, DateMatch};
use crate::cursor::{any_at, any_before, char_at, head, skip_spaces, word_at};
use crate::lexicon::DateWord;

/// The recurrence that begins at `at`.
pub(crate) fn set_at(cx: Context<'_>, at: usize) -> Option<DateMatch> {
    let found = every(cx, at).or_else(|| every_other(cx.text, at)).or_else(|| one_by_one(cx.text, at));
    found.map(|(end, set)| DateMatch {
        start: at,
        end,
        value: Value::Set { set },
        rule: "date/set",
        fixes: None,
    })
}

/// 每年, 每季度, 每两年, 每个月, 每逢周一.
fn every(cx: Context<'_>, at: usize) -> Option<(usize, String)> {
    let text = cx.text;
    if let Some(after) = word_at(text, at, "逢") {
        let (end, _) = weekday_at(text, after)?;
        let apt = any_before(text, at, &["恰", "适", "正", "又", "欣"]).is_none();
        return apt.then(|| (at_time(cx, weekdays(text, end)), "P1W".to_owned()));
    }
    let after = any_at(text, at, &["每逢", "每隔", "每"])?;
    if let Some((end, _)) = weekday_at(text, after) {
        return Some((at_time(cx, weekdays(text, end)), "P1W".to_owned()));
    }
    // 每隔一年 is every other year.
    if let Some(end) = word_at(text, at, "每隔一")
        && let Some((end, letter)) = unit_letter(text, word_at(text, end, "个").unwrap_or(end))
        && let Some(unit) = letter.strip_prefix('1')
    {
        return Some((end, format!("P2{unit}")));
    }
    let single = any_at(text, after, &["个"]).or_else(|| word_at(text, after, "一").filter(|_| cx.times));
    if let Some((end, letter)) = unit_letter(text, single.unwrap_or(after)) {
        return Some((within(cx, end, letter), period(letter)));
    }
    if let Some(festival) = festival_at(cx, after, None, cx.anchors.near()) {
        return Some((festival.end, "P1Y".to_owned()));
    }
    if text[at..after].ends_with('逢')
        && let Some(end) = of_year(cx, after)
    {
        return Some((end, "P1Y".to_owned()));
    }
    let length = length_at(cx, after)?;
    // 每一秒 is all the time.
    let meant = length.exact() && !text[after..].starts_with("一秒");
    meant.then(|| (length.end, length.iso()))
}

/// What of each year, month, week or day is meant: 9月, 4号, 周一, 晚上8点.
fn within(cx: Context<'_>, end: usize, letter: &str) -> usize {
    let text = cx.text;
    match letter {
        // 每年度 is a year's round.
        "1Y" => of_year(cx, end).unwrap_or_else(|| word_at(text, end, "度").unwrap_or(end)),
        "1M" => day(text, end).or_else(|| part(text, end, '月')).map_or(end, |end| at_time(cx, end)),
        "1W" => {
            let day = weekday_at(text, end)
                .or_else(|| weekday_at(text, any_before(text, end, &["星期", "礼拜", "周"])?));
            let weekend = || any_at(text, end, &["末", "六日", "六、日"]).unwrap_or(end);
            day.map_or_else(weekend, |(end, _)| at_time(cx, weekdays(text, end)))
        }
        "1D" => at_time(cx, end),
        _ => end,
    }
}

/// 底, 初, 月底, 年初 of every month or year.
fn part(text: &str, at: usize, unit: char) -> Option<usize> {
    let from = if text[at..].starts_with(unit) { at + unit.len_utf8() } else { at };
    // 初一 is a day of the Chinese month.
    let lunar =
        word_at(text, from, "初").and_then(|at| small_at(text, at)).filter(|(day, _)| (1..=10).contains(day));
    lunar.map(|found| found.1).or_else(|| any_at(text, from, &["底", "末", "初"]))
}

/// More weekdays behind the first: 一三五, 和周三, 至周五.
fn weekdays(text: &str, mut end: usize) -> usize {
    // OK because a week has seven days.
    for _ in 0..6 {
        let joined = any_at(text, end, &["、", "和", "及", "与", "至", "到", "-", "—"]);
        let named = weekday_at(text, joined.unwrap_or(end)).map(|found| found.0);
        let bare = || {
            let next = any_at(text, joined.unwrap_or(end), &["一", "二", "三", "四", "五", "六", "日"])?;
            let other = |c| "次个点时月年号天起万千百十半".contains(c);
            (!char_at(text, next).is_some_and(other)).then_some(next)
        };
        match named.or_else(bare) {
            Some(next) => end = next,
            None => break,
        }
    }
    end
}

/// 的9月, 9月1日, 秋天, 春节, 年底 of every year.
fn of_year(cx: Context<'_>, at: usize) -> Option<usize> {
    let text = cx.text;
    let at = word_at(text, at, "的").unwrap_or(at);
    if let Some(end) = part(text, at, '年').filter(|_| text[at..].starts_with('年')) {
        return Some(end);
    }
    let month = small_at(text, at).filter(|(month, _)| (1..=12).contains(month));
    if let Some(end) = month.and_then(|(_, end)| any_at(text, end, &["月份", "月"])) {
        return Some(day(text, end).or_else(|| nth_weekday(text, end)).unwrap_or(end));
    }
    if let Some((end, DateWord::Division(_))) = cx.lexicon.dates.at(text, at)
        && text[at..end].chars().count() > 1
    {
        return Some(end);
    }
    festival_at(cx, at, None, cx.anchors.near()).map(|point| point.end)
}

/// 的第二个星期日, 最后一个周五 of a month.
fn nth_weekday(text: &str, at: usize) -> Option<usize> {
    let after = any_at(text, word_at(text, at, "的").unwrap_or(at), &["第", "最后"])?;
    let (_, end) = small_at(text, after)?;
    weekday_at(text, word_at(text, end, "个").unwrap_or(end)).map(|found| found.0)
}

fn day(text: &str, at: usize) -> Option<usize> {
    let (_, end) = small_at(text, at).filter(|(day, _)| (1..=31).contains(day))?;
    any_at(text, end, &["日", "号"])
}

/// The clock time behind a day that recurs, where clock times are asked for.
fn at_time(cx: Context<'_>, end: usize) -> usize {
    if !cx.times {
        return end;
    }
    let from = skip_spaces(cx.text, end, 1);
    match clock(cx.text, from, None) {
        Some(first) => time::second(cx.text, &first).map_or(first.end, |(_, end)| end),
        None => part_of_day(cx.text, from).map_or(end, |(_, end)| end),
    }
}

fn period(letter: &str) -> String {
    letter.strip_prefix('T').map_or_else(|| format!("P{letter}"), |time| format!("PT{time}"))
}

/// 隔年, 隔月.
fn every_other(text: &str, at: usize) -> Option<(usize, String)> {
    let after = word_at(text, at, "隔")?;
    let (word, set) = [("年", "P2Y"), ("月", "P2M"), ("周", "P2W"), ("日", "P2D"), ("天", "P2D")]
        .into_iter()
        .find(|(word, _)| text[after..].starts_with(word))?;
    // 时隔, 间隔 are other words.
    any_before(text, at, &["时", "间"]).is_none().then(|| (after + word.len(), set.to_owned()))
}

/// 逐年, 逐月.
fn one_by_one(text: &str, at: usize) -> Option<(usize, String)> {
    let (end, letter) = unit_letter(text, word_at(text, at, "逐")?)?;
    (!text[at..end].ends_with('晚')).then(|| (end, period(letter)))
}

/// 两年举办一次: the length is a recurrence where 一次 follows, alone or behind a verb; 一周三次 is one too.
pub(super) fn is_round(text: &str, length: &Length) -> bool {
    let often = || small_at(text, length.end).filter(|(times, _)| *times > 1).map(|(_, end)| end);
    if length.low == Decimal::ONE && often().is_some_and(|end| word_at(text, end, "次").is_some()) {
        return length.exact() && length.extra.is_none();
    }
    let rest = head(text, length.end, 4);
    let verb = ["一次", "1次"].iter().filter_map(|word| rest.find(word)).min().map(|once| &rest[..once]);
    let held = |verb: &str| {
        verb.is_empty() || any_at(verb, 0, &["举", "召", "开", "评", "换", "轮", "选"]).is_some()
    };
    length.exact() && verb.is_some_and(held)
}
