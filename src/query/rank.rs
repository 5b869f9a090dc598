//! Ranks: who stands at the centre?
//!
//! Degree and betweenness count pairs, `PageRank` and eigenvector centrality also how many events each pair shares. Figures
//! and norms are those of `NetworkX`, so that they can be compared.

use super::Network;
use super::happening::{Happening, each_once};
use crate::graph::{EventRecord, Node};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rayon::prelude::*;

/// The chance that `PageRank`'s walker follows an edge (Page et al. 1999, "The `PageRank` Citation Ranking").
const DAMPING: f64 = 0.85;

/// Figures that change by less than this from round to round are settled.
const SETTLED: f64 = 1e-10;

/// More rounds are not gone.
const ROUNDS: usize = 1000;

/// As many edges may be looked at for betweenness; from no fewer nodes than these, if there are so many, chains are counted.
const VISITS: usize = 200_000_000;
const FEWEST: usize = 100;

/// So many of them are counted in one go.
const STARTS: usize = 16;

/// What makes somebody central.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Centrality {
    /// The number of partners.
    Degree,
    /// The share of shortest chains between two others that lead over one.
    Betweenness,
    /// How often a walker who follows random events comes by.
    PageRank,
    /// Partners count by their own centrality.
    Eigenvector,
}

impl Centrality {
    /// Every measure.
    pub const ALL: &'static [Self] = &[Self::Degree, Self::Betweenness, Self::PageRank, Self::Eigenvector];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Degree => "degree",
            Self::Betweenness => "betweenness",
            Self::PageRank => "pagerank",
            Self::Eigenvector => "eigenvector",
        }
    }

    /// The measure of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|measure| measure.as_str() == name)
    }
}

/// Somebody with a place in a ranking.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked<'a, E = &'a EventRecord> {
    /// Who it is.
    pub node: &'a Node,
    /// The figure of the measure.
    pub score: f64,
    /// How many partners there are.
    pub partners: usize,
    /// The events shared with them, in the order of time.
    pub events: Vec<E>,
}

/// Everybody in the network, the most central first; of equals in the order of their ids.
///
/// Cost: for betweenness O(V · E), and no more than that of its [`pivots`] in a large network; O(E) a round for `PageRank` and eigenvector.
pub fn rank<'a, E: Happening>(network: &Network<'a, E>, by: Centrality) -> Vec<Ranked<'a, E>> {
    let graph = network.as_petgraph();
    let scores = match by {
        Centrality::Degree => graph.node_indices().map(|at| graph.edges(at).count() as f64).collect(),
        Centrality::Betweenness => betweenness(network),
        Centrality::PageRank => page_rank(network),
        Centrality::Eigenvector => eigenvector(network),
    };
    let mut ranked: Vec<Ranked<'a, E>> = graph
        .node_indices()
        .zip(scores)
        .map(|(at, score)| {
            let events = graph.edges(at).flat_map(|edge| edge.weight().iter().copied());
            Ranked {
                node: graph[at],
                score,
                partners: graph.edges(at).count(),
                events: each_once(events.collect()),
            }
        })
        .collect();
    // Figures that differ only by the rounding of sums are equal.
    let figure = |ranked: &Ranked<'_, E>| (ranked.score * 1e10).round();
    ranked.sort_by(|one, other| {
        figure(other)
            .total_cmp(&figure(one))
            .then_with(|| one.node.id.cmp(&other.node.id))
    });
    ranked
}

/// From how many of the network's nodes chains are counted for [betweenness](Centrality::Betweenness): all, or in a large network
/// so many that lie evenly among them (Brandes and Pich 2007, "Centrality Estimation in Large Networks").
pub fn pivots<E: Copy>(network: &Network<'_, E>) -> usize {
    let graph = network.as_petgraph();
    let count = graph.node_count();
    (VISITS / (count + 2 * graph.edge_count()).max(1))
        .max(FEWEST)
        .min(count)
}

