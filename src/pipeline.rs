//! The way of an article through the rooms: words, mentions, times, events.

use crate::article::Article;
use crate::entity::{self, Cast, Gazetteer};
use crate::event::{self, Event, Patterns, Reading};
use crate::language::{self, Sentence};
use crate::temporal::{self, Context, Timex};

/// What has been read of an article.
#[derive(Clone, Debug)]
pub struct Mined {
    /// The article.
    pub article: Article,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Its entities and mentions.
    pub cast: Cast,
    /// The time expressions of each sentence.
    pub timexes: Vec<Vec<Timex>>,
    /// Its events.
    pub events: Vec<Event>,
}

/// Mines an article.
pub fn mine(article: Article) -> Mined {
    let blocks: Vec<_> = article.blocks.iter().map(|block| block.span).collect();
    let mut sentences = language::segment(&article.content, &blocks);
    for sentence in &mut sentences {
        language::analyze(&article.content, sentence);
    }
    let mut cast = entity::read(&article, &sentences, Gazetteer::builtin());
    entity::settle(&mut sentences, &mut cast);
    let mut context = Context::new(article.date);
    let timexes: Vec<Vec<Timex>> = sentences
        .iter()
        .map(|sentence| temporal::recognize(&article.content, sentence, &mut context))
        .collect();
    let reading = Reading {
        article: &article,
        sentences: &sentences,
        cast: &cast,
        timexes: &timexes,
    };
    let events = event::extract(&reading, Patterns::builtin());
    Mined {
        article,
        sentences,
        cast,
        timexes,
        events,
    }
}
