//! `summitry query`: who did what to whom, and when?

use super::answer::{Answer, Format};
use super::{Outcome, report};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::path::PathBuf;
use summitry::event::{EventType, Status};
use summitry::graph::{KnowledgeGraph, Node, NodeId};
use summitry::query::{Named, days, resolve};
use summitry::store;

/// So many of the names that a word may mean are listed.
const LISTED: usize = 12;

/// The arguments of `query`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry query graphs/sample.json met \"Kim Jong Un\"
  summitry query graphs/sample.json met Kim --with Putin --evidence
  summitry query graphs/sample.json events Iran --since 2019 --until 2019-06 --format csv
  summitry query graphs/sample.json sanctioned --status occurred --format jsonl

Names are found whatever their case, accents and order; a part that means only one is enough. A country or organization
stands for those who serve it, unless --exactly is given. The exit status is 0 where something was found, 1 where nothing
was, 2 after an error or where a name may mean several.")]
pub(super) struct Query {
    /// The graph, as written by build; - is standard input
    graph: PathBuf,

    /// The type of events, or events for all
    #[arg(value_name = "RELATION", value_parser = relations())]
    relation: String,

    /// Who takes part
    #[arg(value_name = "NAME")]
    who: Option<String>,

    /// Who takes part too
    #[arg(long, value_name = "NAME")]
    with: Option<String>,

    /// Events on this day or later; a month (2019-04) or a year will do
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    since: Option<NaiveDate>,

    /// Events on this day or earlier; a month or a year will do
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    until: Option<NaiveDate>,

    /// Events of this status; may be repeated
    #[arg(long, value_name = "STATUS", value_parser = statuses())]
    status: Vec<String>,

    /// How to answer
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Leave out those who serve the country or organization
    #[arg(long)]
    exactly: bool,

    /// Print the sentences under each row of the table
    #[arg(long)]
    evidence: bool,
}

fn relations() -> PossibleValuesParser {
    PossibleValuesParser::new(EventType::ALL.iter().map(|kind| kind.as_str()).chain(["events"]))
}

fn statuses() -> PossibleValuesParser {
    PossibleValuesParser::new(Status::ALL.iter().map(|status| status.as_str()))
}

fn first_day(date: &str) -> Result<NaiveDate, String> {
    days(date)
        .map(|(first, _)| first)
        .ok_or_else(|| "not a day (2019-04-24), month (2019-04) or year".to_owned())
}

fn last_day(date: &str) -> Result<NaiveDate, String> {
    first_day(date)?;
    Ok(days(date).map_or(NaiveDate::MAX, |(_, last)| last))
}

impl Query {
    pub(super) fn run(&self) -> Result<Outcome> {
        let graph = store::read(&self.graph).context("no graph to ask")?;
        let mut names = Vec::new();
        for name in [&self.who, &self.with] {
            names.push(match name.as_deref().map(|name| one(&graph, name)) {
                None => None,
                Some(Ok(id)) => Some(id),
                Some(Err(outcome)) => return Ok(outcome),
            });
        }
        let with = names.pop().flatten();
        let query = summitry::query::Query {
            types: EventType::parse(&self.relation).into_iter().collect(),
            who: names.pop().flatten(),
            with,
            since: self.since,
            until: self.until,
            statuses: self.status.iter().filter_map(|status| Status::parse(status)).collect(),
            exactly: self.exactly,
        };
        let events = query.find(&graph);
        if events.is_empty() {
            if self.format != Format::Table {
                Answer::new(&graph, &query, &[]).write(self.format, self.evidence)?;
            }
            report("no such event");
            return Ok(Outcome::Nothing);
        }
        Answer::new(&graph, &query, &events).write(self.format, self.evidence)?;
        Ok(Outcome::Found)
    }
}

/// The one that is meant; otherwise standard error says why nobody is.
fn one(graph: &KnowledgeGraph, name: &str) -> Result<NodeId, Outcome> {
    match resolve(graph, name) {
        Named::One(node) => Ok(node.id.clone()),
        Named::Several(nodes) => {
            let mut message = format!("{name:?} may mean:");
            for node in nodes.iter().take(LISTED) {
                message.push_str("\n  ");
                message.push_str(&described(node));
            }
            if nodes.len() > LISTED {
                message.push_str("\n  and others");
            }
            report(&message);
            Err(Outcome::Unclear)
        }
        Named::Nobody(alike) => {
            let alike: Vec<String> = alike.into_iter().map(|node| node.name.clone()).collect();
            let hint = match alike.as_slice() {
                [] => String::new(),
                [one] => format!("; did you mean {one}?"),
                [front @ .., last] => format!("; did you mean {} or {last}?", front.join(", ")),
            };
            report(&format!("nobody is called {name:?}{hint}"));
            Err(Outcome::Nothing)
        }
    }
}

/// "Kim Jong Un (PRK, 5 reports): person:kim-jong-un:PRK".
fn described(node: &Node) -> String {
    let affiliation = [&node.country, &node.org].into_iter().find(|name| !name.is_empty());
    let affiliation = affiliation.map_or_else(String::new, |name| format!("{name}, "));
    let reports = match node.mentions {
        1 => "1 report".to_owned(),
        mentions => format!("{mentions} reports"),
    };
    format!("{} ({affiliation}{reports}): {}", node.name, node.id)
}
