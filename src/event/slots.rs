//! Slots: which words of a sentence stand where around a word on which a pattern hangs?
//!
//! In: the tree of a sentence and a word. Out: the words that head what stands there, with those that stand in a list with
//! them. A verb that has no subject of its own has that of the verb it is joined to or governed by.

use crate::language::{Relation, Sentence, Xpos};

/// A place in the tree around a trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Who acts, by whatever construction.
    Subject,
    /// Who or what is acted upon.
    Object,
    /// The indirect object.
    Indirect,
    /// Whoever possesses the noun ("Rice's trip"), or is its adjective ("the Russian visit").
    Owner,
    /// The subject of the verb that the noun hangs on ("held talks").
    Holder,
    /// A noun after this preposition.
    Preposition(String),
}

impl Slot {
    /// The names of the slots in a file.
    pub const NAMES: &'static [&'static str] = &[
        "subject",
        "object",
        "indirect",
        "owner",
        "holder",
        "or + and a preposition",
    ];

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "subject" => Self::Subject,
            "object" => Self::Object,
            "indirect" => Self::Indirect,
            "owner" => Self::Owner,
            "holder" => Self::Holder,
            _ => Self::Preposition(name.strip_prefix('+').filter(|name| !name.is_empty())?.to_owned()),
        })
    }

    /// The words that stand in the slot around a word, each with those in a list with it.
    pub(crate) fn words(&self, sentence: &Sentence, token: usize) -> Vec<usize> {
        let heads = match self {
            Self::Subject => subjects(sentence, token),
            Self::Object => objects(sentence, token),
            Self::Indirect => children(sentence, token, |relation| relation == Relation::Iobj),
            Self::Owner => {
                let owners = |relation: Relation| relation == Relation::NmodPoss;
                let mut words = children(sentence, token, owners);
                words.extend(modifiers(sentence, token));
                words
            }
            Self::Holder => match sentence.tokens[token].head {
                Some(verb) => subjects(sentence, verb),
                None => Vec::new(),
            },
            Self::Preposition(preposition) => {
                let of = |token: usize| prepositional(sentence, token, preposition);
                // In "held talks with Iran" it may hang on either word.
                let is_object = sentence.tokens[token].relation == Relation::Obj;
                let above = sentence.tokens[token].head.filter(|_| is_object);
                let beside = above.into_iter().chain(objects(sentence, token));
                let mut found = std::iter::once(token).chain(beside).map(of);
                found.find(|found| !found.is_empty()).unwrap_or_default()
            }
        };
        let mut words = heads.clone();
        let lists = heads
            .iter()
            .flat_map(|&head| children(sentence, head, |relation| relation == Relation::Conj));
        words.extend(lists);
        words.sort_unstable();
        words.dedup();
        words
    }
}

pub(crate) fn children(sentence: &Sentence, token: usize, wanted: impl Fn(Relation) -> bool) -> Vec<usize> {
    let all = sentence.children(token);
    all.filter(|&child| wanted(sentence.tokens[child].relation)).collect()
}

fn has_preposition(sentence: &Sentence, token: usize, preposition: &str) -> bool {
    let markers = children(sentence, token, |relation| relation == Relation::Case);
    markers
        .iter()
        .any(|&marker| sentence.tokens[marker].lemma.eq_ignore_ascii_case(preposition))
}

fn prepositional(sentence: &Sentence, token: usize, preposition: &str) -> Vec<usize> {
    let below = |relation: Relation| matches!(relation.universal(), "obl" | "nmod");
    let mut words = children(sentence, token, below);
    words.retain(|&word| has_preposition(sentence, word, preposition));
    words
}

/// The lemma of a verb's particle: "off" of "called off".
pub(crate) fn particle(sentence: &Sentence, token: usize) -> Option<&str> {
    let particles = children(sentence, token, |relation| relation == Relation::CompoundPrt);
    particles.first().map(|&at| &*sentence.tokens[at].lemma)
}

/// What stands before a noun.
pub(crate) fn modifiers(sentence: &Sentence, token: usize) -> Vec<usize> {
    children(sentence, token, |relation| {
        matches!(relation.universal(), "amod" | "compound")
    })
}

/// What a verb acts upon, also where it is passive.
pub(crate) fn objects(sentence: &Sentence, token: usize) -> Vec<usize> {
    let objects = children(sentence, token, |relation| {
        matches!(relation, Relation::Obj | Relation::NsubjPass)
    });
    match sentence.tokens[token].head {
        // "the envoy received by Iran"
        Some(noun)
            if objects.is_empty()
                && sentence.tokens[token].relation == Relation::Acl
                && is_passive(sentence, token) =>
        {
            vec![noun]
        }
        _ => objects,
    }
}

/// A participle that tells what is done to the noun before it.
fn is_passive(sentence: &Sentence, token: usize) -> bool {
    sentence.tokens[token].xpos == Xpos::Vbn
}

/// Who does what a verb tells.
fn subjects(sentence: &Sentence, token: usize) -> Vec<usize> {
    let mut at = token;
    for _ in 0..sentence.tokens.len() {
        let passive = children(sentence, at, |relation| {
            matches!(relation, Relation::NsubjPass | Relation::AuxPass)
        });
        if !passive.is_empty() || sentence.tokens[at].relation == Relation::Acl && is_passive(sentence, at) {
            return prepositional(sentence, at, "by");
        }
        let own = children(sentence, at, |relation| relation == Relation::Nsubj);
        let word = &sentence.tokens[at];
        match (word.relation, word.head) {
            // "Xi, who met Putin": the noun before "who".
            (Relation::AclRelcl, Some(noun)) if own.iter().all(|&one| is_relative(sentence, one)) => return vec![noun],
            _ if !own.is_empty() => return own,
            (Relation::Acl, Some(noun)) => return vec![noun],
            (Relation::Conj | Relation::Xcomp | Relation::Advcl, Some(verb)) => at = verb,
            _ => return Vec::new(),
        }
    }
    Vec::new()
}

fn is_relative(sentence: &Sentence, token: usize) -> bool {
    matches!(sentence.tokens[token].xpos, Xpos::Wp | Xpos::Wdt)
}
