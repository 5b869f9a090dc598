//! Exports: how do others read the graph?
//!
//! In: a [`KnowledgeGraph`]. Out: text in one of the formats of [`ExportFormat`]. Knows nothing of articles.

use crate::graph::KnowledgeGraph;
use crate::render::{DrawOptions, dot};
use crate::store;
use std::io::{self, Write};

/// A format that a graph is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// The graph file of [`store`], which `NetworkX` reads as node-link data.
    Json,
    /// A picture's description for Graphviz, with the most important nodes.
    Dot,
}

impl ExportFormat {
    /// Every format.
    pub const ALL: &'static [Self] = &[Self::Json, Self::Dot];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Dot => "dot",
        }
    }

    /// The extension of its files.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Dot => "dot",
        }
    }

    /// The format of that name or extension.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.name() == name || format.extension() == name)
    }

    /// Writes the graph in this format.
    ///
    /// ```
    /// use summitry::export::ExportFormat;
    /// use summitry::graph::KnowledgeGraph;
    ///
    /// let mut text = Vec::new();
    /// ExportFormat::Dot.write(&KnowledgeGraph::default(), &mut text)?;
    /// assert!(text.starts_with(b"digraph"));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the writer fails.
    pub fn write(self, graph: &KnowledgeGraph, mut writer: impl Write) -> io::Result<()> {
        match self {
            Self::Json => store::save(graph, writer),
            Self::Dot => writer.write_all(dot(graph, &DrawOptions::default()).as_bytes()),
        }
    }
}
