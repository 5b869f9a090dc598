//! Graphs read from files, and what a file is that is none.

use super::export::by_extension;
use anyhow::{Error, Result};
use std::path::Path;
use summitry::article::{ReadOptions, read_paths};
use summitry::evaluation::gold;
use summitry::export::ExportFormat;
use summitry::graph::KnowledgeGraph;
use summitry::store::{self, StoreError};

/// How graphs are made.
const BUILD: &str = "`summitry build PATH…` makes a graph of articles";

/// The graph of a file, `-` being standard input; `purpose` says what cannot be done without it.
pub(super) fn read(path: &Path, purpose: &'static str) -> Result<KnowledgeGraph> {
    store::read(path).map_err(|error| match &error {
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
