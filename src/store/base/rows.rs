//! Rows of the merged graph: how an article, a node, an event and an edge lie in the tables, and in which order.

use super::derived::json;
use super::part;
use crate::graph::change::life_number;
use crate::graph::{
    ArticleRef, EventId, EventRecord, KnowledgeGraph, Node, NodeId, Part, Relation, Report, Tied, entailed, is_vague,
};
use crate::store::stored::{StoredArticle, StoredEvent, StoredNode};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, HashMap};

/// So much room lies between the places of two rows, for others that come in between.
pub(super) const ROOM: i64 = 1 << 36;

/// Which article tells an event: its number, the id of the report, and its place among what the article tells.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Telling {
    pub(super) article: i64,
    pub(super) id: String,
    pub(super) told: i64,
}

/// Bytes in the order of the numbers.
fn ordered(number: i64) -> [u8; 8] {
    (number.cast_unsigned() ^ (1 << 63)).to_be_bytes()
}

/// The number that such bytes stand for.
pub(super) fn number(bytes: &[u8]) -> Option<i64> {
    let bytes = bytes.first_chunk::<8>()?;
    Some((u64::from_be_bytes(*bytes) ^ (1 << 63)).cast_signed())
}

/// What puts an event in the order of its first report.
pub(super) fn event_sort(teller: i64, position: i64) -> Vec<u8> {
    [ordered(teller), ordered(position)].concat()
}

/// What puts nodes in the order of the graph: who takes part in events, places, who is only spoken of, summits.
pub(super) mod node_sort {
    use super::{count, ordered};

    pub(in super::super) const ACTOR: u8 = 0;
    pub(in super::super) const PLACE: u8 = 1;
    const SILENT: u8 = 2;
    const SUMMIT: u8 = 3;

    /// One who first takes part in the event in this place.
    pub(in super::super) fn actor(event: i64, position: usize) -> Vec<u8> {
        [&[ACTOR], &ordered(event)[..], &ordered(count(position))].concat()
    }

    /// Where the event in this place is the first to be held.
    pub(in super::super) fn place(event: i64) -> Vec<u8> {
        [&[PLACE], &ordered(event)[..]].concat()
    }

    /// One of whom the node with this bytes is the first to speak.
    pub(in super::super) fn silent(of: &[u8]) -> Vec<u8> {
        [&[SILENT], of].concat()
    }

    /// A summit that has its place by the event in this one.
    pub(in super::super) fn summit(is_vague: bool, event: i64) -> Vec<u8> {
        [&[SUMMIT, u8::from(is_vague)], &ordered(event)[..]].concat()
    }
}

/// What puts edges in the order of the graph: those of events, of persons and places, and of summits.
pub(super) fn edge_sort(kind: &Relation, place: i64, position: usize) -> Vec<u8> {
    let class = match kind {
        Relation::Event(_) => 0,
        Relation::Affiliation | Relation::In => 1,
        Relation::Attended | Relation::HeldIn => 2,
    };
    [&[class], &ordered(place)[..], &ordered(count(position))].concat()
}

/// What puts the nodes of a graph in order, when its events are in these places.
pub(super) fn node_sorts(graph: &KnowledgeGraph, places: &[i64]) -> Vec<Vec<u8>> {
    let mut sorts: HashMap<&NodeId, Vec<u8>> = HashMap::new();
    let mut summits: BTreeMap<&NodeId, (bool, i64)> = BTreeMap::new();
    for (event, &at) in graph.events().iter().zip(places) {
        for (position, id) in event.participants().enumerate() {
            sorts.entry(id).or_insert_with(|| node_sort::actor(at, position));
        }
        if let Some(id) = &event.place {
            sorts.entry(id).or_insert_with(|| node_sort::place(at));
        }
        if let Some(id) = &event.summit {
            let rank = summits.entry(id).or_insert((true, i64::MAX));
            *rank = (*rank).min((is_vague(event), at));
        }
    }
    sorts.extend(
        summits
            .into_iter()
            .map(|(id, (is_vague, at))| (id, node_sort::summit(is_vague, at))),
    );
    let mut sorted = Vec::new();
    let mut silent: HashMap<NodeId, Vec<u8>> = HashMap::new();
    for node in graph.nodes() {
        let sort = sorts.get(&node.id).or_else(|| silent.get(&node.id));
        let sort = sort.cloned().unwrap_or_default();
        if let Some(other) = entailed(node) {
            silent.entry(other.id).or_insert_with(|| node_sort::silent(&sort));
        }
        sorted.push(sort);
    }
    sorted
}

