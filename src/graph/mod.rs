//! The knowledge graph: what do all articles tell together?
//!
//! In: the events of articles, in any order ([`GraphBuilder`]). Out: a [`KnowledgeGraph`] of persons, countries,
//! organizations, summits and places, tied by dated events, each with every sentence that tells it. Knows nothing of
//! files, pictures or questions.
//!
//! # Nodes and edges
//! An event makes an edge from each source to each target. A mutual event (its type is symmetric, or it has no target)
//! makes one between each two participants that are not of the same country or organization, from the smaller id to
//! the greater. An event of one participant makes no edge, and is kept among the events. Other edges tie a person to
//! the country or organization served, a participant to the summit attended, a summit to the place it was held in, and
//! a place to its country.
//!
//! # When two reports tell of one event
//! The rules are data: `data/merging.toml` says what each asks of type, participants, dates, statuses, places, articles and
//! words, with reports that it joins and reports that it leaves apart. In short, two reports of one type are joined if the
//! participants are the same, or differ in one, who is a person on one side and the country served on the other, or in those
//! who came along, and if the dates go together: they are the same; the one contains the other; they are neighbouring days, or
//! days of one stay; or one is not told, and nothing speaks against the other (no plan joins what an earlier article says took
//! place). What has a day of its own, a meeting or a visit, is joined by its date alone. What is said or done again and again
//! (sanctions, aid, pledges, blame) is joined only if the sentences share words that tell something particular, or if the
//! texts tell the same date rather than the article's own day. A war that is called so, and of which no date is told, is one
//! event as long as articles tell of it; a single attack is another. A meeting of which one participant alone is told joins
//! another only by its name. Two events of one article stay apart unless type, participants, date and status are equal: the
//! article itself told them apart.
//!
//! Reports are compared within one signature, the type with the affiliations on both sides, and within near months. Nothing
//! that is counted over all articles decides.
//!
//! # What the merged event says
//! * **Status:** occurred, if any report says so; otherwise what the latest article says, a denial before a plan
//!   before a possibility on the same day. A plan of which nobody says more stays planned when its date has passed.
//! * **Date:** a report supports the dates inside its own. A date that an article tells is better than the article's own,
//!   taken for want of another; one that a report of the deed supports, than one of plans; then decide most support,
//!   precision, and the earliest article. Every other date is kept with the number of its reports.
//! * **Place** and **meeting:** what most reports say, of equals the first, and of places one that is told with the date;
//!   every other place is kept with the number of its reports. **Score:** that of the surest report.
//! * **Sources:** reports of one article, of one text or sentence, or of one agency on one day count as one.
//! * **Life:** proposed, announced, postponed or cancelled, held, each with the report that first tells it
//!   ([`EventRecord::life`]); what was put off leads to the event that it was put off to.
//!
//! Decisions made by hand ([`Replay`]) come before the rules: they correct what reports tell, leave reports out, and say which
//! tell one event. What somebody decided on has the score 1. A date or a status that was decided holds against all other
//! reports, but of a plan or a possibility later articles may tell what became of it.
//!
//! Articles are taken by day, undated ones last, and by id, and their order decides every tie: a graph depends neither on the
//! order of arrival nor on the number of threads.
//!
//! # Summits
//! A meeting is a summit node if it has a name of its own, if two persons of different countries or at least three
//! parties take part, or if it is called a summit. Meetings of the same name at most seven days apart, and no more than
//! three weeks in all, are one summit; one that is told with a month or a year belongs to the only such summit within.

mod builder;
#[cfg(feature = "base")]
pub(crate) mod change;
mod digest;
mod findings;
mod index;
mod judge;
mod life;
mod likeness;
mod lists;
mod merge;
mod naming;
mod node;
mod origin;
mod outline;
mod portion;
mod record;
mod register;
mod replay;
mod rules;
mod summit;

#[cfg(feature = "base")]
pub(crate) use self::{
    builder::{Tied, event_edges, numbered, own_edge, summit_edges},
    merge::{Month, NO_MONTH},
    origin::{FORMULA, is_copy},
    register::{coded, entailed},
    summit::{Held, family, is_vague, summits},
};

use index::Index;

pub(crate) use index::in_time;

pub use builder::{Finished, GraphBuilder, Trace};
pub use findings::Findings;
pub use life::{Stage, Step};
pub use naming::family_name;
pub use node::{Known, Node, NodeId, NodeKind, Summit};
pub use origin::number_sources;
pub use outline::{Outline, Outlined, OutlinedEvent};
pub use portion::{CopyRule, Portion, Settled, Told, free_ids, merge_told, seasons};
pub use record::{
    ArticleRef, DateReading, EventId, EventRecord, FoundActor, FoundEvent, Part, PlaceReading, Precision, Report,
    ReportId, date_in_words,
};
pub use replay::{Replay, Telling};

