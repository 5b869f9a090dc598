//! Questions: who did what to whom, when, and who stands where among all?
//!
//! In: a [`KnowledgeGraph`] and a [`Query`], which a [`Question`] in words becomes by the names that [`resolve`] finds. Out:
//! the events that answer it, in the order of time. The same query cuts the slice that the other questions look at: a
//! [`Network`] of those whom its events tie, with its [`neighbors`], [`paths`], [`rank`]s and [`communities`]; its [`dyads`],
//! [`summits`], [`counts`], [`disputes`] and [`Stats`]. [`as_of`] goes back to what was known at a date, [`diff`] compares two
//! graphs, and [`holders`] tells who held an office. Knows nothing of the command line.

mod community;
mod count;
mod development;
mod diff;
mod dispute;
mod dyad;
mod happening;
mod lists;
mod names;
mod network;
mod office;
#[cfg(feature = "base")]
mod part;
mod path;
mod question;
mod rank;
mod stats;
mod summit;
mod then;

pub use community::{Communities, Community, communities};
pub use count::{Count, Dimension, counts, counts_in_outline};
pub use development::{Development, developments};
pub use diff::{Change, Difference, Subject, diff};
pub use dispute::{Dispute, Disputed, disputes, disputes_of};
pub use dyad::{Dyad, Tally, dyads, dyads_in_outline, party};
pub use happening::Happening;
#[cfg(feature = "serve")]
pub(crate) use names::by_reports;
pub use names::{Named, articles_called, known_name, publishers_called, resolve, resolve_place, resolve_with};
pub use network::{Neighbor, Network, neighbors};
pub use office::{Holder, holders};
#[cfg(feature = "base")]
pub use part::named;
pub use path::{Chain, Link, PathOptions, Paths, paths, paths_in_outline};
pub use question::{Question, QuestionError, actor_called, event_type};
pub use rank::{Centrality, Ranked, pivots, rank};
pub use stats::Stats;
pub use summit::summits;
pub use then::as_of;

use crate::entity::EntityId;
use crate::event::{EventDate, EventType, Status};
use crate::graph::{EventRecord, KnowledgeGraph, Node, NodeId, NodeKind, Outline, Outlined, Report, in_time};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A question; what is left open is not asked. Of several values of one field any will do, and all fields must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Events of these types.
    pub types: Vec<EventType>,
    /// Events of these PLOVER classes ("CONSULT").
    pub classes: Vec<String>,
    /// Events in which one of these takes part.
    pub who: Vec<NodeId>,
    /// Events in which one of these takes part too, beside the first.
    pub with: Vec<NodeId>,
    /// Events in which a country of one of these ISO 3166-1 alpha-3 codes takes part, or somebody who serves it.
    pub countries: Vec<String>,
    /// Events in one of these places, or in a place of one of these countries.
    pub places: Vec<NodeId>,
    /// Events on this day or later.
    pub since: Option<NaiveDate>,
    /// Events on this day or earlier.
    pub until: Option<NaiveDate>,
    /// Events of these statuses.
    pub statuses: Vec<Status>,
    /// Events of which there are at least so many reports.
    pub min_reports: usize,
    /// Events with at least this score, from 0 to 1.
    pub min_score: f64,
    /// Events that one of these publishers reports.
    pub sources: Vec<String>,
    /// Events that the article of one of these ids reports.
    pub articles: Vec<String>,
    /// Whether only events answer that one publisher alone reports; an article without one stands for itself.
    pub alone: bool,
    /// Whether a country or organization does not stand for the persons who serve it.
    pub exactly: bool,
}

