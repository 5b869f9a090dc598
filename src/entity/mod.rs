//! Entities: who and what is named?
//!
//! In: the sentences of an article and its date. Out: a [`Cast`]: the entities that the article speaks of and its
//! [`Mention`]s, each linked to an entity of the gazetteer, or to one that the article itself introduces, with the
//! reason. A word that may mean nobody in world politics is left alone. Knows nothing of events.

mod cast;
mod counterparts;
mod gazetteer;
mod groups;
mod linking;
mod lists;
mod loading;
mod members;
mod numerals;
mod officials;
mod pronouns;
mod reader;
mod readings;
mod recognition;
mod reference;
mod roles;
mod scan;
mod speakers;
mod teams;
mod terms;
mod titles;

pub use cast::{Cast, Entity, EntityId, EntityIndex, EntityKind, Form as MentionForm, Mention};
pub use gazetteer::{
    City, Country, Form as NameForm, Gazetteer, Known, Office, Organization, Person, Sense, TableError, Term,
};
pub(crate) use members::known_entity;
pub(crate) use numerals::numeral;
pub use reader::{Names, read, recognize, resolve};
pub use reference::may_refer;
pub use roles::{Role, RoleSort, longest_role};

#[cfg(test)]
mod tests;
