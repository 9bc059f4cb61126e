//! Names without brackets that tell what they are about: 签署关于三国国界交界点的条约, 中国和阿塞拜疆关于刑事司法协助的条约.

use super::evidence::parties;
use super::{TreatyMatch, cleaned, value};
use crate::cursor::any_before;
use crate::lexicon::{Lexicon, TreatyLexicon};

/// The longest name that is looked for, in bytes.
const LONGEST: usize = 240;
/// How far back the parties are looked for, in bytes.
const FAR: usize = 150;
/// No subject is shorter, in bytes.
const SHORTEST: usize = 12;

/// What such a name is the object of.
const VERBS: &[&str] = &["签署", "签订", "缔结", "签下", "发表", "批准", "核准"];
/// Those named before, between the verb and the name.
const THOSE: &[&str] = &["两国", "双方", "三国", "中方同"];
/// Several parties that are not named.
const SEVERAL: &[&str] = &["两国", "双方", "三国", "三方", "元首", "各国", "成员国"];

/// The instrument whose name ends with the head that ends at `end` and begins with 关于 or the parties before it.
pub(crate) fn about_before(lexicon: &Lexicon, text: &str, end: usize) -> Option<TreatyMatch> {
    let treaties = &lexicon.treaties;
    let head = treaties.sure_head_before(text, end)?;
    let body = end - head.word.len();
    text[..body].strip_suffix('的')?;
    let low = super::floor(text, body.saturating_sub(LONGEST));
    let said = text[low..body].rsplit(is_end).next()?;
    let mut subjects = said.match_indices("关于").map(|(at, _)| body - said.len() + at);
    let start = subjects.find_map(|at| begins(treaties, text, at, body))?;
    let fits = body - start > SHORTEST && treaties.denied(&text[start..end]).is_none();
    fits.then(|| {
        let value = value(&head.kind, cleaned(&text[start..end]));
        TreatyMatch { start, end, value, rule: "treaty/about" }
    })
}

/// Where a name begins whose subject stands between `at` and `end`, if one does.
fn begins(treaties: &TreatyLexicon, text: &str, at: usize, end: usize) -> Option<usize> {
    let low = super::floor(text, at.saturating_sub(FAR));
    let before = text[low..at].rsplit(['。', '；', '\n']).next()?;
    let from = at - before.len();
    let named = kaoju_parties::parties(before);
    if let Some(last) = named.last()
        && from + kaoju_parties::office_end(before, last.range.end) == at
    {
        let group = named.iter().filter(|party| party.together == last.together);
        let first = group.clone().next()?;
        return (group.count() > 1).then_some(from + first.range.start);
    }
    let those = any_before(text, at, THOSE).unwrap_or(at);
    let verb = text[..those].strip_suffix('了').map_or(those, str::len);
    any_before(text, verb, VERBS)?;
    let international = |part: &str| parties(treaties, part).international();
    let several = international(before)
        || international(&text[at..end])
        || SEVERAL.iter().any(|word| before.contains(word));
    several.then_some(at)
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '；' | '：' | '，' | '！' | '？' | '《' | '》' | '（' | '）')
}
