//! The mentions of every seed, drawn under their text for review.

use std::fmt::Write;
use std::ops::Range;

use kaoju_extract::{Found, notation};
use kaoju_pipeline::{About, Stages};
use kaoju_record::Zone;

#[test]
fn mentions_of_every_seed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../snapshots/mentions");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for seed in crate::common::seeds() {
        let about = About { id: &seed.id, date: Some(&seed.date), name: None, ..About::default() };
        let drawn = draw(&Stages::of(&seed.bytes, &about).unwrap());
        settings.bind(|| insta::assert_snapshot!(seed.id, drawn));
    }
}

/// Every block but furniture, in lines; below a line its mentions, each marked, with value and rule.
fn draw(stages: &Stages) -> String {
    let text = &stages.normalized.text;
    let furniture: Vec<_> =
        stages.segmented.paragraphs.iter().filter(|p| p.zone == Zone::Furniture).collect();
    let mut out = String::new();
    for block in &stages.normalized.blocks {
        if furniture.iter().any(|paragraph| paragraph.range == block.range) {
            continue;
        }
        let within =
            |found: &&Found| block.range.start <= found.range.start && found.range.end <= block.range.end;
        let found: Vec<&Found> = stages.extraction.found.iter().filter(within).collect();
        for line in lines(text, block.range.clone(), &found) {
            draw_line(&mut out, text, line, &found);
        }
        out.push('\n');
    }
    out
}

/// The columns after which a line ends at the next mark of punctuation, outside of mentions.
const WIDE: usize = 80;

fn lines(text: &str, block: Range<usize>, found: &[&Found]) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = block.start;
    for (at, c) in text[block.clone()].char_indices() {
        let end = block.start + at + c.len_utf8();
        let cuts = found.iter().any(|found| found.range.start < end && end < found.range.end);
        if "，。；：！？、\t".contains(c) && columns(&text[start..end]) >= WIDE && !cuts {
            lines.push(start..end);
            start = end;
        }
    }
    lines.push(start..block.end);
    lines.retain(|line| !line.is_empty());
    lines
}

fn draw_line(out: &mut String, text: &str, line: Range<usize>, found: &[&Found]) {
    writeln!(out, "{}", text[line.clone()].replace('\t', "|").trim_end()).unwrap();
    for found in found.iter().filter(|found| line.start <= found.range.start && found.range.end <= line.end) {
        let (before, within) = (&text[line.start..found.range.start], &text[found.range.clone()]);
        let zone = if found.zone == Zone::Body { "" } else { found.zone.name() };
        let label = format!("{} {} {zone}", notation(&found.value), found.rule);
        let (space, marks) = (" ".repeat(columns(before)), "^".repeat(columns(within)));
        writeln!(out, "{space}{marks} {}", label.trim_end()).unwrap();
    }
}

/// How wide a text is: a Han character or full-width mark takes two columns.
fn columns(text: &str) -> usize {
    let wide = |c: char| matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}');
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

#[test]
fn marks_stand_under_what_they_mark() {
    let source = "2014年5月29日，三国元首签署了《欧亚经济联盟条约》。";
    let stages = Stages::of(source.as_bytes(), &About { id: "t", ..About::default() }).unwrap();
    let expected = "\
2014年5月29日，三国元首签署了《欧亚经济联盟条约》。
^^^^^^^^^^^^^ date 2014-05-29 date/day
                               ^^^^^^^^^^^^^^^^ treaty 欧亚经济联盟条约 treaty/bracketed

";
    assert_eq!(draw(&stages), expected);
}
