//! The way of an article through the rooms: words, mentions, times, events.

use crate::article::{Article, Block, BlockKind};
use crate::entity::{self, Cast, Mention, MentionForm};
use crate::event::{self, Event, Patterns, Reading};
use crate::knowledge::{DecisionIndex, Knowledge};
use crate::language::{self, Encoding, Relation, Sentence, Token, Upos, Xpos};
use crate::temporal::{self, Context, Timex};
use std::collections::BTreeSet;

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
    pub encodings: Vec<Encoding>,
    /// The tellings that the patterns find.
    pub votes: Vec<Event>,
}

/// Mines an article.
///
/// Only an article that speaks of more than one country or organization can tell an event, and of it only the sentences that
/// mention somebody. Decisions that were made by hand are replayed on the cast before events are sought. What a pattern of
/// a user finds takes the place of what the reader finds in the same word.
pub fn mine(article: Article, knowledge: &Knowledge) -> Mined {
    let Read {
        mined,
        encodings,
        votes,
    } = read(article, knowledge);
    let reading = mined.reading();
    let mut events = knowledge.reader.read(&reading, &encodings, &votes);
    if knowledge.patterns.has_own() {
        let mut own = event::extract(&reading, &knowledge.patterns);
        own.retain(|event| knowledge.patterns.is_own(&event.pattern));
        events.retain(|event| own.iter().all(|own| own.trigger != event.trigger));
        events.append(&mut own);
    }
    Mined { events, ..mined }
}

/// Mines an article by patterns alone, the built-in ones and those of users.
pub fn by_patterns(article: Article, knowledge: &Knowledge) -> Mined {
    let Read { mined, .. } = read(article, knowledge);
    let events = event::extract(&mined.reading(), &knowledge.patterns);
    Mined { events, ..mined }
}

/// Reads an article up to the point at which its events are sought.
pub fn read(article: Article, knowledge: &Knowledge) -> Read {
    let patterns = &*knowledge.patterns;
    let prose = |block: &&Block| !matches!(block.kind, BlockKind::Furniture | BlockKind::Speaker);
    let blocks: Vec<_> = article.blocks.iter().filter(prose).map(|block| block.span).collect();
    let mut sentences = language::segment(&article.content, &blocks);
    let mut decisions = BTreeSet::new();
    let mut cast_of = |sentences: &[Sentence]| {
        let mut cast = entity::read(&article, sentences, &knowledge.gazetteer);
        let overrides = &knowledge.overrides;
        decisions.extend(overrides.apply(&article, sentences, &mut cast, &knowledge.gazetteer));
        cast
    };
    let mut cast = cast_of(&sentences);
    let mut encodings = vec![Encoding::default(); sentences.len()];
    if cast.is_international() {
        for (number, sentence) in sentences.iter_mut().enumerate() {
            if !cast.of_sentence(number).is_empty() || entity::may_refer(&article.content, sentence) {
                encodings[number] = parse(&article.content, sentence, cast.of_sentence(number), patterns);
                patterns.mend_lemmas(&article.content, sentence);
            }
        }
        cast = cast_of(&sentences);
        entity::settle(&mut sentences, &mut cast);
        event::settle_verbs(&mut sentences, &cast);
    }
    // A time that stood in the wrong phrase may have taken its tense from there; it is read again.
    let timexes = times(&article, &sentences);
    event::settle_times(&mut sentences, &timexes);
    let timexes = times(&article, &sentences);
    let mined = Mined {
        article,
        sentences,
        cast,
        timexes,
        events: Vec::new(),
        decisions,
    };
    let votes = event::tellings(&mined.reading(), patterns);
    Read {
        mined,
        encodings,
        votes,
    }
}

/// The time expressions of each sentence.
fn times(article: &Article, sentences: &[Sentence]) -> Vec<Vec<Timex>> {
    let mut context = Context::new(article.date);
    let read = |sentence| temporal::recognize(&article.content, sentence, &mut context);
    sentences.iter().map(read).collect()
}

/// Parses a sentence, knowing whom it names, and returns what the encoder has read of it.
fn parse(content: &str, sentence: &mut Sentence, mentions: &[Mention], patterns: &Patterns) -> Encoding {
    let encoding = language::encode(content, sentence);
    parse_again(content, sentence, mentions, patterns);
    encoding
}

