//! What holds for every text: nothing panics, mentions lie in order and do not overlap, values are well formed.

use kaoju_record::{Value, Zone};
use kaoju_segment::{Paragraph, Row, Segmented, Table};
use proptest::prelude::*;

use crate::{Extraction, Options, explain, extract};

/// Pieces that the rules react to, and some they do not.
fn text() -> impl Strategy<Value = String> {
    let pieces = [
        "2014",
        "年",
        "5",
        "月",
        "29",
        "日",
        "一",
        "二",
        "三",
        "十",
        "百",
        "千",
        "万",
        "亿",
        "两",
        "几",
        "多",
        "余",
        "半",
        "〇",
        "第",
        "届",
        "个",
        "人",
        "次",
        "至",
        "到",
        "—",
        "~",
        "-",
        "/",
        ".",
        ",",
        ":",
        "%",
        "倍",
        "分之",
        "成",
        "大",
        "元",
        "美元",
        "人民币",
        "US$",
        "每",
        "桶",
        "吨",
        "以来",
        "前",
        "后",
        "起",
        "今年",
        "去年",
        "同期",
        "上半年",
        "季度",
        "世纪",
        "年代",
        "“",
        "”",
        "《",
        "》",
        "〈",
        "〉",
        "（",
        "）",
        "十四五",
        "期间",
        "条约",
        "协定",
        "中俄",
        "联合国宪章",
        "联合声明",
        "以下简称",
        "RCEP",
        "、",
        "，",
        "。",
        " ",
        "\t",
        "的",
        "了",
        "增长",
        "下降",
        "约",
        "超过",
        "時",
        "时",
        "分",
        "点",
        "公元前",
        "民国",
        "隔",
        "全年",
        "当天",
        "𠮷",
        "😀",
        "a",
        "周年",
        "99999999999999999999999",
        "万亿",
        "世纪",
        "‰",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..24).prop_map(|parts| parts.concat())
}

fn read(text: &str, as_table: bool) -> Extraction {
    let paragraph = Paragraph { range: 0..text.len(), zone: Zone::Body, heading: false, table: None };
    let table =
        Table { rows: vec![Row { cells: std::iter::once(0..text.len()).collect() }], ..Table::default() };
    let segmented = if as_table {
        Segmented { paragraphs: Vec::new(), tables: vec![table] }
    } else {
        Segmented { paragraphs: vec![paragraph], tables: Vec::new() }
    };
    for offset in [0, text.len() / 2] {
        explain(
            text,
            &segmented,
            &Options { date: Some("2021-05-26"), name: Some("20210526"), ..Options::default() },
            offset,
        );
    }
    extract(text, &segmented, &Options { date: Some("2021-05-26"), name: None, ..Options::default() })
}

fn check(text: &str, found: &Extraction) {
    let mut end = 0;
    for mention in &found.found {
        assert!(
            mention.range.start >= end && mention.range.start < mention.range.end,
            "{text}: {:?}",
            found.found
        );
        assert!(text.get(mention.range.clone()).is_some(), "{text}: {:?} cuts a character", mention.range);
        end = mention.range.end;
        match &mention.value {
            Value::Date { edtf, .. } | Value::Period { edtf, .. } => {
                assert!(is_edtf(edtf), "{text}: {edtf} is no EDTF");
            }
            other => {
                if let Some(amount) = other.amount() {
                    assert!(
                        amount.number.is_some() != (amount.min.is_some() && amount.max.is_some()),
                        "{text}: {amount:?}"
                    );
                }
            }
        }
    }
}

/// Judged by a library; it does not know clock times without seconds, nor hour 24.
fn is_edtf(edtf: &str) -> bool {
    let day = edtf.split_once('T').map_or(edtf, |(day, _)| day);
    if day.contains('/') {
        return day.split('/').all(|end| end == ".." || is_edtf(end));
    }
    edtf_core::is_valid(day)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_the_vocabulary(text in text(), as_table in any::<bool>()) {
        check(&text, &read(&text, as_table));
    }

    #[test]
    fn any_text(text in "\\PC{0,40}") {
        check(&text, &read(&text, false));
    }
}
