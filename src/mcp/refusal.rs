//! Why a question is not answered: a sentence in our own words, and apart from it whom a name may mean.

use super::answer::Actor;
use crate::article::ArticleError;
use crate::query::QuestionError;
use crate::store::StoreError;
use crate::store::base::{BaseError, GrowthError};

/// So many of those whom a name may mean are told.
const TOLD: usize = 12;

/// A question that is not answered.
#[derive(Debug)]
pub(super) struct Refusal {
    /// Why.
    pub(super) sentence: String,
    /// Whom a name in it may mean.
    pub(super) candidates: Vec<Actor>,
}

impl Refusal {
    pub(super) fn new(sentence: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            candidates: Vec::new(),
        }
    }
}

impl From<QuestionError> for Refusal {
    fn from(error: QuestionError) -> Self {
        // Names of nodes may come from articles, so that the sentence repeats only what was asked.
        let (sentence, nodes) = match error {
            QuestionError::Several { name, among } => (
                format!("{name:?} may mean several; ask again with one of the ids under candidates"),
                among,
            ),
            QuestionError::Nobody { what, name, alike } => {
                let hint = if alike.is_empty() {
                    ""
                } else {
                    "; those under candidates have names like it"
                };
                (format!("{what} is called {name:?}{hint}"), alike)
            }
            QuestionError::NoCountry(node) => ("the one under candidates is of no country".to_owned(), vec![*node]),
            QuestionError::Silent(_)
            | QuestionError::Untold { .. }
            | QuestionError::Type(_)
            | QuestionError::Class(_)
            | QuestionError::NoDay { .. } => (error.to_string(), Vec::new()),
        };
        Self {
            sentence,
            candidates: nodes.iter().take(TOLD).map(Actor::from).collect(),
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<BaseError> for Refusal {
    fn from(error: BaseError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<GrowthError> for Refusal {
    fn from(error: GrowthError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<ArticleError> for Refusal {
    fn from(error: ArticleError) -> Self {
        Self::new(format!("the text cannot be read as an article: {}", error.cause()))
    }
}
