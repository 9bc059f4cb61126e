//! States and organisations by the names that Chinese texts give them: ISO 3166-1 alpha-2 codes and usual abbreviations.
//!
//! [`parties`] finds them in a text: full and formal names (俄罗斯, 俄罗斯联邦), one character beside others (中俄, 俄白哈;
//! 乌 is Ukraine or Uzbekistan by its company), groups that stand for states (中亚五国), organisations (欧亚经济联盟: `EAEU`).
//! The names are data, in `rules/`. All ranges are bytes of the text, the end excluded.

mod lexicon;

use std::collections::BTreeSet;
use std::ops::Range;

use lexicon::{Entry, Lexicon};

/// One name of a party, or of a group of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// ISO 3166-1 alpha-2 codes, or the abbreviation of an organisation.
    pub codes: Vec<&'static str>,
    /// Parties named together (中国与俄罗斯; 俄、白、哈) have the same number.
    pub together: usize,
}

/// Something that may be a party, before its company is known.
struct Item {
    range: Range<usize>,
    entry: &'static Entry,
    together: usize,
    /// Whether a one-character name stands where no word can go on behind it.
    closed: bool,
}

/// The parties that a text names, in its order, in time linear in its length.
pub fn parties(text: &str) -> Vec<Party> {
    let lexicon = Lexicon::get();
    let items = items(lexicon, text);
    let mut found = Vec::with_capacity(items.len());
    for company in items.chunk_by(|a, b| a.together == b.together) {
        for (index, item) in company.iter().enumerate() {
            if in_word(company, index) {
                continue;
            }
            let codes = match item.entry {
                Entry::Nobody => continue,
                Entry::Known(codes) => codes.iter().map(String::as_str).collect(),
                Entry::Short(..) if company.len() == 1 && !lexicon.alone(text, &item.range) => continue,
                Entry::Short(..) if !item.closed => continue,
                Entry::Short(_, meanings) => match lexicon::meant(meanings, others(company, index)) {
                    Some(code) => vec![code],
                    None => continue,
                },
            };
            found.push(Party { range: item.range.clone(), codes, together: item.together });
        }
    }
    found
}

/// The parties that a text names, where `around` are the sentences it stands in or behind, the nearest first, which may
/// tell what a character means: 中尼 in one on Nicaragua.
pub fn parties_in<'t>(text: &str, around: impl Iterator<Item = &'t str>) -> Vec<Party> {
    let mut found = parties(text);
    told_by(around, text, &mut found);
    found
}

/// The parties that are named together, at least two, group by group in the order of the text.
pub fn together(found: &[Party]) -> impl DoubleEndedIterator<Item = BTreeSet<&'static str>> + '_ {
    let groups: Vec<_> = found.chunk_by(|a, b| a.together == b.together).collect();
    let codes = |group: &[Party]| group.iter().flat_map(|party| party.codes.iter().copied()).collect();
    groups.into_iter().map(codes).filter(|codes: &BTreeSet<&str>| codes.len() > 1)
}

/// The parties that an instrument's own name tells: those named together, two states, or an organisation (`SCO`) or its
/// members. `around` as for [`parties_in`].
pub fn of_instrument<'t>(name: &str, around: impl Iterator<Item = &'t str>) -> BTreeSet<&'static str> {
    let found = parties_in(name, around);
    if let Some(named) = together(&found).next() {
        return named;
    }
    // 中国全国政协和老挝建国阵线合作协议.
    let full =
        found.iter().filter(|party| !is_char(name, party) && party.codes.iter().all(|code| code.len() == 2));
    let states: BTreeSet<&str> = full.flat_map(|party| party.codes.iter().copied()).collect();
    if states.len() == 2 {
        return states;
    }
    const MEMBERS: [&str; 9] = ["成员国", "国家", "领导人", "元首", "首脑", "峰会", "理事会", "部长", "外长"];
    let members = |party: &&Party| {
        let organisation = party.codes.iter().all(|code| code.len() > 2);
        let rest = &name[party.range.end..];
        rest.starts_with("成员国") || organisation && MEMBERS.iter().any(|word| rest.contains(word))
    };
    // 上合组织城市发展规划: what its bodies adopt is its own, while its treaties are made by states.
    const OWN: [&str; 8] = ["宣言", "声明", "章程", "规划", "纲要", "构想", "计划", "愿景"];
    let own = |party: &&Party| {
        let counts = |c: char| c.is_ascii_digit() || "年第届次首一二三四五六七八九十".contains(c);
        name[..party.range.start].chars().all(counts)
            && party.codes.iter().all(|code| code.len() > 2 && *code != "UN")
            && OWN.iter().any(|word| name.ends_with(word))
    };
    let organisation = found.iter().find(members).or_else(|| found.first().filter(own));
    organisation.map(|party| party.codes.iter().copied().collect()).unwrap_or_default()
}

