//! Events that are not as they were: their ids, to what they were put off, and where they stand.

use super::articles::{Differences, article, located};
use super::edges::Edges;
use super::past::Reports;
use super::{Halt, event as understood, seats};
use crate::graph::change::{
    Made, Member, Replaced, content_id, later_days, life_number, put_off_to, reached_from, remake,
};
use crate::graph::{ArticleRef, EventId, EventRecord, Node, NodeId, event_edges, family, numbered};
use crate::store::base::rows::{Telling, delete_event, edge_sort, event_sort, insert_event};
use crate::store::base::{outline, trace};
use crate::store::stored::StoredEvent;
use crate::text::fold;
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// An event as it was.
pub(super) struct Old {
    pub(super) event: EventRecord,
    sort: Vec<u8>,
    tellings: Vec<Telling>,
}

/// An event as it is now.
pub(super) struct Fresh {
    pub(super) place: i64,
    pub(super) event: EventRecord,
    sort: Vec<u8>,
    tellings: Vec<Telling>,
    /// Where its reports were placed; nothing where they stay.
    members: Vec<Member>,
    /// Those who take part, and the place, as its reports call them; nothing where these stay.
    pub(super) told: Option<(Vec<Node>, Option<Node>)>,
}

/// The events that are not as they were.
pub(super) struct Events<'w> {
    work: &'w Connection,
    /// As they were, by their places.
    pub(super) old: BTreeMap<i64, Old>,
    /// As they are, in their order.
    pub(super) fresh: Vec<Fresh>,
    /// Those of which only is different what other events make of them.
    pub(super) amended: BTreeMap<i64, EventRecord>,
}

impl<'w> Events<'w> {
    /// What was replaced, and the events that say something else since articles or places are different.
    pub(super) fn new(
        work: &'w Connection,
        reports: &mut Reports<'_>,
        differences: &Differences,
        replaced: Replaced,
    ) -> Result<Self, Halt> {
        let Replaced { mut gone, mut made } = replaced;
        let mut touched = told_by(work, &differences.copies)?;
        touched.append(&mut held_in(work, &differences.places)?);
        for event in touched {
            if gone.insert(event) {
                made.extend(remake(reports, event)?);
            }
        }
        let mut events = Self {
            work,
            old: BTreeMap::new(),
            fresh: Vec::new(),
            amended: BTreeMap::new(),
        };
        for place in gone {
            events.take_old(place)?;
        }
        for made in finished(work, made)? {
            events.fresh.push(made);
        }
        Ok(events)
    }

