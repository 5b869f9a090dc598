//! The members of the cast: entities of the gazetteer, people whom only the article knows, and how they are found again.

use crate::entity::cast::{Entity, EntityId, EntityIndex, EntityKind};
use crate::entity::gazetteer::{Gazetteer, Known, pieces};
use crate::entity::linking::Affiliation;
use crate::entity::reader::{Reader, title_case};
use crate::entity::roles::{Role, RoleSort};
use crate::entity::scan::written;
use crate::language::SentenceIndex;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::ops::Range;

impl Reader<'_> {
    /// The place in the cast of a country of the gazetteer.
    pub(crate) fn country(&mut self, index: usize) -> EntityIndex {
        let gazetteer = self.gazetteer;
        self.known(Known::Country(index), || country(gazetteer, index))
    }

    /// The place in the cast of an organization of the gazetteer, or of the one whose part it is.
    pub(crate) fn organization(&mut self, index: usize) -> EntityIndex {
        let (gazetteer, date) = (self.gazetteer, self.date);
        let part = &gazetteer.organizations[index];
        let parent = gazetteer.parent_of(&part.acronym).filter(|_| part.kind != "body");
        let index = parent
            .and_then(|parent| gazetteer.organization_at(parent))
            .unwrap_or(index);
        self.known(Known::Organization(index), || organization(gazetteer, index, date))
    }

    /// The place in the cast of a person of the gazetteer.
    pub(crate) fn person(&mut self, index: usize) -> EntityIndex {
        let (gazetteer, date) = (self.gazetteer, self.date);
        self.known(Known::Person(index), || person(gazetteer, index, date))
    }

    fn known(&mut self, known: Known, entity: impl FnOnce() -> Entity) -> EntityIndex {
        let place = self.known.entry(known);
        *place.or_insert_with(|| self.cast.entities.push_and_get_key(entity()))
    }

    /// The place in the cast of a person whom only the article knows.
    pub(crate) fn stranger(
        &mut self,
        tokens: &Range<usize>,
        sentence: SentenceIndex,
        of: &[Affiliation],
    ) -> EntityIndex {
        let words: Vec<String> = self.words[sentence].range(tokens).map(str::to_owned).collect();
        if let Some(index) = self.namesake(&words, sentence) {
            return index;
        }
        let name = written(self.content, &self.sentences[sentence], tokens)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let name = name.replace("- ", "-").replace(" -", "-");
        let name = if self.words[sentence].shouted {
            title_case(&name)
        } else {
            name
        };
        let (country, org) = match of.first() {
            Some(of) if of.country => (of.code.clone(), String::new()),
            Some(of) => (String::new(), of.code.clone()),
            None => (String::new(), String::new()),
        };
        let served = if country.is_empty() { &org } else { &country };
        self.cast.entities.push_and_get_key(Entity {
            id: EntityId::person(&name, served),
            name,
            kind: EntityKind::Person,
            country,
            org,
            female: None,
            known: None,
            roles: Vec::new(),
            members: Vec::new(),
            is_format: false,
            words,
        })
    }

    /// A person of the cast whose name has all these words, or whose words are all among these: of several, one in office, who leads
    /// a country, else who was named last.
    pub(crate) fn namesake(&self, words: &[String], sentence: SentenceIndex) -> Option<EntityIndex> {
        let long = |words: &[String]| words.iter().filter(|word| word.len() > 1).count();
        let entities = &self.cast.entities;
        let fits = |entity: &EntityIndex| {
            let entity = &entities[*entity];
            entity.kind == EntityKind::Person
                && (words.iter().all(|word| entity.words.contains(word))
                    || long(&entity.words) > 1 && entity.words.iter().all(|word| words.contains(word)))
        };
        let fitting: Vec<EntityIndex> = entities.keys().filter(fits).collect();
        if let [] | [_] = fitting[..] {
            return fitting.first().copied();
        }
        let rank = |&entity: &EntityIndex| {
            let (is_in_office, leads) = match (entities[entity].known, self.date) {
                (Some(Known::Person(person)), Some(date)) => {
                    (self.gazetteer.people[person].in_office(date), self.leads(person))
                }
                _ => (true, false),
            };
            let named = |at: &SentenceIndex| self.found[*at].iter().any(|mention| mention.entities.contains(&entity));
            let last = sentence.back(usize::MAX).find(named);
            (is_in_office, leads, last, Reverse(entity))
        };
        fitting.into_iter().max_by_key(rank)
    }

    /// The person of the cast whose family name is a misspelling away.
    pub(crate) fn misspelt(&self, words: &[String]) -> Option<EntityIndex> {
        let [word] = words else { return None };
        let close = |own: &String| {
            own.len() > 5 && word.len() > 5 && own[..1] == word[..1] && strsim::damerau_levenshtein(own, word) <= 2
        };
        self.cast.entities.rposition(|entity| {
            entity.kind == EntityKind::Person
                && word.is_ascii()
                && entity.words.last().is_some_and(|own| own.is_ascii() && close(own))
        })
    }

    pub(crate) fn take_role(&mut self, entity: EntityIndex, role: Option<&Role>) {
        let Some(role) = role.filter(|role| role.sort != RoleSort::Honorific) else {
            return;
        };
        let roles = &mut self.cast.entities[entity].roles;
        for title in std::iter::once(&role.phrase).chain(&role.offices) {
            if !roles.contains(title) {
                roles.push(title.clone());
            }
        }
    }

    /// The entity that an affiliation names.
    pub(crate) fn served(&mut self, of: &Affiliation) -> Option<EntityIndex> {
        if of.country {
            let country = self.gazetteer.country_at(&of.code)?;
            Some(self.country(country))
        } else {
            let organization = self.gazetteer.organization_at(&of.code)?;
            Some(self.organization(organization))
        }
    }
}

