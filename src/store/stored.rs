//! The stored form, version 2, which also reads version 1. Changes of the analysis types stop here; see `FORMAT.md`.

use crate::event::{CustomType, DateRule, EventDate, EventType, Place, QuadClass, Status};
use crate::graph::{
    ArticleRef, DateReading, Edge, EdgeId, EventId, EventRecord, Findings, FoundActor, FoundEvent, GraphPart,
    KnowledgeGraph, Node, NodeId, NodeKind, Part, PlaceReading, Portion, Precision, Relation, Report, Summit, Tie,
    number_sources,
};
use crate::span::Span;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The name of the format.
pub(super) const FORMAT: &str = "summitry-graph";

/// The version that is written, and the newest that is read.
pub(super) const VERSION: u32 = 2;

/// As much as tells whether the rest can be read.
#[derive(Deserialize)]
pub(super) struct Probe {
    pub(super) graph: ProbeHeader,
}

#[derive(Deserialize)]
pub(super) struct ProbeHeader {
    #[serde(default)]
    pub(super) format: String,
    #[serde(default)]
    pub(super) version: u32,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredGraph {
    directed: bool,
    multigraph: bool,
    pub(super) graph: Header,
    pub(super) nodes: Vec<StoredNode>,
    pub(super) edges: Vec<StoredEdge>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Header {
    format: String,
    version: u32,
    pub(super) articles_read: usize,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) types: Vec<StoredType>,
    pub(super) articles: Vec<StoredArticle>,
    pub(super) events: Vec<StoredEvent>,
}

/// An event type that is not built in.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredType {
    name: String,
    plover: String,
    cameo: String,
    quad_class: u8,
    goldstein: f64,
    symmetric: bool,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredArticle {
    pub(super) id: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    date: Option<NaiveDate>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    place: Option<String>,
    #[serde(default)]
    agency: Option<String>,
    #[serde(default)]
    copy_of: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredNode {
    id: String,
    name: String,
    kind: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    org: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wikidata: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    mentions: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date_start: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date_end: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    participants: Option<Vec<String>>,
}

/// An edge. All that follows `event` repeats the event for readers of the file, and is not read back.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredEdge {
    pub(super) source: String,
    pub(super) target: String,
    pub(super) key: String,
    pub(super) kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) event: Option<String>,
    #[serde(flatten, default, skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub(super) repeated: Option<RepeatedEvent>,
}

