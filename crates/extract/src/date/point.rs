//! One point of the calendar, from the coarse to the fine: year, part of a year, month, day, clock time.

use kaoju_record::Modifier;

use super::Context;
use super::calendar::{Part, Stamp};
use super::clock::{PartOfDay, Time, clock, clock_at, on, part_of_day, short_part};
use super::counted::{counted_at, in_turn_at};
use super::festival::festival_at;
use super::listed::{listed_unit, two_months};
use super::lunar::lunar_at;
use super::nth::counted_in;
use super::small::small_at;
use super::stamp::stamp_at;
use super::week::{last_of_month, shifted_at, weekday_alone, weekday_at};
use super::year::{century_before, finer_follows, year_at};
use crate::cursor::{any_at, any_before, char_at, char_before, is_han, skip_spaces, word_at};
use crate::lexicon::{Base, DateWord};
use crate::numeral::Style;

/// A point, or the first months of a year.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point {
    /// The place after it.
    pub end: usize,
    /// When.
    pub stamp: Stamp,
    /// The last month, where several are meant: 前四个月.
    pub until: Option<Stamp>,
    /// Beginning, middle or end of it.
    pub modifier: Option<Modifier>,
    /// The rule that found it.
    pub rule: &'static str,
}

impl Point {
    /// A point that ends at `end`; who reads more says so.
    pub(crate) fn new(end: usize, stamp: Stamp) -> Self {
        Self { end, stamp, until: None, modifier: None, rule: "date/day" }
    }

    pub(crate) fn last(&self) -> Stamp {
        self.until.unwrap_or(self.stamp)
    }
}

/// The point that begins at `at`. What it leaves open is taken from `near`.
pub(crate) fn point_at(cx: Context<'_>, at: usize, near: Option<Stamp>) -> Option<Point> {
    if let Some(point) = stamp_at(cx, at).or_else(|| counted_at(cx, at)) {
        return Some(point);
    }
    if let Some((first, last, end)) = century_before(cx, at) {
        return Some(Point { until: Some(last), rule: "date/century", ..Point::new(end, first) });
    }
    let Some(year) = year_at(cx, at) else {
        return part_of_year(cx, at, None, near)
            .or_else(|| shifted_at(cx, at))
            .or_else(|| day_of_text(cx, at))
            .or_else(|| in_turn_at(cx, at))
            .or_else(|| weekday_alone(cx, at))
            .or_else(|| last_of_month(cx, at));
    };
    if year.stamp.part == Part::Whole {
        let from = word_at(cx.text, year.end, "的").filter(|at| finer_follows(cx, *at)).unwrap_or(year.end);
        let from = skip_spaces(cx.text, from, 1);
        let part = part_of_year(cx, from, Some(year.stamp), near);
        if let Some(point) = part.or_else(|| counted_in(cx, from, year.stamp)) {
            return Some(point);
        }
    }
    let rule = match year.stamp.part {
        Part::Decade => "date/decade",
        Part::Century => "date/century",
        _ if year.relative => "date/relative-year",
        _ => "date/year",
    };
    let (modifier, end) = modifier_at(cx, year.end, year.stamp.part);
    Some(Point { modifier, rule, ..Point::new(end, year.stamp) })
}

