//! English: what does the sentence say?
//!
//! In: an article's content and the spans of its blocks. Out: [`Sentence`]s of [`Token`]s with parts of speech, lemmas
//! and a dependency tree in Universal Dependencies. Any text gives sentences. Knows nothing of entities or events.

pub mod conllu;
mod decoding;
pub mod evaluation;
mod features;
pub(crate) mod kernel;
mod labels;
mod lemma;
mod lists;
mod model;
pub mod morphology;
mod network;
mod segmentation;
mod tokenization;
#[cfg(feature = "training")]
pub mod training;
mod tree;

#[cfg(test)]
mod tests;

pub use features::WordRows;
pub(crate) use features::is_small;
pub use labels::{Relation, Upos, Xpos};
pub use tree::{climb, is_under};

use std::cell::RefCell;

use crate::index::index;
use crate::language::decoding::best_tree;
use crate::language::features::Extractor;
use crate::language::model::ENGLISH;
use crate::language::model::Model;
use crate::language::network::RELATIONS;
use crate::language::network::Workspace;
use crate::span::Span;
use typed_index_collections::{TiSlice, TiVec};

/// A sentence and its tokens. The heads form one tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Its place in the content, from its first token to its last.
    pub span: Span,
    /// Its tokens in order.
    pub tokens: Vec<Token>,
}

index! {
    /// The place of a sentence among those of its text.
    pub struct SentenceIndex;
}

impl SentenceIndex {
    /// The sentence and up to `reach` that stand before it, the nearest first.
    pub(crate) fn back(self, reach: usize) -> impl DoubleEndedIterator<Item = Self> {
        (self.0.saturating_sub(reach)..=self.0).rev().map(Self)
    }

    /// How many sentences lie between the beginnings of the two.
    pub(crate) const fn abs_diff(self, other: Self) -> usize {
        self.0.abs_diff(other.0)
    }
}

impl std::ops::Add<usize> for SentenceIndex {
    type Output = Self;

    fn add(self, count: usize) -> Self {
        Self(self.0 + count)
    }
}

/// The sentences of a text in order.
pub type Sentences = TiSlice<SentenceIndex, Sentence>;

/// A syntactic word. The parts of a contraction are tokens of their own ("do", "n't"; "Kim", "'s").
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// Its place in the content.
    pub span: Span,
    /// Its part of speech.
    pub upos: Upos,
    /// Its part of speech in the Penn Treebank's terms, which tell tense and number.
    pub xpos: Xpos,
    /// Its dictionary form, in lower case unless it is a name.
    pub lemma: String,
    /// The index of its head in the sentence; none for the root.
    pub head: Option<usize>,
    /// Its relation to its head.
    pub relation: Relation,
}

/// The sentences of `content` within `blocks`, each with its tokens, not yet tagged or parsed.
///
/// No sentence crosses the edge of a block. The tokens of a block cover all of it but white space.
pub fn segment(content: &str, blocks: &[Span]) -> TiVec<SentenceIndex, Sentence> {
    segmentation::segment(content, blocks).into()
}

thread_local! {
    static WORKSPACE: RefCell<(Workspace, Extractor)> = RefCell::default();
}

/// Sentences with more tokens are parsed in pieces, since the parser weighs all pairs of words.
const LONGEST: usize = 400;

/// Tags, lemmatizes and parses a segmented sentence in place.
///
/// Costs about 20 microseconds a word. The same sentence gets the same analysis in every thread.
pub fn analyze(content: &str, sentence: &mut Sentence) {
    if let Some(model) = &*ENGLISH {
        analyze_with(model, content, sentence, None);
    }
}

/// As [`analyze`], and returns what the network has read: for each word the rows of its form, and [`STATES`] numbers.
pub fn encode(content: &str, sentence: &mut Sentence) -> Encoding {
    let mut encoding = Encoding::default();
    if let Some(model) = &*ENGLISH {
        analyze_with(model, content, sentence, Some(&mut encoding));
    }
    encoding
}

/// Numbers of a word's state.
pub const STATES: usize = network::OUTPUT;

/// What the network has read of a sentence.
#[derive(Clone, Debug, Default)]
pub struct Encoding {
    /// The rows of each word's form.
    pub rows: Vec<WordRows>,
    /// [`STATES`] numbers for each word.
    pub states: Vec<f32>,
}

/// What the network has read of each sentence of a text.
pub type Encodings = TiSlice<SentenceIndex, Encoding>;

fn analyze_with(model: &Model, content: &str, sentence: &mut Sentence, mut encoding: Option<&mut Encoding>) {
    let mut root = None;
    let mut start = 0;
    for piece in sentence.tokens.chunks_mut(LONGEST) {
        WORKSPACE.with_borrow_mut(|(work, extractor)| {
            analyze_piece(model, content, piece, work, extractor);
            if let Some(encoding) = encoding.as_deref_mut() {
                encoding.rows.extend_from_slice(&work.rows[1..]);
                encoding.states.extend_from_slice(work.states());
            }
        });
        // The first piece holds the root, to which the roots of the others are added.
        for (index, token) in piece.iter_mut().enumerate() {
            match (token.head, root) {
                (Some(head), _) => token.head = Some(start + head),
                (None, None) => root = Some(start + index),
                (None, Some(_)) => {
                    token.head = root;
                    token.relation = Relation::Parataxis;
                }
            }
        }
        start += piece.len();
    }
}

fn analyze_piece(model: &Model, content: &str, tokens: &mut [Token], work: &mut Workspace, extractor: &mut Extractor) {
    work.rows.clear();
    let network = &model.network;
    let forms = tokens.iter().map(|token| token.span.of(content));
    extractor.extract(&network.vocabulary, forms, &mut work.rows);
    network.read(work);
    for (index, token) in tokens.iter_mut().enumerate() {
        (token.upos, token.xpos) = network.tags(work, index);
        token.lemma = model.lemmatizer.lemma(token.span.of(content), token.upos, token.xpos);
    }
    let (scores, width) = network.arcs(work);
    let heads = best_tree(scores, width, tokens.len());
    let relations = network.relations(work, &heads);
    for ((token, head), scores) in tokens.iter_mut().zip(&heads).zip(relations.chunks_exact(RELATIONS)) {
        token.head = head.checked_sub(1);
        token.relation = best_relation(scores, token.head.is_none());
    }
}

fn best_relation(scores: &[f32], is_root: bool) -> Relation {
    if is_root {
        return Relation::Root;
    }
    let mut best = Relation::Dep;
    let mut best_score = f32::NEG_INFINITY;
    for relation in Relation::ALL {
        let score = scores[*relation as usize];
        if *relation != Relation::Root && score > best_score {
            best = *relation;
            best_score = score;
        }
    }
    best
}
