//! Slices: the part of a graph that a question asks for.

use crate::graph::{EventRecord, GraphPart, KnowledgeGraph, Node, NodeId, NodeKind, Relation};
use crate::query::Query;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The graph of the events that answer the question: with those who take part, those whom they serve, summits, places,
/// and the articles that report. Numbers of mentions count the reports of these events. A question that asks nothing
/// gives the whole graph.
///
/// # Panics
/// Never: a part of a graph is a graph.
pub fn slice<'a>(graph: &'a KnowledgeGraph, query: &Query) -> Cow<'a, KnowledgeGraph> {
    if *query == Query::default() {
        return Cow::Borrowed(graph);
    }
    let kept: BTreeSet<_> = query.find(graph).into_iter().map(|event| &event.id).collect();
    let events: Vec<EventRecord> = graph
        .events()
        .iter()
        .filter(|event| kept.contains(&event.id))
        .cloned()
        .collect();
    let mentions = mentions(&events);
    let nodes = nodes(graph, &mentions);
    let ids: BTreeSet<NodeId> = nodes.iter().map(|node| node.id.clone()).collect();
    let edges = graph
        .edges()
        .filter(|tie| match &tie.edge.relation {
            Relation::Event(event) => kept.contains(event),
            _ => ids.contains(&tie.source.id) && ids.contains(&tie.target.id),
        })
        .map(|tie| (tie.source.id.clone(), tie.target.id.clone(), tie.edge.clone()))
        .collect();
    let reporting: BTreeSet<&str> = events
        .iter()
        .flat_map(|event| &event.reports)
        .map(|report| report.article.as_str())
        .collect();
    let articles = graph
        .articles()
        .iter()
        .filter(|article| reporting.contains(article.id.as_str()))
        .cloned()
        .collect();
    let part = GraphPart {
        nodes,
        edges,
        articles,
        articles_read: graph.articles_read(),
        events,
    };
    match KnowledgeGraph::try_from(part) {
        Ok(graph) => Cow::Owned(graph),
        Err(error) => unreachable!("a part of a graph is a graph: {error}"),
    }
}

/// In how many of the reports each participant, place and summit stands.
fn mentions(events: &[EventRecord]) -> BTreeMap<NodeId, usize> {
    let mut mentions = BTreeMap::new();
    for event in events {
        for id in event.participants().chain(&event.place).chain(&event.summit) {
            *mentions.entry(id.clone()).or_default() += event.reports.len();
        }
    }
    mentions
}

/// The nodes that are mentioned, who and where the summits among them are, and whom or what all of these belong to.
fn nodes(graph: &KnowledgeGraph, mentions: &BTreeMap<NodeId, usize>) -> Vec<Node> {
    let mut kept: BTreeSet<&NodeId> = mentions.keys().collect();
    for node in graph.nodes().filter(|node| mentions.contains_key(&node.id)) {
        if let Some(summit) = &node.summit {
            kept.extend(summit.participants.iter().chain(&summit.place));
        }
    }
    let owners: Vec<&NodeId> = graph
        .edges()
        .filter(|tie| matches!(tie.edge.relation, Relation::Affiliation | Relation::In))
        .filter(|tie| tie.source.kind != NodeKind::Summit && kept.contains(&tie.source.id))
        .map(|tie| &tie.target.id)
        .collect();
    kept.extend(owners);
    graph
        .nodes()
        .filter(|node| kept.contains(&node.id))
        .map(|node| Node {
            mentions: mentions.get(&node.id).copied().unwrap_or(0),
            ..node.clone()
        })
        .collect()
}
