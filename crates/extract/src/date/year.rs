//! Years, decades and centuries: 2014年, 二〇一四年, 五八年, 公元前221年, 民国三年, 今年, 20世纪90年代.

use super::Context;
use super::calendar::{Part, Stamp};
use super::cycle::cyclical_at;
use super::range::connector;
use super::reign::reign_at;
use super::{festival, lunar};
use crate::cursor::{any_at, any_before, char_at, char_before, is_han, word_at};
use crate::lexicon::{Base, DateWord};
use crate::numeral::{Numeral, Style};
use rust_decimal::Decimal;

/// A year in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Year {
    /// The place after it.
    pub end: usize,
    /// The year, or the first one of a decade or century.
    pub stamp: Stamp,
    /// Whether it is counted from another date (今年, 次年).
    pub relative: bool,
}

/// The year, decade or century that begins at `at`.
pub(crate) fn year_at(cx: Context<'_>, at: usize) -> Option<Year> {
    match cx.numeral_at(at) {
        // 万历 begins with a numeral.
        (Some(numeral), end) => numbered(cx, at, &numeral, end)
            .or_else(|| century_numbered(cx, &numeral, end))
            .or_else(|| reign_at(cx, at)),
        (None, _) => worded(cx, at)
            .or_else(|| era(cx, at))
            .or_else(|| reign_at(cx, at))
            .or_else(|| cyclical_at(cx, at))
            .or_else(|| century_worded(cx, at)),
    }
}

/// 公元前221年, 民国三年.
fn era(cx: Context<'_>, at: usize) -> Option<Year> {
    let text = cx.text;
    if let Some(after) = any_at(text, at, &["公元", "西元"])
        && let (Some(numeral), end) = cx.numeral_at(after)
        && let Some(century) = century_numbered(cx, &numeral, end)
    {
        return Some(century);
    }
    let counted = |after: usize, most: i64| {
        let (numeral, end) = cx.numeral_at(after);
        let number = numeral?.whole().filter(|n| (1..most).contains(n))?;
        Some((i32::try_from(number).ok()?, word_at(text, end, "年")?))
    };
    if let Some(after) = any_at(text, at, &["公元前", "西元前"]).or_else(|| before_our_era(text, at)) {
        return counted(after, 10_000).map(|(number, end)| absolute(end, 1 - number));
    }
    if let Some(after) = any_at(text, at, &["公元", "西元"]) {
        return counted(after, 10_000).map(|(number, end)| absolute(end, number));
    }
    let after = word_at(text, at, "民国")?;
    if let Some(end) = word_at(text, after, "元年") {
        return Some(absolute(end, 1912));
    }
    let (number, end) = counted(after, 200)?;
    Some(absolute(end, 1911 + number))
}

/// 公元前3世纪, 至前3世纪: its first and last year, and the place after it. EDTF has no centuries before our era.
pub(super) fn century_before(cx: Context<'_>, at: usize) -> Option<(Stamp, Stamp, usize)> {
    let follows =
        || word_at(cx.text, at, "前").filter(|_| any_before(cx.text, at, &["至", "到", "—", "-"]).is_some());
    let (numeral, end) = cx.numeral_at(any_at(cx.text, at, &["公元前", "西元前"]).or_else(follows)?);
    let end = word_at(cx.text, end, "世纪")?;
    let number = i32::try_from(numeral?.whole()?).ok().filter(|n| (1..=90).contains(n))?;
    Some((Stamp::year(1 - 100 * number), Stamp::year(-100 * (number - 1)), end))
}

