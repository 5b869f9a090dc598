//! `events` and each type, `between`, `timeline`, `summits`: what happened?

use super::{Answered, Slice, answer, first};
use crate::cli::Outcome;
use crate::cli::answer::Answer;
use crate::cli::evidence::{Evidence, sentences};
use crate::cli::graph::Loaded;
use crate::cli::sheet::{Column, Output, Row, Sheet};
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use summitry::event::EventType;
use summitry::export::{PrintedActor, PrintedReport, actors};
use summitry::graph::{EventRecord, KnowledgeGraph, Node, NodeId};
use summitry::query::{Query, summits};

/// The arguments of `events` and of each type.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry query graphs/sample.json met \"Kim Jong Un\" --with Putin --evidence
  summitry query graphs/sample.json events Iran --since 2019 --until 2019-06 --format csv
  summitry query graphs/sample.json events --country Japan --country PRK --status planned --as-of 2019-04-24")]
pub(super) struct Events {
    /// Who takes part; of several any
    #[arg(value_name = "NAME")]
    names: Vec<String>,

    #[command(flatten)]
    slice: Slice,
}

impl Events {
    pub(super) fn ask(&self, graph: &Loaded, kind: Option<EventType>) -> Answered {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let (graph, query) = self.slice.filters.asked(graph, &names, |named| {
            let mut query = self.query(named)?;
            if query.types.is_empty() {
                query.types.extend(kind);
            }
            Ok(query)
        })?;
        let mut events = query.find(&graph);
        events.retain(|event| kind.is_none_or(|kind| event.event_type == kind));
        told(&graph, &query, events, &self.slice, false)
    }

    /// The query that the names and the filters make; otherwise standard error says which name is not clear.
    pub(super) fn query(&self, graph: &KnowledgeGraph) -> Result<Query, Outcome> {
        let mut query = self.slice.filters.query(graph)?;
        for name in &self.names {
            query.who.push(self.slice.filters.one(graph, name)?);
        }
        Ok(query)
    }
}

/// The arguments of `between`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry query graphs/sample.json between \"United States\" China
  summitry query graphs/sample.json between Kim Putin --exactly --evidence=1")]
pub(super) struct Between {
    /// One of the two
    #[arg(value_name = "NAME")]
    one: String,

    /// The other one
    #[arg(value_name = "OTHER")]
    other: String,

    #[command(flatten)]
    slice: Slice,
}

impl Between {
    pub(super) fn ask(&self, graph: &Loaded) -> Answered {
        let filters = &self.slice.filters;
        let (graph, query) = filters.asked(graph, &[&self.one, &self.other], |named| {
            let mut query = filters.query(named)?;
            query.who.push(filters.one(named, &self.one)?);
            query.with.push(filters.one(named, &self.other)?);
            Ok(query)
        })?;
        let events = query.find(&graph);
        told(&graph, &query, events, &self.slice, false)
    }
}

/// The arguments of `timeline`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry query graphs/sample.json timeline \"Kim Jong Un\" --since 2019
  summitry query graphs/sample.json timeline NATO --class consult --format markdown")]
pub(super) struct Timeline {
    /// Whose timeline
    #[arg(value_name = "NAME")]
    name: String,

    #[command(flatten)]
    slice: Slice,
}

impl Timeline {
    pub(super) fn ask(&self, graph: &Loaded) -> Answered {
        let filters = &self.slice.filters;
        let (graph, query) = filters.asked(graph, &[&self.name], |named| {
            let mut query = filters.query(named)?;
            query.who.push(filters.one(named, &self.name)?);
            Ok(query)
        })?;
        let events = query.find(&graph);
        told(&graph, &query, events, &self.slice, true)
    }
}

