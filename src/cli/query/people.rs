//! `neighbors`, `path`, `who`: who knows whom, and who is it?

use super::{Answered, Slice, answer, first, note};
use crate::cli::evidence::{Evidence, sentences};
use crate::cli::filters::{Tables, first_day};
use crate::cli::graph::Loaded;
use crate::cli::sheet::{Column, Output, Row, Sheet};
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;
use summitry::event::EventType;
use summitry::export::{PrintedActor, PrintedReport};
use summitry::graph::{EventRecord, KnowledgeGraph, Node};
use summitry::query::{
    Chain, Holder, Neighbor, PathOptions, Paths, Query, holders, neighbors, paths, paths_in_outline,
};

/// The arguments of `neighbors`.
#[derive(Args)]
#[command(after_help = "\
Counts what happened, unless --status asks for something else; --status any counts all.

Examples:
  summitry query graphs/sample.json neighbors \"Kim Jong Un\" --type met
  summitry query graphs/sample.json neighbors Russia --exactly --since 2019 -n 10")]
pub(super) struct Neighbors {
    /// Whose partners
    #[arg(value_name = "NAME")]
    name: String,

    #[command(flatten)]
    slice: Slice,
}

const NEIGHBORS: &[Column<'_>] = &[
    Column::cut("name", 14),
    Column::new("kind"),
    Column::new("of"),
    Column::number("events"),
    Column::new("first"),
    Column::new("last"),
    Column::cut("types", 16),
];

#[derive(Serialize)]
struct PrintedNeighbor<'a> {
    #[serde(flatten)]
    actor: PrintedActor<'a>,
    events: usize,
    first: Option<&'a str>,
    last: Option<&'a str>,
    types: BTreeMap<&'a str, usize>,
    event_ids: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<PrintedReport<'a>>>,
}

impl Neighbors {
    pub(super) fn ask(&self, graph: &Loaded) -> Answered {
        let filters = &self.slice.filters;
        let (graph, (query, who)) = filters.asked_with(graph, &[&self.name], |named| {
            let (query, who) = (filters.happened(named)?, filters.one(named, &self.name)?);
            let of_all = Query {
                who: vec![who.clone()],
                ..query.clone()
            };
            Ok((of_all, (query, who)))
        })?;
        let found = first(neighbors(&graph, &who, &query), self.slice.output.limit);
        let sheet = Sheet {
            columns: NEIGHBORS,
            rows: found.iter().map(|neighbor| neighbor_row(&graph, neighbor)).collect(),
            objects: found
                .iter()
                .map(|neighbor| {
                    let (first, last) = span(&neighbor.events);
                    PrintedNeighbor {
                        actor: PrintedActor::new(neighbor.node),
                        events: neighbor.events.len(),
                        first,
                        last,
                        types: types(&neighbor.events),
                        event_ids: ids(&neighbor.events),
                        evidence: sentences(&Evidence::best(&graph, &neighbor.events), self.slice.output),
                    }
                })
                .collect(),
        };
        answer(&sheet, self.slice.output, "nobody is tied so")
    }
}

fn neighbor_row<'a>(graph: &'a KnowledgeGraph, neighbor: &Neighbor<'a>) -> Row<'a> {
    let (first, last) = span(&neighbor.events);
    Row {
        cells: vec![
            neighbor.node.name.clone(),
            neighbor.node.kind.to_string(),
            served(neighbor.node).to_owned(),
            neighbor.events.len().to_string(),
            first.unwrap_or_default().to_owned(),
            last.unwrap_or_default().to_owned(),
            in_words(&neighbor.types()),
        ],
        evidence: Evidence::best(graph, &neighbor.events),
    }
}

/// The code of the country or organization that somebody is or serves.
pub(super) fn served(node: &Node) -> &str {
    if node.country.is_empty() {
        &node.org
    } else {
        &node.country
    }
}

/// The dates of the first and the last dated event.
fn span<'a>(events: &[&'a EventRecord]) -> (Option<&'a str>, Option<&'a str>) {
    let dates = || events.iter().filter_map(|event| event.date.as_ref());
    let first = dates().min_by_key(|date| date.start).map(|date| date.value.as_str());
    let last = dates().max_by_key(|date| date.end).map(|date| date.value.as_str());
    (first, last)
}

