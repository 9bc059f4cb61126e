//! The report, opened and clicked through.

use std::fs;

use kaoju_browser_tests::{Browser, Key, browse};
use kaoju_pipeline::Project;
use kaoju_record::{Mention, Record};
use tempfile::TempDir;

const TEXT: &str = "# 双边贸易\n\n2014年5月29日，俄、白、哈三国签署了《欧亚经济联盟条约》。\n\n\
2013年贸易额为892.6亿美元，2014年为952.8亿美元，2015年为680.6亿美元，2016年为695.6亿美元。\n";

/// A report on one made-up document with an event and a series of four years, in a folder of its own.
fn report() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || Project::open(folder.path(), None).expect("a project");
    fs::write(folder.path().join("a.txt"), TEXT).expect("the document is written");
    let loaded = open().documents[0].load().expect("the document is read");
    let mentions: Vec<&Mention> = loaded.records.iter().filter_map(Record::mention).collect();
    let quoted = |quote: &str| *mentions.iter().find(|mention| mention.quote == quote).expect(quote);
    let mut lines = Vec::new();
    for record in loaded.records.iter().filter(|record| record.fact().is_none()) {
        kaoju_record::write_line(&mut lines, record).expect("memory takes everything");
    }
    let years =
        [("2013", "892.6亿美元"), ("2014", "952.8亿美元"), ("2015", "680.6亿美元"), ("2016", "695.6亿美元")];
    for (year, quote) in years {
        let number = format!("{}0000000", quote.trim_end_matches("亿美元").replace('.', ""));
        let measure = format!(
            r#""type":"measure","entity":"中俄","indicator":"贸易额","period":"{year}","number":"{number}","unit":"USD""#
        );
        lines.extend(fact(&format!("f{year}"), &measure, quoted(quote)).into_bytes());
    }
    let event = r#""type":"treaty_event","treaty":"欧亚经济联盟条约","action":"signed","date":"2014-05-29","parties":["BY","KZ","RU"]"#;
    lines.extend(fact("event", event, quoted("欧亚经济联盟条约")).into_bytes());
    fs::create_dir(folder.path().join("annotations")).expect("a folder for records");
    fs::write(folder.path().join("annotations/a.jsonl"), lines).expect("the records are written");
    let report = kaoju_report::report(&open()).expect("a report");
    assert_eq!(report.problems, []);
    fs::write(folder.path().join("report.html"), report.html).expect("the report is written");
    folder
}

fn fact(id: &str, statement: &str, about: &Mention) -> String {
    let (start, end) = (about.span.start, about.span.end);
    let Mention { id: mention, quote, .. } = about;
    format!(
        "{{\"record\":\"fact\",\"id\":\"{id}\",\"doc\":\"a\",{statement},\"span\":{{\"start\":{start},\"end\":{end}}},\
\"quote\":\"{quote}\",\"zone\":\"body\",\"mentions\":[\"{mention}\"],\"rule\":\"made/up\",\"status\":\"auto\"}}\n"
    )
}

/// Opens the report, runs a test, and makes sure that nothing was complained of or asked for.
fn reading(test: impl AsyncFnOnce(&Browser)) {
    let folder = report();
    browse(async |browser| {
        browser.resize(1280, 900).await;
        browser.open_file(&folder.path().join("report.html")).await;
        test(browser).await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
        let requests = browser.requests().await;
        let outside = requests.iter().filter(|url| !url.starts_with("file:") && !url.starts_with("data:"));
        assert_eq!(outside.collect::<Vec<_>>(), Vec::<&String>::new());
    });
}

const CARD: &str = "!document.getElementById('card').hidden";
const NO_CARD: &str = "document.getElementById('card').hidden";
const SHOWN: &str = "return [...document.querySelectorAll('#fact-table tbody tr:not([hidden])')].map(row => row.id.slice(2)).join(' ')";

#[test]
fn pointing_at_a_mention_shows_what_it_means() {
    reading(async |browser| {
        browser.hover(".text .treaty").await;
        browser.until(CARD).await;
        let card = browser.text("#card").await;
        for part in ["欧亚经济联盟条约", "treaty", "treaty/bracketed", "bytes 68–92", "signed"] {
            assert!(card.contains(part), "{part}: {card}");
        }
        browser.look("report-card").await;
        browser.hover("h1").await;
        browser.until(NO_CARD).await;
    });
}

#[test]
fn a_fact_leads_to_its_place_and_back() {
    reading(async |browser| {
        browser.click("#f-event .place").await;
        browser.until("document.activeElement.textContent === '欧亚经济联盟条约'").await;
        browser.until(CARD).await;
        browser.click("#card ul a").await;
        browser.until("document.activeElement.id === 'f-event'").await;
        browser.until(NO_CARD).await;
    });
}

