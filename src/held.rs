//! What is held: the graph of a base or of a file, loaded once, and again where it has changed.
//!
//! One thread at a time reads a new state, or makes one; all others are given the former until it is there.

use crate::graph::KnowledgeGraph;
use crate::query::as_of;
#[cfg(feature = "serve")]
use crate::review::Desk;
use crate::store::base::{Base, BaseError, Hit, Kept, Search};
use crate::store::{self, StoreError};
use chrono::NaiveDate;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::SystemTime;

/// A graph with the file that it is read from.
#[derive(Debug)]
pub(crate) struct Held {
    path: PathBuf,
    kind: Kind,
    state: Mutex<State>,
    /// Held by whoever reads a new state, or makes one.
    renewing: Mutex<()>,
}

/// What the file is, and what of it is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Graph,
    Base,
    /// A base, with what reviewing needs.
    #[cfg(feature = "serve")]
    Reviewed,
}

#[derive(Debug)]
struct State {
    base: Option<Base>,
    mark: Mark,
    graph: Arc<KnowledgeGraph>,
    #[cfg(feature = "serve")]
    desk: Option<Arc<Desk>>,
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
    fn of_file(path: &Path, kind: Kind) -> Self {
        let found = fs::metadata(path).ok();
        let found = found.as_ref();
        let modified = found.and_then(|file| Some((file.modified().ok()?, file.len())));
        Self {
            created: found.and_then(|file| file.created().ok()),
            written: modified.filter(|_| kind == Kind::Graph),
            changes: 0,
        }
    }
}

/// A graph, and a word for the state that it is of.
pub(crate) struct Snapshot {
    pub(crate) graph: Arc<KnowledgeGraph>,
    #[cfg(feature = "mcp")]
    pub(crate) stamp: String,
    /// The same state on the desk, where the base is reviewed.
    #[cfg(feature = "serve")]
    pub(crate) desk: Option<Arc<Desk>>,
}

impl Held {
    /// The graph of the base or the file.
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let kind = if Base::is_base(path) { Kind::Base } else { Kind::Graph };
        Self::of(path, kind)
    }

    /// The base, to be reviewed.
    #[cfg(feature = "serve")]
    pub(crate) fn reviewed(path: &Path) -> Result<Self, StoreError> {
        Self::of(path, Kind::Reviewed)
    }

    fn of(path: &Path, kind: Kind) -> Result<Self, StoreError> {
        Ok(Self {
            path: path.to_owned(),
            kind,
            state: Mutex::new(State::read(path, kind)?),
            renewing: Mutex::new(()),
        })
    }

    pub(crate) fn is_base(&self) -> bool {
        self.kind != Kind::Graph
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
            #[cfg(feature = "serve")]
            desk: state.desk.clone(),
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

    /// Changes the base by what is done with it as it is on the desk, and has the new state when that is merged. One change
    /// waits for another; the base is locked for other writers only while something is written.
    #[cfg(feature = "serve")]
    pub(crate) fn change<T, E: From<StoreError>>(
        &self,
        change: impl FnOnce(&mut Base, &Desk) -> Result<T, E>,
    ) -> Result<T, E> {
        let _alone = self.renewing.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_outdated()? {
            self.renew()?;
        }
        let mut base = Base::writable(&self.path).map_err(StoreError::from)?;
        let desk = self.locked().desk.clone();
        let desk = match desk {
            Some(desk) => desk,
            None => Arc::new(Desk::read(&base).map_err(StoreError::from)?),
        };
        let done = change(&mut base, &desk)?;
        base.merge().map_err(StoreError::from)?;
        self.renew()?;
        Ok(done)
    }

    /// What is held, read anew where the file has changed and nobody else does so.
    fn current(&self) -> Result<MutexGuard<'_, State>, StoreError> {
        if self.is_outdated()? {
            let alone = match self.renewing.try_lock() {
                Ok(alone) => Some(alone),
                Err(TryLockError::Poisoned(error)) => Some(error.into_inner()),
                Err(TryLockError::WouldBlock) => None,
            };
            // Another may just have done it.
            if alone.is_some() && self.is_outdated()? {
                self.renew()?;
            }
        }
        Ok(self.locked())
    }

    fn is_outdated(&self) -> Result<bool, StoreError> {
        let state = self.locked();
        let mut mark = Mark::of_file(&self.path, self.kind);
        if let Some(base) = state.base.as_ref().filter(|_| mark.created == state.mark.created) {
            mark.changes = base.changes()?;
        }
        Ok(mark != state.mark)
    }

    fn renew(&self) -> Result<(), StoreError> {
        let state = State::read(&self.path, self.kind)?;
        *self.locked() = state;
        Ok(())
    }

    fn locked(&self) -> MutexGuard<'_, State> {
        // A state is replaced as a whole, so that one that was left by a fault is sound.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn read(path: &Path, kind: Kind) -> Result<Self, StoreError> {
        let mut mark = Mark::of_file(path, kind);
        if kind == Kind::Graph {
            return Ok(Self::new(None, mark, Arc::new(store::read(path)?)));
        }
        let base = Base::open(path)?;
        // Counted first: what comes in between is read once more.
        mark.changes = base.changes()?;
        #[cfg(feature = "serve")]
        if kind == Kind::Reviewed {
            let desk = Arc::new(Desk::read(&base)?);
            return Ok(Self {
                desk: Some(Arc::clone(&desk)),
                ..Self::new(Some(base), mark, Arc::clone(&desk.graph))
            });
        }
        let graph = Arc::new(base.graph()?);
        Ok(Self::new(Some(base), mark, graph))
    }

    fn new(base: Option<Base>, mark: Mark, graph: Arc<KnowledgeGraph>) -> Self {
        Self {
            base,
            mark,
            graph,
            #[cfg(feature = "serve")]
            desk: None,
            earlier: None,
        }
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

#[cfg(all(test, feature = "serve"))]
mod tests {
    use super::Held;
    use crate::graph::ReportId;
    use crate::store::StoreError;
    use crate::store::base::{Base, BaseError, today};
    use std::sync::mpsc::channel;
    use std::thread;
    use std::time::{Duration, Instant};

    #[test]
    fn while_something_is_changed_others_read_the_former_state_and_may_write() -> Result<(), StoreError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("news.db");
        Base::create(&path)?.merge()?;
        let held = Held::reviewed(&path)?;
        let line = |id: u8| format!("reject {id:016x} by Ann on 2019-05-02");
        let decided = || Ok::<usize, StoreError>(held.graph(None)?.desk.map_or(0, |desk| desk.decided.len()));
        thread::scope(|scope| {
            let ((begun, begins), (go_on, goes_on)) = (channel(), channel());
            let changing = scope.spawn({
                let held = &held;
                move || {
                    held.change(|base, _| -> Result<(), StoreError> {
                        base.rule(&line(1), today())?;
                        begun.send(()).expect("a listener");
                        goes_on.recv().expect("a word");
                        Ok(())
                    })
                }
            });
            begins.recv().expect("a beginning");
            let start = Instant::now();
            assert_eq!(decided()?, 0, "the former state");
            let written: Result<i64, BaseError> = Base::writable(&path)?.rule(&line(2), today());
            assert_eq!(written?, 2);
            assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
            go_on.send(()).expect("a listener");
            changing.join().expect("an end")?;
            assert_eq!(decided()?, 2, "both, once it is there");
            assert!(Base::open(&path)?.check()?.is_empty());
            let desk = held.graph(None)?.desk.expect("a desk");
            assert!(desk.event_of(&ReportId::from(line(1))).is_none());
            Ok(())
        })
    }
}
