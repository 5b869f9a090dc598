//! Building: from the events of one article after another to the graph of all.

use super::digest::digest;
use super::findings::Findings;
use super::merge::{Actor, Cluster, Month, NO_MONTH, Rank, Signature};
use super::node::{Known, Node, NodeKind};
use super::origin::{self, Texts};
use super::record::{ArticleRef, EventRecord, ReportId};
use super::register::{Nodes, entailed};
use super::replay::{Replay, Telling, Ties};
use super::summit::add_summits;
use super::{Edge, EdgeId, EventId, GraphError, GraphPart, KnowledgeGraph, NodeId, Relation};
use super::{judge, life};
use crate::article::Article;
use crate::entity::{EntityId, Gazetteer};
use crate::event::Event;
use crate::knowledge::Decision;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Gathers what articles contribute, and merges it into a graph. The order of arrival does not matter.
///
/// ```
/// use summitry::graph::GraphBuilder;
///
/// let graph = GraphBuilder::default().finish();
/// assert_eq!(graph.nodes().count(), 0);
/// ```
#[derive(Default)]
pub struct GraphBuilder {
    known: BTreeMap<NodeId, Known>,
    findings: Vec<Findings>,
    articles_read: usize,
}

impl GraphBuilder {
    /// A builder that takes the names and Wikidata items of countries, organizations and persons from the gazetteer.
    pub fn with_gazetteer(gazetteer: &Gazetteer) -> Self {
        let mut known = BTreeMap::new();
        let mut add = |id: EntityId, name: &str, wikidata: &Option<String>| {
            let (name, wikidata) = (name.to_owned(), wikidata.clone());
            known.entry(NodeId::from(id)).or_insert(Known { name, wikidata });
        };
        for country in &gazetteer.countries {
            add(EntityId::country(&country.iso3), &country.name, &country.wikidata);
        }
        for organization in &gazetteer.organizations {
            add(
                EntityId::organization(&organization.acronym),
                &organization.name,
                &organization.wikidata,
            );
        }
        for person in &gazetteer.people {
            add(
                EntityId::person(&person.name, &person.country),
                &person.name,
                &person.wikidata,
            );
            if let Some(office) = person.offices.last() {
                add(
                    EntityId::person(&person.name, &office.of),
                    &person.name,
                    &person.wikidata,
                );
            }
        }
        Self::default().knowing(known)
    }

    /// Takes the names of nodes that no article names, and the Wikidata items of all, from `known`.
    #[must_use]
    pub fn knowing(mut self, known: BTreeMap<NodeId, Known>) -> Self {
        self.known = known;
        self
    }

    /// The same, and of nodes that are not known yet, this.
    #[must_use]
    pub fn also_knowing(mut self, known: BTreeMap<NodeId, Known>) -> Self {
        for (id, known) in known {
            self.known.entry(id).or_insert(known);
        }
        self
    }

    /// What is known of nodes beyond the articles.
    pub const fn known(&self) -> &BTreeMap<NodeId, Known> {
        &self.known
    }

    /// Adds the events that were found in `article`; see [`add`](Self::add).
    ///
    /// # Panics
    /// If a span of an event does not lie in the article's content.
    pub fn add_article(&mut self, article: &Article, events: Vec<Event>) {
        self.add(Findings::new(article, events));
    }

    /// Adds what an article contributes.
    ///
    /// Of several articles of one id, the later ones are called `id#2`, `id#3` and so on.
    pub fn add(&mut self, findings: Findings) {
        self.articles_read += 1;
        if !findings.events.is_empty() {
            self.findings.push(findings);
        }
    }

    /// The graph of everything added.
    pub fn finish(mut self) -> KnowledgeGraph {
        let replay = Replay::undecided(std::mem::take(&mut self.findings));
        self.merge(replay, &[]).graph
    }

    /// The graph of everything added, by these decisions. Those on names are passed over: they are replayed when articles
    /// are read.
    pub fn finish_with(mut self, decisions: &[Decision], gazetteer: &Gazetteer) -> Finished {
        let replay = Replay::new(std::mem::take(&mut self.findings), decisions, gazetteer);
        self.merge(replay, decisions)
    }