#[test]
fn facts_are_filtered_and_sorted() {
    reading(async |browser| {
        browser.click("#filter-text").await;
        browser.press("贸易额".chars()).await;
        browser.until("document.getElementById('shown').textContent === '4 of 5 facts'").await;
        for (column, order) in
            [(2, "f2015 f2016 f2013 f2014"), (2, "f2014 f2013 f2016 f2015"), (3, "f2013 f2014 f2015 f2016")]
        {
            browser.click(&format!("#fact-table thead th:nth-child({column}) button")).await;
            assert_eq!(browser.run(SHOWN).await, order, "column {column}");
        }
        let sorted = browser.run("return document.querySelectorAll('[aria-sort=ascending]').length").await;
        assert_eq!(sorted, 1);
        // A link to a fact that is filtered away shows it again.
        browser.run("location.hash = 'f-event'").await;
        browser.until("document.activeElement.id === 'f-event'").await;
        assert_eq!(browser.text("#shown").await, "5 facts");
    });
}

#[test]
fn the_keyboard_reaches_everything() {
    reading(async |browser| {
        browser.press([Key::Tab.into(), Key::Enter.into()]).await;
        browser.until("location.hash === '#main'").await;
        browser.run("document.querySelector('#show-treaty').focus()").await;
        browser.press([Key::Tab.into()]).await;
        browser.until("document.activeElement.textContent === '2014年5月29日'").await;
        browser.until(CARD).await;
        // From mention to mention, and to what the card leads to and back.
        browser.press([Key::Right.into()]).await;
        browser.until("document.activeElement.textContent === '欧亚经济联盟条约'").await;
        assert_eq!(
            browser.run("return document.activeElement.getAttribute('aria-describedby')").await,
            "card"
        );
        browser.press([Key::Enter.into()]).await;
        browser.until("document.getElementById('card').contains(document.activeElement)").await;
        browser.press([Key::Escape.into()]).await;
        browser.until("document.activeElement.textContent === '欧亚经济联盟条约'").await;
        browser.until(NO_CARD).await;
        browser.press([Key::End.into()]).await;
        browser.until("document.activeElement.textContent === '695.6亿美元'").await;
        // The text is one stop: the next is behind it.
        browser.press([Key::Tab.into()]).await;
        browser.until("document.activeElement.id === 'filter-text'").await;
        browser.run("document.querySelector('#fact-table thead button').focus()").await;
        browser.press([Key::Enter.into()]).await;
        browser.until("document.querySelector('#fact-table thead th').ariaSort === 'ascending'").await;
    });
}

#[test]
fn a_phone_shows_all_of_it() {
    reading(async |browser| {
        browser.resize(390, 844).await;
        let wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assert_eq!(browser.run(wide).await, 0, "nothing sticks out");
        browser.click(".text .figure").await;
        browser.until(CARD).await;
        let inside = "(r => r.left >= 0 && r.right <= innerWidth && r.bottom <= innerHeight)(document.getElementById('card').getBoundingClientRect())";
        browser.until(inside).await;
        browser.look("report-phone").await;
        browser.click("#card button").await;
        browser.until(NO_CARD).await;
    });
}

#[test]
fn it_can_be_read_without_javascript() {
    reading(async |browser| {
        browser.devtools("Emulation.setScriptExecutionDisabled", serde_json::json!({ "value": true })).await;
        browser.client.refresh().await.expect("the page loads again");
        assert!(browser.text(".text").await.contains("《欧亚经济联盟条约》"));
        assert!(browser.text("#fact-table").await.contains("89,260,000,000 USD"));
        assert!(browser.text(".timeline").await.contains("signed"));
        browser.hover("#f-event .place").await;
        browser.devtools("Emulation.setScriptExecutionDisabled", serde_json::json!({ "value": false })).await;
    });
}

#[test]
fn points_of_a_chart_lead_to_their_places() {
    reading(async |browser| {
        assert_eq!(browser.run("return document.querySelectorAll('svg a').length").await, 4);
        browser.click("svg a:nth-of-type(2)").await;
        browser.until("document.activeElement.textContent === '952.8亿美元'").await;
        browser.prefer("prefers-color-scheme", "dark").await;
        browser.look("report-dark").await;
    });
}

#[test]
fn ten_thousand_mentions_open_and_move() {
    let folder = tempfile::tempdir().expect("a folder");
    let text =
        "2014年5月29日，三国签署了《欧亚经济联盟条约》。2017年贸易额为547亿美元，比2016年增长27.3%。\n\n";
    fs::write(folder.path().join("a.txt"), text.repeat(1700)).expect("the document is written");
    let project = Project::open(folder.path(), None).expect("a project");
    let report = kaoju_report::report(&project).expect("a report");
    fs::write(folder.path().join("report.html"), report.html).expect("the report is written");
    browse(async |browser| {
        browser.resize(1280, 900).await;
        browser.open_file(&folder.path().join("report.html")).await;
        let count = browser.run("return document.querySelectorAll('.text .m').length").await;
        assert!(count.as_u64() >= Some(10_000), "{count}");
        let opened =
            "return Math.round(performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd)";
        eprintln!("{count} mentions: ready after {} ms", browser.run(opened).await);
        browser.run("document.querySelectorAll('.text .m')[5000].focus()").await;
        browser.press([Key::Right.into(); 20]).await;
        browser
            .until("[...document.querySelectorAll('.text .m')].indexOf(document.activeElement) === 5020")
            .await;
        browser.until(CARD).await;
    });
}
