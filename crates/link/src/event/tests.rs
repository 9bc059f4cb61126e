//! The examples of `rules/actions.toml`, run, and what more than one rule has to do with.

use kaoju_extract::{Options, extract};
use kaoju_normalize::normalize;
use kaoju_segment::segment;

/// What is told of instruments in a document of 2021-05-26: `action date name (parties)`.
fn shown(text: &str) -> String {
    let normalized = normalize(text.as_bytes());
    let segmented = segment(&normalized);
    let options = Options { date: Some("2021-05-26"), ..Options::default() };
    let extraction = extract(&normalized.text, &segmented, &options);
    let linked = crate::link(&normalized.text, &segmented, &extraction);
    let events = linked
        .facts
        .iter()
        .map(|fact| &fact.statement)
        .filter(|s| s.name() == "treaty_event")
        .map(crate::notation);
    format!("{text} => {}", events.collect::<Vec<_>>().join("; ")).trim_end().to_owned()
}

#[track_caller]
fn check(examples: &[&str]) {
    let wrong: Vec<String> = examples
        .iter()
        .map(|line| (shown(line.split(" =>").next().unwrap_or_default()), line))
        .filter(|(is, line)| is != *line)
        .map(|(is, line)| format!("\n  is     {is}\n  should {line}"))
        .collect();
    assert!(wrong.is_empty(), "{} examples are wrong:{}", wrong.len(), wrong.concat());
}

#[test]
fn examples_of_the_rules() {
    let examples: Vec<&str> = super::rules().flat_map(|rule| rule.examples).map(String::as_str).collect();
    assert!(examples.len() > 20);
    check(&examples);
}

#[test]
fn what_is_told_at_length() {
    check(&[
        "1992年5月15日，俄罗斯、哈萨克斯坦、塔吉克斯坦在塔什干签署《集体安全条约》，1994年4月20日条约生效，有效期5年。 => signed 1992-05-15 集体安全条约 (KZ RU TJ); effective 1994-04-20 集体安全条约 (KZ RU TJ)",
        "2002年6月7日，上海合作组织成员国元首在圣彼得堡签署《上海合作组织宪章》，该宪章于2003年9月19日生效。 => signed 2002-06-07 上海合作组织宪章 (SCO); effective 2003-09-19 上海合作组织宪章 (SCO)",
        "1689年中俄签订《尼布楚条约》，1858年签订《瑷珲条约》，1860年又签订《北京条约》。 => signed 1689 尼布楚条约 (CN RU); signed 1858 瑷珲条约 (CN RU); signed 1860 北京条约 (CN RU)",
        "2002年，美国单方面退出《反导条约》，2019年又退出《中导条约》。 => terminated 2002 反导条约 (US); terminated 2019 中导条约 (US)",
        "俄乌两国1997年签署的《俄乌友好合作伙伴关系条约》已于2019年4月1日失效。 => signed 1997 俄乌友好合作伙伴关系条约 (RU UA); terminated 2019-04-01 俄乌友好合作伙伴关系条约 (RU UA)",
        "《中俄睦邻友好合作条约》是2001年7月16日签署的。 => signed 2001-07-16 中俄睦邻友好合作条约 (CN RU)",
    ]);
}

#[test]
fn a_treaty_that_is_only_mentioned_is_no_event() {
    check(&[
        "各方应切实遵守《联合国宪章》，反对霸权主义。 =>",
        "双方就落实《中俄睦邻友好合作条约》签署了两份文件。 =>",
        "《中俄睦邻友好合作条约》《打击恐怖主义、分裂主义和极端主义上海公约》等一系列文件提供了法律保障。 =>",
        "中国申请加入《数字经济伙伴关系协定》。 =>",
    ]);
}

#[test]
fn a_section_that_looks_back_gives_its_year() {
    check(&["一、2020年工作回顾\n\n完成《中欧投资协定》谈判。 => negotiated 2020 中欧投资协定 (CN EU)"]);
}
