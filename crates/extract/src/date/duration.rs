//! Amounts of time: 五年, 2~3个月, 20多年, 一年零两个月, 70周年; and points counted back from now: 10年前.

use kaoju_record::{Modifier, Value};
use rust_decimal::Decimal;

use super::calendar::{Part, Stamp};
use super::set::is_round;
use super::spell::connector;
use super::{Context, DateMatch, compared};
use crate::bounds::bound_around;
use crate::cursor::{any_at, any_before, char_at, char_before, word_at};
use crate::numeral::{Numeral, Style, in_identifier};

/// Words for units of time with their ISO 8601 letters, longest first.
const UNITS: &[(&str, &str)] = &[
    ("个工作日", "1D"),
    ("个季度", "3M"),
    ("季度", "3M"),
    ("个世纪", "100Y"),
    ("个星期", "1W"),
    ("个礼拜", "1W"),
    ("个小时", "T1H"),
    ("个钟头", "T1H"),
    ("周年", "1Y"),
    ("个月", "1M"),
    ("星期", "1W"),
    ("小时", "T1H"),
    ("分钟", "T1M"),
    ("秒钟", "T1S"),
    ("毫秒", "T0.001S"),
    ("昼夜", "1D"),
    ("年", "1Y"),
    ("周", "1W"),
    ("天", "1D"),
];

/// No number of units of time in a text is larger.
const LONGEST: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// Units that recur without 个: 每月, 每日.
const RECURRING: &[(&str, &str)] = &[
    ("季度", "3M"),
    ("季", "3M"),
    ("星期", "1W"),
    ("小时", "T1H"),
    ("年", "1Y"),
    ("月", "1M"),
    ("周", "1W"),
    ("日", "1D"),
    ("天", "1D"),
    ("分钟", "T1M"),
    ("秒", "T1S"),
    ("晚", "1D"),
];

/// The unit that recurs at a place, with its ISO letters: `1Y`, `T1H`.
pub(crate) fn unit_letter(text: &str, at: usize) -> Option<(usize, &'static str)> {
    RECURRING.iter().find_map(|(word, iso)| word_at(text, at, word).map(|end| (end, *iso)))
}

/// An amount of time in the text.
#[derive(Clone, Debug)]
pub(crate) struct Length {
    /// The place after it.
    pub end: usize,
    low: Decimal,
    high: Option<Decimal>,
    over: bool,
    /// Months beside years: 一年半, 一年零两个月.
    extra: Option<String>,
    unit: &'static str,
    anniversary: bool,
    word: &'static str,
}

impl Length {
    pub(crate) fn exact(&self) -> bool {
        self.high.is_none() && !self.over
    }

    /// In ISO 8601; a range as `P2M/P3M`.
    pub(crate) fn iso(&self) -> String {
        let one = |n: Decimal| iso(n, self.unit, self.extra.as_deref());
        self.high.map_or_else(|| one(self.low), |high| format!("{}/{}", one(self.low), one(high)))
    }
}

fn iso(number: Decimal, unit: &str, extra: Option<&str>) -> String {
    let (time, unit) = unit.strip_prefix('T').map_or(("", unit), |u| ("T", u));
    let (factor, letter) = unit.split_at(unit.len() - 1);
    let total = (number * factor.parse::<Decimal>().unwrap_or(Decimal::ONE)).normalize();
    // Half a year is six months, half a century fifty years.
    if letter == "Y" && !total.fract().is_zero() {
        let months = (total * Decimal::from(12)).normalize();
        return format!("P{months}M");
    }
    format!("P{time}{total}{letter}{}", extra.unwrap_or_default())
}

/// The amount of time that begins at `at`, without regard to what it means there.
pub(crate) fn length_at(cx: Context<'_>, at: usize) -> Option<Length> {
    let text = cx.text;
    if let Some(length) = half_at(text, at) {
        return Some(length);
    }
    let (numeral, end) = cx.numeral_at(at);
    let mut first = numeral.filter(|n| n.low < LONGEST)?;
    let mut high = first.high;
    let mut after = end;
    if let Some((Some(second), next)) = connector(text, end).map(|next| cx.numeral_at(next))
        && unit_at(text, next).is_some()
        && (first.low < second.low && second.low < LONGEST)
        && first.digits < 4
    {
        high = Some(second.low);
        first.over |= second.over;
        after = next;
    }
    measured(cx, &first, high, after)
}

fn unit_at(text: &str, at: usize) -> Option<(usize, &'static str, &'static str)> {
    UNITS.iter().find_map(|(word, iso)| word_at(text, at, word).map(|end| (end, *iso, *word)))
}

fn measured(cx: Context<'_>, first: &Numeral, high: Option<Decimal>, after: usize) -> Option<Length> {
    let text = cx.text;
    // 五个多月, 三个半月: 多 and 半 may stand inside the unit.
    let mut over = first.over;
    let mut low = first.low;
    let (end, unit, word) = if let Some(next) = word_at(text, after, "个多") {
        over = true;
        let (end, unit) = inside(text, next)?;
        (end, unit, "个月")
    } else if let Some(next) = word_at(text, after, "个半") {
        low += Decimal::new(5, 1);
        let (end, unit) = inside(text, next)?;
        (end, unit, "个月")
    } else {
        unit_at(text, after)?
    };
    let mut length = Length { end, low, high, over, extra: None, unit, anniversary: word == "周年", word };
    tail(cx, &mut length);
    Some(length)
}