#[derive(Default, Serialize)]
pub(super) struct RepeatedEvent {
    #[serde(rename = "type")]
    event_type: &'static str,
    symmetric: bool,
    status: &'static str,
    plover: &'static str,
    cameo: &'static str,
    quad_class: u8,
    goldstein: f64,
    date: Option<String>,
    date_start: Option<NaiveDate>,
    date_end: Option<NaiveDate>,
    date_precision: Option<&'static str>,
    date_rule: String,
    place: Option<String>,
    score: f64,
    reports: usize,
    sources: usize,
    articles: Vec<String>,
    article: String,
    sentence: String,
    evidence: String,
    part: &'static str,
    start: usize,
    end: usize,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredEvent {
    id: String,
    #[serde(rename = "type")]
    event_type: String,
    status: String,
    source: Vec<String>,
    target: Vec<String>,
    #[serde(default)]
    date: Option<StoredDate>,
    #[serde(default)]
    date_rule: String,
    dates: Vec<StoredReading>,
    #[serde(default)]
    place: Option<String>,
    #[serde(default)]
    places: Vec<StoredPlaceReading>,
    #[serde(default)]
    postponed_to: Option<String>,
    /// For readers of the file; it follows from the reports, and is not read back.
    #[serde(default, skip_deserializing)]
    life: Vec<StoredStep>,
    #[serde(default)]
    meeting: Option<String>,
    #[serde(default)]
    summit: Option<String>,
    score: f64,
    sources: usize,
    reports: Vec<StoredReport>,
}

#[derive(Serialize, Deserialize)]
struct StoredDate {
    value: String,
    start: NaiveDate,
    end: NaiveDate,
}

#[derive(Serialize, Deserialize)]
struct StoredReading {
    date: Option<StoredDate>,
    reports: usize,
}

#[derive(Clone, Serialize, Deserialize)]
struct StoredPlace {
    name: String,
    #[serde(default)]
    country: String,
}

#[derive(Serialize, Deserialize)]
struct StoredPlaceReading {
    place: StoredPlace,
    reports: usize,
}

#[derive(Serialize)]
struct StoredStep {
    stage: &'static str,
    date: Option<NaiveDate>,
    article: String,
}

#[derive(Serialize, Deserialize)]
struct StoredReport {
    article: String,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    article_date: Option<NaiveDate>,
    sentence: String,
    evidence: String,
    part: String,
    start: usize,
    end: usize,
    pattern: String,
    score: f64,
    #[serde(default)]
    factors: Vec<(String, f64)>,
    status: String,
    #[serde(default)]
    date: Option<StoredDate>,
    #[serde(default)]
    date_rule: String,
    #[serde(default)]
    place: Option<StoredPlace>,
    /// Version 1 has none.
    #[serde(default)]
    origin: usize,
}

/// A value that this version does not know.
#[derive(Debug, thiserror::Error)]
#[error("unknown {what} {value:?}")]
pub(super) struct Unknown {
    what: &'static str,
    value: String,
}

fn known<T>(what: &'static str, value: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Unknown> {
    parse(value).ok_or_else(|| Unknown {
        what,
        value: value.to_owned(),
    })
}

#[cfg(feature = "base")]
impl StoredType {
    pub(super) fn own(&self) -> Result<EventType, Unknown> {
        own_type(self)
    }
}

#[cfg(feature = "base")]
impl StoredArticle {
    pub(super) fn into_article(self) -> ArticleRef {
        article(self)
    }
}

#[cfg(feature = "base")]
impl StoredEvent {
    /// The event, whose type must be known.
    pub(super) fn into_event(self) -> Result<EventRecord, Unknown> {
        let own: Vec<EventType> = EventType::parse(&self.event_type).into_iter().collect();
        event(self, &own)
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// The event that it was put off to.
    pub(super) fn postponed_to(&self) -> Option<&str> {
        self.postponed_to.as_deref()
    }

    /// The nodes that it speaks of.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &str> {
        let named = self
            .source
            .iter()
            .chain(&self.target)
            .chain(&self.place)
            .chain(&self.summit);
        named.map(String::as_str)
    }

    /// The ids of the articles that tell it.
    pub(super) fn articles(&self) -> impl Iterator<Item = &str> {
        self.reports.iter().map(|report| report.article.as_str())
    }
}

#[cfg(feature = "base")]
impl StoredNode {
    pub(super) fn into_node(self) -> Result<Node, Unknown> {
        node(self)
    }

    /// The nodes that it speaks of, if it is a summit.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &str> {
        let named = self.participants.iter().flatten().chain(&self.place);
        named.map(String::as_str)
    }
}

#[cfg(feature = "base")]
impl From<&ArticleRef> for StoredArticle {
    fn from(article: &ArticleRef) -> Self {
        stored_article(article)
    }
}

#[cfg(feature = "base")]
impl From<&Node> for StoredNode {
    fn from(node: &Node) -> Self {
        stored_node(node)
    }
}

#[cfg(feature = "base")]
impl From<&EventRecord> for StoredEvent {
    fn from(event: &EventRecord) -> Self {
        stored_event(event)
    }
}

impl From<&KnowledgeGraph> for StoredGraph {
    fn from(graph: &KnowledgeGraph) -> Self {
        Self::new(
            stored_types(graph.events().iter().map(|event| event.event_type)),
            graph.articles_read(),
            graph.articles().iter().map(stored_article).collect(),
            graph.nodes().map(stored_node).collect(),
            graph.edges().map(stored_edge).collect(),
            graph.events().iter().map(stored_event).collect(),
        )
    }
}

