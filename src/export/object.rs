//! Events, reports and actors of a graph as objects, as `summitry query --format json` prints them.

use crate::graph::{EventId, EventRecord, KnowledgeGraph, Node, NodeId, Report, Stage};
use crate::query::Stats;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

/// Numbers by name.
pub type NamedCounts = BTreeMap<&'static str, usize>;

/// What a slice of a graph holds, as an object.
#[derive(Clone, Debug, Serialize)]
pub struct PrintedStats<'a> {
    /// How many articles were read for the whole graph.
    pub articles_read: usize,
    /// How many articles report the events.
    pub articles: usize,
    /// How many publishers and agencies they have.
    pub publishers: usize,
    /// How many reports there are.
    pub reports: usize,
    /// How many events there are.
    pub events: usize,
    /// How many of them are dated.
    pub dated: usize,
    /// The first day of the earliest event.
    pub first: Option<NaiveDate>,
    /// The last day of the latest event.
    pub last: Option<NaiveDate>,
    /// How many events there are of each type.
    pub types: NamedCounts,
    /// How many events there are of each status.
    pub statuses: NamedCounts,
    /// How many participants, places and summits there are of each kind.
    pub kinds: NamedCounts,
    /// How many events of each quad class happened.
    pub quads: [usize; 4],
    /// The sum of the Goldstein values of what happened.
    pub goldstein: f64,
    /// How many pairs are tied.
    pub pairs: usize,
    /// How many parts of the network have nothing to do with one another.
    pub components: usize,
    /// Sentences for each quad class, where they are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<BTreeMap<&'static str, Vec<PrintedReport<'a>>>>,
}

impl PrintedStats<'_> {
    /// The figures, without sentences.
    pub fn new(stats: &Stats) -> Self {
        fn counts<K>(counts: &BTreeMap<K, usize>, name: impl Fn(&K) -> &'static str) -> NamedCounts {
            counts.iter().map(|(key, &count)| (name(key), count)).collect()
        }
        Self {
            articles_read: stats.articles_read,
            articles: stats.articles,
            publishers: stats.publishers,
            reports: stats.reports,
            events: stats.events,
            dated: stats.dated,
            first: stats.first,
            last: stats.last,
            types: counts(&stats.types, |kind| kind.as_str()),
            statuses: counts(&stats.statuses, |status| status.as_str()),
            kinds: counts(&stats.kinds, |kind| kind.as_str()),
            quads: stats.tally.quads,
            goldstein: stats.tally.balance,
            pairs: stats.pairs,
            components: stats.components,
            evidence: None,
        }
    }
}

/// The actors of these ids as objects.
pub fn actors<'a>(graph: &'a KnowledgeGraph, ids: &'a [NodeId]) -> Vec<PrintedActor<'a>> {
    let nodes = ids.iter().filter_map(|id| graph.node(id));
    nodes.map(PrintedActor::new).collect()
}

/// An event as an object.
#[derive(Clone, Debug, Serialize)]
pub struct PrintedEvent<'a> {
    /// Its identity.
    pub id: &'a str,
    /// What was done.
    pub r#type: &'a str,
    /// Whether it happened.
    pub status: &'a str,
    /// When, as exactly as it was told.
    pub date: Option<&'a str>,
    /// The first day of the date.
    pub date_start: Option<NaiveDate>,
    /// The last day of the date.
    pub date_end: Option<NaiveDate>,
    /// Who did it; for a mutual event, everyone who took part.
    pub source: Vec<PrintedActor<'a>>,
    /// To whom it was done.
    pub target: Vec<PrintedActor<'a>>,
    /// The name of the place.
    pub place: Option<&'a str>,
    /// The name of the meeting.
    pub meeting: Option<&'a str>,
    /// The name of the summit that it is, or is part of.
    pub summit: Option<&'a str>,
    /// The score of the surest report.
    pub score: f64,
    /// How many independent sources report it.
    pub sources: usize,
    /// The event that it was put off to.
    pub postponed_to: Option<&'a str>,
    /// Everything reported of it.
    pub reports: Vec<PrintedReport<'a>>,
}

/// An actor as an object.
#[derive(Clone, Debug, Serialize)]
pub struct PrintedActor<'a> {
    /// Its identity.
    pub id: &'a str,
    /// Its fullest standard name.
    pub name: &'a str,
    /// What it is.
    pub kind: &'a str,
    /// ISO 3166-1 alpha-3 code of the country that it is or serves.
    pub country: &'a str,
    /// Short name of the organization that it is or serves.
    pub org: &'a str,
}

/// A report as an object.
#[derive(Clone, Debug, Serialize)]
pub struct PrintedReport<'a> {
    /// The article's id.
    pub article: &'a str,
    /// Its publisher or agency.
    pub source: Option<&'a str>,
    /// Its day of publication.
    pub article_date: Option<NaiveDate>,
    /// The number of its source among those of the event, from 1.
    pub origin: usize,
    /// The stage in the life of the event that it begins.
    pub stage: Option<&'static str>,
    /// The status according to this report.
    pub status: &'a str,
    /// The date according to this report.
    pub date: Option<&'a str>,
    /// The sentence.
    pub sentence: &'a str,
    /// The words of it that tell the event.
    pub evidence: &'a str,
    /// The part of the article in which they stand: title or text.
    pub part: &'a str,
    /// The first byte of the evidence in that part.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The id of the pattern that found it.
    pub pattern: &'a str,
    /// How sure the reading is.
    pub score: f64,
}

impl<'a> PrintedEvent<'a> {
    /// The event, with the names that its nodes have in the graph.
    pub fn new(graph: &'a KnowledgeGraph, event: &'a EventRecord) -> Self {
        let reports = event.reports.iter();
        Self {
            id: event.id.as_str(),
            r#type: event.event_type.as_str(),
            status: event.status.as_str(),
            date: event.date.as_ref().map(|date| date.value.as_str()),
            date_start: event.date.as_ref().map(|date| date.start),
            date_end: event.date.as_ref().map(|date| date.end),
            source: actors(graph, &event.source),
            target: actors(graph, &event.target),
            place: event.place.as_ref().map(|id| graph.name(id)),
            meeting: event.meeting.as_deref(),
            summit: event.summit.as_ref().map(|id| graph.name(id)),
            score: event.score,
            sources: event.sources,
            postponed_to: event.postponed_to.as_ref().map(EventId::as_str),
            reports: reports.map(|report| PrintedReport::new(event, report)).collect(),
        }
    }
}

impl<'a> PrintedActor<'a> {
    /// The node.
    pub fn new(node: &'a Node) -> Self {
        Self {
            id: node.id.as_str(),
            name: &node.name,
            kind: node.kind.as_str(),
            country: &node.country,
            org: &node.org,
        }
    }
}

impl<'a> PrintedReport<'a> {
    /// A report of the event.
    pub fn new(event: &EventRecord, report: &'a Report) -> Self {
        Self {
            article: &report.article,
            source: report.source.as_deref(),
            article_date: report.article_date,
            origin: report.origin,
            stage: event.stage_of(report).map(Stage::as_str),
            status: report.status.as_str(),
            date: report.date.as_ref().map(|date| date.value.as_str()),
            sentence: &report.sentence,
            evidence: &report.evidence,
            part: report.part.as_str(),
            start: report.span.start,
            end: report.span.end,
            pattern: &report.pattern,
            score: report.score,
        }
    }
}
