//! Selection: what of the graph fits into a picture?

use crate::event::Status;
use crate::graph::{EventId, EventRecord, KnowledgeGraph, NodeId, NodeKind, Relation};
use crate::render::DrawOptions;
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// The nodes and links that are drawn.
pub(in crate::render) struct Selection<'a> {
    /// The nodes, with the number of their reports.
    pub(in crate::render) nodes: BTreeMap<&'a NodeId, usize>,
    /// The events between each two nodes, the smaller id first.
    pub(in crate::render) pairs: BTreeMap<(&'a NodeId, &'a NodeId), Vec<&'a EventRecord>>,
    /// Mutual events of more than [`PAIRED`] drawn nodes, drawn as nodes of their own.
    pub(in crate::render) hubs: Vec<(&'a EventRecord, Vec<&'a NodeId>)>,
    /// The other links: from, to, and what it is.
    pub(in crate::render) links: BTreeSet<(&'a NodeId, &'a NodeId, &'static str)>,
    /// How many nodes and events the options ask for, drawn or not.
    pub(in crate::render) asked: (usize, usize),
    /// How many of these events are drawn.
    pub(in crate::render) drawn_events: usize,
}

/// Everything that the options ask for, before the picture's size is thought of.
struct Asked<'a> {
    graph: &'a KnowledgeGraph,
    pairs: BTreeMap<(&'a NodeId, &'a NodeId), Vec<&'a EventRecord>>,
    links: BTreeSet<(&'a NodeId, &'a NodeId, &'static str)>,
    /// The events that belong to each summit.
    summits: BTreeMap<&'a NodeId, Vec<&'a EventRecord>>,
    weights: BTreeMap<&'a NodeId, usize>,
}

/// A mutual event of so many nodes is drawn as lines between each two of them.
const PAIRED: usize = 3;

/// So often the room of nodes that nothing ties to the others is offered to less important ones.
const ROUNDS: usize = 50;

/// Selects what the options ask for and, where that is too much, the most reported of it.
pub(in crate::render) fn select<'a>(graph: &'a KnowledgeGraph, options: &DrawOptions) -> Selection<'a> {
    let mut asked = asked(graph, options);
    if !options.focus.is_empty() {
        let near = asked.neighbours(&options.focus, options.hops);
        asked.keep(&near);
    }
    let mut ranked: Vec<&NodeId> = asked.weights.keys().copied().collect();
    ranked.sort_by_key(|&id| (!options.focus.contains(id), std::cmp::Reverse(asked.weights[id]), id));
    let chosen = |size: usize| ranked[..size].iter().copied().collect::<BTreeSet<_>>();
    let whole = asked.select(&chosen(ranked.len()));
    if whole.nodes.len() <= options.max_nodes {
        return whole;
    }
    let mut size = options.max_nodes.min(ranked.len());
    let mut best = asked.select(&chosen(size));
    for _ in 0..ROUNDS {
        let room = options.max_nodes - best.nodes.len();
        if room == 0 || size == ranked.len() {
            break;
        }
        size = (size + room).min(ranked.len());
        let next = asked.select(&chosen(size));
        if next.nodes.len() > options.max_nodes {
            break;
        }
        best = next;
    }
    Selection {
        asked: whole.asked,
        ..best
    }
}

fn asked<'a>(graph: &'a KnowledgeGraph, options: &DrawOptions) -> Asked<'a> {
    let mut asked = Asked {
        graph,
        pairs: BTreeMap::new(),
        links: BTreeSet::new(),
        summits: BTreeMap::new(),
        weights: BTreeMap::new(),
    };
    let found = options.query.find(graph);
    let wanted: BTreeSet<&EventId> = found.iter().map(|event| &event.id).collect();
    let mut seen = BTreeSet::new();
    for tie in graph.edges() {
        let (source, target) = (&tie.source.id, &tie.target.id);
        match (&tie.edge.relation, tie.event) {
            (Relation::Event(_), Some(event)) if wanted.contains(&event.id) => {
                let pair = (source.min(target), source.max(target));
                asked.pairs.entry(pair).or_default().push(event);
                for id in [source, target] {
                    if seen.insert((&event.id, id)) {
                        *asked.weights.entry(id).or_default() += event.reports.len();
                    }
                }
            }
            (Relation::Affiliation | Relation::Attended, _) if tie.target.kind != NodeKind::Place => {
                asked.links.insert((source, target, tie.edge.relation.as_str()));
            }
            _ => {}
        }
    }
    for &event in &found {
        if let Some(summit) = &event.summit
            && event.status != Status::Denied
            && is_drawn(graph, summit, event)
        {
            asked.summits.entry(summit).or_default().push(event);
            // A summit spares the picture the lines between each two of its participants.
            let spared = event.participants().count().saturating_sub(1);
            *asked.weights.entry(summit).or_default() += event.reports.len() * spared;
        }
    }
    let summits = &asked.summits;
    asked
        .links
        .retain(|(_, target, kind)| *kind != "attended" || summits.contains_key(target));
    asked
}

