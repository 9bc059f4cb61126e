//! Decisions on a document that changes: its text, its rules, its other reviewers.

use std::ops::Range;

use kaoju_pipeline::{About, Stages};
use kaoju_record::{Anchor, Correction, Decision, Meaning, Mention, Record, Status, Verdict, parse_notation};
use kaoju_review::{Merged, Text, With, decide, merge};

mod edits;
mod facts;

const SOURCE: &str = "\
欧亚经济联盟的形成

2014年5月29日，俄罗斯、白俄罗斯和哈萨克斯坦三国元首在阿斯塔纳签署了《欧亚经济联盟条约》，该条约自2015年1月1日起正式生效。

2017年成员国之间的贸易总额为547亿美元，比2016年增长27.3%，这是联盟成立以来的最高水平。

截至年底，联盟的人口超过1.8亿人，工业产值占世界的3.2%。
";

/// A document and what the machine reads in it.
struct Doc {
    source: String,
    stages: Stages,
    records: Vec<Record>,
    sha256: String,
}

impl Doc {
    fn of(source: &str) -> Self {
        let about = About { id: "t", date: Some("2019-03-01"), name: None, ..About::default() };
        let stages = Stages::of(source.as_bytes(), &about).unwrap();
        let records = stages.records(source.as_bytes(), "t");
        let sha256 = records[0].document().unwrap().sha256.clone();
        Self { source: source.to_owned(), stages, records, sha256 }
    }

    fn text(&self) -> Text<'_> {
        Text { document: &self.stages.normalized, sha256: &self.sha256 }
    }

    fn mentions(&self) -> impl Iterator<Item = &Mention> {
        self.records.iter().filter_map(Record::mention)
    }

    fn anchor(&self, quote: &str) -> Anchor {
        let mention =
            self.mentions().find(|mention| mention.quote == quote).unwrap_or_else(|| panic!("{quote}"));
        self.text().anchor(&Record::Mention(mention.clone())).unwrap()
    }

    fn clean(&self, quote: &str) -> Range<usize> {
        let at = self.stages.normalized.text.find(quote).unwrap_or_else(|| panic!("{quote}"));
        at..at + quote.len()
    }

    fn merged(&self, decisions: &[Decision]) -> Merged {
        self.stages.merged(self.source.as_bytes(), "t", decisions)
    }
}

const ANN: &str = "Ann <ann@example.org>";
const BEN: &str = "Ben <ben@example.org>";

fn value(notation: &str) -> Option<Meaning> {
    Some(Meaning::Value(parse_notation(notation).unwrap()))
}

/// A decision on a mention, at a second of its own.
fn on(doc: &Doc, second: u32, by: &str, verdict: Verdict, quote: &str, says: &str) -> Decision {
    let correction = Some(says).filter(|says| !says.is_empty());
    let correction = correction.map(|says| Correction { says: value(says), ..Correction::default() });
    at(second, decide("t", verdict, doc.anchor(quote), by, With { correction, ..With::default() }).unwrap())
}

fn at(second: u32, decision: Decision) -> Decision {
    Decision { at: format!("2026-11-20T18:30:{second:02}Z"), ..decision }.named()
}

/// A treaty that the rules do not find, added.
fn added(doc: &Doc, quote: &str, says: &str) -> Decision {
    let correction = Correction { says: value(says), ..Correction::default() };
    let Some(Meaning::Value(value)) = &correction.says else { panic!() };
    let about = doc.text().anchor_new("t", doc.clean(quote), value, |_| false);
    let with = With { correction: Some(correction), ..With::default() };
    at(9, decide("t", Verdict::Add, about, ANN, with).unwrap())
}

/// One decision of every sort.
fn decisions(doc: &Doc) -> Vec<Decision> {
    vec![
        on(doc, 1, ANN, Verdict::Accept, "2014年5月29日", ""),
        on(doc, 2, ANN, Verdict::Reject, "2016年", ""),
        on(doc, 3, ANN, Verdict::Correct, "547亿美元", "money 54700000000 USD about"),
        on(doc, 4, ANN, Verdict::Accept, "27.3%", ""),
        added(doc, "成员国", "count 3 国"),
    ]
}

/// Every reviewed mention as `quote = value status`.
fn reviewed(merged: &Merged) -> Vec<String> {
    let reviewed =
        merged.records.iter().filter_map(Record::mention).filter(|mention| mention.status != Status::Auto);
    let shown = |mention: &Mention| {
        format!("{} = {} {:?}", mention.quote, kaoju_record::notation(&mention.value), mention.status)
    };
    reviewed.map(shown).collect()
}

const REVIEWED: [&str; 4] = [
    "2014年5月29日 = date 2014-05-29 Accepted",
    "成员国 = count 3 国 Added",
    "547亿美元 = money 54700000000 USD about Corrected",
    "27.3% = percent 27.3 % up Accepted",
];

