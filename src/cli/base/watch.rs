//! `summitry watch`: a base that grows by itself.

use super::Day;
use super::add::Growth;
use crate::cli::answer::Answer;
use crate::cli::gather::Input;
use crate::cli::query::Alert;
use crate::cli::{Outcome, report};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};
use summitry::graph::{EventId, EventRecord, KnowledgeGraph};
use summitry::store::base::{Base, today};

/// How long a signal may wait.
const BLINK: Duration = Duration::from_millis(100);

/// The arguments of `watch`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry watch news.db inbox/ --every 10s
  summitry watch news.db inbox/ world.rss --alert 'met \"Kim Jong Un\" --since 2019' --alert-file alerts.jsonl

Prints each event that is new, or that answers one of the alerts, which are questions of `summitry query`: events or a type
with names and filters. What is there already when it starts is added without a word. Ends with SIGINT or SIGTERM, once what
has been read is in the base.")]
pub(crate) struct Watch {
    /// The base, which is made where there is none
    base: PathBuf,

    #[command(flatten)]
    input: Input,

    /// How often to look: 30s, 5m or 1h
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = span)]
    every: Duration,

    /// Tell only of the events that answer this question; may be repeated
    #[arg(long, value_name = "QUESTION", value_parser = Alert::parse)]
    alert: Vec<Alert>,

    /// Append the events to this file, a line of JSON each
    #[arg(long, value_name = "FILE")]
    alert_file: Option<PathBuf>,

    #[command(flatten)]
    day: Day,
}

impl Watch {
    pub(crate) fn run(&self) -> Result<Outcome> {
        let paths = self.input.paths();
        if paths.iter().any(|path| path == Path::new("-")) {
            bail!("standard input ends, and is not watched; give files or folders");
        }
        let is_stopped = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&is_stopped);
        ctrlc::set_handler(move || stop.store(true, Ordering::Relaxed)).context("signals cannot be heard")?;
        let stopped = || is_stopped.load(Ordering::Relaxed);
        let mut growth = Growth::new(Base::create(&self.base)?, &self.input, self.day.get())?;
        let mut known: Option<BTreeSet<EventId>> = None;
        let mut seen = None;
        while !stopped() {
            let begun = Instant::now();
            let now = look(&paths);
            if seen.as_ref() != Some(&now) {
                growth.turn(self.day.on.unwrap_or_else(today));
                growth.grow(&self.input, stopped)?;
                let graph = growth.base.graph()?;
                let events = self.asked(&graph);
                if let Some(known) = &known {
                    let new: Vec<&EventRecord> = events
                        .iter()
                        .copied()
                        .filter(|event| !known.contains(&event.id))
                        .collect();
                    self.tell(&graph, &new)?;
                } else {
                    report(&format!("{} events; watching", events.len()));
                }
                known = Some(events.iter().map(|event| event.id.clone()).collect());
                seen = Some(now);
            }
            while !stopped() && begun.elapsed() < self.every {
                thread::sleep(BLINK.min(self.every.saturating_sub(begun.elapsed())));
            }
        }
        Ok(Outcome::Found)
    }

    /// The events of which to tell.
    fn asked<'a>(&self, graph: &'a KnowledgeGraph) -> Vec<&'a EventRecord> {
        if self.alert.is_empty() {
            return graph.events().iter().collect();
        }
        let mut asked: Vec<&EventRecord> = Vec::new();
        for event in self.alert.iter().flat_map(|alert| alert.find(graph)) {
            if !asked.iter().any(|other| other.id == event.id) {
                asked.push(event);
            }
        }
        asked
    }

    fn tell(&self, graph: &KnowledgeGraph, events: &[&EventRecord]) -> Result<()> {
        let mut out = io::stdout().lock();
        for &event in events {
            let words = graph.in_words(event);
            writeln!(out, "{}  {}  {words}  {}", event.event_type, event.status, event.id)?;
        }
        out.flush()?;
        let Some(path) = self.alert_file.as_ref().filter(|_| !events.is_empty()) else {
            return Ok(());
        };
        let mut lines = Vec::new();
        for object in Answer::new(graph, BTreeSet::new()).events(events).objects {
            serde_json::to_writer(&mut lines, &object)?;
            lines.push(b'\n');
        }
        let file = OpenOptions::new().create(true).append(true).open(path);
        let written = file.and_then(|mut file| file.write_all(&lines));
        written.with_context(|| format!("{}: cannot be written", path.display()))
    }
}

/// The files below the paths, with their sizes and when they were changed, in order.
fn look(paths: &[PathBuf]) -> Vec<(PathBuf, u64, Option<SystemTime>)> {
    let mut files = Vec::new();
    let mut left: Vec<PathBuf> = paths.to_vec();
    while let Some(path) = left.pop() {
        let Ok(found) = fs::metadata(&path) else { continue };
        if found.is_dir() && !path.is_symlink() {
            let entries = fs::read_dir(&path).into_iter().flatten().flatten();
            left.extend(entries.map(|entry| entry.path()));
        } else {
            files.push((path, found.len(), found.modified().ok()));
        }
    }
    files.sort();
    files
}

/// A span of time: 30s, 5m, 1h.
fn span(text: &str) -> Result<Duration, String> {
    let unit = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number: Option<u64> = text[..unit].parse().ok();
    let seconds = match &text[unit..] {
        "s" | "" => Some(1),
        "m" => Some(60),
        "h" => Some(60 * 60),
        _ => None,
    };
    let length = number
        .zip(seconds)
        .and_then(|(number, seconds)| number.checked_mul(seconds));
    let length = length.filter(|seconds| (1..=7 * 24 * 60 * 60).contains(seconds));
    length
        .map(Duration::from_secs)
        .ok_or_else(|| "not a time from 1s to 168h (30s, 5m, 1h)".to_owned())
}

#[cfg(test)]
mod tests {
    use super::span;
    use crate::cli::query::Alert;
    use std::time::Duration;

    #[test]
    fn times_are_read_and_others_refused() {
        assert_eq!(span("90"), Ok(Duration::from_secs(90)));
        assert_eq!(span("5m"), Ok(Duration::from_mins(5)));
        for wrong in ["", "0s", "1d", "m", "9999999999999999999h"] {
            assert!(span(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn alerts_are_questions_for_events() {
        for words in ["met \"Kim Jong Un\" --since 2019", "events --country Japan", "visited"] {
            assert!(Alert::parse(words).is_ok(), "{words}");
        }
        for wrong in ["", "path Kim Putin", "met \"Kim", "met --since soon"] {
            assert!(Alert::parse(wrong).is_err(), "{wrong}");
        }
    }
}