    fn take_old(&mut self, place: i64) -> Result<(), Halt> {
        let mut asked = self
            .work
            .prepare_cached("SELECT body, sort FROM event WHERE place = ?")?;
        let (body, sort): (String, Vec<u8>) = asked.query_row([place], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let event = understood(&body)?;
        let mut asked = self
            .work
            .prepare_cached("SELECT article, id, told FROM report WHERE event = ? ORDER BY position")?;
        let rows = asked.query_map([event.id.as_str()], |row| {
            Ok(Telling {
                article: row.get(0)?,
                id: row.get(1)?,
                told: row.get(2)?,
            })
        })?;
        let tellings = rows.collect::<rusqlite::Result<_>>()?;
        self.old.insert(place, Old { event, sort, tellings });
        Ok(())
    }

    /// Gives those that would have one id different ones, in their order.
    pub(super) fn number(&mut self) -> Result<(), Halt> {
        let mut alike: BTreeMap<EventId, Vec<usize>> = BTreeMap::new();
        for old in self.old.values() {
            alike.entry(content_id(&old.event)).or_default();
        }
        for (at, fresh) in self.fresh.iter().enumerate() {
            alike.entry(fresh.event.id.clone()).or_default().push(at);
        }
        for (id, fresh) in alike {
            let mut all: Vec<(Vec<u8>, Result<usize, i64>)> = Vec::new();
            all.extend(fresh.iter().map(|&at| (self.fresh[at].sort.clone(), Ok(at))));
            for (place, sort) in self.chain(&id)? {
                if !self.old.contains_key(&place) {
                    all.push((sort, Err(place)));
                }
            }
            all.sort();
            for (number, (_, which)) in all.into_iter().enumerate() {
                let id = numbered(&id, number + 1);
                match which {
                    Ok(at) => self.fresh[at].event.id = id,
                    Err(place) => self.call(place, id)?,
                }
            }
        }
        self.fresh.sort_by(|one, other| one.sort.cmp(&other.sort));
        Ok(())
    }

    /// The events that would have this id, as they were.
    fn chain(&self, id: &EventId) -> Result<Vec<(i64, Vec<u8>)>, Halt> {
        let mut asked = self.work.prepare_cached("SELECT place, sort FROM event WHERE id = ?")?;
        let mut chain = Vec::new();
        loop {
            let id = numbered(id, chain.len() + 1);
            let found = asked.query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)));
            match found.optional()? {
                Some(found) => chain.push(found),
                None => return Ok(chain),
            }
        }
    }

    /// Gives the event in this place another id.
    fn call(&mut self, place: i64, id: EventId) -> Result<(), Halt> {
        let mut asked = self.work.prepare_cached("SELECT id = ? FROM event WHERE place = ?")?;
        if asked.query_row(params![id.as_str(), place], |row| row.get(0))? {
            return Ok(());
        }
        self.take_old(place)?;
        let Some(old) = self.old.get(&place) else { return Ok(()) };
        self.fresh.push(Fresh {
            place,
            event: EventRecord {
                id,
                ..old.event.clone()
            },
            sort: old.sort.clone(),
            tellings: old.tellings.clone(),
            members: Vec::new(),
            told: None,
        });
        Ok(())
    }

    /// Ties events that were put off to those that they were put off to.
    pub(super) fn link(&mut self) -> Result<(), Halt> {
        let mut starts: BTreeMap<i64, BTreeSet<NaiveDate>> = BTreeMap::new();
        let old = self.old.values().map(|old| &old.event);
        for event in old.chain(self.fresh.iter().map(|fresh| &fresh.event)) {
            if let (Some(life), Some(date)) = (life_number(event), &event.date) {
                starts.entry(life).or_default().insert(date.start);
            }
        }
        for (life, starts) in starts {
            let (Some(first), Some(last)) = (starts.first(), starts.last()) else {
                continue;
            };
            for (place, event) in self.denied(life, *first, *last)? {
                let is_near = later_days(&event).is_some_and(|(from, to)| starts.range(from..=to).next().is_some());
                if is_near {
                    let postponed_to = self.put_off(life, &event)?;
                    if postponed_to != event.postponed_to {
                        self.amended.insert(place, EventRecord { postponed_to, ..event });
                    }
                }
            }
        }
        for at in 0..self.fresh.len() {
            let event = &self.fresh[at].event;
            let postponed_to = match life_number(event) {
                Some(life) => self.put_off(life, event)?,
                None => None,
            };
            self.fresh[at].event.postponed_to = postponed_to;
        }
        Ok(())
    }

    /// Events that are as they were, and may be put off to one that begins between these days.
    fn denied(&self, life: i64, first: NaiveDate, last: NaiveDate) -> Result<Vec<(i64, EventRecord)>, Halt> {
        let mut asked = self.work.prepare_cached(
            "SELECT place, body FROM event WHERE life = ? AND status = 'denied'
               AND (last_day IS NULL OR last_day BETWEEN ? AND ?)",
        )?;
        let days = params![life, reached_from(first).to_string(), last.to_string()];
        let rows = asked.query_map(days, |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        let mut denied = Vec::new();
        for row in rows {
            let (place, body) = row?;
            if !self.old.contains_key(&place) {
                denied.push((place, understood(&body)?));
            }
        }
        Ok(denied)
    }

    /// The event that an event was put off to.
    fn put_off(&self, life: i64, event: &EventRecord) -> Result<Option<EventId>, Halt> {
        let Some((from, to)) = later_days(event) else {
            return Ok(None);
        };
        let mut asked = self
            .work
            .prepare_cached("SELECT place, sort, body FROM event WHERE life = ? AND first_day BETWEEN ? AND ?")?;
        let rows = asked.query_map(params![life, from.to_string(), to.to_string()], |row| {
            Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, String>(2)?))
        })?;
        let mut others: Vec<(Vec<u8>, EventRecord)> = Vec::new();
        for row in rows {
            let (place, sort, body) = row?;
            if !self.old.contains_key(&place) {
                others.push((sort, understood(&body)?));
            }
        }
        let is_near = |fresh: &&Fresh| {
            let start = fresh.event.date.as_ref().map(|date| date.start);
            life_number(&fresh.event) == Some(life) && start.is_some_and(|start| from <= start && start <= to)
        };
        let near = self.fresh.iter().filter(is_near);
        others.extend(near.map(|fresh| (fresh.sort.clone(), fresh.event.clone())));
        others.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(put_off_to(event, others.into_iter().map(|(_, event)| event).collect()))
    }

    /// Finds where they stand, and passes over those that came out as they were.
    pub(super) fn sort(&mut self) -> Result<(), Halt> {
        let sorts: Vec<&[u8]> = self.fresh.iter().map(|fresh| fresh.sort.as_slice()).collect();
        let places = seats(self.work, "event", &sorts, false)?;
        for (fresh, place) in self.fresh.iter_mut().zip(places) {
            fresh.place = place;
        }
        let old = &mut self.old;
        self.fresh.retain_mut(|fresh| {
            let Some(former) = old.get(&fresh.place) else {
                return true;
            };
            let summit = fresh.event.summit.take();
            fresh.event.summit.clone_from(&former.event.summit);
            let is_same = fresh.event == former.event && fresh.tellings == former.tellings;
            fresh.event.summit = summit;
            if is_same {
                old.remove(&fresh.place);
            }
            !is_same
        });
        Ok(())
    }

    /// Takes them away as they were.
    pub(super) fn delete(&self, edges: &mut Edges<'_>) -> Result<(), Halt> {
        let mut disperse = self
            .work
            .prepare_cached("DELETE FROM gathering WHERE family = ? AND event = ?")?;
        for (&place, old) in &self.old {
            edges.forget_event(&old.event.id)?;
            delete_event(self.work, place)?;
            if let Some(family) = family(&old.event) {
                disperse.execute(params![family, place])?;
            }
        }
        Ok(())
    }

    /// Writes them as they are; `affiliation` tells of which country or organization somebody is.
    pub(super) fn write<'n>(
        &self,
        affiliation: impl Fn(&NodeId) -> &'n str,
        edges: &mut Edges<'_>,
    ) -> Result<(), Halt> {
        let mut gather = self.work.prepare_cached("INSERT INTO gathering VALUES (?, ?)")?;
        for fresh in &self.fresh {
            insert_event(self.work, fresh.place, &fresh.sort, &fresh.event, &fresh.tellings)?;
            for member in &fresh.members {
                for &month in &member.months {
                    trace::place(self.work, member.signature, month, member.at, fresh.place)?;
                }
            }
            if let Some(family) = family(&fresh.event) {
                gather.execute(params![family, fresh.place])?;
            }
            let of_event = event_edges(&fresh.event, &affiliation);
            for (position, edge) in of_event.into_iter().enumerate() {
                let sort = edge_sort(&edge.2.relation, fresh.place, position);
                edges.add(sort, edge);
            }
        }
        let mut amend = self
            .work
            .prepare_cached("UPDATE event SET summit = ?, body = ? WHERE place = ?")?;
        for (place, event) in &self.amended {
            let summit = event.summit.as_ref().map(NodeId::as_str);
            amend.execute(params![
                summit,
                serde_json::to_string(&StoredEvent::from(event))?,
                place
            ])?;
        }
        Ok(())
    }

    /// What is different for the outline, when they are written.
    pub(super) fn outlined(&self) -> Result<outline::Change<'_>, Halt> {
        let mut asked = self
            .work
            .prepare_cached("SELECT id FROM event WHERE place < ? ORDER BY place DESC LIMIT 1")?;
        let mut fresh = Vec::new();
        for event in &self.fresh {
            let before = asked
                .query_row([event.place], |row| row.get::<_, String>(0))
                .optional()?;
            fresh.push((before.map(EventId::from), &event.event));
        }
        let gone = self.old.values().map(|old| &old.event.id).collect();
        Ok(outline::Change { gone, fresh })
    }

    /// The event that stays in this place.
    pub(super) fn staying(&self, place: i64) -> Result<EventRecord, Halt> {
        if let Some(event) = self.amended.get(&place) {
            return Ok(event.clone());
        }
        let mut asked = self.work.prepare_cached("SELECT body FROM event WHERE place = ?")?;
        let body: String = asked.query_row([place], |row| row.get(0))?;
        understood(&body)
    }
}

