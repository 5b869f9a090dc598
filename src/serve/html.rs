//! Pages: each view as HTML. Whatever comes from articles is written as words.

use super::asked::{Asked, PAGE, encoded};
use crate::event::Status;
use crate::graph::{EventRecord, KnowledgeGraph, Node, NodeId, NodeKind, Part, Report};
use crate::query::{Development, Dispute, Neighbor};
use crate::store::base::{Hit, Kept};
use crate::text::steerless;
use chrono::NaiveDate;
use maud::{DOCTYPE, Markup, html};
use std::collections::BTreeMap;

/// So many of each kind are listed beside each other.
pub(super) const LISTED: usize = 20;

/// Some of many events.
pub(super) struct Page<'p> {
    /// Its number, from 1.
    pub(super) number: usize,
    /// How many events all pages have.
    pub(super) total: usize,
    pub(super) events: &'p [&'p EventRecord],
}

/// Where an article comes from.
pub(super) struct Source<'s> {
    pub(super) id: &'s str,
    pub(super) title: Option<&'s str>,
    pub(super) publisher: Option<&'s str>,
    pub(super) date: Option<NaiveDate>,
    pub(super) url: Option<&'s str>,
}

/// A whole page.
pub(super) fn page(title: &str, again: &str, path: &str, is_reviewed: bool, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (steerless(title)) @if title != "summitry" { " · summitry" } }
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="data:,";
            }
            body {
                a.skip href="#main" { "To the content" }
                header {
                    nav aria-label="Views" {
                        a href="/" { "summitry" }
                        a href="/events" { "Events" }
                        a href="/calendar" { "Calendar" }
                        a href="/news" { "News" }
                        a href="/map" { "Map" }
                        a href="/network" { "Network" }
                        @if is_reviewed { a href="/review" { "Review" } }
                    }
                    form role="search" action="/search" {
                        input type="search" name="q" aria-label="Names or words" placeholder="Names or words";
                        button { "Search" }
                    }
                }
                main id="main" {
                    h1 { (steerless(title)) }
                    (body)
                }
                @if !path.is_empty() {
                    footer {
                        "This view as "
                        a href={ "/api" (path) (again) } { "JSON" } " · "
                        a href={ "/api" (path) (with(again, "format=csv")) } { "CSV" } " · "
                        a href="/openapi.json" { "all addresses" }
                    }
                }
            }
        }
    }
}

fn with(again: &str, more: &str) -> String {
    format!("{again}{}{more}", if again.is_empty() { "?" } else { "&" })
}

/// The reason why there is nothing else.
pub(super) fn fault(message: &str) -> Markup {
    html! {
        @for line in steerless(message).lines() { p { (line) } }
        p { a href="/" { "To the beginning" } }
    }
}

pub(super) fn node_link(node: &Node) -> Markup {
    html! { a class=(node.kind.as_str()) href={ "/nodes/" (encoded(node.id.as_str())) } { bdi { (steerless(&node.name)) } } }
}

pub(super) fn named(graph: &KnowledgeGraph, ids: &[NodeId]) -> Markup {
    let nodes: Vec<&Node> = ids.iter().filter_map(|id| graph.node(id)).collect();
    html! {
        @for (at, node) in nodes.iter().enumerate() {
            @if at > 0 { @if at + 1 == nodes.len() { " and " } @else { ", " } }
            (node_link(node))
        }
    }
}

/// "2019-04-25: Kim Jong Un and Vladimir Putin met".
pub(super) fn in_words(graph: &KnowledgeGraph, event: &EventRecord) -> String {
    let names = |ids: &[NodeId]| ids.iter().map(|id| graph.name(id)).collect::<Vec<_>>().join(", ");
    let whom = if event.target.is_empty() {
        String::new()
    } else {
        format!(" → {}", names(&event.target))
    };
    let day = event
        .date
        .as_ref()
        .map_or_else(String::new, |date| format!("{}: ", date.value));
    format!("{day}{} {}{whom}", names(&event.source), event.event_type.as_str())
}

fn when(event: &EventRecord) -> &str {
    event.date.as_ref().map_or("undated", |date| &date.value)
}

fn status(status: Status) -> Markup {
    html! { span class={ "status " (status.as_str()) } { (status.as_str()) } }
}

/// An event on a line, with its surest sentence.
pub(super) fn line(graph: &KnowledgeGraph, event: &EventRecord) -> Markup {
    html! {
        li {
            p {
                a.day href={ "/events/" (event.id) } { (when(event)) } " "
                (named(graph, &event.source)) " "
                strong { (event.event_type.as_str()) } " "
                (named(graph, &event.target))
                @if let Some(place) = event.place.as_ref().and_then(|id| graph.node(id)) { " in " (node_link(place)) }
                " " (status(event.status)) " "
                span.count { (counted(event.reports.len(), "report")) }
            }
            @if let Some(report) = event.best_report() { (quote(report)) }
        }
    }
}