/// An entity of the gazetteer as it was at `date`; none for a city, which is nobody.
pub(crate) fn known_entity(gazetteer: &Gazetteer, known: Known, date: Option<NaiveDate>) -> Option<Entity> {
    match known {
        Known::Country(index) => Some(country(gazetteer, index)),
        Known::Organization(index) => Some(organization(gazetteer, index, date)),
        Known::Person(index) => Some(person(gazetteer, index, date)),
        Known::City(_) => None,
    }
}

fn country(gazetteer: &Gazetteer, index: usize) -> Entity {
    let country = &gazetteer.countries[index];
    Entity {
        id: EntityId::country(&country.iso3),
        name: country.name.clone(),
        kind: EntityKind::Country,
        country: country.iso3.clone(),
        org: String::new(),
        female: None,
        known: Some(Known::Country(index)),
        roles: Vec::new(),
        members: Vec::new(),
        is_format: false,
        words: Vec::new(),
    }
}

fn organization(gazetteer: &Gazetteer, index: usize, date: Option<NaiveDate>) -> Entity {
    let organization = &gazetteer.organizations[index];
    let members = organization.members.iter();
    let members = members.filter(|(_, term)| date.is_none_or(|date| term.contains(date)));
    Entity {
        id: EntityId::organization(&organization.acronym),
        name: organization.name.clone(),
        kind: EntityKind::Organization,
        country: String::new(),
        org: organization.acronym.clone(),
        female: None,
        known: Some(Known::Organization(index)),
        roles: Vec::new(),
        members: members.map(|(code, _)| code.clone()).collect(),
        is_format: organization.kind == "format",
        words: Vec::new(),
    }
}

fn person(gazetteer: &Gazetteer, index: usize, date: Option<NaiveDate>) -> Entity {
    let person = &gazetteer.people[index];
    let serves = person.serves(date);
    let (country, org) = if gazetteer.country_at(serves).is_some() {
        (serves.to_owned(), String::new())
    } else {
        (String::new(), gazetteer.parent_of(serves).unwrap_or(serves).to_owned())
    };
    let roles = date.map_or(Vec::new(), |date| {
        person.offices_at(date).map(|office| office.title.clone()).collect()
    });
    let of = if person.country.is_empty() {
        &org
    } else {
        &person.country
    };
    Entity {
        id: EntityId::person(&person.name, of),
        name: person.name.clone(),
        kind: EntityKind::Person,
        country,
        org,
        female: Some(person.female),
        known: Some(Known::Person(index)),
        roles,
        members: Vec::new(),
        is_format: false,
        words: pieces(&person.name).collect(),
    }
}