fn quotes(merged: &Merged) -> Vec<&str> {
    merged.records.iter().filter_map(Record::mention).map(|mention| &*mention.quote).collect()
}

#[test]
fn decisions_are_applied() {
    let doc = Doc::of(SOURCE);
    let merged = doc.merged(&decisions(&doc));
    assert_eq!(reviewed(&merged), REVIEWED);
    assert!(!quotes(&merged).contains(&"2016年"));
    assert_eq!((merged.orphans.len(), merged.contradictions.len()), (0, 0));
    assert_eq!(merged.landed.len(), 5);
}

#[test]
fn the_order_of_decisions_does_not_count_and_merging_twice_changes_nothing() {
    let doc = Doc::of(SOURCE);
    let all = decisions(&doc);
    let merged = doc.merged(&all);
    let mut shuffled: Vec<Decision> = all.iter().rev().cloned().collect();
    shuffled.rotate_left(2);
    shuffled.push(all[0].clone());
    assert_eq!(doc.merged(&shuffled), merged);
    let again = merge(merged.records.clone(), &doc.text(), &all, |_| panic!("no mention changed"));
    assert_eq!(again.records, merged.records);
}

/// Decisions on the text hold after an edit of it.
#[track_caller]
fn survives(edit: impl Fn(&str) -> String) {
    let old = Doc::of(SOURCE);
    let new = Doc::of(&edit(SOURCE));
    assert_ne!(new.source, old.source);
    let merged = new.merged(&decisions(&old));
    let (mut reviewed, mut expected) = (reviewed(&merged), REVIEWED);
    reviewed.sort();
    expected.sort();
    assert_eq!(reviewed, expected, "{}", new.source);
    assert!(!quotes(&merged).contains(&"2016年"));
    assert_eq!(merged.orphans, []);
}

#[test]
fn decisions_survive_edits_of_the_text() {
    survives(|text| format!("编者按：以下文字写于2018年。\n\n{text}"));
    survives(|text| text.replace("比2016年增长", "较2016年大幅增长"));
    survives(|text| text.replace("贸易总额为", "贸易总额约达到了").replace("这是联盟", "这也是联盟"));
    survives(|text| text.replace("547亿美元", "５４７亿美元"));
    survives(|text| {
        let (head, rest) = text.split_once("\n\n").unwrap();
        let mut paragraphs: Vec<&str> = rest.trim().split("\n\n").collect();
        paragraphs.rotate_left(1);
        format!("{head}\n\n{}\n", paragraphs.join("\n\n"))
    })
}

#[test]
fn decisions_survive_a_text_that_is_wrapped_otherwise() {
    survives(|text| text.replace("俄罗斯、白俄罗斯", "俄罗斯、\n白俄罗斯").replace("贸易总额", "贸易\n总额"));
    survives(|text| {
        let lines = text.lines().map(|line| line.chars().collect::<Vec<_>>());
        let wrapped = lines.map(|line| line.chunks(24).map(String::from_iter).collect::<Vec<_>>().join("\n"));
        wrapped.collect::<Vec<_>>().join("\n")
    });
}

#[test]
fn decisions_survive_conversion_to_simplified_characters() {
    const PAIRS: [(&str, &str); 9] = [
        ("欧亚经济联盟", "歐亞經濟聯盟"),
        ("俄罗斯", "俄羅斯"),
        ("哈萨克", "哈薩克"),
        ("国", "國"),
        ("条约", "條約"),
        ("签署", "簽署"),
        ("贸易总额为", "貿易總額為"),
        ("亿", "億"),
        ("长", "長"),
    ];
    let old = Doc::of(&PAIRS.iter().fold(SOURCE.to_owned(), |text, (from, to)| text.replace(from, to)));
    assert_ne!(old.source, SOURCE);
    assert_eq!(reviewed(&Doc::of(SOURCE).merged(&decisions(&old))), REVIEWED);
    survives(|text| PAIRS.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to)));
}

#[test]
fn a_decision_on_changed_words_is_kept_and_reported() {
    let old = Doc::of(SOURCE);
    let new = Doc::of(&SOURCE.replace("547亿美元", "548亿美元").replace("截至", "到"));
    let merged = new.merged(&decisions(&old));
    let orphans: Vec<String> = merged.orphans.iter().map(ToString::to_string).collect();
    assert_eq!(orphans.len(), 1, "{orphans:?}");
    assert!(orphans[0].contains("[547亿美元]") && orphans[0].contains("“548亿美元”"), "{orphans:?}");
    let gone = Doc::of(SOURCE.split_once("2017年").unwrap().0).merged(&decisions(&old));
    assert_eq!(gone.orphans.len(), 4);
    assert_eq!(reviewed(&gone), REVIEWED[..1]);
}

