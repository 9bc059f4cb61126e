//! The scores, a line a suite.

use std::fmt::Write;

use crate::Judged;
use crate::known::{Class, Known};

/// The cases of each suite, how many pass, how many where only the day of writing is known, and of those that miss how
/// many are doubtful or belong to each class.
pub(crate) fn draw(judged: &[Judged], known: &Known) -> String {
    let mut out =
        format!("{:34}{:>6}{:>8}{:>5}{:>8}{:>10}", "suite", "cases", "strict", "%", "by day", "doubtful");
    Class::ALL.iter().for_each(|class| write!(out, "{:>14}", class.name()).unwrap());
    let suites = judged.chunk_by(|a, b| a.case.suite == b.case.suite);
    suites.for_each(|suite| row(&mut out, &suite[0].case.suite, suite, known));
    out.push('\n');
    let systems = judged.chunk_by(|a, b| system(a) == system(b));
    systems.for_each(|cases| row(&mut out, system(&cases[0]), cases, known));
    row(&mut out, "all", judged, known);
    out
}

/// The system that a case is from.
fn system(judged: &Judged) -> &str {
    judged.case.suite.split('.').next().unwrap_or_default()
}

fn row(out: &mut String, name: &str, cases: &[Judged], known: &Known) {
    let count = |counts: &dyn Fn(&Judged) -> bool| cases.iter().filter(|judged| counts(judged)).count();
    let passing = count(&|judged| judged.passes);
    let by_day = count(&|judged| judged.by_day);
    let doubtful = count(&|judged| !judged.passes && judged.case.doubtful.is_some());
    let percent = (passing as f64 * 100.0 / cases.len() as f64).round();
    write!(out, "\n{name:34}{:>6}{passing:>8}{percent:>5}{by_day:>8}{doubtful:>10}", cases.len()).unwrap();
    for class in Class::ALL {
        let listed = count(&|judged| judged.misses() && known.class(&judged.case) == Some(class));
        write!(out, "{listed:>14}").unwrap();
    }
}
