//! Points and stretches of time: a point by itself, from one to another, open at one end, or the same as another.

use kaoju_record::{Modifier, Value};

use super::calendar::{Part, Stamp};
use super::clock::{clock, on, part_of_day};
use super::point::{Point, point_at};
use super::week::add_days;
use super::{Context, DateMatch, compared, stamp, time};
use crate::cursor::{any_at, any_before, char_at, char_before, head, is_han, skip_spaces, word_at};
use crate::numeral::{Numeral, Style, in_identifier};

/// The point or period that begins at `at`.
pub(crate) fn spell_at(cx: Context<'_>, at: usize) -> Option<DateMatch> {
    if in_identifier(cx.text, at) {
        return None;
    }
    if let Some((from, to, end)) = stamp::months_at(cx, at).filter(|_| stamp::opens(cx.text, at)) {
        return period(cx, at, end, from, to, "date/range");
    }
    let point =
        point_at(cx, at, cx.anchors.near()).filter(|p| p.rule != "date/stamp" || stamp::opens(cx.text, at));
    let from = point.map_or(at, |p| p.end);
    let range = shared_unit(cx, at, from, point.as_ref()).or_else(|| point.and_then(|p| range(cx, at, &p)));
    if let Some(found) = range {
        // 2020至2025年前 ends with its end.
        let end = if found.rule == "date/range" { before_marker(cx.text, found.end) } else { None };
        return Some(DateMatch { end: end.unwrap_or(found.end), ..found });
    }
    let Some(point) = point else {
        return two_of_them(cx, at).or_else(|| clock_alone(cx, at)).or_else(|| bare_year(cx, at));
    };
    same_period(cx, at, &point).or_else(|| open(cx, at, &point)).or_else(|| Some(plain(cx, at, &point)))
}

/// 9时30分 of the day last spoken of.
fn clock_alone(cx: Context<'_>, at: usize) -> Option<DateMatch> {
    let clock = clock(cx.text, at, None).filter(|clock| clock.part.is_none())?;
    let told = cx.text[at..clock.end].contains(['时', '点']) && cx.text[..clock.end].ends_with('分');
    let stamp = on(cx, cx.anchors.day().filter(|_| told && !cx.times)?, clock.time)?;
    let value = Value::Date { edtf: stamp.to_string(), modifier: None };
    Some(DateMatch { start: at, end: clock.end, value, rule: "date/clock", fixes: None })
}

/// Two years or days that follow each other, counted from the document's.
const PAIRS: &[(&[&str], i32)] = &[
    (&["今明两年", "今明两天", "今明两日"], 0),
    (&["去今两年", "昨今两天", "昨今两日"], -1),
    (&["明后两年", "明后两天", "明后两日", "明后年", "明后天"], 1),
];

/// 今明两年, 明后天.
fn two_of_them(cx: Context<'_>, at: usize) -> Option<DateMatch> {
    let (end, first) = PAIRS.iter().find_map(|(words, first)| Some((any_at(cx.text, at, words)?, *first)))?;
    let doc = cx.anchors.doc?;
    let (from, to) = if cx.text[at..end].ends_with('年') {
        (Stamp::year(doc.year + first), Stamp::year(doc.year + first + 1))
    } else {
        let day = |shift: i32| Some(Stamp::of(add_days(doc.day()?, i64::from(shift))?));
        (day(first)?, day(first + 1)?)
    };
    period(cx, at, end, from, to, "date/range")
}

fn plain(cx: Context<'_>, at: usize, point: &Point) -> DateMatch {
    let value = match point.until {
        Some(until) => Value::Period { edtf: format!("{}/{until}", point.stamp), modifier: None },
        None => {
            let modifier = point.modifier.or_else(|| about(cx.text, at, point.end));
            Value::Date { edtf: point.stamp.to_string(), modifier }
        }
    };
    let multiplied = word_at(cx.text, point.end, "的").is_some_and(|after| {
        let (numeral, end) = cx.numeral_at(after);
        numeral.is_some() && word_at(cx.text, end, "倍").is_some()
    });
    let fixes = (!compared(cx.text, at) && !multiplied).then_some((point.stamp, point.last()));
    DateMatch { start: at, end: point.end, value, rule: point.rule, fixes }
}

