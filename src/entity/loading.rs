//! Loading: from the rows of the tables to the gazetteer.

use crate::entity::gazetteer::pieces;
use crate::entity::gazetteer::{
    City, Country, Form, Gazetteer, Known, Office, Organization, Person, Sense, TableError, Term,
};
use crate::entity::lists::LISTS;
use crate::entity::terms::term;
use crate::tsv::{Fault, Row, rows};
use std::collections::BTreeMap;
use std::path::Path;

/// The first columns of the tables; a user's may name its columns without the mark of a comment.
const KEYS: &[&str] = &["iso3", "acronym", "name", "phrase"];

impl Gazetteer {
    pub(crate) fn from_tables<'a>(tables: impl Iterator<Item = (&'a Path, &'a str)>) -> Result<Self, TableError> {
        let (gazetteer, errors) = Self::load(tables.map(|(path, text)| (path, text, false)));
        errors.into_iter().next().map_or(Ok(gazetteer), Err)
    }

    /// What is sound of the tables, of which the user's own are marked and stand last, and why the other rows are not.
    pub(crate) fn load<'a>(tables: impl Iterator<Item = (&'a Path, &'a str, bool)>) -> (Self, Vec<TableError>) {
        let mut gazetteer = Self::default();
        let mut people = BTreeMap::new();
        let mut names = Vec::new();
        let mut errors = Vec::new();
        let mut first_own = None;
        for (path, text, is_own) in tables {
            if is_own && first_own.is_none() {
                first_own = Some(names.len());
            }
            for row in rows(text, KEYS) {
                let added = row.and_then(|row| {
                    if is_own {
                        gazetteer.check(&row)?;
                    }
                    gazetteer.add_row(&row, &mut people, &mut names)
                });
                errors.extend(added.err().map(|Fault { line, cause }| TableError {
                    path: path.to_owned(),
                    line,
                    cause,
                }));
            }
        }
        for (at, (name, sense)) in names.iter().enumerate() {
            if first_own.is_some_and(|first| at >= first) {
                let key = pieces(name).collect::<Vec<_>>().join(" ");
                if gazetteer.own_names.insert(key.clone()) {
                    gazetteer.names.remove(&key);
                }
            }
            gazetteer.add_name(name, *sense);
        }
        gazetteer.index_people();
        (gazetteer, errors)
    }

    /// Whether a row of a user's table has what its kind must have, and serves somebody who is known.
    fn check(&self, row: &Row<'_>) -> Result<(), Fault> {
        let first = row.key();
        if first == "phrase" {
            return Err(row.fault("words for roles cannot be added"));
        }
        row.filled(first)?;
        let is_known = match first {
            "iso3" => self.country_index.contains_key(row.cell(first)),
            "acronym" => self.organization_index.contains_key(row.cell(first)),
            _ => true,
        };
        if !is_known {
            row.filled("name")?;
        }
        let served = row
            .list("offices")
            .filter_map(|office| office.rsplit_once(' ')?.0.rsplit_once(' ').map(|(_, of)| of));
        let countries = (first == "name").then(|| row.cell("country"));
        for code in served.chain(countries.filter(|code| !code.is_empty())) {
            if !self.country_index.contains_key(code) && !self.organization_index.contains_key(code) {
                return Err(row.fault(format!(
                    "'{code}' is no code of a country or short name of an organization"
                )));
            }
        }
        Ok(())
    }

    fn add_row(
        &mut self,
        row: &Row<'_>,
        people: &mut BTreeMap<String, usize>,
        names: &mut Vec<(String, Sense)>,
    ) -> Result<(), Fault> {
        match row.key() {
            "iso3" => self.add_country(row, names),
            "acronym" => self.add_organization(row, names),
            "name" if row.has("offices") => self.add_person(row, people, names),
            "name" => self.add_city(row, names),
            _ => Err(row.fault("the first line of a table names its columns: #iso3, #acronym or #name …")),
        }
    }

    fn add_country(&mut self, row: &Row<'_>, names: &mut Vec<(String, Sense)>) -> Result<(), Fault> {
        let known = self.country_index.get(row.cell("iso3")).copied();
        let index = known.unwrap_or(self.countries.len());
        let entity = Known::Country(index);
        let name = row.cell("name").to_owned();
        let capital = row.list("capital").next().unwrap_or_default();
        let mut executive = Vec::new();
        for office in row.list("executive") {
            executive.push(match office.rsplit_once(' ') {
                Some((title, years)) if years.contains("..") => (title.to_owned(), term(row, years)?),
                _ => (office.to_owned(), Term::default()),
            });
        }
        names.push(called(&name, entity, Form::Name));
        for (column, form) in [
            ("aliases", Form::Name),
            ("adjectives", Form::Adjective),
            ("people", Form::People),
            ("metonyms", Form::Metonym),
            ("capital", Form::Capital),
        ] {
            names.extend(row.list(column).map(|value| called(value, entity, form)));
        }
        if known.is_none() {
            self.country_index.insert(row.cell("iso3").to_owned(), index);
            self.countries.push(Country {
                iso3: row.cell("iso3").to_owned(),
                iso2: row.cell("iso2").to_owned(),
                ..Country::default()
            });
        }
        let country = &mut self.countries[index];
        country.wikidata = optional(row, "wikidata").or(country.wikidata.take());
        replace(&mut country.name, &name);
        replace(&mut country.capital, capital);
        replace(&mut country.region, row.cell("region"));
        if !executive.is_empty() {
            country.executive = executive;
        }
        Ok(())
    }

    fn add_organization(&mut self, row: &Row<'_>, names: &mut Vec<(String, Sense)>) -> Result<(), Fault> {
        let mut members = Vec::new();
        for member in row.list("members") {
            members.push(match member.split_once(' ') {
                Some((code, years)) => (code.to_owned(), term(row, years)?),
                None => (member.to_owned(), Term::default()),
            });
        }
        let known = self.organization_index.get(row.cell("acronym")).copied();
        let index = known.unwrap_or(self.organizations.len());
        let entity = Known::Organization(index);
        let acronym = row.cell("acronym").to_owned();
        let name = row.cell("name").to_owned();
        let own = [name.as_str(), acronym.as_str()].into_iter().chain(row.list("aliases"));
        names.extend(own.map(|word| called(word, entity, form_of(word))));
        names.extend(row.list("adjectives").map(|word| called(word, entity, Form::Adjective)));
        if known.is_none() {
            self.organization_index.insert(acronym.clone(), index);
            self.organizations.push(Organization {
                acronym,
                ..Organization::default()
            });
        }
        let organization = &mut self.organizations[index];
        organization.wikidata = optional(row, "wikidata").or(organization.wikidata.take());
        replace(&mut organization.name, &name);
        replace(&mut organization.kind, row.cell("kind"));
        replace(&mut organization.parent, row.cell("country"));
        if !members.is_empty() {
            organization.members = members;
        }
        Ok(())
    }

    fn add_city(&mut self, row: &Row<'_>, names: &mut Vec<(String, Sense)>) -> Result<(), Fault> {
        let entity = Known::City(self.cities.len());
        let rank = row
            .cell("rank")
            .parse()
            .map_err(|_| row.fault("the rank is 1, 2 or 3"))?;
        let name = row.cell("name").to_owned();
        let own = std::iter::once(name.as_str()).chain(row.list("aliases"));
        names.extend(own.map(|word| called(word, entity, Form::Name)));
        self.cities.push(City {
            name,
            country: row.cell("country").to_owned(),
            rank,
        });
        Ok(())
    }

    /// Rows of equal name are one person.
    fn add_person(
        &mut self,
        row: &Row<'_>,
        known: &mut BTreeMap<String, usize>,
        names: &mut Vec<(String, Sense)>,
    ) -> Result<(), Fault> {
        let name = row.cell("name").to_owned();
        let mut offices = Vec::new();
        for office in row.list("offices") {
            let malformed = || row.fault("an office is written 'title OF from..to'");
            let (rest, years) = office.rsplit_once(' ').ok_or_else(malformed)?;
            let (title, of) = rest.rsplit_once(' ').ok_or_else(malformed)?;
            offices.push(Office {
                title: title.to_owned(),
                of: of.to_owned(),
                term: term(row, years)?,
            });
        }
        let index = *known.entry(name.clone()).or_insert(self.people.len());
        let entity = Known::Person(index);
        names.push(called(&name, entity, Form::Name));
        names.extend(row.list("aliases").map(|alias| called(alias, entity, form_of(alias))));
        if index == self.people.len() {
            self.people.push(Person {
                name,
                country: row.cell("country").to_owned(),
                female: row.cell("sex") == "f",
                wikidata: optional(row, "wikidata"),
                offices,
            });
        } else {
            let person = &mut self.people[index];
            person.offices.extend(offices);
            person.female |= row.cell("sex") == "f";
            person.wikidata = optional(row, "wikidata").or(person.wikidata.take());
            if person.country.is_empty() {
                row.cell("country").clone_into(&mut person.country);
            }
        }
        Ok(())
    }

    fn add_name(&mut self, name: &str, sense: Sense) {
        let pieces: Vec<String> = pieces(name).collect();
        let Some(first) = pieces.first() else { return };
        let longest = self.longest.entry(first.clone()).or_default();
        *longest = (*longest).max(pieces.len());
        if let Known::Organization(index) = sense.entity
            && self.organizations[index].kind == "format"
            && name.starts_with(|c: char| !c.is_uppercase())
        {
            self.small.insert(first.clone());
        }
        let senses = self.names.entry(pieces.join(" ")).or_default();
        if !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    fn index_people(&mut self) {
        let mut of_person: Vec<Vec<String>> = vec![Vec::new(); self.people.len()];
        #[expect(clippy::iter_over_hash_type, reason = "the words of each person are sorted below")]
        for (name, senses) in &self.names {
            for sense in senses {
                if let Known::Person(index) = sense.entity {
                    let families = family_words(name, &self.people[index].country);
                    self.families.extend(families.into_iter().map(|word| (index, word)));
                    of_person[index].extend(name.split(' ').map(str::to_owned));
                }
            }
        }
        for (index, mut words) in of_person.into_iter().enumerate() {
            words.sort_unstable();
            words.dedup();
            for word in words {
                self.pieces.entry(word).or_default().push(index);
            }
        }
        for (index, person) in self.people.iter().enumerate() {
            for office in &person.offices {
                let key = (office.title.clone(), office.of.clone());
                self.offices.entry(key).or_default().push((office.term, index));
            }
        }
    }
}

