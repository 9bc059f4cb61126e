//! The records kaoju writes to disk and reads back.
//!
//! One JSON object a line: first the document, then its mentions and facts in the order of the source. Every byte offset
//! counts bytes of the source file as it was received, and every range excludes its end. This crate knows what a
//! record is, how it is named and ordered, and nothing about how it is found.

mod collection;
mod decision;
mod fact;
mod id;
mod jsonl;
mod mention;
mod notation;
mod schema;
mod value;

pub use collection::{Agreement, Conflict, Event, Instrument, Reference, Series, Stated, Variant};
pub use decision::{Anchor, Correction, Decision, Meaning, Place, Subject, Verdict};
pub use fact::{Action, Fact, Statement};
pub use id::{Id, Ids, Surroundings, collection_id};
pub use jsonl::{Line, ReadError, Record, read_lines, write_line, write_lines};
pub use mention::{DocDate, Document, Mention, Problem, RepairCount, Span, Status, Zone};
pub use notation::{notation, parse_notation};
pub use schema::json_schema;
pub use value::{Amount, Bound, Direction, Kind, Kinds, Modifier, Numeral, Value};
