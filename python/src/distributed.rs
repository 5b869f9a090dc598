//! The steps of work that many machines share: what articles tell, the merging of reports by key, and the graph of all.

use crate::graph::Graph;
use crate::problem::{chain, of_store};
use crate::source::{Source, read_options};
use crate::table::Table;
use crate::work::{Done, OwnFiles, Workshop, knowledge};
use arrow_array::builder::{
    ArrayBuilder, BinaryBuilder, Date32Builder, Int32Builder, Int64Builder, ListBuilder, StringBuilder, StructBuilder,
};
use arrow_array::types::{Date32Type, Int64Type};
use arrow_array::{ArrayRef, RecordBatch, StringArray, cast::AsArray};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use pyo3_arrow::input::AnyRecordBatch;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use summitry::export::arrow_batches;
use summitry::graph::{CopyRule, Findings, GraphBuilder, NodeId, Portion, Settled, merge_told};
use summitry::store::{findings_line, portion_line, read_findings, read_portion};

/// The column of what an article tells, as a line.
const LINE: &str = "findings";

fn wrong(error: &impl ToString) -> PyErr {
    PyValueError::new_err(error.to_string())
}

fn text_field(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

/// A row for each article or row that was given.
struct FindingColumns {
    row: Int64Builder,
    doc: StringBuilder,
    published: Date32Builder,
    error: StringBuilder,
    order: BinaryBuilder,
    sampled: ListBuilder<Int64Builder>,
    places: ListBuilder<StructBuilder>,
    told: ListBuilder<StructBuilder>,
}

impl FindingColumns {
    fn new() -> Self {
        let place: Fields = vec![text_field("name"), text_field("id")].into();
        let months = DataType::List(Arc::new(Field::new("item", DataType::Int32, true)));
        let told: Fields = vec![text_field("key"), Field::new("months", months, true), text_field(LINE)].into();
        Self {
            row: Int64Builder::new(),
            doc: StringBuilder::new(),
            published: Date32Builder::new(),
            error: StringBuilder::new(),
            order: BinaryBuilder::new(),
            sampled: ListBuilder::new(Int64Builder::new()),
            places: ListBuilder::new(StructBuilder::from_fields(place, 0)),
            told: ListBuilder::new(StructBuilder::from_fields(told, 0)),
        }
    }

    fn push(&mut self, done: Done) -> Result<(), ArrowError> {
        self.row.append_value(i64::try_from(done.row).unwrap_or(i64::MAX));
        let mined = match done.result {
            Ok(mined) => mined,
            Err(problem) => {
                self.doc.append_null();
                self.published.append_null();
                self.error.append_value(&problem.cause);
                self.order.append_null();
                self.sampled.append(false);
                self.places.append(false);
                self.told.append(false);
                return Ok(());
            }
        };
        let findings = Findings::new(&mined.article, mined.events);
        self.doc.append_value(&findings.article.id);
        let date = findings.article.date.map(Date32Type::from_naive_date);
        self.published.append_option(date);
        self.error.append_null();
        self.order.append_value(findings.order_key());
        for &sequence in &findings.sampled {
            self.sampled.values().append_value(sequence.cast_signed());
        }
        self.sampled.append(true);
        for (name, id) in findings.places() {
            let place = self.places.values();
            append_text(place, 0, &name)?;
            append_text(place, 1, id.as_str())?;
            place.append(true);
        }
        self.places.append(true);
        for told in findings.apart() {
            let line = findings_line(&told.findings).map_err(|error| ArrowError::ExternalError(error.into()))?;
            let row = self.told.values();
            append_text(row, 0, &told.key)?;
            let months = row.field_builder::<ListBuilder<Box<dyn ArrayBuilder>>>(1);
            let months = months.ok_or_else(unfit)?;
            for month in told.months {
                let values = months.values().as_any_mut().downcast_mut::<Int32Builder>();
                values.ok_or_else(unfit)?.append_value(month);
            }
            months.append(true);
            append_text(row, 2, &line)?;
            row.append(true);
        }
        self.told.append(true);
        Ok(())
    }

    fn table(mut self) -> PyResult<Table> {
        let columns: Vec<(&str, ArrayRef)> = vec![
            ("row", Arc::new(self.row.finish())),
            ("doc", Arc::new(self.doc.finish())),
            ("published", Arc::new(self.published.finish())),
            ("error", Arc::new(self.error.finish())),
            ("order", Arc::new(self.order.finish())),
            ("sampled", Arc::new(self.sampled.finish())),
            ("places", Arc::new(self.places.finish())),
            ("told", Arc::new(self.told.finish())),
        ];
        let batch =
            RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true)));
        let batch = batch.map_err(|error| wrong(&error))?;
        Ok(Table::new(batch.schema(), vec![batch]))
    }
}

