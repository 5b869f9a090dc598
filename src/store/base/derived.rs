//! The merged graph in the tables of a base.

use super::BaseError;
use super::error::{Context, broken};
use crate::event::EventType;
use crate::graph::{EventId, KnowledgeGraph, Node, NodeId, ReportId};
use crate::store::stored::{StoredArticle, StoredEdge, StoredEvent, StoredGraph, StoredNode, StoredType};
use rayon::prelude::*;
use rusqlite::{Connection, Params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// So many rows are read before they are understood.
const AT_ONCE: usize = 4096;

/// The graph as it was written.
pub(super) fn read(connection: &Connection, path: &Path) -> Result<KnowledgeGraph, BaseError> {
    // One state of the file, whoever writes meanwhile.
    let work = connection.unchecked_transaction().at(path)?;
    let articles = bodies(&work, path, "teller", "true", ())?;
    let nodes = bodies(&work, path, "node", "true", ())?;
    let events = bodies(&work, path, "event", "true", ())?;
    let edges = edges(&work, path, "true", ())?;
    whole(&work, path, articles, nodes, edges, events)
}

/// The events of these ids and those that they were put off to, with all whom and what they name, the edges that stand for
/// them, and these nodes besides, in the order of the graph.
pub(super) fn read_part<'a>(
    work: &Connection,
    path: &Path,
    ids: &BTreeSet<String>,
    nodes: impl Iterator<Item = &'a NodeId>,
) -> Result<KnowledgeGraph, BaseError> {
    const BY_ID: &str = "id IN (SELECT value FROM json_each(?))";
    let found: Vec<StoredEvent> = bodies(work, path, "event", BY_ID, [json(ids).at(path)?])?;
    let owned = |ids: &mut dyn Iterator<Item = &str>| -> BTreeSet<String> { ids.map(str::to_owned).collect() };
    let later = owned(&mut found.iter().filter_map(StoredEvent::postponed_to));
    let events = if later.is_subset(ids) {
        found
    } else {
        let all: BTreeSet<&String> = ids.union(&later).collect();
        bodies(work, path, "event", BY_ID, [json(&all).at(path)?])?
    };
    let articles = owned(&mut events.iter().flat_map(StoredEvent::articles));
    let articles = bodies(work, path, "teller", BY_ID, [json(&articles).at(path)?])?;
    let mut named = owned(&mut events.iter().flat_map(StoredEvent::nodes));
    named.extend(nodes.map(|id| id.as_str().to_owned()));
    let mut nodes: Vec<StoredNode> = bodies(work, path, "node", BY_ID, [json(&named).at(path)?])?;
    let of_summits = owned(&mut nodes.iter().flat_map(StoredNode::nodes));
    if !of_summits.is_subset(&named) {
        named.extend(of_summits);
        nodes = bodies(work, path, "node", BY_ID, [json(&named).at(path)?])?;
    }
    let ids = owned(&mut events.iter().map(StoredEvent::id));
    let edges = edges(
        work,
        path,
        "event IN (SELECT value FROM json_each(?))",
        [json(&ids).at(path)?],
    )?;
    whole(work, path, articles, nodes, edges, events)
}

/// The nodes for which the condition holds, in the order of the graph.
pub(super) fn nodes(
    work: &Connection,
    path: &Path,
    condition: &str,
    values: impl Params,
) -> Result<Vec<Node>, BaseError> {
    let stored: Vec<StoredNode> = bodies(work, path, "node", condition, values)?;
    let nodes = stored.into_iter().map(StoredNode::into_node).collect::<Result<_, _>>();
    nodes.map_err(|source| broken(path, "a node", source))
}

