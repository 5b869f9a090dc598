//! What is held: the graph of a base or of a file, loaded once, and again where it has changed.

use crate::graph::KnowledgeGraph;
use crate::query::as_of;
use crate::store::base::{Base, BaseError, Hit, Kept, Search};
use crate::store::{self, StoreError};
use chrono::NaiveDate;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// A graph with the file that it is read from.
#[derive(Debug)]
pub(crate) struct Held {
    path: PathBuf,
    is_base: bool,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    base: Option<Base>,
    mark: Mark,
    graph: Arc<KnowledgeGraph>,
    /// The day that was last gone back to, and what was known then.
    earlier: Option<(NaiveDate, Arc<KnowledgeGraph>)>,
}

/// By what a changed file is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    /// When the file was made, where the system tells it.
    created: Option<SystemTime>,
    /// When a graph file was written, and how long it is; a base is written to without its graph changing.
    written: Option<(SystemTime, u64)>,
    /// The changes of a base.
    changes: u64,
}

impl Mark {
    /// What the system tells of the file without opening it; nothing of one that is not there.
    fn of_file(path: &Path, is_base: bool) -> Self {
        let found = fs::metadata(path).ok();
        let found = found.as_ref();
        let modified = found.and_then(|file| Some((file.modified().ok()?, file.len())));
        Self {
            created: found.and_then(|file| file.created().ok()),
            written: modified.filter(|_| !is_base),
            changes: 0,
        }
    }
}

/// A graph, and a word for the state that it is of.
pub(crate) struct Snapshot {
    pub(crate) graph: Arc<KnowledgeGraph>,
    #[cfg(feature = "mcp")]
    pub(crate) stamp: String,
}

impl Held {
    /// The graph of the base or the file.
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let is_base = Base::is_base(path);
        Ok(Self {
            path: path.to_owned(),
            is_base,
            state: Mutex::new(State::read(path, is_base)?),
        })
    }

    pub(crate) const fn is_base(&self) -> bool {
        self.is_base
    }

    #[cfg(feature = "mcp")]
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The graph as it is now, or as it was known at the end of a day.
    pub(crate) fn graph(&self, day: Option<NaiveDate>) -> Result<Snapshot, StoreError> {
        let mut state = self.current()?;
        #[cfg(feature = "mcp")]
        let stamp = format!("{:?} {day:?}", state.mark);
        let graph = match day {
            None => Arc::clone(&state.graph),
            Some(day) => state.earlier(day)?,
        };
        Ok(Snapshot {
            graph,
            #[cfg(feature = "mcp")]
            stamp,
        })
    }

    /// The sentences of the base that hold what is sought; none of a graph file, which keeps no articles.
    pub(crate) fn search(&self, search: &Search) -> Result<Vec<Hit>, StoreError> {
        let state = self.current()?;
        let hits = state.base.as_ref().map(|base| base.search(search)).transpose()?;
        Ok(hits.unwrap_or_default())
    }

    /// The article of this id as the base keeps it.
    pub(crate) fn article(&self, id: &str) -> Result<Option<Kept>, StoreError> {
        let state = self.current()?;
        let kept = state.base.as_ref().map(|base| base.article(id)).transpose()?;
        Ok(kept.flatten())
    }

    /// What is held, read anew where the file has changed.
    fn current(&self) -> Result<MutexGuard<'_, State>, StoreError> {
        // A state is replaced as a whole, so that one that was left by a fault is sound.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut mark = Mark::of_file(&self.path, self.is_base);
        if let Some(base) = state.base.as_ref().filter(|_| mark.created == state.mark.created) {
            mark.changes = base.changes()?;
        }
        if mark != state.mark {
            *state = State::read(&self.path, self.is_base)?;
        }
        Ok(state)
    }
}

impl State {
    fn read(path: &Path, is_base: bool) -> Result<Self, StoreError> {
        let mut mark = Mark::of_file(path, is_base);
        let (base, graph) = if is_base {
            let base = Base::open(path)?;
            // Counted first: what comes in between is read once more.
            mark.changes = base.changes()?;
            let graph = base.graph()?;
            (Some(base), graph)
        } else {
            (None, store::read(path)?)
        };
        Ok(Self {
            base,
            mark,
            graph: Arc::new(graph),
            earlier: None,
        })
    }

    fn earlier(&mut self, day: NaiveDate) -> Result<Arc<KnowledgeGraph>, BaseError> {
        if let Some((_, graph)) = self.earlier.as_ref().filter(|(known, _)| *known == day) {
            return Ok(Arc::clone(graph));
        }
        let graph = match &self.base {
            Some(base) => base.graph_as_of(day)?,
            None => as_of(&self.graph, day),
        };
        let graph = Arc::new(graph);
        self.earlier = Some((day, Arc::clone(&graph)));
        Ok(graph)
    }
}
