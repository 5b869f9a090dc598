//! The gazetteer: countries, organizations, cities and people with the offices they held.
//!
//! The tables in `data/` are embedded; [`Gazetteer::builtin`] reads them once. A user's tables, in the same columns, are
//! added by [`Gazetteer::with_files`].

use crate::text::fold;
use chrono::{Datelike, Days, Months, NaiveDate};
use std::collections::{BTreeMap, HashMap};
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
    names: HashMap<String, Vec<Sense>>,
    longest: HashMap<String, usize>,
    pieces: HashMap<String, Vec<usize>>,
    offices: HashMap<(String, String), Vec<(Term, usize)>>,
    country_index: HashMap<String, usize>,
    organization_index: HashMap<String, usize>,
}

/// A state or territory.
#[derive(Clone, Debug, Default)]
pub struct Country {
    /// ISO 3166-1 alpha-3 code, or one of the user-assigned codes that the table explains.
    pub iso3: String,
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
    /// `igo`, `organ`, `forum`, `movement`, `court` or `ngo`.
    pub kind: String,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// The country that a movement acts for; the parent's short name for an organ.
    pub parent: String,
    /// ISO 3166-1 alpha-3 codes of the members.
    pub members: Vec<String>,
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
        self.start.is_none_or(|start| start <= date + Days::new(days))
            && self.end.is_none_or(|end| date <= end + Days::new(days))
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