/// A sentence with the words that tell the event, and where it stands.
fn quote(report: &Report) -> Markup {
    html! {
        figure {
            blockquote dir="auto" { (marked(&report.sentence, &report.evidence)) }
            figcaption { (source(report)) }
        }
    }
}

fn marked(sentence: &str, evidence: &str) -> Markup {
    let (before, told, after) = match sentence.split_once(evidence) {
        Some((before, after)) => (before, evidence, after),
        None => (sentence, "", ""),
    };
    html! { (steerless(before)) @if !told.is_empty() { mark { (steerless(told)) } } (steerless(after)) }
}

fn source(report: &Report) -> Markup {
    html! {
        a href={ "/articles/" (encoded(&report.article)) } { bdi { (steerless(report.source.as_deref().unwrap_or(&report.article))) } }
        @if let Some(day) = report.article_date { ", " (day) }
    }
}

pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn lines(graph: &KnowledgeGraph, events: &[&EventRecord]) -> Markup {
    html! { ul.events { @for event in events { (line(graph, event)) } } }
}

/// A list of events under its head, and the way to the other pages.
pub(super) fn listed(graph: &KnowledgeGraph, asked: &Asked, head: &Markup, page: &Page<'_>) -> Markup {
    html! {
        (head)
        h2 { (counted(page.total, "event")) }
        (lines(graph, page.events))
        (pages(asked, page))
    }
}

pub(super) fn pages(asked: &Asked, page: &Page<'_>) -> Markup {
    let (last, number) = (page.total.div_ceil(PAGE).max(1), page.number);
    let to = |page: usize| {
        let again = asked.again(page);
        if again.is_empty() { "?".to_owned() } else { again }
    };
    html! {
        @if last > 1 {
            nav.pages aria-label="Pages" {
                @if number > 1 { a rel="prev" href=(to(number - 1)) { "Before" } }
                span { "Page " (number) " of " (last) }
                @if number < last { a rel="next" href=(to(number + 1)) { "Next" } }
            }
        }
    }
}

/// The filters as a form.
pub(super) fn filters(asked: &Asked) -> Markup {
    filters_and(asked, &html! {})
}

/// The filters, and what else is asked, as a form.
pub(super) fn filters_and(asked: &Asked, more: &Markup) -> Markup {
    html! {
        form.filters action="" {
            @for (name, value) in asked.fields() {
                label { (name.replace('_', " ")) input name=(name) value=(steerless(value)); }
            }
            (more)
            button { "Filter" }
        }
    }
}

/// What stands above the latest events.
pub(super) fn home(graph: &KnowledgeGraph, nodes: &[&Node]) -> Markup {
    html! {
        p { "Told by " (counted(graph.articles().len(), "article")) ", of " (graph.articles_read()) " read." }
        h2 { "Most reported" }
        ul.names { @for node in nodes { li { (node_link(node)) " " span.count { (counted(node.mentions, "report")) } } } }
    }
}

/// Names and sentences that were found.
pub(super) fn search(words: &str, nodes: &[&Node], alike: &[&Node], hits: &[Hit]) -> Markup {
    html! {
        @if words.is_empty() { p { "Names of people, countries, organizations, places and meetings, or words of sentences." } }
        @else {
            h2 { "Names" }
            @if nodes.is_empty() {
                p { "Nobody is called so." @if !alike.is_empty() { " Did you mean one of these?" } }
            }
            ul.names { @for node in nodes.iter().chain(alike) {
                li { (node_link(node)) " " span.count { (node.kind.as_str()) ", " (counted(node.mentions, "report")) } }
            } }
            h2 { "Sentences" }
            @if hits.is_empty() { p { "No sentence holds these words." } }
            ul.events { @for hit in hits { li {
                figure {
                    blockquote dir="auto" { (steerless(&hit.sentence)) }
                    figcaption {
                        a href={ "/articles/" (encoded(&hit.article)) } { bdi { (steerless(hit.source.as_deref().unwrap_or(&hit.article))) } }
                        @if let Some(day) = hit.date { ", " (day) }
                        @for id in &hit.events { " · " a href={ "/events/" (id) } { "event" } }
                    }
                }
            } } }
        }
    }
}

