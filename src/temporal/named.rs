//! Times by name: holidays, "9/11", and what tells no date at all ("recently", "soon").

use super::calendar::holiday;
use super::grammar::{Reading, Scanner};
use super::lexicon::{Class, LEXICON};
use super::{Anchor, DateRange, TimexKind};
use chrono::NaiveDate;

impl Scanner<'_> {
    /// "9/11"; the commission is an institution and no day.
    pub(super) fn attack_of_2001(&mut self, at: usize) -> Option<usize> {
        let is_attack = matches!(self.number(at), Some((9, 1, false)))
            && self.is_sign(at + 1, '/')
            && matches!(self.number(at + 2), Some((11, 2, false)))
            && self.is_glued(at + 1)
            && self.is_glued(at + 2)
            && !self.is_sign(at + 3, '/');
        if !is_attack {
            return None;
        }
        if self.is_any(at + 3, &["commission", "panel"]) {
            return Some(at + 3);
        }
        Some(self.push_attack(at, at + 3))
    }

    /// Adds the day of the attacks of 2001, by whichever words.
    pub(super) fn push_attack(&mut self, start: usize, end: usize) -> usize {
        let date = NaiveDate::from_ymd_opt(2001, 9, 11);
        self.push(
            start,
            end,
            Reading::day(date, String::new, Anchor::Absolute, "attack-of-2001"),
        );
        end
    }

    /// A holiday, in the year that is told or in the one that the tense asks for.
    pub(super) fn holiday(&mut self, at: usize) -> Option<usize> {
        if !self.is_capital(at) {
            return None;
        }
        let found = LEXICON
            .holidays
            .iter()
            .filter(|holiday| self.matches(at, &holiday.words))
            .max_by_key(|holiday| Self::count_atoms(&holiday.words))?;
        let end = at + Self::count_atoms(&found.words);
        if found.unless_before.contains(&self.lower(end)) {
            return Some(end + 1);
        }
        if !self.is_capital(end - 1) && !self.is(end - 1, "s") {
            return None;
        }
        let value = || found.words.join("-");
        if found.rule == "none" {
            self.push(at, end, Reading::undated(TimexKind::Date, value(), "holiday"));
            return Some(end);
        }
        let in_year = |year: i32| holiday(found.rule, year).map(DateRange::day);
        let year = self.year_after(end);
        let (date, anchor) = self.in_year_or_near(year, || self.tense(at, at), in_year);
        let end = year.map_or(end, |year| year.end);
        let date = date.map(|date| date.start);
        let unknown = || match found.rule.split_once('-') {
            Some((month, day)) if !found.rule.starts_with("easter") => {
                format!("XXXX-{month}-{day}")
            }
            _ => value(),
        };
        self.push(at, end, Reading::day(date, unknown, anchor, "holiday"));
        Some(end)
    }

    /// What is found and left without a date.
    pub(super) fn vague(&mut self, at: usize) -> Option<usize> {
        let found = LEXICON
            .vague
            .iter()
            .filter(|vague| self.matches(at, &vague.words))
            .filter(|vague| !vague.unless_before.contains(&self.lower(at + vague.words.len())))
            .max_by_key(|vague| vague.words.len())?;
        let end = at + found.words.len();
        // "in the past" is vague, "in the past two weeks" is not.
        let goes_on = self.quantity_at(end).is_some() || matches!(self.class(end), Class::Unit(_));
        if goes_on && self.is_any(end - 1, &["past", "future"]) {
            return None;
        }
        self.push(at, end, Reading::undated(TimexKind::Date, found.value, "vague"));
        Some(end)
    }
}
