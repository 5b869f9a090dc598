//! Sources: which articles do the things hold that Python gives?
//!
//! In: paths; a table that speaks Arrow's C data interface (`__arrow_c_stream__`, `__arrow_c_array__`); or any iterable of
//! dictionaries, strings and paths. Out: articles chunk by chunk, in order, and in the place of each that is none, why. A
//! dictionary or a row of a table is read as the line of JSON that it is, so that what holds of those holds here.

use crate::problem::Problem;
use crate::table::cells;
use arrow_array::RecordBatchReader;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyIterator, PyList, PyString, PyTuple};
use pyo3_arrow::input::AnyRecordBatch;
use serde_json::{Map, Number, Value};
use std::collections::VecDeque;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use summitry::article::{
    Article, ArticleError, Articles, FieldNames, Format, Location, ReadOptions, read_paths, read_stream,
};
use summitry::pipeline::unbroken;
use summitry::query::days;

/// So many articles are in memory at a time.
const CHUNK: usize = 64;

/// An article, or why there is none, and where it stands.
pub(crate) struct Entry {
    /// The number of the row, or of the article among those of the files, from 0.
    pub(crate) row: usize,
    pub(crate) place: Option<Location>,
    pub(crate) article: Result<Article, Problem>,
}

/// Something that holds articles.
pub(crate) struct Source {
    items: Items,
    options: ReadOptions,
    /// The number of the next row.
    row: usize,
    /// How many rows there are, where that is known.
    pub(crate) total: Option<usize>,
}

enum Items {
    Files(Box<Articles>),
    Arrow {
        reader: Box<dyn RecordBatchReader + Send>,
        ready: VecDeque<Value>,
    },
    Iterator {
        iterator: Py<PyIterator>,
        /// The files of a path among the items.
        files: Option<Box<Articles>>,
    },
}

/// A row that is not read yet.
enum Raw {
    Record(Value),
    Wrong(String),
}

impl Source {
    /// What `data` holds: paths where it is a list of `paths`.
    pub(crate) fn new(data: &Bound<'_, PyAny>, options: ReadOptions) -> PyResult<Self> {
        let py = data.py();
        let source = |items, total| Self {
            items,
            options: options.clone(),
            row: 0,
            total,
        };
        if let Some(path) = path_of(data, true)? {
            return Ok(source(files(&[path], &options), None));
        }
        let is_arrow = data.hasattr("__arrow_c_stream__")? || data.hasattr("__arrow_c_array__")?;
        if is_arrow {
            let reader = data.extract::<AnyRecordBatch>()?.into_reader()?;
            let schema = reader.schema();
            let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
            check_columns(py, &names, &options)?;
            let items = Items::Arrow {
                reader,
                ready: VecDeque::new(),
            };
            return Ok(source(items, data.len().ok()));
        }
        if data.cast::<PyDict>().is_ok() {
            return Err(PyTypeError::new_err(
                "one dictionary is given where a list of them, a table or a path is expected",
            ));
        }
        let total = data.len().ok();
        let iterator = data.try_iter()?.unbind();
        Ok(source(Items::Iterator { iterator, files: None }, total))
    }

    /// The files and folders of these paths.
    pub(crate) fn of_paths(paths: &[PathBuf], options: ReadOptions) -> Self {
        Self {
            items: files(paths, &options),
            options,
            row: 0,
            total: None,
        }
    }

