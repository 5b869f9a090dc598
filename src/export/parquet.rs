//! Parquet: the four tables with true types, for `DuckDB`, pandas, polars and Spark.

use super::arrow::{batched, schema};
use super::table::{Row, Rows, Table};
use crate::graph::KnowledgeGraph;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::io::{self, Write};

/// So many rows are a group: fewer have to be in memory, and readers pass over more of them.
const GROUP: usize = 1 << 16;

/// Writes a table.
pub(super) fn write(graph: &KnowledgeGraph, table: Table, writer: impl Write + Send) -> io::Result<()> {
    let mut parquet = Columns::new(table, writer)?;
    parquet.rows(Rows::new(graph).of(table))?;
    parquet.finish()?;
    Ok(())
}

/// A table that is written some rows at a time.
pub(super) struct Columns<W: Write + Send> {
    table: Table,
    parquet: ArrowWriter<W>,
}

impl<W: Write + Send> Columns<W> {
    /// A table with its schema.
    pub(super) fn new(table: Table, writer: W) -> io::Result<Self> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("summitry ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        let parquet = ArrowWriter::try_new(writer, schema(table), Some(properties))?;
        Ok(Self { table, parquet })
    }

    /// Adds rows.
    pub(super) fn rows<'a>(&mut self, rows: impl Iterator<Item = Row<'a>>) -> io::Result<()> {
        batched(self.table, rows, |batch| self.parquet.write(&batch))?;
        Ok(())
    }

    /// Writes what is left, and gives the writer back.
    pub(super) fn finish(self) -> io::Result<W> {
        Ok(self.parquet.into_inner()?)
    }
}