    fn merge(self, replay: Replay, decisions: &[Decision]) -> Finished {
        let Replay {
            mut tellings,
            mut fits,
            ties,
        } = replay;
        tellings.retain(|telling| !telling.findings.events.is_empty());
        let tellers: Vec<usize> = tellings.iter().map(|telling| telling.place).collect();
        let mut merging = Merging {
            ties,
            ..Merging::default()
        };
        for telling in tellings {
            merging.take(telling);
        }
        let (places, removed): (Vec<usize>, Vec<EventId>) = decisions
            .iter()
            .enumerate()
            .filter_map(|(at, decision)| match decision {
                Decision::Remove { event } => Some((at, EventId::from(event.clone()))),
                _ => None,
            })
            .unzip();
        for (at, was_there) in places.into_iter().zip(merging.remove(&removed)) {
            fits[at] = was_there;
        }
        Finished {
            fits,
            tellers,
            ..merging.finish(&self.known, self.articles_read)
        }
    }
}

/// A graph with what it was made of.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The graph.
    pub graph: KnowledgeGraph,
    /// The ids of the reports of each event, in the order of [`EventRecord::reports`].
    pub reports: BTreeMap<EventId, Vec<ReportId>>,
    /// Whether each of the decisions is about something that is there.
    pub fits: Vec<bool>,
    /// The places of the graph's articles among those added that tell something, in the order of the graph.
    pub tellers: Vec<usize>,
    /// How the reports were merged, in their order; nothing where decisions remove events.
    pub traces: Vec<Trace>,
    /// Those who take part now as one kind, or of one country or organization, and now of another.
    pub uneven: BTreeSet<NodeId>,
    /// The summits that are not called by their days, since another is: what they would be called, and their ids.
    pub wanting: Vec<(NodeId, NodeId)>,
}

/// How a report was merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The place of its event among those of the graph.
    pub event: usize,
    /// The place of its article among those of the graph.
    pub article: usize,
    /// Its place among what the article tells.
    pub position: usize,
    /// A number for what reports of one event have in common: the type, and the countries and organizations on both sides.
    pub signature: i64,
    /// The months in which other reports of the event may be, as numbers; the greatest number where it may be any.
    pub months: Vec<i32>,
}

/// The articles taken so far, in order, and what they tell together.
#[derive(Default)]
pub(super) struct Merging {
    articles: Vec<ArticleRef>,
    ids: Ids,
    nodes: Nodes,
    pub(super) clusters: Vec<Cluster>,
    /// The clusters of a signature by the months in which they may be looked for.
    buckets: HashMap<Signature, BTreeMap<Month, BTreeSet<usize>>>,
    texts: Texts,
    ties: Ties,
    /// The clusters of those groups of the ties of which a report was taken.
    tied: BTreeMap<usize, usize>,
    traces: Vec<Trace>,
}

impl Merging {
    fn take(&mut self, Telling { findings, ids, .. }: Telling) {
        let mut article = findings.article;
        article.id = self.ids.free(&article.id);
        article.copy_of = self.texts.copied(&article.id, article.date, &findings.sampled);
        for (position, (mut found, id)) in findings.events.into_iter().zip(ids).enumerate() {
            self.nodes.see(&found);
            found.report.article.clone_from(&article.id);
            let placed = self.place(Cluster::new(found, id.clone()), &id);
            self.traces.push(Trace {
                event: placed.at,
                article: self.articles.len(),
                position,
                signature: placed.signature,
                months: placed.months,
            });
        }
        self.articles.push(article);
    }

    /// Merges the cluster of this one report with the one to which it is tied, else with the one that it fits best; of equals,
    /// with the first.
    ///
    /// Only clusters of the same months are looked at, so that the cost does not grow with the square of the articles.
    pub(super) fn place(&mut self, new: Cluster, id: &ReportId) -> Placed {
        let group = self.ties.group(id);
        let tied = group.and_then(|group| self.tied.get(&group).copied());
        let tied = tied.filter(|&at| self.clusters[at].event_type == new.event_type);
        let (signature, months) = (new.signature(), new.months());
        let number = signature.number();
        let bucket = self.buckets.entry(signature).or_default();
        let near: BTreeSet<usize> = months
            .iter()
            .flat_map(|&month| match month {
                NO_MONTH => bucket.range(..=NO_MONTH),
                month => bucket.range(month - 1..=month + 1),
            })
            .chain(bucket.range(NO_MONTH..))
            .flat_map(|(_, clusters)| clusters)
            .copied()
            .collect();
        let best = || {
            let fitting = near
                .into_iter()
                .filter(|&at| !self.ties.are_apart(id, &self.clusters[at].ids));
            let best: Option<(Rank, usize)> = fitting.filter_map(|at| Some((self.clusters[at].rank(&new)?, at))).min();
            best.map(|(_, at)| at)
        };
        let joined = tied.or_else(best);
        let at = joined.unwrap_or(self.clusters.len());
        for &month in &months {
            bucket.entry(month).or_default().insert(at);
        }
        match joined {
            Some(_) => self.clusters[at].merge(new),
            None => self.clusters.push(new),
        }
        if let Some(group) = group {
            self.tied.entry(group).or_insert(at);
        }
        Placed {
            at,
            signature: number,
            months,
        }
    }

