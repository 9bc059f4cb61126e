//! What makes a number a percentage: %, ‰, 个百分点, 成, 折, and 百分之 before it.

use kaoju_record::{Amount, Value};
use rust_decimal::Decimal;

use super::measured::{Measured, Number, measured};
use super::{Context, FigureMatch};
use crate::bounds::{bound_around, direction_after, direction_before};
use crate::cursor::{any_at, any_before, char_at, char_before, head, skip_spaces, tail, word_at};
use crate::number::Squeezed;
use crate::numeral::{Numeral, numeral_at, starts_han};

/// The sign of percent behind a number.
pub(super) fn sign_at(cx: Context<'_>, at: usize, number: &Number) -> Option<Measured> {
    // Most numbers are no percentages.
    let first = char_at(cx.text, skip_spaces(cx.text, at, 1))?;
    if !matches!(first, '%' | '％' | '‰' | '‱' | 'k' | 'K' | '个' | '百' | '基' | 'B' | 'b' | '成' | '折')
    {
        return None;
    }
    points(cx.text, at)
        .or_else(|| basis_points(cx.text, at))
        .or_else(|| sign(cx.text, at))
        .or_else(|| tenths(cx, at, number))
        .or_else(|| discount(cx, at, number))
}

/// 个百分点, also with spaces inside; 12k个百分点.
fn points(text: &str, at: usize) -> Option<Measured> {
    let (factor, at) = kilo(text, at);
    let end = ["个百分点", "百分点"].iter().find_map(|word| spaced_word(text, at, word))?;
    Some(Measured { factor, ..measured(end, Value::Percent, "pp", "figure/percentage-points") })
}

/// 25个基点, 25bp: hundredths of a percentage point; of an exchange rate 基点 is another step.
fn basis_points(text: &str, at: usize) -> Option<Measured> {
    let spaced = skip_spaces(text, at, 1);
    if !matches!(char_at(text, spaced), Some('个' | '基' | 'B' | 'b')) {
        return None;
    }
    let end = any_at(text, at, &["个基点", "基点", "个BP", "个bp"]).or_else(|| {
        let end = any_at(text, spaced, &["BP", "bp", "BPs", "bps"])?;
        (!char_at(text, end).is_some_and(|c| c.is_ascii_alphanumeric())).then_some(end)
    })?;
    let sentence = tail(text, at, 60).rsplit(['。', '；']).next().unwrap_or_default();
    let rate = ["中间价", "汇率", "汇价", "在岸", "离岸"].iter().any(|word| sentence.contains(word));
    let factor = Decimal::new(1, 2);
    (!rate).then(|| Measured { factor, ..measured(end, Value::Percent, "pp", "figure/basis-points") })
}

/// What a k behind a number makes of it, and the place after it.
fn kilo(text: &str, at: usize) -> (Decimal, usize) {
    match any_at(text, skip_spaces(text, at, 1), &["k", "K"]) {
        Some(end) => (Decimal::ONE_THOUSAND, end),
        None => (Decimal::ONE, at),
    }
}

/// The place after a word that stands at a place, with a space before any of its characters or not.
fn spaced_word(text: &str, at: usize, word: &str) -> Option<usize> {
    word.chars().try_fold(at, |at, c| {
        let at = skip_spaces(text, at, 1);
        (char_at(text, at) == Some(c)).then(|| at + c.len_utf8())
    })
}

/// %, ‰, ‱.
fn sign(text: &str, at: usize) -> Option<Measured> {
    let (factor, after) = kilo(text, at);
    if let Some(end) = any_at(text, skip_spaces(text, after, 1), &["%", "％"]) {
        return Some(Measured { factor, ..measured(end, Value::Percent, "%", "figure/percent") });
    }
    let at = skip_spaces(text, at, 1);
    let (end, factor) = match char_at(text, at)? {
        c @ '‰' => (at + c.len_utf8(), Decimal::new(1, 1)),
        c @ '‱' => (at + c.len_utf8(), Decimal::new(1, 2)),
        _ => return None,
    };
    Some(Measured { factor, ..measured(end, Value::Percent, "%", "figure/permille") })
}

/// What follows 成 where it tells of no tenths: 三成员国, 半成品.
const TENTHS_OTHER: &[&str] = &[
    "为", "立", "员", "就", "本", "果", "功", "绩", "熟", "长", "都", "套", "品", "份", "分", "了", "新",
    "型",
];

