//! Exports: how do others read the graph?
//!
//! In: a [`KnowledgeGraph`], or the [`slice()`] of it that a question asks for. Out: files in one of the formats of
//! [`ExportFormat`]. Knows nothing of articles' texts beyond the sentences that the graph keeps. `FORMATS.md` beside this
//! file tells what each format holds, and what reads it.
//!
//! Every format tells of each edge or event its status, and where it was read: article, publisher, sentence, bytes and
//! pattern. Ids are those of the graph, and the same graph gives the same bytes. A date is as exact as it was told.
//!
//! RDF needs the feature `rdf`. With the feature `sparql`, `RdfStore` answers SPARQL over the RDF; with the feature `arrow`, `arrow_batches` gives the tables.

#[cfg(feature = "arrow")]
mod arrow;
mod csv;
mod cypher;
#[cfg(feature = "sparql")]
mod fault;
mod gexf;
mod graphml;
mod json;
mod lines;
mod mined;
mod object;
#[cfg(feature = "parquet")]
mod parquet;
mod plover;
#[cfg(feature = "rdf")]
mod rdf;
mod slice;
#[cfg(feature = "sparql")]
mod sparql;
#[cfg(feature = "base")]
mod stream;
mod table;
mod xml;

#[cfg(feature = "arrow")]
pub use arrow::{arrow_batches, arrow_events, arrow_schema};
#[cfg(feature = "sparql")]
pub use fault::QueryFault;
pub use mined::{MinedArticle, MinedEvent, MinedParticipant};
pub use object::{NamedCounts, PrintedActor, PrintedEvent, PrintedReport, PrintedStats, actors};
pub use slice::slice;
#[cfg(feature = "sparql")]
pub use sparql::{AnswerFormat, RdfStore, SparqlAnswer, SparqlError, short_term};
#[cfg(feature = "base")]
pub use stream::StreamError;

use crate::graph::KnowledgeGraph;
use crate::render::{DrawOptions, dot};
use crate::store::{self, Replacement, Synced, replace};
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use table::Table;

/// A format that a graph is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// The graph file of [`store`], which `NetworkX` reads as node-link data.
    Json,
    /// Node-link data with flat edges, for `NetworkX` and D3.
    NodeLink,
    /// A picture's description for Graphviz, with the most important nodes.
    Dot,
    /// `GraphML`, for `NetworkX`, Gephi, yEd and igraph.
    GraphMl,
    /// GEXF 1.3 with times, for Gephi.
    Gexf,
    /// Elements for Cytoscape.js and Cytoscape Desktop.
    Cytoscape,
    /// Tables with the headers that Neo4j imports.
    Csv,
    /// A Cypher script that may be run again.
    Cypher,
    /// RDF as Turtle.
    Turtle,
    /// RDF as N-Triples.
    NTriples,
    /// RDF as N-Quads, with a graph for each article.
    NQuads,
    /// RDF as JSON-LD.
    JsonLd,
    /// Typed tables; needs the feature `parquet`.
    Parquet,
    /// PLOVER events as JSON lines.
    Plover,
    /// An event table like those of ICEWS and GDELT.
    EventsTsv,
    /// Quadruples for models of temporal knowledge graphs.
    Quadruples,
}

/// What the formats leave open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportOptions {
    /// Whether GEXF has an edge for each event, rather than one for each source, target, type and status.
    pub multi: bool,
    /// What node-link data calls its edges: `NetworkX` up to 3.3 and D3 want `links`.
    pub edges_key: String,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self {
            multi: false,
            edges_key: "edges".to_owned(),
        }
    }
}

impl ExportFormat {
    /// The formats that `summitry build` writes; [`EVERY`](Self::EVERY) has all.
    pub const ALL: &'static [Self] = &[Self::Json, Self::Dot];

