//! Periods open at one end: 2013年以来, 2014年起, 2016年6月之前.

use kaoju_record::Value;

use super::calendar::{Part, Stamp};
use super::point::{Point, point_at};
use super::range::{connector, period};
use super::{Context, DateMatch};
use crate::cursor::{any_at, any_before, char_at, word_at};

/// The point and the marker behind it.
pub(super) fn open(cx: Context<'_>, at: usize, point: &Point) -> Option<DateMatch> {
    // 上周末起 begins with the first of its days.
    if point.until.is_some() && point.rule != "date/week" {
        return None;
    }
    let stamp = point.stamp;
    // What lies since then is told of, not the day it began: 2007年9月以来最高 fixes nothing.
    let alone = cx.anchors.nearest().is_none() && (!cx.anchors.fixed() || stamp.part != Part::Whole);
    let fixes = (alone && !highest(cx.text, point.end)).then_some((stamp, stamp));
    // 定于下周开始 and 15时开始 tell when something begins; 从下周开始 opens a period.
    let begins = point.until.is_some() || matches!(stamp.part, Part::Clock(..));
    let opens = |end: &usize| {
        !begins
            || !cx.text[..*end].ends_with("开始")
            || any_before(cx.text, at, &["从", "自", "自从"]).is_some()
    };
    if let Some(end) = since_marker(cx.text, point.end).filter(opens) {
        if let Some(closed) = until_another(cx, at, end, stamp) {
            return Some(closed);
        }
        let value = Value::Period { edtf: format!("{stamp}/.."), modifier: point.modifier };
        return Some(DateMatch { start: at, end, value, rule: "date/open-since", fixes });
    }
    let until = before_marker(cx.text, point.end).filter(|_| point.until.is_none())?;
    let value = Value::Period { edtf: format!("../{stamp}"), modifier: point.modifier };
    Some(DateMatch { start: at, end: until, value, rule: "date/open-until", fixes: Some((stamp, stamp)) })
}

/// The place after 以来, 之后, 起 and what else opens the end.
pub(super) fn since_marker(text: &str, at: usize) -> Option<usize> {
    const WORDS: &[&str] = &["以来", "以后", "之后", "以降", "开始", "或之后", "及之后", "及以后", "或以后"];
    any_at(text, at, WORDS)
        .or_else(|| one_character(text, at, "起", "草步义飞诉到伏来初源点因义码用头重"))
        .or_else(|| one_character(text, at, "后", "续备勤期来方者半代果起院续退"))
}

/// The place after 之前, 以前, 前.
pub(super) fn before_marker(text: &str, at: usize) -> Option<usize> {
    let other = "线三两一二四五六七八九十后期往夕列景沿进瞻总段提身任端者0123456789";
    any_at(text, at, &["之前", "以前", "或之前", "及之前", "及以前", "或以前"])
        .or_else(|| one_character(text, at, "前", other))
}

/// 2010年之后2018年之前, 2010年以后到2018年以前: both ends have their marker.
fn until_another(cx: Context<'_>, at: usize, after: usize, from: Stamp) -> Option<DateMatch> {
    let opens = cx.text[..after].ends_with('后');
    let next = connector(cx.text, after).unwrap_or(after);
    let to = opens.then(|| point_at(cx, next, Some(from)))??;
    let end = before_marker(cx.text, to.end).filter(|_| to.until.is_none() && from.part == to.stamp.part)?;
    period(cx, at, end, from, to.stamp, "date/range")
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