    /// Leaves events out, and returns whether each was there.
    fn remove(&mut self, ids: &[EventId]) -> Vec<bool> {
        if ids.is_empty() {
            return Vec::new();
        }
        let mut taken = HashSet::new();
        let mut places: BTreeMap<EventId, usize> = BTreeMap::new();
        for (at, cluster) in self.clusters.iter().enumerate() {
            let date = cluster.best_date().cloned();
            places.insert(unused_id(&cluster.id(date.as_ref()), &mut taken), at);
        }
        let places: Vec<Option<usize>> = ids.iter().map(|id| places.get(id).copied()).collect();
        let removed: BTreeSet<usize> = places.iter().flatten().copied().collect();
        self.traces.clear();
        let mut at = 0;
        self.clusters.retain(|_| {
            at += 1;
            !removed.contains(&(at - 1))
        });
        places.iter().map(Option::is_some).collect()
    }

    /// What was made of all that was taken.
    fn finish(mut self, known: &BTreeMap<NodeId, Known>, articles_read: usize) -> Finished {
        for cluster in &self.clusters {
            for actor in cluster.source.iter().chain(&cluster.target) {
                self.nodes.actor(actor);
            }
        }
        let mut taken = HashSet::new();
        let mut reports = BTreeMap::new();
        let mut events = Vec::with_capacity(self.clusters.len());
        let articles: HashMap<&str, &ArticleRef> = self
            .articles
            .iter()
            .map(|article| (article.id.as_str(), article))
            .collect();
        for mut cluster in self.clusters {
            origin::number(&mut cluster.reports, |id| articles.get(id).copied());
            let place = cluster.place().map(|place| self.nodes.place(&place));
            let ids = std::mem::take(&mut cluster.ids);
            let event = record(cluster, place, &mut taken);
            reports.insert(event.id.clone(), ids);
            events.push(event);
        }
        life::link(&mut events);
        let uneven = self.nodes.uneven();
        match tied(self.nodes, events, self.articles, known, articles_read) {
            Ok((graph, wanting)) => Finished {
                graph,
                reports,
                fits: Vec::new(),
                tellers: Vec::new(),
                traces: self.traces,
                uneven,
                wanting,
            },
            Err(error) => unreachable!("every id used was put among the nodes: {error}"),
        }
    }
}

/// Where a report was placed.
pub(super) struct Placed {
    /// The place of its cluster.
    pub(super) at: usize,
    signature: i64,
    months: Vec<Month>,
}

/// The ids of articles that are taken, each with the highest number of an article that it was given for.
#[derive(Default)]
pub(super) struct Ids(HashMap<String, usize>);

impl Ids {
    /// The id, or where another article has it, one with the number of those: `id#2`.
    pub(super) fn free(&mut self, id: &str) -> String {
        let mut number = self.0.get(id).copied().unwrap_or(0);
        let free = loop {
            number += 1;
            let free = match number {
                1 => id.to_owned(),
                number => format!("{id}#{number}"),
            };
            if !self.0.contains_key(&free) {
                break free;
            }
        };
        self.0.insert(free.clone(), 1);
        self.0.insert(id.to_owned(), number);
        free
    }
}

/// The graph of these events, the participants and places of which are among the nodes, and which summits are called otherwise
/// than they would be; see [`Finished::wanting`].
pub(super) fn tied(
    mut nodes: Nodes,
    mut events: Vec<EventRecord>,
    articles: Vec<ArticleRef>,
    known: &BTreeMap<NodeId, Known>,
    articles_read: usize,
) -> Result<(KnowledgeGraph, Vec<(NodeId, NodeId)>), GraphError> {
    for event in &events {
        for id in event.participants() {
            nodes.by_id(id).mentions += event.reports.len();
        }
        if let Some(place) = &event.place {
            nodes.by_id(place).mentions += event.reports.len();
        }
    }
    let mut edges = Vec::new();
    for event in &events {
        edges.extend(event_edges(event, |id| nodes.affiliation(id)));
    }
    let mut nodes = nodes.finish(known);
    let wanting = add_summits(&mut nodes, &mut events);
    edges.extend(relations(&nodes, &events));
    let graph = KnowledgeGraph::try_from(GraphPart {
        nodes,
        edges,
        events,
        articles,
        articles_read,
    })?;
    Ok((graph, wanting))
}

