//! Nodes: who and what stands in the graph?

use crate::entity::EntityId;
use crate::event::{EventDate, ParticipantKind, Status};
use crate::text::fold;
use std::collections::BTreeSet;
use std::fmt;

/// What is known of a node beyond the articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The standard name.
    pub name: String,
    /// The Wikidata item.
    pub wikidata: Option<String>,
}

/// The identity of a node, derived from what it is: an entity's id, `place:vladivostok:RUS`, `summit:kim-putin-2019-04-25`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(String);

impl NodeId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of a place by its name and the code of its country, which may be empty.
    pub fn place(name: &str, country: &str) -> Self {
        if country.is_empty() {
            Self(format!("place:{}", slug(name)))
        } else {
            Self(format!("place:{}:{country}", slug(name)))
        }
    }
}

impl From<String> for NodeId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

impl From<EntityId> for NodeId {
    fn from(id: EntityId) -> Self {
        Self(id.as_str().to_owned())
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// A human being.
    Person,
    /// A state or territory.
    Country,
    /// An organization or movement.
    Organization,
    /// A meeting that several actors attended.
    Summit,
    /// A city, a region or a building.
    Place,
}

impl NodeKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Person,
        Self::Country,
        Self::Organization,
        Self::Summit,
        Self::Place,
    ];

    /// Its name in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Country => "country",
            Self::Organization => "organization",
            Self::Summit => "summit",
            Self::Place => "place",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }

    /// Whether it can act: a person, a country or an organization.
    pub const fn is_actor(self) -> bool {
        matches!(self, Self::Person | Self::Country | Self::Organization)
    }
}

impl From<ParticipantKind> for NodeKind {
    fn from(kind: ParticipantKind) -> Self {
        match kind {
            ParticipantKind::Person => Self::Person,
            ParticipantKind::Country => Self::Country,
            ParticipantKind::Organization => Self::Organization,
        }
    }
}

impl fmt::Display for NodeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// An actor, a place or a summit.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its identity.
    pub id: NodeId,
    /// Its fullest standard name.
    pub name: String,
    /// What it is.
    pub kind: NodeKind,
    /// ISO 3166-1 alpha-3 code of the country that it is, serves or lies in; empty where there is none.
    pub country: String,
    /// Short name of the organization that it is or serves; empty where there is none.
    pub org: String,
    /// Its Wikidata item ("Q7747"), where it was given.
    pub wikidata: Option<String>,
    /// The names other than `name` that the articles gave it.
    pub aliases: BTreeSet<String>,
    /// In how many reports it takes part.
    pub mentions: usize,
    /// What is known of the meeting, for a summit.
    pub summit: Option<Summit>,
}

impl Node {
    /// A node without aliases, mentions and country.
    pub fn new(id: NodeId, name: &str, kind: NodeKind) -> Self {
        Self {
            id,
            name: name.to_owned(),
            kind,
            country: String::new(),
            org: String::new(),
            wikidata: None,
            aliases: BTreeSet::new(),
            mentions: 0,
            summit: None,
        }
    }

    /// The country or organization that it is, serves or lies in; its id where there is none.
    pub fn affiliation(&self) -> &str {
        [&self.country, &self.org]
            .into_iter()
            .find(|name| !name.is_empty())
            .map_or(self.id.as_str(), String::as_str)
    }
}

/// When a meeting takes place, and who is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Summit {
    /// The days of its events, as precisely as any of them tells.
    pub date: Option<EventDate>,
    /// The status of its events that comes first in the order of [`Status::ALL`].
    pub status: Status,
    /// Where it is held.
    pub place: Option<NodeId>,
    /// Who takes part, in the order of the reports.
    pub participants: Vec<NodeId>,
}

/// Lower-case letters and digits of `name` without accents, with hyphens between the words; `unnamed` where none is left.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in fold(name).chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        return "unnamed".to_owned();
    }
    slug.to_owned()
}

/// `words` as a name, without determiner and possessive ending.
pub(super) fn alias(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words
        .strip_suffix("'s")
        .or_else(|| words.strip_suffix("\u{2019}s"))
        .unwrap_or(&words);
    let determiners = ["the ", "The ", "a ", "an "];
    let bare = determiners.iter().find_map(|determiner| words.strip_prefix(determiner));
    bare.unwrap_or(words).to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_are_never_empty() {
        assert_eq!(slug("São Paulo, G-20"), "sao-paulo-g-20");
        assert_eq!(slug("\"]; x -> y ["), "x-y");
        assert_eq!(slug("🕊"), "unnamed");
    }
}
