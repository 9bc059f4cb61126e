//! What a heading says of the time that its section is about.

use std::ops::Range;

use kaoju_extract::Found;
use kaoju_record::Value;

use super::chain::Period;
use super::period;

/// The time that a section is about.
pub(super) struct Section {
    /// The period that its paragraphs hold in where they state none.
    pub period: Option<Period>,
    /// Other periods that its heading names, which its paragraphs come to: “十三五”时期成就和“十四五”时期目标.
    others: Vec<Period>,
    /// The years it looks back on, for what is told of 五年.
    pub reviewed: Option<Period>,
    /// How many signs (#) its heading begins with.
    depth: usize,
    /// Whether its heading begins with a number: 一、…
    numbered: bool,
}

impl Section {
    /// The section that a heading begins, if it says of what time.
    pub(super) fn headed(
        heading: &str,
        found: &[Found],
        mentions: Range<usize>,
        written: Option<i32>,
    ) -> Option<Self> {
        let periods = mentions.clone().filter_map(|index| period(found, index));
        let mut periods = periods.filter(|period| governs(period, found, heading));
        let period = periods.next();
        let others = periods.collect();
        let looked_back_on = || looked_back_on(heading, found, mentions, written);
        let reviewed = if period.is_none() { looked_back_on() } else { None };
        // A single year is that of all its section tells.
        let (year, reviewed) = match reviewed {
            Some(year) if year.edtf.len() == 4 => (Some(year), None),
            years => (None, years),
        };
        let period = period.or(year);
        let headed =
            Self { period, others, reviewed, depth: depth(heading), numbered: begins_section(heading) };
        (headed.period.is_some() || headed.reviewed.is_some()).then_some(headed)
    }

    /// Takes in a paragraph that begins with one of the other periods of its heading: “十四五”时期是….
    pub(super) fn goes_on(&mut self, words: &str, found: &[Found], mentions: Range<usize>) {
        const NEAR: usize = 12;
        if self.others.is_empty() {
            return;
        }
        let first = mentions.clone().next().and_then(|index| period(found, index));
        let Some(next) = first.and_then(|first| self.others.iter().find(|other| other.edtf == first.edtf))
        else {
            return;
        };
        let begins = words.find(|c: char| c == '“' || c.is_ascii_digit());
        if begins.is_some_and(|at| at <= NEAR) {
            self.period = Some(next.clone());
        }
    }

    /// Whether it ends with a heading that says nothing of time.
    pub(super) fn ends(&self, heading: &str) -> bool {
        let depth = depth(heading);
        let part = heading.starts_with(|c: char| matches!(c, '（' | '(') || c.is_ascii_digit());
        // A title among titles speaks of its own news only.
        let title = !self.numbered && self.depth == 0 && !part;
        begins_section(heading) || title || depth > 0 && depth <= self.depth
    }
}

/// Whether a heading begins a section of the first order: 一、…
pub(super) fn begins_section(heading: &str) -> bool {
    let number = heading.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    number.len() < heading.len() && number.starts_with('、')
}

fn depth(heading: &str) -> usize {
    heading.len() - heading.trim_start_matches('#').len()
}

/// Whether a section can be about a period: `YYYY` or `YYYY/YYYY`, and no day when it was written; told as a number.
fn governs(period: &Period, found: &[Found], heading: &str) -> bool {
    let told = |index: usize| {
        let number = heading.contains(|c: char| c.is_ascii_digit()) || found[index].range.len() > 9;
        // 去年工作回顾
        number || heading.ends_with("回顾")
    };
    matches!(period.edtf.len(), 4 | 9) && period.mention.is_some_and(told)
}

/// 过去五年政府工作的回顾: the years before that of the document.
fn looked_back_on(
    heading: &str,
    found: &[Found],
    mut mentions: Range<usize>,
    written: Option<i32>,
) -> Option<Period> {
    if !heading.contains("过去") || !heading.contains("回顾") {
        return None;
    }
    let written = written?;
    mentions.find_map(|index| {
        let Value::Duration { duration, .. } = &found[index].value else { return None };
        let years: i32 = duration.strip_prefix('P')?.strip_suffix('Y')?.parse().ok()?;
        let edtf = match years {
            1 => format!("{}", written - 1),
            2..=10 => format!("{}/{}", written - years, written - 1),
            _ => return None,
        };
        Some(Period { mention: Some(index), edtf })
    })
}
