//! Views: what stands under each address?

use super::asked::{Asked, PAGE};
use super::html::{self, LISTED, Page, Source};
use super::reply::{Content, Fault, Form, Shown};
use super::review::Reviewing;
use super::sheet::csv;
use crate::event::Status;
use crate::export::{PrintedActor, PrintedEvent};
use crate::graph::{EventId, EventRecord, KnowledgeGraph, Node, NodeId, NodeKind};
use crate::held::Held;
use crate::query::{Development, Named, Neighbor, Query, by_reports, developments, disputes_of, neighbors, resolve};
use crate::review::Desk;
use crate::store::base::{Hit, Search, today};
use crate::text::fold;
use chrono::{Days, NaiveDate};
use maud::Markup;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// News are those of so many days where nobody says since when.
const RECENT: Days = Days::new(7);

/// What a view is made of.
pub(super) struct Context<'g> {
    pub(super) held: &'g Held,
    pub(super) graph: &'g KnowledgeGraph,
    pub(super) asked: &'g Asked,
    pub(super) form: Form,
    /// The parts of the address that vary, in order.
    pub(super) parts: &'g [String],
    /// The day of the last visit to the news.
    pub(super) visited: Option<NaiveDate>,
    /// Who reviews the base, and what is on the desk, where events may be reviewed.
    pub(super) review: Option<(&'g Reviewing, &'g Desk)>,
}

impl<'g> Context<'g> {
    pub(super) fn part(&self, part: usize) -> &'g str {
        self.parts.get(part).map_or("", String::as_str)
    }

    fn node(&self, part: usize) -> Result<&'g Node, Fault> {
        let id = self.part(part);
        self.graph
            .node(&NodeId::from(id.to_owned()))
            .ok_or_else(|| Fault::nothing(format!("nobody and nothing here has the id {id:?}")))
    }

    /// The page that is asked for.
    pub(super) fn page<'p>(&self, all: &'p [&'p EventRecord]) -> Result<Page<'p>, Fault> {
        Ok(Page {
            number: self.asked.page()?,
            total: all.len(),
            events: self.part_of(all)?,
        })
    }

    /// What stands of a list on the page that is asked for.
    fn part_of<'p, T>(&self, all: &'p [T]) -> Result<&'p [T], Fault> {
        let start = (self.asked.page()? - 1).saturating_mul(PAGE).min(all.len());
        Ok(&all[start..all.len().min(start + PAGE)])
    }

    /// What is made in the form that is asked for, and in no other; a table has all of the events.
    pub(super) fn shown(
        &self,
        title: String,
        events: &[&EventRecord],
        page: impl FnOnce() -> Markup,
        value: impl FnOnce() -> Value,
    ) -> Result<Shown, Fault> {
        self.formed(title, page, value, || csv(self.graph, events))
    }

    /// The same with a table of its own.
    pub(super) fn formed(
        &self,
        title: String,
        page: impl FnOnce() -> Markup,
        value: impl FnOnce() -> Value,
        table: impl FnOnce() -> Vec<u8>,
    ) -> Result<Shown, Fault> {
        let (content, again) = match self.form {
            Form::Html => (Content::Page(page()), self.asked.again(self.asked.page()?)),
            Form::Json => (Content::Value(value()), String::new()),
            Form::Csv => (Content::Table(table()), String::new()),
        };
        Ok(Shown {
            title,
            content,
            again,
            is_news: false,
        })
    }

    /// Events as a page of them.
    fn listed(
        &self,
        title: String,
        events: &[&EventRecord],
        head: impl FnOnce() -> Markup,
        value: impl FnOnce() -> Value,
    ) -> Result<Shown, Fault> {
        let page = self.page(events)?;
        self.shown(
            title,
            events,
            || html::listed(self.graph, self.asked, &head(), &page),
            || {
                let mut value = value();
                value["total"] = page.total.into();
                value["page"] = page.number.into();
                value["events"] = printed(self.graph, page.events);
                value
            },
        )
    }
}

pub(super) fn printed(graph: &KnowledgeGraph, events: &[&EventRecord]) -> Value {
    let objects: Vec<PrintedEvent<'_>> = events.iter().map(|event| PrintedEvent::new(graph, event)).collect();
    json(&objects)
}

pub(super) fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn actors<'n>(nodes: &[&'n Node]) -> Vec<PrintedActor<'n>> {
    nodes.iter().copied().map(PrintedActor::new).collect()
}

