//! Rendering: how is the graph drawn?
//!
//! In: a [`KnowledgeGraph`] and [`DrawOptions`]. Out: a picture's description in Graphviz's DOT language ([`dot`]), or
//! the picture itself as SVG ([`svg`]). Knows nothing of files.
//!
//! # What is seen
//! Countries are blue boxes, persons yellow ellipses, organizations violet hexagons, summits red octagons and places grey
//! folders; the more reports, the larger the name. The events between two nodes are gathered in one line, which tells
//! their types, numbers and dates. Its colour is that of the gravest class: cooperation in words or deeds, conflict in
//! words or deeds. It is solid where something happened, dashed where it was planned or possible, dotted where it was
//! denied. Thin grey lines tie persons to those they serve. Pointing at a line or node of the SVG shows more.
//!
//! What does not fit is the least reported, and the text under the picture says how much it is.

mod drawing;
mod picture;
mod quote;
mod select;

pub use picture::{Engine, RenderError, render};

use crate::event::EventType;
use crate::graph::{EventRecord, KnowledgeGraph, NodeId};
use chrono::NaiveDate;
use std::time::Duration;

/// What to draw of a graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawOptions {
    /// The words above the legend.
    pub title: Option<String>,
    /// Only this node and those near it.
    pub focus: Option<NodeId>,
    /// How many lines away from the focus.
    pub hops: usize,
    /// Only events on this day or later.
    pub since: Option<NaiveDate>,
    /// Only events on this day or earlier.
    pub until: Option<NaiveDate>,
    /// Only events of these types; all where there are none.
    pub types: Vec<EventType>,
    /// At most so many nodes, the most reported ones.
    pub max_nodes: usize,
}

impl Default for DrawOptions {
    fn default() -> Self {
        Self {
            title: None,
            focus: None,
            hops: 1,
            since: None,
            until: None,
            types: Vec::new(),
            max_nodes: 60,
        }
    }
}

impl DrawOptions {
    /// Whether the event is of a type and in a time to be drawn.
    fn asks_for(&self, event: &EventRecord) -> bool {
        let time = match &event.date {
            Some(date) => {
                self.since.is_none_or(|since| date.end >= since) && self.until.is_none_or(|until| date.start <= until)
            }
            None => self.since.is_none() && self.until.is_none(),
        };
        time && (self.types.is_empty() || self.types.contains(&event.event_type))
    }
}

/// The description of the picture in the DOT language; the same graph and options give the same bytes.
///
/// ```
/// use summitry::graph::KnowledgeGraph;
/// use summitry::render::{DrawOptions, dot};
///
/// assert!(dot(&KnowledgeGraph::default(), &DrawOptions::default()).starts_with("digraph summitry {"));
/// ```
pub fn dot(graph: &KnowledgeGraph, options: &DrawOptions) -> String {
    drawing::draw(graph, &select::select(graph, options), options)
}

/// The picture as SVG, drawn by `engine` in at most `limit`.
///
/// # Errors
/// If the engine is not there, fails, or takes too long.
pub fn svg(
    graph: &KnowledgeGraph,
    options: &DrawOptions,
    engine: Engine,
    limit: Duration,
) -> Result<String, RenderError> {
    render(dot(graph, options), engine, limit)
}
