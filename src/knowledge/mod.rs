//! Knowledge: what is known before the first article is read, of the world, of language, and of earlier mistakes?
//!
//! In: the built-in gazetteer and reader, and the files of users ([`Files`]). Out: a [`Knowledge`]: the
//! gazetteer, the patterns and the decisions ([`Overrides`]) that are replayed on each article, and on what all articles
//! tell of events. A row, a pattern or a decision that makes no sense is left out and named; a file that cannot be read, or
//! is no TOML, stops all. `FORMAT.md` beside this file describes the files. Knows nothing of graphs.

mod decision;
mod overrides;
mod ruling;
mod target;

pub use decision::Decision;
pub use overrides::{DecisionIndex, Override, Overrides};
pub use ruling::Ruling;
pub use target::called;

use crate::entity::{Gazetteer, TableError};
use crate::event::{PatternError, Patterns, Reader};
use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// What articles are read with.
#[derive(Clone, Debug)]
pub struct Knowledge {
    /// Who acts in world politics.
    pub gazetteer: Cow<'static, Gazetteer>,
    /// What has been learned of how events are told.
    pub reader: &'static Reader,
    /// The patterns of users.
    pub patterns: Patterns,
    /// What was decided by hand.
    pub overrides: Overrides,
}

/// The files of a user.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Tables of the gazetteer.
    pub gazetteer: Vec<PathBuf>,
    /// Patterns and event types.
    pub patterns: Vec<PathBuf>,
    /// Decisions.
    pub overrides: Vec<PathBuf>,
}

/// Something in the files of a user is not what it should be.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    /// A file cannot be read.
    #[error("{}: cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A row of a table makes no sense.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A pattern or a file of patterns makes no sense.
    #[error(transparent)]
    Pattern(#[from] PatternError),
    /// A decision makes no sense.
    #[error("{}:{line}: {cause}", path.display())]
    Decision {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        cause: String,
    },
}

impl Knowledge {
    /// What comes with the program.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Knowledge> = LazyLock::new(|| Knowledge {
            gazetteer: Cow::Borrowed(Gazetteer::builtin()),
            reader: Reader::builtin(),
            patterns: Patterns::default(),
            overrides: Overrides::default(),
        });
        &BUILTIN
    }

    /// What comes with the program where there are no files; otherwise as [`read`](Self::read).
    ///
    /// # Errors
    /// If a file cannot be read, or a file of patterns is not TOML of the documented form.
    pub fn with(files: &Files) -> Result<(Cow<'static, Self>, Vec<KnowledgeError>), KnowledgeError> {
        if files.gazetteer.is_empty() && files.patterns.is_empty() && files.overrides.is_empty() {
            return Ok((Cow::Borrowed(Self::builtin()), Vec::new()));
        }
        let (knowledge, wrong) = Self::read(files)?;
        Ok((Cow::Owned(knowledge), wrong))
    }

    /// What comes with the program and what is sound of the files, and why the rest is not.
    ///
    /// # Errors
    /// If a file cannot be read, or a file of patterns is not TOML of the documented form.
    pub fn read(files: &Files) -> Result<(Self, Vec<KnowledgeError>), KnowledgeError> {
        let mut knowledge = Self::builtin().clone();
        let mut errors: Vec<KnowledgeError> = Vec::new();
        if !files.gazetteer.is_empty() {
            let texts = texts(&files.gazetteer)?;
            let tables = texts.iter().map(|(path, text)| (*path, text.as_str()));
            let (gazetteer, wrong) = Gazetteer::extended(tables);
            knowledge.gazetteer = Cow::Owned(gazetteer);
            errors.extend(wrong.into_iter().map(KnowledgeError::from));
        }
        for (path, text) in texts(&files.patterns)? {
            let wrong = knowledge.patterns.add_sound(path, &text)?;
            errors.extend(wrong.into_iter().map(KnowledgeError::from));
        }
        for (path, text) in texts(&files.overrides)? {
            errors.extend(knowledge.overrides.add(path, &text, &knowledge.gazetteer));
        }
        Ok((knowledge, errors))
    }
}

fn texts(paths: &[PathBuf]) -> Result<Vec<(&Path, String)>, KnowledgeError> {
    let text = |path: &'_ PathBuf| match fs::read_to_string(path) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}').to_owned()),
        Err(source) => Err(KnowledgeError::Unreadable {
            path: path.clone(),
            source,
        }),
    };
    paths.iter().map(|path| Ok((path.as_path(), text(path)?))).collect()
}
