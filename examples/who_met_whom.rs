//! Who met whom? Every meeting of one person, with the partners met most often.
//!
//! ```sh
//! cargo run --example who_met_whom -- "Kim Jong Un" graphs/sample.json
//! ```

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use anyhow::{Result, bail};
use std::collections::BTreeMap;
use std::path::PathBuf;
use summitry::event::{EventType, Status};
use summitry::query::{Named, Query, resolve};
use summitry::store;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_else(|| "Kim Jong Un".to_owned());
    let path = arguments
        .next()
        .map_or_else(|| PathBuf::from("graphs/sample.json"), PathBuf::from);
    let graph = store::read(&path)?;

    // A name need not be complete. Where it may mean several people, the library does not guess.
    let person = match resolve(&graph, &name) {
        Named::One(node) => node,
        Named::Several(nodes) => bail!("{name} may mean {} people", nodes.len()),
        Named::Nobody(_) => bail!("nobody is called {name}"),
    };

    // Only meetings that took place: an article may also tell of one that is planned, possible or off.
    let query = Query {
        types: vec![EventType::Met],
        who: vec![person.id.clone()],
        statuses: vec![Status::Occurred],
        ..Query::default()
    };
    let meetings = query.find(&graph);

    // A meeting is one event, however many articles tell of it, so that events are what is counted.
    let mut partners: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for meeting in &meetings {
        let date = meeting.date.as_ref().map_or("undated", |date| &date.value);
        for partner in meeting.participants().filter(|id| **id != person.id) {
            partners.entry(graph.name(partner)).or_default().push(date);
        }
    }
    let mut partners: Vec<_> = partners.into_iter().collect();
    partners.sort_by_key(|(name, dates)| (std::cmp::Reverse(dates.len()), *name));

    println!("{} met in {} meetings:", person.name, meetings.len());
    for (partner, dates) in partners {
        println!("  {partner}: {}", dates.join(", "));
    }
    Ok(())
}
