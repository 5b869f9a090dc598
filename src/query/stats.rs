//! Statistics: how much is there of what?

use super::{Network, Query, Tally};
use crate::event::{EventType, Status};
use crate::graph::{KnowledgeGraph, NodeId, NodeKind};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What a slice holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stats {
    /// How many articles were read for the whole graph.
    pub articles_read: usize,
    /// How many articles report the events.
    pub articles: usize,
    /// How many publishers and agencies they have.
    pub publishers: usize,
    /// How many reports there are.
    pub reports: usize,
    /// How many events there are.
    pub events: usize,
    /// How many of them are dated.
    pub dated: usize,
    /// The first day of the earliest event.
    pub first: Option<NaiveDate>,
    /// The last day of the latest event.
    pub last: Option<NaiveDate>,
    /// How many events there are of each type.
    pub types: BTreeMap<EventType, usize>,
    /// How many events there are of each status.
    pub statuses: BTreeMap<Status, usize>,
    /// Cooperation against conflict in what happened.
    pub tally: Tally,
    /// How many participants, places and summits there are of each kind.
    pub kinds: BTreeMap<NodeKind, usize>,
    /// How many pairs are tied.
    pub pairs: usize,
    /// How many parts of the network have nothing to do with one another.
    pub components: usize,
}

impl Stats {
    /// Counts what answers `query`.
    pub fn of(graph: &KnowledgeGraph, query: &Query) -> Self {
        let events = query.find(graph);
        let mut stats = Self {
            articles_read: graph.articles_read(),
            events: events.len(),
            ..Self::default()
        };
        let mut articles = BTreeSet::new();
        let mut publishers = BTreeSet::new();
        let mut nodes: BTreeSet<&NodeId> = BTreeSet::new();
        for event in &events {
            *stats.types.entry(event.event_type).or_default() += 1;
            *stats.statuses.entry(event.status).or_default() += 1;
            stats.reports += event.reports.len();
            articles.extend(event.reports.iter().map(|report| &report.article));
            publishers.extend(event.reports.iter().filter_map(|report| report.source.as_ref()));
            nodes.extend(event.participants().chain(&event.place).chain(&event.summit));
            if let Some(date) = &event.date {
                stats.dated += 1;
                stats.first = Some(stats.first.map_or(date.start, |first| first.min(date.start)));
                stats.last = stats.last.max(Some(date.end));
            }
        }
        for node in nodes.into_iter().filter_map(|id| graph.node(id)) {
            *stats.kinds.entry(node.kind).or_default() += 1;
        }
        stats.articles = articles.len();
        stats.publishers = publishers.len();
        let happened = events.iter().filter(|event| event.status == Status::Occurred);
        stats.tally = Tally::of(happened.copied());
        let network = Network::new(graph, query);
        stats.pairs = network.as_petgraph().edge_count();
        stats.components = petgraph::algo::connected_components(network.as_petgraph());
        stats
    }
}