/// 前221年 where nothing else can be counted: three digits, not behind a word.
fn before_our_era(text: &str, at: usize) -> Option<usize> {
    let after = word_at(text, at, "前")?;
    let digits = text.as_bytes()[after..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    let free = char_before(text, at).is_none_or(|c| !is_han(c) || "至到和与".contains(c));
    (digits == 3 && free).then_some(after)
}

fn absolute(end: usize, year: i32) -> Year {
    Year { end, stamp: Stamp::year(year), relative: false }
}

/// 2014年, 二〇一四年, 五八年, 14年5月, 九十年代.
fn numbered(cx: Context<'_>, at: usize, numeral: &Numeral, end: usize) -> Option<Year> {
    let text = cx.text;
    if let Some(after) = word_at(text, end, "年代").filter(|end| word_at(text, *end, "码").is_none()) {
        return decade(cx, numeral, after);
    }
    let business = || any_at(text, end, &["财年", "财政年度", "学年"]).filter(|_| numeral.digits == 4);
    let halved = || if numeral.digits == 4 { divided(cx, end) } else { None };
    let after = word_at(text, end, "年").or_else(business).or_else(halved)?;
    let term = word_at(text, after, "期").is_some() && word_at(text, after, "期间").is_none();
    if term || any_at(text, after, &["级", "度计"]).is_some() {
        return None;
    }
    let number = i32::try_from(numeral.whole()?).ok()?;
    match numeral.digits {
        4 if (1000..3000).contains(&number) => Some(absolute(skip_degree(text, after), number)),
        2 if short_year(cx, at, numeral, after) => Some(absolute(after, pivot(cx, number))),
        3 if numeral.style == Style::HanDigits || told_in(cx, at) => Some(absolute(after, number)),
        0 if (1000..3000).contains(&number) && finer_follows(cx, after) => Some(absolute(after, number)),
        _ => None,
    }
}

/// 2020上半年, 2021Q3: a half or quarter right behind the number.
fn divided(cx: Context<'_>, at: usize) -> Option<usize> {
    let (end, word) = cx.lexicon.dates.at(cx.text, at)?;
    let part =
        matches!(word, DateWord::Division(_)) && cx.text[at..end].ends_with(['年', '度', '1', '2', '3', '4']);
    let free = cx.text.as_bytes().get(end).is_none_or(|b| !b.is_ascii_alphanumeric());
    (part && free).then_some(at)
}

/// 1957年度 is the year, as long as 度 does not begin another word.
fn skip_degree(text: &str, at: usize) -> usize {
    match word_at(text, at, "度") {
        Some(after) if any_at(text, after, &["过", "假"]).is_none() => after,
        _ => at,
    }
}

/// 五八年, 08年, 14年5月, 21年每月: a year of two digits.
fn short_year(cx: Context<'_>, at: usize, numeral: &Numeral, after: usize) -> bool {
    numeral.style == Style::HanDigits
        || cx.text[at..].starts_with('0')
        || finer_follows(cx, after)
        || in_range(cx, at, numeral, after)
        || any_at(cx.text, after, &["每月", "每个月", "每季", "每周", "每日", "每天"]).is_some()
}

/// 从95年到97年: two years of two digits each, of which the first is the smaller.
fn in_range(cx: Context<'_>, at: usize, numeral: &Numeral, after: usize) -> bool {
    let text = cx.text;
    let year = |at: usize| {
        let (other, end) = cx.numeral_at(at);
        other.filter(|n| n.digits == 2 && n.style == Style::Arabic && word_at(text, end, "年").is_some())
    };
    let from = |at: usize| matches!(char_before(text, at), Some('从' | '自'));
    let second = || connector(text, after).and_then(year);
    let first = || any_before(text, at, &["年到", "年至"]).and_then(|end| end.checked_sub(2));
    if from(at) {
        return second().is_some_and(|second| second.low > numeral.low);
    }
    first().filter(|at| from(*at)).and_then(year).is_some_and(|first| first.low < numeral.low)
}

/// 在789年: in speech three digits are a year where something happens in it.
fn told_in(cx: Context<'_>, at: usize) -> bool {
    cx.times && matches!(char_before(cx.text, at), Some('在' | '于'))
}

/// Whether what stands at `at` belongs to a year: a month, a quarter, a festival, the n-th week.
pub(super) fn finer_follows(cx: Context<'_>, at: usize) -> bool {
    let text = cx.text;
    let (numeral, end) = cx.numeral_at(at);
    numeral.is_some_and(|n| n.plain && n.digits > 0 || n.low < Decimal::from(13)) && word_at(text, end, "月").is_some()
        || matches!(cx.lexicon.dates.at(text, at), Some((_, DateWord::Division(_))))
        || any_at(text, at, &["元月", "今天", "今日"]).is_some()
        || any_at(text, at, &["第", "首"])
            .is_some_and(|after| matches!(cx.numeral_at(after), (Some(_), end) if any_at(text, end, &["个月", "个星期", "个礼拜", "周"]).is_some()))
        || cx.times && (festival::opens(cx, at) || lunar::opens(text, at))
}

/// A year of two digits: the latest one that is not later than the document's.
fn pivot(cx: Context<'_>, number: i32) -> i32 {
    let latest = cx.anchors.doc.map_or(2030, |d| d.year + 1);
    if 2000 + number <= latest { 2000 + number } else { 1900 + number }
}

/// 1990年代; 九十年代 is of the century that lies before the document's date.
fn decade(cx: Context<'_>, numeral: &Numeral, end: usize) -> Option<Year> {
    let number = i32::try_from(numeral.whole()?).ok()?;
    if number % 10 != 0 {
        return None;
    }
    let year = match number {
        0 if numeral.digits == 2 => 2000,
        10..100 => pivot(cx, number),
        1000..3000 => number,
        _ => return None,
    };
    Some(Year { end, stamp: Stamp { year, part: Part::Decade }, relative: false })
}

/// 今年, 去年, 次年, 同年.
fn worded(cx: Context<'_>, at: usize) -> Option<Year> {
    let spoken = || cx.lexicon.spoken.at(cx.text, at).filter(|_| cx.times);
    let (end, DateWord::Year(base, shift)) = cx.lexicon.dates.at(cx.text, at).or_else(spoken)? else {
        return None;
    };
    let from = match base {
        Base::Doc => cx.anchors.doc?,
        Base::Text => cx.anchors.told()?,
    };
    // 当年 and 全年 speak of a year told of; 当年 alone may also mean "in those days".
    let held = any_at(cx.text, at, &["当年", "这一年", "那一年"]).is_some();
    if held && char_before(cx.text, at) == Some('年') {
        return None;
    }
    if held && (cx.anchors.nearest().is_none() || idle(cx, at, end)) {
        return None;
    }
    // 去年轻人多 speaks of young people, 去年轻工业增长 of a year.
    if any_at(cx.text, end, &["轻人", "轻干部", "轻一代", "轻化", "轻群体", "轻教师", "轻学者"]).is_some()
    {
        return None;
    }
    // 世界上年产 is what the world makes in a year.
    if cx.text[at..].starts_with("上年") && any_before(cx.text, at, &["世界", "国际", "历史"]).is_some()
    {
        return None;
    }
    let end = word_at(cx.text, end, "度").unwrap_or(end);
    Some(Year { end, stamp: Stamp::year(from.year + shift), relative: true })
}

/// 想当年, 当年的.
fn idle(cx: Context<'_>, at: usize, end: usize) -> bool {
    let finer = word_at(cx.text, end, "的").is_some_and(|after| finer_follows(cx, after));
    char_before(cx.text, at) == Some('想') || (char_at(cx.text, end) == Some('的') && !finer)
}

/// 21世纪, 二十世纪九十年代.
fn century_numbered(cx: Context<'_>, numeral: &Numeral, end: usize) -> Option<Year> {
    let end = word_at(cx.text, end, "世纪")?;
    let number = i32::try_from(numeral.whole()?).ok().filter(|n| (1..=30).contains(n))?;
    Some(century(cx, number - 1, end))
}

/// 上世纪, 本世纪.
fn century_worded(cx: Context<'_>, at: usize) -> Option<Year> {
    let doc = cx.anchors.doc.map_or(20, |d| d.year / 100);
    if let Some(end) = any_at(cx.text, at, &["上个世纪", "上世纪"]) {
        return Some(century(cx, doc - 1, end));
    }
    if let Some(end) = any_at(cx.text, at, &["下个世纪", "下世纪"]) {
        return Some(century(cx, doc + 1, end));
    }
    any_at(cx.text, at, &["本世纪", "新世纪"]).map(|end| century(cx, doc, end))
}

/// The century, or the decade of it that follows.
fn century(cx: Context<'_>, hundreds: i32, end: usize) -> Year {
    let (numeral, after) = cx.numeral_at(end);
    let decade = numeral.and_then(|n| n.whole()).filter(|n| (0..100).contains(n) && n % 10 == 0);
    if let (Some(decade), Some(close)) = (decade, word_at(cx.text, after, "年代")) {
        let year = hundreds * 100 + i32::try_from(decade).unwrap_or(0);
        return Year { end: close, stamp: Stamp { year, part: Part::Decade }, relative: false };
    }
    Year { end, stamp: Stamp { year: hundreds * 100, part: Part::Century }, relative: false }
}
