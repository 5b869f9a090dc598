//! Dates as articles write them: ISO 8601, RFC 2822, "April 24, 2019", "24 April 2019", "Nov. 13 , 2005".

use super::lists::LISTS;
use chrono::{DateTime, Datelike, NaiveDate};

/// A date of which the year or the day may be missing ("Nov. 13").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PartialDate {
    pub(super) year: Option<i32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
}

impl PartialDate {
    /// The day, if year, month and day are known and such a day exists.
    pub(super) fn full(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month?, self.day?).filter(|date| is_sane(*date))
    }

    /// The same date with `year` where it has none.
    pub(super) fn or_year(self, year: Option<i32>) -> Self {
        Self {
            year: self.year.or(year),
            ..self
        }
    }
}

/// The day written in `text`, which may hold a weekday, a time and a zone besides.
///
/// Of `04/05/2019` the order is not known: it gives no date, `04/24/2019` does.
pub(super) fn parse_date(text: &str) -> Option<NaiveDate> {
    parse_partial(text)?.full()
}

/// As [`parse_date`], where parts may be missing.
pub(super) fn parse_partial(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    numeric(text).or_else(|| worded(text, false))
}

/// The date of a text that holds nothing else but labels, weekdays and times ("Published: Wednesday, April 24, 2019").
pub(super) fn parse_date_line(line: &str) -> Option<NaiveDate> {
    let line = line
        .trim()
        .trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '*' | '_' | '#' | '|' | '.'));
    if line.len() > 80 || !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let date = match numeric(line.trim()) {
        Some(date) if line.trim().len() <= 25 => date,
        _ => worded(line, true)?,
    };
    date.full()
}

/// The date in an address such as `https://example.org/2023/09/05/summit.html`.
pub(super) fn date_in_url(url: &str) -> Option<NaiveDate> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let in_folders = parts.windows(3).find_map(|window| {
        if window[0].len() != 4 || window[1].len() > 2 {
            return None;
        }
        let day_digits = window[2].bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=2).contains(&day_digits) {
            return None;
        }
        ymd(window[0], window[1], &window[2][..day_digits])
    });
    in_folders.or_else(|| {
        parts
            .iter()
            .flat_map(|part| part.split(['_', '.']))
            .find_map(|part| date_in_slug(part).or_else(|| compact(part)))
    })
}

/// `2023-09-05` at the head or the end of a name such as `2023-09-05-summit`.
fn date_in_slug(slug: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = slug.split('-').collect();
    let candidates = [
        parts.get(..3),
        parts.len().checked_sub(3).and_then(|at| parts.get(at..)),
    ];
    candidates
        .into_iter()
        .flatten()
        .find(|window| window[0].len() == 4 && window[1].len() == 2 && window[2].len() == 2)
        .and_then(|window| ymd(window[0], window[1], window[2]))
}

/// The day of a number of seconds or milliseconds since 1970.
pub(super) fn from_timestamp(number: i64) -> Option<NaiveDate> {
    let seconds = match number {
        18_000_101..=21_001_231 => return compact(&number.to_string()),
        100_000_000..=4_102_444_800 => number,
        100_000_000_000..=4_102_444_800_000 => number / 1000,
        _ => return None,
    };
    DateTime::from_timestamp(seconds, 0).map(|time| time.date_naive())
}

/// Whether the date is one that news can have; junk such as `0001-01-01` is none.
fn is_sane(date: NaiveDate) -> bool {
    (1800..=2100).contains(&date.year())
}

fn ymd(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let number = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| text.parse::<u32>().ok())?
    };
    let year = i32::try_from(number(year)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(month)?, number(day)?).filter(|date| is_sane(*date))
}

fn compact(text: &str) -> Option<NaiveDate> {
    if text.len() != 8 || !text.is_ascii() {
        return None;
    }
    ymd(&text[..4], &text[4..6], &text[6..])
}

/// The date of a known day.
pub(super) fn partial(date: NaiveDate) -> PartialDate {
    PartialDate {
        year: Some(date.year()),
        month: Some(date.month()),
        day: Some(date.day()),
    }
}

