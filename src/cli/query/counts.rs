//! `counts`, `disputes`: how many events of what, and over which do reports differ?

use super::{Answered, Slice, answer, first, ids};
use crate::cli::evidence::{Evidence, sentences};
use crate::cli::graph::Loaded;
use crate::cli::sheet::{Column, Row, Sheet};
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde::Serialize;
use std::collections::BTreeMap;
use summitry::export::{PrintedActor, PrintedReport, actors};
use summitry::graph::{KnowledgeGraph, NodeId};
use summitry::query::{Count, Dimension, Dispute, Happening, counts, counts_in_outline};

/// The arguments of `counts`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry query graphs/sample.json counts --by month,type
  summitry query graphs/sample.json counts --by source --alone
  summitry query graphs/sample.json counts --by country,class --since 2019 --occurred-only --format csv")]
pub(super) struct Counts {
    /// By what: one of them or several
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',', default_value = "month", value_parser = dimensions())]
    by: Vec<String>,

    #[command(flatten)]
    slice: Slice,
}

fn dimensions() -> PossibleValuesParser {
    PossibleValuesParser::new(Dimension::ALL.iter().map(|dimension| dimension.as_str()))
}

#[derive(Serialize)]
struct PrintedCount<'a> {
    #[serde(flatten)]
    values: BTreeMap<&'static str, String>,
    events: usize,
    reports: usize,
    event_ids: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<PrintedReport<'a>>>,
}

impl Counts {
    pub(super) fn ask(&self, graph: &Loaded) -> Answered {
        let filters = &self.slice.filters;
        let by: Vec<Dimension> = self.by.iter().filter_map(|name| Dimension::parse(name)).collect();
        // Sentences take the whole graph.
        if self.slice.output.evidence.is_none()
            && let Some((outline, query)) = filters.outlined(graph, &[], |named| filters.query(named))?
            && let Some(counts) = counts_in_outline(&outline, &query, &by)
        {
            return self.show(&by, counts, |_| Vec::new());
        }
        let (graph, query) = filters.asked(graph, &[], |named| filters.query(named))?;
        self.show(&by, counts(&graph, &query, &by), |events| {
            Evidence::best(&graph, events)
        })
    }

    fn show<'a, E: Happening>(
        &self,
        by: &[Dimension],
        counts: Vec<Count<E>>,
        evidence: impl Fn(&[E]) -> Vec<Evidence<'a>>,
    ) -> Answered {
        let output = self.slice.output;
        let found = first(counts, output.limit);
        let numbers = [Column::number("events"), Column::number("reports")];
        let columns: Vec<Column<'_>> = by
            .iter()
            .map(|dimension| Column::new(dimension.as_str()))
            .chain(numbers)
            .collect();
        let reports = |count: &Count<E>| count.events.iter().map(|event| event.reports()).sum::<usize>();
        let rows = found.iter().map(|count| Row {
            cells: count
                .values
                .iter()
                .cloned()
                .chain([count.events.len().to_string(), reports(count).to_string()])
                .collect(),
            evidence: evidence(&count.events),
        });
        let rows = rows.collect();
        let object = |count: &'_ Count<E>| PrintedCount {
            values: by
                .iter()
                .map(|dimension| dimension.as_str())
                .zip(count.values.iter().cloned())
                .collect(),
            events: count.events.len(),
            reports: reports(count),
            event_ids: ids(&count.events),
            evidence: sentences(&evidence(&count.events), output),
        };
        let sheet = Sheet {
            columns: &columns,
            rows,
            objects: output.are_objects(|| found.iter().map(object).collect()),
        };
        answer(&sheet, output, "no such event")
    }
}

/// The arguments of `disputes`.
#[derive(Args)]
#[command(after_help = "\
Reports differ over the days where those of one lie outside those of another, over the place, and over whether it took place
where one says that it did and another that it did not; a plan that was carried out is none.

Examples:
  summitry query graphs/sample.json disputes
  summitry query graphs/sample.json disputes --who Trump --evidence")]
pub(super) struct Disputes {
    #[command(flatten)]
    slice: Slice,
}

const DISPUTES: &[Column<'_>] = &[
    Column::new("date"),
    Column::new("type"),
    Column::cut("who", 14),
    Column::cut("whom", 14),
    Column::new("over"),
    Column::cut("readings", 20),
];

#[derive(Serialize)]
struct PrintedDispute<'a> {
    event: &'a str,
    r#type: &'a str,
    source: Vec<PrintedActor<'a>>,
    target: Vec<PrintedActor<'a>>,
    over: &'static str,
    readings: Vec<PrintedReading<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<PrintedReport<'a>>>,
}

#[derive(Serialize)]
struct PrintedReading<'a> {
    value: &'a str,
    reports: usize,
}

impl Disputes {
    pub(super) fn ask(&self, graph: &Loaded) -> Answered {
        let filters = &self.slice.filters;
        let (graph, query) = filters.asked(graph, &[], |named| filters.query(named))?;
        let output = self.slice.output;
        let found = first(summitry::query::disputes(&graph, &query), output.limit);
        let rows = found.iter().map(|dispute| row(&graph, dispute));
        let objects = found.iter().map(|dispute| {
            let told: Vec<Evidence<'_>> = Evidence::all(&graph, dispute.event).collect();
            PrintedDispute {
                event: dispute.event.id.as_str(),
                r#type: dispute.event.event_type.as_str(),
                source: actors(&graph, &dispute.event.source),
                target: actors(&graph, &dispute.event.target),
                over: dispute.field.as_str(),
                readings: dispute
                    .readings
                    .iter()
                    .map(|(value, reports)| PrintedReading {
                        value,
                        reports: *reports,
                    })
                    .collect(),
                evidence: sentences(&told, output),
            }
        });
        let sheet = Sheet {
            columns: DISPUTES,
            rows: rows.collect(),
            objects: objects.collect(),
        };
        answer(&sheet, output, "the reports of no such event differ")
    }
}

fn row<'a>(graph: &'a KnowledgeGraph, dispute: &Dispute<'a>) -> Row<'a> {
    let event = dispute.event;
    let names = |ids: &[NodeId]| {
        let names: Vec<&str> = ids.iter().map(|id| graph.name(id)).collect();
        names.join(", ")
    };
    let readings: Vec<String> = dispute
        .readings
        .iter()
        .map(|(value, reports)| format!("{value} ({reports})"))
        .collect();
    Row {
        cells: vec![
            event.date.as_ref().map_or_else(String::new, |date| date.value.clone()),
            event.event_type.to_string(),
            names(&event.source),
            names(&event.target),
            dispute.field.as_str().to_owned(),
            readings.join(", "),
        ],
        evidence: Evidence::all(graph, event).collect(),
    }
}
