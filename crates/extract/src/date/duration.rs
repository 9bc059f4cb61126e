//! What an amount of time means: a duration, a recurrence (两年举办一次), a point counted from another (10年前).

use kaoju_record::{Modifier, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::calendar::{Part, Stamp};
use super::day::day_or_clock;
use super::length::{Length, length_at, names_year};
use super::part::part_of_year;
use super::point::Point;
use super::set::is_round;
use super::year::finer_follows;
use super::{Context, DateMatch, compared, now};
use crate::bounds::bound_around;
use crate::cursor::{any_at, any_before, char_at, char_before, word_at};
use crate::numeral::{Style, in_identifier, starts_han};

/// The duration that begins at `at`, or the date counted back from the document's (10年前).
pub(crate) fn duration_at(cx: Context<'_>, at: usize) -> Option<DateMatch> {
    let text = cx.text;
    if is_year(cx, at) || in_identifier(text, at) || char_before(text, at) == Some('第') {
        return None;
    }
    let length = length_at(cx, at).filter(|length| !names_year(length))?;
    if is_round(text, &length) {
        let value = Value::Set { set: length.iso() };
        return Some(DateMatch { start: at, end: length.end, value, rule: "date/set", fixes: None });
    }
    if !measures(cx, at, &length) {
        return None;
    }
    if let Some(counted) = counted_back(cx, at, &length).or_else(|| counted_on(cx, at, &length)) {
        return Some(counted);
    }
    let modifier = if length.over { Some(Modifier::Over) } else { modifier_around(text, at, length.end) };
    let rule = if length.anniversary { "date/anniversary" } else { "date/duration" };
    let value = Value::Duration { duration: length.iso(), modifier };
    Some(DateMatch { start: at, end: length.end, value, rule, fixes: None })
}

/// Whether four digits stand before 年, as at most dates: they are a year, whatever follows, and no length need be read.
fn is_year(cx: Context<'_>, at: usize) -> bool {
    let (numeral, end) = cx.numeral_at(at);
    let digits = numeral.is_some_and(|n| n.digits == 4 && (1000..3000).contains(&n.whole().unwrap_or(0)));
    digits && char_at(cx.text, end) == Some('年')
}

fn modifier_around(text: &str, at: usize, end: usize) -> Option<Modifier> {
    use kaoju_record::Bound;
    bound_around(text, at, end).map(|bound| match bound {
        Bound::About => Modifier::About,
        Bound::Over | Bound::AtLeast => Modifier::Over,
        Bound::Under | Bound::AtMost => Modifier::Under,
    })
}

/// Whether the amount measures something, and is not part of a name, an ordinal or a turn of speech.
fn measures(cx: Context<'_>, at: usize, length: &Length) -> bool {
    let text = cx.text;
    let one = length.low == Decimal::ONE && length.exact() && length.extra.is_none();
    let named = [
        "级",
        "期间计划",
        "代",
        "计划",
        "规划",
        "行动",
        "战略",
        "纲要",
        "大计",
        "义务教育",
        "一贯",
        "一遇",
        "一度",
        "好合",
        "期货",
        "国债",
        "制",
        "报",
        "度",
    ];
    if any_at(text, length.end, &named).is_some() && length.word == "年" {
        return false;
    }
    // 七十载, but 十三载人飞船.
    let carries = |c: char| "人重货荷体入着有客波歌运誉道明文流机弹".contains(c);
    let many = || cx.numeral_at(at).0.is_some_and(|n| n.bare && n.low > Decimal::TEN);
    if length.word == "载"
        && (length.low < Decimal::TEN || many() || char_at(text, length.end).is_some_and(carries))
    {
        return false;
    }
    let around = any_before(text, at, &["星期", "周", "每", "同", "某", "那", "有", "另", "再"]).is_some();
    // The predicate 胜利的一年, 关键一年 measures nothing; 过去的一年 does.
    let told = any_before(text, at, &["过去的", "过去"]).is_some() || up_to_day(text, at, length);
    let praised = ["这", "的", "头", "又", "新", "最后", "关键", "重要", "之", "开局", "收官"];
    let spent = any_at(text, length.end, &["间", "来", "内", "里", "以来"]).is_some();
    if one && !length.anniversary && !told && !spent && (around || any_before(text, at, &praised).is_some()) {
        return false;
    }
    if length.word == "天" && any_before(text, at, &["这", "那"]).is_some() {
        return false;
    }
    // 一天 and 一周 measure only with a word of measure around them.
    let loose = matches!(length.word, "天" | "周" | "星期" | "个星期") && one;
    let held = told
        || any_before(text, at, &["未来", "近", "最近"]).is_some()
        || any_at(text, length.end, &["时间", "以内", "内", "之内", "后", "前", "以上", "左右", "来"])
            .is_some()
        || bound_around(text, at, length.end).is_some()
        || cx.times && stands_alone(text, at, length.end)
        || cx.numeral_at(at).0.is_some_and(|n| n.style == Style::Arabic);
    !loose || held
}

/// 截至10月1日的一周: what ends on a day measures.
fn up_to_day(text: &str, at: usize, length: &Length) -> bool {
    let day = any_before(text, at, &["日的", "月的"]);
    let dated =
        day.and_then(|day| char_before(text, day)).is_some_and(|c| c.is_ascii_digit() || starts_han(c));
    dated && length.word != "天"
}

/// Whether nothing but signs stands around it.
fn stands_alone(text: &str, at: usize, end: usize) -> bool {
    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    free(char_before(text, at)) && free(char_at(text, end))
}

/// 10年前, 三天前: counted back from the document's date.
fn counted_back(cx: Context<'_>, at: usize, length: &Length) -> Option<DateMatch> {
    let end = any_at(cx.text, length.end, &["以前", "之前", "前"])?;
    if cx.text[end..].starts_with(['后', '期', '夕']) || char_before(cx.text, at) == Some('提') {
        return None;
    }
    counted(cx, at, end, length, cx.anchors.doc?, -1)
}

/// 四个月后: counted on from the date last spoken of in the paragraph.
fn counted_on(cx: Context<'_>, at: usize, length: &Length) -> Option<DateMatch> {
    let end = any_at(cx.text, length.end, &["以后", "之后", "后"])?;
    if cx.text[end..].starts_with(['续', '期', '来', '进']) || cx.text[end..].starts_with('的') && !cx.times
    {
        return None;
    }
    match cx.anchors.nearest() {
        Some((from, to)) if from != to => None,
        Some((_, to)) => counted(cx, at, end, length, to, 1),
        // Speech counts from now.
        None => counted(cx, at, end, length, cx.anchors.doc.filter(|_| cx.times)?, 1),
    }
}

fn counted(
    cx: Context<'_>,
    at: usize,
    end: usize,
    length: &Length,
    from: Stamp,
    sign: i32,
) -> Option<DateMatch> {
    // 十多年前 is ten years ago and more; 几十年前 tells no year.
    let vague = cx.text[at..].starts_with(['几', '数', '上']);
    let more = length.over && sign < 0 && length.unit == "1Y" && length.single() && !vague;
    if !(length.exact() || more) || length.anniversary || compared(cx.text, at) {
        return None;
    }
    let rule = if sign < 0 { "date/counted-back" } else { "date/counted-on" };
    if length.unit.starts_with('T') {
        let stamp = now::counted(cx, length, i64::from(sign))?;
        let value = Value::Date { edtf: stamp.to_string(), modifier: None };
        return Some(DateMatch { start: at, end, value, rule, fixes: Some((stamp, stamp)) });
    }
    let whole = length.extra.is_none() && length.low.fract().is_zero();
    let count = sign * length.low.to_i32().filter(|_| whole || length.months().is_some())?;
    let stamp = match length.unit {
        "1Y" if whole => Stamp::year(from.year + count),
        // 半年后, 三年半前 are counted in months.
        "1Y" | "1M" => Stamp::plus_months(from.year, from.month()?, sign * length.months()?),
        "1D" | "1W" => {
            let days = i64::from(count) * if length.unit == "1W" { 7 } else { 1 };
            Stamp::of(from.day()?.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?)
        }
        _ => return None,
    };
    // Years of more than four digits are no dates: 6500万年前.
    if stamp.year.abs() > 9999 {
        return None;
    }
    let (from, until, end) = finer(cx, stamp, end).map_or((stamp, None, end), |p| (p.stamp, p.until, p.end));
    let value = match until {
        Some(until) => Value::Period { edtf: format!("{from}/{until}"), modifier: None },
        None => Value::Date { edtf: from.to_string(), modifier: more.then_some(Modifier::Over) },
    };
    let fixes = (from.part != Part::Whole).then_some((from, from));
    Some(DateMatch { start: at, end, value, rule, fixes })
}

/// 三年前的5月, 三天后上午9点: what of the year or day is meant.
fn finer(cx: Context<'_>, stamp: Stamp, end: usize) -> Option<Point> {
    let said = word_at(cx.text, end, "的");
    let after = said.unwrap_or(end);
    if stamp.part == Part::Whole {
        return part_of_year(cx, said.filter(|at| finer_follows(cx, *at))?, Some(stamp), None);
    }
    stamp.day().filter(|_| cx.times)?;
    Some(day_or_clock(cx, after, stamp, None)).filter(|point| point.end > after)
}
