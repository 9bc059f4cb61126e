//! The page as a whole: complete, closed, and safe whatever the documents say.

#![allow(clippy::unwrap_used)]

use std::collections::HashSet;
use std::fs;

use base64::Engine;
use kaoju_pipeline::Project;
use sha2::{Digest, Sha256};

/// A document that tries to break out of everything it is shown in.
const HOSTILE: &str = "# </title></script><script>alert(1)</script>\n\n\
2014年5月29日，\"onmouseover=alert(1) x='三国签署了《</script><img src=x onerror=alert(2)>条约》。\u{202e}倒过来2015年\n\n\
𠮷😀 {{ 7*7 }} <!-- 2016年 --> ]]> &lt;b&gt; 贸易额402.07亿美元。\r\n";

/// Facts whose every field is hostile.
fn facts(mention: &str) -> String {
    let bad = r#"\"><script>alert(3)</script>\u202e"#;
    (0..4)
        .map(|nth| {
            let year = 2013 + nth;
            format!(
                r#"{{"record":"fact","id":"f{nth}","doc":"a","type":"measure","entity":"{bad}","indicator":"{bad}","period":"{year}","number":"1{nth}","unit":"{bad}","span":{{"start":0,"end":3}},"quote":"{bad}","zone":"body","mentions":["{mention}"],"rule":"{bad}","status":"auto"}}
{{"record":"fact","id":"e{nth}","doc":"a","type":"treaty_event","treaty":"{bad}","action":"signed","date":"{year}","parties":["{bad}"],"span":{{"start":0,"end":3}},"quote":"{bad}","zone":"body","mentions":[],"rule":"{bad}","status":"auto"}}
"#
            )
        })
        .collect()
}

/// An instrument and a comparison, hostile as well, with a reference to a fact and one to nothing.
fn collected() -> [(&'static str, String); 2] {
    let bad = r#"\"><script>alert(4)</script>"#;
    let treaty = format!(
        r#"{{"record":"instrument","id":"i","name":"{bad}","type":"treaty","parties":["{bad}"],"variants":[{{"name":"{bad}","count":1,"joined":""}},{{"name":"{bad}2","count":1,"joined":"{bad}"}}],"events":[{{"action":"signed","facts":[{{"doc":"a","id":"e0"}},{{"doc":"x","id":"gone"}}]}}],"mentions":[{{"doc":"x","id":"gone"}}]}}"#
    );
    let conflict = format!(
        r#"{{"record":"conflict","id":"c","verdict":"contradicting","series":{{"entity":"{bad}","indicator":"{bad}","unit":"USD"}},"period":"2013","statements":[{{"doc":"a","id":"f0","span":{{"start":0,"end":3}},"quote":"{bad}","entity":"{bad}","number":"1","unit":"USD","joined":""}}],"why":"{bad}"}}"#
    );
    [("treaties.jsonl", treaty), ("conflicts.jsonl", conflict)]
}

/// A mention that does not stand in the text, and a fact that rests on it.
const LOST: &str = r#"{"record":"mention","id":"lost","doc":"a","kind":"date","span":{"start":2,"end":9},"quote":"1999年","zone":"body","value":{"type":"date","edtf":"1999"},"rule":"date/year","status":"auto"}
{"record":"fact","id":"of-lost","doc":"a","type":"measure","number":"1","unit":"%","span":{"start":2,"end":9},"quote":"1%","zone":"body","mentions":["lost"],"rule":"","status":"corrected"}
"#;

fn page() -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), HOSTILE).unwrap();
    let project = Project::open(folder.path(), None).unwrap();
    let mut lines = Vec::new();
    let loaded = project.documents[0].load().unwrap();
    for record in &loaded.records {
        kaoju_record::write_line(&mut lines, record).unwrap();
    }
    let mention = loaded.records.iter().find_map(kaoju_record::Record::mention).unwrap();
    lines.extend(facts(&mention.id).into_bytes());
    lines.extend(LOST.bytes());
    fs::create_dir(folder.path().join("annotations")).unwrap();
    for (name, record) in collected() {
        fs::write(folder.path().join("annotations").join(name), record).unwrap();
    }
    fs::write(folder.path().join("annotations/a.jsonl"), lines).unwrap();
    let report = kaoju_report::report(&Project::open(folder.path(), None).unwrap()).unwrap();
    let problems: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems, ["a, byte 2: `1999年` does not stand there; run kaoju extract again"]);
    report.html
}

/// The values of an attribute.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let name = format!(" {attribute}=\"");
    html.split(name.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

fn between<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    html.split_once(start).unwrap().1.split_once(end).unwrap().0
}

#[test]
fn nothing_that_a_document_says_becomes_markup() {
    let html = page();
    assert_eq!((html.matches("<script").count(), html.matches("</script").count()), (1, 1));
    assert!(!html.contains("<img") && !html.contains("<b>") && !html.contains("<!-- 2016"));
    assert!(html.contains("alert(3)") && html.contains("alert(4)"), "the hostile records are shown");
    let outside = html.replace(between(&html, "<script>", "</script>"), "");
    // Every quote of the text is escaped, so that attributes end where they should.
    assert!(!outside.contains("onmouseover=alert(1) x='"), "{outside}");
}

#[test]
fn every_link_leads_somewhere_and_ids_are_unique() {
    let html = page();
    let html = html.replace(between(&html, "<script>", "</script>"), "");
    let ids = values(&html, "id");
    let known: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), known.len(), "{ids:?}");
    for link in values(&html, "href") {
        let target = link.strip_prefix('#');
        assert!(link == "data:," || target.is_some_and(|id| known.contains(id)), "{link}");
    }
    for label in values(&html, "aria-labelledby") {
        assert!(known.contains(label), "{label}");
    }
}

#[test]
fn the_page_needs_nothing_else_and_its_policy_lets_nothing_else_in() {
    let html = page();
    for outside in [" src=", "url(", "@import", "http://", "https://", "//cdn"] {
        assert!(!html.contains(outside), "{outside}");
    }
    let policy = between(&html, "Content-Security-Policy\" content=\"", "\">").replace("&#39;", "'");
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    for part in [between(&html, "<style>", "</style>"), between(&html, "<script>", "</script>")] {
        let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(part));
        assert!(policy.contains(&format!("'sha256-{hash}'")), "{policy}");
    }
    assert_eq!(values(&html, "style"), Vec::<&str>::new());
}

#[test]
fn the_text_stands_whole_between_its_marks() {
    let html = page();
    let text = between(&html, "<div class=\"text\"", "</article>");
    for piece in ["2014年5月29日</a>", "402.07亿美元</a>", "𠮷😀"] {
        assert!(text.contains(piece), "{piece}: {text}");
    }
}

#[test]
fn documents_alone_have_a_registry_and_comparisons_too() {
    let folder = tempfile::tempdir().unwrap();
    let said = "2014年5月29日，三国元首签署了《欧亚经济联盟条约》。2013年，中俄双边贸易额为892.6亿美元。\n";
    fs::write(folder.path().join("a.txt"), said).unwrap();
    fs::write(folder.path().join("b.txt"), said.replace("892.6", "892.5")).unwrap();
    let report = kaoju_report::report(&Project::open(folder.path(), None).unwrap()).unwrap();
    let registry = between(&report.html, "Registry of treaties", "</section>");
    assert!(registry.contains("欧亚经济联盟条约"), "{registry}");
    assert!(report.html.contains("892.5亿美元 is not 892.6亿美元"), "{}", report.html);
}
