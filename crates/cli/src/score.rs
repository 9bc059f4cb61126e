//! `kaoju score`: records against gold, or against what reviewers decided.

use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

use clap::Args;
use kaoju_record::{Fact, Mention, Record};
use kaoju_review::{FactGold, FactScores, Gold, Scores, score, score_facts};
use serde_json::json;

use crate::records::of_paths;
use crate::{Done, WrongUse};

mod reviewed;

/// Score records against gold: precision, recall and F1 by document and kind, of mentions and of facts.
///
/// Strict counts the same bytes, kind and value; relaxed lets the bytes overlap. Ordinals are counted by themselves and
/// stay out of the total. Facts count where the gold holds facts; full are those whose parties, or entity and indicator, are
/// right as well.
///
/// With --reviewed the reviewers' decisions are the gold. A document counts as reviewed where nine tenths of its mentions
/// were decided on; its facts count where nine tenths of them were. What nobody decided on, or reviewers contradict each other about, counts neither
/// as right nor as wrong. What is scored is what the rules find now, and every rule is told with how often its findings were accepted,
/// corrected and rejected.
#[derive(Args)]
#[command(after_help = "\
Examples:
  kaoju score gold/ annotations/ --errors 20
  kaoju score --reviewed .")]
pub(crate) struct Arguments {
    /// A folder with NAME.jsonl for each document (kind, start, end, quote, value; or records of kaoju) and NAME.facts.jsonl;
    /// with --reviewed a folder that was reviewed.
    #[arg(default_value = ".")]
    gold: PathBuf,
    /// Records to score: JSONL files or folders of them.
    #[arg(required_unless_present = "reviewed", conflicts_with = "reviewed")]
    records: Vec<PathBuf>,
    /// Take what reviewers decided for gold, and tell what they said of each rule.
    #[arg(long)]
    reviewed: bool,
    /// With --reviewed: the folder of the documents, where it is not beside the records.
    #[arg(long, value_name = "DIR", requires = "reviewed")]
    sources: Option<PathBuf>,
    /// List so many errors first: document, byte, missed or extra, kind, quote, value.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// One object, for programs.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    let mut out = BufWriter::new(stdout().lock());
    if arguments.reviewed {
        let reviewed = reviewed::Reviews::read(&arguments.gold, arguments.sources.as_deref())?;
        let (scores, facts) = reviewed.scores();
        if arguments.json {
            let mut told = json(&scores, &facts, arguments.errors);
            reviewed.json(&mut told);
            writeln!(out, "{told}")?;
        } else {
            tell(&mut out, &scores, &facts, arguments.errors)?;
            write!(out, "\n{reviewed}")?;
        }
    } else {
        let (scores, facts) = against_gold(&arguments.gold, &arguments.records)?;
        if arguments.json {
            writeln!(out, "{}", json(&scores, &facts, arguments.errors))?;
        } else {
            tell(&mut out, &scores, &facts, arguments.errors)?;
        }
    }
    out.flush()?;
    Ok(Done::Well)
}

fn against_gold(gold: &Path, records: &[PathBuf]) -> anyhow::Result<(Scores, FactScores)> {
    let wrong = |error: kaoju_review::GoldError| WrongUse(error.to_string());
    let (mentions, facts) =
        (Gold::read_folder(gold).map_err(wrong)?, FactGold::read_folder(gold).map_err(wrong)?);
    let records = of_paths(records)?;
    let found: Vec<Mention> = records.iter().filter_map(Record::mention).cloned().collect();
    let joined: Vec<Fact> = records.iter().filter_map(Record::fact).cloned().collect();
    Ok((score(&mentions, &found), score_facts(&facts, &joined)))
}

fn tell(out: &mut impl Write, scores: &Scores, facts: &FactScores, errors: usize) -> std::io::Result<()> {
    for wrong in scores.wrong.iter().chain(&facts.wrong).take(errors) {
        writeln!(out, "{wrong}")?;
    }
    write!(out, "{scores}")?;
    if !facts.measures.is_empty() {
        write!(out, "\n{facts}")?;
    }
    Ok(())
}

fn json(scores: &Scores, facts: &FactScores, errors: usize) -> serde_json::Value {
    let counts = |c: kaoju_review::Counts| {
        json!({
            "hits": c.hits, "extra": c.extra, "missed": c.missed,
            "precision": c.precision(), "recall": c.recall(), "f1": c.f1(),
        })
    };
    let mentions = scores.measures.iter().map(|((doc, kind), measure)| {
        json!({ "doc": doc, "kind": kind, "strict": counts(measure.strict), "relaxed": counts(measure.relaxed) })
    });
    let joined = facts.measures.iter().map(|((doc, sort), fact)| {
        json!({ "doc": doc, "kind": sort, "counts": counts(fact.counts), "full": fact.full })
    });
    let wrong = scores.wrong.iter().chain(&facts.wrong).take(errors).map(|wrong| {
        json!({
            "doc": wrong.doc, "start": wrong.start, "kind": wrong.kind, "quote": wrong.quote, "value": wrong.value,
            "error": if wrong.error == kaoju_review::ErrorKind::Extra { "extra" } else { "missed" },
        })
    });
    let total = json!({
        "strict": counts(scores.total().strict), "relaxed": counts(scores.total().relaxed),
        "facts": counts(facts.total().counts), "full": facts.total().full,
    });
    json!({
        "total": total,
        "mentions": mentions.collect::<Vec<_>>(),
        "facts": joined.collect::<Vec<_>>(),
        "errors": wrong.collect::<Vec<_>>(),
    })
}