/// 2020年前后, 大约2020年.
fn about(text: &str, at: usize, end: usize) -> Option<Modifier> {
    // 条约于2014年签署 tells the day exactly.
    let roughly = || any_before(text, at, &["约在", "约于"]).filter(|from| !ends_word(text, *from));
    let around = any_at(text, end, &["左右", "前后"]).or_else(|| any_before(text, at, &["大约"]));
    around.or_else(roughly).map(|_| Modifier::About)
}

/// Whether 约 at `at` is the end of 条约, 公约, 合约.
fn ends_word(text: &str, at: usize) -> bool {
    char_before(text, at).is_some_and(|c| "条公合契盟和缔签违预制节履".contains(c))
}

fn period(
    cx: Context<'_>,
    at: usize,
    end: usize,
    from: Stamp,
    to: Stamp,
    rule: &'static str,
) -> Option<DateMatch> {
    let value = Value::Period { edtf: format!("{from}/{to}"), modifier: None };
    let fixes = (!compared(cx.text, at)).then_some((from, to));
    // Within one year the EDTF strings stand in the order of time.
    let ordered = from.year < to.year || from.year == to.year && from.to_string() <= to.to_string();
    ordered.then_some(DateMatch { start: at, end, value, rule, fixes })
}

/// The place after a connector between the two ends of a range.
pub(crate) fn connector(text: &str, at: usize) -> Option<usize> {
    any_at(text, at, &["——", "—", "–", "~", "－", "-", "起至", "至", "到", "─", "―"])
}

/// 2019年1月至7月, 2013年4月至2019年6月, 2005年到现在.
fn range(cx: Context<'_>, at: usize, point: &Point) -> Option<DateMatch> {
    let after = connector(cx.text, skip_spaces(cx.text, point.end, 1)).or_else(|| between(cx, point))?;
    let after = skip_spaces(cx.text, after, 1);
    if let (Part::Clock(..), None) = (point.stamp.part, point.until)
        && let Some((until, end)) = later_time(cx, at, after, point)
    {
        return period(cx, at, end, point.stamp, until, "date/clock");
    }
    let now = any_at(cx.text, after, &["现在", "目前", "如今", "今天", "今"]);
    if let (Some(end), true) = (now, point.until.is_none()) {
        // 至今年 is no 至今.
        if word_at(cx.text, end, "年").is_none() {
            let value = Value::Period { edtf: format!("{}/..", point.stamp), modifier: point.modifier };
            let fixes = Some((point.stamp, point.stamp));
            return Some(DateMatch { start: at, end, value, rule: "date/open-since", fixes });
        }
    }
    let to = point_at(cx, after, Some(point.last())).map(|to| in_week_of(point, to))?;
    if matches!(to.stamp.part, Part::Century | Part::Decade)
        != matches!(point.stamp.part, Part::Century | Part::Decade)
    {
        return None;
    }
    period(cx, at, to.end, point.stamp, to.last(), "date/range")
}

/// 周一到周五: the second weekday is the one after the first.
fn in_week_of(from: &Point, to: Point) -> Point {
    let weekdays = from.rule == "time/weekday" && to.rule == from.rule && to.until.is_none();
    let later = |to: &Point| match (from.stamp.day()?, to.stamp.day()?) {
        (first, day) if weekdays && day < first => add_days(day, 7).map(Stamp::of),
        _ => None,
    };
    later(&to).map_or(to, |stamp| Point { stamp, ..to })
}

/// What joins two ends where [`BETWEEN`] follows.
const JOINED: &[&str] = &["和", "与", "及"];
const BETWEEN: &[&str] = &["之间", "期间", "间"];

