//! Nodes that are not as they were: who takes part for the first time, or no longer, and what everybody is called.

use super::articles::Differences;
use super::edges::Edges;
use super::events::{Events, finished};
use super::past::Reports;
use super::{Halt, seats};
use crate::graph::change::{called_by, remake};
use crate::graph::{EventRecord, Known, Node, NodeId, NodeKind, coded, entailed, own_edge};
use crate::store::base::rows::{count, delete_node, edge_sort, insert_node, node_sort, number};
use crate::store::stored::StoredNode;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A row of a node.
#[derive(Clone)]
struct Row {
    place: i64,
    sort: Vec<u8>,
    node: Node,
}

/// A node as it is to be.
struct Wish {
    id: NodeId,
    old: Option<Row>,
    new: Option<(Vec<u8>, Node)>,
}

/// The nodes of a graph that is being changed.
pub(super) struct Nodes<'w> {
    work: &'w Connection,
    known: &'w BTreeMap<NodeId, Known>,
    /// How many mentions more there are.
    more: BTreeMap<NodeId, i64>,
    /// Where those who take part in events that are not as they were do so first, and as whom.
    firsts: BTreeMap<NodeId, (i64, usize, Option<Node>)>,
    /// The countries and organizations that they are of, once it is known.
    affiliations: HashMap<NodeId, String>,
    /// The places of rows that have another place, and these.
    pub(super) moved: BTreeMap<i64, i64>,
}

impl<'w> Nodes<'w> {
    pub(super) fn new(
        work: &'w Connection,
        known: &'w BTreeMap<NodeId, Known>,
        events: &Events<'_>,
    ) -> Result<Self, Halt> {
        let mut more: BTreeMap<NodeId, i64> = BTreeMap::new();
        let mut mention = |event: &EventRecord, sign: i64| {
            for id in event.participants().chain(&event.place) {
                *more.entry(id.clone()).or_default() += sign * count(event.reports.len());
            }
        };
        events.old.values().for_each(|old| mention(&old.event, -1));
        events.fresh.iter().for_each(|fresh| mention(&fresh.event, 1));
        let mut nodes = Self {
            work,
            known,
            more,
            firsts: BTreeMap::new(),
            affiliations: HashMap::new(),
            moved: BTreeMap::new(),
        };
        for fresh in &events.fresh {
            let told = fresh.told.as_ref();
            for (position, id) in fresh.event.participants().enumerate() {
                let actor = told.and_then(|(actors, _)| actors.get(position));
                nodes.meet(id, fresh.place, position, actor)?;
            }
            if let Some(id) = &fresh.event.place {
                nodes.meet(id, fresh.place, 0, told.and_then(|(_, place)| place.as_ref()))?;
            }
        }
        Ok(nodes)
    }

    /// Somebody takes part in the event in this place. Events come in their order.
    fn meet(&mut self, id: &NodeId, event: i64, position: usize, told: Option<&Node>) -> Result<(), Halt> {
        let Some((_, _, first)) = self.firsts.get_mut(id) else {
            self.firsts.insert(id.clone(), (event, position, told.cloned()));
            return Ok(());
        };
        match (first, told) {
            (Some(first), Some(told)) if !is_alike(first, told) => Err(Halt::Anew),
            _ => Ok(()),
        }
    }

    /// Writes the nodes but summits, when the events are gone that are not as they were.
    pub(super) fn write(
        &mut self,
        events: &Events<'_>,
        differences: &Differences,
        reports: &mut Reports<'_>,
        edges: &mut Edges<'_>,
    ) -> Result<(), Halt> {
        let mut ids: BTreeSet<NodeId> = self.more.keys().cloned().collect();
        ids.extend(differences.called.iter().cloned());
        let mut wishes = Vec::new();
        // Who is spoken of alone follows from the others.
        let mut silent: BTreeMap<NodeId, Node> = BTreeMap::new();
        let mut idle: BTreeSet<NodeId> = BTreeSet::new();
        for id in ids {
            let old = self.row(&id)?;
            let new = self.wish(&id, old.as_ref(), events, reports)?;
            if new.is_none() {
                idle.insert(id.clone());
            }
            if new.is_none() && old.as_ref().is_some_and(|old| is_group(&old.node)) {
                let alone = |node: &Node| coded(node.id.clone(), node.kind, own_code(node));
                silent.extend(old.map(|old| (id, alone(&old.node))));
                continue;
            }
            let is_still = matches!((&old, &new), (Some(old), Some((sort, _))) if old.sort == *sort);
            if !is_still {
                let nodes = [old.as_ref().map(|old| &old.node), new.as_ref().map(|(_, node)| node)];
                silent.extend(
                    nodes
                        .into_iter()
                        .flatten()
                        .filter_map(entailed)
                        .map(|node| (node.id.clone(), node)),
                );
            }
            wishes.push(Wish { id, old, new });
        }
        self.check_names(&wishes, events)?;
        self.put(wishes, edges)?;
        let mut wishes = Vec::new();
        for (id, node) in silent {
            let old = self.row(&id)?;
            let is_actor = |old: &Row| old.sort.first() == Some(&node_sort::ACTOR);
            if !idle.contains(&id) && old.as_ref().is_some_and(is_actor) {
                continue;
            }
            let new = self.silent(node)?;
            wishes.push(Wish { id, old, new });
        }
        self.check_names(&wishes, events)?;
        self.put(wishes, edges)
    }

