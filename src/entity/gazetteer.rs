//! The gazetteer: countries, organizations, cities and people with the offices they held.
//!
//! The tables in `data/` are embedded; [`Gazetteer::builtin`] reads them once. A user's tables, in the same columns, are
//! added by [`Gazetteer::with_files`].

use crate::text::fold;
use chrono::{Days, NaiveDate};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Everything that is known beforehand of who acts in world politics.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    /// States and territories.
    pub countries: Vec<Country>,
    /// Organizations and movements.
    pub organizations: Vec<Organization>,
    /// Cities and other places.
    pub cities: Vec<City>,
    /// People.
    pub people: Vec<Person>,
    pub(crate) names: HashMap<String, Vec<Sense>>,
    pub(crate) longest: HashMap<String, usize>,
    /// First words of the formats' names that are written small: "six-party talks".
    pub(crate) small: HashSet<String>,
    pub(crate) pieces: HashMap<String, Vec<usize>>,
    pub(crate) families: HashSet<(usize, String)>,
    pub(crate) offices: HashMap<(String, String), Vec<(Term, usize)>>,
    pub(crate) country_index: HashMap<String, usize>,
    pub(crate) organization_index: HashMap<String, usize>,
    /// The names of users' tables, which mean what those say alone.
    pub(crate) own_names: HashSet<String>,
}

/// A state or territory.
#[derive(Clone, Debug, Default)]
pub struct Country {
    /// ISO 3166-1 alpha-3 code, or one of the user-assigned codes that the table explains.
    pub iso3: String,
    /// ISO 3166-1 alpha-2 code, where it has one.
    pub iso2: String,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Usual short English name.
    pub name: String,
    /// The offices of its leaders, each with its term.
    pub executive: Vec<(String, Term)>,
    /// The capital's usual name.
    pub capital: String,
    /// The part of the world.
    pub region: String,
}

/// An organization, one of its organs, or a movement.
#[derive(Clone, Debug, Default)]
pub struct Organization {
    /// Short name ("NATO").
    pub acronym: String,
    /// Full name.
    pub name: String,
    /// `igo`, `organ`, `body` (an organ that is an actor of its own), `forum`, `format` (the states of which it consists act, not it), `movement`, `court` or `ngo`.
    pub kind: String,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// The country that a movement acts for; the parent's short name for an organ.
    pub parent: String,
    /// ISO 3166-1 alpha-3 codes of the members, each with the time of its membership.
    pub members: Vec<(String, Term)>,
}

impl Organization {
    /// Whether it is a part of its parent, be it an actor of its own or not.
    pub(crate) fn is_organ(&self) -> bool {
        matches!(self.kind.as_str(), "organ" | "body")
    }
}

/// A city or another place.
#[derive(Clone, Debug, Default)]
pub struct City {
    /// Usual name.
    pub name: String,
    /// ISO 3166-1 alpha-3 code of its country.
    pub country: String,
    /// 1: the name means this place; 2: usually; 3: the name needs context.
    pub rank: u8,
}

/// A person.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// Fullest standard English name.
    pub name: String,
    /// ISO 3166-1 alpha-3 code of the country served; empty for an organization's officials.
    pub country: String,
    /// Whether "she" means this person.
    pub female: bool,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// The offices held.
    pub offices: Vec<Office>,
}

/// An office that somebody held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Its title in lower case ("foreign minister").
    pub title: String,
    /// The country's code or the organization's short name.
    pub of: String,
    /// When it was held.
    pub term: Term,
}

/// From when to when; an end that is left open has not come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
}

impl Term {
    /// Whether `date` lies within.
    pub fn contains(self, date: NaiveDate) -> bool {
        self.start.is_none_or(|start| start <= date) && self.end.is_none_or(|end| date <= end)
    }

    /// Whether `date` lies within, or at most `days` outside.
    pub fn near(self, date: NaiveDate, days: u64) -> bool {
        let later = |day: NaiveDate| day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX);
        self.start.is_none_or(|start| start <= later(date)) && self.end.is_none_or(|end| date <= later(end))
    }
}

/// What a name can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// The entity.
    pub entity: Known,
    /// What kind of name it is.
    pub form: Form,
}

/// An entity of the gazetteer, by its place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Known {
    /// A country.
    Country(usize),
    /// An organization.
    Organization(usize),
    /// A city.
    City(usize),
    /// A person.
    Person(usize),
}

