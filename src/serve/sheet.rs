//! Comma-separated values: events, a row a report, and other tables.

use crate::graph::{EventRecord, KnowledgeGraph, NodeId};
use csv::Writer;

const HEADER: [&str; 19] = [
    "event",
    "type",
    "status",
    "date",
    "source",
    "target",
    "place",
    "meeting",
    "score",
    "sources",
    "reports",
    "article",
    "publisher",
    "published",
    "told_status",
    "told_date",
    "start",
    "end",
    "sentence",
];

/// The events as a table; words stand as they are, also those that a spreadsheet would take for a formula.
pub(super) fn csv(graph: &KnowledgeGraph, events: &[&EventRecord]) -> Vec<u8> {
    let names = |ids: &[NodeId]| ids.iter().map(|id| graph.name(id)).collect::<Vec<_>>().join("; ");
    let mut rows: Vec<Vec<String>> = Vec::new();
    for event in events {
        let date = event.date.as_ref().map_or("", |date| &date.value);
        let head = [
            event.id.to_string(),
            event.event_type.as_str().to_owned(),
            event.status.as_str().to_owned(),
            date.to_owned(),
            names(&event.source),
            names(&event.target),
            event.place.as_ref().map_or("", |id| graph.name(id)).to_owned(),
            event.meeting.clone().unwrap_or_default(),
            format!("{:.3}", event.score),
            event.sources.to_string(),
            event.reports.len().to_string(),
        ];
        for report in &event.reports {
            let tail = [
                report.article.clone(),
                report.source.clone().unwrap_or_default(),
                report.article_date.map(|day| day.to_string()).unwrap_or_default(),
                report.status.as_str().to_owned(),
                report.date.as_ref().map_or("", |date| &date.value).to_owned(),
                report.span.start.to_string(),
                report.span.end.to_string(),
                report.sentence.clone(),
            ];
            rows.push(head.iter().chain(&tail).cloned().collect());
        }
    }
    table(&HEADER, rows.into_iter())
}

/// A table with these columns.
pub(super) fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = Writer::from_writer(Vec::new());
    let mut written = writer.write_record(header);
    for row in rows {
        written = written.and_then(|()| writer.write_record(row));
    }
    debug_assert!(written.is_ok(), "memory takes all rows");
    writer.into_inner().unwrap_or_default()
}