    fn row(&self, id: &NodeId) -> Result<Option<Row>, Halt> {
        let mut asked = self
            .work
            .prepare_cached("SELECT place, sort, body FROM node WHERE id = ?")?;
        let found: Option<(i64, Vec<u8>, String)> = asked
            .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((place, sort, body)) = found else {
            return Ok(None);
        };
        let node = understood(&body)?;
        Ok(Some(Row { place, sort, node }))
    }

    /// One who takes part in events, or a place, as it is now; nothing if it is none any longer.
    fn wish(
        &self,
        id: &NodeId,
        old: Option<&Row>,
        events: &Events<'_>,
        reports: &mut Reports<'_>,
    ) -> Result<Option<(Vec<u8>, Node)>, Halt> {
        let mut asked = self.work.prepare_cached("SELECT 1 FROM uneven WHERE node = ?")?;
        if asked.exists([id.as_str()])? {
            return Err(Halt::Anew);
        }
        let before = old.map_or(0, |old| count(old.node.mentions));
        let mentions = before + self.more.get(id).copied().unwrap_or(0);
        if mentions == 0 {
            return Ok(None);
        }
        let first = self.first(id, old, events, reports)?;
        let (event, position, told) = first.ok_or(Halt::Anew)?;
        let told = told.as_ref().or(old.map(|old| &old.node)).ok_or(Halt::Anew)?;
        if let Some(old) = old
            && !is_alike(&old.node, told)
        {
            return Err(Halt::Anew);
        }
        let sort = match told.kind {
            NodeKind::Place => node_sort::place(event),
            _ => node_sort::actor(event, position),
        };
        let mut node = Node::new(id.clone(), &told.name, told.kind);
        node.country.clone_from(&told.country);
        node.org.clone_from(&told.org);
        node.mentions = usize::try_from(mentions).map_err(|_| Halt::Anew)?;
        self.name(&mut node)?;
        Ok(Some((sort, node)))
    }

    /// The first event of somebody, the place in it, and as whom; nothing of that if it is as it was.
    fn first(
        &self,
        id: &NodeId,
        old: Option<&Row>,
        events: &Events<'_>,
        reports: &mut Reports<'_>,
    ) -> Result<Option<(i64, usize, Option<Node>)>, Halt> {
        let fresh = self.firsts.get(id);
        let is_place = |node: &Node| node.kind == NodeKind::Place;
        let was = old.filter(|old| matches!(old.sort.first(), Some(&node_sort::ACTOR | &node_sort::PLACE)));
        let was = was.and_then(|old| Some((number(&old.sort[1..])?, old)));
        if let Some((event, old)) = was
            && !events.old.contains_key(&event)
        {
            let is_first = fresh.is_none_or(|(place, ..)| event < *place);
            let position = old.sort.get(9..).and_then(number).unwrap_or(0);
            let position = usize::try_from(position).map_err(|_| Halt::Anew)?;
            let is_told = fresh.is_some_and(|(.., told)| told.is_some());
            if !is_first && !is_told {
                return Err(Halt::Anew);
            }
            return Ok(if is_first {
                Some((event, position, None))
            } else {
                fresh.cloned()
            });
        }
        let was = was.map(|(event, _)| event);
        if let Some((place, _, told)) = fresh {
            if told.is_none() && was != Some(*place) {
                return Err(Halt::Anew);
            }
            // None comes before it that did not before.
            if was.is_some_and(|was| *place <= was) {
                return Ok(fresh.cloned());
            }
        }
        let question = if old.is_some_and(|old| is_place(&old.node)) {
            "SELECT min(place) FROM event WHERE held_in = ?"
        } else {
            "SELECT min(event.place) FROM participant JOIN event ON event.id = participant.event WHERE node = ?"
        };
        let staying: Option<i64> = self
            .work
            .prepare_cached(question)?
            .query_row([id.as_str()], |row| row.get(0))?;
        match (staying, fresh) {
            (Some(event), fresh) if fresh.is_none_or(|(place, ..)| event < *place) => {
                self.first_in(id, event, events, reports).map(Some)
            }
            (_, fresh) => Ok(fresh.cloned()),
        }
    }

