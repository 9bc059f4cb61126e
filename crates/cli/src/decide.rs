//! `kaoju accept`, `reject`, `correct`, `add`, `comment`, `withdraw`: decisions without a page or a terminal.

use std::io::{Write, stdout};

use clap::Args;
use kaoju_record::{
    Anchor, Correction as Wanted, Decision, Kind, Meaning, Record, Status, Subject, Verdict, parse_notation,
};
use kaoju_review::{With, append, check_meaning, decide, person, reviewer, standing, well_formed};

use crate::folder::{Document, Where};
use crate::{Done, WrongUse};

/// Who decides, and what goes with it.
#[derive(Args)]
pub(crate) struct How {
    #[command(flatten)]
    place: Where,
    /// Who decides: "Name <mail>"; by default as git knows you.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
    /// Decisions of others that shall count no more, by their ids: this settles a contradiction.
    #[arg(long, value_name = "ID")]
    ends: Vec<String>,
}

/// Decide that records are right, or that they are not. All at once or none.
#[derive(Args)]
#[command(after_help = "\
Examples:
  kaoju accept 2b4763bd4a08e4c9
  kaoju reject --rule date/bare-year --doc 003
  kaoju accept --all --by \"Name <mail@example.org>\"")]
pub(crate) struct Several {
    /// Ids of mentions or facts.
    ids: Vec<String>,
    /// All records of a rule that nobody decided on yet.
    #[arg(long, value_name = "RULE", conflicts_with = "ids")]
    rule: Option<String>,
    /// All records that nobody decided on yet.
    #[arg(long, conflicts_with_all = ["ids", "rule"])]
    all: bool,
    #[command(flatten)]
    how: How,
}

/// Say what a record should be instead: another value, or other words.
#[derive(Args)]
#[command(after_help = "\
Examples:
  kaoju correct 2b4763bd4a08e4c9 --value \"date 2021-05-26\"
  kaoju correct b4684e60eff86960 --value \"money 54700000000 USD about\" --bytes 205..214")]
pub(crate) struct Correction {
    /// Id of a mention or fact.
    id: String,
    /// The value, in one line as `kaoju rules` shows values or as JSON; for a fact the JSON of its statement.
    #[arg(long, value_name = "VALUE", required_unless_present = "bytes")]
    value: Option<String>,
    /// Where it stands: bytes of the source, START..END.
    #[arg(long, value_name = "START..END", value_parser = bytes)]
    bytes: Option<(usize, usize)>,
    #[command(flatten)]
    how: How,
}

/// Add a mention or a fact that was not found.
///
/// A fact rests on a mention: a measure on a figure, an event on a treaty. A figure has one measure; another that is added takes
/// its place.
#[derive(Args)]
#[command(after_help = "\
Examples:
  kaoju add --doc 003 --bytes 205..210 --value \"date 2021-05-25\"
  kaoju add --on 2b4763bd4a08e4c9 --value '{\"type\":\"treaty_event\",\"treaty\":\"联合国宪章\",\"action\":\"signed\"}'")]
pub(crate) struct Addition {
    /// Where a mention stands: bytes of the source, START..END.
    #[arg(long, value_name = "START..END", value_parser = bytes, required_unless_present = "on")]
    bytes: Option<(usize, usize)>,
    /// The id of the mention that a fact rests on.
    #[arg(long, value_name = "ID", conflicts_with = "bytes")]
    on: Option<String>,
    /// The value of a mention, in one line or as JSON; for a fact the JSON of its statement.
    #[arg(long, value_name = "VALUE")]
    value: String,
    #[command(flatten)]
    how: How,
}

/// Say something about a record that changes nothing.
#[derive(Args)]
#[command(after_help = "Example:\n  kaoju comment 2b4763bd4a08e4c9 --comment \"see the table below\"")]
pub(crate) struct Remark {
    /// Id of a mention or fact.
    id: String,
    #[command(flatten)]
    how: How,
}

/// Take decisions back.
#[derive(Args)]
#[command(after_help = "Example:\n  kaoju withdraw 4ff1d5b1dd2c4bd1")]
pub(crate) struct Withdrawal {
    /// Ids of decisions, or of records: then your own last decision on each.
    #[arg(required = true)]
    ids: Vec<String>,
    #[command(flatten)]
    how: How,
}

