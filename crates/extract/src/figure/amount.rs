//! A numeral with its unit, ranges of them, and lists that share one: 547亿美元, 46~48美元/桶, 16亿、12亿和6亿美元.

use kaoju_record::{Amount, Value};
use rust_decimal::Decimal;

use super::{Context, FigureMatch, noun};
use crate::bounds::{bound_around, direction_after, direction_before};
use crate::cursor::{any_at, any_before, char_at, char_before, head, is_han, skip_spaces, tail, word_at};
use crate::lexicon::{Lexicon, Unit};
use crate::numeral::{Numeral, Style, in_identifier, magnitudes_at};

/// The most members of a list that share a unit.
const MOST_SHARED: usize = 24;

/// A numeral or a range of two, before its unit is known.
#[derive(Clone, Debug)]
struct Measure {
    start: usize,
    end: usize,
    low: Decimal,
    high: Option<Decimal>,
    over: bool,
    style: Style,
    large: bool,
    digits: usize,
    bare: bool,
}

impl Measure {
    /// 一 by itself, which counts nothing: 一个, 最后一公里.
    fn one(&self) -> bool {
        let exact = self.high.is_none() && !self.over && !self.large;
        self.style != Style::Arabic && self.low == Decimal::ONE && exact
    }
}

/// What the words behind a measure make of it.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    /// The place after the unit.
    pub end: usize,
    /// What kind of value.
    pub make: fn(Amount) -> Value,
    /// Its unit.
    pub unit: String,
    /// The rule.
    pub rule: &'static str,
    /// What the number is multiplied with: 0.1 for ‰, 10 for 成.
    pub factor: Decimal,
}

/// The amounts that begin at `at`: one, or a list with a shared unit.
pub(super) fn amounts_at(cx: Context<'_>, at: usize, found: &mut Vec<FigureMatch>) {
    if in_identifier(cx.text, at) {
        return;
    }
    let mut list = Vec::new();
    let mut from = at;
    while list.len() < MOST_SHARED {
        let Some(measure) = measure_at(cx, from) else { return };
        if let Some(measured) = unit_at(cx, &measure) {
            list.push(measure);
            finish(cx, &list, &measured, found);
            return;
        }
        let Some(next) = any_at(cx.text, measure.end, &["、", "，", ",", "和", "及", "与", "或"])
        else {
            return;
        };
        // Members of a list are written alike; a year is no member.
        if measure.digits == 4 || list.last().is_some_and(|l: &Measure| l.style != measure.style) {
            return;
        }
        from = next;
        list.push(measure);
    }
}

/// One numeral, or two with a connector between them.
fn measure_at(cx: Context<'_>, at: usize) -> Option<Measure> {
    let text = cx.text;
    let (numeral, end) = cx.numeral_at(at);
    // 01组 is a number in a name.
    let named = text[at..].starts_with('0') && text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit);
    let first = numeral.filter(|n| !named && (!n.bare || raised(text, at, n)))?;
    let start = signed_start(text, at, &first);
    let low = if start < at { -first.low } else { first.low };
    let alone = Measure {
        start,
        end,
        low,
        high: first.high,
        over: first.over,
        style: first.style,
        large: first.large,
        digits: first.digits,
        bare: first.bare,
    };
    Some(range(cx, &alone, &first).unwrap_or(alone))
}

/// A magnitude by itself (万, 亿, 百) is a number only where something raises it to one, or before what is counted by
/// hundreds: 近百头, 突破万列, 百部. In 单位：亿美元 and 亿万人民 it is none.
fn raised(text: &str, at: usize, numeral: &Numeral) -> bool {
    let single = text[at..numeral.end].chars().count() == 1;
    let before = any_before(text, at, &["近", "超", "逾", "过", "破", "上", "“"]).is_some();
    let counted =
        Lexicon::get().units.at(text, numeral.end).is_some_and(|(_, unit)| matches!(unit, Unit::Count(_)));
    let whole = counted || !single || (before && !numeral.large);
    whole && !text[at..].starts_with("亿万")
}

