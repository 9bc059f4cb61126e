//! What the records of many documents say together.
//!
//! [`registry`] makes one entry of each international instrument, whatever names it goes by; [`reconcile`] compares
//! statements of the same quantity and period. Both join by hashed keys, in time linear in the records, and explain
//! every join. [`named`] tells which series a measure belongs to. The order of the documents does not matter. This crate knows records and parties, and no rules of
//! extraction.

mod alias;
mod compare;
mod key;
mod reconcile;
mod registry;
mod series;

pub use alias::{Alias, AliasError, Aliases};
pub use reconcile::reconcile;
pub use registry::registry;
pub use series::{Named, named};