fn types<'a>(events: &[&'a EventRecord]) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for event in events {
        *counts.entry(event.event_type.as_str()).or_default() += 1;
    }
    counts
}

fn ids<'a>(events: &[&'a EventRecord]) -> Vec<&'a str> {
    events.iter().map(|event| event.id.as_str()).collect()
}

/// "met 3, called 1".
fn in_words(types: &[(EventType, usize)]) -> String {
    let parts: Vec<String> = types.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    parts.join(", ")
}

/// The arguments of `path`.
#[derive(Args)]
#[command(after_help = "\
Two know each other if they took part together in a meeting, visit, call, mediation, agreement or common work; --type and
--class count other events, --status any counts also what did not happen. Links lead over persons; a country or organization at
an end stands for those who serve it. The chains whose weakest link has most events come first, with --in-time those that
arrive first.

Examples:
  summitry query graphs/sample.json path \"Kim Jong Un\" \"Donald Trump\"
  summitry query graphs/sample.json path Kim Xi --in-time --since 2019-01 --evidence")]
pub(super) struct Path {
    /// Where the chain begins
    #[arg(value_name = "NAME")]
    from: String,

    /// Where it ends
    #[arg(value_name = "OTHER")]
    to: String,

    /// Each link no earlier than the one before: who could have carried a message?
    #[arg(long)]
    in_time: bool,

    /// Also over countries and organizations
    #[arg(long)]
    through_all: bool,

    #[command(flatten)]
    slice: Slice,
}

const PATH: &[Column<'_>] = &[
    Column::number("chain"),
    Column::cut("who", 14),
    Column::cut("whom", 14),
    Column::number("events"),
    Column::new("first"),
    Column::new("last"),
    Column::cut("types", 16),
];

#[derive(Serialize)]
struct PrintedChain<'a> {
    start: PrintedActor<'a>,
    length: usize,
    links: Vec<PrintedLink<'a>>,
}

#[derive(Serialize)]
struct PrintedLink<'a> {
    to: PrintedActor<'a>,
    arrival: Option<NaiveDate>,
    first: Option<&'a str>,
    last: Option<&'a str>,
    types: BTreeMap<&'a str, usize>,
    event_ids: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<PrintedReport<'a>>>,
}

impl Path {
    pub(super) fn ask(&self, graph: &Loaded) -> Answered {
        let filters = &self.slice.filters;
        let make = |named: &KnowledgeGraph| {
            let mut options = PathOptions {
                in_time: self.in_time,
                through_all: self.through_all,
                ..PathOptions::over(filters.happened(named)?)
            };
            options.limit = self.slice.output.limit.unwrap_or(options.limit);
            let ends = (filters.one(named, &self.from)?, filters.one(named, &self.to)?);
            Ok((options, ends))
        };
        if let Some((outline, (options, (from, to)))) = filters.outlined(graph, &[&self.from, &self.to], make)?
            && let Some(found) = paths_in_outline(&outline, &from, &to, &options)
        {
            let links = found.chains.iter().flat_map(|chain| &chain.links);
            let events = links.flat_map(|link| &link.events).map(|event| event.id());
            let part = graph.events(events.collect())?;
            return self.show(&part, &found.told(&part));
        }
        let graph = filters.graph(graph)?;
        let (options, (from, to)) = make(&graph)?;
        self.show(&graph, &paths(&graph, &from, &to, &options))
    }

    fn show<'a>(&self, graph: &'a KnowledgeGraph, found: &Paths<'a>) -> Answered {
        let output = self.slice.output;
        let chains = found.chains.iter().enumerate();
        let sheet = Sheet {
            columns: PATH,
            rows: chains
                .flat_map(|(at, chain)| chain_rows(graph, at + 1, chain))
                .collect(),
            objects: found.chains.iter().map(|chain| printed(graph, chain, output)).collect(),
        };
        if found.chains.len() < found.found {
            let more = if found.more { "more than " } else { "" };
            let shown = found.chains.len();
            note(
                output,
                &format!(
                    "{shown} of {more}{} chains of this length; --limit shows more",
                    found.found
                ),
            );
        }
        answer(&sheet, output, "no chain leads there")
    }
}

