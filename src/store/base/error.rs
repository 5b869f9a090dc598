//! Why a base cannot be read or written.

use std::error::Error;
use std::path::{Path, PathBuf};

/// A base cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum BaseError {
    /// The file is no base.
    #[error("{}: not a base; `summitry add` makes one", path.display())]
    Other {
        /// The file.
        path: PathBuf,
    },
    /// The base is of a later version.
    #[error("{}: the base is of version {found}, which this summitry does not know yet", path.display())]
    Later {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i32,
    },
    /// `SQLite` cannot do what was asked.
    #[error("{}: {}", path.display(), cause(source))]
    Sql {
        /// The file.
        path: PathBuf,
        /// What `SQLite` said.
        source: rusqlite::Error,
    },
    /// What is kept of an article, an event or a node cannot be understood.
    #[error("{}: {what} cannot be understood", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: String,
        /// Why.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl BaseError {
    /// Whether the folder of the file gives no room for what a reader needs beside it.
    pub(super) fn is_closed(&self) -> bool {
        use rusqlite::ErrorCode::{CannotOpen, ReadOnly};
        matches!(self, Self::Sql { path, source } if path.exists() && matches!(source.sqlite_error_code(), Some(CannotOpen | ReadOnly)))
    }
}

fn cause(error: &rusqlite::Error) -> &'static str {
    use rusqlite::ErrorCode::{
        CannotOpen, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase, ReadOnly,
    };
    match error.sqlite_error_code() {
        Some(DatabaseBusy | DatabaseLocked) => "another run is writing to it",
        Some(DiskFull) => "the disk is full; what was there is kept",
        Some(ReadOnly) => "it may not be written to",
        Some(CannotOpen) => "cannot be opened",
        Some(DatabaseCorrupt) => "the file is damaged; `summitry check --repair` makes what can be made anew",
        Some(NotADatabase) => "not a base; `summitry add` makes one",
        _ => "the base cannot be read or written",
    }
}

/// That `what` in the file is not as this version writes it.
pub(super) fn broken(path: &Path, what: &str, source: impl Error + Send + Sync + 'static) -> BaseError {
    BaseError::Broken {
        path: path.to_owned(),
        what: what.to_owned(),
        source: Box::new(source),
    }
}

/// Names the file in which something failed.
pub(super) trait Context<T> {
    fn at(self, path: &Path) -> Result<T, BaseError>;
}

impl<T> Context<T> for rusqlite::Result<T> {
    fn at(self, path: &Path) -> Result<T, BaseError> {
        self.map_err(|source| BaseError::Sql {
            path: path.to_owned(),
            source,
        })
    }
}
