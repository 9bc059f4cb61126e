//! The JSON Schema of a record, generated from the types.

use crate::Record;

/// The JSON Schema (draft 2020-12) of one line of an annotation file, pretty-printed, with a final line break.
pub fn json_schema() -> String {
    let schema = schemars::schema_for!(Record);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// Rewrite the committed schema with `KAOJU_UPDATE=1 cargo test -p kaoju-record`.
    #[test]
    fn committed_schema_is_the_one_the_types_give() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("record.schema.json");
        if std::env::var_os("KAOJU_UPDATE").is_some() {
            std::fs::write(&path, json_schema()).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == json_schema(), "run KAOJU_UPDATE=1 cargo test -p kaoju-record");
    }
}