/// What stands in a column, if anything does.
fn optional(row: &Row<'_>, column: &str) -> Option<String> {
    Some(row.cell(column))
        .filter(|cell| !cell.is_empty())
        .map(str::to_owned)
}

/// Puts the words of a cell in place of those before, if it has any.
fn replace(before: &mut String, cell: &str) {
    if !cell.is_empty() {
        cell.clone_into(before);
    }
}

/// A word by which an entity is called; one that begins with a question mark needs its context.
fn called(word: &str, entity: Known, form: Form) -> (String, Sense) {
    match word.strip_prefix('?') {
        Some(word) => (
            word.to_owned(),
            Sense {
                entity,
                form: Form::Contextual,
            },
        ),
        None => (word.to_owned(), Sense { entity, form }),
    }
}

/// `name` as an acronym where it is written in capitals alone.
fn form_of(name: &str) -> Form {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.len() <= 7
        && letters.iter().filter(|c| c.is_uppercase()).count() >= 2
        && !name.contains(' ')
        && letters.first().is_some_and(|c| c.is_uppercase())
        && letters.iter().skip(1).any(|c| c.is_uppercase())
    {
        Form::Acronym
    } else {
        Form::Name
    }
}

/// The words of a name, as names are compared, that may stand for all of it.
fn family_words(name: &str, country: &str) -> Vec<String> {
    // An initial is no family name, nor does it make the next word one.
    let words: Vec<&str> = name.split(' ').filter(|word| word.chars().nth(1).is_some()).collect();
    let first_is_family = LISTS.family_first.has(country);
    let count = words.len();
    let is_family = |at: usize| {
        count == 1 || at + 1 == count || at == 0 && first_is_family || at > 0 && count > 2 && at >= count / 2
    };
    (0..count)
        .filter(|&at| is_family(at))
        .map(|at| words[at].to_owned())
        .collect()
}
