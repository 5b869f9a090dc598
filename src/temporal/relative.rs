//! Times reckoned from the article or from the expression before: "today", "last week", "the next day", "later this
//! year", "the past two weeks".

use super::calendar::{Unit, span};
use super::grammar::{Modifier, Reading, Scanner};
use super::lexicon::Class;
use super::lists::LISTS;
use super::{Anchor, DateRange, Precision, Tense, TimexKind};
use chrono::{Datelike, NaiveDate};

/// The anchor from which a period is reckoned and how many periods away it lies.
#[derive(Clone, Copy)]
struct Offset {
    anchor: Anchor,
    count: i64,
}

impl Scanner<'_> {
    /// "today", "yesterday evening", "the day before yesterday", "tonight", "last night", "this morning"
    pub(super) fn deictic(&mut self, start: usize, at: usize, modifier: Modifier) -> Option<usize> {
        let article = |count| Offset {
            anchor: Anchor::ArticleDate,
            count,
        };
        let the = at + usize::from(self.is(at, "the"));
        let (offset, part, end) = match self.lower(at) {
            "today" => (article(0), None, at + 1),
            "yesterday" => (article(-1), None, at + 1),
            "tomorrow" => (article(1), None, at + 1),
            "tonight" => (article(0), Some("TNI"), at + 1),
            "overnight" if modifier == Modifier::None => {
                self.push(start, at + 1, Reading::undated(TimexKind::Time, "TNI", "overnight"));
                return Some(at + 1);
            }
            _ if self.matches(the, &["day", "before", "yesterday"]) => (article(-2), None, the + 3),
            _ if self.matches(the, &["day", "after", "tomorrow"]) => (article(2), None, the + 3),
            word => {
                let (count, anchor) = match word {
                    "this" => (0, Anchor::ArticleDate),
                    "last" => (-1, Anchor::ArticleDate),
                    "that" | "same" => (0, Anchor::PreviousTimex),
                    _ if self.is_any(the, &["same"]) => (0, Anchor::PreviousTimex),
                    _ if self.is_any(the, &["previous"]) => (-1, Anchor::PreviousTimex),
                    _ if self.is_any(the, &["next", "following"]) => (1, Anchor::PreviousTimex),
                    _ => return None,
                };
                let Class::Part(code) = self.class(the + 1) else {
                    return None;
                };
                // "last night" is yesterday's, "last evening" too; there is no "last morning".
                (Offset { anchor, count }, Some(code), the + 2)
            }
        };
        let (part, end) = match self.class(end) {
            Class::Part(code) if part.is_none() => (Some(code), end + 1),
            _ => (part, end),
        };
        let base = match offset.anchor {
            Anchor::PreviousTimex => self.previous_for(Unit::Day, offset.count == 0).map(|date| date.start),
            _ => self.article_date(),
        };
        let date = base.and_then(|base| Unit::Day.shift(base, offset.count));
        let mut reading = Reading::day(date, || "XXXX-XX-XX".to_owned(), offset.anchor, "deictic");
        if let Some(part) = part {
            reading.kind = TimexKind::Time;
            reading.value = reading.value.map(|value| value + part);
        }
        self.push(start, end, reading);
        Some(end)
    }

    /// Periods told by "last", "this", "next" and the like, and "the end of the month".
    pub(super) fn relative(&mut self, start: usize, at: usize, modifier: Modifier) -> Option<usize> {
        if let Some(end) = self.relative_month(start, at) {
            return Some(end);
        }
        let has_the = self.is(at, "the");
        let the = at + usize::from(has_the);
        if let Some(end) = self.unit_in_context(start, at, the, modifier) {
            return Some(end);
        }
        let (word, mut unit_at) = match self.lower(the) {
            "this" if self.is_any(the + 1, &["past", "coming"]) => (self.lower(the + 1).to_owned(), the + 2),
            word => (word.to_owned(), the + 1),
        };
        let direction: i64 = match word.as_str() {
            word if LISTS.back.has(word) => -1,
            word if LISTS.here.has(word) => 0,
            word if LISTS.ahead.has(word) => 1,
            "recent" => return self.recent(start, the),
            _ => return None,
        };
        if direction != 0
            && let Some(end) = self.window(start, unit_at, direction)
        {
            return Some(end);
        }
        if let Class::Season(code) = self.class(unit_at) {
            if matches!(word.as_str(), "that" | "same") {
                return self.season_of_previous(start, unit_at, code);
            }
            return Some(self.relative_season(start, unit_at, code, direction));
        }
        let fiscal = usize::from(self.is_any(unit_at, &["fiscal", "calendar"]));
        unit_at += fiscal;
        let unit = self.singular(unit_at)?;
        let anchor = match word.as_str() {
            word if LISTS.from_previous.has(word) => Anchor::PreviousTimex,
            "next" if unit == Unit::Day => Anchor::PreviousTimex,
            // "They met in 1994 and again the next year", but "over the next year"
            "next" if has_the && self.is_narrated(start) => Anchor::PreviousTimex,
            // "The last day" is the last of something.
            _ if unit == Unit::Day => return None,
            _ => Anchor::ArticleDate,
        };
        if unit == Unit::Weekend && word == "this" {
            return Some(self.push_weekend(start, unit_at + 1));
        }
        let is_window = anchor == Anchor::ArticleDate
            && LISTS.window.has(word.as_str())
            && (word == "past" || has_the)
            && !matches!(unit, Unit::Weekend)
            && unit != Unit::Quarter
            && fiscal == 0;
        if is_window {
            return Some(self.push_window(start, unit_at + 1, unit, 1, direction));
        }
        let offset = Offset {
            anchor,
            count: direction,
        };
        Some(self.push_period(start, unit_at + 1, unit, offset, modifier))
    }

    /// Whether what comes next is reckoned from the expression before: in the past tense, unless it is how long something takes.
    fn is_narrated(&self, at: usize) -> bool {
        let lasts = LISTS.before_lasting.has(self.before(at));
        !lasts && self.context.previous.is_some() && self.tense(at, at) == Tense::Past
    }

    /// "the end of the month", "later in the week": the unit alone, after what makes it a time.
    fn unit_in_context(&mut self, start: usize, at: usize, the: usize, modifier: Modifier) -> Option<usize> {
        let in_the = at + usize::from(self.is(at, "in") && self.is(at + 1, "the"));
        let unit_at = if in_the > at { in_the + 1 } else { the };
        // "On Monday he met them. Earlier in the day …" is Monday still.
        let one_day = self.context.previous.filter(|date| date.start == date.end);
        let of_day = in_the > at && one_day.is_some() && self.is(unit_at, "day");
        let offset = Offset {
            anchor: if of_day {
                Anchor::PreviousTimex
            } else {
                Anchor::ArticleDate
            },
            count: 0,
        };
        if self.matches(at, &["the", "weekend"]) || self.matches(at, &["over", "the", "weekend"]) {
            let end = if self.is(at, "the") { at + 2 } else { at + 3 };
            let start = end - 2;
            return Some(self.push_weekend(start, end));
        }
        if modifier == Modifier::None || unit_at == at {
            return None;
        }
        let unit = self.singular(unit_at)?;
        // "the end of the day" is a figure of speech.
        let tells = if in_the > at {
            matches!(modifier, Modifier::Earlier | Modifier::Later | Modifier::Part)
        } else {
            matches!(modifier, Modifier::Part | Modifier::FirstHalf | Modifier::SecondHalf) && unit != Unit::Day
        };
        let named = self.is(unit_at + 1, "of") || self.number(unit_at + 1).is_some();
        (tells && !named).then(|| self.push_period(start, unit_at + 1, unit, offset, modifier))
    }

    fn singular(&self, at: usize) -> Option<Unit> {
        match self.class(at) {
            Class::Unit(unit) if !self.lower(at).ends_with('s') => Some(unit),
            _ => None,
        }
    }

    /// Adds the period that lies so many units from its anchor.
    fn push_period(&mut self, start: usize, end: usize, unit: Unit, offset: Offset, modifier: Modifier) -> usize {
        let previous = self.previous_for(unit, offset.count == 0);
        let base = match offset.anchor {
            Anchor::PreviousTimex if offset.count > 0 => previous.map(|date| date.end),
            Anchor::PreviousTimex => previous.map(|date| date.start),
            _ => self.article_date(),
        };
        let date = base
            .and_then(|base| weekend_base(unit, base, offset))
            .and_then(|base| unit.around(unit.shift(base, offset.count)?));
        let value = date.map_or_else(|| unknown(unit), |date| value(unit, date));
        let (date, value, precision) = match (modifier, unit) {
            (Modifier::Earlier, Unit::Week) => (self.clip(date, true), value, Precision::Span),
            (Modifier::Later, Unit::Week) => (self.clip(date, false), value, Precision::Span),
            (Modifier::FirstHalf | Modifier::SecondHalf, Unit::Year) => {
                let second = modifier == Modifier::SecondHalf;
                let date = date.and_then(|date| half(date.start.year(), second));
                (date, format!("{value}-H{}", 1 + u8::from(second)), Precision::Span)
            }
            _ => (date, value, precision(unit)),
        };
        self.push(
            start,
            end,
            Reading::period(date, precision, value, offset.anchor, "relative-period"),
        );
        end
    }

    /// The part of a period up to the article's day, or from it on.
    fn clip(&self, date: Option<DateRange>, earlier: bool) -> Option<DateRange> {
        let date = date?;
        let today = self.article_date().filter(|today| date.contains(*today));
        match today {
            Some(today) if earlier => span(date.start, today),
            Some(today) => span(today, date.end),
            None => Some(date),
        }
    }

    /// "over the weekend", "this weekend": the last one in the past tense, the next one in the future.
    fn push_weekend(&mut self, start: usize, end: usize) -> usize {
        let tense = self.tense(start, start);
        let date = self.article_date().and_then(|today| {
            let this = Unit::Weekend.around(today)?;
            let past = !matches!(tense, Tense::Future | Tense::Present);
            if past && today < this.start {
                Unit::Weekend.around(Unit::Week.shift(today, -1)?)
            } else {
                Some(this)
            }
        });
        let value = date.map_or_else(|| unknown(Unit::Weekend), |date| value(Unit::Weekend, date));
        self.push(
            start,
            end,
            Reading::period(date, Precision::Span, value, Anchor::ArticleDate, "weekend"),
        );
        end
    }

    /// "recent weeks", "recent months"
    fn recent(&mut self, start: usize, at: usize) -> Option<usize> {
        let Class::Unit(_) = self.class(at + 1) else {
            return None;
        };
        self.push(start, at + 2, Reading::undated(TimexKind::Date, "PAST_REF", "recent"));
        Some(at + 2)
    }

    /// "the past two weeks", "the next six months", "the coming days": from the article's day back or ahead.
    fn window(&mut self, start: usize, at: usize, direction: i64) -> Option<usize> {
        let (count, unit_at) = match self.quantity_at(at) {
            Some((count, unit_at)) => (count, unit_at),
            None if self.lower(at).ends_with('s') => (0, at),
            None => return None,
        };
        let Class::Unit(unit) = self.class(unit_at) else {
            return None;
        };
        if self.is_dash(unit_at.wrapping_sub(1)) {
            return None;
        }
        if count == 0 {
            // "the next few days", "the last years"
            let value = if direction < 0 { "PAST_REF" } else { "FUTURE_REF" };
            self.push(
                start,
                unit_at + 1,
                Reading::undated(TimexKind::Date, value, "vague-window"),
            );
            return Some(unit_at + 1);
        }
        Some(self.push_window(start, unit_at + 1, unit, count, direction))
    }

    fn push_window(&mut self, start: usize, end: usize, unit: Unit, count: u32, direction: i64) -> usize {
        let date = self.article_date().and_then(|today| {
            let other = unit.shift(today, i64::from(count) * direction)?;
            span(today.min(other), today.max(other))
        });
        let mut reading = Reading::period(
            date,
            Precision::Span,
            unit.duration(count),
            Anchor::ArticleDate,
            "window",
        );
        reading.kind = TimexKind::Duration;
        self.push(start, end, reading);
        end
    }
}

