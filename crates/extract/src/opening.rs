//! How a paragraph opens: the number of an item, the name of a section.

use crate::cursor::any_at;
use crate::numeral::starts_han;

/// Whether a heading says what its section is about (一、2011年工作回顾), not what happened (2024年研发经费增长).
pub(crate) fn opens_section(heading: &str) -> bool {
    const ABOUT: [&str; 8] = ["工作", "回顾", "任务", "要点", "部署", "总结", "形势", "情况"];
    let numbered = heading.trim_start_matches(['第', '（', '(']);
    let numbered =
        numbered.starts_with(starts_han) && heading.chars().take(6).any(|c| "、章节）)部".contains(c));
    numbered || ABOUT.iter().any(|word| heading.contains(word))
}

/// The place after an enumerator that runs into a date: 6.1月中小企业发展指数, 7.1—10月. 2.5年 is an amount.
pub(crate) fn enumerator(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    let number = digits(0);
    if !(1..=2).contains(&number) || bytes.get(number) != Some(&b'.') {
        return 0;
    }
    let end = number + 1 + digits(number + 1);
    // 7.1—10月.
    let last = any_at(text, end, &["—", "-", "~", "至"]).map_or(end, |from| from + digits(from));
    let dated = match end - number - 1 {
        1 | 2 => any_at(text, last, &["月", "日"]).is_some(),
        4 => any_at(text, end, &["年"]).is_some() && matches!(bytes[number + 1], b'1' | b'2'),
        _ => false,
    };
    if dated { number + 1 } else { 0 }
}