    /// The next articles; none at the end.
    pub(crate) fn chunk(&mut self, py: Python<'_>) -> PyResult<Vec<Entry>> {
        let mut entries = Vec::new();
        while entries.len() < CHUNK {
            let before = entries.len();
            match &mut self.items {
                Items::Files(files) => {
                    let left = CHUNK - before;
                    let row = &mut self.row;
                    py.detach(|| entries.extend(std::iter::from_fn(|| next_of(files, row)).take(left)));
                }
                Items::Arrow { reader, ready } => {
                    if ready.is_empty()
                        && let Some(batch) = py.detach(|| reader.next())
                    {
                        let batch = batch.map_err(|error| PyValueError::new_err(error.to_string()))?;
                        *ready = cells(&batch).map_err(|error| PyValueError::new_err(error.to_string()))?;
                        if ready.is_empty() {
                            continue;
                        }
                    }
                    let rows: Vec<Value> = ready.drain(..ready.len().min(CHUNK - before)).collect();
                    let (options, row) = (&self.options, &mut self.row);
                    py.detach(|| {
                        entries.extend(
                            rows.into_iter()
                                .flat_map(|value| read(Raw::Record(value), row, options)),
                        );
                    });
                }
                Items::Iterator {
                    iterator,
                    files: Some(within),
                } => {
                    let row = &mut self.row;
                    if let Some(entry) = py.detach(|| next_of(within, row)) {
                        entries.push(entry);
                    } else {
                        self.items = Items::Iterator {
                            iterator: iterator.clone_ref(py),
                            files: None,
                        };
                        continue;
                    }
                }
                Items::Iterator { iterator, files: None } => {
                    let Some(item) = iterator.bind(py).clone().next() else {
                        break;
                    };
                    let item = item?;
                    if let Some(path) = path_of(&item, false)? {
                        let articles = Box::new(read_paths(&[path], &self.options));
                        self.items = Items::Iterator {
                            iterator: iterator.clone_ref(py),
                            files: Some(articles),
                        };
                        continue;
                    }
                    let raw = raw(&item)?;
                    entries.extend(read(raw, &mut self.row, &self.options));
                }
            }
            if entries.len() == before {
                break;
            }
        }
        Ok(entries)
    }
}

fn files(paths: &[PathBuf], options: &ReadOptions) -> Items {
    Items::Files(Box::new(read_paths(paths, options)))
}

/// The path that an object is: a `pathlib.Path` or the like, and a string where `also_words`.
fn path_of(data: &Bound<'_, PyAny>, also_words: bool) -> PyResult<Option<PathBuf>> {
    if data.hasattr("__fspath__")? || also_words && data.cast::<PyString>().is_ok() {
        return Ok(Some(data.extract()?));
    }
    Ok(None)
}

fn next_of(files: &mut Articles, row: &mut usize) -> Option<Entry> {
    let number = *row;
    let entry = match unbroken(|| files.next()) {
        Some(None) => return None,
        Some(Some(Ok(article))) => Entry {
            row: number,
            place: files.place(),
            article: Ok(article),
        },
        Some(Some(Err(error))) => Entry {
            row: number,
            place: Some(error.location()),
            article: Err(Problem::from(&error)),
        },
        None => Entry {
            row: number,
            place: files.place(),
            article: Err(Problem::of_program(number, files.place().as_ref())),
        },
    };
    *row += 1;
    Some(entry)
}

/// Raises where the columns hold no articles, or not those that the user named.
fn check_columns(py: Python<'_>, names: &[&str], options: &ReadOptions) -> PyResult<()> {
    let empty: Map<String, Value> = names.iter().map(|name| ((*name).to_owned(), Value::Null)).collect();
    match read_record(&Value::Object(empty), options).pop() {
        Some(Err(error @ (ArticleError::MissingField { .. } | ArticleError::UnknownFields { .. }))) => {
            let cause = error.cause().replace("fields", "columns").replace("field", "column");
            let mut problem = Problem::of_row(0, cause.clone());
            problem.message = cause;
            problem.row = None;
            Err(problem.raised(py))
        }
        _ => Ok(()),
    }
}

/// The articles of a record: one, or those that it wraps.
fn read_record(record: &Value, options: &ReadOptions) -> Vec<Result<Article, ArticleError>> {
    let options = ReadOptions {
        format: Some(Format::JsonLines),
        ..options.clone()
    };
    let line = record.to_string().into_bytes();
    read_stream("-", Cursor::new(line), &options).collect()
}

fn read(raw: Raw, row: &mut usize, options: &ReadOptions) -> Vec<Entry> {
    let number = *row;
    *row += 1;
    let entry = |article| Entry {
        row: number,
        place: None,
        article,
    };
    let record = match raw {
        Raw::Record(record) => record,
        Raw::Wrong(cause) => return vec![entry(Err(Problem::of_row(number, cause)))],
    };
    let Some(articles) = unbroken(|| read_record(&record, options)) else {
        return vec![entry(Err(Problem::of_program(number, None)))];
    };
    let articles = articles.into_iter().map(|article| {
        entry(article.map_err(|error| Problem::of_row(number, cause(&error, &record, &options.fields))))
    });
    articles.collect()
}

