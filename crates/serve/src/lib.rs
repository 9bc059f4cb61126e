//! The review page: a local server on top of the decisions.
//!
//! [`Desk`] holds the documents of a folder as a reviewer sees them, with the decisions on disk; [`Server`] shows it as
//! a page on the loopback address. A decision is on disk before its answer is sent.

mod assets;
mod desk;
mod findings;
mod guard;
mod item;
mod opened;
mod place;
mod received;
mod routes;
mod server;
mod wish;

pub use desk::{Desk, Refusal};
pub use item::{Item, Made};
pub use opened::Opened;
pub use place::Place;
pub use server::{Server, Stop};
pub use wish::Wish;
