//! Work: articles mined by several threads while the interpreter is free, and handed on in their order.

use crate::problem::{Problem, of_growth, warn};
use crate::source::{Entry, Source};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::PathBuf;
use summitry::article::Location;
use summitry::knowledge::{Files, Knowledge};
use summitry::pipeline::{Mined, mine_all};

/// What became of one article or row.
pub(crate) struct Done {
    pub(crate) row: usize,
    pub(crate) place: Option<Location>,
    pub(crate) result: Result<Mined, Problem>,
}

/// Threads, and whom to tell how far the work is.
pub(crate) struct Workshop {
    pool: ThreadPool,
    /// Called with how many rows are done, and how many there are, where that is known.
    progress: Option<Py<PyAny>>,
}

impl Workshop {
    pub(crate) fn new(threads: Option<usize>, progress: Option<Py<PyAny>>) -> PyResult<Self> {
        let pool = ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build();
        let pool = pool.map_err(|error| PyValueError::new_err(format!("cannot start the threads: {error}")))?;
        Ok(Self { pool, progress })
    }

    /// Hands on what is mined of each article that is `wanted`, in order, and of each that is none, why. Between chunks the
    /// signals are looked at, so that Ctrl-C ends the work.
    pub(crate) fn each(
        &self,
        py: Python<'_>,
        mut source: Source,
        knowledge: &Knowledge,
        mut wanted: impl FnMut(&Entry) -> PyResult<bool>,
        mut take: impl FnMut(Done) -> PyResult<()>,
    ) -> PyResult<()> {
        let mut count = 0;
        let mut decisions = BTreeSet::new();
        loop {
            py.check_signals()?;
            let mut entries = source.chunk(py)?;
            let Some(last) = entries.last() else { break };
            count = last.row + 1;
            let mut kept = Vec::with_capacity(entries.len());
            for entry in entries.drain(..) {
                if entry.article.is_err() || wanted(&entry)? {
                    kept.push(entry);
                }
            }
            for done in py.detach(|| self.mined(kept, knowledge)) {
                if let Ok(mined) = &done.result {
                    decisions.extend(&mined.decisions);
                }
                take(done)?;
            }
            if let Some(progress) = &self.progress {
                progress.call1(py, (count, source.total))?;
            }
        }
        if let Some(progress) = &self.progress {
            progress.call1(py, (count, Some(count)))?;
        }
        for idle in knowledge.overrides.idle(&decisions) {
            warn(py, &format!("{}: fits nothing in these articles", idle.place))?;
        }
        Ok(())
    }

    fn mined(&self, entries: Vec<Entry>, knowledge: &Knowledge) -> Vec<Done> {
        let mut articles = Vec::with_capacity(entries.len());
        let mut places = Vec::with_capacity(entries.len());
        for Entry { row, place, article } in entries {
            let problem = match article {
                Ok(article) => {
                    articles.push(article);
                    None
                }
                Err(problem) => Some(problem),
            };
            places.push((row, place, problem));
        }
        let mut mined = self.pool.install(|| mine_all(articles, knowledge, || {})).into_iter();
        let done = places.into_iter().map(|(row, place, problem)| {
            let result = match problem {
                Some(problem) => Err(problem),
                None => mined
                    .next()
                    .flatten()
                    .ok_or_else(|| Problem::of_program(row, place.as_ref())),
            };
            Done { row, place, result }
        });
        done.collect()
    }
}

/// The files of a user: gazetteers, patterns and overrides.
pub(crate) type OwnFiles = (Vec<PathBuf>, Vec<PathBuf>, Vec<PathBuf>);

/// The same for the library.
pub(crate) fn files((gazetteer, patterns, overrides): OwnFiles) -> Files {
    Files {
        gazetteer,
        patterns,
        overrides,
    }
}

/// What comes with the program and what the files add; what makes no sense in them is a warning.
pub(crate) fn knowledge(py: Python<'_>, own: OwnFiles) -> PyResult<Cow<'static, Knowledge>> {
    let files = files(own);
    let (knowledge, wrong) = py
        .detach(|| Knowledge::with(&files))
        .map_err(|error| of_growth(py, std::path::Path::new(""), &error.into()))?;
    for error in &wrong {
        Problem::from(error).warn(py)?;
    }
    Ok(knowledge)
}
