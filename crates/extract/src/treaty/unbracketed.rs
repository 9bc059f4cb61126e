//! Names without brackets: known ones (联合国宪章), and those that begin with their parties (独联体集体安全条约), also where
//! several share a head (中韩、中澳自贸协定).

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::evidence::parties;
use super::shared::last_sharing;
use super::{TreatyMatch, cleaned, floor, value};
use crate::cursor::{any_at, char_at, char_before, is_han};
use crate::lexicon::{Lexicon, Party, TreatyLexicon};

/// The longest name that is looked for, in bytes.
const LONGEST: usize = 120;

/// What follows an instrument's name in the name of something else: 集体安全条约组织, 华沙条约国.
const NOT_BEFORE: &[&str] =
    &["组织", "国家", "缔约", "国", "签字", "签约", "签署国", "草案", "法", "书", "期", "性", "化"];

/// Words that no name runs across.
const STOPS: &[&str] = &[
    "的", "了", "在", "是", "将", "已", "把", "被", "对", "向", "于", "就", "称", "签署", "签订", "签",
    "订立", "缔结", "达成", "通过", "发表", "发布", "公布", "宣布", "披露", "讨论", "遵守", "履行", "根据",
    "按照", "依据", "违反", "撕毁", "破坏", "加入", "退出", "批准", "执行", "实施", "落实", "推动", "推进",
    "商签", "完成", "启动", "恢复", "重启", "见证", "阻碍", "举行", "举办", "开展", "修改", "修订", "本着",
    "续签", "延长", "中止", "终止", "敦促", "寻求", "起草", "这个", "该", "上述", "一个", "各项", "有关",
    "相关", "我国", "我们", "他们", "等",
];

/// Words that only look like one of those.
const NO_STOPS: &[&str] = &["被判刑人", "签证", "目的地", "就业", "对外", "对接", "对话"];

/// Words between the parties and the head that name no particular instrument: 中欧双边协定.
const NO_NAME: &[&str] = &["双边", "多边", "之间", "两国", "三国", "双方", "现有", "此类", "合作", "公约"];

/// The known instrument that begins at `at`.
pub(crate) fn known_at(lexicon: &Lexicon, text: &str, at: usize) -> Option<TreatyMatch> {
    let (end, (kind, name)) = lexicon.treaties.known.at(text, at)?;
    let latin = text.as_bytes()[at].is_ascii_alphabetic();
    let joined = latin
        && (char_before(text, at).is_some_and(|c| c.is_ascii_alphanumeric())
            || char_at(text, end).is_some_and(|c| c.is_ascii_alphanumeric()));
    if joined || any_at(text, end, &["组织", "缔约国"]).is_some() {
        return None;
    }
    Some(TreatyMatch { start: at, end, value: value(kind, name.clone()), rule: "treaty/known" })
}

/// The instrument whose name ends with the head that ends at `end`, not before `from`.
pub(crate) fn unbracketed_before(
    lexicon: &Lexicon,
    text: &str,
    from: usize,
    end: usize,
) -> Option<TreatyMatch> {
    let treaties = &lexicon.treaties;
    let head = treaties.sure_head_before(text, end)?;
    if is_of_other(text, end) {
        return None;
    }
    let low = from.max(floor(text, end.saturating_sub(LONGEST)));
    let body = end - head.word.len();
    if low >= body {
        return None;
    }
    let begin = low + last_stop(&text[low..body]);
    let start = last_sharing(treaties, text, first_party(treaties, text, begin, body)?);
    let named = parties(treaties, &text[start..body]);
    let party_end = last_party_end(treaties, text, start, body);
    let middle = text[party_end..body].chars().count();
    // 中俄协定 says only that there is one; 中俄睦邻友好合作条约 names it.
    if !named.international()
        || middle < 2
        || NO_NAME.contains(&&text[party_end..body])
        || last_sign(&text[start..body]) > 0
    {
        return None;
    }
    // 中国全国人大与洪都拉斯国会合作协议.
    let between_states = named.shorts || named.states > 1;
    if !between_states && treaties.denied(&text[start..end]).is_some() {
        return None;
    }
    let value = value(&head.kind, cleaned(&text[start..end]));
    Some(TreatyMatch { start, end, value, rule: "treaty/unbracketed" })
}

/// Whether a name that ends here is part of another one.
pub(super) fn is_of_other(text: &str, end: usize) -> bool {
    any_at(text, end, NOT_BEFORE).is_some() || matches!(char_at(text, end), Some('》' | '〉'))
}

fn stops() -> Option<&'static AhoCorasick> {
    static AUTOMATON: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    AUTOMATON
        .get_or_init(|| {
            AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(STOPS.iter().chain(NO_STOPS))
                .ok()
        })
        .as_ref()
}

/// The place after the last character or word that cannot be inside a name.
pub(super) fn last_stop(text: &str) -> usize {
    let sign = last_sign(text);
    let hits = stops().into_iter().flat_map(|stops| stops.find_iter(&text[sign..]));
    sign + hits.filter(|hit| hit.pattern().as_usize() < STOPS.len()).last().map_or(0, |hit| hit.end())
}

/// The place after the last sign that cannot be inside a name; digits can in its version: 自贸区3.0版升级协定.
fn last_sign(text: &str) -> usize {
    let mut version = false;
    for (at, c) in text.char_indices().rev() {
        let digit = version && (c.is_ascii_digit() || c == '.');
        if !digit && !is_han(c) && !"—－-·".contains(c) {
            return at + c.len_utf8();
        }
        version = digit || c == '版';
    }
    0
}

fn first_party(lexicon: &TreatyLexicon, text: &str, begin: usize, end: usize) -> Option<usize> {
    let mut at = begin;
    while at < end {
        match lexicon.parties.at(text, at) {
            Some((stop, Party::Short))
                if matches!(lexicon.parties.at(text, stop), Some((_, Party::Short))) =>
            {
                return Some(at);
            }
            Some((_, Party::Short | Party::Unnamed | Party::Nobody)) | None => {
                at += char_at(text, at)?.len_utf8()
            }
            Some(_) => return Some(at),
        }
    }
    None
}

fn last_party_end(lexicon: &TreatyLexicon, text: &str, start: usize, end: usize) -> usize {
    let mut at = start;
    let mut last = start;
    while at < end {
        match lexicon.parties.at(text, at) {
            Some((stop, party)) if stop <= end && *party != Party::Nobody => {
                let stop = kaoju_parties::formal_end(text, stop).min(end);
                if *party != Party::Short || last == at || at == start {
                    last = stop;
                }
                at = stop;
            }
            _ => at += char_at(text, at).map_or(1, char::len_utf8),
        }
    }
    last
}
