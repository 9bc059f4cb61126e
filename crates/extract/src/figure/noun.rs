//! Nouns as units, where words decide: 三大指标, 五大集结中心, 1100多万学生, 120多国.

use kaoju_record::{Amount, Value};
use kaoju_segment::Words;
use rust_decimal::Decimal;

use super::measured::Measured;
use super::{Context, FigureMatch};
use crate::cursor::{any_at, char_at, char_before, head, is_han, tail, word_at};
use crate::lexicon::Unit;
use crate::numeral::{Style, in_identifier};

/// How far words are cut on either side of a place, in characters.
const REACH: usize = 5;

/// 三大指标: a numeral, 大, and a noun phrase.
pub(super) fn large_noun_at(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    let text = cx.text;
    let (numeral, end) = cx.numeral_at(at);
    let after = word_at(text, end, "大")?;
    let number = numeral.filter(|n| n.high.is_none() && !n.large && n.low > Decimal::ONE)?;
    // 二十大 and 十九大 are congresses.
    let number = Some(number).filter(|n| n.style == Style::Arabic || n.low <= Decimal::TEN)?;
    let after = if text[end..].starts_with("大洲") { end } else { after };
    if in_identifier(text, at) || char_before(text, at) == Some('第') || number.digits == 4 {
        return None;
    }
    // “四大板块”: a name in quotation marks is a name.
    let stop = noun_phrase(text, after)?;
    // 211大学: one character is a noun only where it counts: 三大类.
    let counts = || matches!(cx.lexicon.units.at(text, after), Some((_, Unit::Count(_))));
    if stop - after <= '学'.len_utf8() && !counts() {
        return None;
    }
    if char_before(text, at) == Some('“') && char_at(text, stop) == Some('”') {
        return None;
    }
    let amount = Amount {
        number: Some(number.low.normalize().to_string()),
        unit: Some(text[after..stop].to_owned()),
        ..Amount::default()
    };
    Some(FigureMatch { start: at, end: stop, value: Value::Count(amount), rule: "figure/large-noun" })
}

/// Verbs that are also names of what is done: 改造, 建设.
const DEEDS: &[&str] = &[
    "改造", "建设", "合作", "改革", "革命", "转型", "转变", "保障", "支撑", "挑战", "变革", "行动", "战役",
    "运动", "创新", "任务", "突破", "变化", "优势", "考验", "发展",
];

/// Verbs that end a noun phrase even where a sentence ends behind them: 三大领域展开。
const PREDICATES: &[&str] = &[
    "展开",
    "启动",
    "进行",
    "召开",
    "举行",
    "推进",
    "实施",
    "落实",
    "开展",
    "成立",
    "建立",
    "形成",
    "出现",
    "显示",
    "表明",
    "胜利",
    "并举",
    "发力",
    "开工",
    "开局",
    "治理",
    "大面积",
    "铺平",
    "直连",
    "收官",
    "落地",
];

/// The place after the noun phrase that begins at `at`: its first word, nouns, and deeds; tags of single words are
/// often wrong, so a last word before punctuation belongs to it too unless it is plainly a predicate.
fn noun_phrase(text: &str, at: usize) -> Option<usize> {
    let words = Words::get().tag(head(text, at, 14));
    let mut end = at;
    for (index, (word, tag)) in words.iter().take(5).enumerate() {
        let nominal = tag.starts_with('n') || matches!(*tag, "s" | "j" | "an") || DEEDS.contains(word);
        let closes = char_at(text, end + word.len()).is_some_and(|c| !is_han(c));
        let attribute = index == 0 || (index == 1 && matches!(*tag, "b" | "l"));
        if index > 0 && PREDICATES.contains(word) {
            break;
        }
        if !word.chars().all(is_han) || !(nominal || attribute || (closes && tag.starts_with('v'))) {
            break;
        }
        end += word.len();
    }
    // 两大国之重器 counts no states.
    let title = word_at(text, end, "之")
        .filter(|end| !char_at(text, *end).is_some_and(|c| "一中间首列内外".contains(c)));
    if title.is_some() {
        return None;
    }
    // 来源地, 目的地: 地 is no particle where nothing is done behind it.
    let place =
        word_at(text, end, "地").filter(|end| !char_at(text, *end).is_some_and(|c| is_han(c) && c != '中'));
    (end > at).then_some(place.unwrap_or(end))
}

