//! Paths: over whom does one know another, and who could have carried a message?
//!
//! Chains of fewest links, found level by level from the goal. In time, a link bears a message on one of the days of its
//! event, no earlier than the link before it: the foremost and fastest journeys of temporal graphs (Bui-Xuan, Ferreira
//! and Jarry 2003, "Computing shortest, fastest, and foremost journeys in dynamic networks").

use super::happening::Happening;
use super::{Network, Query};
use crate::event::{EventType, Status};
use crate::graph::{EventRecord, KnowledgeGraph, Node, NodeId, NodeKind, Outline, Outlined};
use chrono::NaiveDate;
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// More chains than these are not looked for.
const MOST: usize = 10_000;

/// What counts as a link.
#[derive(Clone, Debug, PartialEq)]
pub struct PathOptions {
    /// The events that make acquaintance.
    pub slice: Query,
    /// Whether each link must lie in time after the one before it.
    pub in_time: bool,
    /// Whether countries and organizations may stand between the two ends, not only persons.
    pub through_all: bool,
    /// So many chains are told.
    pub limit: usize,
}

impl PathOptions {
    /// The events in which two come to know each other: talks, visits, calls, mediation, agreements, common works.
    pub const ACQUAINTANCE: &'static [EventType] = &[
        EventType::Met,
        EventType::Visited,
        EventType::Called,
        EventType::Mediated,
        EventType::Agreed,
        EventType::Cooperated,
    ];

    /// The events of a slice; those of [`ACQUAINTANCE`](Self::ACQUAINTANCE) where it asks for no type and no class.
    pub fn over(mut slice: Query) -> Self {
        if slice.types.is_empty() && slice.classes.is_empty() {
            slice.types = Self::ACQUAINTANCE.to_vec();
        }
        Self {
            slice,
            ..Self::default()
        }
    }
}

impl Default for PathOptions {
    /// What happened, of the types of [`ACQUAINTANCE`](Self::ACQUAINTANCE), over persons, in any order.
    fn default() -> Self {
        Self {
            slice: Query {
                types: Self::ACQUAINTANCE.to_vec(),
                statuses: vec![Status::Occurred],
                ..Query::default()
            },
            in_time: false,
            through_all: false,
            limit: 10,
        }
    }
}

/// The shortest chains from one to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Paths<'a, E = &'a EventRecord> {
    /// Those whose weakest link is strongest, first.
    pub chains: Vec<Chain<'a, E>>,
    /// How many there are.
    pub found: usize,
    /// Whether there are more, which were not looked for.
    pub more: bool,
}

/// A chain of acquaintances.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain<'a, E = &'a EventRecord> {
    /// Where it begins.
    pub start: &'a Node,
    /// What follows.
    pub links: Vec<Link<'a, E>>,
}

/// One link of a chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Link<'a, E = &'a EventRecord> {
    /// To whom it leads.
    pub node: &'a Node,
    /// The events shared; in time only the one that could carry the message first.
    pub events: Vec<E>,
    /// The first day on which a message could arrive; none where time was not asked for.
    pub arrival: Option<NaiveDate>,
}

/// The shortest chains of acquaintance from one to another: two know each other who took part in one event together.
///
/// A country or organization at an end stands for those who serve it, unless the slice asks exactly. Undated events bear
/// nothing in time. Cost: O(L · E) for chains of L links, and one step for each link told.
pub fn paths<'a>(graph: &'a KnowledgeGraph, from: &NodeId, to: &NodeId, options: &PathOptions) -> Paths<'a> {
    let network = Network::together(graph, &options.slice);
    let nodes = |id: &NodeId| -> Vec<&Node> {
        let meant = options.slice.meant(graph, id).into_iter();
        meant.filter_map(|id| graph.node(id)).collect()
    };
    search(&network, &nodes(from), &nodes(to), options)
}

/// The same in an outline; nothing where it does not tell what is asked, as who reports events.
pub fn paths_in_outline<'o>(
    outline: &'o Outline,
    from: &NodeId,
    to: &NodeId,
    options: &PathOptions,
) -> Option<Paths<'o, Outlined<'o>>> {
    let network = Network::together_in_outline(outline, &options.slice.find_in(outline)?);
    let nodes = |id: &NodeId| -> Vec<&Node> {
        let meant = options.slice.meant_in(outline, id).into_iter();
        meant.map(|at| &outline.nodes[at as usize]).collect()
    };
    Some(search(&network, &nodes(from), &nodes(to), options))
}

impl<'a> Paths<'a, Outlined<'a>> {
    /// The chains with the events of `graph`, in which they all are.
    pub fn told(self, graph: &'a KnowledgeGraph) -> Paths<'a> {
        let link = |link: Link<'a, Outlined<'a>>| Link {
            node: link.node,
            events: link
                .events
                .iter()
                .filter_map(|event| graph.event(&event.id()))
                .collect(),
            arrival: link.arrival,
        };
        let chains = self.chains.into_iter().map(|chain| Chain {
            start: chain.start,
            links: chain.links.into_iter().map(link).collect(),
        });
        Paths {
            chains: chains.collect(),
            found: self.found,
            more: self.more,
        }
    }
}

