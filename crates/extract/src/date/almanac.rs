//! Other calendars in Gregorian days: the Chinese, Hebrew and Islamic ones, solar terms, Easter.

use icu_calendar::cal::{ChineseTraditional, Hebrew, Hijri, hijri::UmmAlQura};
use icu_calendar::types::Month;
use icu_calendar::{AsCalendar, Date as CalendarDate};
use jiff::civil::Date;
use tyme4rs::tyme::solar::SolarTerm;

use super::week::add_days;

/// The years whose festivals and lunar days are reckoned.
const YEARS: std::ops::Range<i32> = 1..2201;

/// A month of the Chinese calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LunarMonth {
    /// The year that begins in the Gregorian year of this number.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// Whether it is the second one of its number.
    pub leap: bool,
}

impl LunarMonth {
    /// A day of the month, from 1.
    pub(super) fn day(self, day: u8) -> Option<Date> {
        let Self { year, month, leap } = self;
        YEARS.contains(&year).then_some(())?;
        let month = if leap { Month::leap(month) } else { Month::new(month) };
        gregorian(year, month, day, ChineseTraditional::new())
    }

    /// Its first and last day.
    pub(super) fn days(self) -> Option<(Date, Date)> {
        Some((self.day(1)?, self.day(30).or_else(|| self.day(29))?))
    }
}

/// A day of the Hebrew year that falls into a Gregorian one; months are counted from Tishrei, 6 is Adar before Pesach.
pub(super) fn hebrew(year: i32, month: u8, day: u8) -> Option<Date> {
    YEARS.contains(&year).then_some(())?;
    let in_year = |hebrew| gregorian(hebrew, Month::new(month), day, Hebrew);
    [year + 3760, year + 3761].into_iter().filter_map(in_year).find(|date| i32::from(date.year()) == year)
}

/// A day of the Islamic calendar of Umm al-Qura that falls into a Gregorian year, the first of two.
pub(super) fn hijri(year: i32, month: u8, day: u8) -> Option<Date> {
    YEARS.contains(&year).then_some(())?;
    // 33 of its years are 32 Gregorian ones.
    let near = (year - 622) * 33 / 32;
    let in_year = |hijri| gregorian(hijri, Month::new(month), day, Hijri::<UmmAlQura>::new_umm_al_qura());
    (near - 1..near + 3).filter_map(in_year).find(|date| i32::from(date.year()) == year)
}

fn gregorian<C: AsCalendar>(year: i32, month: Month, day: u8, calendar: C) -> Option<Date> {
    let days = CalendarDate::try_new(year.into(), month, day, calendar).ok()?.to_rata_die().to_i64_date();
    // Rata die 719163 is 1970-01-01.
    add_days(Date::constant(1970, 1, 1), days - 719_163)
}

/// The day of a solar term in a Gregorian year; 小寒 in January is 0, 冬至 in December 23.
pub(super) fn solar_term(year: i32, term: u8) -> Option<Date> {
    YEARS.contains(&year).then_some(())?;
    let day = SolarTerm::from_index(isize::try_from(year).ok()?, isize::from(term) + 1).get_solar_day();
    let (month, number) = (i8::try_from(day.get_month()).ok()?, i8::try_from(day.get_day()).ok()?);
    Date::new(i16::try_from(day.get_year()).ok()?, month, number).ok()
}

/// Easter Sunday of the western churches, by the algorithm of Meeus, Jones and Butcher.
pub(super) fn easter(year: i32) -> Option<Date> {
    YEARS.contains(&year).then_some(())?;
    let (golden, century, of_century) = (year % 19, year / 100, year % 100);
    let moon = (8 * century + 13) / 25;
    let epact = (19 * golden + century - century / 4 - moon + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let correction = (golden + 11 * epact + 22 * sunday) / 451;
    after_march(year, epact + sunday - 7 * correction + 22)
}

/// Easter Sunday of the Orthodox churches, which reckon it in the Julian calendar.
pub(super) fn orthodox_easter(year: i32) -> Option<Date> {
    YEARS.contains(&year).then_some(())?;
    let epact = (19 * (year % 19) + 15) % 30;
    let sunday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7;
    let behind = year / 100 - year / 400 - 2;
    after_march(year, epact + sunday + 22 + behind)
}

/// The day of March; 32 is the first of April.
fn after_march(year: i32, day: i32) -> Option<Date> {
    add_days(Date::new(i16::try_from(year).ok()?, 3, 1).ok()?, i64::from(day - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &[(Option<Date>, &str)]) {
        for (date, expected) in cases {
            assert_eq!(date.map(|d| d.to_string()).as_deref(), Some(*expected));
        }
    }

    fn lunar(year: i32, month: u8, leap: bool, day: u8) -> Option<Date> {
        LunarMonth { year, month, leap }.day(day)
    }

    #[test]
    fn days_of_the_chinese_calendar() {
        check(&[
            (lunar(1900, 1, false, 1), "1900-01-31"),
            (lunar(1949, 8, false, 10), "1949-10-01"),
            (lunar(1984, 10, true, 1), "1984-11-23"),
            (lunar(2012, 1, false, 15), "2012-02-06"),
            (lunar(2020, 4, true, 1), "2020-05-23"),
            (lunar(2033, 11, true, 1), "2033-12-22"),
            (lunar(2100, 1, false, 1), "2100-02-09"),
        ]);
        assert_eq!(lunar(2021, 4, true, 1), None);
        assert_eq!(
            LunarMonth { year: 2023, month: 12, leap: false }.days().unwrap().1.to_string(),
            "2024-02-09"
        );
    }

    #[test]
    fn solar_terms() {
        check(&[
            (solar_term(2020, 0), "2020-01-06"),
            (solar_term(2021, 2), "2021-02-03"),
            (solar_term(2017, 6), "2017-04-04"),
            (solar_term(2022, 23), "2022-12-22"),
        ]);
    }

    #[test]
    fn movable_feasts() {
        check(&[
            (easter(2013), "2013-03-31"),
            (easter(2018), "2018-04-01"),
            (easter(2038), "2038-04-25"),
            (orthodox_easter(2013), "2013-05-05"),
            (orthodox_easter(2021), "2021-05-02"),
            (hebrew(2018, 7, 15), "2018-03-31"),
            (hebrew(2013, 1, 10), "2013-09-14"),
            (hijri(2013, 10, 1), "2013-08-08"),
            (hijri(2034, 9, 1), "2034-11-12"),
        ]);
    }
}
