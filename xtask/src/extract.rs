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
    let [dates, figures, treaties] = summary.mentions;
    let documents = summary.documents;
    eprintln!("annotations/: {documents} documents, {dates} dates, {figures} figures, {treaties} treaties");
    Ok(summary.problems.is_empty())
}
