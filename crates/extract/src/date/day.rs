//! A day by its number or by a word, with the weekday and the clock time behind it: 25日, 去年今日, 昨晚8时, 3月3日(星期二)下午3点.

use super::Context;
use super::calendar::{Part, Stamp};
use super::clock::{PartOfDay, Time, clock, clock_at, on, part_of_day, short_part};
use super::point::Point;
use super::week::weekday_at;
use crate::cursor::{any_at, any_before, char_at, char_before, is_han, skip_spaces, word_at};
use crate::lexicon::{Base, DateWord};
use crate::numeral::Style;

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

/// 25日: a day of the month last spoken of; in speech also 25号.
pub(super) fn day_alone(
    cx: Context<'_>,
    at: usize,
    end: usize,
    number: u8,
    style: Style,
    year: Option<Stamp>,
    near: Option<Stamp>,
) -> Option<Point> {
    let after = word_at(cx.text, end, "日").or_else(|| word_at(cx.text, end, "号").filter(|_| cx.times))?;
    let other = any_at(cx.text, after, &["元", "圆", "本", "均", "程", "游", "内", "之内", "以内"])
        .or_else(|| names_paper(cx.text, after))
        .or_else(|| if cx.text[..after].ends_with('号') { any_at(cx.text, after, NUMBERED) } else { None })
        .or_else(|| char_before(cx.text, at).filter(|c| "〕】]字令".contains(*c)).map(|_| after));
    let spaced = char_before(cx.text, end) == Some(' ');
    if year.is_some() || other.is_some() || spaced || (style != Style::Arabic && number < 11) {
        return None;
    }
    day_of_month(cx, at, after, number, near)
}

/// 日报 is a newspaper; 29日报道 tells the day of a report.
pub(super) fn names_paper(text: &str, at: usize) -> Option<usize> {
    word_at(text, at, "报").filter(|end| any_at(text, *end, &["道", "导", "告", "称"]).is_none())
}

/// What has a number with 号 in front: 1号文件, 3号线, 12号机组.
const NUMBERED: &[&str] = &[
    "文",
    "线",
    "楼",
    "院",
    "门",
    "机",
    "馆",
    "店",
    "厅",
    "公告",
    "令",
    "主席令",
    "行政令",
    "台风",
    "航站",
    "车",
    "房",
    "仓",
    "井",
    "矿",
    "桥",
    "塔",
    "主塔",
    "码",
    "选手",
    "种子",
    "球员",
    "提案",
    "议案",
    "决议",
    "国道",
    "公路",
    "高速",
    "州际",
    "卫星",
    "飞船",
    "火箭",
    "遥",
    "泊位",
    "高炉",
    "锅炉",
    "坑",
    "墓",
    "遗址",
    "标段",
    "地块",
    "库",
    "厂",
    "舱",
    "床",
    "出口",
    "入口",
    "站台",
    "登机口",
];

/// A day so much later than that of the document is of the month before.
const FAR: u8 = 20;

/// A day of the month last spoken of.
pub(super) fn day_of_month(
    cx: Context<'_>,
    at: usize,
    after: usize,
    number: u8,
    near: Option<Stamp>,
) -> Option<Point> {
    let near = near.filter(|n| n.month().is_some()).or(cx.anchors.doc)?;
    let of = |month: Stamp| Some(Stamp { year: month.year, part: Part::Day(month.month()?, number) });
    // 29日 in February is told of the month before, and so is 31日 in what was written on the 1st; 2月30日 is no day.
    let alone = char_before(cx.text, at) != Some('月');
    let before = || of(Stamp::plus_months(near.year, near.month()?, -1)).filter(|s| alone && s.exists());
    let told_on = |stamp: Stamp| if let Part::Day(_, day) = stamp.part { Some(day) } else { None };
    let near_end = alone && !cx.times && Some(near) == cx.anchors.doc;
    let past = near_end && told_on(near).is_some_and(|day| number > day + FAR);
    let stamp = if past { before() } else { of(near).filter(|s| s.exists()).or_else(before) }?;
    Some(day_or_clock(cx, after, stamp, None))
}

/// 八月十五: in speech the day may stand without 日, where nothing is counted.
pub(super) fn day_unsaid(cx: Context<'_>, end: usize) -> Option<usize> {
    let stops = char_at(cx.text, end)
        .is_none_or(|c| !is_han(c) && !c.is_ascii_alphanumeric() && !".%-~/".contains(c));
    (cx.times && stops).then_some(end)
}

/// 去年今日: the document's day in another year.
pub(super) fn day_again(cx: Context<'_>, at: usize, year: Stamp) -> Option<Point> {
    let end = any_at(cx.text, at, &["今天", "今日", "此日"])?;
    let Part::Day(month, day) = cx.anchors.doc?.part else { return None };
    let stamp = Stamp { part: Part::Day(month, day), ..year };
    stamp.exists().then(|| Point { rule: "date/relative-day", ..day_or_clock(cx, end, stamp, None) })
}

/// 今天, 同日, 次日.
pub(super) fn day_of_text(cx: Context<'_>, at: usize) -> Option<Point> {
    let spoken = || cx.lexicon.spoken.at(cx.text, at).filter(|_| cx.times);
    let (end, DateWord::Day(base, shift)) = cx.lexicon.dates.at(cx.text, at).or_else(spoken)? else {
        return None;
    };
    if *base == Base::Doc && nowadays(cx, at, end) {
        return None;
    }
    if any_at(cx.text, end, &["花板", "堂"]).is_some() {
        return None;
    }
    // 25日当晚 is one day.
    if char_before(cx.text, at) == Some('日') {
        return None;
    }
    let day = match base {
        Base::Doc => cx.anchors.doc?.day()?,
        Base::Text if cx.text[at..].starts_with('同') => cx.anchors.same_day()?.day()?,
        Base::Text => cx.anchors.day()?.day()?,
    };
    let day = day.checked_add(jiff::Span::new().days(i64::from(*shift))).ok()?;
    let part = match char_before(cx.text, end) {
        Some('晚' | '夜') => Some(PartOfDay::EVENING),
        Some('晨' | '早' | '朝') => Some(PartOfDay::MORNING),
        _ => None,
    };
    let point = day_or_clock(cx, end, Stamp::of(day), part);
    Some(Point { rule: "date/relative-day", ..point })
}

/// What happens on a day, not in an age: 今天的会议.
const OF_A_DAY: &[&str] = &[
    "会议",
    "大会",
    "会谈",
    "会见",
    "会晤",
    "记者会",
    "发布会",
    "新闻发布会",
    "听证会",
    "节目",
    "报道",
    "目标",
    "订单",
    "活动",
    "仪式",
    "比赛",
    "决赛",
    "天气",
    "气温",
    "行程",
    "演出",
    "直播",
    "讲话",
    "演讲",
    "发言",
    "航班",
    "客流",
    "交易",
];

/// Whether 今天 is an age: 今天的中国, 到今天; of a day are 今天的会议, 到今天早上 and 到今天（10月14日）.
fn nowadays(cx: Context<'_>, at: usize, end: usize) -> bool {
    if let Some(after) = word_at(cx.text, end, "的") {
        return any_at(cx.text, after, OF_A_DAY).is_none();
    }
    let timed = || part_of_day(cx.text, end).is_some() || any_at(cx.text, end, &["（", "("]).is_some();
    char_before(cx.text, at) == Some('到') && !cx.times && !timed()
}