/// Why a record is no article; where its text is no string, what it is.
fn cause(error: &ArticleError, record: &Value, fields: &FieldNames) -> String {
    let column = fields.of("text").unwrap_or("text");
    let kind = match record.get(column) {
        Some(Value::Number(_)) => "a number",
        Some(Value::Bool(_)) => "a truth value",
        Some(Value::Array(_)) => "a list",
        Some(Value::Object(_)) => "a dictionary",
        _ => return error.cause(),
    };
    if matches!(error, ArticleError::NoText { .. }) {
        format!("no text: {column:?} is {kind}")
    } else {
        error.cause()
    }
}

/// A row as Python has it.
fn raw(item: &Bound<'_, PyAny>) -> PyResult<Raw> {
    if let Ok(text) = item.cast::<PyString>() {
        let text = words(text);
        if !text.contains(char::is_whitespace) && Path::new(&text).exists() {
            return Ok(Raw::Wrong(format!(
                "{text:?} is the path of a file, not a text; give pathlib.Path objects"
            )));
        }
        return Ok(Raw::Record(serde_json::json!({ "text": text })));
    }
    if item.cast::<PyDict>().is_ok() {
        return Ok(Raw::Record(value(item)?));
    }
    if item.hasattr("keys")? {
        let fields = item.py().get_type::<PyDict>().call1((item,))?;
        return Ok(Raw::Record(value(&fields)?));
    }
    let kind = item.get_type().name()?;
    Ok(Raw::Wrong(format!("neither a dictionary nor a string but {kind}")))
}

/// A string, also one with halves of surrogate pairs, which stand for nothing.
fn words(text: &Bound<'_, PyString>) -> String {
    text.to_string_lossy().into_owned()
}

/// A cell as JSON has it: days and times as strings, what is missing or no number as null.
fn value(cell: &Bound<'_, PyAny>) -> PyResult<Value> {
    if cell.is_none() {
        return Ok(Value::Null);
    }
    if let Ok(text) = cell.cast::<PyString>() {
        return Ok(Value::String(words(text)));
    }
    if cell.cast::<PyBool>().is_ok() {
        return Ok(Value::Bool(cell.extract()?));
    }
    if cell.cast::<PyInt>().is_ok() {
        let number = cell.extract::<i64>().map(Number::from);
        return Ok(number.map_or_else(|_| Value::String(cell.to_string()), Value::Number));
    }
    if cell.cast::<PyFloat>().is_ok() {
        let number = Number::from_f64(cell.extract()?);
        return Ok(number.map_or(Value::Null, Value::Number));
    }
    if let Ok(fields) = cell.cast::<PyDict>() {
        let mut object = Map::new();
        for (name, field) in fields {
            object.insert(name.str()?.to_string_lossy().into_owned(), value(&field)?);
        }
        return Ok(Value::Object(object));
    }
    if cell.cast::<PyList>().is_ok() || cell.cast::<PyTuple>().is_ok() {
        let entries = cell.try_iter()?.map(|entry| value(&entry?));
        return Ok(Value::Array(entries.collect::<PyResult<_>>()?));
    }
    if cell.hasattr("isoformat")? {
        let day: String = cell.call_method0("isoformat")?.extract()?;
        return Ok(if day == "NaT" { Value::Null } else { Value::String(day) });
    }
    // The scalars of numpy.
    if cell.hasattr("item")? && cell.hasattr("dtype")? {
        return value(&cell.call_method0("item")?);
    }
    Ok(Value::Null)
}

/// How the articles are to be read; `fields` are pairs of parts and names.
pub(crate) fn read_options(
    fields: &[(String, String)],
    default_date: Option<&str>,
    format: Option<&str>,
    any_language: bool,
) -> PyResult<ReadOptions> {
    let pairs = fields.iter().map(|(part, name)| (part.as_str(), name.as_str()));
    let fields = FieldNames::of_parts(pairs).map_err(|error| PyValueError::new_err(error.to_string()))?;
    let date = default_date.map(one_day).transpose()?;
    let format = format
        .map(|name| {
            Format::parse(name).ok_or_else(|| {
                let known: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
                PyValueError::new_err(format!("no format is called {name:?}; there are {}", known.join(", ")))
            })
        })
        .transpose()?;
    Ok(ReadOptions {
        date,
        format,
        any_language,
        fields,
    })
}

/// The day that a string names.
fn one_day(date: &str) -> PyResult<chrono::NaiveDate> {
    match days(date) {
        Some((first, last)) if first == last => Ok(first),
        _ => Err(PyValueError::new_err(format!("{date:?} is not a day (2019-04-24)"))),
    }
}
