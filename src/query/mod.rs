//! Questions: who did what to whom, and when?
//!
//! In: a [`KnowledgeGraph`] and a [`Query`], whose names [`resolve`] finds. Out: the events that answer it, in the order
//! of time. Knows nothing of the command line.

mod names;

pub use names::{Named, resolve};

use crate::event::{EventType, Status};
use crate::graph::{EventRecord, KnowledgeGraph, NodeId};
use chrono::{Days, Months, NaiveDate};
use std::collections::BTreeSet;

/// A question; what is left open is not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Events of these types.
    pub types: Vec<EventType>,
    /// Events in which this one takes part.
    pub who: Option<NodeId>,
    /// Events in which this one takes part too.
    pub with: Option<NodeId>,
    /// Events on this day or later.
    pub since: Option<NaiveDate>,
    /// Events on this day or earlier.
    pub until: Option<NaiveDate>,
    /// Events of these statuses.
    pub statuses: Vec<Status>,
    /// Whether a country or organization does not stand for the persons who serve it.
    pub exactly: bool,
}

impl Query {
    /// The events that answer the question, the earliest first and undated ones last.
    ///
    /// An event with a date answers if any of its days lies in the time asked for; one without only if no time is asked
    /// for. Cost: one look at each event.
    pub fn find<'a>(&self, graph: &'a KnowledgeGraph) -> Vec<&'a EventRecord> {
        let who = self.who.as_ref().map(|id| self.meant(graph, id));
        let with = self.with.as_ref().map(|id| self.meant(graph, id));
        let mut events: Vec<&EventRecord> = graph
            .events()
            .iter()
            .filter(|event| self.types.is_empty() || self.types.contains(&event.event_type))
            .filter(|event| self.statuses.is_empty() || self.statuses.contains(&event.status))
            .filter(|event| self.is_in_time(event))
            .filter(|event| takes_part(event, who.as_ref(), with.as_ref()))
            .collect();
        events.sort_by_key(|event| {
            let date = event.date.as_ref();
            (date.is_none(), date.map(|date| (date.start, date.end)))
        });
        events
    }

    /// Whom the answer counts as `id`: itself and, of a country or organization, those who serve it.
    pub fn meant<'a>(&self, graph: &'a KnowledgeGraph, id: &NodeId) -> BTreeSet<&'a NodeId> {
        let Some(node) = graph.node(id) else {
            return BTreeSet::new();
        };
        let serves = |other: &&crate::graph::Node| {
            !self.exactly && node.kind.is_actor() && other.kind.is_actor() && is_served(&node.id, other)
        };
        let mut meant: BTreeSet<&NodeId> = graph.nodes().filter(serves).map(|other| &other.id).collect();
        meant.insert(&node.id);
        meant
    }

    fn is_in_time(&self, event: &EventRecord) -> bool {
        match &event.date {
            Some(date) => {
                self.since.is_none_or(|since| date.end >= since) && self.until.is_none_or(|until| date.start <= until)
            }
            None => self.since.is_none() && self.until.is_none(),
        }
    }
}

/// Whether `person` serves the country or organization `id`.
fn is_served(id: &NodeId, person: &crate::graph::Node) -> bool {
    use crate::entity::EntityId;
    use crate::graph::NodeKind;
    person.kind == NodeKind::Person
        && (!person.country.is_empty() && NodeId::from(EntityId::country(&person.country)) == *id
            || !person.org.is_empty() && NodeId::from(EntityId::organization(&person.org)) == *id)
}

fn takes_part(event: &EventRecord, who: Option<&BTreeSet<&NodeId>>, with: Option<&BTreeSet<&NodeId>>) -> bool {
    let among = |group: Option<&BTreeSet<&NodeId>>, id: &NodeId| group.is_none_or(|group| group.contains(id));
    if who.is_none() && with.is_none() {
        return true;
    }
    let one = event.participants().any(|id| among(who, id));
    if with.is_none() {
        return one;
    }
    event.participants().enumerate().any(|(at, id)| {
        among(who, id)
            && event
                .participants()
                .enumerate()
                .any(|(other, partner)| other != at && among(with, partner))
    })
}

/// The first and the last day of a date written as a day, a month or a year.
///
/// ```
/// use summitry::query::days;
///
/// let (first, last) = days("2019-04").expect("a month");
/// assert_eq!((first.to_string(), last.to_string()), ("2019-04-01".into(), "2019-04-30".into()));
/// assert_eq!(days("last week"), None);
/// ```
pub fn days(date: &str) -> Option<(NaiveDate, NaiveDate)> {
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    match date.len() {
        4 => Some((day(&format!("{date}-01-01"))?, day(&format!("{date}-12-31"))?)),
        7 => {
            let first = day(&format!("{date}-01"))?;
            Some((first, first + Months::new(1) - Days::new(1)))
        }
        _ => day(date).map(|day| (day, day)),
    }
}
