//! Index: in which events does somebody take part, which does an article report, and in what order of time do they stand?
//!
//! Each of the three is made of all events when it is first asked for, and kept with the graph. Memory: 4 bytes an event for the
//! order of time, and as many for each who takes part and each article that reports it.

use super::NodeId;
use super::record::{ArticleRef, EventRecord, Report};
use chrono::NaiveDate;
use petgraph::graph::NodeIndex;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Where the events of a graph stand, by what is asked of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// The place of each event in the order of time.
    ranks: OnceLock<Vec<u32>>,
    participants: OnceLock<Places>,
    articles: OnceLock<Places>,
}

/// The order of time: the earliest first, what is undated last.
pub(crate) fn in_time(one: Option<(NaiveDate, NaiveDate)>, other: Option<(NaiveDate, NaiveDate)>) -> Ordering {
    one.is_none().cmp(&other.is_none()).then(one.cmp(&other))
}

/// For each of several things, the places of its events in ascending order.
#[derive(Clone, Debug)]
struct Places {
    /// What each has begins here, and ends where that of the next begins.
    starts: Vec<usize>,
    events: Vec<u32>,
}

impl Places {
    /// Of so many things, and the numbers of those that each event has.
    fn new(things: usize, events: impl Iterator<Item = Vec<usize>>) -> Self {
        let mut pairs: Vec<(usize, u32)> = Vec::new();
        for (at, numbers) in (0..).zip(events) {
            pairs.extend(numbers.into_iter().map(|number| (number, at)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = vec![0; things + 1];
        for &(thing, _) in &pairs {
            starts[thing + 1] += 1;
        }
        for at in 0..things {
            starts[at + 1] += starts[at];
        }
        let events = pairs.into_iter().map(|(_, at)| at).collect();
        Self { starts, events }
    }

    fn of(&self, thing: usize) -> &[u32] {
        match self.starts.get(thing..thing + 2) {
            Some(&[start, end]) => &self.events[start..end],
            _ => &[],
        }
    }
}

impl Index {
    /// The places of the events in which this one of the nodes takes part.
    pub(super) fn of_participant(
        &self,
        events: &[EventRecord],
        nodes: &HashMap<NodeId, NodeIndex>,
        node: NodeIndex,
    ) -> &[u32] {
        let of_event = |event: &EventRecord| {
            let found = event.participants().filter_map(|id| nodes.get(id));
            found.map(|at| at.index()).collect()
        };
        let places = || Places::new(nodes.len(), events.iter().map(of_event));
        self.participants.get_or_init(places).of(node.index())
    }

    /// The places of the events that the article of this number reports.
    pub(super) fn of_article(&self, events: &[EventRecord], articles: &[ArticleRef], article: usize) -> &[u32] {
        let places = || {
            let numbers: HashMap<&str, usize> = articles.iter().map(|article| article.id.as_str()).zip(0..).collect();
            let number = |report: &Report| numbers.get(report.article.as_str()).copied();
            let of_event = |event: &EventRecord| event.reports.iter().filter_map(number).collect();
            Places::new(articles.len(), events.iter().map(of_event))
        };
        self.articles.get_or_init(places).of(article)
    }

    /// How many events come before each in the order of time, and of one time in their own order.
    pub(super) fn ranks(&self, events: &[EventRecord]) -> &[u32] {
        self.ranks.get_or_init(|| {
            let days = |event: &EventRecord| event.date.as_ref().map(|date| (date.start, date.end));
            let mut order: Vec<_> = events.iter().map(days).zip(0u32..).collect();
            order.sort_unstable_by(|one, other| in_time(one.0, other.0).then(one.1.cmp(&other.1)));
            let mut ranks = vec![0; events.len()];
            for (rank, (_, at)) in (0..).zip(order) {
                ranks[at as usize] = rank;
            }
            ranks
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn each_thing_has_its_places_in_order_and_what_is_not_there_has_none() {
        let events = [vec![2, 0, 2], vec![], vec![0], vec![2]];
        let places = Places::new(4, events.into_iter());
        let found: Vec<&[u32]> = (0..5).map(|thing| places.of(thing)).collect();
        assert_eq!(found, [&[0, 2][..], &[], &[0, 3], &[], &[]]);
    }
}
