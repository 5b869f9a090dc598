//! Reference: whom do roles, groups and pronouns mean?
//!
//! "The Russian president" is the holder at the article's date; "the minister" somebody named before; "the two leaders"
//! the last two named. A person is preferred who is the subject, and near (Hobbs 1978; Lappin and Leass 1994).

use crate::entity::cast::{Entity, EntityIndex, Form};
use crate::entity::reader::Reader;
use crate::entity::roles::{is_group, is_pair, is_rebel};
use crate::language::{Relation, Sentence, SentenceIndex};

/// How many sentences back an antecedent may stand.
pub(crate) const REACH: usize = 3;

/// Whether a sentence may speak of those whom other sentences name, which its tree alone can tell: "They agreed".
pub fn may_refer(content: &str, sentence: &Sentence) -> bool {
    let mut tokens = sentence.tokens.iter();
    tokens.any(|token| matches!(token.span.of(content), "They" | "they"))
}

impl Reader<'_> {
    /// Resolves the roles, groups and pronouns of a sentence, in order.
    pub(crate) fn resolve(&mut self, sentence: SentenceIndex) {
        self.resolve_roles(sentence);
        self.resolve_koreas(sentence);
        for token in 0..self.sentences[sentence].tokens.len() {
            if self.covered(sentence, token) {
                continue;
            }
            let word = self.words[sentence].word(token).to_owned();
            if matches!(word.as_str(), "men" | "women") {
                self.resolve_pair(sentence, token);
            } else if is_group(&word) {
                self.resolve_group(sentence, token);
            } else {
                self.resolve_country(sentence, token, &word);
                self.resolve_pronoun(sentence, token, &word);
            }
        }
        for token in 0..self.sentences[sentence].tokens.len() {
            if !self.covered(sentence, token) {
                let word = self.words[sentence].word(token).to_owned();
                self.resolve_first_person(sentence, token, &word);
                if is_pair(&word) {
                    self.resolve_pair_of_article(sentence, token);
                }
                if is_rebel(&word) {
                    self.resolve_rebels(sentence, token);
                }
            }
        }
    }

    pub(crate) fn covered(&self, sentence: SentenceIndex, token: usize) -> bool {
        self.found[sentence]
            .iter()
            .any(|mention| mention.tokens.contains(&token))
    }

    /// The most salient entity of the cast before the token that is wanted.
    pub(crate) fn antecedent(
        &self,
        sentence: SentenceIndex,
        token: usize,
        far: bool,
        wanted: impl Fn(&Entity) -> bool,
    ) -> Option<EntityIndex> {
        let reach = if far { usize::MAX } else { REACH };
        let mut best: Option<(i32, EntityIndex)> = None;
        for (back, at) in sentence.back(reach).enumerate() {
            for mention in &self.found[at] {
                if back == 0 && mention.tokens.end > token || mention.inner && mention.form != Form::Name {
                    continue;
                }
                let [entity] = mention.entities[..] else { continue };
                if !wanted(&self.cast.entities[entity]) || matches!(mention.form, Form::Adjective | Form::City) {
                    continue;
                }
                let relation = self.sentences[at].tokens[mention.head].relation;
                let subject = matches!(relation, Relation::Nsubj | Relation::NsubjPass | Relation::Root)
                    || back > 0 && mention.tokens.start < 3;
                let distance = i32::try_from(back).unwrap_or(i32::MAX).saturating_mul(20);
                let place = i32::try_from(mention.tokens.start).unwrap_or(0).min(15);
                let possessor = relation == Relation::NmodPoss && back == 0 && mention.form == Form::Name;
                let salience = if subject {
                    25
                } else if possessor {
                    20
                } else if back == 0 {
                    8
                } else {
                    0
                };
                let score = salience - distance - if back > 0 { place } else { -place / 3 };
                if best.is_none_or(|(least, _)| score >= least) {
                    best = Some((score, entity));
                }
            }
            if best.is_some() && back >= 1 {
                break;
            }
        }
        best.map(|(_, entity)| entity)
    }
}
