//! What the repository promises about itself.

use std::path::{Path, PathBuf};

use kaoju_pipeline::{About, read};
use kaoju_record::write_line;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn crates() -> Vec<PathBuf> {
    let folders = std::fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path());
    folders.filter(|path| path.is_dir()).chain([root().join("xtask")]).collect()
}

#[test]
fn every_crate_says_what_it_is() {
    for folder in crates() {
        let sources = ["src/lib.rs", "src/main.rs"].map(|name| folder.join(name));
        let source = sources.iter().find(|path| path.exists()).unwrap();
        let text = std::fs::read_to_string(source).unwrap();
        assert!(text.starts_with("//! "), "{} has no module docs", source.display());
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let architecture = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
        assert!(architecture.contains(&format!("**`{name}`**")), "ARCHITECTURE.md does not tell of {name}");
    }
}

#[test]
fn every_crate_shares_licence_and_lints() {
    for folder in crates() {
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        for line in ["license.workspace = true", "[lints]\nworkspace = true"] {
            assert!(manifest.contains(line), "{}: {line:?} is missing", folder.display());
        }
    }
    assert!(root().join("LICENSE-MIT").exists() && root().join("LICENSE-APACHE").exists());
}

#[test]
fn the_records_that_the_readme_shows_are_real() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let mut found = Vec::new();
    for seed in crate::common::seeds() {
        let about = About { id: &seed.id, date: Some(&seed.date), name: None, ..About::default() };
        let records = read(&seed.bytes, &about).unwrap();
        records.iter().for_each(|record| write_line(&mut found, record).unwrap());
    }
    let found = String::from_utf8(found).unwrap();
    let shown: Vec<&str> = readme.lines().filter(|line| line.starts_with("{\"record\"")).collect();
    assert!(!shown.is_empty());
    for line in shown {
        assert!(found.lines().any(|record| record == line), "README.md shows what is not found:\n{line}");
    }
}