/// Where the numeral begins with its minus sign: 为-4.2亿, 负4.2.
fn signed_start(text: &str, at: usize, numeral: &Numeral) -> usize {
    if numeral.style != Style::Arabic {
        return at;
    }
    let Some(sign) = any_before(text, at, &["-", "−", "－", "负"]) else { return at };
    let joined = char_before(text, sign)
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '%' | ')' | '）' | '-' | '年' | '月'));
    let word = text[sign..].starts_with('负')
        && char_before(text, sign).is_some_and(|c| "担抱胜背欺辜自".contains(c));
    if joined || word { at } else { sign }
}

/// 46~48美元, 0.45万~1.4万美元, 5%—6%, 十五亿元到二十亿元.
fn range(cx: Context<'_>, first: &Measure, numeral: &Numeral) -> Option<Measure> {
    let text = cx.text;
    // The unit may stand at both ends; then it must be the same.
    let own = unit_at(cx, first);
    let after_unit = own.as_ref().map_or(first.end, |u| u.end);
    let after = any_at(text, after_unit, &["——", "—", "–", "~", "－", "-", "至", "到"])?;
    let from_to = any_before(text, first.start, &["从", "由"]).is_some();
    let (second, end) = cx.numeral_at(after);
    let second = second.filter(|n| n.high.is_none() && !n.over)?;
    // 下跌2美元至78.5美元 is a change and the level it leads to.
    let led_to = own.is_some()
        && any_at(text, after_unit, &["至", "到"]).is_some()
        && direction_before(text, first.start).is_some();
    if led_to || from_to || first.high.is_some() || first.digits == 4 && second.digits == 4 && own.is_none() {
        return None;
    }
    let mut low = first.low;
    let mut measure =
        Measure { end, low, high: Some(second.low), large: second.large, digits: 0, ..first.clone() };
    let unit = unit_at(cx, &Measure { low: second.low, high: None, ..measure.clone() })?;
    match own {
        Some(own) if own.unit != unit.unit => return None,
        Some(_) => {}
        // 2—3万: the magnitude belongs to both, as long as the range then rises.
        None if !numeral.large && second.large => {
            let bare = magnitude_of(text, after, end);
            if low < second.low / bare {
                low *= bare;
            }
        }
        None => {}
    }
    measure.low = low;
    (low < second.low).then_some(measure)
}

fn magnitude_of(text: &str, at: usize, end: usize) -> Decimal {
    let digits =
        text[at..end].find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').map_or(end, |i| at + i);
    magnitudes_at(text, digits).0.max(Decimal::ONE)
}

/// The unit behind a measure and what it makes of it.
fn unit_at(cx: Context<'_>, measure: &Measure) -> Option<Measured> {
    let at = measure.end;
    let found = percent(cx, at, measure).or_else(|| times(cx, at)).or_else(|| named(cx, at, measure));
    if found.is_some() || !measure.large || measure.bare {
        return found;
    }
    noun::people(cx, measure.start, at).or_else(|| noun::noun_after(cx, at, measure.digits))
}

fn measured(end: usize, make: fn(Amount) -> Value, unit: &str, rule: &'static str) -> Measured {
    Measured { end, make, unit: unit.to_owned(), rule, factor: Decimal::ONE }
}

