//! Dyads: how do two countries stand to each other, month by month?

use super::Query;
use super::happening::{Happening, Month};
use crate::entity::EntityId;
use crate::event::QuadClass;
use crate::graph::{EventRecord, KnowledgeGraph, Node, NodeId, NodeKind, Outline, Outlined};
use std::collections::HashMap;

/// What two countries or organizations did to each other in one month.
#[derive(Clone, Debug, PartialEq)]
pub struct Dyad<'a, E = &'a EventRecord> {
    /// "2019-04"; "2019" of events of which only the year is told; empty of undated ones.
    pub month: String,
    /// The one whose id comes first.
    pub one: &'a NodeId,
    /// The other one.
    pub other: &'a NodeId,
    /// The events, in the order of time.
    pub events: Vec<E>,
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
    pub fn of(events: impl IntoIterator<Item = impl Happening>) -> Self {
        let mut tally = Self::default();
        for kind in events.into_iter().map(Happening::event_type) {
            tally.quads[usize::from(kind.quad_class().number() - 1)] += 1;
            tally.balance += kind.goldstein();
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
    let side = |ids: &'a [NodeId]| ids.iter().map(|id| party(id, |id| graph.node(id))).collect();
    let sides = |event: &'a EventRecord| {
        let targets = if event.is_mutual() {
            &event.source
        } else {
            &event.target
        };
        (side(&event.source), side(targets))
    };
    let tied = tied(query.find(graph).into_iter().map(|event| (event, sides(event))));
    tied.into_iter()
        .map(|(month, one, other, events)| Dyad::new(month, one, other, events))
        .collect()
}

/// The same of the events of an outline; nothing where it does not tell what is asked, as who reports them.
pub fn dyads_in_outline<'o>(outline: &'o Outline, query: &Query) -> Option<Vec<Dyad<'o, Outlined<'o>>>> {
    let nodes = &outline.nodes;
    // Numbers stand in the order of ids.
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_unstable_by_key(|&at| &nodes[at].id);
    let mut number = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        number[old] = new;
    }
    let at: HashMap<&NodeId, usize> = nodes.iter().map(|node| &node.id).zip(0..).collect();
    let party = |place: usize| {
        let served = served(&nodes[place]);
        number[served.and_then(|id| at.get(&id).copied()).unwrap_or(place)]
    };
    let party: Vec<usize> = (0..nodes.len()).map(party).collect();
    let side = |places: &[u32]| places.iter().map(|&place| party[place as usize]).collect();
    let sides = |event: Outlined<'_>| {
        let targets = if event.is_mutual() {
            event.sources()
        } else {
            event.targets()
        };
        (side(event.sources()), side(targets))
    };
    let tied = tied(query.find_in(outline)?.into_iter().map(|event| (event, sides(event))));
    let id = |number: usize| &nodes[order[number]].id;
    let dyads = tied.into_iter();
    Some(
        dyads
            .map(|(month, one, other, events)| Dyad::new(month, id(one), id(other), events))
            .collect(),
    )
}

impl<'a, E> Dyad<'a, E> {
    fn new(month: Month, one: &'a NodeId, other: &'a NodeId, events: Vec<E>) -> Self {
        Self {
            month: month.to_string(),
            one,
            other,
            events,
        }
    }
}

/// The events by month and by the pairs that their two sides tie, in the order of months and pairs.
fn tied<E: Happening, N: Copy + Ord>(
    events: impl Iterator<Item = (E, (Vec<N>, Vec<N>))>,
) -> Vec<(Month, N, N, Vec<E>)> {
    let mut ties = Vec::new();
    for (at, (event, (sources, targets))) in events.enumerate() {
        let mut pairs: Vec<(N, N)> = Vec::new();
        for &one in &sources {
            let others = targets.iter().filter(|&&other| other != one);
            pairs.extend(others.map(|&other| (one.min(other), one.max(other))));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let month = Month::of(event);
        ties.extend(pairs.into_iter().map(|(one, other)| ((month, one, other), at, event)));
    }
    ties.sort_unstable_by_key(|&(pair, at, _)| (pair, at));
    let dyads = ties.chunk_by(|one, other| one.0 == other.0);
    let dyad = |ties: &[((Month, N, N), usize, E)]| {
        let (month, one, other) = ties[0].0;
        (month, one, other, ties.iter().map(|&(.., event)| event).collect())
    };
    dyads.map(dyad).collect()
}

/// The country or organization that somebody is or serves, of those that `node` finds.
pub fn party<'a>(id: &'a NodeId, node: impl Fn(&NodeId) -> Option<&'a Node>) -> &'a NodeId {
    let served = node(id).and_then(served);
    served.and_then(|id| node(&id)).map_or(id, |node| &node.id)
}

/// The id of the country or organization that a person serves; none of whoever is no person.
fn served(node: &Node) -> Option<NodeId> {
    let id = if node.country.is_empty() {
        EntityId::organization(&node.org)
    } else {
        EntityId::country(&node.country)
    };
    (node.kind == NodeKind::Person).then(|| id.into())
}
