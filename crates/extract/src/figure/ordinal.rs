//! Ordinals: 第四个, 第十六轮, 第二位, 第一大.

use kaoju_record::{Amount, Value};

use super::{Context, FigureMatch, noun};
use crate::cursor::{any_at, char_at, char_before, tail, word_at};
use crate::lexicon::Unit;

/// Words that an ordinal takes besides the classifiers of the lexicon.
const OTHERS: &[&str] = &["部分", "层级", "阶段", "方面", "大", "年", "梯队", "产业", "路", "天"];

/// What follows a number that only names something: articles of a law, pages, numbers.
const REFERENCES: &[&str] = &["条", "款", "页", "号", "章", "节", "号令", "期"];

/// The ordinal that begins at `at`.
pub(super) fn ordinal_at(cx: Context<'_>, at: usize) -> Option<FigureMatch> {
    let text = cx.text;
    let after = word_at(text, at, "第")?;
    // 第五条第一项 refers to a law.
    if matches!(char_before(text, at), Some('条' | '款')) {
        return None;
    }
    let (numeral, end) = cx.numeral_at(after);
    let number = numeral.filter(|n| n.high.is_none() && !n.over)?;
    let amount = |unit: &str| Amount {
        number: Some(number.low.normalize().to_string()),
        unit: Some(unit.to_owned()),
        ..Amount::default()
    };
    let found = |end, unit: &str| FigureMatch {
        start: at,
        end,
        value: Value::Ordinal(amount(unit)),
        rule: "figure/ordinal",
    };
    if let Some(unit) = shared(cx, end) {
        return Some(found(end, &unit));
    }
    if ranks(text, at, end) {
        return Some(found(end, "位"));
    }
    let (stop, unit) = unit_at(cx, end)?;
    // 第一大 ranks, 第一大国 too; 第一大学 does not.
    let other = match unit.as_str() {
        "大" => word_at(text, stop, "学").is_some(),
        "部" => any_at(text, stop, &["长", "队", "门"]).is_some(),
        "代" => any_at(text, stop, &["表"]).is_some(),
        _ => false,
    };
    (!other).then(|| found(stop, &unit))
}

/// A rank that ends what is said: 位列第七。 质量第一 is a principle.
fn ranks(text: &str, at: usize, end: usize) -> bool {
    let told = at == 0 || tail(text, at, 8).contains(['居', '列', '排', '名', '位']);
    told && matches!(char_at(text, end), None | Some('。' | '！' | '!'))
}

fn unit_at(cx: Context<'_>, at: usize) -> Option<(usize, String)> {
    if any_at(cx.text, at, REFERENCES).is_some() && !cx.text[at..].starts_with("期工程") {
        return None;
    }
    if let Some(end) = any_at(cx.text, at, OTHERS) {
        return Some((end, cx.text[at..end].to_owned()));
    }
    match cx.lexicon.units.at(cx.text, at)? {
        (end, Unit::Count(word)) if !noun::longer_word(cx, at, end) => Some((end, word.clone())),
        _ => None,
    }
}

/// 第一和第二位, 第7、第8集: the unit of the next ordinal is this one's too.
fn shared(cx: Context<'_>, at: usize) -> Option<String> {
    let text = cx.text;
    let next = any_at(text, at, &["和第", "、第", "及第", "或第"])?;
    if char_before(text, next) != Some('第') {
        return None;
    }
    let (numeral, end) = cx.numeral_at(next);
    numeral?;
    char_at(text, end)?;
    unit_at(cx, end).map(|(_, unit)| unit)
}
