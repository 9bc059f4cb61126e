//! Points of the calendar and how they are written in EDTF (ISO 8601-2:2019).

use std::fmt;

use jiff::civil::{Date, DateTime};

use super::clock::Time;

/// A point of the calendar at one granularity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// Astronomical year: 1 BC is 0.
    pub year: i32,
    /// What of the year.
    pub part: Part,
}

/// What of a year a stamp means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// All of it.
    Whole,
    /// One of EDTF's divisions: seasons 21-24, quarters 33-36, halves 40-41.
    Division(u8),
    /// A month, 1-12.
    Month(u8),
    /// A day of a month.
    Day(u8, u8),
    /// A time of a day of a month.
    Clock(u8, u8, Time),
    /// The decade that begins with the year.
    Decade,
    /// The century that begins with the year.
    Century,
}

impl Stamp {
    pub(crate) fn year(year: i32) -> Self {
        Self { year, part: Part::Whole }
    }

    pub(crate) fn of(date: Date) -> Self {
        Self { year: i32::from(date.year()), part: Part::Day(unsigned(date.month()), unsigned(date.day())) }
    }

    /// The year and one of its months.
    pub(crate) fn in_month(year: i32, month: u8) -> Self {
        Self { year, part: Part::Month(month) }
    }

    /// The calendar day, where the stamp has one.
    pub(crate) fn day(self) -> Option<Date> {
        match self.part {
            Part::Day(month, day) | Part::Clock(month, day, ..) => civil(self.year, month, day),
            _ => None,
        }
    }

    /// The moment, where the stamp has a clock time.
    pub(crate) fn moment(self) -> Option<DateTime> {
        let Part::Clock(_, _, time) = self.part else { return None };
        let second = i8::try_from(time.second.unwrap_or(0).min(59)).ok()?;
        let midnight = self.day()?.at(0, 0, second, 0);
        let minutes = i64::from(time.hour) * 60 + i64::from(time.minute);
        midnight.checked_add(jiff::Span::new().try_minutes(minutes).ok()?).ok()
    }

    /// A moment; seconds are told where there are any.
    pub(crate) fn at(moment: DateTime) -> Self {
        let Self { year, part: Part::Day(month, day) } = Self::of(moment.date()) else {
            return Self::of(moment.date());
        };
        let second = Some(unsigned(moment.second())).filter(|second| *second > 0);
        let time = Time { hour: unsigned(moment.hour()), minute: unsigned(moment.minute()), second };
        Self { year, part: Part::Clock(month, day, time) }
    }

    /// The first and the last day of a year or month.
    pub(crate) fn days(self) -> Option<(Date, Date)> {
        match self.part {
            Part::Whole => Some((civil(self.year, 1, 1)?, civil(self.year, 12, 31)?)),
            Part::Month(month) => {
                let first = civil(self.year, month, 1)?;
                Some((first, first.last_of_month()))
            }
            _ => None,
        }
    }

    /// The month, where the stamp lies in one.
    pub(crate) fn month(self) -> Option<u8> {
        match self.part {
            Part::Month(month) | Part::Day(month, _) | Part::Clock(month, ..) => Some(month),
            _ => None,
        }
    }

    /// Whether such a month or day exists.
    pub(crate) fn exists(self) -> bool {
        match self.part {
            Part::Month(month) => (1..=12).contains(&month),
            Part::Day(month, day) => civil(self.year, month, day).is_some(),
            Part::Clock(month, day, time) => {
                civil(self.year, month, day).is_some() && time.hour <= 24 && time.minute < 60
            }
            _ => true,
        }
    }

    /// The stamp `months` later (or earlier), at the granularity of a month.
    pub(crate) fn plus_months(year: i32, month: u8, months: i32) -> Self {
        let count = year * 12 + i32::from(month) - 1 + months;
        let month = u8::try_from(count.rem_euclid(12) + 1).unwrap_or(1);
        Self { year: count.div_euclid(12), part: Part::Month(month) }
    }