/// 六成, 六成五, 八成半.
fn tenths(cx: Context<'_>, at: usize, number: &Number) -> Option<Measured> {
    let end = word_at(cx.text, at, "成")?;
    let small = number.low >= Decimal::ONE && number.low <= Decimal::TEN && !number.large;
    if !small || any_at(cx.text, end, TENTHS_OTHER).is_some() {
        return None;
    }
    let half = word_at(cx.text, end, "半").map(|stop| (Decimal::from(5), stop));
    let (adds, end) = half.or_else(|| digit(cx, end)).unwrap_or((Decimal::ZERO, end));
    Some(Measured { factor: Decimal::TEN, adds, ..measured(end, Value::Percent, "%", "figure/tenths") })
}

/// One digit that nothing follows.
fn digit(cx: Context<'_>, at: usize) -> Option<(Decimal, usize)> {
    let begins = char_at(cx.text, at).is_some_and(|c| starts_han(c) && c != '几' && c != '数');
    let (numeral, end) = if begins { cx.numeral_at(at) } else { (None, at) };
    let value = numeral.filter(|n| n.plain && n.low < Decimal::TEN)?.low;
    let counts = cx.lexicon.units.at(cx.text, end).is_some()
        || char_at(cx.text, end).is_some_and(|c| starts_han(c) || "年月日倍成折".contains(c));
    (!counts).then_some((value, end))
}

/// 九折 is 90 %, 五五折 and 85折 are what they say.
fn discount(cx: Context<'_>, at: usize, number: &Number) -> Option<Measured> {
    const OTHER: &[&str] =
        &["叠", "合", "算", "旧", "射", "线", "页", "腾", "磨", "断", "戟", "纸", "回", "返", "桂", "子"];
    let end = word_at(cx.text, skip_spaces(cx.text, at, 1), "折")?;
    let other = any_at(cx.text, end, OTHER).is_some();
    let ten = Decimal::TEN;
    let two_digits = number.digits == 2 && number.low > ten;
    let small = number.low >= Decimal::ONE && number.low < ten && !number.large;
    let factor = if two_digits { Decimal::ONE } else { ten };
    (!other && (two_digits || small))
        .then(|| Measured { factor, ..measured(end, Value::Percent, "%", "figure/discount") })
}

/// Halves: 打对折, 半折, 半成, 半个百分点.
pub(super) fn half_at(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    const HALVES: &[(&str, &str, &str, &str)] = &[
        ("半个百分点", "0.5", "pp", "figure/percentage-points"),
        ("半折", "50", "%", "figure/discount"),
        ("半成", "5", "%", "figure/tenths"),
        ("对折", "50", "%", "figure/discount"),
    ];
    let start = word_at(cx.text, at, "打").unwrap_or(at);
    let found = HALVES.iter().find_map(|half| Some((word_at(cx.text, start, half.0)?, half)));
    let (end, (word, number, unit, rule)) = found?;
    // 对折 behind 打 is a price, else something folded; 半成品 is half made.
    let other = match *word {
        "对折" => start == at,
        "半成" => start > at || any_at(cx.text, end, TENTHS_OTHER).is_some(),
        _ => false,
    };
    let amount = Amount { number: Some((*number).into()), unit: Some((*unit).into()), ..Amount::default() };
    (!other).then_some(FigureMatch { start, end, value: Value::Percent(amount), rule })
}

/// 百分之二十五, 千分之三, 百分之百, 百分之八至百分之九; written with spaces too.
pub(super) fn spelled_at(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    // What stands below a fraction begins with its magnitude; nothing else is worth a closer look.
    if !matches!(char_at(cx.text, at), Some('十' | '百' | '佰' | '千' | '仟' | '万' | '亿')) {
        return None;
    }
    let window = head(cx.text, at, 40);
    let spaced = window.starts_with(['百', '千', '万', '亿']) && head(window, 0, 16).contains(' ');
    if !spaced {
        let read = spelled(cx.text, at)?;
        return Some(found(cx, at, read));
    }
    let squeezed = Squeezed::of(window);
    let read = spelled(&squeezed.text, 0)?;
    Some(found(cx, at, Spelled { end: at + squeezed.end(read.end), ..read }))
}

/// A percentage that begins with its denominator.
#[derive(Clone, Copy)]
struct Spelled {
    low: Decimal,
    high: Option<Decimal>,
    over: bool,
    end: usize,
}

