//! Where an EDTF value lies on an axis of years.

/// A stretch of time in years, the end excluded; an open end is absent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct When {
    pub(crate) start: Option<f64>,
    pub(crate) end: Option<f64>,
}

impl When {
    /// Reads EDTF as records hold it; `None` for what is no date.
    pub(crate) fn of(edtf: &str) -> Option<Self> {
        let Some((first, last)) = edtf.split_once('/') else {
            return point(edtf).map(|(start, end)| Self { start: Some(start), end: Some(end) });
        };
        let (first, last) = (end_point(first)?, end_point(last)?);
        Some(Self { start: first.map(|(start, _)| start), end: last.map(|(_, end)| end) })
    }

    /// The middle, where both ends are told.
    pub(crate) fn middle(self) -> Option<f64> {
        Some((self.start? + self.end?) / 2.0)
    }

    /// The length in whole months, where both ends are told.
    pub(crate) fn months(self) -> Option<i64> {
        Some(((self.end? - self.start?) * 12.0).round() as i64)
    }

    /// What to sort by: the start, or else the end.
    pub(crate) fn order(self) -> f64 {
        self.start.or(self.end).unwrap_or(f64::INFINITY)
    }
}

/// An end of an interval: `Some(None)` is open.
fn end_point(text: &str) -> Option<Option<(f64, f64)>> {
    if matches!(text, "" | "..") { Some(None) } else { point(text).map(Some) }
}

/// Start and end of a point of any granularity.
fn point(text: &str) -> Option<(f64, f64)> {
    let text = text.split('T').next()?.trim_end_matches(['~', '?', '%']);
    let (sign, digits) = text.strip_prefix('-').map_or((1.0, text), |digits| (-1.0, digits));
    let mut parts = digits.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?;
    let (low, high) = (number(&year.replace('X', "0"))?, number(&year.replace('X', "9"))?);
    let start = if sign < 0.0 { -high } else { low };
    let months = |first: f64, count: f64| (start + first / 12.0, start + (first + count) / 12.0);
    match (parts.next(), parts.next()) {
        (None, _) => Some((start, start + high - low + 1.0)),
        (Some(month), None) => match number(month)? {
            month @ 1.0..=12.0 => Some(months(month - 1.0, 1.0)),
            season @ 21.0..=24.0 => Some(months((season - 21.0) * 3.0 + 2.0, 3.0)),
            quarter @ 33.0..=36.0 => Some(months((quarter - 33.0) * 3.0, 3.0)),
            third @ 37.0..=39.0 => Some(months((third - 37.0) * 4.0, 4.0)),
            half @ 40.0..=41.0 => Some(months((half - 40.0) * 6.0, 6.0)),
            _ => None,
        },
        (Some(month), Some(day)) => {
            let (month, day) = (number(month)?, number(day)?);
            let start = months(month - 1.0, 0.0).0 + (day - 1.0) / 372.0;
            ((1.0..=12.0).contains(&month) && (1.0..=31.0).contains(&day))
                .then_some((start, start + 1.0 / 372.0))
        }
    }
}

fn number(digits: &str) -> Option<f64> {
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_and_intervals_lie_where_they_should() {
        let cases = [
            ("2014", Some(2014.0), Some(2015.0)),
            ("199X", Some(1990.0), Some(2000.0)),
            ("2018-33", Some(2018.0), Some(2018.25)),
            ("2020-41", Some(2020.5), Some(2021.0)),
            ("2021-01/2021-06", Some(2021.0), Some(2021.5)),
            ("2013/..", Some(2013.0), None),
            ("../2021-12", None, Some(2022.0)),
            ("-0220", Some(-220.0), Some(-219.0)),
            ("2014-01-01T17:00", Some(2014.0), Some(2014.0 + 1.0 / 372.0)),
        ];
        for (edtf, start, end) in cases {
            assert_eq!(When::of(edtf), Some(When { start, end }), "{edtf}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "P1Y", "14", "2014-13", "2014-00-01", "2014-02-99", "年", "<b>", "2014/x"] {
            assert_eq!(When::of(text), None, "{text}");
        }
    }

    #[test]
    fn lengths_are_whole_months() {
        assert_eq!(When::of("2021-01/2021-04").and_then(When::months), Some(4));
        assert_eq!(When::of("2013/..").and_then(When::months), None);
    }
}
