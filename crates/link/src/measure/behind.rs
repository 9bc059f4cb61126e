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
    /// Whether the figure stands in a setting: 增长13%的基础上.
    pub setting: bool,
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
    let end = clause_end(near);
    // 百分之十三的基础上: the figure stands in a setting.
    if rest.starts_with("基础") {
        return Behind { joined, noun: "", clause: "", setting: joined, list: false, skipped, growth: 0 };
    }
    let noun = noun(rest);
    let more = if joined { words().growth.at_start(&rest[noun.len()..]) } else { 0 };
    let noun = &rest[..noun.len() + more];
    let end = if words().list.at_start(near) > 0 { 0 } else { end };
    let list = near[end..].starts_with('、');
    Behind {
        joined,
        noun,
        clause: &near[..end],
        setting: false,
        list,
        skipped,
        growth: words().growth.at_end(noun),
    }
}

impl<'t> Behind<'t> {
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

    /// What those counted do, where the clause tells it: 省（区、市）|免征农业税.
    pub(super) fn doing(&self) -> Option<&'t str> {
        const SHORT: usize = 4;
        let whole = self.clause.len() + '的'.len_utf8() < FAR && !self.joined && !self.list;
        let rest = self.clause.get(self.noun.len()..).filter(|_| whole && !self.noun.is_empty())?;
        // 经济体中, 学校和教学点: not yet the verb.
        let setting = rest.starts_with(['在', '经', '从']) && rest.contains('的');
        // 企业发放资金448.4亿元: cut within another figure.
        let figure = rest.ends_with(|c: char| c.is_ascii_digit());
        // 12个国家项目|仅启动了两项: of some of them only.
        let other = ['中', '和', '与', '及', '以', '或', '是', '为', '对', '仅', '只'];
        if setting || figure || rest.starts_with(other) {
            return None;
        }
        let rest = rest.trim_start_matches(['已', '都', '均', '将', '正', '可']);
        let rest = rest.strip_prefix("经").or(rest.strip_prefix("全部")).unwrap_or(rest);
        (rest.chars().count() >= SHORT).then_some(rest)
    }

    /// Who came to what harm: 死亡, 士兵死亡.
    pub(super) fn harmed(&self) -> Option<&'t str> {
        let persons =
            words().people.at_end(self.noun) > 0 && !self.noun.contains(|c: char| c.is_ascii_digit());
        let who = if persons { self.noun.len() } else { 0 };
        // A noun may go on behind its clause, as a name in quotation marks does.
        let harm = |at: usize| self.clause.get(at..).map_or(0, |rest| words().casualties.at_start(rest));
        [0, who].into_iter().find(|at| harm(*at) > 0).map(|at| &self.clause[..at + harm(at)])
    }

    /// Length of the text up to the end of the noun.
    pub(super) fn noun_end(&self) -> usize {
        self.skipped + if self.joined { '的'.len_utf8() } else { 0 } + self.noun.len()
    }

    /// Length of the noun where it is no part of what the next figure measures: another figure of a list follows it, as in
    /// 140个集群、250个园区, or its verb, as in 90个国家签订了160个协定.
    pub(super) fn taken(&self) -> usize {
        let listed = self.clause.len() == self.noun.len() && self.list;
        let acting = self.clause.get(self.noun.len()..).is_some_and(|rest| words().acting.at_start(rest) > 0);
        if (listed || acting) && !self.joined { self.skipped + self.noun.len() } else { 0 }
    }
}

/// Where the clause that a text begins with ends; a short bracket belongs to it: 省（区、市）.
fn clause_end(near: &str) -> usize {
    let mut end = 0;
    while let Some(c) = near[end..].chars().next() {
        let bracket = bracket(&near[end..]).max(of_letters(near, end));
        if bracket == 0 && !c.is_alphanumeric() && !matches!(c, '“' | '”') {
            break;
        }
        end += bracket.max(c.len_utf8());
    }
    end
}

/// Length of the short bracket that a text begins with.
fn bracket(text: &str) -> usize {
    enclosed(text, '（', '）', 33)
}

/// Length of the short quotation that a text begins with: “一村一品”示范村镇.
fn quoted(text: &str) -> usize {
    enclosed(text, '“', '”', 40)
}

/// Length of what a text begins with between two marks, if it is no longer than so many bytes.
fn enclosed(text: &str, open: char, close: char, longest: usize) -> usize {
    if !text.starts_with(open) {
        return 0;
    }
    let near = &text[..crate::floor(text, longest)];
    near.find(close).map_or(0, |end| end + close.len_utf8())
}

/// Length of the mark at a byte that joins words of one character: 陆、海、空相关协定.
fn of_letters(text: &str, at: usize) -> usize {
    const MARK: usize = '、'.len_utf8();
    let mut before = text[..at].chars().rev();
    let alone = before.next().is_some_and(char::is_alphabetic) && before.next().is_none_or(|c| c == '、');
    if alone && text[at..].starts_with('、') { MARK } else { 0 }
}

/// The noun that a text begins with.
fn noun(text: &str) -> &str {
    const SHORT: usize = "县".len();
    let mut end = 0;
    while let Some(c) = text[end..].chars().next() {
        let bracket = if end > 0 { bracket(&text[end..]).max(of_letters(text, end)) } else { 0 };
        let bracket = bracket.max(quoted(&text[end..]));
        if bracket == 0 && !c.is_alphabetic() && !c.is_ascii_digit() || end > FAR {
            break;
        }
        // 许可, 发展中经济体: such a word is no verb.
        let rest = &text[end..];
        let word = words().whole.at(c, rest);
        // 上调25个基点到4.75%
        let reach = end == 0 && c == '到';
        let acting = if end >= SHORT { words().acting.at(c, rest) } else { 0 };
        let verb = word == 0 && (reach || words().ends.at(c, rest) > 0) || acting > word;
        // “有地无名”的街巷
        let quotation = c == '的' && text[..end].ends_with('”');
        if bracket == 0 && verb && !quotation {
            break;
        }
        end += word.max(bracket).max(c.len_utf8());
    }
    // 企业1.1亿元: another figure.
    let noun = if text[end..].starts_with('.') {
        text[..end].trim_end_matches(|c: char| c.is_ascii_digit() || c == '约')
    } else {
        &text[..end]
    };
    noun.trim_end_matches(['的', '也', '都', '则', '便'])
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
        check("国家项目仅启动了两项", "国家项目", "国家项目仅启动了两项");
        check("“有地无名”的街巷，", "“有地无名”的街巷", "“有地无名”的街巷");
        check("企业发放1.1亿元", "企业", "企业发放1");
        check("农户1.1亿元", "农户", "农户1");
        check("“一村一品”示范村镇，", "“一村一品”示范村镇", "“一村一品”示范村镇");
        check("陆、海、空相关协定。", "陆、海、空相关协定", "陆、海、空相关协定");
        check("省（区、市）免征了农业税", "省（区、市）", "省（区、市）免征了农业税");
    }
}