/// %, ‰, 个百分点, 成.
fn percent(cx: Context<'_>, at: usize, measure: &Measure) -> Option<Measured> {
    let text = cx.text;
    if let Some(end) = any_at(text, at, &["个百分点", "百分点"]) {
        return Some(measured(end, Value::Percent, "pp", "figure/percentage-points"));
    }
    let sign = skip_spaces(text, at, 1);
    if let Some(end) = any_at(text, sign, &["%", "％"]) {
        return Some(measured(end, Value::Percent, "%", "figure/percent"));
    }
    if let Some(end) = word_at(text, sign, "‰") {
        let factor = Decimal::new(1, 1);
        return Some(Measured { factor, ..measured(end, Value::Percent, "%", "figure/permille") });
    }
    let end = word_at(text, at, "成")?;
    let small = measure.low >= Decimal::ONE && measure.low < Decimal::TEN && !measure.large;
    let other = any_at(
        text,
        end,
        &[
            "为", "立", "员", "就", "本", "果", "功", "绩", "熟", "长", "都", "套", "品", "份", "分", "了",
            "新",
        ],
    )
    .is_some();
    (small && !other)
        .then(|| Measured { factor: Decimal::TEN, ..measured(end, Value::Percent, "%", "figure/tenths") })
}

/// 倍.
fn times(cx: Context<'_>, at: usize) -> Option<Measured> {
    let end = word_at(cx.text, at, "倍")?;
    Some(measured(end, Value::Ratio, "倍", "figure/times"))
}

/// Currencies, physical units, classifiers and nouns of the lexicon.
fn named(cx: Context<'_>, at: usize, measure: &Measure) -> Option<Measured> {
    let text = cx.text;
    let latin = char_at(text, skip_spaces(text, at, 1)).is_some_and(|c| c.is_ascii_alphabetic());
    let at = if latin { skip_spaces(text, at, 1) } else { at };
    let (end, unit) = cx.lexicon.units.at(text, at)?;
    if latin && char_at(text, end).is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let (rate, end) = rate_at(cx, end, unit);
    match unit {
        Unit::Money(_) => Some(measured(end, Value::Money, &rate, "figure/money")),
        Unit::Quantity(_) => Some(measured(end, Value::Quantity, &rate, "figure/quantity"))
            .filter(|_| is_quantity(cx, at, end) && !measure.one()),
        Unit::Count(word) => count(cx, measure, end, word),
        Unit::Noun(word) => {
            let counts = (measure.style == Style::Arabic || measure.large || measure.over) && !measure.bare;
            let whole = !noun::longer_word(cx, at, end);
            (counts && whole && measure.digits != 4)
                .then(|| measured(end, Value::Count, word, "figure/count"))
        }
    }
}

/// 米 in 米袋子 is no metre: a unit of one Han character stands at the end of a word.
fn is_quantity(cx: Context<'_>, at: usize, end: usize) -> bool {
    let long = cx.text[at..end].chars().count() > 1 || !char_at(cx.text, at).is_some_and(is_han);
    long || !noun::longer_word(cx, at, end)
}

/// A unit may be one of a rate: 美元/桶, 微克/立方米, 美元/40尺大箱.
fn rate_at(cx: Context<'_>, end: usize, unit: &Unit) -> (String, usize) {
    let plain = (unit.symbol().to_owned(), end);
    let Some(after) = word_at(cx.text, end, "/") else { return plain };
    if let Some((stop, per)) = cx.lexicon.units.at(cx.text, after) {
        return (format!("{}/{}", unit.symbol(), per.symbol()), stop);
    }
    if let Some(stop) = any_at(cx.text, after, &["年", "月", "日", "天", "小时", "秒"]) {
        return (format!("{}/{}", unit.symbol(), &cx.text[after..stop]), stop);
    }
    // 40尺大箱: a container by its length.
    let (numeral, from) = cx.numeral_at(after);
    match (numeral, head(cx.text, from, 4).split_once("箱")) {
        (Some(_), Some((kind, _))) if kind.chars().all(is_han) => {
            let stop = from + kind.len() + "箱".len();
            (format!("{}/{}", unit.symbol(), &cx.text[after..stop]), stop)
        }
        _ => plain,
    }
}

