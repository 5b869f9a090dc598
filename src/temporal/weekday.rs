//! Weekdays: "on Thursday", "next Friday", "Monday through Wednesday", "late Sunday night", "Friday, Nov. 18".

use super::calendar::{Unit, span, week_of, weekday_near};
use super::grammar::{Joint, Modifier, Reading, Scanner};
use super::lexicon::Class;
use super::lists::LISTS;
use super::{Anchor, DateRange, Precision, Tense, TimexKind};
use chrono::{Datelike, Days, NaiveDate};

/// How a weekday is chosen among those around the article's day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// By the tense of the clause.
    Tense,
    /// Strictly before the article's day.
    Last,
    /// Strictly after it.
    Next,
    /// In the article's week.
    This,
    /// On the article's day or after it.
    Later,
    /// In a week so many weeks from the article's.
    InWeek(i64),
    /// After the expression before, or before it.
    AfterPrevious,
    BeforePrevious,
}

impl Scanner<'_> {
    /// The weekday whose name stands at an atom, and the atom after it.
    fn weekday_name(&self, at: usize) -> Option<(u32, usize)> {
        if !self.is_capital(at) {
            return None;
        }
        match self.class(at) {
            Class::Weekday(weekday) => {
                let is_paper = self.is_capital(at + 1) && LISTS.paper.has(self.lower(at + 1));
                let is_name = LISTS.no_weekday_after.has(self.before(at)) && self.is_capital(at - 1);
                (!is_paper && !is_name).then_some((weekday, self.past_short_stop(at)))
            }
            Class::ShortWeekday(weekday) => {
                let end = self.past_stop(at + 1);
                let stopped = end > at + 1 && self.atom(end).is_some();
                let opened = LISTS.before_short_weekday.has(self.before(at));
                let dated = self.is_sign(end, ',') || self.month_name(end).is_some();
                (stopped && (opened || dated)
                    || dated && self.month_name(self.past_comma(end)).is_some()
                    || self.is_sign(end, ',') && self.is_number(end + 1))
                .then_some((weekday, end))
            }
            _ => None,
        }
    }

    /// Past the full stop of "Tues." and "Thurs.", which also end sentences.
    fn past_short_stop(&self, at: usize) -> usize {
        let short = self.is_any(at, &["tues", "thurs"]);
        if short && self.atom(at + 2).is_some() {
            self.past_stop(at + 1)
        } else {
            at + 1
        }
    }

    /// Dates that begin with a weekday, or with what tells which one it is.
    pub(super) fn weekday(&mut self, start: usize, at: usize, modifier: Modifier) -> Option<usize> {
        let (choice, name) = self.choice(at, modifier);
        if let Some(end) = self.recurring_weekday(start, name) {
            return Some(end);
        }
        let (weekday, after) = self.weekday_name(name)?;
        if let Some(end) = self.weekday_and_date(start, name, after) {
            return Some(end);
        }
        let (choice, part, end) = self.after_weekday(choice, after);
        if part.is_none()
            && let Some((joint, next)) = self.joint(start, end)
            && let Some((second, last)) = self.weekday_name(next)
        {
            let (second_choice, _, last) = self.after_weekday(choice, last);
            let joined = if second_choice == choice { choice } else { second_choice };
            if joint == Joint::Range || second == weekday % 7 + 1 {
                return Some(self.push_weekdays(start, name, (weekday, second), joined, last));
            }
        }
        let date = self.chosen(start, name, weekday, choice);
        let unknown = || format!("XXXX-WXX-{weekday}");
        let anchor = match choice {
            Choice::AfterPrevious | Choice::BeforePrevious => Anchor::PreviousTimex,
            _ => Anchor::ArticleDate,
        };
        let mut reading = Reading::day(date, unknown, anchor, "weekday");
        if let Some(part) = part {
            reading.kind = TimexKind::Time;
            reading.value = reading.value.map(|value| value + part);
        }
        self.push(start, end, reading);
        Some(end)
    }

    /// "last", "next", "this coming", "the following"
    fn choice(&self, at: usize, modifier: Modifier) -> (Choice, usize) {
        let the = at + usize::from(self.is(at, "the"));
        let choice = match self.lower(the) {
            "last" | "past" => Choice::Last,
            "next" | "coming" => Choice::Next,
            "this" if self.is_any(the + 1, &["past", "coming"]) => {
                let choice = if self.is(the + 1, "past") {
                    Choice::Last
                } else {
                    Choice::Next
                };
                return (choice, the + 2);
            }
            "this" => Choice::This,
            "following" => Choice::AfterPrevious,
            "previous" => Choice::BeforePrevious,
            _ if modifier == Modifier::Later => return (Choice::Later, at),
            _ => return (Choice::Tense, at),
        };
        (choice, the + 1)
    }

    /// "Wednesday, April 24, 2019", "Friday (Nov. 18)"
    fn weekday_and_date(&mut self, start: usize, at: usize, after: usize) -> Option<usize> {
        let comma = self.past_comma(after);
        let next = comma + usize::from(self.is_sign(comma, '('));
        let next = next + usize::from(self.is(next, "the"));
        let (month, day, end) = if let Some((month, day_at)) = self.month_name(next) {
            let (day, end) = self.day_number(day_at)?;
            (month, day, end)
        } else {
            let (day, of) = self.day_number(next)?;
            let of = of + usize::from(self.is(of, "of"));
            let (month, end) = self.month_name(of)?;
            (month, day, end)
        };
        // "from Monday, Nov. 4 to Friday": the range is left to its two ends.
        let year = self.year_after(end);
        let end = year.map_or(end, |year| year.end);
        let end = end + usize::from(self.is_sign(comma, '(') && self.is_sign(end, ')'));
        self.push_day(start, at, (month, day), end, year);
        Some(end)
    }

    /// The part of the day and the week that are told after a weekday.
    fn after_weekday(&self, choice: Choice, after: usize) -> (Choice, Option<&'static str>, usize) {
        let mut end = after;
        let mut part = None;
        if let Class::Part(code) = self.class(end) {
            part = Some(code);
            end += 1;
        }
        let of = end + usize::from(self.is(end, "of"));
        if self.is(of + 1, "week") && choice == Choice::Tense {
            let weeks = match self.lower(of) {
                "last" => Some(-1),
                "this" => Some(0),
                "next" => Some(1),
                _ => None,
            };
            if let Some(weeks) = weeks {
                return (Choice::InWeek(weeks), part, of + 2);
            }
        }
        (choice, part, end)
    }

    fn chosen(&self, start: usize, at: usize, weekday: u32, choice: Choice) -> Option<NaiveDate> {
        let today = self.article_date();
        let day_of = |week: Option<DateRange>| week?.start.checked_add_days(Days::new(u64::from(weekday) - 1));
        match choice {
            // "He is blamed for Thursday's assault": deeds lie back, whatever is said of them now.
            Choice::Tense if self.is_deed_of(at + 1) => weekday_near(today?, weekday, Tense::Past),
            Choice::Tense => weekday_near(today?, weekday, self.tense(start, at)),
            Choice::Last => weekday_near(today?.pred_opt()?, weekday, Tense::Past),
            Choice::Next => weekday_near(today?.succ_opt()?, weekday, Tense::Future),
            Choice::This => day_of(week_of(today?)),
            Choice::Later => weekday_near(today?, weekday, Tense::Future),
            Choice::InWeek(weeks) => day_of(week_of(Unit::Week.shift(today?, weeks)?)),
            Choice::AfterPrevious => weekday_near(
                self.previous_for(Unit::Week, false)?.end.succ_opt()?,
                weekday,
                Tense::Future,
            ),
            Choice::BeforePrevious => weekday_near(
                self.previous_for(Unit::Week, false)?.start.pred_opt()?,
                weekday,
                Tense::Past,
            ),
        }
    }

    /// Whether a weekday's "'s" leads to something violent or unforeseen: "'s dawn assault".
    fn is_deed_of(&self, at: usize) -> bool {
        let possessive = self.is_any(at, &["s", "'s", "’s"]) || self.is(at + 1, "s");
        possessive && (at + 1..at + 5).any(|word| LISTS.deed.has(self.lower(word)))
    }

    /// "Tuesday and Wednesday", "from Monday to Friday": in the past the last day is chosen and the first lies before
    /// it, else the first.
    fn push_weekdays(&mut self, start: usize, at: usize, days: (u32, u32), choice: Choice, end: usize) -> usize {
        let length = u64::from((days.1 + 7 - days.0) % 7);
        let backwards = choice == Choice::Last
            || choice == Choice::Tense
                && match self.tense(start, at) {
                    Tense::Past | Tense::None => true,
                    // The nearer of both ways.
                    Tense::Unreal => self.article_date().is_some_and(|today| {
                        let today = today.weekday().number_from_monday();
                        (today + 7 - days.1) % 7 < (days.0 + 7 - today) % 7
                    }),
                    Tense::Present | Tense::Future => false,
                };
        let date = if backwards
            && self
                .article_date()
                .is_some_and(|today| today.weekday().number_from_monday() != days.0)
        {
            self.chosen(start, at, days.1, choice)
                .and_then(|last| span(last.checked_sub_days(Days::new(length))?, last))
        } else {
            self.chosen(start, at, days.0, choice)
                .and_then(|first| span(first, first.checked_add_days(Days::new(length))?))
        };
        let value = date.map_or_else(
            || format!("XXXX-WXX-{}/XXXX-WXX-{}", days.0, days.1),
            |date| format!("{}/{}", date.start, date.end),
        );
        self.push(
            start,
            end,
            Reading::period(date, Precision::Span, value, Anchor::ArticleDate, "weekdays"),
        );
        end
    }

    /// "on Mondays", "every Friday"
    fn recurring_weekday(&mut self, start: usize, at: usize) -> Option<usize> {
        let (weekday, end) = match self.class(at) {
            Class::Weekdays(weekday) if self.is_capital(at) => (weekday, at + 1),
            _ if self.is_any(at, &["every", "each"]) => self.weekday_name(at + 1)?,
            _ => return None,
        };
        let mut value = format!("XXXX-WXX-{weekday}");
        let mut end = end;
        if let Class::Part(code) = self.class(end) {
            value.push_str(code);
            end += 1;
        }
        self.push(start, end, Reading::undated(TimexKind::Set, value, "recurring-weekday"));
        Some(end)
    }
}