/// What a query found, the latest first, undated ones last.
fn latest_first(events: &mut [&EventRecord]) {
    let dated = events.partition_point(|event| event.date.is_some());
    events[..dated].reverse();
}

/// The most reported of these, who are listed.
fn most_reported(mut nodes: Vec<&Node>) -> Vec<&Node> {
    if nodes.len() > LISTED {
        nodes.select_nth_unstable_by(LISTED, |one, other| by_reports(one, other));
        nodes.truncate(LISTED);
    }
    nodes.sort_by(|one, other| by_reports(one, other));
    nodes
}

/// How much there is, who stands out, and what came last.
pub(super) fn home(context: &Context<'_>) -> Result<Shown, Fault> {
    let graph = context.graph;
    let nodes = most_reported(graph.nodes().filter(|node| node.kind != NodeKind::Place).collect());
    let mut events = Query::default().find(graph);
    latest_first(&mut events);
    context.listed(
        "summitry".to_owned(),
        &events,
        || html::home(graph, &nodes),
        || json!({"articles": graph.articles_read(), "most_reported": actors(&nodes)}),
    )
}

/// Whom and what the words find.
pub(super) fn search(context: &Context<'_>) -> Result<Shown, Fault> {
    let (graph, words) = (context.graph, context.asked.q.trim());
    if words.is_empty() {
        return context.shown(
            "Search".to_owned(),
            &[],
            || html::search("", &[], &[], &[]),
            || found(&[], &[], &[]),
        );
    }
    let (nodes, alike) = called(graph, words);
    let hits = sentences(context, words)?;
    let events: Vec<&EventRecord> = hits
        .iter()
        .flat_map(|hit| &hit.events)
        .filter_map(|id| graph.event(id))
        .collect();
    context.shown(
        format!("Search: {words}"),
        &events,
        || html::search(words, &nodes, &alike, &hits),
        || found(&nodes, &alike, &hits),
    )
}

