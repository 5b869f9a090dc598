//! Parquet: the four tables with true types, for `DuckDB`, pandas, polars and Spark.

use super::table::{Kind, Row, Rows, Table, Value};
use crate::graph::KnowledgeGraph;
use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::types::Date32Type;
use arrow_array::{ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::io::{self, Write};
use std::sync::Arc;

/// So many rows are in memory at a time.
const BATCH: usize = 8192;

/// Writes a table.
pub(super) fn write(graph: &KnowledgeGraph, table: Table, writer: impl Write + Send) -> io::Result<()> {
    let fields: Vec<Field> = table
        .columns()
        .iter()
        .map(|&(name, kind)| Field::new(name, data_type(kind), true))
        .collect();
    let schema = Arc::new(Schema::new(fields));
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("summitry ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut parquet = ArrowWriter::try_new(writer, Arc::clone(&schema), Some(properties))?;
    let rows = Rows::new(graph);
    let mut rows = rows.of(table);
    loop {
        let batch: Vec<Row<'_>> = rows.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let columns = table
            .columns()
            .iter()
            .enumerate()
            .map(|(at, &(_, kind))| column(kind, batch.iter().map(|row| &row[at])))
            .collect();
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns).map_err(io::Error::other)?;
        parquet.write(&batch)?;
    }
    parquet.close()?;
    Ok(())
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Flag => DataType::Boolean,
        Kind::Integer => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Text => DataType::Utf8,
        Kind::Day => DataType::Date32,
        Kind::List => DataType::List(Arc::new(Field::new("item", DataType::Utf8, true))),
    }
}

fn column<'a>(kind: Kind, values: impl Iterator<Item = &'a Value<'a>>) -> ArrayRef {
    match kind {
        Kind::Flag => Arc::new(values.map(flag).collect::<BooleanArray>()),
        Kind::Integer => Arc::new(values.map(integer).collect::<Int64Array>()),
        Kind::Number => Arc::new(values.map(number).collect::<Float64Array>()),
        Kind::Text => Arc::new(values.map(text).collect::<StringArray>()),
        Kind::Day => Arc::new(values.map(day).collect::<Date32Array>()),
        Kind::List => {
            let mut lists = ListBuilder::new(StringBuilder::new());
            for value in values {
                if let Value::List(entries) = value {
                    for entry in entries {
                        lists.values().append_value(entry);
                    }
                    lists.append(true);
                } else {
                    lists.append(false);
                }
            }
            Arc::new(lists.finish())
        }
    }
}

fn flag(value: &Value<'_>) -> Option<bool> {
    match value {
        Value::Flag(flag) => Some(*flag),
        _ => None,
    }
}

fn integer(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        _ => None,
    }
}

fn number(value: &Value<'_>) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

fn text<'a>(value: &'a Value<'_>) -> Option<&'a str> {
    match value {
        Value::Text(words) => Some(words),
        _ => None,
    }
}

fn day(value: &Value<'_>) -> Option<i32> {
    match value {
        Value::Day(day) => Some(Date32Type::from_naive_date(*day)),
        _ => None,
    }
}
