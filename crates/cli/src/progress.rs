//! How far a run is, on a terminal.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};
use kaoju_pipeline::Watch;

/// A bar of documents, bytes and rate on standard error; nothing where that is no terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
    documents: usize,
    of: Option<usize>,
}

impl Progress {
    /// For so many documents and bytes, where they are known. Records that go to the same terminal need no bar.
    pub(crate) fn new(of: Option<(usize, u64)>, to_stdout: bool) -> Self {
        let bar = match of {
            _ if to_stdout && std::io::stdout().is_terminal() => ProgressBar::hidden(),
            Some((_, bytes)) => ProgressBar::new(bytes)
                .with_style(style("{bar:30} {msg}  {bytes} of {total_bytes}  {bytes_per_sec}  {eta} left")),
            None => ProgressBar::no_length().with_style(style("{spinner} {msg}  {bytes}  {bytes_per_sec}")),
        };
        Self { bar, documents: 0, of: of.map(|of| of.0) }
    }

    pub(crate) fn finish(self) {
        self.bar.finish_and_clear();
    }
}

impl Watch for Progress {
    fn done(&mut self, bytes: u64) {
        self.documents += 1;
        let of = self.of.map(|of| format!(" of {of}")).unwrap_or_default();
        self.bar.set_message(format!("{}{of} documents", self.documents));
        self.bar.inc(bytes);
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
