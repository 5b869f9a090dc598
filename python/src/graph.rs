//! Graphs: built, read, asked, drawn and handed on.

use crate::filters::{Filters, actors, span};
use crate::problem::{Kind, Problem, of_store, warn};
use crate::source::{Source, read_options};
use crate::table::Table;
use crate::work::{OwnFiles, Workshop, knowledge};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};
use pythonize::pythonize;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use summitry::event::{EventType, Status};
use summitry::export::{
    ExportFormat, ExportOptions, PrintedEvent, PrintedStats, arrow_batches, arrow_events, arrow_schema, slice,
};
use summitry::graph::{EventId, EventRecord, GraphBuilder, KnowledgeGraph, NodeKind};
use summitry::knowledge::Decision;
use summitry::query::{Stats, as_of, plover_classes};
use summitry::render::{DrawOptions, Engine, RenderError, Theme, dot, matrix, page, png, svg, timeline};
use summitry::store;

/// The time that a layout may take.
const LIMIT: Duration = Duration::from_mins(2);

/// A knowledge graph.
#[pyclass(frozen, module = "summitry._summitry")]
pub(crate) struct Graph(Arc<KnowledgeGraph>);

impl Graph {
    pub(crate) fn new(graph: KnowledgeGraph) -> Self {
        Self(Arc::new(graph))
    }

    fn events_called(&self, ids: &[String]) -> Vec<&EventRecord> {
        let ids = ids.iter().map(|id| EventId::from(id.clone()));
        ids.filter_map(|id| self.0.event(&id)).collect()
    }
}

/// What is to be drawn, and how.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct Drawing {
    picture: String,
    engine: Option<String>,
    focus: Vec<String>,
    hops: usize,
    max_nodes: Option<usize>,
    theme: String,
    title: Option<String>,
}

#[pymethods]
impl Graph {
    /// The graph kept in a file or a base.
    #[staticmethod]
    fn read(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let read = py.detach(|| store::read(&path));
        read.map(Self::new).map_err(|error| of_store(py, &path, &error))
    }

    /// The graph kept in bytes.
    #[staticmethod]
    fn load(py: Python<'_>, bytes: &[u8], name: PathBuf) -> PyResult<Self> {
        let read = py.detach(|| store::load(bytes, &name));
        read.map(Self::new).map_err(|error| of_store(py, &name, &error))
    }

    /// The numbers of nodes, edges, events, articles that report and articles that were read.
    fn counts(&self) -> (usize, usize, usize, usize, usize) {
        let graph = &self.0;
        (
            graph.nodes().count(),
            graph.edges().count(),
            graph.events().len(),
            graph.articles().len(),
            graph.articles_read(),
        )
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    /// The part of the graph that the filters leave.
    fn slice(&self, py: Python<'_>, filters: &Bound<'_, PyAny>) -> PyResult<Self> {
        let query = Filters::new(filters)?.query(py, &self.0)?;
        Ok(Self::new(py.detach(|| slice(&self.0, &query).into_owned())))
    }

    /// What the articles up to a day told.
    fn as_of(&self, py: Python<'_>, day: &str) -> PyResult<Self> {
        let days = span(Some(day))?;
        let graph = days.map(|(_, last)| py.detach(|| as_of(&self.0, last)));
        Ok(graph.map_or_else(|| Self(Arc::clone(&self.0)), Self::new))
    }

    /// The events that answer, in the order of time, as dictionaries.
    fn query<'py>(&self, py: Python<'py>, filters: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
        let query = Filters::new(filters)?.query(py, &self.0)?;
        let found = py.detach(|| query.find(&self.0));
        let printed = found.into_iter().map(|event| {
            let dict = pythonize(py, &PrintedEvent::new(&self.0, event))?.cast_into::<PyDict>()?;
            // Days as such, not as strings.
            dict.set_item("date_start", event.date.as_ref().map(|date| date.start))?;
            dict.set_item("date_end", event.date.as_ref().map(|date| date.end))?;
            let reports = dict.get_item("reports")?;
            let reports = reports.iter().map(|list| list.cast::<PyList>());
            for (report, item) in event
                .reports
                .iter()
                .zip(reports.collect::<Result<Vec<_>, _>>()?.into_iter().flatten())
            {
                item.set_item("article_date", report.article_date)?;
            }
            Ok(dict)
        });
        PyList::new(py, printed.collect::<PyResult<Vec<_>>>()?)
    }

