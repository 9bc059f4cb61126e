//! What the names of one instrument have in common: the name, simplified step by step.

use kaoju_parties::{office_end, parties};

/// A rule that may join two names: what it says of itself, and what it makes of a name.
type Step = (&'static str, fn(&str) -> String);

/// The rules, in the order they are applied.
const STEPS: [Step; 4] = [
    ("marks and spaces left out", plain),
    ("parties by their codes", coded),
    ("parties in one order", ordered),
    ("关于 left out", without_about),
];

/// A name and what each step made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    stages: Vec<String>,
}

impl Key {
    pub(crate) fn of(name: &str) -> Self {
        let mut stages = vec![name.to_owned()];
        for (_, step) in STEPS {
            let last = stages.last().map_or(name, String::as_str);
            stages.push(step(last));
        }
        Self { stages }
    }

    /// What all names of the instrument have in common.
    pub(crate) fn common(&self) -> &str {
        self.stages.last().map_or("", String::as_str)
    }

    /// The rules that join two names, if they do.
    pub(crate) fn joined(&self, other: &Key) -> Option<String> {
        if self.common() != other.common() {
            return None;
        }
        let needed = (0..STEPS.len()).filter(|step| {
            let moved = |key: &Key| key.stages[*step] != key.stages[step + 1];
            self.stages[*step] != other.stages[*step] && (moved(self) || moved(other))
        });
        Some(needed.map(|step| STEPS[step].0).collect::<Vec<_>>().join(", "))
    }

    /// The name without the one party that it begins with: 集体安全条约 of 独联体集体安全条约. Nothing that is too short
    /// to be a name.
    pub(crate) fn without_owner(&self) -> Option<&str> {
        const SHORTEST: usize = 5;
        let rest = self.common().strip_prefix('{')?;
        let (owner, rest) = rest.split_once('}')?;
        let rest = rest.strip_prefix("成员国").unwrap_or(rest);
        (!owner.contains(' ') && rest.chars().count() >= SHORTEST && !rest.contains('{')).then_some(rest)
    }
}

/// Without brackets, quotation marks and spaces, dashes as one.
fn plain(name: &str) -> String {
    let kept = name.chars().filter(|c| !c.is_whitespace() && !"《》〈〉“”‘’\"'「」·".contains(*c));
    kept.map(|c| if "—－–-~～".contains(c) { '—' } else { c }).collect()
}

/// Parties as `{CN RU}`, those named together in one pair of braces, with their offices.
fn coded(name: &str) -> String {
    let found = parties(name);
    let mut out = String::new();
    let mut at = 0;
    for together in found.chunk_by(|a, b| a.together == b.together) {
        let (Some(first), Some(last)) = (together.first(), together.last()) else { continue };
        out.push_str(name.get(at..first.range.start).unwrap_or_default());
        let codes: Vec<&str> = together.iter().flat_map(|party| party.codes.iter().copied()).collect();
        out.push_str(&format!("{{{}}}", codes.join(" ")));
        at = office_end(name, last.range.end);
    }
    out + name.get(at..).unwrap_or_default()
}

fn ordered(name: &str) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some((before, braced)) = rest.split_once('{') {
        let (codes, after) = braced.split_once('}').unwrap_or((braced, ""));
        let mut codes: Vec<&str> = codes.split(' ').collect();
        codes.sort_unstable();
        out.push_str(&format!("{before}{{{}}}", codes.join(" ")));
        rest = after;
    }
    out + rest
}

fn without_about(name: &str) -> String {
    let name = name.strip_prefix("关于").unwrap_or(name);
    name.replacen("}关于", "}", 1).replacen("}间", "}", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, joined: Option<&str>) {
        assert_eq!(Key::of(a).joined(&Key::of(b)).as_deref(), joined, "{a} / {b}");
        assert_eq!(Key::of(b).joined(&Key::of(a)).as_deref(), joined, "{b} / {a}");
    }

    #[test]
    fn names_are_joined_by_rules_that_are_told() {
        check(
            "中国与欧亚经济联盟经贸合作协定",
            "中华人民共和国与欧亚经济联盟经贸合作协定",
            Some("parties by their codes"),
        );
        check("中日和平友好条约", "日中和平友好条约", Some("parties by their codes, parties in one order"));
        check("〈原油购销合同〉补充协议", "《原油购销合同》补充协议", Some("marks and spaces left out"));
        check("关于电子商务合作的谅解备忘录", "电子商务合作的谅解备忘录", Some("关于 left out"));
        check(
            "中华人民共和国政府和俄罗斯联邦政府关于促进和相互保护投资协定",
            "中俄促进和相互保护投资协定",
            Some("parties by their codes, 关于 left out"),
        );
    }

    #[test]
    fn other_names_stay_apart() {
        check("中俄睦邻友好合作条约", "中哈睦邻友好合作条约", None);
        check("欧亚经济联盟条约", "欧亚经济联盟海关法典", None);
        check("中俄联合声明", "联合声明", None);
    }

    #[test]
    fn an_owner_in_front_may_be_left_out() {
        assert_eq!(Key::of("独联体集体安全条约").without_owner(), Some("集体安全条约"));
        assert_eq!(Key::of("中俄睦邻友好合作条约").without_owner(), None);
        assert_eq!(Key::of("欧亚经济联盟条约").without_owner(), None);
    }
}
