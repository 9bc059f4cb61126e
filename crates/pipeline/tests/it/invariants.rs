//! The invariants that span the stages, on the seeds and on random bytes and texts.

use std::collections::BTreeSet;

use kaoju_extract::rules;
use kaoju_normalize::passes;
use kaoju_pipeline::{About, Stages, read};
use kaoju_record::{Mention, Record, Zone};
use proptest::prelude::*;

fn mentions(records: Vec<Record>) -> Vec<Mention> {
    records.iter().filter_map(Record::mention).cloned().collect()
}

/// Checks the laws that every document keeps, and gives its mentions.
fn check(source: &[u8], date: &str) -> Vec<Mention> {
    let Ok(stages) = Stages::of(source, &About { id: "t", date: Some(date), name: None, ..About::default() })
    else {
        return Vec::new();
    };
    let records = stages.records(source, "t");
    for (id, _) in &stages.normalized.repaired {
        assert!(passes().iter().any(|pass| pass.id == *id), "{id} is no pass");
    }
    let mentions = mentions(records);
    let mut ids = BTreeSet::new();
    for mention in &mentions {
        let span = mention.span.start..mention.span.end;
        let cut = source.get(span.clone()).unwrap_or_else(|| panic!("{span:?} is outside"));
        assert!(!cut.is_empty(), "{mention:?}");
        assert_eq!(stages.normalized.quote(span.clone()), mention.quote, "provenance of {mention:?}");
        if let Ok(text) = std::str::from_utf8(source) {
            assert!(text.get(span).is_some(), "cuts a character: {mention:?}");
        }
        assert!(rules().iter().any(|rule| rule.id == mention.rule), "{} is no rule", mention.rule);
        assert_ne!(mention.zone, Zone::Furniture, "{mention:?}");
        assert!(ids.insert(mention.id.clone()), "the id of {mention:?} is not its own");
    }
    assert!(mentions.windows(2).all(|two| (two[0].span, two[0].kind) <= (two[1].span, two[1].kind)));
    mentions
}

#[test]
fn laws_hold_on_the_seeds() {
    for seed in crate::common::seeds() {
        assert!(!check(&seed.bytes, &seed.date).is_empty(), "{}", seed.id);
    }
}

#[test]
fn another_encoding_gives_the_same_mentions_at_its_own_bytes() {
    for seed in crate::common::seeds() {
        let text = std::str::from_utf8(&seed.bytes).unwrap();
        let expected: Vec<_> =
            check(&seed.bytes, &seed.date).into_iter().map(|m| (m.quote, m.value)).collect();
        let gb18030 = encoding_rs::GB18030.encode(text).0.into_owned();
        let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (source, encoding) in [(gb18030, encoding_rs::GB18030), (utf16, encoding_rs::UTF_16LE)] {
            let found = check(&source, &seed.date);
            for mention in &found {
                let cut = &source[mention.span.start..mention.span.end];
                let (decoded, _, broken) = encoding.decode(cut);
                assert!(!broken && text.contains(&*decoded), "{} cuts a character: {mention:?}", seed.id);
            }
            let found: Vec<_> = found.into_iter().map(|m| (m.quote, m.value)).collect();
            assert_eq!(found, expected, "{} in {}", seed.id, encoding.name());
        }
    }
}

#[test]
fn ids_stay_where_another_paragraph_is_edited() {
    const NEW: &str = "编者按语：这一段是后来加上去的，它说的是另外的事情，里面提到了3座灯塔。\n\n";
    for seed in crate::common::seeds() {
        let text = std::str::from_utf8(&seed.bytes).unwrap();
        let about = About { id: "t", date: Some(&seed.date), name: None, ..About::default() };
        let ids = |text: &str| -> BTreeSet<String> {
            mentions(read(text.as_bytes(), &about).unwrap()).into_iter().map(|mention| mention.id).collect()
        };
        let before = ids(text);
        let after = ids(&format!("{NEW}{text}"));
        let lost = before.difference(&after).count();
        assert_eq!(lost, 0, "{}: {lost} of {} ids changed", seed.id, before.len());
        assert_eq!(after.difference(&before).count(), 1, "{}", seed.id);
    }
}

/// Pieces of text as damaged documents have them.
fn piece() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "2014年",
        "5月29日",
        "２０２１ 年",
        "1 109 4",
        "８９２ ６ 亿美元",
        "35 8%",
        "经濟(jì)",
        "《",
        "》",
        "«‹",
        "›»",
        "<sup>①</sup>",
        "①",
        "[1]",
        "\n",
        "\n\n",
        "\r\n",
        "。",
        "，，",
        "ꎬ",
        "ꎮ",
        "\t",
        "|",
        "表1 贸易额（单位：亿美元）\n",
        "国\t2013年\t2014年\n",
        "俄\t1.5\t2 5\n",
        "<p>",
        "</p>",
        "&nbsp;",
        "&#x5e74;",
        "**",
        "\\_",
        "五年来",
        "三分之一",
        "百分之",
        "“十四五”",
        "以下简称“条约”",
        "联合声明",
        "协定",
        "𠮷",
        "😀",
        "\u{feff}",
        "\u{200b}",
        "年",
        "一二三四五",
        "R C E P",
        "从",
        "到",
        "~",
        "增长",
        "第十六轮",
        "每桶",
        "-4.2",
        "(",
        "）",
        "“",
        "”",
        "资料来源：",
        "--- \n",
        "3\n",
        "<table><tr><td>",
        "</td></tr></table>",
        "# ",
        "\0",
        "\u{fffd}",
    ];
    prop_oneof![9 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,4}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn laws_hold_on_random_texts(pieces in proptest::collection::vec(piece(), 0..60)) {
        check(pieces.concat().as_bytes(), "2021-05-26");
    }

    #[test]
    fn laws_hold_on_random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes, "2021");
    }

    #[test]
    fn laws_hold_on_broken_seeds(at in 0usize..20_000, byte in any::<u8>(), len in 1usize..600) {
        for seed in crate::common::seeds().into_iter().take(1) {
            let mut bytes: Vec<u8> = seed.bytes.into_iter().skip(at).take(len).collect();
            if let Some(middle) = bytes.len().checked_div(2).filter(|middle| *middle < bytes.len()) {
                bytes[middle] = byte;
            }
            check(&bytes, &seed.date);
        }
    }
}
