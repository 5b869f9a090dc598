//! Replies: what is sent back, in which form, or why nothing is.

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

/// What a view shows, in the form that is asked for.
pub(super) enum Content {
    Page(Markup),
    Value(Value),
    Table(Vec<u8>),
}

/// What a view shows.
pub(super) struct Shown {
    pub(super) title: String,
    pub(super) content: Content,
    /// What stands behind the question mark for the same as a page shows in another form.
    pub(super) again: String,
    /// Whether all that is new was shown.
    pub(super) is_news: bool,
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