/// 三月和九月之间: 和 joins two ends where 之间 follows.
fn between(cx: Context<'_>, point: &Point) -> Option<usize> {
    let after = any_at(cx.text, point.end, JOINED)?;
    let to = point_at(cx, after, Some(point.last()))?;
    any_at(cx.text, to.end, BETWEEN).map(|_| after)
}

/// 下午1点到3点十分: the second time of the same day.
fn later_time(cx: Context<'_>, at: usize, after: usize, point: &Point) -> Option<(Stamp, usize)> {
    let Part::Clock(_, _, from) = point.stamp.part else { return None };
    // The part of the day stands before the first time, if anywhere.
    let part =
        cx.text[at..point.end].char_indices().find_map(|(i, _)| part_of_day(cx.text, at + i)).map(|p| p.0);
    let second = clock(cx.text, after, part.filter(|part| part.is_late()))?;
    Some((time::later(cx, Stamp::of(point.stamp.day()?), from, second.time)?, second.end))
}

/// 2021—2025年, 1—10月, 2024年1~10月, 5月1—3日: one unit for both ends.
fn shared_unit(cx: Context<'_>, at: usize, from: usize, point: Option<&Point>) -> Option<DateMatch> {
    let text = cx.text;
    let (first, end) = cx.numeral_at(from);
    let first = first.filter(|n| n.digits > 0 || n.plain)?;
    if let Some(after) = connector(text, skip_spaces(text, end, 1)) {
        return with_unit(cx, at, &first, skip_spaces(text, after, 1), point);
    }
    let joined = with_unit(cx, at, &first, any_at(text, end, JOINED)?, point)?;
    any_at(text, joined.end, BETWEEN).map(|_| joined)
}

/// The second end of a range at `after`, whose unit the first one shares.
fn with_unit(
    cx: Context<'_>,
    at: usize,
    first: &Numeral,
    after: usize,
    point: Option<&Point>,
) -> Option<DateMatch> {
    let text = cx.text;
    let (second, end) = cx.numeral_at(after);
    let (second, low) = (second?, u8::try_from(first.whole()?).ok());
    let within = point.map(|p| p.stamp);
    let part = within.map_or(Part::Whole, |s| s.part);
    if point.is_none() && first.digits == 4 && second.digits == 4 {
        return years(cx, at, first, after, &second);
    }
    let whole = matches!(part, Part::Whole) && point.is_none_or(|p| p.modifier.is_none());
    if let Some(end) = any_at(text, end, &["月份", "月"]).filter(|_| whole) {
        let year = within.or(cx.anchors.near())?.year;
        let stamp = |month| Stamp { year, part: Part::Month(month) };
        let (from, to) = (stamp(low?), stamp(u8::try_from(second.whole()?).ok()?));
        return if from.exists() && to.exists() { period(cx, at, end, from, to, "date/range") } else { None };
    }
    let end = any_at(text, end, &["日", "号"])?;
    let month = match (point.is_some(), part) {
        (true, Part::Month(month)) => month,
        (false, _) => cx.anchors.near()?.month()?,
        _ => return None,
    };
    let year = within.or(cx.anchors.near())?.year;
    let stamp = |day| Stamp { year, part: Part::Day(month, day) };
    let (from, to) = (stamp(low?), stamp(u8::try_from(second.whole()?).ok()?));
    if from.exists() && to.exists() { period(cx, at, end, from, to, "date/range") } else { None }
}

