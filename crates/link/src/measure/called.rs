//! Organisations that a document calls by their last word alone: 联盟 for 欧亚经济联盟.

use std::collections::BTreeMap;

use kaoju_record::Statement;
use memchr::memmem::find_iter;

use super::words::words;
use crate::Fact;

/// A document means an organisation by its last word where it names it in full so often.
const OFTEN: usize = 3;

/// Gives entities that are such a word the name in full that the document itself uses most.
pub(super) fn in_full(text: &str, facts: &mut [Fact]) {
    let mut meant = BTreeMap::new();
    for fact in facts {
        let Statement::Measure { entity: Some(entity), .. } = &mut fact.statement else { continue };
        let Some((word, names)) = words().called.get_key_value(entity.as_str()) else { continue };
        let full = meant.entry(word).or_insert_with(|| most_named(text, names));
        if let Some(full) = full {
            full.clone_into(entity);
        }
    }
}

fn most_named<'n>(text: &str, names: &'n [String]) -> Option<&'n str> {
    let counted = names.iter().map(|name| (find_iter(text.as_bytes(), name).count(), name.as_str()));
    counted.filter(|(count, _)| *count >= OFTEN).max_by_key(|(count, _)| *count).map(|(_, name)| name)
}
