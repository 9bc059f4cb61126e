//! Human review: decisions and their anchors in a changing text, differences between runs, scores against gold.
//!
//! Works on records and the text they were read from, and knows nothing of the rules that made them.

mod agree;
mod anchor;
mod case;
mod decide;
mod diff;
mod find;
mod gold;
mod journal;
mod key;
mod made;
mod merge;
mod merged;
mod occurrences;
mod overlap;
mod reading;
mod reviewed;
mod score;
mod score_facts;
mod similar;
mod standing;
mod value;

pub use agree::{Agreement, Agreements, Disagreement, Pair, Reading, agree};
pub use anchor::Text;
pub use decide::{With, check_decision, decide, now, person, reviewer};

pub use diff::{Change, Changes, Kind as ChangeKind, Side, changes};
pub use find::{Located, find};
pub use gold::{FactGold, Gold, GoldError, GoldMention};
pub use journal::{BrokenLine, Journal, append};
pub use merge::merge;
pub use merged::{Contradiction, Merged, Note, Orphan};
pub use reading::readings;
pub use reviewed::{Reviewed, Verdicts, by_rule};
pub use score::{Counts, ErrorKind, Measure, Scores, Wrong, score};
pub use score_facts::{FactCounts, FactScores, score_facts};
pub use standing::standing;
pub use value::{check_meaning, check_value, well_formed};
