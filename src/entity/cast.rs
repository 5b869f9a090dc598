//! The cast of an article: its entities and the words that mention them.

use crate::entity::gazetteer::Known;
use crate::index::index;
use crate::language::SentenceIndex;
use crate::span::Span;
use crate::text::fold;
use std::fmt;
use std::ops::Range;
use typed_index_collections::TiVec;

/// The identity of an entity, derived from what it is: `country:RUS`, `org:nato`, `person:vladimir-putin:RUS`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(String);

impl EntityId {
    /// The id of a country by its ISO 3166-1 alpha-3 code.
    pub fn country(iso3: &str) -> Self {
        Self(format!("country:{iso3}"))
    }

    /// The id of an organization by its short name.
    pub fn organization(short: &str) -> Self {
        Self(format!("org:{}", slug(short)))
    }

    /// The id of a person by name and by the country or organization served, which may be empty.
    pub fn person(name: &str, served: &str) -> Self {
        if served.is_empty() {
            Self(format!("person:{}", slug(name)))
        } else {
            Self(format!("person:{}:{served}", slug(name)))
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for EntityId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Lower-case letters and digits of `name` without accents, with hyphens between the words.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in fold(name).chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

index! {
    /// The place of an entity in [`Cast::entities`].
    pub struct EntityIndex;
}

/// Somebody that an article speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its identity.
    pub id: EntityId,
    /// Its fullest standard name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// ISO 3166-1 alpha-3 code of the country, or of the one that a person serves; empty for organizations.
    pub country: String,
    /// Short name of the organization, or of the one that a person serves.
    pub org: String,
    /// Whether "she" means this person, where known.
    pub female: Option<bool>,
    /// Its place in the gazetteer; none for an entity that only the article knows.
    pub known: Option<Known>,
    /// The roles that the article gives it ("foreign minister").
    pub roles: Vec<String>,
    /// ISO 3166-1 alpha-3 codes of an organization's member states, where known.
    pub members: Vec<String>,
    /// Whether it is only a format in which its members meet (the six-party talks) and does not act itself.
    pub is_format: bool,
    /// The words of the name, as names are compared.
    pub(crate) words: Vec<String>,
}

impl Entity {
    /// The country or the organization that it belongs to; its own id where neither is known.
    pub fn affiliation(&self) -> &str {
        if !self.country.is_empty() {
            &self.country
        } else if self.org.is_empty() {
            self.id.as_str()
        } else {
            &self.org
        }
    }
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A state or territory.
    Country,
    /// An organization or movement.
    Organization,
}

/// Words that mention one or several entities.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The sentence.
    pub sentence: SentenceIndex,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The token that the rest of the mention hangs on.
    pub head: usize,
    /// Its place in the content.
    pub span: Span,
    /// The place of the entity's own name in it; none where it is described ("the minister"), or where what is named stands for it
    /// ("Moscow").
    pub name: Option<Span>,
    /// What kind of words they are.
    pub form: Form,
    /// The entities meant; several for "the two leaders".
    pub entities: Vec<EntityIndex>,
    /// The name of the city or building, where the words name one.
    pub place: Option<String>,
    /// Why the words were linked so.
    pub reason: &'static str,
    /// How sure the link is, from 0 to 1.
    pub confidence: f64,
    /// Whether another mention lies around this one ("Russian" in "the Russian president").
    pub inner: bool,
}

/// What kind of words mention an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A name.
    Name,
    /// A country's adjective ("Chinese").
    Adjective,
    /// A country's people ("the Palestinians").
    People,
    /// What stands for a government ("the Kremlin").
    Metonym,
    /// A capital, which may stand for a government or be a place.
    Capital,
    /// Another city or place; not an actor.
    City,
    /// An office or an official ("the Russian president", "Chinese officials").
    Role,
    /// Several that were named before ("the two leaders").
    Group,
    /// A pronoun.
    Pronoun,
}

/// The entities of an article and its mentions in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cast {
    /// The entities, in the order in which they were first understood.
    pub entities: TiVec<EntityIndex, Entity>,
    /// The mentions, by sentence and first token, outer ones before the inner.
    pub mentions: Vec<Mention>,
    /// The country of "here", from the dateline, and the city's name.
    pub here: Option<(EntityIndex, String)>,
    /// Who speaks in the first person: the publisher's country.
    pub home: Option<EntityIndex>,
    pub(crate) first_of_sentence: TiVec<SentenceIndex, usize>,
}

impl Cast {
    /// Whether it spans two countries or organizations.
    pub fn is_international(&self) -> bool {
        let mut affiliations = self.entities.iter().map(Entity::affiliation);
        let first = affiliations.next();
        affiliations.any(|affiliation| Some(affiliation) != first)
    }

    /// The mentions of a sentence.
    pub fn of_sentence(&self, sentence: SentenceIndex) -> &[Mention] {
        let start = self
            .first_of_sentence
            .get(sentence)
            .copied()
            .unwrap_or(self.mentions.len());
        let end = self
            .first_of_sentence
            .get(sentence + 1)
            .copied()
            .unwrap_or(self.mentions.len());
        &self.mentions[start..end]
    }

    /// The widest mention that covers the token.
    pub fn at(&self, sentence: SentenceIndex, token: usize) -> Option<&Mention> {
        self.of_sentence(sentence)
            .iter()
            .find(|mention| !mention.inner && mention.tokens.contains(&token))
    }

    /// The narrowest mention that covers the token.
    pub fn inmost(&self, sentence: SentenceIndex, token: usize) -> Option<&Mention> {
        let covering = self
            .of_sentence(sentence)
            .iter()
            .filter(|mention| mention.tokens.contains(&token));
        covering.min_by_key(|mention| mention.tokens.len())
    }

    pub(crate) fn index(&mut self, sentences: usize) {
        self.mentions.sort_by_key(|mention| {
            (
                mention.sentence,
                mention.tokens.start,
                std::cmp::Reverse(mention.tokens.end),
            )
        });
        let sentences = (0..=sentences).map(SentenceIndex::from);
        let first = |sentence| self.mentions.partition_point(|mention| mention.sentence < sentence);
        self.first_of_sentence = sentences.map(first).collect();
    }
}
