//! Tab-separated lines: event tables as ICEWS and GDELT have them, and quadruples for temporal knowledge-graph models.
//!
//! A cell has no tabs and no line ends, and nothing is quoted: `pandas.read_csv(file, sep="\t", quoting=3)`.

use super::table::{Rows, clean, life, relation, relation_and_status};
use crate::graph::{EventId, EventRecord, KnowledgeGraph, Node, Precision, Tie};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// The columns of ICEWS that there are, those of GDELT under their names there, then our own.
const EVENT_COLUMNS: &[&str] = &[
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Publisher",
    "City",
    "Country",
    "QuadClass",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "SOURCEURL",
    "Status",
    "Life",
    "Postponed To",
    "Date Start",
    "Date End",
    "Date Precision",
    "PLOVER Class",
    "Source ID",
    "Target ID",
    "Symmetric",
    "Score",
    "Sentence",
    "Evidence",
    "Part",
    "Byte Start",
    "Byte End",
    "Pattern",
];

/// Writes the event table: a line for each source and target of each event.
pub(super) fn write_events(graph: &KnowledgeGraph, mut writer: impl Write) -> io::Result<()> {
    write_event_header(&mut writer)?;
    write_event_lines(graph, graph.events(), &mut writer)?;
    writer.flush()
}

/// Writes the names of the columns.
pub(super) fn write_event_header(writer: &mut impl Write) -> io::Result<()> {
    line(writer, EVENT_COLUMNS)
}

/// Writes the lines of these events of the graph.
pub(super) fn write_event_lines<'a>(
    graph: &'a KnowledgeGraph,
    events: impl IntoIterator<Item = &'a EventRecord>,
    writer: &mut impl Write,
) -> io::Result<()> {
    let rows = Rows::new(graph);
    let mut ties: BTreeMap<_, Vec<Tie<'_>>> = BTreeMap::new();
    for tie in graph.edges() {
        if let Some(event) = tie.event {
            ties.entry(&event.id).or_default().push(tie);
        }
    }
    for event in events {
        match ties.get(&event.id) {
            Some(ties) => {
                for tie in ties {
                    write_event(graph, &rows, event, Some(tie.source), Some(tie.target), writer)?;
                }
            }
            None => {
                for id in &event.source {
                    write_event(graph, &rows, event, graph.node(id), None, writer)?;
                }
            }
        }
    }
    Ok(())
}

fn write_event(
    graph: &KnowledgeGraph,
    rows: &Rows<'_>,
    event: &EventRecord,
    source: Option<&Node>,
    target: Option<&Node>,
    writer: &mut impl Write,
) -> io::Result<()> {
    let best = event.best_report();
    let article = best.and_then(|report| rows.article(&report.article));
    let place = event.place.as_ref().and_then(|place| graph.node(place));
    let articles: BTreeSet<&str> = event.reports.iter().map(|report| report.article.as_str()).collect();
    let date = event.date.as_ref();
    let kind = event.event_type;
    let text = |words: Option<&str>| words.unwrap_or_default().to_owned();
    let actor = |node: Option<&Node>| {
        node.map_or_else(Default::default, |node| {
            [node.name.clone(), node.kind.to_string(), node.country.clone()]
        })
    };
    let mut cells = vec![event.id.to_string(), text(date.map(|date| date.value.as_str()))];
    cells.extend(actor(source));
    cells.extend([
        kind.to_string(),
        event.event_type.cameo().to_owned(),
        kind.goldstein().to_string(),
    ]);
    cells.extend(actor(target));
    cells.extend([
        text(best.map(|report| report.article.as_str())),
        text(best.and_then(|report| report.source.as_deref())),
        text(place.map(|place| place.name.as_str())),
        text(place.map(|place| place.country.as_str())),
        kind.quad_class().number().to_string(),
        event.reports.len().to_string(),
        event.sources.to_string(),
        articles.len().to_string(),
        text(article.and_then(|article| article.url.as_deref())),
        event.status.to_string(),
        life(event).collect::<Vec<_>>().join(";"),
        text(event.postponed_to.as_ref().map(EventId::as_str)),
        date.map(|date| date.start.to_string()).unwrap_or_default(),
        date.map(|date| date.end.to_string()).unwrap_or_default(),
        text(date.map(|date| Precision::of(date).as_str())),
        kind.plover().to_owned(),
        text(source.map(|node| node.id.as_str())),
        text(target.map(|node| node.id.as_str())),
        u8::from(event.is_mutual()).to_string(),
        event.score.to_string(),
        text(best.map(|report| report.sentence.as_str())),
        text(best.map(|report| report.evidence.as_str())),
        text(best.map(|report| report.part.as_str())),
        best.map(|report| report.span.start.to_string()).unwrap_or_default(),
        best.map(|report| report.span.end.to_string()).unwrap_or_default(),
        text(best.map(|report| report.pattern.as_str())),
    ]);
    line(writer, &cells)
}

/// The files of quadruples.
pub(super) const QUADRUPLE_FILES: &[&str] = &[
    "quadruples.tsv",
    "entity2id.tsv",
    "relation2id.tsv",
    "day2id.tsv",
    "facts.tsv",
];

