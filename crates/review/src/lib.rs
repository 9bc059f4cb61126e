//! Comparing annotations: scores against gold, and what changed between two runs.
//!
//! Works on records alone and knows nothing of the rules that made them.

mod diff;
mod gold;
mod key;
mod score;

pub use diff::{Change, Changes, changes};
pub use gold::{Gold, GoldError, GoldMention};
pub use score::{Counts, ErrorKind, Measure, Scores, Wrong, score};