/// Whether a party is 中, which means China beside any other.
fn is_host(text: &str, party: &Party) -> bool {
    text[party.range.clone()] == *"中"
}

/// Whether a party is named by one character.
fn is_char(text: &str, party: &Party) -> bool {
    text[party.range.clone()].chars().nth(1).is_none()
}

/// Corrects what characters of a text mean: the state that `around` names in full by a name that begins so, unless it also
/// names in full the one that they stand for.
fn told_by<'t>(around: impl Iterator<Item = &'t str>, text: &str, found: &mut [Party]) {
    // Beside two others its company tells what a character means.
    let pairs: Vec<usize> = found.chunk_by(|a, b| a.together == b.together).flat_map(pair).collect();
    let doubted = |party: &&mut Party| {
        is_char(text, party) && !is_host(text, party) && pairs.binary_search(&party.together).is_ok()
    };
    let mut doubted: Vec<(&mut Party, Option<Vec<&str>>)> =
        found.iter_mut().filter(doubted).map(|party| (party, None)).collect();
    if doubted.is_empty() {
        return;
    }
    for near in around {
        for other in parties(near).iter().rev().filter(|other| !is_char(near, other)) {
            doubted.retain(|(party, _)| party.codes != other.codes);
            let state = other.codes.len() == 1 && other.codes[0].len() == 2;
            for (party, told) in &mut doubted {
                let begins = near[other.range.clone()].starts_with(&text[party.range.clone()]);
                if begins && state && told.is_none() {
                    *told = Some(other.codes.clone());
                }
            }
        }
        if doubted.is_empty() {
            return;
        }
    }
    for (party, told) in doubted {
        party.codes = told.unwrap_or(std::mem::take(&mut party.codes));
    }
}

/// The number of those named together, if they are two at most.
fn pair(group: &[Party]) -> Option<usize> {
    group.first().filter(|_| group.len() <= 2).map(|party| party.together)
}

/// The names of states, without the suffixes of formal ones.
pub fn states() -> impl Iterator<Item = &'static str> {
    Lexicon::get().states.iter().map(String::as_str)
}

/// The byte after a formal name whose short one ends at `end`: 俄罗斯联邦.
pub fn formal_end(text: &str, end: usize) -> usize {
    Lexicon::get().formal_end(text, end)
}

/// The byte after the words that belong to a party's name behind it: 政府, 海关总署.
pub fn office_end(text: &str, party_end: usize) -> usize {
    let rest = &text[party_end..];
    let behind = Lexicon::get().behind.iter().filter(|word| rest.starts_with(word.as_str()));
    party_end + behind.map(String::len).max().unwrap_or(0)
}

/// Whether a character stands beside another that means no state: 马朝旭.
fn in_word(company: &[Item], index: usize) -> bool {
    let means_none = |other: usize| match company[other].entry {
        Entry::Short(_, meanings) => lexicon::meant(meanings, others(company, other)).is_none(),
        _ => false,
    };
    let side = |a: usize, b: usize| b < company.len() && company[a].range.end == company[b].range.start;
    matches!(company[index].entry, Entry::Short(..))
        && (index > 0 && side(index - 1, index) && means_none(index - 1)
            || side(index, index + 1) && means_none(index + 1))
}

/// The characters that stand for the others of a company.
fn others(company: &[Item], index: usize) -> impl Iterator<Item = char> {
    let others = company.iter().enumerate().filter(move |(other, _)| *other != index);
    others.filter_map(|(_, item)| match item.entry {
        Entry::Short(char, _) => Some(*char),
        Entry::Known(codes) => codes.first().and_then(|code| Lexicon::get().char_of(code)),
        Entry::Nobody => None,
    })
}

