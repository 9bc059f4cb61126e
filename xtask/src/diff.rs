//! `cargo xtask diff`: how `annotations/` differs from the last commit.

use std::io::{Write, stdout};

use anyhow::bail;
use kaoju_pipeline::{side_of_path, side_of_revision};
use kaoju_review::changes;

use crate::in_repository;

pub(crate) fn run(format: &str) -> anyhow::Result<bool> {
    let root = in_repository("");
    let changes = changes(&side_of_revision(&root, "HEAD")?, &side_of_path(&root)?);
    let shown = match format {
        "--format=terminal" => changes.plain(),
        "--format=markdown" => changes.markdown(),
        "--format=json" => changes.json(),
        "--format=html" => changes.html(),
        _ => bail!("`{format}`: write --format=terminal, markdown, json or html"),
    };
    stdout().lock().write_all(shown.as_bytes())?;
    Ok(changes.is_empty())
}