fn chain_rows<'a>(graph: &'a KnowledgeGraph, number: usize, chain: &Chain<'a>) -> Vec<Row<'a>> {
    if chain.links.is_empty() {
        let cells = [number.to_string(), chain.start.name.clone()];
        return vec![Row {
            cells: cells.into_iter().chain(vec![String::new(); 5]).collect(),
            evidence: vec![],
        }];
    }
    let mut from = chain.start;
    let mut rows = Vec::new();
    for link in &chain.links {
        let (first, last) = span(&link.events);
        let neighbor = Neighbor {
            node: link.node,
            events: link.events.clone(),
        };
        rows.push(Row {
            cells: vec![
                number.to_string(),
                from.name.clone(),
                link.node.name.clone(),
                link.events.len().to_string(),
                first.unwrap_or_default().to_owned(),
                last.unwrap_or_default().to_owned(),
                in_words(&neighbor.types()),
            ],
            evidence: Evidence::best(graph, &link.events),
        });
        from = link.node;
    }
    rows
}

fn printed<'a>(graph: &'a KnowledgeGraph, chain: &Chain<'a>, output: Output) -> PrintedChain<'a> {
    let links = chain.links.iter().map(|link| {
        let (first, last) = span(&link.events);
        PrintedLink {
            to: PrintedActor::new(link.node),
            arrival: link.arrival,
            first,
            last,
            types: types(&link.events),
            event_ids: ids(&link.events),
            evidence: sentences(&Evidence::best(graph, &link.events), output),
        }
    });
    PrintedChain {
        start: PrintedActor::new(chain.start),
        length: chain.links.len(),
        links: links.collect(),
    }
}

/// The arguments of `who`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry query graphs/sample.json who \"the Russian president\" --on 2019-04-24
  summitry query graphs/sample.json who \"NATO secretary general\"
  summitry query graphs/sample.json who Putin --on 2010")]
pub(super) struct Who {
    /// An office, a country for its leader, or a person for the offices held
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,

    /// The day; without it everybody who ever held the office
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    on: Option<NaiveDate>,

    #[command(flatten)]
    tables: Tables,

    #[command(flatten)]
    output: Output,
}

const WHO: &[Column<'_>] = &[
    Column::cut("name", 14),
    Column::cut("office", 10),
    Column::new("of"),
    Column::new("since"),
    Column::new("until"),
    Column::number("reports"),
    Column::cut("node", 16),
];

#[derive(Serialize)]
struct PrintedHolder<'a> {
    name: &'a str,
    office: &'a str,
    of: &'a str,
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
    wikidata: Option<&'a str>,
    node: Option<&'a str>,
    reports: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<PrintedReport<'a>>>,
}

impl Who {
    pub(super) fn ask(&self, graph: &KnowledgeGraph) -> Answered {
        let found = first(
            holders(self.tables.gazetteer()?, &self.words.join(" "), self.on),
            self.output.limit,
        );
        let told: Vec<Vec<&EventRecord>> = found.iter().map(|holder| holder.events(graph)).collect();
        let objects: Vec<PrintedHolder<'_>> = found
            .iter()
            .zip(&told)
            .map(|(holder, events)| PrintedHolder {
                evidence: sentences(&Evidence::best(graph, events), self.output),
                ..printed_holder(graph, *holder)
            })
            .collect();
        let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        let sheet = Sheet {
            columns: WHO,
            rows: objects
                .iter()
                .zip(&told)
                .map(|(holder, events)| Row {
                    cells: vec![
                        holder.name.to_owned(),
                        holder.office.to_owned(),
                        holder.of.to_owned(),
                        day(holder.since),
                        day(holder.until),
                        holder.reports.to_string(),
                        holder.node.unwrap_or_default().to_owned(),
                    ],
                    evidence: Evidence::best(graph, events),
                })
                .collect(),
            objects,
        };
        answer(&sheet, self.output, "the gazetteer knows nobody of that office then")
    }
}

fn printed_holder<'a>(graph: &'a KnowledgeGraph, holder: Holder<'a>) -> PrintedHolder<'a> {
    let node = holder.nodes().iter().find_map(|id| graph.node(id));
    PrintedHolder {
        name: &holder.person.name,
        office: &holder.office.title,
        of: &holder.office.of,
        since: holder.office.term.start,
        until: holder.office.term.end,
        wikidata: holder.person.wikidata.as_deref(),
        node: node.map(|node| node.id.as_str()),
        reports: node.map_or(0, |node| node.mentions),
        evidence: None,
    }
}