/// An event with all its reports side by side.
pub(super) fn event(
    graph: &KnowledgeGraph,
    event: &EventRecord,
    differing: &[Dispute<'_>],
    is_reviewed: bool,
) -> Markup {
    html! {
        (facts(graph, event))
        @if is_reviewed { p { a href={ "/review/" (event.id) } { "Review this" } } }
        @if !differing.is_empty() {
            h2 { "Where reports differ" }
            ul { @for dispute in differing { li {
                (dispute.field.as_str()) ": "
                @for (at, (reading, count)) in dispute.readings.iter().enumerate() {
                    @if at > 0 { "; " } bdi { (steerless(reading)) } " (" (counted(*count, "report")) ")"
                }
            } } }
        }
        h2 { "Its life" }
        ol { @for step in event.life() { li { (step.stage.as_str()) ": " (source(step.report)) } } }
        (reports(event, None))
    }
}

/// Who, what, when and where.
pub(super) fn facts(graph: &KnowledgeGraph, event: &EventRecord) -> Markup {
    html! {
        dl {
            dt { "Who" } dd { (named(graph, &event.source)) }
            @if !event.target.is_empty() { dt { "Whom" } dd { (named(graph, &event.target)) } }
            dt { "What" } dd { (event.event_type.as_str()) " " (status(event.status)) }
            dt { "When" } dd { (when(event)) " (" (event.date_rule.as_str()) ")" }
            @if let Some(place) = event.place.as_ref().and_then(|id| graph.node(id)) { dt { "Where" } dd { (node_link(place)) } }
            @if let Some(summit) = event.summit.as_ref().and_then(|id| graph.node(id)) { dt { "Part of" } dd { (node_link(summit)) } }
            @if let Some(later) = &event.postponed_to { dt { "Put off to" } dd { a href={ "/events/" (later) } { "a later event" } } }
            dt { "Score" } dd { (format!("{:.2}", event.score)) ", " (counted(event.sources, "independent source")) }
        }
    }
}

/// All reports side by side, each with a box where some may be chosen for a form of that name: those of these numbers are.
pub(super) fn reports(event: &EventRecord, chosen: Option<(&str, &[&str])>) -> Markup {
    html! {
        h2 { (counted(event.reports.len(), "report")) }
        div.wide {
            table {
                thead { tr {
                    @if chosen.is_some() { th scope="col" { "Report" } }
                    @for name in ["Article", "Status", "Date told", "Score", "Sentence"] { th scope="col" { (name) } }
                } }
                tbody { @for (number, report) in (1..).zip(&event.reports) { tr {
                    @if let Some((form, chosen)) = chosen {
                        @let number = number.to_string();
                        td { label.choice {
                            input type="checkbox" name="report" form=(form) value=(number) checked[chosen.contains(&number.as_str())];
                            (number)
                        } }
                    }
                    td { (source(report)) }
                    td { (status(report.status)) }
                    td { (report.date.as_ref().map_or("not told", |date| &date.value)) }
                    td { (format!("{:.2}", report.score)) }
                    td dir="auto" { (marked(&report.sentence, &report.evidence)) }
                } } }
            }
        }
    }
}

/// What stands above the events of a node.
pub(super) fn node(graph: &KnowledgeGraph, node: &Node, partners: &[Neighbor<'_>], plans: &[&EventRecord]) -> Markup {
    html! {
        p {
            (node.kind.as_str())
            @for of in [&node.country, &node.org] { @if !of.is_empty() && *of != node.name { ", " (steerless(of)) } }
            ", " (counted(node.mentions, "report"))
            @if let Some(item) = &node.wikidata {
                " · " a rel="noreferrer" href={ "https://www.wikidata.org/wiki/" (encoded(item)) } { (item) }
            }
        }
        @if !node.aliases.is_empty() {
            p { "Also called " bdi { (steerless(&node.aliases.iter().cloned().collect::<Vec<_>>().join("; "))) } }
        }
        @if let Some(summit) = &node.summit {
            dl {
                dt { "When" } dd { (summit.date.as_ref().map_or("undated", |date| &date.value)) " " (status(summit.status)) }
                @if let Some(place) = summit.place.as_ref().and_then(|id| graph.node(id)) { dt { "Where" } dd { (node_link(place)) } }
                dt { "Who" } dd { (named(graph, &summit.participants)) }
            }
        }
        @if !partners.is_empty() {
            h2 { "Partners" }
            ul.names { @for partner in partners.iter().take(LISTED) { li {
                (node_link(partner.node)) " "
                a.count href={ "/pairs/" (encoded(node.id.as_str())) "/" (encoded(partner.node.id.as_str())) } {
                    (counted(partner.events.len(), "event"))
                }
            } } }
            @if partners.len() > LISTED { p { "and " (partners.len() - LISTED) " more" } }
        }
        @if node.kind != NodeKind::Place && !plans.is_empty() {
            h2 { "Planned" }
            (lines(graph, &plans[..plans.len().min(LISTED)]))
            @if plans.len() > LISTED {
                p { a href={ "/events?status=planned&who=" (encoded(node.id.as_str())) } { "and " (plans.len() - LISTED) " more" } }
            }
        }
    }
}

/// What stands above the events of two.
pub(super) fn pair(one: &Node, other: &Node, types: &BTreeMap<&str, usize>) -> Markup {
    html! {
        p { (node_link(one)) " and " (node_link(other)) }
        ul.names { @for (kind, count) in types { li { (kind) " " span.count { (count) } } } }
    }
}

/// An article.
pub(super) fn article(
    graph: &KnowledgeGraph,
    source: &Source<'_>,
    kept: Option<&Kept>,
    events: &[&EventRecord],
) -> Markup {
    let url = source
        .url
        .filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    html! {
        p {
            bdi { (steerless(source.publisher.unwrap_or(source.id))) } @if let Some(day) = source.date { ", " (day) }
            @if let Some(url) = url { " · " a rel="noreferrer noopener" href=(url) { "the article at its publisher" } }
        }
        @if let Some(kept) = kept { article dir="auto" aria-label="Its text" { (text(kept, events)) } }
        @else { p { "A graph keeps no texts; a base does." } }
        h2 { (counted(events.len(), "event")) }
        (lines(graph, events))
    }
}

/// The text of an article, with marks on the words that tell an event.
fn text(kept: &Kept, events: &[&EventRecord]) -> Markup {
    let reports = events
        .iter()
        .flat_map(|event| event.reports.iter().map(move |report| (event, report)));
    let mut marks: Vec<(usize, usize, String)> = reports
        .filter(|(_, report)| report.article == kept.id)
        .map(|(event, report)| {
            let start = if report.part == Part::Title { 0 } else { kept.text_start };
            (start + report.span.start, start + report.span.end, event.id.to_string())
        })
        .collect();
    marks.sort();
    let content = &kept.content;
    let mut pieces: Vec<(&str, Option<String>)> = Vec::new();
    let mut at = 0;
    for (start, end, id) in marks {
        if start < at || !content.is_char_boundary(start) || content.get(start..end).is_none() {
            continue;
        }
        pieces.push((&content[at..start], None));
        pieces.push((&content[start..end], Some(id)));
        at = end;
    }
    pieces.push((&content[at..], None));
    html! {
        @for (words, event) in pieces {
            @match event {
                Some(id) => a href={ "/events/" (id) } { mark { (steerless(words)) } },
                None => (steerless(words)),
            }
        }
    }
}

/// Plans and what became of them.
pub(super) fn calendar(graph: &KnowledgeGraph, asked: &Asked, page: &Page<'_>, today: NaiveDate) -> Markup {
    html! {
        (filters(asked))
        h2 { (counted(page.total, "event")) }
        div.wide {
            table {
                thead { tr { @for name in ["Date", "Event", "First announced", "What became of it"] { th scope="col" { (name) } } } }
                tbody { @for event in page.events { tr {
                    td { a href={ "/events/" (event.id) } { (when(event)) } }
                    td {
                        (named(graph, &event.source)) " " strong { (event.event_type.as_str()) } " " (named(graph, &event.target))
                        @if let Some(place) = event.place.as_ref().and_then(|id| graph.node(id)) { " in " (node_link(place)) }
                    }
                    td {
                        @if let Some(report) = event.reports.iter().find(|report| report.status == Status::Planned) { (source(report)) }
                    }
                    td { (became(event, today)) }
                } } }
            }
        }
        (pages(asked, page))
    }
}

fn became(event: &EventRecord, today: NaiveDate) -> Markup {
    let is_past = event.date.as_ref().is_some_and(|date| date.end < today);
    html! {
        @match (event.status, &event.postponed_to) {
            (_, Some(later)) => { "put off " a href={ "/events/" (later) } { "to a later day" } },
            (Status::Occurred, _) => "held",
            (Status::Denied, _) => "called off",
            (Status::Planned | Status::Possible, _) if event.date.is_none() => "no day was told",
            (Status::Planned | Status::Possible, _) if is_past => "nothing more was told",
            (Status::Planned | Status::Possible, _) => "lies ahead",
        }
    }
}

/// A page of what became known, by what it is.
pub(super) fn news(
    graph: &KnowledgeGraph,
    asked: &Asked,
    shown: &[(Development, &EventRecord)],
    page: &Page<'_>,
) -> Markup {
    html! {
        form.filters action="" {
            label { "since the end of" input type="date" name="since" value=(asked.since); }
            button { "Show" }
        }
        p { @if page.total == 0 { "Nothing." } @else { (counted(page.total, "change")) } }
        @for of_kind in shown.chunk_by(|(one, _), (other, _)| one == other) {
            h2 { (of_kind[0].0.as_str()) }
            (lines(graph, &of_kind.iter().map(|(_, event)| *event).collect::<Vec<_>>()))
        }
        (pages(asked, page))
    }
}
