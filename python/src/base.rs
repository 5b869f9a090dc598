//! Bases: a graph that grows, in one file.

use crate::graph::Graph;
use crate::problem::{Problem, of_base, of_growth};
use crate::source::{Source, read_options};
use crate::work::{OwnFiles, Workshop, files};
use chrono::NaiveDate;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};
use summitry::graph::EventId;
use summitry::query::developments;
use summitry::store::base::{Arrival, Base as Kept, BaseError, Removal, Search, Standing, identity};

/// So many articles are added in one transaction.
const BATCH: usize = 256;

/// A base, which one call at a time may use.
#[pyclass(frozen, module = "summitry._summitry")]
pub(crate) struct Base {
    path: PathBuf,
    kept: Mutex<Kept>,
}

impl Base {
    fn kept(&self) -> PyResult<MutexGuard<'_, Kept>> {
        self.kept
            .try_lock()
            .map_err(|_| PyRuntimeError::new_err(format!("{}: another call is using the base", self.path.display())))
    }

    /// What is done with the base while the interpreter is free.
    fn with<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&mut Kept) -> Result<T, BaseError> + Send,
    ) -> PyResult<T> {
        let mut kept = self.kept()?;
        let kept: &mut Kept = &mut kept;
        let done = py.detach(|| work(kept));
        done.map_err(|error| of_base(py, &self.path, &error))
    }
}

#[pymethods]
impl Base {
    /// The base in a file, which is made where there is none, unless it is to be read alone.
    #[new]
    fn new(py: Python<'_>, path: PathBuf, read_only: bool) -> PyResult<Self> {
        let opened = if read_only {
            Kept::open(&path)
        } else {
            Kept::create(&path)
        };
        let kept = opened.map_err(|error| of_base(py, &path, &error))?;
        Ok(Self {
            path,
            kept: Mutex::new(kept),
        })
    }

    /// The number of its events.
    fn count(&self, py: Python<'_>) -> PyResult<usize> {
        self.with(py, |kept| kept.count())
    }

    /// The days on which articles came or went.
    fn days(&self, py: Python<'_>) -> PyResult<Vec<NaiveDate>> {
        self.with(py, |kept| kept.days())
    }

    /// The graph, as it is or as it was at the end of a day.
    fn graph(&self, py: Python<'_>, day: Option<NaiveDate>) -> PyResult<Graph> {
        let graph = self.with(py, |kept| day.map_or_else(|| kept.graph(), |day| kept.graph_as_of(day)));
        Ok(Graph::new(graph?))
    }

    /// What is wrong with the file, a line each.
    fn check(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        self.with(py, |kept| kept.check())
    }

    /// Makes anew what follows from the articles.
    fn repair(&self, py: Python<'_>) -> PyResult<()> {
        self.with(py, Kept::repair)
    }

    /// Takes articles away, and returns how many.
    fn remove(
        &self,
        py: Python<'_>,
        ids: Vec<String>,
        sources: Vec<String>,
        before: Option<NaiveDate>,
        day: NaiveDate,
    ) -> PyResult<usize> {
        if ids.is_empty() && sources.is_empty() && before.is_none() {
            return Err(PyValueError::new_err("which articles? Give article, source or before"));
        }
        let removal = Removal { ids, sources, before };
        self.with(py, |kept| {
            let count = kept.remove(&removal, day)?;
            kept.merge()?;
            Ok(count)
        })
    }

