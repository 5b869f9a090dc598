//! `summitry query`: who did what to whom, when, and who stands where among all?

mod counts;
mod dyads;
mod events;
mod figures;
mod people;
mod stats;

use super::filters::{Filters, type_called};
use super::sheet::{Format, Output, Sheet};
use super::{Outcome, Stop, graph, report};
use anyhow::Result;
use clap::{Args, Command, FromArgMatches, Subcommand};
use serde::Serialize;
use std::ffi::OsString;
use std::path::PathBuf;
use summitry::event::EventType;
#[cfg(feature = "base")]
use summitry::graph::{EventRecord, KnowledgeGraph};
use summitry::query::Happening;

/// The arguments of `query`.
#[derive(Args)]
#[command(after_help = "\
Every type of events is a question too, with the arguments of events: met, visited, called, mediated, agreed, supported,
cooperated, aided, yielded, requested, accused, rejected, threatened, protested, sanctioned, mobilized, coerced, attacked,
and those of the graph's own.

Examples:
  summitry query graphs/sample.json met \"Kim Jong Un\"
  summitry query graphs/sample.json met Kim --with Putin --evidence
  summitry query graphs/sample.json events Iran --since 2019 --until 2019-06 --format csv
  summitry query graphs/sample.json between \"United States\" China --class consult
  summitry query graphs/sample.json path \"Kim Jong Un\" \"Donald Trump\" --in-time
  summitry query graphs/sample.json top --by betweenness --since 2019 -n 10
  summitry query graphs/sample.json who \"the Russian president\" --on 2019-04-24

Names are found whatever their case, accents, order and common spelling; a part that means only one is enough. A country
or organization stands for those who serve it, unless --exactly is given. The exit status is 0 where something was found,
1 where nothing was, 2 after an error or where a name may mean several.")]
pub(super) struct Query {
    /// The graph, as written by build; - is standard input
    graph: PathBuf,

    #[command(subcommand)]
    question: Question,
}

impl Query {
    pub(super) fn run(&self) -> Result<Outcome> {
        let graph = graph::read(&self.graph, "no graph to ask")?;
        let answered = match &self.question {
            Question::OfType(name, events) => {
                // The types of the graph's own are known once it has been read.
                match type_called(name) {
                    Ok(kind) => events.ask(&graph, Some(kind)),
                    Err(outcome) => Err(outcome.into()),
                }
            }
            Question::Other(other) => match other {
                Other::Events(events) => events.ask(&graph, None),
                Other::Between(between) => between.ask(&graph),
                Other::Timeline(timeline) => timeline.ask(&graph),
                Other::Summits(summits) => summits.ask(&graph),
                Other::Neighbors(neighbors) => neighbors.ask(&graph),
                Other::Path(path) => path.ask(&graph),
                Other::Who(who) => who.ask(&*graph.whole()?),
                Other::Top(top) => top.ask(&graph),
                Other::Communities(communities) => communities.ask(&graph),
                Other::Dyads(dyads) => dyads.ask(&graph),
                Other::Stats(stats) => stats.ask(&graph),
                Other::Counts(counts) => counts.ask(&graph),
                Other::Disputes(disputes) => disputes.ask(&graph),
            },
        };
        match answered {
            Ok(outcome) | Err(Stop::Outcome(outcome)) => Ok(outcome),
            Err(Stop::Error(error)) => Err(error),
        }
    }
}

/// A question, by its name or the type of the events.
enum Question {
    OfType(String, events::Events),
    Other(Other),
}

#[derive(Subcommand)]
enum Other {
    /// Finds events, in the order of time
    Events(events::Events),
    /// Tells everything between two people, countries or organizations, in the order of time
    Between(events::Between),
    /// Tells what one did and what was done to one, in the order of time
    Timeline(events::Timeline),
    /// Lists the partners of one, those of most events first
    Neighbors(people::Neighbors),
    /// Finds the shortest chains of acquaintance from one to another
    Path(people::Path),
    /// Lists meetings that have a name, or bring together several
    Summits(events::Summits),
    /// Tells who held an office, by the gazetteer
    Who(people::Who),
    /// Ranks people, countries and organizations by what they are in the network of events
    Top(figures::Top),
    /// Finds those who keep together, by Louvain's method
    Communities(figures::Communities),
    /// Weighs cooperation against conflict between countries, month by month
    Dyads(dyads::Dyads),
    /// Counts what there is
    Stats(stats::Stats),
    /// Counts events by month, type, status, source, country or place
    Counts(counts::Counts),
    /// Lists the events over which reports differ
    Disputes(counts::Disputes),
}

