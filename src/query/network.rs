//! Networks: who is tied to whom by the events of a slice?

use super::Query;
use super::happening::each_once;
use crate::event::EventType;
use crate::graph::{EventId, EventRecord, KnowledgeGraph, Node, NodeId, NodeKind, Outline, Outlined, Relation};
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;

/// Those whom the events of a slice tie to one another: a node for each, an edge for each two, without direction.
#[derive(Clone, Debug)]
pub struct Network<'a, E = &'a EventRecord> {
    graph: UnGraph<&'a Node, Vec<E>>,
    nodes: BTreeMap<&'a NodeId, NodeIndex>,
}

impl<'a> Network<'a> {
    /// The network of the edges of the events that answer `query`; the events between two are in the order of time.
    ///
    /// Who took part in no event, or only with compatriots, does not stand in it. Cost: O((V + E) log V).
    pub fn new(graph: &'a KnowledgeGraph, query: &Query) -> Self {
        let found = query.find(graph);
        let at: BTreeMap<&EventId, usize> = found.iter().enumerate().map(|(at, event)| (&event.id, at)).collect();
        let mut pairs = Vec::new();
        for edge in graph.as_petgraph().edge_references() {
            if let Relation::Event(id) = &edge.weight().relation
                && let Some(&event) = at.get(id)
            {
                tie(&mut pairs, edge.source().index(), edge.target().index(), event);
            }
        }
        Self::of(|at| &graph.as_petgraph()[NodeIndex::new(at)], &found, pairs)
    }

    /// The network of all who took part in one event with each other, on whichever side: also two of one delegation.
    pub fn together(graph: &'a KnowledgeGraph, query: &Query) -> Self {
        let found = query.find(graph);
        let whole = graph.as_petgraph();
        let index: BTreeMap<&NodeId, usize> = whole.node_indices().map(|at| (&whole[at].id, at.index())).collect();
        let sides = found
            .iter()
            .map(|event| event.participants().map(|id| index[id]).collect());
        let pairs = all_together(sides);
        Self::of(|at| &whole[NodeIndex::new(at)], &found, pairs)
    }
}

impl<'o> Network<'o, Outlined<'o>> {
    /// The network as [`new`](Network::new) makes it of a graph, of these events of an outline.
    pub fn outlined(outline: &'o Outline, found: &[Outlined<'o>]) -> Self {
        let nodes = &outline.nodes;
        let mut pairs = Vec::new();
        for (at, event) in found.iter().enumerate() {
            let sources = event.sources();
            if event.is_mutual() {
                for (number, &one) in sources.iter().enumerate() {
                    for &other in &sources[number + 1..] {
                        if nodes[one as usize].affiliation() != nodes[other as usize].affiliation() {
                            tie(&mut pairs, one as usize, other as usize, at);
                        }
                    }
                }
            } else {
                for &one in sources {
                    for &other in event.targets() {
                        tie(&mut pairs, one as usize, other as usize, at);
                    }
                }
            }
        }
        Self::of(|at| &nodes[at], found, pairs)
    }

    /// The network as [`together`](Network::together) makes it of a graph, of these events of an outline.
    pub(super) fn together_in_outline(outline: &'o Outline, found: &[Outlined<'o>]) -> Self {
        let sides = found
            .iter()
            .map(|event| event.participants().iter().map(|&at| at as usize).collect());
        Self::of(|at| &outline.nodes[at], found, all_together(sides))
    }
}

impl<'a, E: Copy> Network<'a, E> {
    /// The network of these pairs of nodes, each with the place of an event among those found.
    fn of(node: impl Fn(usize) -> &'a Node, found: &[E], mut pairs: Vec<(usize, usize, usize)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut taken: Vec<usize> = pairs.iter().flat_map(|&(one, other, _)| [one, other]).collect();
        taken.sort_unstable();
        taken.dedup();
        let mut graph = UnGraph::with_capacity(taken.len(), pairs.len());
        let nodes = taken
            .iter()
            .map(|&at| (&node(at).id, graph.add_node(node(at))))
            .collect();
        let index = |at: usize| NodeIndex::new(taken.binary_search(&at).unwrap_or_default());
        for events in pairs.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
            let (one, other, _) = events[0];
            let events = events.iter().map(|&(.., at)| found[at]).collect();
            graph.add_edge(index(one), index(other), events);
        }
        Self { graph, nodes }
    }

    /// The graph for the algorithms of petgraph.
    pub fn as_petgraph(&self) -> &UnGraph<&'a Node, Vec<E>> {
        &self.graph
    }

    /// Where a node stands in it.
    pub fn index(&self, id: &NodeId) -> Option<NodeIndex> {
        self.nodes.get(id).copied()
    }

    /// The partners of a node with the events shared, in the order of the graph.
    pub(super) fn partners(&self, at: NodeIndex) -> Vec<(NodeIndex, &[E])> {
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

/// Notes that an event ties two nodes.
fn tie(pairs: &mut Vec<(usize, usize, usize)>, one: usize, other: usize, event: usize) {
    if one != other {
        pairs.push((one.min(other), one.max(other), event));
    }
}

/// Each two of those who take part in an event, with its place.
fn all_together(events: impl Iterator<Item = Vec<usize>>) -> Vec<(usize, usize, usize)> {
    let mut pairs = Vec::new();
    for (at, participants) in events.enumerate() {
        for (number, &one) in participants.iter().enumerate() {
            for &other in &participants[number + 1..] {
                tie(&mut pairs, one, other, at);
            }
        }
    }
    pairs
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
    let mut is_found = vec![false; graph.events().len()];
    for at in shared.as_ref().unwrap_or(query).places(graph) {
        is_found[at] = true;
    }
    let meant = query.meant(graph, id);
    let nodes = graph.as_petgraph();
    let mut partners = vec![Vec::new(); nodes.node_count()];
    for own in &meant {
        for (other, at) in graph.tied_to(own).filter(|&(_, at)| is_found[at]) {
            partners[other.index()].push(&graph.events()[at]);
        }
    }
    let partners = nodes.node_weights().zip(partners);
    let partners = partners.filter(|(node, events)| !events.is_empty() && !meant.contains(&node.id));
    let mut neighbors: Vec<Neighbor<'_>> = partners
        .map(|(node, events)| Neighbor {
            node,
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
