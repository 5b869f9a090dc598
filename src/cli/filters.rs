//! The filters that questions share, and the names in them.

pub(super) use super::days::{first_day, last_day};
use super::gather::knowledge;
use super::graph::Loaded;
use super::{Outcome, Stop, report};
use anyhow::Result;
use chrono::NaiveDate;
use clap::Args;
use clap::builder::{PossibleValuesParser, RangedU64ValueParser};
use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::OnceLock;
use summitry::entity::Gazetteer;
use summitry::event::{EventType, Status};
use summitry::graph::{KnowledgeGraph, NodeId, Outline};
use summitry::knowledge::Files;
use summitry::query::{Query, Question, QuestionError, actor_called, event_type, plover_classes};

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

/// A number from 0 to 1.
pub(super) fn score(text: &str) -> Result<f64, String> {
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

impl Filters {
    /// The graph as it was known at the day asked for.
    pub(super) fn graph<'a>(&self, graph: &'a Loaded) -> Result<Cow<'a, KnowledgeGraph>> {
        match self.as_of {
            Some(day) => Ok(Cow::Owned(graph.as_of(day)?)),
            None => graph.whole(),
        }
    }

    /// As much of the graph as answers the query that `make` makes of those who are called by these names and those of the filters,
    /// and the query.
    pub(super) fn asked<'a>(
        &self,
        graph: &'a Loaded,
        names: &[&str],
        make: impl FnOnce(&KnowledgeGraph) -> Result<Query, Outcome>,
    ) -> Result<(Cow<'a, KnowledgeGraph>, Query), Stop> {
        self.asked_with(graph, names, |named| make(named).map(|query| (query.clone(), query)))
    }

    /// The same, with what `make` makes beside the query.
    pub(super) fn asked_with<'a, T>(
        &self,
        graph: &'a Loaded,
        names: &[&str],
        make: impl FnOnce(&KnowledgeGraph) -> Result<(Query, T), Outcome>,
    ) -> Result<(Cow<'a, KnowledgeGraph>, T), Stop> {
        let named = match self.as_of {
            Some(_) => None,
            None => graph.named(&self.question(), names, self.tables.own()?)?,
        };
        if let Some(named) = named {
            let (query, made) = make(&named)?;
            return Ok((graph.part(&query)?, made));
        }
        let graph = self.graph(graph)?;
        let (_, made) = make(&graph)?;
        Ok((graph, made))
    }

    /// The outline of a base, and what `make` makes of those who are called by these names and those of the filters; nothing
    /// where that takes the whole graph.
    pub(super) fn outlined<T>(
        &self,
        graph: &Loaded,
        names: &[&str],
        make: impl FnOnce(&KnowledgeGraph) -> Result<T, Outcome>,
    ) -> Result<Option<(Outline, T)>, Stop> {
        if self.as_of.is_some() || self.alone {
            return Ok(None);
        }
        let Some(named) = graph.named(&self.question(), names, self.tables.own()?)? else {
            return Ok(None);
        };
        let made = make(&named)?;
        Ok(graph.outline()?.map(|outline| (outline, made)))
    }

    /// Whether anything is left out, or a day of the past asked for.
    #[cfg(feature = "base")]
    pub(super) fn are_any(&self) -> bool {
        self.as_of.is_some() || self.question() != Question::default()
    }

    /// Whether a day of the past is asked for.
    #[cfg(feature = "base")]
    pub(super) const fn is_of_the_past(&self) -> bool {
        self.as_of.is_some()
    }

    /// By whose names others may be called; otherwise standard error says why a table cannot be read.
    #[cfg(feature = "base")]
    pub(super) fn gazetteer(&self) -> Result<&Gazetteer, Outcome> {
        self.tables.gazetteer()
    }

    /// The query that the filters make; otherwise standard error says which name is not clear.
    pub(super) fn query(&self, graph: &KnowledgeGraph) -> Result<Query, Outcome> {
        let question = self.question();
        question.query(graph, self.tables.own()?).map_err(|error| said(&error))
    }

    /// What the filters ask for, in words.
    fn question(&self) -> Question {
        let statuses = if self.occurred_only {
            vec![Status::Occurred]
        } else if self.status.iter().any(|status| status == ANY) {
            vec![]
        } else {
            self.status.iter().filter_map(|status| Status::parse(status)).collect()
        };
        Question {
            types: self.types.clone(),
            classes: self.class.clone(),
            who: self.who.clone(),
            with: self.with.clone(),
            countries: self.country.clone(),
            places: self.place.clone(),
            since: self.since,
            until: self.until,
            statuses,
            min_reports: self.min_reports,
            min_score: self.min_score,
            sources: self.source.clone(),
            articles: self.article.clone(),
            alone: self.alone,
            exactly: self.exactly,
        }
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
        let node = actor_called(graph, name, self.tables.own()?).map_err(|error| said(&error))?;
        Ok(node.id.clone())
    }
}

/// Says on standard error why a question has no answer.
fn said(error: &QuestionError) -> Outcome {
    match error {
        QuestionError::NoDay { since, until } => {
            report(&format!("no day lies between --since {since} and --until {until}"));
        }
        error => report(&error.to_string()),
    }
    if error.is_unclear() {
        Outcome::Unclear
    } else {
        Outcome::Nothing
    }
}

/// The event type of that name; otherwise standard error says that there is none.
pub(super) fn type_called(name: &str) -> Result<EventType, Outcome> {
    event_type(name).map_err(|error| said(&error))
}
