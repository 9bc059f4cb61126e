//! Where a mention may begin: what a character, with the one before and the one behind it, may be the start of.
//!
//! Most places of a text begin nothing. A word is looked up only where its first characters stand together, three of
//! them if it has as many, which leaves hardly any place where it does not stand itself.

use crate::cursor::{char_at, char_before};
use crate::date::lunar;
use crate::lexicon::{DateWord, Lexicon, Words};
use crate::numeral::starts_han;

/// A date may begin.
pub(crate) const DATE: u16 = 1;
/// A figure may begin.
pub(crate) const FIGURE: u16 = 2;
/// A fixed phrase may begin.
pub(crate) const FIXED: u16 = 4;
/// The name of a known instrument may begin.
pub(crate) const KNOWN: u16 = 8;
/// The name of an instrument may end.
pub(crate) const HEAD: u16 = 16;
/// A name in brackets may begin.
pub(crate) const BRACKET: u16 = 32;
/// A date or figure may go on behind a Chinese numeral.
pub(crate) const GOES_ON: u16 = 64;
/// A date that has a name may begin: 春节, 雍正, 腊月.
pub(crate) const NAMED: u16 = 128;
/// What only speech says may begin: 周三, 上午.
pub(crate) const SPOKEN: u16 = 256;
/// A date may go on behind a number.
pub(crate) const DATE_GOES_ON: u16 = 512;
/// A currency may be named before its amount: 人民币, US$.
pub(crate) const MONEY: u16 = 1024;
/// What two characters may begin depends on the third.
const THIRD: u16 = 1 << 13;
/// What may begin with the character depends on the next one.
const BEGINS: u16 = 1 << 14;
/// What may end with it depends on the one before.
const ENDS: u16 = 1 << 15;

/// What every character by itself may begin.
const ALONE: u16 = DATE | FIGURE | FIXED | KNOWN | BRACKET | NAMED | MONEY;

/// Characters that begin a date or figure by what they are, whatever follows: 每年, 第一季度, 半年, 隔日.
const OPENERS: &[(&str, u16)] =
    &[("第每半", DATE | FIGURE), ("隔", DATE), ("《“", BRACKET), (SPOKEN_OPENERS, SPOKEN)];

const SPOKEN_OPENERS: &str = "周星礼凌后早清晨上午正中下晏傍黄晚夜半深最本这今个分两Q";

/// Characters that begin one only before certain others: 上世纪, 前三季度, 公元, 数十, 打八折, “十四五”.
/// `0` stands for every character that begins a numeral.
const BEFORE: &[(&str, &str, u16)] = &[
    ("上下本这今前后头首", "0个半周星礼月季年日天旬世上下", DATE),
    ("今", "明", DATE),
    ("明", "后", DATE),
    ("逐", "年月周季日天星礼小", DATE),
    ("去昨", "今", DATE),
    ("此", "日", DATE),
    ("差", "0", SPOKEN),
    ("俩仨", "月年周星礼小钟", SPOKEN),
    ("黎", "明", SPOKEN),
    ("拂", "晓", SPOKEN),
    ("晌", "午", SPOKEN),
    ("白", "天", SPOKEN),
    ("朝", "早", SPOKEN),
    ("新", "世", DATE),
    ("公", "元历", DATE),
    ("西", "元", DATE),
    ("元", "月", DATE),
    ("民", "国", DATE),
    ("“", "0", DATE),
    ("上数", "0", DATE | FIGURE),
    ("参", "拾佰仟万亿", FIGURE),
    ("打", "0对", FIGURE),
    ("米块个", "一二三四五六七八九半", FIGURE),
    ("摄华", "氏", FIGURE),
    ("东", "正", NAMED),
    ("闰", "0正冬腊", NAMED),
    ("初", "一二三四五六七八九十", NAMED),
    ("甲丙戊庚壬", "子寅辰午申戌", DATE),
    ("乙丁己辛癸", "丑卯巳未酉亥", DATE),
    ("逢", "周星礼", DATE),
    ("月", "底末初", SPOKEN),
    ("年", "三初", SPOKEN),
    ("呢", "个星礼", SPOKEN),
    ("上下", "昼", SPOKEN),
];

/// What stands behind a Chinese numeral that is part of a date or figure, besides units.
const BEHIND_HAN: &str = "年月日号时点分半周天星小秒毫微纳刻财学昼个世季成倍大之百％%‰—–~－-至到─―/、，,和及与或工礼钟折份千兆十 ”载又";

/// What stands behind a number that is part of a date.
const BEHIND_DATED: &str = "年月日号时点分秒毫微纳个天周星礼季旬世小工多余来几半刻昼晚夜钟季度之又零初正冬腊闰载财学期规计\
                             :：/.-－—–~─―至到、，,和及与或’'”）)";

