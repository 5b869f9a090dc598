//! GEXF 1.3 with time: what Gephi opens with its timeline.
//!
//! Gephi keeps parallel edges only where their kinds differ, and adds up the others. So events of one source, target,
//! type and status are one edge, whose weight is their number and whose spells are their dates; the columns are those of
//! the event with most reports. With `multi`, each event is an edge of its own.
//!
//! A spell is the time within which the event lies, first and last day included: the whole month for "April 2019".
//! Overlapping spells of an edge are one. An edge without spells is not dated.

use super::ExportOptions;
use super::table::{Column, Kind, Row, Rows, Table, relation, relation_and_status};
use super::xml::Xml;
use crate::graph::{KnowledgeGraph, Tie};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Columns of an edge that only GEXF has.
const EXTRA: &[Column] = &[("events", Kind::List), ("undated", Kind::Integer)];

/// Writes the document.
pub(super) fn write(graph: &KnowledgeGraph, options: &ExportOptions, writer: impl Write) -> io::Result<()> {
    let rows = Rows::new(graph);
    let mut xml = Xml::begin(writer)?;
    xml.open("gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")])?;
    xml.open("meta", &[])?;
    xml.words("creator", &[], concat!("summitry ", env!("CARGO_PKG_VERSION")))?;
    xml.words(
        "description",
        &[],
        "Events between persons, countries and organizations, from news articles",
    )?;
    xml.close("meta")?;
    let attributes = [
        ("defaultedgetype", "directed"),
        ("mode", "dynamic"),
        ("timeformat", "date"),
        ("timerepresentation", "interval"),
    ];
    xml.open("graph", &attributes)?;
    attribute_list(&mut xml, "node", &Table::Nodes.columns()[2..], &[])?;
    attribute_list(&mut xml, "edge", &Table::Edges.columns()[3..], EXTRA)?;
    xml.open("nodes", &[])?;
    for (node, row) in graph.nodes().zip(rows.of(Table::Nodes)) {
        let [id, label] = [&row[0], &row[1]].map(|value| value.words().unwrap_or_default());
        xml.open("node", &[("id", &id), ("label", &label)])?;
        values(&mut xml, &Table::Nodes.columns()[2..], &row[2..], &[])?;
        let date = node.summit.as_ref().and_then(|summit| summit.date.as_ref());
        spells(&mut xml, date.map(|date| (date.start, date.end)).into_iter().collect())?;
        xml.close("node")?;
    }
    xml.close("nodes")?;
    xml.open("edges", &[])?;
    for group in groups(graph, options.multi) {
        edge(&mut xml, &rows, &group)?;
    }
    xml.close("edges")?;
    xml.close("graph")?;
    xml.close("gexf")?;
    xml.end()
}

/// Edges that become one, in the order of the first of each.
fn groups(graph: &KnowledgeGraph, multi: bool) -> Vec<Vec<Tie<'_>>> {
    let mut groups: Vec<Vec<Tie<'_>>> = Vec::new();
    let mut at = BTreeMap::new();
    for tie in graph.edges() {
        let status = tie.event.map(|event| event.status);
        let key = (&tie.source.id, &tie.target.id, relation(&tie), status);
        match at.get(&key) {
            Some(&group) if !multi => {
                let group: &mut Vec<Tie<'_>> = &mut groups[group];
                group.push(tie);
            }
            _ => {
                at.insert(key, groups.len());
                groups.push(vec![tie]);
            }
        }
    }
    groups
}

fn edge<W: Write>(xml: &mut Xml<W>, rows: &Rows<'_>, group: &[Tie<'_>]) -> io::Result<()> {
    let reports = |tie: &Tie<'_>| tie.event.map_or(0, |event| event.reports.len());
    let Some(&best) = group
        .iter()
        .reduce(|best, tie| if reports(tie) > reports(best) { tie } else { best })
    else {
        return Ok(());
    };
    let row: Row<'_> = rows.edge(best);
    let [source, target] = [&row[0], &row[1]].map(|value| value.words().unwrap_or_default());
    let id = group.first().map_or("", |tie| tie.edge.id.as_str());
    let kind = best.event.map_or_else(
        || relation(&best).to_owned(),
        |event| relation_and_status(relation(&best), event.status),
    );
    let weight = group.len().to_string();
    let attributes = [
        ("id", id),
        ("source", &*source),
        ("target", &*target),
        ("kind", &kind),
        ("label", &kind),
        ("weight", &weight),
    ];
    xml.open("edge", &attributes)?;
    let events: Vec<&str> = group
        .iter()
        .filter_map(|tie| tie.event)
        .map(|event| event.id.as_str())
        .collect();
    let undated = group
        .iter()
        .filter(|tie| tie.event.is_some_and(|event| event.date.is_none()))
        .count();
    let mut extra = vec![("events", events.join(";"))];
    if undated > 0 {
        extra.push(("undated", undated.to_string()));
    }
    extra.retain(|(_, words)| !words.is_empty());
    values(xml, &Table::Edges.columns()[3..], &row[3..], &extra)?;
    let dates = group.iter().filter_map(|tie| tie.event?.date.as_ref());
    spells(xml, dates.map(|date| (date.start, date.end)).collect())?;
    xml.close("edge")
}

fn attribute_list<W: Write>(xml: &mut Xml<W>, class: &str, columns: &[Column], extra: &[Column]) -> io::Result<()> {
    xml.open("attributes", &[("class", class)])?;
    for &(name, kind) in columns.iter().chain(extra) {
        let attributes = [("id", name), ("title", name), ("type", type_name(kind))];
        xml.empty("attribute", &attributes)?;
    }
    xml.close("attributes")
}

const fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Flag => "boolean",
        Kind::Integer => "long",
        Kind::Number => "double",
        Kind::Text | Kind::Day | Kind::List => "string",
    }
}

fn values<W: Write>(
    xml: &mut Xml<W>,
    columns: &[Column],
    row: &[super::table::Value<'_>],
    extra: &[(&str, String)],
) -> io::Result<()> {
    xml.open("attvalues", &[])?;
    for ((name, _), value) in columns.iter().zip(row) {
        if let Some(words) = value.words() {
            xml.empty("attvalue", &[("for", name), ("value", &words)])?;
        }
    }
    for (name, words) in extra {
        xml.empty("attvalue", &[("for", name), ("value", words)])?;
    }
    xml.close("attvalues")
}

/// The spells in the order of time, those that overlap made one.
fn spells<W: Write>(xml: &mut Xml<W>, mut spells: Vec<(NaiveDate, NaiveDate)>) -> io::Result<()> {
    if spells.is_empty() {
        return Ok(());
    }
    spells.sort_unstable();
    let mut apart: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for (start, end) in spells {
        match apart.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => apart.push((start, end)),
        }
    }
    xml.open("spells", &[])?;
    for (start, end) in apart {
        xml.empty("spell", &[("start", &start.to_string()), ("end", &end.to_string())])?;
    }
    xml.close("spells")
}
