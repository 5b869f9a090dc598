//! Dates by day and month: "April 24, 2019", "24 April", "Nov. 4-5", "from Oct. 29 to Nov. 2", "July and August".

use super::calendar::{month, span, yearly_near};
use super::grammar::{Modifier, Reading, Scanner};
use super::lexicon::{Class, LEXICON};
use super::{Anchor, DateRange, Precision, Tense, TimexKind};
use crate::language::Xpos;
use chrono::{Datelike, NaiveDate};

/// A year and where it was taken from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Year {
    pub(super) number: Option<i32>,
    pub(super) anchor: Anchor,
    /// The atom after it.
    pub(super) end: usize,
}

/// How two days or months are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// "4-5", "4 to 5": all between them too.
    Range,
    /// "4 and 5": these two.
    And,
}

/// A day and a month with its last day.
#[derive(Clone, Copy)]
struct DayMonths {
    from: (u32, u32),
    to: (u32, u32),
}

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

    /// The day of a month at an atom, and the atom after it.
    pub(super) fn day_number(&self, at: usize) -> Option<(u32, usize)> {
        let (day, digits, _) = self.number(at)?;
        let is_time =
            self.is_sign(at + 1, ':') || self.is_any(at + 1, &["a", "p", "am", "pm"]) && self.is_time_suffix(at + 1);
        let counts = self.is_sign(at + 1, '%') || self.is_any(at + 1, &["percent", "million", "billion"]);
        ((1..=31).contains(&day) && digits <= 2 && !is_time && !counts).then_some((day, at + 1))
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
        let tense = self.tense(start, at);
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

    /// "Nov., 13"
    fn past_comma_before_day(&self, at: usize) -> usize {
        let comma = self.past_comma(at);
        let small = self.number(comma).is_some_and(|(_, digits, _)| digits <= 2);
        if small && self.is_sign(at.wrapping_sub(1), '.') {
            comma
        } else {
            at
        }
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

    /// A day of a month, the days joined to it, and the year.
    fn month_day(&mut self, start: usize, at: usize, month: u32, day: u32, end: usize) -> Option<usize> {
        if month == 9 && day == 11 && self.year_after(end).is_none() {
            if self.is_any(end, &["commission", "panel"]) {
                return Some(end);
            }
            let after = end + usize::from(self.is_any(end, &["terrorist", "terror"]));
            if self.is_any(after, &["attack", "attacks", "hijackers", "hijackings"]) {
                return Some(self.push_attack(start, end));
            }
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

    /// Whether a bare number after "Nov. 4 and" is a day: what comes is no noun that it could count.
    fn is_joined_day(&self, joint: Joint, after: usize) -> bool {
        joint == Joint::Range
            || self.is_edge(after)
            || self.year_after(after).is_some()
            || self.is_any(
                after,
                &[
                    "in", "at", "to", "for", "with", "on", "and", "by", "as", "when", "during",
                ],
            )
    }

    /// How the days or months before an atom are joined to those after, and where these begin.
    pub(super) fn joint(&self, start: usize, at: usize) -> Option<(Joint, usize)> {
        if self.is_dash(at) || self.is_any(at, &["to", "through", "thru", "until", "till"]) {
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
        let opened = matches!(
            self.before(start),
            "the" | "a" | "an" | "his" | "her" | "its" | "their" | "our" | "my" | "this" | "that" | "s" | "’s"
        );
        let verb = self.is_tagged(end, &[Xpos::Vbd, Xpos::Vbz, Xpos::Vbp, Xpos::Md, Xpos::In, Xpos::Cc]);
        let small = self.is_any(
            end,
            &[
                "in", "at", "on", "to", "and", "for", "with", "by", "of", "that", "is", "was", "will",
            ],
        );
        opened && self.is_word(end) && !verb && !small
    }

    /// The year after a month or day: ", 2019", "of last year", "this year", "a year ago".
    pub(super) fn year_after(&self, at: usize) -> Option<Year> {
        let comma = self.past_comma(at);
        if let Some((number, 4, false)) = self.number(comma)
            && (1000..=2100).contains(&number)
            && !LEXICON.counted.contains(self.lower(comma + 1))
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

    /// Whether a month's name without day and year is one: "May" and "March" are also other things.
    fn is_month_alone(&self, at: usize, after: usize) -> bool {
        let before = self.before(at);
        let opened = matches!(
            before,
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "of"
                | "from"
                | "to"
                | "through"
                | "during"
                | "last"
                | "next"
                | "this"
                | "early"
                | "late"
                | "mid"
                | "before"
                | "after"
                | "between"
                | "around"
                | "every"
                | "each"
                | "for"
                | "past"
        ) || self.is_dash(at.wrapping_sub(1))
            || matches!(before, "and" | "or")
                && matches!(self.class(at.wrapping_sub(2)), Class::Month(_) | Class::ShortMonth(_));
        let name = self.lower(at);
        let name_follows = self.is_capital(after) && self.is_word(after) && !self.is_glued(after);
        // "Dec." at the end of a list is many things.
        if matches!(self.class(at), Class::ShortMonth(_)) && !opened {
            return false;
        }
        let ambiguous = matches!(name, "may" | "march");
        let given_name = matches!(name, "april" | "june" | "august" | "may" | "march");
        if opened {
            // "in May's view" and "for April Ryan" are of people; "in March Mr. Kim" is not told from them.
            return !(matches!(before, "for" | "by" | "of") && given_name && name_follows && !self.is_sign(after, ','));
        }
        let noun_follows = self.is_word(after) && !self.is_capital(after);
        let determined = matches!(before, "the" | "a" | "his" | "her" | "its" | "their" | "our" | "s");
        if ambiguous {
            let goes_on = self.is_any(after, &["on", "for", "to", "of", "through", "in", "is", "was", "and"]);
            return determined && noun_follows && !goes_on;
        }
        let name_before = at > 0 && self.is_capital(at - 1) && self.is_word(at - 1) && given_name && at > 1;
        !(name_before || given_name && name_follows)
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

    /// "on the 15th": a day of this month or one near it.
    pub(super) fn bare_ordinal(&mut self, at: usize) -> Option<usize> {
        let (day, _, true) = self.number(at)? else {
            return None;
        };
        let opened =
            self.before(at) == "the" && at >= 2 && self.is_any(at - 2, &["on", "until", "till", "by", "since"]);
        let ends = self.is_edge(at + 1) || self.is_any(at + 1, &["in", "at", "to", "and", "for", "with"]);
        if !opened || !ends || !(1..=31).contains(&day) {
            return None;
        }
        let tense = self.tense(at - 1, at);
        let date = self.article_date().and_then(|today| monthly_near(today, day, tense));
        self.push(
            at,
            at + 1,
            Reading::day(
                date,
                || format!("XXXX-XX-{day:02}"),
                Anchor::ArticleDate,
                "day-of-month",
            ),
        );
        Some(at + 1)
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
        if self.is_any(
            end,
            &[
                "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "et", "gmt", "utc", "bst", "cet",
            ],
        ) {
            end += 1;
        }
        let value = format!("T{:02}:{minute:02}", (hour + half) % 24);
        self.push(at, end, Reading::undated(TimexKind::Time, value, "clock"));
        Some(end)
    }

    /// Whether "a.m." or "p.m." stands at an atom.
    fn is_time_suffix(&self, at: usize) -> bool {
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

/// Whether the second day is the one after the first.
fn follows(days: DayMonths) -> bool {
    let date = |(month, day)| NaiveDate::from_ymd_opt(2001, month, day);
    date(days.from).and_then(|first| first.succ_opt()) == date(days.to)
}

fn month_span(year: i32, (first, last): (u32, u32)) -> Option<DateRange> {
    let end = month(year + i32::from(last < first), last)?;
    span(month(year, first)?.start, end.end)
}

/// The day of a month that the tense asks for, in this month or one near it.
fn monthly_near(today: NaiveDate, day: u32, tense: Tense) -> Option<NaiveDate> {
    let first = today.with_day(1)?;
    let mut candidates = (-2..=2).filter_map(|offset| super::calendar::Unit::Month.shift(first, offset)?.with_day(day));
    match tense {
        Tense::Future => candidates.find(|date| *date >= today),
        Tense::Past => candidates.rfind(|date| *date <= today),
        _ => candidates.min_by_key(|date| (*date - today).num_days().abs()),
    }
}

/// The value of a span of days.
pub(super) fn value_of(date: Option<DateRange>) -> String {
    date.map_or_else(|| "XXXX".to_owned(), |date| format!("{}/{}", date.start, date.end))
}
