//! The tables that most formats are written from: nodes, edges, events and reports, each with named columns.
//!
//! A cell has no control characters that XML forbids, so that every format can hold it. `FORMATS.md` beside this file
//! says what each column means, and a test compares the two.

use crate::event::{EventDate, Status};
use crate::graph::{ArticleRef, EventId, EventRecord, KnowledgeGraph, Node, NodeId, Precision, Report, Stage, Tie};
use chrono::NaiveDate;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// True or false.
    Flag,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Words.
    Text,
    /// A day of the calendar.
    Day,
    /// Several words.
    List,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'a> {
    /// Unknown, or not for this row.
    Nothing,
    /// True or false.
    Flag(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Words.
    Text(Cow<'a, str>),
    /// A day of the calendar.
    Day(NaiveDate),
    /// Several words.
    List(Vec<Cow<'a, str>>),
}

/// A column: its name and what it holds.
pub(super) type Column = (&'static str, Kind);

/// The cells of a row, in the order of the columns.
pub(super) type Row<'a> = Vec<Value<'a>>;

/// One of the four tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    /// Persons, countries, organizations, summits and places.
    Nodes,
    /// Ties between two nodes.
    Edges,
    /// Events, with those of one participant, which make no edge.
    Events,
    /// What each sentence says of an event.
    Reports,
}

impl Table {
    /// Every table.
    pub(super) const ALL: &'static [Self] = &[Self::Nodes, Self::Edges, Self::Events, Self::Reports];

    /// Its name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Nodes => "nodes",
            Self::Edges => "edges",
            Self::Events => "events",
            Self::Reports => "reports",
        }
    }

    /// Its columns.
    pub(super) const fn columns(self) -> &'static [Column] {
        match self {
            Self::Nodes => NODE_COLUMNS,
            Self::Edges => EDGE_COLUMNS,
            Self::Events => EVENT_COLUMNS,
            Self::Reports => REPORT_COLUMNS,
        }
    }
}

use Kind::{Day, Flag, Integer, List, Number, Text};

const NODE_COLUMNS: &[Column] = &[
    ("id", Text),
    ("name", Text),
    ("kind", Text),
    ("country", Text),
    ("org", Text),
    ("wikidata", Text),
    ("aliases", List),
    ("mentions", Integer),
    ("status", Text),
    ("date", Text),
    ("date_start", Day),
    ("date_end", Day),
    ("date_precision", Text),
    ("place", Text),
    ("participants", List),
];

const EDGE_COLUMNS: &[Column] = &[
    ("source", Text),
    ("target", Text),
    ("key", Text),
    ("kind", Text),
    ("relation", Text),
    ("event", Text),
    ("status", Text),
    ("symmetric", Flag),
    ("plover", Text),
    ("cameo", Text),
    ("quad_class", Integer),
    ("goldstein", Number),
    ("date", Text),
    ("date_start", Day),
    ("date_end", Day),
    ("date_precision", Text),
    ("date_rule", Text),
    ("place", Text),
    ("meeting", Text),
    ("summit", Text),
    ("score", Number),
    ("reports", Integer),
    ("sources", Integer),
    ("life", List),
    ("postponed_to", Text),
    ("articles", List),
    ("article", Text),
    ("publisher", Text),
    ("article_date", Day),
    ("url", Text),
    ("sentence", Text),
    ("evidence", Text),
    ("part", Text),
    ("byte_start", Integer),
    ("byte_end", Integer),
    ("pattern", Text),
];

/// An event's own columns are those of its edges, with its participants in place of the edge.
const EVENT_COLUMNS: &[Column] = &[
    ("id", Text),
    ("type", Text),
    ("source", List),
    ("target", List),
    ("dates", List),
    ("status", Text),
    ("symmetric", Flag),
    ("plover", Text),
    ("cameo", Text),
    ("quad_class", Integer),
    ("goldstein", Number),
    ("date", Text),
    ("date_start", Day),
    ("date_end", Day),
    ("date_precision", Text),
    ("date_rule", Text),
    ("place", Text),
    ("meeting", Text),
    ("summit", Text),
    ("score", Number),
    ("reports", Integer),
    ("sources", Integer),
    ("life", List),
    ("postponed_to", Text),
    ("articles", List),
    ("article", Text),
    ("publisher", Text),
    ("article_date", Day),
    ("url", Text),
    ("sentence", Text),
    ("evidence", Text),
    ("part", Text),
    ("byte_start", Integer),
    ("byte_end", Integer),
    ("pattern", Text),
];

