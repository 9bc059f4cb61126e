//! Measures normalising and segmenting: repeats each file to 50 MB.
use std::time::Instant;
fn main() {
    for path in std::env::args().skip(1) {
        let mut text = Vec::new();
        for p in path.split(',') {
            text.extend(std::fs::read(p).unwrap_or_default());
            text.push(b'\n');
        }
        let n = 50_000_000 / text.len() + 1;
        let text = text.repeat(n);
        let mb = text.len() as f64 / 1e6;
        let t = Instant::now();
        let document = kaoju_normalize::normalize(&text);
        let a = t.elapsed().as_secs_f64();
        let t = Instant::now();
        let s = kaoju_segment::segment(&document);
        let b = t.elapsed().as_secs_f64();
        let t = Instant::now();
        let count: usize = s
            .paragraphs
            .iter()
            .map(|p| kaoju_segment::sentences(&document.text, p.range.clone()).count())
            .sum();
        let c = t.elapsed().as_secs_f64();
        println!(
            "{} normalize {:.0} MB/s segment {:.0} MB/s sentences {:.0} MB/s both {:.0} MB/s; {} blocks {} repairs {count} sentences",
            &path[path.len().saturating_sub(30)..],
            mb / a,
            mb / b,
            mb / c,
            mb / (a + b),
            document.blocks.len(),
            document.repairs.len()
        );
    }
}
