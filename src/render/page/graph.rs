//! What the page knows of the graph: nodes with their places, ties, events with their reports, as JSON.

use crate::entity::Gazetteer;
use crate::event::{EventType, Status};
use crate::graph::{ArticleRef, EventId, EventRecord, KnowledgeGraph, NodeId, NodeKind, Stage, date_in_words};
use crate::render::DrawOptions;
use crate::render::metrics::width;
use crate::render::network::geometry::{Line, Size};
use crate::render::network::place::place;
use crate::render::network::select::{Selection, select};
use crate::render::words::{count, short};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The size of names in the page, for which nodes keep room.
const FONT: f64 = 11.0;

/// Names longer than this share of room.
const WIDEST: f64 = 110.0;

#[derive(Serialize)]
pub(super) struct PageGraph<'a> {
    title: String,
    left_out: String,
    types: Vec<PageType>,
    statuses: Vec<&'static str>,
    nodes: Vec<PageNode<'a>>,
    ties: Vec<PageTie>,
    events: Vec<PageEvent<'a>>,
    articles: Vec<PageArticle<'a>>,
}

#[derive(Serialize)]
struct PageType {
    name: &'static str,
    quad: u8,
}

#[derive(Serialize)]
struct PageNode<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    x: f64,
    y: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wikidata: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
}

#[derive(Serialize)]
struct PageTie {
    kind: &'static str,
    ends: (usize, usize),
    events: Vec<usize>,
}

#[derive(Serialize)]
struct PageEvent<'a> {
    #[serde(rename = "type")]
    event_type: usize,
    status: usize,
    date: Option<&'a str>,
    /// The first and the last day, counted from 1970.
    days: Option<(i64, i64)>,
    source: Vec<usize>,
    target: Vec<usize>,
    /// The names of those who have no node in the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_source: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_target: Vec<&'a str>,
    /// The summit that it is part of, and the node that it is drawn as.
    more: Vec<usize>,
    place: Option<&'a str>,
    meeting: Option<&'a str>,
    /// How many independent sources the reports have.
    sources: usize,
    reports: Vec<PageReport<'a>>,
}

#[derive(Serialize)]
struct PageReport<'a> {
    article: usize,
    status: usize,
    origin: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<&'static str>,
    sentence: &'a str,
    evidence: &'a str,
}

#[derive(Serialize)]
struct PageArticle<'a> {
    id: &'a str,
    title: Option<&'a str>,
    source: Option<&'a str>,
    date: Option<String>,
    url: Option<&'a str>,
}

impl<'a> PageGraph<'a> {
    pub(super) fn new(graph: &'a KnowledgeGraph, options: &DrawOptions) -> Self {
        let selection = select(graph, options);
        let mut nodes = nodes(graph, &selection);
        let at: BTreeMap<&str, usize> = nodes.iter().enumerate().map(|(at, node)| (node.id, at)).collect();
        let listed = listed(graph, options, &selection);
        let event_at: BTreeMap<&EventId, usize> =
            listed.iter().enumerate().map(|(at, event)| (&event.id, at)).collect();
        let ties = ties(&selection, &listed, &at, &event_at);
        settle(&mut nodes, &ties);
        let (nodes_asked, events_asked) = selection.asked;
        let left_out = if selection.nodes.len() < nodes_asked {
            format!(
                "{} of {} and {} of {}: the most reported ones",
                selection.nodes.len(),
                count(nodes_asked, "node"),
                selection.drawn_events,
                count(events_asked, "event")
            )
        } else {
            String::new()
        };
        let types = types(&listed);
        let reports = listed.iter().flat_map(|event| &event.reports);
        let reporting: BTreeSet<&str> = reports.map(|report| report.article.as_str()).collect();
        let articles = graph.articles().iter();
        let articles: Vec<&ArticleRef> = articles
            .filter(|article| reporting.contains(article.id.as_str()))
            .collect();
        let article_at: BTreeMap<&str, usize> = articles.iter().map(|article| article.id.as_str()).zip(0..).collect();
        Self {
            title: options.title.clone().unwrap_or_else(|| {
                format!(
                    "{} between {}",
                    count(listed.len(), "event"),
                    count(nodes.len(), "node")
                )
            }),
            left_out,
            types: types
                .iter()
                .map(|kind| PageType {
                    name: kind.as_str(),
                    quad: kind.quad_class().number(),
                })
                .collect(),
            statuses: Status::ALL.iter().map(|status| status.as_str()).collect(),
            events: listed
                .iter()
                .map(|event| page_event(graph, event, &types, &at, &article_at))
                .collect(),
            nodes,
            ties,
            articles: articles
                .into_iter()
                .map(|article| PageArticle {
                    id: &article.id,
                    title: article.title.as_deref(),
                    source: article.source.as_deref(),
                    date: article.date.map(|date| date.to_string()),
                    url: article.url.as_deref(),
                })
                .collect(),
        }
    }

