//! Tables for spreadsheets: comma-separated values as RFC 4180 has them, in UTF-8.

use std::io::{self, Write};

use kaoju_record::Record;

use crate::column::{Column, FACTS, MENTIONS, REGISTRY, cell};

/// Which records a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Mentions.
    Mentions,
    /// Facts.
    Facts,
    /// Instruments.
    Registry,
}

impl What {
    /// Every table.
    pub const ALL: [What; 3] = [What::Mentions, What::Facts, What::Registry];

    /// The name used on the command line.
    pub fn name(self) -> &'static str {
        match self {
            What::Mentions => "mentions",
            What::Facts => "facts",
            What::Registry => "registry",
        }
    }

    fn columns(self) -> &'static [Column] {
        match self {
            What::Mentions => MENTIONS,
            What::Facts => FACTS,
            What::Registry => REGISTRY,
        }
    }

    fn holds(self, record: &Record) -> bool {
        match self {
            What::Mentions => record.mention().is_some(),
            What::Facts => record.fact().is_some(),
            What::Registry => record.instrument().is_some(),
        }
    }
}

/// Writes records as rows. The first row names the columns; lines end in CR LF.
///
/// Text that a spreadsheet would take for a formula (`=`, `+`, `-`, `@`, tab or CR first, or a full-width form) gets an
/// apostrophe before it; decimals stay as they are.
#[derive(Debug)]
pub struct Csv<W: Write> {
    what: What,
    writer: csv::Writer<W>,
}

impl<W: Write> Csv<W> {
    /// Begins a table. With `bom` it starts with a byte order mark, by which some spreadsheets know UTF-8.
    ///
    /// # Errors
    /// What kept it from being written.
    pub fn new(mut out: W, what: What, bom: bool) -> io::Result<Self> {
        if bom {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        writer.write_record(what.columns().iter().map(|(name, _)| name)).map_err(cause)?;
        Ok(Self { what, writer })
    }

    /// Writes a record, if it belongs into the table.
    ///
    /// # Errors
    /// What kept it from being written.
    pub fn write(&mut self, record: &Record) -> io::Result<()> {
        if !self.what.holds(record) {
            return Ok(());
        }
        let json = serde_json::to_value(record)?;
        let cells = self.what.columns().iter().map(|column| cell(column, &json));
        self.writer.write_record(cells).map_err(cause)
    }

    /// Ends the table.
    ///
    /// # Errors
    /// What kept the last rows from being written.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The error below the one of the format, so that a closed pipe is known as one.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