/// A saved question for events: `met "Kim Jong Un" --since 2019`.
#[cfg(feature = "base")]
#[derive(Clone)]
pub(super) struct Alert {
    kind: Option<EventType>,
    events: std::sync::Arc<events::Events>,
}

#[cfg(feature = "base")]
impl Alert {
    /// The question in these words, as a shell parts them.
    pub(super) fn parse(words: &str) -> Result<Self, String> {
        let words = shlex::split(words).ok_or("a quotation mark is not closed")?;
        let (name, rest) = words.split_first().ok_or("no question")?;
        let kind = EventType::parse(name);
        if kind.is_none() && name != "events" {
            return Err(format!("{name:?} is neither events nor a type of events"));
        }
        let command = events::Events::augment_args(Command::new("events").no_binary_name(true));
        let parsed = command.try_get_matches_from(rest);
        let events = parsed.and_then(|matches| events::Events::from_arg_matches(&matches));
        let events = events.map_err(|error| error.to_string().lines().next().unwrap_or_default().to_owned())?;
        Ok(Self {
            kind,
            events: events.into(),
        })
    }

    /// The events that answer it; none where a name in it means nobody yet, which standard error says.
    pub(super) fn find<'a>(&self, graph: &'a KnowledgeGraph) -> Vec<&'a EventRecord> {
        let Ok(query) = self.events.query(graph) else {
            return Vec::new();
        };
        let mut events = query.find(graph);
        events.retain(|event| self.kind.is_none_or(|kind| event.event_type == kind));
        events
    }
}

impl FromArgMatches for Question {
    fn from_arg_matches(matches: &clap::ArgMatches) -> Result<Self, clap::Error> {
        if let Some((name, arguments)) = matches.subcommand()
            && !Other::has_subcommand(name)
        {
            if EventType::parse(name).is_some() {
                return Ok(Self::OfType(
                    name.to_owned(),
                    events::Events::from_arg_matches(arguments)?,
                ));
            }
            let rest = arguments.get_many::<OsString>("").into_iter().flatten().cloned();
            let command = events::Events::augment_args(Command::new("events").no_binary_name(true));
            let arguments = command.try_get_matches_from(rest)?;
            return Ok(Self::OfType(
                name.to_owned(),
                events::Events::from_arg_matches(&arguments)?,
            ));
        }
        Other::from_arg_matches(matches).map(Self::Other)
    }

    fn update_from_arg_matches(&mut self, matches: &clap::ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Subcommand for Question {
    fn augment_subcommands(command: Command) -> Command {
        let command = command.allow_external_subcommands(true);
        EventType::ALL
            .iter()
            .fold(Other::augment_subcommands(command), |command, kind| {
                let of_type = Command::new(kind.as_str())
                    .about(format!("Finds events of the type {kind}, in the order of time"))
                    .hide(true);
                command.subcommand(events::Events::augment_args(of_type))
            })
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        EventType::parse(name).is_some() || Other::has_subcommand(name)
    }
}

/// The arguments that most questions share.
#[derive(Args, Clone, Debug)]
struct Slice {
    #[command(flatten)]
    filters: Filters,

    #[command(flatten)]
    output: Output,
}

type Answered = Result<Outcome, Stop>;

/// Prints the answer, or says that there is `nothing`.
fn answer<O: Serialize>(sheet: &Sheet<'_, O>, output: Output, nothing: &str) -> Answered {
    sheet.print(output)?;
    if sheet.rows.is_empty() {
        report(nothing);
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Found)
}

/// Says something beside a table; programs are not told.
fn note(output: Output, message: &str) {
    if output.format == Format::Table {
        report(message);
    }
}

/// The ids of the events.
fn ids(events: &[impl Happening]) -> Vec<String> {
    events.iter().map(|event| event.id().to_string()).collect()
}

/// The first ones, as many as are asked for.
fn first<T>(mut all: Vec<T>, limit: Option<usize>) -> Vec<T> {
    all.truncate(limit.unwrap_or(usize::MAX));
    all
}
