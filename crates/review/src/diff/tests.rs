use super::*;
use kaoju_record::{Mention, Status, Value, Zone};

fn mention(id: &str, start: usize, end: usize, edtf: &str) -> Mention {
    Mention {
        id: id.into(),
        doc: "003".into(),
        kind: kaoju_record::Kind::Date,
        span: Span { start, end },
        quote: "5月".into(),
        zone: Zone::Body,
        value: Value::Date { edtf: edtf.into(), modifier: None },
        uncertain: Vec::new(),
        rule: "date/month".into(),
        status: Status::Auto,
    }
}

fn side(mentions: &[Mention]) -> Side {
    Side { records: mentions.iter().cloned().map(Record::Mention).collect(), ..Side::default() }
}

fn old() -> Side {
    side(&[mention("a", 0, 4, "2021-05"), mention("b", 9, 13, "2021-05"), mention("c", 20, 24, "2021-05")])
}

fn new() -> Side {
    let worded = Mention { quote: "<5月>".into(), ..mention("d", 19, 24, "2021-05") };
    let mut new = side(&[mention("b", 9, 13, "2020-05"), worded, mention("e", 30, 34, "2021")]);
    let text = "去年又5月就，";
    new.texts.insert("003".into(), kaoju_normalize::normalize(text.as_bytes()));
    new.decisions.push(crate::decide::tests::accept("b"));
    new
}

#[test]
fn nothing_changed() {
    let same = changes(&old(), &old());
    assert!(same.is_empty() && same.plain().is_empty());
    assert!(same.markdown().contains("No differences") && same.html().contains("No differences"));
}

#[test]
fn differences_are_shown_with_what_differs() {
    let expected = "\
003: 1 appeared, 1 disappeared, 1 changed value, 1 changed words
  + 30..34 [5月]
      date 2021 (date/month)
  - 0..4 [5月]
      date 2021-05 (date/month)
  ~ 9..13 去年又[5月]就，
      value: date 2021-05 -> date 2020-05
      decided: accept by 甲 <a@example.org>
  ~ 19..24 [<5月>]
      words: 5月 -> <5月>
";
    assert_eq!(changes(&old(), &new()).plain(), expected);
}

#[test]
fn every_form_is_escaped() {
    let changes = changes(&old(), &new());
    let markdown = changes.markdown();
    assert!(markdown.contains("**&lt;5月&gt;**") && !markdown.contains("<5月>"), "{markdown}");
    let html = changes.html();
    assert!(html.contains("<mark>&#60;5月&#62;</mark>") && !html.contains("<5月>"), "{html}");
    let json: serde_json::Value = serde_json::from_str(&changes.json()).unwrap();
    assert_eq!(json["documents"]["003"][0]["change"], "appeared");
    assert_eq!(json["documents"]["003"][2]["decisions"][0], "accept by 甲 <a@example.org>");
}

#[test]
fn what_only_moved_is_counted() {
    let moved = side(&[
        mention("a", 3, 7, "2021-05"),
        mention("b", 12, 16, "2021-05"),
        mention("c", 23, 27, "2021-05"),
    ]);
    assert_eq!(changes(&old(), &moved).plain(), "003: 3 moved\n");
}
