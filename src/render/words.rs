//! The words of pictures: counts, dates, and what happened in a line.

use crate::event::{EventType, Status};
use crate::graph::{EventRecord, KnowledgeGraph, NodeId};
use chrono::Datelike;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// So many events are told where one points at a line.
const TOLD: usize = 12;

/// So many characters of a name are shown.
const LONGEST: usize = 80;

/// "1 event", "3 events".
pub(super) fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

/// The name, or its beginning where it is too long for any picture.
pub(super) fn short(name: &str) -> String {
    if name.chars().nth(LONGEST).is_none() {
        return name.to_owned();
    }
    let mut short: String = name.chars().take(LONGEST - 1).collect();
    short.push('…');
    short
}

/// The characters that may stand in a picture.
pub(super) fn shown(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter_map(|c| match c {
        '\n' => Some('\n'),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => None,
        c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => Some(' '),
        c => Some(c),
    })
}

/// The types with the numbers of their events, the most frequent first.
pub(super) fn types(events: &[&EventRecord]) -> Vec<(EventType, usize)> {
    let mut counts: BTreeMap<EventType, usize> = BTreeMap::new();
    for event in events {
        *counts.entry(event.event_type).or_default() += 1;
    }
    let mut types: Vec<_> = counts.into_iter().collect();
    types.sort_by_key(|&(kind, count)| (Reverse(count), kind));
    types
}

/// How many reports there are of these events.
pub(super) fn reports(events: &[&EventRecord]) -> usize {
    events.iter().map(|event| event.reports.len()).sum()
}

/// "2019", "Apr 2019", "25 Apr 2019", "2018–2019": as exact as is short.
pub(super) fn date_range(events: &[&EventRecord]) -> Option<String> {
    let dates = || events.iter().filter_map(|event| event.date.as_ref());
    let first = dates().map(|date| date.start).min()?;
    let last = dates().map(|date| date.end).max()?;
    Some(if first == last {
        first.format("%-d %b %Y").to_string()
    } else if first.year() != last.year() {
        format!("{}–{}", first.year(), last.year())
    } else if first.month() == last.month() {
        first.format("%b %Y").to_string()
    } else if first.ordinal() == 1 && last.month() == 12 && last.day() == 31 {
        first.year().to_string()
    } else {
        format!("{}–{}", first.format("%b"), last.format("%b %Y"))
    })
}

/// The events in the order of time, undated ones last.
pub(super) fn in_time<'a>(events: &[&'a EventRecord]) -> Vec<&'a EventRecord> {
    let mut events = events.to_vec();
    events.sort_by_key(|event| {
        let date = event.date.as_ref();
        (date.is_none(), date.map(|date| (date.start, date.end)))
    });
    events
}

/// What happened, in a line: "2019-04-24 met (planned): Kim Jong Un, Vladimir Putin, 2 reports".
pub(super) fn line(graph: &KnowledgeGraph, event: &EventRecord) -> String {
    let names = |ids: &[NodeId]| {
        ids.iter()
            .map(|id| short(graph.name(id)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let date = event.date.as_ref().map_or("undated", |date| &date.value);
    let whom = match event.target.as_slice() {
        [] => String::new(),
        target => format!(" → {}", names(target)),
    };
    let status = match event.status {
        Status::Occurred => String::new(),
        status => format!(" ({status})"),
    };
    let mut reports = count(event.reports.len(), "report");
    if event.sources < event.reports.len() {
        reports = format!("{reports} of {}", count(event.sources, "source"));
    }
    format!(
        "{date} {}{status}: {}{whom}, {reports}",
        event.event_type,
        names(&event.source)
    )
}

/// A line for each event, the earliest first.
pub(super) fn told(graph: &KnowledgeGraph, events: &[&EventRecord]) -> String {
    let events = in_time(events);
    let mut lines: Vec<String> = events.iter().take(TOLD).map(|event| line(graph, event)).collect();
    if events.len() > TOLD {
        lines.push(format!("and {} more", events.len() - TOLD));
    }
    lines.join("\n")
}
