//! Summits that are not as they were.

use super::edges::Edges;
use super::events::Events;
use super::nodes::Nodes;
use super::{Halt, seats};
use crate::event::EventType;
use crate::graph::{EventRecord, Held, Node, NodeId, family, summit_edges, summits};
use crate::store::base::rows::{delete_node, edge_sort, insert_node, node_sort};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// The meetings that have a say in what is different, by their places.
struct Meetings<'w> {
    work: &'w Connection,
    events: BTreeMap<i64, EventRecord>,
    families: BTreeSet<String>,
    /// The summits that they were.
    former: BTreeSet<NodeId>,
}

/// Writes the summits, and tells the events which they are.
pub(super) fn write(
    work: &Connection,
    events: &mut Events<'_>,
    nodes: &Nodes<'_>,
    edges: &mut Edges<'_>,
) -> Result<(), Halt> {
    let mut meetings = Meetings {
        work,
        events: BTreeMap::new(),
        families: BTreeSet::new(),
        former: BTreeSet::new(),
    };
    for old in events.old.values() {
        meetings.former.extend(old.event.summit.clone());
        if let Some(family) = family(&old.event) {
            meetings.gather(family, events)?;
        }
    }
    for fresh in &events.fresh {
        if fresh.event.event_type == EventType::Met {
            meetings.take(fresh.place, fresh.event.clone(), events)?;
        }
    }
    let (places, told, held) = loop {
        let (places, mut told): (Vec<i64>, Vec<EventRecord>) = meetings.events.clone().into_iter().unzip();
        let known = nodes.around(&told)?;
        for event in &mut told {
            event.summit = None;
        }
        let held = summits(&mut told, &known);
        if !meetings.compete(&held, events)? {
            break (places, told, held);
        }
    };
    for (&place, event) in places.iter().zip(&told) {
        tell(events, place, event.summit.as_ref())?;
    }
    replace(work, &meetings.former, held, &places, nodes, edges)
}

impl Meetings<'_> {
    /// Takes an event in, and all others that may be one summit with it.
    fn take(&mut self, place: i64, event: EventRecord, events: &Events<'_>) -> Result<(), Halt> {
        self.former.extend(event.summit.clone());
        let family = family(&event);
        self.events.insert(place, event);
        match family {
            Some(family) => self.gather(family, events),
            None => Ok(()),
        }
    }

    /// Takes all in that are called so.
    fn gather(&mut self, family: String, events: &Events<'_>) -> Result<(), Halt> {
        let mut asked = self
            .work
            .prepare_cached("SELECT event FROM gathering WHERE family = ?")?;
        let places = asked.query_map([&family], |row| row.get(0))?;
        let places: Vec<i64> = places.collect::<rusqlite::Result<_>>()?;
        if self.families.insert(family) {
            for place in places {
                let event = events.staying(place)?;
                self.former.extend(event.summit.clone());
                self.events.insert(place, event);
            }
        }
        Ok(())
    }

    /// Takes those in that would be called as one of these summits is or was; tells whether there are any.
    fn compete(&mut self, held: &[Held], events: &Events<'_>) -> Result<bool, Halt> {
        let wanted: BTreeSet<&NodeId> = held.iter().filter_map(|held| held.wanted.as_ref()).collect();
        let ids: BTreeSet<NodeId> = wanted.into_iter().chain(&self.former).cloned().collect();
        let mut others = BTreeSet::new();
        for id in ids {
            let mut asked = self.work.prepare_cached(
                "SELECT ?1 UNION SELECT summit FROM wanting WHERE wanted = ?1
                 UNION SELECT wanted FROM wanting WHERE summit = ?1",
            )?;
            for other in asked.query_map([id.as_str()], |row| row.get::<_, String>(0))? {
                others.insert(NodeId::from(other?));
            }
        }
        let mut asked = self.work.prepare_cached("SELECT place FROM event WHERE summit = ?")?;
        let mut is_more = false;
        for other in others {
            if self.former.contains(&other) {
                continue;
            }
            let places = asked.query_map([other.as_str()], |row| row.get(0))?;
            let places: Vec<i64> = places.collect::<rusqlite::Result<_>>()?;
            for place in places {
                let event = events.staying(place)?;
                self.take(place, event, events)?;
                is_more = true;
            }
        }
        Ok(is_more)
    }
}

/// Tells the event in a place which summit it is.
fn tell(events: &mut Events<'_>, place: i64, summit: Option<&NodeId>) -> Result<(), Halt> {
    if let Ok(at) = events.fresh.binary_search_by_key(&place, |fresh| fresh.place) {
        events.fresh[at].event.summit = summit.cloned();
        return Ok(());
    }
    let event = events.staying(place)?;
    if event.summit.as_ref() != summit {
        let summit = summit.cloned();
        events.amended.insert(place, EventRecord { summit, ..event });
    }
    Ok(())
}

/// Writes these summits in place of the former ones. The events by which they have their places are in these.
fn replace(
    work: &Connection,
    former: &BTreeSet<NodeId>,
    held: Vec<Held>,
    places: &[i64],
    nodes: &Nodes<'_>,
    edges: &mut Edges<'_>,
) -> Result<(), Halt> {
    let mut forget = work.prepare_cached("DELETE FROM wanting WHERE summit = ?")?;
    for id in former {
        forget.execute([id.as_str()])?;
    }
    let mut want = work.prepare_cached("INSERT INTO wanting VALUES (?, ?)")?;
    let mut new: Vec<(Vec<u8>, Node)> = Vec::new();
    for held in held {
        if let Some((wanted, id)) = held.wanting() {
            want.execute([wanted.as_str(), id.as_str()])?;
        }
        let Held { node, rank, .. } = held;
        if !former.contains(&node.id) && nodes.summit(&node.id)?.is_some() {
            return Err(Halt::Anew);
        }
        new.push((node_sort::summit(rank.0, places[rank.1]), node));
    }
    new.sort_by(|(one, _), (other, _)| one.cmp(other));
    let sorts: Vec<&[u8]> = new.iter().map(|(sort, _)| sort.as_slice()).collect();
    let seats = seats(work, "node", &sorts, false)?;
    for id in former {
        let Some((place, _, node)) = nodes.summit(id)? else {
            continue;
        };
        for edge in summit_edges(&node) {
            edges.forget(&edge)?;
        }
        delete_node(work, place)?;
    }
    for ((sort, node), place) in new.iter().zip(seats) {
        insert_node(work, place, sort, node)?;
        for (position, edge) in summit_edges(node).into_iter().enumerate() {
            edges.add(edge_sort(&edge.2.relation, place, position), edge);
        }
    }
    Ok(())
}
