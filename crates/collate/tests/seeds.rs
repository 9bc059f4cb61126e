//! What the annotations of the seeds say together; the order of documents does not matter.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use kaoju_collate::{AliasError, Aliases, reconcile, registry};
use kaoju_record::{Agreement, Record, read_lines};

const IDS: [&str; 5] = ["000", "001", "002", "003", "004"];

fn records<'a>(ids: impl IntoIterator<Item = &'a str>) -> Vec<Record> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../annotations");
    let of = |id: &str| read_lines(&std::fs::read(folder.join(format!("{id}.jsonl"))).unwrap()[..]).unwrap();
    ids.into_iter().flat_map(of).collect()
}

#[test]
fn the_order_of_documents_does_not_matter() {
    let (forth, back) = (records(IDS), records(IDS.into_iter().rev()));
    let aliases = Aliases::default();
    assert_eq!(registry(&forth, &aliases), registry(&back, &aliases));
    assert_eq!(reconcile(&forth), reconcile(&back));
}

#[test]
fn names_long_and_short_are_one_instrument() {
    let instruments = registry(&records(IDS), &Aliases::default()).unwrap();
    let joined = instruments.iter().find(|i| i.name == "中国与欧亚经济联盟经贸合作协定").unwrap();
    assert_eq!(joined.parties, ["CN", "EAEU"]);
    assert_eq!(joined.variants[1].name, "中华人民共和国与欧亚经济联盟经贸合作协定");
    assert_eq!(joined.variants[1].joined, "parties by their codes");
    assert_eq!(joined.mentions.len(), 3);
}

#[test]
fn aliases_join_part_and_are_checked() {
    let records = records(IDS);
    let count = |text: &str| registry(&records, &Aliases::parse(text).unwrap()).map(|found| found.len());
    let all = count("").unwrap();
    let same = "[[same]]\nnames = [\"欧亚经济联盟条约\", \"欧亚经济一体化宣言\"]\nwhy = \"a test\"";
    assert_eq!(count(same), Ok(all - 1));
    let names = r#"names = ["中国与欧亚经济联盟经贸合作协定", "中华人民共和国与欧亚经济联盟经贸合作协定"]"#;
    assert_eq!(count(&format!("[[different]]\n{names}\nwhy = \"a test\"")), Ok(all + 1));
    let unknown = "[[same]]\nnames = [\"某条约\"]\nwhy = \"\"";
    assert_eq!(count(unknown), Err(AliasError::Unknown("某条约".into())));
}

#[test]
fn the_trade_of_china_and_russia_is_stated_in_two_ways() {
    let conflicts = reconcile(&records(IDS));
    let found = conflicts.iter().find(|c| c.series.entity == "CN RU" && c.period == "2013").unwrap();
    assert_eq!(found.verdict, Agreement::Contradicting);
    let quotes: Vec<&str> = found.statements.iter().map(|stated| stated.quote.as_str()).collect();
    assert_eq!(quotes, ["892.6亿美元", "892.5"]);
}