/// What kind of name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Its own name.
    Name,
    /// Its initials, which stand in capitals.
    Acronym,
    /// A name that others bear too ("Maoists"): it needs the country named in the article.
    Contextual,
    /// A country's adjective ("Chinese").
    Adjective,
    /// A country's people ("Israelis").
    People,
    /// A place or institution that stands for the government ("Kremlin").
    Metonym,
    /// The capital, which may stand for the government.
    Capital,
}

/// A row of a table is not what it should be.
#[derive(Debug, thiserror::Error)]
#[error("{path}:{line}: {cause}")]
pub struct TableError {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub cause: String,
}

/// The embedded tables: file name and text.
const TABLES: &[(&str, &str)] = &[
    ("countries.tsv", include_str!("data/countries.tsv")),
    ("organizations.tsv", include_str!("data/organizations.tsv")),
    ("cities.tsv", include_str!("data/cities.tsv")),
    ("people/europe.tsv", include_str!("data/people/europe.tsv")),
    ("people/asia_pacific.tsv", include_str!("data/people/asia_pacific.tsv")),
    (
        "people/middle_east_africa.tsv",
        include_str!("data/people/middle_east_africa.tsv"),
    ),
    ("people/africa.tsv", include_str!("data/people/africa.tsv")),
    ("people/americas.tsv", include_str!("data/people/americas.tsv")),
    (
        "people/organizations.tsv",
        include_str!("data/people/organizations.tsv"),
    ),
];

impl Gazetteer {
    /// The embedded gazetteer.
    ///
    /// # Panics
    /// If an embedded table is malformed, which a test rules out.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Gazetteer> = LazyLock::new(|| {
            Gazetteer::from_tables(TABLES.iter().map(|&(name, text)| (Path::new(name), text)))
                .expect("the embedded tables are well formed")
        });
        &BUILTIN
    }

    /// The embedded gazetteer and the user's tables.
    ///
    /// # Errors
    /// Names the file, line and cause of the first row that cannot be read.
    pub fn with_files<'a>(files: impl Iterator<Item = (&'a Path, &'a str)>) -> Result<Self, TableError> {
        let embedded = TABLES.iter().map(|&(name, text)| (Path::new(name), text));
        Self::from_tables(embedded.chain(files))
    }

    /// The embedded gazetteer and what is sound of the user's tables, and why the other rows are not.
    ///
    /// A row of which the code, the short name or the person's name is known joins that entity: its names and offices are
    /// added, and its other cells replace those before. A name in a user's table means what that table says, and no longer
    /// what another table says.
    pub fn extended<'a>(files: impl Iterator<Item = (&'a Path, &'a str)>) -> (Self, Vec<TableError>) {
        let embedded = TABLES.iter().map(|&(name, text)| (Path::new(name), text, false));
        Self::load(embedded.chain(files.map(|(path, text)| (path, text, true))))
    }

    /// The longest name that begins at the first of `pieces`: its number of pieces and its senses.
    pub fn longest_name(&self, pieces: &[&str]) -> Option<(usize, &[Sense])> {
        let longest = *self.longest.get(*pieces.first()?)?;
        let mut key = pieces[..longest.min(pieces.len())].join(" ");
        for length in (1..=longest.min(pieces.len())).rev() {
            if let Some(senses) = self.names.get(key.as_str()) {
                return Some((length, senses));
            }
            key.truncate(key.rfind(' ')?);
        }
        None
    }

    /// Whether the word is one by which the person is known for short: the family name, in any of its spellings.
    pub fn is_family_name(&self, person: usize, word: &str) -> bool {
        self.families.contains(&(person, word.to_owned()))
    }

    /// What `name` can mean, whatever its case and accents.
    pub fn senses(&self, name: &str) -> &[Sense] {
        let key = pieces(name).collect::<Vec<_>>().join(" ");
        self.names.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The people who have every one of these words in their names.
    pub fn people_named(&self, words: &[&str]) -> Vec<usize> {
        if !self.own_names.is_empty() && self.own_names.contains(&words.join(" ")) {
            let senses = self.senses(&words.join(" ")).iter();
            let people = senses.filter_map(|sense| match sense.entity {
                Known::Person(index) => Some(index),
                _ => None,
            });
            return people.collect();
        }
        let mut lists: Vec<&Vec<usize>> = Vec::new();
        for &word in words {
            match self.pieces.get(word) {
                Some(list) => lists.push(list),
                None => return Vec::new(),
            }
        }
        lists.sort_by_key(|list| list.len());
        let Some((first, rest)) = lists.split_first() else {
            return Vec::new();
        };
        first
            .iter()
            .copied()
            .filter(|index| rest.iter().all(|list| list.contains(index)))
            .collect()
    }

    /// The holder of an office of a country or organization at `date`; in days of change, the later one.
    pub fn holder(&self, title: &str, of: &str, date: NaiveDate) -> Option<usize> {
        let in_office = |title: String| {
            let holders = self.offices.get(&(title, of.to_owned()))?.iter();
            holders
                .filter(|(term, _)| term.contains(date))
                .max_by_key(|(term, _)| term.start)
                .map(|&(_, person)| person)
        };
        in_office(title.to_owned()).or_else(|| in_office(format!("acting {title}")))
    }

    /// The one state or organization that has such an office; none if there are several, or none.
    pub fn only_state(&self, title: &str) -> Option<&str> {
        let mut states = self
            .offices
            .keys()
            .filter(|(own, _)| own == title)
            .map(|(_, of)| of.as_str());
        states.next().filter(|_| states.next().is_none())
    }

    /// The person who leads the country at `date`.
    pub fn leader(&self, iso3: &str, date: NaiveDate) -> Option<usize> {
        let country = self.country(iso3)?;
        country
            .executive
            .iter()
            .filter(|(_, term)| term.contains(date))
            .find_map(|(title, _)| self.holder(title, iso3, date))
    }

    /// The country of that code.
    pub fn country(&self, iso3: &str) -> Option<&Country> {
        self.country_index.get(iso3).map(|&index| &self.countries[index])
    }

    /// The country of that code of two or three capital letters.
    pub fn country_by_code(&self, code: &str) -> Option<&Country> {
        let of_two = || self.countries.iter().find(|country| country.iso2 == code);
        self.country(code).or_else(|| of_two().filter(|_| !code.is_empty()))
    }

    /// The place of the country of that code in the table.
    pub fn country_at(&self, iso3: &str) -> Option<usize> {
        self.country_index.get(iso3).copied()
    }

    /// The place of the organization of that short name in the table.
    pub fn organization_at(&self, acronym: &str) -> Option<usize> {
        self.organization_index.get(acronym).copied()
    }
}