/// 2021—2025年, 2011—2016年6月; without 年 where nothing else can be meant: (2025~2027).
fn years(cx: Context<'_>, at: usize, first: &Numeral, after: usize, second: &Numeral) -> Option<DateMatch> {
    let from = Stamp::year(year_number(first)?);
    if let Some(to) = point_at(cx, after, None) {
        return period(cx, at, to.end, from, to.last(), "date/range");
    }
    let to = Stamp::year(year_number(second)?);
    let alone =
        char_at(cx.text, second.end).is_none_or(|c| !is_han(c) && !c.is_ascii_alphanumeric() && c != '%');
    let begins = char_before(cx.text, at).is_none_or(|c| !c.is_ascii_alphanumeric() && c != '-');
    if alone && begins { period(cx, at, second.end, from, to, "date/range") } else { None }
}

fn year_number(numeral: &Numeral) -> Option<i32> {
    let number = i32::try_from(numeral.whole()?).ok()?;
    (1000..3000).contains(&number).then_some(number)
}

/// 2018年同期: the same part of that year as the date it is compared with.
fn same_period(cx: Context<'_>, at: usize, point: &Point) -> Option<DateMatch> {
    let end = any_at(cx.text, point.end, &["同期", "同月", "同一时期"])?;
    if point.stamp.part != Part::Whole || cx.text[end..].starts_with('声') {
        return None;
    }
    let year = point.stamp.year;
    let value = match cx.anchors.nearest() {
        Some((from, to)) if from != to => {
            let shift = year - from.year;
            let moved = |s: Stamp| Stamp { year: s.year + shift, ..s };
            Value::Period { edtf: format!("{}/{}", moved(from), moved(to)), modifier: None }
        }
        Some((from, _)) => Value::Date { edtf: Stamp { year, part: from.part }.to_string(), modifier: None },
        None => Value::Date { edtf: point.stamp.to_string(), modifier: None },
    };
    Some(DateMatch { start: at, end, value, rule: "date/same-period", fixes: None })
}

/// 2013年以来, 2014年起, 2016年6月之前: open at one end.
fn open(cx: Context<'_>, at: usize, point: &Point) -> Option<DateMatch> {
    let text = cx.text;
    if point.until.is_some() || matches!(point.stamp.part, Part::Clock(..)) {
        return None;
    }
    let stamp = point.stamp;
    // What lies since then is told of, not the day it began: 2007年9月以来最高 fixes nothing.
    let alone = cx.anchors.nearest().is_none() && (!cx.anchors.fixed() || stamp.part != Part::Whole);
    let fixes = (alone && !highest(cx.text, point.end)).then_some((stamp, stamp));
    let since = any_at(
        text,
        point.end,
        &["以来", "以后", "之后", "以降", "开始", "或之后", "及之后", "及以后", "或以后"],
    )
    .or_else(|| one_character(text, point.end, "起", "草步义飞诉到伏来初源点因义码用头重"))
    .or_else(|| one_character(text, point.end, "后", "续备勤期来方者半代果起院续退"));
    if let Some(end) = since {
        if let Some(closed) = until_another(cx, at, end, stamp) {
            return Some(closed);
        }
        let value = Value::Period { edtf: format!("{stamp}/.."), modifier: point.modifier };
        return Some(DateMatch { start: at, end, value, rule: "date/open-since", fixes });
    }
    let until = before_marker(text, point.end)?;
    let value = Value::Period { edtf: format!("../{stamp}"), modifier: point.modifier };
    Some(DateMatch { start: at, end: until, value, rule: "date/open-until", fixes: Some((stamp, stamp)) })
}

/// 2010年之后2018年之前: both ends have their marker.
fn until_another(cx: Context<'_>, at: usize, after: usize, from: Stamp) -> Option<DateMatch> {
    let to = cx.text[..after].ends_with('后').then(|| point_at(cx, after, Some(from)))??;
    let end = before_marker(cx.text, to.end).filter(|_| to.until.is_none() && from.part == to.stamp.part)?;
    period(cx, at, end, from, to.stamp, "date/range")
}

/// The place after 之前, 以前, 前.
fn before_marker(text: &str, at: usize) -> Option<usize> {
    let other = "三两一二四五六七八九十后期往夕列景沿进瞻总段提身任端者0123456789";
    any_at(text, at, &["之前", "以前", "或之前", "及之前", "及以前", "或以前"])
        .or_else(|| one_character(text, at, "前", other))
}

