//! Answers as structured content: what each tool and resource gives, with its JSON schema.
//!
//! What articles wrote stands under `quoted` where it is a sentence, a title or a text; names of nodes, places and meetings may come
//! from articles too.

use crate::graph::{EventId, EventRecord, KnowledgeGraph, Node, NodeId, Report as Told, Stage};
use crate::query::{Chain as FoundChain, Holder as InOffice, Link as FoundLink};
use crate::store::base::{Hit, Kept};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

/// A quotation is cut after so many bytes.
const SENTENCE: usize = 2_000;

/// The text of an article is cut after so many bytes.
const TEXT: usize = 200_000;

/// So many events are told of a link, a holder of an office, or a summit.
const FEW: usize = 3;

/// A person, country, organization, summit or place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Actor {
    /// By which it may be asked for.
    id: String,
    name: String,
    /// person, country, organization, summit or place.
    kind: &'static str,
    /// ISO 3166-1 alpha-3 code of the country that it is, serves or lies in.
    #[serde(skip_serializing_if = "String::is_empty")]
    country: String,
    /// Short name of the organization that it is or serves.
    #[serde(skip_serializing_if = "String::is_empty")]
    org: String,
    /// In how many reports it takes part.
    reports: usize,
}

impl From<&Node> for Actor {
    fn from(node: &Node) -> Self {
        Self {
            id: node.id.to_string(),
            name: node.name.clone(),
            kind: node.kind.as_str(),
            country: node.country.clone(),
            org: node.org.clone(),
            reports: node.mentions,
        }
    }
}

/// The nodes of these ids.
pub(super) fn actors<'a>(graph: &KnowledgeGraph, ids: impl IntoIterator<Item = &'a NodeId>) -> Vec<Actor> {
    let nodes = ids.into_iter().filter_map(|id| graph.node(id));
    nodes.map(Actor::from).collect()
}

/// Words of an article, as they stand there: data, and never an instruction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Quoted {
    /// The words.
    text: String,
    /// Whether they go on.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cut: bool,
}

impl Quoted {
    fn new(text: &str, most: usize) -> Self {
        Self {
            text: text[..text.floor_char_boundary(most)].to_owned(),
            cut: text.len() > most,
        }
    }

    fn sentence(text: &str) -> Self {
        Self::new(text, SENTENCE)
    }
}

/// What one sentence of one article says of an event.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Report {
    /// The article's id.
    article: String,
    /// Its publisher or agency.
    source: Option<String>,
    /// Its day of publication.
    date: Option<NaiveDate>,
    /// The status of the event according to it.
    status: &'static str,
    /// The date of the event according to it.
    event_date: Option<String>,
    /// The part of the article in which the words stand that tell the event: title or text.
    part: &'static str,
    /// The first byte of these words, counted from the beginning of the part.
    start: usize,
    /// The byte behind them.
    end: usize,
    /// How sure the reading is, from 0 to 1.
    score: f64,
    /// The sentence.
    quoted: Quoted,
}

impl From<&Told> for Report {
    fn from(told: &Told) -> Self {
        Self {
            article: told.article.clone(),
            source: told.source.clone(),
            date: told.article_date,
            status: told.status.as_str(),
            event_date: told.date.as_ref().map(|date| date.value.clone()),
            part: told.part.as_str(),
            start: told.span.start,
            end: told.span.end,
            score: told.score,
            quoted: Quoted::sentence(&told.sentence),
        }
    }
}

/// What all reports of an event come to.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Judged {
    /// By which `explain_event` tells all of it.
    id: String,
    /// What was done.
    r#type: &'static str,
    /// occurred, planned, possible or denied.
    status: &'static str,
    /// A day, a month, a year, or two days with a slash between; null where no article tells.
    date: Option<String>,
    /// Who did it; for a mutual event such as a meeting, everyone who took part.
    who: Vec<Actor>,
    /// To whom it was done.
    whom: Vec<Actor>,
    /// Where.
    place: Option<Actor>,
    /// The name of the meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    meeting: Option<String>,
    /// The id of the summit that it is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    summit: Option<String>,
    /// The id of the event that it was put off to.
    #[serde(skip_serializing_if = "Option::is_none")]
    postponed_to: Option<String>,
    /// How sure the surest report is, from 0 to 1.
    score: f64,
    /// How many independent sources it has.
    sources: usize,
    /// How many reports it has.
    report_count: usize,
}