impl Query {
    /// The events that answer the question, the earliest first and undated ones last.
    ///
    /// An event with a date answers if any of its days lies in the time asked for; one without only if no time is asked
    /// for. Cost: one look at each event or, where it is asked who takes part or which article reports it, at each of theirs.
    pub fn find<'a>(&self, graph: &'a KnowledgeGraph) -> Vec<&'a EventRecord> {
        let mut found = self.places(graph);
        let ranks = graph.ranks_in_time();
        found.sort_unstable_by_key(|&at| ranks[at]);
        found.into_iter().map(|at| &graph.events()[at]).collect()
    }

    /// The places of the same among the graph's events, in their order.
    fn places(&self, graph: &KnowledgeGraph) -> Vec<usize> {
        let who = self.all_meant(graph, &self.who);
        let with = self.all_meant(graph, &self.with);
        let answers = |event: &EventRecord| {
            self.is_of_kind(event.event_type, event.status, event.reports.len(), event.score)
                && self.is_in_time(event.days())
                && self.is_told_by(event)
                && takes_part(&event.participants(), who.as_ref(), with.as_ref())
                && self.is_of_country(event.participants().filter_map(|id| graph.node(id)))
                && self.is_in_place(event.place.as_ref().and_then(|id| graph.node(id)))
        };
        let events = graph.events();
        let told = (!self.articles.is_empty()).then(|| graph.places_told_by(&self.articles));
        let all = match (told.flatten(), &who) {
            (Some(told), _) => told,
            (None, Some(who)) => graph.places_of(who.iter().copied()),
            (None, None) => (0..events.len()).collect(),
        };
        all.into_iter().filter(|&at| answers(&events[at])).collect()
    }

    /// The same of an outline, which does not tell who reports an event: nothing where that is asked for.
    pub fn find_in<'o>(&self, outline: &'o Outline) -> Option<Vec<Outlined<'o>>> {
        if !self.sources.is_empty() || !self.articles.is_empty() || self.alone {
            return None;
        }
        let all_meant = |ids: &[NodeId]| -> Option<BTreeSet<u32>> {
            (!ids.is_empty()).then(|| ids.iter().flat_map(|id| self.meant_in(outline, id)).collect())
        };
        let (who, with) = (all_meant(&self.who), all_meant(&self.with));
        let node = |at: u32| &outline.nodes[at as usize];
        let answers = |event: &Outlined<'_>| {
            let own = event.event;
            self.is_of_kind(own.event_type, own.status, event.reports(), own.score)
                && self.is_in_time(own.days)
                && takes_part(&event.participants().iter().copied(), who.as_ref(), with.as_ref())
                && self.is_of_country(event.participants().iter().map(|&at| node(at)))
                && self.is_in_place(own.place.map(node))
        };
        // Beside the events their days, so that sorting need not look them up.
        let found = outline.events().filter(answers);
        let mut found: Vec<_> = found.map(|event| (event.event.days, event)).collect();
        found.sort_by(|one, other| in_time(one.0, other.0));
        Some(found.into_iter().map(|(_, event)| event).collect())
    }

    /// Whom the answer counts as `id`, as [`meant`](Self::meant) tells, by their places among the nodes of an outline.
    fn meant_in(&self, outline: &Outline, id: &NodeId) -> BTreeSet<u32> {
        let own = outline.nodes.iter().find(|node| node.id == *id);
        let stands_for =
            own.filter(|node| !self.exactly && matches!(node.kind, NodeKind::Country | NodeKind::Organization));
        let is_meant = |node: &Node| node.id == *id || stands_for.is_some_and(|own| is_served(&own.id, node));
        let nodes = outline.nodes.iter().zip(0..);
        nodes.filter(|(node, _)| is_meant(node)).map(|(_, at)| at).collect()
    }

    /// Whom the answer counts as `id`: itself and, of a country or organization, those who serve it.
    pub fn meant<'a>(&self, graph: &'a KnowledgeGraph, id: &NodeId) -> BTreeSet<&'a NodeId> {
        let Some(node) = graph.node(id) else {
            return BTreeSet::new();
        };
        let mut meant = BTreeSet::from([&node.id]);
        if !self.exactly && matches!(node.kind, NodeKind::Country | NodeKind::Organization) {
            meant.extend(
                graph
                    .nodes()
                    .filter(|other| is_served(&node.id, other))
                    .map(|other| &other.id),
            );
        }
        meant
    }

    /// Whom the answer counts as any of `ids`; none where nobody is asked for.
    fn all_meant<'a>(&self, graph: &'a KnowledgeGraph, ids: &[NodeId]) -> Option<BTreeSet<&'a NodeId>> {
        (!ids.is_empty()).then(|| ids.iter().flat_map(|id| self.meant(graph, id)).collect())
    }

    fn is_of_kind(&self, kind: EventType, status: Status, reports: usize, score: f64) -> bool {
        let is_of_class = |class: &String| class.eq_ignore_ascii_case(kind.plover());
        (self.types.is_empty() || self.types.contains(&kind))
            && (self.classes.is_empty() || self.classes.iter().any(is_of_class))
            && (self.statuses.is_empty() || self.statuses.contains(&status))
            && reports >= self.min_reports
            && score >= self.min_score
    }

    fn is_told_by(&self, event: &EventRecord) -> bool {
        let mut reports = event.reports.iter();
        let of_source = |report: &Report| {
            report
                .source
                .as_ref()
                .is_some_and(|source| self.sources.contains(source))
        };
        let teller = |report: &Report| report.source.clone().unwrap_or_else(|| report.article.clone());
        let tellers = || event.reports.iter().map(teller).collect::<BTreeSet<_>>();
        (self.sources.is_empty() || reports.clone().any(of_source))
            && (self.articles.is_empty() || reports.any(|report| self.articles.contains(&report.article)))
            && (!self.alone || tellers().len() == 1)
    }

    fn is_in_time(&self, days: Option<(NaiveDate, NaiveDate)>) -> bool {
        match days {
            Some((start, end)) => {
                self.since.is_none_or(|since| end >= since) && self.until.is_none_or(|until| start <= until)
            }
            None => self.since.is_none() && self.until.is_none(),
        }
    }

    fn is_of_country<'a>(&self, mut participants: impl Iterator<Item = &'a Node>) -> bool {
        self.countries.is_empty() || participants.any(|node| self.countries.contains(&node.country))
    }

    fn is_in_place(&self, place: Option<&Node>) -> bool {
        let is_in = |place: &Node| {
            self.places.contains(&place.id)
                || !place.country.is_empty() && self.places.contains(&EntityId::country(&place.country).into())
        };
        self.places.is_empty() || place.is_some_and(is_in)
    }
}

