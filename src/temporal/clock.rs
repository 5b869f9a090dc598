//! Dates in digits and times of the clock: "2019-04-24", "2:56 P.M. EST", "0900 GMT".

use super::grammar::{Reading, Scanner};
use super::lists::LISTS;
use super::{Anchor, TimexKind};
use chrono::NaiveDate;

impl Scanner<'_> {
    /// "2019-04-24", "2019-04-24T10:00", "2019/04/24"
    pub(super) fn iso_date(&mut self, at: usize) -> Option<usize> {
        let (year, 4, false) = self.number(at)? else {
            return None;
        };
        let sign = ['-', '/'].into_iter().find(|sign| self.is_sign(at + 1, *sign))?;
        let (month, 2, false) = self.number(at + 2)? else {
            return None;
        };
        let (day, 2, false) = self.number(at + 4)? else {
            return None;
        };
        let glued = (at + 1..=at + 4).all(|at| self.is_glued(at));
        if !self.is_sign(at + 3, sign) || !glued {
            return None;
        }
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        self.push(
            at,
            at + 5,
            Reading::day(Some(date), String::new, Anchor::Absolute, "iso-date"),
        );
        Some(at + 5)
    }

    /// "18.08.2026", "28/12/2024", "12/28/2024".
    ///
    /// With full stops the day comes first. Where both orders name a day, it is the last one on or before the article's day.
    pub(super) fn numeric_date(&mut self, at: usize) -> Option<usize> {
        let first = self.atom(at)?;
        if at > 0 && first.glued && !self.is_sign(at - 1, '(') {
            return None;
        }
        let start = first.span.start;
        let text = self.content.get(start..self.sentence.span.end)?;
        let length = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '/' | '-'));
        let text = text[..length.unwrap_or(text.len())].trim_end_matches(['.', '/', '-']);
        let sign = text.chars().find(|c| !c.is_ascii_digit())?;
        let parts: Vec<&str> = text.split(sign).collect();
        let [one, two, year] = parts[..] else { return None };
        if !matches!((one.len(), two.len(), year.len()), (1..=2, 1..=2, 4)) {
            return None;
        }
        let (one, two, year) = (one.parse().ok()?, two.parse().ok()?, year.parse::<i32>().ok()?);
        let end = start + text.len();
        let end = at + self.atoms[at..].iter().take_while(|atom| atom.span.end <= end).count();
        if !(1000..=2100).contains(&year) || end == at {
            return None;
        }
        let day_first = NaiveDate::from_ymd_opt(year, two, one);
        let month_first = NaiveDate::from_ymd_opt(year, one, two).filter(|_| sign != '.');
        let date = match (day_first, month_first, self.article_date()) {
            (Some(one), Some(two), Some(today)) => {
                let (early, late) = (one.min(two), one.max(two));
                Some(if late <= today { late } else { early })
            }
            (Some(one), Some(two), None) => Some(one).filter(|_| one == two),
            (one, two, _) => Some(one.or(two)?),
        };
        let unknown = || format!("{year:04}-XX-XX");
        self.push(at, end, Reading::day(date, unknown, Anchor::Absolute, "numeric-date"));
        Some(end)
    }

    /// "2:56 P.M. EST", "10 a.m.", "14:30", "0900 GMT"
    pub(super) fn clock_time(&mut self, at: usize) -> Option<usize> {
        let (hour, digits, false) = self.number(at)? else {
            return None;
        };
        let mut minute = 0;
        let mut end = at + 1;
        let mut told = false;
        if self.is_sign(end, ':') && self.is_glued(end) {
            let (found, 2, false) = self.number(end + 1)? else {
                return None;
            };
            minute = found;
            end += 2;
            told = true;
            if self.is_sign(end, ':') && self.is_glued(end) && self.number(end + 1).is_some() {
                end += 2;
            }
        } else if digits == 4 && self.is_any(end, &["gmt", "utc"]) {
            (told, minute) = (true, hour % 100);
        }
        let hour = if digits == 4 { hour / 100 } else { hour };
        if digits > 2 && (digits != 4 || !told) || hour > 24 || minute > 59 {
            return None;
        }
        let mut half = 0;
        if self.is_time_suffix(end) {
            half = if self.lower(end).starts_with('p') && hour < 12 {
                12
            } else {
                0
            };
            end = self.past_time_suffix(end);
            told = true;
        } else if self.is_sign(end, '\'') && self.is(end + 1, "clock") {
            return None;
        }
        if !told {
            return None;
        }
        if LISTS.zone.has(self.lower(end)) {
            end += 1;
        }
        let value = format!("T{:02}:{minute:02}", (hour + half) % 24);
        self.push(at, end, Reading::undated(TimexKind::Time, value, "clock"));
        Some(end)
    }

    /// Whether "a.m." or "p.m." stands at an atom.
    pub(super) fn is_time_suffix(&self, at: usize) -> bool {
        self.is_any(at, &["am", "pm"])
            || self.is_any(at, &["a", "p"])
                && self.is_sign(at + 1, '.')
                && self.is(at + 2, "m")
                && self.is_glued(at + 2)
    }

    fn past_time_suffix(&self, at: usize) -> usize {
        if self.is_any(at, &["am", "pm"]) {
            at + 1
        } else {
            self.past_stop(at + 3)
        }
    }
}