/// Writes one of the files of quadruples.
pub(super) fn write_quadruples(graph: &KnowledgeGraph, file: &str, mut writer: impl Write) -> io::Result<()> {
    let facts = Facts::new(graph);
    match file {
        "quadruples.tsv" => facts.write_quadruples(&mut writer)?,
        "entity2id.tsv" => {
            for (number, (id, name)) in facts.entities.iter().enumerate() {
                line(&mut writer, &[id, number.to_string().as_str(), name])?;
            }
        }
        "relation2id.tsv" => {
            for (number, relation) in facts.relations.iter().enumerate() {
                line(&mut writer, &[relation.as_str(), &number.to_string()])?;
            }
        }
        "day2id.tsv" => {
            for day in &facts.days {
                line(&mut writer, &[day.to_string(), facts.number(*day).to_string()])?;
            }
        }
        _ => facts.write(&mut writer)?,
    }
    writer.flush()
}

/// An edge of an event whose day is known.
struct Fact<'a> {
    day: NaiveDate,
    source: &'a str,
    relation: String,
    target: &'a str,
    event: &'a EventRecord,
}

/// The facts in the order of time, and what they speak of.
struct Facts<'a> {
    list: Vec<Fact<'a>>,
    entities: BTreeMap<&'a str, &'a str>,
    relations: BTreeSet<String>,
    days: BTreeSet<NaiveDate>,
}

impl<'a> Facts<'a> {
    fn new(graph: &'a KnowledgeGraph) -> Self {
        let mut facts: Vec<Fact<'a>> = graph.edges().filter_map(|tie| fact(&tie)).collect();
        facts.sort_by(|one, other| {
            let key = |fact: &Fact<'a>| (fact.day, fact.source, fact.target);
            key(one)
                .cmp(&key(other))
                .then_with(|| one.relation.cmp(&other.relation))
                .then_with(|| one.event.id.cmp(&other.event.id))
        });
        let names: BTreeMap<&str, &str> = graph
            .nodes()
            .map(|node| (node.id.as_str(), node.name.as_str()))
            .collect();
        let entities = facts
            .iter()
            .flat_map(|fact| [fact.source, fact.target])
            .map(|id| (id, names.get(id).copied().unwrap_or(id)))
            .collect();
        Self {
            entities,
            relations: facts.iter().map(|fact| fact.relation.clone()).collect(),
            days: facts.iter().map(|fact| fact.day).collect(),
            list: facts,
        }
    }

    /// Days since the first of all.
    fn number(&self, day: NaiveDate) -> i64 {
        self.days.first().map_or(0, |&first| (day - first).num_days())
    }

    /// Each quadruple once, as numbers.
    fn write_quadruples(&self, writer: &mut impl Write) -> io::Result<()> {
        let entities: BTreeMap<&str, usize> = self.entities.keys().copied().zip(0..).collect();
        let relations: BTreeMap<&str, usize> = self.relations.iter().map(String::as_str).zip(0..).collect();
        let mut before = None;
        for fact in &self.list {
            let same = Some((fact.day, fact.source, fact.target, fact.relation.as_str()));
            if before == same {
                continue;
            }
            before = same;
            writeln!(
                writer,
                "{}\t{}\t{}\t{}",
                entities[fact.source],
                relations[fact.relation.as_str()],
                entities[fact.target],
                self.number(fact.day)
            )?;
        }
        Ok(())
    }

    /// Each fact with its event, status and provenance.
    fn write(&self, writer: &mut impl Write) -> io::Result<()> {
        line(
            writer,
            &[
                "subject",
                "relation",
                "object",
                "day",
                "event",
                "status",
                "reports",
                "sources",
                "article",
                "publisher",
                "sentence",
                "part",
                "byte_start",
                "byte_end",
                "pattern",
            ],
        )?;
        for fact in &self.list {
            let best = fact.event.best_report();
            let cells = [
                fact.source.to_owned(),
                fact.relation.clone(),
                fact.target.to_owned(),
                fact.day.to_string(),
                fact.event.id.to_string(),
                fact.event.status.to_string(),
                fact.event.reports.len().to_string(),
                fact.event.sources.to_string(),
                best.map(|report| report.article.clone()).unwrap_or_default(),
                best.and_then(|report| report.source.clone()).unwrap_or_default(),
                best.map(|report| report.sentence.clone()).unwrap_or_default(),
                best.map(|report| report.part.as_str().to_owned()).unwrap_or_default(),
                best.map(|report| report.span.start.to_string()).unwrap_or_default(),
                best.map(|report| report.span.end.to_string()).unwrap_or_default(),
                best.map(|report| report.pattern.clone()).unwrap_or_default(),
            ];
            line(writer, &cells)?;
        }
        Ok(())
    }
}

/// The fact that an edge tells, if its event has a day: a month or a span of days is none.
fn fact<'a>(tie: &Tie<'a>) -> Option<Fact<'a>> {
    let event = tie.event?;
    let date = event.date.as_ref()?;
    (Precision::of(date) == Precision::Day).then(|| Fact {
        day: date.start,
        source: tie.source.id.as_str(),
        relation: relation_and_status(relation(tie), event.status),
        target: tie.target.id.as_str(),
        event,
    })
}

fn line(writer: &mut impl Write, cells: &[impl AsRef<str>]) -> io::Result<()> {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            writer.write_all(b"\t")?;
        }
        let cell = clean(cell.as_ref());
        let flat = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
        writer.write_all(cell.replace(flat, " ").as_bytes())?;
    }
    writer.write_all(b"\n")
}
