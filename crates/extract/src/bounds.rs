//! What stands around an amount and is not part of its core: how it is bounded, which way it changes.

use kaoju_record::{Bound, Direction};
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::cursor::{any_at, any_before, char_at, char_before, tail};
use crate::lexicon::Lexicon;

/// Which side of a number is meant.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Side {
    About,
    Over,
    Under,
    AtLeast,
    AtMost,
    Equal,
}

/// Whose words are asked for.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Of {
    Figure,
    Number,
}

/// Words that bound a number, see `rules/bounds.toml`: those before it by their last character, those behind it by their
/// first; the longest first.
#[derive(Debug, Default)]
pub(crate) struct Bounds {
    before: FxHashMap<char, Vec<BoundWord>>,
    after: FxHashMap<char, Vec<BoundWord>>,
}

#[derive(Debug)]
struct BoundWord {
    word: String,
    side: Side,
    of: Option<Of>,
}

impl Bounds {
    pub(crate) fn insert(&mut self, word: &str, side: Side, of: Option<Of>, before: bool) {
        let mut chars = word.chars();
        let Some(next) = (if before { chars.next_back() } else { chars.next() }) else { return };
        let list = if before { &mut self.before } else { &mut self.after }.entry(next).or_default();
        let place = list.partition_point(|other| other.word.len() >= word.len());
        list.insert(place, BoundWord { word: word.to_owned(), side, of });
    }

    /// The word that ends at `start`: where it begins, and what it says.
    pub(crate) fn before(&self, text: &str, start: usize, of: Of) -> Option<(usize, Side)> {
        let list = self.before.get(&char_before(text, start)?)?;
        let found = |w: &BoundWord| {
            let from = any_before(text, start, &[w.word.as_str()])?;
            (!inside_word(text, from)).then_some((from, w.side))
        };
        list.iter().filter(|w| w.reads(of)).find_map(found)
    }

    /// The word that begins at `end`: where it ends, and what it says.
    pub(crate) fn after(&self, text: &str, end: usize, of: Of) -> Option<(usize, Side)> {
        let list = self.after.get(&char_at(text, end)?)?;
        let found = |w: &BoundWord| Some((any_at(text, end, &[w.word.as_str()])?, w.side));
        list.iter().filter(|w| w.reads(of)).find_map(found)
    }
}

impl BoundWord {
    fn reads(&self, of: Of) -> bool {
        self.of.is_none_or(|own| own == of)
    }
}

/// Words that end with one that bounds: 签约69个, 节约3吨, 附近5家, 经过了3年.
const ENDS: &[(char, &str)] = &[
    ('约', "签节制履条合公契违预失缔邀特婉毁爽租"),
    ('近', "附最临邻靠亲远"),
    ('过', "经通度走历渡"),
    ('超', "赶反"),
];

/// Whether the word of a bound at a place is the end of another word.
fn inside_word(text: &str, at: usize) -> bool {
    let Some(c) = char_at(text, at) else { return false };
    let ends = |(first, before): &&(char, &str)| {
        *first == c && char_before(text, at).is_some_and(|c| before.contains(c))
    };
    ENDS.iter().any(|known| ends(&known))
}

/// The bound that the words right before or behind an amount give it.
pub(crate) fn bound_around(text: &str, start: usize, end: usize) -> Option<Bound> {
    let bounds = &Lexicon::get().bounds;
    // 突破“万列”大关.
    let open = any_before(text, start, &["“"]).unwrap_or(start);
    let before = bounds.before(text, open, Of::Figure).filter(|(from, _)| !of_two(text, *from));
    let Some((_, side)) = before.or_else(|| bounds.after(text, end, Of::Figure)) else {
        return (listed(text, start) || almost(text, start, end)).then_some(Bound::About);
    };
    match side {
        Side::About => Some(Bound::About),
        Side::Over => Some(Bound::Over),
        Side::Under => Some(Bound::Under),
        Side::AtLeast => Some(Bound::AtLeast),
        Side::AtMost => Some(Bound::AtMost),
        Side::Equal => None,
    }
}

/// 最高和最低两个峰值: the word names one of two and bounds nothing.
fn of_two(text: &str, at: usize) -> bool {
    any_before(text, at, &["最高和", "最高与", "最高、", "最多和", "最低和", "最少和"]).is_some()
}

/// 分别约为16亿美元、12亿美元和6亿美元: 约 is said of every member of the list.
fn listed(text: &str, start: usize) -> bool {
    list_before(text, start, "分别约").is_some_and(|(_, list)| numbers(list.trim_start_matches('为')))
}

