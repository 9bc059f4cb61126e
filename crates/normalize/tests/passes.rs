//! The same battery for every pass: its examples, its laws, and arbitrary text.

use kaoju_normalize::{Normalized, Role, normalize, passes, repairs};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Every clean character of a block leads to source bytes that lead back to it, and every range is quoted as it is.
fn check_laws(document: &Normalized, source: &[u8]) {
    assert_eq!(document.map.clean_len(), document.text.len());
    assert_eq!(document.map.source_len(), source.len());
    for block in &document.blocks {
        let text = &document.text[block.range.clone()];
        assert_eq!(&document.text[block.range.end..=block.range.end], "\n");
        for (at, c) in text.char_indices() {
            let at = block.range.start + at;
            let span = document.map.source_span(at..at + c.len_utf8());
            assert!(span.start < span.end && span.end <= source.len(), "{c:?} at {at} has no source");
            let back =
                document.map.clean_offset(span.start).expect("a source byte of a clean character leads back");
            assert!(back <= at && document.clean_range(span).end > at, "{c:?} at {at} leads back to {back}");
        }
        let ends: Vec<usize> =
            text.char_indices().map(|(at, c)| block.range.start + at + c.len_utf8()).collect();
        for end in ends.iter().step_by(7) {
            let quote = document.quote(document.map.source_span(block.range.start..*end));
            // An entity may stand for two characters, of which each leads to both.
            assert!(quote.starts_with(&document.text[block.range.start..*end]), "{quote:?}");
        }
    }
    let repairs = repairs(source);
    for pair in repairs.windows(2) {
        assert!(pair[0].source.start <= pair[1].source.start);
    }
    for repair in &repairs {
        assert_eq!(repair.after, document.text[repair.clean.clone()]);
    }
    let counted = passes().iter().map(|pass| (pass.id, repairs.iter().filter(|r| r.pass == pass.id).count()));
    assert_eq!(document.repaired, counted.filter(|(_, places)| *places > 0).collect::<Vec<_>>());
    assert_eq!(document.repaired.iter().map(|(_, places)| places).sum::<usize>(), repairs.len());
    assert!(repairs.iter().filter(|r| !r.other_readings.is_empty()).eq(&document.uncertain));
}

