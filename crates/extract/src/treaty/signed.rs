//! Names without brackets that are particular by those who sign: 沙特阿拉伯和巴基斯坦签署共同战略防御协议.

use std::collections::HashSet;

use super::unbracketed::{is_of_other, last_stop};
use super::{TreatyMatch, cleaned, floor, value};
use crate::cursor::{any_at, any_before, head};
use crate::lexicon::{Lexicon, TreatyLexicon};

/// The longest name that is looked for, in bytes.
const LONGEST: usize = 90;
/// How far back in the sentence the parties are looked for, in bytes.
const FAR: usize = 240;
/// How far back those are looked for whom 双方 means, in bytes.
const FARTHER: usize = 600;
/// How many names before are looked at.
const SAID: usize = 32;

/// What such a name is the object of.
const VERBS: &[&str] = &["签署", "签订", "缔结", "签下"];
/// Those named before, between the verb and the name.
const THOSE: &[&str] = &["两国", "双方", "双边", "新版", "新的", "包括", "一项", "一份"];
/// Those who are named in the sentences before.
const NAMED: &[&str] = &["两国", "双方", "三国", "三方", "四国", "五国", "六国", "元首"];
/// Who signs one instrument each.
const MANY: &[&str] = &["个国家", "国家和地区", "更多", "共建国家", "中国家", "等国", "各国", "多国"];
/// Parties that are at home beside each other.
const HOME: &[&str] = &["HK", "MO", "TW"];
/// What tells of several instruments, or of none yet.
const UNCERTAIN: &[&str] = &["一揽子", "而非"];
/// What begins a name of several instruments: 多项合作协议.
const SEVERAL: &[char] =
    &['这', '此', '本', '多', '数', '各', '几', '一', '两', '三', '若', '系', '大', '其', '许'];
/// Words of which the name of any agreement or memorandum may consist.
const ANY_NAME: &[&str] = &[
    "自由",
    "贸易",
    "自贸",
    "区",
    "政府间",
    "战略",
    "全面",
    "合作",
    "框架",
    "谅解",
    "意向",
    "友好",
    "伙伴",
    "和平",
    "停火",
    "临时",
    "升级",
    "初步",
    "最终",
    "补充",
    "双多边",
    "投资",
];

/// The instrument that several parties sign whose name, not before `from`, ends with the head that ends at `end`; none
/// where it only ends one of the names that were `said` shortly before: it is that one again.
pub(crate) fn signed_before<'n>(
    lexicon: &Lexicon,
    text: &str,
    from: usize,
    end: usize,
    said: impl Iterator<Item = &'n str>,
) -> Option<TreatyMatch> {
    let treaties = &lexicon.treaties;
    let head = treaties.sure_head_before(text, end)?;
    let body = end - head.word.len();
    let subject = text[..body].strip_suffix('的').unwrap_or(&text[..body]).len();
    let low = from.max(floor(text, subject.saturating_sub(LONGEST))).min(subject);
    let begin = low + last_stop(&text[low..subject]);
    let verb = text[..begin].strip_suffix('了').map_or(begin, str::len);
    let verb = any_before(text, verb, VERBS)?;
    let start = any_at(text, begin, THOSE).unwrap_or(begin).min(subject);
    let fits = !is_of_other(text, end)
        && !is_of_a_kind(text, end)
        && is_particular(&head.kind, &text[start..subject])
        && treaties.denied(&text[start..end]).is_none()
        && several(text, verb)
        && !is_domestic(treaties, text, start..end);
    let name = fits.then(|| cleaned(&text[start..end]))?;
    let again = said.take(SAID).any(|other| other.len() > name.len() && other.ends_with(&name));
    (!again).then(|| TreatyMatch { start, end, value: value(&head.kind, name), rule: "treaty/signed" })
}

/// Whether it is what states are told by: 首个与中国签署服务贸易市场开放协定的国家.
fn is_of_a_kind(text: &str, end: usize) -> bool {
    const NEAR: usize = 8;
    text[end..].starts_with('的') && head(text, end, NEAR).contains("国家")
}

/// Whether the words before the head tell one instrument from others of its kind.
fn is_particular(kind: &str, subject: &str) -> bool {
    let shortest = if kind == "treaty" { 2 } else { 4 };
    let any = matches!(kind, "agreement" | "memorandum")
        && ANY_NAME.iter().fold(subject.to_owned(), |rest, word| rest.replace(word, "")).is_empty();
    let certain = !subject.starts_with(SEVERAL) && !UNCERTAIN.iter().any(|word| subject.contains(word));
    subject.chars().count() >= shortest && certain && !any
}

/// Whether several parties sign: two that the sentence names, or those before.
fn several(text: &str, verb: usize) -> bool {
    let low = floor(text, verb.saturating_sub(FAR));
    let before = text[low..verb].rsplit(['。', '；', '！', '？', '\n']).next().unwrap_or_default();
    let wide = || &text[floor(text, verb.saturating_sub(FARTHER))..verb];
    let named = NAMED.iter().any(|word| before.contains(word));
    !MANY.iter().any(|word| before.contains(word)) && (are_two(before) || named && are_two(wide()))
}

fn are_two(text: &str) -> bool {
    let named = kaoju_parties::parties(text);
    let codes = named.iter().flat_map(|party| &party.codes).filter(|code| !HOME.contains(code));
    codes.collect::<HashSet<_>>().len() > 1
}

fn is_domestic(treaties: &TreatyLexicon, text: &str, name: std::ops::Range<usize>) -> bool {
    treaties.domestic.is(text, &text[name.clone()], name.start)
}
