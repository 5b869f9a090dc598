//! `stats`: how much is there of what?

use super::{Answered, Slice, answer};
use crate::cli::evidence::{Evidence, sentences};
use crate::cli::graph::Loaded;
use crate::cli::sheet::{Column, Format, Row, Sheet};
use clap::Args;
use summitry::event::Status;
use summitry::export::PrintedStats;
use summitry::graph::EventRecord;

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

impl Stats {
    pub(super) fn ask(&self, graph: &Loaded) -> Answered {
        let graph = self.slice.filters.graph(graph)?;
        let output = self.slice.output;
        let query = self.slice.filters.query(&graph)?;
        let stats = summitry::query::Stats::of(&graph, &query);
        let found = query.find(&graph);
        let quads = [1, 2, 3, 4].map(|quad| of_quad(&found, quad));
        let shown = QUADS
            .iter()
            .zip(&quads)
            .filter_map(|(&name, events)| Some((name, sentences(&Evidence::best(&graph, events), output)?)));
        let object = PrintedStats {
            evidence: output.evidence.map(|_| shown.collect()),
            ..PrintedStats::new(&stats)
        };
        let mut rows = rows(&stats, output.format == Format::Csv);
        for (name, events) in QUADS.iter().zip(&quads) {
            rows.push(row(*name, events.len().to_string(), Evidence::best(&graph, events)));
        }
        rows.push(row("balance", format!("{:+.1}", stats.tally.balance), vec![]));
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

fn row(what: impl Into<String>, value: String, evidence: Vec<Evidence<'_>>) -> Row<'_> {
    Row {
        cells: vec![what.into(), value],
        evidence,
    }
}

/// What is counted, with its figures; those of a list in a row of their own if they are `apart`.
fn rows(stats: &summitry::query::Stats, apart: bool) -> Vec<Row<'static>> {
    let one = |what, count: usize| (what, vec![(String::new(), count.to_string())]);
    let mut types: Vec<_> = stats.types.iter().collect();
    types.sort_by_key(|&(kind, count)| (usize::MAX - count, kind));
    let types = types
        .into_iter()
        .map(|(kind, count)| (kind.to_string(), count.to_string()));
    let statuses = stats
        .statuses
        .iter()
        .map(|(status, count)| (status.to_string(), count.to_string()));
    let kinds = stats
        .kinds
        .iter()
        .map(|(kind, count)| (kind.to_string(), count.to_string()));
    let days = [("first", stats.first), ("last", stats.last)];
    let days = days
        .into_iter()
        .filter_map(|(word, day)| Some((word.to_owned(), day?.to_string())));
    let counted = [
        one("articles read", stats.articles_read),
        one("articles that report", stats.articles),
        one("publishers", stats.publishers),
        one("reports", stats.reports),
        one("events", stats.events),
        one("dated events", stats.dated),
        ("time", days.collect()),
        ("types", types.collect()),
        ("statuses", statuses.collect()),
        ("nodes", kinds.collect()),
        one("pairs tied", stats.pairs),
        one("components", stats.components),
    ];
    let mut rows = Vec::new();
    for (what, figures) in counted {
        if apart {
            let named = |name: &str| [what, name].join(" ").trim_end().to_owned();
            rows.extend(
                figures
                    .into_iter()
                    .map(|(name, value)| row(named(&name), value, vec![])),
            );
        } else {
            let figures: Vec<String> = figures.iter().map(|(name, value)| format!("{name} {value}")).collect();
            rows.push(row(what, figures.join(", ").trim_start().to_owned(), vec![]));
        }
    }
    rows
}
