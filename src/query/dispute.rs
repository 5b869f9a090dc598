//! Disputes: where do the reports of one event differ?

use super::Query;
use crate::event::{EventDate, Status};
use crate::graph::{EventRecord, KnowledgeGraph};

/// What reports may differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disputed {
    /// The days: one report gives days that another does not hold possible.
    Date,
    /// The place.
    Place,
    /// Whether it took place: one report says that it did, and another that it did not.
    Status,
}

impl Disputed {
    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Place => "place",
            Self::Status => "status",
        }
    }
}

/// An event in which reports differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute<'a> {
    /// The event.
    pub event: &'a EventRecord,
    /// What they differ in.
    pub field: Disputed,
    /// What they say, with the number of reports: first what the event is taken for.
    pub readings: Vec<(String, usize)>,
}

/// The disputes over the events that answer `query`, in the order of time. Cost: one look at each report.
///
/// ```
/// use summitry::graph::KnowledgeGraph;
/// use summitry::query::{Query, disputes};
///
/// assert_eq!(disputes(&KnowledgeGraph::default(), &Query::default()), []);
/// ```
pub fn disputes<'a>(graph: &'a KnowledgeGraph, query: &Query) -> Vec<Dispute<'a>> {
    query.find(graph).into_iter().flat_map(disputes_of).collect()
}

/// The disputes over one event.
pub fn disputes_of(event: &EventRecord) -> Vec<Dispute<'_>> {
    let mut found = Vec::new();
    let dates: Vec<(&EventDate, usize)> = event
        .dates
        .iter()
        .filter_map(|reading| Some((reading.date.as_ref()?, reading.reports)))
        .collect();
    let is_apart = |one: &EventDate, other: &EventDate| one.end < other.start || other.end < one.start;
    let is_disputed = dates
        .iter()
        .any(|(one, _)| dates.iter().any(|(other, _)| is_apart(one, other)));
    let mut add = |field, readings| found.push(Dispute { event, field, readings });
    if is_disputed {
        let told = dates.iter().map(|(date, reports)| (date.value.clone(), *reports));
        add(Disputed::Date, told.collect());
    }
    if event.places.len() > 1 {
        let told = event.places.iter();
        add(
            Disputed::Place,
            told.map(|reading| (reading.place.name.clone(), reading.reports))
                .collect(),
        );
    }
    let says = |status: Status| event.reports.iter().filter(|report| report.status == status).count();
    let (held, denied) = (says(Status::Occurred), says(Status::Denied));
    if held > 0 && denied > 0 {
        let mut told = [(Status::Occurred, held), (Status::Denied, denied)];
        told.sort_by_key(|(status, _)| *status != event.status);
        add(
            Disputed::Status,
            told.map(|(status, reports)| (status.to_string(), reports)).to_vec(),
        );
    }
    found
}
