//! `kaoju extract`: documents in, records out.

use std::io::{BufReader, BufWriter, Write, stderr, stdin, stdout};
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use clap::builder::PossibleValuesParser;
use kaoju_pipeline::{
    Folder, Input, Job, Options, Problem, Sink, Stream, Summary, inputs, json_lines, run as run_all,
};
use kaoju_record::{Kind, Kinds};

use crate::progress::Progress;
use crate::{Done, WrongUse};

/// Write the dates, figures and treaties of documents as JSON Lines.
///
/// Each document gives one line about itself and one for each mention, in the order of its text. Without -o they go to
/// standard output. A document that cannot be read is named on standard error, and the others are read.
/// Exit status: 0 done, 1 done with documents that failed, 2 wrong use.
#[derive(Args)]
#[command(after_help = "\
Examples:
  kaoju extract report.txt
  kaoju extract archive/ -o annotations/ --jobs 4
  curl -s https://example.org/article.html | kaoju extract - --date 2021-05-26
  producer | kaoju extract --jsonl - | consumer")]
pub(crate) struct Arguments {
    /// Files, folders (read recursively, hidden files left out), or `-` for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write a file ID.jsonl for each document to this folder, each whole or not at all.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// When the documents were published: YYYY-MM-DD, YYYY-MM or YYYY, or with the time YYYY-MM-DDTHH:MM. 今年 and 5月 are resolved against it.
    #[arg(long, value_name = "DATE", value_parser = crate::date)]
    date: Option<String>,
    /// Number of threads; one for each core unless given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Read one document a line, {"id": …, "text": …, "date": …}; `date` may be missing. Spans count bytes of `text`.
    #[arg(long)]
    jsonl: bool,
    /// The kinds of mention to write.
    #[arg(long, value_name = "KINDS", value_delimiter = ',', default_value = "date,figure,treaty",
          value_parser = PossibleValuesParser::new(Kind::ALL.map(Kind::name)))]
    kinds: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Done> {
    let (found, problems) = inputs(&arguments.paths);
    if found.is_empty() && problems.len() >= arguments.paths.len() {
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        return Err(WrongUse(problems.join("\n")).into());
    }
    let mut sink = sink(arguments)?;
    let of = (!arguments.jsonl && found.iter().all(|input| input.path.is_some()))
        .then(|| (found.len(), found.iter().map(|input| input.bytes).sum()));
    let mut progress = Progress::new(of, arguments.output.is_none());
    let kinds =
        Kind::ALL.into_iter().filter(|kind| arguments.kinds.iter().any(|name| name == kind.name())).collect();
    let options = Options { jobs: arguments.jobs.unwrap_or(0).into(), kinds };
    let done = run_all(jobs(arguments, found), options, &mut *sink, &mut progress);
    progress.finish();
    let mut summary = done.context("writing records")?;
    summary.problems.splice(0..0, problems);
    // OK when nobody reads the summary.
    let _ = report(&summary, kinds);
    Ok(if summary.problems.is_empty() { Done::Well } else { Done::WithFailures })
}

fn sink(arguments: &Arguments) -> anyhow::Result<Box<dyn Sink>> {
    let Some(path) = &arguments.output else {
        return Ok(Box::new(Stream(BufWriter::new(stdout()))));
    };
    match Folder::open(path) {
        Ok(folder) => Ok(Box::new(folder)),
        Err(error) => {
            let path = path.display();
            Err(WrongUse(format!("{path}: cannot be written ({error}); give another folder with -o")).into())
        }
    }
}

fn jobs(arguments: &Arguments, found: Vec<Input>) -> Box<dyn Iterator<Item = Result<Job, Problem>> + Send> {
    let date = arguments.date.clone();
    if !arguments.jsonl {
        return Box::new(found.into_iter().map(move |input| Ok(Job::of(input, date.clone()))));
    }
    Box::new(found.into_iter().flat_map(move |input| lines_of(input, date.clone())))
}

fn lines_of(input: Input, date: Option<String>) -> Box<dyn Iterator<Item = Result<Job, Problem>> + Send> {
    let Some(path) = input.path else {
        return Box::new(json_lines(BufReader::new(stdin()), "standard input".into(), date));
    };
    let place = path.display().to_string();
    match std::fs::File::open(path) {
        Ok(file) => Box::new(json_lines(BufReader::new(file), place, date)),
        Err(error) => Box::new(std::iter::once(Err(Problem::unreadable(place, &error)))),
    }
}

fn report(summary: &Summary, kinds: Kinds) -> std::io::Result<()> {
    let mut out = stderr().lock();
    for problem in &summary.problems {
        writeln!(out, "{problem}")?;
    }
    let counted = Kind::ALL.into_iter().zip(summary.mentions).filter(|(kind, _)| kinds.contains(*kind));
    let mut counts: Vec<String> = counted.map(|(kind, count)| plural(count, kind.name())).collect();
    if kinds.facts() {
        counts.push(plural(summary.facts, "fact"));
    }
    write!(out, "{}: {}", plural(summary.documents, "document"), counts.join(", "))?;
    match summary.problems.len() {
        0 => writeln!(out),
        failed => writeln!(out, "; {failed} failed"),
    }
}

fn plural(count: usize, name: &str) -> String {
    format!(
        "{count} {}",
        match (count, name) {
            (1, name) => name.to_owned(),
            (_, "treaty") => "treaties".to_owned(),
            (_, name) => format!("{name}s"),
        }
    )
}
