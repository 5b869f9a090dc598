//! Edges that came and went.

use super::{Halt, seats};
use crate::graph::{EventId, Tied};
use crate::store::base::rows::insert_edge;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// The edges that came and went, by their ids.
pub(super) struct Edges<'w> {
    work: &'w Connection,
    gone: BTreeMap<String, Vec<u8>>,
    came: BTreeMap<String, (Vec<u8>, Tied)>,
}

impl<'w> Edges<'w> {
    pub(super) fn new(work: &'w Connection) -> Self {
        Self {
            work,
            gone: BTreeMap::new(),
            came: BTreeMap::new(),
        }
    }

    /// The edges of the event go.
    pub(super) fn forget_event(&mut self, event: &EventId) -> Result<(), Halt> {
        let mut asked = self.work.prepare_cached("SELECT id, sort FROM edge WHERE event = ?")?;
        for row in asked.query_map([event.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (id, sort) = row?;
            self.gone.insert(id, sort);
        }
        Ok(())
    }

    /// The edge goes.
    pub(super) fn forget(&mut self, edge: &Tied) -> Result<(), Halt> {
        let mut asked = self.work.prepare_cached("SELECT sort FROM edge WHERE id = ?")?;
        let id = edge.2.id.as_str();
        let sort = asked.query_row([id], |row| row.get(0))?;
        self.gone.insert(id.to_owned(), sort);
        Ok(())
    }

    /// The edge comes.
    pub(super) fn add(&mut self, sort: Vec<u8>, edge: Tied) {
        self.came.insert(edge.2.id.as_str().to_owned(), (sort, edge));
    }

    /// Writes what is different.
    pub(super) fn write(self) -> Result<(), Halt> {
        let Self { work, mut gone, came } = self;
        let mut new: Vec<(Vec<u8>, Tied)> = Vec::new();
        for (id, (sort, edge)) in came {
            if gone.get(&id) == Some(&sort) {
                gone.remove(&id);
            } else {
                new.push((sort, edge));
            }
        }
        new.sort_by(|(one, _), (other, _)| one.cmp(other));
        let sorts: Vec<&[u8]> = new.iter().map(|(sort, _)| sort.as_slice()).collect();
        let places = seats(work, "edge", &sorts, false)?;
        let mut delete = work.prepare_cached("DELETE FROM edge WHERE id = ?")?;
        for id in gone.keys() {
            delete.execute([id])?;
        }
        for ((sort, edge), place) in new.iter().zip(places) {
            insert_edge(work, place, sort, edge)?;
        }
        Ok(())
    }
}
