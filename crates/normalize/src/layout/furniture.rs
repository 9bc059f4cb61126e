//! Page numbers, running heads and what a site puts around an article.

use super::line::{Kind, Line};
use crate::Pass;
use crate::chars::is_han;

pub(crate) const PASS: Pass = Pass {
    id: "layout/furniture",
    about: "Page numbers, running heads, the path to a page and the lists of other articles below it are furniture.",
    examples: &[],
};

/// Lines that stand before lists of other articles.
const LISTS: &[&str] = &[
    "相关文章",
    "相关阅读",
    "相关新闻",
    "相关推荐",
    "相关链接",
    "相关报道",
    "推荐阅读",
    "延伸阅读",
    "热门文章",
    "热门推荐",
    "热门新闻",
    "猜你喜欢",
    "上一篇",
    "下一篇",
    "版权声明",
    "免责声明",
    "更多精彩",
    "最新文章",
    "为您推荐",
    "网友评论",
    "大家都在看",
    "友情链接",
    "Copyright",
    "版权所有",
    "ICP备",
];

/// Lines that are furniture wherever they stand.
const ALONE: &[&str] = &[
    "查看原文",
    "阅读原文",
    "返回顶部",
    "返回首页",
    "分享到",
    "打印本页",
    "关闭窗口",
    "责任编辑",
    "字体：大中小",
    "扫一扫",
];

/// What the path to a page begins with.
const PATHS: &[&str] =
    &["当前位置", "您的位置", "您现在的位置", "您当前的位置", "所在位置", "首页 >", "首页>", "主页 >"];

/// Whether the line is furniture by itself.
pub(crate) fn is_furniture(line: &str) -> bool {
    line.len() < 300 && is_rule(line)
        || is_page_number(line)
        || line.starts_with(['当', '您', '所', '首', '主']) && PATHS.iter().any(|path| line.starts_with(path))
        || ALONE.contains(&line.trim_end_matches(['>', '：', ':']))
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | '—' | '·' | ' '))
}

/// 12, - 12 -, ·12·, 第12页
fn is_page_number(line: &str) -> bool {
    if line.len() > 24 {
        return false;
    }
    let inner = line.trim_matches(|c: char| matches!(c, '-' | '·' | '—' | '~' | ' ' | '–'));
    let inner = inner.strip_prefix('第').and_then(|rest| rest.strip_suffix('页')).unwrap_or(inner).trim();
    (1..=4).contains(&inner.len()) && inner.bytes().all(|b| b.is_ascii_digit())
}

/// Marks as furniture what only the lines around it tell: running heads and lists of other articles.
pub(crate) fn mark(lines: &mut [Line], text: &str) {
    // A number that is the whole document numbers no page.
    if let [only] = lines
        && is_page_number(only.text(text))
    {
        only.kind = Kind::Prose;
    }
    mark_running_heads(lines, text);
    mark_lists(lines, text);
}

/// A short line set off by empty lines, with the number of an issue or blanks at its end, where a page begins.
fn mark_running_heads(lines: &mut [Line], text: &str) {
    for line in lines {
        let loose = matches!(line.kind, Kind::Title | Kind::Heading | Kind::Prose | Kind::Reference)
            && !line.signs.punctuated()
            && line.width <= 90;
        if !loose || line.blank_before == 0 {
            continue;
        }
        let written = line.text(text);
        let issue = written.ends_with('期')
            && written.contains('年')
            && written.contains("第")
            && !written.contains('《')
            && line.width <= 64;
        let padded = text[line.range.end..].starts_with(' ') && line.blank_before >= 3 && line.width >= 24;
        if issue || padded {
            line.kind = Kind::Furniture;
        }
    }
}

fn mark_lists(lines: &mut [Line], text: &str) {
    let is_list = |line: &Line| {
        let written = line.text(text);
        line.width <= 60 && !line.signs.stop && LISTS.iter().any(|word| written.starts_with(word))
    };
    let half = lines.len() / 2;
    let Some(first) = lines.iter().skip(half).position(is_list).map(|at| at + half) else { return };
    let is_link = |line: &Line| line.width <= 120 && !line.signs.punctuated();
    let after = lines[first..]
        .iter()
        .take_while(|line| is_link(line) || is_list(line) || line.kind == Kind::Furniture)
        .count();
    // What ends the document belongs to the list, unless the article goes on after it.
    if first + after < lines.len() && lines[first + after..].iter().any(|line| line.width > 200) {
        return;
    }
    let title = lines.iter().take(4).map(|line| line.text(text).to_owned()).collect::<Vec<_>>();
    let before = lines[..first]
        .iter()
        .rev()
        .take(12)
        .take_while(|line| is_link(line) && line.is_body() && is_unfinished(line.text(text)))
        .count();
    let repeats =
        lines[first - before..first].iter().any(|line| title.iter().any(|title| title == line.text(text)));
    let start = if repeats || before >= 2 { first - before } else { first };
    for line in &mut lines[start.max(1)..] {
        line.kind = Kind::Furniture;
    }
}

fn is_unfinished(line: &str) -> bool {
    line.chars()
        .next_back()
        .is_some_and(|c| is_han(c) || matches!(c, ')' | '）' | '”' | '」') || c.is_alphanumeric())
}
