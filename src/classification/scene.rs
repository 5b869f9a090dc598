//! A marked sentence, read: the marked words are the only two actors, and the reader tells what it makes of them.

use crate::article::{Article, Block, BlockKind, DateOrigin};
use crate::classification::Marked;
use crate::entity::{Cast, Entity, EntityId, EntityKind, Mention, MentionForm};
use crate::event::{Reader, Reading};
use crate::language::{self, Encodings, Sentence, SentenceIndex, Sentences, Upos};
use crate::span::Span;
use std::cmp::Ordering;
use std::ops::Range;
use typed_index_collections::{TiSlice, TiVec, ti_vec};

/// Whose words a token belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Source,
    Target,
    Neither,
}

/// A marked sentence, parsed, with what the reader makes of it.
pub(crate) struct Scene {
    pub(crate) sentences: TiVec<SentenceIndex, Sentence>,
    pub(crate) sides: TiVec<SentenceIndex, Vec<Side>>,
    /// For each built-in event type how likely it is that the source does it to the target, and that anybody does.
    pub(crate) told: Vec<[f32; 2]>,
}

impl Scene {
    pub(crate) fn new(marked: &Marked) -> Self {
        let text = &marked.text;
        let whole = Span::new(0, text.len());
        let mut sentences = language::segment(text, &[whole]);
        let encodings: TiVec<_, _> = sentences
            .iter_mut()
            .map(|sentence| language::encode(text, sentence))
            .collect();
        // Of a mark within another, the words are the inner one's.
        let narrowest = |marks: &[Span], span: Span| {
            let around = marks.iter().filter(|mark| mark.overlaps(span));
            around.map(|mark| mark.len()).min().unwrap_or(usize::MAX)
        };
        let side = |span: Span| {
            let (source, target) = (narrowest(&marked.source, span), narrowest(&marked.target, span));
            match source.cmp(&target) {
                Ordering::Less => Side::Source,
                Ordering::Greater => Side::Target,
                Ordering::Equal if source < usize::MAX => Side::Source,
                Ordering::Equal => Side::Neither,
            }
        };
        let sides: TiVec<SentenceIndex, Vec<Side>> = sentences
            .iter()
            .map(|sentence| sentence.tokens.iter().map(|token| side(token.span)).collect())
            .collect();
        let told = told(text, &sentences, &sides, &encodings);
        Self { sentences, sides, told }
    }
}

/// The runs of tokens on one side.
pub(crate) fn runs(sides: &[Side], wanted: Side) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (index, side) in sides.iter().enumerate() {
        if *side != wanted {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == index => run.end += 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

/// The token of a run that hangs on a word outside it.
pub(crate) fn head_of(sentence: &Sentence, run: &Range<usize>) -> usize {
    let outside = |token: &usize| sentence.tokens[*token].head.is_none_or(|head| !run.contains(&head));
    let heads: Vec<usize> = run.clone().filter(outside).collect();
    let noun = |token: &&usize| matches!(sentence.tokens[**token].upos, Upos::Noun | Upos::Propn | Upos::Pron);
    heads
        .iter()
        .find(noun)
        .or_else(|| heads.first())
        .copied()
        .unwrap_or(run.start)
}

fn told(
    text: &str,
    sentences: &Sentences,
    sides: &TiSlice<SentenceIndex, Vec<Side>>,
    encodings: &Encodings,
) -> Vec<[f32; 2]> {
    let mut cast = Cast::default();
    let both = [("source", "S"), ("target", "T")].map(|(name, country)| {
        cast.entities.push_and_get_key(Entity {
            id: EntityId::country(country),
            name: name.to_owned(),
            kind: EntityKind::Country,
            country: country.to_owned(),
            org: String::new(),
            female: None,
            known: None,
            roles: Vec::new(),
            members: Vec::new(),
            is_format: false,
            words: Vec::new(),
        })
    });
    for (number, sentence) in sentences.iter_enumerated() {
        for (entity, side) in both.into_iter().zip([Side::Source, Side::Target]) {
            for run in runs(&sides[number], side) {
                cast.mentions.push(Mention {
                    sentence: number,
                    head: head_of(sentence, &run),
                    span: sentence.tokens[run.start].span.cover(sentence.tokens[run.end - 1].span),
                    name: None,
                    tokens: run,
                    // Officials travel; a country is gone to.
                    form: if side == Side::Source {
                        MentionForm::Role
                    } else {
                        MentionForm::Name
                    },
                    entities: vec![entity],
                    place: None,
                    reason: "marked",
                    confidence: 1.0,
                    inner: false,
                });
            }
        }
    }
    cast.index(sentences.len());
    let article = article(text);
    let timexes = ti_vec![Vec::new(); sentences.len()];
    let reading = Reading {
        article: &article,
        sentences,
        cast: &cast,
        timexes: &timexes,
    };
    Reader::builtin().between(&reading, encodings)
}

/// The text as an article of one paragraph, which tells nothing of itself.
pub(crate) fn article(text: &str) -> Article {
    Article {
        id: String::new(),
        content: text.to_owned(),
        text_start: 0,
        title: Span::default(),
        blocks: vec![Block {
            span: Span::new(0, text.len()),
            kind: BlockKind::Paragraph,
        }],
        date: None,
        date_origin: DateOrigin::None,
        dateline: None,
        url: None,
        source: None,
    }
}