pub(crate) fn accept(arguments: &Several) -> anyhow::Result<Done> {
    several(arguments, Verdict::Accept)
}

pub(crate) fn reject(arguments: &Several) -> anyhow::Result<Done> {
    several(arguments, Verdict::Reject)
}

fn several(arguments: &Several, verdict: Verdict) -> anyhow::Result<Done> {
    let how = &arguments.how;
    if arguments.ids.is_empty() && arguments.rule.is_none() && !arguments.all {
        return wrong("which? give ids, --rule RULE or --all");
    }
    let documents = how.place.documents()?;
    let mut chosen = Vec::new();
    if arguments.ids.is_empty() {
        let wanted = |record: &Record| {
            let (rule, status) = match record {
                Record::Mention(mention) => (&mention.rule, mention.status),
                Record::Fact(fact) => (&fact.rule, fact.status),
                _ => return false,
            };
            status == Status::Auto && arguments.rule.as_ref().is_none_or(|wanted| wanted == rule)
        };
        for document in &documents {
            let anchors = document.reviewed.merged.records.iter().filter(|record| wanted(record));
            chosen.extend(anchors.filter_map(|record| Some((document, document.text().anchor(record)?))));
        }
    } else {
        for id in &arguments.ids {
            chosen.push(record(&documents, id)?);
        }
    }
    how.write(chosen.into_iter().map(|(document, about)| (document, about, None)).collect(), verdict)
}

pub(crate) fn correct(arguments: &Correction) -> anyhow::Result<Done> {
    let documents = arguments.how.place.documents()?;
    let (document, about) = record(&documents, &arguments.id)?;
    let says = match &arguments.value {
        // A mention may become one of another kind.
        Some(text) if about.kind.mention().is_some() => Some(value(text)?),
        Some(text) => Some(check_meaning(about.kind, text).map_err(WrongUse)?),
        None => None,
    };
    let place = arguments.bytes.map(|bytes| document.place(bytes)).transpose()?;
    let wanted = Wanted { place, says, mentions: Vec::new() };
    arguments.how.write(vec![(document, about, Some(wanted))], Verdict::Correct)
}

pub(crate) fn add(arguments: &Addition) -> anyhow::Result<Done> {
    let documents = arguments.how.place.documents()?;
    if let Some(id) = &arguments.on {
        return add_fact(arguments, &documents, id);
    }
    let (Some(bytes), [document]) = (arguments.bytes, documents.as_slice()) else {
        return wrong("to which document? name it with --doc ID");
    };
    let says = value(&arguments.value)?;
    let place = document.place(bytes)?;
    let clean = document.reviewed.loaded.stages.normalized.clean_range(place.span.start..place.span.end);
    let taken = |id: &str| document.anchor(id).is_some();
    let Meaning::Value(value) = &says else { return wrong("a mention says a value") };
    let about = document.text().anchor_new(&document.id, clean, value, taken);
    let wanted = Wanted { says: Some(says), ..Wanted::default() };
    arguments.how.write(vec![(document, about, Some(wanted))], Verdict::Add)
}

fn add_fact(arguments: &Addition, documents: &[Document], id: &str) -> anyhow::Result<Done> {
    let mentions = |document: &Document| {
        let mut mentions = document.reviewed.merged.records.iter().filter_map(Record::mention);
        mentions.find(|mention| mention.id == id).cloned()
    };
    let found = documents.iter().find_map(|document| Some((document, mentions(document)?)));
    let Some((document, mention)) = found else {
        return wrong(&format!(
            "no mention has the id `{id}`; a fact rests on a mention that stands in the text"
        ));
    };
    let subject = if mention.kind == Kind::Treaty { Subject::TreatyEvent } else { Subject::Measure };
    let says = check_meaning(subject, &arguments.value).map_err(WrongUse)?;
    let Meaning::Statement(statement) = &says else { return wrong("a fact says a statement") };
    let taken = |id: &str| document.anchor(id).is_some();
    let about = document.text().anchor_new_fact(&mention, statement, taken).map_err(WrongUse)?;
    let wanted = Wanted { says: Some(says), ..Wanted::default() };
    arguments.how.write(vec![(document, about, Some(wanted))], Verdict::Add)
}

