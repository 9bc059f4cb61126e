//! The words of `rules/tables.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::lexicon::WordList;

/// What the heads and captions of tables are made of; see the file.
#[derive(Debug, Default, Deserialize)]
pub(super) struct TableWords {
    pub who: WordList,
    pub what: WordList,
    pub serial: WordList,
    pub total: WordList,
    pub part: WordList,
    pub kind: WordList,
    pub unit: WordList,
    pub many: WordList,
}

impl TableWords {
    /// A label without the sign that its row is a part: 其中：出口 is 出口.
    pub(super) fn plain<'l>(&self, label: &'l str) -> &'l str {
        label[self.part.at_start(label)..].trim_start_matches(['：', ':', '，', ' '])
    }
}

/// The words, read once.
pub(super) fn words() -> &'static TableWords {
    static WORDS: OnceLock<TableWords> = OnceLock::new();
    // OK because the file is part of the program and the tests of tables rest on it.
    WORDS.get_or_init(|| toml::from_str(include_str!("../../rules/tables.toml")).unwrap_or_default())
}