/// The day from which weekends are counted: from a Wednesday, the next one is this week's.
fn weekend_base(unit: Unit, base: NaiveDate, offset: Offset) -> Option<NaiveDate> {
    let on_weekend = base.weekday().number_from_monday() > 5;
    if unit == Unit::Weekend && offset.count > 0 && !on_weekend {
        unit.shift(base, -1)
    } else {
        Some(base)
    }
}

/// The first or second half of a year.
pub(super) fn half(year: i32, second: bool) -> Option<DateRange> {
    super::calendar::months(year, if second { 7 } else { 1 }, 6)
}

/// The TIMEX3 value of a unit's period.
pub(super) fn value(unit: Unit, date: DateRange) -> String {
    let start = date.start;
    match unit {
        Unit::Week | Unit::Fortnight => start.format("%G-W%V").to_string(),
        Unit::Weekend => start.format("%G-W%V-WE").to_string(),
        Unit::Month => start.format("%Y-%m").to_string(),
        Unit::Quarter => format!("{:04}-Q{}", start.year(), start.month0() / 3 + 1),
        Unit::Year => format!("{:04}", start.year()),
        Unit::Decade => format!("{:03}", start.year().div_euclid(10)),
        Unit::Century => format!("{:02}", start.year().div_euclid(100)),
        _ => start.to_string(),
    }
}

/// The value of a period that is not known.
fn unknown(unit: Unit) -> String {
    match unit {
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        _ => "XXXX-XX-XX",
    }
    .to_owned()
}

pub(super) fn precision(unit: Unit) -> Precision {
    match unit {
        Unit::Week | Unit::Fortnight => Precision::Week,
        Unit::Weekend => Precision::Span,
        Unit::Month => Precision::Month,
        Unit::Quarter => Precision::Season,
        Unit::Year => Precision::Year,
        Unit::Decade => Precision::Decade,
        Unit::Century => Precision::Vague,
        _ => Precision::Day,
    }
}