impl StoredGraph {
    pub(super) fn new(
        types: Vec<StoredType>,
        articles_read: usize,
        articles: Vec<StoredArticle>,
        nodes: Vec<StoredNode>,
        edges: Vec<StoredEdge>,
        events: Vec<StoredEvent>,
    ) -> Self {
        Self {
            directed: true,
            multigraph: true,
            graph: Header {
                format: FORMAT.to_owned(),
                version: VERSION,
                articles_read,
                types,
                articles,
                events,
            },
            nodes,
            edges,
        }
    }

    /// The parts of the graph.
    pub(super) fn into_parts(self) -> Result<GraphPart, Unknown> {
        let types: Vec<EventType> = self.graph.types.iter().map(own_type).collect::<Result<_, _>>()?;
        let event = |stored| event(stored, &types);
        Ok(GraphPart {
            nodes: self.nodes.into_iter().map(node).collect::<Result<_, _>>()?,
            edges: self.edges.into_iter().map(edge).collect::<Result<_, _>>()?,
            events: self.graph.events.into_iter().map(event).collect::<Result<_, _>>()?,
            articles: self.graph.articles.into_iter().map(article).collect(),
            articles_read: self.graph.articles_read,
        })
    }
}

/// Those of the types that are not built in.
pub(super) fn stored_types(types: impl Iterator<Item = EventType>) -> Vec<StoredType> {
    let types: BTreeSet<EventType> = types.collect();
    let own = types.into_iter().filter(|kind| matches!(kind, EventType::Custom(_)));
    own.map(|kind| StoredType {
        name: kind.as_str().to_owned(),
        plover: kind.plover().to_owned(),
        cameo: kind.cameo().to_owned(),
        quad_class: kind.quad_class().number(),
        goldstein: kind.goldstein(),
        symmetric: kind.is_symmetric(),
    })
    .collect()
}

fn own_type(stored: &StoredType) -> Result<EventType, Unknown> {
    let mut quad_classes = QuadClass::ALL.iter().copied();
    let quad_class = quad_classes.find(|class| class.number() == stored.quad_class);
    let defined = quad_class.and_then(|quad_class| {
        let StoredType {
            name,
            plover,
            cameo,
            goldstein,
            symmetric,
            ..
        } = stored;
        CustomType::new(name, plover, cameo, quad_class, *goldstein, *symmetric).ok()
    });
    let defined = defined.map(EventType::define);
    known("definition of the event type", &stored.name, |_| defined)
}

fn stored_article(article: &ArticleRef) -> StoredArticle {
    StoredArticle {
        id: article.id.clone(),
        title: article.title.clone(),
        date: article.date,
        source: article.source.clone(),
        url: article.url.clone(),
        place: article.place.clone(),
        agency: article.agency.clone(),
        copy_of: article.copy_of.clone(),
    }
}

fn article(stored: StoredArticle) -> ArticleRef {
    ArticleRef {
        id: stored.id,
        title: stored.title,
        date: stored.date,
        source: stored.source,
        url: stored.url,
        place: stored.place,
        agency: stored.agency,
        copy_of: stored.copy_of,
    }
}

fn stored_node(node: &Node) -> StoredNode {
    let summit = node.summit.as_ref();
    let date = summit.and_then(|summit| summit.date.as_ref());
    StoredNode {
        id: node.id.to_string(),
        name: node.name.clone(),
        kind: node.kind.to_string(),
        country: node.country.clone(),
        org: node.org.clone(),
        wikidata: node.wikidata.clone(),
        aliases: node.aliases.iter().cloned().collect(),
        mentions: node.mentions,
        date: date.map(|date| date.value.clone()),
        date_start: date.map(|date| date.start),
        date_end: date.map(|date| date.end),
        status: summit.map(|summit| summit.status.to_string()),
        place: summit.and_then(|summit| Some(summit.place.as_ref()?.to_string())),
        participants: summit.map(|summit| summit.participants.iter().map(ToString::to_string).collect()),
    }
}