    pub(super) fn title(&self) -> &str {
        &self.title
    }

    /// JSON that can stand in an HTML element: nothing in it can end the element or begin another.
    pub(super) fn to_json(&self) -> String {
        let json =
            serde_json::to_string(self).unwrap_or_else(|error| unreachable!("all of it can be written: {error}"));
        json.replace('<', "\\u003c")
            .replace('>', "\\u003e")
            .replace('&', "\\u0026")
            .replace('\u{2028}', "\\u2028")
            .replace('\u{2029}', "\\u2029")
    }
}

fn nodes<'a>(graph: &'a KnowledgeGraph, selection: &Selection<'a>) -> Vec<PageNode<'a>> {
    let known = selection.nodes.keys().filter_map(|id| {
        let node = graph.node(id)?;
        let summit = node.summit.as_ref();
        Some(PageNode {
            id: node.id.as_str(),
            name: &node.name,
            kind: node.kind.as_str(),
            x: 0.0,
            y: 0.0,
            country: (node.kind != NodeKind::Country && !node.country.is_empty()).then(|| {
                Gazetteer::builtin()
                    .country(&node.country)
                    .map_or_else(|| node.country.clone(), |country| country.name.clone())
            }),
            aliases: node.aliases.iter().map(String::as_str).collect(),
            wikidata: node
                .wikidata
                .as_deref()
                .filter(|item| item.starts_with('Q') && item[1..].bytes().all(|byte| byte.is_ascii_digit())),
            date: summit.and_then(|summit| summit.date.as_ref()).map(date_in_words),
            place: summit.and_then(|summit| summit.place.as_ref()).map(|id| graph.name(id)),
        })
    });
    let hubs = selection.hubs.iter().map(|(event, _)| PageNode {
        id: event.id.as_str(),
        name: event.event_type.as_str(),
        kind: "event",
        x: 0.0,
        y: 0.0,
        country: None,
        aliases: Vec::new(),
        wikidata: None,
        date: event.date.as_ref().map(date_in_words),
        place: None,
    });
    known.chain(hubs).collect()
}

/// The events asked for; where nodes are left out, those in which a node of the page takes part.
fn listed<'a>(graph: &'a KnowledgeGraph, options: &DrawOptions, selection: &Selection<'_>) -> Vec<&'a EventRecord> {
    let whole = options.focus.is_empty() && selection.nodes.len() == selection.asked.0;
    options
        .query
        .find(graph)
        .into_iter()
        .filter(|event| whole || event.participants().any(|id| selection.nodes.contains_key(id)))
        .collect()
}

/// The types of the guide, then those that a user added.
fn types(events: &[&EventRecord]) -> Vec<EventType> {
    let mut types = EventType::ALL.to_vec();
    for event in events {
        if !types.contains(&event.event_type) {
            types.push(event.event_type);
        }
    }
    types
}

