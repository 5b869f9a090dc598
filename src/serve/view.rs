//! Views: what stands under each address?

use super::asked::{Asked, PAGE};
use super::html;
use super::reply::{Fault, Shown};
use crate::event::Status;
use crate::export::{PrintedActor, PrintedEvent};
use crate::graph::{ArticleRef, EventId, EventRecord, KnowledgeGraph, Node, NodeId, NodeKind};
use crate::held::Held;
use crate::query::{Development, Dispute, Named, Neighbor, Query, as_of, developments, disputes, neighbors, resolve};
use crate::store::base::{Hit, Kept, Search, today};
use crate::text::fold;
use chrono::{Days, NaiveDate};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// So many of each kind are listed beside each other.
const LISTED: usize = 20;

/// News are those of so many days where nobody says since when.
const RECENT: Days = Days::new(7);

/// What a view is made of.
pub(super) struct Context<'g> {
    pub(super) held: &'g Held,
    pub(super) graph: &'g KnowledgeGraph,
    /// What was known before the news, where they are asked for.
    pub(super) before: Option<&'g KnowledgeGraph>,
    pub(super) asked: &'g Asked,
    /// The parts of the address that vary, in order.
    pub(super) parts: &'g [String],
}

impl<'g> Context<'g> {
    fn node(&self, part: usize) -> Result<&'g Node, Fault> {
        let id = self.parts.get(part).map_or("", String::as_str);
        self.graph
            .node(&NodeId::from(id.to_owned()))
            .ok_or_else(|| Fault::nothing(format!("nobody and nothing here has the id {id:?}")))
    }

    /// Events as a page of them; `body` gets those of the page and how many there are.
    fn listed(
        &self,
        title: String,
        events: Vec<&'g EventRecord>,
        head: impl FnOnce() -> maud::Markup + 'g,
        value: Value,
    ) -> Result<Shown<'g>, Fault> {
        let number = self.asked.page()?;
        let start = (number - 1).saturating_mul(PAGE).min(events.len());
        let page: Vec<&EventRecord> = events[start..events.len().min(start + PAGE)].to_vec();
        let (graph, asked, total) = (self.graph, self.asked, events.len());
        let shown = page.clone();
        Ok(Shown {
            title,
            body: Box::new(move || html::listed(graph, asked, &head(), &shown, total, number)),
            value: Box::new(move || {
                let mut value = value;
                value["total"] = total.into();
                value["page"] = number.into();
                value["events"] = printed(graph, &page);
                value
            }),
            events,
            graph,
        })
    }
}

fn printed(graph: &KnowledgeGraph, events: &[&EventRecord]) -> Value {
    let objects: Vec<PrintedEvent<'_>> = events.iter().map(|event| PrintedEvent::new(graph, event)).collect();
    json(&objects)
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// The latest first, undated ones last.
fn latest_first(events: &mut [&EventRecord]) {
    events.sort_by_key(|event| std::cmp::Reverse(event.date.as_ref().map(|date| (date.start, date.end))));
}

/// How much there is, who stands out, and what came last.
pub(super) fn home<'g>(context: &Context<'g>) -> Result<Shown<'g>, Fault> {
    let graph = context.graph;
    let mut nodes: Vec<&Node> = graph.nodes().filter(|node| node.kind != NodeKind::Place).collect();
    nodes.sort_by_key(|node| (std::cmp::Reverse(node.mentions), &node.id));
    nodes.truncate(LISTED);
    let mut events: Vec<&EventRecord> = graph.events().iter().collect();
    latest_first(&mut events);
    let value = json!({
        "articles": graph.articles_read(),
        "most_reported": nodes.iter().copied().map(PrintedActor::new).collect::<Vec<_>>(),
    });
    context.listed("summitry".to_owned(), events, move || html::home(graph, &nodes), value)
}