fn node(stored: StoredNode) -> Result<Node, Unknown> {
    let date = match (stored.date, stored.date_start, stored.date_end) {
        (Some(value), Some(start), Some(end)) => Some(EventDate { value, start, end }),
        _ => None,
    };
    let summit = match (stored.status, stored.participants) {
        (Some(status), Some(participants)) => Some(Summit {
            date,
            status: known("status", &status, Status::parse)?,
            place: stored.place.map(NodeId::from),
            participants: participants.into_iter().map(NodeId::from).collect(),
        }),
        _ => None,
    };
    Ok(Node {
        kind: known("kind of node", &stored.kind, NodeKind::parse)?,
        id: NodeId::from(stored.id),
        name: stored.name,
        country: stored.country,
        org: stored.org,
        wikidata: stored.wikidata,
        aliases: stored.aliases.into_iter().collect(),
        mentions: stored.mentions,
        summit,
    })
}

fn stored_edge(tie: Tie<'_>) -> StoredEdge {
    StoredEdge {
        source: tie.source.id.to_string(),
        target: tie.target.id.to_string(),
        key: tie.edge.id.to_string(),
        kind: tie.edge.relation.as_str().to_owned(),
        event: tie.event.map(|event| event.id.to_string()),
        repeated: tie.event.map(repeated),
    }
}

fn edge(stored: StoredEdge) -> Result<(NodeId, NodeId, Edge), Unknown> {
    let relation = match (stored.kind.as_str(), stored.event) {
        ("event", Some(event)) => Relation::Event(EventId::from(event)),
        (kind, _) => known("kind of edge", kind, |kind| {
            [
                Relation::Affiliation,
                Relation::Attended,
                Relation::HeldIn,
                Relation::In,
            ]
            .into_iter()
            .find(|relation| relation.as_str() == kind)
        })?,
    };
    let id = EdgeId::from(stored.key);
    Ok((stored.source.into(), stored.target.into(), Edge { id, relation }))
}

fn repeated(event: &EventRecord) -> RepeatedEvent {
    let date = event.date.as_ref();
    let best = event.best_report();
    let mut articles: Vec<String> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for report in &event.reports {
        if seen.insert(&report.article) {
            articles.push(report.article.clone());
        }
    }
    RepeatedEvent {
        event_type: event.event_type.as_str(),
        symmetric: event.is_mutual(),
        status: event.status.as_str(),
        plover: event.event_type.plover(),
        cameo: event.event_type.cameo(),
        quad_class: event.event_type.quad_class().number(),
        goldstein: event.event_type.goldstein(),
        date: date.map(|date| date.value.clone()),
        date_start: date.map(|date| date.start),
        date_end: date.map(|date| date.end),
        date_precision: date.map(|date| Precision::of(date).as_str()),
        date_rule: event.date_rule.as_str().to_owned(),
        place: event.place.as_ref().map(ToString::to_string),
        score: event.score,
        reports: event.reports.len(),
        sources: event.sources,
        articles,
        article: best.map(|report| report.article.clone()).unwrap_or_default(),
        sentence: best.map(|report| report.sentence.clone()).unwrap_or_default(),
        evidence: best.map(|report| report.evidence.clone()).unwrap_or_default(),
        part: best.map_or("", |report| report.part.as_str()),
        start: best.map_or(0, |report| report.span.start),
        end: best.map_or(0, |report| report.span.end),
    }
}

fn stored_date(date: &EventDate) -> StoredDate {
    StoredDate {
        value: date.value.clone(),
        start: date.start,
        end: date.end,
    }
}

fn event_date(stored: StoredDate) -> EventDate {
    EventDate {
        value: stored.value,
        start: stored.start,
        end: stored.end,
    }
}

fn stored_place(place: &Place) -> StoredPlace {
    StoredPlace {
        name: place.name.clone(),
        country: place.country.clone(),
    }
}

fn place(stored: StoredPlace) -> Place {
    Place {
        name: stored.name,
        country: stored.country,
    }
}

