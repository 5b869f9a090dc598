//! Comma-separated tables: `nodes.csv` and `edges.csv` with the headers of `neo4j-admin database import`, and
//! `events.csv` and `reports.csv` beside them.
//!
//! Cells follow RFC 4180. Names may hold line ends, so the import wants `--multiline-fields=true`; the entries of a list
//! stand between semicolons, its default.

use super::table::{Column, Kind, Row, Rows, Table, relation};
use crate::graph::KnowledgeGraph;
use std::io::{self, Write};

/// Writes a table.
pub(super) fn write(graph: &KnowledgeGraph, table: Table, writer: impl Write) -> io::Result<()> {
    let rows = Rows::new(graph);
    let mut csv = csv::Writer::from_writer(writer);
    let mut header: Vec<String> = table.columns().iter().map(|&column| named(table, column)).collect();
    header.extend(last(table).map(str::to_owned));
    csv.write_record(&header)?;
    match table {
        Table::Nodes => {
            for (node, row) in graph.nodes().zip(rows.of(table)) {
                record(&mut csv, &row, Some(label(node.kind.as_str())))?;
            }
        }
        Table::Edges => {
            for (tie, row) in graph.edges().zip(rows.of(table)) {
                record(&mut csv, &row, Some(relationship(relation(&tie))))?;
            }
        }
        Table::Events | Table::Reports => {
            for row in rows.of(table) {
                record(&mut csv, &row, None)?;
            }
        }
    }
    csv.flush()
}

fn record<W: Write>(csv: &mut csv::Writer<W>, row: &Row<'_>, last: Option<String>) -> io::Result<()> {
    for value in row {
        csv.write_field(value.words().as_deref().unwrap_or_default())?;
    }
    if let Some(last) = last {
        csv.write_field(last)?;
    }
    csv.write_record(None::<&[u8]>)?;
    Ok(())
}

/// The column's name, for nodes and edges with the type that the import wants.
fn named(table: Table, (name, kind): Column) -> String {
    match (table, name) {
        (Table::Nodes, "id") => return "id:ID".to_owned(),
        (Table::Edges, "source") => return ":START_ID".to_owned(),
        (Table::Edges, "target") => return ":END_ID".to_owned(),
        (Table::Events | Table::Reports, _) => return name.to_owned(),
        _ => {}
    }
    let kind = match kind {
        Kind::Flag => ":boolean",
        Kind::Integer => ":long",
        Kind::Number => ":double",
        Kind::Text => "",
        Kind::Day => ":date",
        Kind::List => ":string[]",
    };
    format!("{name}{kind}")
}

const fn last(table: Table) -> Option<&'static str> {
    match table {
        Table::Nodes => Some(":LABEL"),
        Table::Edges => Some(":TYPE"),
        Table::Events | Table::Reports => None,
    }
}

/// "person" as a label: "Person".
pub(super) fn label(kind: &str) -> String {
    let mut rest = kind.chars();
    rest.next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// "held in" as a type of relationships: `HELD_IN`; never a word that Cypher keeps for itself.
pub(super) fn relationship(relation: &str) -> String {
    match relation {
        "in" => "LOCATED_IN".to_owned(),
        "affiliation" => "AFFILIATED_WITH".to_owned(),
        _ => relation.to_uppercase().replace(' ', "_"),
    }
}
