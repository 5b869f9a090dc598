//! What came and went, merged into the graph that is there.
//!
//! The graph comes out, row for row, as if all articles were merged anew. What cannot be had so is left to that: see [`Halt`].

mod articles;
mod edges;
mod events;
mod nodes;
mod past;
mod summits;

use super::derived::json;
use super::rows::ROOM;
use super::{outline, trace};
use crate::graph::change::rules_digest;
use crate::graph::{EventRecord, Known, NodeId};
use crate::store::stored::{StoredEvent, StoredType, stored_types};
use articles::Articles;
use edges::Edges;
use events::Events;
use nodes::Nodes;
use past::Reports;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::BTreeMap;

/// Of more than one in so many articles all are merged anew.
const SHARE: i64 = 5;

/// Why what came and went cannot be merged by itself.
#[derive(Debug)]
enum Halt {
    /// All must be merged anew: somebody serves now this and now that country, an id is given twice, there is no room, or
    /// something else is not as usual.
    Anew,
    /// The file cannot be read or written.
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for Halt {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<serde_json::Error> for Halt {
    fn from(_: serde_json::Error) -> Self {
        Self::Anew
    }
}

/// Writes what is different in the graph; tells whether it could be done. If not, nothing may be kept of it.
pub(super) fn write(work: &Transaction<'_>, known: &BTreeMap<NodeId, Known>) -> rusqlite::Result<bool> {
    match try_write(work, known) {
        Ok(()) => Ok(true),
        Err(Halt::Anew) => Ok(false),
        Err(Halt::Sql(error)) => Err(error),
    }
}

fn try_write(work: &Connection, known: &BTreeMap<NodeId, Known>) -> Result<(), Halt> {
    check(work, known)?;
    // The types of the user's own are known from here on.
    types(work)?;
    let articles = Articles::read(work)?;
    articles.check(work)?;
    let former = outline::Former::read(work)?.ok_or(Halt::Anew)?;
    let mut reports = Reports::new(work);
    let replaced = articles.replace(&mut reports)?;
    let articles = articles.write(work)?;
    let mut events = Events::new(work, &mut reports, &articles, replaced)?;
    events.number()?;
    events.link()?;
    events.sort()?;
    let mut nodes = Nodes::new(work, known, &events)?;
    let mut edges = Edges::new(work);
    events.delete(&mut edges)?;
    nodes.write(&events, &articles, &mut reports, &mut edges)?;
    summits::write(work, &mut events, &nodes, &mut edges)?;
    events.write(|id| nodes.affiliation(id), &mut edges)?;
    edges.write()?;
    let types = former.write(work, &events.outlined()?, &nodes.moved)?;
    let types = types.ok_or(Halt::Anew)?;
    let setting = "INSERT OR REPLACE INTO meta VALUES (?, ?)";
    work.execute(setting, params!["types", json(&stored_types(types.into_iter()))?])?;
    work.execute("DELETE FROM pending", [])?;
    Ok(())
}

/// Whether the graph is one to which something can be added.
fn check(work: &Connection, known: &BTreeMap<NodeId, Known>) -> Result<(), Halt> {
    if one(work, "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'merged'")? < 0 {
        return Err(Halt::Anew);
    }
    let rules = "SELECT value FROM meta WHERE key = 'rules'";
    let rules: Option<String> = work.query_row(rules, [], |row| row.get(0)).optional()?;
    if rules.is_none_or(|rules| rules != rules_digest(known)) {
        return Err(Halt::Anew);
    }
    let pending = one(work, "SELECT count(*) FROM pending")?;
    let all = one(
        work,
        "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'articles_read'",
    )?;
    let is_odd = work.query_row("SELECT 1 FROM uneven WHERE node = ?", [trace::ALL], |_| Ok(()));
    if pending.saturating_mul(SHARE) > all || is_odd.optional()?.is_some() {
        return Err(Halt::Anew);
    }
    Ok(())
}

fn one(work: &Connection, question: &str) -> rusqlite::Result<i64> {
    work.query_row(question, [], |row| row.get(0))
}

/// The types of events that are not built in.
fn types(work: &Connection) -> Result<(), Halt> {
    let types: String = work.query_row("SELECT value FROM meta WHERE key = 'types'", [], |row| row.get(0))?;
    let types: Vec<StoredType> = serde_json::from_str(&types)?;
    let mut own = types.iter().map(StoredType::own);
    own.try_for_each(|kind| kind.map(|_| ())).map_err(|_| Halt::Anew)
}

/// An event as it was written.
fn event(body: &str) -> Result<EventRecord, Halt> {
    let stored: StoredEvent = serde_json::from_str(body)?;
    stored.into_event().map_err(|_| Halt::Anew)
}

/// In the gaps between places, so much room is left between two rows.
const STEP: i64 = 1 << 20;

/// Places for new rows of a table, given what puts them in order, ascending: each behind the last row that comes before it.
/// Where a row is there already that is alike, it is that one's place, unless both are to stay (`beside`).
fn seats(work: &Connection, table: &str, sorts: &[&[u8]], beside: bool) -> Result<Vec<i64>, Halt> {
    let mut before = work.prepare_cached(&format!(
        "SELECT place, sort = ?1 FROM {table} WHERE sort <= ?1 ORDER BY sort DESC, place DESC LIMIT 1"
    ))?;
    let mut behind = work.prepare_cached(&format!(
        "SELECT place FROM {table} WHERE place > ? ORDER BY place LIMIT 1"
    ))?;
    let mut seats = Vec::with_capacity(sorts.len());
    let mut waiting = 0;
    let mut last: Option<i64> = None;
    let mut fill = |last: Option<i64>, waiting: usize, seats: &mut Vec<i64>| -> Result<(), Halt> {
        if waiting > 0 {
            let next = behind
                .query_row([last.unwrap_or(i64::MIN)], |row| row.get(0))
                .optional()?;
            seats.extend(gap(last, next, waiting).ok_or(Halt::Anew)?);
        }
        Ok(())
    };
    for sort in sorts {
        let found: Option<(i64, bool)> = before
            .query_row([sort], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (place, is_there) = found.map_or((None, false), |(place, is_there)| (Some(place), is_there && !beside));
        if place != last || is_there {
            fill(last, waiting, &mut seats)?;
            waiting = 0;
        }
        last = place;
        if is_there {
            seats.extend(place);
        } else {
            waiting += 1;
        }
    }
    fill(last, waiting, &mut seats)?;
    Ok(seats)
}

/// So many places between two, in order; nothing where there is no room. Most of it is left behind them, where more comes than
/// before them.
fn gap(last: Option<i64>, next: Option<i64>, count: usize) -> Option<Vec<i64>> {
    let count = i64::try_from(count).ok()?;
    let (first, step) = match (last, next) {
        (None, None) => (ROOM, ROOM),
        (Some(last), None) => (last.checked_add(ROOM)?, ROOM),
        (None, Some(next)) => (next.checked_sub(ROOM.checked_mul(count)?)?, ROOM),
        (Some(last), Some(next)) => {
            let room = next.checked_sub(last)?;
            let step = (room / (count + 1)).min(STEP);
            if step < 1 {
                return None;
            }
            let before = (room / 8).max(step).min(room - step * count);
            (last + before, step)
        }
    };
    (0..count)
        .map(|number| first.checked_add(step.checked_mul(number)?))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::gap;
    use crate::store::base::rows::ROOM;

    #[test]
    fn there_is_room_for_rows_until_it_is_taken() {
        assert_eq!(gap(None, None, 2), Some(vec![ROOM, 2 * ROOM]));
        assert_eq!(gap(Some(5), None, 1), Some(vec![5 + ROOM]));
        assert_eq!(gap(None, Some(5), 2), Some(vec![5 - 2 * ROOM, 5 - ROOM]));
        assert_eq!(gap(Some(1), Some(4), 2), Some(vec![2, 3]));
        assert_eq!(gap(Some(1), Some(3), 2), None);
        for (last, next, count) in [(0, 100, 9), (0, 100, 99), (0, 11, 3), (7, 8 * ROOM, 1000)] {
            let places = gap(Some(last), Some(next), count).expect("room");
            let all: Vec<i64> = std::iter::once(last).chain(places).chain([next]).collect();
            assert!(all.is_sorted_by(|one, other| one < other), "{all:?}");
            assert_eq!(all.len(), count + 2);
        }
    }
}
