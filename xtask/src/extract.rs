//! `cargo xtask extract`: the seeds' annotations, written.

use kaoju_pipeline::{Folder, Options, Silent, run as run_all};

use crate::{in_repository, seeds};

pub(crate) fn run() -> anyhow::Result<bool> {
    let jobs = seeds()?.jobs();
    let mut folder = Folder::open(&in_repository("annotations"))?;
    let summary = run_all(jobs.into_iter().map(Ok), Options::default(), &mut folder, &mut Silent)?;
    for problem in &summary.problems {
        eprintln!("{problem}");
    }
    let (documents, mentions, facts) =
        (summary.documents, summary.mentions.iter().sum::<usize>(), summary.facts);
    eprintln!("annotations/: {documents} documents, {mentions} mentions, {facts} facts");
    Ok(summary.problems.is_empty())
}