    /// Where and as whom somebody takes part in an event that stays.
    fn first_in(
        &self,
        id: &NodeId,
        event: i64,
        events: &Events<'_>,
        reports: &mut Reports<'_>,
    ) -> Result<(i64, usize, Option<Node>), Halt> {
        let record = events.staying(event)?;
        let position = record.participants().position(|own| own == id).unwrap_or(0);
        let made = remake(reports, event)?.ok_or(Halt::Anew)?;
        let fresh = finished(self.work, vec![made])?.pop().ok_or(Halt::Anew)?;
        let (actors, place) = fresh.told.ok_or(Halt::Anew)?;
        let told = actors.into_iter().chain(place).find(|node| node.id == *id);
        Ok((event, position, Some(told.ok_or(Halt::Anew)?)))
    }

    /// A country or an organization of which only others speak; nothing if none does.
    fn silent(&self, mut node: Node) -> Result<Option<(Vec<u8>, Node)>, Halt> {
        let (question, code) = match node.kind {
            NodeKind::Country => (
                "SELECT sort FROM node WHERE country = ? AND kind IN ('person', 'place') ORDER BY place LIMIT 1",
                &node.country,
            ),
            _ => (
                "SELECT sort FROM node WHERE org = ? AND country = '' AND kind = 'person' ORDER BY place LIMIT 1",
                &node.org,
            ),
        };
        if code.is_empty() {
            return Ok(None);
        }
        let mut asked = self.work.prepare_cached(question)?;
        let sort: Option<Vec<u8>> = asked.query_row([code], |row| row.get(0)).optional()?;
        let Some(sort) = sort else { return Ok(None) };
        if let Some(known) = self.known.get(&node.id) {
            node.name.clone_from(&known.name);
        }
        self.name(&mut node)?;
        Ok(Some((node_sort::silent(&sort), node)))
    }

    /// Adds what else it is called.
    fn name(&self, node: &mut Node) -> Result<(), Halt> {
        let mut asked = self
            .work
            .prepare_cached("SELECT name FROM called WHERE node = ? AND name <> ?")?;
        let names = asked.query_map([node.id.as_str(), &node.name], |row| row.get(0))?;
        node.aliases = names.collect::<rusqlite::Result<_>>()?;
        node.wikidata = self.known.get(&node.id).and_then(|known| known.wikidata.clone());
        Ok(())
    }

    /// Whether nothing else follows from what they are now called: summits are called after those who take part.
    fn check_names(&self, wishes: &[Wish], events: &Events<'_>) -> Result<(), Halt> {
        for Wish { id, old, new } in wishes {
            let (Some(old), Some((_, new))) = (old, new) else {
                continue;
            };
            if !is_alike(&old.node, new) {
                return Err(Halt::Anew);
            }
            if old.node.name != new.name && (is_group(new) || self.is_of_summit(id, events)?) {
                return Err(Halt::Anew);
            }
        }
        Ok(())
    }

    /// Whether somebody takes part in a summit that stays, or it is held there.
    fn is_of_summit(&self, id: &NodeId, events: &Events<'_>) -> Result<bool, Halt> {
        if events.old.values().any(|old| old.event.summit.is_some()) {
            return Ok(true);
        }
        let mut asked = self.work.prepare_cached(
            "SELECT 1 FROM event WHERE held_in = ?1 AND summit IS NOT NULL
             UNION ALL SELECT 1 FROM participant JOIN event ON event.id = participant.event
               WHERE node = ?1 AND summit IS NOT NULL",
        )?;
        Ok(asked.exists([id.as_str()])?)
    }

