//! Dyads: how do two countries stand to each other, month by month?

use super::Query;
use crate::event::QuadClass;
use crate::graph::{EventRecord, KnowledgeGraph, NodeId, NodeKind, Precision};
use std::collections::{BTreeMap, BTreeSet};

/// What two countries or organizations did to each other in one month.
#[derive(Clone, Debug, PartialEq)]
pub struct Dyad<'a> {
    /// "2019-04"; "2019" of events of which only the year is told; empty of undated ones.
    pub month: String,
    /// The one whose id comes first.
    pub one: &'a NodeId,
    /// The other one.
    pub other: &'a NodeId,
    /// The events, in the order of time.
    pub events: Vec<&'a EventRecord>,
}

/// Cooperation against conflict.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// How many events there are of the quad classes, in their order: verbal cooperation, material cooperation, verbal
    /// conflict, material conflict.
    pub quads: [usize; 4],
    /// The sum of the Goldstein values: above zero cooperation prevails.
    pub balance: f64,
}

impl Tally {
    /// The tally of these events.
    pub fn of<'a>(events: impl IntoIterator<Item = &'a EventRecord>) -> Self {
        let mut tally = Self::default();
        for event in events {
            tally.quads[usize::from(event.event_type.quad_class().number() - 1)] += 1;
            tally.balance += event.event_type.goldstein();
        }
        tally
    }

    /// How many events there are.
    pub fn events(&self) -> usize {
        self.quads.iter().sum()
    }

    /// The events of a quad class.
    pub fn quad(&self, class: QuadClass) -> usize {
        self.quads[usize::from(class.number() - 1)]
    }

    /// The mean Goldstein value; none without events.
    pub fn mean(&self) -> Option<f64> {
        (self.events() > 0).then(|| self.balance / self.events() as f64)
    }
}

/// The dyads of the events that answer `query`, month by month, and in each month by their ids.
///
/// A person stands for the country or organization served, and without one for himself or herself. An event is one of
/// each pair that its edges tie. An event that lasts longer than a month counts in its first one.
pub fn dyads<'a>(graph: &'a KnowledgeGraph, query: &Query) -> Vec<Dyad<'a>> {
    let mut dyads: BTreeMap<(bool, String, &NodeId, &NodeId), Vec<&EventRecord>> = BTreeMap::new();
    let side = |ids: &'a [NodeId]| -> BTreeSet<&'a NodeId> { ids.iter().map(|id| party(graph, id)).collect() };
    for event in query.find(graph) {
        let mut pairs = BTreeSet::new();
        let sources = side(&event.source);
        let targets = side(if event.is_mutual() {
            &event.source
        } else {
            &event.target
        });
        for &one in &sources {
            for &other in targets.iter().filter(|&&other| other != one) {
                pairs.insert((one.min(other), one.max(other)));
            }
        }
        let month = month(event);
        for (one, other) in pairs {
            let key = (month.is_empty(), month.clone(), one, other);
            dyads.entry(key).or_default().push(event);
        }
    }
    dyads
        .into_iter()
        .map(|((_, month, one, other), events)| Dyad {
            month,
            one,
            other,
            events,
        })
        .collect()
}

/// The country or organization that somebody is or serves.
pub fn party<'a>(graph: &'a KnowledgeGraph, id: &'a NodeId) -> &'a NodeId {
    use crate::entity::EntityId;
    let Some(person) = graph.node(id).filter(|node| node.kind == NodeKind::Person) else {
        return id;
    };
    let served = if person.country.is_empty() {
        EntityId::organization(&person.org)
    } else {
        EntityId::country(&person.country)
    };
    graph.node(&served.into()).map_or(id, |node| &node.id)
}

/// "2019-04"; "2019" where only the year is told; empty without a date.
pub(super) fn month(event: &EventRecord) -> String {
    match &event.date {
        None => String::new(),
        Some(date) if Precision::of(date) == Precision::Year => date.start.format("%Y").to_string(),
        Some(date) => date.start.format("%Y-%m").to_string(),
    }
}
