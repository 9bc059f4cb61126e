//! Documents that come as JSON, one a line.

use std::io::BufRead;

use serde::Deserialize;

use crate::{Job, Problem, Source};

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    date: Option<String>,
}

/// The documents of JSON Lines, `{"id": …, "text": …, "date": …}`, as they come. `date` may be missing; then `date`
/// given here is taken. Blank lines are left out; a broken one is a problem that names its number, and the rest is read.
///
/// `place` is what people call the input.
pub fn json_lines(
    input: impl BufRead,
    place: String,
    date: Option<String>,
) -> impl Iterator<Item = Result<Job, Problem>> {
    let mut lines = RawLines { input, place, number: 0, ended: false };
    std::iter::from_fn(move || lines.next_job(date.as_deref()))
}

struct RawLines<R> {
    input: R,
    place: String,
    number: usize,
    ended: bool,
}

impl<R: BufRead> RawLines<R> {
    fn next_job(&mut self, date: Option<&str>) -> Option<Result<Job, Problem>> {
        let mut bytes = Vec::new();
        while !self.ended {
            self.number += 1;
            bytes.clear();
            match self.input.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    self.ended = true;
                    return Some(Err(Problem::unreadable(self.line(), &error)));
                }
            }
            let json = bytes.strip_prefix(b"\xef\xbb\xbf").filter(|_| self.number == 1).unwrap_or(&bytes);
            if !json.trim_ascii().is_empty() {
                return Some(self.job(json, date));
            }
        }
        None
    }

    fn job(&self, json: &[u8], date: Option<&str>) -> Result<Job, Problem> {
        let line: Line = serde_json::from_slice(json).map_err(|error| {
            // The parser sees one line only; its own line number would mislead.
            let reason = error.to_string().replace(" at line 1 column ", " at column ");
            Problem::new(self.line(), reason, r#"a line is {"id": "…", "text": "…", "date": "YYYY-MM-DD"}"#)
        })?;
        if let Some(wrong) = line.date.as_deref().filter(|date| !kaoju_extract::is_date(date)) {
            let reason = format!("`{wrong}` is no date");
            return Err(Problem::new(
                self.line(),
                reason,
                "write YYYY-MM-DD, YYYY-MM or YYYY, or with the time YYYY-MM-DDTHH:MM",
            ));
        }
        Ok(Job {
            place: self.line(),
            date: line.date.or_else(|| date.map(str::to_owned)),
            name: Some(line.id.clone()).filter(|id| tells(id)),
            id: line.id,
            source: Source::Bytes(line.text.into_bytes()),
        })
    }

    fn line(&self) -> String {
        format!("{}, line {}", self.place, self.number)
    }
}

/// Whether an id may tell a date. A short number counts documents and is no year: 1999.
fn tells(id: &str) -> bool {
    id.len() >= 8 || !id.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Result<(String, Option<String>), String>> {
        let jobs = json_lines(text.as_bytes(), "in.jsonl".into(), Some("2020".into()));
        jobs.map(|job| job.map(|job| (job.id, job.date)).map_err(|problem| problem.to_string())).collect()
    }

    #[test]
    fn good_lines_are_read_around_broken_ones() {
        let text = "\u{feff}{\"id\":\"a\",\"text\":\"x\"}\r\n\n{\"id\":\"b\",\"text\":\n{\"id\":\"c\",\"text\":\"x\",\"date\":\"2021-05\"}";
        let jobs = read(text);
        assert_eq!(jobs.len(), 3);
        assert_eq!(jobs[0], Ok(("a".into(), Some("2020".into()))));
        assert!(jobs[1].as_ref().is_err_and(|problem| problem.starts_with("in.jsonl, line 3: ")), "{jobs:?}");
        assert_eq!(jobs[2], Ok(("c".into(), Some("2021-05".into()))));
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said() {
        let cases = [
            (r#"{"id":"a","text":"x","date":"2021-13"}"#, "`2021-13` is no date"),
            (r#"{"id":"a"}"#, "missing field `text`"),
            (r#"{"text":"x"}"#, "missing field `id`"),
            (r#"["a"]"#, "line 1"),
            (r#"{"id":"a","text":"\ud83d"}"#, "column"),
        ];
        for (line, expected) in cases {
            let jobs = read(line);
            assert!(jobs[0].as_ref().is_err_and(|problem| problem.contains(expected)), "{line}: {jobs:?}");
        }
    }
}