    /// Writes nodes as they are to be.
    fn put(&mut self, wishes: Vec<Wish>, edges: &mut Edges<'_>) -> Result<(), Halt> {
        let mut groups: Vec<Node> = Vec::new();
        let (mut gone, mut new) = (Vec::new(), Vec::new());
        for Wish { old, new: wish, .. } in wishes {
            let is_there = [old.is_some(), wish.is_some()];
            if is_there[0] != is_there[1] {
                let node = old
                    .as_ref()
                    .map(|old| &old.node)
                    .or(wish.as_ref().map(|(_, node)| node));
                groups.extend(node.filter(|node| is_group(node)).cloned());
            }
            match (old, wish) {
                (Some(old), Some((sort, node))) if old.sort == sort => self.amend(&old, &node)?,
                (old, wish) => {
                    gone.extend(old.clone());
                    new.extend(wish.map(|(sort, node)| (sort, node, old.map(|old| old.place))));
                }
            }
        }
        new.sort_by(|(one, ..), (other, ..)| one.cmp(other));
        let sorts: Vec<&[u8]> = new.iter().map(|(sort, ..)| sort.as_slice()).collect();
        let places = seats(self.work, "node", &sorts, false)?;
        for old in &gone {
            if let Some(edge) = own_edge(&old.node) {
                edges.forget(&edge)?;
            }
            delete_node(self.work, old.place)?;
        }
        for ((sort, node, was), place) in new.iter().zip(places) {
            if let Some(was) = was {
                self.moved.insert(*was, place);
            }
            insert_node(self.work, place, sort, node)?;
            if let Some(edge) = own_edge(node) {
                edges.add(edge_sort(&edge.2.relation, place, 0), edge);
            }
            self.affiliations.insert(node.id.clone(), node.affiliation().to_owned());
        }
        self.check_codes(&groups)
    }

    /// Writes what is different of a node that stays in its place.
    fn amend(&mut self, old: &Row, node: &Node) -> Result<(), Halt> {
        self.affiliations.insert(node.id.clone(), node.affiliation().to_owned());
        if old.node == *node {
            return Ok(());
        }
        if old.node.name == node.name && old.node.aliases == node.aliases {
            let body = serde_json::to_string(&StoredNode::from(node))?;
            let mut amend = self
                .work
                .prepare_cached("UPDATE node SET mentions = ?, wikidata = ?, body = ? WHERE place = ?")?;
            amend.execute(params![count(node.mentions), node.wikidata, body, old.place])?;
            return Ok(());
        }
        delete_node(self.work, old.place)?;
        Ok(insert_node(self.work, old.place, &old.sort, node)?)
    }

    /// Whether no country and organization that came or went shares its code with another, of whom a summit could be called.
    fn check_codes(&self, groups: &[Node]) -> Result<(), Halt> {
        let mut asked = self.work.prepare_cached("SELECT 1 FROM node WHERE id = ?")?;
        for group in groups {
            for id in called_by(group.affiliation()) {
                if id != group.id && asked.exists([id.as_str()])? {
                    return Err(Halt::Anew);
                }
            }
            if !called_by(group.affiliation()).contains(&group.id) {
                return Err(Halt::Anew);
            }
        }
        Ok(())
    }

    /// The country or organization of somebody who takes part in an event that is not as it was.
    pub(super) fn affiliation(&self, id: &NodeId) -> &str {
        self.affiliations.get(id).map_or("", String::as_str)
    }

    /// The nodes that these speak of, and the countries and organizations that they are of.
    pub(super) fn around(&self, events: &[EventRecord]) -> Result<BTreeMap<NodeId, Node>, Halt> {
        let mut nodes: BTreeMap<NodeId, Node> = BTreeMap::new();
        let named: BTreeSet<&NodeId> = events
            .iter()
            .flat_map(|event| event.participants().chain(&event.place))
            .collect();
        for id in named {
            let row = self.row(id)?.ok_or(Halt::Anew)?;
            nodes.insert(id.clone(), row.node);
        }
        let codes: BTreeSet<String> = nodes.values().map(|node| node.affiliation().to_owned()).collect();
        for id in codes.iter().flat_map(|code| called_by(code)) {
            if !nodes.contains_key(&id)
                && let Some(row) = self.row(&id)?
            {
                nodes.insert(id, row.node);
            }
        }
        Ok(nodes)
    }

    /// The summit of that id, and its place.
    pub(super) fn summit(&self, id: &NodeId) -> Result<Option<(i64, Vec<u8>, Node)>, Halt> {
        let row = self.row(id)?.filter(|row| row.node.summit.is_some());
        Ok(row.map(|row| (row.place, row.sort, row.node)))
    }
}

fn understood(body: &str) -> Result<Node, Halt> {
    let stored: StoredNode = serde_json::from_str(body)?;
    stored.into_node().map_err(|_| Halt::Anew)
}

/// Whether both are of one kind, and of one country and organization.
fn is_alike(one: &Node, other: &Node) -> bool {
    one.kind == other.kind && one.country == other.country && one.org == other.org
}

/// Whether others may serve it.
fn is_group(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Country | NodeKind::Organization)
}

/// The code of a country or an organization.
fn own_code(node: &Node) -> &str {
    match node.kind {
        NodeKind::Country => &node.country,
        _ => &node.org,
    }
}
