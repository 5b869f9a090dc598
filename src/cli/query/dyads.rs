//! `dyads`: how do two countries stand to each other?

use super::{Answered, Slice, answer, first, ids};
use crate::cli::evidence::{Evidence, sentences};
use crate::cli::graph::Loaded;
use crate::cli::sheet::{Column, Output, Row, Sheet};
use clap::Args;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use summitry::export::{PrintedActor, PrintedReport};
use summitry::graph::{KnowledgeGraph, Node, NodeId};
use summitry::query::{Dyad, Happening, Tally, dyads, dyads_in_outline, party};

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

const DYADS: &[Column<'_>] = &[
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
    event_ids: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<PrintedReport<'a>>>,
}

impl Dyads {
    pub(super) fn ask(&self, graph: &Loaded) -> Answered {
        let filters = &self.slice.filters;
        let names: Vec<&str> = self.one.iter().chain(&self.other).map(String::as_str).collect();
        let make = |named: &KnowledgeGraph| {
            let mut query = filters.happened(named)?;
            let pair = names.iter().map(|name| filters.one(named, name));
            let pair = pair.collect::<Result<Vec<_>, _>>()?;
            query.who.extend(pair.first().cloned());
            query.with.extend(pair.get(1).cloned());
            Ok((query, pair))
        };
        // Sentences take the whole graph.
        if self.slice.output.evidence.is_none()
            && let Some((outline, (query, pair))) = filters.outlined(graph, &names, make)?
            && let Some(dyads) = dyads_in_outline(&outline, &query)
        {
            let nodes: HashMap<&NodeId, &Node> = outline.nodes.iter().map(|node| (&node.id, node)).collect();
            return self.show(dyads, &pair, |id| nodes.get(id).copied(), |_| Vec::new());
        }
        let graph = filters.graph(graph)?;
        let (query, pair) = make(&graph)?;
        let evidence = |events: &[_]| Evidence::best(&graph, events);
        self.show(dyads(&graph, &query), &pair, |id| graph.node(id), evidence)
    }

    fn show<'a, E: Happening>(
        &self,
        mut found: Vec<Dyad<'a, E>>,
        pair: &'a [NodeId],
        node: impl Fn(&NodeId) -> Option<&'a Node>,
        evidence: impl Fn(&[E]) -> Vec<Evidence<'a>>,
    ) -> Answered {
        let output = self.slice.output;
        let parties: Vec<&NodeId> = pair.iter().map(|id| party(id, &node)).collect();
        found.retain(|dyad| parties.iter().all(|&id| dyad.one == id || dyad.other == id));
        if self.total {
            found = together(found);
        }
        let found = first(found, output.limit);
        let rows = found.iter().map(|dyad| dyad_row(dyad, &node, &evidence));
        let objects = || {
            let printed = found.iter().filter_map(|dyad| printed(dyad, &node, &evidence, output));
            printed.collect()
        };
        let sheet = Sheet {
            columns: DYADS,
            rows: rows.collect(),
            objects: output.are_objects(objects),
        };
        answer(&sheet, output, "no such event between two")
    }
}

/// The dyads of all months as one, those of most events first.
fn together<E>(dyads: Vec<Dyad<'_, E>>) -> Vec<Dyad<'_, E>> {
    let mut pairs: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for dyad in dyads {
        pairs.entry((dyad.one, dyad.other)).or_default().extend(dyad.events);
    }
    let mut whole: Vec<Dyad<'_, E>> = pairs
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

fn dyad_row<'a, E: Happening>(
    dyad: &Dyad<'a, E>,
    node: impl Fn(&NodeId) -> Option<&'a Node>,
    evidence: impl Fn(&[E]) -> Vec<Evidence<'a>>,
) -> Row<'a> {
    let tally = Tally::of(dyad.events.iter().copied());
    let name = |id: &'a NodeId| node(id).map_or(id.as_str(), |node| &node.name).to_owned();
    let mut cells = vec![
        dyad.month.clone(),
        name(dyad.one),
        name(dyad.other),
        tally.events().to_string(),
    ];
    cells.extend(tally.quads.iter().map(ToString::to_string));
    cells.push(format!("{:+.1}", tally.balance));
    cells.push(tally.mean().map_or_else(String::new, |mean| format!("{mean:+.2}")));
    Row {
        cells,
        evidence: evidence(&dyad.events),
    }
}

fn printed<'p, 'a: 'p, E: Happening>(
    dyad: &'p Dyad<'a, E>,
    node: impl Fn(&NodeId) -> Option<&'a Node>,
    evidence: impl Fn(&[E]) -> Vec<Evidence<'a>>,
    output: Output,
) -> Option<PrintedDyad<'p>> {
    let tally = Tally::of(dyad.events.iter().copied());
    let [
        verbal_cooperation,
        material_cooperation,
        verbal_conflict,
        material_conflict,
    ] = tally.quads;
    Some(PrintedDyad {
        month: &dyad.month,
        one: PrintedActor::new(node(dyad.one)?),
        other: PrintedActor::new(node(dyad.other)?),
        events: tally.events(),
        verbal_cooperation,
        material_cooperation,
        verbal_conflict,
        material_conflict,
        goldstein: tally.balance,
        mean: tally.mean(),
        event_ids: ids(&dyad.events),
        evidence: sentences(&evidence(&dyad.events), output),
    })
}
