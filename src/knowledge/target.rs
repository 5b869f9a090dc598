//! Whom does a name in a decision stand for?

use crate::entity::{Cast, Entity, EntityId, EntityIndex, EntityKind, Gazetteer, Known, NameForm, known_entity};
use crate::text::fold;
use chrono::NaiveDate;

/// Somebody who is named in a decision.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// Somebody of the gazetteer.
    Known(Known),
    /// A person whom it does not have, told by name and country or organization.
    Stranger(Box<Entity>),
    /// A name that only articles know.
    Name(String),
}

/// Who is called so, as of `date`: by an id, a code, a short name or a name of the gazetteer, or by `person:NAME:CODE`; none
/// where the gazetteer has no such name. [`Entity::known`] tells whether it has the entity.
///
/// ```
/// use summitry::entity::Gazetteer;
/// use summitry::knowledge::called;
///
/// let entity = |name| called(name, Gazetteer::builtin(), None).map(|entity| entity.map(|entity| entity.name));
/// assert_eq!(entity("RUS"), Ok(Some("Russia".to_owned())));
/// assert_eq!(entity("person:James Bell:CAN"), Ok(Some("James Bell".to_owned())));
/// assert_eq!(entity("James Bell"), Ok(None));
/// ```
///
/// # Errors
/// If it may be several, or is an id of nobody.
pub fn called(name: &str, gazetteer: &Gazetteer, date: Option<NaiveDate>) -> Result<Option<Entity>, String> {
    Ok(match Target::find(name, gazetteer)? {
        Target::Known(known) => known_entity(gazetteer, known, date),
        Target::Stranger(entity) => Some(*entity),
        Target::Name(_) => None,
    })
}

impl Target {
    /// Who is called so: by an id, a code, a short name or a name.
    pub(super) fn find(name: &str, gazetteer: &Gazetteer) -> Result<Self, String> {
        if let Some((kind @ ("country" | "org" | "person"), rest)) = name.split_once(':') {
            let known = match kind {
                "country" => gazetteer.country_at(rest).map(Known::Country),
                "org" => organization(gazetteer, rest),
                _ => person(gazetteer, rest),
            };
            return match (known, kind, rest.rsplit_once(':')) {
                (Some(known), _, _) => Ok(Self::Known(known)),
                (None, "person", Some((own, served))) => stranger(own, served, gazetteer),
                (None, "person", None) => Err(format!("'{name}' lacks a country: person:NAME:CODE")),
                _ => Err(format!("the gazetteer has no '{name}'")),
            };
        }
        let code = gazetteer.country_at(name).map(Known::Country);
        if let Some(known) = code.or_else(|| gazetteer.organization_at(name).map(Known::Organization)) {
            return Ok(Self::Known(known));
        }
        let mut meant: Vec<Known> = Vec::new();
        for sense in gazetteer.senses(name) {
            let fits =
                matches!(sense.form, NameForm::Name | NameForm::Acronym) && !matches!(sense.entity, Known::City(_));
            if fits && !meant.contains(&sense.entity) {
                meant.push(sense.entity);
            }
        }
        match meant[..] {
            [] => Ok(Self::Name(name.to_owned())),
            [known] => Ok(Self::Known(known)),
            _ => {
                let entities = meant.iter().filter_map(|&known| known_entity(gazetteer, known, None));
                let ids: Vec<String> = entities.map(|entity| entity.id.to_string()).collect();
                Err(format!(
                    "'{name}' may mean {}: write the one that is meant",
                    ids.join(", ")
                ))
            }
        }
    }

    /// The place in the cast, where the entity is put if it is not there; none for a name that the article does not know.
    pub(super) fn place(&self, cast: &mut Cast, gazetteer: &Gazetteer, date: Option<NaiveDate>) -> Option<EntityIndex> {
        let entity = match self {
            Self::Known(known) => known_entity(gazetteer, *known, date)?,
            Self::Stranger(entity) => (**entity).clone(),
            Self::Name(name) => return cast.entities.position(|entity| is_called(entity, name)),
        };
        let there = cast.entities.position(|other| other.id == entity.id);
        Some(there.unwrap_or_else(|| cast.entities.push_and_get_key(entity)))
    }
}

/// Whether the entity has this id, code, short name or name.
pub(super) fn is_called(entity: &Entity, name: &str) -> bool {
    let code = match entity.kind {
        EntityKind::Country => &entity.country,
        EntityKind::Organization => &entity.org,
        EntityKind::Person => "",
    };
    let is_id = match name.split_once(':') {
        Some(("person", rest)) => {
            let (own, served) = rest.rsplit_once(':').unwrap_or((rest, ""));
            entity.id == EntityId::person(own, served)
        }
        Some(("org", short)) => entity.id == EntityId::organization(short),
        Some(_) => entity.id.as_str() == name,
        None => false,
    };
    is_id || code == name || fold(&entity.name) == fold(name)
}

fn organization(gazetteer: &Gazetteer, short: &str) -> Option<Known> {
    let id = EntityId::organization(short);
    let mut all = gazetteer.organizations.iter();
    all.position(|organization| EntityId::organization(&organization.acronym) == id)
        .map(Known::Organization)
}

/// The person of an id's rest: `vladimir-putin:RUS`, or with the name in full.
fn person(gazetteer: &Gazetteer, rest: &str) -> Option<Known> {
    let (name, served) = rest.rsplit_once(':').unwrap_or((rest, ""));
    let id = EntityId::person(name, served);
    let is_meant = |person: &crate::entity::Person| {
        let offices = person.offices.iter().map(|office| office.of.as_str());
        let mut served = std::iter::once(person.country.as_str()).chain(offices);
        served.any(|served| EntityId::person(&person.name, served) == id)
    };
    gazetteer.people.iter().position(is_meant).map(Known::Person)
}

fn stranger(name: &str, served: &str, gazetteer: &Gazetteer) -> Result<Target, String> {
    let is_country = gazetteer.country_at(served).is_some();
    if !is_country && gazetteer.organization_at(served).is_none() {
        return Err(format!(
            "'{served}' is no code of a country or short name of an organization"
        ));
    }
    let (country, org) = if is_country { (served, "") } else { ("", served) };
    Ok(Target::Stranger(Box::new(Entity {
        id: EntityId::person(name, served),
        name: name.to_owned(),
        kind: EntityKind::Person,
        country: country.to_owned(),
        org: org.to_owned(),
        female: None,
        known: None,
        roles: Vec::new(),
        members: Vec::new(),
        is_format: false,
        words: fold(name).split_whitespace().map(str::to_owned).collect(),
    })))
}
