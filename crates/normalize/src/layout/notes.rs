//! What tells a note or a reference from the text.

use aho_corasick::{AhoCorasick, Input, MatchKind};
use std::sync::OnceLock;

use super::signs::{Counts, Signs};
use crate::chars::{is_han, is_ringed};

/// First words of lines that are no body: sources, authors, editors.
const FIRST_WORDS: &[&str] = &[
    "资料来源",
    "数据来源",
    "来源：",
    "来源:",
    "注：",
    "注:",
    "说明：",
    "作者简介",
    "作者单位",
    "作者：",
    "作者系",
    "收稿日期",
    "修回日期",
    "基金项目",
    "通讯作者",
    "责任编辑",
    "责编",
    "编辑：",
    "编辑:",
    "参考文献",
    "注释：",
    "Source:",
    "Note:",
    "本文系",
    "本文为国家",
];

/// What an address on the web begins with; prose of several sentences may hold one too.
const ADDRESS: &str = "http";

/// Words that only references hold, or hold with a name, a mark or a year beside them.
const REFERENCE_WORDS: &[&str] = &[
    ADDRESS,
    "载《",
    "编：《",
    "著：《",
    "Email",
    "E-mail",
    "同上，",
    "同上。",
    "参见《",
    "参见：",
    "译：《",
    "University Press",
    "pp.",
    "Vol.",
];

/// Where references cite news and papers from, behind a title.
const AGENCIES: &[&str] =
    &["》，新华社，", "》，新华网，", "》，人民网，", "”，新华社，", "》，《", "”，《", "》，载"];

/// The publisher, whom references follow with a year.
const PUBLISHER: &str = "出版社";

/// Lines longer than this many bytes are paragraphs, whatever they cite.
const LONGEST: usize = 420;

/// Whether the line opens a note by its mark or its first words.
pub(crate) fn begins_note(line: &str, first: char, signs: &Signs) -> bool {
    let second = line.chars().nth(1);
    match first {
        c if is_ringed(c) => {
            second.is_some_and(|c| c == ' ' || "《“〔[".contains(c) || c.is_ascii_alphabetic())
                || cites(line, signs)
        }
        '*' | '∗' | '＊' | '※' => second.is_some_and(|c| c == ' ' || is_han(c)),
        '^' | '[' | '〔' => {
            let inner = line.trim_start_matches('^').trim_start_matches(['[', '〔']);
            let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
            (1..=3).contains(&(inner.len() - rest.len())) && rest.starts_with([']', '〕'])
        }
        _ => {
            let line = line.trim_start_matches(['（', '(', '【', '[']);
            let first = line.chars().next().unwrap_or(' ');
            may_begin_note(first) && FIRST_WORDS.iter().any(|word| line.starts_with(word))
        }
    }
}

/// Whether one of [`FIRST_WORDS`] begins with this character.
fn may_begin_note(first: char) -> bool {
    matches!(
        first,
        '资' | '数'
            | '来'
            | '注'
            | '说'
            | '作'
            | '收'
            | '修'
            | '基'
            | '通'
            | '责'
            | '编'
            | '参'
            | '本'
            | 'S'
            | 'N'
    )
}

/// Whether the line reads like a reference.
pub(crate) fn is_reference(line: &str, signs: &Signs, counts: Counts) -> bool {
    line.len() <= LONGEST && (cites(line, signs) || is_foreign(line, counts))
}

fn cites(line: &str, signs: &Signs) -> bool {
    if line.starts_with("同上") {
        return true;
    }
    if !signs.citing && !is_speech(line) && !line.contains('年') {
        return false;
    }
    let (mut word, mut agency, mut published) = (false, false, false);
    let mut at = 0;
    while let Some(found) = finder().find(Input::new(line).range(at..)) {
        at = found.start() + 1;
        let pattern = found.pattern().as_usize();
        if pattern < REFERENCE_WORDS.len() {
            word |= REFERENCE_WORDS[pattern] != ADDRESS || line.matches('。').take(2).count() < 2;
        } else if pattern < REFERENCE_WORDS.len() + AGENCIES.len() {
            agency = true;
        } else {
            let after = line[found.end()..].trim_start_matches(['，', ',', ' ']);
            published |= after.len() >= 4 && after.as_bytes()[..4].iter().all(u8::is_ascii_digit);
        }
    }
    let titled = line.starts_with(['《', '“']);
    if word {
        return line.contains(['《', '“', '〔', '@', ':', '：', '年']);
    }
    published || agency && titled || is_dated(line, titled) || is_titled(line) || is_speech(line)
}

/// All words that are looked for, in one automaton. They may overlap, but none begins with another.
fn finder() -> &'static AhoCorasick {
    static FINDER: OnceLock<AhoCorasick> = OnceLock::new();
    FINDER.get_or_init(|| {
        let words = REFERENCE_WORDS.iter().chain(AGENCIES).chain([&PUBLISHER]);
        let leftmost = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words);
        leftmost.expect("a few dozen short words are within the limits of an automaton")
    })
}

/// 《…》，…，2014年5月20日。 — a title, a comma, and a date, issue or page at the end.
fn is_dated(line: &str, titled: bool) -> bool {
    let dated = ["日。", "日", "期。", "页。", "年版。"].iter().any(|end| line.ends_with(end));
    dated
        && line.len() < 300
        && (titled || line.contains("：《") || line.contains("：“"))
        && (line.contains("》，") || line.contains("”，"))
        && line.matches('。').count() <= 1
}

/// 某人：《…》。 and nothing else.
fn is_titled(line: &str) -> bool {
    line.ends_with("》。")
        && line.split_once("：《").is_some_and(|(author, _)| {
            author.len() <= 36 && author.chars().all(|c| is_han(c) || matches!(c, '、' | '·'))
        })
        && line.matches(['。', '，']).count() == 1
}

/// 某人在某处的发言。
fn is_speech(line: &str) -> bool {
    let speech = ["的发言。", "的讲话。", "的演讲。"].iter().any(|end| line.ends_with(end));
    speech && line.len() < 200 && !line.contains('，')
}

/// Mostly Latin or Cyrillic letters, as a reference in another language or the tail of an address.
fn is_foreign(line: &str, counts: Counts) -> bool {
    // Nine bytes of ten of Chinese text belong to characters of three bytes.
    if counts.chinese as usize * 5 > line.len() {
        return false;
    }
    let (mut han, mut letters) = (0, 0);
    for c in line.chars() {
        han += usize::from(is_han(c));
        letters += usize::from(c.is_alphabetic() && !is_han(c));
    }
    letters > 12 && han * 8 < letters
}

/// Compound surnames, and single ones by how common they are.
const COMPOUND: &[&str] =
    &["欧阳", "司马", "上官", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "东方", "端木"];
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂柴焦向柳邢岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边";

/// Whether the line is names of authors and nothing else.
pub(crate) fn is_author(line: &str) -> bool {
    let mut names = line.split([' ', '、', '，']).filter(|name| !name.is_empty()).peekable();
    names.peek().is_some() && names.all(is_name)
}

fn is_name(name: &str) -> bool {
    let count = name.chars().count();
    let compound = COMPOUND.iter().any(|surname| name.starts_with(surname));
    let single = name.chars().next().is_some_and(|c| SURNAMES.contains(c));
    name.chars().all(is_han) && (single && (2..=3).contains(&count) || compound && (3..=4).contains(&count))
}