/// The parts tied together.
fn whole(
    work: &Connection,
    path: &Path,
    articles: Vec<StoredArticle>,
    nodes: Vec<StoredNode>,
    edges: Vec<StoredEdge>,
    events: Vec<StoredEvent>,
) -> Result<KnowledgeGraph, BaseError> {
    let types = stored_types(work, path)?;
    let read = setting(work, path, "articles_read")?;
    let read = read
        .parse()
        .map_err(|source: std::num::ParseIntError| broken(path, "the number of articles", source))?;
    let stored = StoredGraph::new(types, read, articles, nodes, edges, events);
    let parts = stored
        .into_parts()
        .map_err(|source| broken(path, "the graph", source))?;
    KnowledgeGraph::try_from(parts).map_err(|source| broken(path, "the graph", source))
}

fn setting(work: &Connection, path: &Path, key: &str) -> Result<String, BaseError> {
    let value = work.query_row("SELECT value FROM meta WHERE key = ?", [key], |row| row.get(0));
    value.at(path)
}

fn stored_types(work: &Connection, path: &Path) -> Result<Vec<StoredType>, BaseError> {
    let types = setting(work, path, "types")?;
    serde_json::from_str(&types).map_err(|source| broken(path, "the types of events", source))
}

/// The event types that are not built in.
pub(super) fn types(work: &Connection, path: &Path) -> Result<Vec<EventType>, BaseError> {
    let types = stored_types(work, path)?;
    let types = types.iter().map(StoredType::own).collect::<Result<_, _>>();
    types.map_err(|source| broken(path, "the types of events", source))
}

/// The edges for which the condition holds, in the order of the graph.
fn edges(work: &Connection, path: &Path, condition: &str, values: impl Params) -> Result<Vec<StoredEdge>, BaseError> {
    let mut asked = work
        .prepare(&format!(
            "SELECT source, target, id, kind, event FROM edge WHERE {condition} ORDER BY place"
        ))
        .at(path)?;
    let edges = asked.query_map(values, |row| {
        Ok(StoredEdge {
            source: row.get(0)?,
            target: row.get(1)?,
            key: row.get(2)?,
            kind: row.get(3)?,
            event: row.get(4)?,
            repeated: None,
        })
    });
    edges.at(path)?.collect::<Result<_, _>>().at(path)
}

/// The bodies of a table's rows for which the condition holds, in their order.
fn bodies<T: DeserializeOwned + Send>(
    work: &Connection,
    path: &Path,
    table: &str,
    condition: &str,
    values: impl Params,
) -> Result<Vec<T>, BaseError> {
    let mut asked = work
        .prepare(&format!(
            "SELECT id, body FROM {table} WHERE {condition} ORDER BY place"
        ))
        .at(path)?;
    let rows = asked.query_map(values, |row| Ok((row.get(0)?, row.get(1)?))).at(path)?;
    understood(path, rows, |id: &String, body| {
        serde_json::from_str(body).map_err(|source| broken(path, &format!("{table} {id}"), source))
    })
}

/// What the rows say, each a key and a text, in their order; they are understood on all cores.
pub(super) fn understood<K: Send + Sync, T: Send>(
    path: &Path,
    mut rows: impl Iterator<Item = rusqlite::Result<(K, String)>>,
    read: impl Fn(&K, &str) -> Result<T, BaseError> + Sync,
) -> Result<Vec<T>, BaseError> {
    let mut all = Vec::new();
    loop {
        let some: Vec<(K, String)> = rows.by_ref().take(AT_ONCE).collect::<Result<_, _>>().at(path)?;
        if some.is_empty() {
            return Ok(all);
        }
        let some = some.par_iter().map(|(key, text)| read(key, text));
        all.extend(some.collect::<Result<Vec<T>, _>>()?);
    }
}

pub(super) fn json(value: &impl Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

/// The ids of the reports of each event, as they were written.
pub(super) fn report_ids(connection: &Connection) -> rusqlite::Result<BTreeMap<EventId, Vec<ReportId>>> {
    let mut asked = connection.prepare("SELECT event, id FROM report ORDER BY event, position")?;
    let mut rows = asked.query([])?;
    let mut ids: BTreeMap<EventId, Vec<ReportId>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (event, id): (String, String) = (row.get(0)?, row.get(1)?);
        ids.entry(EventId::from(event)).or_default().push(ReportId::from(id));
    }
    Ok(ids)
}
