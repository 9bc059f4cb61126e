//! The examples of `rules/measures.toml`.

use kaoju_extract::Options;

use super::rules;

/// The facts of a text, as the examples write them.
fn facts(text: &str) -> String {
    let document = kaoju_normalize::normalize(text.as_bytes());
    let segmented = kaoju_segment::segment(&document);
    let options = Options { date: Some("2021-05-26"), ..Options::default() };
    let extraction = kaoju_extract::extract(&document.text, &segmented, &options);
    let facts = crate::link(&document.text, &segmented, &extraction).facts;
    facts.iter().map(|fact| crate::notation(&fact.statement)).collect::<Vec<_>>().join("; ")
}

#[test]
fn every_example_gives_the_facts_it_says() {
    let examples = rules().flat_map(|rule| rule.examples);
    let wrong: Vec<String> = examples
        .filter_map(|example| {
            let (text, expected) = example.split_once("=>").unwrap();
            let found = facts(text.trim());
            (found != expected.trim())
                .then(|| format!("{text}\n  expected {}\n  found    {found}", expected.trim()))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_heading_with_a_year_dates_its_section_and_one_with_a_day_does_not() {
    let section = |heading: &str| facts(&format!("{heading}\n\n国内生产总值为90万亿元。\n"));
    assert!(section("一、2019年工作回顾").contains("| 2019 |"), "{}", section("一、2019年工作回顾"));
    assert!(section("一、2022年10月14日要闻").contains("| - |"), "{}", section("一、2022年10月14日要闻"));
    let years = facts("一、过去五年工作的回顾\n\n五年投资为90万亿元。贷款为3万亿元。\n");
    assert!(years.contains("| 2016/2020 | 90") && years.contains("| - | 3"), "{years}");
    assert!(section("一、过去一年工作的回顾").contains("| 2020 |"));
    assert!(section("一、过去五年取得的成绩").contains("| - |"));
    let plans = section("一、“十三五”时期成就和“十四五”时期目标\n\n“十四五”时期是新的五年。");
    assert!(plans.contains("| 2021/2025 |"), "{plans}");
    let aims = facts("“十四五”时期城镇化率提高到65%，收入增长5%。\n");
    assert!(aims.contains("城镇化率 | 2025 |") && aims.contains("收入 | 2021/2025 |"), "{aims}");
}

#[test]
fn the_past_year_is_the_one_that_a_paragraph_before_told_of() {
    let year = "2020年是人民继续胜利前进的一年，也是各项事业都取得新的成就的一年，收成很好，生活有了改善。";
    let past = "过去一年里，成绩是把2018年出现的过热调整过来。产值达到90亿元，比上年增长9%。";
    let told = facts(&format!("{year}\n\n{past}\n"));
    assert!(told.contains("| 2020 | 9000000000 CNY") && told.contains("| 2020 | 9 % up vs 2019"), "{told}");
}

#[test]
fn what_is_told_of_a_person_or_from_abroad_is_not_the_countrys() {
    let home = |text: &str| facts(&format!("我国、我国、我国、我国。\n\n{text}\n"));
    let whose = |text: &str, expected: &str| assert!(home(text).starts_with(expected), "{}", home(text));
    whose("他承包了一片地，土地面积达到3000亩。", "- |");
    whose("央视网消息（新闻联播）：黎巴嫩多地发生爆炸。爆炸已造成20人死亡。", "黎巴嫩 |");
    whose("今年，经口岸进出口越南的农产品达到117万吨。", "中国 |");
}

#[test]
fn a_noun_that_runs_into_a_date_is_no_trouble() {
    facts(
        "欧亚经济联盟的形成\n2条约014年5月2俄罗斯、1日起正式生效。\n2017年成员国之间的贸易总额为547亿美元。\n",
    );
}

#[test]
fn a_noun_that_goes_on_behind_its_clause_is_no_trouble() {
    facts("培训500名职业院校校长，培养1万名“中文+职业技能”复合型人才，邀请两万名官员。\n");
}