fn stored_event(event: &EventRecord) -> StoredEvent {
    let ids = |ids: &[NodeId]| ids.iter().map(ToString::to_string).collect();
    StoredEvent {
        id: event.id.to_string(),
        event_type: event.event_type.to_string(),
        status: event.status.to_string(),
        source: ids(&event.source),
        target: ids(&event.target),
        date: event.date.as_ref().map(stored_date),
        date_rule: event.date_rule.as_str().to_owned(),
        dates: event
            .dates
            .iter()
            .map(|reading| StoredReading {
                date: reading.date.as_ref().map(stored_date),
                reports: reading.reports,
            })
            .collect(),
        place: event.place.as_ref().map(ToString::to_string),
        places: event
            .places
            .iter()
            .map(|reading| StoredPlaceReading {
                place: stored_place(&reading.place),
                reports: reading.reports,
            })
            .collect(),
        postponed_to: event.postponed_to.as_ref().map(ToString::to_string),
        life: event
            .life()
            .iter()
            .map(|step| StoredStep {
                stage: step.stage.as_str(),
                date: step.report.article_date,
                article: step.report.article.clone(),
            })
            .collect(),
        meeting: event.meeting.clone(),
        summit: event.summit.as_ref().map(ToString::to_string),
        score: event.score,
        sources: event.sources,
        reports: event.reports.iter().map(stored_report).collect(),
    }
}

fn event_type(name: &str, own: &[EventType]) -> Result<EventType, Unknown> {
    known("event type", name, |name| {
        let mut types = own.iter().chain(EventType::ALL).copied();
        types.find(|known| known.as_str() == name)
    })
}

fn event(stored: StoredEvent, own: &[EventType]) -> Result<EventRecord, Unknown> {
    let ids = |ids: Vec<String>| ids.into_iter().map(NodeId::from).collect();
    let mut reports: Vec<Report> = stored.reports.into_iter().map(report).collect::<Result<_, _>>()?;
    if reports.iter().any(|report| report.origin == 0) {
        number_sources(&mut reports);
    }
    Ok(EventRecord {
        id: EventId::from(stored.id),
        event_type: event_type(&stored.event_type, own)?,
        status: known("status", &stored.status, Status::parse)?,
        source: ids(stored.source),
        target: ids(stored.target),
        date: stored.date.map(event_date),
        date_rule: DateRule::parse(&stored.date_rule),
        dates: stored
            .dates
            .into_iter()
            .map(|reading| DateReading {
                date: reading.date.map(event_date),
                reports: reading.reports,
            })
            .collect(),
        place: stored.place.map(NodeId::from),
        places: stored
            .places
            .into_iter()
            .map(|reading| PlaceReading {
                place: place(reading.place),
                reports: reading.reports,
            })
            .collect(),
        postponed_to: stored.postponed_to.map(EventId::from),
        meeting: stored.meeting,
        summit: stored.summit.map(NodeId::from),
        score: stored.score,
        sources: stored.sources,
        reports,
    })
}

fn stored_report(report: &Report) -> StoredReport {
    StoredReport {
        article: report.article.clone(),
        source: report.source.clone(),
        article_date: report.article_date,
        sentence: report.sentence.clone(),
        evidence: report.evidence.clone(),
        part: report.part.as_str().to_owned(),
        start: report.span.start,
        end: report.span.end,
        pattern: report.pattern.clone(),
        score: report.score,
        factors: report.factors.clone(),
        status: report.status.to_string(),
        date: report.date.as_ref().map(stored_date),
        date_rule: report.date_rule.as_str().to_owned(),
        place: report.place.as_ref().map(stored_place),
        origin: report.origin,
    }
}

fn report(stored: StoredReport) -> Result<Report, Unknown> {
    Ok(Report {
        article: stored.article,
        source: stored.source,
        article_date: stored.article_date,
        sentence: stored.sentence,
        evidence: stored.evidence,
        part: known("part of an article", &stored.part, Part::parse)?,
        span: Span::new(stored.start, stored.end),
        pattern: stored.pattern,
        score: stored.score,
        factors: stored.factors,
        status: known("status", &stored.status, Status::parse)?,
        date: stored.date.map(event_date),
        date_rule: DateRule::parse(&stored.date_rule),
        place: stored.place.map(place),
        origin: stored.origin,
    })
}

/// What an article contributes to a graph.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredFindings {
    article: StoredArticle,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    types: Vec<StoredType>,
    events: Vec<StoredFound>,
    fingerprint: String,
    sampled: Vec<u64>,
}

