//! Tests of whole documents: the laws that span the stages, runs of many documents, the seeds drawn for review.

#![allow(clippy::unwrap_used)]

mod common;
mod events;
mod invariants;
mod linear;
mod measures;
mod review;
mod run;
mod seeds;
mod tidiness;
