//! What happened between two countries, and did words or deeds prevail? A timeline with the Goldstein value of each event.
//!
//! ```sh
//! cargo run --example timeline_of_a_dyad -- "North Korea" Russia graphs/sample.json
//! ```

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use anyhow::{Result, bail};
use std::path::PathBuf;
use summitry::event::Status;
use summitry::graph::{KnowledgeGraph, NodeId};
use summitry::query::{Named, Query, resolve};
use summitry::store;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let one = arguments.next().unwrap_or_else(|| "North Korea".to_owned());
    let other = arguments.next().unwrap_or_else(|| "Russia".to_owned());
    let path = arguments
        .next()
        .map_or_else(|| PathBuf::from("graphs/sample.json"), PathBuf::from);
    let graph = store::read(&path)?;

    // A country stands for those who serve it: Kim's train to Russia is a visit by North Korea.
    let query = Query {
        who: vec![id(&graph, &one)?],
        with: vec![id(&graph, &other)?],
        ..Query::default()
    };

    // Cooperation counts up, conflict down. What is only planned or possible is told, and not counted.
    let mut balance = 0.0;
    for event in query.find(&graph) {
        let date = event.date.as_ref().map_or("undated", |date| &date.value);
        let names = |ids: &[NodeId]| ids.iter().map(|id| graph.name(id)).collect::<Vec<_>>().join(", ");
        let who = names(&event.source);
        let line = match event.target.as_slice() {
            [] => format!("{date:<21}  {who}  {}", event.event_type),
            target => format!("{date:<21}  {who}  {}  {}", event.event_type, names(target)),
        };
        if event.status == Status::Occurred {
            balance += event.event_type.goldstein();
            println!("{line}  ({balance:+.1})");
        } else {
            println!("{line}  [{}]", event.status);
        }
    }
    Ok(())
}

fn id(graph: &KnowledgeGraph, name: &str) -> Result<NodeId> {
    match resolve(graph, name) {
        Named::One(node) => Ok(node.id.clone()),
        _ => bail!("{name} is nobody, or may mean several"),
    }
}