/// Whom and what the words find.
pub(super) fn search<'g>(context: &Context<'g>) -> Result<Shown<'g>, Fault> {
    let (graph, asked) = (context.graph, context.asked);
    let words = asked.q.trim();
    let (nodes, alike) = if words.is_empty() {
        (Vec::new(), Vec::new())
    } else {
        called(graph, words)
    };
    let hits = if words.is_empty() {
        Vec::new()
    } else {
        sentences(context, words)?
    };
    let events = hits
        .iter()
        .flat_map(|hit| &hit.events)
        .filter_map(|id| graph.event(id))
        .collect();
    let value = json!({
        "names": nodes.iter().copied().map(PrintedActor::new).collect::<Vec<_>>(),
        "like": alike.iter().copied().map(PrintedActor::new).collect::<Vec<_>>(),
        "sentences": hits.iter().map(sentence).collect::<Vec<_>>(),
    });
    Ok(Shown {
        title: if words.is_empty() {
            "Search".to_owned()
        } else {
            format!("Search: {words}")
        },
        body: Box::new(move || html::search(words, &nodes, &alike, &hits)),
        value: Box::new(move || value),
        events,
        graph,
    })
}

/// Those who have the name, the most reported first, and where there is none, those with names like it.
fn called<'g>(graph: &'g KnowledgeGraph, words: &str) -> (Vec<&'g Node>, Vec<&'g Node>) {
    let (mut nodes, alike) = match resolve(graph, words) {
        Named::One(node) => (vec![node], Vec::new()),
        Named::Several(nodes) => (nodes, Vec::new()),
        Named::Nobody(alike) => (Vec::new(), alike),
    };
    let parts: Vec<String> = fold(words).split_whitespace().map(str::to_owned).collect();
    let mut more: Vec<&Node> = graph
        .nodes()
        .filter(|node| {
            let name = fold(&node.name);
            parts.iter().all(|part| name.contains(part.as_str()))
        })
        .collect();
    more.sort_by_key(|node| (std::cmp::Reverse(node.mentions), &node.id));
    for node in more {
        if !nodes.iter().any(|own| own.id == node.id) {
            nodes.push(node);
        }
    }
    nodes.truncate(LISTED);
    (nodes, alike)
}

/// The sentences that hold the words: of a base those of all articles, of a graph those that tell an event.
fn sentences(context: &Context<'_>, words: &str) -> Result<Vec<Hit>, Fault> {
    if context.held.is_base() {
        let search = Search {
            words: words.to_owned(),
            who: Vec::new(),
            limit: LISTED,
            skip: 0,
        };
        return Ok(context.held.search(&search)?);
    }
    let words = fold(words);
    let mut hits = Vec::new();
    for event in context.graph.events() {
        for report in event
            .reports
            .iter()
            .filter(|report| fold(&report.sentence).contains(&words))
        {
            if hits.len() < LISTED {
                hits.push(Hit {
                    article: report.article.clone(),
                    title: None,
                    date: report.article_date,
                    source: report.source.clone(),
                    sentence: report.sentence.clone(),
                    span: report.span,
                    events: vec![event.id.clone()],
                });
            }
        }
    }
    Ok(hits)
}

fn sentence(hit: &Hit) -> Value {
    json!({
        "article": hit.article, "title": hit.title, "source": hit.source, "date": hit.date, "sentence": hit.sentence,
        "events": hit.events.iter().map(EventId::as_str).collect::<Vec<_>>(),
    })
}

/// Events by any filter.
pub(super) fn events<'g>(context: &Context<'g>) -> Result<Shown<'g>, Fault> {
    let query = context.asked.query(context.graph)?;
    let mut events = query.find(context.graph);
    latest_first(&mut events);
    let asked = context.asked;
    context.listed("Events".to_owned(), events, move || html::filters(asked), json!({}))
}

