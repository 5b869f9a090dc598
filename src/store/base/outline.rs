//! The outline of the merged graph in the tables of a base: three columns of numbers, as they lie in memory, little end first.

use super::derived::{self, json};
use super::error::{Context, broken};
use super::{Base, BaseError};
use crate::event::{EventType, Status};
use crate::graph::{EventId, EventRecord, KnowledgeGraph, Node, NodeId, NodeKind, Outline, OutlinedEvent};
use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io;
use std::path::Path;

/// The bytes of an event.
const WIDTH: usize = 48;

/// What stands for a day or a place that is not told.
const NONE: u32 = u32::MAX;

impl Base {
    /// The outline of the [graph](Self::graph), whose nodes have no aliases; nothing where the tables of this version are not
    /// there. Cost: all events are read, 48 bytes each.
    ///
    /// # Errors
    /// If the file cannot be read, or holds what this version does not know.
    pub fn outline(&self) -> Result<Option<Outline>, BaseError> {
        if !self.is_kept()? {
            return Ok(None);
        }
        // One state of the file, whoever writes meanwhile.
        let work = self.connection.unchecked_transaction().at(&self.path)?;
        derived::types(&work, &self.path)?;
        read(&work, &self.path)
    }
}

/// Writes the outline of a graph in place of the former one.
pub(super) fn write(work: &Transaction<'_>, graph: &KnowledgeGraph) -> rusqlite::Result<()> {
    work.execute("DELETE FROM outline", [])?;
    match Outline::of(graph) {
        Some(outline) => write_numbers(work, &outline),
        None => Ok(()),
    }
}

fn write_numbers(work: &Connection, outline: &Outline) -> rusqlite::Result<()> {
    let mut types: Vec<EventType> = outline.events.iter().map(|event| event.event_type).collect();
    types.sort_unstable();
    types.dedup();
    let names: Vec<&str> = types.iter().map(|kind| kind.as_str()).collect();
    let events = outline.events.iter().flat_map(|event| bytes(event, &types));
    let participants = outline.participants.iter().flat_map(|at| at.to_le_bytes());
    let mut insert = work.prepare("INSERT OR REPLACE INTO outline VALUES (?, ?)")?;
    insert.execute(params!["types", json(&names)?.into_bytes()])?;
    insert.execute(params!["events", events.collect::<Vec<u8>>()])?;
    insert.execute(params!["participants", participants.collect::<Vec<u8>>()])?;
    Ok(())
}

fn bytes(event: &OutlinedEvent, types: &[EventType]) -> [u8; WIDTH] {
    let day = |day: NaiveDate| day.num_days_from_ce().cast_unsigned();
    let kind = types.partition_point(|kind| *kind < event.event_type);
    let status = Status::ALL.iter().position(|status| *status == event.status);
    let mut bytes = [0; WIDTH];
    bytes[..8].copy_from_slice(&event.id.to_le_bytes());
    bytes[8..16].copy_from_slice(&event.score.to_le_bytes());
    let numbers = [
        event.days.map_or(NONE, |(start, _)| day(start)),
        event.days.map_or(NONE, |(_, end)| day(end)),
        event.reports,
        event.place.unwrap_or(NONE),
        event.first,
        event.sources,
        event.targets,
        u32::try_from(kind).unwrap_or(NONE) << 16
            | u32::try_from(status.unwrap_or(0)).unwrap_or(0) << 8
            | u32::from(event.is_of_year),
    ];
    for (place, number) in bytes[16..].chunks_exact_mut(4).zip(numbers) {
        place.copy_from_slice(&number.to_le_bytes());
    }
    bytes
}

fn read(work: &Connection, path: &Path) -> Result<Option<Outline>, BaseError> {
    let Some(parts) = parts(work).at(path)? else {
        return Ok(None);
    };
    let damaged = || {
        let source = io::Error::new(io::ErrorKind::InvalidData, "its parts do not fit together");
        broken(path, "the outline", source)
    };
    let mut outline = understood(&parts).ok_or_else(damaged)?;
    outline.nodes = nodes(work).at(path)?;
    is_whole(&outline).then_some(Some(outline)).ok_or_else(damaged)
}

/// The types, the events and the participants as they are kept.
fn parts(work: &Connection) -> rusqlite::Result<Option<[Vec<u8>; 3]>> {
    let part = |name: &str| -> rusqlite::Result<Option<Vec<u8>>> {
        let found = work.query_row("SELECT numbers FROM outline WHERE part = ?", [name], |row| row.get(0));
        found.optional()
    };
    Ok(match (part("types")?, part("events")?, part("participants")?) {
        (Some(types), Some(events), Some(participants)) => Some([types, events, participants]),
        _ => None,
    })
}

