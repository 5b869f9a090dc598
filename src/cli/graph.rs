//! Graphs read from files and bases, and what a file is that is none.

#[cfg(feature = "base")]
use anyhow::Context;
use anyhow::{Error, Result};
use chrono::NaiveDate;
use std::ops::Deref;
use std::path::Path;
use summitry::article::{ReadOptions, read_paths};
use summitry::evaluation::gold;
use summitry::export::ExportFormat;
use summitry::graph::KnowledgeGraph;
use summitry::query::as_of;
#[cfg(feature = "base")]
use summitry::store::base::Base;
use summitry::store::{self, StoreError};

/// How graphs are made.
const BUILD: &str = "`summitry build PATH…` makes a graph of articles";

/// A graph, and the base that it was read from, if it was.
pub(super) struct Loaded {
    graph: KnowledgeGraph,
    #[cfg(feature = "base")]
    base: Option<Base>,
}

impl Loaded {
    /// Whether it was read from a base.
    pub(super) fn is_base(&self) -> bool {
        #[cfg(feature = "base")]
        return self.base.is_some();
        #[cfg(not(feature = "base"))]
        false
    }

    /// The graph alone.
    pub(super) fn whole(self) -> KnowledgeGraph {
        self.graph
    }

    /// What was known at the end of `day`: to the base, or else by the articles up to it.
    pub(super) fn as_of(&self, day: NaiveDate) -> Result<KnowledgeGraph> {
        #[cfg(feature = "base")]
        if let Some(base) = &self.base {
            return Ok(base.graph_as_of(day)?);
        }
        Ok(as_of(&self.graph, day))
    }
}

impl Deref for Loaded {
    type Target = KnowledgeGraph;

    fn deref(&self) -> &KnowledgeGraph {
        &self.graph
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
        return Ok(Loaded {
            graph: base.graph().context(purpose)?,
            base: Some(base),
        });
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
    Ok(Loaded {
        graph,
        #[cfg(feature = "base")]
        base: None,
    })
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