    fn from_tables<'a>(tables: impl Iterator<Item = (&'a Path, &'a str)>) -> Result<Self, TableError> {
        let mut gazetteer = Self::default();
        let mut people = BTreeMap::new();
        let mut names = Vec::new();
        for (path, text) in tables {
            for row in rows(path, text) {
                let row = row?;
                match row.columns.first().map(String::as_str) {
                    Some("iso3") => gazetteer.add_country(&row, &mut names)?,
                    Some("acronym") => gazetteer.add_organization(&row, &mut names),
                    Some("name") if row.columns.contains(&"offices".to_owned()) => {
                        gazetteer.add_person(&row, &mut people, &mut names)?;
                    }
                    Some("name") => gazetteer.add_city(&row, &mut names)?,
                    _ => {
                        return Err(
                            row.error("the first line of a table names its columns: #iso3, #acronym or #name …")
                        );
                    }
                }
            }
        }
        for (name, sense) in names {
            gazetteer.add_name(&name, sense);
        }
        gazetteer.index_people();
        Ok(gazetteer)
    }

    fn add_country(&mut self, row: &Row, names: &mut Vec<(String, Sense)>) -> Result<(), TableError> {
        let entity = Known::Country(self.countries.len());
        let name = row.cell("name").to_owned();
        let capitals = row.list("capital");
        let mut executive = Vec::new();
        for office in row.list("executive") {
            executive.push(match office.rsplit_once(' ') {
                Some((title, term)) if term.contains("..") => (title.to_owned(), row.term(term)?),
                _ => (office.to_owned(), Term::default()),
            });
        }
        let mut put = |values: Vec<&str>, form| {
            names.extend(
                values
                    .into_iter()
                    .map(|value| (value.to_owned(), Sense { entity, form })),
            );
        };
        put(vec![&name], Form::Name);
        put(row.list("aliases"), Form::Name);
        put(row.list("adjectives"), Form::Adjective);
        put(row.list("people"), Form::People);
        put(row.list("metonyms"), Form::Metonym);
        put(capitals.clone(), Form::Capital);
        self.country_index
            .insert(row.cell("iso3").to_owned(), self.countries.len());
        self.countries.push(Country {
            iso3: row.cell("iso3").to_owned(),
            wikidata: row.optional("wikidata"),
            name,
            executive,
            capital: capitals.first().copied().unwrap_or_default().to_owned(),
            region: row.cell("region").to_owned(),
        });
        Ok(())
    }

    fn add_organization(&mut self, row: &Row, names: &mut Vec<(String, Sense)>) {
        let entity = Known::Organization(self.organizations.len());
        let acronym = row.cell("acronym").to_owned();
        let name = row.cell("name").to_owned();
        names.push((
            name.clone(),
            Sense {
                entity,
                form: form_of(&name),
            },
        ));
        names.push((
            acronym.clone(),
            Sense {
                entity,
                form: form_of(&acronym),
            },
        ));
        for alias in row.list("aliases") {
            names.push((
                alias.to_owned(),
                Sense {
                    entity,
                    form: form_of(alias),
                },
            ));
        }
        for adjective in row.list("adjectives") {
            names.push((
                adjective.to_owned(),
                Sense {
                    entity,
                    form: Form::Adjective,
                },
            ));
        }
        self.organization_index
            .insert(acronym.clone(), self.organizations.len());
        self.organizations.push(Organization {
            acronym,
            name,
            kind: row.cell("kind").to_owned(),
            wikidata: row.optional("wikidata"),
            parent: row.cell("country").to_owned(),
            members: row.list("members").into_iter().map(str::to_owned).collect(),
        });
    }

    fn add_city(&mut self, row: &Row, names: &mut Vec<(String, Sense)>) -> Result<(), TableError> {
        let entity = Known::City(self.cities.len());
        let rank = row
            .cell("rank")
            .parse()
            .map_err(|_| row.error("the rank is 1, 2 or 3"))?;
        let name = row.cell("name").to_owned();
        names.push((
            name.clone(),
            Sense {
                entity,
                form: Form::Name,
            },
        ));
        for alias in row.list("aliases") {
            names.push((
                alias.to_owned(),
                Sense {
                    entity,
                    form: Form::Name,
                },
            ));
        }
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
        row: &Row,
        known: &mut BTreeMap<String, usize>,
        names: &mut Vec<(String, Sense)>,
    ) -> Result<(), TableError> {
        let name = row.cell("name").to_owned();
        let mut offices = Vec::new();
        for office in row.list("offices") {
            let malformed = || row.error("an office is written 'title OF from..to'");
            let (rest, term) = office.rsplit_once(' ').ok_or_else(malformed)?;
            let (title, of) = rest.rsplit_once(' ').ok_or_else(malformed)?;
            offices.push(Office {
                title: title.to_owned(),
                of: of.to_owned(),
                term: row.term(term)?,
            });
        }
        let index = *known.entry(name.clone()).or_insert(self.people.len());
        let entity = Known::Person(index);
        names.push((
            name.clone(),
            Sense {
                entity,
                form: Form::Name,
            },
        ));
        for alias in row.list("aliases") {
            names.push((
                alias.to_owned(),
                Sense {
                    entity,
                    form: form_of(alias),
                },
            ));
        }
        if index == self.people.len() {
            self.people.push(Person {
                name,
                country: row.cell("country").to_owned(),
                female: row.cell("sex") == "f",
                wikidata: row.optional("wikidata"),
                offices,
            });
        } else {
            let person = &mut self.people[index];
            person.offices.extend(offices);
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

    /// What `name` can mean, whatever its case and accents.
    pub fn senses(&self, name: &str) -> &[Sense] {
        let key = pieces(name).collect::<Vec<_>>().join(" ");
        self.names.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The people who have every one of these words in their names.
    pub fn people_named(&self, words: &[&str]) -> Vec<usize> {
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

    /// The country or organization served at `date`: of an office held then, of the last one before, else the country.
    pub fn serves(&self, date: Option<NaiveDate>) -> &str {
        let at = date.and_then(|date| {
            let mut now: Vec<_> = self
                .offices
                .iter()
                .filter(|office| office.term.contains(date))
                .collect();
            now.sort_by_key(|office| office.term.start);
            now.last().map(|office| office.of.as_str()).or_else(|| {
                let past = self
                    .offices
                    .iter()
                    .filter(|office| office.term.start.is_some_and(|start| start <= date));
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

/// The pieces by which names are compared: words in lower case without accents, full stops and hyphens.
pub(crate) fn pieces(words: &str) -> impl Iterator<Item = String> {
    let mut folded = fold(words);
    folded.retain(|c| c != '.');
    folded
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | '"' | '(' | ')' | '/' | '`' | '\''))
        .map(str::to_owned)
        .filter(|piece| !piece.is_empty())
        .collect::<Vec<_>>()
        .into_iter()
}

/// A row of a table, with the names of its columns.
struct Row {
    path: PathBuf,
    line: usize,
    columns: std::rc::Rc<Vec<String>>,
    cells: Vec<String>,
}

fn rows<'a>(path: &'a Path, text: &'a str) -> impl Iterator<Item = Result<Row, TableError>> + 'a {
    let mut columns = std::rc::Rc::new(Vec::new());
    text.lines().enumerate().filter_map(move |(index, line)| {
        if let Some(comment) = line.strip_prefix('#') {
            if columns.is_empty() && comment.contains('\t') {
                columns = std::rc::Rc::new(comment.split('\t').map(|name| name.trim().to_owned()).collect());
            }
            return None;
        }
        if line.trim().is_empty() {
            return None;
        }
        let row = Row {
            path: path.to_owned(),
            line: index + 1,
            columns: columns.clone(),
            cells: line.split('\t').map(|cell| cell.trim().to_owned()).collect(),
        };
        Some(if row.cells.len() > row.columns.len() {
            Err(row.error(&format!(
                "{} cells where the first line names {} columns",
                row.cells.len(),
                row.columns.len()
            )))
        } else {
            Ok(row)
        })
    })
}

impl Row {
    fn error(&self, cause: &str) -> TableError {
        TableError {
            path: self.path.clone(),
            line: self.line,
            cause: cause.to_owned(),
        }
    }

    fn cell(&self, column: &str) -> &str {
        let index = self.columns.iter().position(|name| name == column);
        index.and_then(|index| self.cells.get(index)).map_or("", String::as_str)
    }

    fn optional(&self, column: &str) -> Option<String> {
        Some(self.cell(column))
            .filter(|cell| !cell.is_empty())
            .map(str::to_owned)
    }

    fn list(&self, column: &str) -> Vec<&str> {
        self.cell(column)
            .split(';')
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .collect()
    }

    fn term(&self, term: &str) -> Result<Term, TableError> {
        let malformed = || self.error(&format!("'{term}' is not a term such as 2000-05-07..2008-05"));
        let (from, to) = term.split_once("..").ok_or_else(malformed)?;
        let start = first_day(from).ok_or_else(malformed)?;
        let end = if to.is_empty() {
            None
        } else {
            Some(last_day(to).ok_or_else(malformed)?)
        };
        Ok(Term {
            start: Some(start),
            end,
        })
    }
}

/// The first day of a year, a month or a day.
fn first_day(date: &str) -> Option<NaiveDate> {
    let mut parts = date.split('-').map(str::parse::<u32>);
    let year = i32::try_from(parts.next()?.ok()?).ok()?;
    let month = parts.next().map_or(Some(1), Result::ok)?;
    let day = parts.next().map_or(Some(1), Result::ok)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// The last day of a year, a month or a day.
fn last_day(date: &str) -> Option<NaiveDate> {
    let first = first_day(date)?;
    match date.split('-').count() {
        1 => NaiveDate::from_ymd_opt(first.year(), 12, 31),
        2 => Some(first + Months::new(1) - Days::new(1)),
        _ => Some(first),
    }
}