/// The PLOVER classes, in the order of the guide.
///
/// ```
/// use summitry::query::plover_classes;
///
/// assert_eq!(plover_classes()[..3], ["CONSULT", "AGREE", "SUPPORT"]);
/// ```
pub fn plover_classes() -> Vec<&'static str> {
    let mut classes = Vec::new();
    for class in EventType::ALL.iter().map(|kind| kind.plover()) {
        if !classes.contains(&class) {
            classes.push(class);
        }
    }
    classes
}

/// Whether `person` serves the country or organization `id`.
fn is_served(id: &NodeId, person: &Node) -> bool {
    person.kind == NodeKind::Person
        && (!person.country.is_empty() && NodeId::from(EntityId::country(&person.country)) == *id
            || !person.org.is_empty() && NodeId::from(EntityId::organization(&person.org)) == *id)
}

/// Whether one of the ones takes part, and one of the others beside it.
fn takes_part<N: Ord>(
    participants: &(impl Iterator<Item = N> + Clone),
    who: Option<&BTreeSet<N>>,
    with: Option<&BTreeSet<N>>,
) -> bool {
    let among = |group: Option<&BTreeSet<N>>, one: &N| group.is_none_or(|group| group.contains(one));
    if who.is_none() && with.is_none() {
        return true;
    }
    let mut all = participants.clone();
    if with.is_none() {
        return all.any(|one| among(who, &one));
    }
    all.enumerate().any(|(at, one)| {
        let mut partners = participants.clone().enumerate();
        among(who, &one) && partners.any(|(other, partner)| other != at && among(with, &partner))
    })
}

/// The first and the last day of a date written as a day, a month or a year.
///
/// ```
/// use summitry::query::days;
///
/// let (first, last) = days("2019-04").expect("a month");
/// assert_eq!((first.to_string(), last.to_string()), ("2019-04-01".into(), "2019-04-30".into()));
/// assert_eq!(days("last week"), None);
/// ```
pub fn days(date: &str) -> Option<(NaiveDate, NaiveDate)> {
    let date = EventDate::parse(date).filter(|date| !date.value.contains('/'))?;
    Some((date.start, date.end))
}