/// What joins the members of a list.
const JOINS: [char; 4] = ['、', '和', '与', '及'];

/// The words of the clause behind `word`, with the place where they begin, where a member of a list begins at `start`.
fn list_before<'t>(text: &'t str, start: usize, word: &str) -> Option<(usize, &'t str)> {
    char_before(text, start).filter(|c| JOINS.contains(c))?;
    let clause = tail(text, start, 120).rsplit(['，', '；', '。', '：']).next()?;
    let (_, list) = clause.rsplit_once(word)?;
    Some((start - list.len(), list))
}

/// Whether a list holds nothing but members that begin with a number.
fn numbers(list: &str) -> bool {
    let numeric =
        |part: &str| part.chars().next().is_none_or(|c| c.is_ascii_digit() || crate::numeral::starts_han(c));
    list.split(JOINS).all(numeric)
}

/// 几乎是中俄贸易额的2倍.
fn almost(text: &str, start: usize, end: usize) -> bool {
    let times = text[start..end].ends_with('倍') && char_before(text, start) == Some('的');
    times
        && tail(text, start, 24).rsplit(['，', '；', '。']).next().is_some_and(|near| near.contains("几乎是"))
}

/// Verbs of change. A level that is reached (增至, 达到) is none.
const UP: &[&str] = &[
    "增长", "增加", "增幅", "上升", "上涨", "提高", "扩大", "提升", "增供", "新增", "增产", "增收", "增发",
    "追加", "加征", "升高", "攀升", "上浮", "增", "涨", "升", "上调", "多收", "加快", "增进", "增拨", "翻",
];
const DOWN: &[&str] = &[
    "下降", "减少", "下滑", "降低", "回落", "缩减", "下跌", "下调", "精简", "裁减", "裁军", "压缩", "萎缩",
    "削减", "降幅", "减产", "减", "降", "跌", "收缩", "下浮", "减亏", "缩短",
];

/// Words that may stand between a verb of change and its amount.
const BETWEEN: &[&str] = &[
    "了",
    "大约",
    "约",
    "将近",
    "近",
    "超过",
    "超",
    "不到",
    "不足",
    "至少",
    "不少于",
    "不低于",
    "达",
    "逾",
    "为",
    "仅",
    "幅度达",
    "幅度为",
    "以不少于",
    "最多",
    "的幅度",
    "只",
    "也",
    "接近",
    "均",
];

/// Which way the amount that starts at `start` changes, if a verb of change governs it, or all of its list: 分别增长3%和2%.
pub(crate) fn direction_before(text: &str, start: usize) -> Option<Direction> {
    verb_before(text, start).or_else(|| {
        let (from, list) = list_before(text, start, "分别")?;
        let first =
            from + list.find(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十百".contains(c))?;
        if numbers(&text[first..start]) { verb_before(text, first) } else { None }
    })
}

fn verb_before(text: &str, start: usize) -> Option<Direction> {
    let mut at = start;
    for _ in 0..3 {
        match any_before(text, at, BETWEEN) {
            Some(before) => at = before,
            None => break,
        }
    }
    // 减少为三百亿元 is a level, 降幅为3% a change.
    let level = |from: usize| {
        let verb = &text[from..at];
        text[at..start].starts_with('为') && !verb.ends_with('幅') && verb != "增长"
    };
    let verb = |words: &[&str]| {
        any_before(text, at, words).filter(|from| !nominal(text, *from, at) && !level(*from))
    };
    if verb(UP).is_some() {
        return Some(Direction::Up);
    }
    verb(DOWN).map(|_| Direction::Down)
}

/// 增长率, 增速 and the like name a rate whose level is given; 增 in 新增 is a verb.
fn nominal(text: &str, from: usize, to: usize) -> bool {
    let word = &text[from..to];
    (word == "升" && char_before(text, from) == Some('公')) || tail(text, from, 1) == "零"
}

/// Which way an amount changes whose verb comes behind it: 以不少于3%的速度增长.
pub(crate) fn direction_after(text: &str, end: usize) -> Option<Direction> {
    let after = any_at(text, end, &["的速度", "的幅度", "的增速", "左右的速度", "以上的速度"])?;
    if any_at(text, after, &["增长", "递增", "上升", "提高"]).is_some() {
        return Some(Direction::Up);
    }
    any_at(text, after, &["下降", "递减", "减少"]).map(|_| Direction::Down)
}
