//! Periods in EDTF, moved by a year or by their own length.

/// A period a year before; `None` for one that is open or no calendar value.
pub(super) fn year_before(edtf: &str) -> Option<String> {
    moved(edtf, -1)
}

/// A period a year later.
pub(super) fn year_after(edtf: &str) -> Option<String> {
    moved(edtf, 1)
}

/// The month, quarter or year before.
pub(super) fn one_before(edtf: &str) -> Option<String> {
    let (year, rest) = (edtf.get(..4)?, edtf.get(4..)?);
    if rest.is_empty() {
        return year_before(edtf);
    }
    let part: u8 = rest.strip_prefix('-')?.parse().ok()?;
    let before = match part {
        1 => 12,
        33 => 36,
        40 => 41,
        2..=12 | 34..=36 => return Some(format!("{year}-{:02}", part - 1)),
        41 => return Some(format!("{year}-40")),
        _ => return None,
    };
    Some(format!("{}-{before:02}", year_before(year)?))
}

/// Two single years next to each other as one period.
pub(super) fn joined(first: &str, second: &str) -> Option<String> {
    let next = first.len() == 4 && year_after(first).as_deref() == Some(second);
    next.then(|| format!("{first}/{second}"))
}

/// Whether a period lies in another that is longer.
pub(super) fn contains(outer: &str, inner: &str) -> bool {
    let years = |edtf: &str| -> Option<(i32, i32)> {
        let (from, to) = edtf.split_once('/').unwrap_or((edtf, edtf));
        let to = if to == ".." { i32::MAX } else { to.get(..4)?.parse().ok()? };
        Some((from.get(..4)?.parse().ok()?, to))
    };
    let (Some(wide), Some(narrow)) = (years(outer), years(inner)) else { return false };
    let whole = outer.split('/').all(|end| end.len() == 4 || end == "..");
    whole && outer != inner && wide.0 <= narrow.0 && narrow.1 <= wide.1
}

/// The number of years of a period of whole years.
pub(super) fn spanned(edtf: &str) -> Option<i32> {
    let (from, to) = edtf.split_once('/')?;
    Some(to.parse::<i32>().ok()? - from.parse::<i32>().ok()? + 1)
}

fn moved(edtf: &str, years: i32) -> Option<String> {
    let end = |end: &str| {
        let year: i32 = end.get(..4)?.parse().ok()?;
        Some(format!("{:04}{}", year + years, &end[4..]))
    };
    match edtf.split_once('/') {
        Some((from, to)) => Some(format!("{}/{}", end(from)?, end(to)?)),
        None => end(edtf),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_moved() {
        let check = |before: Option<String>, expected: &str| assert_eq!(before.unwrap_or_default(), expected);
        check(year_before("2021-01/2021-04"), "2020-01/2020-04");
        check(year_before("2018-33"), "2017-33");
        check(year_before("2013/.."), "");
        check(one_before("2022-01"), "2021-12");
        check(one_before("2022-34"), "2022-33");
        check(one_before("2022-05-03"), "");
        check(joined("2022", "2023"), "2022/2023");
        check(joined("2022", "2024"), "");
        assert!(
            contains("2021/2025", "2024-12") && contains("2023", "2023-40") && contains("2013/..", "2019")
        );
        assert!(
            !contains("2023", "2022/2023") && !contains("2023-40", "2023-06") && !contains("2023", "2023")
        );
        assert_eq!((spanned("1998/2002"), spanned("2013/..")), (Some(5), None));
    }
}
