//! The way of an article through the rooms: words, mentions, times, events.

use crate::article::{Article, Block, BlockKind};
use crate::entity::{self, Cast, Mention, MentionForm};
use crate::event::{self, Event, Patterns, Reading};
use crate::knowledge::Knowledge;
use crate::language::{self, Relation, Sentence, Token, Upos, Xpos};
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

/// Mines an article.
///
/// Only sentences that name an actor and a word on which a pattern hangs are parsed, and none of an article that speaks of
/// one country alone: nothing else can tell an event. Decisions that were made by hand are replayed on the cast before
/// events are sought.
pub fn mine(article: Article, knowledge: &Knowledge) -> Mined {
    let patterns = &*knowledge.patterns;
    let prose = |block: &&Block| !matches!(block.kind, BlockKind::Furniture | BlockKind::Speaker);
    let blocks: Vec<_> = article.blocks.iter().filter(prose).map(|block| block.span).collect();
    let mut sentences = language::segment(&article.content, &blocks);
    let read = |sentences: &[Sentence]| {
        let mut cast = entity::read(&article, sentences, &knowledge.gazetteer);
        let overrides = &knowledge.overrides;
        overrides.apply(&article, sentences, &mut cast, &knowledge.gazetteer);
        cast
    };
    let mut cast = read(&sentences);
    if cast.is_international() {
        for (number, sentence) in sentences.iter_mut().enumerate() {
            let triggered = sentence
                .tokens
                .iter()
                .any(|token| patterns.may_trigger(token.span.of(&article.content)));
            if triggered && !cast.of_sentence(number).is_empty() {
                parse(&article.content, sentence, cast.of_sentence(number), patterns);
                patterns.mend_lemmas(&article.content, sentence);
            }
        }
        cast = read(&sentences);
        entity::settle(&mut sentences, &mut cast);
        event::settle_verbs(&mut sentences, &cast);
    }
    // A time that stood in the wrong phrase may have taken its tense from there; it is read again.
    let timexes = times(&article, &sentences);
    event::settle_times(&mut sentences, &timexes);
    let timexes = times(&article, &sentences);
    let reading = Reading {
        article: &article,
        sentences: &sentences,
        cast: &cast,
        timexes: &timexes,
    };
    let events = event::extract(&reading, patterns);
    Mined {
        article,
        sentences,
        cast,
        timexes,
        events,
    }
}

/// Parses a sentence, knowing whom it names; one that has no finite verb, once more with the verb that a headline may hold:
/// "France backs Morocco's plan".
fn parse(content: &str, sentence: &mut Sentence, mentions: &[Mention], patterns: &Patterns) {
    let named = mentions.iter().filter(|mention| !mention.inner);
    language::analyze(content, sentence);
    let is_finite = |token: &Token| matches!(token.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    if sentence.tokens.iter().any(is_finite) {
        return;
    }
    let actors = named.clone().filter(|mention| !matches!(mention.form, MentionForm::Adjective | MentionForm::City));
    let mut behind = actors.map(|mention| mention.tokens.end);
    let verb = behind.find(|&at| {
        let object = sentence.tokens.get(at + 1).is_some_and(|next| {
            matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num | Upos::Pron)
        });
        let word = sentence.tokens.get(at).map_or("", |token| token.span.of(content));
        object && patterns.is_present_form(word)
    });
    if let Some(verb) = verb {
        language::analyze_headline(content, sentence, verb);
        let subject = named.filter(|mention| mention.tokens.end == verb).map(|mention| mention.head);
        for head in subject {
            (sentence.tokens[head].head, sentence.tokens[head].relation) = (Some(verb), Relation::Nsubj);
        }
    }
}

/// The time expressions of each sentence.
fn times(article: &Article, sentences: &[Sentence]) -> Vec<Vec<Timex>> {
    let mut context = Context::new(article.date);
    let read = |sentence| temporal::recognize(&article.content, sentence, &mut context);
    sentences.iter().map(read).collect()
}
