//! Parts: what of a base is enough to answer a question?

use super::names::{Sought, candidates};
use super::{Query, Question};
use crate::entity::Gazetteer;
use crate::graph::{GraphPart, KnowledgeGraph, Node, NodeId};
use crate::store::base::{Base, BaseError, Selection};
use std::collections::BTreeMap;

impl Query {
    /// The events of a base among which are all that answer the question.
    pub fn selection(&self) -> Selection {
        Selection {
            events: Vec::new(),
            who: self.who.clone(),
            with: self.with.clone(),
            exactly: self.exactly,
            countries: self.countries.clone(),
            places: self.places.clone(),
            since: self.since,
            until: self.until,
            types: self.types.clone(),
            statuses: self.statuses.clone(),
            min_score: self.min_score,
        }
    }
}

/// All whom the names of a question, and these names of actors, may mean in a base: a graph without events, in which they mean
/// what they mean in the whole. Nothing where that takes the whole: of publishers and articles, and of a base of an earlier
/// version.
///
/// # Errors
/// If the base cannot be read.
pub fn named(
    base: &Base,
    question: &Question,
    actors: &[&str],
    gazetteer: Option<&Gazetteer>,
) -> Result<Option<KnowledgeGraph>, BaseError> {
    if !question.sources.is_empty() || !question.articles.is_empty() || !base.has_parts()? {
        return Ok(None);
    }
    let own = question.who.iter().chain(&question.with).chain(&question.countries);
    let actors = actors
        .iter()
        .copied()
        .chain(own.map(String::as_str))
        .map(|name| (name, Sought::Actor));
    let places = question.places.iter().map(|name| (name.as_str(), Sought::Place));
    let mut nodes: BTreeMap<NodeId, Node> = BTreeMap::new();
    for (name, sought) in actors.chain(places) {
        let found = candidates(name, sought, gazetteer, |called| base.nodes(called))?;
        nodes.extend(found.into_iter().map(|node| (node.id.clone(), node)));
    }
    let part = GraphPart {
        nodes: nodes.into_values().collect(),
        ..GraphPart::default()
    };
    Ok(KnowledgeGraph::try_from(part).ok())
}
