//! `GraphML` (Brandes et al., 2002): every node and edge with its columns as data. `NetworkX`, Gephi, yEd and igraph read it.
//!
//! The types of `GraphML` know no dates and no lists: dates are words, and lists are words between semicolons.

use super::table::{Column, Kind, Row, Rows, Table};
use super::xml::Xml;
use crate::graph::KnowledgeGraph;
use std::io::{self, Write};

const NAMESPACES: &[(&str, &str)] = &[
    ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    (
        "xsi:schemaLocation",
        "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
    ),
];

/// Writes the document.
pub(super) fn write(graph: &KnowledgeGraph, writer: impl Write) -> io::Result<()> {
    let rows = Rows::new(graph);
    let mut xml = Xml::begin(writer)?;
    xml.open("graphml", NAMESPACES)?;
    for (table, element) in [(Table::Nodes, "node"), (Table::Edges, "edge")] {
        for &(name, kind) in own(table) {
            let key = key(table, name);
            let attributes = [
                ("id", key.as_str()),
                ("for", element),
                ("attr.name", name),
                ("attr.type", type_name(kind)),
            ];
            xml.empty("key", &attributes)?;
        }
    }
    xml.open("graph", &[("id", "summitry"), ("edgedefault", "directed")])?;
    for row in rows.of(Table::Nodes) {
        let id = row[0].words().unwrap_or_default();
        xml.open("node", &[("id", &id)])?;
        data(&mut xml, Table::Nodes, &row)?;
        xml.close("node")?;
    }
    for row in rows.of(Table::Edges) {
        let ends: Vec<_> = row.iter().take(3).map(|end| end.words().unwrap_or_default()).collect();
        let attributes = [("id", &*ends[2]), ("source", &*ends[0]), ("target", &*ends[1])];
        xml.open("edge", &attributes)?;
        data(&mut xml, Table::Edges, &row)?;
        xml.close("edge")?;
    }
    xml.close("graph")?;
    xml.close("graphml")?;
    xml.end()
}

/// The columns that are not the element's own attributes.
fn own(table: Table) -> &'static [Column] {
    &table.columns()[attributes(table)..]
}

const fn attributes(table: Table) -> usize {
    match table {
        Table::Edges => 3,
        _ => 1,
    }
}

fn key(table: Table, column: &str) -> String {
    let short = if table == Table::Nodes { "n" } else { "e" };
    format!("{short}_{column}")
}

const fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Flag => "boolean",
        Kind::Integer => "long",
        Kind::Number => "double",
        Kind::Text | Kind::Day | Kind::List => "string",
    }
}

fn data<W: Write>(xml: &mut Xml<W>, table: Table, row: &Row<'_>) -> io::Result<()> {
    for (&(name, _), value) in own(table).iter().zip(&row[attributes(table)..]) {
        if let Some(words) = value.words() {
            xml.words("data", &[("key", &key(table, name))], &words)?;
        }
    }
    Ok(())
}
