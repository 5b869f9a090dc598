//! What does the neighbourhood of one actor look like? A picture of a node, those near it, and what ties them.
//!
//! ```sh
//! cargo run --example draw_a_neighbourhood -- "Kim Jong Un" graphs/sample.json > kim.svg
//! ```

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use anyhow::{Result, bail};
use std::path::PathBuf;
use std::time::Duration;
use summitry::query::{Named, resolve};
use summitry::render::{DrawOptions, Engine, svg};
use summitry::store;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_else(|| "Kim Jong Un".to_owned());
    let path = arguments
        .next()
        .map_or_else(|| PathBuf::from("graphs/sample.json"), PathBuf::from);
    let graph = store::read(&path)?;
    let Named::One(node) = resolve(&graph, &name) else {
        bail!("{name} is nobody, or may mean several");
    };

    // One line away is enough for a portrait; a year or some types of events would narrow it further.
    let options = DrawOptions {
        title: Some(format!("{} and those nearby", node.name)),
        focus: vec![node.id.clone()],
        hops: 1,
        max_nodes: 20,
        ..DrawOptions::default()
    };

    // The built-in engine needs no installed Graphviz and gives the same bytes everywhere.
    let picture = svg(&graph, &options, Engine::BuiltIn, Duration::from_secs(30))?;
    println!("{picture}");
    Ok(())
}