/// The outline without its nodes.
fn understood([types, events, participants]: &[Vec<u8>; 3]) -> Option<Outline> {
    let names: Vec<String> = serde_json::from_slice(types).ok()?;
    let types: Vec<EventType> = names.iter().map(|name| EventType::parse(name)).collect::<Option<_>>()?;
    let events = events.as_chunks::<WIDTH>().0.iter().map(|bytes| event(bytes, &types));
    let numbers = participants.as_chunks::<4>().0.iter();
    Some(Outline {
        nodes: Vec::new(),
        events: events.collect::<Option<_>>()?,
        participants: numbers.map(|number| u32::from_le_bytes(*number)).collect(),
    })
}

/// The outline of a graph that is being changed.
pub(super) struct Former {
    outline: Outline,
    /// The places of the nodes.
    places: Vec<i64>,
}

/// What is different in a graph.
pub(super) struct Change<'e> {
    /// The events that are not as they were.
    pub(super) gone: Vec<&'e EventId>,
    /// Those that are there now, in their order, each with the one before it.
    pub(super) fresh: Vec<(Option<EventId>, &'e EventRecord)>,
}

impl Former {
    /// The outline as it was written; nothing if it is not there.
    pub(super) fn read(work: &Connection) -> rusqlite::Result<Option<Self>> {
        let outline = parts(work)?.and_then(|parts| understood(&parts));
        let places = node_places(work)?;
        Ok(outline.map(|outline| Self { outline, places }))
    }

    /// Writes the outline with what is different, when all else is written. `moved` has the places of nodes that are now in
    /// others. Returns the types of the events; nothing if the outline was not that of the graph.
    pub(super) fn write(
        self,
        work: &Connection,
        change: &Change<'_>,
        moved: &BTreeMap<i64, i64>,
    ) -> rusqlite::Result<Option<BTreeSet<EventType>>> {
        let places = node_places(work)?;
        let now = |place: &i64| {
            let at = places.binary_search(moved.get(place).unwrap_or(place)).ok()?;
            u32::try_from(at).ok()
        };
        let nodes: Vec<Option<u32>> = self.places.iter().map(now).collect();
        let Some(fresh) = fresh(work, change, &places)? else {
            return Ok(None);
        };
        let Some(outline) = self.spliced(change, &nodes, &fresh) else {
            return Ok(None);
        };
        write_numbers(work, &outline)?;
        Ok(Some(outline.events.iter().map(|event| event.event_type).collect()))
    }

    /// The outline with what is different; `nodes` tells where the nodes are now.
    fn spliced(&self, change: &Change<'_>, nodes: &[Option<u32>], fresh: &[Fresh]) -> Option<Outline> {
        let gone: HashSet<u64> = change.gone.iter().map(|id| number(id)).collect::<Option<_>>()?;
        let mut behind: HashMap<Option<u64>, Vec<&Fresh>> = HashMap::new();
        let mut last: Option<(Option<u64>, u64)> = None;
        for ((before, event), fresh) in change.fresh.iter().zip(fresh) {
            let before = match before {
                Some(id) => Some(number(id)?),
                None => None,
            };
            // What follows one of them stands behind the same one as that.
            let before = match last {
                Some((first, id)) if before == Some(id) => first,
                _ => before,
            };
            behind.entry(before).or_default().push(fresh);
            last = Some((before, number(&event.id)?));
        }
        let mut spliced = Outline {
            events: Vec::with_capacity(self.outline.events.len() + fresh.len()),
            ..Outline::default()
        };
        let mut put_behind = |spliced: &mut Outline, before: Option<u64>| {
            let mut fresh = behind.remove(&before).into_iter().flatten();
            fresh.try_for_each(|(event, participants)| {
                push(spliced, event, event.place, participants.iter().map(|&at| Some(at)))
            })
        };
        put_behind(&mut spliced, None)?;
        for event in self.outline.events().filter(|event| !gone.contains(&event.event.id)) {
            let place = match event.event.place {
                Some(at) => Some((*nodes.get(at as usize)?)?),
                None => None,
            };
            let participants = event.participants().iter();
            let participants = participants.map(|&at| *nodes.get(at as usize)?);
            push(&mut spliced, event.event, place, participants)?;
            put_behind(&mut spliced, Some(event.event.id))?;
        }
        behind.is_empty().then_some(spliced)
    }
}