use chrono::{Datelike, NaiveDate};
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// The identity of an edge, derived from its event or relation and its two ends: sixteen hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeId(String);

impl EdgeId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for EdgeId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

impl fmt::Display for EdgeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What ties two nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Its identity.
    pub id: EdgeId,
    /// The tie.
    pub relation: Relation,
}

/// The kind of a tie.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Both take part in the event.
    Event(EventId),
    /// A person serves a country or an organization.
    Affiliation,
    /// An actor takes part in a summit.
    Attended,
    /// A summit is held in a place.
    HeldIn,
    /// A place lies in a country.
    In,
}

impl Relation {
    /// Its name in files.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Event(_) => "event",
            Self::Affiliation => "affiliation",
            Self::Attended => "attended",
            Self::HeldIn => "held in",
            Self::In => "in",
        }
    }
}

/// Everything that a graph is made of, not yet tied together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GraphPart {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The edges with their ends.
    pub edges: Vec<(NodeId, NodeId, Edge)>,
    /// The events.
    pub events: Vec<EventRecord>,
    /// The articles that report events.
    pub articles: Vec<ArticleRef>,
    /// How many articles were read, with those that report nothing.
    pub articles_read: usize,
}

/// Parts that do not belong together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GraphError {
    /// Two nodes, edges or events have one id.
    #[error("two {what} are called {id:?}")]
    Twice {
        /// What they are.
        what: &'static str,
        /// Their id.
        id: String,
    },
    /// An edge stands for an event, and one of its ends takes no part in it.
    #[error("the edge {edge:?} ends at {node:?}, who takes no part in its event")]
    Stray {
        /// The edge.
        edge: String,
        /// The end.
        node: String,
    },
    /// Days that end before they begin, or lie outside of the years 1 to 9999.
    #[error("{what} {id:?} has no days from {start} to {end}")]
    Days {
        /// What has them.
        what: &'static str,
        /// Its id.
        id: String,
        /// The first day.
        start: NaiveDate,
        /// The last day.
        end: NaiveDate,
    },
    /// An edge ties what it cannot tie, such as a person to the summit that is served.
    #[error("the edge {edge:?} does not tie two that can be tied so")]
    Unfit {
        /// The edge.
        edge: String,
    },
    /// An id leads nowhere.
    #[error("{what} {id:?} is not in the graph")]
    Missing {
        /// What it should be.
        what: &'static str,
        /// The id.
        id: String,
    },
}

/// Persons, countries, organizations, summits and places with the events that tie them.
#[derive(Clone, Debug, Default)]
pub struct KnowledgeGraph {
    graph: DiGraph<Node, Edge>,
    nodes: HashMap<NodeId, NodeIndex>,
    events: Vec<EventRecord>,
    event_at: HashMap<EventId, usize>,
    articles: Vec<ArticleRef>,
    articles_read: usize,
    index: Index,
}

/// An edge with its two ends and its event.
#[derive(Clone, Copy, Debug)]
pub struct Tie<'a> {
    /// Where it begins.
    pub source: &'a Node,
    /// Where it ends.
    pub target: &'a Node,
    /// The edge.
    pub edge: &'a Edge,
    /// The event that it stands for, where it stands for one.
    pub event: Option<&'a EventRecord>,
}

