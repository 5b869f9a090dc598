//! Outlines: of each event of a graph all but its words, close together.
//!
//! What counts, ties and ranks the events of a large graph needs no sentence of theirs.

use super::node::Node;
use super::record::{EventRecord, Precision};
use super::{EventId, KnowledgeGraph, NodeId};
use crate::event::{EventType, Status};
use chrono::NaiveDate;
use std::collections::HashMap;

/// Of each event of a graph all but its words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// The nodes, in the order of the graph.
    pub nodes: Vec<Node>,
    /// The events, in the order of the graph.
    pub events: Vec<OutlinedEvent>,
    /// Who takes part in them, one event's after the other's, by their places among the nodes.
    pub participants: Vec<u32>,
}

/// All of an event but its words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutlinedEvent {
    /// Its id, as a number.
    pub id: u64,
    /// What was done.
    pub event_type: EventType,
    /// Whether it happened.
    pub status: Status,
    /// The first and the last day of its date.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Whether no more than the year is told.
    pub is_of_year: bool,
    /// The score of the surest report.
    pub score: f64,
    /// How many reports there are.
    pub reports: u32,
    /// Where it took place, by its place among the nodes.
    pub place: Option<u32>,
    /// Where those who take part begin among [`Outline::participants`].
    pub first: u32,
    /// How many of them are sources.
    pub sources: u32,
    /// How many come behind them, the targets.
    pub targets: u32,
}

/// An event of an outline.
#[derive(Clone, Copy, Debug)]
pub struct Outlined<'o> {
    /// The outline.
    pub outline: &'o Outline,
    /// The event.
    pub event: &'o OutlinedEvent,
}

impl Outline {
    /// The outline of a graph; none if its events are not called by sixteen hexadecimal digits, as those are that were built here.
    pub fn of(graph: &KnowledgeGraph) -> Option<Self> {
        let mut outline = Self {
            nodes: graph.nodes().cloned().collect(),
            events: Vec::with_capacity(graph.events().len()),
            participants: Vec::new(),
        };
        let at: HashMap<&NodeId, u32> = graph.nodes().map(|node| &node.id).zip(0..).collect();
        for event in graph.events() {
            let place = event.place.as_ref().and_then(|id| at.get(id)).copied();
            let first = outline.participants.len();
            outline.participants.extend(event.participants().map(|id| at[id]));
            outline.events.push(OutlinedEvent::new(event, place, first)?);
        }
        Some(outline)
    }

    /// Whether it is that of the graph, but for the nodes' aliases and summits.
    pub fn is_of(&self, graph: &KnowledgeGraph) -> bool {
        let nodes = self.nodes.iter().map(|node| (&node.id, &node.name));
        let of_graph = Self::of(graph);
        nodes.eq(graph.nodes().map(|node| (&node.id, &node.name)))
            && of_graph.is_some_and(|own| own.events == self.events && own.participants == self.participants)
    }

    /// The events, in the order of the graph.
    pub fn events(&self) -> impl Iterator<Item = Outlined<'_>> {
        self.events.iter().map(|event| Outlined { outline: self, event })
    }
}

impl OutlinedEvent {
    pub(crate) fn new(event: &EventRecord, place: Option<u32>, first: usize) -> Option<Self> {
        let id = event.id.as_str();
        let number = u64::from_str_radix(id, 16).ok();
        let date = event.date.as_ref();
        Some(Self {
            id: number.filter(|number| written(*number) == id)?,
            event_type: event.event_type,
            status: event.status,
            days: date.map(|date| (date.start, date.end)),
            is_of_year: date.is_some_and(|date| Precision::of(date) == Precision::Year),
            score: event.score,
            reports: u32::try_from(event.reports.len()).ok()?,
            place,
            first: u32::try_from(first).ok()?,
            sources: u32::try_from(event.source.len()).ok()?,
            targets: u32::try_from(event.target.len()).ok()?,
        })
    }
}

fn written(id: u64) -> String {
    format!("{id:016x}")
}

impl<'o> Outlined<'o> {
    /// Its id.
    pub fn id(self) -> EventId {
        EventId::from(written(self.event.id))
    }

    /// Those on the first side, by their places among the nodes.
    pub fn sources(self) -> &'o [u32] {
        &self.participants()[..self.event.sources as usize]
    }

    /// Those on the other side, by their places among the nodes.
    pub fn targets(self) -> &'o [u32] {
        &self.participants()[self.event.sources as usize..]
    }

    /// All who take part, by their places among the nodes.
    pub fn participants(self) -> &'o [u32] {
        let first = self.event.first as usize;
        &self.outline.participants[first..first + (self.event.sources + self.event.targets) as usize]
    }

    /// Whether all stand on one side.
    pub fn is_mutual(self) -> bool {
        self.event.event_type.is_symmetric() || self.event.targets == 0
    }
}
