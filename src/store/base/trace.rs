//! How a graph was merged, for what comes and goes: written anew where the graph is.

use super::Merged;
use super::rows::count;
use crate::graph::change::is_regular;
use crate::graph::{Findings, NodeId, family};
use rusqlite::{Connection, Transaction, params};
use std::collections::BTreeMap;

/// In the list of those who take part now so and now so, this stands for a graph of which nothing can be merged by itself.
pub(super) const ALL: &str = "";

/// What is kept of an article that tells something, apart from what it tells.
#[derive(Clone, Debug)]
pub(super) struct Teller {
    /// What puts it in the order of articles.
    pub(super) sort: Vec<u8>,
    /// Its sequences of words.
    pub(super) sampled: Vec<u64>,
    /// The places that it names with their countries.
    pub(super) places: Vec<(String, NodeId)>,
    /// By which names it calls whom, and how often.
    pub(super) called: BTreeMap<(NodeId, String), usize>,
}

impl From<&Findings> for Teller {
    fn from(findings: &Findings) -> Self {
        Self {
            sort: findings.day_and_id_key(),
            sampled: findings.sampled.clone(),
            places: findings.places(),
            called: findings.called(),
        }
    }
}

/// Writes how the graph was merged, whose articles and events are in these places.
pub(super) fn write(work: &Transaction<'_>, merged: &Merged, tellers: &[i64], events: &[i64]) -> rusqlite::Result<()> {
    work.execute_batch(
        "DELETE FROM placed; DELETE FROM sequence; DELETE FROM located; DELETE FROM called; DELETE FROM gathering;
         DELETE FROM wanting; DELETE FROM uneven;",
    )?;
    let mut placed: Vec<(i64, i32, i64, i64, i64)> = Vec::new();
    for trace in &merged.traces {
        let (teller, event) = (tellers[trace.article], events[trace.event]);
        let rows = trace.months.iter();
        placed.extend(rows.map(|&month| (trace.signature, month, teller, count(trace.position), event)));
    }
    placed.sort_unstable();
    for (signature, month, teller, position, event) in placed {
        place(work, signature, month, (teller, position), event)?;
    }
    let mut sequences: Vec<(i64, i64)> = Vec::new();
    let mut called: BTreeMap<&(NodeId, String), usize> = BTreeMap::new();
    for (teller, &at) in merged.tellers.iter().zip(tellers) {
        sequences.extend(teller.sampled.iter().map(|number| (number.cast_signed(), at)));
        locate(work, teller, at)?;
        for (name, times) in &teller.called {
            *called.entry(name).or_default() += times;
        }
    }
    sequences.sort_unstable();
    let mut insert = work.prepare("INSERT OR IGNORE INTO sequence VALUES (?, ?)")?;
    for (number, teller) in sequences {
        insert.execute([number, teller])?;
    }
    let mut insert = work.prepare("INSERT INTO called VALUES (?, ?, ?)")?;
    for ((node, name), times) in called {
        insert.execute(params![node.as_str(), name, count(times)])?;
    }
    let mut insert = work.prepare("INSERT INTO gathering VALUES (?, ?)")?;
    for (event, place) in merged.graph.events().iter().zip(events) {
        if let Some(family) = family(event) {
            insert.execute(params![family, place])?;
        }
    }
    write_exceptions(work, merged)
}

/// Writes what is not as it is for most.
fn write_exceptions(work: &Transaction<'_>, merged: &Merged) -> rusqlite::Result<()> {
    let mut insert = work.prepare("INSERT INTO wanting VALUES (?, ?)")?;
    for (wanted, summit) in &merged.wanting {
        insert.execute([wanted.as_str(), summit.as_str()])?;
    }
    let uneven = merged.uneven.iter().map(NodeId::as_str);
    let all = merged.graph.nodes().any(|node| !is_regular(node)).then_some(ALL);
    let mut insert = work.prepare("INSERT INTO uneven VALUES (?)")?;
    for node in uneven.chain(all) {
        insert.execute([node])?;
    }
    Ok(())
}

/// Writes where a report was placed.
pub(super) fn place(
    work: &Connection,
    signature: i64,
    month: i32,
    (teller, position): (i64, i64),
    event: i64,
) -> rusqlite::Result<()> {
    let mut insert = work.prepare_cached("INSERT OR REPLACE INTO placed VALUES (?, ?, ?, ?, ?)")?;
    insert.execute(params![signature, month, teller, position, event])?;
    Ok(())
}

/// Writes the places that an article names with their countries.
pub(super) fn locate(work: &Connection, teller: &Teller, at: i64) -> rusqlite::Result<()> {
    let mut insert = work.prepare_cached("INSERT INTO located VALUES (?, ?, ?)")?;
    for (name, node) in &teller.places {
        insert.execute(params![name, at, node.as_str()])?;
    }
    Ok(())
}