/// An event with all its reports.
pub(super) fn event<'g>(context: &Context<'g>) -> Result<Shown<'g>, Fault> {
    let id = context.parts.first().map_or("", String::as_str);
    let graph = context.graph;
    let event = graph
        .event(&EventId::from(id.to_owned()))
        .ok_or_else(|| Fault::nothing(format!("no event has the id {id:?}")))?;
    let differing: Vec<Dispute<'g>> = disputes_of(graph, event);
    Ok(Shown {
        title: html::in_words(graph, event),
        body: Box::new(move || html::event(graph, event, &differing)),
        value: Box::new(move || json(&PrintedEvent::new(graph, event))),
        events: vec![event],
        graph,
    })
}

fn disputes_of<'g>(graph: &'g KnowledgeGraph, event: &EventRecord) -> Vec<Dispute<'g>> {
    let query = Query {
        types: vec![event.event_type],
        who: event.source.first().cloned().into_iter().collect(),
        exactly: true,
        ..Query::default()
    };
    let mut found = disputes(graph, &query);
    found.retain(|dispute| dispute.event.id == event.id);
    found
}

/// A node with its partners, plans and events.
pub(super) fn node<'g>(context: &Context<'g>) -> Result<Shown<'g>, Fault> {
    let (graph, node) = (context.graph, context.node(0)?);
    let mut query = context.asked.query(graph)?;
    let mut events = match node.kind {
        NodeKind::Summit => {
            let is_part = |event: &&EventRecord| event.summit.as_ref() == Some(&node.id);
            query.find(graph).into_iter().filter(is_part).collect()
        }
        NodeKind::Place => {
            query.places.push(node.id.clone());
            query.find(graph)
        }
        _ => {
            query.who.push(node.id.clone());
            query.find(graph)
        }
    };
    latest_first(&mut events);
    let partners: Vec<Neighbor<'g>> = match node.kind {
        NodeKind::Summit | NodeKind::Place => Vec::new(),
        _ => neighbors(
            graph,
            &node.id,
            &Query {
                who: Vec::new(),
                ..query
            },
        ),
    };
    let plans: Vec<&EventRecord> = events
        .iter()
        .copied()
        .filter(|event| event.status == Status::Planned)
        .collect();
    let value = json!({
        "node": PrintedActor::new(node),
        "wikidata": node.wikidata,
        "aliases": node.aliases,
        "partners": partners.iter().take(LISTED).map(|partner| json!({"node": PrintedActor::new(partner.node), "events": partner.events.len()})).collect::<Vec<_>>(),
    });
    let title = node.name.clone();
    context.listed(title, events, move || html::node(graph, node, &partners, &plans), value)
}

/// What two did together.
pub(super) fn pair<'g>(context: &Context<'g>) -> Result<Shown<'g>, Fault> {
    let (graph, one, other) = (context.graph, context.node(0)?, context.node(1)?);
    let mut query = context.asked.query(graph)?;
    query.who.push(one.id.clone());
    query.with.push(other.id.clone());
    let mut events = query.find(graph);
    latest_first(&mut events);
    let mut types: BTreeMap<&str, usize> = BTreeMap::new();
    for event in &events {
        *types.entry(event.event_type.as_str()).or_default() += 1;
    }
    let value = json!({"pair": [PrintedActor::new(one), PrintedActor::new(other)], "types": types});
    let title = format!("{} and {}", one.name, other.name);
    context.listed(title, events, move || html::pair(one, other, &types), value)
}