/// Whether a summit is drawn as such: a meeting of two that nobody calls a summit is a line between them.
fn is_drawn(graph: &KnowledgeGraph, summit: &NodeId, event: &EventRecord) -> bool {
    event.meeting.is_some()
        || graph.node(summit).is_some_and(|node| {
            let participants = node.summit.as_ref().map_or(0, |summit| summit.participants.len());
            participants > 2 || fold(&node.name).contains("summit")
        })
}

impl<'a> Asked<'a> {
    /// The nodes that `hops` links lead to from one of `focus`.
    fn neighbours(&self, focus: &[NodeId], hops: usize) -> BTreeSet<&'a NodeId> {
        let mut reached: BTreeSet<&NodeId> = focus
            .iter()
            .filter_map(|id| self.graph.node(id))
            .map(|node| &node.id)
            .collect();
        for _ in 0..hops {
            let ends = self
                .pairs
                .keys()
                .copied()
                .chain(self.links.iter().map(|&(source, target, _)| (source, target)));
            let mut further = reached.clone();
            for (one, other) in ends {
                if reached.contains(one) {
                    further.insert(other);
                }
                if reached.contains(other) {
                    further.insert(one);
                }
            }
            if further.len() == reached.len() {
                break;
            }
            reached = further;
        }
        reached
    }

    /// Leaves out what ends elsewhere.
    fn keep(&mut self, near: &BTreeSet<&'a NodeId>) {
        self.pairs
            .retain(|(one, other), _| near.contains(one) && near.contains(other));
        self.links
            .retain(|(one, other, _)| near.contains(one) && near.contains(other));
        self.summits.retain(|summit, _| near.contains(summit));
        self.weights.retain(|id, _| near.contains(id));
        for id in near {
            self.weights.entry(id).or_insert(0);
        }
    }

    /// The chosen nodes that something ties to another one, with their links.
    ///
    /// Events that belong to a chosen summit are drawn as that summit, not once more between its participants. A summit
    /// needs two chosen participants.
    fn select(&self, chosen: &BTreeSet<&'a NodeId>) -> Selection<'a> {
        let mut attendance: BTreeMap<&NodeId, usize> = BTreeMap::new();
        for (source, target, kind) in &self.links {
            if *kind == "attended" && chosen.contains(source) && chosen.contains(target) {
                *attendance.entry(target).or_default() += 1;
            }
        }
        let summits: BTreeSet<&NodeId> = attendance
            .into_iter()
            .filter_map(|(summit, count)| (count > 1).then_some(summit))
            .collect();
        let mut drawn = BTreeSet::new();
        for summit in &summits {
            drawn.extend(self.summits[summit].iter().map(|event| &event.id));
        }
        let mut hubs: BTreeMap<&EventId, (&EventRecord, Vec<&NodeId>)> = BTreeMap::new();
        let gathers = |event: &&'a EventRecord, hubs: &mut BTreeMap<_, _>| {
            let there = || event.source.iter().filter(|id| chosen.contains(id));
            let gathers = event.is_mutual() && there().count() > PAIRED;
            if gathers {
                hubs.insert(&event.id, (*event, there().collect()));
            }
            gathers
        };
        let mut pairs = BTreeMap::new();
        for (&(one, other), events) in &self.pairs {
            if !chosen.contains(one) || !chosen.contains(other) {
                continue;
            }
            let apart = |event: &&EventRecord| event.summit.as_ref().is_none_or(|summit| !summits.contains(summit));
            let events: Vec<&EventRecord> = events
                .iter()
                .copied()
                .filter(|event| apart(event))
                .filter(|event| !gathers(event, &mut hubs))
                .collect();
            if !events.is_empty() {
                drawn.extend(events.iter().map(|event| &event.id));
                pairs.insert((one, other), events);
            }
        }
        let there = |id: &NodeId| {
            let kind = self.graph.node(id).map(|node| node.kind);
            chosen.contains(id) && (kind != Some(NodeKind::Summit) || summits.contains(id))
        };
        let mut links: BTreeSet<_> = self
            .links
            .iter()
            .copied()
            .filter(|(source, target, _)| there(source) && there(target))
            .collect();
        let mut tied: BTreeSet<&NodeId> = pairs.keys().flat_map(|&(one, other)| [one, other]).collect();
        drawn.extend(hubs.keys().copied());
        tied.extend(hubs.values().flat_map(|(_, ids)| ids.iter().copied()));
        tied.extend(
            links
                .iter()
                .filter(|link| link.2 == "attended")
                .flat_map(|link| [link.0, link.1]),
        );
        links.retain(|(source, target, _)| tied.contains(source) && tied.contains(target));
        Selection {
            nodes: tied
                .iter()
                .map(|&id| (id, self.weights.get(id).copied().unwrap_or(0)))
                .collect(),
            pairs,
            hubs: hubs.into_values().collect(),
            links,
            asked: (tied.len(), drawn.len()),
            drawn_events: drawn.len(),
        }
    }
}
