//! Rows whose cells came through as spaces and whose numbers lost their points.

use std::collections::BTreeMap;
use std::ops::Range;

use super::line::{Kind, Line};
use crate::Pass;

pub(crate) const PASS: Pass = Pass {
    id: "table/cells",
    about: "Rows of numbers set apart by spaces are split into cells. Where decimal points and thousands separators became spaces too, the number of columns of the header and the row's own regularity (as many decimals in every cell) decide; other splits are given.",
    examples: &[
        (
            "对象国 2013 年 2014 年 2015 年\n俄罗斯 892 5 952 7 1 071 0\n阿塞拜疆 11 0 9 4 6 6",
            "对象国\t2013年\t2014年\t2015年\n俄罗斯\t892.5\t952.7\t1071.0\n阿塞拜疆\t11.0\t9.4\t6.6",
        ),
        ("国别 2021 2022 2023\n印度 7.0 6.5 6.5", "国别\t2021\t2022\t2023\n印度\t7.0\t6.5\t6.5"),
    ],
};

/// No row has more groups of digits than this.
const MOST: usize = 120;

/// A table goes on behind this many lines of notes at the foot of a page.
const BETWEEN: usize = 16;

/// A row of cells, each of pieces of the mended text that are joined by what stands before them.
pub(crate) struct Cells {
    pub(crate) pieces: Vec<Piece>,
    /// Other splits, cells joined by ` | `.
    pub(crate) others: Vec<String>,
}

pub(crate) struct Piece {
    /// What stands in the place of the space before the piece.
    pub(crate) joint: &'static str,
    pub(crate) range: Range<usize>,
}

/// Splits every row of every table of the document.
pub(crate) fn split(lines: &[Line], text: &str) -> BTreeMap<usize, Cells> {
    let mut cells = BTreeMap::new();
    let mut columns = None;
    let mut last = 0;
    for (index, line) in lines.iter().enumerate() {
        match line.kind {
            Kind::SpacedRow => {}
            Kind::Heading | Kind::Caption => {
                columns = None;
                continue;
            }
            _ => continue,
        }
        // Notes may stand between the rows, whole paragraphs may not.
        if index > last + BETWEEN {
            columns = None;
        }
        last = index;
        let words = words(text, line.range.clone());
        let header = columns.is_none().then(|| header(text, &words)).flatten();
        if let Some(pieces) = header {
            columns = Some(words.iter().filter(|word| is_year(text, word)).count());
            cells.insert(index, Cells { pieces, others: Vec::new() });
        } else {
            cells.insert(index, row(text, &words, columns));
        }
    }
    cells
}

fn words(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let written = &text[line.clone()];
    let place = |word: &str| line.start + (word.as_ptr() as usize - written.as_ptr() as usize);
    written
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| place(word)..place(word) + word.len())
        .collect()
}

/// A first row of a label and years.
fn header(text: &str, words: &[Range<usize>]) -> Option<Vec<Piece>> {
    let first = words.iter().position(|word| is_year(text, word))?;
    let mut pieces = Vec::new();
    for (nth, word) in words.iter().enumerate() {
        let part = &text[word.clone()];
        if nth > first && !is_year(text, word) && part != "年" {
            return None;
        }
        let joint = if nth == 0 || part == "年" || nth < first { "" } else { "\t" };
        pieces.push(Piece { joint, range: word.clone() });
    }
    (words.len() > first + 1).then_some(pieces)
}

fn is_year(text: &str, word: &Range<usize>) -> bool {
    let digits = text[word.clone()].trim_end_matches('年');
    digits.len() == 4
        && (digits.starts_with("19") || digits.starts_with("20"))
        && digits.bytes().all(|b| b.is_ascii_digit())
}