    /// Every format.
    pub const EVERY: &'static [Self] = &[
        Self::Json,
        Self::NodeLink,
        Self::Dot,
        Self::GraphMl,
        Self::Gexf,
        Self::Cytoscape,
        Self::Csv,
        Self::Cypher,
        Self::Turtle,
        Self::NTriples,
        Self::NQuads,
        Self::JsonLd,
        Self::Parquet,
        Self::Plover,
        Self::EventsTsv,
        Self::Quadruples,
    ];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::NodeLink => "node-link",
            Self::Dot => "dot",
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::Cytoscape => "cytoscape",
            Self::Csv => "csv",
            Self::Cypher => "cypher",
            Self::Turtle => "turtle",
            Self::NTriples => "ntriples",
            Self::NQuads => "nquads",
            Self::JsonLd => "jsonld",
            Self::Parquet => "parquet",
            Self::Plover => "plover",
            Self::EventsTsv => "events-tsv",
            Self::Quadruples => "quadruples",
        }
    }

    /// The extension of its file, or of the files in its folder.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::NodeLink => "node-link.json",
            Self::Dot => "dot",
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::Cytoscape => "cyjs",
            Self::Csv => "csv",
            Self::Cypher => "cypher",
            Self::Turtle => "ttl",
            Self::NTriples => "nt",
            Self::NQuads => "nq",
            Self::JsonLd => "jsonld",
            Self::Parquet => "parquet",
            Self::Plover => "plover.jsonl",
            Self::EventsTsv => "events.tsv",
            Self::Quadruples => "tsv",
        }
    }

    /// What it is for, in a few words.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Json => "the graph file of summitry itself",
            Self::NodeLink => "node-link JSON for NetworkX and D3",
            Self::Dot => "a picture for Graphviz",
            Self::GraphMl => "GraphML for NetworkX, Gephi, yEd and igraph",
            Self::Gexf => "GEXF 1.3 with times for Gephi",
            Self::Cytoscape => "JSON for Cytoscape.js and Cytoscape Desktop",
            Self::Csv => "a folder of tables; nodes and edges with headers for Neo4j",
            Self::Cypher => "a Cypher script for Neo4j that may be run again",
            Self::Turtle => "RDF as Turtle: SEM events with PROV-O provenance",
            Self::NTriples => "the same RDF as N-Triples",
            Self::NQuads => "the same RDF as N-Quads, with a graph for each article",
            Self::JsonLd => "the same RDF as JSON-LD",
            Self::Parquet => "a folder of typed tables, if summitry was built with --features parquet",
            Self::Plover => "PLOVER events as JSON lines",
            Self::EventsTsv => "an event table like those of ICEWS and GDELT, with CAMEO codes",
            Self::Quadruples => "a folder of subject, relation, object, day with id maps",
        }
    }

    /// The names of its files, if it fills a folder; none if it is one file.
    pub const fn files(self) -> &'static [&'static str] {
        match self {
            Self::Csv => &["nodes.csv", "edges.csv", "events.csv", "reports.csv"],
            Self::Parquet => &["nodes.parquet", "edges.parquet", "events.parquet", "reports.parquet"],
            Self::Quadruples => lines::QUADRUPLE_FILES,
            _ => &[],
        }
    }

    /// Whether this summitry was built with what the format needs.
    pub const fn is_available(self) -> bool {
        match self {
            Self::Parquet => cfg!(feature = "parquet"),
            Self::Turtle | Self::NTriples | Self::NQuads | Self::JsonLd => cfg!(feature = "rdf"),
            _ => true,
        }
    }

    /// The format of that name or extension.
    pub fn parse(name: &str) -> Option<Self> {
        Self::EVERY
            .iter()
            .copied()
            .find(|format| format.name() == name || format.extension() == name)
    }

    /// Writes the graph in this format, if it is one file.
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
    /// If the writer fails, or if the format fills a folder.
    pub fn write(self, graph: &KnowledgeGraph, writer: impl Write) -> io::Result<()> {
        self.write_with(graph, &ExportOptions::default(), writer)
    }

    /// Writes the graph in this format with options, if it is one file.
    ///
    /// # Errors
    /// If the writer fails, or if the format fills a folder.
    pub fn write_with(self, graph: &KnowledgeGraph, options: &ExportOptions, writer: impl Write) -> io::Result<()> {
        let mut writer = BufWriter::new(writer);
        match self {
            Self::Json => store::save(graph, &mut writer),
            Self::NodeLink => json::write_node_link(graph, options, &mut writer),
            Self::Dot => writer.write_all(dot(graph, &DrawOptions::default()).as_bytes()),
            Self::GraphMl => graphml::write(graph, &mut writer),
            Self::Gexf => gexf::write(graph, options, &mut writer),
            Self::Cytoscape => json::write_cytoscape(graph, &mut writer),
            Self::Cypher => cypher::write(graph, &mut writer),
            #[cfg(feature = "rdf")]
            Self::Turtle => rdf::write_turtle(graph, &mut writer),
            #[cfg(feature = "rdf")]
            Self::NTriples => rdf::write_ntriples(graph, &mut writer),
            #[cfg(feature = "rdf")]
            Self::NQuads => rdf::write_nquads(graph, &mut writer),
            #[cfg(feature = "rdf")]
            Self::JsonLd => rdf::write_jsonld(graph, &mut writer),
            Self::Plover => plover::write(graph, &mut writer),
            Self::EventsTsv => lines::write_events(graph, &mut writer),
            #[cfg(not(feature = "rdf"))]
            Self::Turtle | Self::NTriples | Self::NQuads | Self::JsonLd => self.check(),
            Self::Csv | Self::Parquet | Self::Quadruples => Err(no_file(self, "")),
        }?;
        writer.flush()
    }

    /// Writes one of the [`files`](Self::files) of a format that fills a folder.
    ///
    /// # Errors
    /// If the writer fails, or if the format has no such file.
    pub fn write_file(self, file: &str, graph: &KnowledgeGraph, writer: impl Write + Send) -> io::Result<()> {
        self.check()?;
        let mut writer = BufWriter::new(writer);
        let table = Table::ALL
            .iter()
            .copied()
            .find(|table| file.strip_suffix(self.extension()) == Some(&format!("{}.", table.name())));
        match (self, table) {
            (Self::Csv, Some(table)) => csv::write(graph, table, &mut writer),
            #[cfg(feature = "parquet")]
            (Self::Parquet, Some(table)) => parquet::write(graph, table, &mut writer),
            (Self::Quadruples, _) if self.files().contains(&file) => lines::write_quadruples(graph, file, &mut writer),
            _ => Err(no_file(self, file)),
        }?;
        writer.flush()
    }

    /// Writes the graph to `path`: a file, or a folder, which is made where there is none.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn write_to(self, graph: &KnowledgeGraph, options: &ExportOptions, path: &Path) -> io::Result<()> {
        if self.files().is_empty() {
            return replace(path, |file| self.write_with(graph, options, file));
        }
        self.check()?;
        fs::create_dir_all(path)?;
        let mut filled = Vec::new();
        for name in self.files() {
            let mut file = Replacement::of(&path.join(name))?;
            self.write_file(name, graph, &mut file)?;
            filled.push(file.synced()?);
        }
        filled.into_iter().try_for_each(Synced::settle)
    }

    fn check(self) -> io::Result<()> {
        if self.is_available() {
            return Ok(());
        }
        let feature = if self == Self::Parquet { "parquet" } else { "rdf" };
        let message = format!("this summitry was built without the feature {feature}");
        Err(io::Error::new(io::ErrorKind::Unsupported, message))
    }
}

fn no_file(format: ExportFormat, file: &str) -> io::Error {
    let message = if file.is_empty() {
        format!("{} fills a folder, not a file", format.name())
    } else {
        format!("{} has no file called {file:?}", format.name())
    };
    io::Error::new(io::ErrorKind::InvalidInput, message)
}
