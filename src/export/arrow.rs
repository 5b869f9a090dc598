//! Arrow: the four tables with true types, in memory.

use super::table::{Kind, Row, Rows, Table, Value};
use crate::graph::{EventRecord, KnowledgeGraph};
use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::types::Date32Type;
use arrow_array::{ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// So many rows are in a batch.
const BATCH: usize = 8192;

/// The columns of one of the tables `nodes`, `edges`, `events` and `reports`, which `FORMATS.md` describes; nothing for any
/// other name.
pub fn arrow_schema(table: &str) -> Option<SchemaRef> {
    table_called(table).map(schema)
}

/// The rows of that table, in batches.
///
/// # Errors
/// Never by what is in a graph: the columns are of the types of the schema.
pub fn arrow_batches(graph: &KnowledgeGraph, table: &str) -> Result<Vec<RecordBatch>, ArrowError> {
    let mut batches = Vec::new();
    if let Some(table) = table_called(table) {
        batched(table, Rows::new(graph).of(table), |batch| {
            batches.push(batch);
            Ok::<_, ArrowError>(())
        })?;
    }
    Ok(batches)
}

/// The rows of these events of the graph in the table `events`, in this order.
///
/// # Errors
/// Never by what is in a graph: the columns are of the types of the schema.
pub fn arrow_events(graph: &KnowledgeGraph, events: &[&EventRecord]) -> Result<Vec<RecordBatch>, ArrowError> {
    let rows = Rows::new(graph);
    let mut batches = Vec::new();
    batched(Table::Events, events.iter().map(|event| rows.event(event)), |batch| {
        batches.push(batch);
        Ok::<_, ArrowError>(())
    })?;
    Ok(batches)
}

fn table_called(name: &str) -> Option<Table> {
    Table::ALL.iter().copied().find(|table| table.name() == name)
}

/// The columns with their types.
pub(super) fn schema(table: Table) -> SchemaRef {
    let fields = table.columns().iter();
    let fields: Vec<Field> = fields
        .map(|&(name, kind)| Field::new(name, data_type(kind), true))
        .collect();
    Arc::new(Schema::new(fields))
}

/// Calls `take` with one batch of rows after another.
pub(super) fn batched<'a, E: From<ArrowError>>(
    table: Table,
    mut rows: impl Iterator<Item = Row<'a>>,
    mut take: impl FnMut(RecordBatch) -> Result<(), E>,
) -> Result<(), E> {
    let schema = schema(table);
    loop {
        let batch: Vec<Row<'_>> = rows.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return Ok(());
        }
        let columns = table
            .columns()
            .iter()
            .enumerate()
            .map(|(at, &(_, kind))| column(kind, batch.iter().map(|row| &row[at])))
            .collect();
        take(RecordBatch::try_new(Arc::clone(&schema), columns)?)?;
    }
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