/// A noun directly behind a large numeral: 8亿农民, 6434万农村人口.
pub(super) fn noun_after(cx: Context<'_>, at: usize, digits: usize) -> Option<Measured> {
    let next = char_at(cx.text, at)?;
    let other = any_at(cx.text, at, &["年", "月", "日", "时", "号", "点", "分", "比", "大"]).is_some();
    if digits > 0 || other || !is_han(next) {
        return None;
    }
    let (head, end) = counted_noun(cx, at)?;
    let unit = cx.text[head..end].to_owned();
    Some(Measured {
        end,
        make: Value::Count,
        unit,
        rule: "figure/counted-noun",
        factor: Decimal::ONE,
        adds: Decimal::ZERO,
    })
}

/// People and households with what describes them: 农村人口, 建档立卡贫困人口. Where the head noun begins, and the end.
fn counted_noun(cx: Context<'_>, at: usize) -> Option<(usize, usize)> {
    const LAST: &[&str] = &[
        "人",
        "民",
        "者",
        "员",
        "工",
        "生",
        "户",
        "口",
        "众",
        "庭",
        "军",
        "主体",
        "同胞",
        "儿女",
        "青年",
        "少年",
        "商",
        "劳动力",
        "群体",
    ];
    let mut from = at;
    for (word, tag) in Words::get().tag(head(cx.text, at, 12)).into_iter().take(5) {
        if !word.chars().all(is_han)
            || matches!(tag, "p" | "c" | "u" | "uj" | "ul" | "d" | "f" | "m" | "q" | "r")
        {
            return None;
        }
        let end = from + word.len();
        let known = matches!(cx.lexicon.units.at(cx.text, from), Some((stop, _)) if stop == end);
        if (word.chars().count() > 1 || word == "人")
            && (known || LAST.iter().any(|last| word.ends_with(last)))
        {
            return Some((from, end));
        }
        from = end;
    }
    None
}

/// The words around a place, each with its range.
fn words_around(text: &str, start: usize, end: usize) -> impl Iterator<Item = (usize, usize)> {
    let before = tail(text, start, REACH);
    let from = start - before.len();
    let window = &text[from..end + head(text, end, REACH).len()];
    let mut at = from;
    Words::get().cut(window).into_iter().map(move |word| {
        let range = (at, at + word.len());
        at = range.1;
        range
    })
}

/// Whether a longer word begins at `start` and goes beyond `end`: 部 in 部门, 名 in 名字.
pub(super) fn longer_word(cx: Context<'_>, start: usize, end: usize) -> bool {
    let known = || {
        let window = &cx.text[start..end + head(cx.text, end, REACH).len()];
        Words::get().prefixes(window).any(|word| word.len() > end - start)
    };
    char_at(cx.text, end).is_some_and(is_han)
        && known()
        && words_around(cx.text, start, end).any(|(from, to)| from == start && to > end)
}

/// Whether the numeral with its classifier lies inside a longer word (三国演义, 百家争鸣), or begins in another.
pub(super) fn inside_word(cx: Context<'_>, start: usize, end: usize) -> bool {
    words_around(cx.text, start, end).any(|(from, to)| {
        (from <= start && to > end) || (from < start && to > start && to <= end && starts_word(cx.text, from))
    })
}

/// Whether a word begins here that a numeral can be the tail of; 前三 and 近两 are none.
fn starts_word(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(|c| {
        is_han(c) && !crate::numeral::starts_han(c) && !"前后近约共这那各每全仅达有为至到".contains(c)
    })
}