/// Dates of digits: `2019-04-24T10:00:00Z`, `2019/4/24`, `24.04.2019`, `20190424`, `2019-04`, `2019`.
fn numeric(text: &str) -> Option<PartialDate> {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '/' | '.')))
        .unwrap_or(text.len());
    let (head, rest) = text.split_at(end);
    let ends_well = rest.is_empty() || rest.starts_with(['T', 't', ' ', ',', 'Z', '_']);
    if !ends_well || head.is_empty() {
        return None;
    }
    if head.bytes().all(|byte| byte.is_ascii_digit()) {
        return match head.len() {
            8 => compact(head).map(partial),
            14 => compact(&head[..8]).map(partial),
            4 if rest.is_empty() => sane_year(head).map(|year| PartialDate {
                year: Some(year),
                ..PartialDate::default()
            }),
            _ => None,
        };
    }
    let parts: Vec<&str> = head.split(['-', '/', '.']).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 => ymd(year, month, day).map(partial),
        [first, second, year] if year.len() == 4 => {
            let day_first = ymd(year, second, first);
            let month_first = ymd(year, first, second);
            match (day_first, month_first) {
                (Some(date), None) | (None, Some(date)) => Some(partial(date)),
                // German and Russian pages write the day first when they separate by full stops.
                (Some(date), Some(_)) if head.contains('.') => Some(partial(date)),
                (Some(one), Some(other)) if one == other => Some(partial(one)),
                _ => None,
            }
        }
        [year, month] if year.len() == 4 && month.len() == 2 && rest.is_empty() => {
            let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
            Some(PartialDate {
                year: Some(sane_year(year)?),
                month: Some(month),
                day: None,
            })
        }
        _ => None,
    }
}

fn sane_year(text: &str) -> Option<i32> {
    text.parse().ok().filter(|year| (1800..=2100).contains(year))
}

/// Dates with the month's name. A `strict` text may hold nothing foreign to a date line.
fn worded(text: &str, strict: bool) -> Option<PartialDate> {
    let mut date = PartialDate::default();
    let words = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '|' | ';' | '–' | '—' | '\u{a0}'))
        .filter(|word| !word.is_empty());
    for word in words {
        let word = word.trim_matches(['.', ':']);
        if word.is_empty() || word == "-" {
            continue;
        }
        if let Some(month) = month_number(word) {
            if date.month.is_none() {
                date.month = Some(month);
            }
        } else if let Some(day) = day_number(word).filter(|_| date.day.is_none()) {
            date.day = Some(day);
        } else if word.len() == 4 && date.year.is_none() && sane_year(word).is_some() {
            date.year = sane_year(word);
        } else if let Some(attached) = attached_parts(word) {
            // "24-Apr-2019", "Nov.13"
            date.day = date.day.or(attached.day);
            date.month = date.month.or(attached.month);
            date.year = date.year.or(attached.year);
        } else if strict && !belongs_to_date_line(word) {
            return None;
        }
    }
    date.month.is_some().then_some(date)
}

fn attached_parts(word: &str) -> Option<PartialDate> {
    let mut date = PartialDate::default();
    for part in word.split(['-', '.', '/']).filter(|part| !part.is_empty()) {
        if let Some(month) = month_number(part) {
            date.month = Some(month);
        } else if part.len() == 4 {
            date.year = Some(sane_year(part)?);
        } else {
            date.day = Some(day_number(part)?);
        }
    }
    date.month.is_some().then_some(date)
}

/// The number of a month's name or abbreviation, in any case.
pub(super) fn month_number(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.');
    if word.len() < 3 || !word.is_ascii() {
        return None;
    }
    let word = word.to_ascii_lowercase();
    let month = MONTHS
        .iter()
        .position(|month| *month == word || month[..3] == word || (word == "sept" && *month == "september"))?;
    u32::try_from(month + 1).ok()
}

fn day_number(word: &str) -> Option<u32> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) || !matches!(&word[digits..], "" | "st" | "nd" | "rd" | "th") {
        return None;
    }
    word[..digits].parse().ok().filter(|day| (1..=31).contains(day))
}