/// What of a year stands at `at`; without a year of its own it belongs to that of `near`.
pub(super) fn part_of_year(
    cx: Context<'_>,
    at: usize,
    year: Option<Stamp>,
    near: Option<Stamp>,
) -> Option<Point> {
    let text = cx.text;
    let named = || festival_at(cx, at, year, near).or_else(|| lunar_at(cx, at, year, near));
    if let Some(point) = first_months(cx, at, year, near).or_else(named) {
        return Some(point);
    }
    match cx.lexicon.dates.at(text, at) {
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
            let worded = *modifier != Modifier::Mid;
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

/// 去年今日: the document's day in another year.
fn day_again(cx: Context<'_>, at: usize, year: Stamp) -> Option<Point> {
    let end = any_at(cx.text, at, &["今天", "今日", "此日"])?;
    let Part::Day(month, day) = cx.anchors.doc?.part else { return None };
    let stamp = Stamp { part: Part::Day(month, day), ..year };
    stamp.exists().then(|| Point { rule: "date/relative-day", ..day_or_clock(cx, end, stamp, None) })
}

/// 2月29日 without a year is of the last one that had it.
fn leap_year(cx: Context<'_>, at: usize, month: Stamp, year: Option<Stamp>) -> Stamp {
    let last = small_at(cx.text, at)
        .is_some_and(|(day, end)| day == 29 && any_at(cx.text, end, &["日", "号"]).is_some());
    let leaps = |year: &i32| Stamp { year: *year, part: Part::Day(2, 29) }.exists();
    match month.part {
        Part::Month(2) if last && year.is_none() => {
            (month.year - 8..=month.year).rev().find(leaps).map_or(month, |year| Stamp { year, ..month })
        }
        _ => month,
    }
}

/// 25日: a day of the month last spoken of; in speech also 25号.
fn day_alone(
    cx: Context<'_>,
    at: usize,
    end: usize,
    number: u8,
    style: Style,
    year: Option<Stamp>,
    near: Option<Stamp>,
) -> Option<Point> {
    let after = word_at(cx.text, end, "日").or_else(|| word_at(cx.text, end, "号").filter(|_| cx.times))?;
    let other =
        any_at(cx.text, after, &["元", "圆", "本", "均", "程", "报", "游", "内", "之内", "以内", "楼"]);
    let spaced = char_before(cx.text, end) == Some(' ');
    if year.is_some() || other.is_some() || spaced || (style != Style::Arabic && number < 11) {
        return None;
    }
    day_of_month(cx, at, after, number, near)
}

/// A day of the month last spoken of.
fn day_of_month(cx: Context<'_>, at: usize, after: usize, number: u8, near: Option<Stamp>) -> Option<Point> {
    let near = near.filter(|n| n.month().is_some()).or(cx.anchors.doc)?;
    let of = |month: Stamp| Some(Stamp { year: month.year, part: Part::Day(month.month()?, number) });
    // 29日 in February is told of the month before; 2月30日 is no day.
    let alone = char_before(cx.text, at) != Some('月');
    let before = || of(Stamp::plus_months(near.year, near.month()?, -1)).filter(|_| alone);
    let stamp = of(near).filter(|s| s.exists()).or_else(before).filter(|s| s.exists())?;
    Some(day_or_clock(cx, after, stamp, None))
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
    until.exists().then_some(Point {
        end,
        stamp,
        until: Some(until),
        modifier: None,
        rule: "date/first-months",
    })
}

/// The month, or the day of it that follows.
pub(super) fn month_or_day(cx: Context<'_>, at: usize, month: Stamp) -> Option<Point> {
    let text = cx.text;
    let number = month.month()?;
    if let (Some(numeral), end) = cx.numeral_at(at)
        && let Some(day) = numeral.whole().and_then(|d| u8::try_from(d).ok())
        && let Some(after) = any_at(text, end, &["日", "号"])
            .or_else(|| listed_unit(cx, at, end).filter(|unit| *unit != '月').map(|_| end))
            .or_else(|| day_unsaid(cx, end))
    {
        let stamp = Stamp { year: month.year, part: Part::Day(number, day) };
        if stamp.exists() {
            return Some(day_or_clock(cx, after, stamp, None));
        }
    }
    if let Some(point) = counted_in(cx, at, month) {
        return Some(point);
    }
    let ten_days = [("上旬", Modifier::Start), ("中旬", Modifier::Mid), ("下旬", Modifier::End)];
    let part = ten_days.iter().find_map(|(word, m)| word_at(text, at, word).map(|end| (Some(*m), end)));
    let ends = || any_at(text, at, &["月底", "月末"]).map(|end| (Some(Modifier::End), end));
    let (modifier, end) = part.or_else(ends).unwrap_or_else(|| modifier_at(cx, at, month.part));
    Some(Point { modifier, rule: "date/month", ..Point::new(end, month) })
}

/// 八月十五: in speech the day may stand without 日, where nothing is counted.
fn day_unsaid(cx: Context<'_>, end: usize) -> Option<usize> {
    let stops = char_at(cx.text, end)
        .is_none_or(|c| !is_han(c) && !c.is_ascii_alphanumeric() && !".%-~/".contains(c));
    (cx.times && stops).then_some(end)
}

/// The day, with the clock time that follows; where that names no part of the day, `part` holds: 昨晚8时.
pub(super) fn day_or_clock(cx: Context<'_>, at: usize, day: Stamp, part: Option<PartOfDay>) -> Point {
    let text = cx.text;
    // 6月1日周六早上10点: the weekday adds nothing.
    let said = weekday_behind(cx, at);
    let after = said.or_else(|| weekday_in_brackets(text, at)).unwrap_or(at);
    let from = skip_spaces(text, word_at(text, after, "的").filter(|_| cx.times).unwrap_or(after), 1);
    let carried = part.and_then(|part| clock(text, from, Some(part)));
    let timed = match carried {
        Some(clock) => on(cx, day, clock.time).map(|stamp| (stamp, clock.end)),
        None => clock_at(cx, from, day),
    };
    if let Some((stamp, end)) = timed {
        return Point { rule: "date/clock", ..Point::new(end, stamp) };
    }
    let named =
        part_of_day(text, from).or_else(|| short_part_alone(text, from)).or(part.map(|part| (part, at)));
    let named = named.filter(|_| cx.times);
    if let Some((part, end)) = named
        && let Some(stamp) = on(cx, day, Time::whole(part.from))
    {
        let until = on(cx, day, Time::whole(part.to)).filter(|_| part.to > part.from);
        return Point { until, rule: "date/clock", ..Point::new(end, stamp) };
    }
    Point::new(said.filter(|_| cx.times).unwrap_or(at), day)
}

/// The place after a weekday that stands behind a day; in speech also behind 3月3日 and a comma.
fn weekday_behind(cx: Context<'_>, at: usize) -> Option<usize> {
    let comma = || {
        let unit = any_before(cx.text, at, &["日", "号"]).filter(|_| cx.times)?;
        let numbered = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        char_before(cx.text, unit).filter(|c| numbered(*c))?;
        let after = any_at(cx.text, at, &["，", ",", " "])?;
        weekday_at(cx.text, skip_spaces(cx.text, after, 1))
    };
    weekday_at(cx.text, at).or_else(comma).map(|found| found.0)
}

/// 3月3日(星期二)下午3点.
fn weekday_in_brackets(text: &str, at: usize) -> Option<usize> {
    let (end, _) = weekday_at(text, any_at(text, at, &["(", "（"])?)?;
    any_at(text, end, &[")", "）"])
}

/// 5月6日晚; 晚会 and 早餐 are other words.
fn short_part_alone(text: &str, at: usize) -> Option<(PartOfDay, usize)> {
    let other = |c| "会报宴餐饭点于期些已年婚熟班场节茶教操市".contains(c);
    short_part(text, at).filter(|(_, end)| !char_at(text, *end).is_some_and(other))
}

/// 今天, 同日, 次日.
fn day_of_text(cx: Context<'_>, at: usize) -> Option<Point> {
    let spoken = || cx.lexicon.spoken.at(cx.text, at).filter(|_| cx.times);
    let (end, DateWord::Day(base, shift)) = cx.lexicon.dates.at(cx.text, at).or_else(spoken)? else {
        return None;
    };
    // 今天的中国 and 今天，我们 speak of nowadays; a day told of is 今天上午 or 今天（10月14日）.
    if *base == Base::Doc
        && (char_at(cx.text, end) == Some('的') || char_before(cx.text, at) == Some('到') && !cx.times)
    {
        return None;
    }
    // 25日当晚 is one day.
    if char_before(cx.text, at) == Some('日') {
        return None;
    }
    let day = match base {
        Base::Doc => cx.anchors.doc?.day()?,
        Base::Text => cx.anchors.day()?.day()?,
    };
    let day = day.checked_add(jiff::Span::new().days(i64::from(*shift))).ok()?;
    let part = match char_before(cx.text, end) {
        Some('晚' | '夜') => Some(PartOfDay::EVENING),
        Some('晨' | '早') => Some(PartOfDay::MORNING),
        _ => None,
    };
    let point = day_or_clock(cx, end, Stamp::of(day), part);
    Some(Point { rule: "date/relative-day", ..point })
}

fn relative_base(cx: Context<'_>, base: Base) -> Option<Stamp> {
    match base {
        Base::Doc => cx.anchors.doc,
        Base::Text => cx.anchors.nearest().map(|p| p.1).or(cx.anchors.doc),
    }
}

/// 初, 中, 底 behind a year or month, where they do not begin another word.
fn modifier_at(cx: Context<'_>, at: usize, part: Part) -> (Option<Modifier>, usize) {
    let text = cx.text;
    if matches!(part, Part::Decade | Part::Century) {
        let parts = [
            (&["初期", "初", "前期", "上半叶"][..], Modifier::Start),
            (&["中叶", "中期"][..], Modifier::Mid),
            (&["末期", "后期", "末", "下半叶"][..], Modifier::End),
        ];
        let found = parts.iter().find_map(|(words, m)| any_at(text, at, words).map(|end| (Some(*m), end)));
        return found.unwrap_or((None, at));
    }
    if matches!(part, Part::Month(_)) && word_at(text, at, "中").is_some_and(|a| ends_phrase(text, a)) {
        return (Some(Modifier::Mid), at + "中".len());
    }
    let Some((end, DateWord::Part(modifier))) = cx.lexicon.dates.at(text, at) else { return (None, at) };
    let other_word = match char_at(text, at) {
        Some('初') => {
            any_at(text, end, &["步", "级", "中", "次", "衷", "心", "始", "稿", "创", "具", "见"]).is_some()
        }
        Some('底') => any_at(text, end, &["层", "线", "部", "气", "下", "价", "数"]).is_some(),
        _ => *modifier == Modifier::Mid && !ends_phrase(text, end),
    };
    if other_word { (None, at) } else { (Some(*modifier), end) }
}

/// Whether no word can go on at `at`: punctuation, or a marker of time.
fn ends_phrase(text: &str, at: usize) -> bool {
    char_at(text, at).is_none_or(|c| !is_han(c))
        || any_at(text, at, &["以来", "以前", "之前", "前", "之后", "以后", "起", "时"]).is_some()
}
