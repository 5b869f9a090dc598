//! The merged graph, read piece by piece, so that no more than a piece is in memory at a time.

use super::error::Context;
use super::{Base, BaseError, derived};
use crate::graph::{EventId, KnowledgeGraph, Node};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// So many nodes or events are a piece.
const AT_ONCE: i64 = 4096;

/// A piece of a graph. All pieces in their order, each kind's one after the other, have all nodes, events and edges in the order of
/// the graph.
#[derive(Debug)]
pub enum Piece<'p> {
    /// Some nodes.
    Nodes(&'p [Node]),
    /// A graph in which these events are with their edges, and whatever they name beside them.
    Events(&'p KnowledgeGraph, &'p BTreeSet<EventId>),
    /// The edges that stand for no event.
    Relations(&'p [PlainEdge]),
}

/// An edge that stands for no event, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainEdge {
    /// The node where it begins.
    pub source: String,
    /// The node where it ends.
    pub target: String,
    /// Its id.
    pub id: String,
    /// The kind of the tie.
    pub kind: String,
}

impl Base {
    /// Calls `take` with the [graph](Self::graph) piece by piece: nodes, events, edges that stand for none. Returns false, and calls
    /// nothing, where it is not [in parts](Self::has_parts). Cost: the memory of a piece.
    ///
    /// # Errors
    /// If the file cannot be read, holds what this version does not know, or `take` fails.
    pub fn each_piece<E: From<BaseError>>(&self, mut take: impl FnMut(Piece<'_>) -> Result<(), E>) -> Result<bool, E> {
        if !self.is_kept()? {
            return Ok(false);
        }
        let path = &self.path;
        derived::types(&self.connection, path)?;
        // One state of the file, whoever writes meanwhile.
        let work = self.connection.unchecked_transaction().at(path)?;
        let mut after = i64::MIN;
        while let Some(last) = end(&work, "node", after).at(path)? {
            let nodes = derived::nodes(&work, path, "place > ?1 AND place <= ?2", params![after, last])?;
            take(Piece::Nodes(&nodes))?;
            after = last;
        }
        after = i64::MIN;
        while let Some(last) = end(&work, "event", after).at(path)? {
            let ids = ids(&work, after, last).at(path)?;
            let graph = derived::read_part(&work, path, &ids, std::iter::empty())?;
            let ids = ids.into_iter().map(EventId::from).collect();
            take(Piece::Events(&graph, &ids))?;
            after = last;
        }
        take(Piece::Relations(&relations(&work).at(path)?))?;
        Ok(true)
    }
}

/// The place where the piece of a table behind a place ends; none where nothing is behind it.
fn end(work: &Connection, table: &str, after: i64) -> rusqlite::Result<Option<i64>> {
    let question = format!("SELECT max(place) FROM (SELECT place FROM {table} WHERE place > ? ORDER BY place LIMIT ?)");
    work.query_row(&question, params![after, AT_ONCE], |row| row.get(0))
}

/// The ids of the events behind a place, up to another.
fn ids(work: &Connection, after: i64, last: i64) -> rusqlite::Result<BTreeSet<String>> {
    let mut asked = work.prepare_cached("SELECT id FROM event WHERE place > ? AND place <= ?")?;
    let ids = asked.query_map(params![after, last], |row| row.get(0))?;
    ids.collect()
}

fn relations(work: &Connection) -> rusqlite::Result<Vec<PlainEdge>> {
    let mut asked = work.prepare("SELECT source, target, id, kind FROM edge WHERE event IS NULL ORDER BY place")?;
    let edges = asked.query_map([], |row| {
        Ok(PlainEdge {
            source: row.get(0)?,
            target: row.get(1)?,
            id: row.get(2)?,
            kind: row.get(3)?,
        })
    })?;
    edges.collect()
}
