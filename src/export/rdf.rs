//! RDF: events after the Simple Event Model, and where each was read after PROV-O.
//!
//! Van Hage et al. (2011), "Design and use of the Simple Event Model (SEM)"; Lebo et al. (2013), "PROV-O: The PROV
//! Ontology". Things are called `urn:summitry:` and their id. Nodes of which Wikidata knows are `owl:sameAs` its items.
//! In N-Quads what an article says stands in a graph of its own, called like the article.

use super::table::clean;
use crate::event::{EventDate, EventType, Status};
use crate::graph::{ArticleRef, EventRecord, KnowledgeGraph, Node, NodeId, NodeKind, Precision, Relation, Report, Tie};
use chrono::NaiveDate;
use oxjsonld::JsonLdSerializer;
use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term, TripleRef};
use oxttl::{NQuadsSerializer, NTriplesSerializer, TurtleSerializer};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

/// The prefixes that the serializations declare.
pub(super) const PREFIXES: &[(&str, &str)] = &[
    ("summitry", "urn:summitry:"),
    ("term", TERM),
    ("sem", SEM),
    ("prov", PROV),
    ("schema", SCHEMA),
    ("skos", SKOS),
    ("owl", OWL),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("wd", "http://www.wikidata.org/entity/"),
];

const TERM: &str = "urn:summitry:term:";
const SEM: &str = "http://semanticweb.cs.vu.nl/2009/11/sem/";
const PROV: &str = "http://www.w3.org/ns/prov#";
const SCHEMA: &str = "https://schema.org/";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const OWL: &str = "http://www.w3.org/2002/07/owl#";