/// An article.
pub(super) fn article<'g>(context: &Context<'g>) -> Result<Shown<'g>, Fault> {
    let (graph, id) = (context.graph, context.parts.first().map_or("", String::as_str));
    let kept: Option<Kept> = context.held.article(id)?;
    let known: Option<&ArticleRef> = graph.articles().iter().find(|article| article.id == id);
    if kept.is_none() && known.is_none() {
        return Err(Fault::nothing(format!("no article has the id {id:?}")));
    }
    let mut events: Vec<&EventRecord> = graph
        .events()
        .iter()
        .filter(|event| event.reports.iter().any(|report| report.article == id))
        .collect();
    latest_first(&mut events);
    let title = kept.as_ref().and_then(|kept| kept.title.clone());
    let title = title
        .or_else(|| known.and_then(|known| known.title.clone()))
        .unwrap_or_else(|| id.to_owned());
    let value = json!({
        "id": id,
        "title": title,
        "date": kept.as_ref().map_or_else(|| known.and_then(|known| known.date), |kept| kept.date),
        "source": kept.as_ref().map_or_else(|| known.and_then(|known| known.source.clone()), |kept| kept.source.clone()),
        "url": kept.as_ref().map_or_else(|| known.and_then(|known| known.url.clone()), |kept| kept.url.clone()),
        "content": kept.as_ref().map(|kept| &kept.content),
        "events": printed(graph, &events),
    });
    let shown = events.clone();
    Ok(Shown {
        title,
        body: Box::new(move || html::article(graph, id, kept.as_ref(), known, &shown)),
        value: Box::new(move || value),
        events,
        graph,
    })
}

/// What was planned, what lies ahead first, and what became of it.
pub(super) fn calendar<'g>(context: &Context<'g>) -> Result<Shown<'g>, Fault> {
    let (graph, day) = (context.graph, today());
    let planned = |event: &&EventRecord| event.reports.iter().any(|report| report.status == Status::Planned);
    let query = context.asked.query(graph)?;
    let is_ahead = |event: &EventRecord| event.date.as_ref().is_some_and(|date| date.end >= day);
    let found = query.find(graph).into_iter().filter(planned);
    let (ahead, mut past): (Vec<_>, Vec<_>) =
        found.partition(|event| is_ahead(event) && event.status == Status::Planned);
    latest_first(&mut past);
    let all: Vec<&EventRecord> = ahead.into_iter().chain(past).collect();
    let number = context.asked.page()?;
    let start = (number - 1).saturating_mul(PAGE).min(all.len());
    let page: Vec<&EventRecord> = all[start..all.len().min(start + PAGE)].to_vec();
    let (asked, total, shown) = (context.asked, all.len(), page.clone());
    Ok(Shown {
        title: "Calendar".to_owned(),
        body: Box::new(move || html::calendar(graph, asked, &shown, total, number, day)),
        value: Box::new(move || json!({"total": total, "page": number, "events": printed(graph, &page)})),
        events: all,
        graph,
    })
}

/// The day after whose end all is news, where nobody says: some days before the latest article.
pub(super) fn usual_day(graph: &KnowledgeGraph) -> NaiveDate {
    let latest = graph.articles().iter().filter_map(|article| article.date).max();
    let latest = latest.unwrap_or_else(today);
    latest.checked_sub_days(RECENT).unwrap_or(latest)
}

/// What was known at the end of the day.
pub(super) fn before(held: &Held, graph: &Arc<KnowledgeGraph>, day: NaiveDate) -> Result<Arc<KnowledgeGraph>, Fault> {
    if held.is_base() {
        return Ok(held.graph(Some(day))?.graph);
    }
    Ok(Arc::new(as_of(graph, day)))
}

/// What became known after a day.
pub(super) fn news<'g>(context: &Context<'g>) -> Result<Shown<'g>, Fault> {
    let graph = context.graph;
    let since = context.asked.since()?.unwrap_or_else(|| usual_day(graph));
    let Some(before) = context.before else {
        return Err(Fault::unclear("since: the day is not known"));
    };
    let found: Vec<(Development, &EventRecord)> = developments(before, graph);
    let events = found.iter().map(|(_, event)| *event).collect();
    let value = json!({
        "since": since,
        "news": found.iter().map(|(what, event)| json!({"became": what.as_str(), "event": PrintedEvent::new(graph, event)})).collect::<Vec<_>>(),
    });
    Ok(Shown {
        title: format!("News since {since}"),
        body: Box::new(move || html::news(graph, since, &found)),
        value: Box::new(move || value),
        events,
        graph,
    })
}
