//! Measures normalising, segmenting and cutting sentences: each file again and again, to 50 MB.

use std::time::{Duration, Instant};

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let source = std::fs::read(&path)?;
        let rounds = 50_000_000 / source.len().max(1) + 1;
        let mut spent = [Duration::ZERO; 3];
        let mut repairs = 0;
        for _ in 0..rounds {
            let start = Instant::now();
            let document = kaoju_normalize::normalize(&source);
            spent[0] += start.elapsed();
            let start = Instant::now();
            let parts = kaoju_segment::segment(&document);
            spent[1] += start.elapsed();
            let start = Instant::now();
            let ranges = parts.paragraphs.iter().map(|paragraph| paragraph.range.clone());
            let sentences: usize =
                ranges.map(|range| kaoju_segment::sentences(&document.text, range).count()).sum();
            spent[2] += start.elapsed();
            repairs = document.repairs.len().max(sentences.min(1));
        }
        let rate = |spent: Duration| (rounds * source.len()) as f64 / 1e6 / spent.as_secs_f64();
        let [normalize, segment, sentences] = spent.map(rate);
        println!(
            "{path}: normalize {normalize:.0}, segment {segment:.0}, sentences {sentences:.0} MB/s, {repairs} repairs"
        );
    }
    Ok(())
}
