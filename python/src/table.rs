//! Tables: what goes out to, and comes in from, pandas, polars, pyarrow and others by Arrow's C data interface.

use arrow_array::{Array, ArrayRef, RecordBatch, StructArray, cast::AsArray};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{ArrowError, DataType, Field, SchemaRef};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};
use serde_json::{Map, Number, Value};
use std::collections::VecDeque;
use std::sync::Arc;

/// Rows under named columns with types, for anything that reads Arrow.
#[pyclass(frozen, module = "summitry._summitry")]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Table {
    pub(crate) fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self { schema, batches }
    }

    /// The same from what the library makes.
    pub(crate) fn made(schema: SchemaRef, batches: Result<Vec<RecordBatch>, ArrowError>) -> PyResult<Self> {
        match batches {
            Ok(batches) => Ok(Self::new(schema, batches)),
            Err(error) => Err(PyValueError::new_err(error.to_string())),
        }
    }
}

#[pymethods]
impl Table {
    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|field| field.name().as_str()).collect()
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, self.schema.as_ref())?)
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let kind = DataType::Struct(self.schema.fields().clone());
        let field = Field::new("", kind, false).with_metadata(self.schema.metadata().clone());
        let batches: Vec<Result<ArrayRef, ArrowError>> = self
            .batches
            .iter()
            .map(|batch| Ok(Arc::new(StructArray::from(batch.clone())) as ArrayRef))
            .collect();
        let reader = Box::new(ArrayIterator::new(batches, Arc::new(field)));
        Ok(to_stream_pycapsule(py, reader, requested_schema)?)
    }
}

/// The rows of a batch as objects: strings, numbers and truth values as such, days and times as strings; columns of lists and
/// other things that no article has are left out.
pub(crate) fn cells(batch: &RecordBatch) -> Result<VecDeque<Value>, ArrowError> {
    let mut rows: VecDeque<Map<String, Value>> = vec![Map::new(); batch.num_rows()].into();
    let options = FormatOptions::default();
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        if !is_plain(column.data_type()) {
            continue;
        }
        let shown = ArrayFormatter::try_new(column.as_ref(), &options)?;
        let flags = column.as_boolean_opt();
        let is_number = is_number(column.data_type());
        for (at, row) in rows.iter_mut().enumerate() {
            let value = if is_missing(column, at) {
                Value::Null
            } else if let Some(flags) = flags {
                Value::Bool(flags.value(at))
            } else {
                let words = shown.value(at).to_string();
                let number = || words.parse().ok().or_else(|| Number::from_f64(words.parse().ok()?));
                if is_number {
                    number().map_or(Value::Null, Value::Number)
                } else {
                    Value::String(words)
                }
            };
            row.insert(field.name().clone(), value);
        }
    }
    Ok(rows.into_iter().map(Value::Object).collect())
}

/// Whether a cell is null, also behind the key of a dictionary.
fn is_missing(column: &ArrayRef, at: usize) -> bool {
    column.logical_nulls().is_some_and(|nulls| nulls.is_null(at))
}

fn is_plain(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => is_plain(values),
        kind => {
            is_number(kind)
                || matches!(
                    kind,
                    DataType::Utf8
                        | DataType::LargeUtf8
                        | DataType::Utf8View
                        | DataType::Boolean
                        | DataType::Null
                        | DataType::Date32
                        | DataType::Date64
                        | DataType::Timestamp(..)
                )
        }
    }
}

fn is_number(kind: &DataType) -> bool {
    kind.is_numeric()
}
