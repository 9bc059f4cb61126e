//! The server, asked over real connections.

#![allow(clippy::unwrap_used)]

mod common;
mod decisions;
mod guard;
