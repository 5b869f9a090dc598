//! A Cypher script for Neo4j, Aura and Memgraph, that may be run again: each node and edge is merged by its id.
//!
//! Nodes have the label `Entity` and that of their kind, edges the type of their relation. A statement fills one line.

use super::csv::{label, relationship};
use super::table::{Row, Rows, Table, Value, relation};
use crate::graph::KnowledgeGraph;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes the script.
pub(super) fn write(graph: &KnowledgeGraph, mut writer: impl Write) -> io::Result<()> {
    let rows = Rows::new(graph);
    writer.write_all(b"CREATE CONSTRAINT summitry_entity IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;\n")?;
    for (node, row) in graph.nodes().zip(rows.of(Table::Nodes)) {
        writeln!(
            writer,
            "MERGE (n:Entity {{id: {}}}) SET n = {}, n:{};",
            literal(&row[0]),
            map(Table::Nodes, &row, 0),
            label(node.kind.as_str()),
        )?;
    }
    for (tie, row) in graph.edges().zip(rows.of(Table::Edges)) {
        writeln!(
            writer,
            "MATCH (a:Entity {{id: {}}}), (b:Entity {{id: {}}}) MERGE (a)-[r:{} {{key: {}}}]->(b) SET r = {};",
            literal(&row[0]),
            literal(&row[1]),
            name(&relationship(relation(&tie))),
            literal(&row[2]),
            map(Table::Edges, &row, 2),
        )?;
    }
    writer.flush()
}

/// The cells from `first` on as a map.
fn map(table: Table, row: &Row<'_>, first: usize) -> String {
    let mut map = String::new();
    for (&(name, _), value) in table.columns().iter().zip(row).skip(first) {
        if *value != Value::Nothing {
            let separator = if map.is_empty() { '{' } else { ',' };
            let _ = write!(map, "{separator}{name}: {}", literal(value));
        }
    }
    map.push('}');
    map
}

/// A name as it is, or between backticks where it is no plain word, as that of a user's own event type may be.
fn name(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(format!("`{}`", name.replace('`', "``")))
    }
}

fn literal(value: &Value<'_>) -> String {
    match value {
        Value::Nothing => "null".to_owned(),
        Value::Flag(flag) => flag.to_string(),
        Value::Integer(number) => number.to_string(),
        // Cypher takes 1 for an integer, and 1.0 for a number.
        Value::Number(number) => format!("{number:?}"),
        Value::Text(words) => quoted(words),
        Value::Day(day) => format!("date('{day}')"),
        Value::List(entries) => {
            let entries: Vec<String> = entries.iter().map(|entry| quoted(entry)).collect();
            format!("[{}]", entries.join(", "))
        }
    }
}

/// A string that ends where it should.
///
/// Neo4j before version 5 reads `\u0027` as an apostrophe even after another backslash, so that a backslash and a `u` are
/// never left side by side.
fn quoted(words: &str) -> String {
    let mut quoted = String::with_capacity(words.len() + 2);
    quoted.push('\'');
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if matches!(chars.peek(), Some('u' | 'U')) => quoted.push_str("\\\\' + '"),
            '\\' => quoted.push_str("\\\\"),
            '\'' => quoted.push_str("\\'"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            // Some readers end a line here.
            '\u{85}' | '\u{2028}' | '\u{2029}' => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn strings_end_where_they_should() {
        assert_eq!(quoted("d'Or"), r"'d\'Or'");
        assert_eq!(quoted("\\' OR 1"), r"'\\\' OR 1'");
        assert_eq!(
            quoted("\\u0027}) DETACH DELETE n //"),
            r"'\\' + 'u0027}) DETACH DELETE n //'"
        );
        assert_eq!(quoted("two\nlines"), r"'two\nlines'");
    }
}
