//! Replies: what is sent back, in which form, or why nothing is.

use crate::graph::{EventRecord, KnowledgeGraph};
use crate::query::QuestionError;
use crate::store::StoreError;
use maud::Markup;
use serde_json::Value;

/// The form of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Html,
    Json,
    Csv,
}

/// What a view shows, in each form.
pub(super) struct Shown<'g> {
    pub(super) title: String,
    /// The page, made where it is asked for.
    pub(super) body: Box<dyn FnOnce() -> Markup + 'g>,
    /// The same as JSON.
    pub(super) value: Box<dyn FnOnce() -> Value + 'g>,
    /// All events, on whichever page.
    pub(super) events: Vec<&'g EventRecord>,
    pub(super) graph: &'g KnowledgeGraph,
}

/// Why nothing is shown.
#[derive(Debug)]
pub(super) struct Fault {
    /// The status of HTTP.
    pub(super) status: u16,
    /// The cause.
    pub(super) message: String,
}

impl Fault {
    /// The question has to be put otherwise.
    pub(super) fn unclear(message: impl Into<String>) -> Self {
        Self {
            status: 400,
            message: message.into(),
        }
    }

    /// There is no such thing.
    pub(super) fn nothing(message: impl Into<String>) -> Self {
        Self {
            status: 404,
            message: message.into(),
        }
    }
}

impl From<QuestionError> for Fault {
    fn from(error: QuestionError) -> Self {
        Self {
            status: if error.is_unclear() { 400 } else { 404 },
            message: error.to_string(),
        }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self {
            status: 500,
            message: error.to_string(),
        }
    }
}
