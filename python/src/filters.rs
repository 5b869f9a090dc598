//! Filters: what a user asks for in Python as a question of the library.

use crate::problem::of_question;
use chrono::NaiveDate;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pythonize::depythonize;
use serde::Deserialize;
use summitry::event::Status;
use summitry::graph::{KnowledgeGraph, NodeId};
use summitry::query::{Query, Question, actor_called, days};

/// The filters as `summitry/_filters.py` gives them.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Filters {
    #[serde(rename = "type")]
    types: Vec<String>,
    plover: Vec<String>,
    who: Vec<String>,
    #[serde(rename = "with_")]
    with: Vec<String>,
    country: Vec<String>,
    place: Vec<String>,
    since: Option<String>,
    until: Option<String>,
    status: Vec<String>,
    min_reports: usize,
    min_score: f64,
    source: Vec<String>,
    article: Vec<String>,
    alone: bool,
    exactly: bool,
}

impl Filters {
    pub(crate) fn new(filters: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(depythonize(filters)?)
    }

    /// The query that is meant.
    pub(crate) fn query(self, py: Python<'_>, graph: &KnowledgeGraph) -> PyResult<Query> {
        let question = Question {
            types: self.types,
            classes: self.plover,
            who: self.who,
            with: self.with,
            countries: self.country,
            places: self.place,
            since: span(self.since.as_deref())?.map(|(first, _)| first),
            until: span(self.until.as_deref())?.map(|(_, last)| last),
            statuses: self
                .status
                .iter()
                .map(|name| status(name))
                .collect::<PyResult<Vec<_>>>()?,
            min_reports: self.min_reports,
            min_score: self.min_score,
            sources: self.source,
            articles: self.article,
            alone: self.alone,
            exactly: self.exactly,
        };
        question.query(graph, None).map_err(|error| of_question(py, &error))
    }
}

/// Those who are called so.
pub(crate) fn actors(py: Python<'_>, graph: &KnowledgeGraph, names: &[String]) -> PyResult<Vec<NodeId>> {
    let ids = names
        .iter()
        .map(|name| actor_called(graph, name, None).map(|node| node.id.clone()));
    ids.collect::<Result<_, _>>().map_err(|error| of_question(py, &error))
}

fn status(name: &str) -> PyResult<Status> {
    Status::parse(name).ok_or_else(|| {
        let known: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
        PyValueError::new_err(format!("no status is called {name:?}; there are {}", known.join(", ")))
    })
}

/// The first and the last day of a date written as a day, a month or a year.
pub(crate) fn span(date: Option<&str>) -> PyResult<Option<(NaiveDate, NaiveDate)>> {
    let Some(date) = date else { return Ok(None) };
    match days(date) {
        Some(days) => Ok(Some(days)),
        None => Err(PyValueError::new_err(format!(
            "{date:?} is not a day (2019-04-24), month (2019-04) or year"
        ))),
    }
}
