//! Days of months: "April 24, 2019", "24 April", "Nov. 4-5", "from Oct. 29 to Nov. 2", "on the 15th".

use super::calendar::{Unit, span};
use super::grammar::{Joint, Reading, Scanner, Year, value_of};
use super::lexicon::LEXICON;
use super::lists::LISTS;
use super::{Anchor, DateRange, Precision, Tense};
use crate::language::Xpos;
use chrono::{Datelike, NaiveDate};

/// A day and a month with its last day.
#[derive(Clone, Copy)]
struct DayMonths {
    from: (u32, u32),
    to: (u32, u32),
}

impl Scanner<'_> {
    /// The day of a month at an atom, and the atom after it.
    pub(super) fn day_number(&self, at: usize) -> Option<(u32, usize)> {
        let (day, digits, ordinal) = self.number(at)?;
        // "21 st August"
        let parted = !ordinal && !self.is_glued(at + 1) && self.is_any(at + 1, &["st", "nd", "rd", "th"]);
        let is_time =
            self.is_sign(at + 1, ':') || LISTS.half_day.has(self.lower(at + 1)) && self.is_time_suffix(at + 1);
        let counts = self.is_sign(at + 1, '%') || self.is_any(at + 1, &["percent", "million", "billion"]);
        ((1..=31).contains(&day) && digits <= 2 && !is_time && !counts).then_some((day, at + 1 + usize::from(parted)))
    }

    /// "Nov., 13"
    pub(super) fn past_comma_before_day(&self, at: usize) -> usize {
        let comma = self.past_comma(at);
        let small = self.number(comma).is_some_and(|(_, digits, _)| digits <= 2);
        if small && self.is_sign(at.wrapping_sub(1), '.') {
            comma
        } else {
            at
        }
    }

    /// A day of a month, the days joined to it, and the year.
    pub(super) fn month_day(&mut self, start: usize, at: usize, month: u32, day: u32, end: usize) -> Option<usize> {
        if month == 9 && day == 11 && self.year_after(end).is_none() {
            if self.is_any(end, &["commission", "panel"]) {
                return Some(end);
            }
            let after = end + usize::from(self.is_any(end, &["terrorist", "terror"]));
            if LISTS.attack_of_2001.has(self.lower(after)) {
                return Some(self.push_attack(start, end));
            }
        }
        if self.year_after(end).is_none()
            && let Some(date) = self.remembered(month, day, end)
        {
            let reading = Reading::day(Some(date), String::new, Anchor::Absolute, "remembered-day");
            self.push(start, end, reading);
            return Some(end);
        }
        if let Some((joint, next)) = self.joint(start, end) {
            let named = self.month_name(next);
            let (second_month, next) = named.unwrap_or((month, next));
            if let Some((second_day, next)) = self.day_number(next)
                && (named.is_some() || self.is_joined_day(joint, next))
            {
                let days = DayMonths {
                    from: (month, day),
                    to: (second_month, second_day),
                };
                let year = self.year_after(next);
                if joint == Joint::Range || follows(days) {
                    return self.day_range(start, at, days, year, next);
                }
                // Two days: the second has its month from the first, and the first its year from the second.
                self.push_day(start, at, (month, day), end, year.map(|year| Year { end, ..year }));
                if named.is_some() {
                    return Some(end);
                }
                let second = next - 1;
                let end = year.map_or(next, |year| year.end);
                self.push_day(second, at, (month, second_day), end, year);
                return Some(end);
            }
        }
        let year = self.year_after(end);
        let end = year.map_or(end, |year| year.end);
        self.push_day(start, at, (month, day), end, year);
        Some(end)
    }

    /// The day, in whichever year, that is known by its month and day and what comes next: "the October 7 attacks".
    fn remembered(&self, month: u32, day: u32, end: usize) -> Option<NaiveDate> {
        let next = (end..end + 2).find(|&at| !self.is_any(at, &["terrorist", "terror", "hamas"]))?;
        LEXICON
            .remembered
            .iter()
            .filter(|remembered| remembered.before.contains(&self.lower(next)))
            .map(|remembered| remembered.day)
            .filter(|date| self.article_date().is_none_or(|today| *date <= today))
            .find(|date| (date.month(), date.day()) == (month, day))
    }

    /// Whether a bare number after "Nov. 4 and" is a day: what comes is no noun that it could count.
    fn is_joined_day(&self, joint: Joint, after: usize) -> bool {
        joint == Joint::Range
            || self.is_edge(after)
            || self.year_after(after).is_some()
            || LISTS.after_joined_day.has(self.lower(after))
    }

    /// How the days or months before an atom are joined to those after, and where these begin.
    pub(super) fn joint(&self, start: usize, at: usize) -> Option<(Joint, usize)> {
        // "2020 — 2022 elections" breaks off; "2020–2022" is a range, "4 - 5" too.
        let breaks = self.atom(at).is_some_and(|atom| atom.text == "—" && !atom.glued);
        if self.is_dash(at) && !breaks || LISTS.range.has(self.lower(at)) {
            return Some((Joint::Range, at + 1));
        }
        let between = self.before(start) == "between";
        match self.lower(at) {
            "and" if between => Some((Joint::Range, at + 1)),
            "and" | "or" | "&" => Some((Joint::And, at + 1)),
            _ => None,
        }
    }

    fn day_range(
        &mut self,
        start: usize,
        at: usize,
        days: DayMonths,
        year: Option<Year>,
        next: usize,
    ) -> Option<usize> {
        let wraps = days.to < days.from;
        let in_year = |year: i32| {
            let first = NaiveDate::from_ymd_opt(year, days.from.0, days.from.1)?;
            span(
                first,
                NaiveDate::from_ymd_opt(year + i32::from(wraps), days.to.0, days.to.1)?,
            )
        };
        if wraps && days.from.0 == days.to.0 {
            return None;
        }
        // The year that is told is the last day's.
        let told = year.map(|year| Year {
            number: year.number.map(|number| number - i32::from(wraps)),
            ..year
        });
        let (date, anchor) = self.in_year_or_near(told, || self.tense(start, at), in_year);
        let end = year.map_or(next, |year| year.end);
        let unknown = || {
            format!(
                "XXXX-{:02}-{:02}/XXXX-{:02}-{:02}",
                days.from.0, days.from.1, days.to.0, days.to.1
            )
        };
        let value = date.map_or_else(unknown, |date| value_of(Some(date)));
        self.push(
            start,
            end,
            Reading::period(date, Precision::Span, value, anchor, "day-range"),
        );
        Some(end)
    }

    /// Adds a day of a month.
    pub(super) fn push_day(
        &mut self,
        start: usize,
        at: usize,
        (month, day): (u32, u32),
        end: usize,
        year: Option<Year>,
    ) {
        let in_year = |year: i32| NaiveDate::from_ymd_opt(year, month, day).map(DateRange::day);
        // "The July 15 attack" stands where the tense of the clause says little.
        let tense = || {
            if self.is_premodifier(start, end) {
                Tense::None
            } else {
                self.tense(start, at)
            }
        };
        let (date, anchor) = self.in_year_or_near(year, tense, in_year);
        let date = date.map(|date| date.start);
        let unknown = || match year.and_then(|year| year.number) {
            Some(number) => format!("{number:04}-{month:02}-{day:02}"),
            None => format!("XXXX-{month:02}-{day:02}"),
        };
        self.push(start, end, Reading::day(date, unknown, anchor, "month-day"));
    }

    /// Whether the expression stands between an article or possessive and a noun.
    pub(super) fn is_premodifier(&self, start: usize, end: usize) -> bool {
        let opened = LISTS.before_premodifier.has(self.before(start));
        let verb = self.is_tagged(end, &[Xpos::Vbd, Xpos::Vbz, Xpos::Vbp, Xpos::Md, Xpos::In, Xpos::Cc]);
        let small = LISTS.no_noun.has(self.lower(end));
        opened && self.is_word(end) && !verb && !small
    }

    /// Dates that begin with the day: "24 April 2019", "the 4th of July", "24-26 April".
    pub(super) fn day_before_month(&mut self, at: usize) -> Option<usize> {
        let (day, after) = self.day_number(at)?;
        let mut days = (day, day);
        let mut next = after;
        let mut joint = None;
        if let Some((found, second)) = self.joint(at, after)
            && let Some((second_day, end)) = self.day_number(second)
        {
            days.1 = second_day;
            next = end;
            joint = Some(found);
        }
        let of = next + usize::from(self.is(next, "of"));
        let (month, end) = self.month_name(of)?;
        // "Nov. 4 and 5 May" has its own month; "in 5 May" is a name.
        let year = self.year_after(end);
        let after_year = year.map_or(end, |year| year.end);
        if let Some(joint) = joint {
            let span = DayMonths {
                from: (month, days.0),
                to: (month, days.1),
            };
            if joint == Joint::Range || follows(span) {
                return self.day_range(at, of, span, year, end);
            }
            self.push_day(
                at,
                of,
                (month, days.0),
                after,
                year.map(|year| Year { end: after, ..year }),
            );
            let second = next - 1;
            self.push_day(second, of, (month, days.1), after_year, year);
            return Some(after_year);
        }
        if let Some((Joint::Range, second)) = self.joint(at, end)
            && year.is_none()
            && let Some((second_day, second_end)) = self.day_number(second)
            && let Some((second_month, second_end)) = self.month_name(second_end)
        {
            let span = DayMonths {
                from: (month, day),
                to: (second_month, second_day),
            };
            let year = self.year_after(second_end);
            return self.day_range(at, of, span, year, second_end);
        }
        self.push_day(at, of, (month, day), after_year, year);
        Some(after_year)
    }

    /// "on the 15th": a day of the month told last, else of this month or one near it.
    pub(super) fn bare_ordinal(&mut self, at: usize) -> Option<usize> {
        let (day, _, true) = self.number(at)? else {
            return None;
        };
        let opened = self.before(at) == "the" && at >= 2 && LISTS.before_ordinal.has(self.lower(at - 2));
        let ends = self.is_edge(at + 1) || LISTS.after_ordinal.has(self.lower(at + 1));
        if !opened || !ends || !(1..=31).contains(&day) {
            return None;
        }
        let month = self
            .context
            .previous
            .filter(|&previous| Unit::Month.around(previous.start) == Some(previous));
        let (date, anchor) = if let Some(month) = month {
            (month.start.with_day(day), Anchor::PreviousTimex)
        } else {
            let tense = self.tense(at - 1, at);
            let date = self.article_date().and_then(|today| monthly_near(today, day, tense));
            (date, Anchor::ArticleDate)
        };
        self.push(
            at,
            at + 1,
            Reading::day(date, || format!("XXXX-XX-{day:02}"), anchor, "day-of-month"),
        );
        Some(at + 1)
    }
}

/// Whether the second day is the one after the first.
fn follows(days: DayMonths) -> bool {
    let date = |(month, day)| NaiveDate::from_ymd_opt(2001, month, day);
    date(days.from).and_then(|first| first.succ_opt()) == date(days.to)
}

/// The day of a month that the tense asks for, in this month or one near it.
fn monthly_near(today: NaiveDate, day: u32, tense: Tense) -> Option<NaiveDate> {
    let first = today.with_day(1)?;
    let mut candidates = (-2..=2).filter_map(|offset| Unit::Month.shift(first, offset)?.with_day(day));
    match tense {
        Tense::Future => candidates.find(|date| *date >= today),
        Tense::Past => candidates.rfind(|date| *date <= today),
        Tense::Unreal | Tense::Present | Tense::None => candidates.min_by_key(|date| (*date - today).num_days().abs()),
    }
}
