//! `top`, `communities`: who stands where among all?

use super::people::served;
use super::{Answered, Slice, answer, first, note};
use crate::cli::evidence::{Evidence, sentences};
use crate::cli::graph::Loaded;
use crate::cli::sheet::{Column, Row, Sheet};
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde::Serialize;
use summitry::export::{PrintedActor, PrintedReport};
use summitry::graph::NodeKind;
use summitry::query::{Centrality, Community, Happening, Network, communities, pivots, rank};

/// So many are ranked if nothing else is asked for.
const RANKED: usize = 20;

/// What a network of events is asked for.
trait OfNetwork {
    /// Answers from the network; `evidence` has the sentences behind events.
    fn show<'a, E: Happening>(
        &self,
        network: &Network<'a, E>,
        evidence: impl Fn(&[E]) -> Vec<Evidence<'a>>,
    ) -> Answered;

    /// Answers from the network of a slice of the graph: of what happened, unless another status is asked for.
    fn ask_of(&self, slice: &Slice, graph: &Loaded) -> Answered {
        let filters = &slice.filters;
        // Sentences take the whole graph.
        if slice.output.evidence.is_none()
            && let Some((outline, query)) = filters.outlined(graph, &[], |named| filters.happened(named))?
            && let Some(found) = query.find_in(&outline)
        {
            return self.show(&Network::outlined(&outline, &found), |_| Vec::new());
        }
        let graph = filters.graph(graph)?;
        let network = Network::new(&graph, &filters.happened(&graph)?);
        self.show(&network, |events| Evidence::best(&graph, events))
    }
}

/// The arguments of `top`.
#[derive(Args)]
#[command(after_help = "\
degree counts the partners; betweenness is the share of shortest chains between two others that lead over one; pagerank
and eigenvector weigh partners by the events shared. The figures are those of NetworkX; in a large network, chains are
counted from some only, which is told. Counts what happened, unless
--status asks for something else.

Examples:
  summitry query graphs/sample.json top
  summitry query graphs/sample.json top --by betweenness --kind person --since 2019 --class consult")]
pub(super) struct Top {
    /// The measure
    #[arg(long, value_name = "MEASURE", default_value = "degree", value_parser = measures())]
    by: String,

    /// List only this kind: person, country or organization; may be repeated
    #[arg(long, value_name = "KIND", value_parser = ["person", "country", "organization"])]
    kind: Vec<String>,

    #[command(flatten)]
    slice: Slice,
}

fn measures() -> PossibleValuesParser {
    PossibleValuesParser::new(Centrality::ALL.iter().map(|measure| measure.as_str()))
}

const TOP: &[Column<'_>] = &[
    Column::number("rank"),
    Column::cut("name", 14),
    Column::new("kind"),
    Column::new("of"),
    Column::number("score"),
    Column::number("partners"),
    Column::number("events"),
];

#[derive(Serialize)]
struct PrintedRank<'a> {
    rank: usize,
    #[serde(flatten)]
    actor: PrintedActor<'a>,
    measure: &'a str,
    score: f64,
    partners: usize,
    events: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<PrintedReport<'a>>>,
}

impl Top {
    pub(super) fn ask(&self, graph: &Loaded) -> Answered {
        self.ask_of(&self.slice, graph)
    }
}