fn row(text: &str, words: &[Range<usize>], columns: Option<usize>) -> Cells {
    let is_digits = |word: &Range<usize>| text[word.clone()].bytes().all(|b| b.is_ascii_digit());
    let is_value = |word: &Range<usize>| {
        text[word.clone()].chars().next().is_some_and(|c| c.is_ascii_digit() || matches!(c, '-' | '—' | '+'))
    };
    let first = words.iter().position(is_value).unwrap_or(words.len());
    let (label, values) = words.split_at(first);
    let mut pieces: Vec<Piece> = label.iter().map(|word| Piece { joint: "", range: word.clone() }).collect();
    let groups: Vec<usize> = values.iter().map(Range::len).collect();
    let lost = values.iter().all(is_digits)
        && values.len() <= MOST
        && columns.is_some_and(|columns| columns < values.len());
    let splits = match columns {
        Some(columns) if lost => splits(&groups, columns),
        _ => Vec::new(),
    };
    let Some((best, others)) = splits.split_first() else {
        pieces.extend(values.iter().map(|word| Piece { joint: "\t", range: word.clone() }));
        return Cells { pieces, others: Vec::new() };
    };
    pieces.extend(
        values.iter().zip(best).map(|(word, joint)| Piece { joint: joint.written(), range: word.clone() }),
    );
    let show = |split: &Vec<Joint>| {
        let join = |out: String, (word, joint): (&Range<usize>, &Joint)| {
            let between =
                if *joint == Joint::Cell { if out.is_empty() { "" } else { " | " } } else { joint.written() };
            out + between + &text[word.clone()]
        };
        values.iter().zip(split).fold(String::new(), join)
    };
    Cells { pieces, others: others.iter().map(show).collect() }
}

/// What a space before a group of digits stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    Cell,
    Thousands,
    Point,
}

impl Joint {
    fn written(self) -> &'static str {
        match self {
            Joint::Cell => "\t",
            Joint::Thousands => "",
            Joint::Point => ".",
        }
    }
}

/// The splits of the groups into this many numbers with the same count of decimals each, at most three, the one with
/// one decimal first, then two, none, three.
fn splits(groups: &[usize], columns: usize) -> Vec<Vec<Joint>> {
    let mut found = Vec::new();
    for decimals in [1, 2, 0, 3] {
        let search = Search { groups, decimals };
        let possible = search.possible(columns);
        search.collect(&possible, columns, &mut found);
    }
    found.truncate(3);
    found
}

struct Search<'a> {
    groups: &'a [usize],
    decimals: usize,
}

impl Search<'_> {
    /// Where the number that begins at a group may end.
    fn ends(&self, start: usize) -> impl Iterator<Item = usize> + '_ {
        let fits = self
            .groups
            .get(start)
            .is_some_and(|len| *len <= 3 || self.decimals > 0 || self.groups.len() > start);
        let thousands = if self.groups.get(start).is_some_and(|len| *len <= 3) {
            self.groups[start + 1..].iter().take(3).take_while(|len| **len == 3).count()
        } else {
            0
        };
        let decimals = self.decimals;
        (0..=thousands).filter(move |_| fits).filter_map(move |thousands| {
            let end = start + 1 + thousands;
            match decimals {
                0 => Some(end),
                _ => (self.groups.get(end) == Some(&decimals)).then_some(end + 1),
            }
        })
    }

    /// For every number of columns left and every group, whether the rest can be split.
    fn possible(&self, columns: usize) -> Vec<Vec<bool>> {
        let len = self.groups.len();
        let mut possible = vec![vec![false; len + 1]; columns + 1];
        possible[0][len] = true;
        for left in 1..=columns {
            for start in 0..len {
                possible[left][start] = self.ends(start).any(|end| end <= len && possible[left - 1][end]);
            }
        }
        possible
    }

    /// Walks the possible splits, longest numbers last, until enough are found.
    fn collect(&self, possible: &[Vec<bool>], columns: usize, found: &mut Vec<Vec<Joint>>) {
        let mut open = vec![(0, columns, Vec::new())];
        while let Some((start, left, split)) = open.pop() {
            if found.len() > 3 {
                return;
            }
            if left == 0 {
                if start == self.groups.len() {
                    found.push(split);
                }
                continue;
            }
            for end in self.ends(start).filter(|end| possible[left - 1].get(*end) == Some(&true)) {
                let mut longer: Vec<Joint> = split.clone();
                longer.push(Joint::Cell);
                let inner = end - start - 1;
                let thousands = inner - usize::from(self.decimals > 0);
                longer.extend(std::iter::repeat_n(Joint::Thousands, thousands));
                longer.extend(std::iter::repeat_n(Joint::Point, inner - thousands));
                open.push((end, left - 1, longer));
            }
        }
    }
}
