//! A numeral with its unit, ranges of them, and lists that share one: 547亿美元, 46~48美元/桶, 16亿、12亿和6亿美元.

use kaoju_record::{Amount, Value};
use rust_decimal::Decimal;

use super::{Context, FigureMatch, compose, noun, percent};
use crate::bounds::{bound_around, direction_after, direction_before};
use crate::cursor::{any_at, any_before, char_at, char_before, head, is_han, skip_spaces, tail, word_at};
use crate::lexicon::{self, Lexicon, Unit};
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

/// What the signs of percent look at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// The number, or the lower end of a range.
    pub low: Decimal,
    /// Digits written one by one; 0 where it is written otherwise.
    pub digits: usize,
    /// Whether it has a magnitude of 万 or more.
    pub large: bool,
}

impl Measure {
    fn number(&self) -> Number {
        Number { low: self.low, digits: self.digits, large: self.large }
    }

    /// The number with the smaller units behind it; of a range they belong to the upper end.
    fn with(self, measured: &Measured) -> Self {
        if measured.adds.is_zero() {
            return self;
        }
        match self.high {
            Some(high) => Self { high: Some(measured.of(high)), ..self },
            None => Self { low: measured.of(self.low), ..self },
        }
    }

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
    /// What is added then: 0.6 for 五块六.
    pub adds: Decimal,
}

impl Measured {
    /// A number with what is added to it once it is multiplied.
    fn of(&self, number: Decimal) -> Decimal {
        number + self.adds / self.factor
    }
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
            list.push(measure.with(&measured));
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

/// Where the numeral begins with its minus sign: 为-4.2亿, 负4.2, 零下五.
fn signed_start(text: &str, at: usize, numeral: &Numeral) -> usize {
    let han = numeral.style != Style::Arabic;
    let signs: &[&str] = if han { &["零下", "负"] } else { &["零下", "-", "−", "－", "负"] };
    let Some(sign) = any_before(text, at, signs) else { return at };
    let joined = char_before(text, sign)
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '%' | ')' | '）' | '-' | '年' | '月'));
    let word = text[sign..].starts_with('负')
        && char_before(text, sign).is_some_and(|c| "担抱胜背欺辜自肩".contains(c));
    if joined || word { at } else { sign }
}

/// 46~48美元, 0.45万~1.4万美元, 5%—6%, 十五亿元到二十亿元.
fn range(cx: Context<'_>, first: &Measure, numeral: &Numeral) -> Option<Measure> {
    let text = cx.text;
    // The unit may stand at both ends; then it must be the same.
    let own = unit_at(cx, first);
    let after_unit = included(text, own.as_ref().map_or(first.end, |u| u.end));
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
    let mut low = own.as_ref().map_or(first.low, |own| own.of(first.low));
    let mut measure =
        Measure { end, low, high: Some(second.low), large: second.large, digits: 0, ..first.clone() };
    let unit = unit_at(cx, &Measure { low: second.low, high: None, ..measure.clone() })?;
    match own {
        Some(own) if own.unit != unit.unit => return None,
        Some(_) => {}
        // 2—3万: the magnitude belongs to both, as long as the range then rises.
        None => low *= shared_magnitude(text, (first.start, numeral.end), (after, end), low, second.low),
    }
    measure.low = low;
    (low < unit.of(second.low)).then_some(measure)
}

/// What the magnitude behind the second number of a range makes of the first: 10000 in 2—3万, 1000 in 两到三千, 1 in 500到3千.
fn shared_magnitude(
    text: &str,
    first: (usize, usize),
    second: (usize, usize),
    low: Decimal,
    high: Decimal,
) -> Decimal {
    let large = |c: &char| matches!(c, '万' | '亿' | '兆');
    let small = |c: &char| matches!(c, '百' | '千' | '佰' | '仟');
    let own = &text[first.0..first.1];
    let written = &text[second.0..second.1];
    if own.chars().any(|c| large(&c)) {
        return Decimal::ONE;
    }
    let tail = written.trim_end_matches(|c| large(&c));
    let placed = tail.trim_end_matches(|c| small(&c));
    // 五百到八百亿 share 亿 alone, 两到三千亿 share 千亿; 十到三百 share nothing.
    let digit = !own.chars().any(|c| small(&c) || c == '十');
    let whole = placed.chars().count() == 1 || placed.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let from = if digit && whole { placed.len() } else { tail.len() };
    let (factor, _) = magnitudes_at(text, second.0 + from);
    let fits = from < written.len() && low < high / factor;
    if fits { factor } else { Decimal::ONE }
}

