//! Numbers that only name something: telephone numbers, models, versions, numbers of documents, scores.

use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use super::read::Reading;
use crate::cursor::{any_at, any_before, char_at, char_before, is_han, skip_spaces, tail};
use crate::lexicon::Lexicon;
use crate::numeral::in_identifier;

/// The words, see `rules/codes.toml`.
#[derive(Default, Deserialize)]
struct Codes {
    before: Vec<String>,
    models: Vec<String>,
    after: Vec<String>,
    known: Vec<String>,
    near: Vec<String>,
    won: Vec<String>,
}

impl Codes {
    fn get() -> &'static Codes {
        static CODES: OnceLock<Codes> = OnceLock::new();
        CODES.get_or_init(|| read().unwrap_or_default())
    }
}

/// Reads the file; a test sees that this succeeds.
fn read() -> Result<Codes, toml::de::Error> {
    toml::from_str(include_str!("../../rules/codes.toml"))
}

/// Whether a number is a code by what stands beside it.
pub(super) fn is_code(lexicon: &Lexicon, text: &str, read: &Reading) -> bool {
    if !read.arabic {
        return numbered(text, read);
    }
    // The dash of 歼-20 is no minus sign.
    let dash = text[read.start..].starts_with('-') && char_before(text, read.start).is_some_and(is_han);
    let read = &Reading { start: read.start + usize::from(dash), ..*read };
    lettered(lexicon, text, read)
        || telephone(text, read)
        || labelled(text, read)
        || numbered(text, read)
        || document(text, read)
        || score(text, read)
}

/// Digits among letters: MS-21, 5G, 99A坦克, C5+1, 600000.SH; not those behind the sign of a currency.
fn lettered(lexicon: &Lexicon, text: &str, read: &Reading) -> bool {
    let letters = text[..read.start].bytes().rev().take(5).take_while(u8::is_ascii_alphabetic).count();
    let from = read.start - letters;
    let currency =
        letters > 0 && lexicon.money_before.at(text, from).is_some_and(|(end, _)| end == read.start);
    // 5G by itself, 4K and 7B before what they describe.
    let described = char_at(text, read.end).is_some_and(is_han);
    let short = read.end - read.start == 2;
    let generation = match text.as_bytes()[read.end - 1] {
        b'G' => short,
        b'B' | b'T' | b'K' => {
            short && described || any_at(text, read.end, &["模型", "大模型", "参数"]).is_some()
        }
        _ => false,
    };
    let suffix = char_at(text, read.end).is_some_and(|c| c.is_ascii_uppercase() && !"KMBTG".contains(c))
        && lexicon.units.whole_at(text, read.end).is_none();
    let generation = generation
        || text[read.end..].starts_with('G')
            && read.end - read.start == 1
            && !char_at(text, read.end + 1).is_some_and(|c| c.is_ascii_alphanumeric());
    let exchange = text[read.end..].starts_with('.')
        && char_at(text, read.end + 1).is_some_and(|c| c.is_ascii_alphabetic());
    // C5+1: the number before the sign has a letter before it.
    let added = text[..read.start].strip_suffix('+').is_some_and(|head| {
        let digits = head.bytes().rev().take(3).take_while(u8::is_ascii_digit).count();
        digits > 0 && in_identifier(head, head.len() - digits)
    });
    (in_identifier(text, read.start) && !currency) || generation || suffix || exchange || added
}

/// A telephone number: 13912345678, 010-12345678, 400-123-4567, (010)12345678.
fn telephone(text: &str, read: &Reading) -> bool {
    let digits = |range: Range<usize>| text[range].bytes().all(|b| b.is_ascii_digit());
    let length = read.end - read.start;
    if !digits(read.start..read.end) || length > 12 {
        return false;
    }
    let mobile = length == 11 && text[read.start..].starts_with('1');
    let dialled = |c: &u8| c.is_ascii_digit() || matches!(c, b'-' | b')');
    let behind = text[read.end..].bytes().take(16).take_while(dialled).count();
    let ahead = text[..read.start].bytes().rev().take(16).take_while(dialled).count();
    let run = &text[read.start - ahead..read.end + behind];
    let count = run.bytes().filter(u8::is_ascii_digit).count();
    let groups = run.trim_matches('-').split(['-', ')']).filter(|group| !group.is_empty()).count();
    let area = run.starts_with('0') || text[..read.start - ahead].ends_with('(');
    mobile || (groups > 2 && (10..=15).contains(&count)) || (groups == 2 && area && (9..=13).contains(&count))
}