fn append_text(row: &mut StructBuilder, at: usize, words: &str) -> Result<(), ArrowError> {
    let field = row.field_builder::<StringBuilder>(at).ok_or_else(unfit)?;
    field.append_value(words);
    Ok(())
}

fn unfit() -> ArrowError {
    ArrowError::SchemaError("a column has another type".to_owned())
}

/// What articles tell, a row an article, each event apart.
#[pyfunction]
pub(crate) fn findings(
    py: Python<'_>,
    data: &Bound<'_, PyAny>,
    fields: Vec<(String, String)>,
    reading: (Option<String>, Option<String>, bool),
    own: OwnFiles,
    threads: Option<usize>,
) -> PyResult<Table> {
    let (default_date, format, any_language) = reading;
    let options = read_options(&fields, default_date.as_deref(), format.as_deref(), any_language)?;
    let knowledge = knowledge(py, own)?;
    let source = Source::new(data, options)?;
    let workshop = Workshop::new(threads, None)?;
    let mut columns = FindingColumns::new();
    workshop.each(
        py,
        source,
        &knowledge,
        |_| Ok(true),
        |done| py.detach(|| columns.push(done)).map_err(|error| wrong(&error)),
    )?;
    columns.table()
}

/// The ids of articles in a graph.
#[pyfunction]
pub(crate) fn free_ids(ids: Vec<String>) -> Vec<String> {
    summitry::graph::free_ids(ids.iter().map(String::as_str))
}

/// When one article is a copy of another.
#[pyfunction]
pub(crate) fn copy_rule(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let rule = CopyRule::builtin();
    let dict = PyDict::new(py);
    dict.set_item("least", rule.least)?;
    dict.set_item("share", rule.share)?;
    dict.set_item("days", rule.days)?;
    dict.set_item("articles", rule.articles)?;
    Ok(dict)
}

/// The seasons of sets of months.
#[pyfunction]
pub(crate) fn seasons(months: Vec<Vec<i32>>) -> Vec<i32> {
    summitry::graph::seasons(&months)
}

/// The column of a batch as this type; none where it has no such column.
fn column(batch: &RecordBatch, name: &str, kind: &DataType) -> Result<ArrayRef, ArrowError> {
    let column = batch.column_by_name(name);
    let column = column.ok_or_else(|| ArrowError::SchemaError(format!("no column is called {name:?}")))?;
    arrow_cast::cast(column, kind)
}

/// The reports in a batch.
fn settled(batch: &RecordBatch, told: &mut Vec<Settled>) -> Result<(), String> {
    let get = |name: &str, kind: &DataType| column(batch, name, kind).map_err(|error| error.to_string());
    let ranks = get("rank", &DataType::Int64)?;
    let positions = get("position", &DataType::Int64)?;
    let ids = get("id", &DataType::LargeUtf8)?;
    let copies = get("copy_of", &DataType::LargeUtf8)?;
    let lines = get(LINE, &DataType::LargeUtf8)?;
    let whole = |numbers: &ArrayRef, at: usize| numbers.as_primitive::<Int64Type>().value(at);
    let text = |words: &ArrayRef, at: usize| words.as_string::<i64>().value(at).to_owned();
    for at in 0..batch.num_rows() {
        if [&ranks, &positions, &ids, &lines]
            .iter()
            .any(|column| column.is_null(at))
        {
            return Err(format!("row {at}: rank, position, id or {LINE} is missing"));
        }
        let rank = u64::try_from(whole(&ranks, at)).map_err(|error| format!("row {at}: rank: {error}"))?;
        let position =
            usize::try_from(whole(&positions, at)).map_err(|error| format!("row {at}: position: {error}"))?;
        let copy_of = (!copies.is_null(at)).then(|| text(&copies, at));
        let line = lines.as_string::<i64>().value(at);
        let findings = read_findings(line, Path::new(&format!("row {at}"))).map_err(|error| chain(&error))?;
        told.extend(Settled::new(findings, rank, position, &text(&ids, at), copy_of));
    }
    Ok(())
}

