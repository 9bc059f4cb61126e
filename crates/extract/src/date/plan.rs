//! Named plan periods of China: “十四五”期间 is 2021/2025. A plan's document (“十四五”规划) is no date.

use kaoju_record::Value;

use super::calendar::Stamp;
use super::point::point_at;
use super::range::connector;
use super::{Context, DateMatch};
use crate::cursor::{any_at, word_at};

/// The plan period that begins at `at`.
pub(crate) fn plan_at(cx: Context<'_>, at: usize) -> Option<DateMatch> {
    if !begins_plan(cx.text, at) {
        return None;
    }
    let (first, last, end) = quoted(cx.text, at).or_else(|| numbered(cx, at))?;
    let (from, mut to, mut end) = (Stamp::year(first), Stamp::year(last), end);
    if let Some(point) = connector(cx.text, end).and_then(|after| point_at(cx, after, None)) {
        to = point.last();
        end = point.end;
    }
    let since = any_at(cx.text, end, &["以来"]).filter(|_| to == Stamp::year(last));
    let until = since.map_or(to.to_string(), |_| "..".into());
    let value = Value::Period { edtf: format!("{from}/{until}"), modifier: None };
    let end = since.unwrap_or(end);
    Some(DateMatch { start: at, end, value, rule: "date/plan", fixes: None })
}

/// A quotation mark, 第, or a numeral with 五 right behind it.
fn begins_plan(text: &str, at: usize) -> bool {
    let mut chars = text[at..].chars();
    match chars.next() {
        Some('“' | '第') => true,
        Some('一'..='鿿') => chars.take(2).any(|c| c == '五'),
        _ => false,
    }
}

/// “十四五”期间, “十四五”时期, “十四五”到2035年, “十一五”开局.
fn quoted(text: &str, at: usize) -> Option<(i32, i32, usize)> {
    let open = any_at(text, at, &["“"]);
    let (number, after) = plan_number(text, open.unwrap_or(at))?;
    let close = match open {
        Some(_) => any_at(text, after, &["”"])?,
        None => after,
    };
    let (first, last) = years(number)?;
    if let Some(end) = any_at(text, close, &["期间", "时期", "计划期间", "计划时期", "规划期间", "规划时期"])
    {
        return Some((first, last, end));
    }
    let meant = connector(text, close).is_some()
        || any_at(text, close, &["开局", "开好局", "收官", "末", "初", "以来", "前", "后"]).is_some();
    (open.is_some() && meant).then_some((first, last, close))
}

/// 第一个五年计划期间.
fn numbered(cx: Context<'_>, at: usize) -> Option<(i32, i32, usize)> {
    let text = cx.text;
    let after = word_at(text, at, "第")?;
    let (numeral, end) = cx.numeral_at(after);
    let end = any_at(text, end, &["个五年计划期间", "个五年计划时期", "个五年规划期间", "个五年规划时期"])?;
    let (first, last) = years(numeral?.whole()?)?;
    Some((first, last, end))
}

/// 十四五 is 14: digits up to the 五 of 五年.
fn plan_number(text: &str, at: usize) -> Option<(i64, usize)> {
    let mut end = at;
    let mut number = 0i64;
    for c in text.get(at..)?.chars().take(3) {
        let digit = "一二三四五六七八九".chars().position(|d| d == c).and_then(|d| i64::try_from(d + 1).ok());
        let next = end + c.len_utf8();
        match (c, digit) {
            ('十', _) if number == 0 => number = 10,
            (_, Some(digit)) if text[next..].starts_with('五') => {
                return Some((number + digit, next + '五'.len_utf8()));
            }
            ('五', _) if number == 10 => return Some((10, next)),
            _ => return None,
        }
        end = next;
    }
    None
}

/// First and last year of the n-th five-year plan; 1963 to 1965 lay between two.
fn years(number: i64) -> Option<(i32, i32)> {
    let n = i32::try_from(number).ok().filter(|n| (1..=30).contains(n))?;
    let first = if n <= 2 { 1953 + 5 * (n - 1) } else { 1966 + 5 * (n - 3) };
    Some((first, first + 4))
}