    /// Sentences that hold the words, as dictionaries, the best first.
    fn search<'py>(
        &self,
        py: Python<'py>,
        words: String,
        who: Vec<String>,
        limit: usize,
    ) -> PyResult<Bound<'py, PyList>> {
        let search = Search {
            words,
            who,
            limit,
            skip: 0,
        };
        let hits = self.with(py, |kept| kept.search(&search))?;
        let dicts = hits.iter().map(|hit| {
            let dict = PyDict::new(py);
            dict.set_item("article", &hit.article)?;
            dict.set_item("title", &hit.title)?;
            dict.set_item("date", hit.date)?;
            dict.set_item("publisher", &hit.source)?;
            dict.set_item("sentence", &hit.sentence)?;
            dict.set_item("byte_span", (hit.span.start, hit.span.end))?;
            let events: Vec<&str> = hit.events.iter().map(EventId::as_str).collect();
            dict.set_item("events", events)?;
            Ok(dict)
        });
        PyList::new(py, dicts.collect::<PyResult<Vec<_>>>()?)
    }

    /// What became known from day to day: the day, what it was, and the id of the event.
    fn log(
        &self,
        py: Python<'_>,
        since: Option<NaiveDate>,
        until: Option<NaiveDate>,
    ) -> PyResult<Vec<(NaiveDate, &'static str, String)>> {
        self.with(py, |kept| {
            let mut former = summitry::graph::KnowledgeGraph::default();
            let mut known = Vec::new();
            for day in kept.days()? {
                if until.is_some_and(|until| day > until) {
                    break;
                }
                let graph = kept.graph_as_of(day)?;
                if since.is_none_or(|since| day >= since) {
                    let new = developments(&former, &graph).into_iter();
                    known.extend(new.map(|(what, event)| (day, what.as_str(), event.id.to_string())));
                }
                former = graph;
            }
            Ok(known)
        })
    }

    /// Adds articles, and returns how many were new, there already and changed, and what was left out.
    #[expect(clippy::too_many_arguments, reason = "Python gives them by name")]
    fn add<'py>(
        &self,
        py: Python<'py>,
        data: Option<&Bound<'py, PyAny>>,
        paths: Vec<PathBuf>,
        fields: Vec<(String, String)>,
        reading: (Option<String>, Option<String>, bool),
        own: OwnFiles,
        threads: Option<usize>,
        progress: Option<Py<PyAny>>,
        day: NaiveDate,
    ) -> PyResult<([usize; 3], Bound<'py, PyList>)> {
        let (default_date, format, any_language) = reading;
        let options = read_options(&fields, default_date.as_deref(), format.as_deref(), any_language)?;
        let source = match data {
            Some(data) => Source::new(data, options)?,
            None => Source::of_paths(&paths, options),
        };
        let workshop = Workshop::new(threads, progress)?;
        let mut kept = self.kept()?;
        let (knowledge, wrong) = kept
            .knowledge(&files(own), day)
            .map_err(|error| of_growth(py, &self.path, &error))?;
        for error in &wrong {
            Problem::from(error).warn(py)?;
        }
        let of_base = |error: BaseError| of_base(py, &self.path, &error);
        let problems = PyList::empty(py);
        let mut counts = [0; 3];
        let mut passed_over = 0;
        let mut batch = Vec::with_capacity(BATCH);
        let kept: RefCell<&mut Kept> = RefCell::new(&mut kept);
        let mut keep = |batch: &mut Vec<Arrival>| -> PyResult<()> {
            let added = kept.borrow_mut().add(std::mem::take(batch), day).map_err(of_base)?;
            counts.iter_mut().zip(added).for_each(|(count, added)| *count += added);
            Ok(())
        };
        let worked = workshop.each(
            py,
            source,
            &knowledge,
            |entry| {
                let Ok(article) = &entry.article else { return Ok(true) };
                let known_by = identity(article, entry.place.as_ref());
                let standing = kept.borrow().standing(article, &known_by).map_err(of_base)?;
                passed_over += usize::from(standing == Standing::Same);
                Ok(standing != Standing::Same)
            },
            |done| match done.result {
                Ok(mined) => {
                    let arrival = Arrival::new(
                        mined.article,
                        done.place.as_ref(),
                        &mined.sentences,
                        &mined.cast,
                        mined.events,
                    );
                    batch.push(arrival);
                    if batch.len() == BATCH { keep(&mut batch) } else { Ok(()) }
                }
                Err(problem) => problems.append(problem.exception(py)?),
            },
        );
        // What was read before Ctrl-C is kept.
        keep(&mut batch)?;
        let kept = kept.into_inner();
        py.detach(|| kept.merge()).map_err(of_base)?;
        worked?;
        counts[Standing::Same as usize] += passed_over;
        Ok((counts, problems))
    }
}
