//! What became known between two states of a graph: plans made, kept and put off, first meetings, new contradictions.

use super::diff::{Change, Subject, diff};
use crate::event::{EventType, Status};
use crate::graph::{EventRecord, KnowledgeGraph};

/// What became known of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Development {
    /// It is planned.
    Announced,
    /// It is thought possible.
    Considered,
    /// It happened.
    Told,
    /// It happened, and those who met are not known to have met before.
    FirstMeeting,
    /// What was planned or possible happened.
    Held,
    /// What was planned will be at another time.
    PutOff,
    /// What was planned will not be.
    CalledOff,
    /// It did not happen.
    Denied,
    /// Reports differ now on its date or its place.
    Disputed,
    /// Nobody tells it any more.
    Withdrawn,
}

impl Development {
    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Considered => "considered",
            Self::Told => "told",
            Self::FirstMeeting => "first meeting",
            Self::Held => "held",
            Self::PutOff => "put off",
            Self::CalledOff => "called off",
            Self::Denied => "denied",
            Self::Disputed => "disputed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What became known from `old` to `new`, with the events, those withdrawn as `old` has them; in the order of [`diff`].
///
/// Cost: that of [`diff`], and of a look at all meetings of `old` for each new one.
pub fn developments<'a>(old: &'a KnowledgeGraph, new: &'a KnowledgeGraph) -> Vec<(Development, &'a EventRecord)> {
    let differences = diff(old, new).into_iter();
    let events = differences.filter_map(|difference| match difference.subject {
        Subject::Event(event) => Some((difference.change, event, difference.fields)),
        Subject::Entity(_) => None,
    });
    let mut developments = Vec::new();
    for (change, event, fields) in events {
        let mut add = |development| developments.push((development, event));
        match change {
            Change::Gone => add(Development::Withdrawn),
            Change::Added => add(first_told(old, event)),
            Change::Changed => {
                let before = fields.iter().find(|(name, ..)| *name == "status");
                if let Some(before) = before.and_then(|(_, before, _)| Status::parse(before)) {
                    add(turn(before, event));
                }
                let differ = |event: &EventRecord| event.dates.len() > 1 || event.places.len() > 1;
                if differ(event) && old.event(&event.id).is_some_and(|before| !differ(before)) {
                    add(Development::Disputed);
                }
            }
        }
    }
    developments
}

fn first_told(old: &KnowledgeGraph, event: &EventRecord) -> Development {
    let is_meeting = |event: &EventRecord| event.event_type == EventType::Met && event.status == Status::Occurred;
    let met_before = || {
        let mut meetings = old.events().iter().filter(|&former| is_meeting(former));
        meetings.any(|former| {
            event
                .participants()
                .all(|id| former.participants().any(|own| own == id))
        })
    };
    match event.status {
        Status::Planned => Development::Announced,
        Status::Possible => Development::Considered,
        Status::Denied => Development::Denied,
        Status::Occurred if is_meeting(event) && event.participants().count() > 1 && !met_before() => {
            Development::FirstMeeting
        }
        Status::Occurred => Development::Told,
    }
}

/// What the change of status from `before` comes to.
fn turn(before: Status, event: &EventRecord) -> Development {
    match (before, event.status) {
        (Status::Planned, Status::Denied) if event.postponed_to.is_some() => Development::PutOff,
        (Status::Planned, Status::Denied) => Development::CalledOff,
        (_, Status::Denied) => Development::Denied,
        (Status::Denied, Status::Occurred) => Development::Told,
        (_, Status::Occurred) => Development::Held,
        (_, Status::Planned) => Development::Announced,
        (_, Status::Possible) => Development::Considered,
    }
}
