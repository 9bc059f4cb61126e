//! The seeds' zones and tables, drawn for review.

use kaoju_normalize::normalize;
use kaoju_segment::{segment, sentences};
use std::ops::Range;
use std::path::{Path, PathBuf};

fn seeds() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let files = std::fs::read_dir(&folder)
        .expect("the folder of seeds")
        .map(|entry| entry.expect("a readable folder").path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    files.sort();
    files
}

/// The first characters of a range, for recognition.
fn begin(text: &str, range: Range<usize>) -> String {
    let whole = &text[range];
    let begin: String = whole.chars().take(30).collect();
    if begin.len() < whole.len() { begin + "…" } else { begin }
}

#[test]
fn zones_and_tables_of_every_seed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots/segment");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for path in seeds() {
        let document = normalize(&std::fs::read(&path).unwrap());
        let parts = segment(&document);
        let mut drawn = String::new();
        for paragraph in &parts.paragraphs {
            let count = sentences(&document.text, paragraph.range.clone()).count();
            let kind = if paragraph.heading { "heading".into() } else { format!("{count} sentences") };
            let table = paragraph.table.map_or(String::new(), |table| format!(" of table {table}"));
            let text = begin(&document.text, paragraph.range.clone());
            drawn += &format!("{:<9} {kind}{table}: {text}\n", paragraph.zone.name());
        }
        for (number, table) in parts.tables.iter().enumerate() {
            let text = |range: &Option<Range<usize>>| {
                range.clone().map_or("none", |range| &document.text[range]).to_owned()
            };
            let (caption, unit, headers) = (text(&table.caption), text(&table.unit_line), table.header_rows);
            drawn += &format!(
                "table {number}: caption {caption}; unit {unit}; {headers} of {} rows are header\n",
                table.rows.len()
            );
            for row in &table.rows {
                let cells: Vec<String> =
                    row.cells.iter().map(|cell| begin(&document.text, cell.clone())).collect();
                drawn += &format!("    {}\n", cells.join(" | "));
            }
        }
        let id = path.file_stem().unwrap().to_string_lossy()[..3].to_owned();
        settings.bind(|| insta::assert_snapshot!(id, drawn));
    }
}
