//! Points and stretches of time: a point by itself, from one to another, open at one end, or the same as another.

use kaoju_record::{Modifier, Value};

use super::calendar::{Part, Stamp};
use super::clock::{Time, clock, on, part_before};
use super::open::{before_marker, open};
use super::point::{Point, point_at};
use super::range::{period, range, shared_unit, year_number};
use super::week::add_days;
use super::{Context, DateMatch, compared, stamp};
use crate::cursor::{any_at, any_before, char_at, char_before, head, is_han, skip_spaces, tail, word_at};
use crate::numeral::{Style, in_identifier};

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

/// 9时30分 of the day last spoken of, and 10时 behind 上午 or before 许; a part of the day stays outside.
fn clock_alone(cx: Context<'_>, at: usize) -> Option<DateMatch> {
    let clock = clock(cx.text, at, None).filter(|clock| clock.part.is_none() && !cx.times)?;
    let (told, after) = (&cx.text[at..clock.end], char_at(cx.text, clock.end));
    let to_the_minute = told.contains(['时', '点']) && told.ends_with('分');
    let to_the_hour = told.ends_with('时') && told.starts_with(|c: char| c.is_ascii_digit());
    let goes_on = || any_before(cx.text, at, &["—", "-", "~", "至", "到"]).is_some();
    let part = part_before(cx.text, behind_brackets(cx.text, at));
    let said = part.is_some() && told.ends_with('点') && once(cx.text, at, clock.end);
    if !to_the_minute && !said && (!to_the_hour || goes_on()) {
        return None;
    }
    let ends = part.is_some() || after.is_some_and(|c| "许整，。".contains(c));
    let hour = part.map_or(clock.time.hour, |part| part.hour(clock.time.hour));
    let day = cx.anchors.day().filter(|_| to_the_minute || ends)?;
    let stamp = on(cx, day, Time { hour, ..clock.time })?;
    let more = word_at(cx.text, clock.end, "多");
    let value = Value::Date { edtf: stamp.to_string(), modifier: more.map(|_| Modifier::Over) };
    Some(DateMatch { start: at, end: more.unwrap_or(clock.end), value, rule: "date/clock", fixes: None })
}

/// Whether an hour is one of a single day: 晚上9点多, not 每天晚上9点 or 晚上9点档.
fn once(text: &str, at: usize, end: usize) -> bool {
    !tail(text, at, 7).contains('每') && word_at(text, end, "档").is_none()
}

/// 今晚（10月6日）8时: the place before what stands in brackets.
fn behind_brackets(text: &str, at: usize) -> usize {
    // OK because a day in brackets is not longer.
    const LONGEST: usize = 40;
    let close = any_before(text, at, &["）", ")"]);
    let open = close.and_then(|end| {
        tail(text, end, LONGEST).rfind(['（', '(']).map(|open| end - tail(text, end, LONGEST).len() + open)
    });
    open.unwrap_or(at)
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