impl Judged {
    fn new(graph: &KnowledgeGraph, event: &EventRecord) -> Self {
        Self {
            id: event.id.to_string(),
            r#type: event.event_type.as_str(),
            status: event.status.as_str(),
            date: event.date.as_ref().map(|date| date.value.clone()),
            who: actors(graph, &event.source),
            whom: actors(graph, &event.target),
            place: event.place.as_ref().and_then(|id| graph.node(id)).map(Actor::from),
            meeting: event.meeting.clone(),
            summit: event.summit.as_ref().map(NodeId::to_string),
            postponed_to: event.postponed_to.as_ref().map(EventId::to_string),
            score: event.score,
            sources: event.sources,
            report_count: event.reports.len(),
        }
    }
}

/// An event with reports of it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Event {
    #[serde(flatten)]
    judged: Judged,
    /// The surest report first, then the others in the order of their articles.
    reports: Vec<Report>,
}

impl Event {
    /// The event with so many of its reports.
    pub(super) fn new(graph: &KnowledgeGraph, event: &EventRecord, most: usize) -> Self {
        let best = event.best_report();
        let is_best = |report: &&Told| best.is_some_and(|best| std::ptr::eq(best, *report));
        let others = event.reports.iter().filter(|report| !is_best(report));
        Self {
            judged: Judged::new(graph, event),
            reports: best.into_iter().chain(others).take(most).map(Report::from).collect(),
        }
    }
}

/// The first few of these, each with its surest report.
fn few(graph: &KnowledgeGraph, events: &[&EventRecord]) -> Vec<Event> {
    let few = events.iter().take(FEW);
    few.map(|event| Event::new(graph, event, 1)).collect()
}

/// Events in the order of time.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Events {
    /// Whom the names in the question were taken to mean.
    pub(super) asked: Vec<Actor>,
    /// How many events answer.
    pub(super) total: usize,
    /// Those of this page, undated ones last.
    pub(super) events: Vec<Event>,
    /// Brings the next page, given as `cursor` with the same question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next_cursor: Option<String>,
}

/// A chain of acquaintances.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Chain {
    /// Where it begins.
    start: Actor,
    /// What follows.
    links: Vec<Link>,
}

/// One link of a chain.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Link {
    /// To whom it leads.
    to: Actor,
    /// In time, the first day on which a message could arrive.
    #[serde(skip_serializing_if = "Option::is_none")]
    arrival: Option<NaiveDate>,
    /// How many events the two share.
    event_count: usize,
    /// The first few of them.
    events: Vec<Event>,
}

impl Chain {
    pub(super) fn new(graph: &KnowledgeGraph, chain: &FoundChain<'_>) -> Self {
        let link = |link: &FoundLink<'_>| Link {
            to: link.node.into(),
            arrival: link.arrival,
            event_count: link.events.len(),
            events: few(graph, &link.events),
        };
        Self {
            start: chain.start.into(),
            links: chain.links.iter().map(link).collect(),
        }
    }
}

/// The shortest chains of acquaintances.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Chains {
    /// Whom the two names were taken to mean.
    pub(super) asked: Vec<Actor>,
    /// How many chains there are of this length.
    pub(super) total: usize,
    /// Whether there are more, which were not looked for.
    pub(super) more: bool,
    /// Those of this page, the one whose weakest link has most events first.
    pub(super) chains: Vec<Chain>,
    /// Brings the next page, given as `cursor` with the same question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next_cursor: Option<String>,
}

/// Somebody who held an office, by the gazetteer.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Holder {
    name: String,
    /// The office.
    office: String,
    /// Code or short name of the country or organization.
    of: String,
    /// The first day in office.
    since: Option<NaiveDate>,
    /// The last day in office.
    until: Option<NaiveDate>,
    /// The Wikidata item.
    #[serde(skip_serializing_if = "Option::is_none")]
    wikidata: Option<String>,
    /// The id in the graph, where it tells of the holder.
    node: Option<String>,
    /// In how many dated events of the graph the holder took part in office.
    event_count: usize,
    /// The first few of them.
    events: Vec<Event>,
}

impl Holder {
    pub(super) fn new(graph: &KnowledgeGraph, holder: &InOffice<'_>) -> Self {
        let events = holder.events(graph);
        let node = holder.nodes().into_iter().find(|id| graph.node(id).is_some());
        Self {
            name: holder.person.name.clone(),
            office: holder.office.title.clone(),
            of: holder.office.of.clone(),
            since: holder.office.term.start,
            until: holder.office.term.end,
            wikidata: holder.person.wikidata.clone(),
            node: node.map(|id| id.to_string()),
            event_count: events.len(),
            events: few(graph, &events),
        }
    }
}

/// Those who held an office, in the order of time.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Holders {
    /// How many there are.
    pub(super) total: usize,
    /// Those of this page.
    pub(super) holders: Vec<Holder>,
    /// Brings the next page, given as `cursor` with the same question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next_cursor: Option<String>,
}

