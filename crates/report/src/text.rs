//! The text of a document as the page shows it: blocks of text, cut where mentions begin and end.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use kaoju_normalize::Role;
use kaoju_pipeline::Loaded;
use kaoju_record::{Mention, Record, Span};

use crate::words;

/// A block of the text.
pub(crate) enum Block {
    /// A heading of the document's own.
    Heading(Vec<Piece>),
    /// A paragraph, with the class it is shown in: `prose`, `caption`, `note` or `furniture`.
    Paragraph(&'static str, Vec<Piece>),
    /// A table, or the part of one that stands between two paragraphs.
    Table(Vec<Row>),
}

/// A row of a table.
pub(crate) struct Row {
    pub(crate) header: bool,
    pub(crate) cells: Vec<Vec<Piece>>,
}

/// Text, or a mention in it.
pub(crate) enum Piece {
    Text(String),
    Mark(Box<Mark>),
}

/// A mention in the text.
pub(crate) struct Mark {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    /// What stands in the text; empty where another mention covers it.
    pub(crate) text: String,
    pub(crate) quote: String,
    pub(crate) type_name: String,
    pub(crate) value: String,
    pub(crate) rule: String,
    pub(crate) span: Span,
    /// The source at the span, where it reads otherwise.
    pub(crate) received: Option<String>,
    /// Other readings the source allows.
    pub(crate) uncertain: String,
    /// Where it stands in its review; empty where nobody looked yet.
    pub(crate) status: &'static str,
    /// Ids of the facts that rest on it.
    pub(crate) facts: Vec<String>,
}

/// The blocks of a document, and the mentions that its text does not show any more.
pub(crate) fn blocks(loaded: &Loaded) -> (Vec<Block>, Vec<&Mention>) {
    let (mut marks, lost) = marks(loaded);
    let text = &loaded.stages.normalized.text;
    let headers: HashSet<usize> = header_rows(loaded).collect();
    let mut blocks = Vec::new();
    let mut left = marks.drain(..).peekable();
    for block in &loaded.stages.normalized.blocks {
        let mut inside = Vec::new();
        while let Some(mark) = left.next_if(|(range, _)| range.start < block.range.end) {
            inside.push(mark);
        }
        match block.role {
            Role::TableRow => {
                let header = headers.contains(&block.range.start);
                let row = Row { header, cells: cells(text, block.range.clone(), inside) };
                match blocks.last_mut() {
                    Some(Block::Table(rows)) => rows.push(row),
                    _ => blocks.push(Block::Table(vec![row])),
                }
            }
            Role::Heading => blocks.push(Block::Heading(pieces(text, block.range.clone(), inside))),
            role => blocks.push(Block::Paragraph(class(role), pieces(text, block.range.clone(), inside))),
        }
    }
    (blocks, lost)
}

fn class(role: Role) -> &'static str {
    match role {
        Role::Caption => "caption",
        Role::Note => "note",
        Role::Furniture => "furniture",
        _ => "prose",
    }
}

/// Where the header rows of all tables begin.
fn header_rows(loaded: &Loaded) -> impl Iterator<Item = usize> {
    let tables = loaded.stages.segmented.tables.iter();
    let rows = tables.flat_map(|table| table.rows.iter().take(table.header_rows));
    rows.filter_map(|row| row.cells.first().map(|cell| cell.start))
}

type Placed = (Range<usize>, Mark);

/// The mentions with their places in the clean text, in its order; then those that do not stand there any more.
fn marks(loaded: &Loaded) -> (Vec<Placed>, Vec<&Mention>) {
    let mut facts: HashMap<&str, Vec<String>> = HashMap::new();
    for fact in loaded.records.iter().filter_map(Record::fact) {
        for mention in &fact.mentions {
            facts.entry(mention).or_default().push(fact.id.clone());
        }
    }
    let normalized = &loaded.stages.normalized;
    let (mut marks, mut lost) = (Vec::new(), Vec::new());
    for mention in loaded.records.iter().filter_map(Record::mention) {
        let range = normalized.clean_range(mention.span.start..mention.span.end);
        if normalized.text.get(range.clone()) == Some(&mention.quote) && !range.is_empty() {
            let facts = facts.remove(mention.id.as_str()).unwrap_or_default();
            marks.push((range, mark(loaded, mention, facts)));
        } else {
            lost.push(mention);
        }
    }
    marks.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    (marks, lost)
}

fn mark(loaded: &Loaded, mention: &Mention, facts: Vec<String>) -> Mark {
    let source = loaded.source.get(mention.span.start..mention.span.end);
    let received = source.and_then(|bytes| std::str::from_utf8(bytes).ok());
    let utf8 = loaded.stages.normalized.decoding.encoding == "UTF-8";
    let received = received.filter(|text| utf8 && *text != mention.quote);
    Mark {
        id: mention.id.clone(),
        kind: mention.kind.name(),
        text: String::new(),
        quote: mention.quote.clone(),
        type_name: words::type_of(&mention.value),
        value: words::value(&mention.value),
        rule: mention.rule.clone(),
        span: mention.span,
        received: received.map(str::to_owned),
        uncertain: mention.uncertain.join("; "),
        status: crate::status(mention.status),
        facts,
    }
}

/// The text of a range, cut at its mentions.
fn pieces(text: &str, range: Range<usize>, marks: Vec<Placed>) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(2 * marks.len() + 1);
    let mut at = range.start;
    let push = |pieces: &mut Vec<Piece>, text: &str| {
        if !text.is_empty() {
            pieces.push(Piece::Text(text.to_owned()));
        }
    };
    for (place, mark) in marks {
        // Of mentions that overlap, each shows what the ones before it leave.
        let start = place.start.max(at);
        let end = place.end.clamp(start, range.end.max(start));
        push(&mut pieces, &text[at..start]);
        pieces.push(Piece::Mark(Box::new(Mark { text: text[start..end].to_owned(), ..mark })));
        at = end;
    }
    push(&mut pieces, &text[at..range.end.max(at)]);
    pieces
}

/// The cells of a row, each cut at its mentions.
fn cells(text: &str, row: Range<usize>, marks: Vec<Placed>) -> Vec<Vec<Piece>> {
    let mut marks = marks.into_iter().peekable();
    let mut start = row.start;
    let mut cells = Vec::new();
    for cell in text[row].split('\t') {
        let end = start + cell.len();
        let mut inside = Vec::new();
        while let Some(mark) = marks.next_if(|(range, _)| range.start <= end) {
            inside.push(mark);
        }
        cells.push(pieces(text, start..end, inside));
        start = end + 1;
    }
    cells
}
