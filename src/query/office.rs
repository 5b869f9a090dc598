//! Offices: who was the Russian president on that day?

use super::Query;
use super::lists::LISTS;
use crate::entity::{EntityId, Gazetteer, Known, Office, Person, longest_role};
use crate::graph::{EventRecord, KnowledgeGraph, NodeId};
use crate::text::fold;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::ops::Range;

/// The title that stands for whoever leads the country.
const LEADER: &str = "LEADER";

/// Somebody who held an office.
#[derive(Clone, Copy, Debug)]
pub struct Holder<'a> {
    /// Who it is.
    pub person: &'a Person,
    /// The office, with its term.
    pub office: &'a Office,
}

impl Holder<'_> {
    /// The ids under which the person may stand in a graph.
    pub fn nodes(&self) -> Vec<NodeId> {
        let mut nodes: Vec<NodeId> = Vec::new();
        let served = [&self.office.of, &self.person.country].into_iter();
        for of in served.chain(self.person.offices.iter().map(|office| &office.of)) {
            let id = NodeId::from(EntityId::person(&self.person.name, of));
            if !nodes.contains(&id) {
                nodes.push(id);
            }
        }
        nodes
    }

    /// The dated events in which the holder took part in office, in the order of time.
    pub fn events<'g>(&self, graph: &'g KnowledgeGraph) -> Vec<&'g EventRecord> {
        let mut who = self.nodes();
        who.retain(|id| graph.node(id).is_some());
        if who.is_empty() {
            return vec![];
        }
        let query = Query {
            who,
            since: self.office.term.start,
            until: self.office.term.end,
            ..Query::default()
        };
        query.find(graph)
    }
}

/// Who held the office that `phrase` describes on a day, or, where none is told, everybody who ever did; in the order of
/// time.
///
/// The phrase names an office and a country or organization ("the Russian president", "NATO secretary general"), only a
/// country for its leader, only an office for its holders everywhere, or a person for the offices held. On a day of
/// change the later holder counts. Cost: one look at each person.
///
/// ```
/// use summitry::entity::Gazetteer;
/// use summitry::query::holders;
///
/// let found = holders(Gazetteer::builtin(), "the Russian president", "2019-04-24".parse().ok());
/// assert_eq!(found[0].person.name, "Vladimir Putin");
/// ```
pub fn holders<'a>(gazetteer: &'a Gazetteer, phrase: &str, on: Option<NaiveDate>) -> Vec<Holder<'a>> {
    let asked = Asked::new(gazetteer, phrase);
    let mut found = asked.holders(gazetteer, on);
    found.sort_by_key(|holder| (holder.office.term.start, &holder.person.name, &holder.office.title));
    found.dedup_by(|one, other| std::ptr::eq(one.office, other.office));
    found
}

/// Everybody who ever held the office that `phrase` names; nobody where it names a person, or a country alone.
pub(super) fn holders_of<'a>(gazetteer: &'a Gazetteer, phrase: &str) -> Vec<Holder<'a>> {
    let asked = Asked::new(gazetteer, phrase);
    if asked.titles.is_empty() || !asked.people.is_empty() {
        return vec![];
    }
    asked.holders(gazetteer, None)
}

/// What a phrase asks for.
struct Asked {
    titles: Vec<String>,
    of: Vec<String>,
    people: Vec<usize>,
}

