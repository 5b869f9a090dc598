//! The members of the cast: entities of the gazetteer, people whom only the article knows, and how they are found again.

use crate::entity::cast::{Entity, EntityId, EntityKind};
use crate::entity::gazetteer::{Gazetteer, Known};
use crate::entity::linking::Affiliation;
use crate::entity::reader::{Reader, title_case};
use crate::entity::roles::{Role, RoleSort};
use crate::entity::scan::written;
use chrono::NaiveDate;
use std::ops::Range;

impl Reader<'_> {
    /// The place in the cast of an entity of the gazetteer.
    pub(crate) fn entity(&mut self, known: Known) -> usize {
        let known = match known {
            Known::Organization(index) => {
                let organization = &self.gazetteer.organizations[index];
                let parent = self.gazetteer.parent_of(&organization.acronym);
                let parent = parent.filter(|_| organization.kind != "body");
                Known::Organization(
                    parent
                        .and_then(|parent| self.gazetteer.organization_at(parent))
                        .unwrap_or(index),
                )
            }
            known => known,
        };
        if let Some(&entity) = self.known.get(&known) {
            return entity;
        }
        if let Known::City(index) = known {
            let country = self.gazetteer.country_at(&self.gazetteer.cities[index].country);
            return country.map_or(usize::MAX, |country| self.entity(Known::Country(country)));
        }
        let Some(entity) = known_entity(self.gazetteer, known, self.date) else {
            return usize::MAX;
        };
        let index = self.cast.entities.len();
        self.cast.entities.push(entity);
        self.known.insert(known, index);
        index
    }

    /// The place in the cast of a person whom only the article knows.
    pub(crate) fn stranger(&mut self, tokens: &Range<usize>, sentence: usize, of: &[Affiliation]) -> usize {
        let words: Vec<String> = self.words[sentence].range(tokens).map(str::to_owned).collect();
        if let Some(index) = self.namesake(&words) {
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
        self.cast.entities.push(Entity {
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
        });
        self.cast.entities.len() - 1
    }

    /// A person of the cast whose name has all these words, or whose words are all among these.
    pub(crate) fn namesake(&self, words: &[String]) -> Option<usize> {
        let long = |words: &[String]| words.iter().filter(|word| word.len() > 1).count();
        let fits = |entity: &Entity| {
            entity.kind == EntityKind::Person
                && (words.iter().all(|word| entity.words.contains(word))
                    || long(&entity.words) > 1 && entity.words.iter().all(|word| words.contains(word)))
        };
        let now = |entity: &Entity| match (entity.known, self.date) {
            (Some(Known::Person(person)), Some(date)) => self.gazetteer.people[person].in_office(date),
            _ => true,
        };
        let named: Vec<usize> = (0..self.cast.entities.len())
            .filter(|&index| fits(&self.cast.entities[index]))
            .collect();
        named
            .iter()
            .copied()
            .find(|&index| now(&self.cast.entities[index]))
            .or(named.first().copied())
    }

    /// The person of the cast whose family name is a misspelling away.
    pub(crate) fn misspelt(&self, words: &[String]) -> Option<usize> {
        let [word] = words else { return None };
        let close = |own: &String| {
            own.len() > 5 && word.len() > 5 && own[..1] == word[..1] && strsim::damerau_levenshtein(own, word) <= 2
        };
        self.cast.entities.iter().rposition(|entity| {
            entity.kind == EntityKind::Person
                && word.is_ascii()
                && entity.words.last().is_some_and(|own| own.is_ascii() && close(own))
        })
    }

    pub(crate) fn take_role(&mut self, entity: usize, role: Option<&Role>) {
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
    pub(crate) fn served(&mut self, of: &Affiliation) -> Option<usize> {
        let known = if of.country {
            Known::Country(self.gazetteer.country_at(&of.code)?)
        } else {
            Known::Organization(self.gazetteer.organization_at(&of.code)?)
        };
        Some(self.entity(known))
    }
}

/// An entity of the gazetteer as it was at `date`; none for a city, which is nobody.
pub(crate) fn known_entity(gazetteer: &Gazetteer, known: Known, date: Option<NaiveDate>) -> Option<Entity> {
    Some(match known {
        Known::Country(index) => {
            let country = &gazetteer.countries[index];
            Entity {
                id: EntityId::country(&country.iso3),
                name: country.name.clone(),
                kind: EntityKind::Country,
                country: country.iso3.clone(),
                org: String::new(),
                female: None,
                known: Some(known),
                roles: Vec::new(),
                members: Vec::new(),
                is_format: false,
                words: Vec::new(),
            }
        }
        Known::Organization(index) => {
            let organization = &gazetteer.organizations[index];
            Entity {
                id: EntityId::organization(&organization.acronym),
                name: organization.name.clone(),
                kind: EntityKind::Organization,
                country: String::new(),
                org: organization.acronym.clone(),
                female: None,
                known: Some(known),
                roles: Vec::new(),
                members: organization
                    .members
                    .iter()
                    .filter(|(_, term)| date.is_none_or(|date| term.contains(date)))
                    .map(|(code, _)| code.clone())
                    .collect(),
                is_format: organization.kind == "format",
                words: Vec::new(),
            }
        }
        Known::City(_) => return None,
        Known::Person(index) => {
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
            Entity {
                id: EntityId::person(
                    &person.name,
                    if person.country.is_empty() {
                        &org
                    } else {
                        &person.country
                    },
                ),
                name: person.name.clone(),
                kind: EntityKind::Person,
                country,
                org,
                female: Some(person.female),
                known: Some(known),
                roles,
                members: Vec::new(),
                is_format: false,
                words: crate::entity::gazetteer::pieces(&person.name).collect(),
            }
        }
    })
}