/// What each character may begin, by itself and with its neighbour.
#[derive(Debug)]
pub(crate) struct Triggers {
    /// By the character, for the Basic Multilingual Plane.
    alone: Box<[u16; PLANE]>,
    /// By two or three characters together, hashed: what they may begin, or for [`HEAD`] end.
    together: Vec<u16>,
    /// A bit for each place of them by other bits of the hash. Hardly any pair of a text has one, and so small a table
    /// stays in the cache.
    known: Vec<u64>,
}

const PLANE: usize = 0x1_0000;
/// So many that hardly two openings of the lexicon share a place.
const PLACES: u32 = 18;
/// So many that nine in ten other openings are told from them.
const BITS: u32 = 16;

impl Default for Triggers {
    fn default() -> Self {
        Self { alone: Box::new([0; PLANE]), together: vec![0; 1 << PLACES], known: vec![0; 1 << (BITS - 6)] }
    }
}

impl Triggers {
    pub(crate) fn of(lexicon: &Lexicon) -> Self {
        let mut triggers = Self::default();
        let numerals: Vec<char> = numerals().filter(|c| *c != '参').collect();
        for c in numerals.iter().filter(|c| !matches!(c, '上' | '数')) {
            triggers.set(*c, DATE | FIGURE);
        }
        for (chars, bits) in OPENERS {
            chars.chars().for_each(|c| triggers.set(c, *bits));
        }
        for (chars, others, bits) in BEFORE {
            for (c, other) in chars.chars().flat_map(|c| others.chars().map(move |other| (c, other))) {
                match other {
                    '0' => numerals.iter().for_each(|next| triggers.pair(c, *next, *bits, c)),
                    other => triggers.pair(c, other, *bits, c),
                }
            }
        }
        let dates = lexicon.dates.iter();
        let dates =
            dates.filter(|(word, means)| word.starts_with('年') || !matches!(means, DateWord::Part(_)));
        triggers.words(dates.map(|(word, _)| word), DATE);
        triggers.words(keys(&lexicon.money_before), MONEY);
        triggers.words(keys(&lexicon.fixed), FIXED);
        triggers.words(keys(&lexicon.treaties.known), KNOWN);
        triggers.words(
            keys(&lexicon.festivals).chain(keys(&lexicon.reigns)).chain(lunar::OPENINGS.iter().copied()),
            NAMED,
        );
        triggers.words(keys(&lexicon.spoken), SPOKEN);
        for head in lexicon.treaties.sure_heads.values().flatten() {
            let mut last = head.word.chars().rev();
            match (last.next(), last.next()) {
                (Some(last), Some(before)) => triggers.pair(before, last, HEAD, last),
                (Some(last), None) => triggers.set(last, HEAD),
                _ => {}
            }
        }
        let units = keys(&lexicon.units).chain(keys(&lexicon.money_parts));
        units.filter_map(|word| word.chars().next()).for_each(|c| triggers.set(c, GOES_ON));
        BEHIND_HAN.chars().for_each(|c| triggers.set(c, GOES_ON));
        BEHIND_DATED.chars().for_each(|c| triggers.set(c, DATE_GOES_ON));
        triggers
    }

    fn set(&mut self, c: char, bits: u16) {
        if let Some(alone) = self.alone.get_mut(c as usize) {
            *alone |= bits;
        }
    }

    /// Two characters together; `at` is the one of them that is looked at.
    fn pair(&mut self, first: char, second: char, bits: u16, at: char) {
        self.put(two(first as usize, second as usize), bits);
        self.set(at, if bits == HEAD { ENDS } else { BEGINS });
    }

    fn put(&mut self, codes: usize, bits: u16) {
        let (place, bit) = hashed(codes);
        self.together[place] |= bits;
        self.known[bit / 64] |= 1 << (bit % 64);
    }

