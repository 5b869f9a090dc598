//! Events and actors as rows and objects.

use super::evidence::{Evidence, PrintedReport};
use super::sheet::{Column, Row, Sheet};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeSet;
use summitry::graph::{EventId, EventRecord, KnowledgeGraph, Node, NodeId};

const COLUMNS: &[Column<'_>] = &[
    Column::new("date"),
    Column::new("status"),
    Column::new("type"),
    Column::cut("who", 14),
    Column::cut("whom", 14),
    Column::cut("place", 8),
    Column::new("reports"),
    Column::behind("sources", "indep."),
    Column::cut("source", 10),
];

const TIMELINE: &[Column<'_>] = &[
    Column::new("date"),
    Column::new("status"),
    Column::new("what"),
    Column::cut("with", 14),
    Column::cut("place", 8),
    Column::cut("meeting", 10),
    Column::new("reports"),
    Column::behind("sources", "indep."),
    Column::cut("source", 10),
];

/// The events that answer a question.
pub(super) struct Answer<'a> {
    graph: &'a KnowledgeGraph,
    /// Those asked for, whom the table shows on the left of mutual events; otherwise the first stands there.
    asked: BTreeSet<&'a NodeId>,
}

impl<'a> Answer<'a> {
    pub(super) fn new(graph: &'a KnowledgeGraph, asked: BTreeSet<&'a NodeId>) -> Self {
        Self { graph, asked }
    }

    /// A row an event.
    pub(super) fn events(&self, events: &[&'a EventRecord]) -> Sheet<'a, PrintedEvent<'a>> {
        self.sheet(COLUMNS, events, |event| {
            let (who, whom) = self.sides(event);
            [self.names(&who), self.names(&whom)]
        })
    }

    /// A row an event, told of those asked for.
    pub(super) fn timeline(&self, events: &[&'a EventRecord]) -> Sheet<'a, PrintedEvent<'a>> {
        let mut sheet = self.sheet(TIMELINE, events, |event| {
            let own = |id: &&NodeId| self.asked.contains(id);
            let (kind, others) = if event.is_mutual() {
                (event.event_type.to_string(), event.source.iter().collect())
            } else if event.source.iter().any(|id| own(&id)) {
                (event.event_type.to_string(), event.target.iter().collect())
            } else {
                (
                    format!("{} by", event.event_type),
                    event.source.iter().collect::<Vec<_>>(),
                )
            };
            let others: Vec<&NodeId> = others.into_iter().filter(|id| !own(id)).collect();
            [kind, self.names(&others)]
        });
        for (row, event) in sheet.rows.iter_mut().zip(events) {
            let meeting = event.meeting.clone().unwrap_or_default();
            row.cells.remove(2);
            row.cells.insert(5, meeting);
        }
        sheet
    }

    fn sheet(
        &self,
        columns: &'static [Column<'static>],
        events: &[&'a EventRecord],
        who: impl Fn(&'a EventRecord) -> [String; 2],
    ) -> Sheet<'a, PrintedEvent<'a>> {
        Sheet {
            columns,
            rows: events
                .iter()
                .map(|&event| Row {
                    cells: self.cells(event, who(event)),
                    evidence: Evidence::all(self.graph, event).collect(),
                })
                .collect(),
            objects: events.iter().map(|&event| self.printed(event)).collect(),
        }
    }

    /// Those who act and those acted upon; of a mutual event those asked for and the others.
    fn sides(&self, event: &'a EventRecord) -> (Vec<&'a NodeId>, Vec<&'a NodeId>) {
        if !event.is_mutual() {
            return (event.source.iter().collect(), event.target.iter().collect());
        }
        let mut left: Vec<&NodeId> = event.source.iter().filter(|&id| self.asked.contains(id)).collect();
        if left.is_empty() {
            left.extend(event.source.first());
        }
        let right = event.source.iter().filter(|id| !left.contains(id)).collect();
        (left, right)
    }

    fn names(&self, ids: &[&NodeId]) -> String {
        let names: Vec<&str> = ids.iter().map(|id| self.graph.name(id)).collect();
        names.join(", ")
    }

    fn cells(&self, event: &EventRecord, [who, whom]: [String; 2]) -> Vec<String> {
        let source = event
            .best_report()
            .map(|report| report.source.clone().unwrap_or_else(|| report.article.clone()));
        vec![
            event.date.as_ref().map_or_else(String::new, |date| date.value.clone()),
            event.status.to_string(),
            event.event_type.to_string(),
            who,
            whom,
            event
                .place
                .as_ref()
                .map_or_else(String::new, |id| self.graph.name(id).to_owned()),
            event.reports.len().to_string(),
            event.sources.to_string(),
            source.unwrap_or_default(),
        ]
    }

    fn printed(&self, event: &'a EventRecord) -> PrintedEvent<'a> {
        PrintedEvent {
            id: event.id.as_str(),
            r#type: event.event_type.as_str(),
            status: event.status.as_str(),
            date: event.date.as_ref().map(|date| date.value.as_str()),
            date_start: event.date.as_ref().map(|date| date.start),
            date_end: event.date.as_ref().map(|date| date.end),
            source: actors(self.graph, &event.source),
            target: actors(self.graph, &event.target),
            place: event.place.as_ref().map(|id| self.graph.name(id)),
            meeting: event.meeting.as_deref(),
            summit: event.summit.as_ref().map(|id| self.graph.name(id)),
            score: event.score,
            sources: event.sources,
            postponed_to: event.postponed_to.as_ref().map(EventId::as_str),
            reports: Evidence::all(self.graph, event).map(PrintedReport::from).collect(),
        }
    }
}

/// The actors of these ids as objects.
pub(super) fn actors<'a>(graph: &'a KnowledgeGraph, ids: &'a [NodeId]) -> Vec<PrintedActor<'a>> {
    let nodes = ids.iter().filter_map(|id| graph.node(id));
    nodes.map(PrintedActor::new).collect()
}

/// An event as an object.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PrintedEvent<'a> {
    id: &'a str,
    r#type: &'a str,
    status: &'a str,
    date: Option<&'a str>,
    date_start: Option<NaiveDate>,
    date_end: Option<NaiveDate>,
    source: Vec<PrintedActor<'a>>,
    target: Vec<PrintedActor<'a>>,
    place: Option<&'a str>,
    meeting: Option<&'a str>,
    summit: Option<&'a str>,
    score: f64,
    sources: usize,
    postponed_to: Option<&'a str>,
    reports: Vec<PrintedReport<'a>>,
}

/// An actor as an object.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PrintedActor<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'a str,
    country: &'a str,
    org: &'a str,
}

impl<'a> PrintedActor<'a> {
    pub(super) fn new(node: &'a Node) -> Self {
        Self {
            id: node.id.as_str(),
            name: &node.name,
            kind: node.kind.as_str(),
            country: &node.country,
            org: &node.org,
        }
    }
}