fn ties(
    selection: &Selection<'_>,
    listed: &[&EventRecord],
    at: &BTreeMap<&str, usize>,
    event_at: &BTreeMap<&EventId, usize>,
) -> Vec<PageTie> {
    let end = |id: &NodeId| at[id.as_str()];
    let mut shared: BTreeMap<(&NodeId, &NodeId), Vec<usize>> = BTreeMap::new();
    for (number, event) in listed.iter().enumerate() {
        let ids: BTreeSet<&NodeId> = event.participants().collect();
        for (place, &one) in ids.iter().enumerate() {
            for &other in ids.iter().skip(place + 1) {
                shared.entry((one, other)).or_default().push(number);
            }
        }
    }
    let mut ties: Vec<PageTie> = selection
        .pairs
        .iter()
        .map(|(&(one, other), events)| PageTie {
            kind: "event",
            ends: (end(one), end(other)),
            // Also those that are drawn as nodes between more.
            events: shared
                .get(&(one.min(other), one.max(other)))
                .cloned()
                .unwrap_or_else(|| events.iter().map(|event| event_at[&event.id]).collect()),
        })
        .collect();
    // A line has its arrow at its second end.
    for tie in &mut ties {
        let directed = || {
            tie.events
                .iter()
                .map(|&at| listed[at])
                .filter(|event| !event.is_mutual())
        };
        let from =
            |node: usize| directed().any(|event| event.source.iter().any(|id| at.get(id.as_str()) == Some(&node)));
        if !from(tie.ends.0) && from(tie.ends.1) {
            tie.ends = (tie.ends.1, tie.ends.0);
        }
    }
    for (event, nodes) in &selection.hubs {
        let hub = at[event.id.as_str()];
        ties.extend(nodes.iter().map(|id| PageTie {
            kind: "attended",
            ends: (end(id), hub),
            events: vec![event_at[&event.id]],
        }));
    }
    for (source, target, kind) in &selection.links {
        let of_summit = |event: &EventRecord| {
            event.summit.as_ref() == Some(*target) && event.participants().any(|id| id == *source)
        };
        let events = if *kind == "attended" {
            (0..listed.len()).filter(|&at| of_summit(listed[at])).collect()
        } else {
            Vec::new()
        };
        ties.push(PageTie {
            kind,
            ends: (end(source), end(target)),
            events,
        });
    }
    ties
}

/// Gives each node its place.
fn settle(nodes: &mut [PageNode<'_>], ties: &[PageTie]) {
    let sizes: Vec<Size> = nodes
        .iter()
        .map(|node| Size {
            width: if node.kind == "event" {
                12.0
            } else {
                18.0 + width(&short(node.name), FONT).min(WIDEST)
            },
            height: 20.0,
        })
        .collect();
    let lines: Vec<Line> = ties
        .iter()
        .map(|tie| Line {
            ends: tie.ends,
            words: None,
            pull: match tie.kind {
                "affiliation" => 0.8,
                _ => 1.0 + (tie.events.len() as f64).sqrt() / 2.0,
            },
        })
        .collect();
    for (node, (x, y)) in nodes.iter_mut().zip(place(&sizes, &lines).nodes) {
        (node.x, node.y) = ((x * 10.0).round() / 10.0, (y * 10.0).round() / 10.0);
    }
}

fn page_event<'a>(
    graph: &'a KnowledgeGraph,
    event: &'a EventRecord,
    types: &[EventType],
    at: &BTreeMap<&str, usize>,
    article_at: &BTreeMap<&str, usize>,
) -> PageEvent<'a> {
    let known = |ids: &[NodeId]| ids.iter().filter_map(|id| at.get(id.as_str()).copied()).collect();
    let others = |ids: &'a [NodeId]| {
        let unknown = ids.iter().filter(|id| !at.contains_key(id.as_str()));
        unknown.map(|id| graph.name(id)).collect()
    };
    let number = |status: Status| Status::ALL.iter().position(|known| *known == status).unwrap_or(0);
    let day = |date: NaiveDate| (date - NaiveDate::default()).num_days();
    let more: BTreeSet<usize> = event
        .summit
        .iter()
        .map(NodeId::as_str)
        .chain([event.id.as_str()])
        .filter_map(|id| at.get(id).copied())
        .collect();
    PageEvent {
        event_type: types.iter().position(|kind| *kind == event.event_type).unwrap_or(0),
        status: number(event.status),
        date: event.date.as_ref().map(|date| date.value.as_str()),
        days: event.date.as_ref().map(|date| (day(date.start), day(date.end))),
        source: known(&event.source),
        target: known(&event.target),
        other_source: others(&event.source),
        other_target: others(&event.target),
        more: more.into_iter().collect(),
        place: event.place.as_ref().map(|id| graph.name(id)),
        meeting: event.meeting.as_deref(),
        sources: event.sources,
        reports: event
            .reports
            .iter()
            .filter_map(|report| {
                Some(PageReport {
                    article: *article_at.get(report.article.as_str())?,
                    status: number(report.status),
                    origin: report.origin,
                    stage: event.stage_of(report).map(Stage::as_str),
                    sentence: &report.sentence,
                    evidence: &report.evidence,
                })
            })
            .collect(),
    }
}
