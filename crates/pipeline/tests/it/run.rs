//! Many documents: order, threads, problems.

use std::io;

use kaoju_pipeline::{Job, Options, Problem, Silent, Sink, Source, Stream, Summary, run};

fn job(id: &str, bytes: Vec<u8>) -> Job {
    Job { id: id.into(), place: format!("{id}.txt"), date: None, name: None, source: Source::Bytes(bytes) }
}

fn output(jobs: Vec<Result<Job, Problem>>, threads: usize) -> (String, Summary) {
    let mut bytes = Vec::new();
    let options = Options { jobs: threads, ..Options::default() };
    let summary = run(jobs.into_iter(), options, &mut Stream(&mut bytes), &mut Silent).unwrap();
    (String::from_utf8(bytes).unwrap(), summary)
}

/// Long and short documents mixed, so that they are done in another order than they came.
fn many() -> Vec<Result<Job, Problem>> {
    let seeds = crate::common::seeds();
    let pieces = (0..60).map(|n| {
        let seed = &seeds[n % seeds.len()];
        let text = String::from_utf8_lossy(&seed.bytes);
        let length = if n % 7 == 0 { text.len() } else { 500 };
        Ok(job(&format!("{n}"), text.chars().take(length).collect::<String>().into_bytes()))
    });
    pieces.collect()
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let (one, summary) = output(many(), 1);
    assert_eq!(summary.documents, 60);
    for threads in [2, 3, 8] {
        assert_eq!(output(many(), threads), (one.clone(), summary.clone()), "{threads} threads");
    }
}

#[test]
fn documents_come_out_in_the_order_they_went_in() {
    let (out, _) = output(many(), 4);
    let heads = out.lines().filter(|line| line.starts_with(r#"{"record":"document""#));
    let numbers: Vec<usize> = heads.map(|line| line.split('"').nth(7).unwrap().parse().unwrap()).collect();
    assert_eq!(numbers, (0..60).collect::<Vec<_>>());
}

#[test]
fn what_cannot_be_read_is_reported_and_the_rest_is_read() {
    let missing = Job { source: Source::File("/nowhere/b.txt".into()), ..job("b", Vec::new()) };
    let jobs = vec![
        Ok(job("a", "2014年5月".into())),
        Ok(missing),
        Ok(job("c", Vec::new())),
        Ok(job("d", vec![0; 100])),
        Err(Problem::new("in.jsonl, line 5", "broken", "")),
        Ok(job("a", "2015年".into())),
        Ok(job("e", "2016年".into())),
    ];
    let (out, summary) = output(jobs, 2);
    assert_eq!((summary.documents, summary.mentions), (2, [2, 0, 0, 0, 0]));
    assert!(out.contains("2014-05") && out.contains("2016"), "{out}");
    let problems: Vec<String> = summary.problems.iter().map(Problem::to_string).collect();
    let expected = [
        "b.txt: no such file",
        "c.txt: is empty",
        "d.txt: is a binary file",
        "in.jsonl, line 5: broken",
        "a.txt: another document has the id `a`",
    ];
    assert_eq!(problems.len(), expected.len(), "{problems:?}");
    for (problem, expected) in problems.iter().zip(expected) {
        assert!(problem.starts_with(expected), "{problem}");
    }
}

/// Takes one document, then is closed.
struct Closing(bool);

impl Sink for Closing {
    fn document(&mut self, _id: &str, _lines: &[u8]) -> io::Result<()> {
        if std::mem::replace(&mut self.0, true) { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
    }

    fn pause(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn goes_on(&self) -> bool {
        false
    }
}

#[test]
fn a_closed_sink_ends_the_run_though_jobs_go_on_for_ever() {
    let endless = (0..).map(|n: u64| Ok(job(&n.to_string(), "2014年5月".into())));
    let error = run(endless, Options::default(), &mut Closing(false), &mut Silent).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
}
