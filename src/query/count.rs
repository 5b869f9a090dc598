//! Counts: how many events are there of each month, type, source?

use super::Query;
use super::dyad::month;
use crate::graph::{EventRecord, KnowledgeGraph};
use std::collections::BTreeMap;

/// By what events are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// By the year in which they begin.
    Year,
    /// By the month in which they begin, or the year where only that is told.
    Month,
    /// By type.
    Type,
    /// By PLOVER class.
    Class,
    /// By status.
    Status,
    /// By each publisher that reports them.
    Source,
    /// By each country of those who take part.
    Country,
    /// By place.
    Place,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: &'static [Self] = &[
        Self::Year,
        Self::Month,
        Self::Type,
        Self::Class,
        Self::Status,
        Self::Source,
        Self::Country,
        Self::Place,
    ];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Type => "type",
            Self::Class => "class",
            Self::Status => "status",
            Self::Source => "source",
            Self::Country => "country",
            Self::Place => "place",
        }
    }

    /// The dimension of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|dimension| dimension.as_str() == name)
    }

    /// Where the event counts: once, or of several publishers and countries at each; empty where it tells nothing of it.
    fn values(self, graph: &KnowledgeGraph, event: &EventRecord) -> Vec<String> {
        let date = event.date.as_ref();
        let mut values: Vec<String> = match self {
            Self::Year => vec![date.map_or_else(String::new, |date| date.start.format("%Y").to_string())],
            Self::Month => vec![month(event)],
            Self::Type => vec![event.event_type.to_string()],
            Self::Class => vec![event.event_type.plover().to_owned()],
            Self::Status => vec![event.status.to_string()],
            Self::Source => event
                .reports
                .iter()
                .map(|report| report.source.clone().unwrap_or_default())
                .collect(),
            Self::Country => event
                .participants()
                .filter_map(|id| graph.node(id))
                .map(|node| node.country.clone())
                .filter(|country| !country.is_empty())
                .collect(),
            Self::Place => vec![event.place.as_ref().map_or("", |id| graph.name(id)).to_owned()],
        };
        if values.is_empty() {
            values.push(String::new());
        }
        values.sort();
        values.dedup();
        values
    }
}

/// The events that are alike in some dimensions.
#[derive(Clone, Debug, PartialEq)]
pub struct Count<'a> {
    /// Their value in each dimension; empty where it is not known.
    pub values: Vec<String>,
    /// The events, in the order of time.
    pub events: Vec<&'a EventRecord>,
}

/// The events that answer `query`, gathered by their values in these dimensions, which are sorted; what is not known comes
/// last. An event of several publishers or countries counts at each of them. Cost: O(E log E).
///
/// ```
/// use summitry::graph::KnowledgeGraph;
/// use summitry::query::{Dimension, Query, counts};
///
/// assert_eq!(counts(&KnowledgeGraph::default(), &Query::default(), &[Dimension::Month]), []);
/// ```
pub fn counts<'a>(graph: &'a KnowledgeGraph, query: &Query, by: &[Dimension]) -> Vec<Count<'a>> {
    let mut gathered: BTreeMap<Vec<(bool, String)>, Vec<&EventRecord>> = BTreeMap::new();
    for event in query.find(graph) {
        let mut keys: Vec<Vec<(bool, String)>> = vec![Vec::new()];
        for dimension in by {
            let values = dimension.values(graph, event);
            keys = keys
                .into_iter()
                .flat_map(|key| {
                    let longer = |value: &String| [key.clone(), vec![(value.is_empty(), value.clone())]].concat();
                    values.iter().map(longer).collect::<Vec<_>>()
                })
                .collect();
        }
        for key in keys {
            gathered.entry(key).or_default().push(event);
        }
    }
    gathered
        .into_iter()
        .map(|(key, events)| Count {
            values: key.into_iter().map(|(_, value)| value).collect(),
            events,
        })
        .collect()
}
