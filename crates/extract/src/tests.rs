//! The examples of the data files, run.

use std::collections::BTreeSet;

use kaoju_record::{Kind, Zone};
use kaoju_segment::{Paragraph, Segmented};

use super::*;
use crate::identifier::IDENTIFIERS;
use crate::lexicon::read::{BOUNDS, CLASSIFIERS, CURRENCIES, DATE_WORDS, FESTIVALS, REIGNS, UNITS};

/// Reads one paragraph in a document of 2021-05-26, at 16:12.
fn read(text: &str, kinds: Kinds) -> Vec<Found> {
    read_on("2021-05-26T16:12", text, kinds)
}

/// The same, in a document of another date.
fn read_on(date: &str, text: &str, kinds: Kinds) -> Vec<Found> {
    let paragraph = Paragraph { range: 0..text.len(), zone: Zone::Body, heading: false, table: None };
    let segmented = Segmented { paragraphs: vec![paragraph], tables: Vec::new() };
    let mut read = extract(text, &segmented, &Options { date: Some(date), name: None, kinds });
    read.found.append(&mut read.asked);
    read.found
}

/// What an example finds, in its own notation.
fn shown(text: &str, kinds: Kinds) -> String {
    let found = read(text, kinds);
    let finds: Vec<String> =
        found.iter().map(|f| format!("{} = {}", &text[f.range.clone()], notation(&f.value))).collect();
    format!("{text} => {}", finds.join("; ")).trim_end().to_owned()
}

/// Every example that does not find exactly what it says, as `is` and `should`.
fn wrong<'a>(examples: impl IntoIterator<Item = &'a str>, kinds: Kinds) -> Vec<String> {
    let check = |line: &str| {
        let example = Example::parse(line).unwrap_or_else(|| panic!("not an example: {line}"));
        let is = shown(example.text, kinds);
        (is != line.trim()).then(|| format!("\n  is     {is}\n  should {line}"))
    };
    examples.into_iter().filter_map(check).collect()
}

#[test]
fn examples_of_the_rules() {
    let of_rule = |rule: &Rule| wrong(rule.examples.iter().map(String::as_str), rule.kinds());
    let wrong: Vec<String> = rules().iter().flat_map(of_rule).collect();
    assert!(wrong.is_empty(), "{} examples are wrong:{}", wrong.len(), wrong.concat());
}

#[test]
fn every_rule_finds_one_of_its_examples_and_every_find_has_a_rule() {
    let ids: BTreeSet<&str> = rules().iter().map(|rule| rule.id.as_str()).collect();
    for rule in rules().iter().filter(|rule| !rule.examples.is_empty()) {
        let texts = rule.examples.iter().filter_map(|line| Example::parse(line)).map(|e| e.text);
        let used: BTreeSet<&str> =
            texts.flat_map(|text| read(text, rule.kinds())).map(|found| found.rule).collect();
        assert!(used.contains(rule.id.as_str()), "no example of {} is found by it", rule.id);
        assert!(used.iter().all(|id| ids.contains(id)), "{used:?} are not all in the catalogue");
    }
}

