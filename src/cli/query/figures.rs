//! `top`, `communities`, `dyads`, `stats`: how much, and who among all?

use super::people::{in_words, served};
use super::{Answered, Slice, answer, first, note};
use crate::cli::answer::{PrintedActor, best_reports, evidence};
use crate::cli::filters::one;
use crate::cli::sheet::{Column, PrintedReport, Row, Sheet};
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde::Serialize;
use std::collections::BTreeMap;
use summitry::graph::{KnowledgeGraph, NodeKind};
use summitry::query::{Centrality, Community, Dyad, Network, Tally, communities, dyads, rank};

/// So many are ranked if nothing else is asked for.
const RANKED: usize = 20;

/// The arguments of `top`.
#[derive(Args)]
#[command(after_help = "\
degree counts the partners; betweenness is the share of shortest chains between two others that lead over one; pagerank
and eigenvector weigh partners by the events shared. The figures are those of NetworkX. Counts what happened, unless
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

const TOP: &[Column] = &[
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
}

impl Top {
    pub(super) fn ask(&self, graph: &KnowledgeGraph) -> Answered {
        let graph = self.slice.filters.graph(graph);
        let query = self.slice.filters.happened(&graph)?;
        let kinds: Vec<NodeKind> = self.kind.iter().filter_map(|kind| NodeKind::parse(kind)).collect();
        let by = Centrality::parse(&self.by).unwrap_or(Centrality::Degree);
        let mut ranked = rank(&Network::new(&graph, &query), by);
        ranked.retain(|ranked| kinds.is_empty() || kinds.contains(&ranked.node.kind));
        ranked.truncate(self.slice.output.limit.unwrap_or(RANKED));
        let objects: Vec<PrintedRank<'_>> = ranked
            .iter()
            .enumerate()
            .map(|(at, ranked)| PrintedRank {
                rank: at + 1,
                actor: PrintedActor::new(ranked.node),
                measure: by.as_str(),
                score: ranked.score,
                partners: ranked.partners,
                events: ranked.events,
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
                ranked.events.to_string(),
            ],
            evidence: vec![],
        });
        let sheet = Sheet {
            columns: TOP,
            rows: rows.collect(),
            objects,
        };
        answer(&sheet, self.slice.output, "nobody is tied so")
    }
}

/// The arguments of `communities`.
#[derive(Args)]
#[command(after_help = "\
By Louvain's method on the number of events that each two share; the same graph always gives the same communities. Counts
what happened, unless --status asks for something else.")]
pub(super) struct Communities {
    #[command(flatten)]
    slice: Slice,
}

const COMMUNITIES: &[Column] = &[
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
}

impl Communities {
    pub(super) fn ask(&self, graph: &KnowledgeGraph) -> Answered {
        let graph = self.slice.filters.graph(graph);
        let query = self.slice.filters.happened(&graph)?;
        let found = communities(&Network::new(&graph, &query));
        let (count, modularity) = (found.list.len(), found.modularity);
        let list = first(found.list, self.slice.output.limit);
        let sheet = Sheet {
            columns: COMMUNITIES,
            rows: list
                .iter()
                .enumerate()
                .map(|(at, one)| community_row(at + 1, one))
                .collect(),
            objects: list
                .iter()
                .enumerate()
                .map(|(at, one)| PrintedCommunity {
                    community: at + 1,
                    inside: one.inside,
                    outside: one.outside,
                    modularity,
                    members: one.members.iter().map(|node| PrintedActor::new(node)).collect(),
                })
                .collect(),
        };
        if count > 0 {
            note(
                self.slice.output,
                &format!("{count} communities by Louvain's method, modularity {modularity:.3}"),
            );
        }
        answer(&sheet, self.slice.output, "nobody is tied so")
    }
}

fn community_row<'a>(number: usize, community: &Community<'a>) -> Row<'a> {
    let names: Vec<&str> = community.members.iter().map(|node| node.name.as_str()).collect();
    Row {
        cells: vec![
            number.to_string(),
            names.len().to_string(),
            community.inside.to_string(),
            community.outside.to_string(),
            names.join(", "),
        ],
        evidence: vec![],
    }
}

/// The arguments of `dyads`.
#[derive(Args)]
#[command(after_help = "\
A person stands for the country or organization served. The quad classes are verbal and material cooperation, verbal and
material conflict; balance is the sum of the Goldstein values, mean their mean. Counts what happened, unless --status asks
for something else.