fn belongs_to_date_line(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let is_time = lower.contains(':')
        && lower
            .trim_end_matches(['a', 'p', 'm', 'z', '.'])
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'+' | b'-' | b'.'));
    let is_offset =
        lower.starts_with(['+', '-']) && lower[1..].bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    LISTS.in_date_line.has(&lower)
        || LISTS.zones.has(&lower)
        || lower.bytes().all(|byte| byte.is_ascii_digit()) && lower.len() <= 4
        || is_time
        || is_offset
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use std::fmt::Write;

    fn check(parse: fn(&str) -> Option<NaiveDate>, texts: &[&str], expected: &Expect) {
        let mut actual = String::new();
        for text in texts {
            let date = parse(text).map_or_else(|| "none".to_owned(), |date| date.to_string());
            writeln!(actual, "{text} = {date}").expect("strings take all");
        }
        expected.assert_eq(&actual);
    }

    #[test]
    fn dates_of_records() {
        let texts = [
            "2019-04-24",
            "2019-04-24T10:00:00Z",
            "2019-04-24T23:30:00-08:00",
            "2000-01-24 19:48",
            "20190424",
            "20190424103000",
            "2019/4/24",
            "24.04.2019",
            "04/24/2019",
            "24/04/2019",
            "04/05/2019",
            "Tue, 05 Sep 2023 10:11:00 EST",
            "April 24, 2019",
            "24 April 2019",
            "Nov. 13 , 2005",
            "Sept. 5th, 2023",
            "24-Apr-2019",
            "Wednesday, April 24, 2019 at 3:15 p.m.",
            "Dec 18 , 2006, 2006",
            "0001-01-01",
            "2019-02-30",
            "April 2019",
            "soon",
            "",
        ];
        check(
            parse_date,
            &texts,
            &expect![[r#"
            2019-04-24 = 2019-04-24
            2019-04-24T10:00:00Z = 2019-04-24
            2019-04-24T23:30:00-08:00 = 2019-04-24
            2000-01-24 19:48 = 2000-01-24
            20190424 = 2019-04-24
            20190424103000 = 2019-04-24
            2019/4/24 = 2019-04-24
            24.04.2019 = 2019-04-24
            04/24/2019 = 2019-04-24
            24/04/2019 = 2019-04-24
            04/05/2019 = none
            Tue, 05 Sep 2023 10:11:00 EST = 2023-09-05
            April 24, 2019 = 2019-04-24
            24 April 2019 = 2019-04-24
            Nov. 13 , 2005 = 2005-11-13
            Sept. 5th, 2023 = 2023-09-05
            24-Apr-2019 = 2019-04-24
            Wednesday, April 24, 2019 at 3:15 p.m. = 2019-04-24
            Dec 18 , 2006, 2006 = 2006-12-18
            0001-01-01 = none
            2019-02-30 = none
            April 2019 = none
            soon = none
             = none
        "#]],
        );
    }

    #[test]
    fn lines_that_hold_a_date_and_nothing_else() {
        let texts = [
            "Wednesday, April 24, 2019",
            "Published: 24 April 2019",
            "April 24, 2019 3:15 PM EDT",
            "(Updated on Sept. 5, 2023)",
            "2019-04-24",
            "On April 24, 2019 Kim arrived",
            "Friday",
            "The 2019 summit of May",
        ];
        check(
            parse_date_line,
            &texts,
            &expect![[r#"
            Wednesday, April 24, 2019 = 2019-04-24
            Published: 24 April 2019 = 2019-04-24
            April 24, 2019 3:15 PM EDT = 2019-04-24
            (Updated on Sept. 5, 2023) = 2023-09-05
            2019-04-24 = 2019-04-24
            On April 24, 2019 Kim arrived = none
            Friday = none
            The 2019 summit of May = none
        "#]],
        );
    }

    #[test]
    fn dates_in_addresses() {
        let texts = [
            "https://example.org/2023/09/05/summit.html",
            "https://example.org/news/2023/9/5",
            "https://example.org/2023-09-05-summit",
            "https://example.org/news/20230905/summit",
            "https://example.org/summit-2023-09-05.html",
            "https://example.org/1234/56/78/x",
            "https://example.org/article/12345678",
            "https://example.org/2023/09/",
        ];
        check(
            date_in_url,
            &texts,
            &expect![[r#"
            https://example.org/2023/09/05/summit.html = 2023-09-05
            https://example.org/news/2023/9/5 = 2023-09-05
            https://example.org/2023-09-05-summit = 2023-09-05
            https://example.org/news/20230905/summit = 2023-09-05
            https://example.org/summit-2023-09-05.html = 2023-09-05
            https://example.org/1234/56/78/x = none
            https://example.org/article/12345678 = none
            https://example.org/2023/09/ = none
        "#]],
        );
    }

    #[test]
    fn numbers_as_dates() {
        assert_eq!(from_timestamp(1_556_064_000), NaiveDate::from_ymd_opt(2019, 4, 24));
        assert_eq!(from_timestamp(1_556_064_000_000), NaiveDate::from_ymd_opt(2019, 4, 24));
        assert_eq!(from_timestamp(20_190_424), NaiveDate::from_ymd_opt(2019, 4, 24));
        assert_eq!(from_timestamp(7), None);
    }
}