pub(super) fn insert_teller(
    work: &Connection,
    place: i64,
    number: i64,
    sort: &[u8],
    sampled: usize,
    article: &ArticleRef,
) -> rusqlite::Result<()> {
    let mut insert =
        work.prepare_cached("INSERT INTO teller (place, id, article, sort, sampled, body) VALUES (?, ?, ?, ?, ?, ?)")?;
    let body = json(&StoredArticle::from(article))?;
    insert.execute(params![place, article.id, number, sort, count(sampled), body])?;
    Ok(())
}

pub(super) fn insert_node(work: &Connection, place: i64, sort: &[u8], node: &Node) -> rusqlite::Result<()> {
    let mut insert = work.prepare_cached(
        "INSERT INTO node (place, id, kind, name, country, org, wikidata, mentions, sort, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    insert.execute(params![
        place,
        node.id.as_str(),
        node.kind.as_str(),
        node.name,
        node.country,
        node.org,
        node.wikidata,
        count(node.mentions),
        sort,
        json(&StoredNode::from(node))?,
    ])?;
    part::remember(work, place, node)
}

pub(super) fn delete_node(work: &Connection, place: i64) -> rusqlite::Result<()> {
    part::forget(work, place)?;
    work.prepare_cached("DELETE FROM node WHERE place = ?")?
        .execute([place])?;
    Ok(())
}

pub(super) fn insert_event(
    work: &Connection,
    place: i64,
    sort: &[u8],
    event: &EventRecord,
    tellings: &[Telling],
) -> rusqlite::Result<()> {
    let mut insert = work.prepare_cached(
        "INSERT INTO event (place, id, type, status, date, first_day, last_day, date_rule, held_in, meeting, summit, score, sources,
           sort, life, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let date = event.date.as_ref();
    insert.execute(params![
        place,
        event.id.as_str(),
        event.event_type.as_str(),
        event.status.as_str(),
        date.map(|date| &date.value),
        date.map(|date| date.start.to_string()),
        date.map(|date| date.end.to_string()),
        event.date_rule.as_str(),
        event.place.as_ref().map(NodeId::as_str),
        event.meeting,
        event.summit.as_ref().map(NodeId::as_str),
        event.score,
        count(event.sources),
        sort,
        life_number(event),
        json(&StoredEvent::from(event))?,
    ])?;
    let mut take_part =
        work.prepare_cached("INSERT OR IGNORE INTO participant (node, event, side) VALUES (?, ?, ?)")?;
    for (side, ids) in [("source", &event.source), ("target", &event.target)] {
        for id in ids {
            take_part.execute(params![id.as_str(), event.id.as_str(), side])?;
        }
    }
    for (position, (report, telling)) in event.reports.iter().zip(tellings).enumerate() {
        insert_report(work, &event.id, position, report, telling)?;
    }
    Ok(())
}

fn insert_report(
    work: &Connection,
    event: &EventId,
    position: usize,
    report: &Report,
    telling: &Telling,
) -> rusqlite::Result<()> {
    let mut tell = work.prepare_cached(
        "INSERT INTO report (event, position, id, article, told, first, last, status, date, score)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let start: i64 = match report.part {
        Part::Title => 0,
        Part::Text => {
            let mut text_start = work.prepare_cached("SELECT text_start FROM article WHERE number = ?")?;
            text_start.query_row([telling.article], |row| row.get(0))?
        }
    };
    let place = |at: usize| start.saturating_add(count(at));
    tell.execute(params![
        event.as_str(),
        count(position),
        telling.id,
        telling.article,
        telling.told,
        place(report.span.start),
        place(report.span.end),
        report.status.as_str(),
        report.date.as_ref().map(|date| &date.value),
        report.score,
    ])?;
    Ok(())
}

pub(super) fn delete_event(work: &Connection, place: i64) -> rusqlite::Result<()> {
    for table in ["participant", "report"] {
        let delete = format!("DELETE FROM {table} WHERE event = (SELECT id FROM event WHERE place = ?)");
        work.prepare_cached(&delete)?.execute([place])?;
    }
    work.prepare_cached("DELETE FROM event WHERE place = ?")?
        .execute([place])?;
    Ok(())
}

pub(super) fn insert_edge(
    work: &Connection,
    place: i64,
    sort: &[u8],
    (source, target, edge): &Tied,
) -> rusqlite::Result<()> {
    let mut insert = work.prepare_cached(
        "INSERT INTO edge (place, id, source, target, kind, event, sort) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?;
    let event = match &edge.relation {
        Relation::Event(id) => Some(id.as_str()),
        _ => None,
    };
    let (source, target) = (source.as_str(), target.as_str());
    let kind = edge.relation.as_str();
    insert.execute(params![place, edge.id.as_str(), source, target, kind, event, sort])?;
    Ok(())
}

/// A count as `SQLite` keeps it.
pub(super) fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