/// A number behind a word that names it: 热线12345, 邮编：100080, 波音737; and a service number beside what tells of one.
fn labelled(text: &str, read: &Reading) -> bool {
    let codes = Codes::get();
    let whole = text[read.start..read.end].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.');
    if !whole || Lexicon::get().units.at(text, read.end).is_some_and(|(end, _)| end > read.end + 3) {
        return false;
    }
    let at =
        any_before(text, read.start, &["：", ":", " ", "-", "为", "是", "（", "("]).unwrap_or(read.start);
    let head = &text[..at];
    let told = |words: &[String]| words.iter().any(|word| head.ends_with(word.as_str()));
    if told(&codes.before) || (text[at..].starts_with('-') && told(&codes.models)) {
        return true;
    }
    let known = codes.known.iter().any(|known| *known == text[read.start..read.end]);
    let around = || {
        let end =
            read.end + text[read.end..].char_indices().nth(8).map_or(text.len() - read.end, |(to, _)| to);
        [tail(text, read.start, 4), &text[read.end..end]]
    };
    known && around().iter().any(|near| codes.near.iter().any(|word| near.contains(word.as_str())))
}

/// A number before a word that it names: 10号线, 第2231号决议, 055型驱逐舰, 神舟十三号.
fn numbered(text: &str, read: &Reading) -> bool {
    let codes = Codes::get();
    let rest = &text[read.end..];
    let begins = |words: &[String]| words.iter().any(|word| rest.starts_with(word.as_str()));
    if rest.starts_with('号') {
        let head = &text[..read.start];
        let ends = |words: &[String]| words.iter().any(|word| head.ends_with(word.as_str()));
        let street = head.ends_with(['街', '路', '巷', '弄', '道']) || head.ends_with("胡同");
        return begins(&codes.after) || ends(&codes.before) || ends(&codes.models) || street;
    }
    let flat = ["栋", "幢"].iter().any(|word| {
        rest.strip_prefix(word).is_some_and(|room| room.starts_with(|c: char| c.is_ascii_digit()))
    });
    flat || read.arabic && !rest.starts_with(['型', '式']) && begins(&codes.after)
        || read.arabic && rest.starts_with(['型', '式']) && !rest.starts_with("型号")
}

/// 国发〔2014〕5号, 第1701（2006）号: the year and the number of a document.
fn document(text: &str, read: &Reading) -> bool {
    let year = |at: usize| {
        let digits = text.as_bytes()[at..].iter().take(5).take_while(|b| b.is_ascii_digit()).count();
        digits == 4
    };
    let closes = |at: usize| char_at(text, at).filter(|c| matches!(c, '〕' | ']' | '）' | ')' | '】'));
    let opens = |c: char| matches!(c, '〔' | '[' | '（' | '(' | '【');
    let numbered = |at: usize| {
        let digits = text.as_bytes()[at..].iter().take(6).take_while(|b| b.is_ascii_digit()).count();
        text[at + digits..].starts_with('号')
    };
    // The year itself.
    if year(read.start)
        && char_before(text, read.start).is_some_and(opens)
        && let Some(c) = closes(read.end)
    {
        return numbered(read.end + c.len_utf8());
    }
    // 1701（2006）号.
    if let Some(open) = char_at(text, read.end).filter(|c| opens(*c)) {
        let at = read.end + open.len_utf8();
        let end = at + 4;
        return year(at) && closes(end).is_some_and(|c| text[end + c.len_utf8()..].starts_with('号'));
    }
    // 〔2014〕5号.
    let close = char_before(text, read.start).filter(|c| matches!(c, '〕' | ']' | '）' | ')' | '】'));
    text[read.end..].starts_with('号')
        && close.is_some_and(|c| {
            let head = &text[..read.start - c.len_utf8()];
            head.bytes().rev().take(5).take_while(u8::is_ascii_digit).count() == 4
        })
}

/// The score of a game: 比分3:2, 以3比2获胜.
fn score(text: &str, read: &Reading) -> bool {
    const BETWEEN: [char; 4] = [':', '：', '比', '-'];
    let small = |from: usize| {
        let digits = text.as_bytes()[from..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
        (1..=3).contains(&digits).then_some(from + digits)
    };
    let next = char_at(text, read.end).filter(|c| BETWEEN.contains(c));
    let end = match next {
        Some(c) => small(read.end + c.len_utf8()),
        None => char_before(text, read.start).filter(|c| BETWEEN.contains(c)).map(|_| read.end),
    };
    let Some(end) = end else { return false };
    let after = skip_spaces(text, end, 1);
    let won = Codes::get().won.iter().any(|word| text[after..].starts_with(word.as_str()));
    let head = &text[..read.start];
    won || next.is_some() && (head.ends_with("比分") || head.ends_with("比分为"))
        || next.is_none() && tail(text, read.start, 6).contains("比分")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_words_are_read() {
        assert!(!super::read().unwrap().before.is_empty());
    }
}