    fn words<'w>(&mut self, words: impl Iterator<Item = &'w str>, bits: u16) {
        for word in words {
            let mut chars = word.chars();
            match (chars.next(), chars.next(), chars.next()) {
                (Some(first), Some(second), Some(third)) => {
                    self.pair(first, second, THIRD, first);
                    self.put(three(first as usize, second as usize, third as usize), bits);
                }
                (Some(first), Some(second), None) => self.pair(first, second, bits, first),
                (Some(only), ..) => self.set(only, bits),
                _ => {}
            }
        }
    }

    /// What two or three characters together may begin or end.
    #[inline]
    fn of_codes(&self, codes: usize) -> u16 {
        let (place, bit) = hashed(codes);
        if self.known[bit / 64] >> (bit % 64) & 1 == 0 { 0 } else { self.together[place] }
    }

    /// What may go on with a character.
    pub(crate) fn of_char(&self, c: char) -> u16 {
        self.of_code(c as usize)
    }

    fn of_code(&self, code: usize) -> u16 {
        self.alone.get(code).copied().unwrap_or(0)
    }

    /// What may begin at a place.
    pub(crate) fn at(&self, text: &str, at: usize) -> u16 {
        let (code, len) = code_at(text, at);
        self.begins(text, code, at + len, code_at(text, at + len)) & !(BEGINS | ENDS | THIRD)
    }

    /// What may begin with a character, of which `next` with its length stands behind, at `after`.
    #[inline]
    fn begins(&self, text: &str, code: usize, after: usize, (next, len): (usize, usize)) -> u16 {
        let mut bits = self.of_code(code);
        if bits & BEGINS != 0 {
            bits |= self.of_codes(two(code, next)) & !HEAD;
        }
        if bits & THIRD != 0 {
            bits |= self.of_codes(three(code, next, code_at(text, after + len).0)) & !HEAD;
        }
        bits
    }

    /// The first place from `from` on where something may begin or end, with what it may be.
    pub(crate) fn next(&self, text: &str, from: usize, spoken: bool) -> Option<(usize, u16)> {
        let worth = ALONE | HEAD | if spoken { SPOKEN } else { 0 };
        let mut before = char_before(text, from).map_or(NONE, |c| c as usize);
        let (mut at, (mut code, mut len)) = (from, code_at(text, from));
        while len > 0 {
            let next = code_at(text, at + len);
            let mut bits = self.of_code(code);
            if bits & (worth | BEGINS | ENDS) != 0 {
                if bits & ENDS != 0 {
                    bits |= self.of_codes(two(before, code)) & HEAD;
                }
                bits |= self.begins(text, code, at + len, next);
                if bits & worth != 0 {
                    return Some((at, bits));
                }
            }
            at += len;
            (before, (code, len)) = (code, next);
        }
        None
    }
}

/// Stands for no character.
const NONE: usize = 0;

/// The code point at a place and its length, 0 at the end. Nearly every character has three bytes, put together here
/// without a look at the others.
fn code_at(text: &str, at: usize) -> (usize, usize) {
    match text.as_bytes().get(at..) {
        Some([lead @ 0xe0..=0xef, second, third, ..]) => {
            let tail = usize::from(second & 0x3f) << 6 | usize::from(third & 0x3f);
            (usize::from(lead & 0x0f) << 12 | tail, 3)
        }
        Some([lead @ 0..0x80, ..]) => (usize::from(*lead), 1),
        _ => char_at(text, at).map_or((NONE, 0), |c| (c as usize, c.len_utf8())),
    }
}

fn two(first: usize, second: usize) -> usize {
    second << 16 ^ first
}

fn three(first: usize, second: usize, third: usize) -> usize {
    third << 32 ^ two(first, second)
}

/// Characters together as a place and a bit of the tables: two openings may share one, and are then looked up for
/// nothing.
fn hashed(codes: usize) -> (usize, usize) {
    let hash = codes.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (hash >> (usize::BITS - PLACES), hash >> (usize::BITS - PLACES - BITS) & ((1 << BITS) - 1))
}

/// Every character that a numeral may begin with.
fn numerals() -> impl Iterator<Item = char> {
    ('\0'..='\u{ffff}').filter(|c| c.is_ascii_digit() || starts_han(*c))
}

fn keys<T>(words: &Words<T>) -> impl Iterator<Item = &str> {
    words.iter().map(|(word, _)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> u16 {
        Lexicon::get().triggers.at(text, 0)
    }

    #[test]
    fn a_word_begins_only_where_its_first_characters_stand() {
        assert_eq!(at("今年") & DATE, DATE);
        assert_eq!(at("今古") & DATE, 0);
        assert_eq!(at("数十") & FIGURE, FIGURE);
        assert_eq!(at("数据") & FIGURE, 0);
        assert_eq!(at("春节") & NAMED, NAMED);
        assert_eq!(at("春水") & NAMED, 0);
        assert_eq!(at("人民币") & MONEY, MONEY);
        assert_eq!(at("人民的") & MONEY, 0);
    }

    #[test]
    fn a_head_ends_behind_the_character_before_its_last() {
        let triggers = &Lexicon::get().triggers;
        let ends =
            |text: &str| triggers.next(text, '条'.len_utf8(), false).map_or(0, |(_, bits)| bits & HEAD);
        assert_eq!(ends("条约"), HEAD);
        assert_eq!(ends("大约"), 0);
    }

    #[test]
    fn the_next_place_is_the_first_where_something_may_begin() {
        let triggers = &Lexicon::get().triggers;
        let text = "关于我国的形势，2014年";
        assert_eq!(triggers.next(text, 0, false).map(|(place, _)| &text[place..]), Some("2014年"));
        assert_eq!(triggers.next("关于我国的形势", 0, false), None);
    }
}
