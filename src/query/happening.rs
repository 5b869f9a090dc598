//! Happenings: events as they are counted, tied and ranked, with all that was reported of them or in outline.

use crate::event::EventType;
use crate::graph::{EventId, EventRecord, Outlined, Precision, in_time};
use chrono::{Datelike, NaiveDate};
use std::cmp::Ordering;
use std::fmt;

/// An event with all that was reported of it, or in outline.
pub trait Happening: Copy {
    /// Its id.
    fn id(self) -> EventId;

    /// What was done.
    fn event_type(self) -> EventType;

    /// The first and the last day of its date.
    fn days(self) -> Option<(NaiveDate, NaiveDate)>;

    /// Whether no more than the year is told.
    fn is_of_year(self) -> bool;

    /// How many reports there are.
    fn reports(self) -> usize;

    /// The order of time: the earliest first, undated ones last, of one time by their ids.
    fn order(self, other: Self) -> Ordering;
}

impl Happening for &EventRecord {
    fn id(self) -> EventId {
        self.id.clone()
    }

    fn event_type(self) -> EventType {
        self.event_type
    }

    fn days(self) -> Option<(NaiveDate, NaiveDate)> {
        self.date.as_ref().map(|date| (date.start, date.end))
    }

    fn is_of_year(self) -> bool {
        self.date
            .as_ref()
            .is_some_and(|date| Precision::of(date) == Precision::Year)
    }

    fn reports(self) -> usize {
        self.reports.len()
    }

    fn order(self, other: Self) -> Ordering {
        in_time(self.days(), other.days()).then_with(|| self.id.cmp(&other.id))
    }
}

impl Happening for Outlined<'_> {
    fn id(self) -> EventId {
        Outlined::id(self)
    }

    fn event_type(self) -> EventType {
        self.event.event_type
    }

    fn days(self) -> Option<(NaiveDate, NaiveDate)> {
        self.event.days
    }

    fn is_of_year(self) -> bool {
        self.event.is_of_year
    }

    fn reports(self) -> usize {
        self.event.reports as usize
    }

    fn order(self, other: Self) -> Ordering {
        in_time(self.event.days, other.event.days).then(self.event.id.cmp(&other.event.id))
    }
}

/// Each of the events once, in the order of time.
pub(super) fn each_once<E: Happening>(mut events: Vec<E>) -> Vec<E> {
    events.sort_by(|one, other| one.order(*other));
    events.dedup_by(|one, other| one.order(*other).is_eq());
    events
}

/// The month in which something begins, or the year where only that is told; what is undated comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Month {
    Told { year: i32, month: u32 },
    Untold,
}

impl Month {
    pub(super) fn of(event: impl Happening) -> Self {
        match event.days() {
            None => Self::Untold,
            Some((day, _)) => Self::Told {
                year: day.year(),
                month: if event.is_of_year() { 0 } else { day.month() },
            },
        }
    }
}

impl fmt::Display for Month {
    /// "2019-04"; "2019" of what is told with the year alone; nothing of what is undated.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Untold => Ok(()),
            Self::Told { year, month: 0 } => write!(f, "{year:04}"),
            Self::Told { year, month } => write!(f, "{year:04}-{month:02}"),
        }
    }
}