/// Parses a sentence once more where the tree has missed the main verb: in a headline ("France backs Morocco's plan"), or
/// behind a name that it takes for all of the sentence ("China and Costa Rica established ties").
fn parse_again(content: &str, sentence: &mut Sentence, mentions: &[Mention], patterns: &Patterns) {
    let actors: Vec<&Mention> = mentions
        .iter()
        .filter(|mention| !mention.inner && !matches!(mention.form, MentionForm::Adjective | MentionForm::City))
        .collect();
    let Some((subject, verb)) = missed_verb(content, sentence, &actors, patterns) else {
        return;
    };
    let root = sentence.tokens.iter().position(|token| token.head.is_none());
    language::analyze_rooted(content, sentence, verb);
    language::reattach(&mut sentence.tokens, subject, Some(verb), Relation::Nsubj);
    let object = |token: &Token| token.head == Some(verb) && matches!(token.relation, Relation::Obj | Relation::Ccomp);
    if sentence.tokens.iter().any(object) {
        return;
    }
    // What the sentence seemed to be about stands behind the verb.
    if let Some(root) = root.filter(|&root| root > verb && sentence.tokens[root].upos != Upos::Verb) {
        language::reattach(&mut sentence.tokens, root, Some(verb), Relation::Obj);
        return;
    }
    // "established diplomatic relations": the last noun of the phrase behind the verb.
    let phrase = sentence.tokens[verb + 1..]
        .iter()
        .take_while(|token| matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num));
    let length = phrase.count();
    let noun = |at: &usize| matches!(sentence.tokens[*at].upos, Upos::Noun | Upos::Propn);
    if let Some(object) = (verb + 1..=verb + length).rev().find(noun) {
        language::reattach(&mut sentence.tokens, object, Some(verb), Relation::Obj);
    }
}

/// A verb behind an actor that the tree does not have as the main verb of a sentence that has none, with its subject.
fn missed_verb(content: &str, sentence: &Sentence, actors: &[&Mention], patterns: &Patterns) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let root = tokens.iter().position(|token| token.head.is_none())?;
    let is_finite = |token: &Token| matches!(token.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    let verbless = !tokens.iter().any(is_finite);
    // A name can be all of a sentence only where the tree is wrong.
    let stranded = matches!(tokens[root].upos, Upos::Noun | Upos::Propn)
        && !tokens
            .iter()
            .any(|token| token.head == Some(root) && token.relation == Relation::Cop)
        && actors.iter().any(|actor| actor.tokens.contains(&root));
    let ended = tokens.last().is_some_and(|token| token.span.of(content) == ".");
    let mut behind = actors.iter().filter_map(|actor| {
        let mut verb = actor.tokens.end;
        verb += usize::from(tokens.get(verb).is_some_and(|token| token.upos == Upos::Adv));
        (verb < tokens.len()).then_some((actor, verb))
    });
    // "Van Mierlo, whose country holds the presidency, called on Iran"
    let relative = |verb: usize| {
        tokens[root..verb]
            .iter()
            .any(|token| matches!(token.span.of(content), "who" | "whose" | "which"))
    };
    let after_relative = (root + 4..tokens.len()).find(|&verb| {
        stranded
            && matches!(tokens[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn)
            && tokens[verb].upos == Upos::Verb
            && matches!(tokens[verb].relation, Relation::Advcl | Relation::Conj | Relation::Dep)
            && tokens[verb - 1].span.of(content) == ","
            && relative(verb)
    });
    if let Some(verb) = after_relative {
        return Some((root, verb));
    }
    let (actor, verb) = behind.find(|&(_, verb)| {
        let object = tokens.get(verb + 1).is_some_and(|next| {
            matches!(
                next.upos,
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num | Upos::Pron
            )
        });
        let unseen = verbless && object && patterns.is_finite_form(tokens[verb].span.of(content));
        let past = stranded
            && root < verb
            && tokens[verb].upos == Upos::Verb
            && matches!(tokens[verb].xpos, Xpos::Vbd | Xpos::Vbn)
            && matches!(
                tokens[verb].relation,
                Relation::Acl | Relation::Amod | Relation::Conj | Relation::Appos | Relation::Dep | Relation::Parataxis
            )
            && (object || ended && tokens.get(verb + 1).is_none_or(|next| next.lemma != "by"));
        unseen || past
    })?;
    let first = if stranded { root } else { actor.head };
    Some((first, verb))
}
