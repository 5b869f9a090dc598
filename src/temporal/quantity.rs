//! Quantities of time: "three days ago", "two days later", "for six months", "a two-day visit", "every year".

use super::calendar::{Unit, year};
use super::grammar::{ANNIVERSARY, Reading, Scanner};
use super::lexicon::Class;
use super::lists::LISTS;
use super::relative::{precision, value};
use super::{Anchor, Precision, Tense, TimexKind};
use crate::language::Xpos;
use chrono::{Datelike, NaiveDate};

/// Where a quantity of time leads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// "ago": back from the article's day.
    Ago,
    /// "from now": ahead of it.
    Ahead,
    /// "earlier", "before": back from the expression before.
    Earlier,
    /// "later", "after": ahead of it.
    Later,
    /// "two days after they met": back from the expression before, for what comes next.
    AfterWhat,
    /// "a day before he is to go": ahead of it.
    BeforeWhat,
    /// Nowhere: a length of time.
    Length,
}

impl Scanner<'_> {
    /// The quantity at an atom and the atom of its unit: "three", "twenty-five", "a couple of", "a few", "13".
    ///
    /// A quantity that is not known is 0.
    pub(super) fn quantity_at(&self, at: usize) -> Option<(u32, usize)> {
        if let Some((count, digits, ordinal)) = self.number(at) {
            return (!ordinal && digits <= 3).then_some((count, at + 1));
        }
        let article = usize::from(self.is_any(at, &["a", "an"]));
        match self.class(at + article) {
            Class::Number(count) if article == 0 || self.is_any(at + 1, &["few", "couple", "hundred"]) => {
                let mut next = at + article + 1;
                let mut count = count;
                if count > 0 && self.is(next, "hundred") {
                    count *= 100;
                    next += 1;
                }
                if count >= 100
                    && self.is(next, "and")
                    && let Class::Number(rest @ 1..=99) = self.class(next + 1)
                {
                    count += rest;
                    next += 2;
                }
                if let Class::Number(ones @ 1..=9) = self.class(next + usize::from(self.is_dash(next)))
                    && (20..100).contains(&count)
                {
                    count += ones;
                    next += 1 + usize::from(self.is_dash(next));
                }
                next += usize::from(self.is(next, "of"));
                next += usize::from(LISTS.of_amount.has(self.lower(next)));
                Some((count, next))
            }
            _ if article == 1 => Some((1, at + 1)),
            _ if LISTS.many.has(self.lower(at)) && self.is(at + 1, "of") => Some((0, at + 2)),
            _ => None,
        }
    }

    /// A quantity and its unit, with what says where it leads.
    pub(super) fn quantity(&mut self, at: usize) -> Option<usize> {
        if let Some(end) = self.day_before_or_after(at) {
            return Some(end);
        }
        if let Class::Long(value) = self.class(at) {
            self.push(at, at + 1, Reading::undated(TimexKind::Duration, value, "long"));
            return Some(at + 1);
        }
        let (count, mut unit_at) = self.quantity_at(at)?;
        let hyphened = self.is_dash(unit_at);
        unit_at += usize::from(hyphened);
        // "two and a half years" is two years and more.
        if self.matches(unit_at, &["and", "a", "half"]) {
            unit_at += 3;
        }
        let Class::Unit(unit) = self.class(unit_at) else {
            return None;
        };
        let end = unit_at + 1;
        if self.is_age(end) {
            return Some(end + 2);
        }
        if self.is_capital(unit_at) && self.is_capital(end) && self.is_any(end, &["war", "wars", "plan"]) {
            return Some(end);
        }
        if hyphened || self.is_dash(end) && self.is(end + 1, "long") {
            let end = if self.is_dash(end) && self.is(end + 1, "long") {
                end + 2
            } else {
                end
            };
            self.push(
                at,
                end,
                Reading::undated(TimexKind::Duration, unit.duration(count), "compound"),
            );
            return Some(end);
        }
        let (way, end) = self.way(at, end);
        match way {
            Way::Length => self.length(at, end, unit, count),
            _ => Some(self.push_offset(at, end, unit, count, way)),
        }
    }

    /// Whether it is known when what lies so long before or after something else is.
    fn is_told_when(&self, at: usize) -> bool {
        self.follows_date(at) || self.comes_now(at)
    }

    /// Whether what is dated before in the sentence, up to a comma, is told to be so long before or after something:
    /// "agreed on Friday, two days after …".
    fn follows_date(&self, at: usize) -> bool {
        let dated = self.found.last().is_some_and(|last| last.date.is_some());
        dated && at > 0 && self.is_sign(at - 1, ',')
    }

    /// Whether what is told comes now: "the visit comes about two months after …".
    fn comes_now(&self, at: usize) -> bool {
        let mut before = (0..at)
            .rev()
            .take(4)
            .skip_while(|&word| LISTS.rough.has(self.lower(word)));
        before.next().is_some_and(|word| LISTS.coming.has(self.lower(word)))
    }

    /// "-year-old", "years old", "years of age"
    fn is_age(&self, at: usize) -> bool {
        self.is_dash(at) && self.is_any(at + 1, &["old", "olds"])
            || self.is(at, "old")
            || self.matches(at, &["of", "age"])
    }

    fn way(&self, start: usize, at: usize) -> (Way, usize) {
        match self.lower(at) {
            "ago" => return (Way::Ago, at + 1),
            "earlier" | "previously" => return (Way::Earlier, at + 1),
            "later" | "afterwards" | "afterward" => return (Way::Later, at + 1),
            // "two days after the summit" is reckoned from the summit.
            "before" if self.leads_nowhere(at + 1) => return (Way::Earlier, at + 1),
            "after" if self.leads_nowhere(at + 1) => return (Way::Later, at + 1),
            "before" if self.is_told_when(start) => return (Way::BeforeWhat, at),
            "after" if self.is_told_when(start) => return (Way::AfterWhat, at),
            "hence" => return (Way::Ahead, at + 1),
            "from" if self.is_any(at + 1, &["now", "today"]) => return (Way::Ahead, at + 2),
            _ => {}
        }
        // "in two weeks", "in two weeks' time"
        let time = at + usize::from(self.is_sign(at, '\'') || self.is_sign(at, '’'));
        let end = if self.is(time, "time") { time + 1 } else { at };
        let ahead = self.before(start) == "in"
            && (end > at || self.tense(start, start) == Tense::Future && self.hangs_on_verb(at - 1))
            && !self.is(at, "of");
        if ahead { (Way::Ahead, end) } else { (Way::Length, at) }
    }

    /// Whether "before" and "after" stand for themselves, no noun coming after them.
    fn leads_nowhere(&self, at: usize) -> bool {
        self.is_edge(at) || LISTS.leads_nowhere.has(self.lower(at))
    }

    /// Adds the period that lies so many units from its anchor: a day for days, a month for months.
    fn push_offset(&mut self, start: usize, end: usize, unit: Unit, count: u32, way: Way) -> usize {
        let previous = self.previous_for(unit, false);
        let (anchor, base) = match way {
            Way::Ago | Way::Ahead => (Anchor::ArticleDate, self.article_date()),
            Way::AfterWhat | Way::BeforeWhat if !self.follows_date(start) => (Anchor::ArticleDate, self.article_date()),
            // "A day earlier" at the head of an article is the day before it.
            Way::Earlier if self.context.previous.is_none() => (Anchor::ArticleDate, self.article_date()),
            Way::Earlier | Way::AfterWhat => (Anchor::PreviousTimex, previous.map(|date| date.start)),
            _ => (Anchor::PreviousTimex, previous.map(|date| date.end)),
        };
        let is_back = matches!(way, Way::Ago | Way::Earlier | Way::AfterWhat);
        let sign = if is_back { -1 } else { 1 };
        let word = if is_back { "PAST_REF" } else { "FUTURE_REF" };
        if count == 0 {
            self.push(start, end, Reading::undated(TimexKind::Date, word, "vague-offset"));
            return end;
        }
        // "A year ago" is told of a month, "more than a year ago" and "two years ago" of a year.
        let rough = LISTS.rough.has(self.lower(start.wrapping_sub(1)));
        let monthly = unit == Unit::Year && way == Way::Ago && count == 1 && !rough;
        let date = base
            .and_then(|base| unit.shift(base, i64::from(count) * sign))
            .and_then(|date| offset_period(if monthly { Unit::Month } else { unit }, date));
        let reading = match date {
            Some((unit, date)) => Reading::period(Some(date), precision(unit), value(unit, date), anchor, "offset"),
            None => Reading::undated(TimexKind::Date, unit.duration(count), "offset"),
        };
        let of_next = matches!(way, Way::AfterWhat | Way::BeforeWhat);
        self.push(start, end, Reading { of_next, ..reading });
        end
    }

    /// A length of time ("for three years"), or how often something comes ("100 dollars a month").
    fn length(&mut self, start: usize, end: usize, unit: Unit, count: u32) -> Option<usize> {
        let article = self.is_any(start, &["a", "an"]) && end == start + 2;
        let spans = LISTS.before_length.has(self.before(start));
        if article && !spans {
            // "twice a week", "100 dollars a month": other uses ("a day of talks") tell no time.
            let rate = LISTS.before_rate.has(self.before(start)) || start > 0 && self.is_number(start - 1);
            if !rate {
                return None;
            }
            self.push(start, end, Reading::undated(TimexKind::Set, unit.duration(1), "rate"));
            return Some(end);
        }
        // "one day" is also some day.
        if self.lower(start) == "one" && unit == Unit::Day && !spans {
            return None;
        }
        // "a quarter of a billion"
        if unit == Unit::Quarter && self.is(end, "of") {
            return None;
        }
        self.push(
            start,
            end,
            Reading::undated(TimexKind::Duration, unit.duration(count), "length"),
        );
        Some(end)
    }

    /// "the day before", "the week after", "the previous day", "the day after the summit"
    fn day_before_or_after(&mut self, at: usize) -> Option<usize> {
        if !self.is(at, "the") {
            return None;
        }
        let unit = match self.class(at + 1) {
            Class::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year))
                if !self.lower(at + 1).ends_with('s') =>
            {
                unit
            }
            _ => return None,
        };
        let way = match self.lower(at + 2) {
            "before" if self.leads_nowhere(at + 3) => Way::Earlier,
            "after" if self.leads_nowhere(at + 3) => Way::Later,
            _ => return None,
        };
        Some(self.push_offset(at, at + 3, unit, 1, way))
    }

    /// "The 30th anniversary": the year that it recalls.
    pub(super) fn anniversary(&mut self, at: usize) -> Option<usize> {
        let ((Class::Ordinal(count), _) | (_, Some((count, _, true)))) = (self.class(at), self.number(at)) else {
            return None;
        };
        if !self.is(at + 1, "anniversary") || !(1..=999).contains(&count) {
            return None;
        }
        let number = self.article_date().map(|today| today.year() - count.cast_signed());
        let value = number.map_or_else(|| "XXXX".to_owned(), |number| format!("{number:04}"));
        let date = number.and_then(year);
        self.push(
            at,
            at + 2,
            Reading::period(date, Precision::Year, value, Anchor::ArticleDate, ANNIVERSARY),
        );
        Some(at + 2)
    }

    /// What comes again: "every year", "each week", "every two years", "annually", "daily".
    pub(super) fn set(&mut self, at: usize) -> Option<usize> {
        if let Class::Often(value) = self.class(at) {
            // "the daily Asahi" and "Weekly Standard" are newspapers.
            let is_noun = self.is_tagged(at, &[Xpos::Nn, Xpos::Nnp]);
            if is_noun || self.is_capital(at) || self.is_word(at + 1) && self.is_capital(at + 1) {
                return None;
            }
            self.push(at, at + 1, Reading::undated(TimexKind::Set, value, "adverb"));
            return Some(at + 1);
        }
        if !self.is_any(at, &["every", "each"]) {
            return None;
        }
        let other = self.is(at + 1, "other");
        let next = at + 1 + usize::from(other);
        let (count, unit_at) = match self.class(next) {
            Class::Unit(_) | Class::Season(_) | Class::Part(_) => (1 + u32::from(other), next),
            _ => self.quantity_at(next)?,
        };
        let value = match self.class(unit_at) {
            Class::Unit(unit) => unit.duration(count),
            Class::Season(code) => format!("XXXX-{code}"),
            Class::Part(code) => format!("XXXX-XX-XX{code}"),
            _ => return None,
        };
        self.push(at, unit_at + 1, Reading::undated(TimexKind::Set, value, "every"));
        Some(unit_at + 1)
    }
}

/// The period around a day reckoned by units: who says "two months ago" names a month, who says "hours ago" a day.
fn offset_period(unit: Unit, date: NaiveDate) -> Option<(Unit, super::DateRange)> {
    let unit = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Unit::Day,
        Unit::Fortnight => Unit::Week,
        Unit::Quarter => Unit::Month,
        Unit::Decade | Unit::Century => Unit::Year,
        unit => unit,
    };
    let range = unit.around(date)?;
    debug_assert!(precision(unit) != Precision::Vague);
    Some((unit, range))
}