const REPORT_COLUMNS: &[Column] = &[
    ("event", Text),
    ("number", Integer),
    ("origin", Integer),
    ("stage", Text),
    ("status", Text),
    ("date", Text),
    ("date_start", Day),
    ("date_end", Day),
    ("date_precision", Text),
    ("date_rule", Text),
    ("score", Number),
    ("article", Text),
    ("publisher", Text),
    ("article_date", Day),
    ("title", Text),
    ("url", Text),
    ("sentence", Text),
    ("evidence", Text),
    ("part", Text),
    ("byte_start", Integer),
    ("byte_end", Integer),
    ("pattern", Text),
];

/// The rows of the tables of a graph.
pub(super) struct Rows<'a> {
    graph: &'a KnowledgeGraph,
    articles: BTreeMap<&'a str, &'a ArticleRef>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(graph: &'a KnowledgeGraph) -> Self {
        let articles = graph
            .articles()
            .iter()
            .map(|article| (article.id.as_str(), article))
            .collect();
        Self { graph, articles }
    }

    /// The article of that id.
    pub(super) fn article(&self, id: &str) -> Option<&'a ArticleRef> {
        self.articles.get(id).copied()
    }

    /// The rows of a table, in the order of the graph.
    pub(super) fn of(&self, table: Table) -> Box<dyn Iterator<Item = Row<'a>> + '_> {
        match table {
            Table::Nodes => Box::new(self.graph.nodes().map(node_row)),
            Table::Edges => Box::new(self.graph.edges().map(|tie| self.edge(tie))),
            Table::Events => Box::new(self.graph.events().iter().map(|event| self.event(event))),
            Table::Reports => Box::new(self.graph.events().iter().flat_map(|event| self.reports(event))),
        }
    }

    /// The row of an edge.
    pub(super) fn edge(&self, tie: Tie<'a>) -> Row<'a> {
        let [source, target] = [tie.source, tie.target].map(|node| node.id.as_str());
        let (id, kind) = (tie.edge.id.as_str(), tie.edge.relation.as_str());
        let mut row = edge_row([source, target, id, kind, relation(&tie)]);
        if let Some(event) = tie.event {
            row.truncate(EDGE_OWN);
            row.push(text(event.id.as_str()));
            row.extend(self.told(event));
        }
        row
    }

    /// The row of an event.
    pub(super) fn event(&self, event: &'a EventRecord) -> Row<'a> {
        let dates = event.dates.iter().map(|reading| {
            let date = reading.date.as_ref().map_or("undated", |date| &date.value);
            Cow::Owned(format!("{}: {}", clean(date), reading.reports))
        });
        let mut row = vec![
            text(event.id.as_str()),
            text(event.event_type.as_str()),
            ids(&event.source),
            ids(&event.target),
            Value::List(dates.collect()),
        ];
        row.extend(self.told(event));
        row
    }

    /// What the columns from `status` on hold, for an event and for its edges.
    fn told(&self, event: &'a EventRecord) -> Vec<Value<'a>> {
        let kind = event.event_type;
        let best = event.best_report();
        let mut seen = BTreeSet::new();
        let articles = event
            .reports
            .iter()
            .filter(|report| seen.insert(report.article.as_str()))
            .map(|report| clean(&report.article))
            .collect();
        let mut row = vec![
            text(event.status.as_str()),
            Value::Flag(event.is_mutual()),
            text(kind.plover()),
            text(event.event_type.cameo()),
            Value::Integer(kind.quad_class().number().into()),
            Value::Number(kind.goldstein()),
        ];
        row.extend(date(event.date.as_ref()));
        row.extend([
            text(event.date_rule.as_str()),
            maybe(event.place.as_ref().map(NodeId::as_str)),
            maybe(event.meeting.as_deref()),
            maybe(event.summit.as_ref().map(NodeId::as_str)),
            Value::Number(event.score),
            integer(event.reports.len()),
            integer(event.sources),
            Value::List(life(event).map(Cow::Owned).collect()),
            maybe(event.postponed_to.as_ref().map(EventId::as_str)),
            Value::List(articles),
        ]);
        match best {
            Some(report) => {
                row.extend(self.source(report));
                row.extend(words(report));
            }
            None => row.resize(EDGE_COLUMNS.len() - 6, Value::Nothing),
        }
        row
    }

    /// The rows of the reports of an event.
    pub(super) fn reports(&self, event: &'a EventRecord) -> impl Iterator<Item = Row<'a>> {
        let reports = event.reports.iter().enumerate();
        reports.map(move |(at, report)| self.report(event, at, report))
    }

    fn report(&self, event: &'a EventRecord, at: usize, report: &'a Report) -> Row<'a> {
        let mut row = vec![
            text(event.id.as_str()),
            integer(at + 1),
            integer(report.origin),
            maybe(event.stage_of(report).map(Stage::as_str)),
            text(report.status.as_str()),
        ];
        row.extend(date(report.date.as_ref()));
        row.extend([text(report.date_rule.as_str()), Value::Number(report.score)]);
        let [article, publisher, day, url] = self.source(report);
        let title = self
            .article(&report.article)
            .and_then(|article| article.title.as_deref());
        row.extend([article, publisher, day, maybe(title), url]);
        row.extend(words(report));
        row
    }

    /// Article, publisher, day and address of a report.
    fn source(&self, report: &'a Report) -> [Value<'a>; 4] {
        let url = self.article(&report.article).and_then(|article| article.url.as_deref());
        [
            text(&report.article),
            maybe(report.source.as_deref()),
            report.article_date.map_or(Value::Nothing, Value::Day),
            maybe(url),
        ]
    }
}

/// Sentence, evidence, part, bytes and pattern of a report.
fn words(report: &Report) -> [Value<'_>; 6] {
    [
        text(&report.sentence),
        text(&report.evidence),
        text(report.part.as_str()),
        integer(report.span.start),
        integer(report.span.end),
        text(&report.pattern),
    ]
}

/// How many columns an edge has of its own, before those of its event.
const EDGE_OWN: usize = 5;

/// The row of an edge that stands for no event, of its ends, its id, its kind and its relation.
pub(super) fn edge_row(own: [&str; EDGE_OWN]) -> Row<'_> {
    let mut row = Vec::with_capacity(EDGE_COLUMNS.len());
    row.extend(own.map(text));
    row.resize(EDGE_COLUMNS.len(), Value::Nothing);
    row
}

/// The row of a node.
pub(super) fn node_row(node: &Node) -> Row<'_> {
    let summit = node.summit.as_ref();
    let mut row = vec![
        text(node.id.as_str()),
        text(&node.name),
        text(node.kind.as_str()),
        filled(&node.country),
        filled(&node.org),
        maybe(node.wikidata.as_deref()),
        Value::List(node.aliases.iter().map(|alias| clean(alias)).collect()),
        integer(node.mentions),
        maybe(summit.map(|summit| summit.status.as_str())),
    ];
    row.extend(date(summit.and_then(|summit| summit.date.as_ref())));
    row.push(maybe(
        summit.and_then(|summit| summit.place.as_ref()).map(NodeId::as_str),
    ));
    row.push(summit.map_or(Value::Nothing, |summit| ids(&summit.participants)));
    row
}

