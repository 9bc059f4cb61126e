//! The page of differences, as a browser shows it.

#![allow(clippy::unwrap_used)]

use kaoju_browser_tests::browse;
use kaoju_pipeline::{About, read};
use kaoju_record::{Record, parse_notation};
use kaoju_review::{Side, changes};

const TEXT: &str = "2014年5月29日，三国签署了《欧亚经济联盟条约》。\n\n贸易额为547亿美元，增长5%。\n";

fn side(change: impl Fn(&mut Record) -> bool) -> Side {
    let mut records = read(TEXT.as_bytes(), &About { id: "a", ..About::default() }).unwrap();
    records.retain_mut(change);
    Side { records, ..Side::default() }
}

#[test]
fn a_change_is_marked_character_by_character() {
    let new = side(|record| match record {
        Record::Mention(mention) if mention.quote == "547亿美元" => {
            mention.value = parse_notation("money 54800000000 USD").unwrap();
            true
        }
        Record::Mention(mention) => mention.quote != "欧亚经济联盟条约",
        _ => true,
    });
    let page = changes(&side(|_| true), &new).html();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("diff.html");
    std::fs::write(&path, page).unwrap();
    browse(async |browser| {
        browser.resize(900, 700).await;
        browser.open_file(&path).await;
        assert_eq!(browser.text(".disappeared mark").await, "欧亚经济联盟条约");
        let line = "[...document.querySelectorAll('.changed li')].find((line) => line.textContent.startsWith('value: money'))";
        let marked = |tag: &str| {
            format!("return [...{line}.querySelectorAll('{tag}')].map((one) => one.textContent).join('|')")
        };
        assert_eq!(browser.run(&marked("del")).await, "7");
        assert_eq!(browser.run(&marked("ins")).await, "8");
        let colour =
            |tag: &str| format!("return getComputedStyle({line}.querySelector('{tag}')).backgroundColor");
        assert_ne!(browser.run(&colour("del")).await, browser.run(&colour("ins")).await);
        browser.look("diff").await;
        browser.resize(390, 700).await;
        assert_eq!(browser.run("return document.documentElement.scrollWidth").await, 390);
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    });
}
