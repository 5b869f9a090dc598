//! Index: in which events does somebody take part, which does an article report, and in what order of time do they stand?
//!
//! Made of all events when it is first asked, and kept with the graph: a list of the events in the order of time, and for each
//! participant and each article the places of its events. Memory: 4 bytes an event, and as many for each who takes part and each
//! article that reports it.

use super::NodeId;
use super::record::{ArticleRef, EventRecord};
use petgraph::graph::NodeIndex;
use std::collections::HashMap;

/// Where the events of a graph stand, by what is asked of them.
#[derive(Clone, Debug)]
pub(super) struct Index {
    /// The place of each event in the order of time.
    ranks: Vec<u32>,
    participants: Places,
    articles: Places,
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
    /// The index of these events among these nodes and articles.
    pub(super) fn new(events: &[EventRecord], nodes: &HashMap<NodeId, NodeIndex>, articles: &[ArticleRef]) -> Self {
        let mut order: Vec<_> = (0u32..)
            .zip(events)
            .map(|(at, event)| {
                let days = event.date.as_ref().map(|date| (date.start, date.end));
                (days.is_none(), days, at)
            })
            .collect();
        order.sort_unstable();
        let mut ranks = vec![0; events.len()];
        for (rank, (.., at)) in (0..).zip(order) {
            ranks[at as usize] = rank;
        }
        let numbers: HashMap<&str, usize> = articles.iter().map(|article| article.id.as_str()).zip(0..).collect();
        let takes_part = |event: &EventRecord| -> Vec<usize> {
            let found = event.participants().filter_map(|id| nodes.get(id));
            found.map(|node| node.index()).collect()
        };
        let reports = |event: &EventRecord| -> Vec<usize> {
            let found = event
                .reports
                .iter()
                .filter_map(|report| numbers.get(report.article.as_str()));
            found.copied().collect()
        };
        Self {
            ranks,
            participants: Places::new(nodes.len(), events.iter().map(takes_part)),
            articles: Places::new(articles.len(), events.iter().map(reports)),
        }
    }

    /// The places of the events in which the node of this number takes part.
    pub(super) fn of_participant(&self, node: usize) -> &[u32] {
        self.participants.of(node)
    }

    /// The places of the events that the article of this number reports.
    pub(super) fn of_article(&self, article: usize) -> &[u32] {
        self.articles.of(article)
    }

    /// How many events come before this one in the order of time: the earliest first, undated ones last.
    pub(super) fn rank(&self, event: usize) -> u32 {
        self.ranks[event]
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
