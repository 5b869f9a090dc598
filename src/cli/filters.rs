//! The filters that questions share, and the names in them.

use super::gather::knowledge;
use super::graph::Loaded;
use super::{Outcome, report};
use anyhow::Result;
use chrono::NaiveDate;
use clap::Args;
use clap::builder::{PossibleValuesParser, RangedU64ValueParser};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;
use summitry::entity::{Gazetteer, Known};
use summitry::event::{EventType, Status};
use summitry::graph::{KnowledgeGraph, Node, NodeId};
use summitry::knowledge::Files;
use summitry::query::{
    Named, Query, articles_called, days, known_name, plover_classes, publishers_called, resolve_place, resolve_with,
};

/// So many of the names that a word may mean are listed.
const LISTED: usize = 12;

/// The word for every status.
const ANY: &str = "any";

/// The heading of the filters in the help.
const FILTERS: &str = "Filters (each may be repeated: any of its values; different ones: all)";

/// Which events count. Several values of one filter: any of them; several filters: all of them.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = FILTERS)]
pub(super) struct Filters {
    /// Events in which this one takes part
    #[arg(long, value_name = "NAME")]
    who: Vec<String>,

    /// Events in which this one takes part too
    #[arg(long, value_name = "NAME")]
    with: Vec<String>,

    /// Events of this country or those who serve it: a name or ISO code of two or three letters
    #[arg(long, value_name = "COUNTRY")]
    country: Vec<String>,

    /// Events of this type
    #[arg(long = "type", value_name = "TYPE")]
    types: Vec<String>,

    /// Events of this PLOVER class
    #[arg(long, value_name = "CLASS", value_parser = PossibleValuesParser::new(plover_classes()), ignore_case = true)]
    class: Vec<String>,

    /// Events on this day or later; a month (2019-04) or a year will do
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    since: Option<NaiveDate>,

    /// Events on this day or earlier; a month or a year will do
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    until: Option<NaiveDate>,

    /// What the articles up to this day told; of a base, what it knew at the end of this day
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    as_of: Option<NaiveDate>,

    /// Events of this status
    #[arg(long, value_name = "STATUS", value_parser = statuses())]
    status: Vec<String>,

    /// Events in this place, or in places of this country
    #[arg(long, value_name = "PLACE")]
    place: Vec<String>,

    /// Events with at least so many reports
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    min_reports: usize,

    /// Only events that happened
    #[arg(long, conflicts_with = "status")]
    occurred_only: bool,

    /// Events with at least this score, from 0 to 1
    #[arg(long, value_name = "SCORE", default_value_t = 0.0, hide_default_value = true, value_parser = score)]
    min_score: f64,

    /// Events that this publisher reports
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,

    /// Events that the article of this id reports
    #[arg(long, value_name = "ID")]
    article: Vec<String>,

    /// Only events that one publisher alone reports
    #[arg(long)]
    alone: bool,

    /// Leave out those who serve a country or organization
    #[arg(long)]
    exactly: bool,

    #[command(flatten)]
    tables: Tables,
}

/// Whom a user knows beyond the built-in gazetteer.
#[derive(Args, Clone, Debug)]
pub(super) struct Tables {
    /// A table of countries, organizations, cities or people by whose names others may be called
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,

    /// What they and the built-in ones hold, once it was asked for.
    #[arg(skip)]
    read: OnceLock<Box<Gazetteer>>,
}

impl Tables {
    /// The gazetteer with the tables; otherwise standard error says why one cannot be read.
    pub(super) fn gazetteer(&self) -> Result<&Gazetteer, Outcome> {
        Ok(self.own()?.unwrap_or_else(|| Gazetteer::builtin()))
    }

    /// The same where there are tables; without them the built-in one need not be loaded.
    fn own(&self) -> Result<Option<&Gazetteer>, Outcome> {
        if self.gazetteer.is_empty() {
            return Ok(None);
        }
        if self.read.get().is_none() {
            let read = knowledge(&Files {
                gazetteer: self.gazetteer.clone(),
                ..Files::default()
            });
            let read = read.map_err(|error| {
                report(&format!("{error:#}"));
                Outcome::Incomplete
            })?;
            let _ = self.read.set(Box::new(read.into_owned().gazetteer.into_owned()));
        }
        Ok(self.read.get().map(Box::as_ref))
    }
}

fn score(text: &str) -> Result<f64, String> {
    let score = text.parse().ok().filter(|score| (0.0..=1.0).contains(score));
    score.ok_or_else(|| "not a number from 0 to 1".to_owned())
}

fn statuses() -> PossibleValuesParser {
    PossibleValuesParser::new(Status::ALL.iter().map(|status| status.as_str()).chain([ANY]))
}

/// A number of things to show, of which there is at least one.
pub(super) fn at_least_one() -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(1..)
}

/// A day; months and years, which `--since` takes for their first one, are none.
pub(super) fn one_day(date: &str) -> Result<NaiveDate, String> {
    let first = first_day(date)?;
    if first == last_day(date)? {
        return Ok(first);
    }
    Err("a whole month or year, not a day (2019-04-24)".to_owned())
}

pub(super) fn first_day(date: &str) -> Result<NaiveDate, String> {
    days(date)
        .map(|(first, _)| first)
        .ok_or_else(|| "not a day (2019-04-24), month (2019-04) or year".to_owned())
}