impl KnowledgeGraph {
    /// The nodes, in the order in which they were first seen.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.graph.node_weights()
    }

    /// The node of that id.
    pub fn node(&self, id: &NodeId) -> Option<&Node> {
        self.nodes.get(id).map(|&at| &self.graph[at])
    }

    /// The name of the node, or its id where there is none.
    pub fn name<'a>(&'a self, id: &'a NodeId) -> &'a str {
        self.node(id).map_or(id.as_str(), |node| &node.name)
    }

    /// The edges, those of events first, in the order of the reports.
    pub fn edges(&self) -> impl Iterator<Item = Tie<'_>> {
        self.graph
            .edge_references()
            .map(|edge| self.tie(edge.source(), edge.target(), edge.weight()))
    }

    /// The edges that begin or end at the node, in the order of [`edges`](Self::edges).
    pub fn edges_of(&self, id: &NodeId) -> Vec<Tie<'_>> {
        let Some(&at) = self.nodes.get(id) else {
            return Vec::new();
        };
        let mut edges: Vec<_> = self
            .graph
            .edges_directed(at, Direction::Outgoing)
            .chain(self.graph.edges_directed(at, Direction::Incoming))
            .collect();
        edges.sort_by_key(petgraph::visit::EdgeRef::id);
        edges
            .into_iter()
            .map(|edge| self.tie(edge.source(), edge.target(), edge.weight()))
            .collect()
    }

    fn tie<'a>(&'a self, source: NodeIndex, target: NodeIndex, edge: &'a Edge) -> Tie<'a> {
        let event = match &edge.relation {
            Relation::Event(id) => self.event(id),
            _ => None,
        };
        Tie {
            source: &self.graph[source],
            target: &self.graph[target],
            edge,
            event,
        }
    }

    /// The events, in the order of their first reports.
    pub fn events(&self) -> &[EventRecord] {
        &self.events
    }

    /// The event of that id.
    pub fn event(&self, id: &EventId) -> Option<&EventRecord> {
        self.event_at.get(id).map(|&at| &self.events[at])
    }

    /// The other ends of the edges of events that begin or end at the node, each with the place of its event among the
    /// [`events`](Self::events), in no order that means something.
    pub(crate) fn tied_to(&self, id: &NodeId) -> impl Iterator<Item = (NodeIndex, usize)> {
        let of = self.nodes.get(id).copied();
        let edges = of.into_iter().flat_map(move |at| {
            let directions = [(Direction::Outgoing, false), (Direction::Incoming, true)].into_iter();
            directions.flat_map(move |(direction, is_end)| {
                let edges = self.graph.edges_directed(at, direction);
                edges.map(move |edge| (if is_end { edge.source() } else { edge.target() }, edge.weight()))
            })
        });
        edges.filter_map(|(other, edge)| match &edge.relation {
            Relation::Event(id) => Some((other, *self.event_at.get(id)?)),
            _ => None,
        })
    }

    /// The places among the [`events`](Self::events) of those in which one of these takes part, ascending. Cost: of the answer, once
    /// anything like it has been asked.
    pub(crate) fn places_of<'i>(&self, ids: impl IntoIterator<Item = &'i NodeId>) -> Vec<usize> {
        let nodes = ids.into_iter().filter_map(|id| self.nodes.get(id));
        united(nodes.map(|&node| self.index.of_participant(&self.events, &self.nodes, node)))
    }

    /// The places among the [`events`](Self::events) of those that one of these articles reports, ascending; nothing where one of them
    /// is not among the [`articles`](Self::articles). Cost: of the answer and of a look at each article, once anything like it has
    /// been asked.
    pub(crate) fn places_told_by(&self, articles: &[String]) -> Option<Vec<usize>> {
        let number = |id: &String| self.articles.iter().position(|article| article.id == *id);
        let numbers: Vec<usize> = articles.iter().map(number).collect::<Option<_>>()?;
        let numbers = numbers.into_iter();
        Some(united(numbers.map(|number| {
            self.index.of_article(&self.events, &self.articles, number)
        })))
    }

    /// For each of the [`events`](Self::events) how many come before it in the order of time: the earliest first, undated ones last,
    /// of one time that which was reported first.
    pub(crate) fn ranks_in_time(&self) -> &[u32] {
        self.index.ranks(&self.events)
    }

    /// The event on one line: "2019-04-25 Kim Jong Un, Vladimir Putin".
    pub fn in_words(&self, event: &EventRecord) -> String {
        let date = event.date.as_ref().map_or("undated", |date| date.value.as_str());
        format!("{date} {}", self.actors_in_words(event))
    }

    /// Who takes part in the event: "Kim Jong Un > Russia".
    pub fn actors_in_words(&self, event: &EventRecord) -> String {
        let names = |ids: &[NodeId]| ids.iter().map(|id| self.name(id)).collect::<Vec<_>>().join(", ");
        let arrow = if event.target.is_empty() { "" } else { " > " };
        format!("{}{arrow}{}", names(&event.source), names(&event.target))
    }

    /// The articles that report events, by day and id.
    pub fn articles(&self) -> &[ArticleRef] {
        &self.articles
    }

    /// How many articles were read, with those that report nothing.
    pub fn articles_read(&self) -> usize {
        self.articles_read
    }

    /// The graph for the algorithms of petgraph.
    pub fn as_petgraph(&self) -> &DiGraph<Node, Edge> {
        &self.graph
    }

    /// Takes the graph apart, for keeping it.
    pub fn into_parts(self) -> GraphPart {
        let edges = self
            .edges()
            .map(|tie| (tie.source.id.clone(), tie.target.id.clone(), tie.edge.clone()))
            .collect();
        GraphPart {
            nodes: self.graph.node_weights().cloned().collect(),
            edges,
            events: self.events,
            articles: self.articles,
            articles_read: self.articles_read,
        }
    }
}

