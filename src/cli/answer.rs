//! How events are printed: as a table, JSON, JSON lines or CSV.

use anyhow::Result;
use chrono::NaiveDate;
use clap::ValueEnum;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::{self, BufWriter, IsTerminal, Write};
use summitry::graph::{EventRecord, KnowledgeGraph, NodeId, Report};
use summitry::query::Query;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A form of the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Columns that fit the terminal
    #[default]
    Table,
    /// One list of objects
    Json,
    /// One object a line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
}

const COLUMNS: [&str; 8] = ["date", "status", "type", "who", "whom", "place", "reports", "source"];

/// Columns that may be cut, with the width that they keep.
const CUT: [(usize, usize); 4] = [(3, 14), (4, 14), (7, 10), (5, 8)];

/// The events that answer a question.
pub(super) struct Answer<'a> {
    graph: &'a KnowledgeGraph,
    events: &'a [&'a EventRecord],
    /// Those asked for, whom the table shows on the left of mutual events; otherwise the first stands there.
    asked: BTreeSet<&'a NodeId>,
}

impl<'a> Answer<'a> {
    pub(super) fn new(graph: &'a KnowledgeGraph, query: &Query, events: &'a [&'a EventRecord]) -> Self {
        let asked = query.who.as_ref().map(|id| query.meant(graph, id)).unwrap_or_default();
        Self { graph, events, asked }
    }

    /// Prints the answer on standard output.
    pub(super) fn write(&self, format: Format, evidence: bool) -> Result<()> {
        let terminal = io::stdout().is_terminal();
        let mut out = BufWriter::new(io::stdout().lock());
        match format {
            Format::Table => self.table(&mut out, width(terminal), evidence)?,
            Format::Json => {
                let events: Vec<_> = self.events.iter().map(|event| self.printed(event)).collect();
                serde_json::to_writer_pretty(&mut out, &events)?;
                writeln!(out)?;
            }
            Format::Jsonl => {
                for event in self.events {
                    serde_json::to_writer(&mut out, &self.printed(event))?;
                    writeln!(out)?;
                }
            }
            Format::Csv => {
                writeln!(out, "{}", COLUMNS.join(","))?;
                for event in self.events {
                    writeln!(out, "{}", self.row(event).map(|cell| csv(&cell)).join(","))?;
                }
            }
        }
        out.flush()?;
        Ok(())
    }

    fn row(&self, event: &EventRecord) -> [String; 8] {
        let names = |ids: &mut dyn Iterator<Item = &NodeId>| {
            ids.map(|id| self.graph.name(id).to_owned())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let (who, whom) = if event.is_mutual() {
            let mut left: Vec<&NodeId> = event.source.iter().filter(|&id| self.asked.contains(id)).collect();
            if left.is_empty() {
                left.extend(event.source.first());
            }
            let right = event.source.iter().filter(|id| !left.contains(id));
            (names(&mut left.iter().copied()), names(&mut right.into_iter()))
        } else {
            (names(&mut event.source.iter()), names(&mut event.target.iter()))
        };
        let source = event
            .best_report()
            .map(|report| report.source.clone().unwrap_or_else(|| report.article.clone()));
        [
            event.date.as_ref().map_or_else(String::new, |date| date.value.clone()),
            event.status.to_string(),
            event.event_type.to_string(),
            who,
            whom,
            event
                .place
                .as_ref()
                .map_or_else(String::new, |id| self.graph.name(id).to_owned()),
            match event.reports.len() {
                reports if reports == event.sources => reports.to_string(),
                reports => format!("{reports} ({} indep.)", event.sources),
            },
            source.unwrap_or_default(),
        ]
    }

    fn table(&self, out: &mut impl Write, width: usize, evidence: bool) -> io::Result<()> {
        let rows: Vec<[String; 8]> = self
            .events
            .iter()
            .map(|event| self.row(event).map(|cell| harmless(&cell)))
            .collect();
        let widths = widths(&COLUMNS, &CUT, &rows, width);
        let line = |cells: &[String; 8]| line(cells, widths);
        writeln!(out, "{}", line(&COLUMNS.map(str::to_owned)))?;
        for (row, event) in rows.iter().zip(self.events) {
            writeln!(out, "{}", line(row))?;
            for report in event.reports.iter().filter(|_| evidence) {
                let date = report.article_date.map_or_else(String::new, |date| format!(" {date}"));
                let words = format!("{} [{}{date}]", harmless(&report.sentence), harmless(&report.article));
                for part in folded(&words, width.saturating_sub(4)) {
                    writeln!(out, "    {part}")?;
                }
            }
        }
        Ok(())
    }

    fn printed(&self, event: &'a EventRecord) -> PrintedEvent<'a> {
        let side = |ids: &'a [NodeId]| ids.iter().filter_map(|id| self.actor(id)).collect();
        PrintedEvent {
            id: event.id.as_str(),
            r#type: event.event_type.as_str(),
            status: event.status.as_str(),
            date: event.date.as_ref().map(|date| date.value.as_str()),
            date_start: event.date.as_ref().map(|date| date.start),
            date_end: event.date.as_ref().map(|date| date.end),
            source: side(&event.source),
            target: side(&event.target),
            place: event.place.as_ref().map(|id| self.graph.name(id)),
            meeting: event.meeting.as_deref(),
            summit: event.summit.as_ref().map(|id| self.graph.name(id)),
            score: event.score,
            sources: event.sources,
            reports: event.reports.iter().map(PrintedReport::new).collect(),
        }
    }

    fn actor(&self, id: &NodeId) -> Option<PrintedActor<'a>> {
        let node = self.graph.node(id)?;
        Some(PrintedActor {
            id: node.id.as_str(),
            name: &node.name,
            kind: node.kind.as_str(),
            country: &node.country,
            org: &node.org,
        })
    }
}

#[derive(Serialize)]
struct PrintedEvent<'a> {
    id: &'a str,
    r#type: &'a str,
    status: &'a str,
    date: Option<&'a str>,
    date_start: Option<NaiveDate>,
    date_end: Option<NaiveDate>,
    source: Vec<PrintedActor<'a>>,
    target: Vec<PrintedActor<'a>>,
    place: Option<&'a str>,
    meeting: Option<&'a str>,
    summit: Option<&'a str>,
    score: f64,
    sources: usize,
    reports: Vec<PrintedReport<'a>>,
}

#[derive(Serialize)]
struct PrintedActor<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'a str,
    country: &'a str,
    org: &'a str,
}

