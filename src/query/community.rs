//! Communities: who keeps together?
//!
//! Louvain: Blondel et al. (2008), "Fast unfolding of communities in large networks". Nodes are visited in the order of
//! their ids, and ties go to the first, so that the same network always gives the same communities.

use super::Network;
use super::happening::{Happening, each_once};
use super::rank::weights;
use crate::graph::{EventRecord, Node};
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;

/// A move that gains less than this is none.
const GAIN: f64 = 1e-9;

/// A network taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Communities<'a, E = &'a EventRecord> {
    /// The largest first; of equals the one with the most events inside.
    pub list: Vec<Community<'a, E>>,
    /// How many more events lie inside communities than chance would put there, as a share of all: from -0.5 to 1
    /// (Newman and Girvan 2004).
    pub modularity: f64,
}

/// Some who have more to do with one another than with others.
#[derive(Clone, Debug, PartialEq)]
pub struct Community<'a, E = &'a EventRecord> {
    /// Its members, those who share most events with other members first.
    pub members: Vec<&'a Node>,
    /// How many events the pairs of members share.
    pub inside: usize,
    /// How many events members share with others.
    pub outside: usize,
    /// The events between members, in the order of time.
    pub events: Vec<E>,
}

/// Takes the network apart by Louvain's method; each edge counts by its events. Cost: about O(E log V).
pub fn communities<'a, E: Happening>(network: &Network<'a, E>) -> Communities<'a, E> {
    let graph = network.as_petgraph();
    let mut order: Vec<usize> = (0..graph.node_count()).collect();
    let nodes: Vec<&Node> = graph.node_weights().copied().collect();
    order.sort_by_key(|&at| &nodes[at].id);
    let mut place = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let partners = weights(network);
    let level: Vec<BTreeMap<usize, f64>> = order
        .iter()
        .map(|&old| {
            let list = partners[old].iter();
            list.map(|&(other, weight)| (place[other], weight)).collect()
        })
        .collect();
    let found = louvain(level.clone());
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, &community) in found.iter().enumerate() {
        groups.entry(community).or_default().push(at);
    }
    let mut events: BTreeMap<usize, Vec<E>> = BTreeMap::new();
    for edge in graph.edge_references() {
        let [one, other] = [edge.source(), edge.target()].map(|at| found[place[at.index()]]);
        if one == other {
            events.entry(one).or_default().extend(edge.weight());
        }
    }
    let mut list: Vec<Community<'a, E>> = groups
        .into_iter()
        .map(|(community, members)| {
            let strength = |at: usize, inside: bool| -> f64 {
                let edges = level[at].iter();
                edges
                    .filter(|&(&other, _)| (found[other] == found[at]) == inside)
                    .map(|(_, weight)| weight)
                    .sum()
            };
            let mut members: Vec<(f64, f64, usize)> = members
                .into_iter()
                .map(|at| (strength(at, true), strength(at, false), at))
                .collect();
            members.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.2.cmp(&other.2)));
            Community {
                inside: (members.iter().map(|member| member.0).sum::<f64>() / 2.0) as usize,
                outside: members.iter().map(|member| member.1).sum::<f64>() as usize,
                events: each_once(events.remove(&community).unwrap_or_default()),
                members: members.into_iter().map(|(.., at)| nodes[order[at]]).collect(),
            }
        })
        .collect();
    list.sort_by(|one, other| {
        let size = |community: &Community<'_, E>| (community.members.len(), community.inside);
        size(other)
            .cmp(&size(one))
            .then_with(|| one.members[0].id.cmp(&other.members[0].id))
    });
    Communities {
        list,
        modularity: modularity(&level, &found),
    }
}

/// The community of each node: moves single nodes as long as that gains, then whole communities.
///
/// The entry of a node under its own number is twice the weight inside it.
fn louvain(mut level: Vec<BTreeMap<usize, f64>>) -> Vec<usize> {
    let mut found: Vec<usize> = (0..level.len()).collect();
    loop {
        let moved = move_nodes(&level);
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        for &community in &moved {
            let next = numbers.len();
            numbers.entry(community).or_insert(next);
        }
        if numbers.len() == level.len() {
            return found;
        }
        for community in &mut found {
            *community = numbers[&moved[*community]];
        }
        let mut whole = vec![BTreeMap::new(); numbers.len()];
        for (at, edges) in level.iter().enumerate() {
            for (&other, weight) in edges {
                *whole[numbers[&moved[at]]].entry(numbers[&moved[other]]).or_default() += weight;
            }
        }
        level = whole;
    }
}

fn move_nodes(level: &[BTreeMap<usize, f64>]) -> Vec<usize> {
    let strength: Vec<f64> = level.iter().map(|edges| edges.values().sum()).collect();
    let whole: f64 = strength.iter().sum();
    let mut community: Vec<usize> = (0..level.len()).collect();
    let mut total = strength.clone();
    loop {
        let mut moves = 0;
        for at in 0..level.len() {
            let own = community[at];
            total[own] -= strength[at];
            let mut shared: BTreeMap<usize, f64> = BTreeMap::from([(own, 0.0)]);
            for (&other, weight) in level[at].iter().filter(|&(&other, _)| other != at) {
                *shared.entry(community[other]).or_default() += weight;
            }
            let gain = |(to, weight): (&usize, &f64)| weight - total[*to] * strength[at] / whole;
            let mut best = (own, gain((&own, &shared[&own])));
            for (to, weight) in &shared {
                let gain = gain((to, weight));
                if gain > best.1 + GAIN {
                    best = (*to, gain);
                }
            }
            total[best.0] += strength[at];
            if best.0 != own {
                community[at] = best.0;
                moves += 1;
            }
        }
        if moves == 0 {
            return community;
        }
    }
}

fn modularity(level: &[BTreeMap<usize, f64>], community: &[usize]) -> f64 {
    let whole: f64 = level.iter().flat_map(BTreeMap::values).sum();
    if whole <= 0.0 {
        return 0.0;
    }
    let mut inside: BTreeMap<usize, f64> = BTreeMap::new();
    let mut total: BTreeMap<usize, f64> = BTreeMap::new();
    for (at, edges) in level.iter().enumerate() {
        for (&other, weight) in edges {
            *total.entry(community[at]).or_default() += weight;
            if community[at] == community[other] {
                *inside.entry(community[at]).or_default() += weight;
            }
        }
    }
    total
        .iter()
        .map(|(at, total)| inside.get(at).copied().unwrap_or(0.0) / whole - (total / whole).powi(2))
        .sum()
}