/// Merges decisions with what other rules would give.
fn with_rules(doc: &Doc, decisions: &[Decision], change: impl Fn(&mut Mention) -> bool) -> Merged {
    let changed = |record: &Record| match record.clone() {
        Record::Mention(mut mention) => change(&mut mention).then_some(Record::Mention(mention)),
        Record::Fact(_) => None,
        other => Some(other),
    };
    merge(doc.records.iter().filter_map(changed).collect(), &doc.text(), decisions, |_| Vec::new())
}

#[test]
fn decisions_survive_a_rule_that_is_renamed() {
    let doc = Doc::of(SOURCE);
    let renamed = with_rules(&doc, &decisions(&doc), |mention| {
        mention.rule = "other/name".into();
        true
    });
    assert_eq!(reviewed(&renamed), REVIEWED);
}

#[test]
fn decisions_survive_a_rule_that_is_removed() {
    let doc = Doc::of(SOURCE);
    let removed = with_rules(&doc, &decisions(&doc), |_| false);
    assert_eq!(reviewed(&removed), REVIEWED);
    assert_eq!(removed.notes.len(), 4, "{:?}", removed.notes);
}

#[test]
fn decisions_survive_a_rule_that_reads_otherwise() {
    let doc = Doc::of(SOURCE);
    let all = decisions(&doc);
    let misread = with_rules(&doc, &all, |mention| {
        if mention.quote == "27.3%" {
            mention.value = parse_notation("number 27.3").unwrap();
        }
        true
    });
    assert_eq!(reviewed(&misread), REVIEWED);
    assert!(
        misread.notes.iter().any(|note| note.message.contains("now read number 27.3")),
        "{:?}",
        misread.notes
    );
}

#[test]
fn what_the_rules_now_find_is_noted() {
    let doc = Doc::of(SOURCE);
    let correct = on(&doc, 1, ANN, Verdict::Correct, "3.2%", "percent 3.2 % about");
    let add = added(&doc, "年底", "date 2018 end");
    let merged = with_rules(&doc, &[correct, add], |mention| {
        if mention.quote == "3.2%" {
            mention.value = parse_notation("percent 3.2 % about").unwrap();
        }
        true
    });
    let found: Vec<&str> =
        merged.notes.iter().filter(|note| note.agrees).map(|n| &*n.decision.about.place.quote).collect();
    assert!(found.contains(&"3.2%"), "{:?}", merged.notes);
    assert!(reviewed(&merged).contains(&"3.2% = percent 3.2 % about Accepted".to_owned()));
}

#[test]
fn contradictions_are_shown_and_settled_by_name_only() {
    let doc = Doc::of(SOURCE);
    let ann = on(&doc, 1, ANN, Verdict::Accept, "27.3%", "");
    let ben = on(&doc, 2, BEN, Verdict::Reject, "27.3%", "");
    let merged = doc.merged(&[ann.clone(), ben.clone()]);
    assert_eq!(merged.contradictions.len(), 1);
    let shown = merged.contradictions[0].to_string();
    assert!(shown.contains(ANN) && shown.contains(BEN) && shown.contains("[27.3%]"), "{shown}");
    assert!(quotes(&merged).contains(&"27.3%") && reviewed(&merged).is_empty());

    // Repeating oneself later settles nothing; naming the other does.
    let again = on(&doc, 3, ANN, Verdict::Accept, "27.3%", "");
    assert_eq!(doc.merged(&[ann.clone(), ben.clone(), again.clone()]).contradictions.len(), 1);
    let settled = Decision { ends: vec![ben.id.clone()], ..again }.named();
    let merged = doc.merged(&[ann.clone(), ben.clone(), settled]);
    assert_eq!(merged.contradictions, []);
    assert_eq!(reviewed(&merged), ["27.3% = percent 27.3 % up Accepted"]);
    // Coming round does as well.
    let round = on(&doc, 4, BEN, Verdict::Accept, "27.3%", "");
    assert_eq!(doc.merged(&[ann, ben, round]).contradictions, []);
}

#[test]
fn a_wider_span_replaces_what_it_covers() {
    let doc = Doc::of(SOURCE);
    let place = doc.text().place(doc.clean("人口超过1.8亿人"));
    let correction = Some(Correction { place: Some(place), ..Correction::default() });
    let with = With { correction, ..With::default() };
    let wider = decide("t", Verdict::Correct, doc.anchor("1.8亿人"), ANN, with).unwrap();
    let moved = SOURCE.replace("截至年底", "截至这一年的年底");
    for doc in [doc, Doc::of(&moved)] {
        let merged = doc.merged(std::slice::from_ref(&wider));
        let reviewed = reviewed(&merged);
        assert!(reviewed[0].starts_with("人口超过1.8亿人 = count 180000000 人"), "{reviewed:?}");
        assert!(!quotes(&merged).contains(&"1.8亿人"));
    }
}
