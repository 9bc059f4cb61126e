//! What stands around an amount and is not part of its core: how it is bounded, which way it changes.

use kaoju_record::{Bound, Direction};

use crate::cursor::{any_at, any_before, char_before, tail};

/// Words before an amount that bound it, the longer before their tails.
const BEFORE: &[(&[&str], Bound)] = &[
    (&["不少于", "不低于", "不小于", "至少", "起码", "最少", "最低", "不下"], Bound::AtLeast),
    (&["不超过", "不高于", "不大于", "不多于", "至多", "最多", "最高", "控制在"], Bound::AtMost),
    (&["不足", "不到", "低于", "少于", "小于", "未满", "不满"], Bound::Under),
    (
        &["超过了", "超过", "超出", "突破了", "突破", "高于", "多于", "大于", "逾", "超", "过了", "已过"],
        Bound::Over,
    ),
    (
        &[
            "大约为",
            "大约",
            "约为",
            "约占",
            "约合",
            "约",
            "将近",
            "接近",
            "近",
            "左右为",
            "几乎是",
            "几乎",
            "差不多",
            "大体",
            "大概",
        ],
        Bound::About,
    ),
];

/// Words behind an amount that bound it.
const AFTER: &[(&[&str], Bound)] = &[
    (&["左右", "上下", "前后", "许"], Bound::About),
    (&["以上", "多", "余", "之多还多"], Bound::Over),
    (&["以内", "以下", "之内"], Bound::AtMost),
];

/// The bound that the words right before or behind an amount give it.
pub(crate) fn bound_around(text: &str, start: usize, end: usize) -> Option<Bound> {
    let before = BEFORE.iter().find(|(words, _)| any_before(text, start, words).is_some()).map(|(_, b)| *b);
    before.or_else(|| AFTER.iter().find(|(words, _)| any_at(text, end, words).is_some()).map(|(_, b)| *b))
}

/// Verbs of change. A level that is reached (增至, 达到) is none.
const UP: &[&str] = &[
    "增长", "增加", "增幅", "上升", "上涨", "提高", "扩大", "提升", "增供", "新增", "增产", "增收", "增发",
    "追加", "升高", "攀升", "上浮", "增", "涨", "升", "上调", "多收", "加快", "增进", "增拨",
];
const DOWN: &[&str] = &[
    "下降", "减少", "下滑", "降低", "回落", "缩减", "下跌", "下调", "精简", "裁减", "裁军", "压缩", "萎缩",
    "削减", "降幅", "减产", "减", "降", "跌", "收缩", "下浮", "减亏",
];

/// Words that may stand between a verb of change and its amount.
const BETWEEN: &[&str] = &[
    "了",
    "约",
    "近",
    "超过",
    "超",
    "将近",
    "大约",
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

/// Which way the amount that starts at `start` changes, if a verb of change governs it.
pub(crate) fn direction_before(text: &str, start: usize) -> Option<Direction> {
    let mut at = start;
    for _ in 0..3 {
        match any_before(text, at, BETWEEN) {
            Some(before) => at = before,
            None => break,
        }
    }
    let verb = |words: &[&str]| any_before(text, at, words).filter(|from| !nominal(text, *from, at));
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
