//! The outline of the merged graph in the tables of a base: three columns of numbers, as they lie in memory, little end first.

use super::derived::{self, json};
use super::error::{Context, broken};
use super::{Base, BaseError};
use crate::event::{EventType, Status};
use crate::graph::{KnowledgeGraph, Node, NodeId, NodeKind, Outline, OutlinedEvent};
use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
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
    let Some(outline) = Outline::of(graph) else {
        return Ok(());
    };
    let mut types: Vec<EventType> = outline.events.iter().map(|event| event.event_type).collect();
    types.sort_unstable();
    types.dedup();
    let names: Vec<&str> = types.iter().map(|kind| kind.as_str()).collect();
    let events = outline.events.iter().flat_map(|event| bytes(event, &types));
    let participants = outline.participants.iter().flat_map(|at| at.to_le_bytes());
    let mut insert = work.prepare("INSERT INTO outline VALUES (?, ?)")?;
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
    let part = |name: &str| -> Result<Option<Vec<u8>>, BaseError> {
        let found = work.query_row("SELECT numbers FROM outline WHERE part = ?", [name], |row| row.get(0));
        found.optional().at(path)
    };
    let (Some(types), Some(events), Some(participants)) = (part("types")?, part("events")?, part("participants")?)
    else {
        return Ok(None);
    };
    let damaged = || {
        let source = io::Error::new(io::ErrorKind::InvalidData, "its parts do not fit together");
        broken(path, "the outline", source)
    };
    let names: Vec<String> = serde_json::from_slice(&types).map_err(|source| broken(path, "the outline", source))?;
    let types: Option<Vec<EventType>> = names.iter().map(|name| EventType::parse(name)).collect();
    let types = types.ok_or_else(damaged)?;
    let events = events.as_chunks::<WIDTH>().0.iter().map(|bytes| event(bytes, &types));
    let outline = Outline {
        nodes: nodes(work).at(path)?,
        events: events.collect::<Option<_>>().ok_or_else(damaged)?,
        participants: participants
            .as_chunks::<4>()
            .0
            .iter()
            .map(|number| u32::from_le_bytes(*number))
            .collect(),
    };
    is_whole(&outline).then_some(Some(outline)).ok_or_else(damaged)
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