    /// What there is of what answers, as a dictionary.
    fn stats<'py>(&self, py: Python<'py>, filters: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let query = Filters::new(filters)?.query(py, &self.0)?;
        let stats = py.detach(|| Stats::of(&self.0, &query));
        Ok(pythonize(py, &PrintedStats::new(&stats))?)
    }

    /// One of the tables `nodes`, `edges`, `events` and `reports`.
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Table> {
        let Some(schema) = arrow_schema(name) else {
            return Err(PyValueError::new_err(format!(
                "no table is called {name:?}; there are nodes, edges, events and reports"
            )));
        };
        Table::made(schema, py.detach(|| arrow_batches(&self.0, name)))
    }

    /// The rows of these events in the table `events`, in this order.
    fn event_table(&self, py: Python<'_>, ids: Vec<String>) -> PyResult<Table> {
        let batches = py.detach(|| arrow_events(&self.0, &self.events_called(&ids)));
        let schema = arrow_schema("events").ok_or_else(|| PyValueError::new_err("no table of events"))?;
        Table::made(schema, batches)
    }

    /// The graph in a format that is one file.
    fn dumps<'py>(&self, py: Python<'py>, format: &str, edges_key: &str, multi: bool) -> PyResult<Bound<'py, PyBytes>> {
        let format = format_called(format)?;
        let options = export_options(edges_key, multi);
        let mut bytes = Vec::new();
        let written = py.detach(|| format.write_with(&self.0, &options, &mut bytes));
        written.map_err(|error| unwritable(py, Path::new(format.name()), &error))?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Writes the graph to a file, or to a folder for formats of several files.
    fn write(&self, py: Python<'_>, path: PathBuf, format: &str, edges_key: &str, multi: bool) -> PyResult<()> {
        let format = format_called(format)?;
        let options = export_options(edges_key, multi);
        let written = py.detach(|| format.write_to(&self.0, &options, &path));
        written.map_err(|error| unwritable(py, &path, &error))
    }

    /// A picture of what answers, as SVG or, where `format` is `dot` or `html`, as such.
    fn draw(&self, py: Python<'_>, drawing: Drawing, format: &str, filters: &Bound<'_, PyAny>) -> PyResult<String> {
        let most = match drawing.picture.as_str() {
            _ if format == "html" => usize::MAX,
            "network" => DrawOptions::NODES,
            "timeline" => DrawOptions::ROWS,
            "matrix" => DrawOptions::COUNTRIES,
            other => {
                return Err(PyValueError::new_err(format!(
                    "no picture is called {other:?}; there are network, timeline and matrix"
                )));
            }
        };
        let theme = Theme::parse(&drawing.theme);
        let options = DrawOptions {
            title: drawing.title,
            query: Filters::new(filters)?.query(py, &self.0)?,
            focus: actors(py, &self.0, &drawing.focus)?,
            hops: drawing.hops,
            max_nodes: drawing.max_nodes.unwrap_or(most),
            theme: theme.ok_or_else(|| PyValueError::new_err("a theme is light or dark"))?,
        };
        let engine = match drawing.engine.as_deref() {
            None => Engine::any().unwrap_or(Engine::BuiltIn),
            Some("built-in") => Engine::BuiltIn,
            Some("graphviz") => Engine::Installed,
            Some(_) => return Err(PyValueError::new_err("an engine is built-in or graphviz")),
        };
        let drawn = py.detach(|| match (format, drawing.picture.as_str()) {
            ("html", _) => Ok(page(&self.0, &options)),
            ("dot", _) => Ok(dot(&self.0, &options)),
            (_, "timeline") => Ok(timeline(&self.0, &options)),
            (_, "matrix") => Ok(matrix(&self.0, &options)),
            _ => svg(&self.0, &options, engine, LIMIT),
        });
        drawn.map_err(|error| undrawn(py, &error))
    }

    /// An SVG picture as PNG.
    #[staticmethod]
    fn png<'py>(py: Python<'py>, svg: &str, scale: f32) -> PyResult<Bound<'py, PyBytes>> {
        let drawn = py.detach(|| png(svg, scale));
        let drawn = drawn.map_err(|error| undrawn(py, &error))?;
        Ok(PyBytes::new(py, &drawn))
    }
}

