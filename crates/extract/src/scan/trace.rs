//! What is told of every reading where somebody asks: what won its place, and what did not and why.

use std::ops::Range;

use kaoju_record::Value;

use super::{Place, Reading, Scanner};
use crate::{Candidate, Verdict};

impl Scanner {
    pub(super) fn name(&self, reading: Reading) -> String {
        let rule = match reading {
            Reading::Fixed(..) => Some("fixed phrase"),
            Reading::Treaty(_) => self.treaty.as_ref().map(|t| t.rule),
            Reading::Date(_) => self.date.as_ref().map(|d| d.rule),
            Reading::Figures(_) => self.figures.last().map(|f| f.rule),
        };
        rule.unwrap_or_default().to_owned()
    }

    pub(super) fn note(
        &mut self,
        place: &Place<'_>,
        range: Range<usize>,
        value: Option<&Value>,
        rule: &str,
        verdict: Verdict,
    ) {
        if let Some(trace) = &mut self.trace {
            let range = place.base + range.start..place.base + range.end;
            trace.push(Candidate { range, rule: rule.to_owned(), value: value.cloned(), verdict });
        }
    }

    pub(super) fn candidates(
        &self,
        place: &Place<'_>,
        at: usize,
        reading: Reading,
        verdict: &Verdict,
    ) -> Vec<Candidate> {
        let one = |range: Range<usize>, rule: &str, value: Option<Value>| Candidate {
            range: place.base + range.start..place.base + range.end,
            rule: rule.to_owned(),
            value,
            verdict: verdict.clone(),
        };
        match reading {
            Reading::Fixed(end, _) => vec![one(at..end, "fixed phrase", None)],
            Reading::Treaty(_) => {
                self.treaty.iter().map(|t| one(t.start..t.end, t.rule, Some(t.value.clone()))).collect()
            }
            Reading::Date(_) => {
                self.date.iter().map(|d| one(d.start..d.end, d.rule, Some(d.value.clone()))).collect()
            }
            Reading::Figures(_) => {
                self.figures.iter().map(|f| one(f.start..f.end, f.rule, Some(f.value.clone()))).collect()
            }
        }
    }
}
