//! PLOVER events as JSON lines, with the fields of POLECAT where there are any (Halterman et al., 2023).

use super::table::{Object, Rows, Table, clean, life};
use crate::event::EventType;
use crate::graph::{EventId, EventRecord, KnowledgeGraph, Node, NodeId, Precision};
use chrono::NaiveDate;
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};

#[derive(Serialize)]
struct PloverEvent<'a> {
    event_id: &'a str,
    event_date: Option<&'a str>,
    date_start: Option<NaiveDate>,
    date_end: Option<NaiveDate>,
    date_precision: Option<&'static str>,
    event_type: &'static str,
    event_mode: Option<&'static str>,
    quad_code: &'static str,
    intensity: f64,
    symmetric: bool,
    actors: Vec<Actor<'a>>,
    recipients: Vec<Actor<'a>>,
    place: Option<Actor<'a>>,
    summit: Option<Actor<'a>>,
    meeting: Option<Cow<'a, str>>,
    status: &'static str,
    score: f64,
    summitry_type: &'static str,
    cameo: &'static str,
    sources: usize,
    life: Vec<String>,
    postponed_to: Option<&'a str>,
    reports: Vec<Object<'a>>,
}

#[derive(Serialize)]
struct Actor<'a> {
    id: Cow<'a, str>,
    name: Cow<'a, str>,
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    country: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    wikidata: Option<&'a str>,
}

/// Writes an event a line.
pub(super) fn write(graph: &KnowledgeGraph, mut writer: impl Write) -> io::Result<()> {
    write_lines(graph, graph.events(), &mut writer)?;
    writer.flush()
}

/// Writes the lines of these events of the graph.
pub(super) fn write_lines<'a>(
    graph: &'a KnowledgeGraph,
    events: impl IntoIterator<Item = &'a EventRecord>,
    writer: &mut impl Write,
) -> io::Result<()> {
    let rows = Rows::new(graph);
    for event in events {
        let object = |row| Object {
            table: Table::Reports,
            row,
            renamed: &[],
        };
        let reports = rows.reports(event).map(object).collect();
        serde_json::to_writer(&mut *writer, &plover(graph, event, reports))?;
        writer.write_all(b"\n")?;
    }
    Ok(())
}

fn plover<'a>(graph: &'a KnowledgeGraph, event: &'a EventRecord, reports: Vec<Object<'a>>) -> PloverEvent<'a> {
    let date = event.date.as_ref();
    let one = |id: &'a NodeId| graph.node(id).map(actor);
    PloverEvent {
        event_id: event.id.as_str(),
        event_date: date.map(|date| date.value.as_str()),
        date_start: date.map(|date| date.start),
        date_end: date.map(|date| date.end),
        date_precision: date.map(|date| Precision::of(date).as_str()),
        event_type: event.event_type.plover(),
        event_mode: mode(event),
        quad_code: event.event_type.quad_class().as_str(),
        intensity: event.event_type.goldstein(),
        symmetric: event.is_mutual(),
        actors: event.source.iter().filter_map(one).collect(),
        recipients: event.target.iter().filter_map(one).collect(),
        place: event.place.as_ref().and_then(one),
        summit: event.summit.as_ref().and_then(one),
        meeting: event.meeting.as_deref().map(clean),
        status: event.status.as_str(),
        score: event.score,
        summitry_type: event.event_type.as_str(),
        cameo: event.event_type.cameo(),
        sources: event.sources,
        life: life(event).collect(),
        postponed_to: event.postponed_to.as_ref().map(EventId::as_str),
        reports,
    }
}

fn actor(node: &Node) -> Actor<'_> {
    Actor {
        id: clean(node.id.as_str()),
        name: clean(&node.name),
        kind: node.kind.as_str(),
        country: &node.country,
        wikidata: node.wikidata.as_deref(),
    }
}

/// The mode of PLOVER that the type tells; only those of CONSULT are told.
fn mode(event: &EventRecord) -> Option<&'static str> {
    match event.event_type {
        EventType::Visited => Some("visit"),
        EventType::Called => Some("phone"),
        EventType::Mediated => Some("third-party"),
        EventType::Met if event.participants().count() > 2 => Some("multilateral"),
        _ => None,
    }
}
