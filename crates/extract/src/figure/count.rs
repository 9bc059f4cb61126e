//! Classifiers, and what is a name or a rank before one: 四个部门, but 十四届, 三国演义.

use kaoju_record::Value;

use super::amount::Measure;
use super::measured::{Measured, measured};
use super::{Context, noun};
use crate::cursor::{any_at, any_before, char_at, char_before, head, is_han, tail};
use crate::numeral::Style;

/// A classifier; 一个 is no figure, 一亿人 is.
pub(super) fn count(cx: Context<'_>, measure: &Measure, end: usize, word: &str) -> Option<Measured> {
    let han = measure.style != Style::Arabic;
    // 陆军, 伍家, 拾级: a formal digit by itself is a word or a name.
    let formal = ["陆", "伍", "拾"].contains(&&cx.text[measure.start..measure.end]);
    if measure.one() || formal {
        return None;
    }
    // 5家中管企业, 60部省级志书: behind digits these seldom begin a longer word.
    let plain = !han && matches!(word, "家" | "部" | "名") && any_at(cx.text, end, LONGER).is_none();
    let follows_other = match word {
        _ if plain => false,
        // 三分之一, 两点论, 三成分.
        "分" | "点" => {
            let closed = matches!(char_at(cx.text, end), None | Some('，' | '。' | '、' | '；' | '）' | ')'));
            // 下午三点 is a time.
            let hour = char_before(cx.text, measure.start).is_some_and(|c| "午晨晚早夜".contains(c));
            hour || !closed && (word == "分" || any_at(cx.text, end, POINTS).is_none())
        }
        // 301条款, 三条例.
        "条" => char_at(cx.text, end).is_some_and(|c| "款例约幅令".contains(c)),
        // 5栋302室 is an address.
        "栋" | "幢" | "座" => char_at(cx.text, end).is_some_and(|c| c.is_ascii_digit()),
        "包" => any_at(cx.text, end, &["邮", "括", "含", "机", "裹", "容"]).is_some(),
        "层" => char_at(cx.text, end) != Some('楼') && noun::longer_word(cx, end - word.len(), end),
        "代" => {
            any_at(cx.text, end, &["表", "人", "化", "核电", "战机", "半导体", "技术", "机型"]).is_some()
        }
        // 核电二期项目 is the second of them, 分三期建设 counts them.
        "期" => {
            let phase = any_at(cx.text, end, &["项目", "工程", "扩建", "建设"]).is_some();
            (phase && char_before(cx.text, measure.start) != Some('分'))
                || noun::longer_word(cx, end - word.len(), end)
        }
        "次" => {
            any_at(cx.text, end, &["区域", "方案", "级"]).is_some()
                || (han && session(cx.text, measure.start, end))
        }
        // 十四届全国人大 names a term, 二级响应 a rank; 省市县三级 are counted.
        "届" => han && char_at(cx.text, end).is_some_and(is_han),
        "级" => {
            let counted =
                any_before(cx.text, measure.start, &["省", "市", "县", "区", "乡", "镇", "村", "央"]);
            han && counted.is_none() && char_at(cx.text, end).is_some_and(is_han)
        }
        "个" => {
            any_at(cx.text, end, &["体", "股", "案", "别", "月", "多月", "半月", "小时", "世纪", "季度"])
                .is_some()
        }
        "部" | "道" | "门" | "口" | "头" | "家" | "团" | "军" | "师" | "连" | "旅" | "股" | "步" | "片"
        | "号" | "路" | "名" | "种" | "本" | "起" | "声" | "班" | "场" | "眼" | "孔" | "支" | "分子"
        | "回" | "双" | "对" => noun::longer_word(cx, end - word.len(), end),
        _ => false,
    };
    if follows_other
        || (han && quoted_name(cx.text, measure.start, end))
        || (han && noun::inside_word(cx, measure.start, end))
    {
        return None;
    }
    Some(measured(end, Value::Count, word, "figure/count"))
}

/// What makes 家, 部 and 名 a longer word behind digits too: 5家庭, 3部队, 2名额.
const LONGER: &[&str] = &["园", "庭", "长", "队", "件", "额", "单", "牌", "称"];

/// What is made in points: 四点主张.
const POINTS: &[&str] =
    &["建议", "意见", "主张", "要求", "希望", "共识", "倡议", "看法", "体会", "启示", "原则", "内容", "结论"];

/// 五届人大三次会议: the number of a session, not a count of them.
fn session(text: &str, start: usize, end: usize) -> bool {
    any_at(text, end, &["会议", "全体会议", "全会"]).is_some() && tail(text, start, 8).contains(['届', '大'])
}

/// “四个第一”, “十二连增”: a name in quotation marks that begins with a numeral.
fn quoted_name(text: &str, start: usize, end: usize) -> bool {
    char_before(text, start) == Some('“')
        && head(text, end, 12)
            .find('”')
            .is_some_and(|close| close > 0 && text[end..end + close].chars().all(is_han))
}