/// The events that the reports of some keys tell, a row an event.
#[pyfunction]
pub(crate) fn merge(py: Python<'_>, data: &Bound<'_, PyAny>, places: BTreeMap<String, String>) -> PyResult<Table> {
    let reader = data.extract::<AnyRecordBatch>()?.into_reader()?;
    let places = places.into_iter().map(|(name, id)| (name, NodeId::from(id))).collect();
    let merged = py.detach(|| {
        let mut told = Vec::new();
        for batch in reader {
            settled(&batch.map_err(|error| error.to_string())?, &mut told)?;
        }
        let portions = merge_told(told, &places);
        event_table(portions)
    });
    let (schema, batches) = merged.map_err(PyValueError::new_err)?;
    Ok(Table::new(Arc::new(schema), batches))
}

/// The table `events` of the portions without the summits, which are not known yet, and with the portions themselves.
fn event_table(portions: Vec<Portion>) -> Result<(Schema, Vec<RecordBatch>), String> {
    let lines: Result<Vec<String>, _> = portions.iter().map(portion_line).collect();
    let lines = lines.map_err(|error| error.to_string())?;
    let graph = GraphBuilder::default().assemble(portions, 0);
    let graph = graph.map_err(|error| error.to_string())?;
    let Some(whole) = summitry::export::arrow_schema("events") else {
        return Err("there is no table of events".to_owned());
    };
    let kept: Vec<usize> = (0..whole.fields().len())
        .filter(|&at| whole.field(at).name() != "summit")
        .collect();
    let mut fields: Vec<Field> = kept.iter().map(|&at| whole.field(at).clone()).collect();
    fields.push(text_field("portion"));
    let schema = Schema::new(fields);
    let mut lines = lines.into_iter();
    let mut batches = Vec::new();
    for batch in arrow_batches(&graph, "events").map_err(|error| error.to_string())? {
        let mut columns: Vec<ArrayRef> = kept.iter().map(|&at| Arc::clone(batch.column(at))).collect();
        columns.push(Arc::new(StringArray::from_iter_values(
            lines.by_ref().take(batch.num_rows()),
        )));
        let batch = RecordBatch::try_new(Arc::new(schema.clone()), columns);
        batches.push(batch.map_err(|error| error.to_string())?);
    }
    Ok((schema, batches))
}

/// The graph of portions.
#[pyfunction]
pub(crate) fn assemble(
    py: Python<'_>,
    portions: Vec<String>,
    articles: usize,
    gazetteer: Vec<PathBuf>,
) -> PyResult<Graph> {
    let knowledge = knowledge(py, (gazetteer, Vec::new(), Vec::new()))?;
    let read = py.detach(|| {
        let read = |(at, line): (usize, &String)| read_portion(line, Path::new(&format!("portion {at}")));
        portions
            .iter()
            .enumerate()
            .map(read)
            .collect::<Result<Vec<Portion>, _>>()
    });
    let portions = read.map_err(|error| of_store(py, Path::new("portions"), &error))?;
    let builder = GraphBuilder::with_gazetteer(&knowledge.gazetteer);
    let graph = py.detach(|| builder.assemble(portions, articles));
    Ok(Graph::new(graph.map_err(|error| wrong(&error))?))
}