/// The strings of all fields `example` and `examples` in a data file.
fn examples_in(file: &str) -> Vec<String> {
    fn collect(value: &toml::Value, inside: bool, out: &mut Vec<String>) {
        match value {
            toml::Value::String(line) if inside => out.push(line.clone()),
            toml::Value::Array(items) => items.iter().for_each(|item| collect(item, inside, out)),
            toml::Value::Table(fields) => {
                fields.iter().for_each(|(name, field)| collect(field, name.starts_with("example"), out));
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    collect(&toml::Value::Table(toml::from_str(file).unwrap()), false, &mut out);
    out
}

#[test]
fn examples_of_the_lexicon() {
    let files = [
        ("festivals", FESTIVALS),
        ("reigns", REIGNS),
        ("currencies", CURRENCIES),
        ("units", UNITS),
        ("classifiers", CLASSIFIERS),
        ("bounds", BOUNDS),
        ("identifiers", IDENTIFIERS),
    ];
    for (name, file) in files {
        let examples = examples_in(file);
        assert!(!examples.is_empty(), "{name} has no examples");
        let wrong = wrong(examples.iter().map(String::as_str), Kinds::default());
        assert!(wrong.is_empty(), "{name}: {} examples are wrong:{}", wrong.len(), wrong.concat());
    }
}

/// What must not be found: groups of texts, some of which hold no number either.
#[derive(serde::Deserialize)]
struct Negatives {
    group: Vec<NegativeGroup>,
}

#[derive(serde::Deserialize)]
struct NegativeGroup {
    why: String,
    #[serde(default)]
    number: bool,
    texts: Vec<String>,
}

#[test]
fn nothing_is_found_where_nothing_stands() {
    let file: Negatives = toml::from_str(include_str!("../rules/negatives.toml")).unwrap();
    let mut bad = Vec::new();
    for group in &file.group {
        let numbers = [Kind::Number].into_iter().collect();
        let kinds = std::iter::once(Kinds::default()).chain(group.number.then_some(numbers));
        for (kinds, text) in kinds.flat_map(|kinds| group.texts.iter().map(move |text| (kinds, text))) {
            bad.extend(
                wrong([format!("{text} =>").as_str()], kinds)
                    .into_iter()
                    .map(|w| format!("{}{w}\n", group.why)),
            );
        }
    }
    assert!(bad.is_empty(), "{} findings too many:\n{}", bad.len(), bad.concat());
}

#[test]
fn examples_of_the_date_words() {
    const BEFORE: &str = "2019年3月8日";
    let mut bad = Vec::new();
    for line in examples_in(DATE_WORDS) {
        let (text, finds) = line.split_once(" => ").unwrap();
        let told = format!("{BEFORE}，{text} => {BEFORE} = date 2019-03-08; {finds}");
        bad.extend(wrong([told.as_str()], Kinds::default()));
    }
    assert!(bad.is_empty(), "{} examples are wrong:{}", bad.len(), bad.concat());
}

/// Rows of cells, `|` between them, the first a header; every find as `quote = value`.
fn read_table(caption: &str, rows: &[&str]) -> Vec<String> {
    let mut text = caption.to_owned();
    let mut table = Table { caption: Some(0..caption.len()), header_rows: 1, ..Table::default() };
    for row in rows {
        let mut cells = Vec::new();
        for cell in row.split('|') {
            text.push('\n');
            cells.push(text.len()..text.len() + cell.len());
            text.push_str(cell);
        }
        table.rows.push(kaoju_segment::Row { cells });
    }
    let segmented = Segmented { paragraphs: Vec::new(), tables: vec![table] };
    let found =
        extract(&text, &segmented, &Options { date: Some("2021-05-26"), name: None, ..Options::default() })
            .found;
    assert!(found.iter().all(|f| f.zone == Zone::Table));
    found.iter().map(|f| format!("{} = {}", &text[f.range.clone()], notation(&f.value))).collect()
}

#[test]
fn cells_take_their_unit_from_cell_header_or_caption() {
    let found = read_table(
        "表1 进出口（单位：亿美元）",
        &["年份|出口|增速(%)|排名", "2019|24,994.8|-1.0|1", "2020年|25,899.5|3.6%|—"],
    );
    let expected = [
        "2019 = date 2019",
        "24,994.8 = money 2499480000000 USD",
        "-1.0 = percent -1.0 %",
        "1 = number 1",
        "2020年 = date 2020",
        "25,899.5 = money 2589950000000 USD",
        "3.6% = percent 3.6 %",
    ];
    assert_eq!(found, expected);
}

#[test]
fn bare_years_of_a_header_are_dates() {
    let found = read_table("表2 产量（万吨）", &["国别|2019|2020", "俄罗斯|5.60|7"]);
    assert_eq!(
        found,
        ["2019 = date 2019", "2020 = date 2020", "5.60 = quantity 56000 t", "7 = quantity 70000 t"]
    );
}

#[test]
fn a_day_long_after_the_documents_own_is_of_the_month_before() {
    let check = |date: &str, text: &str, day: &str| {
        let found = read_on(date, text, Options::default().kinds);
        assert_eq!(found.first().map(|found| notation(&found.value)), Some(format!("date {day}")), "{text}");
    };
    check("2021-08-01", "据美国媒体31日报道", "2021-07-31");
    check("2021-08-01", "将于20日举行", "2021-08-20");
    check("2021-03-02", "据美国媒体28日报道", "2021-02-28");
}

#[test]
fn long_lists_of_spoken_dates_are_read_one_by_one() {
    let kinds = [Kind::Date, Kind::Time].into_iter().collect();
    for (piece, finds) in [("周日，", 1), ("下午3点，", 1), ("上上周末，", 1), ("2021-06-", 0), ("3:30-", 0)]
    {
        let found = read(&piece.repeat(3000), kinds);
        assert!(found.len() >= 3000 * finds, "{piece}: {}", found.len());
    }
}
