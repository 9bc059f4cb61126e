//! The treaty events of every seed, each under the sentence that tells it.

use std::fmt::Write;

use kaoju_link::notation;
use kaoju_pipeline::{About, Stages};
use kaoju_segment::sentences;

#[test]
fn events_of_every_seed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../../snapshots/events");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for seed in crate::common::seeds() {
        let about = About { id: &seed.id, date: Some(&seed.date), name: None, ..About::default() };
        let drawn = draw(&Stages::of(&seed.bytes, &about).unwrap());
        settings.bind(|| insta::assert_snapshot!(seed.id, drawn));
    }
}

/// The sentences, or table rows, that tell events, and below each its events with their rules.
fn draw(stages: &Stages) -> String {
    let text = &stages.normalized.text;
    let mut out = String::new();
    let mut shown = "";
    for fact in stages.linked.facts.iter().filter(|fact| fact.statement.name() == "treaty_event") {
        let at = stages.extraction.found[fact.about].range.start;
        let block = stages.normalized.blocks.iter().find(|block| block.range.contains(&at)).unwrap();
        let sentence = sentences(text, block.range.clone()).find(|range| range.contains(&at)).unwrap();
        let sentence = text[sentence].trim();
        if sentence != shown {
            writeln!(out, "{sentence}").unwrap();
            shown = sentence;
        }
        writeln!(out, "    {}  {}", notation(&fact.statement), fact.rule).unwrap();
    }
    out
}
