//! The series that a statement belongs to: who or what, and which quantity, in normalised words.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use kaoju_parties::parties;
use serde::Deserialize;

const SERIES: &str = include_str!("../rules/series.toml");

/// Entity and indicator of a series, with the rules that read them so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Who or what, parties by their codes: `CN RU`.
    pub entity: String,
    /// Which quantity, in the word that stands for all of its names: `贸易额`.
    pub indicator: String,
    /// The rules in the order they were applied.
    pub joined: Vec<&'static str>,
}

#[derive(Debug, Default, Deserialize)]
struct Rules {
    quantity: Vec<Quantity>,
    around: Around,
}

#[derive(Debug, Deserialize)]
struct Quantity {
    name: String,
    words: Vec<String>,
    #[serde(default)]
    mutual: bool,
}

#[derive(Debug, Default, Deserialize)]
struct Around {
    toll: Vec<String>,
    whole: Vec<String>,
    mutual: Vec<String>,
    with: Vec<String>,
    #[cfg(test)]
    examples: Vec<String>,
}

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    // OK because the file is part of the program and a test reads it.
    RULES.get_or_init(|| toml::from_str(SERIES).unwrap_or_default())
}

/// Whether an indicator counts the victims of an accident or attack, each of which is another.
pub(crate) fn is_toll(indicator: &str) -> bool {
    rules().around.toll.iter().any(|word| indicator.contains(word.as_str()))
}

/// Names the series of an entity and an indicator in a text's own words.
pub fn named(entity: &str, indicator: &str) -> Named {
    let mut joined = Vec::new();
    let mut apply = |rule: &'static str, before: &str, after: String| {
        if after != before && !joined.contains(&rule) {
            joined.push(rule);
        }
        after
    };
    let plain: String = entity.chars().filter(|c| !c.is_whitespace()).collect();
    let whole = rules().around.whole.contains(&plain);
    let plain = apply("全国 as China", &plain, if whole { "中国".to_owned() } else { plain.clone() });
    let mut who = Who::of(&plain);
    let quantity = apply("words for one quantity", indicator, quantity(indicator));
    let mut what = coded(&quantity).replace('的', "");
    if let Some(found) = rules().quantity.iter().find(|q| q.mutual && what.ends_with(&q.name)) {
        let mut before = what[..what.len() - found.name.len()].to_owned();
        if let Some((code, rest)) = other_party(&before) {
            who.codes.insert(code);
            before = apply("the other party as one of both", &before, rest);
        }
        if who.codes.len() > 1 {
            let shorter = stripped(&before);
            before = apply("双边 left out", &before, shorter);
        }
        what = before + &found.name;
    }
    let entity = apply("parties by their codes", &plain, who.text());
    Named { entity, indicator: what, joined }
}

/// Who is measured: parties, and what else is said of them.
struct Who {
    codes: BTreeSet<String>,
    rest: String,
}

impl Who {
    fn of(entity: &str) -> Self {
        let found = parties(entity);
        let mut rest = String::new();
        let mut at = 0;
        for party in &found {
            rest.push_str(entity.get(at..party.range.start).unwrap_or_default());
            at = party.range.end;
        }
        rest.push_str(entity.get(at..).unwrap_or_default());
        let joins = ["与", "和", "同", "、", "及", "—", "-", "－", "两国", "双方", "之间", "间"];
        if !found.is_empty()
            && joins.iter().fold(rest.clone(), |rest, join| rest.replace(join, "")).is_empty()
        {
            rest.clear();
        }
        let codes =
            found.iter().flat_map(|party| party.codes.iter().map(|code| (*code).to_owned())).collect();
        Self { codes, rest }
    }

    fn text(&self) -> String {
        let codes = self.codes.iter().map(String::as_str);
        codes.chain((!self.rest.is_empty()).then_some(self.rest.as_str())).collect::<Vec<_>>().join(" ")
    }
}

/// The indicator with the word for its quantity that stands for all of them.
fn quantity(indicator: &str) -> String {
    let plain: String = indicator.chars().filter(|c| !c.is_whitespace()).collect();
    let words = rules()
        .quantity
        .iter()
        .flat_map(|quantity| quantity.words.iter().map(move |word| (word, &quantity.name)));
    let longest = words.filter(|(word, _)| plain.ends_with(word.as_str())).max_by_key(|(word, _)| word.len());
    longest.map_or(plain.clone(), |(word, name)| format!("{}{name}", &plain[..plain.len() - word.len()]))
}

/// Parties in an indicator by their codes: 对RU出口.
fn coded(indicator: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for party in parties(indicator) {
        out.push_str(indicator.get(at..party.range.start).unwrap_or_default());
        out.push_str(&party.codes.join(" "));
        at = party.range.end;
    }
    out + indicator.get(at..).unwrap_or_default()
}

/// The party named behind 与 or 对, and the rest of the words.
fn other_party(words: &str) -> Option<(String, String)> {
    let rest = rules().around.with.iter().find_map(|with| words.strip_prefix(with.as_str()))?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    (end > 0).then(|| (rest[..end].to_owned(), rest[end..].to_owned()))
}

fn stripped(words: &str) -> String {
    let mut rest = words;
    while let Some(shorter) = rules().around.mutual.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
        rest = shorter;
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_of_the_data() {
        assert!(!rules().around.examples.is_empty());
        for line in &rules().around.examples {
            let (from, _) = line.split_once(" => ").unwrap();
            let (entity, indicator) = from.split_once(" | ").unwrap();
            let is = named(entity, indicator);
            assert_eq!(format!("{from} => {} | {}", is.entity, is.indicator), *line);
        }
    }
}
