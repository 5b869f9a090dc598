//! Hindsight left out: what did the articles tell up to a day?

use crate::graph::{EventRecord, GraphPart, KnowledgeGraph, Node, NodeId, Precision, Relation, Report};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The graph as the articles up to `day` tell it: without later reports and those of undated articles, and with the
/// status, the date and the number of sources of each event that follow from the rest by the rules of
/// [`graph`](crate::graph). What was put off to a date that no article told by then was called off.
///
/// Which reports tell of one event stays as all of them together have settled it, and so do ids, places and the names of
/// summits. Cost: O(V + E).
///
/// # Panics
/// Never: a part of a graph is a graph.
pub fn as_of(graph: &KnowledgeGraph, day: NaiveDate) -> KnowledgeGraph {
    let told = |report: &Report| report.article_date.is_some_and(|date| date <= day);
    let mut events: Vec<EventRecord> = graph
        .events()
        .iter()
        .filter_map(|event| {
            let reports: Vec<Report> = event.reports.iter().filter(|report| told(report)).cloned().collect();
            (!reports.is_empty()).then(|| event.judged(reports))
        })
        .collect();
    let known: BTreeSet<_> = events.iter().map(|event| event.id.clone()).collect();
    for event in &mut events {
        event.postponed_to = event.postponed_to.take().filter(|later| known.contains(later));
    }
    let mut mentions: BTreeMap<&NodeId, usize> = BTreeMap::new();
    for event in &events {
        for id in event.participants().chain(&event.place).chain(&event.summit) {
            *mentions.entry(id).or_default() += event.reports.len();
        }
    }
    let mut kept: BTreeSet<&NodeId> = mentions.keys().copied().collect();
    for tie in graph.edges() {
        if matches!(tie.edge.relation, Relation::Affiliation | Relation::In) && mentions.contains_key(&tie.source.id) {
            kept.insert(&tie.target.id);
        }
    }
    let nodes: Vec<Node> = graph
        .nodes()
        .filter(|node| kept.contains(&node.id))
        .map(|node| Node {
            mentions: mentions.get(&node.id).copied().unwrap_or(0),
            ..known_then(node, &events)
        })
        .collect();
    let attendance: BTreeSet<(&NodeId, &NodeId)> = nodes
        .iter()
        .filter_map(|node| Some((&node.id, node.summit.as_ref()?)))
        .flat_map(|(id, summit)| summit.participants.iter().map(move |participant| (participant, id)))
        .collect();
    let edges = graph
        .edges()
        .filter(|tie| match &tie.edge.relation {
            Relation::Event(id) => known.contains(id),
            Relation::Attended => attendance.contains(&(&tie.source.id, &tie.target.id)),
            _ => kept.contains(&tie.source.id) && kept.contains(&tie.target.id),
        })
        .map(|tie| (tie.source.id.clone(), tie.target.id.clone(), tie.edge.clone()))
        .collect();
    let articles: Vec<_> = graph
        .articles()
        .iter()
        .filter(|article| article.date.is_some_and(|date| date <= day))
        .cloned()
        .collect();
    let part = GraphPart {
        nodes,
        edges,
        articles_read: articles.len(),
        articles,
        events,
    };
    match KnowledgeGraph::try_from(part) {
        Ok(graph) => graph,
        Err(error) => unreachable!("a part of a graph is a graph: {error}"),
    }
}

/// A summit with the status, date and participants of those of its events that were told by then.
fn known_then(node: &Node, events: &[EventRecord]) -> Node {
    let mut node = node.clone();
    let Some(summit) = &mut node.summit else { return node };
    let held: Vec<&EventRecord> = events
        .iter()
        .filter(|event| event.summit.as_ref() == Some(&node.id))
        .collect();
    summit.status = held.iter().map(|event| event.status).min().unwrap_or(summit.status);
    summit
        .participants
        .retain(|id| held.iter().any(|event| event.participants().any(|own| own == id)));
    if summit
        .place
        .as_ref()
        .is_some_and(|place| held.iter().all(|event| event.place.as_ref() != Some(place)))
    {
        summit.place = None;
    }
    let within = |event: &&&EventRecord| {
        let (date, whole) = (event.date.as_ref(), summit.date.as_ref());
        date.zip(whole)
            .is_some_and(|(date, whole)| whole.start <= date.start && date.end <= whole.end)
    };
    if !held.iter().any(|event| within(&event)) {
        summit.date = held
            .iter()
            .filter_map(|event| event.date.clone())
            .min_by_key(|date| (Precision::of(date), date.start));
    }
    node
}
