//! Entities: who and what is named?
//!
//! In: the sentences of an article and its date. Out: [`Mention`]s, each linked to an entity of the gazetteer or to one
//! that the article itself introduces, with the reason. Knows nothing of events.

use std::fmt;

/// The identity of an entity, derived from what it is: `country:RUS`, `org:NATO`, `person:vladimir-putin:RUS`.
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
    for c in crate::text::fold(name).chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
