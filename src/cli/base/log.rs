//! `summitry log`: what became known to a base, day by day.

use crate::cli::evidence::{Evidence, sentences};
use crate::cli::filters::{first_day, last_day};
use crate::cli::sheet::{Column, Output, Row, Sheet};
use crate::cli::{Outcome, report};
use anyhow::Result;
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;
use summitry::export::PrintedReport;
use summitry::graph::KnowledgeGraph;
use summitry::query::{Development, developments};
use summitry::store::base::Base;

/// The arguments of `log`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry log news.db
  summitry log news.db --since 2026-11 --evidence=1

An event is announced, considered, told, denied, held, put off, called off, disputed (reports differ now on its date or place)
or withdrawn; two who are not known to have met before have a first meeting. The exit status is 1 where nothing became known.")]
pub(crate) struct Log {
    /// The base
    base: PathBuf,

    /// What became known on this day or later; a month (2019-04) or a year will do
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    since: Option<NaiveDate>,

    /// What became known on this day or earlier; a month or a year will do
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    until: Option<NaiveDate>,

    #[command(flatten)]
    output: Output,
}

const COLUMNS: &[Column<'_>] = &[
    Column::new("known"),
    Column::new("what"),
    Column::new("type"),
    Column::cut("event", 24),
    Column::new("id"),
];

#[derive(Serialize)]
struct PrintedDevelopment<'a> {
    known: String,
    development: &'static str,
    #[serde(rename = "type")]
    event_type: &'static str,
    event: String,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<PrintedReport<'a>>>,
}

impl Log {
    pub(crate) fn run(&self) -> Result<Outcome> {
        let base = Base::open(&self.base)?;
        let mut states = vec![(NaiveDate::MIN, KnowledgeGraph::default())];
        for day in base.days()? {
            if self.until.is_some_and(|until| day > until) {
                break;
            }
            if self.since.is_some_and(|since| day < since) {
                states.clear();
            }
            states.push((day, base.graph_as_of(day)?));
        }
        let mut sheet = Sheet {
            columns: COLUMNS,
            rows: Vec::new(),
            objects: Vec::new(),
        };
        for pair in states.windows(2) {
            let [(_, old), (day, new)] = pair else { continue };
            for (development, event) in developments(old, new) {
                let graph = if development == Development::Withdrawn {
                    old
                } else {
                    new
                };
                let evidence: Vec<Evidence<'_>> = Evidence::all(graph, event).collect();
                let printed = PrintedDevelopment {
                    known: day.to_string(),
                    development: development.as_str(),
                    event_type: event.event_type.as_str(),
                    event: graph.in_words(event),
                    id: event.id.as_str(),
                    evidence: sentences(&evidence, self.output),
                };
                sheet.rows.push(Row {
                    cells: vec![
                        printed.known.clone(),
                        printed.development.to_owned(),
                        printed.event_type.to_owned(),
                        printed.event.clone(),
                        printed.id.to_owned(),
                    ],
                    evidence,
                });
                sheet.objects.push(printed);
            }
        }
        let most = self.output.limit.unwrap_or(usize::MAX);
        sheet.rows.truncate(most);
        sheet.objects.truncate(most);
        sheet.print(self.output)?;
        if sheet.rows.is_empty() {
            report("nothing became known");
            return Ok(Outcome::Nothing);
        }
        Ok(Outcome::Found)
    }
}
