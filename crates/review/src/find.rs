//! Places found again in a text that changed: by their source, by their words, or by a text diff of what stands around.
//!
//! A place is looked for in four steps, each for those that the one before did not settle:
//! 1. the source is the same: its bytes tell;
//! 2. quote and surroundings stand once in the text as they did; where they stand more than once, the one whose distance
//!    from its neighbours is kept;
//! 3. the quote stands there, and its surroundings are those of one occurrence more than of any other;
//! 4. the quote was changed, and its surroundings stand as they did but for small changes.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use kaoju_record::Place;

use crate::anchor::{Text, first_chars, last_chars};
use crate::occurrences::Occurrences;
use crate::similar::{Alike, alike, mapped};

/// Where a place is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// Bytes of the clean text.
    pub range: Range<usize>,
    /// Whether its quote is what it was, or its source is. Where it is not, its surroundings told where it is.
    pub same: bool,
}

/// Finds places in a text, each or none, in the order given. Ranges lie within one block.
pub fn find(text: &Text<'_>, places: &[&Place]) -> Vec<Option<Located>> {
    let mut finder = Finder { text, places, found: vec![None; places.len()], taken: HashMap::new() };
    finder.by_source();
    let occurrences = finder.occurrences();
    finder.by_words(&occurrences);
    finder.by_surroundings(&occurrences);
    finder.by_surroundings_alone();
    finder.found
}

struct Finder<'a> {
    text: &'a Text<'a>,
    places: &'a [&'a Place],
    found: Vec<Option<Located>>,
    /// Who stands at a clean offset without doubt.
    taken: HashMap<usize, &'a Place>,
}

/// How many places of the text are compared in full for a place that changed.
const COMPARED: usize = 8;

/// How much of the surroundings must be as it was.
const ALIKE: f32 = 0.6;

/// How much more it must be so than anywhere else.
const AHEAD: f32 = 0.1;

/// How many bytes more than a place may stand right beside another as they did: two characters.
const BESIDE: usize = 6;

impl<'a> Finder<'a> {
    fn by_source(&mut self) {
        for (index, place) in self.places.iter().enumerate() {
            if place.sha256 == self.text.sha256 {
                let range = self.text.document.clean_range(place.span.start..place.span.end);
                if !range.is_empty() {
                    self.settle(index, range);
                }
            }
        }
    }

    fn settle(&mut self, index: usize, range: Range<usize>) {
        self.taken.insert(range.start, self.places[index]);
        self.found[index] = Some(Located { range, same: true });
    }

    fn missing(&self) -> Vec<usize> {
        (0..self.places.len()).filter(|index| self.found[*index].is_none()).collect()
    }

