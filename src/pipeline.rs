//! The way of an article through the rooms: words, mentions, times, events.

use crate::article::{Article, Block, BlockKind};
use crate::entity::{self, Cast};
use crate::event::{Event, Reading};
use crate::knowledge::{DecisionIndex, Knowledge};
use crate::language::{self, Encoding, Sentence, SentenceIndex, Sentences};
use crate::temporal::{self, Context, Timex};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::panic::{self, AssertUnwindSafe};
use typed_index_collections::{TiVec, ti_vec};

/// What has been read of an article.
#[derive(Clone, Debug)]
pub struct Mined {
    /// The article.
    pub article: Article,
    /// Its sentences.
    pub sentences: TiVec<SentenceIndex, Sentence>,
    /// Its entities and mentions.
    pub cast: Cast,
    /// The time expressions of each sentence.
    pub timexes: TiVec<SentenceIndex, Vec<Timex>>,
    /// Its events.
    pub events: Vec<Event>,
    /// The decisions made by hand that found what they are about.
    pub decisions: BTreeSet<DecisionIndex>,
}

impl Mined {
    /// What was read before the events were sought.
    pub fn reading(&self) -> Reading<'_> {
        Reading {
            article: &self.article,
            sentences: &self.sentences,
            cast: &self.cast,
            timexes: &self.timexes,
        }
    }
}

/// What has been read of an article before its events are sought.
pub struct Read {
    /// The article, without events.
    pub mined: Mined,
    /// What the encoder has read of each sentence; nothing where it was not analyzed.
    pub encodings: TiVec<SentenceIndex, Encoding>,
}

/// Mines an article.
///
/// Only an article that speaks of more than one country or organization can tell an event, and of it only the sentences that
/// mention somebody. Decisions that were made by hand are replayed on the cast before events are sought.
pub fn mine(article: Article, knowledge: &Knowledge) -> Mined {
    let Read { mined, encodings } = read(article, knowledge);
    let events = knowledge.reader.read(&mined.reading(), &encodings, &knowledge.patterns);
    Mined { events, ..mined }
}

/// Mines articles by the threads of the current pool of rayon, and returns what was read of each in their order; nothing of
/// one on which this program fails. Calls `done` after each.
pub fn mine_all(articles: Vec<Article>, knowledge: &Knowledge, done: impl Fn() + Sync) -> Vec<Option<Mined>> {
    let mined = articles
        .into_par_iter()
        .map(|article| unbroken(|| mine(article, knowledge)));
    mined.inspect(|_| done()).collect()
}

/// What the work gives; nothing where it breaks off in a fault of this program.
///
/// ```
/// use summitry::pipeline::unbroken;
///
/// assert_eq!([2, 0, 5].map(|by| unbroken(|| 10 / std::hint::black_box(by))), [Some(5), None, Some(2)]);
/// ```
pub fn unbroken<T>(work: impl FnOnce() -> T) -> Option<T> {
    // What was shared with the work is only read, or given up with it.
    panic::catch_unwind(AssertUnwindSafe(work)).ok()
}

/// Reads an article up to the point at which its events are sought.
pub fn read(article: Article, knowledge: &Knowledge) -> Read {
    let prose = |block: &&Block| !matches!(block.kind, BlockKind::Furniture | BlockKind::Speaker);
    let blocks: Vec<_> = article.blocks.iter().filter(prose).map(|block| block.span).collect();
    let mut sentences = language::segment(&article.content, &blocks);
    let names = entity::recognize(&article.content, &sentences, &knowledge.gazetteer);
    let mut decisions = BTreeSet::new();
    let mut cast_of = |sentences: &Sentences| {
        let mut cast = entity::resolve(&article, sentences, &names, &knowledge.gazetteer);
        let overrides = &knowledge.overrides;
        decisions.extend(overrides.apply(&article, sentences, &mut cast, &knowledge.gazetteer));
        cast
    };
    let mut cast = cast_of(&sentences);
    let mut encodings = ti_vec![Encoding::default(); sentences.len()];
    if cast.is_international() {
        for (number, sentence) in sentences.iter_mut_enumerated() {
            if !cast.of_sentence(number).is_empty() || entity::may_refer(&article.content, sentence) {
                encodings[number] = language::encode(&article.content, sentence);
            }
        }
        // Trees tell more of who is meant than words alone.
        cast = cast_of(&sentences);
    }
    let mut context = Context::new(article.date);
    let timexes = sentences
        .iter()
        .map(|sentence| temporal::recognize(&article.content, sentence, &mut context))
        .collect();
    let mined = Mined {
        article,
        sentences,
        cast,
        timexes,
        events: Vec::new(),
        decisions,
    };
    Read { mined, encodings }
}