/// 2007年9月以来最高: told only to compare with.
fn highest(text: &str, at: usize) -> bool {
    let marker = any_at(text, at, &["以来", "之后", "以后"]).unwrap_or(at);
    any_at(text, marker, &["最", "的最", "首次", "新高", "新低", "同期"]).is_some()
}

fn one_character(text: &str, at: usize, marker: &str, not_before: &str) -> Option<usize> {
    let end = word_at(text, at, marker)?;
    char_at(text, end).is_none_or(|c| !not_before.contains(c)).then_some(end)
}

/// 定于2020举行; 1979、1980两年; 1979、1980年: a year without 年.
fn bare_year(cx: Context<'_>, at: usize) -> Option<DateMatch> {
    let text = cx.text;
    let (numeral, end) = cx.numeral_at(at);
    let numeral =
        numeral.filter(|n| n.digits == 4 && n.style == Style::Arabic || n.style == Style::HanDigits)?;
    let year = (numeral.digits == 4)
        .then(|| year_number(&numeral))
        .flatten()
        .filter(|y| (if cx.times { 1500 } else { 1800 }..2100).contains(y))?;
    let listed = any_at(text, end, &["、", "和", "与", "及", "，"]).is_some_and(|after| {
        let (next, stop) = cx.numeral_at(after);
        next.is_some_and(|n| n.digits == 4 && year_number(&n).is_some())
            && any_at(text, stop, &["年", "、", "和", "两年", "三年"]).is_some()
    });
    let closed = char_before(text, at) == Some('、') && any_at(text, end, &["两年", "三年"]).is_some();
    let set_for = matches!(char_before(text, at), Some('于' | '自' | '从'))
        && char_at(text, end).is_some_and(is_han)
        && cx.lexicon.units.at(text, end).is_none();
    // In speech a year may stand alone: 2018, 1500看起来是一个年份.
    let alone = cx.times
        && (1500..2100).contains(&year)
        && char_before(text, at).is_none_or(is_han)
        && cx.lexicon.units.at(text, skip_spaces(text, end, 1)).is_none()
        && char_at(text, end).is_none_or(|c| c == ' ' || is_han(c));
    let event = (any_at(text, end, &["中国", "世界", "国际", "全球", "亚洲", "北京", "上海"]).is_some()
        || year >= 1900 && names_event(cx, end))
        && char_before(text, at).is_none_or(|c| !c.is_ascii_alphanumeric() && !"-/.第号".contains(c));
    // The year in the name of an event fixes nothing behind it.
    let told = listed || closed || set_for || alone;
    if !(told || event) {
        return None;
    }
    let stamp = Stamp::year(year);
    let value = Value::Date { edtf: stamp.to_string(), modifier: None };
    Some(DateMatch { start: at, end, value, rule: "date/bare-year", fixes: told.then_some((stamp, stamp)) })
}

/// 2024武汉网球公开赛, 2025“天涯共此时”晚会: the name of an event behind its year.
fn names_event(cx: Context<'_>, at: usize) -> bool {
    const EVENTS: &[&str] = &[
        "大会",
        "论坛",
        "博览会",
        "公开赛",
        "锦标赛",
        "联赛",
        "世界杯",
        "运动会",
        "晚会",
        "年会",
        "峰会",
        "艺术节",
        "文化节",
        "电影节",
        "研讨会",
        "交易会",
        "特别节目",
        "马拉松",
    ];
    let begins = char_at(cx.text, at).is_some_and(|c| c == '“' || is_han(c));
    let name = head(cx.text, at, 20).split(['，', '。', '；', '、', '的', '\n']).next().unwrap_or_default();
    begins && cx.lexicon.units.at(cx.text, at).is_none() && EVENTS.iter().any(|event| name.contains(event))
}
