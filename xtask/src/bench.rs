//! `cargo xtask bench`: speed of the whole pipeline and of each stage, on one thread, and peak memory.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use kaoju_extract::{Extraction, Options, extract};
use kaoju_normalize::normalize;
use kaoju_pipeline::Stages;
use kaoju_record::write_line;
use kaoju_segment::segment;

use crate::seeds;

const MB: usize = 1_000_000;

/// A megabyte of each of these shows whether the time stays linear where rules have much to try.
const HOSTILE: [(&str, &str); 6] = [
    ("digits", "1"),
    ("《", "《"),
    ("年", "年"),
    ("一二三四五", "一二三四五"),
    ("2014年", "2014年"),
    ("spaced digits", "1 "),
];

pub(crate) fn run(size: usize, files: &[&str]) -> anyhow::Result<bool> {
    let text = text(files)?;
    // Lexicons and dictionaries are loaded before the clock runs; they are measured by themselves.
    let loading = Instant::now();
    measure(&text[..floor(&text, 10_000)]);
    println!("first 10 KB, everything loaded: {:.3} s\n", loading.elapsed().as_secs_f64());

    println!(
        "{:<16}{:>6}  {:>9} {:>9} {:>9} {:>9} {:>9}  {:>9}  {:>8}",
        "text", "MB", "normalize", "segment", "extract", "records", "write", "all MB/s", "peak MB"
    );
    let mut sizes = vec![1, 10, size];
    sizes.retain(|mb| *mb <= size);
    sizes.dedup();
    for mb in sizes {
        row("text", &repeated(&text, mb * MB));
    }
    let line: String = text.split_whitespace().collect();
    row("one line", &repeated(&line, size * MB));
    for (name, piece) in HOSTILE {
        row(name, &repeated(piece, MB));
        row(name, &repeated(piece, 4 * MB));
    }
    Ok(true)
}

/// The text to repeat: the files given, or else the seeds.
fn text(files: &[&str]) -> anyhow::Result<String> {
    let mut paths: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
    if paths.is_empty() {
        let corpus = seeds()?;
        paths = corpus.documents.iter().map(|document| corpus.path(document)).collect();
    }
    let texts: Result<Vec<String>, _> = paths.iter().map(std::fs::read_to_string).collect();
    Ok(texts?.join("\n\n"))
}

fn repeated(text: &str, size: usize) -> String {
    let mut out = String::with_capacity(size + text.len());
    while out.len() < size {
        out.push_str(text);
        if text.contains('\n') {
            out.push('\n');
        }
    }
    out.truncate(floor(&out, size));
    out
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The time of each stage, and of writing the records.
fn measure(text: &str) -> [Duration; 5] {
    let source = text.as_bytes();
    let mut watch = Instant::now();
    let mut lap = || std::mem::replace(&mut watch, Instant::now()).elapsed();
    let normalized = normalize(source);
    let normalizing = lap();
    let segmented = segment(&normalized);
    let segmenting = lap();
    let extraction: Extraction =
        extract(&normalized.text, &segmented, &Options { date: Some("2021"), name: None });
    let extracting = lap();
    let records = Stages { normalized, segmented, extraction }.records(source, "bench");
    let recording = lap();
    let mut out = std::io::BufWriter::new(std::io::sink());
    // OK because a sink takes everything.
    records.iter().for_each(|record| write_line(&mut out, record).unwrap_or_default());
    [normalizing, segmenting, extracting, recording, lap()]
}

fn row(name: &str, text: &str) {
    forget_peak();
    let times = measure(text);
    let megabytes = text.len() as f64 / MB as f64;
    let rate = |time: Duration| format!("{:.1}", megabytes / time.as_secs_f64().max(1e-9));
    let [normalizing, segmenting, extracting, recording, writing] = times.map(rate);
    let all = rate(times.iter().sum());
    let peak = peak().map_or("-".to_owned(), |kb| format!("{}", kb / 1000));
    println!(
        "{name:<16}{megabytes:>6.0}  {normalizing:>9} {segmenting:>9} {extracting:>9} {recording:>9} {writing:>9}  {all:>9}  {peak:>8}"
    );
}

/// Peak memory of this process in kB, where the system tells it.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// Lets the peak begin anew, where the system allows it.
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
