//! Months: "in April", "November 1966", "late October", "July and August", and the years told after them.

use super::calendar::{month, span, yearly_near};
use super::grammar::{Joint, Modifier, Reading, Scanner, Year, value_of};
use super::lexicon::Class;
use super::lists::LISTS;
use super::{Anchor, DateRange, Precision, Tense};
use crate::language::Xpos;
use chrono::{Datelike, NaiveDate};

impl Scanner<'_> {
    /// The month whose name stands at an atom, and the atom after it.
    pub(super) fn month_name(&self, at: usize) -> Option<(u32, usize)> {
        if !self.is_capital(at) || self.is_tagged(at, &[Xpos::Md, Xpos::Vb, Xpos::Vbp]) {
            return None;
        }
        match self.class(at) {
            Class::Month(month) => Some((month, at + 1)),
            Class::ShortMonth(month) => {
                let end = self.past_stop(at + 1);
                let day_before = at.checked_sub(1).is_some_and(|before| self.is_number(before));
                (end > at + 1 || self.is_number(end) || day_before).then_some((month, end))
            }
            _ => None,
        }
    }

    /// Dates that begin with a month's name.
    pub(super) fn month(&mut self, start: usize, at: usize, modifier: Modifier) -> Option<usize> {
        let (month, after) = self.month_name(at)?;
        if let Some((day, end)) = self.day_number(self.past_comma_before_day(after)) {
            return self.month_day(start, at, month, day, end);
        }
        if let Some(year) = self.year_after(after) {
            return Some(self.month_of_year(start, month, year));
        }
        if !self.is_month_alone(at, after) {
            return None;
        }
        let mut end = after;
        let mut months = (month, month);
        if let Some((joint, next)) = self.joint(start, after)
            && let Some((second, next)) = self.month_name(next)
            && self.day_number(next).is_none()
            && (joint == Joint::Range || second == month % 12 + 1)
        {
            months.1 = second;
            end = next;
            if let Some(year) = self.year_after(next) {
                let date = year
                    .number
                    .and_then(|number| month_span(number - i32::from(second < month), months));
                let value = value_of(date);
                self.push(
                    start,
                    year.end,
                    Reading::period(date, Precision::Span, value, year.anchor, "months"),
                );
                return Some(year.end);
            }
        }
        // "His October visit" stands where the tense of the clause says little.
        let tense = if self.is_premodifier(start, end) {
            Tense::None
        } else {
            self.tense(start, at)
        };
        let date = self
            .article_date()
            .and_then(|today| yearly_near(today, tense, |year| month_span(year, months)));
        let (precision, value) = if months.0 == months.1 {
            let value = date.map_or_else(
                || format!("XXXX-{month:02}"),
                |date| date.start.format("%Y-%m").to_string(),
            );
            (Precision::Month, value)
        } else {
            (Precision::Span, value_of(date))
        };
        let rule = if modifier == Modifier::None {
            "month"
        } else {
            "part-of-month"
        };
        self.push(
            start,
            end,
            Reading::period(date, precision, value, Anchor::ArticleDate, rule),
        );
        Some(end)
    }

    /// "last October", "next February", "that June", and a day of one.
    ///
    /// "Last October" is no longer the one just gone, in the article's own year, of which one says "last month" or "October".
    pub(super) fn relative_month(&mut self, start: usize, at: usize) -> Option<usize> {
        let the = at + usize::from(self.is(at, "the"));
        let (month, end) = self.month_name(the + 1)?;
        let day = self.day_number(self.past_comma_before_day(end));
        let after = day.map_or(end, |(_, after)| after);
        if self.year_after(after).is_some() {
            return None;
        }
        let today = self.article_date();
        let (number, anchor) = match self.lower(the) {
            "last" => {
                let year = |today: NaiveDate| {
                    let gone = month < today.month() && (day.is_some() || month + 1 < today.month());
                    today.year() - i32::from(!gone)
                };
                (today.map(year), Anchor::ArticleDate)
            }
            "next" => {
                let year = |today: NaiveDate| today.year() + i32::from(month <= today.month());
                (today.map(year), Anchor::ArticleDate)
            }
            // "He said that May would …" is of a person, "in Madrid that June he …" is not.
            "that"
                if self.is_word(at.wrapping_sub(1))
                    && !self.is_tagged(at.wrapping_sub(1), &[Xpos::Nnp])
                    && self.is_word(after)
                    && !self.is_small_word(after) =>
            {
                return None;
            }
            "that" | "same" => {
                let year = self.context.previous.map(|date| date.start.year());
                (Some(year?), Anchor::PreviousTimex)
            }
            _ => return None,
        };
        let year = Year {
            number,
            anchor,
            end: after,
        };
        if let Some((day, _)) = day {
            self.push_day(start, the + 1, (month, day), after, Some(year));
            return Some(after);
        }
        Some(self.month_of_year(start, month, year))
    }

    fn month_of_year(&mut self, start: usize, name: u32, year: Year) -> usize {
        let date = year.number.and_then(|number| month(number, name));
        let value = date.map_or_else(
            || format!("XXXX-{name:02}"),
            |date| date.start.format("%Y-%m").to_string(),
        );
        self.push(
            start,
            year.end,
            Reading::period(date, Precision::Month, value, year.anchor, "month-year"),
        );
        year.end
    }

    /// Whether a month's name without day and year is one: "May" and "March" are also other things.
    fn is_month_alone(&self, at: usize, after: usize) -> bool {
        let before = self.before(at);
        let opened = LISTS.before_month.has(before)
            || self.is_dash(at.wrapping_sub(1))
            || matches!(before, "and" | "or")
                && matches!(self.class(at.wrapping_sub(2)), Class::Month(_) | Class::ShortMonth(_));
        let name = self.lower(at);
        let name_follows = self.is_capital(after) && self.is_word(after) && !self.is_glued(after);
        // "Dec." at the end of a list is many things.
        if matches!(self.class(at), Class::ShortMonth(_)) && !opened {
            return false;
        }
        let ambiguous = matches!(name, "may" | "march");
        let given_name = LISTS.month_or_name.has(name);
        if opened {
            // "in May's view" and "for April Ryan" are of people; "in March Mr. Kim" is not told from them.
            return !(matches!(before, "for" | "by" | "of") && given_name && name_follows && !self.is_sign(after, ','));
        }
        let noun_follows = self.is_word(after) && !self.is_capital(after);
        let determined = LISTS.before_month_as_noun.has(before);
        if ambiguous {
            let goes_on = LISTS.no_noun_after_month.has(self.lower(after));
            return determined && noun_follows && !goes_on;
        }
        let name_before = at > 0 && self.is_capital(at - 1) && self.is_word(at - 1) && given_name && at > 1;
        !(name_before || given_name && name_follows)
    }

    /// The year after a month or day: ", 2019", "of last year", "this year", "a year ago".
    pub(super) fn year_after(&self, at: usize) -> Option<Year> {
        let comma = self.past_comma(at);
        if let Some((number, 4, false)) = self.number(comma)
            && (1000..=2100).contains(&number)
            && !LISTS.counted.has(self.lower(comma + 1))
            && !self.is_sign(comma + 1, ':')
        {
            return Some(Year {
                number: i32::try_from(number).ok(),
                anchor: Anchor::Absolute,
                end: comma + 1,
            });
        }
        let of = at + usize::from(self.is_any(at, &["of", "in"]));
        if let Some((number, 4, false)) = self.number(of).filter(|_| of > at)
            && (1000..=2100).contains(&number)
        {
            return Some(Year {
                number: i32::try_from(number).ok(),
                anchor: Anchor::Absolute,
                end: of + 1,
            });
        }
        self.relative_year(of)
    }

    fn relative_year(&self, at: usize) -> Option<Year> {
        let the = at + usize::from(self.is(at, "the"));
        if !self.is(the + 1, "year") {
            return None;
        }
        let offset = match self.lower(the) {
            "last" => -1,
            "this" | "current" => 0,
            "next" => 1,
            "same" | "that" | "previous" | "following" => {
                let offset = match self.lower(the) {
                    "previous" => -1,
                    "following" => 1,
                    _ => 0,
                };
                return Some(Year {
                    number: self.context.previous.map(|date| date.start.year() + offset),
                    anchor: Anchor::PreviousTimex,
                    end: the + 2,
                });
            }
            "a" if self.is_any(the + 2, &["ago", "earlier"]) => -1,
            _ => return None,
        };
        Some(Year {
            number: self.article_date().map(|date| date.year() + offset),
            anchor: Anchor::ArticleDate,
            end: the + 2 + usize::from(self.is(the, "a")),
        })
    }
}

fn month_span(year: i32, (first, last): (u32, u32)) -> Option<DateRange> {
    let end = month(year + i32::from(last < first), last)?;
    span(month(year, first)?.start, end.end)
}
