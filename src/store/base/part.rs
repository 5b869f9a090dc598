//! Parts of the merged graph, read without the rest of it.

use super::error::Context;
use super::{Base, BaseError, derived};
use crate::event::{EventType, Status};
use crate::graph::{EventId, KnowledgeGraph, Node, NodeId, NodeKind};
use crate::text::{name_words, spelling};
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, params, params_from_iter};
use serde::Serialize;
use std::collections::BTreeSet;

/// Before a word as it is spelled alike; no word of a name begins so.
const ALIKE: char = '~';

/// Which events are asked for; of several values of one field any will do, and what is left open is not asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Those of these ids.
    pub events: Vec<EventId>,
    /// Those in which one of these takes part.
    pub who: Vec<NodeId>,
    /// Those in which one of these takes part too.
    pub with: Vec<NodeId>,
    /// Whether countries and organizations do not stand for those who serve them.
    pub exactly: bool,
    /// Those in which a country of one of these codes takes part, or somebody who serves it.
    pub countries: Vec<String>,
    /// Those in one of these places, or in a place of one of these countries.
    pub places: Vec<NodeId>,
    /// Those on this day or later.
    pub since: Option<NaiveDate>,
    /// Those on this day or earlier.
    pub until: Option<NaiveDate>,
    /// Those of these types.
    pub types: Vec<EventType>,
    /// Those of these statuses.
    pub statuses: Vec<Status>,
    /// Those with at least this score.
    pub min_score: f64,
}

/// Whom names may mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Called {
    /// Everybody.
    #[default]
    Anybody,
    /// Those of whose names one, or several together, have all these words.
    By(BTreeSet<String>),
    /// Those of whose names one, or several together, have words that are [spelled](crate::query::resolve) like these.
    Like(BTreeSet<String>),
    /// Those of one of these ids, countries of one of these codes, and organizations of one of these short names.
    Of(BTreeSet<String>),
}

impl Base {
    /// Whether all that follows from the articles is in the tables of this version, so that parts of it can be read.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn has_parts(&self) -> Result<bool, BaseError> {
        self.is_kept()
    }

    /// The persons, countries, organizations and places that may be meant, in the order of the graph. Cost: of those found
    /// alone.
    ///
    /// # Errors
    /// If the file cannot be read, or holds what this version does not know.
    pub fn nodes(&self, called: &Called) -> Result<Vec<Node>, BaseError> {
        const BY_WORDS: &str = "kind <> 'summit' AND place IN (SELECT node FROM name_word
            WHERE word IN (SELECT value FROM json_each(?1)) GROUP BY node HAVING count(*) = json_array_length(?1))";
        const OF: &str = "kind <> 'summit' AND (id IN (SELECT value FROM json_each(?1))
            OR kind = 'country' AND upper(country) IN (SELECT upper(value) FROM json_each(?1))
            OR kind = 'organization' AND org <> '' AND upper(org) IN (SELECT upper(value) FROM json_each(?1)))";
        let (condition, words) = match called {
            Called::Anybody => ("kind <> 'summit' AND ?1 = '[]'", BTreeSet::new()),
            Called::By(words) => (BY_WORDS, words.clone()),
            Called::Like(words) => (BY_WORDS, words.iter().map(|word| alike(word)).collect()),
            Called::Of(words) => (OF, words.clone()),
        };
        let work = self.connection.unchecked_transaction().at(&self.path)?;
        derived::nodes(&work, &self.path, condition, params![list(&words)])
    }

    /// The events that are asked for with all whom and what they name, as a graph by itself; all of the graph where it is not
    /// [in parts](Self::has_parts). Cost: of those found, and of all events of those asked for.
    ///
    /// # Errors
    /// If the file cannot be read, or holds what this version does not know.
    pub fn part(&self, selection: &Selection) -> Result<KnowledgeGraph, BaseError> {
        if !self.is_kept()? {
            return self.graph();
        }
        // One state of the file, whoever writes meanwhile.
        let work = self.connection.unchecked_transaction().at(&self.path)?;
        let chosen = chosen(&work, selection).at(&self.path)?;
        let named = selection.who.iter().chain(&selection.with).chain(&selection.places);
        derived::read_part(&work, &self.path, &chosen, named)
    }
}

/// What holds of the events that are asked for.
#[derive(Default)]
struct Conditions {
    all: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    /// One more condition, in which each `?` stands for the value.
    fn add(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.all
            .push(condition.replace('?', &format!("?{}", self.values.len())));
    }