fn undrawn(py: Python<'_>, error: &RenderError) -> PyErr {
    let mut problem = Problem::of_file(Kind::Graph, Path::new(""), error);
    problem.file = None;
    problem.raised(py)
}

fn unwritable(py: Python<'_>, path: &Path, error: &io::Error) -> PyErr {
    let mut problem = Problem::of_file(Kind::Graph, path, error);
    problem.message = format!("{}: cannot be written: {error}", path.display());
    problem.cause = format!("cannot be written: {error}");
    problem.raised(py)
}

fn export_options(edges_key: &str, multi: bool) -> ExportOptions {
    ExportOptions {
        multi,
        edges_key: edges_key.to_owned(),
    }
}

/// The format of that name, or of a file of that name.
fn format_called(name: &str) -> PyResult<ExportFormat> {
    ExportFormat::parse(name).ok_or_else(|| {
        let known: Vec<&str> = ExportFormat::EVERY.iter().map(|format| format.name()).collect();
        PyValueError::new_err(format!("no format is called {name:?}; there are {}", known.join(", ")))
    })
}

/// The graph of articles, and what was left out.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "Python gives them by name")]
pub(crate) fn build<'py>(
    py: Python<'py>,
    data: Option<&Bound<'py, PyAny>>,
    paths: Vec<PathBuf>,
    fields: Vec<(String, String)>,
    reading: (Option<String>, Option<String>, bool),
    own: OwnFiles,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<(Graph, Bound<'py, PyList>)> {
    let (default_date, format, any_language) = reading;
    let options = read_options(&fields, default_date.as_deref(), format.as_deref(), any_language)?;
    let knowledge = knowledge(py, own)?;
    let source = match data {
        Some(data) => Source::new(data, options)?,
        None => Source::of_paths(&paths, options),
    };
    let workshop = Workshop::new(threads, progress)?;
    let mut builder = GraphBuilder::with_gazetteer(&knowledge.gazetteer);
    let problems = PyList::empty(py);
    workshop.each(
        py,
        source,
        &knowledge,
        |_| Ok(true),
        |done| match done.result {
            Ok(mined) => {
                builder.add_article(&mined.article, mined.events);
                Ok(())
            }
            Err(problem) => problems.append(problem.exception(py)?),
        },
    )?;
    let overrides: Vec<_> = knowledge.overrides.of_events().collect();
    let decisions: Vec<Decision> = overrides.iter().map(|by| by.decision.clone()).collect();
    let finished = py.detach(|| builder.finish_with(&decisions, &knowledge.gazetteer));
    for (by, fits) in overrides.into_iter().zip(finished.fits) {
        match &by.decision {
            _ if fits => {}
            Decision::Remove { event } => warn(py, &format!("{}: no event {event}", by.place))?,
            _ => warn(py, &format!("{}: fits nothing in these articles", by.place))?,
        }
    }
    Ok((Graph::new(finished.graph), problems))
}

/// The names that filters know: event types, statuses, PLOVER classes, kinds of nodes, and formats with their extensions.
#[pyfunction]
pub(crate) fn vocabulary(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let names = PyDict::new(py);
    let types: Vec<&str> = EventType::ALL.iter().map(|kind| kind.as_str()).collect();
    names.set_item("types", types)?;
    let statuses: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
    names.set_item("statuses", statuses)?;
    names.set_item("plover", plover_classes())?;
    let kinds: Vec<&str> = NodeKind::ALL.iter().map(|kind| kind.as_str()).collect();
    names.set_item("kinds", kinds)?;
    let formats = ExportFormat::EVERY.iter().filter(|format| format.is_available());
    let formats: Vec<(&str, &str, bool)> = formats
        .map(|format| (format.name(), format.extension(), format.files().is_empty()))
        .collect();
    names.set_item("formats", formats)?;
    Ok(names)
}