/// What was found as an object.
fn found(nodes: &[&Node], alike: &[&Node], hits: &[Hit]) -> Value {
    json!({
        "names": actors(nodes),
        "like": actors(alike),
        "sentences": hits.iter().map(sentence).collect::<Vec<_>>(),
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
    let is_called = |node: &&Node| {
        let name = fold(&node.name);
        parts.iter().all(|part| name.contains(part.as_str())) && !nodes.iter().any(|own| own.id == node.id)
    };
    let more = most_reported(graph.nodes().filter(is_called).collect());
    nodes.extend(more);
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
pub(super) fn events(context: &Context<'_>) -> Result<Shown, Fault> {
    let query = context.asked.query(context.graph)?;
    let mut events = query.find(context.graph);
    latest_first(&mut events);
    context.listed(
        "Events".to_owned(),
        &events,
        || html::filters(context.asked),
        || json!({}),
    )
}

/// An event with all its reports.
pub(super) fn event(context: &Context<'_>) -> Result<Shown, Fault> {
    let (graph, id) = (context.graph, context.part(0));
    let event = graph
        .event(&EventId::from(id.to_owned()))
        .ok_or_else(|| Fault::nothing(format!("no event has the id {id:?}")))?;
    context.shown(
        html::in_words(graph, event),
        &[event],
        || html::event(graph, event, &disputes_of(event), context.review.is_some()),
        || json(&PrintedEvent::new(graph, event)),
    )
}

/// A node with its partners, plans and events.
pub(super) fn node(context: &Context<'_>) -> Result<Shown, Fault> {
    let (graph, node) = (context.graph, context.node(0)?);
    let mut query = context.asked.query(graph)?;
    let mut events = match node.kind {
        NodeKind::Summit => {
            let is_part = |event: &&EventRecord| event.summit.as_ref() == Some(&node.id);
            if query.who.is_empty() {
                // None but these have a part in it.
                query.exactly = true;
                query.who.extend(
                    node.summit
                        .iter()
                        .flat_map(|summit| summit.participants.iter().cloned()),
                );
            }
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
    let partners: Vec<Neighbor<'_>> = match node.kind {
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
    let partner =
        |partner: &Neighbor<'_>| json!({"node": PrintedActor::new(partner.node), "events": partner.events.len()});
    context.listed(
        node.name.clone(),
        &events,
        || html::node(graph, node, &partners, &plans),
        || {
            json!({
                "node": PrintedActor::new(node),
                "wikidata": node.wikidata,
                "aliases": node.aliases,
                "partners": partners.iter().take(LISTED).map(partner).collect::<Vec<_>>(),
            })
        },
    )
}

/// What two did together.
pub(super) fn pair(context: &Context<'_>) -> Result<Shown, Fault> {
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
    context.listed(
        format!("{} and {}", one.name, other.name),
        &events,
        || html::pair(one, other, &types),
        || json!({"pair": actors(&[one, other]), "types": types}),
    )
}

/// An article.
pub(super) fn article(context: &Context<'_>) -> Result<Shown, Fault> {
    let (graph, id) = (context.graph, context.part(0));
    let kept = context.held.article(id)?;
    let known = graph.articles().iter().find(|article| article.id == id);
    let source = match (&kept, known) {
        (Some(kept), _) => Source {
            id,
            title: kept.title.as_deref(),
            publisher: kept.source.as_deref(),
            date: kept.date,
            url: kept.url.as_deref(),
        },
        (None, Some(known)) => Source {
            id,
            title: known.title.as_deref(),
            publisher: known.source.as_deref(),
            date: known.date,
            url: known.url.as_deref(),
        },
        (None, None) => return Err(Fault::nothing(format!("no article has the id {id:?}"))),
    };
    let told = Query {
        articles: vec![id.to_owned()],
        ..Query::default()
    };
    let mut events = told.find(graph);
    latest_first(&mut events);
    let title = source.title.unwrap_or(id);
    context.shown(
        title.to_owned(),
        &events,
        || html::article(graph, &source, kept.as_ref(), &events),
        || {
            json!({
                "id": id, "title": title, "date": source.date, "source": source.publisher, "url": source.url,
                "content": kept.as_ref().map(|kept| &kept.content),
                "events": printed(graph, &events),
            })
        },
    )
}

/// What was planned, what lies ahead first, and what became of it.
pub(super) fn calendar(context: &Context<'_>) -> Result<Shown, Fault> {
    let (graph, day) = (context.graph, today());
    let planned = |event: &&EventRecord| event.reports.iter().any(|report| report.status == Status::Planned);
    let query = context.asked.query(graph)?;
    let is_ahead = |event: &EventRecord| event.date.as_ref().is_some_and(|date| date.end >= day);
    let found = query.find(graph).into_iter().filter(planned);
    let (ahead, mut past): (Vec<_>, Vec<_>) =
        found.partition(|event| is_ahead(event) && event.status == Status::Planned);
    latest_first(&mut past);
    let all: Vec<&EventRecord> = ahead.into_iter().chain(past).collect();
    let page = context.page(&all)?;
    context.shown(
        "Calendar".to_owned(),
        &all,
        || html::calendar(graph, context.asked, &page, day),
        || json!({"total": page.total, "page": page.number, "events": printed(graph, page.events)}),
    )
}

/// What became known after a day: that of the last visit, or else some days before the latest article.
pub(super) fn news(context: &Context<'_>) -> Result<Shown, Fault> {
    let graph = context.graph;
    let usual = || {
        let latest = graph.articles().iter().filter_map(|article| article.date).max();
        let latest = latest.unwrap_or_else(today);
        latest.checked_sub_days(RECENT).unwrap_or(latest)
    };
    let since = context.asked.since()?.or(context.visited).unwrap_or_else(usual);
    let asked = context.asked.with_since(since);
    let before = context.held.graph(Some(since))?.graph;
    let mut found: Vec<(Development, &EventRecord)> = developments(&before, graph);
    found.sort_by_key(|(what, _)| *what);
    let events: Vec<&EventRecord> = found.iter().map(|(_, event)| *event).collect();
    let page = context.page(&events)?;
    let shown = context.part_of(&found)?;
    let told = |(what, event): &(Development, &EventRecord)| json!({"became": what.as_str(), "event": PrintedEvent::new(graph, event)});
    let view = context.shown(
        format!("News since {since}"),
        &events,
        || html::news(graph, &asked, shown, &page),
        || json!({"since": since, "total": page.total, "page": page.number, "news": shown.iter().map(told).collect::<Vec<_>>()}),
    )?;
    Ok(Shown {
        again: asked.again(page.number),
        is_news: true,
        ..view
    })
}