fn spelled(text: &str, at: usize) -> Option<Spelled> {
    if let Some(end) = word_at(text, at, "百分百") {
        return Some(Spelled { low: Decimal::ONE_HUNDRED, high: None, over: false, end });
    }
    let (factor, after) = denominator(text, at)?;
    let minus = word_at(text, after, "负");
    let from = skip_spaces(text, minus.unwrap_or(after), 1);
    let (above, end) = above(text, from)?;
    let (times, end) = thousands(text, end, &above);
    let scaled =
        |n: Decimal| n * factor * times * if minus.is_some() { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
    let read = Spelled { low: scaled(above.low), high: above.high.map(scaled), over: above.over, end };
    Some(range(text, &read, factor).unwrap_or(read))
}

/// 百分之, 千分之, 万分之, 百万分之: what one of it is in percent.
fn denominator(text: &str, at: usize) -> Option<(Decimal, usize)> {
    if char_before(text, at).is_some_and(starts_han) {
        return None;
    }
    let mut below = Decimal::ONE;
    let mut end = at;
    for _ in 0..3 {
        let by = match char_at(text, end) {
            Some('十') => 10,
            Some('百' | '佰') => 100,
            Some('千' | '仟') => 1000,
            Some('万') => 10_000,
            Some('亿') => 100_000_000,
            _ => break,
        };
        below *= Decimal::from(by);
        end += '百'.len_utf8();
    }
    let after = any_at(text, end, &["分之", "份之"])?;
    (below >= Decimal::ONE_HUNDRED).then(|| (Decimal::ONE_HUNDRED / below, after))
}

/// The number behind 分之; 百 is a hundred there.
fn above(text: &str, at: usize) -> Option<(Numeral, usize)> {
    let begins = char_at(text, at).is_some_and(|c| c.is_ascii_digit() || starts_han(c));
    let (numeral, end) = if begins { numeral_at(text, at) } else { (None, at) };
    numeral.map(|n| (n, end))
}

fn thousands(text: &str, end: usize, above: &Numeral) -> (Decimal, usize) {
    let at = skip_spaces(text, end, 1);
    let arabic = above.style == crate::numeral::Style::Arabic;
    match any_at(text, at, &["k", "K"]).filter(|_| arabic) {
        Some(after) if !char_at(text, after).is_some_and(|c| c.is_ascii_alphanumeric()) => {
            (Decimal::ONE_THOUSAND, after)
        }
        _ => (Decimal::ONE, end),
    }
}

/// 百分之八至百分之九, 百分之三到五.
fn range(text: &str, first: &Spelled, factor: Decimal) -> Option<Spelled> {
    // 百分之二、三: two neighbouring digits with nothing counted behind them.
    if let Some(after) = word_at(text, first.end, "、")
        && let Some((second, end)) = above(text, after)
        && second.plain
        && second.end - after == '三'.len_utf8()
        && second.low == first.low / factor + Decimal::ONE
    {
        let counts = crate::lexicon::Lexicon::get().units.at(text, end).is_some();
        return (!counts).then_some(Spelled { high: Some(second.low * factor), end, ..*first });
    }
    let after = any_at(text, first.end, &["至", "到", "—", "~", "-"])?;
    let repeated = denominator(text, after).map(|(_, at)| at);
    let (second, end) = above(text, repeated.unwrap_or(after))?;
    let unit = crate::lexicon::Lexicon::get().units.at(text, end).is_some()
        || any_at(text, end, &["年", "月", "日"]).is_some();
    let high = second.low * factor;
    (high > first.low && (repeated.is_some() || !unit)).then_some(Spelled { high: Some(high), end, ..*first })
}

fn found(cx: Context<'_>, at: usize, read: Spelled) -> FigureMatch {
    let dash = any_before(cx.text, at, &["-", "−", "－"]).filter(|dash| {
        !char_before(cx.text, *dash).is_some_and(|c| c.is_alphanumeric() || "%％".contains(c))
    });
    let start = any_before(cx.text, at, &["负"]).or(dash).unwrap_or(at);
    let signed = |n: Decimal| if start < at { -n } else { n };
    let written = |n: Decimal| signed(n).normalize().to_string();
    let amount = Amount {
        number: read.high.is_none().then(|| written(read.low)),
        min: read.high.map(|_| written(read.low)),
        max: read.high.map(written),
        unit: Some("%".into()),
        bound: if read.over {
            Some(kaoju_record::Bound::Over)
        } else {
            bound_around(cx.text, start, read.end)
        },
        direction: direction_before(cx.text, start).or_else(|| direction_after(cx.text, read.end)),
    };
    FigureMatch { start, end: read.end, value: Value::Percent(amount), rule: "figure/percent-spelled" }
}
