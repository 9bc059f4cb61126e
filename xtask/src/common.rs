//! The files of `annotations/` that all documents have in common: the registry of treaties, the statements compared.

use anyhow::Context;
use kaoju_collate::{Aliases, reconcile, registry};
use kaoju_record::{Record, write_line};

use crate::in_repository;

/// The names of the files, without `.jsonl`.
pub(crate) const NAMES: [&str; 2] = ["treaties", "conflicts"];

/// The files that the records of all documents give, with their names.
pub(crate) fn common(records: &[Record]) -> anyhow::Result<[(&'static str, Vec<u8>); 2]> {
    let file = "annotations/aliases.toml";
    let text = std::fs::read_to_string(in_repository(file)).unwrap_or_default();
    let aliases = Aliases::parse(&text).context(file)?;
    let treaties = registry(records, &aliases).context(file)?.into_iter().map(Record::Instrument);
    let conflicts = reconcile(records).into_iter().map(Record::Conflict);
    Ok([(NAMES[0], lines(treaties)?), (NAMES[1], lines(conflicts)?)])
}

fn lines(records: impl Iterator<Item = Record>) -> std::io::Result<Vec<u8>> {
    let mut lines = Vec::new();
    for record in records {
        write_line(&mut lines, &record)?;
    }
    Ok(lines)
}