/// Puts an event behind all others.
fn push(
    outline: &mut Outline,
    event: &OutlinedEvent,
    place: Option<u32>,
    participants: impl Iterator<Item = Option<u32>>,
) -> Option<()> {
    let first = u32::try_from(outline.participants.len()).ok()?;
    for at in participants {
        outline.participants.push(at?);
    }
    outline.events.push(OutlinedEvent { place, first, ..*event });
    Some(())
}

/// An event with those who take part in it, by their places among the nodes.
type Fresh = (OutlinedEvent, Vec<u32>);

/// The events that are there now, when the nodes are in these places.
fn fresh(work: &Connection, change: &Change<'_>, places: &[i64]) -> rusqlite::Result<Option<Vec<Fresh>>> {
    let mut asked = work.prepare_cached("SELECT place FROM node WHERE id = ?")?;
    let mut at = |id: &NodeId| -> rusqlite::Result<Option<u32>> {
        let place: i64 = asked.query_row([id.as_str()], |row| row.get(0))?;
        let at = places.binary_search(&place).ok();
        Ok(at.and_then(|at| u32::try_from(at).ok()))
    };
    let mut fresh = Vec::new();
    for (_, event) in &change.fresh {
        let participants = event
            .participants()
            .map(&mut at)
            .collect::<rusqlite::Result<Option<Vec<u32>>>>()?;
        let place = event.place.as_ref().map(&mut at).transpose()?.flatten();
        let outlined = OutlinedEvent::new(event, place, 0);
        let (Some(outlined), Some(participants)) = (outlined, participants) else {
            return Ok(None);
        };
        fresh.push((outlined, participants));
    }
    Ok(Some(fresh))
}

/// The places of the nodes, in their order.
fn node_places(work: &Connection) -> rusqlite::Result<Vec<i64>> {
    // The index has no more than these.
    let mut asked = work.prepare("SELECT place FROM node ORDER BY sort")?;
    let places = asked.query_map([], |row| row.get(0))?;
    places.collect()
}

fn number(id: &EventId) -> Option<u64> {
    u64::from_str_radix(id.as_str(), 16).ok()
}

fn event(bytes: &[u8; WIDTH], types: &[EventType]) -> Option<OutlinedEvent> {
    let (head, numbers) = bytes.split_at(16);
    let (head, numbers) = (head.as_chunks::<8>().0, numbers.as_chunks::<4>().0);
    let number = |at: usize| u32::from_le_bytes(numbers[at]);
    let told = |at: usize| Some(number(at)).filter(|number| *number != NONE);
    let day = |number: u32| NaiveDate::from_num_days_from_ce_opt(number.cast_signed());
    let days = match (told(0), told(1)) {
        (Some(start), Some(end)) => Some((day(start)?, day(end)?)),
        _ => None,
    };
    let [is_of_year, status, low, high] = number(7).to_le_bytes();
    let kind = u16::from_le_bytes([low, high]);
    Some(OutlinedEvent {
        id: u64::from_le_bytes(head[0]),
        score: f64::from_le_bytes(head[1]),
        days,
        reports: number(2),
        place: told(3),
        first: number(4),
        sources: number(5),
        targets: number(6),
        event_type: *types.get(usize::from(kind))?,
        status: *Status::ALL.get(usize::from(status))?,
        is_of_year: is_of_year == 1,
    })
}

/// The nodes, in the order of the graph, without their aliases.
fn nodes(work: &Connection) -> rusqlite::Result<Vec<Node>> {
    let mut asked = work.prepare("SELECT id, name, kind, country, org, wikidata, mentions FROM node ORDER BY place")?;
    let nodes = asked.query_map([], |row| {
        let (id, name, kind): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let mut node = Node::new(
            NodeId::from(id),
            &name,
            NodeKind::parse(&kind).unwrap_or(NodeKind::Place),
        );
        node.country = row.get(3)?;
        node.org = row.get(4)?;
        node.wikidata = row.get(5)?;
        node.mentions = usize::try_from(row.get::<_, i64>(6)?).unwrap_or(0);
        Ok(node)
    })?;
    nodes.collect()
}

/// Whether all places lie within what they are places of.
fn is_whole(outline: &Outline) -> bool {
    let is_node = |at: u32| (at as usize) < outline.nodes.len();
    let is_there = |event: &OutlinedEvent| {
        let last = [event.sources, event.targets]
            .into_iter()
            .map(|count| count as usize)
            .sum::<usize>();
        event.first as usize + last <= outline.participants.len() && event.place.is_none_or(is_node)
    };
    outline.participants.iter().copied().all(is_node) && outline.events.iter().all(is_there)
}