    /// A year of four digits, with its month and day, and how many bytes of it are meant. Nearly every date is one, and
    /// to format it field by field takes many times as long.
    fn digits(self) -> Option<([u8; 10], usize)> {
        let year = u16::try_from(self.year).ok()?;
        let (month, day, width) = match self.part {
            Part::Whole => (0, 0, 4),
            Part::Month(month) => (month, 0, 7),
            Part::Day(month, day) => (month, day, 10),
            _ => return None,
        };
        let two = |number: u8| (number < 100).then_some([b'0' + number / 10, b'0' + number % 10]);
        let (century, year) = (u8::try_from(year / 100).ok()?, u8::try_from(year % 100).ok()?);
        let ([a, b], [c, d]) = (two(century)?, two(year)?);
        let ([m, n], [e, f]) = (two(month)?, two(day)?);
        Some(([a, b, c, d, b'-', m, n, b'-', e, f], width))
    }

    /// Parses what `--date` and the corpus may give: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or a day with its time,
    /// `YYYY-MM-DDTHH:MM` or `YYYY-MM-DDTHH:MM:SS`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text.contains('T') {
            let plain = matches!(text.len(), 16 | 19) && text.is_ascii();
            return plain.then(|| text.parse().ok()).flatten().map(Self::at);
        }
        let fields: Vec<&str> = text.split('-').collect();
        let widths = [4, 2, 2];
        let fits = |(field, width): (&&str, usize)| {
            field.len() == width && field.bytes().all(|b| b.is_ascii_digit())
        };
        if fields.len() > 3 || !fields.iter().zip(widths).all(fits) {
            return None;
        }
        let year = fields[0].parse().ok()?;
        let part = match fields[1..] {
            [] => Part::Whole,
            [month] => Part::Month(month.parse().ok()?),
            [month, day] => Part::Day(month.parse().ok()?, day.parse().ok()?),
            _ => return None,
        };
        Some(Self { year, part }).filter(|s| s.exists())
    }
}

fn civil(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn unsigned(value: i8) -> u8 {
    value.unsigned_abs()
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((digits, width)) = self.digits() {
            return f.write_str(str::from_utf8(&digits[..width]).map_err(|_| fmt::Error)?);
        }
        let sign = if self.year < 0 { "-" } else { "" };
        let year = self.year.unsigned_abs();
        match self.part {
            Part::Whole => write!(f, "{sign}{year:04}"),
            Part::Division(code) => write!(f, "{sign}{year:04}-{code:02}"),
            Part::Month(month) => write!(f, "{sign}{year:04}-{month:02}"),
            Part::Day(month, day) => write!(f, "{sign}{year:04}-{month:02}-{day:02}"),
            Part::Clock(month, day, time) => write!(f, "{sign}{year:04}-{month:02}-{day:02}T{time}"),
            Part::Decade => write!(f, "{sign}{:03}X", year / 10),
            Part::Century => write!(f, "{sign}{:02}XX", year / 100),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_in_edtf() {
        let cases = [
            (Stamp::year(2014), "2014"),
            (Stamp::year(-220), "-0220"),
            (Stamp { year: 2018, part: Part::Division(33) }, "2018-33"),
            (Stamp { year: 2014, part: Part::Day(5, 29) }, "2014-05-29"),
            (
                Stamp { year: 2023, part: Part::Clock(3, 22, Time { hour: 17, minute: 9, second: None }) },
                "2023-03-22T17:09",
            ),
            (Stamp { year: 1990, part: Part::Decade }, "199X"),
            (Stamp { year: 2000, part: Part::Century }, "20XX"),
        ];
        for (stamp, text) in cases {
            assert_eq!(stamp.to_string(), text);
        }
    }

    #[test]
    fn given_dates_are_checked_against_the_calendar() {
        for good in ["2021", "2021-05", "2020-02-29", "2013-02-12T04:30", "2013-02-12T04:30:15"] {
            assert_eq!(Stamp::parse(good).map(|s| s.to_string()).as_deref(), Some(good));
        }
        for bad in [
            "",
            "21",
            "2021-13",
            "2021-02-29",
            "2021-5-1",
            "2021-05-26-1",
            "heute",
            "２０２１",
            "2013-02-12T24:30",
            "2013-02-12T4:30",
            "2013-02-12T",
        ] {
            assert_eq!(Stamp::parse(bad), None, "{bad}");
        }
    }
}
