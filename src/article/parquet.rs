//! Parquet: which articles do the rows of a table hold?
//!
//! In: the bytes of a Parquet file. Out: a draft a row, with the row's number. The columns are known by the names of those
//! of other tables, and no others are read. One group of rows is held in memory at a time.

use super::draft::Draft;
use super::fields::{FieldNames, listed};
use super::table::{Columns, RowError};
use crate::guard::foreign;
use bytes::Bytes;
use chrono::DateTime;
use parquet::basic::{LogicalType, TimeUnit};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;
use std::sync::Arc;

/// Why a table, or what is left of it, cannot be read.
#[derive(Debug)]
pub(super) enum ParquetFault {
    Columns(RowError),
    Damaged(ParquetError),
}

/// A table that is being read.
pub(super) struct Rows {
    reader: SerializedFileReader<Bytes>,
    columns: Columns,
    names: Vec<String>,
    /// The columns that are read, in the order of the table.
    projection: Type,
    group: usize,
}

impl Rows {
    /// Reads the names of the columns.
    pub(super) fn new(bytes: Vec<u8>, fields: &FieldNames) -> Result<Self, ParquetFault> {
        let reader = guarded(|| SerializedFileReader::new(Bytes::from(bytes)))?;
        let schema = reader.metadata().file_metadata().schema();
        let names: Vec<String> = schema
            .get_fields()
            .iter()
            .map(|field| field.name().to_owned())
            .collect();
        let columns = Columns::new(&names, fields).map_err(ParquetFault::Columns)?;
        if !columns.have_words() {
            let names = listed(names.iter().map(String::as_str));
            return Err(ParquetFault::Columns(RowError::Unknown(names)));
        }
        let read = schema.get_fields().iter().enumerate();
        let read = read.filter(|(place, _)| columns.has(*place));
        let projection = Type::group_type_builder(schema.name())
            .with_fields(read.map(|(_, field)| Arc::clone(field)).collect())
            .build()
            .map_err(ParquetFault::Damaged)?;
        Ok(Self {
            reader,
            columns,
            names,
            projection,
            group: 0,
        })
    }

    /// The rows of the next group, in order.
    pub(super) fn next_group(&mut self) -> Option<Result<Vec<Draft>, ParquetFault>> {
        if self.group >= self.reader.num_row_groups() {
            return None;
        }
        self.group += 1;
        Some(guarded(|| {
            let group = self.reader.get_row_group(self.group - 1)?;
            let rows = group.get_row_iter(Some(self.projection.clone()))?;
            rows.map(|row| Ok(self.columns.draft(&self.cells(row?.into_columns()))))
                .collect()
        }))
    }

    /// The cells of a row, those that were not read empty.
    fn cells(&self, row: Vec<(String, Field)>) -> Vec<String> {
        let mut cells = vec![String::new(); self.names.len()];
        let read = self.projection.get_fields();
        for ((name, field), column) in row.into_iter().zip(read) {
            if let Some(place) = self.names.iter().position(|found| *found == name) {
                cells[place] = cell(field, column);
            }
        }
        cells
    }
}

/// The value of a field as it would stand in a table of text; that of lists and the like is empty.
fn cell(field: Field, column: &Type) -> String {
    let kind = column.get_basic_info().logical_type_ref();
    let is_in_nanoseconds = matches!(kind, Some(LogicalType::Timestamp(time)) if time.unit == TimeUnit::NANOS);
    match field {
        Field::Str(text) => text,
        Field::Bytes(bytes) => String::from_utf8(bytes.data().to_vec()).unwrap_or_default(),
        Field::Long(time) if is_in_nanoseconds => DateTime::from_timestamp_nanos(time).to_rfc3339(),
        Field::Null | Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => String::new(),
        field => field.to_string(),
    }
}

/// What the reader of the format gives; what it cannot cope with is an error.
fn guarded<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetFault> {
    foreign(read)
        .unwrap_or_else(|| Err(ParquetError::General("the table breaks the reader".to_owned())))
        .map_err(ParquetFault::Damaged)
}
