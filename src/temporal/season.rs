//! Seasons and quarters: "this summer", "spring 2002", "the winter", "the third quarter of 2006".

use super::calendar::{quarter, season, yearly_near};
use super::grammar::{Reading, Scanner};
use super::lexicon::Class;
use super::lists::LISTS;
use super::{Anchor, Precision, Tense};
use chrono::Datelike;

impl Scanner<'_> {
    /// "spring 2002", "the summer of 1998", "in the winter", "the first quarter of 2006"
    pub(super) fn season(&mut self, start: usize, at: usize) -> Option<usize> {
        let has_the = self.is(at, "the");
        let name = at + usize::from(has_the);
        if let Some(end) = self.quarter(start, name) {
            return Some(end);
        }
        let Class::Season(code) = self.class(name) else {
            return None;
        };
        if let Some(year) = self.year_after(name + 1) {
            let date = year.number.and_then(|number| season(number, code));
            let value = year
                .number
                .map_or_else(|| format!("XXXX-{code}"), |number| format!("{number:04}-{code}"));
            // "2002-03" and "2002/03" name the winter that begins in 2002.
            let end = self.past_second_year(year.end);
            self.push(
                start,
                end,
                Reading::period(date, Precision::Season, value, year.anchor, "season-year"),
            );
            return Some(end);
        }
        let opened = has_the && LISTS.before_the_season.has(self.before(at))
            || start < at
            || LISTS.before_season.has(self.before(at)) && self.is_edge(name + 1);
        let verb = code == "FA" && self.is(name, "fall") && !self.is_edge(name + 1);
        if !opened || verb || self.is_capital(name) || self.is(name + 1, "of") {
            return None;
        }
        let tense = self.tense(start, name);
        let date = self
            .article_date()
            .and_then(|today| yearly_near(today, tense, |year| season(year, code)));
        let value = date.map_or_else(
            || format!("XXXX-{code}"),
            |date| format!("{}-{code}", date.start.year()),
        );
        self.push(
            start,
            name + 1,
            Reading::period(date, Precision::Season, value, Anchor::ArticleDate, "season"),
        );
        Some(name + 1)
    }

    /// "this summer", "last spring"; "next winter" is the one that begins next.
    pub(super) fn relative_season(&mut self, start: usize, at: usize, code: &str, direction: i64) -> usize {
        let date = self.article_date().and_then(|today| {
            let mut candidates = (-2..=2).filter_map(|offset| season(today.year() + offset, code));
            match direction {
                0 => yearly_near(today, Tense::None, |year| season(year, code)),
                -1 => candidates.rfind(|date| date.end < today),
                _ => candidates.find(|date| date.start > today),
            }
        });
        let value = date.map_or_else(
            || format!("XXXX-{code}"),
            |date| format!("{}-{code}", date.start.year()),
        );
        self.push(
            start,
            at + 1,
            Reading::period(date, Precision::Season, value, Anchor::ArticleDate, "season"),
        );
        at + 1
    }

    /// "that summer", "the same spring"; "actions that fall under it" are no season.
    pub(super) fn season_of_previous(&mut self, start: usize, at: usize, code: &str) -> Option<usize> {
        if code == "FA" && !self.is_edge(at + 1) {
            return None;
        }
        let year = self.context.previous.map(|date| date.start.year());
        let date = year.and_then(|year| season(year, code));
        let value = year.map_or_else(|| format!("XXXX-{code}"), |year| format!("{year}-{code}"));
        self.push(
            start,
            at + 1,
            Reading::period(date, Precision::Season, value, Anchor::PreviousTimex, "season"),
        );
        Some(at + 1)
    }

    /// Past the second half of "2002-03".
    pub(super) fn past_second_year(&self, at: usize) -> usize {
        let joined = self.is_dash(at) || self.is_sign(at, '/');
        let short = self
            .number(at + 1)
            .is_some_and(|(_, digits, ordinal)| digits == 2 && !ordinal);
        if joined && short && self.is_glued(at) && self.is_glued(at + 1) {
            at + 2
        } else {
            at
        }
    }

    fn quarter(&mut self, start: usize, at: usize) -> Option<usize> {
        let ((Class::Ordinal(number), _) | (_, Some((number, _, true)))) = (self.class(at), self.number(at)) else {
            return None;
        };
        let unit_at = at + 1;
        if !self.is(unit_at, "quarter") {
            return None;
        }
        let year = self.year_after(unit_at + 1)?;
        let date = year.number.and_then(|year| quarter(year, number));
        let value = year
            .number
            .map_or_else(|| format!("XXXX-Q{number}"), |year| format!("{year:04}-Q{number}"));
        self.push(
            start,
            year.end,
            Reading::period(date, Precision::Season, value, year.anchor, "quarter"),
        );
        Some(year.end)
    }
}