impl Person {
    /// The offices held at `date`, or within a month of it.
    pub fn offices_at(&self, date: NaiveDate) -> impl Iterator<Item = &Office> {
        self.offices.iter().filter(move |office| office.term.near(date, 31))
    }

    /// Whether any office was held at `date`.
    pub fn in_office(&self, date: NaiveDate) -> bool {
        self.offices_at(date).next().is_some()
    }

    /// The country or organization served at `date`: her own country if she holds an office there, else of an office held
    /// then, else the country, else the organization of the last office before.
    pub fn serves(&self, date: Option<NaiveDate>) -> &str {
        let at = date.and_then(|date| {
            let mut now: Vec<_> = self
                .offices
                .iter()
                .filter(|office| office.term.contains(date))
                .collect();
            now.sort_by_key(|office| office.term.start);
            // A president who chairs an organization for a year serves the country all the while.
            let own = now.iter().rfind(|office| office.of == self.country);
            own.or(now.last()).map(|office| office.of.as_str()).or_else(|| {
                // Who holds no office any more is a citizen again.
                let past = self
                    .offices
                    .iter()
                    .filter(|office| self.country.is_empty() && office.term.start.is_some_and(|start| start <= date));
                past.max_by_key(|office| office.term.start)
                    .map(|office| office.of.as_str())
            })
        });
        at.unwrap_or(if self.country.is_empty() {
            self.offices.first().map_or("", |office| office.of.as_str())
        } else {
            &self.country
        })
    }
}

/// The pieces by which names are compared: words in lower case without accents, full stops and hyphens.
pub(crate) fn pieces(words: &str) -> impl Iterator<Item = String> {
    let mut folded = fold(words);
    folded.retain(|c| c != '.');
    // "P5+1" is read as three words.
    if folded.contains('+') {
        folded = folded.replace('+', " + ");
    }
    folded
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | '"' | '(' | ')' | '/' | '`' | '\''))
        .map(str::to_owned)
        .filter(|piece| !piece.is_empty())
        .collect::<Vec<_>>()
        .into_iter()
}