#[derive(Serialize)]
struct PrintedReport<'a> {
    article: &'a str,
    source: Option<&'a str>,
    article_date: Option<NaiveDate>,
    status: &'a str,
    date: Option<&'a str>,
    sentence: &'a str,
    evidence: &'a str,
    part: &'a str,
    start: usize,
    end: usize,
    pattern: &'a str,
    score: f64,
}

impl<'a> PrintedReport<'a> {
    fn new(report: &'a Report) -> Self {
        Self {
            article: &report.article,
            source: report.source.as_deref(),
            article_date: report.article_date,
            status: report.status.as_str(),
            date: report.date.as_ref().map(|date| date.value.as_str()),
            sentence: &report.sentence,
            evidence: &report.evidence,
            part: report.part.as_str(),
            start: report.span.start,
            end: report.span.end,
            pattern: &report.pattern,
            score: report.score,
        }
    }
}

/// The columns of the terminal, or no limit where the answer goes into a file or pipe.
pub(super) fn width(terminal: bool) -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    match terminal_size::terminal_size() {
        Some((columns, _)) if terminal => asked.unwrap_or(usize::from(columns.0)),
        _ => asked.unwrap_or(usize::MAX),
    }
}

/// The width of each column, 0 where it is empty; the longest of those that may be cut are, until all fit.
pub(super) fn widths<const N: usize>(
    columns: &[&str; N],
    cut: &[(usize, usize)],
    rows: &[[String; N]],
    width: usize,
) -> [usize; N] {
    let mut widths = [0; N];
    for (at, column) in widths.iter_mut().enumerate() {
        let widest = rows.iter().map(|row| row[at].width()).max().unwrap_or(0);
        *column = if widest == 0 { 0 } else { widest.max(columns[at].len()) };
    }
    loop {
        let shown = widths.iter().filter(|&&column| column > 0).count();
        let total = widths.iter().sum::<usize>() + 2 * shown.saturating_sub(1);
        let longest = cut
            .iter()
            .filter(|&&(at, least)| widths[at] > least)
            .max_by_key(|&&(at, _)| widths[at]);
        match longest {
            Some(&(at, _)) if total > width => widths[at] -= 1,
            _ => return widths,
        }
    }
}

/// `cells` in columns of these widths, without those of width 0.
pub(super) fn line<const N: usize>(cells: &[String; N], widths: [usize; N]) -> String {
    let padded: Vec<String> = cells
        .iter()
        .zip(widths)
        .filter(|(_, width)| *width > 0)
        .map(|(cell, width)| padded(cell, width))
        .collect();
    padded.join("  ").trim_end().to_owned()
}

/// `cell` in exactly `width` columns.
fn padded(cell: &str, width: usize) -> String {
    let mut text = String::new();
    let mut used = 0;
    if cell.width() <= width {
        text.push_str(cell);
        used = cell.width();
    } else {
        for c in cell.chars() {
            let wide = c.width().unwrap_or(0);
            if used + wide + 1 > width {
                break;
            }
            text.push(c);
            used += wide;
        }
        text.push('…');
        used += 1;
    }
    text.extend(std::iter::repeat_n(' ', width.saturating_sub(used)));
    text
}

/// `text` broken into lines of at most `width` columns at its spaces.
fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// `text` on one line and without characters that would steer the terminal.
pub(super) fn harmless(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cell of a CSV file.
pub(super) fn csv(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        return format!("\"{}\"", cell.replace('"', "\"\""));
    }
    cell.to_owned()
}
