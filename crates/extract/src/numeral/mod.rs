//! One grammar of numerals for every kind of mention: Arabic (`1,234.5`), Chinese (一百零三, 壹佰), mixed
//! (3千5百, 25.7万亿), vague (十几万, 数百, 两三千) and open (500多亿, 2000余). Exact decimals throughout.

use rust_decimal::Decimal;

mod arabic;
mod behind;
mod builder;
mod han;

use crate::cursor::{char_at, char_before, word_at};
use behind::prefixes_unit;

/// Longest run of digits that is read as a number; longer ones are identifiers.
const MOST_DIGITS: usize = 24;

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// 1,234.5, also followed by a Chinese magnitude.
    Arabic,
    /// 一百零三.
    Han,
    /// Digit by digit: 二〇一四.
    HanDigits,
}

/// A numeral in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// The place after it.
    pub end: usize,
    /// Its value, or the lower end where it is vague (十几 is 11 to 19).
    pub low: Decimal,
    /// The upper end where it is vague.
    pub high: Option<Decimal>,
    /// Whether more than the value is meant: 多, 余, 数十, 上万.
    pub over: bool,
    /// Whether 几 stands for one of its digits: 十几, 二十几万.
    pub few: bool,
    /// Whether it is told roughly: 十来万.
    pub about: bool,
    /// How it is written.
    pub style: Style,
    /// Whether it has a magnitude of 万 or more.
    pub large: bool,
    /// Number of digits, for numerals that are nothing but digits; 0 otherwise.
    pub digits: usize,
    /// Whether it says exactly one number.
    pub plain: bool,
    /// Whether it is nothing but a magnitude: 万, 百万.
    pub bare: bool,
}

impl Numeral {
    /// The value as a small whole number, where it is one and exact.
    pub(crate) fn whole(&self) -> Option<i64> {
        use rust_decimal::prelude::ToPrimitive;
        (self.high.is_none() && !self.over && !self.about && self.low.fract().is_zero())
            .then(|| self.low.to_i64())?
    }

    /// The number that is named, 几 left out: 二十万 of 二十几万.
    pub(crate) fn named(&self) -> Decimal {
        match self.high {
            // OK because 几 is one to nine of its place.
            Some(high) if self.few => self.low - (high - self.low) / Decimal::from(8),
            _ => self.low,
        }
    }

    /// Multiplies the value.
    pub(crate) fn times(&mut self, factor: Decimal) -> Option<()> {
        self.low = self.low.checked_mul(factor)?;
        if let Some(high) = self.high {
            self.high = Some(high.checked_mul(factor)?);
        }
        Some(())
    }
}

/// What stands at a place where a numeral may begin: the numeral, if it can be read, and the place to go on from
/// (also after what cannot be read, so that no run is looked at twice).
pub(crate) fn numeral_at(text: &str, at: usize) -> (Option<Numeral>, usize) {
    let read = match char_at(text, at) {
        Some(c) if c.is_ascii_digit() => arabic::arabic(text, at),
        Some(c) if starts_han(c) => han::han(text, at),
        _ => (None, at),
    };
    match read {
        (Some(numeral), end) if char_at(text, end) == Some('个') => in_units(text, numeral),
        (None, end) if text[at..end] == *"几" && char_at(text, end) == Some('个') => few_units(text, end),
        _ => read,
    }
}

/// 两个亿, 三个多亿, 一个半亿: the magnitude stands behind a classifier.
fn in_units(text: &str, numeral: Numeral) -> (Option<Numeral>, usize) {
    const FORMS: [(&str, bool, bool); 4] =
        [("个亿", false, false), ("个多亿", true, false), ("个半亿", false, true), ("个亿多", true, false)];
    let longest = FORMS.iter().filter_map(|form| Some((word_at(text, numeral.end, form.0)?, form)));
    let Some((end, (_, over, half))) = longest.max_by_key(|(end, _)| *end).filter(|_| !numeral.large) else {
        return (Some(numeral), numeral.end);
    };
    let low = if *half { numeral.low + Decimal::new(5, 1) } else { numeral.low };
    let over = numeral.over || *over;
    let mut scaled = Numeral { low, over, large: true, digits: 0, plain: numeral.plain && !over, ..numeral };
    match scaled.times(Decimal::from(100_000_000)) {
        Some(()) => (Some(Numeral { end, ..scaled }), end),
        None => (Some(numeral), numeral.end),
    }
}