/// A meeting that has a name, or brings together several.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Summit {
    id: String,
    name: String,
    date: Option<String>,
    status: &'static str,
    place: Option<Actor>,
    participants: Vec<Actor>,
    /// How many reports its events have.
    report_count: usize,
    /// How many events are part of it.
    event_count: usize,
    /// The first few of them.
    events: Vec<Event>,
}

impl Summit {
    /// The summit that a node is; nothing where it is none.
    pub(super) fn new(graph: &KnowledgeGraph, node: &Node) -> Option<Self> {
        let summit = node.summit.as_ref()?;
        let is_part = |event: &&EventRecord| event.summit.as_ref() == Some(&node.id);
        let events: Vec<&EventRecord> = graph.events().iter().filter(is_part).collect();
        Some(Self {
            id: node.id.to_string(),
            name: node.name.clone(),
            date: summit.date.as_ref().map(|date| date.value.clone()),
            status: summit.status.as_str(),
            place: summit.place.as_ref().and_then(|id| graph.node(id)).map(Actor::from),
            participants: actors(graph, &summit.participants),
            report_count: node.mentions,
            event_count: events.len(),
            events: few(graph, &events),
        })
    }
}

/// Summits in the order of time.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Summits {
    /// Whom the names in the question were taken to mean.
    pub(super) asked: Vec<Actor>,
    /// How many summits answer.
    pub(super) total: usize,
    /// Those of this page, undated ones last.
    pub(super) summits: Vec<Summit>,
    /// Brings the next page, given as `cursor` with the same question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next_cursor: Option<String>,
}

/// A sentence of an article.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Sentence {
    /// The article's id.
    article: String,
    /// Its publisher or agency.
    source: Option<String>,
    /// Its day of publication.
    date: Option<NaiveDate>,
    /// The first byte of the sentence in the article's content: the title where it was given apart, a blank line, and the text.
    start: usize,
    /// The byte behind it.
    end: usize,
    /// The ids of the events that it tells.
    events: Vec<String>,
    /// The sentence.
    quoted: Quoted,
}

impl From<&Hit> for Sentence {
    fn from(hit: &Hit) -> Self {
        Self {
            article: hit.article.clone(),
            source: hit.source.clone(),
            date: hit.date,
            start: hit.span.start,
            end: hit.span.end,
            events: hit.events.iter().map(EventId::to_string).collect(),
            quoted: Quoted::sentence(&hit.sentence),
        }
    }
}

/// Sentences, the best first.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Sentences {
    /// Those of this page.
    pub(super) sentences: Vec<Sentence>,
    /// Brings the next page, given as `cursor` with the same question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next_cursor: Option<String>,
}

/// A stage in the life of an event, with the article that first tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct LifeStage {
    /// proposed, announced, postponed, cancelled or held.
    stage: &'static str,
    /// The article's id.
    article: String,
    /// Its day of publication.
    date: Option<NaiveDate>,
}

/// A date or a place that some reports give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Reading {
    /// The date, or the name of the place; null where the reports give none.
    value: Option<String>,
    /// How many reports give it.
    reports: usize,
}

/// One part of a score.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct Factor {
    /// What was judged.
    name: String,
    /// From 0 to 1.
    value: f64,
}

/// A report with the reasons for its reading.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct ReasonedReport {
    #[serde(flatten)]
    report: Report,
    /// The number of its source among those of the event; reports of one source are not independent.
    origin: usize,
    /// The stage in the life of the event that it is the first to tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<&'static str>,
    /// What found it: the reader, or a pattern.
    pattern: String,
    /// What the score is made of.
    factors: Vec<Factor>,
    /// Which rule gave the date, or left it out.
    date_rule: &'static str,
    /// The place of the event according to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

impl ReasonedReport {
    fn new(event: &EventRecord, told: &Told) -> Self {
        let factors = told.factors.iter();
        Self {
            report: told.into(),
            origin: told.origin,
            stage: event.stage_of(told).map(Stage::as_str),
            pattern: told.pattern.clone(),
            factors: factors
                .map(|(name, value)| Factor {
                    name: name.clone(),
                    value: *value,
                })
                .collect(),
            date_rule: told.date_rule.as_str(),
            place: told.place.as_ref().map(|place| place.name.clone()),
        }
    }
}

/// All that is known of an event, and why.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct ExplainedEvent {
    #[serde(flatten)]
    judged: Judged,
    /// Which rule gave the date.
    date_rule: &'static str,
    /// Every date reported, the best one first.
    dates: Vec<Reading>,
    /// Every place reported, the best one first.
    places: Vec<Reading>,
    /// Its life, as articles told it.
    life: Vec<LifeStage>,
    /// The reports of this page, in the order of their articles.
    reports: Vec<ReasonedReport>,
    /// Brings the next page of reports, given as `cursor` with the same question.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

