//! The columns of what was mined: a row an event, and a row an article.

use super::{Located, sides};
use crate::table::Table;
use crate::work::Done;
use arrow_array::builder::{Date32Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::types::Date32Type;
use arrow_array::{Array, ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use chrono::NaiveDate;
use pyo3::prelude::*;
use std::sync::Arc;
use summitry::article::Place;
use summitry::event::Participant;
use summitry::pipeline::Mined;

/// Those who take part, a list for each event.
#[derive(Default)]
struct ParticipantColumns {
    lengths: Vec<usize>,
    names: StringBuilder,
    kinds: StringBuilder,
    countries: StringBuilder,
    organizations: StringBuilder,
    words: StringBuilder,
}

impl ParticipantColumns {
    fn push(&mut self, mined: &Mined, participants: &[Participant]) {
        self.lengths.push(participants.len());
        for participant in participants {
            self.names.append_value(&participant.name);
            self.kinds.append_value(participant.kind.as_str());
            self.countries.append_value(&participant.country);
            self.organizations.append_value(&participant.org);
            self.words.append_value(participant.mention.of(&mined.article.content));
        }
    }

    fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        let columns = [
            ("name", &mut self.names),
            ("kind", &mut self.kinds),
            ("country", &mut self.countries),
            ("org", &mut self.organizations),
            ("words", &mut self.words),
        ];
        let columns = columns.map(|(name, builder)| {
            let field = Field::new(name, DataType::Utf8, false);
            (Arc::new(field), Arc::new(builder.finish()) as ArrayRef)
        });
        let structs = StructArray::from(columns.to_vec());
        let field = Arc::new(Field::new("item", structs.data_type().clone(), false));
        let offsets = OffsetBuffer::from_lengths(self.lengths);
        Ok(Arc::new(ListArray::try_new(field, offsets, Arc::new(structs), None)?))
    }
}

/// The events, in the order of the articles.
#[derive(Default)]
pub(super) struct EventColumns {
    row: Int64Builder,
    doc: StringBuilder,
    published: Date32Builder,
    kind: StringBuilder,
    status: StringBuilder,
    date: StringBuilder,
    date_start: Date32Builder,
    date_end: Date32Builder,
    date_rule: StringBuilder,
    source: ParticipantColumns,
    target: ParticipantColumns,
    place: StringBuilder,
    place_country: StringBuilder,
    meeting: StringBuilder,
    evidence: StringBuilder,
    part: StringBuilder,
    start: Int64Builder,
    end: Int64Builder,
    byte_start: Int64Builder,
    byte_end: Int64Builder,
    pattern: StringBuilder,
    score: Float64Builder,
    plover: StringBuilder,
    cameo: StringBuilder,
    quad_class: Int64Builder,
}

impl EventColumns {
    /// Adds the events of the article in that row.
    pub(super) fn extend(&mut self, row: usize, mined: &Mined) {
        let article = &mined.article;
        for event in &mined.events {
            self.row.append_value(whole(row));
            self.doc.append_value(&article.id);
            self.published.append_option(day(article.date));
            self.kind.append_value(event.event_type.as_str());
            self.status.append_value(event.status.as_str());
            let date = event.date.as_ref();
            self.date.append_option(date.map(|date| &date.value));
            self.date_start.append_option(day(date.map(|date| date.start)));
            self.date_end.append_option(day(date.map(|date| date.end)));
            self.date_rule.append_value(event.date_rule.as_str());
            let [source, target] = sides(event);
            self.source.push(mined, source);
            self.target.push(mined, target);
            let place = event.place.as_ref();
            self.place.append_option(place.map(|place| &place.name));
            let country = place.map(|place| &place.country);
            self.place_country
                .append_option(country.filter(|country| !country.is_empty()));
            self.meeting.append_option(event.meeting.as_ref());
            self.evidence.append_value(event.evidence.of(&article.content));
            let located = Located::new(article, event.evidence);
            self.part.append_value(located.part.as_str());
            self.start.append_value(whole(located.characters.0));
            self.end.append_value(whole(located.characters.1));
            self.byte_start.append_value(whole(located.bytes.0));
            self.byte_end.append_value(whole(located.bytes.1));
            self.pattern.append_value(&event.pattern);
            self.score.append_value(event.score);
            self.plover.append_value(event.event_type.plover());
            self.cameo.append_value(event.event_type.cameo());
            self.quad_class
                .append_value(event.event_type.quad_class().number().into());
        }
    }

    pub(super) fn table(mut self) -> PyResult<Table> {
        let made = || {
            Ok::<_, ArrowError>(vec![
                ("row", array(self.row.finish())),
                ("doc", array(self.doc.finish())),
                ("published", array(self.published.finish())),
                ("type", array(self.kind.finish())),
                ("status", array(self.status.finish())),
                ("date", array(self.date.finish())),
                ("date_start", array(self.date_start.finish())),
                ("date_end", array(self.date_end.finish())),
                ("date_rule", array(self.date_rule.finish())),
                ("source", self.source.finish()?),
                ("target", self.target.finish()?),
                ("place", array(self.place.finish())),
                ("place_country", array(self.place_country.finish())),
                ("meeting", array(self.meeting.finish())),
                ("evidence", array(self.evidence.finish())),
                ("part", array(self.part.finish())),
                ("start", array(self.start.finish())),
                ("end", array(self.end.finish())),
                ("byte_start", array(self.byte_start.finish())),
                ("byte_end", array(self.byte_end.finish())),
                ("pattern", array(self.pattern.finish())),
                ("score", array(self.score.finish())),
                ("plover", array(self.plover.finish())),
                ("cameo", array(self.cameo.finish())),
                ("quad_class", array(self.quad_class.finish())),
            ])
        };
        table(made())
    }
}

/// The rows that were given, each with what became of it.
#[derive(Default)]
pub(super) struct RowColumns {
    row: Int64Builder,
    file: StringBuilder,
    line: Int64Builder,
    doc: StringBuilder,
    published: Date32Builder,
    events: Int64Builder,
    error: StringBuilder,
}

impl RowColumns {
    pub(super) fn push(&mut self, done: &Done) {
        self.row.append_value(whole(done.row));
        let place = done.place.as_ref();
        self.file
            .append_option(place.map(|place| place.path.display().to_string()));
        let line = place.and_then(|place| match place.place {
            Some(Place::Line(line)) => Some(whole(line)),
            _ => None,
        });
        self.line.append_option(line);
        let mined = done.result.as_ref().ok();
        self.doc.append_option(mined.map(|mined| &mined.article.id));
        self.published
            .append_option(day(mined.and_then(|mined| mined.article.date)));
        self.events.append_option(mined.map(|mined| whole(mined.events.len())));
        self.error
            .append_option(done.result.as_ref().err().map(|problem| &problem.cause));
    }

    pub(super) fn table(mut self) -> PyResult<Table> {
        table(Ok(vec![
            ("row", array(self.row.finish())),
            ("file", array(self.file.finish())),
            ("line", array(self.line.finish())),
            ("doc", array(self.doc.finish())),
            ("published", array(self.published.finish())),
            ("events", array(self.events.finish())),
            ("error", array(self.error.finish())),
        ]))
    }
}

/// The table of these columns.
fn table(columns: Result<Vec<(&str, ArrayRef)>, ArrowError>) -> PyResult<Table> {
    let made = columns.and_then(|columns| {
        let fields = columns.iter();
        let fields: Vec<Field> = fields
            .map(|(name, column)| Field::new(*name, column.data_type().clone(), true))
            .collect();
        let columns = columns.into_iter().map(|(_, column)| column).collect();
        RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
    });
    let batch = made.map_err(|error| pyo3::exceptions::PyValueError::new_err(error.to_string()))?;
    Ok(Table::new(batch.schema(), vec![batch]))
}

fn array(column: impl Array + 'static) -> ArrayRef {
    Arc::new(column)
}

fn day(date: Option<NaiveDate>) -> Option<i32> {
    date.map(Date32Type::from_naive_date)
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
