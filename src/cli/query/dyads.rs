//! `dyads`: how do two countries stand to each other?

use super::{Answered, Slice, answer, first};
use crate::cli::evidence::{Evidence, sentences};
use crate::cli::graph::Loaded;
use crate::cli::sheet::{Column, Output, Row, Sheet};
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;
use summitry::export::{PrintedActor, PrintedReport};
use summitry::graph::KnowledgeGraph;
use summitry::query::{Dyad, Tally, dyads};

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
    event_ids: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<PrintedReport<'a>>>,
}

impl Dyads {
    pub(super) fn ask(&self, graph: &Loaded) -> Answered {
        let graph = self.slice.filters.graph(graph)?;
        let mut query = self.slice.filters.happened(&graph)?;
        let mut pair = Vec::new();
        for name in self.one.iter().chain(&self.other) {
            pair.push(self.slice.filters.one(&graph, name)?);
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
                .filter_map(|dyad| printed(&graph, dyad, self.slice.output))
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

fn dyad_row<'a>(graph: &'a KnowledgeGraph, dyad: &Dyad<'a>) -> Row<'a> {
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
        evidence: Evidence::best(graph, &dyad.events),
    }
}

fn printed<'a>(graph: &'a KnowledgeGraph, dyad: &'a Dyad<'a>, output: Output) -> Option<PrintedDyad<'a>> {
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
        evidence: sentences(&Evidence::best(graph, &dyad.events), output),
    })
}
