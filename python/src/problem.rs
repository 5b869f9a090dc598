//! Problems: how do the errors of the library become exceptions with file, line and cause?

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::error::Error;
use std::path::Path;
use summitry::article::{ArticleError, Location, Place};
use summitry::knowledge::KnowledgeError;
use summitry::query::QuestionError;
use summitry::store::StoreError;
use summitry::store::base::{BaseError, GrowthError};

/// The class of what is wrong, in `summitry._errors`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Input,
    Knowledge,
    Graph,
    Base,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Input => "InputError",
            Self::Knowledge => "KnowledgeError",
            Self::Graph => "GraphError",
            Self::Base => "BaseError",
        }
    }
}

/// Something that is wrong, and where.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) kind: Kind,
    pub(crate) message: String,
    pub(crate) file: Option<String>,
    /// From 1.
    pub(crate) line: Option<usize>,
    /// The number of the record in a file without lines, from 1.
    pub(crate) record: Option<usize>,
    /// The number of the row among those given, from 0.
    pub(crate) row: Option<usize>,
    pub(crate) cause: String,
}

impl Problem {
    /// What is wrong with a file.
    pub(crate) fn of_file(kind: Kind, path: &Path, error: &dyn Error) -> Self {
        let message = chain(error);
        let file = path.display().to_string();
        let cause = message
            .strip_prefix(&format!("{file}: "))
            .unwrap_or(&message)
            .to_owned();
        Self {
            kind,
            message,
            file: Some(file),
            line: None,
            record: None,
            row: None,
            cause,
        }
    }

    /// Why a row gave no article.
    pub(crate) fn of_row(row: usize, cause: String) -> Self {
        Self {
            kind: Kind::Input,
            message: format!("row {row}: {cause}"),
            file: None,
            line: None,
            record: None,
            row: Some(row),
            cause,
        }
    }

    /// An input on which the program itself fails.
    pub(crate) fn of_program(row: usize, place: Option<&Location>) -> Self {
        let cause = "summitry fails on this article; please report it".to_owned();
        match place {
            Some(place) => Self::at(place, format!("{place}: {cause}"), cause),
            None => Self::of_row(row, cause),
        }
    }

    fn at(location: &Location, message: String, cause: String) -> Self {
        let (line, record) = match location.place {
            Some(Place::Line(line)) => (Some(line), None),
            Some(Place::Record(record)) => (None, Some(record)),
            None => (None, None),
        };
        Self {
            kind: Kind::Input,
            message,
            file: Some(location.path.display().to_string()),
            line,
            record,
            row: None,
            cause,
        }
    }

    /// As an exception that is not raised.
    pub(crate) fn exception<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let details = PyDict::new(py);
        details.set_item("file", &self.file)?;
        details.set_item("line", self.line)?;
        details.set_item("record", self.record)?;
        details.set_item("row", self.row)?;
        details.set_item("cause", &self.cause)?;
        let class = py.import("summitry._errors")?.getattr(self.kind.class())?;
        class.call((&self.message,), Some(&details))
    }

    /// As an exception to be raised.
    pub(crate) fn raised(&self, py: Python<'_>) -> PyErr {
        self.exception(py).map_or_else(|error| error, PyErr::from_value)
    }

    /// Says so as a warning.
    pub(crate) fn warn(&self, py: Python<'_>) -> PyResult<()> {
        warn(py, &self.message)
    }
}

/// Says something as a `SummitryWarning`.
pub(crate) fn warn(py: Python<'_>, message: &str) -> PyResult<()> {
    py.import("summitry._errors")?.call_method1("warn", (message,))?;
    Ok(())
}

impl From<&ArticleError> for Problem {
    fn from(error: &ArticleError) -> Self {
        let reason = error
            .source()
            .map_or_else(String::new, |source| format!(": {}", chain(source)));
        Self::at(
            &error.location(),
            format!("{error}{reason}"),
            format!("{}{reason}", error.cause()),
        )
    }
}

impl From<&KnowledgeError> for Problem {
    fn from(error: &KnowledgeError) -> Self {
        let message = chain(error);
        let (file, line) = match error {
            KnowledgeError::Unreadable { path, .. } => (Some(path.display().to_string()), None),
            KnowledgeError::Decision { path, line, .. } => (Some(path.display().to_string()), Some(*line)),
            // Tables and patterns begin with `FILE:line: `.
            KnowledgeError::Table(_) | KnowledgeError::Pattern(_) => in_front(&message),
        };
        Self {
            kind: Kind::Knowledge,
            file,
            line,
            record: None,
            row: None,
            cause: message.clone(),
            message,
        }
    }
}

/// The file and the line of a message of the form `FILE:line: cause`.
fn in_front(message: &str) -> (Option<String>, Option<usize>) {
    let Some((place, _)) = message.split_once(": ") else {
        return (None, None);
    };
    match place.rsplit_once(':').map(|(file, line)| (file, line.parse())) {
        Some((file, Ok(line))) => (Some(file.to_owned()), Some(line)),
        _ => (Some(place.to_owned()), None),
    }
}

/// An error with those behind it: "kim.json:3:1: not a summitry graph: expected value".
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        let more = error.to_string();
        if !message.ends_with(&more) {
            message = format!("{message}: {more}");
        }
        source = error.source();
    }
    message
}

/// Why a graph cannot be read or written.
pub(crate) fn of_store(py: Python<'_>, path: &Path, error: &StoreError) -> PyErr {
    let mut problem = Problem::of_file(Kind::Graph, path, error);
    if let StoreError::Malformed { source, .. } = error {
        problem.line = Some(source.line());
    }
    problem.raised(py)
}

/// Why a base cannot be read or written.
pub(crate) fn of_base(py: Python<'_>, path: &Path, error: &BaseError) -> PyErr {
    Problem::of_file(Kind::Base, path, error).raised(py)
}

/// Why a base cannot grow.
pub(crate) fn of_growth(py: Python<'_>, path: &Path, error: &GrowthError) -> PyErr {
    match error {
        GrowthError::Knowledge(error) => Problem::from(error).raised(py),
        GrowthError::Base(error) => of_base(py, path, error),
    }
}

/// Why a question has no answer.
pub(crate) fn of_question(py: Python<'_>, error: &QuestionError) -> PyErr {
    let name = match error {
        QuestionError::Class(_) | QuestionError::NoDay { .. } => return PyValueError::new_err(error.to_string()),
        QuestionError::Several { name, .. }
        | QuestionError::Nobody { name, .. }
        | QuestionError::Untold { name, .. }
        | QuestionError::Type(name)
        | QuestionError::Silent(name) => name,
        QuestionError::NoCountry(node) => &node.name,
    };
    let made = || {
        let class = py.import("summitry._errors")?.getattr("QuestionError")?;
        class.call1((error.to_string(), name, error.candidates(), error.is_unclear()))
    };
    made().map_or_else(|error| error, PyErr::from_value)
}
