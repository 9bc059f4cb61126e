//! Running the stages over many documents: reading, parallelism, order, progress, atomic output.
//!
//! [`read`] takes one document through all stages; [`run`] takes many, in parallel, with the output in the order of
//! the input and memory bounded by the documents in flight. A document that cannot be read becomes a [`Problem`] and
//! does not stop the others. This crate knows nothing of terminals: who wants to show progress gives a [`Watch`].

mod corpus;
mod input;
mod lines;
mod output;
mod problem;
mod project;
mod readable;
mod reading;
mod records;
mod reviewed;
mod run;
mod side;

pub use corpus::{Corpus, CorpusDocument};
pub use input::{Input, inputs};
pub use lines::json_lines;
pub use output::{Folder, Sink, Stream, new_file};
pub use problem::Problem;
pub use project::{Loaded, Project, ProjectDocument};
pub use reading::{About, Stages, read};
pub use reviewed::Reviewed;
pub use run::{Job, Options, Silent, Source, Summary, Watch, run};
pub use side::{side_of_path, side_of_revision};
