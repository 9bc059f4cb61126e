//! What the terminal shows of a document and what its keys do, without a terminal.

use crossterm::style::Stylize;
use kaoju_record::Verdict;
use kaoju_review::now;
use kaoju_serve::{Desk, Item, Refusal, Wish};

/// The keys, in one line.
pub(crate) const KEYS: &str =
    "a accept · r reject · e edit the value · s skip · u undo, or back · q quit · ? this line";

/// How much text is shown on either side of a finding, in characters.
const AROUND: usize = 60;

/// One document under review: its undecided findings, in order.
pub(crate) struct Session<'a> {
    desk: &'a Desk,
    doc: &'a str,
    queue: Vec<String>,
    at: usize,
    /// Which finding was decided by which decision, oldest first.
    made: Vec<(usize, String)>,
    said: String,
}

impl<'a> Session<'a> {
    pub(crate) fn open(desk: &'a Desk, doc: &'a str) -> Result<Self, Refusal> {
        let queue = desk.with(doc, |opened| {
            let undecided =
                opened.items().into_iter().filter(|item| matches!(item.status, "open" | "conflict"));
            Ok(undecided.map(|item| item.id.clone()).collect())
        })?;
        Ok(Self { desk, doc, queue, at: 0, made: Vec::new(), said: String::new() })
    }

    /// How many decisions were made and not taken back.
    pub(crate) fn decided(&self) -> usize {
        self.made.len()
    }

    /// Says something under the next finding.
    pub(crate) fn tell(&mut self, what: &str) {
        what.clone_into(&mut self.said);
    }

    /// The finding at hand as the terminal shows it; `None` when there is none left.
    pub(crate) fn shown(&mut self) -> Result<Option<String>, Refusal> {
        let (n, of) = (self.at + 1, self.queue.len());
        while let Some(id) = self.queue.get(self.at) {
            let shown = self.desk.with(self.doc, |opened| {
                let Some(item) = opened.item(id) else { return Ok(None) };
                let text = opened.around(item, AROUND).unwrap_or_default();
                Ok(Some(draw(item, &text)))
            })?;
            if let Some(shown) = shown {
                let head = format!("{} · {n} of {of}", self.doc).dim();
                return Ok(Some(format!("{head}\n{shown}\n{}", std::mem::take(&mut self.said))));
            }
            self.at += 1;
        }
        Ok(None)
    }

    /// Does what a key stands for. What went wrong is said under the next finding.
    pub(crate) fn press(&mut self, key: char) {
        let done = match key {
            'a' => self.decide(Verdict::Accept, None),
            'r' => self.decide(Verdict::Reject, None),
            's' => {
                self.at += 1;
                Ok(())
            }
            'u' => self.back(),
            _ => {
                self.tell(KEYS);
                Ok(())
            }
        };
        if let Err(refusal) = done {
            self.tell(&format!("not saved: {refusal}"));
        }
    }

    /// Gives the finding at hand another value.
    pub(crate) fn correct(&mut self, says: &str) -> Result<(), Refusal> {
        self.decide(Verdict::Correct, Some(says))
    }

    fn decide(&mut self, verdict: Verdict, says: Option<&str>) -> Result<(), Refusal> {
        let Some(id) = self.queue.get(self.at).cloned() else { return Ok(()) };
        let by = self.desk.reviewer();
        let made = self.desk.with(self.doc, |opened| {
            let fact = opened.item(&id).is_some_and(|item| item.fact);
            let says = says.map(|says| match fact {
                true => serde_json::from_str(says).map_err(|error| Refusal::Wrong(error.to_string())),
                false => Ok(says.into()),
            });
            let wish = Wish { says: says.transpose()?, ..Wish::new(verdict, &id) };
            opened.decide(vec![wish], &now(), by)
        })?;
        self.made.extend(made.into_iter().map(|id| (self.at, id)));
        self.tell(&format!("saved: {}", verdict.name()));
        self.at += 1;
        Ok(())
    }

    /// Takes back the last decision, or goes back over what was skipped.
    fn back(&mut self) -> Result<(), Refusal> {
        let Some((at, decision)) = self.made.last().cloned().filter(|(at, _)| at + 1 == self.at) else {
            self.at = self.at.saturating_sub(1);
            return Ok(());
        };
        let by = self.desk.reviewer();
        let wish = Wish { ends: vec![decision], ..Wish::new(Verdict::Withdraw, &self.queue[at]) };
        self.desk.with(self.doc, |opened| opened.decide(vec![wish], &now(), by))?;
        self.made.pop();
        self.at = at;
        self.tell("saved: taken back");
        Ok(())
    }
}

fn draw(item: &Item, [before, quote, after]: &[String; 3]) -> String {
    let quote = if quote.is_empty() { &item.quote } else { quote };
    let text = format!("{before}{}{after}", quote.as_str().bold().reverse());
    let mut lines = vec![
        format!("{} · {} · {}", item.kind, item.zone, item.rule).dim().to_string(),
        String::new(),
        text,
        String::new(),
        format!("= {}", item.value).bold().to_string(),
    ];
    if !item.uncertain.is_empty() {
        lines.push(format!("the damaged source allows other readings: {}", item.uncertain.join(", ")));
    }
    lines.extend(item.notes.iter().cloned());
    let made = item.decisions.iter().filter(|made| !made.ended && made.decision != "withdraw");
    lines.extend(made.map(|made| {
        let more = [&made.says, &made.comment].into_iter().flatten();
        more.fold(format!("{} by {}", made.decision, made.by), |line, more| format!("{line}: {more}"))
    }));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaoju_pipeline::Project;

    fn statuses(desk: &Desk) -> Vec<(String, &'static str)> {
        let all = |opened: &mut kaoju_serve::Opened| {
            Ok(opened.items().iter().map(|item| (item.value.clone(), item.status)).collect())
        };
        desk.with("a", all).unwrap()
    }

    #[test]
    fn every_key_does_what_it_says() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), "条约于2014年5月29日签署，为期三十年，2015年1月生效。\n")
            .unwrap();
        let desk = Desk::new(Project::open(folder.path(), None).unwrap(), "甲 <a@example.org>".into());
        let mut session = Session::open(&desk, "a").unwrap();
        let shown = session.shown().unwrap().unwrap();
        assert!(shown.contains("1 of 3") && shown.contains("date 2014-05-29"), "{shown}");
        session.press('a');
        session.press('u');
        assert!(session.shown().unwrap().unwrap().contains("1 of 3"));
        session.press('a');
        session.press('s');
        assert!(session.correct("money many USD").is_err());
        session.correct("date 2015-01 start").unwrap();
        assert!(session.shown().unwrap().is_none());
        session.press('u');
        session.press('u');
        session.press('r');
        session.press('a');
        assert_eq!(session.decided(), 3);
        let expected =
            [("date 2014-05-29", "accepted"), ("duration P30Y", "rejected"), ("date 2015-01", "accepted")];
        assert_eq!(statuses(&desk), expected.map(|(value, status)| (value.to_owned(), status)));
        assert!(Session::open(&desk, "a").unwrap().shown().unwrap().is_none());
    }
}