impl Asked {
    fn new(gazetteer: &Gazetteer, phrase: &str) -> Self {
        let words: Vec<String> = fold(phrase)
            .replace("'s ", " ")
            .replace('.', "")
            .split(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | '"' | '?' | '(' | ')' | '/'))
            .map(|word| word.trim_matches('\'').to_owned())
            .filter(|word| !word.is_empty())
            .collect();
        let pieces: Vec<&str> = words.iter().map(String::as_str).collect();
        let role = (0..pieces.len())
            .filter_map(|at| longest_role(&pieces[at..]).map(|(length, role, _)| (at..at + length, role)))
            .max_by_key(|(range, _)| (range.len(), usize::MAX - range.start));
        let (range, titles) = match role {
            Some((range, role)) if role.offices.is_empty() => (range, vec![role.phrase.clone()]),
            Some((range, role)) => (range, role.offices.clone()),
            None => (0..0, vec![]),
        };
        let (mut length, mut of) = owners(gazetteer, &pieces, &range);
        let rest: Vec<&str> = (0..pieces.len())
            .filter(|at| !range.contains(at))
            .map(|at| pieces[at])
            .filter(|word| !LISTS.empty.has(word))
            .collect();
        if of.is_empty() && rest.is_empty() {
            // "UN chief" names its organization within the role.
            (length, of) = owners(gazetteer, &pieces, &(0..0));
        }
        // A name of a person is longer than that of the owner which it holds: "Kim Jong Un" is nobody of the UN.
        let people = if length < rest.len() {
            gazetteer.people_named(&rest)
        } else {
            vec![]
        };
        if !people.is_empty() {
            of.clear();
        }
        let unknown = of.is_empty() && people.is_empty() && !rest.is_empty();
        Self {
            titles: if unknown { vec![] } else { titles },
            of,
            people,
        }
    }

    fn holders<'a>(&self, gazetteer: &'a Gazetteer, on: Option<NaiveDate>) -> Vec<Holder<'a>> {
        if !self.people.is_empty() {
            let people = self.people.iter().map(|&at| &gazetteer.people[at]);
            return in_office(people, on, |office| {
                self.titles.is_empty() || self.titles.contains(&office.title) || self.titles == [LEADER]
            });
        }
        if self.titles.is_empty() {
            return self.of.iter().flat_map(|of| leaders(gazetteer, of, on)).collect();
        }
        let mut found = Vec::new();
        for of in &self.of {
            let holders = self
                .titles
                .iter()
                .map(|title| held(gazetteer, title, of, on))
                .find(|holders| !holders.is_empty());
            found.extend(holders.unwrap_or_default());
        }
        if self.of.is_empty() {
            let everywhere = |title: &String| in_office(&gazetteer.people, on, |office| office.title == *title);
            found.extend(
                self.titles
                    .iter()
                    .map(everywhere)
                    .find(|holders| !holders.is_empty())
                    .unwrap_or_default(),
            );
        }
        found
    }
}

/// The holders of one office of one country or organization.
fn held<'a>(gazetteer: &'a Gazetteer, title: &str, of: &str, on: Option<NaiveDate>) -> Vec<Holder<'a>> {
    if title == LEADER {
        return leaders(gazetteer, of, on);
    }
    let is_it = |office: &Office| {
        office.of == of && (office.title == title || office.title.strip_prefix("acting ") == Some(title))
    };
    let all = in_office(&gazetteer.people, on, is_it);
    let Some(at) = on.and_then(|day| gazetteer.holder(title, of, day)) else {
        return all;
    };
    let one = gazetteer.people[at].name.as_str();
    let mut all: Vec<_> = all.into_iter().filter(|holder| holder.person.name == one).collect();
    all.sort_by_key(|holder| holder.office.term.start);
    all.split_off(all.len().saturating_sub(1))
}

/// Who leads a country, or holds any office of an organization.
fn leaders<'a>(gazetteer: &'a Gazetteer, of: &str, on: Option<NaiveDate>) -> Vec<Holder<'a>> {
    let Some(country) = gazetteer.country(of) else {
        return in_office(&gazetteer.people, on, |office| office.of == of);
    };
    let offices = country
        .executive
        .iter()
        .filter(|(_, term)| on.is_none_or(|day| term.contains(day)));
    let mut found = Vec::new();
    for (title, _) in offices {
        if title != LEADER {
            found.extend(held(gazetteer, title, of, on));
        }
        if on.is_some() && !found.is_empty() {
            break;
        }
    }
    found
}

fn in_office<'a>(
    people: impl IntoIterator<Item = &'a Person>,
    on: Option<NaiveDate>,
    is_it: impl Fn(&Office) -> bool,
) -> Vec<Holder<'a>> {
    people
        .into_iter()
        .flat_map(|person| person.offices.iter().map(move |office| Holder { person, office }))
        .filter(|holder| on.is_none_or(|day| holder.office.term.contains(day)) && is_it(holder.office))
        .collect()
}

/// The countries and organizations that are named outside of `role`: those of the longest name, with its length.
fn owners(gazetteer: &Gazetteer, pieces: &[&str], role: &Range<usize>) -> (usize, Vec<String>) {
    let mut best: (usize, BTreeSet<String>) = (0, BTreeSet::new());
    for at in (0..pieces.len()).filter(|at| !role.contains(at)) {
        let end = if at < role.start { role.start } else { pieces.len() };
        let Some((length, senses)) = gazetteer.longest_name(&pieces[at..end]) else {
            continue;
        };
        let codes: BTreeSet<String> = senses
            .iter()
            .filter_map(|sense| match sense.entity {
                Known::Country(at) => Some(gazetteer.countries[at].iso3.clone()),
                Known::Organization(at) => Some(gazetteer.organizations[at].acronym.clone()),
                Known::City(_) | Known::Person(_) => None,
            })
            .collect();
        if !codes.is_empty() && length > best.0 {
            best = (length, codes);
        }
    }
    (best.0, best.1.into_iter().collect())
}
