//! Networks: who is tied to whom by the events of a slice?

use super::Query;
use crate::event::EventType;
use crate::graph::{EventId, EventRecord, KnowledgeGraph, Node, NodeId, NodeKind, Relation};
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// Those whom the events of a slice tie to one another: a node for each, an edge for each two, without direction.
#[derive(Clone, Debug, Default)]
pub struct Network<'a> {
    graph: UnGraph<&'a Node, Vec<&'a EventRecord>>,
    nodes: BTreeMap<&'a NodeId, NodeIndex>,
}

impl<'a> Network<'a> {
    /// The network of the edges of the events that answer `query`; the events between two are in the order of time.
    ///
    /// Who took part in no event, or only with compatriots, does not stand in it. Cost: O((V + E) log V).
    pub fn new(graph: &'a KnowledgeGraph, query: &Query) -> Self {
        let found = query.find(graph);
        let at: BTreeMap<&EventId, usize> = found.iter().enumerate().map(|(at, event)| (&event.id, at)).collect();
        let mut pairs = Pairs::new();
        for edge in graph.as_petgraph().edge_references() {
            if let Relation::Event(id) = &edge.weight().relation
                && let Some(&event) = at.get(id)
            {
                tie(&mut pairs, edge.source(), edge.target(), event);
            }
        }
        Self::of(graph, &found, pairs)
    }

    /// The network of all who took part in one event with each other, on whichever side: also two of one delegation.
    pub fn together(graph: &'a KnowledgeGraph, query: &Query) -> Self {
        let found = query.find(graph);
        let whole = graph.as_petgraph();
        let index: BTreeMap<&NodeId, NodeIndex> = whole.node_indices().map(|at| (&whole[at].id, at)).collect();
        let mut pairs = Pairs::new();
        for (at, event) in found.iter().enumerate() {
            for (number, one) in event.participants().enumerate() {
                for other in event.participants().skip(number + 1) {
                    tie(&mut pairs, index[one], index[other], at);
                }
            }
        }
        Self::of(graph, &found, pairs)
    }

    fn of(graph: &'a KnowledgeGraph, found: &[&'a EventRecord], pairs: Pairs) -> Self {
        let whole = graph.as_petgraph();
        let mut network = Self::default();
        let taken: BTreeSet<NodeIndex> = pairs.keys().flat_map(|&(one, other)| [one, other]).collect();
        for index in taken {
            let node = &whole[index];
            network.nodes.insert(&node.id, network.graph.add_node(node));
        }
        for ((one, other), events) in pairs {
            let [one, other] = [one, other].map(|index| network.nodes[&whole[index].id]);
            let events = events.into_iter().map(|at| found[at]).collect();
            network.graph.add_edge(one, other, events);
        }
        network
    }

    /// The graph for the algorithms of petgraph.
    pub fn as_petgraph(&self) -> &UnGraph<&'a Node, Vec<&'a EventRecord>> {
        &self.graph
    }

    /// Where a node stands in it.
    pub fn index(&self, id: &NodeId) -> Option<NodeIndex> {
        self.nodes.get(id).copied()
    }

    /// The partners of a node with the events shared, in the order of the graph.
    pub(super) fn partners(&self, at: NodeIndex) -> Vec<(NodeIndex, &[&'a EventRecord])> {
        let mut partners: Vec<_> = self
            .graph
            .edges(at)
            .map(|edge| {
                let other = if edge.source() == at {
                    edge.target()
                } else {
                    edge.source()
                };
                (other, edge.weight().as_slice())
            })
            .collect();
        partners.sort_by_key(|&(other, _)| other);
        partners
    }
}

/// The events that each two share, by their places among those found.
type Pairs = BTreeMap<(NodeIndex, NodeIndex), BTreeSet<usize>>;

fn tie(pairs: &mut Pairs, one: NodeIndex, other: NodeIndex, event: usize) {
    if one != other {
        pairs.entry((one.min(other), one.max(other))).or_default().insert(event);
    }
}

/// Somebody to whom one is tied.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbor<'a> {
    /// The partner.
    pub node: &'a Node,
    /// The events shared, in the order of time.
    pub events: Vec<&'a EventRecord>,
}

impl Neighbor<'_> {
    /// How many events there are of each type, the most frequent type first.
    pub fn types(&self) -> Vec<(EventType, usize)> {
        let mut counts: BTreeMap<EventType, usize> = BTreeMap::new();
        for event in &self.events {
            *counts.entry(event.event_type).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|&(kind, count)| (usize::MAX - count, kind));
        counts
    }
}

/// The partners of `id` in the events that answer `query`, those of most events first.
///
/// A country or organization stands for those who serve it, unless the query asks exactly; its own people are then no
/// partners.
pub fn neighbors<'a>(graph: &'a KnowledgeGraph, id: &NodeId, query: &Query) -> Vec<Neighbor<'a>> {
    let takes_part = graph
        .node(id)
        .is_some_and(|node| matches!(node.kind, NodeKind::Person | NodeKind::Country | NodeKind::Organization));
    // Partners share an event: those of all others need not be looked at.
    let shared = (takes_part && query.who.is_empty()).then(|| Query {
        who: vec![id.clone()],
        ..query.clone()
    });
    let network = Network::new(graph, shared.as_ref().unwrap_or(query));
    let meant = query.meant(graph, id);
    let mut partners: BTreeMap<NodeIndex, Vec<&EventRecord>> = BTreeMap::new();
    for at in meant.iter().filter_map(|id| network.index(id)) {
        for (other, events) in network.partners(at) {
            if !meant.contains(&network.graph[other].id) {
                partners.entry(other).or_default().extend(events);
            }
        }
    }
    let mut neighbors: Vec<Neighbor<'_>> = partners
        .into_iter()
        .map(|(at, events)| Neighbor {
            node: network.graph[at],
            events: each_once(events),
        })
        .collect();
    neighbors.sort_by(|one, other| {
        other
            .events
            .len()
            .cmp(&one.events.len())
            .then_with(|| one.node.id.cmp(&other.node.id))
    });
    neighbors
}

/// Each of the events once, in the order of time.
pub(super) fn each_once(mut events: Vec<&EventRecord>) -> Vec<&EventRecord> {
    events.sort_by_key(|event| {
        let date = event.date.as_ref();
        let days = date.map(|date| (date.start, date.end));
        (date.is_none(), days, event.id.as_str())
    });
    events.dedup_by_key(|event| &event.id);
    events
}