/// The events that these articles tell.
fn told_by(work: &Connection, articles: &BTreeSet<String>) -> Result<BTreeSet<i64>, Halt> {
    let mut asked = work.prepare_cached(
        "SELECT event.place FROM teller JOIN report ON report.article = teller.article JOIN event ON event.id = report.event
         WHERE teller.id = ?",
    )?;
    let mut events = BTreeSet::new();
    for article in articles {
        for place in asked.query_map([article], |row| row.get(0))? {
            events.insert(place?);
        }
    }
    Ok(events)
}

/// The events that are held in places of these names of which no country is told.
fn held_in(work: &Connection, places: &BTreeMap<String, [Option<NodeId>; 2]>) -> Result<BTreeSet<i64>, Halt> {
    let mut asked = work.prepare_cached("SELECT place, body FROM event WHERE held_in = ?")?;
    let mut events = BTreeSet::new();
    for (name, [before, _]) in places {
        let before = before.clone().unwrap_or_else(|| NodeId::place(name, ""));
        let rows = asked.query_map([before.as_str()], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        for row in rows {
            let (place, body) = row?;
            let event = understood(&body)?;
            let told = event.places.first().map(|reading| &reading.place);
            if told.is_some_and(|told| told.country.is_empty() && fold(&told.name) == *name) {
                events.insert(place);
            }
        }
    }
    Ok(events)
}

/// The events as they are now.
pub(super) fn finished(work: &Connection, made: Vec<Made>) -> Result<Vec<Fresh>, Halt> {
    let mut articles: BTreeMap<String, ArticleRef> = BTreeMap::new();
    let mut places: BTreeMap<String, NodeId> = BTreeMap::new();
    for made in &made {
        for id in made.articles() {
            if !articles.contains_key(id) {
                articles.insert(id.to_owned(), article(work, "id", id)?);
            }
        }
        if let Some(name) = made.namesake()
            && let Some(node) = located(work, &name)?
        {
            places.insert(name, node);
        }
    }
    let mut number = work.prepare_cached("SELECT article FROM teller WHERE place = ?")?;
    let mut fresh = Vec::new();
    for made in made {
        let (remade, members) = made.finish(&articles, &places);
        let mut tellings = Vec::new();
        for (member, id) in members.iter().zip(&remade.ids) {
            tellings.push(Telling {
                article: number.query_row([member.at.0], |row| row.get(0))?,
                id: id.to_string(),
                told: member.at.1,
            });
        }
        let first = members.first().ok_or(Halt::Anew)?.at;
        fresh.push(Fresh {
            place: 0,
            event: remade.event,
            sort: event_sort(first.0, first.1),
            tellings,
            members,
            told: Some((remade.actors, remade.place)),
        });
    }
    Ok(fresh)
}
