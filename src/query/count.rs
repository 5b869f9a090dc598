//! Counts: how many events are there of each month, type, source?

use super::Query;
use super::happening::{Happening, Month};
use crate::event::Status;
use crate::graph::{EventRecord, KnowledgeGraph, Node, Outline, Outlined};
use std::collections::HashMap;

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

    /// Where the event counts, of what each event tells by itself; nothing for what its reports and nodes tell.
    fn value<'a>(self, event: impl Happening, status: Status) -> Option<Value<'a>> {
        Some(match self {
            Self::Year => Value::Month(match Month::of(event) {
                Month::Told { year, .. } => Month::Told { year, month: 0 },
                Month::Untold => Month::Untold,
            }),
            Self::Month => Value::Month(Month::of(event)),
            Self::Type => Value::Words(event.event_type().as_str()),
            Self::Class => Value::Words(event.event_type().plover()),
            Self::Status => Value::Words(status.as_str()),
            Self::Source | Self::Country | Self::Place => return None,
        })
    }

    /// Where the event counts: once, or of several publishers and countries at each; empty where it tells nothing of it.
    fn values<'a>(self, graph: &'a KnowledgeGraph, event: &'a EventRecord) -> Vec<Value<'a>> {
        match self {
            Self::Source => each(
                event
                    .reports
                    .iter()
                    .map(|report| report.source.as_deref().unwrap_or_default()),
            ),
            Self::Country => each_country(event.participants().filter_map(|id| graph.node(id))),
            Self::Place => vec![Value::Words(event.place.as_ref().map_or("", |id| graph.name(id)))],
            _ => self.value(event, event.status).into_iter().collect(),
        }
    }

    /// The same of an event in outline, in which publishers are not told.
    fn values_in_outline(self, event: Outlined<'_>) -> Vec<Value<'_>> {
        let node = |at: u32| &event.outline.nodes[at as usize];
        match self {
            Self::Country => each_country(event.participants().iter().map(|&at| node(at))),
            Self::Place => vec![Value::Words(event.event.place.map_or("", |at| &node(at).name))],
            _ => self.value(event, event.event.status).into_iter().collect(),
        }
    }
}

/// Where events count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Value<'a> {
    Month(Month),
    Words(&'a str),
}

impl Value<'_> {
    /// In words; empty where it is not known.
    fn words(self) -> String {
        match self {
            Self::Month(month) => month.to_string(),
            Self::Words(words) => words.to_owned(),
        }
    }
}

/// Each of the values once; the empty one where there is none.
fn each<'a>(values: impl Iterator<Item = &'a str>) -> Vec<Value<'a>> {
    let mut values: Vec<&str> = values.collect();
    if values.is_empty() {
        values.push("");
    }
    values.sort_unstable();
    values.dedup();
    values.into_iter().map(Value::Words).collect()
}

fn each_country<'a>(nodes: impl Iterator<Item = &'a Node>) -> Vec<Value<'a>> {
    each(
        nodes
            .map(|node| node.country.as_str())
            .filter(|country| !country.is_empty()),
    )
}

/// The events that are alike in some dimensions.
#[derive(Clone, Debug, PartialEq)]
pub struct Count<E> {
    /// Their value in each dimension; empty where it is not known.
    pub values: Vec<String>,
    /// The events, in the order of time.
    pub events: Vec<E>,
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
pub fn counts<'a>(graph: &'a KnowledgeGraph, query: &Query, by: &[Dimension]) -> Vec<Count<&'a EventRecord>> {
    gathered(query.find(graph), by, |event, dimension| dimension.values(graph, event))
}

/// The same of the events of an outline; nothing where it does not tell what is asked, as who reports them.
pub fn counts_in_outline<'o>(
    outline: &'o Outline,
    query: &Query,
    by: &[Dimension],
) -> Option<Vec<Count<Outlined<'o>>>> {
    let found = query.find_in(outline).filter(|_| !by.contains(&Dimension::Source))?;
    Some(gathered(found, by, |event, dimension| {
        dimension.values_in_outline(event)
    }))
}

/// The events by their values in these dimensions.
fn gathered<'a, E: Copy>(
    events: Vec<E>,
    by: &[Dimension],
    values: impl Fn(E, Dimension) -> Vec<Value<'a>>,
) -> Vec<Count<E>> {
    let mut places: HashMap<Vec<Value<'_>>, usize> = HashMap::new();
    let mut gathered: Vec<Vec<E>> = Vec::new();
    for event in events {
        let values: Vec<Vec<Value<'_>>> = by.iter().map(|&dimension| values(event, dimension)).collect();
        each_key(&values, &mut Vec::with_capacity(by.len()), &mut |key| {
            if let Some(&place) = places.get(key) {
                gathered[place].push(event);
            } else {
                places.insert(key.to_vec(), gathered.len());
                gathered.push(vec![event]);
            }
        });
    }
    let count = |(key, place): (Vec<Value<'_>>, usize)| Count {
        values: key.into_iter().map(Value::words).collect(),
        events: std::mem::take(&mut gathered[place]),
    };
    let mut counts: Vec<Count<E>> = places.into_iter().map(count).collect();
    // What is not known comes last.
    counts.sort_by_cached_key(|count| {
        let values = count.values.iter();
        values
            .map(|value| (value.is_empty(), value.clone()))
            .collect::<Vec<_>>()
    });
    counts
}

/// Calls `take` with each choice of one of the values of each dimension, behind those that are chosen.
fn each_key<'a>(values: &[Vec<Value<'a>>], chosen: &mut Vec<Value<'a>>, take: &mut impl FnMut(&[Value<'a>])) {
    let Some((first, rest)) = values.split_first() else {
        return take(chosen);
    };
    for &value in first {
        chosen.push(value);
        each_key(rest, chosen, take);
        chosen.pop();
    }
}
