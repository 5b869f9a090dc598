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
use summitry::graph::{EventRecord, KnowledgeGraph};
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
    event: &'a str,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<PrintedReport<'a>>>,
}

/// Something that became known, with the event as it was then.
struct Known {
    day: NaiveDate,
    development: Development,
    words: String,
    event: EventRecord,
    /// The event that it was put off to.
    later: Option<EventRecord>,
}

impl Known {
    fn new(day: NaiveDate, development: Development, graph: &KnowledgeGraph, event: &EventRecord) -> Self {
        let later = event.postponed_to.as_ref().and_then(|id| graph.event(id));
        Self {
            day,
            development,
            words: graph.in_words(event),
            event: event.clone(),
            later: later.cloned(),
        }
    }

    fn row(&self, output: Output) -> (Row<'_>, PrintedDevelopment<'_>) {
        let evidence: Vec<Evidence<'_>> = Evidence::of(&self.event, self.later.as_ref()).collect();
        let printed = PrintedDevelopment {
            known: self.day.to_string(),
            development: self.development.as_str(),
            event_type: self.event.event_type.as_str(),
            event: &self.words,
            id: self.event.id.as_str(),
            evidence: sentences(&evidence, output),
        };
        let row = Row {
            cells: vec![
                printed.known.clone(),
                printed.development.to_owned(),
                printed.event_type.to_owned(),
                self.words.clone(),
                printed.id.to_owned(),
            ],
            evidence,
        };
        (row, printed)
    }
}

impl Log {
    pub(crate) fn run(&self) -> Result<Outcome> {
        let known = self.known(&Base::open(&self.base)?)?;
        let (rows, objects) = known.iter().map(|known| known.row(self.output)).unzip();
        let sheet = Sheet {
            columns: COLUMNS,
            rows,
            objects,
        };
        sheet.print(self.output)?;
        if known.is_empty() {
            report("nothing became known");
            return Ok(Outcome::Nothing);
        }
        Ok(Outcome::Found)
    }

    /// What became known on the days asked for, as much as is to be shown; two states of the base at a time are looked at.
    fn known(&self, base: &Base) -> Result<Vec<Known>> {
        let mut days = base.days()?;
        days.retain(|&day| self.until.is_none_or(|until| day <= until));
        let first = days.partition_point(|&day| self.since.is_some_and(|since| day < since));
        let mut old = match first.checked_sub(1) {
            Some(before) => base.graph_as_of(days[before])?,
            None => KnowledgeGraph::default(),
        };
        let most = self.output.limit.unwrap_or(usize::MAX);
        let mut known = Vec::new();
        for &day in &days[first..] {
            let new = base.graph_as_of(day)?;
            for (development, event) in developments(&old, &new) {
                let graph = if development == Development::Withdrawn {
                    &old
                } else {
                    &new
                };
                known.push(Known::new(day, development, graph, event));
            }
            if known.len() >= most {
                known.truncate(most);
                break;
            }
            old = new;
        }
        Ok(known)
    }
}
