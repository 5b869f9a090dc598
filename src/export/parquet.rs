//! Parquet: the four tables with true types, for `DuckDB`, pandas, polars and Spark.

use super::arrow::{each_batch, schema};
use super::table::Table;
use crate::graph::KnowledgeGraph;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::io::{self, Write};

/// Writes a table.
pub(super) fn write(graph: &KnowledgeGraph, table: Table, writer: impl Write + Send) -> io::Result<()> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("summitry ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut parquet = ArrowWriter::try_new(writer, schema(table), Some(properties))?;
    each_batch(graph, table, |batch| parquet.write(&batch))?;
    parquet.close()?;
    Ok(())
}