/// Brandes (2001), "A Faster Algorithm for Betweenness Centrality", without weights; the sum of all pairs is one.
fn betweenness<E: Copy>(network: &Network<'_, E>) -> Vec<f64> {
    let partners = weights(network);
    let (count, pivots) = (partners.len(), pivots(network));
    let starts: Vec<usize> = (0..pivots).map(|number| number * count / pivots).collect();
    // Sums come in one order, whatever the number of threads.
    let sums: Vec<Vec<f64>> = starts
        .par_chunks(STARTS)
        .map(|starts| dependences(&partners, starts))
        .collect();
    let mut scores = vec![0.0; count];
    for sum in sums {
        scores.iter_mut().zip(sum).for_each(|(score, more)| *score += more);
    }
    let pairs = (count.saturating_sub(1) * count.saturating_sub(2)) as f64 * pivots as f64 / count.max(1) as f64;
    if pairs > 0.0 {
        for score in &mut scores {
            *score /= pairs;
        }
    }
    scores
}

/// How much of the shortest chains from these leads over each.
fn dependences(partners: &[Vec<(usize, f64)>], starts: &[usize]) -> Vec<f64> {
    let count = partners.len();
    let mut scores = vec![0.0; count];
    for &start in starts {
        let mut order = vec![start];
        let mut ways = vec![0.0; count];
        let mut distance = vec![u32::MAX; count];
        ways[start] = 1.0;
        distance[start] = 0;
        let mut reached = 0;
        while let Some(&at) = order.get(reached) {
            reached += 1;
            for &(next, _) in &partners[at] {
                if distance[next] == u32::MAX {
                    distance[next] = distance[at] + 1;
                    order.push(next);
                }
                if distance[next] == distance[at] + 1 {
                    ways[next] += ways[at];
                }
            }
        }
        let mut dependence = vec![0.0; count];
        for &at in order.iter().rev() {
            for &(previous, _) in &partners[at] {
                if distance[previous] + 1 == distance[at] {
                    dependence[previous] += ways[previous] / ways[at] * (1.0 + dependence[at]);
                }
            }
            if at != start {
                scores[at] += dependence[at];
            }
        }
    }
    scores
}

/// Page's walk along events; petgraph's `page_rank` knows no weights, and looks at every two nodes in each round.
fn page_rank<E: Copy>(network: &Network<'_, E>) -> Vec<f64> {
    let partners = weights(network);
    let count = partners.len() as f64;
    let strengths: Vec<f64> = partners
        .iter()
        .map(|list| list.iter().map(|&(_, weight)| weight).sum())
        .collect();
    let mut scores = vec![1.0 / count; partners.len()];
    for _ in 0..ROUNDS {
        let next: Vec<f64> = partners
            .iter()
            .map(|list| {
                let walked: f64 = list
                    .iter()
                    .map(|&(from, weight)| scores[from] * weight / strengths[from])
                    .sum();
                (1.0 - DAMPING) / count + DAMPING * walked
            })
            .collect();
        let change = change(&scores, &next);
        scores = next;
        if change < SETTLED {
            break;
        }
    }
    scores
}

/// Bonacich (1972), by the power method on the matrix plus one, so that also two-sided networks settle.
fn eigenvector<E: Copy>(network: &Network<'_, E>) -> Vec<f64> {
    let partners = weights(network);
    let mut scores = vec![1.0 / partners.len() as f64; partners.len()];
    for _ in 0..ROUNDS {
        let mut next: Vec<f64> = partners
            .iter()
            .zip(&scores)
            .map(|(list, own)| own + list.iter().map(|&(from, weight)| scores[from] * weight).sum::<f64>())
            .collect();
        let norm = next.iter().map(|score| score * score).sum::<f64>().sqrt();
        for score in &mut next {
            *score /= norm;
        }
        let change = change(&scores, &next);
        scores = next;
        if change < SETTLED {
            break;
        }
    }
    scores
}

fn change(old: &[f64], new: &[f64]) -> f64 {
    old.iter().zip(new).map(|(old, new)| (old - new).abs()).sum()
}

/// The partners of each node with the number of events shared, in the order of the graph.
pub(super) fn weights<E: Copy>(network: &Network<'_, E>) -> Vec<Vec<(usize, f64)>> {
    let graph = network.as_petgraph();
    let partners = |at: NodeIndex| {
        let mut partners: Vec<(usize, f64)> = graph
            .edges(at)
            .map(|edge| {
                let other = if edge.source() == at {
                    edge.target()
                } else {
                    edge.source()
                };
                (other.index(), edge.weight().len() as f64)
            })
            .collect();
        partners.sort_by_key(|&(other, _)| other);
        partners
    };
    graph.node_indices().map(partners).collect()
}
