//! Events: who did what to whom, when, and how sure is it?
//!
//! In: the sentences, mentions and time expressions of an article. Out: one [`Event`] for each distinct event that the
//! article tells of, with the words that tell it. Types, statuses and dates follow the annotation guide: PLOVER classes
//! made finer. Knows nothing of other articles.
//!
//! A [`Reader`] that has learned from annotated articles finds them: it gathers what may be part of an event
//! ([`candidates`]), weighs it by a network, takes the reading that the guide allows, and joins the tellings of one event. What
//! users' own words tell ([`Patterns`]) goes the same way.

pub mod candidates;
mod decode;
mod detail;
mod examples;
mod judge;
mod lists;
mod network;
mod ontology;
mod pattern;
mod reader;
mod reading;
mod record;
mod slots;
mod unite;

pub use decode::Cause;
pub use examples::{Example, examples};
pub use ontology::{CustomType, EventType, QuadClass, Status};
pub use pattern::{Pattern, PatternError, Patterns, Trigger};
pub use reader::{Reader, Refusal};
pub use reading::Reading;
pub use record::{DateRule, Event, EventDate, Factor, Participant, ParticipantKind, Place};
pub use slots::Slot;

#[cfg(test)]
mod tests;
