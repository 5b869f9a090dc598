//! Streams: the graph of a base written piece by piece, so that it need not be in memory.

use super::csv::Lines;
#[cfg(feature = "parquet")]
use super::parquet::Columns;
use super::table::{Row, Rows, Table, edge_row, node_row};
use super::{ExportFormat, lines, plover};
use crate::graph::{EventId, EventRecord, KnowledgeGraph};
use crate::store::base::{Base, BaseError, Piece};
use crate::store::{Replacement, Synced};
use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Why a base was not written.
#[derive(Debug, thiserror::Error)]
pub enum StreamError {
    /// It cannot be read.
    #[error(transparent)]
    Base(#[from] BaseError),
    /// The file cannot be written.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl ExportFormat {
    /// Whether the graph of a base is written in it piece by piece.
    pub const fn is_streamed(self) -> bool {
        matches!(self, Self::Csv | Self::Parquet | Self::Plover | Self::EventsTsv)
    }

    /// Writes the graph of a base in this format as [`write`](Self::write) does, if it is one file that [is
    /// streamed](Self::is_streamed); returns how many events it has, and nothing where the base is not in parts.
    ///
    /// # Errors
    /// If the base cannot be read or the writer fails.
    pub fn stream(self, base: &Base, writer: impl Write) -> Result<Option<usize>, StreamError> {
        let mut writer = BufWriter::new(writer);
        let (mut has_header, mut count) = (self != Self::EventsTsv, 0);
        let is_whole = base.each_piece(|piece| -> Result<(), StreamError> {
            if !std::mem::replace(&mut has_header, true) {
                lines::write_event_header(&mut writer)?;
            }
            if let Piece::Events(graph, ids) = piece {
                count += ids.len();
                match self {
                    Self::EventsTsv => lines::write_event_lines(graph, of(graph, ids), &mut writer)?,
                    _ => plover::write_lines(graph, of(graph, ids), &mut writer)?,
                }
            }
            Ok(())
        })?;
        writer.flush()?;
        Ok(is_whole.then_some(count))
    }

    /// The same to a file, or a folder, as [`write_to`](Self::write_to) does.
    ///
    /// # Errors
    /// If the base cannot be read or a file cannot be written; the former files then stay.
    pub fn stream_to(self, base: &Base, path: &Path) -> Result<Option<usize>, StreamError> {
        if !self.files().is_empty() {
            return self.stream_tables(base, path);
        }
        let mut file = Replacement::of(path)?;
        let count = self.stream(base, &mut file)?;
        if count.is_some() {
            file.finish()?;
        }
        Ok(count)
    }

    fn stream_tables(self, base: &Base, folder: &Path) -> Result<Option<usize>, StreamError> {
        self.check()?;
        std::fs::create_dir_all(folder)?;
        let mut files = Vec::new();
        for (table, name) in Table::ALL.iter().zip(self.files()) {
            files.push(File::new(self, *table, Replacement::of(&folder.join(name))?)?);
        }
        let [nodes, edges, events, reports] = &mut files[..] else {
            return Err(io::Error::from(io::ErrorKind::Unsupported).into());
        };
        let mut count = 0;
        let is_whole = base.each_piece(|piece| -> Result<(), StreamError> {
            match piece {
                Piece::Nodes(some) => nodes.rows(some.iter().map(node_row))?,
                Piece::Events(graph, ids) => {
                    count += ids.len();
                    let rows = Rows::new(graph);
                    let is_of = |event: Option<&EventRecord>| event.is_some_and(|event| ids.contains(&event.id));
                    let ties = graph.edges().filter(|tie| is_of(tie.event));
                    edges.rows(ties.map(|tie| rows.edge(tie)))?;
                    events.rows(of(graph, ids).map(|event| rows.event(event)))?;
                    reports.rows(of(graph, ids).flat_map(|event| rows.reports(event)))?;
                }
                Piece::Relations(some) => {
                    let row = some
                        .iter()
                        .map(|edge| edge_row([&edge.source, &edge.target, &edge.id, &edge.kind, &edge.kind]));
                    edges.rows(row)?;
                }
            }
            Ok(())
        })?;
        if !is_whole {
            return Ok(None);
        }
        let filled = files
            .into_iter()
            .map(File::finish)
            .collect::<io::Result<Vec<Synced>>>()?;
        filled.into_iter().try_for_each(Synced::settle)?;
        Ok(Some(count))
    }
}

/// Those of the events that have these ids.
fn of<'a>(graph: &'a KnowledgeGraph, ids: &'a BTreeSet<EventId>) -> impl Iterator<Item = &'a EventRecord> {
    graph.events().iter().filter(|event| ids.contains(&event.id))
}

/// A file that a table is written to.
enum File {
    Csv(Lines<Replacement>),
    #[cfg(feature = "parquet")]
    Parquet(Columns<Replacement>),
}

impl File {
    fn new(format: ExportFormat, table: Table, file: Replacement) -> io::Result<Self> {
        match format {
            #[cfg(feature = "parquet")]
            ExportFormat::Parquet => Ok(Self::Parquet(Columns::new(table, file)?)),
            _ => Ok(Self::Csv(Lines::new(table, file)?)),
        }
    }

    fn rows<'a>(&mut self, rows: impl Iterator<Item = Row<'a>>) -> io::Result<()> {
        match self {
            Self::Csv(file) => file.rows(rows),
            #[cfg(feature = "parquet")]
            Self::Parquet(file) => file.rows(rows),
        }
    }

    fn finish(self) -> io::Result<Synced> {
        let file = match self {
            Self::Csv(file) => file.finish()?,
            #[cfg(feature = "parquet")]
            Self::Parquet(file) => file.finish()?,
        };
        file.synced()
    }
}
