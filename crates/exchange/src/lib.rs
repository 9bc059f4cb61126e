//! Records in the formats of other programs.
//!
//! [`Csv`] writes one kind of record as a table for spreadsheets, a row at a time. This crate knows records and formats,
//! and nothing of rules, files or terminals.

mod column;
mod csv;

pub use crate::csv::{Csv, What};
