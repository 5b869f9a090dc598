//! The store: how is a graph kept?
//!
//! In: a [`KnowledgeGraph`]. Out: a versioned JSON file in `NetworkX`'s node-link form, and back again. What is loaded
//! equals what was saved. `FORMAT.md` beside this file describes every field. A graph that grows is kept with its articles in a
//! [`base`]. Knows nothing of pictures and questions.

#[cfg(feature = "base")]
pub mod base;
mod portion;
mod replacement;
mod stored;

pub use portion::{findings_line, portion_line, read_findings, read_portion};
pub use replacement::{Replacement, Synced, replace};

use crate::graph::{GraphError, KnowledgeGraph};
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use stored::{FORMAT, Probe, StoredGraph, Unknown, VERSION};

/// A graph cannot be kept or loaded.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file cannot be opened or read.
    #[error("{}: cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file cannot be written.
    #[error("{}: cannot be written", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The content is not JSON, or lacks a field.
    #[error("{}:{}:{}: not a summitry graph", path.display(), source.line(), source.column())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What the JSON reader met there.
        source: serde_json::Error,
    },
    /// The content is JSON of another kind.
    #[error("{}: not a summitry graph: the format is called {found:?}, not \"{FORMAT}\"", path.display())]
    OtherFormat {
        /// The file.
        path: PathBuf,
        /// What the file calls its format.
        found: String,
    },
    /// The file is of a version that is not known here.
    #[error("{}: format version {found} is not known; this summitry reads versions up to {VERSION}", path.display())]
    OtherVersion {
        /// The file.
        path: PathBuf,
        /// The version of the file.
        found: u32,
    },
    /// A field has a value that this version does not know.
    #[error("{}: {cause}", path.display())]
    UnknownValue {
        /// The file.
        path: PathBuf,
        /// Which value it is.
        cause: String,
    },
    /// A base cannot be read.
    #[cfg(feature = "base")]
    #[error(transparent)]
    Base(#[from] base::BaseError),
    /// The nodes, edges and events do not belong together.
    #[error("{}: the graph is not whole", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// What is missing.
        source: GraphError,
    },
}

/// Writes the graph as JSON, one node, edge, article and event a line.
///
/// # Errors
/// If the writer fails.
pub fn save(graph: &KnowledgeGraph, writer: impl Write) -> io::Result<()> {
    let mut writer = BufWriter::new(writer);
    let mut serializer = serde_json::Serializer::with_formatter(&mut writer, Lines::default());
    serde::Serialize::serialize(&StoredGraph::from(graph), &mut serializer)?;
    writer.write_all(b"\n")?;
    writer.flush()
}

/// Writes the graph to a file.
///
/// # Errors
/// If the file cannot be written.
pub fn write(graph: &KnowledgeGraph, path: &Path) -> Result<(), StoreError> {
    replace(path, |file| save(graph, file)).map_err(|source| StoreError::Unwritable {
        path: path.to_owned(),
        source,
    })
}

/// Reads a graph from a file, or with the feature `base` from a [base](base::Base); `-` is standard input.
///
/// # Errors
/// If the file cannot be read, is not a graph, or is of a version that is not known here.
pub fn read(path: &Path) -> Result<KnowledgeGraph, StoreError> {
    #[cfg(feature = "base")]
    if base::Base::is_base(path) {
        return Ok(base::Base::open(path)?.graph()?);
    }
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        io::stdin().read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|source| StoreError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    load(&bytes, path)
}

/// The graph kept in `bytes`; errors call them `name`.
///
/// ```
/// use std::path::Path;
/// use summitry::graph::KnowledgeGraph;
/// use summitry::store::{load, save};
///
/// let graph = KnowledgeGraph::default();
/// let mut bytes = Vec::new();
/// save(&graph, &mut bytes)?;
/// assert_eq!(load(&bytes, Path::new("empty.json"))?, graph);
///
/// let error = load(br#"{"graph": {"format": "summitry-graph", "version": 7}}"#, Path::new("new.json"));
/// assert_eq!(
///     error.expect_err("from the future").to_string(),
///     "new.json: format version 7 is not known; this summitry reads versions up to 2",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If they are not a graph, or one of a version that is not known here.
pub fn load(bytes: &[u8], name: &Path) -> Result<KnowledgeGraph, StoreError> {
    let path = || name.to_owned();
    let malformed = |source| StoreError::Malformed { path: path(), source };
    let header = serde_json::from_slice::<Probe>(bytes).map_err(malformed)?.graph;
    if header.format != FORMAT {
        return Err(StoreError::OtherFormat {
            path: path(),
            found: header.format,
        });
    }
    if header.version == 0 || header.version > VERSION {
        return Err(StoreError::OtherVersion {
            path: path(),
            found: header.version,
        });
    }
    let stored: StoredGraph = serde_json::from_slice(bytes).map_err(malformed)?;
    let parts = stored
        .into_parts()
        .map_err(|unknown: Unknown| StoreError::UnknownValue {
            path: path(),
            cause: unknown.to_string(),
        })?;
    KnowledgeGraph::try_from(parts).map_err(|source| StoreError::Broken { path: path(), source })
}

/// Breaks lines down to the entries of the four long lists, so that files can be compared line by line.
#[derive(Default)]
struct Lines {
    depth: usize,
}

impl Lines {
    fn open<W: Write + ?Sized>(&mut self, writer: &mut W, bracket: u8) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(&[bracket])
    }

    fn close<W: Write + ?Sized>(&mut self, writer: &mut W, bracket: u8) -> io::Result<()> {
        self.depth -= 1;
        writer.write_all(&[bracket])
    }

    /// Begins an entry on a new line where lists or maps at this depth are broken.
    fn entry<W: Write + ?Sized>(&self, writer: &mut W, first: bool, broken: usize) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        if self.depth <= broken {
            return writer.write_all(b"\n");
        }
        if first { Ok(()) } else { writer.write_all(b" ") }
    }
}

impl serde_json::ser::Formatter for Lines {
    fn begin_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b'[')
    }

    fn end_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b']')
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.entry(writer, first, 3)
    }

    fn begin_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b'{')
    }

    fn end_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b'}')
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.entry(writer, first, 2)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}