Examples:
  summitry query graphs/sample.json dyads Russia \"North Korea\"
  summitry query graphs/sample.json dyads --country USA --since 2019 --format csv")]
pub(super) struct Dyads {
    /// One of the two
    #[arg(value_name = "NAME")]
    one: Option<String>,

    /// The other one
    #[arg(value_name = "OTHER")]
    other: Option<String>,

    /// Count all months together
    #[arg(long)]
    total: bool,

    #[command(flatten)]
    slice: Slice,
}

const DYADS: &[Column] = &[
    Column::new("month"),
    Column::cut("one", 12),
    Column::cut("other", 12),
    Column::number("events"),
    Column::number("verbal_coop"),
    Column::number("material_coop"),
    Column::number("verbal_conf"),
    Column::number("material_conf"),
    Column::number("balance"),
    Column::number("mean"),
];

#[derive(Serialize)]
struct PrintedDyad<'a> {
    month: &'a str,
    one: PrintedActor<'a>,
    other: PrintedActor<'a>,
    events: usize,
    verbal_cooperation: usize,
    material_cooperation: usize,
    verbal_conflict: usize,
    material_conflict: usize,
    goldstein: f64,
    mean: Option<f64>,
    event_ids: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<PrintedReport<'a>>>,
}

impl Dyads {
    pub(super) fn ask(&self, graph: &KnowledgeGraph) -> Answered {
        let graph = self.slice.filters.graph(graph);
        let mut query = self.slice.filters.happened(&graph)?;
        let mut pair = Vec::new();
        for name in self.one.iter().chain(&self.other) {
            pair.push(one(&graph, name)?);
        }
        query.who.extend(pair.first().cloned());
        query.with.extend(pair.get(1).cloned());
        let mut found = dyads(&graph, &query);
        let parties: Vec<_> = pair.iter().map(|id| party(&graph, id)).collect();
        found.retain(|dyad| parties.iter().all(|id| dyad.one == id || dyad.other == id));
        if self.total {
            found = together(found);
        }
        let found = first(found, self.slice.output.limit);
        let sheet = Sheet {
            columns: DYADS,
            rows: found.iter().map(|dyad| dyad_row(&graph, dyad)).collect(),
            objects: found
                .iter()
                .filter_map(|dyad| printed(&graph, dyad, self.slice.output.evidence))
                .collect(),
        };
        answer(&sheet, self.slice.output, "no such event between two")
    }
}

/// The node that stands for somebody in the dyads.
fn party(graph: &KnowledgeGraph, id: &summitry::graph::NodeId) -> summitry::graph::NodeId {
    summitry::query::party(graph, id).clone()
}

/// The dyads of all months as one, those of most events first.
fn together(dyads: Vec<Dyad<'_>>) -> Vec<Dyad<'_>> {
    let mut pairs: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for dyad in dyads {
        pairs.entry((dyad.one, dyad.other)).or_default().extend(dyad.events);
    }
    let mut whole: Vec<Dyad<'_>> = pairs
        .into_iter()
        .map(|((one, other), events)| Dyad {
            month: String::new(),
            one,
            other,
            events,
        })
        .collect();
    whole.sort_by_key(|dyad| std::cmp::Reverse(dyad.events.len()));
    whole
}

fn dyad_row<'a>(graph: &KnowledgeGraph, dyad: &Dyad<'a>) -> Row<'a> {
    let tally = Tally::of(dyad.events.iter().copied());
    let mut cells = vec![
        dyad.month.clone(),
        graph.name(dyad.one).to_owned(),
        graph.name(dyad.other).to_owned(),
        tally.events().to_string(),
    ];
    cells.extend(tally.quads.iter().map(ToString::to_string));
    cells.push(format!("{:+.1}", tally.balance));
    cells.push(tally.mean().map_or_else(String::new, |mean| format!("{mean:+.2}")));
    Row {
        cells,
        evidence: best_reports(&dyad.events),
    }
}

