//! The events of articles: of one as dictionaries, of many as an Arrow table.

mod columns;

use crate::problem::Problem;
use crate::source::{Source, read_options};
use crate::table::Table;
use crate::work::{OwnFiles, Workshop, knowledge};
use columns::{EventColumns, RowColumns};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use pythonize::pythonize;
use serde_json::{Map, Value};
use std::io::Cursor;
use summitry::article::{Article, Format, ReadOptions, read_stream};
use summitry::event::{Event, Participant};
use summitry::export::MinedArticle;
use summitry::graph::Part;
use summitry::pipeline;
use summitry::span::Span;

/// The one article of these fields, as a line of JSON with them is read.
pub(crate) fn one(py: Python<'_>, fields: &[(String, String)], options: &ReadOptions) -> PyResult<Article> {
    let object: Map<String, Value> = fields
        .iter()
        .map(|(name, value)| (name.clone(), Value::String(value.clone())))
        .collect();
    let options = ReadOptions {
        format: Some(Format::JsonLines),
        ..options.clone()
    };
    let line = Value::Object(object).to_string().into_bytes();
    match read_stream("-", Cursor::new(line), &options).next() {
        Some(Ok(article)) => Ok(article),
        Some(Err(error)) => {
            let mut problem = Problem::of_row(0, error.cause());
            problem.message = error.cause();
            problem.row = None;
            Err(problem.raised(py))
        }
        None => Err(Problem::of_program(0, None).raised(py)),
    }
}

/// What is mined of one article: its line of JSON, and its parts as a dictionary.
#[pyfunction]
pub(crate) fn mine(
    py: Python<'_>,
    article: Vec<(String, String)>,
    own: OwnFiles,
    any_language: bool,
) -> PyResult<(String, Bound<'_, PyDict>)> {
    let knowledge = knowledge(py, own)?;
    let article = one(py, &article, &read_options(&[], None, None, any_language)?)?;
    let mined = py.detach(|| pipeline::mine(article, &knowledge));
    let (article, events) = (&mined.article, &mined.events);
    let printed = MinedArticle::new(article, events);
    let line = serde_json::to_string(&printed).unwrap_or_default();
    let parts = pythonize(py, &printed)?.cast_into::<PyDict>()?;
    parts.set_item("title", article.title.of(&article.content))?;
    parts.set_item("text", &article.content[article.text_start..])?;
    let dicts = parts.get_item("events")?;
    let dicts = dicts
        .iter()
        .map(|list| list.cast::<PyList>())
        .collect::<Result<Vec<_>, _>>()?;
    for (event, dict) in events.iter().zip(dicts.into_iter().flatten()) {
        let dict = dict.cast_into::<PyDict>()?;
        let place = Located::new(article, event.evidence);
        dict.set_item("span", place.characters)?;
        dict.set_item("byte_span", place.bytes)?;
        let trigger = event.trigger.of(&article.content);
        dict.set_item("trigger", trigger)?;
        if let Some(date) = &event.date {
            dict.set_item("date_start", date.start)?;
            dict.set_item("date_end", date.end)?;
        }
        for (side, participants) in [("source", &event.source), ("target", &event.target)] {
            let list = dict.get_item(side)?;
            let list = list
                .iter()
                .map(|list| list.cast::<PyList>())
                .collect::<Result<Vec<_>, _>>()?;
            for (participant, item) in participants.iter().zip(list.into_iter().flatten()) {
                let place = Located::new(article, participant.mention);
                item.set_item("words", participant.mention.of(&article.content))?;
                item.set_item("span", place.characters)?;
                item.set_item("part", place.part.as_str())?;
            }
        }
    }
    Ok((line, parts))
}

/// A span of an article's content in one of its parts, in bytes and in characters.
pub(crate) struct Located {
    pub(crate) part: Part,
    pub(crate) bytes: (usize, usize),
    pub(crate) characters: (usize, usize),
}

impl Located {
    pub(crate) fn new(article: &Article, span: Span) -> Self {
        let (part, bytes) = Part::locate(article, span);
        let begin = span.start - bytes.start;
        let count = |from: usize, to: usize| article.content[from..to].chars().count();
        let start = count(begin, span.start);
        Self {
            part,
            bytes: (bytes.start, bytes.end),
            characters: (start, start + count(span.start, span.end)),
        }
    }
}

/// Everyone on both sides of an event.
pub(crate) fn sides(event: &Event) -> [&[Participant]; 2] {
    [&event.source, &event.target]
}

/// The events of many articles as a table, and a table with a line for each row that was given.
#[pyfunction]
pub(crate) fn mine_many(
    py: Python<'_>,
    data: &Bound<'_, PyAny>,
    fields: Vec<(String, String)>,
    reading: (Option<String>, Option<String>, bool),
    own: OwnFiles,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<(Table, Table)> {
    let (default_date, format, any_language) = reading;
    let options = read_options(&fields, default_date.as_deref(), format.as_deref(), any_language)?;
    let knowledge = knowledge(py, own)?;
    let source = Source::new(data, options)?;
    let workshop = Workshop::new(threads, progress)?;
    let mut events = EventColumns::default();
    let mut rows = RowColumns::default();
    workshop.each(
        py,
        source,
        &knowledge,
        |_| Ok(true),
        |done| {
            rows.push(&done);
            if let Ok(mined) = &done.result {
                py.detach(|| events.extend(done.row, mined));
            }
            Ok(())
        },
    )?;
    Ok((events.table()?, rows.table()?))
}
