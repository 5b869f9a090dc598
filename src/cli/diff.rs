//! `summitry diff`: what came, went and changed between two graphs?

use super::evidence::{Evidence, sentences};
use super::filters::last_day;
use super::sheet::{Column, Output, Row, Sheet};
use super::{Outcome, graph, report};
use anyhow::{Result, bail};
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;
use summitry::export::PrintedReport;
use summitry::graph::{KnowledgeGraph, Node};
use summitry::query::{Change, Difference, Subject, diff};

/// The arguments of `diff`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry diff graphs/monday.json graphs/tuesday.json
  summitry diff graphs/monday.json graphs/tuesday.json --only events --evidence
  summitry diff graphs/monday.json graphs/tuesday.json --format jsonl | jq 'select(.change == \"gone\")'
  summitry diff news.db --from 2026-11-01 --to 2026-11-08

An event that changed its date, place or participants, and its id with them, is known by a sentence of the same article.
The exit status is that of diff(1): 0 where the graphs do not differ, 1 where they do, 2 after an error.")]
pub(super) struct Diff {
    /// The older graph, or with --from the base
    old: PathBuf,

    /// The newer graph; - is standard input
    #[arg(required_unless_present = "from")]
    new: Option<PathBuf>,

    /// Compare with what the base knew at the end of this day
    #[arg(long, value_name = "DATE", value_parser = last_day, conflicts_with = "new")]
    from: Option<NaiveDate>,

    /// What the base knew at the end of this day; by default what it knows
    #[arg(long, value_name = "DATE", value_parser = last_day, requires = "from")]
    to: Option<NaiveDate>,

    /// Compare only these
    #[arg(long, value_name = "WHAT", value_parser = ["events", "entities"])]
    only: Option<String>,

    #[command(flatten)]
    output: Output,
}

const COLUMNS: &[Column<'_>] = &[
    Column::new("change"),
    Column::new("kind"),
    Column::cut("what", 24),
    Column::cut("details", 24),
    Column::new("id"),
];

#[derive(Serialize)]
struct PrintedDifference<'a> {
    change: &'a str,
    subject: &'a str,
    kind: &'a str,
    id: &'a str,
    name: String,
    fields: Vec<PrintedField<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<PrintedReport<'a>>>,
}

#[derive(Serialize)]
struct PrintedField<'a> {
    name: &'a str,
    old: &'a str,
    new: &'a str,
}

impl Diff {
    pub(super) fn run(&self) -> Result<Outcome> {
        let (old, new) = self.graphs()?;
        let mut differences = diff(&old, &new);
        differences.retain(|difference| match self.only.as_deref() {
            Some("events") => matches!(difference.subject, Subject::Event(_)),
            Some(_) => matches!(difference.subject, Subject::Entity(_)),
            None => true,
        });
        differences.truncate(self.output.limit.unwrap_or(usize::MAX));
        let graph = |difference: &Difference<'_>| {
            if difference.change == Change::Gone { &old } else { &new }
        };
        let sheet = Sheet {
            columns: COLUMNS,
            rows: differences
                .iter()
                .map(|one| row(graph(one), one, self.output))
                .collect(),
            objects: differences
                .iter()
                .map(|one| printed(graph(one), one, self.output))
                .collect(),
        };
        sheet.print(self.output)?;
        if differences.is_empty() {
            report("the graphs do not differ");
            return Ok(Outcome::Same);
        }
        Ok(Outcome::Differing)
    }

    fn graphs(&self) -> Result<(KnowledgeGraph, KnowledgeGraph)> {
        let old = graph::read(&self.old, "no older graph")?;
        if let Some(new) = &self.new {
            let new = graph::read(new, "no newer graph")?;
            return Ok((old.whole()?.into_owned(), new.whole()?.into_owned()));
        }
        if !old.is_base() {
            bail!("{}: a graph knows no days; --from is for a base", self.old.display());
        }
        let then = self.from.map(|day| old.as_of(day)).transpose()?.unwrap_or_default();
        let now = match self.to {
            Some(day) => old.as_of(day)?,
            None => old.whole()?.into_owned(),
        };
        Ok((then, now))
    }
}

fn row<'a>(graph: &'a KnowledgeGraph, difference: &Difference<'a>, output: Output) -> Row<'a> {
    let printed = printed(graph, difference, output);
    let details: Vec<String> = printed.fields.iter().map(details).collect();
    Row {
        cells: vec![
            printed.change.to_owned(),
            printed.kind.to_owned(),
            printed.name.clone(),
            details.join("; "),
            printed.id.to_owned(),
        ],
        evidence: reports(graph, difference.subject),
    }
}

/// The reports of an event, or the surest of each event of an entity.
fn reports<'a>(graph: &'a KnowledgeGraph, subject: Subject<'a>) -> Vec<Evidence<'a>> {
    let of = |node: &Node| {
        let events = graph.events().iter();
        let own = events.filter(|event| {
            let mut named = event.participants().chain(&event.place).chain(&event.summit);
            named.any(|id| *id == node.id)
        });
        Evidence::best(graph, &own.collect::<Vec<_>>())
    };
    match subject {
        Subject::Event(event) => Evidence::all(graph, event).collect(),
        Subject::Entity(node) => of(node),
    }
}

/// "date 2019-04 → 2019-04-25".
fn details(field: &PrintedField<'_>) -> String {
    let shown = |value: &str| {
        if value.is_empty() {
            "none".to_owned()
        } else {
            value.to_owned()
        }
    };
    format!("{} {} → {}", field.name, shown(field.old), shown(field.new))
}

fn printed<'a>(graph: &'a KnowledgeGraph, difference: &'a Difference<'_>, output: Output) -> PrintedDifference<'a> {
    let (subject, kind, id, name) = match difference.subject {
        Subject::Entity(node) => ("entity", node.kind.as_str(), node.id.as_str(), node.name.clone()),
        Subject::Event(event) => (
            "event",
            event.event_type.as_str(),
            event.id.as_str(),
            graph.in_words(event),
        ),
    };
    let fields = difference.fields.iter();
    PrintedDifference {
        change: difference.change.as_str(),
        subject,
        kind,
        id,
        name,
        fields: fields.map(|(name, old, new)| PrintedField { name, old, new }).collect(),
        evidence: sentences(&reports(graph, difference.subject), output),
    }
}
