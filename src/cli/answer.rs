//! Events and actors as rows and objects.

use super::evidence::Evidence;
use super::sheet::{Column, Row, Sheet};
use std::collections::BTreeSet;
use summitry::export::PrintedEvent;
use summitry::graph::{EventRecord, KnowledgeGraph, NodeId};

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
            objects: events
                .iter()
                .map(|&event| PrintedEvent::new(self.graph, event))
                .collect(),
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
}