    /// Where the quotes of all missing places stand, in one pass.
    fn occurrences(&self) -> Occurrences<'a> {
        let missing = self.missing();
        Occurrences::of(&self.text.document.text, missing.iter().map(|index| &*self.places[*index].quote))
    }

    fn by_words(&mut self, occurrences: &Occurrences<'_>) {
        let by_words = occurrences.by_words(self.text);
        let mut several = Vec::new();
        for index in self.missing() {
            let place = self.places[index];
            let Some(same) = by_words.get(&[&*place.quote, &*place.before, &*place.after]) else { continue };
            match same.only() {
                Some(range) => self.settle(index, range.clone()),
                None => several.push((index, same)),
            }
        }
        let moved = self.moved();
        for (index, same) in several {
            let expected = moved.expected(self.places[index]);
            let nearest = same.near_source(self.text, expected, 1).into_iter().next();
            nearest.into_iter().for_each(|range| self.settle(index, range));
        }
    }

    fn by_surroundings(&mut self, occurrences: &Occurrences<'_>) {
        for index in self.missing() {
            let place = self.places[index];
            let Some(all) = occurrences.get(&place.quote) else { continue };
            let free = |range: &Range<usize>| self.is_free(place, range);
            let free = all.near_words(&self.text.document.text, place, free).into_iter();
            let mut near: Vec<(usize, Range<usize>)> =
                free.map(|range| (self.kept_around(place, &range), range)).collect();
            near.sort_by_key(|(kept, range)| (usize::MAX - kept, range.start));
            near.truncate(COMPARED);
            let most = near.first().map_or(0, |(kept, _)| *kept);
            let compared = near.into_iter().map(|(_, range)| {
                let (before, after) = self.across(place, &range);
                (alike([&place.before, &place.after], [&before, &after]), range)
            });
            // What stands right beside the words must not speak for another place.
            let beside = |range: &Range<usize>| self.kept_around(place, range) + BESIDE >= most;
            if let Some(range) = best(compared).filter(beside) {
                self.settle(index, range);
            }
        }
    }

    /// As much of the text before and after an occurrence as the place has, whatever lines and blocks it is cut into.
    fn across(&self, place: &Place, range: &Range<usize>) -> (String, String) {
        let text = &self.text.document.text;
        let before =
            text[..range.start].chars().rev().filter(|c| *c != '\n').take(place.before.chars().count());
        let before: Vec<char> = before.collect();
        let after = text[range.end..].chars().filter(|c| *c != '\n').take(place.after.chars().count());
        (before.into_iter().rev().collect(), after.collect())
    }

    /// How many bytes next to an occurrence stand as they did.
    fn kept_around(&self, place: &Place, range: &Range<usize>) -> usize {
        let text = self.text.document.text.as_bytes();
        let same = |(a, b): &(&u8, &u8)| a == b;
        let before = text[..range.start].iter().rev().zip(place.before.as_bytes().iter().rev());
        let after = text[range.end..].iter().zip(place.after.as_bytes());
        before.take_while(same).count() + after.take_while(same).count()
    }

    /// Whether no other place of the same source is there.
    fn is_free(&self, place: &Place, range: &Range<usize>) -> bool {
        self.taken
            .get(&range.start)
            .is_none_or(|there| there.sha256 != place.sha256 || there.span == place.span)
    }

    fn by_surroundings_alone(&mut self) {
        let missing = self.missing();
        let ends = missing.iter().flat_map(|index| ends_around(self.places[*index]));
        let occurrences = Occurrences::of(&self.text.document.text, ends);
        let moved = self.moved();
        for index in missing {
            let place = self.places[index];
            let expected = moved.expected(place);
            let all = ends_around(place).into_iter().filter_map(|end| occurrences.get(end));
            let near = all.flat_map(|all| all.near_source(self.text, expected, COMPARED));
            let mut near: Vec<Range<usize>> = near.collect();
            near.sort_by_cached_key(|range| (self.source_of(range).abs_diff(expected), range.start));
            near.truncate(COMPARED);
            let compared = near.into_iter().filter_map(|range| {
                let (start, window) = self.window(place, &range);
                let (how, at) = mapped([&place.before, &place.quote, &place.after], window)?;
                Some((how, start + at.start..start + at.end))
            });
            let free = compared.filter(|(_, range)| !range.is_empty() && self.is_free(place, range));
            if let Some(range) = best(free) {
                self.found[index] = Some(Located { range, same: false });
            }
        }
    }

    /// The text of a block around something that stood next to a place, as far as the place may reach.
    fn window(&self, place: &Place, range: &Range<usize>) -> (usize, &'a str) {
        let reach = Place::REACH + place.quote.chars().count() + 8;
        let (before, after) = self.text.around(range);
        let before = last_chars(before, reach);
        let end = range.end + first_chars(after, reach).len();
        let start = range.start - before.len();
        (start, &self.text.document.text[start..end])
    }

    fn source_of(&self, range: &Range<usize>) -> usize {
        self.text.document.map.source_span(range.clone()).start
    }

    /// How far places were moved that stand without doubt, by their old source.
    fn moved(&self) -> Moved<'a> {
        let mut moved = Moved::default();
        for (place, found) in self.places.iter().zip(&self.found) {
            if let Some(found) = found {
                let now = self.source_of(&found.range);
                moved.0.entry(&place.sha256).or_default().insert(place.span.start, now);
            }
        }
        moved
    }
}

#[derive(Default)]
struct Moved<'a>(HashMap<&'a str, BTreeMap<usize, usize>>);

impl Moved<'_> {
    /// Where in the source a place should be now if it kept its distance from the nearest one that was found.
    fn expected(&self, place: &Place) -> usize {
        let start = place.span.start;
        let Some(known) = self.0.get(&*place.sha256) else { return start };
        let before = known.range(..=start).next_back();
        let after = known.range(start..).next();
        let nearest = before.into_iter().chain(after).min_by_key(|(old, _)| old.abs_diff(start));
        nearest.map_or(start, |(old, now)| (now + start).saturating_sub(*old))
    }
}

