//! The JSON of other programs: node-link data for `NetworkX` and D3, and elements for Cytoscape.
//!
//! What is unknown is left out. A line holds one node or edge.

use super::ExportOptions;
use super::table::{Object, Rows, Table};
use crate::graph::KnowledgeGraph;
use serde::Serialize;
use std::io::{self, Write};

/// Node-link data, with the edges flat: `networkx.node_link_graph(json.load(file))`.
pub(super) fn write_node_link(
    graph: &KnowledgeGraph,
    options: &ExportOptions,
    mut writer: impl Write,
) -> io::Result<()> {
    let rows = Rows::new(graph);
    write!(
        writer,
        "{{\"directed\": true, \"multigraph\": true, \"graph\": {{\"name\": \"summitry\", \"articles_read\": {}}},\n\"nodes\": [",
        graph.articles_read()
    )?;
    list(&mut writer, objects(&rows, Table::Nodes, &[]))?;
    write!(writer, "],\n{}: [", serde_json::to_string(&options.edges_key)?)?;
    list(&mut writer, objects(&rows, Table::Edges, &[]))?;
    writer.write_all(b"]}\n")?;
    writer.flush()
}

/// Elements for Cytoscape.js and Cytoscape Desktop.
pub(super) fn write_cytoscape(graph: &KnowledgeGraph, mut writer: impl Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Element<T> {
        data: T,
    }

    let rows = Rows::new(graph);
    writer.write_all(
        b"{\"format_version\": \"1.0\", \"data\": {\"name\": \"summitry\"}, \"elements\": {\n\"nodes\": [",
    )?;
    list(
        &mut writer,
        objects(&rows, Table::Nodes, &[]).map(|data| Element { data }),
    )?;
    writer.write_all(b"],\n\"edges\": [")?;
    let renamed = &[("key", "id"), ("relation", "interaction")];
    list(
        &mut writer,
        objects(&rows, Table::Edges, renamed).map(|data| Element { data }),
    )?;
    writer.write_all(b"]}}\n")?;
    writer.flush()
}

fn objects<'a>(
    rows: &'a Rows<'a>,
    table: Table,
    renamed: &'a [(&'static str, &'static str)],
) -> impl Iterator<Item = Object<'a>> {
    rows.of(table).map(move |row| Object { table, row, renamed })
}

/// The entries of a list, one a line.
fn list(writer: &mut impl Write, entries: impl Iterator<Item = impl Serialize>) -> io::Result<()> {
    for (at, entry) in entries.enumerate() {
        writer.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *writer, &entry)?;
    }
    Ok(())
}
