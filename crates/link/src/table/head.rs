//! Heads of columns, labels of rows and captions: what each says of who, what and when.

use std::borrow::Cow;
use std::ops::Range;

use kaoju_segment::{Row, Table};

use super::Page;
use super::words::words;
use crate::{edtf, names, within};

/// So many labels tell whether a column or a header row names who is measured.
const SAMPLE: usize = 12;

/// A period that a label states.
#[derive(Clone, Debug)]
pub(super) struct Period {
    /// Its mention.
    pub index: usize,
    /// In EDTF.
    pub edtf: String,
    /// Whether the label leaves the year to another: 1月, 一季度.
    pub yearless: bool,
}

impl Period {
    /// The same part of another year.
    pub(super) fn in_year(&self, year: &str) -> String {
        let moved = |end: &str| format!("{year}{}", end.get(4..).unwrap_or_default());
        self.edtf.split('/').map(moved).collect::<Vec<_>>().join("/")
    }
}

/// What a cell of a head or the first cell of a row says.
#[derive(Clone, Debug, Default)]
pub(super) struct Label<'a> {
    pub period: Option<Period>,
    /// The rest, without units in brackets.
    pub words: Cow<'a, str>,
}

impl<'a> Label<'a> {
    pub(super) fn read(page: Page<'a>, cell: &Range<usize>) -> Self {
        let text = &page.text[cell.clone()];
        let mut dates = page.within(cell).filter_map(|index| Some((index, edtf(&page.found[index].value)?)));
        let Some((index, edtf)) = dates.next_back() else {
            return Self { period: None, words: Cow::Borrowed(without_unit(text)) };
        };
        let date = &page.found[index].range;
        let quote = &page.text[date.clone()];
        let yearless = !quote.contains('年')
            && !quote.starts_with(|c: char| c.is_ascii_digit() && quote.len() >= 4 && !quote.contains('月'));
        let rest = [&page.text[cell.start..date.start], &page.text[date.end..cell.end]].concat();
        let words = without_unit(rest.trim()).trim_start_matches(['年', '的']).to_owned();
        Self { period: Some(Period { index, edtf: edtf.to_owned(), yearless }), words: Cow::Owned(words) }
    }

    /// The label of a cell under this one.
    fn over(&self, lower: &Label<'a>) -> Label<'a> {
        let period = match (&self.period, &lower.period) {
            (Some(upper), Some(part)) if part.yearless && upper.edtf.len() == 4 => {
                Some(Period { edtf: part.in_year(&upper.edtf), yearless: false, index: part.index })
            }
            (upper, lower) => lower.clone().or_else(|| upper.clone()),
        };
        let words = match (self.words.is_empty(), lower.words.is_empty() || lower.words == self.words) {
            (true, _) => lower.words.clone(),
            (_, true) => self.words.clone(),
            _ => Cow::Owned(format!("{}{}", self.words, lower.words)),
        };
        Label { period, words }
    }
}

/// A label without the bracket at its end that states a unit.
fn without_unit(label: &str) -> &str {
    let label = label.trim();
    let Some(inner) = label.strip_suffix(['）', ')']) else { return label };
    let Some(open) = inner.rfind(['（', '(']) else { return label };
    let stated = inner[open..].trim_start_matches(['（', '(']).trim();
    let unit = stated.starts_with("单位") || words().unit.at_end(stated) > 0 && stated.chars().count() <= 10;
    if unit { label[..open].trim_end() } else { label }
}

/// The head of a table: a label for every column.
pub(super) struct Columns<'a> {
    pub labels: Vec<Label<'a>>,
    /// So many columns, from the first, hold the labels of the rows.
    pub heads: usize,
    /// For each of these, whether its cells name who is measured.
    pub rows_name: Vec<bool>,
    /// Whether the other columns name who is measured.
    pub names: bool,
}

impl<'a> Columns<'a> {
    /// Reads the head.
    ///
    /// # Errors
    /// A message for a head that does not fit its rows.
    pub(super) fn read(page: Page<'a>, table: &Table) -> Result<Self, String> {
        let (head, body) = table.rows.split_at(table.header_rows.min(table.rows.len()));
        let width = usual_width(body);
        let heads = row_heads(page, body, width);
        let mut labels = vec![Label::default(); width];
        if head.is_empty() && width > heads + 1 {
            return Err(format!("no head says what the {} columns of this table are", width - heads));
        }
        for (level, row) in head.iter().enumerate() {
            let cells = spread(row, width, heads, level + 1 < head.len()).ok_or_else(|| {
                format!(
                    "the head of this table has {} cells, its rows {width}; they are left unread",
                    row.cells.len()
                )
            })?;
            for (label, cell) in labels.iter_mut().zip(cells) {
                if let Some(cell) = cell {
                    *label = label.over(&Label::read(page, cell));
                }
            }
        }
        let title = |index: usize| labels.get(index).map_or("", |label| label.words.trim());
        let rows_name = (0..heads).map(|index| match title(index) {
            title if words().who.contains(title) => true,
            title if words().what.contains(title) => false,
            _ => mostly_names(
                body.iter().filter_map(|row| row.cells.get(index)).map(|cell| &page.text[cell.clone()]),
            ),
        });
        let rows_name = rows_name.collect();
        let names = mostly_names(labels.iter().skip(heads).map(|label| label.words.as_ref()));
        // A column that only numbers the rows says nothing of them.
        let mut columns = Self { labels, heads, rows_name, names };
        columns.forget_serials();
        Ok(columns)
    }