impl OfNetwork for Top {
    fn show<'a, E: Happening>(
        &self,
        network: &Network<'a, E>,
        evidence: impl Fn(&[E]) -> Vec<Evidence<'a>>,
    ) -> Answered {
        let output = self.slice.output;
        let kinds: Vec<NodeKind> = self.kind.iter().filter_map(|kind| NodeKind::parse(kind)).collect();
        let by = Centrality::parse(&self.by).unwrap_or(Centrality::Degree);
        let mut ranked = rank(network, by);
        let (pivots, all) = (pivots(network), ranked.len());
        if by == Centrality::Betweenness && pivots < all {
            note(
                output,
                &format!("shortest chains are counted from {pivots} of {all} only, which lie evenly among them"),
            );
        }
        ranked.retain(|ranked| kinds.is_empty() || kinds.contains(&ranked.node.kind));
        ranked.truncate(output.limit.unwrap_or(RANKED));
        let objects: Vec<PrintedRank<'_>> = ranked
            .iter()
            .enumerate()
            .map(|(at, ranked)| PrintedRank {
                rank: at + 1,
                actor: PrintedActor::new(ranked.node),
                measure: by.as_str(),
                score: ranked.score,
                partners: ranked.partners,
                events: ranked.events.len(),
                evidence: sentences(&evidence(&ranked.events), output),
            })
            .collect();
        let rows = ranked.iter().enumerate().map(|(at, ranked)| Row {
            cells: vec![
                (at + 1).to_string(),
                ranked.node.name.clone(),
                ranked.node.kind.to_string(),
                served(ranked.node).to_owned(),
                match by {
                    Centrality::Degree => format!("{:.0}", ranked.score),
                    _ => format!("{:.5}", ranked.score),
                },
                ranked.partners.to_string(),
                ranked.events.len().to_string(),
            ],
            evidence: evidence(&ranked.events),
        });
        let sheet = Sheet {
            columns: TOP,
            rows: rows.collect(),
            objects,
        };
        answer(&sheet, output, "nobody is tied so")
    }
}

/// The arguments of `communities`.
#[derive(Args)]
#[command(after_help = "\
By Louvain's method on the number of events that each two share; the same graph always gives the same communities. Counts
what happened, unless --status asks for something else.

Examples:
  summitry query graphs/sample.json communities
  summitry query graphs/sample.json communities --since 2019 --class consult --format json")]
pub(super) struct Communities {
    #[command(flatten)]
    slice: Slice,
}

const COMMUNITIES: &[Column<'_>] = &[
    Column::number("community"),
    Column::number("members"),
    Column::number("inside"),
    Column::number("outside"),
    Column::cut("who", 30),
];

#[derive(Serialize)]
struct PrintedCommunity<'a> {
    community: usize,
    inside: usize,
    outside: usize,
    modularity: f64,
    members: Vec<PrintedActor<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<PrintedReport<'a>>>,
}

impl Communities {
    pub(super) fn ask(&self, graph: &Loaded) -> Answered {
        self.ask_of(&self.slice, graph)
    }
}

impl OfNetwork for Communities {
    fn show<'a, E: Happening>(
        &self,
        network: &Network<'a, E>,
        evidence: impl Fn(&[E]) -> Vec<Evidence<'a>>,
    ) -> Answered {
        let output = self.slice.output;
        let found = communities(network);
        let (count, modularity) = (found.list.len(), found.modularity);
        let list = first(found.list, output.limit);
        let numbered = || (1..).zip(&list);
        let sheet = Sheet {
            columns: COMMUNITIES,
            rows: numbered()
                .map(|(number, one)| community_row(number, one, evidence(&one.events)))
                .collect(),
            objects: numbered()
                .map(|(number, one)| PrintedCommunity {
                    community: number,
                    inside: one.inside,
                    outside: one.outside,
                    modularity,
                    members: one.members.iter().map(|node| PrintedActor::new(node)).collect(),
                    evidence: sentences(&evidence(&one.events), output),
                })
                .collect(),
        };
        if count > 0 {
            note(
                output,
                &format!("{count} communities by Louvain's method, modularity {modularity:.3}"),
            );
        }
        answer(&sheet, output, "nobody is tied so")
    }
}

fn community_row<'a, E>(number: usize, community: &Community<'a, E>, evidence: Vec<Evidence<'a>>) -> Row<'a> {
    let names: Vec<&str> = community.members.iter().map(|node| node.name.as_str()).collect();
    Row {
        cells: vec![
            number.to_string(),
            names.len().to_string(),
            community.inside.to_string(),
            community.outside.to_string(),
            names.join(", "),
        ],
        evidence,
    }
}