impl PartialEq for KnowledgeGraph {
    /// Whether both have the same nodes, edges, events and articles in the same order.
    fn eq(&self, other: &Self) -> bool {
        let ends = |tie: Tie<'_>| (tie.source.id.clone(), tie.target.id.clone(), tie.edge.clone());
        self.nodes().eq(other.nodes())
            && self.edges().map(ends).eq(other.edges().map(ends))
            && self.events == other.events
            && self.articles == other.articles
            && self.articles_read == other.articles_read
    }
}

impl TryFrom<GraphPart> for KnowledgeGraph {
    type Error = GraphError;

    /// Ties the parts together.
    ///
    /// # Errors
    /// If an id is given twice or leads nowhere, if an edge ties those whom it cannot tie, or if days are none.
    fn try_from(part: GraphPart) -> Result<Self, GraphError> {
        let mut whole = Self {
            articles: part.articles,
            articles_read: part.articles_read,
            ..Self::default()
        };
        for node in part.nodes {
            let id = node.id.clone();
            if whole.nodes.contains_key(&id) {
                return Err(twice("nodes", id.as_str()));
            }
            let at = whole.graph.add_node(node);
            whole.nodes.insert(id, at);
        }
        for (at, event) in part.events.iter().enumerate() {
            if whole.event_at.insert(event.id.clone(), at).is_some() {
                return Err(twice("events", event.id.as_str()));
            }
            for id in event.participants().chain(&event.place).chain(&event.summit) {
                whole.known(id)?;
            }
            let told = event.dates.iter().map(|reading| &reading.date);
            let told = told.chain(event.reports.iter().map(|report| &report.date));
            for date in told.chain([&event.date]).flatten() {
                check_days("event", event.id.as_str(), date.start, date.end)?;
            }
            for day in event.reports.iter().filter_map(|report| report.article_date) {
                check_days("event", event.id.as_str(), day, day)?;
            }
        }
        whole.events = part.events;
        let mut seen = HashSet::new();
        for (source, target, edge) in part.edges {
            if !seen.insert(edge.id.clone()) {
                return Err(twice("edges", edge.id.as_str()));
            }
            let ends = (whole.known(&source)?, whole.known(&target)?);
            if let Relation::Event(id) = &edge.relation {
                let event = whole.event(id).ok_or_else(|| missing("event", id.as_str()))?;
                for end in [&source, &target] {
                    if event.participants().all(|id| id != end) {
                        return Err(GraphError::Stray {
                            edge: edge.id.to_string(),
                            node: end.to_string(),
                        });
                    }
                }
            }
            let (source, target) = ends;
            let is_unfit = match edge.relation {
                Relation::Event(_) => false,
                Relation::Attended => whole.graph[target].summit.is_none(),
                Relation::HeldIn => whole.graph[source].summit.is_none(),
                Relation::Affiliation | Relation::In => whole.graph[target].summit.is_some(),
            };
            if is_unfit {
                return Err(GraphError::Unfit {
                    edge: edge.id.to_string(),
                });
            }
            whole.graph.add_edge(source, target, edge);
        }
        for node in whole.graph.node_weights() {
            let Some(summit) = &node.summit else { continue };
            for id in summit.participants.iter().chain(&summit.place) {
                whole.known(id)?;
            }
            if let Some(date) = &summit.date {
                check_days("summit", node.id.as_str(), date.start, date.end)?;
            }
        }
        for article in &whole.articles {
            if let Some(day) = article.date {
                check_days("article", &article.id, day, day)?;
            }
        }
        Ok(whole)
    }
}

/// All of these places, each once, ascending.
fn united<'i>(lists: impl Iterator<Item = &'i [u32]>) -> Vec<usize> {
    let mut places: Vec<usize> = lists.flatten().map(|&at| at as usize).collect();
    places.sort_unstable();
    places.dedup();
    places
}

impl KnowledgeGraph {
    fn known(&self, id: &NodeId) -> Result<NodeIndex, GraphError> {
        self.nodes.get(id).copied().ok_or_else(|| missing("node", id.as_str()))
    }
}

/// Questions and pictures count on from the days of a graph, which the calendar's own ends would not let them.
fn are_days(start: NaiveDate, end: NaiveDate) -> bool {
    start <= end && (1..=9999).contains(&start.year()) && (1..=9999).contains(&end.year())
}

fn check_days(what: &'static str, id: &str, start: NaiveDate, end: NaiveDate) -> Result<(), GraphError> {
    if are_days(start, end) {
        return Ok(());
    }
    Err(GraphError::Days {
        what,
        id: id.to_owned(),
        start,
        end,
    })
}

fn twice(what: &'static str, id: &str) -> GraphError {
    GraphError::Twice {
        what,
        id: id.to_owned(),
    }
}

fn missing(what: &'static str, id: &str) -> GraphError {
    GraphError::Missing {
        what,
        id: id.to_owned(),
    }
}
