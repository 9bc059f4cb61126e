//! Making decisions: who, when, on what.

use std::path::Path;
use std::process::Command;

use jiff::{Timestamp, Unit};
use kaoju_record::{Anchor, Correction, Decision, Verdict};

/// A decision made now, with its id.
///
/// # Errors
/// What [`check_decision`] says against it.
pub fn decide(doc: &str, decision: Verdict, about: Anchor, by: &str, with: With) -> Result<Decision, String> {
    let With { correction, comment, ends } = with;
    let decision = Decision {
        id: String::new(),
        doc: doc.to_owned(),
        decision,
        about,
        correction,
        comment,
        ends,
        by: by.to_owned(),
        at: now(),
    };
    check_decision(&decision)?;
    Ok(decision.named())
}

/// What may go with a decision.
#[derive(Clone, Debug, Default)]
pub struct With {
    /// For `correct` and `add`: what should stand there.
    pub correction: Option<Correction>,
    /// What the reviewer says.
    pub comment: Option<String>,
    /// Ids of the decisions that it takes back or settles.
    pub ends: Vec<String>,
}

/// The time, to the microsecond, as decisions carry it.
pub fn now() -> String {
    let now = Timestamp::now();
    now.round(Unit::Microsecond).unwrap_or(now).to_string()
}

/// Who reviews in a folder, as git knows: `Name <mail>`; `None` where git knows nobody.
pub fn reviewer(folder: &Path) -> Option<String> {
    let config = |key: &str| {
        let output =
            Command::new("git").arg("-C").arg(folder).args(["config", "--get", key]).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    Some(format!("{} <{}>", config("user.name")?, config("user.email")?))
}

/// What tells a reviewer from others: the mail in `Name <mail>`, in lower case; the whole where there is none.
pub fn person(by: &str) -> String {
    let mail = by.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(mail, _)| mail.trim());
    mail.filter(|mail| !mail.is_empty()).unwrap_or(by.trim()).to_lowercase()
}

/// Checks that a decision says what its verdict needs.
///
/// # Errors
/// What is missing or wrong, in one line.
pub fn check_decision(decision: &Decision) -> Result<(), String> {
    let name = decision.decision.name();
    if decision.by.trim().is_empty() {
        return Err(format!("`{name}` has no `by`: who decides?"));
    }
    if decision.at.parse::<Timestamp>().is_err() {
        return Err(format!("`{}` is no RFC 3339 timestamp", decision.at));
    }
    let correction = decision.correction.as_ref();
    let says = correction.and_then(|correction| correction.says.as_ref());
    let missing = |what: &str| Err(format!("`{name}` has no {what}"));
    match decision.decision {
        Verdict::Accept if decision.about.says.is_none() => missing("`about.says`: what was accepted?"),
        Verdict::Correct if says.is_none() && correction.is_none_or(|c| c.place.is_none()) => {
            missing("`correction` of value or place")
        }
        Verdict::Correct if decision.about.says.is_none() => missing("`about.says`: what was corrected?"),
        Verdict::Add if says.is_none() => missing("`correction.says`: what stands there?"),
        Verdict::Comment if decision.comment.is_none() => missing("`comment`"),
        Verdict::Withdraw if decision.ends.is_empty() => missing("`ends`: which decisions?"),
        _ => Ok(()),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use kaoju_record::{Meaning, Place, Span, Subject, Value};

    /// An acceptance of a date with an id.
    pub(crate) fn accept(id: &str) -> Decision {
        let about = Anchor {
            id: id.to_owned(),
            kind: Subject::Date,
            place: Place {
                quote: "2014年".into(),
                before: "于".into(),
                after: "签署".into(),
                span: Span { start: 3, end: 10 },
                sha256: "77".into(),
            },
            says: Some(Meaning::Value(Value::Date { edtf: "2014".into(), modifier: None })),
            rule: Some("date/year".into()),
        };
        let mut decision =
            decide("003", Verdict::Accept, about, "甲 <a@example.org>", With::default()).unwrap();
        decision.at = "2026-11-20T18:30:00Z".into();
        decision.named()
    }

    #[test]
    fn a_person_is_told_by_the_mail() {
        for (by, is) in [
            ("A. B. <A@Example.org>", "a@example.org"),
            ("Ann <x> <a@example.org>", "a@example.org"),
            ("Ann", "ann"),
            ("Ann <>", "ann <>"),
        ] {
            assert_eq!(person(by), is);
        }
    }

    #[test]
    fn what_a_verdict_needs() {
        let decision = |verdict| Decision { decision: verdict, ..accept("a") };
        assert_eq!(check_decision(&decision(Verdict::Accept)), Ok(()));
        assert_eq!(check_decision(&decision(Verdict::Reject)), Ok(()));
        for verdict in [Verdict::Correct, Verdict::Add, Verdict::Comment, Verdict::Withdraw] {
            assert!(check_decision(&decision(verdict)).is_err(), "{verdict:?}");
        }
        let nobody = Decision { by: " ".into(), ..accept("a") };
        assert!(check_decision(&nobody).unwrap_err().contains("who decides?"));
    }
}