pub(crate) fn comment(arguments: &Remark) -> anyhow::Result<Done> {
    let documents = arguments.how.place.documents()?;
    let (document, about) = record(&documents, &arguments.id)?;
    arguments.how.write(vec![(document, about, None)], Verdict::Comment)
}

pub(crate) fn withdraw(arguments: &Withdrawal) -> anyhow::Result<Done> {
    let how = &arguments.how;
    let documents = how.place.documents()?;
    let by = how.by()?;
    let mut ended = Vec::new();
    for id in &arguments.ids {
        let own = |decision: &&Decision| {
            decision.about.id == *id
                && person(&decision.by) == person(&by)
                && decision.decision != Verdict::Withdraw
        };
        let found = documents.iter().find_map(|document| {
            let standing = standing(&document.reviewed.journal.decisions);
            let named = standing.iter().find(|decision| decision.id == *id).copied();
            Some((document, named.or_else(|| standing.into_iter().rfind(own))?.clone()))
        });
        let Some((document, decision)) = found else {
            return wrong(&format!("no decision `{id}` stands, and you decided nothing on a record `{id}`"));
        };
        ended.push((document, decision));
    }
    for (document, decision) in ended {
        let with = With { comment: how.comment.clone(), ends: vec![decision.id.clone()], correction: None };
        let made = decide(&document.id, Verdict::Withdraw, decision.about, &by, with).map_err(WrongUse)?;
        save(document, vec![made])?;
    }
    Ok(Done::Well)
}

/// A record by its id: as it was reviewed, or as the machine gives it where it was rejected.
fn record<'d>(documents: &'d [Document], id: &str) -> anyhow::Result<(&'d Document, Anchor)> {
    let found = documents.iter().find_map(|document| Some((document, document.anchor(id)?)));
    Ok(found.ok_or_else(|| {
        WrongUse(format!(
            "no record has the id `{id}`; ids stand in the annotations, and kaoju merge makes them anew"
        ))
    })?)
}

fn value(text: &str) -> anyhow::Result<Meaning> {
    let value = parse_notation(text).and_then(|value| well_formed(&value).map(|()| value));
    Ok(Meaning::Value(value.map_err(WrongUse)?))
}

impl How {
    fn by(&self) -> anyhow::Result<String> {
        let by = self.by.clone().or_else(|| reviewer(&self.place.folder)).filter(|by| !by.trim().is_empty());
        Ok(by.ok_or_else(|| {
            WrongUse("git does not know who you are; say so with --by \"Name <mail>\"".into())
        })?)
    }

    /// Makes all decisions before it writes the first.
    fn write(
        &self,
        chosen: Vec<(&Document, Anchor, Option<Wanted>)>,
        verdict: Verdict,
    ) -> anyhow::Result<Done> {
        let by = self.by()?;
        let mut made: Vec<(&Document, Vec<Decision>)> = Vec::new();
        for (document, about, correction) in chosen {
            let with = With { correction, comment: self.comment.clone(), ends: self.ends.clone() };
            let decision = decide(&document.id, verdict, about, &by, with).map_err(WrongUse)?;
            match made.last_mut().filter(|(last, _)| last.id == document.id) {
                Some((_, decisions)) => decisions.push(decision),
                None => made.push((document, vec![decision])),
            }
        }
        made.into_iter().try_for_each(|(document, decisions)| save(document, decisions))?;
        Ok(Done::Well)
    }
}

/// Appends decisions, and says each when it is on disk.
fn save(document: &Document, decisions: Vec<Decision>) -> anyhow::Result<()> {
    append(&document.decisions, &decisions)
        .map_err(|error| anyhow::anyhow!("{}: {error}", document.decisions.display()))?;
    let mut out = stdout().lock();
    for decision in decisions {
        let about = &decision.about;
        writeln!(
            out,
            "{} {} {} {} {}",
            decision.id,
            decision.doc,
            decision.decision.name(),
            about.id,
            about.place.quote
        )?;
    }
    Ok(())
}

fn bytes(text: &str) -> Result<(usize, usize), String> {
    let ends = text.split_once("..").and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
    ends.filter(|(start, end)| start < end)
        .ok_or_else(|| "write START..END, as the spans of the records".into())
}

fn wrong<T>(message: &str) -> anyhow::Result<T> {
    Err(WrongUse(message.to_owned()).into())
}