fn inside(text: &str, at: usize) -> Option<(usize, &'static str)> {
    [("月", "1M"), ("小时", "T1H"), ("星期", "1W"), ("世纪", "100Y")]
        .iter()
        .find_map(|(word, iso)| word_at(text, at, word).map(|end| (end, *iso)))
}

/// 年半, 年多, 年零两个月.
fn tail(cx: Context<'_>, length: &mut Length) {
    let text = cx.text;
    if length.unit == "1Y" && length.exact() && !length.anniversary {
        if let Some(end) = word_at(text, length.end, "半") {
            length.extra = Some("6M".into());
            length.end = end;
        } else if let Some(after) = any_at(text, length.end, &["零", "又", "零又"]) {
            let (months, end) = cx.numeral_at(after);
            if let (Some(n), Some(end)) = (months.and_then(|m| m.whole()), word_at(text, end, "个月")) {
                length.extra = Some(format!("{n}M"));
                length.end = end;
            }
        }
    }
    if let Some(end) = any_at(text, length.end, &["多", "余"])
        && char_at(text, end) != Some('数')
        && !length.anniversary
    {
        length.over = true;
        length.end = end;
    }
}

/// 半年, 半个月, 半个世纪, 半小时.
fn half_at(text: &str, at: usize) -> Option<Length> {
    let after = word_at(text, at, "半")?;
    let many = word_at(text, after, "个多");
    let (end, unit, word) = match many {
        Some(next) => inside(text, next).map(|(end, unit)| (end, unit, "个月"))?,
        None => unit_at(text, after)?,
    };
    if word == "周年" || (word == "年" && any_before(text, at, &["上", "下", "前", "后"]).is_some()) {
        return None;
    }
    let half = |unit| Length {
        end,
        low: Decimal::new(5, 1),
        high: None,
        over: many.is_some(),
        extra: None,
        unit,
        anniversary: false,
        word,
    };
    Some(half(unit))
}

/// The duration that begins at `at`, or the date counted back from the document's (10年前).
pub(crate) fn duration_at(cx: Context<'_>, at: usize) -> Option<DateMatch> {
    let text = cx.text;
    if in_identifier(text, at) || char_before(text, at) == Some('第') {
        return None;
    }
    // Four digits before 年 are a year.
    let length = length_at(cx, at).filter(|l| l.word != "年" || l.low < Decimal::from(1000) || l.over)?;
    if !measures(cx, at, &length) {
        return None;
    }
    if is_round(text, &length) {
        let value = Value::Set { set: length.iso() };
        return Some(DateMatch { start: at, end: length.end, value, rule: "date/set", fixes: None });
    }
    if let Some(counted) = counted_back(cx, at, &length).or_else(|| counted_on(cx, at, &length)) {
        return Some(counted);
    }
    let modifier = if length.over { Some(Modifier::Over) } else { modifier_around(text, at, length.end) };
    let rule = if length.anniversary { "date/anniversary" } else { "date/duration" };
    let value = Value::Duration { duration: length.iso(), modifier };
    Some(DateMatch { start: at, end: length.end, value, rule, fixes: None })
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
    let around = any_before(text, at, &["星期", "周", "每", "同", "某", "那", "有", "另", "再"]).is_some();
    // The predicate 胜利的一年, 关键一年 measures nothing; 过去的一年 does.
    let told = any_before(text, at, &["过去的", "过去"]).is_some();
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
        || cx.numeral_at(at).0.is_some_and(|n| n.style == Style::Arabic);
    !loose || held
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
    if cx.text[end..].starts_with(['续', '期', '来', '的', '进']) {
        return None;
    }
    let (from, to) = cx.anchors.nearest()?;
    if from != to { None } else { counted(cx, at, end, length, to, 1) }
}

fn counted(
    cx: Context<'_>,
    at: usize,
    end: usize,
    length: &Length,
    from: Stamp,
    sign: i32,
) -> Option<DateMatch> {
    if !length.exact() || length.extra.is_some() || length.anniversary || compared(cx.text, at) {
        return None;
    }
    let count = sign * i32::try_from(length.low.trunc().mantissa()).ok()?;
    let stamp = match length.unit {
        "1Y" => Stamp::year(from.year + count),
        "1M" => Stamp::plus_months(from.year, from.month()?, count),
        "1D" | "1W" => {
            let days = i64::from(count) * if length.unit == "1W" { 7 } else { 1 };
            Stamp::of(from.day()?.checked_add(jiff::Span::new().days(days)).ok()?)
        }
        _ => return None,
    };
    let value = Value::Date { edtf: stamp.to_string(), modifier: None };
    let fixes = (stamp.part != Part::Whole).then_some((stamp, stamp));
    let rule = if sign < 0 { "date/counted-back" } else { "date/counted-on" };
    Some(DateMatch { start: at, end, value, rule, fixes })
}
