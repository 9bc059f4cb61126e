//! `cargo xtask bench`: speed of the whole pipeline and of each stage, on one thread, and peak memory.

use std::io::{Write, stdout};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use kaoju_extract::{Options, extract};
use kaoju_link::link;
use kaoju_normalize::normalize;
use kaoju_pipeline::Stages;
use kaoju_record::write_lines;
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
    let mut out = stdout().lock();
    // Lexicons and dictionaries are loaded before the clock runs; that is measured by itself.
    let loading = Instant::now();
    measure(&text[..floor(&text, 10_000)]);
    writeln!(out, "first 10 KB, everything loaded: {:.3} s; below, MB/s\n", loading.elapsed().as_secs_f64())?;

    let columns = STAGES.map(|name| format!("{name:>10}")).concat();
    writeln!(out, "{:<16}{:>4}{columns}{:>10}{:>10}", "text", "MB", "all", "peak MB")?;
    let mut sizes = vec![1, 10, size];
    sizes.retain(|mb| *mb <= size);
    sizes.dedup();
    for mb in sizes {
        writeln!(out, "{}", row("text", &repeated(&text, mb * MB)))?;
    }
    let line: String = text.split_whitespace().collect();
    writeln!(out, "{}", row("one line", &repeated(&line, size * MB)))?;
    for (name, piece) in HOSTILE {
        for mb in [1, 4] {
            writeln!(out, "{}", row(name, &repeated(piece, mb * MB)))?;
        }
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

const STAGES: [&str; 6] = ["normalize", "segment", "extract", "link", "records", "free"];

/// The time of each of [`STAGES`].
fn measure(text: &str) -> [Duration; 6] {
    let source = text.as_bytes();
    let mut watch = Instant::now();
    let mut lap = || std::mem::replace(&mut watch, Instant::now()).elapsed();
    let normalized = normalize(source);
    let normalizing = lap();
    let segmented = segment(&normalized);
    let segmenting = lap();
    let extraction =
        extract(&normalized.text, &segmented, &Options { date: Some("2021"), ..Options::default() });
    let extracting = lap();
    let linked = link(&normalized.text, &segmented, &extraction);
    let linking = lap();
    let stages = Stages { normalized, segmented, extraction, linked };
    let mut out = std::io::BufWriter::new(std::io::sink());
    // OK because a sink takes everything.
    write_lines(&mut out, stages.in_order(source, "bench").lines()).unwrap_or_default();
    let recording = lap();
    drop(stages);
    [normalizing, segmenting, extracting, linking, recording, lap()]
}

/// Speed of each stage and of all of them, and peak memory.
fn row(name: &str, text: &str) -> String {
    forget_peak();
    let times = measure(text);
    let megabytes = text.len() as f64 / MB as f64;
    let rate = |time: Duration| match megabytes / time.as_secs_f64().max(1e-9) {
        // A stage that has nothing to do.
        rate if rate > 99_999.0 => format!("{:>10}", "-"),
        rate => format!("{rate:>10.1}"),
    };
    let (stages, all) = (times.map(rate).concat(), rate(times.iter().sum()));
    let peak = peak().map_or("-".to_owned(), |kb| (kb / 1000).to_string());
    format!("{name:<16}{megabytes:>4.0}{stages}{all}{peak:>10}")
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
