//! Comma-separated tables: `nodes.csv` and `edges.csv` with the headers of `neo4j-admin database import`, and
//! `events.csv` and `reports.csv` beside them.
//!
//! Cells follow RFC 4180. Names may hold line ends, so the import wants `--multiline-fields=true`; the entries of a list
//! stand between semicolons, its default.

use super::table::{Column, Kind, Row, Rows, Table};
use crate::graph::KnowledgeGraph;
use std::io::{self, Write};

/// Writes a table.
pub(super) fn write(graph: &KnowledgeGraph, table: Table, writer: impl Write) -> io::Result<()> {
    let mut csv = Lines::new(table, writer)?;
    csv.rows(Rows::new(graph).of(table))?;
    csv.finish()?;
    Ok(())
}

/// A table that is written row by row.
pub(super) struct Lines<W: Write> {
    csv: csv::Writer<W>,
    /// The column whose words the last cell says again for the import, and how.
    again: Option<(usize, Say)>,
}

/// How a word is said for the import.
type Say = fn(&str) -> String;

impl<W: Write> Lines<W> {
    /// A table with its header.
    pub(super) fn new(table: Table, writer: W) -> io::Result<Self> {
        let mut csv = csv::Writer::from_writer(writer);
        let mut header: Vec<String> = table.columns().iter().map(|&column| named(table, column)).collect();
        header.extend(last(table).map(str::to_owned));
        csv.write_record(&header)?;
        let column = |name: &str| table.columns().iter().position(|(own, _)| *own == name);
        let again = match table {
            Table::Nodes => column("kind").zip(Some(label as Say)),
            Table::Edges => column("relation").zip(Some(relationship as Say)),
            Table::Events | Table::Reports => None,
        };
        Ok(Self { csv, again })
    }

    /// Adds rows.
    pub(super) fn rows<'a>(&mut self, rows: impl Iterator<Item = Row<'a>>) -> io::Result<()> {
        for row in rows {
            for value in &row {
                self.csv.write_field(value.words().as_deref().unwrap_or_default())?;
            }
            if let Some((column, say)) = self.again {
                self.csv.write_field(say(&row[column].words().unwrap_or_default()))?;
            }
            self.csv.write_record(None::<&[u8]>)?;
        }
        Ok(())
    }

    /// Writes what is left, and gives the writer back.
    pub(super) fn finish(self) -> io::Result<W> {
        self.csv.into_inner().map_err(csv::IntoInnerError::into_error)
    }
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