    /// What a caption says behind the title of the rows, or behind all columns where it names them all.
    fn tail_of<'c>(&self, caption: &'c str) -> Option<&'c str> {
        let behind = |label: &Label<'_>| {
            let word = label.words.trim();
            caption.find(word).filter(|_| !word.is_empty()).map(|at| at + word.len())
        };
        let (rows, columns) = self.labels.split_at(self.heads.min(self.labels.len()));
        let all: Option<Vec<usize>> = columns.iter().map(behind).collect();
        let ends = rows.iter().filter_map(behind).chain(all.into_iter().flatten());
        let tail = &caption[ends.max()?..];
        (!tail.is_empty() && !tail.starts_with(['及', '和', '与', '、', '等', '的'])).then_some(tail)
    }

    fn forget_serials(&mut self) {
        let serial = |label: &Label<'_>| words().serial.contains(label.words.trim());
        if self.heads == 0 && self.labels.first().is_some_and(serial) {
            self.heads = 1;
            self.rows_name = vec![false];
        }
    }
}

/// The number of cells that most rows have.
fn usual_width(body: &[Row]) -> usize {
    let mut widths: Vec<usize> = body.iter().map(|row| row.cells.len()).filter(|width| *width > 1).collect();
    widths.sort_unstable();
    let runs = widths.chunk_by(|a, b| a == b);
    runs.max_by_key(|run| run.len()).map_or(1, |run| run[0])
}

/// How many columns, from the first, hold no figures in most rows; at least one where rows have labels at all.
fn row_heads(page: Page<'_>, body: &[Row], width: usize) -> usize {
    let rows = || body.iter().filter(|row| row.cells.len() == width).take(SAMPLE);
    let figures = |index: usize| rows().filter(|row| page.figure(&row.cells[index]).is_some()).count();
    let labels = |index: &usize| 2 * figures(*index) < rows().count().max(1);
    (0..width).take_while(labels).count().min(width.saturating_sub(1))
}

/// The cells of a header row over the columns; a cell of an upper row may span several. `None` where they do not fit.
fn spread(row: &Row, width: usize, heads: usize, upper: bool) -> Option<Vec<Option<&Range<usize>>>> {
    let cells = row.cells.len();
    let blank = row.cells.iter().any(Range::is_empty);
    if cells == width || cells < width && upper && blank {
        let mut last = None;
        let spanned = (0..width).map(|index| {
            let own = row.cells.get(index).filter(|cell| !cell.is_empty());
            last = own.or(last.filter(|_| upper && index > heads));
            last
        });
        return Some(spanned.collect());
    }
    // A lower row without the cells over the labels of the rows.
    if cells + heads == width && !upper {
        return Some(std::iter::repeat_n(None, heads).chain(row.cells.iter().map(Some)).collect());
    }
    let (columns, spans) = (width - heads, cells.checked_sub(heads)?);
    if spans == 0 || columns % spans != 0 || !upper {
        return None;
    }
    let spanned = row.cells[heads..].iter().flat_map(|cell| std::iter::repeat_n(Some(cell), columns / spans));
    Some(row.cells[..heads].iter().map(Some).chain(spanned).collect())
}

/// Whether at least half of the first labels are names.
fn mostly_names<'l>(labels: impl Iterator<Item = &'l str>) -> bool {
    let labels: Vec<&str> = labels.map(str::trim).filter(|label| !label.is_empty()).take(SAMPLE).collect();
    let named = labels.iter().filter(|label| names::is_name(label)).count();
    !labels.is_empty() && 2 * named >= labels.len()
}

/// What a caption says of all cells.
#[derive(Default)]
pub(super) struct Caption {
    pub period: Option<Period>,
    pub entity: Option<String>,
    pub indicator: String,
    /// What it says behind the title of the rows or of all columns: 研发强度 of 中美行业研发强度对比.
    pub tail: Option<String>,
}

impl Caption {
    pub(super) fn read(page: Page<'_>, table: &Table, columns: &Columns<'_>) -> Self {
        let Some(range) = table.caption.clone() else { return Self::default() };
        // It stands before the rows.
        let among = within(page.found, &(0..page.found.len()), &range);
        let page = Page { among: &among, ..page };
        let numbered = &page.text[range.clone()];
        let number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '—' | '－' | '.' | '续');
        let title = numbered.trim_start_matches(['续', '表', ' ']).trim_start_matches(number);
        let title = title.trim_start_matches(['：', ':', '．', ' ']);
        let start = if numbered.starts_with('表') { range.end - title.len() } else { range.start };
        let label = Label::read(page, &(start..range.end));
        let (entity, indicator) = names::split(label.words.trim());
        let mut indicator = indicator.trim();
        while words().kind.at_end(indicator) > 0 {
            indicator = &indicator[..indicator.len() - words().kind.at_end(indicator)];
        }
        let tail = columns.tail_of(indicator).map(str::to_owned);
        let dates = among.clone().filter(|index| edtf(&page.found[*index].value).is_some());
        Self {
            // Two dates say that the cells are of either.
            period: label.period.filter(|_| dates.count() == 1),
            entity: entity.map(str::to_owned),
            indicator: indicator.replace(' ', ""),
            tail,
        }
    }

    /// A row's name as member of the many that the caption names: 俄罗斯 of 中国与欧亚国家 is 中国与俄罗斯.
    pub(super) fn member(&self, name: &str) -> String {
        let Some(entity) = &self.entity else { return name.to_owned() };
        let pair = ['与', '和', '同', '对'].into_iter().find_map(|joint| entity.split_once(joint));
        match pair {
            Some((one, many)) if words().many.at_end(many) > 0 && one != name => {
                format!("{}{name}", &entity[..entity.len() - many.len()])
            }
            _ => name.to_owned(),
        }
    }
}
