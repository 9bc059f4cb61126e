//! Amounts of time in halves and other fractions: 半年, 半个世纪, 个半小时, 四分之三个世纪.

use rust_decimal::Decimal;

use super::Context;
use super::length::{Length, inside, unit_at};
use crate::cursor::{any_at, any_before, word_at};

/// 半年, 半个月, 半个世纪, 半小时.
pub(super) fn half_at(text: &str, at: usize) -> Option<Length> {
    let after = word_at(text, at, "半")?;
    let many = word_at(text, after, "个多");
    let day = || {
        let end = word_at(text, after, "日").filter(|end| word_at(text, *end, "游").is_none())?;
        Some((end, "1D", "天"))
    };
    let month = || {
        let end = word_at(text, after, "月")
            .filter(|end| any_at(text, *end, &["刊", "谈", "板", "形"]).is_none())?;
        Some((end, "1M", "月"))
    };
    let (end, unit, word) = match many {
        Some(next) => inside(text, next)?,
        None => unit_at(text, after).or_else(day).or_else(month)?,
    };
    if word == "周年"
        || matches!(word, "年" | "周" | "月") && any_before(text, at, &["上", "下", "前", "后"]).is_some()
    {
        return None;
    }
    let mut length = Length::new(end, Decimal::new(5, 1), unit, word);
    length.over = many.is_some();
    Some(length)
}

/// 个半小时, 分半钟: one and a half, in speech.
pub(super) fn one_and_a_half(cx: Context<'_>, at: usize) -> Option<Length> {
    let half = Decimal::new(15, 1);
    if !cx.times {
        return None;
    }
    if let Some(end) = any_at(cx.text, at, &["分半钟", "分半"]) {
        let mut length = Length::new(end, Decimal::ONE, "T1M", "分钟");
        length.extra = Some("30S".into());
        return Some(length);
    }
    let (end, unit, word) = inside(cx.text, word_at(cx.text, at, "个半")?)?;
    Some(Length::new(end, half, unit, word))
}

/// 四分之三个世纪, 三分之一年: what is left is told in whole units.
pub(super) fn fraction_at(cx: Context<'_>, at: usize) -> Option<Length> {
    let (whole, end) = cx.numeral_at(at);
    let after = word_at(cx.text, end, "分之")?;
    let (part, end) = cx.numeral_at(after);
    let (whole, part) = (whole?.whole().filter(|n| *n > 0)?, part?.whole()?);
    let (end, unit, word) = unit_at(cx.text, end)?;
    let of = |number: i64, unit: &'static str| {
        let share = number.checked_mul(part)?;
        let count = (share % whole == 0).then(|| Decimal::from(share / whole))?;
        Some(Length::new(end, count, unit, word))
    };
    match unit {
        "100Y" => of(100, "1Y"),
        "1Y" => of(12, "1M"),
        "1D" => of(24, "T1H"),
        "T1H" => of(60, "T1M"),
        _ => None,
    }
}