pub(super) fn last_day(date: &str) -> Result<NaiveDate, String> {
    first_day(date)?;
    Ok(days(date).map_or(NaiveDate::MAX, |(_, last)| last))
}

impl Filters {
    /// The graph as it was known at the day asked for.
    pub(super) fn graph<'a>(&self, graph: &'a Loaded) -> Result<Cow<'a, KnowledgeGraph>> {
        match self.as_of {
            Some(day) => Ok(Cow::Owned(graph.as_of(day)?)),
            None => Ok(Cow::Borrowed(graph)),
        }
    }

    /// The query that the filters make; otherwise standard error says which name is not clear.
    pub(super) fn query(&self, graph: &KnowledgeGraph) -> Result<Query, Outcome> {
        if let (Some(since), Some(until)) = (self.since, self.until)
            && since > until
        {
            report(&format!("no day lies between --since {since} and --until {until}"));
            return Err(Outcome::Unclear);
        }
        let all = |names: &[String]| {
            let ids = names.iter().map(|name| self.one(graph, name));
            ids.collect::<Result<Vec<_>, _>>()
        };
        Ok(Query {
            types: types(&self.types)?,
            classes: self.class.clone(),
            who: all(&self.who)?,
            with: all(&self.with)?,
            countries: self
                .country
                .iter()
                .map(|name| self.country(graph, name))
                .collect::<Result<_, _>>()?,
            places: self
                .place
                .iter()
                .map(|name| self.clear(name, resolve_place(graph, name, self.tables.own()?), "no place is"))
                .collect::<Result<_, _>>()?,
            since: self.since,
            until: self.until,
            statuses: if self.occurred_only {
                vec![Status::Occurred]
            } else if self.status.iter().any(|status| status == ANY) {
                vec![]
            } else {
                self.status.iter().filter_map(|status| Status::parse(status)).collect()
            },
            min_reports: self.min_reports,
            min_score: self.min_score,
            sources: told(&self.source, "publisher", |name| publishers_called(graph, name))?,
            articles: told(&self.article, "article", |name| articles_called(graph, name))?,
            alone: self.alone,
            exactly: self.exactly,
        })
    }

    /// The same, of what happened if no status is asked for.
    pub(super) fn happened(&self, graph: &KnowledgeGraph) -> Result<Query, Outcome> {
        let mut query = self.query(graph)?;
        if self.status.is_empty() {
            query.statuses = vec![Status::Occurred];
        }
        Ok(query)
    }

    /// The one that is meant; otherwise standard error says why nobody is.
    pub(super) fn one(&self, graph: &KnowledgeGraph, name: &str) -> Result<NodeId, Outcome> {
        self.clear(name, resolve_with(graph, name, self.tables.own()?), "nobody is")
    }

    /// The one meant; otherwise standard error says why there is none.
    fn clear(&self, name: &str, named: Named<'_>, nobody: &str) -> Result<NodeId, Outcome> {
        match named {
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
                if let Some(known) = known_name(self.tables.gazetteer()?, name) {
                    report(&format!("the graph tells nothing of {known}"));
                    return Err(Outcome::Nothing);
                }
                let alike: Vec<String> = alike.into_iter().map(|node| node.name.clone()).collect();
                let hint = match alike.as_slice() {
                    [] => String::new(),
                    [one] => format!("; did you mean {one}?"),
                    [front @ .., last] => format!("; did you mean {} or {last}?", front.join(", ")),
                };
                report(&format!("{nobody} called {name:?}{hint}"));
                Err(Outcome::Nothing)
            }
        }
    }

    /// The code of a country, which need not take part itself.
    fn country(&self, graph: &KnowledgeGraph, name: &str) -> Result<String, Outcome> {
        let gazetteer = self.tables.gazetteer()?;
        if let Some(country) = gazetteer.country_by_code(&name.to_uppercase()) {
            return Ok(country.iso3.clone());
        }
        let known = gazetteer.senses(name).iter().find_map(|sense| match sense.entity {
            Known::Country(at) => Some(gazetteer.countries[at].iso3.clone()),
            _ => None,
        });
        if let Some(code) = known {
            return Ok(code);
        }
        let id = self.one(graph, name)?;
        let code = graph.node(&id).map(|node| node.country.clone()).unwrap_or_default();
        if code.is_empty() {
            report(&format!("{} is of no country", graph.name(&id)));
            return Err(Outcome::Nothing);
        }
        Ok(code)
    }
}

/// All that are called by one of the names; otherwise standard error says by which none is.
fn told<'a>(names: &[String], what: &str, called: impl Fn(&str) -> BTreeSet<&'a str>) -> Result<Vec<String>, Outcome> {
    let mut all = Vec::new();
    for name in names {
        let found = called(name);
        if found.is_empty() {
            report(&format!("no {what} of the graph is called {name:?}"));
            return Err(Outcome::Nothing);
        }
        all.extend(found.into_iter().map(str::to_owned));
    }
    Ok(all)
}

/// The event types of these names, built in or of the graph that was read; otherwise standard error says which is none.
pub(super) fn types(names: &[String]) -> Result<Vec<EventType>, Outcome> {
    let known = |name: &String| {
        EventType::parse(name).ok_or_else(|| {
            let built_in: Vec<&str> = EventType::ALL.iter().map(|kind| kind.as_str()).collect();
            report(&format!(
                "no event type is called {name:?}; there are {}, and those of the graph's own",
                built_in.join(", ")
            ));
            Outcome::Unclear
        })
    };
    names.iter().map(known).collect()
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
