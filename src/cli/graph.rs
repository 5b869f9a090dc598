//! Graphs read from files and bases, and what a file is that is none.

#[cfg(feature = "base")]
use anyhow::Context;
use anyhow::{Error, Result};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::path::Path;
use summitry::article::{ReadOptions, read_paths};
use summitry::entity::Gazetteer;
use summitry::evaluation::gold;
use summitry::export::ExportFormat;
use summitry::graph::{EventId, KnowledgeGraph, Outline};
#[cfg(feature = "base")]
use summitry::query::named;
use summitry::query::{Query, Question, as_of};
#[cfg(feature = "base")]
use summitry::store::base::{Base, Selection};
use summitry::store::{self, StoreError};

/// How graphs are made.
const BUILD: &str = "`summitry build PATH…` makes a graph of articles";

/// A graph of a file, or one of a base, of which no more is read than is asked for.
pub(super) enum Loaded {
    Graph(KnowledgeGraph),
    #[cfg(feature = "base")]
    Base(Base, &'static str),
}

impl Loaded {
    /// Whether it is read from a base.
    pub(super) fn is_base(&self) -> bool {
        !matches!(self, Self::Graph(_))
    }

    /// All of the graph.
    pub(super) fn whole(&self) -> Result<Cow<'_, KnowledgeGraph>> {
        match self {
            Self::Graph(graph) => Ok(Cow::Borrowed(graph)),
            #[cfg(feature = "base")]
            Self::Base(base, purpose) => Ok(Cow::Owned(base.graph().context(*purpose)?)),
        }
    }

    /// The outline of a base that has one.
    pub(super) fn outline(&self) -> Result<Option<Outline>> {
        match self {
            Self::Graph(_) => Ok(None),
            #[cfg(feature = "base")]
            Self::Base(base, purpose) => base.outline().context(*purpose),
        }
    }

    /// The events of these ids, with all whom they name; nothing but of a base.
    #[cfg_attr(not(feature = "base"), expect(unused_variables, reason = "what is no base is whole"))]
    pub(super) fn events(&self, ids: Vec<EventId>) -> Result<KnowledgeGraph> {
        match self {
            Self::Graph(_) => Ok(KnowledgeGraph::default()),
            #[cfg(feature = "base")]
            Self::Base(..) if ids.is_empty() => Ok(KnowledgeGraph::default()),
            #[cfg(feature = "base")]
            Self::Base(base, purpose) => {
                let selection = Selection {
                    events: ids,
                    ..Selection::default()
                };
                base.part(&selection).context(*purpose)
            }
        }
    }

    /// What was known at the end of `day`: to the base, or else by the articles up to it.
    pub(super) fn as_of(&self, day: NaiveDate) -> Result<KnowledgeGraph> {
        match self {
            Self::Graph(graph) => Ok(as_of(graph, day)),
            #[cfg(feature = "base")]
            Self::Base(base, _) => Ok(base.graph_as_of(day)?),
        }
    }

    /// All whom the names may mean, if less than the whole tells that.
    #[cfg_attr(not(feature = "base"), expect(unused_variables, reason = "what is no base is whole"))]
    pub(super) fn named(
        &self,
        question: &Question,
        actors: &[&str],
        gazetteer: Option<&Gazetteer>,
    ) -> Result<Option<KnowledgeGraph>> {
        match self {
            Self::Graph(_) => Ok(None),
            #[cfg(feature = "base")]
            Self::Base(base, purpose) => named(base, question, actors, gazetteer).context(*purpose),
        }
    }

    /// As much of the graph as answers the query.
    #[cfg_attr(not(feature = "base"), expect(unused_variables, reason = "what is no base is whole"))]
    pub(super) fn part(&self, query: &Query) -> Result<Cow<'_, KnowledgeGraph>> {
        match self {
            #[cfg(feature = "base")]
            Self::Base(base, purpose) if query.selection() != Selection::default() => {
                Ok(Cow::Owned(base.part(&query.selection()).context(*purpose)?))
            }
            _ => self.whole(),
        }
    }
}

/// What was opened to answer from the file; where that failed and the file is no graph, the error tells what it is instead.
#[cfg(any(feature = "mcp", feature = "serve"))]
pub(super) fn answering<T>(opened: Result<T, StoreError>, path: &Path, purpose: &'static str) -> Result<T> {
    opened.or_else(|error| {
        read(path, purpose)?;
        Err(error.into())
    })
}

/// The graph of a file or a base, `-` being standard input; `purpose` says what cannot be done without it.
pub(super) fn read(path: &Path, purpose: &'static str) -> Result<Loaded> {
    #[cfg(feature = "base")]
    if Base::is_base(path) {
        let base = Base::open(path).context(purpose)?;
        // From here on they are known by their names.
        base.types().context(purpose)?;
        return Ok(Loaded::Base(base, purpose));
    }
    let graph = store::read(path).map_err(|error| match &error {
        StoreError::Malformed { .. } | StoreError::OtherFormat { .. } | StoreError::Unreadable { .. } => {
            let other = other(path);
            if let Some(told) = &other {
                return Error::msg(told.clone()).context(purpose);
            }
            let is_missing = matches!(error, StoreError::Unreadable { .. });
            let error = Error::from(error).context(purpose);
            if is_missing {
                error
            } else {
                Error::msg(format!("{error:#}; {BUILD}"))
            }
        }
        _ => Error::from(error).context(purpose),
    })?;
    Ok(Loaded::Graph(graph))
}

/// What the file is if it is known to be something else, and which command makes a graph.
fn other(path: &Path) -> Option<String> {
    let name = path.display();
    if path.is_dir() {
        return Some(format!(
            "{name}: a folder, not a graph; `summitry build {name}` makes a graph of the articles in it"
        ));
    }
    if !path.is_file() {
        return None;
    }
    if std::fs::metadata(path).is_ok_and(|file| file.len() == 0) {
        return Some(format!("{name}: an empty file, not a graph; {BUILD}"));
    }
    if let Some(format) = by_extension(path).filter(|&format| format != ExportFormat::Json) {
        return Some(format!(
            "{name}: by its name a graph as {}, which is written and not read; the JSON that `summitry build` writes is",
            format.name()
        ));
    }
    if gold::read(path).is_ok_and(|lines| !lines.is_empty()) {
        return Some(format!(
            "{name}: events of articles, as `summitry mine` writes them, not a graph; {BUILD}"
        ));
    }
    let paths = [path.to_owned()];
    let options = ReadOptions::default();
    let mut articles = read_paths(&paths, &options).filter_map(Result::ok);
    articles.next()?;
    let (words, them) = match articles.next() {
        None => ("an article", "it"),
        Some(_) => ("articles", "them"),
    };
    Some(format!(
        "{name}: {words}, not a graph; `summitry build {name}` makes a graph of {them}"
    ))
}

/// The format whose extension the file has, the longest that fits.
pub(super) fn by_extension(path: &Path) -> Option<ExportFormat> {
    let name = path.file_name()?.to_str()?;
    ExportFormat::EVERY
        .iter()
        .copied()
        .filter(|format| format.files().is_empty() && name.ends_with(&format!(".{}", format.extension())))
        .max_by_key(|format| format.extension().len())
}