/// The shortest chains from one of the nodes to one of the others.
fn search<'a, E: Happening>(
    network: &Network<'a, E>,
    starts: &[&'a Node],
    goals: &[&'a Node],
    options: &PathOptions,
) -> Paths<'a, E> {
    if let Some(start) = starts.iter().find(|start| goals.iter().any(|goal| goal.id == start.id)) {
        let chain = Chain { start, links: vec![] };
        return Paths {
            chains: vec![chain],
            found: 1,
            more: false,
        };
    }
    let at = |nodes: &[&Node]| {
        nodes
            .iter()
            .filter_map(|node| network.index(&node.id))
            .collect::<BTreeSet<_>>()
    };
    let mut search = Search {
        network,
        options,
        starts: at(starts),
        goals: at(goals),
        latest: vec![],
        chains: vec![],
        more: false,
    };
    search.look_back();
    search.walk();
    let (mut chains, more) = (search.chains, search.more);
    let found = chains.len();
    chains.sort_by_cached_key(|chain| {
        let strengths: Vec<usize> = chain.links.iter().map(|link| link.events.len()).collect();
        let arrival = chain.links.last().and_then(|link| link.arrival);
        let ids: Vec<_> = chain.links.iter().map(|link| &link.node.id).collect();
        let weakest = strengths.iter().min().copied().unwrap_or(0);
        let sum: usize = strengths.iter().sum();
        (arrival, usize::MAX - weakest, usize::MAX - sum, &chain.start.id, ids)
    });
    chains.truncate(options.limit);
    Paths { chains, found, more }
}

struct Search<'n, 'a, E> {
    network: &'n Network<'a, E>,
    options: &'n PathOptions,
    starts: BTreeSet<NodeIndex>,
    goals: BTreeSet<NodeIndex>,
    /// For each number of links and each node the last day on which a message there can still reach the goal.
    latest: Vec<Vec<Option<NaiveDate>>>,
    chains: Vec<Chain<'a, E>>,
    more: bool,
}

impl<'a, E: Happening> Search<'_, 'a, E> {
    /// Fills `latest` up to the least number of links by which a start reaches a goal, or leaves it empty.
    fn look_back(&mut self) {
        let graph = self.network.as_petgraph();
        let mut level = vec![None; graph.node_count()];
        for goal in &self.goals {
            level[goal.index()] = Some(NaiveDate::MAX);
        }
        self.latest.push(level);
        loop {
            let last = &self.latest[self.latest.len() - 1];
            if self.starts.iter().any(|start| last[start.index()].is_some()) {
                return;
            }
            let mut next = last.clone();
            for edge in graph.edge_indices() {
                let Some((one, other)) = graph.edge_endpoints(edge) else {
                    continue;
                };
                for (from, over) in [(one, other), (other, one)] {
                    let Some(limit) = last[over.index()].filter(|_| self.may_pass(over)) else {
                        continue;
                    };
                    let departures = graph[edge].iter().filter_map(|&event| {
                        let (start, end) = self.days(event)?;
                        (start <= limit).then(|| end.min(limit))
                    });
                    next[from.index()] = next[from.index()].max(departures.max());
                }
            }
            if next == *last {
                self.latest.clear();
                return;
            }
            self.latest.push(next);
        }
    }

    /// Goes every way that `latest` leaves open.
    fn walk(&mut self) {
        let Some(links) = self.latest.len().checked_sub(1) else {
            return;
        };
        for start in self.starts.clone() {
            let mut chain = Chain {
                start: self.network.as_petgraph()[start],
                links: vec![],
            };
            self.step(start, NaiveDate::MIN, links, &mut chain);
        }
    }

    fn step(&mut self, at: NodeIndex, day: NaiveDate, left: usize, chain: &mut Chain<'a, E>) {
        if left == 0 {
            if self.chains.len() < MOST {
                self.chains.push(chain.clone());
            } else {
                self.more = true;
            }
            return;
        }
        let network = self.network;
        for (next, events) in network.partners(at) {
            if self.more || !self.may_pass(next) {
                continue;
            }
            let Some(limit) = self.latest[left - 1][next.index()] else {
                continue;
            };
            let first = events
                .iter()
                .filter_map(|&event| {
                    let (start, end) = self.days(event)?;
                    (start.max(day) <= end).then(|| (start.max(day), event))
                })
                .min_by_key(|&(arrival, _)| arrival);
            let Some((arrival, event)) = first.filter(|&(arrival, _)| arrival <= limit) else {
                continue;
            };
            chain.links.push(Link {
                node: network.as_petgraph()[next],
                events: if self.options.in_time {
                    vec![event]
                } else {
                    events.to_vec()
                },
                arrival: self.options.in_time.then_some(arrival),
            });
            self.step(next, arrival, left - 1, chain);
            chain.links.pop();
        }
    }

    /// Whether a chain may lead over the node, or end there.
    fn may_pass(&self, at: NodeIndex) -> bool {
        self.options.through_all || self.network.as_petgraph()[at].kind == NodeKind::Person || self.goals.contains(&at)
    }

    /// The days on which an event can carry a message: any, where time is not asked for.
    fn days(&self, event: E) -> Option<(NaiveDate, NaiveDate)> {
        if self.options.in_time {
            event.days()
        } else {
            Some((NaiveDate::MIN, NaiveDate::MAX))
        }
    }
}