/// Writes Turtle.
pub(super) fn write_turtle(graph: &KnowledgeGraph, writer: impl Write) -> io::Result<()> {
    let mut serializer = TurtleSerializer::new();
    for (name, iri) in PREFIXES {
        serializer = serializer.with_prefix(*name, *iri).map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(writer);
    quads(graph, |quad| {
        serializer.serialize_triple(TripleRef::from(quad.as_ref()))
    })?;
    serializer.finish()?.flush()
}

/// Writes N-Triples.
pub(super) fn write_ntriples(graph: &KnowledgeGraph, writer: impl Write) -> io::Result<()> {
    let mut serializer = NTriplesSerializer::new().for_writer(writer);
    quads(graph, |quad| {
        serializer.serialize_triple(TripleRef::from(quad.as_ref()))
    })?;
    serializer.finish().flush()
}

/// Writes N-Quads.
pub(super) fn write_nquads(graph: &KnowledgeGraph, writer: impl Write) -> io::Result<()> {
    let mut serializer = NQuadsSerializer::new().for_writer(writer);
    quads(graph, |quad| serializer.serialize_quad(&quad))?;
    serializer.finish().flush()
}

/// Writes JSON-LD.
pub(super) fn write_jsonld(graph: &KnowledgeGraph, writer: impl Write) -> io::Result<()> {
    let mut serializer = JsonLdSerializer::new();
    for (name, iri) in PREFIXES {
        serializer = serializer.with_prefix(*name, *iri).map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(writer);
    quads(graph, |mut quad| {
        quad.graph_name = GraphName::DefaultGraph;
        serializer.serialize_quad(&quad)
    })?;
    let mut writer = serializer.finish()?;
    writer.write_all(b"\n")?;
    writer.flush()
}

/// Gives every statement to `sink`, those of one subject together.
pub(super) fn quads(graph: &KnowledgeGraph, mut sink: impl FnMut(Quad) -> io::Result<()>) -> io::Result<()> {
    let mut sink: Sink<'_> = &mut sink;
    let software = named("software");
    let mut agent = Subject::new(&mut sink, software.clone(), None);
    agent.is(PROV, "SoftwareAgent")?;
    agent.words(rdfs::LABEL, concat!("summitry ", env!("CARGO_PKG_VERSION")))?;
    let own: BTreeSet<EventType> = graph.events().iter().map(|event| event.event_type).collect();
    let own = own.into_iter().filter(|kind| matches!(kind, EventType::Custom(_)));
    for kind in EventType::ALL.iter().copied().chain(own) {
        event_type(Subject::new(&mut sink, type_name(kind), None), kind)?;
    }
    let mut ties: BTreeMap<&NodeId, Vec<Tie<'_>>> = BTreeMap::new();
    for tie in graph.edges().filter(|tie| tie.event.is_none()) {
        ties.entry(&tie.source.id).or_default().push(tie);
    }
    for each in graph.nodes() {
        let subject = Subject::new(&mut sink, named(each.id.as_str()), None);
        node(subject, each, ties.get(&each.id).map_or(&[], Vec::as_slice))?;
    }
    for each in graph.events() {
        event(Subject::new(&mut sink, event_name(each), None), each)?;
    }
    for event in graph.events() {
        for each in &event.reports {
            let subject = Subject::new(&mut sink, report_name(event, each), Some(article_name(&each.article)));
            report(subject, each, event, &software)?;
        }
    }
    for each in graph.articles() {
        let name = article_name(&each.id);
        article(Subject::new(&mut sink, name.clone(), Some(name)), each)?;
    }
    Ok(())
}

type Sink<'a> = &'a mut dyn FnMut(Quad) -> io::Result<()>;

/// Something of which statements are made, in a graph or in none.
struct Subject<'s, 'a> {
    sink: &'s mut Sink<'a>,
    name: NamedNode,
    graph: GraphName,
}

impl<'s, 'a> Subject<'s, 'a> {
    fn new(sink: &'s mut Sink<'a>, name: NamedNode, graph: Option<NamedNode>) -> Self {
        let graph = graph.map_or(GraphName::DefaultGraph, GraphName::NamedNode);
        Self { sink, name, graph }
    }

    fn say(&mut self, predicate: NamedNodeRef<'_>, object: impl Into<Term>) -> io::Result<()> {
        let quad = Quad::new(self.name.clone(), predicate.into_owned(), object, self.graph.clone());
        (self.sink)(quad)
    }

    fn is(&mut self, vocabulary: &str, class: &str) -> io::Result<()> {
        self.say(rdf::TYPE, iri(vocabulary, class))
    }

    fn to(&mut self, vocabulary: &str, property: &str, object: NamedNode) -> io::Result<()> {
        self.say(iri(vocabulary, property).as_ref(), object)
    }

    fn words(&mut self, predicate: NamedNodeRef<'_>, words: &str) -> io::Result<()> {
        self.say(predicate, Literal::new_simple_literal(clean(words)))
    }

    fn text(&mut self, vocabulary: &str, property: &str, words: &str) -> io::Result<()> {
        if words.is_empty() {
            return Ok(());
        }
        self.words(iri(vocabulary, property).as_ref(), words)
    }

    fn value(&mut self, vocabulary: &str, property: &str, value: impl Into<Literal>) -> io::Result<()> {
        self.say(iri(vocabulary, property).as_ref(), value.into())
    }

    fn number(&mut self, property: &str, number: usize) -> io::Result<()> {
        self.value(TERM, property, i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn day(&mut self, vocabulary: &str, property: &str, day: NaiveDate) -> io::Result<()> {
        self.value(vocabulary, property, typed(day.to_string(), xsd::DATE))
    }

    fn status(&mut self, status: Status) -> io::Result<()> {
        self.to(TERM, "status", iri(TERM, status.as_str()))
    }

    /// The date as exactly as it was told, and the first and last day that it may be.
    fn date(&mut self, date: Option<&EventDate>) -> io::Result<()> {
        let Some(date) = date else { return Ok(()) };
        match Precision::of(date) {
            Precision::Span => {
                self.day(SEM, "hasBeginTimeStamp", date.start)?;
                self.day(SEM, "hasEndTimeStamp", date.end)?;
            }
            Precision::Day => self.day(SEM, "hasTimeStamp", date.start)?,
            Precision::Month => {
                let month = date.start.format("%Y-%m").to_string();
                self.value(SEM, "hasTimeStamp", typed(month, xsd::G_YEAR_MONTH))?;
            }
            Precision::Year => {
                let year = date.start.format("%Y").to_string();
                self.value(SEM, "hasTimeStamp", typed(year, xsd::G_YEAR))?;
            }
        }
        self.day(SEM, "hasEarliestBeginTimeStamp", date.start)?;
        self.day(SEM, "hasLatestEndTimeStamp", date.end)
    }
}

fn event_type(mut subject: Subject<'_, '_>, kind: EventType) -> io::Result<()> {
    subject.is(SEM, "EventType")?;
    subject.words(rdfs::LABEL, kind.as_str())?;
    subject.text(TERM, "plover", kind.plover())?;
    subject.text(TERM, "cameo", kind.cameo())?;
    subject.value(TERM, "quadClass", i64::from(kind.quad_class().number()))?;
    subject.value(TERM, "goldstein", kind.goldstein())
}

fn node(mut subject: Subject<'_, '_>, node: &Node, ties: &[Tie<'_>]) -> io::Result<()> {
    // A summit is made of events, which alone are counted as such.
    let (vocabulary, role, class) = match node.kind {
        NodeKind::Person => (SEM, "Actor", "Person"),
        NodeKind::Country => (SEM, "Actor", "Country"),
        NodeKind::Organization => (SEM, "Actor", "Organization"),
        NodeKind::Summit => (TERM, "Summit", "Event"),
        NodeKind::Place => (SEM, "Place", "Place"),
    };
    subject.is(vocabulary, role)?;
    subject.is(SCHEMA, class)?;
    subject.words(rdfs::LABEL, &node.name)?;
    for alias in &node.aliases {
        subject.text(SKOS, "altLabel", alias)?;
    }
    subject.text(TERM, "country", &node.country)?;
    subject.text(TERM, "organization", &node.org)?;
    subject.number("mentions", node.mentions)?;
    if let Some(item) = &node.wikidata
        && item
            .strip_prefix('Q')
            .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    {
        subject.to(OWL, "sameAs", iri("http://www.wikidata.org/entity/", item))?;
    }
    if let Some(summit) = &node.summit {
        subject.status(summit.status)?;
        subject.date(summit.date.as_ref())?;
        for participant in &summit.participants {
            subject.to(SEM, "hasActor", named(participant.as_str()))?;
        }
    }
    for tie in ties {
        let target = named(tie.target.id.as_str());
        match tie.edge.relation {
            Relation::Affiliation => subject.to(TERM, "serves", target)?,
            Relation::Attended => subject.to(TERM, "attended", target)?,
            Relation::HeldIn => subject.to(SEM, "hasPlace", target)?,
            Relation::In => subject.to(SCHEMA, "containedInPlace", target)?,
            Relation::Event(_) => {}
        }
    }
    Ok(())
}

fn event(mut subject: Subject<'_, '_>, event: &EventRecord) -> io::Result<()> {
    subject.is(SEM, "Event")?;
    subject.to(SEM, "eventType", type_name(event.event_type))?;
    subject.status(event.status)?;
    for participant in event.participants() {
        subject.to(SEM, "hasActor", named(participant.as_str()))?;
    }
    let sides = if event.is_mutual() {
        [("participant", &event.source), ("participant", &event.target)]
    } else {
        [("source", &event.source), ("target", &event.target)]
    };
    for (side, actors) in sides {
        for actor in actors {
            subject.to(TERM, side, named(actor.as_str()))?;
        }
    }
    subject.date(event.date.as_ref())?;
    subject.text(TERM, "dateRule", event.date_rule.as_str())?;
    if let Some(place) = &event.place {
        subject.to(SEM, "hasPlace", named(place.as_str()))?;
    }
    if let Some(summit) = &event.summit {
        subject.to(SEM, "subEventOf", named(summit.as_str()))?;
    }
    subject.text(TERM, "meeting", event.meeting.as_deref().unwrap_or_default())?;
    subject.text(TERM, "cameo", event.event_type.cameo())?;
    subject.value(TERM, "score", event.score)?;
    subject.number("reports", event.reports.len())?;
    subject.number("sources", event.sources)?;
    if let Some(later) = &event.postponed_to {
        subject.to(TERM, "postponedTo", named(&format!("event:{later}")))?;
    }
    for report in &event.reports {
        subject.to(PROV, "wasDerivedFrom", report_name(event, report))?;
    }
    Ok(())
}

fn report(mut subject: Subject<'_, '_>, report: &Report, event: &EventRecord, software: &NamedNode) -> io::Result<()> {
    subject.is(PROV, "Entity")?;
    subject.is(TERM, "Report")?;
    subject.to(TERM, "tellsOf", event_name(event))?;
    subject.to(PROV, "wasQuotedFrom", article_name(&report.article))?;
    subject.to(PROV, "wasAttributedTo", software.clone())?;
    subject.number("origin", report.origin)?;
    if let Some(stage) = event.stage_of(report) {
        subject.to(TERM, "stage", iri(TERM, stage.as_str()))?;
    }
    subject.status(report.status)?;
    subject.date(report.date.as_ref())?;
    subject.text(TERM, "dateRule", report.date_rule.as_str())?;
    subject.text(TERM, "sentence", &report.sentence)?;
    subject.text(TERM, "evidence", &report.evidence)?;
    subject.text(TERM, "part", report.part.as_str())?;
    subject.number("byteStart", report.span.start)?;
    subject.number("byteEnd", report.span.end)?;
    subject.text(TERM, "pattern", &report.pattern)?;
    subject.value(TERM, "score", report.score)
}

fn article(mut subject: Subject<'_, '_>, article: &ArticleRef) -> io::Result<()> {
    subject.is(PROV, "Entity")?;
    subject.is(SCHEMA, "NewsArticle")?;
    subject.text(SCHEMA, "identifier", &article.id)?;
    subject.text(SCHEMA, "headline", article.title.as_deref().unwrap_or_default())?;
    subject.text(SCHEMA, "publisher", article.source.as_deref().unwrap_or_default())?;
    if let Some(day) = article.date {
        subject.day(SCHEMA, "datePublished", day)?;
    }
    if let Some(url) = &article.url {
        subject.value(SCHEMA, "url", typed(clean(url).into_owned(), xsd::ANY_URI))?;
    }
    subject.text(SCHEMA, "locationCreated", article.place.as_deref().unwrap_or_default())?;
    subject.text(TERM, "agency", article.agency.as_deref().unwrap_or_default())?;
    match &article.copy_of {
        Some(original) => subject.to(PROV, "wasDerivedFrom", article_name(original)),
        None => Ok(()),
    }
}

fn typed(words: String, datatype: NamedNodeRef<'_>) -> Literal {
    Literal::new_typed_literal(words, datatype)
}

fn iri(vocabulary: &str, name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{vocabulary}{name}"))
}

fn type_name(kind: EventType) -> NamedNode {
    named(&format!("type:{kind}"))
}

fn event_name(event: &EventRecord) -> NamedNode {
    named(&format!("event:{}", event.id))
}

fn article_name(id: &str) -> NamedNode {
    named(&format!("article:{id}"))
}

/// A report is known by its event, article, place there and pattern, so that others may come without changing its name.
fn report_name(event: &EventRecord, report: &Report) -> NamedNode {
    named(&format!(
        "report:{}:{}:{}:{}-{}:{}",
        event.id,
        report.article,
        report.part.as_str(),
        report.span.start,
        report.span.end,
        report.pattern
    ))
}

/// The id as an IRI, with everything but letters, digits and `-._~:` of ASCII percent-encoded.
fn named(id: &str) -> NamedNode {
    let mut iri = String::from("urn:summitry:");
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' => iri.push(char::from(byte)),
            _ => {
                let _ = write!(iri, "%{byte:02X}");
            }
        }
    }
    NamedNode::new_unchecked(iri)
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn names_are_iris_whatever_the_id() {
        assert_eq!(
            named("place:são paulo>.").as_str(),
            "urn:summitry:place:s%C3%A3o%20paulo%3E."
        );
        assert!(oxrdf::NamedNode::new(named("\u{202e}\"\\\n<>{}|^`%🕊").as_str()).is_ok());
    }
}
