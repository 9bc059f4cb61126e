//! What the annotations of the seeds say together, as the terminal shows it. The snapshots are for reading in review;
//! `cargo xtask check` sees that `annotations/` itself is up to date.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;

#[track_caller]
fn check(name: &str, command: &str, status: i32) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut kaoju = Command::new(env!("CARGO_BIN_EXE_kaoju"));
    let output = kaoju.current_dir(root).args([command, "annotations/"]).output().unwrap();
    assert_eq!(output.status.code(), Some(status), "{}", String::from_utf8_lossy(&output.stderr));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots/collections");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, String::from_utf8(output.stdout).unwrap()));
}

#[test]
fn the_registry_of_the_seeds() {
    check("registry", "registry", 0);
}

/// Some of the seeds' statements contradict each other.
#[test]
fn the_conflicts_of_the_seeds() {
    check("conflicts", "reconcile", 1);
}
