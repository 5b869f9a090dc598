//! What has been read of an article before its events are sought.

use crate::article::Article;
use crate::entity::Cast;
use crate::language::{SentenceIndex, Sentences};
use crate::temporal::Timex;
use typed_index_collections::TiSlice;

/// What has been read of an article before its events are sought.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its sentences, those that matter analyzed.
    pub sentences: &'a Sentences,
    /// Its entities and mentions.
    pub cast: &'a Cast,
    /// The time expressions of each sentence.
    pub timexes: &'a TiSlice<SentenceIndex, Vec<Timex>>,
}
