//! `kaoju review`, started and ended as its users do.

#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

fn kaoju(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kaoju"));
    command.arg("review").args(arguments).stdin(Stdio::null());
    command
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "条约于2014年5月29日签署。\n").unwrap();
    folder
}

#[track_caller]
fn refused(arguments: &[&str], says: &str) {
    let output = kaoju(arguments).current_dir(folder().path()).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains(says), "{message}");
}

#[test]
fn what_cannot_be_meant_is_refused_with_a_way_out() {
    refused(&["--terminal", "--by", "甲 <a@example.org>"], "kaoju accept ID");
    refused(&["--by", " "], "--by \"Name <mail>\"");
    refused(&["nowhere", "--by", "甲"], "nowhere");
    refused(&["--terminal", "--port", "1"], "--port");
}

#[cfg(unix)]
#[test]
fn it_prints_its_address_and_ends_well_on_an_interrupt() {
    let folder = folder();
    let mut child = kaoju(&["--by", "甲 <a@example.org>"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut address = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
    let (_, token) = address.trim().strip_prefix("http://127.0.0.1:").unwrap().split_once('/').unwrap();
    assert_eq!(token.len(), 33, "{address}");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
}