/// 几个亿: its least value and more.
fn few_units(text: &str, end: usize) -> (Option<Numeral>, usize) {
    let few = Numeral {
        end,
        low: Decimal::ONE,
        high: None,
        over: true,
        few: false,
        about: false,
        style: Style::Han,
        large: false,
        digits: 0,
        plain: false,
        bare: false,
    };
    let (scaled, after) = in_units(text, few);
    (scaled.filter(|_| after > end), after)
}

/// Whether a Chinese numeral can begin with the character.
pub(crate) fn starts_han(c: char) -> bool {
    digit(c).is_some()
        || place(c).is_some()
        || magnitude(c).is_some()
        || matches!(c, '几' | '数' | '上' | '廿' | '卅' | '卌' | '参')
}

fn digit(c: char) -> Option<i64> {
    Some(match c {
        '〇' | '零' | '○' | 'Ｏ' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn place(c: char) -> Option<i64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

fn magnitude(c: char) -> Option<i64> {
    Some(match c {
        '万' => 10_000,
        '亿' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    })
}

/// The magnitudes (万, 亿, 万亿, also 千 and 百 after Arabic digits) that stand at a place, multiplied.
pub(crate) fn magnitudes_at(text: &str, mut at: usize) -> (Decimal, usize) {
    let mut factor = Decimal::ONE;
    // OK because more than three magnitudes in a row are no number: 万万亿 is the longest in use.
    for _ in 0..3 {
        let Some(c) = char_at(text, at) else { break };
        let Some(by) = magnitude(c).or_else(|| place(c).filter(|p| *p > 10)) else { break };
        if prefixes_unit(text, at) {
            break;
        }
        factor *= Decimal::from(by);
        at += c.len_utf8();
    }
    (factor, at)
}

/// Whether the numeral at `at` is the tail of an identifier: MS-21, G7, C5+1.
pub(crate) fn in_identifier(text: &str, at: usize) -> bool {
    match char_before(text, at) {
        Some(c) if c.is_ascii_alphabetic() || c == '_' => true,
        Some('-' | '－' | '—' | '+' | '/' | '.') => {
            let sign = char_before(text, at).map_or(0, char::len_utf8);
            char_before(text, at - sign).is_some_and(|c| c.is_ascii_alphanumeric() && !c.is_ascii_digit())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line a value: `value = forms that all mean it`.
    const VALUES: &str = "
        103 = 一百零三 103
        1234.5 = 1,234.5 1234.5
        1102614 = 壹佰壹拾万贰仟陆佰壹拾肆
        250 = 二百五 二百五十 250
        53000 = 五万三 五万三千 5万3千 5.3万
        10 = 十 10
        12 = 十二 12
        20 = 二十 廿
        120000000 = 一亿二千万 1亿2000万 1.2亿
        2740000000 = 二十七亿四千万
        600000000 = 六万万 六亿
        25700000000000 = 25.7万亿
        3500 = 3千5百 三千五百 三千五 3千5
        35000 = 3万5 三万五
        123 = 1百2十3 一百二十三
        10001 = 1万零1 一万零一
        34507 = 参万肆仟伍佰零柒 叁万肆仟伍佰零柒
        153000 = 十五点三万 15.3万 15点3万
        1250000000 = 十二点五亿 12.5亿
        500014600 = 5亿1万4千6百 五亿零一万四千六百
        75400 = 7万5千4百 七万五千四百
        34000 = 3万4000 三万四
        1020 = 1千零20 一千零二十
        1200000 = 百二万 一百二十万
        19000 = 万九千 一万九
        40040000 = 四千零四万
        40006000 = 四千万零六千
        55001200045200 = 五十五兆一十二亿四万五千二
        3500000000000 = 三万五千亿 三万亿五千亿
        20000000000000000 = 两京 两万兆
        38964965 = 三千八百九十六万四千九百六十五
        534 = 五百卅四
        83852326.33 = 八千三百八十五万二千三百二十六点三三
        0.77 = 零点七七 零点77
        300..500 = 三五百
        100..200 = 一两百
        101..109 = 一百零几
        210000..290000 = 二十几万 20几万
        300000000000000+ = 三百万余亿 300万余亿
        3.5 = 三点五 3.5
        13.4 = 十三点四
        2014 = 二〇一四 2014
        1960 = 一九六○
        11..19 = 十几
        110000..190000 = 十几万 10几万
        11000000000..19000000000 = 一百几十亿
        2000..3000 = 两三千
        40..50 = 四五十
        3..4 = 三四
        10+ = 数十 几十 十多 十余
        10000+ = 上万 万余 一万多
        1000000000+ = 几十亿
        50000000000+ = 500多亿 五百多亿
        2000+ = 2000余 两千余 2000多
        100000~ = 十来万 10来万
        200000000 = 两个亿 2个亿
        300000000+ = 三个多亿 3个亿多
        100000000+ = 几个亿
        1000000000+ = 几十个亿 数十个亿
        150000000 = 一个半亿
        300..400 = 三四百 三、四百
        5000..6000 = 五、六千
        1500 = 1.5千
        120000000 = 1亿2,000万
        1400000000+ = 14亿多 十四亿多
    ";

    fn shown(text: &str) -> String {
        let (numeral, end) = numeral_at(text, 0);
        let Some(n) = numeral else { return format!("none to {end}") };
        assert_eq!(n.end, text.len(), "{text} was read only in part");
        let low = n.low.normalize();
        let over = if n.over {
            "+"
        } else if n.about {
            "~"
        } else {
            ""
        };
        n.high.map_or(format!("{low}{over}"), |high| format!("{low}..{}", high.normalize()))
    }

    #[test]
    fn many_forms_one_value() {
        for line in VALUES.lines().filter(|l| l.contains('=')) {
            let (value, forms) = line.split_once(" = ").unwrap();
            for form in forms.split_whitespace() {
                assert_eq!(shown(form), value.trim(), "{form}");
            }
        }
    }

    #[test]
    fn numerals_beside_each_other_are_two() {
        for (text, first) in [
            ("二百三百", "二百"),
            ("两万三万", "两万"),
            ("5万一平", "5万"),
            ("5万3个", "5万"),
            ("一百零", "一百"),
            ("三百来自", "三百"),
            ("三五个", "三五"),
            ("一两黄金", "一"),
            ("007，911", "007"),
        ] {
            assert_eq!(numeral_at(text, 0).1, first.len(), "{text}");
        }
        for text in ["二十 亿", "三千 八百 九十六 万"] {
            assert_eq!(numeral_at(text, 0).1, text.len(), "{text}");
        }
    }

    #[test]
    fn identifiers_and_endless_runs_are_passed_over_whole() {
        assert_eq!(numeral_at("192.168.1.1", 0), (None, 11));
        let endless = "1".repeat(1000);
        assert_eq!(numeral_at(&endless, 0), (None, 1000));
        let endless = "一二三四五".repeat(1000);
        assert_eq!(numeral_at(&endless, 0), (None, 15000));
        let endless = "万".repeat(1000);
        assert_eq!(numeral_at(&endless, 0).1, 3000);
    }

    #[test]
    fn tails_of_identifiers() {
        for (text, at) in [("MS-21", 3), ("G7", 1), ("C5+1", 1), ("Ka-62", 3), ("COVID-19", 6)] {
            assert!(in_identifier(text, at), "{text}");
        }
        for (text, at) in [("为-4.2", 4), ("3-5", 2), ("5.1%", 0)] {
            assert!(!in_identifier(text, at), "{text}");
        }
    }
}