/// The date as written, its first and last day, and how exact it is.
fn date(date: Option<&EventDate>) -> [Value<'_>; 4] {
    let Some(date) = date else {
        return [const { Value::Nothing }; 4];
    };
    [
        text(&date.value),
        Value::Day(date.start),
        Value::Day(date.end),
        text(Precision::of(date).as_str()),
    ]
}

/// The type of the event, or the kind of the tie.
pub(super) fn relation<'a>(tie: &Tie<'a>) -> &'a str {
    match (tie.event, &tie.edge.relation) {
        (Some(event), _) => event.event_type.as_str(),
        (None, relation) => relation.as_str(),
    }
}

/// The relation together with the status, where the event did not happen: "met", "met (planned)".
pub(super) fn relation_and_status(relation: &str, status: Status) -> String {
    match status {
        Status::Occurred => relation.to_owned(),
        _ => format!("{relation} ({status})"),
    }
}

/// The stages of an event with the days on which articles first told them: `announced: 2019-04-24`.
pub(super) fn life(event: &EventRecord) -> impl Iterator<Item = String> {
    event.life().into_iter().map(|step| match step.report.article_date {
        Some(day) => format!("{}: {day}", step.stage.as_str()),
        None => step.stage.as_str().to_owned(),
    })
}

fn text(words: &str) -> Value<'_> {
    Value::Text(clean(words))
}