fn told(
    graph: &KnowledgeGraph,
    query: &Query,
    events: Vec<&EventRecord>,
    slice: &Slice,
    as_timeline: bool,
) -> Answered {
    let events = first(events, slice.output.limit);
    let asked = query.who.iter().flat_map(|id| query.meant(graph, id)).collect();
    let rows = Answer::new(graph, asked);
    let sheet = if as_timeline {
        rows.timeline(&events)
    } else {
        rows.events(&events)
    };
    answer(&sheet, slice.output, &none(graph, query))
}

/// "no such event of Volodymyr Zelenskyy", so that one sees how a name was understood.
fn none(graph: &KnowledgeGraph, query: &Query) -> String {
    let names = |ids: &[NodeId]| {
        let names: Vec<&str> = ids.iter().map(|id| graph.name(id)).collect();
        names.join(" or ")
    };
    let mut message = "no such event".to_owned();
    for (word, ids) in [("of", &query.who), ("with", &query.with), ("in", &query.places)] {
        if !ids.is_empty() {
            message = format!("{message} {word} {}", names(ids));
        }
    }
    message
}

/// The arguments of `summits`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry query graphs/sample.json summits --since 2019
  summitry query graphs/sample.json summits --who Trump --evidence=2")]
pub(super) struct Summits {
    #[command(flatten)]
    slice: Slice,
}

const SUMMITS: &[Column<'_>] = &[
    Column::new("date"),
    Column::new("status"),
    Column::cut("summit", 20),
    Column::cut("place", 8),
    Column::cut("participants", 20),
    Column::number("reports"),
];

#[derive(Serialize)]
struct PrintedSummit<'a> {
    id: &'a str,
    name: &'a str,
    date: Option<&'a str>,
    date_start: Option<NaiveDate>,
    date_end: Option<NaiveDate>,
    status: &'a str,
    place: Option<&'a str>,
    participants: Vec<PrintedActor<'a>>,
    reports: usize,
    events: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<PrintedReport<'a>>>,
}

impl Summits {
    pub(super) fn ask(&self, graph: &Loaded) -> Answered {
        let graph = self.slice.filters.graph(graph)?;
        let query = self.slice.filters.query(&graph)?;
        let found = first(summits(&graph, &query), self.slice.output.limit);
        let output = self.slice.output;
        let (rows, objects) = found.into_iter().filter_map(|node| row(&graph, node, output)).unzip();
        let sheet = Sheet {
            columns: SUMMITS,
            rows,
            objects,
        };
        answer(&sheet, output, "no such summit")
    }
}

fn row<'a>(graph: &'a KnowledgeGraph, node: &'a Node, output: Output) -> Option<(Row<'a>, PrintedSummit<'a>)> {
    let summit = node.summit.as_ref()?;
    let date = summit.date.as_ref();
    let held: Vec<&EventRecord> = graph
        .events()
        .iter()
        .filter(|event| event.summit.as_ref() == Some(&node.id))
        .collect();
    let told: Vec<Evidence<'_>> = held.iter().flat_map(|event| Evidence::all(graph, event)).collect();
    let shown = sentences(&told, output);
    let names: Vec<&str> = summit.participants.iter().map(|id| graph.name(id)).collect();
    let place = summit.place.as_ref().map(|id| graph.name(id));
    let row = Row {
        cells: vec![
            date.map_or_else(String::new, |date| date.value.clone()),
            summit.status.to_string(),
            node.name.clone(),
            place.unwrap_or_default().to_owned(),
            names.join(", "),
            node.mentions.to_string(),
        ],
        evidence: told,
    };
    let object = PrintedSummit {
        id: node.id.as_str(),
        name: &node.name,
        date: date.map(|date| date.value.as_str()),
        date_start: date.map(|date| date.start),
        date_end: date.map(|date| date.end),
        status: summit.status.as_str(),
        place,
        participants: actors(graph, &summit.participants),
        reports: node.mentions,
        events: held.iter().map(|event| event.id.as_str()).collect(),
        evidence: shown,
    };
    Some((row, object))
}