fn printed<'a>(graph: &'a KnowledgeGraph, dyad: &'a Dyad<'a>, sentences: bool) -> Option<PrintedDyad<'a>> {
    let tally = Tally::of(dyad.events.iter().copied());
    let [
        verbal_cooperation,
        material_cooperation,
        verbal_conflict,
        material_conflict,
    ] = tally.quads;
    Some(PrintedDyad {
        month: &dyad.month,
        one: PrintedActor::new(graph.node(dyad.one)?),
        other: PrintedActor::new(graph.node(dyad.other)?),
        events: tally.events(),
        verbal_cooperation,
        material_cooperation,
        verbal_conflict,
        material_conflict,
        goldstein: tally.balance,
        mean: tally.mean(),
        event_ids: dyad.events.iter().map(|event| event.id.as_str()).collect(),
        evidence: evidence(&dyad.events, sentences),
    })
}

/// The arguments of `stats`.
#[derive(Args)]
pub(super) struct Stats {
    #[command(flatten)]
    slice: Slice,
}

const STATS: &[Column] = &[Column::new("what"), Column::cut("value", 30)];

#[derive(Serialize)]
struct PrintedStats {
    articles_read: usize,
    articles: usize,
    publishers: usize,
    reports: usize,
    events: usize,
    dated: usize,
    first: Option<chrono::NaiveDate>,
    last: Option<chrono::NaiveDate>,
    types: BTreeMap<&'static str, usize>,
    statuses: BTreeMap<&'static str, usize>,
    kinds: BTreeMap<&'static str, usize>,
    quads: [usize; 4],
    goldstein: f64,
    pairs: usize,
    components: usize,
}

impl Stats {
    pub(super) fn ask(&self, graph: &KnowledgeGraph) -> Answered {
        let graph = self.slice.filters.graph(graph);
        let query = self.slice.filters.query(&graph)?;
        let stats = summitry::query::Stats::of(&graph, &query);
        let mut types: Vec<_> = stats.types.iter().map(|(&kind, &count)| (kind, count)).collect();
        types.sort_by_key(|&(kind, count)| (usize::MAX - count, kind));
        let counts = |counts: Vec<(String, usize)>| {
            let parts = counts.into_iter().map(|(name, count)| format!("{name} {count}"));
            parts.collect::<Vec<_>>().join(", ")
        };
        let named = |counts: &[(&'static str, usize)]| counts.iter().copied().collect::<BTreeMap<_, _>>();
        let statuses: Vec<_> = stats
            .statuses
            .iter()
            .map(|(key, &count)| (key.as_str(), count))
            .collect();
        let kinds: Vec<_> = stats.kinds.iter().map(|(key, &count)| (key.as_str(), count)).collect();
        let owned =
            |list: &[(&'static str, usize)]| list.iter().map(|&(name, count)| (name.to_owned(), count)).collect();
        let [verbal, material, words, deeds] = stats.tally.quads;
        let span = stats
            .first
            .zip(stats.last)
            .map(|(first, last)| format!("{first} to {last}"));
        let rows = [
            ("articles read", stats.articles_read.to_string()),
            ("articles that report", stats.articles.to_string()),
            ("publishers", stats.publishers.to_string()),
            ("reports", stats.reports.to_string()),
            ("events", stats.events.to_string()),
            ("dated events", stats.dated.to_string()),
            ("time", span.unwrap_or_default()),
            ("types", in_words(&types)),
            ("statuses", counts(owned(&statuses))),
            ("nodes", counts(owned(&kinds))),
            ("pairs tied", stats.pairs.to_string()),
            ("components", stats.components.to_string()),
            ("verbal cooperation", verbal.to_string()),
            ("material cooperation", material.to_string()),
            ("verbal conflict", words.to_string()),
            ("material conflict", deeds.to_string()),
            ("balance", format!("{:+.1}", stats.tally.balance)),
        ];
        let filled = rows.into_iter().filter(|_| stats.events > 0);
        let sheet = Sheet {
            columns: STATS,
            rows: filled
                .map(|(what, value)| Row {
                    cells: vec![what.to_owned(), value],
                    evidence: vec![],
                })
                .collect(),
            objects: vec![PrintedStats {
                articles_read: stats.articles_read,
                articles: stats.articles,
                publishers: stats.publishers,
                reports: stats.reports,
                events: stats.events,
                dated: stats.dated,
                first: stats.first,
                last: stats.last,
                types: stats
                    .types
                    .iter()
                    .map(|(kind, &count)| (kind.as_str(), count))
                    .collect(),
                statuses: named(&statuses),
                kinds: named(&kinds),
                quads: stats.tally.quads,
                goldstein: stats.tally.balance,
                pairs: stats.pairs,
                components: stats.components,
            }],
        };
        answer(&sheet, self.slice.output, "no such event")
    }
}