#[derive(Serialize, Deserialize)]
struct StoredFound {
    #[serde(rename = "type")]
    event_type: String,
    source: Vec<StoredActor>,
    target: Vec<StoredActor>,
    meeting: Option<String>,
    report: StoredReport,
}

#[derive(Serialize, Deserialize)]
struct StoredActor {
    id: String,
    name: String,
    kind: String,
    country: String,
    org: String,
    words: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    called: Option<String>,
}

impl From<&Findings> for StoredFindings {
    fn from(findings: &Findings) -> Self {
        let actor = |actor: &FoundActor| StoredActor {
            id: actor.id.to_string(),
            name: actor.name.clone(),
            kind: actor.kind.to_string(),
            country: actor.country.clone(),
            org: actor.org.clone(),
            words: actor.words.clone(),
            called: actor.called.clone(),
        };
        let event = |found: &FoundEvent| StoredFound {
            event_type: found.event_type.to_string(),
            source: found.source.iter().map(actor).collect(),
            target: found.target.iter().map(actor).collect(),
            meeting: found.meeting.clone(),
            report: stored_report(&found.report),
        };
        Self {
            article: stored_article(&findings.article),
            types: stored_types(findings.events.iter().map(|found| found.event_type)),
            events: findings.events.iter().map(event).collect(),
            fingerprint: findings.fingerprint.clone(),
            sampled: findings.sampled.clone(),
        }
    }
}

impl StoredFindings {
    pub(super) fn into_findings(self) -> Result<Findings, Unknown> {
        let own: Vec<EventType> = self.types.iter().map(own_type).collect::<Result<_, _>>()?;
        let actor = |stored: StoredActor| {
            Ok(FoundActor {
                kind: known("kind of node", &stored.kind, NodeKind::parse)?,
                id: stored.id.into(),
                name: stored.name,
                country: stored.country,
                org: stored.org,
                words: stored.words,
                called: stored.called,
            })
        };
        let event = |stored: StoredFound| {
            Ok(FoundEvent {
                event_type: event_type(&stored.event_type, &own)?,
                source: stored.source.into_iter().map(actor).collect::<Result<_, _>>()?,
                target: stored.target.into_iter().map(actor).collect::<Result<_, _>>()?,
                meeting: stored.meeting,
                report: report(stored.report)?,
            })
        };
        Ok(Findings {
            article: article(self.article),
            events: self.events.into_iter().map(event).collect::<Result<_, _>>()?,
            fingerprint: self.fingerprint,
            sampled: self.sampled,
        })
    }
}

/// An event with all that a graph needs to know of it.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredPortion {
    first: (u64, usize),
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    types: Vec<StoredType>,
    event: StoredEvent,
    actors: Vec<StoredNode>,
    place: Option<StoredNode>,
    names: BTreeMap<String, BTreeSet<String>>,
    articles: Vec<(u64, StoredArticle)>,
}

impl From<&Portion> for StoredPortion {
    fn from(portion: &Portion) -> Self {
        let articles = portion.articles.iter();
        let names = portion.names.iter();
        Self {
            first: portion.first,
            types: stored_types(std::iter::once(portion.event.event_type)),
            event: stored_event(&portion.event),
            actors: portion.actors.iter().map(stored_node).collect(),
            place: portion.place.as_ref().map(stored_node),
            names: names.map(|(id, names)| (id.to_string(), names.clone())).collect(),
            articles: articles
                .map(|(rank, article)| (*rank, stored_article(article)))
                .collect(),
        }
    }
}

impl StoredPortion {
    pub(super) fn into_portion(self) -> Result<Portion, Unknown> {
        let own: Vec<EventType> = self.types.iter().map(own_type).collect::<Result<_, _>>()?;
        let articles = self.articles.into_iter();
        let names = self.names.into_iter();
        Ok(Portion {
            first: self.first,
            event: event(self.event, &own)?,
            actors: self.actors.into_iter().map(node).collect::<Result<_, _>>()?,
            place: self.place.map(node).transpose()?,
            names: names.map(|(id, names)| (NodeId::from(id), names)).collect(),
            articles: articles.map(|(rank, stored)| (rank, article(stored))).collect(),
        })
    }
}