    /// The same of a list of values, unless it is empty.
    fn of<T: Serialize>(&mut self, condition: &str, values: impl IntoIterator<Item = T>) {
        let mut values = values.into_iter().peekable();
        if values.peek().is_some() {
            let any = condition.replace('?', "(SELECT value FROM json_each(?))");
            self.add(&any, list(values));
        }
    }
}

/// The ids of the events.
fn chosen(work: &Transaction<'_>, selection: &Selection) -> rusqlite::Result<BTreeSet<String>> {
    const EXACTLY: &str = "event.id IN (SELECT event FROM participant WHERE node IN ?)";
    /// Also those who serve a country or an organization.
    const MEANT: &str = "event.id IN (SELECT event FROM participant WHERE node IN ? OR node IN (
        SELECT id FROM node WHERE kind = 'person' AND (
          country <> '' AND country IN (SELECT country FROM node WHERE kind = 'country' AND id IN ?)
          OR org <> '' AND org IN (SELECT org FROM node WHERE kind = 'organization' AND id IN ?))))";
    let mut conditions = Conditions::default();
    conditions.of("event.id IN ?", selection.events.iter().map(EventId::as_str));
    let who = if selection.exactly { EXACTLY } else { MEANT };
    for group in [&selection.who, &selection.with] {
        conditions.of(who, group.iter().map(NodeId::as_str));
    }
    conditions.of(
        "event.id IN (SELECT event FROM participant JOIN node ON node.id = participant.node WHERE country IN ?)",
        &selection.countries,
    );
    conditions.of(
        "(held_in IN ? OR held_in IN (SELECT id FROM node WHERE kind = 'place' AND country <> ''
           AND country IN (SELECT country FROM node WHERE kind = 'country' AND id IN ?)))",
        selection.places.iter().map(NodeId::as_str),
    );
    conditions.of("type IN ?", selection.types.iter().map(|kind| kind.as_str()));
    conditions.of("status IN ?", selection.statuses.iter().map(|status| status.as_str()));
    if let Some(since) = selection.since {
        conditions.add("last_day >= ?", since.to_string());
    }
    if let Some(until) = selection.until {
        conditions.add("first_day <= ?", until.to_string());
    }
    if selection.min_score > 0.0 {
        conditions.add("score >= ?", selection.min_score);
    }
    let Conditions { mut all, values } = conditions;
    all.push("true".to_owned());
    let mut asked = work.prepare(&format!("SELECT id FROM event WHERE {}", all.join(" AND ")))?;
    let found = asked.query_map(params_from_iter(values), |row| row.get(0))?;
    found.collect()
}

/// Writes the words by which a node may be called.
pub(super) fn remember(work: &Connection, place: i64, node: &Node) -> rusqlite::Result<()> {
    let mut insert = work.prepare_cached("INSERT INTO name_word VALUES (?, ?)")?;
    let names = node
        .aliases
        .iter()
        .chain([&node.name])
        .filter(|_| node.kind != NodeKind::Summit);
    for word in words(names) {
        insert.execute(params![word, place])?;
    }
    Ok(())
}

/// Takes the words by which the node in a place may be called away.
pub(super) fn forget(work: &Connection, place: i64) -> rusqlite::Result<()> {
    let mut asked = work.prepare_cached(
        "SELECT name FROM node WHERE place = ?1 UNION ALL SELECT value FROM node, json_each(body, '$.aliases') WHERE place = ?1",
    )?;
    let names = asked
        .query_map([place], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    let mut delete = work.prepare_cached("DELETE FROM name_word WHERE word = ? AND node = ?")?;
    for word in words(&names) {
        delete.execute(params![word, place])?;
    }
    Ok(())
}

/// The words of names, each also as it is spelled alike.
fn words<'a>(names: impl IntoIterator<Item = &'a String>) -> BTreeSet<String> {
    let words = names.into_iter().flat_map(|name| name_words(name));
    words.flat_map(|word| [alike(&spelling(&word)), word]).collect()
}

fn alike(spelling: &str) -> String {
    format!("{ALIKE}{spelling}")
}

/// A list as `json_each` takes it.
fn list<T: Serialize>(values: impl IntoIterator<Item = T>) -> String {
    let values: Vec<T> = values.into_iter().collect();
    serde_json::to_string(&values).unwrap_or_default()
}
