//! Which of many ranges overlap another one, without looking at all of them.

use std::ops::Range;

/// Ranges, by where they begin.
#[derive(Debug)]
pub(crate) struct Overlaps {
    /// Start, end, and index of each.
    ranges: Vec<(usize, usize, usize)>,
    /// The furthest end up to each of them.
    furthest: Vec<usize>,
}

impl Overlaps {
    pub(crate) fn of<'r>(ranges: impl Iterator<Item = &'r Range<usize>>) -> Self {
        let mut ranges: Vec<_> = ranges.enumerate().map(|(at, range)| (range.start, range.end, at)).collect();
        ranges.sort_unstable();
        let mut far = 0;
        let furthest = ranges.iter().map(|(_, end, _)| {
            far = far.max(*end);
            far
        });
        let furthest = furthest.collect();
        Self { ranges, furthest }
    }

    /// The indices of those that share something with a range, in their order.
    pub(crate) fn with(&self, range: &Range<usize>) -> Vec<usize> {
        let end = self.ranges.partition_point(|(start, ..)| *start < range.end);
        let near = (0..end).rev().take_while(|at| self.furthest[*at] > range.start);
        let mut found: Vec<usize> =
            near.map(|at| self.ranges[at]).filter(|(_, end, _)| *end > range.start).map(|of| of.2).collect();
        found.sort_unstable();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_if_all_were_looked_at() {
        let ranges: Vec<Range<usize>> = (0..60).map(|n| (n * 7) % 40..(n * 7) % 40 + n % 9).collect();
        let overlaps = Overlaps::of(ranges.iter());
        for (start, len) in (0..45).flat_map(|start| (0..6).map(move |len| (start, len))) {
            let range = start..start + len;
            let all = ranges.iter().enumerate().filter(|(_, r)| r.start < range.end && range.start < r.end);
            assert_eq!(overlaps.with(&range), all.map(|(at, _)| at).collect::<Vec<_>>(), "{range:?}");
        }
    }
}
