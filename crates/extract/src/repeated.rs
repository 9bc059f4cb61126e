//! Instruments that stand again by a name or short form the document introduced: one more pass, only where it did.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use kaoju_record::Zone;
use kaoju_segment::Segmented;

use crate::Found;
use crate::scan::Scanner;
use crate::treaty;

/// A text longer than this, in bytes, is worth a larger automaton.
const LARGE: usize = 1_000_000;

/// Finds every later place of the forms that were introduced.
pub(crate) fn find(text: &str, segmented: &Segmented, scanner: &mut Scanner) {
    let forms = std::mem::take(&mut scanner.forms).into_sought();
    if forms.is_empty() {
        return;
    }
    let patterns = forms.iter().map(|f| f.form.as_str());
    // A few forms are sought by a table of bytes, more by their first bytes: either is fastest where it is used. The
    // table takes longer to make than a text of a few pages to read.
    let few = forms.len() < 12;
    let kind = if few && text.len() > LARGE { AhoCorasickKind::DFA } else { AhoCorasickKind::ContiguousNFA };
    let builder = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .prefilter(!few)
        .kind(Some(kind))
        .build(patterns);
    let Ok(automaton) = builder else { return };
    let mut more = Vec::new();
    let mut taken = Taken::new(scanner);
    for paragraph in segmented.paragraphs.iter().filter(|p| p.zone != Zone::Furniture) {
        let part = &text[paragraph.range.clone()];
        for hit in automaton.find_iter(part) {
            let form = &forms[hit.pattern().as_usize()];
            let range = paragraph.range.start + hit.start()..paragraph.range.start + hit.end();
            if range.start < form.end
                || taken.overlaps(&range)
                || !treaty::again(part, hit.start(), hit.end())
            {
                continue;
            }
            let full = form.value.treaty_name().is_some_and(|name| name == treaty::cleaned(&form.form));
            let rule = if full { "treaty/repeated" } else { "treaty/short-form" };
            more.push(Found { range, zone: paragraph.zone, value: form.value.clone(), rule });
        }
    }
    // What stood inside a name that was found again gives way to it.
    more.sort_by_key(|f| f.range.start);
    let covers = |range: &Range<usize>| {
        let next = more.partition_point(|m| m.range.end <= range.start);
        more.get(next).is_some_and(|m| m.range.start < range.end)
    };
    scanner.found.retain(|f| !covers(&f.range));
    scanner.found.extend(more);
}

/// Names in brackets and treaties found already, sorted.
struct Taken(Vec<Range<usize>>);

impl Taken {
    fn new(scanner: &Scanner) -> Self {
        let treaties =
            scanner.found.iter().filter(|f| f.value.treaty_name().is_some()).map(|f| f.range.clone());
        let mut all: Vec<Range<usize>> = scanner.closed.iter().cloned().chain(treaties).collect();
        all.sort_by_key(|r| (r.start, r.end));
        Self(all)
    }

    fn overlaps(&mut self, range: &Range<usize>) -> bool {
        let next = self.0.partition_point(|t| t.end <= range.start);
        self.0.get(next).is_some_and(|t| t.start < range.end)
    }
}