fn maybe(words: Option<&str>) -> Value<'_> {
    words.map_or(Value::Nothing, text)
}

fn filled(words: &str) -> Value<'_> {
    maybe(Some(words).filter(|words| !words.is_empty()))
}

fn integer(number: usize) -> Value<'static> {
    Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

fn ids(ids: &[NodeId]) -> Value<'_> {
    Value::List(ids.iter().map(|id| clean(id.as_str())).collect())
}

/// `words` without the characters that XML 1.0 forbids.
pub(super) fn clean(words: &str) -> Cow<'_, str> {
    let legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    if words.chars().all(legal) {
        Cow::Borrowed(words)
    } else {
        Cow::Owned(words.chars().filter(|&c| legal(c)).collect())
    }
}

impl Value<'_> {
    /// The cell as words, and a list with semicolons between its entries; nothing where it is empty.
    ///
    /// A semicolon within an entry of a list becomes a comma.
    pub(super) fn words(&self) -> Option<Cow<'_, str>> {
        Some(match self {
            Self::Nothing => return None,
            Self::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            Self::Integer(number) => Cow::Owned(number.to_string()),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Text(words) => Cow::Borrowed(words),
            Self::Day(day) => Cow::Owned(day.to_string()),
            Self::List(entries) if entries.is_empty() => return None,
            Self::List(entries) => {
                let entries: Vec<String> = entries.iter().map(|entry| entry.replace(';', ",")).collect();
                Cow::Owned(entries.join(";"))
            }
        })
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_none(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Text(words) => serializer.serialize_str(words),
            Self::Day(day) => serializer.collect_str(day),
            Self::List(entries) => {
                let mut list = serializer.serialize_seq(Some(entries.len()))?;
                for entry in entries {
                    list.serialize_element(entry)?;
                }
                list.end()
            }
        }
    }
}

/// A row as an object that leaves out what is unknown; some columns may go by another name.
pub(super) struct Object<'a> {
    pub(super) table: Table,
    pub(super) row: Row<'a>,
    pub(super) renamed: &'a [(&'static str, &'static str)],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for ((name, _), value) in self.table.columns().iter().zip(&self.row) {
            if *value == Value::Nothing {
                continue;
            }
            let renamed = self.renamed.iter().find(|(column, _)| column == name);
            map.serialize_entry(renamed.map_or(*name, |(_, other)| other), value)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::{Table, clean};

    #[test]
    fn what_xml_forbids_is_left_out() {
        assert_eq!(
            clean("a\0b\u{b}\tc\n\u{1f54a}\u{fffe}\u{ffff}\u{85}\u{202e}"),
            "ab\tc\n\u{1f54a}\u{85}\u{202e}"
        );
    }

    #[test]
    fn every_column_is_documented() {
        let manual = include_str!("FORMATS.md");
        for table in Table::ALL {
            let section = manual
                .split("\n## ")
                .find(|section| section.starts_with(&format!("Table `{}`", table.name())))
                .unwrap_or_else(|| panic!("no section on {}", table.name()));
            let documented: Vec<&str> = section
                .lines()
                .filter_map(|line| line.strip_prefix("| ")?.split_once(" |"))
                .flat_map(|(names, _)| names.split(", "))
                .filter_map(|name| name.strip_prefix('`')?.strip_suffix('`'))
                .collect();
            let columns: Vec<&str> = table.columns().iter().map(|(name, _)| *name).collect();
            assert_eq!(documented, columns, "{}", table.name());
        }
    }
}