/// The place behind （含）, which says that an end belongs to its range.
fn included(text: &str, at: usize) -> usize {
    any_at(text, at, &["(含)", "（含）"]).unwrap_or(at)
}

/// The unit behind a measure and what it makes of it.
fn unit_at(cx: Context<'_>, measure: &Measure) -> Option<Measured> {
    let at = measure.end;
    let found = percent::sign_at(cx, at, &measure.number())
        .or_else(|| times(cx, at))
        .or_else(|| named(cx, at, measure));
    if found.is_some() || !measure.large || measure.bare {
        return found;
    }
    noun::people(cx, measure.start, at).or_else(|| noun::noun_after(cx, at, measure.digits))
}

pub(super) fn measured(end: usize, make: fn(Amount) -> Value, unit: &str, rule: &'static str) -> Measured {
    Measured { end, make, unit: unit.to_owned(), rule, factor: Decimal::ONE, adds: Decimal::ZERO }
}

/// 倍.
fn times(cx: Context<'_>, at: usize) -> Option<Measured> {
    let end = word_at(cx.text, at, "倍")?;
    Some(measured(end, Value::Ratio, "倍", "figure/times"))
}

/// Currencies, physical units, classifiers and nouns of the lexicon.
fn named(cx: Context<'_>, at: usize, measure: &Measure) -> Option<Measured> {
    let text = cx.text;
    let spaced = skip_spaces(text, at, 1);
    let latin = char_at(text, spaced).is_some_and(|c| c.is_ascii_alphabetic());
    let at = if latin { spaced } else { at };
    if let Some(part) = part_of_money(cx, at, measure) {
        return Some(part);
    }
    let (end, unit) = cx.lexicon.units.whole_at(text, at)?;
    match unit {
        Unit::Money(code) => Some(money(cx, (at, end), unit, code)),
        Unit::Quantity(of) => {
            let (rate, stop) = rate_at(cx, end, unit);
            let rest = if stop == end { compose::of_measure(cx, end, of) } else { None };
            let rest = rest.unwrap_or(compose::Rest { end: stop, adds: Decimal::ZERO });
            let rate = if stop == end { symbol(cx, (at, end), of, measure).to_owned() } else { rate };
            let found = measured(rest.end, Value::Quantity, &rate, "figure/quantity");
            let found = Measured { adds: rest.adds, ..found };
            ((rest.end > end || is_quantity(cx, at, end))
                && counted_by(cx, (at, end), rest.end > end, measure))
            .then_some(found)
        }
        Unit::Count(word) if word == "块" => {
            kuai(cx, end, measure).or_else(|| count(cx, measure, end, word))
        }
        Unit::Count(word) if word == "个" => in_units(cx, end).or_else(|| count(cx, measure, end, word)),
        Unit::Count(word) => count(cx, measure, end, word),
        Unit::Noun(word) => {
            let counts = (measure.style == Style::Arabic || measure.large || measure.over) && !measure.bare;
            let whole = !noun::longer_word(cx, at, end);
            (counts && whole && measure.digits != 4)
                .then(|| measured(end, Value::Count, word, "figure/count"))
        }
    }
}

/// An amount of a currency with its parts: 50元6角3分, 三万元欧元, 一千元整.
fn money(cx: Context<'_>, (at, end): (usize, usize), unit: &Unit, code: &str) -> Measured {
    let text = cx.text;
    // 三万元欧元: the currency is named behind its 元.
    let named = match cx.lexicon.units.whole_at(text, end) {
        Some((stop, Unit::Money(code))) if &text[at..end] == "元" => Some((stop, code)),
        _ => None,
    };
    if let Some((stop, code)) = named {
        return measured(stop, Value::Money, code, "figure/money");
    }
    let (rate, stop) = rate_at(cx, end, unit);
    let short = text[at..end].ends_with(['块', '蚊']);
    match compose::of_money(cx, stop, code, Decimal::ONE, short).filter(|_| stop == end) {
        Some(rest) => {
            let end = compose::closed(text, rest.end);
            Measured { adds: rest.adds, ..measured(end, Value::Money, &rate, "figure/money") }
        }
        None => measured(compose::closed(text, stop), Value::Money, &rate, "figure/money"),
    }
}