/// The words directly before and after a place, where they are enough to look for.
fn ends_around(place: &Place) -> Vec<&str> {
    const ENOUGH: usize = 4;
    let ends = [last_chars(&place.before, 2 * ENOUGH), first_chars(&place.after, 2 * ENOUGH)];
    ends.into_iter().filter(|end| end.chars().count() >= ENOUGH).collect()
}

/// The range that is alike enough, and more so than every other.
fn best(compared: impl Iterator<Item = (Alike, Range<usize>)>) -> Option<Range<usize>> {
    let mut compared: Vec<_> = compared.filter(|(how, _)| how.enough && how.ratio >= ALIKE).collect();
    compared.sort_by(|(a, at), (b, other)| b.ratio.total_cmp(&a.ratio).then(at.start.cmp(&other.start)));
    compared.dedup_by(|a, b| a.1 == b.1);
    match compared.as_slice() {
        [] => None,
        [(_, only)] => Some(only.clone()),
        [(first, range), (second, _), ..] => (first.ratio - second.ratio >= AHEAD).then(|| range.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaoju_normalize::normalize;

    const OLD: &str =
        "序言说明\n\n2014年5月29日，三国元首在阿斯塔纳签署了条约，该条约自2015年1月1日起正式生效。\n\n附注\n";

    /// The text that a place of the old text has in a new one; `~` before it where the quote was changed.
    fn moved(old: &str, quote: &str, new: &str) -> Option<String> {
        let before = normalize(old.as_bytes());
        let at = before.text.find(quote).unwrap();
        let place = Text { document: &before, sha256: "old" }.place(at..at + quote.len());
        let after = normalize(new.as_bytes());
        let text = Text { document: &after, sha256: "new" };
        let located = find(&text, &[&place]).remove(0)?;
        let mark = if located.same { "" } else { "~" };
        Some(format!("{mark}{}", &after.text[located.range]))
    }

    #[track_caller]
    fn check(new: &str, expected: Option<&str>) {
        assert_eq!(moved(OLD, "2015年1月1日", new).as_deref(), expected);
    }

    #[test]
    fn edits_elsewhere_and_around() {
        check(OLD, Some("2015年1月1日"));
        check(&format!("新的一段。\n\n{OLD}"), Some("2015年1月1日"));
        check(&OLD.replace("三国元首", "俄白哈三国的元首"), Some("2015年1月1日"));
        check(&OLD.replace("该条约自", "此约从"), Some("2015年1月1日"));
        check(&OLD.replace("起正式生效", "开始生效"), Some("2015年1月1日"));
        check(&OLD.replace("签署了", "簽署了").replace("条约", "條約"), Some("2015年1月1日"));
        check(&OLD.replace("元首在", "元首\n在").replace("条约自", "条约\n自"), Some("2015年1月1日"));
    }

    #[test]
    fn a_changed_quote_is_marked() {
        check(&OLD.replace("2015年1月1日", "2015年2月1日"), Some("~2015年2月1日"));
        check(&OLD.replace("2015年1月1日", "2015年元旦"), Some("~2015年元旦"));
    }

    #[test]
    fn another_place_is_not_its_place() {
        check("2015年1月1日\n", None);
        check("完全不同的文字，但是其中也提到了2015年1月1日这个日子，别无其他内容。\n", None);
        check(&OLD.replace("2015年1月1日", ""), None);
    }

    #[test]
    fn twins_keep_their_distance() {
        let twin = "贸易额为547亿美元。\n\n";
        let old = format!("{twin}甲说明如下，内容见后。\n\n{twin}");
        let new = format!("添上去的一段文字。\n\n{old}");
        let (before, after) = (normalize(old.as_bytes()), normalize(new.as_bytes()));
        let was = Text { document: &before, sha256: "old" };
        let quotes = ["547亿美元", "甲说明"];
        let ranges = quotes.iter().flat_map(|q| before.text.match_indices(q)).map(|(at, q)| at..at + q.len());
        let places: Vec<Place> = ranges.map(|range| was.place(range)).collect();
        let located = find(&Text { document: &after, sha256: "new" }, &places.iter().collect::<Vec<_>>());
        let starts: Vec<usize> = located.into_iter().map(|at| at.unwrap().range.start).collect();
        let expected: Vec<usize> = after.text.match_indices("547亿美元").map(|(at, _)| at).collect();
        assert_eq!(starts[..2], expected);
    }
}
