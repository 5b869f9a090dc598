//! What is an event, and who takes part in it?

use crate::entity::{Entity, EntityId, EntityKind};
use crate::event::ontology::{EventType, Status};
use crate::span::Span;
use crate::temporal::Timex;
use chrono::{Datelike, Days, Months, NaiveDate};

/// An event that an article tells of.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What was done.
    pub event_type: EventType,
    /// Who did it; for a mutual event, everyone who took part.
    pub source: Vec<Participant>,
    /// To whom it was done; empty for a mutual event, or one that has no addressee.
    pub target: Vec<Participant>,
    /// When it happens; none where the article does not tell.
    pub date: Option<EventDate>,
    /// Which rule gave the date, or left it out.
    pub date_rule: DateRule,
    /// Whether it happened.
    pub status: Status,
    /// Where: a city, a region or a building.
    pub place: Option<Place>,
    /// The name of the meeting, where it has one ("APEC Economic Leaders' Meeting").
    pub meeting: Option<String>,
    /// The clause or sentence that tells it.
    pub evidence: Span,
    /// The sentence around the evidence.
    pub sentence: Span,
    /// The word that the pattern took hold of.
    pub trigger: Span,
    /// The id of the pattern that found it.
    pub pattern: String,
    /// How sure the reading is, from 0 to 1: the product of the factors.
    pub score: f64,
    /// What the score is made of.
    pub factors: Vec<Factor>,
}

/// How the date of an event came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateRule {
    /// An expression of the text tells it.
    Expression,
    /// The article's own day stands for it, for want of another.
    ArticleDay,
    /// Somebody decided on it.
    ByHand,
    /// The text does not tell it.
    #[default]
    Untold,
}

impl DateRule {
    /// In words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Expression => "time expression",
            Self::ArticleDay => "reported on the article's day",
            Self::ByHand => "decided by hand",
            Self::Untold => "not told",
        }
    }

    /// The rule in these words; former versions explained in words of their own how an expression gave a date.
    pub fn parse(words: &str) -> Self {
        match words {
            "" | "none" | "not told" => Self::Untold,
            _ if words == Self::ByHand.as_str() => Self::ByHand,
            _ if words.starts_with("reported") => Self::ArticleDay,
            _ => Self::Expression,
        }
    }
}

/// One part of a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factor {
    /// What was judged.
    pub name: &'static str,
    /// From 0 to 1.
    pub value: f64,
}

/// Someone who takes part in an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Participant {
    /// The entity.
    pub entity: EntityId,
    /// Its fullest standard name.
    pub name: String,
    /// What it is.
    pub kind: ParticipantKind,
    /// ISO 3166-1 alpha-3 code of the country, or of the one that a person serves; empty for organizations.
    pub country: String,
    /// The organization's short name, for an organization and its officials.
    pub org: String,
    /// The words that mention it here.
    pub mention: Span,
    /// Where its article calls it by name next to here, if anywhere.
    pub called: Option<Span>,
}

impl Participant {
    /// An entity, mentioned by these words, and called so.
    pub(crate) fn new(entity: &Entity, mention: Span, called: Option<Span>) -> Self {
        Self {
            entity: entity.id.clone(),
            name: entity.name.clone(),
            kind: match entity.kind {
                EntityKind::Person => ParticipantKind::Person,
                EntityKind::Country => ParticipantKind::Country,
                EntityKind::Organization => ParticipantKind::Organization,
            },
            country: entity.country.clone(),
            org: entity.org.clone(),
            mention,
            called,
        }
    }
}

/// What a participant is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParticipantKind {
    /// A human being.
    Person,
    /// A state or territory.
    Country,
    /// An organization or movement.
    Organization,
}

impl ParticipantKind {
    /// As the guide writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Country => "country",
            Self::Organization => "organization",
        }
    }
}

/// A day, a month, a year, or a span of days.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventDate {
    /// As the guide writes it: `2019-04-25`, `2019-02`, `2011`, `2019-04-24/2019-04-26`.
    pub value: String,
    /// Its first day.
    pub start: NaiveDate,
    /// Its last day.
    pub end: NaiveDate,
}

impl EventDate {
    /// The days between the two; less than one where they touch.
    ///
    /// ```
    /// use summitry::event::EventDate;
    ///
    /// let date = |value| EventDate::parse(value).expect("a date");
    /// assert_eq!(date("2019-04-24").days_from(&date("2019-04-26/2019-04-28")), 2);
    /// assert_eq!(date("2019-04-27").days_from(&date("2019-04-26/2019-04-28")), -1);
    /// ```
    pub fn days_from(&self, other: &Self) -> i64 {
        (self.start - other.end).max(other.start - self.end).num_days()
    }

    /// The date that is written as a day, a month, a year, or two of them with a slash between; none where it is none of
    /// these, or ends before it begins.
    ///
    /// ```
    /// use summitry::event::EventDate;
    ///
    /// let april = EventDate::parse("2019-04").expect("a month");
    /// assert_eq!((april.start.to_string(), april.end.to_string()), ("2019-04-01".into(), "2019-04-30".into()));
    /// assert!(EventDate::parse("2019-04-24/2019-04-26").is_some());
    /// assert_eq!(EventDate::parse("2019-04-25/2019-04-24"), None);
    /// assert_eq!(EventDate::parse("last week"), None);
    /// ```
    pub fn parse(value: &str) -> Option<Self> {
        let day = |text: &str| {
            let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
            day.filter(|day| (1..=9999).contains(&day.year()))
        };
        let days = |date: &str| match date.len() {
            4 => Some((day(&format!("{date}-01-01"))?, day(&format!("{date}-12-31"))?)),
            7 => {
                let first = day(&format!("{date}-01"))?;
                Some((first, first + Months::new(1) - Days::new(1)))
            }
            10 => day(date).map(|day| (day, day)),
            _ => None,
        };
        let (start, end) = match value.split_once('/') {
            Some((first, last)) => (days(first)?.0, days(last)?.1),
            None => days(value)?,
        };
        (start <= end).then(|| Self {
            value: value.to_owned(),
            start,
            end,
        })
    }

    /// One day.
    pub(crate) fn day(date: NaiveDate) -> Self {
        Self {
            value: date.to_string(),
            start: date,
            end: date,
        }
    }

    /// The date of a time expression, where it has one.
    pub(crate) fn of_timex(timex: &Timex) -> Option<Self> {
        let range = timex.date?;
        Some(Self {
            value: timex.guide_date()?,
            start: range.start,
            end: range.end,
        })
    }
}

/// Where an event takes place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Its name ("Vladivostok").
    pub name: String,
    /// ISO 3166-1 alpha-3 code of its country, where known.
    pub country: String,
}
