//! How often are tags and trees those of a treebank?
//!
//! In: a treebank's sentence and its analysis from the same tokens. Out: shares of right words. As in the `CoNLL` 2018
//! shared task, relations count without their subtypes in LAS, and punctuation counts.

use std::fmt;

use crate::language::Sentence;
use crate::language::conllu::ConlluSentence;

/// Counts of right words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Words in all.
    pub words: usize,
    /// Words with the right universal part of speech.
    pub upos: usize,
    /// Words with the right Penn part of speech.
    pub xpos: usize,
    /// Words with the right lemma.
    pub lemma: usize,
    /// Words with the right head.
    pub unlabeled: usize,
    /// Words with the right head and universal relation.
    pub labeled: usize,
    /// Words with the right head and relation, its subtype included.
    pub labeled_with_subtype: usize,
}

impl Scores {
    /// Counts a sentence.
    pub fn add(&mut self, gold: &ConlluSentence, analysis: &Sentence) {
        for (word, token) in gold.words().zip(&analysis.tokens) {
            self.words += 1;
            self.upos += usize::from(word.upos == token.upos.as_str());
            self.xpos += usize::from(word.xpos == token.xpos.as_str());
            self.lemma += usize::from(word.lemma == token.lemma);
            if word.head != Some(token.head.map_or(0, |head| head + 1)) {
                continue;
            }
            self.unlabeled += 1;
            let universal = word.deprel.split(':').next();
            self.labeled += usize::from(universal == Some(token.relation.universal()));
            self.labeled_with_subtype += usize::from(word.deprel == token.relation.as_str());
        }
    }

    /// Adds another count.
    pub const fn merge(&mut self, other: &Self) {
        self.words += other.words;
        self.upos += other.upos;
        self.xpos += other.xpos;
        self.lemma += other.lemma;
        self.unlabeled += other.unlabeled;
        self.labeled += other.labeled;
        self.labeled_with_subtype += other.labeled_with_subtype;
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |count: usize| 100.0 * count as f64 / self.words.max(1) as f64;
        write!(
            f,
            "UPOS {:.2}  XPOS {:.2}  lemma {:.2}  UAS {:.2}  LAS {:.2}  with subtypes {:.2}  ({} words)",
            percent(self.upos),
            percent(self.xpos),
            percent(self.lemma),
            percent(self.unlabeled),
            percent(self.labeled),
            percent(self.labeled_with_subtype),
            self.words
        )
    }
}
