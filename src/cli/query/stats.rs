//! `stats`: how much is there of what?

use super::people::in_words;
use super::{Answered, Slice, answer};
use crate::cli::answer::{best_reports, evidence};
use crate::cli::sheet::{Column, PrintedReport, Row, Sheet};
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;
use summitry::event::Status;
use summitry::graph::{EventRecord, KnowledgeGraph};

/// The arguments of `stats`.
#[derive(Args)]
#[command(after_help = "\
The balance is the sum of the Goldstein values of what happened.

Examples:
  summitry query graphs/sample.json stats
  summitry query graphs/sample.json stats --country USA --since 2019 --format json")]
pub(super) struct Stats {
    #[command(flatten)]
    slice: Slice,
}

const STATS: &[Column<'_>] = &[Column::new("what"), Column::cut("value", 30)];

/// The quad classes, in their order.
const QUADS: [&str; 4] = [
    "verbal cooperation",
    "material cooperation",
    "verbal conflict",
    "material conflict",
];

type Counts = BTreeMap<&'static str, usize>;

#[derive(Serialize)]
struct PrintedStats<'a> {
    articles_read: usize,
    articles: usize,
    publishers: usize,
    reports: usize,
    events: usize,
    dated: usize,
    first: Option<chrono::NaiveDate>,
    last: Option<chrono::NaiveDate>,
    types: Counts,
    statuses: Counts,
    kinds: Counts,
    quads: [usize; 4],
    goldstein: f64,
    pairs: usize,
    components: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<BTreeMap<&'static str, Vec<PrintedReport<'a>>>>,
}

impl Stats {
    pub(super) fn ask(&self, graph: &KnowledgeGraph) -> Answered {
        let graph = self.slice.filters.graph(graph);
        let output = self.slice.output;
        let query = self.slice.filters.query(&graph)?;
        let stats = summitry::query::Stats::of(&graph, &query);
        let found = query.find(&graph);
        let quads = [1, 2, 3, 4].map(|quad| of_quad(&found, quad));
        let named = QUADS.iter().zip(&quads);
        let shown = named.filter_map(|(&name, events)| Some((name, evidence(events, output)?)));
        let object = PrintedStats {
            articles_read: stats.articles_read,
            articles: stats.articles,
            publishers: stats.publishers,
            reports: stats.reports,
            events: stats.events,
            dated: stats.dated,
            first: stats.first,
            last: stats.last,
            types: counts(&stats.types, |kind| kind.as_str()),
            statuses: counts(&stats.statuses, |status| status.as_str()),
            kinds: counts(&stats.kinds, |kind| kind.as_str()),
            quads: stats.tally.quads,
            goldstein: stats.tally.balance,
            pairs: stats.pairs,
            components: stats.components,
            evidence: output.evidence.map(|_| shown.collect()),
        };
        let mut rows = rows(&stats);
        for (name, events) in QUADS.iter().zip(&quads) {
            rows.push(row(name, events.len().to_string(), events));
        }
        rows.push(row("balance", format!("{:+.1}", stats.tally.balance), &[]));
        if stats.events == 0 {
            rows.clear();
        }
        let sheet = Sheet {
            columns: STATS,
            rows,
            objects: vec![object],
        };
        answer(&sheet, output, "no such event")
    }
}

/// What happened and is of that quad class.
fn of_quad<'a>(events: &[&'a EventRecord], quad: u8) -> Vec<&'a EventRecord> {
    let happened = events.iter().filter(|event| event.status == Status::Occurred);
    happened
        .filter(|event| event.event_type.quad_class().number() == quad)
        .copied()
        .collect()
}

fn row<'a>(what: &str, value: String, events: &[&'a EventRecord]) -> Row<'a> {
    Row {
        cells: vec![what.to_owned(), value],
        evidence: best_reports(events),
    }
}

fn rows(stats: &summitry::query::Stats) -> Vec<Row<'static>> {
    let mut types: Vec<_> = stats.types.iter().map(|(&kind, &count)| (kind, count)).collect();
    types.sort_by_key(|&(kind, count)| (usize::MAX - count, kind));
    let span = stats.first.zip(stats.last);
    let statuses = stats.statuses.iter().map(|(status, count)| format!("{status} {count}"));
    let kinds = stats.kinds.iter().map(|(kind, count)| format!("{kind} {count}"));
    let rows = [
        ("articles read", stats.articles_read.to_string()),
        ("articles that report", stats.articles.to_string()),
        ("publishers", stats.publishers.to_string()),
        ("reports", stats.reports.to_string()),
        ("events", stats.events.to_string()),
        ("dated events", stats.dated.to_string()),
        (
            "time",
            span.map_or_else(String::new, |(first, last)| format!("{first} to {last}")),
        ),
        ("types", in_words(&types)),
        ("statuses", statuses.collect::<Vec<_>>().join(", ")),
        ("nodes", kinds.collect::<Vec<_>>().join(", ")),
        ("pairs tied", stats.pairs.to_string()),
        ("components", stats.components.to_string()),
    ];
    rows.into_iter().map(|(what, value)| row(what, value, &[])).collect()
}

fn counts<K>(counts: &BTreeMap<K, usize>, name: impl Fn(&K) -> &'static str) -> Counts {
    counts.iter().map(|(key, &count)| (name(key), count)).collect()
}