#[test]
fn every_example_comes_out_as_it_says() {
    let mut wrong = Vec::new();
    for pass in passes() {
        let mut named = pass.examples.is_empty();
        for (before, after) in pass.examples {
            let document = normalize(before.as_bytes());
            check_laws(&document, before.as_bytes());
            let clean = document.text.trim_end_matches('\n');
            named |= document.repaired.iter().any(|(id, _)| *id == pass.id);
            if clean != *after {
                wrong.push(format!("{}: {before:?}\n  gives {clean:?}\n  not   {after:?}", pass.id));
            }
        }
        if !named {
            wrong.push(format!("{}: no example names it", pass.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn clean_text_is_clean() {
    for pass in passes().iter().filter(|pass| pass.id != "layout/furniture") {
        for (_, after) in pass.examples {
            let document = normalize(after.as_bytes());
            assert_eq!(document.text.trim_end_matches('\n'), *after, "{}", pass.id);
        }
    }
}

#[test]
fn ids_are_unique_and_well_formed() {
    let ids: Vec<&str> = passes().iter().map(|pass| pass.id).collect();
    for (nth, id) in ids.iter().enumerate() {
        assert!(!ids[..nth].contains(id), "{id}");
        assert!(
            id.split_once('/').is_some_and(|(group, name)| !group.is_empty() && !name.is_empty()),
            "{id}"
        );
    }
}

#[test]
fn time_grows_with_length_only() {
    let hostile = [
        "<",
        "<a ",
        "<a \"",
        "<script>",
        "<!--",
        "<nav>",
        "&",
        "&amp",
        "\\",
        "*",
        "**",
        "#",
        "|",
        "[",
        "[a](",
        "(",
        "（",
        "（ā",
        "?",
        "?!比",
        " ",
        "1 ",
        "1 1 ",
        "一 ",
        "，",
        "。",
        "“",
        "《",
        "\n",
        "\n《",
        "\n①",
        "\n \n",
        "①",
        "^[1",
        "年",
        "1",
        "一二三四五",
        "\t",
        "\r",
        "\u{3000}",
        "«",
        "乾",
        "經",
        "é",
        "\n表1",
        "\n1 2 3 4 5 6 7 8",
        "\n资料来源：",
        "\n第一，某",
        "  <b>",
        "経(jīng)",
    ];
    for piece in hostile {
        let text = piece.repeat((1 << 19) / piece.len());
        let start = Instant::now();
        let document = normalize(text.as_bytes());
        assert!(start.elapsed() < Duration::from_secs(5), "{piece:?} took {:?}", start.elapsed());
        assert_eq!(document.map.clean_len(), document.text.len());
    }
}

/// What damaged text is made of.
const DAMAGE: &[&str] = &[
    "欧亚经济联盟",
    "2014年",
    "5月29日",
    "歐亞經(jīng)濟",
    "(de)",
    "乾",
    "ꎬ",
    "ꎮ",
    "１２３",
    "ＲＣＥＰ",
    " ",
    "\u{3000}",
    "\u{200b}",
    "892 6 亿美元",
    "1 109 4",
    "，，",
    "。",
    ",",
    ";",
    ":",
    "(",
    ")",
    "\"",
    "“",
    "”",
    "«",
    "»",
    "《",
    "》",
    "\n",
    "\n\n",
    "\r\n",
    "\n①",
    "①",
    "[1]",
    "^[2]",
    "<sup>",
    "</sup>",
    "<p>",
    "</p>",
    "<td>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<nav>",
    "</nav>",
    "&nbsp;",
    "&#20013;",
    "&acE;",
    "**",
    "\\_",
    "[a](b)",
    "# ",
    "|a|b|\n",
    "\t",
    "---",
    "4",
    "表1 贸易额",
    "单位：亿美元",
    "资料来源：海关。",
    "相关文章：",
    "?!比欢{扎",
    "俄罗斯 892 5 952 7 680 1",
    "对象国 2013 年 2014 年 2015 年",
    "王晨星",
    "𠮷",
    "😀",
    "\u{fffd}",
    "第3页",
    "·",
    "總 結",
    "2 0 2 0年",
    "R C E P",
    "%",
    "~",
    "/",
    "http://a.cn/b",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn arbitrary_bytes_are_no_problem(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        check_laws(&normalize(&bytes), &bytes);
    }

    #[test]
    fn arbitrary_text_keeps_the_laws(text in "\\PC{0,120}") {
        check_laws(&normalize(text.as_bytes()), text.as_bytes());
    }

    #[test]
    fn arbitrary_damage_keeps_the_laws(pieces in proptest::collection::vec(proptest::sample::select(DAMAGE), 0..60)) {
        let text = pieces.concat();
        check_laws(&normalize(text.as_bytes()), text.as_bytes());
        let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
        check_laws(&normalize(&bytes), &bytes);
    }
}

/// Where the source allows two readings the repair says so.
#[test]
fn uncertain_repairs_give_the_other_reading() {
    let others = |source: &str| -> Vec<String> {
        normalize(source.as_bytes()).uncertain.into_iter().flat_map(|repair| repair.other_readings).collect()
    };
    assert_eq!(others("约1 234 亿美元"), ["1.234"]);
    assert_eq!(others("约1 234 5 亿美元"), Vec::<String>::new());
    assert_eq!(others("约2 000 亿美元"), Vec::<String>::new());
    assert_eq!(others("共1 234 列"), Vec::<String>::new());
    assert_eq!(others("国别 2021 年 2022 年 2023 年\n印度 1 123 4 5 6 7").len(), 0);
    assert_eq!(
        others("国别 2021 年 2022 年 2023 年\n印度 100 200 300 400 500"),
        ["100200 | 300400 | 500", "100200 | 300 | 400500"]
    );
}

#[test]
fn prose_of_several_sentences_may_hold_an_address() {
    let roles =
        |text: &str| -> Vec<Role> { normalize(text.as_bytes()).blocks.iter().map(|b| b.role).collect() };
    let prose = "双方签署协定。全文见 https://a.example/2020/10/11.html。协定随后生效。";
    assert_eq!(roles(prose), [Role::Prose]);
    assert_eq!(roles("《世界银行展望报告》, <https://a.example/b.html>"), [Role::Note]);
}

#[test]
fn a_few_broken_bytes_leave_a_text_in_utf_8() {
    let mut source = "2014年".as_bytes().to_vec();
    source.extend([0xff, 0xfe, 0xfa]);
    source.extend("5月，547亿美元。贸易总额继续增长".as_bytes());
    let document = normalize(&source);
    assert_eq!((document.decoding.encoding, document.decoding.by), ("UTF-8", "utf-8"));
    assert!(document.text.starts_with("2014年\u{fffd}\u{fffd}\u{fffd}5月，547亿美元"), "{}", document.text);
}