/// 三块, 五块六, 3.04块.
fn kuai(cx: Context<'_>, end: usize, measure: &Measure) -> Option<Measured> {
    let rest = compose::of_money(cx, end, "CNY", Decimal::ONE, true);
    if rest.is_none() && !compose::tells_of_money(cx, measure.start, end, measure.style) {
        return None;
    }
    let rest = rest.unwrap_or(compose::Rest { end, adds: Decimal::ZERO });
    Some(Measured { adds: rest.adds, ..measured(rest.end, Value::Money, "CNY", "figure/money") })
}

/// 2角, 两毛五, 50美分.
fn part_of_money(cx: Context<'_>, at: usize, measure: &Measure) -> Option<Measured> {
    let (end, part) = compose::part_at(cx, at)?;
    let rest = compose::of_money(cx, end, &part.code, part.factor, cx.text[at..end].ends_with(['角', '毛']));
    // 角, 毛 and 分 by themselves are corners, hairs and points.
    let sure = end - at > '角'.len_utf8();
    let alone =
        || !cx.text[at..].starts_with('分') && compose::tells_of_money(cx, measure.start, end, measure.style);
    if (!sure && rest.is_none() && !alone()) || (measure.one() && told(cx.text, measure.start)) {
        return None;
    }
    let rest = rest.unwrap_or(compose::Rest { end, adds: Decimal::ZERO });
    let found = measured(compose::closed(cx.text, rest.end), Value::Money, &part.code, "figure/money");
    Some(Measured { factor: part.factor, adds: rest.adds, ..found })
}

/// 六个加仑: a unit that is counted with 个.
fn in_units(cx: Context<'_>, at: usize) -> Option<Measured> {
    match cx.lexicon.units.whole_at(cx.text, at)? {
        (end, unit @ Unit::Quantity(_)) if cx.text[at..end].chars().count() > 1 => {
            Some(measured(end, Value::Quantity, unit.symbol(), "figure/quantity"))
        }
        _ => None,
    }
}

/// 最后一公里, 每一分钱: 一 that counts nothing.
fn told(text: &str, start: usize) -> bool {
    const BEFORE: &[&str] = &["最后", "最初", "每", "这", "那", "同", "哪怕", "任何", "任", "前", "后"];
    any_before(text, start, BEFORE).is_some()
}

/// 度 tells of electricity where it is much or 电 is near, else of degrees.
fn symbol<'u>(
    cx: Context<'_>,
    (at, end): (usize, usize),
    unit: &'u lexicon::Measure,
    measure: &Measure,
) -> &'u str {
    let near = || tail(cx.text, measure.start, 10).contains('电') || head(cx.text, end, 4).contains('电');
    if &cx.text[at..end] == "度" && (measure.large || near()) { "kWh" } else { &unit.symbol }
}

/// Whether a unit that is also another word measures here: 度, 两, 码, and ' behind a number.
fn counted_by(cx: Context<'_>, (at, end): (usize, usize), composed: bool, measure: &Measure) -> bool {
    let text = cx.text;
    let next = char_at(text, end);
    let around = || tail(text, measure.start, 8);
    // 一 measures: 一升, 一英里; but seldom before a unit that is also another word.
    let sure = end - at > '升'.len_utf8() || "升米斤吨克磅亩".contains(&text[at..end]);
    if measure.one() && !composed && (!sure || told(text, measure.start)) {
        return false;
    }
    match &text[at..end] {
        "度" => {
            let warm = ["温", "热", "冷", "烧", "纬", "经", "角", "氏", "零"]
                .iter()
                .any(|word| around().contains(word));
            let counts = measure.style == Style::Arabic || measure.low >= Decimal::TEN || warm;
            counts
                && measure.digits != 4
                && !next.is_some_and(|c| "假过数量日角".contains(c) || c.is_ascii_alphanumeric())
        }
        "两" => next.is_none_or(|c| !is_han(c) || "重黄金白银酒肉茶的".contains(c)),
        "码" | "斗" | "哩" => next.is_none_or(|c| !is_han(c)),
        "'" => {
            measure.low < Decimal::from(100)
                && !around().contains('\'')
                && !next.is_some_and(|c| c.is_alphanumeric())
        }
        _ => true,
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
    if let Some((stop, per)) = cx.lexicon.units.whole_at(cx.text, after) {
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