/// A classifier; 一个 is no figure, 一亿人 is.
fn count(cx: Context<'_>, measure: &Measure, end: usize, word: &str) -> Option<Measured> {
    let han = measure.style != Style::Arabic;
    if measure.one() {
        return None;
    }
    let follows_other = match word {
        // 三分之一, 两点论, 三成分.
        "分" | "点" => {
            !matches!(char_at(cx.text, end), None | Some('，' | '。' | '、' | '；' | '）' | ')'))
        }
        "代" => any_at(cx.text, end, &["表", "人", "化"]).is_some(),
        "次" => {
            any_at(cx.text, end, &["区域", "方案", "级"]).is_some()
                || (han && session(cx.text, measure.start, end))
        }
        // 十四届全国人大 names a term, 二级响应 a rank; 省市县三级 are counted.
        "届" => han && char_at(cx.text, end).is_some_and(is_han),
        "级" => {
            let counted =
                any_before(cx.text, measure.start, &["省", "市", "县", "区", "乡", "镇", "村", "央"]);
            han && counted.is_none() && char_at(cx.text, end).is_some_and(is_han)
        }
        "个" => {
            any_at(cx.text, end, &["体", "股", "案", "别", "月", "多月", "半月", "小时", "世纪", "季度"])
                .is_some()
        }
        "部" | "期" | "道" | "门" | "口" | "头" | "家" | "团" | "军" | "师" | "连" | "旅" | "股" | "步"
        | "片" | "层" | "号" | "路" | "名" | "种" | "本" | "起" | "声" | "班" | "场" | "眼" | "孔" | "支"
        | "分子" | "回" | "双" | "对" => noun::longer_word(cx, end - word.len(), end),
        _ => false,
    };
    if follows_other
        || (han && quoted_name(cx.text, measure.start, end))
        || (han && noun::inside_word(cx, measure.start, end))
    {
        return None;
    }
    Some(measured(end, Value::Count, word, "figure/count"))
}

/// 五届人大三次会议: the number of a session, not a count of them.
fn session(text: &str, start: usize, end: usize) -> bool {
    any_at(text, end, &["会议", "全体会议"]).is_some() && tail(text, start, 8).contains(['届', '大'])
}

/// “四个第一”, “十二连增”: a name in quotation marks that begins with a numeral.
fn quoted_name(text: &str, start: usize, end: usize) -> bool {
    char_before(text, start) == Some('“')
        && head(text, end, 12)
            .find('”')
            .is_some_and(|close| close > 0 && text[end..end + close].chars().all(is_han))
}

/// Makes the figures of a list that shares the unit of its last member.
fn finish(cx: Context<'_>, list: &[Measure], unit: &Measured, found: &mut Vec<FigureMatch>) {
    let first = &list[0];
    let shared_bound = bound_around(cx.text, first.start, first.start);
    let last = list.len() - 1;
    for (index, measure) in list.iter().enumerate() {
        let end = if index == last { unit.end } else { measure.end };
        let scaled =
            |n: Decimal| (n * unit.factor).normalize_if(measure.large || unit.factor != Decimal::ONE);
        let own = bound_around(cx.text, measure.start, end);
        let direction = direction_before(cx.text, measure.start).or_else(|| direction_after(cx.text, end));
        let amount = Amount {
            number: measure.high.is_none().then(|| scaled(measure.low)),
            min: measure.high.map(|_| scaled(measure.low)),
            max: measure.high.map(scaled),
            unit: Some(unit.unit.clone()),
            bound: if measure.over { Some(kaoju_record::Bound::Over) } else { own.or(shared_bound) },
            direction,
        };
        let rule = if index == last { unit.rule } else { "figure/shared-unit" };
        found.push(FigureMatch { start: measure.start, end, value: (unit.make)(amount), rule });
    }
}

/// Writes a number: as it stands in the text (3.0 stays), or without trailing zeros where it was scaled.
trait Written {
    fn normalize_if(self, scaled: bool) -> String;
}

impl Written for Decimal {
    fn normalize_if(self, scaled: bool) -> String {
        if scaled { self.normalize().to_string() } else { self.to_string() }
    }
}
