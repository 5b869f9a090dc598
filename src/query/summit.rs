//! Summits: which meetings of several have a name or a place of their own?

use super::Query;
use crate::graph::{KnowledgeGraph, Node, NodeId, NodeKind};
use std::collections::BTreeSet;

/// The summits of which an event answers `query`, the earliest first and undated ones last.
///
/// A meeting is what its parts are: who takes part in one event of a summit takes part in it.
pub fn summits<'a>(graph: &'a KnowledgeGraph, query: &Query) -> Vec<&'a Node> {
    let held: BTreeSet<&NodeId> = query
        .find(graph)
        .into_iter()
        .filter_map(|event| event.summit.as_ref())
        .collect();
    let mut summits: Vec<&Node> = graph
        .nodes()
        .filter(|node| node.kind == NodeKind::Summit && held.contains(&node.id))
        .collect();
    summits.sort_by_key(|node| {
        let date = node.summit.as_ref().and_then(|summit| summit.date.as_ref());
        (date.is_none(), date.map(|date| (date.start, date.end)), &node.id)
    });
    summits
}
