//! Rendering: how is the graph drawn?
//!
//! In: a [`KnowledgeGraph`] and [`DrawOptions`]. Out: the network as a description in Graphviz's DOT language ([`dot`]) or
//! as SVG ([`svg`]), the [`timeline`] and the [`matrix`] as SVG, each SVG as [`png`], or a [`page`] to explore in a browser.
//! Knows nothing of files.
//!
//! # The network
//! Countries are blue boxes with bold names, persons yellow ellipses, organizations violet hexagons, summits pink octagons
//! with their day and place; the more reports, the larger the name. The events between two nodes are gathered in one
//! line, which tells their types, numbers and dates. It has the colour of the class that prevails: cooperation in words
//! or deeds, conflict in words or deeds. It is solid where something happened, dashed where it was planned or possible,
//! dotted where it was denied. Thin grey lines tie persons to those they serve. Pointing at a line or node of the SVG
//! shows more. What does not fit is the least reported, and the legend says how much it is.
//!
//! Places are found here, so that nodes, words and lines do not cover each other, and written into the description; the
//! engine, an installed Graphviz or the built-in one, draws shapes and lines. Both give the same picture.
//!
//! # The timeline
//! A row for each who took part, or for each partner of those asked for. A mark for each event: its shape tells the type,
//! its colour the class; filled is what happened, hollow what is planned or possible, struck out what was denied. A bar is
//! a span of days, a dotted line a month or year in which some day is meant. Long stretches without events are left out of
//! the axis, where two dashed lines stand. Undated events are counted, not drawn.
//!
//! # The matrix
//! Countries by countries, with all who serve them: blue where cooperation prevails, red where conflict does, by the mean
//! Goldstein value of [`dyads`](crate::query::dyads()). The number is that of the events; cells of few are smaller.
//!
//! # The page
//! One HTML file with everything in it: the network to be moved, search, filters by type and status, a slider over the
//! bars of time, and the events of what is clicked with their sentences and sources. It asks the network for nothing, and
//! what articles say is never run.
//!
//! # The map
//! A [`WorldMap`] is laid out and not written: circles at places by the number of events there, names where there is room for them,
//! countries as dots at their capitals, a coarse outline of the land. Where places lie is known to a tenth of a degree.

mod axis;
mod engine;
mod matrix;
mod metrics;
mod network;
mod page;
mod png;
mod svg;
mod theme;
mod timeline;
mod words;
mod world;

pub use engine::{Engine, RenderError, render};
pub use theme::Theme;
pub use world::{Circle, Coordinates, Spot, WorldMap};

use crate::graph::{KnowledgeGraph, NodeId};
use crate::query::Query;
use std::time::Duration;

/// What to draw of a graph.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawOptions {
    /// The words above the legend.
    pub title: Option<String>,
    /// Only the events that answer this.
    pub query: Query,
    /// Only these nodes and those near them; all where there are none.
    pub focus: Vec<NodeId>,
    /// How many lines away from the focus.
    pub hops: usize,
    /// At most so many nodes, the most reported ones.
    pub max_nodes: usize,
    /// The ground.
    pub theme: Theme,
}

impl DrawOptions {
    /// So many nodes has a network if nothing else is asked for.
    pub const NODES: usize = 60;
    /// So many rows has a timeline if nothing else is asked for.
    pub const ROWS: usize = 40;
    /// So many countries has a matrix if nothing else is asked for.
    pub const COUNTRIES: usize = 24;
}

impl Default for DrawOptions {
    fn default() -> Self {
        Self {
            title: None,
            query: Query::default(),
            focus: Vec::new(),
            hops: 1,
            max_nodes: Self::NODES,
            theme: Theme::Light,
        }
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
    network::draw(graph, &network::select::select(graph, options), options)
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

/// The timeline as SVG: a row for each who took part, or for each partner of those in focus or asked for by name.
///
/// ```
/// use summitry::graph::KnowledgeGraph;
/// use summitry::render::{DrawOptions, timeline};
///
/// assert!(timeline(&KnowledgeGraph::default(), &DrawOptions::default()).ends_with("</svg>\n"));
/// ```
pub fn timeline(graph: &KnowledgeGraph, options: &DrawOptions) -> String {
    timeline::draw(graph, options)
}

/// The matrix as SVG: countries by countries, each cell coloured by the mean of the Goldstein values.
pub fn matrix(graph: &KnowledgeGraph, options: &DrawOptions) -> String {
    matrix::draw(graph, options)
}

/// An SVG picture as PNG, with so many pixels for each of its points, or fewer where it is very large.
///
/// # Errors
/// If the library was built without the feature `png`, or the text is no SVG.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, RenderError> {
    png::draw(svg, scale)
}

/// A page to search, filter and read the graph in a browser: one HTML file that needs no network.
pub fn page(graph: &KnowledgeGraph, options: &DrawOptions) -> String {
    page::write(graph, options)
}
