//! Prints the clean text of a file, a role before each block; with `--repairs` also what was changed.

use kaoju_normalize::{Role, normalize};
use std::io::Write;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or_else(|| std::io::Error::other("usage: normalize FILE [--repairs]"))?;
    let document = normalize(&std::fs::read(path)?);
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} ({})", document.decoding.encoding, document.decoding.by)?;
    for block in &document.blocks {
        let role = match block.role {
            Role::Heading => "H",
            Role::Prose => " ",
            Role::Caption => "C",
            Role::TableRow => "T",
            Role::Note => "N",
            Role::Furniture => "F",
        };
        writeln!(out, "{role} {}", &document.text[block.range.clone()])?;
    }
    if arguments.next().is_some() {
        for repair in &document.repairs {
            let others = if repair.other_readings.is_empty() { "" } else { " or " };
            let (before, after) = (&repair.before, &repair.after);
            writeln!(
                out,
                "{:?} {} {before:?} -> {after:?}{others}{}",
                repair.source,
                repair.pass,
                repair.other_readings.join(" or ")
            )?;
        }
    }
    Ok(())
}