fn items(lexicon: &'static Lexicon, text: &str) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut together = 0;
    for (range, entry) in lexicon.names(text) {
        let end = match entry {
            Entry::Known(_) => lexicon.formal_end(text, range.end),
            _ => range.end,
        };
        let over = |last: &Item| match last.entry {
            // The characters of an office belong to its party: 上合组织秘书处.
            Entry::Known(_) => range.start < office_end(text, last.range.end),
            _ => range.start < last.range.end,
        };
        if items.last().is_some_and(over) {
            continue;
        }
        let joined = items.last().and_then(|last| join(text, last, entry, range.start));
        if joined.is_none() {
            together += 1;
        }
        // 中国、新技术 is no 中国、新: behind a comma a character must end where it is.
        let closed = joined != Some(Join::Sign) || lexicon.closes(text, end);
        items.push(Item { range: range.start..end, entry, together, closed });
    }
    items
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    /// Nothing between two characters: 中俄.
    Side,
    /// A sign: 俄、白.
    Sign,
    /// A word, between full names only: 中国与俄罗斯.
    Word,
}

/// How a name at `start` is joined to the one before it.
fn join(text: &str, last: &Item, entry: &Entry, start: usize) -> Option<Join> {
    let short = |entry: &Entry| matches!(entry, Entry::Short(..));
    let (before, here) = (short(last.entry), short(entry));
    if matches!(last.entry, Entry::Nobody) || matches!(entry, Entry::Nobody) {
        return None;
    }
    if last.range.end == start {
        return (before && here).then_some(Join::Side);
    }
    // OK because an office ends before the next name begins, or the text between is empty.
    let between = text.get(office_end(text, last.range.end)..start)?;
    let sign = ["、", "—", "－", "-", "–", "——"].contains(&between);
    if sign {
        // 希奇莱马、坦桑尼亚: a character that ends a word is no party beside a full name.
        let ends_word = between == "、" && before && !here && ends_word(text, last.range.start);
        return (!ends_word).then_some(Join::Sign);
    }
    (!before && !here && Lexicon::get().joins.iter().any(|join| join == between)).then_some(Join::Word)
}

/// Whether what stands before a character makes it the end of a word.
fn ends_word(text: &str, start: usize) -> bool {
    const BEFORE: &str = "与和同及跟由在对向给为是括除";
    let last = text[..start].chars().next_back();
    last.is_some_and(|c| c.is_alphabetic() && !BEFORE.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let codes: Vec<&str> = parties(text).into_iter().flat_map(|party| party.codes).collect();
        format!("{text} => {}", codes.join(" ")).trim_end().to_owned()
    }

    #[test]
    fn examples_of_the_data() {
        let examples = lexicon::examples();
        assert!(examples.len() > 20);
        let wrong: Vec<String> = examples
            .iter()
            .map(|line| (shown(line.split(" =>").next().unwrap_or_default()), line))
            .filter(|(is, line)| is != *line)
            .map(|(is, line)| format!("\n  is     {is}\n  should {line}"))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.concat());
    }

    #[test]
    fn every_state_is_found_by_each_of_its_names() {
        for (code, name) in lexicon::states() {
            let found: Vec<_> = parties(&name).into_iter().flat_map(|party| party.codes).collect();
            assert_eq!(found, [code.as_str()], "{name}");
        }
        let codes: std::collections::BTreeSet<_> = lexicon::states().map(|(code, _)| code).collect();
        assert_eq!(codes.len(), 249 + 4, "ISO 3166-1 has 249 codes; four are former");
    }

    #[test]
    fn formal_names_and_offices_belong_to_the_name() {
        let text = "中华人民共和国政府与俄罗斯联邦政府";
        let found = parties(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].together, found[1].together);
        assert_eq!(&text[found[1].range.clone()], "俄罗斯联邦");
        assert_eq!(office_end(text, found[1].range.end), text.len());
    }

    #[test]
    fn parties_named_apart_are_not_together() {
        let found = parties("从俄罗斯向中国供应");
        assert_ne!(found[0].together, found[1].together);
    }
}