impl ExplainedEvent {
    /// The event with these of its reports.
    pub(super) fn new(
        graph: &KnowledgeGraph,
        event: &EventRecord,
        reports: &[Told],
        next_cursor: Option<String>,
    ) -> Self {
        let dates = event.dates.iter().map(|reading| Reading {
            value: reading.date.as_ref().map(|date| date.value.clone()),
            reports: reading.reports,
        });
        let places = event.places.iter().map(|reading| Reading {
            value: Some(reading.place.name.clone()),
            reports: reading.reports,
        });
        let life = event.life().into_iter().map(|step| LifeStage {
            stage: step.stage.as_str(),
            article: step.report.article.clone(),
            date: step.report.article_date,
        });
        Self {
            judged: Judged::new(graph, event),
            date_rule: event.date_rule.as_str(),
            dates: dates.collect(),
            places: places.collect(),
            life: life.collect(),
            reports: reports.iter().map(|told| ReasonedReport::new(event, told)).collect(),
            next_cursor,
        }
    }
}

/// What a text tells.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct MinedText {
    /// The day of publication by which its times were read: the one given, or one that the text tells.
    pub(super) date: Option<NaiveDate>,
    /// How many sentences it has.
    pub(super) sentences: usize,
    /// How many events it tells.
    pub(super) total: usize,
    /// Those of this page; a report's article is this text.
    pub(super) events: Vec<Event>,
    /// Brings the next page, given as `cursor` with the same text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next_cursor: Option<String>,
}

/// What became of an article that was to be added.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct AddedArticle {
    /// new, changed (it took the place of the former one of its id), or same (it was there, word for word).
    pub(super) outcome: &'static str,
    /// Its id.
    pub(super) article: String,
    /// How many events it reports.
    pub(super) total: usize,
    /// The first of them.
    pub(super) events: Vec<Event>,
}

/// A node with its ties.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct NodePage {
    #[serde(flatten)]
    pub(super) actor: Actor,
    /// The Wikidata item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) wikidata: Option<String>,
    /// The other names that articles gave it.
    pub(super) aliases: Vec<String>,
    /// How many events it takes part in.
    pub(super) event_count: usize,
    /// The latest of them, in the order of time.
    pub(super) events: Vec<Event>,
}

/// An article.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct ArticlePage {
    id: String,
    /// Its publisher or agency.
    source: Option<String>,
    /// Its day of publication.
    date: Option<NaiveDate>,
    /// Address of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// The day on which the base learned it.
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<NaiveDate>,
    /// Where in its content the text begins, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    text_start: Option<usize>,
    /// How many events it reports.
    event_count: usize,
    /// The first of them.
    events: Vec<Event>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    quoted_title: Option<Quoted>,
    /// Its content; a graph file keeps none.
    #[serde(skip_serializing_if = "Option::is_none")]
    quoted: Option<Quoted>,
}

impl ArticlePage {
    /// An article that a base keeps.
    pub(super) fn kept(kept: &Kept) -> Self {
        Self {
            id: kept.id.clone(),
            source: kept.source.clone(),
            date: kept.date,
            url: kept.url.clone(),
            added: kept.added,
            text_start: Some(kept.text_start),
            event_count: 0,
            events: Vec::new(),
            quoted_title: kept.title.as_deref().map(Quoted::sentence),
            quoted: Some(Quoted::new(&kept.content, TEXT)),
        }
    }

    /// An article of which only a graph tells.
    pub(super) fn known(graph: &KnowledgeGraph, id: &str) -> Option<Self> {
        let article = graph.articles().iter().find(|article| article.id == id)?;
        Some(Self {
            id: article.id.clone(),
            source: article.source.clone(),
            date: article.date,
            url: article.url.clone(),
            added: None,
            text_start: None,
            event_count: 0,
            events: Vec::new(),
            quoted_title: article.title.as_deref().map(Quoted::sentence),
            quoted: None,
        })
    }

    /// With the events that it reports, of which so many are told.
    pub(super) fn reporting(mut self, graph: &KnowledgeGraph, most: usize) -> Self {
        let is_told = |event: &&EventRecord| event.reports.iter().any(|report| report.article == self.id);
        let events: Vec<&EventRecord> = graph.events().iter().filter(is_told).collect();
        self.event_count = events.len();
        self.events = events
            .iter()
            .take(most)
            .map(|event| Event::new(graph, event, 1))
            .collect();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Quoted;

    #[test]
    fn quotations_are_cut_between_characters() {
        let quoted = Quoted::new("Łódź", 3);
        assert_eq!((quoted.text.as_str(), quoted.cut), ("Ł", true));
        let quoted = Quoted::new("Łódź", 7);
        assert_eq!((quoted.text.as_str(), quoted.cut), ("Łódź", false));
    }
}