/// What a cluster says as a whole.
pub(super) fn record(cluster: Cluster, place: Option<NodeId>, taken: &mut HashSet<EventId>) -> EventRecord {
    let dates = cluster.dates();
    let date = dates.first().and_then(|reading| reading.date.clone());
    let date_rule = judge::date_rule(&cluster.reports, date.as_ref());
    let id = unused_id(&cluster.id(date.as_ref()), taken);
    let ids = |actors: &[Actor]| actors.iter().map(|actor| actor.id.clone()).collect();
    EventRecord {
        id,
        event_type: cluster.event_type,
        status: judge::status(&cluster.reports),
        source: ids(&cluster.source),
        target: ids(&cluster.target),
        places: judge::places(&cluster.reports, date.as_ref()),
        date,
        date_rule,
        dates,
        place,
        postponed_to: None,
        meeting: cluster.meeting().cloned(),
        summit: None,
        score: cluster.reports.iter().map(|report| report.score).fold(0.0, f64::max),
        sources: judge::sources(&cluster.reports),
        reports: cluster.reports,
    }
}

/// The id, or where another event has it, one derived from it and the number of those.
pub(super) fn unused_id(id: &EventId, taken: &mut HashSet<EventId>) -> EventId {
    let mut number = 1;
    loop {
        let free = numbered(id, number);
        if taken.insert(free.clone()) {
            return free;
        }
        number += 1;
    }
}

/// The id of the event that is the `number`th of all to which one id would belong.
pub(crate) fn numbered(id: &EventId, number: usize) -> EventId {
    match number {
        1 => id.clone(),
        _ => EventId::from(digest(&[id.as_str(), &number.to_string()])),
    }
}

/// An edge with its ends.
pub(crate) type Tied = (NodeId, NodeId, Edge);

/// An edge for each source and target, or for each two of a mutual event that are not of one country or organization.
pub(crate) fn event_edges<'a>(event: &EventRecord, affiliation: impl Fn(&NodeId) -> &'a str) -> Vec<Tied> {
    let mut pairs: Vec<(NodeId, NodeId)> = Vec::new();
    if event.is_mutual() {
        for (at, one) in event.source.iter().enumerate() {
            for other in &event.source[at + 1..] {
                if affiliation(one) != affiliation(other) {
                    pairs.push((one.min(other).clone(), one.max(other).clone()));
                }
            }
        }
    } else {
        for one in &event.source {
            pairs.extend(
                event
                    .target
                    .iter()
                    .filter(|&other| other != one)
                    .map(|other| (one.clone(), other.clone())),
            );
        }
    }
    pairs.sort();
    pairs
        .into_iter()
        .map(|(one, other)| {
            let id = EdgeId::from(digest(&[event.id.as_str(), one.as_str(), other.as_str()]));
            let relation = Relation::Event(event.id.clone());
            (one, other, Edge { id, relation })
        })
        .collect()
}

/// The edges that tie persons to those they serve, participants to summits, and summits to places and countries.
fn relations(nodes: &[Node], events: &[EventRecord]) -> Vec<Tied> {
    let ids: BTreeSet<&NodeId> = nodes.iter().map(|node| &node.id).collect();
    debug_assert!(
        events
            .iter()
            .all(|event| event.summit.as_ref().is_none_or(|id| ids.contains(id))),
        "summits are nodes"
    );
    let own = nodes.iter().filter_map(own_edge);
    let edges = own.chain(nodes.iter().flat_map(summit_edges));
    edges.filter(|(_, other, _)| ids.contains(other)).collect()
}

/// The edge from a person to the country or organization served, or from a place to its country.
pub(crate) fn own_edge(node: &Node) -> Option<Tied> {
    let relation = match node.kind {
        NodeKind::Person => Relation::Affiliation,
        NodeKind::Place => Relation::In,
        _ => return None,
    };
    Some(tie(&node.id, &entailed(node)?.id, relation))
}

/// The edges from participants to a summit, and from it to its place.
pub(crate) fn summit_edges(node: &Node) -> Vec<Tied> {
    let Some(summit) = &node.summit else { return Vec::new() };
    let attended = summit.participants.iter();
    let attended = attended.map(|participant| tie(participant, &node.id, Relation::Attended));
    let held_in = summit.place.iter().map(|place| tie(&node.id, place, Relation::HeldIn));
    attended.chain(held_in).collect()
}

fn tie(one: &NodeId, other: &NodeId, relation: Relation) -> Tied {
    let id = EdgeId::from(digest(&[relation.as_str(), one.as_str(), other.as_str()]));
    (one.clone(), other.clone(), Edge { id, relation })
}
