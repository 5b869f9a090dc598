//! Who said so? The sentences behind a claim, which of them are independent, and where they disagree.
//!
//! ```sh
//! cargo run --example who_said_so -- graphs/sample.json
//! ```

#![expect(clippy::print_stdout, reason = "an example prints its answer")]

use anyhow::{Context, Result};
use std::path::PathBuf;
use summitry::store;

fn main() -> Result<()> {
    let path = std::env::args()
        .nth(1)
        .map_or_else(|| PathBuf::from("graphs/sample.json"), PathBuf::from);
    let graph = store::read(&path)?;

    // The claim with most words behind it. Every edge leads to its event, and every event to its reports.
    let tie = graph
        .edges()
        .filter(|tie| tie.event.is_some())
        .max_by_key(|tie| tie.event.map_or(0, |event| event.reports.len()))
        .context("the graph has no events")?;
    let event = tie.event.context("an edge of an event")?;
    println!(
        "{} {} {} ({})",
        tie.source.name, event.event_type, tie.target.name, event.status
    );

    // Two papers with the same sentence have it from one agency, and count as one source.
    println!("{} reports, {} of them independent", event.reports.len(), event.sources);
    for report in &event.reports {
        let paper = report.source.as_deref().unwrap_or(&report.article);
        println!("\n  “{}”", report.sentence);
        println!(
            "  {paper}, bytes {} of its {}",
            span(report.span.start, report.span.end),
            report.part.as_str()
        );

        // The reading itself can be asked why: which pattern, and what its score is made of.
        let factors: Vec<String> = report
            .factors
            .iter()
            .map(|(name, value)| format!("{name} {value:.2}"))
            .collect();
        println!(
            "  read by {} with score {:.2}: {}",
            report.pattern,
            report.score,
            factors.join(", ")
        );
    }

    // Reports need not agree. The best date comes first, the others stay on record.
    if event.dates.len() > 1 {
        println!("\nThe reports differ on the date:");
        for reading in &event.dates {
            let date = reading.date.as_ref().map_or("not told", |date| &date.value);
            println!("  {date}: {}", reading.reports);
        }
    }
    Ok(())
}

fn span(start: usize, end: usize) -> String {
    format!("{start}–{end}")
}
