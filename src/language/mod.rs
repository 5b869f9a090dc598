//! English: what does the sentence say?
//!
//! In: an article's content and the spans of its blocks. Out: [`Sentence`]s of [`Token`]s with parts of speech, lemmas
//! and a dependency tree in Universal Dependencies. Any text gives sentences. Knows nothing of entities or events.

mod labels;

pub use labels::{Relation, Upos, Xpos};

use crate::span::Span;

/// A sentence and its tokens. The heads form one tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Its place in the content, from its first token to its last.
    pub span: Span,
    /// Its tokens in order.
    pub tokens: Vec<Token>,
}

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
pub fn segment(content: &str, blocks: &[Span]) -> Vec<Sentence> {
    let _ = (content, blocks);
    Vec::new()
}

/// Tags, lemmatizes and parses a segmented sentence in place.
pub fn analyze(content: &str, sentence: &mut Sentence) {
    let _ = (content, sentence);
}
