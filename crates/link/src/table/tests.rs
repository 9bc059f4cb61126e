//! Tables with the facts and doubts they give.

use kaoju_extract::Options;
use kaoju_record::Statement;

use crate::{Linked, link};

fn linked(source: &str) -> Linked {
    let document = kaoju_normalize::normalize(source.as_bytes());
    let segmented = kaoju_segment::segment(&document);
    let options = Options { date: Some("2021"), ..Options::default() };
    link(&document.text, &segmented, &kaoju_extract::extract(&document.text, &segmented, &options))
}

/// Facts are drawn as `entity | indicator | period | number unit`.
#[track_caller]
fn check(source: &str, facts: &[&str]) {
    let mut drawn = Vec::new();
    for fact in linked(source).facts {
        let Statement::Measure { entity, indicator, period, amount, .. } = fact.statement else { continue };
        let part = |part: Option<String>| part.unwrap_or_else(|| "-".to_owned());
        let value = format!("{} {}", part(amount.number), amount.unit.unwrap_or_default());
        drawn.push(format!("{} | {} | {} | {}", part(entity), part(indicator), part(period), value.trim()));
    }
    assert_eq!(drawn, facts);
}

#[track_caller]
fn check_doubts(source: &str, messages: &[&str]) {
    let doubts: Vec<String> = linked(source).doubts.into_iter().map(|doubt| doubt.message).collect();
    assert_eq!(doubts, messages);
}

#[test]
fn rows_say_who_columns_when_and_the_caption_what() {
    check(
        "表1 2013~2014年中国与欧亚国家双边贸易额汇总表（单位：亿美元）\n\n对象国\t2013年\t2014年\n俄罗斯\t892.5\t952.7\n印度\t7\t—\n",
        &[
            "中国与俄罗斯 | 双边贸易额 | 2013 | 89250000000 USD",
            "中国与俄罗斯 | 双边贸易额 | 2014 | 95270000000 USD",
            "中国与印度 | 双边贸易额 | 2013 | 700000000 USD",
        ],
    );
}

#[test]
fn rows_say_what_and_the_caption_who() {
    check(
        "表1 俄罗斯主要经济指标\n\n指标\t2019年\t2020年\n采矿业产值（亿卢布）\t12\t13\n失业率（%）\t4.6\t5.8\n",
        &[
            "俄罗斯 | 采矿业产值 | 2019 | 1200000000 RUB",
            "俄罗斯 | 采矿业产值 | 2020 | 1300000000 RUB",
            "俄罗斯 | 失业率 | 2019 | 4.6 %",
            "俄罗斯 | 失业率 | 2020 | 5.8 %",
        ],
    );
}

#[test]
fn columns_say_who_and_the_caption_ends_what_the_rows_begin() {
    check(
        "表2 中美行业研发强度对比\n\n行业\t美国\t中国\t中美差距\n零售业\t3.9%\t1.1%\t2.8%\n",
        &[
            "美国 | 零售业研发强度 | - | 3.9 %",
            "中国 | 零售业研发强度 | - | 1.1 %",
            "中美差距 | 零售业研发强度 | - | 2.8 %",
        ],
    );
}

#[test]
fn years_stand_in_rows_and_two_rows_of_heads_over_each_other() {
    check(
        "表3 中国对外贸易（亿美元）\n\n年份\t出口额\t进口额\n2019\t100\t90\n",
        &["中国 | 出口额 | 2019 | 10000000000 USD", "中国 | 进口额 | 2019 | 9000000000 USD"],
    );
    check(
        "表4 贸易额（亿美元）\n\n国别\t2019年\t\t2020年\t\n\t出口\t进口\t出口\t进口\n印度\t1\t2\t3\t4\n",
        &[
            "印度 | 出口 | 2019 | 100000000 USD",
            "印度 | 进口 | 2019 | 200000000 USD",
            "印度 | 出口 | 2020 | 300000000 USD",
            "印度 | 进口 | 2020 | 400000000 USD",
        ],
    );
}

#[test]
fn a_row_that_does_not_fit_is_told_and_left_unread() {
    let source = "表1 贸易额（亿美元）\n\n国别\t2019年\t2020年\n印度\t1\t2\n日本\t3\n韩国\t5\t6\n";
    check_doubts(source, &["this row has 2 cells, the head of its table 3; its figures are left unread"]);
    assert_eq!(linked(source).facts.len(), 4);
}

#[test]
fn columns_that_do_not_add_up_are_told() {
    let rows = "国别\t2019年\t2020年\n印度\t1.2\t2\n日本\t3.4\t4\n";
    check_doubts(
        &format!("表1 贸易额（亿美元）\n\n{rows}合计\t4.7\t8\n"),
        &["the 2 rows of 2020 add up to 6, not to the stated 8"],
    );
    check_doubts(&format!("表1 贸易额增长率（%）\n\n{rows}合计\t2.1\t3\n"), &[]);
}
