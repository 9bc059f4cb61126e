//! Decisions and facts: those on mentions, which facts follow, and those on facts.

use kaoju_record::{Correction, Decision, Meaning, Record, Status, Subject, Verdict};
use kaoju_review::{Merged, With, check_meaning, decide};

use super::{ANN, Doc, SOURCE, at, on};

/// The facts on a quote, each in one line.
fn facts(merged: &Merged, quote: &str) -> Vec<String> {
    let facts = merged.records.iter().filter_map(Record::fact).filter(|fact| fact.quote == quote);
    facts.map(|fact| serde_json::to_string(&fact.statement).unwrap()).collect()
}

/// A decision on the fact that a document states of a quote.
fn on_fact(doc: &Doc, verdict: Verdict, quote: &str, change: &[(&str, &str)]) -> Decision {
    let fact = doc.records.iter().find(|r| r.fact().is_some_and(|fact| fact.quote == quote)).unwrap();
    let about = doc.text().anchor(fact).unwrap();
    let statement = serde_json::to_string(&fact.fact().unwrap().statement).unwrap();
    let says = change.iter().fold(statement, |text, (from, to)| text.replace(from, to));
    let says = (verdict == Verdict::Correct).then(|| check_meaning(about.kind, &says).unwrap());
    let correction = says.map(|says| Correction { says: Some(says), ..Correction::default() });
    at(5, decide("t", verdict, about, ANN, With { correction, ..With::default() }).unwrap())
}

#[test]
fn facts_follow_corrected_mentions_and_fall_with_rejected_ones() {
    let doc = Doc::of(SOURCE);
    assert!(facts(&doc.merged(&[]), "547亿美元")[0].contains(r#""period":"2017","number":"54700000000""#));
    let corrected = on(&doc, 1, ANN, Verdict::Correct, "547亿美元", "money 54800000000 USD about");
    let year = on(&doc, 2, ANN, Verdict::Correct, "2017年", "date 2018");
    let merged = doc.merged(&[corrected, year]);
    assert!(
        facts(&merged, "547亿美元")[0].contains(r#""period":"2018","number":"54800000000""#),
        "{merged:?}"
    );
    let rejected = doc.merged(&[on(&doc, 1, ANN, Verdict::Reject, "547亿美元", "")]);
    assert_eq!(facts(&rejected, "547亿美元"), Vec::<String>::new());
    assert_ne!(facts(&rejected, "27.3%"), Vec::<String>::new());
}

#[test]
fn decisions_on_facts_survive_another_reading() {
    let doc = Doc::of(SOURCE);
    let trade = on_fact(&doc, Verdict::Correct, "547亿美元", &[("2017", "2017-01/2017-12")]);
    let growth = on_fact(&doc, Verdict::Reject, "27.3%", &[]);
    let people = on_fact(&doc, Verdict::Accept, "1.8亿人", &[]);
    let all = [trade, growth, people];
    let moved = SOURCE.replace("截至年底", "编者按：这一年，截至年底").replace("总额为", "总额约为");
    for doc in [doc, Doc::of(&moved), Doc::of(&format!("新的一段。\n\n{SOURCE}"))] {
        let merged = doc.merged(&all);
        assert!(facts(&merged, "547亿美元")[0].contains("2017-01/2017-12"), "{merged:?}");
        assert_eq!(facts(&merged, "27.3%"), Vec::<String>::new());
        assert_eq!((merged.orphans.len(), merged.landed.len()), (0, 3));
        let status = |quote: &str| {
            let mut facts = merged.records.iter().filter_map(Record::fact).filter(|fact| fact.quote == quote);
            facts.next().map(|fact| fact.status)
        };
        assert_eq!(
            [status("547亿美元"), status("1.8亿人")],
            [Some(Status::Corrected), Some(Status::Accepted)]
        );
    }
}

#[test]
fn a_fact_is_added_to_a_mention_and_survives_an_edit() {
    let doc = Doc::of(SOURCE);
    let treaty = doc.mentions().find(|mention| mention.quote == "欧亚经济联盟条约").unwrap();
    let says = r#"{"type":"treaty_event","treaty":"欧亚经济联盟条约","action":"amended","date":"2016"}"#;
    let says = check_meaning(Subject::TreatyEvent, says).unwrap();
    let Meaning::Statement(statement) = &says else { panic!() };
    let about = doc.text().anchor_new_fact(treaty, statement, |_| false).unwrap();
    let with = With {
        correction: Some(Correction { says: Some(says), ..Correction::default() }),
        ..With::default()
    };
    let added = at(1, decide("t", Verdict::Add, about, ANN, with).unwrap());
    for doc in [doc, Doc::of(&SOURCE.replace("三国元首", "各国的元首"))] {
        let merged = doc.merged(std::slice::from_ref(&added));
        let on_treaty = facts(&merged, "欧亚经济联盟条约");
        assert!(on_treaty.iter().any(|fact| fact.contains("amended")), "{on_treaty:?}");
        assert!(on_treaty.iter().any(|fact| fact.contains("signed")), "{on_treaty:?}");
    }
}
