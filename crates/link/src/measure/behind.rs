//! The words behind a figure: the noun it counts or weighs, the share of whom it is.

use kaoju_record::Direction;

use super::words::words;

/// No noun is looked for farther, in bytes.
const FAR: usize = 75;

/// What stands behind a figure in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Behind<'t> {
    /// Whether 的 joins it to the figure: 43%的受访者.
    pub joined: bool,
    /// The noun, up to the first verb: 受访者.
    pub noun: &'t str,
    /// The clause: 受访者认为….
    pub clause: &'t str,
    /// Whether a list goes on behind the clause.
    list: bool,
    /// Length of the bounds before the noun.
    skipped: usize,
    /// Length of the word of growth at the end of the noun: 恢复性增长.
    pub growth: usize,
}

/// Reads the words behind a figure.
pub(super) fn behind(after: &str) -> Behind<'_> {
    let skipped = words().bounds.at_start(after);
    let after = &after[skipped..];
    let rest = after.strip_prefix('的').unwrap_or(after);
    let joined = rest.len() < after.len();
    let near = &rest[..crate::floor(rest, FAR)];
    let end = near.find(|c: char| !c.is_alphanumeric() && !matches!(c, '“' | '”')).unwrap_or(near.len());
    // 百分之十三的基础上: the figure stands in a setting.
    if rest.starts_with("基础") {
        return Behind { joined, noun: "", clause: "", list: false, skipped, growth: 0 };
    }
    let noun = noun(rest);
    let more = if joined { words().growth.at_start(&rest[noun.len()..]) } else { 0 };
    let noun = &rest[..noun.len() + more];
    let end = if words().list.at_start(near) > 0 { 0 } else { end };
    let list = near[end..].starts_with('、');
    Behind { joined, noun, clause: &near[..end], list, skipped, growth: words().growth.at_end(noun) }
}

impl Behind<'_> {
    /// Whether the noun only says that it is growth: 的恢复性增长, but not 的全球经济平均增速.
    pub(super) fn is_growth(&self) -> bool {
        const SHORT: usize = 4;
        self.joined && self.growth > 0 && self.noun[..self.noun.len() - self.growth].chars().count() < SHORT
    }

    /// The direction that such growth has.
    pub(super) fn direction(&self) -> Option<Direction> {
        match self.noun {
            noun if self.is_growth() && noun.ends_with("增长") => Some(Direction::Up),
            noun if self.is_growth() && noun.ends_with(['降', '滑']) => Some(Direction::Down),
            _ => None,
        }
    }

    /// Whether the clause tells what those do whose share it is: 95%以上实行备案管理.
    pub(super) fn acts(&self) -> bool {
        const CHANGE: [char; 12] = ['上', '下', '增', '降', '升', '提', '减', '扩', '至', '到', '涨', '跌'];
        !self.clause.is_empty() && !self.clause.starts_with(CHANGE)
    }

    /// Length of the text up to the end of the noun.
    pub(super) fn noun_end(&self) -> usize {
        self.skipped + if self.joined { '的'.len_utf8() } else { 0 } + self.noun.len()
    }

    /// Length of the noun where another figure of a list follows it: 140个集群、250个园区.
    pub(super) fn listed(&self) -> usize {
        let listed = self.clause.len() == self.noun.len() && self.list && !self.joined;
        if listed { self.skipped + self.noun.len() } else { 0 }
    }
}

/// The noun that a text begins with.
fn noun(text: &str) -> &str {
    let mut end = 0;
    while let Some(c) = text[end..].chars().next() {
        if !c.is_alphabetic() && !c.is_ascii_digit() || end > FAR {
            break;
        }
        // 许可, 发展中经济体: such a word is no verb.
        let word = words().whole.at(c, &text[end..]);
        if word == 0 && words().ends.at(c, &text[end..]) > 0 {
            break;
        }
        end += word.max(c.len_utf8());
    }
    text[..end].trim_end_matches('的')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(after: &str, noun: &str, clause: &str) {
        let found = behind(after);
        assert_eq!((found.noun, found.clause), (noun, clause), "{after}");
    }

    #[test]
    fn a_noun_ends_with_its_verb() {
        check("武器装备超过其他。", "武器装备", "武器装备超过其他");
        check("职业资格许可和认定事项，", "职业资格许可", "职业资格许可和认定事项");
        check("的发展中经济体是", "发展中经济体", "发展中经济体是");
        check("左右的地市开展试点", "地市", "地市开展试点");
        check("以上", "", "");
    }
}
