//! The nodes of a graph that is being built, in the order in which they were first seen.

use super::NodeId;
use super::merge::Actor;
use super::node::{Known, Node, NodeKind, alias};
use super::record::FoundEvent;
use crate::entity::EntityId;
use crate::event::Place;
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The country or organization that a person serves, or the country in which a place lies, by its code for want of a name.
pub(crate) fn entailed(node: &Node) -> Option<Node> {
    match node.kind {
        NodeKind::Person | NodeKind::Place if !node.country.is_empty() => {
            Some(coded(country_id(&node.country), NodeKind::Country, &node.country))
        }
        NodeKind::Person if !node.org.is_empty() => {
            let id = EntityId::organization(&node.org).into();
            Some(coded(id, NodeKind::Organization, &node.org))
        }
        _ => None,
    }
}

/// A country or an organization, by its code for want of a name.
pub(crate) fn coded(id: NodeId, kind: NodeKind, code: &str) -> Node {
    let mut node = Node::new(id, code, kind);
    let own = if kind == NodeKind::Country {
        &mut node.country
    } else {
        &mut node.org
    };
    code.clone_into(own);
    node
}

pub(super) fn country_id(iso3: &str) -> NodeId {
    EntityId::country(iso3).into()
}

/// The names by which an article calls those who take part in an event.
pub(super) fn names(found: &FoundEvent) -> impl Iterator<Item = (&NodeId, String)> {
    let actors = found.source.iter().chain(&found.target);
    actors.flat_map(|actor| {
        let names = actor
            .called
            .iter()
            .map(|called| alias(called))
            .chain([actor.name.clone()]);
        names.map(|name| (&actor.id, name))
    })
}

/// The folded name and the id of the place that an article names with its country.
pub(super) fn located(found: &FoundEvent) -> Option<(String, NodeId)> {
    let place = found.report.place.as_ref().filter(|place| !place.country.is_empty())?;
    Some((fold(&place.name), NodeId::place(&place.name, &place.country)))
}

/// The id of the place; one without a country takes that of its namesake.
pub(super) fn place_id(place: &Place, places: &BTreeMap<String, NodeId>) -> NodeId {
    match places.get(&fold(&place.name)) {
        Some(id) if place.country.is_empty() => id.clone(),
        _ => NodeId::place(&place.name, &place.country),
    }
}

/// The nodes in the order in which they were first seen.
#[derive(Default)]
pub(super) struct Nodes {
    list: Vec<Node>,
    at: HashMap<NodeId, usize>,
    seen: BTreeMap<NodeId, BTreeSet<String>>,
    places: BTreeMap<String, NodeId>,
    uneven: BTreeSet<NodeId>,
}

impl Nodes {
    fn insert(&mut self, node: Node) -> &mut Node {
        let at = *self.at.entry(node.id.clone()).or_insert_with(|| {
            self.list.push(node);
            self.list.len() - 1
        });
        &mut self.list[at]
    }

    pub(super) fn by_id(&mut self, id: &NodeId) -> &mut Node {
        let at = self.at[id];
        &mut self.list[at]
    }

    /// Remembers the words that name the participants, and the countries of places.
    pub(super) fn see(&mut self, found: &FoundEvent) {
        for (id, name) in names(found) {
            self.seen.entry(id.clone()).or_default().insert(name);
        }
        if let Some((name, id)) = located(found) {
            self.places.entry(name).or_insert(id);
        }
    }

    pub(super) fn actor(&mut self, actor: &Actor) {
        self.take(&actor.node());
    }

    /// The id of the place, which is put among the nodes.
    pub(super) fn place(&mut self, place: &Place) -> NodeId {
        let id = place_id(place, &self.places);
        self.put_place(&id, &place.name);
        id
    }

    /// Puts an actor of another list among the nodes.
    pub(super) fn take(&mut self, actor: &Node) {
        let is_new = !self.has(&actor.id);
        let node = self.insert(Node::new(actor.id.clone(), &actor.name, actor.kind));
        let is_same = node.kind == actor.kind && node.country == actor.country && node.org == actor.org;
        if !is_new && !is_same {
            self.uneven.insert(actor.id.clone());
        }
        let node = self.by_id(&actor.id);
        if node.country.is_empty() {
            node.country.clone_from(&actor.country);
        }
        if node.org.is_empty() {
            node.org.clone_from(&actor.org);
        }
    }

    /// Those who were put in now as one kind, or of one country or organization, and now of another.
    pub(super) fn uneven(&mut self) -> BTreeSet<NodeId> {
        std::mem::take(&mut self.uneven)
    }

    /// The nodes that were put in so far.
    pub(super) fn list(&self) -> &[Node] {
        &self.list
    }

    /// Puts a place of that id and name among the nodes.
    pub(super) fn put_place(&mut self, id: &NodeId, name: &str) {
        let country = match id.as_str().rsplit_once(':') {
            Some((front, country)) if front.contains(':') => country.to_owned(),
            _ => String::new(),
        };
        self.insert(Node::new(id.clone(), name, NodeKind::Place)).country = country;
    }

    /// Remembers names of somebody.
    pub(super) fn call(&mut self, id: NodeId, names: BTreeSet<String>) {
        self.seen.entry(id).or_default().extend(names);
    }

    pub(super) fn has(&self, id: &NodeId) -> bool {
        self.at.contains_key(id)
    }

    pub(super) fn affiliation(&self, id: &NodeId) -> &str {
        self.list[self.at[id]].affiliation()
    }

    /// All nodes with their names and aliases, and the countries and organizations that persons serve and places lie in.
    pub(super) fn finish(mut self, known: &BTreeMap<NodeId, Known>) -> Vec<Node> {
        let silent: Vec<Node> = self.list.iter().filter_map(entailed).collect();
        for mut node in silent {
            if let Some(known) = known.get(&node.id) {
                node.name.clone_from(&known.name);
            }
            self.insert(node);
        }
        for node in &mut self.list {
            node.aliases = self.seen.remove(&node.id).unwrap_or_default();
            node.aliases.remove(&node.name);
            node.wikidata = known.get(&node.id).and_then(|known| known.wikidata.clone());
        }
        self.list
    }
}
