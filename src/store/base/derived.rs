//! The merged graph in the tables of a base.

use super::error::Context;
use super::{BaseError, Merged};
use crate::graph::{EventId, KnowledgeGraph, NodeId, Part, ReportId};
use crate::store::stored::{StoredEdge, StoredEvent, StoredGraph, StoredNode, StoredType};
use rusqlite::{Connection, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

/// Writes the graph in place of the former one.
pub(super) fn write(work: &Transaction<'_>, merged: &Merged) -> rusqlite::Result<()> {
    let Merged {
        graph,
        reports,
        numbers,
        idle,
    } = merged;
    for table in ["teller", "node", "event", "participant", "report", "edge", "idle"] {
        work.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let mut insert = work.prepare("INSERT INTO idle VALUES (?)")?;
    for number in idle {
        insert.execute([number])?;
    }
    let StoredGraph {
        graph: header,
        nodes,
        edges,
        ..
    } = StoredGraph::from(graph);
    let setting = "INSERT OR REPLACE INTO meta VALUES (?, ?)";
    work.execute(setting, params!["types", json(&header.types)?])?;
    work.execute(setting, params!["articles_read", header.articles_read.to_string()])?;
    let mut insert = work.prepare("INSERT INTO teller (id, article, body) VALUES (?, ?, ?)")?;
    let mut number_of: BTreeMap<&str, i64> = BTreeMap::new();
    for (article, &number) in header.articles.iter().zip(numbers) {
        insert.execute(params![article.id, number, json(article)?])?;
        number_of.insert(&article.id, number);
    }
    let mut insert = work.prepare(
        "INSERT INTO node (id, kind, name, country, org, wikidata, mentions, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (node, stored) in graph.nodes().zip(&nodes) {
        insert.execute(params![
            node.id.as_str(),
            node.kind.as_str(),
            node.name,
            node.country,
            node.org,
            node.wikidata,
            i64::try_from(node.mentions).unwrap_or(i64::MAX),
            json(stored)?,
        ])?;
    }
    write_events(work, graph, &header.events, &number_of, reports)?;
    let mut insert = work.prepare("INSERT INTO edge (id, source, target, kind, event) VALUES (?, ?, ?, ?, ?)")?;
    for edge in edges {
        insert.execute(params![edge.key, edge.source, edge.target, edge.kind, edge.event])?;
    }
    Ok(())
}

fn write_events(
    work: &Transaction<'_>,
    graph: &KnowledgeGraph,
    stored: &[StoredEvent],
    number_of: &BTreeMap<&str, i64>,
    ids: &BTreeMap<EventId, Vec<ReportId>>,
) -> rusqlite::Result<()> {
    let mut insert = work.prepare(
        "INSERT INTO event (id, type, status, date, first_day, last_day, date_rule, held_in, meeting, summit, score, sources, body)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let mut take_part = work.prepare("INSERT OR IGNORE INTO participant (node, event, side) VALUES (?, ?, ?)")?;
    let mut tell = work.prepare(
        "INSERT INTO report (event, position, id, article, first, last, status, date, score) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let mut text_start = work.prepare("SELECT text_start FROM article WHERE number = ?")?;
    for (event, stored) in graph.events().iter().zip(stored) {
        let date = event.date.as_ref();
        insert.execute(params![
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
            i64::try_from(event.sources).unwrap_or(i64::MAX),
            json(stored)?,
        ])?;
        for (side, ids) in [("source", &event.source), ("target", &event.target)] {
            for id in ids {
                take_part.execute(params![id.as_str(), event.id.as_str(), side])?;
            }
        }
        let ids = ids.get(&event.id).into_iter().flatten();
        for (position, (report, id)) in event.reports.iter().zip(ids).enumerate() {
            let number = number_of.get(report.article.as_str()).copied().unwrap_or(0);
            let start: i64 = match report.part {
                Part::Title => 0,
                Part::Text => text_start.query_row([number], |row| row.get(0))?,
            };
            let place = |at: usize| start.saturating_add(i64::try_from(at).unwrap_or(i64::MAX));
            tell.execute(params![
                event.id.as_str(),
                i64::try_from(position).unwrap_or(i64::MAX),
                id.as_str(),
                number,
                place(report.span.start),
                place(report.span.end),
                report.status.as_str(),
                report.date.as_ref().map(|date| &date.value),
                report.score,
            ])?;
        }
    }
    Ok(())
}

/// The graph as it was written.
pub(super) fn read(connection: &Connection, path: &Path) -> Result<KnowledgeGraph, BaseError> {
    // One state of the file, whoever writes meanwhile.
    let work = connection.unchecked_transaction().at(path)?;
    let setting = |key: &str| {
        let value = work.query_row("SELECT value FROM meta WHERE key = ?", [key], |row| {
            row.get::<_, String>(0)
        });
        value.at(path)
    };
    let broken = |what: &str, source: Box<dyn Error + Send + Sync>| BaseError::Broken {
        path: path.to_owned(),
        what: what.to_owned(),
        source,
    };
    let types: Vec<StoredType> =
        serde_json::from_str(&setting("types")?).map_err(|source| broken("the types of events", source.into()))?;
    let read = setting("articles_read")?;
    let read = read
        .parse()
        .map_err(|source: std::num::ParseIntError| broken("the number of articles", source.into()))?;
    let articles = rows(&work, "teller", path)?;
    let nodes: Vec<StoredNode> = rows(&work, "node", path)?;
    let events = rows(&work, "event", path)?;
    let mut asked = work
        .prepare("SELECT source, target, id, kind, event FROM edge ORDER BY place")
        .at(path)?;
    let edges = asked.query_map([], |row| {
        Ok(StoredEdge {
            source: row.get(0)?,
            target: row.get(1)?,
            key: row.get(2)?,
            kind: row.get(3)?,
            event: row.get(4)?,
            repeated: None,
        })
    });
    let edges = edges.at(path)?.collect::<Result<Vec<_>, _>>().at(path)?;
    let stored = StoredGraph::new(types, read, articles, nodes, edges, events);
    let parts = stored
        .into_parts()
        .map_err(|source| broken("the graph", Box::new(source)))?;
    KnowledgeGraph::try_from(parts).map_err(|source| broken("the graph", Box::new(source)))
}

/// The bodies of a table in their order.
fn rows<T: DeserializeOwned>(work: &Connection, table: &str, path: &Path) -> Result<Vec<T>, BaseError> {
    let mut asked = work
        .prepare(&format!("SELECT id, body FROM {table} ORDER BY place"))
        .at(path)?;
    let mut rows = asked.query([]).at(path)?;
    let mut bodies = Vec::new();
    while let Some(row) = rows.next().at(path)? {
        let (id, body): (String, String) = (row.get(0).at(path)?, row.get(1).at(path)?);
        let body = serde_json::from_str(&body).map_err(|source| BaseError::Broken {
            path: path.to_owned(),
            what: format!("{table} {id}"),
            source: Box::new(source),
        })?;
        bodies.push(body);
    }
    Ok(bodies)
}

fn json(value: &impl Serialize) -> rusqlite::Result<String> {
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
