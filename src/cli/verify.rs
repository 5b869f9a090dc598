//! `summitry verify`: is the graph's account of travels that of a register?

use super::columns::{line, widths};
use super::gather::knowledge;
use super::graph;
use super::sheet::{Format, csv, width};
use super::{Outcome, report};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use summitry::evaluation::{Entry, Finding, GraphVisit, Verdict, Verification, register, verify_with};
use summitry::knowledge::Files;
use summitry::text::harmless;

const COLUMNS: [&str; 8] = ["verdict", "who", "to", "register", "graph", "status", "id", "why"];

/// Columns that may be cut, with the width that they keep.
const CUT: [(usize, usize); 4] = [(1, 14), (2, 10), (7, 12), (6, 8)];

/// The arguments of `verify`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry verify graphs/news.json --register travels.jsonl
  summitry verify graphs/news.json --register travels.jsonl --who Rice --who \"Hu Jintao\" --format csv

A register is a file of JSON lines, one a stay: traveler, country_of_traveler, destination, locale, start, end, and where
known register, id, role and remarks; traveler, destination, start (2005-07-12) and end are needed. An entry is
  confirmed        if by the graph that traveler was in that country on those days, two days more or less
  undated          if an article near those days tells of the visit without a date
  announced only   if the visit is planned or possible, and no article says that it took place
  called off       if the graph says that it did not take place
  contradicted     if the days of the visit are up to fourteen days off, or it names another city
  lacking          if the graph has none, and one of its articles is from those days or a week before or after
  not covered      if the graph has none, and no article from that time
A visit is
  not in register  if it took place, and the register covers its traveler at that time
and counted below the table with the reason if it is in no row.
The exit status is 0 where there is anything to compare, 1 where there is not, 2 after an error.")]
pub(super) struct Verify {
    /// The graph, as written by build; - is standard input
    graph: PathBuf,

    /// The register of travels
    #[arg(long, value_name = "FILE")]
    register: PathBuf,

    /// Only these travelers; may be repeated
    #[arg(long, value_name = "NAME", num_args = 1..)]
    who: Vec<String>,

    /// A table of countries or cities that the register names; may be repeated
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,

    /// How to answer
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Verify {
    pub(super) fn run(&self) -> Result<Outcome> {
        let graph = graph::read(&self.graph, "no graph to verify")?;
        let graph = graph.whole()?;
        let entries = register::read(&self.register).context("no register to verify by")?;
        let knowledge = knowledge(&Files {
            gazetteer: self.gazetteer.clone(),
            ..Files::default()
        })?;
        let verification = verify_with(&graph, &entries, &self.who, &knowledge.gazetteer);
        let findings = &verification.findings;
        let mut out = BufWriter::new(io::stdout().lock());
        match self.format {
            Format::Table if findings.is_empty() => {}
            Format::Table | Format::Markdown => table(&mut out, &verification)?,
            Format::Json => {
                let printed: Vec<_> = findings.iter().map(Printed::new).collect();
                serde_json::to_writer_pretty(&mut out, &printed)?;
                writeln!(out)?;
            }
            Format::Jsonl => {
                for finding in findings {
                    serde_json::to_writer(&mut out, &Printed::new(finding))?;
                    writeln!(out)?;
                }
            }
            Format::Csv => {
                writeln!(out, "{}", COLUMNS.join(","))?;
                for finding in findings {
                    writeln!(out, "{}", row(finding).map(|cell| csv(&cell)).join(","))?;
                }
            }
        }
        out.flush()?;
        if findings.is_empty() {
            report("no such travel in the graph or, for the time of its articles, in the register");
            return Ok(Outcome::Nothing);
        }
        Ok(Outcome::Found)
    }
}

fn table(out: &mut impl Write, verification: &Verification<'_>) -> io::Result<()> {
    let rows: Vec<[String; 8]> = verification
        .findings
        .iter()
        .map(|finding| row(finding).map(|cell| harmless(&cell)))
        .collect();
    let widths = widths(&COLUMNS, &CUT, &rows, width(io::stdout().is_terminal()));
    writeln!(out, "{}", line(&COLUMNS.map(str::to_owned), widths))?;
    for row in &rows {
        writeln!(out, "{}", line(row, widths))?;
    }
    let counts: Vec<String> = Verdict::ALL
        .iter()
        .map(|&verdict| format!("{} {verdict}", verification.count(verdict)))
        .collect();
    let period = verification.period.map_or_else(String::new, |(first, last)| {
        format!("; articles from {first} to {last}")
    });
    writeln!(out, "\n{}{period}", counts.join(", "))?;
    for (reason, count) in &verification.aside {
        writeln!(out, "left aside: {count} {reason}")?;
    }
    Ok(())
}

fn row(finding: &Finding<'_>) -> [String; 8] {
    let Finding {
        verdict,
        entry,
        visit,
        reason,
    } = finding;
    let (who, to) = match (entry, visit) {
        (Some(entry), _) => (entry.traveler.clone(), entry.destination.clone()),
        (None, Some(visit)) => (visit.visitor.name.clone(), visit.country.name.clone()),
        (None, None) => Default::default(),
    };
    let days = |entry: &Entry| match entry.start {
        start if start == entry.end => start.to_string(),
        start => format!("{start}/{}", entry.end),
    };
    let date = |visit: &GraphVisit<'_>| {
        let date = visit.event.date.as_ref();
        date.map_or_else(String::new, |date| date.value.clone())
    };
    [
        verdict.to_string(),
        who,
        to,
        entry.map(days).unwrap_or_default(),
        visit.as_ref().map(date).unwrap_or_default(),
        visit.map_or_else(String::new, |visit| visit.event.status.to_string()),
        entry
            .map(|entry| entry.id.clone())
            .or_else(|| visit.map(|visit| visit.event.id.to_string()))
            .unwrap_or_default(),
        reason.clone(),
    ]
}

#[derive(Serialize)]
struct Printed<'a> {
    verdict: &'a str,
    why: &'a str,
    entry: Option<PrintedEntry<'a>>,
    visit: Option<PrintedVisit<'a>>,
}

#[derive(Serialize)]
struct PrintedEntry<'a> {
    register: &'a str,
    id: &'a str,
    traveler: &'a str,
    role: &'a str,
    country_of_traveler: &'a str,
    destination: &'a str,
    locale: &'a str,
    start: NaiveDate,
    end: NaiveDate,
    remarks: &'a str,
}

#[derive(Serialize)]
struct PrintedVisit<'a> {
    event: &'a str,
    visitor: &'a str,
    country: &'a str,
    place: Option<&'a str>,
    date: Option<&'a str>,
    status: &'a str,
    score: f64,
    article: Option<&'a str>,
    sentence: Option<&'a str>,
}

impl<'a> Printed<'a> {
    fn new(finding: &'a Finding<'a>) -> Self {
        let entry = finding.entry.map(|entry| PrintedEntry {
            register: &entry.register,
            id: &entry.id,
            traveler: &entry.traveler,
            role: &entry.role,
            country_of_traveler: &entry.country_of_traveler,
            destination: &entry.destination,
            locale: &entry.locale,
            start: entry.start,
            end: entry.end,
            remarks: &entry.remarks,
        });
        let visit = finding.visit.as_ref().map(|visit| {
            let report = visit.event.best_report();
            PrintedVisit {
                event: visit.event.id.as_str(),
                visitor: visit.visitor.id.as_str(),
                country: visit.country.id.as_str(),
                place: visit.place,
                date: visit.event.date.as_ref().map(|date| date.value.as_str()),
                status: visit.event.status.as_str(),
                score: visit.event.score,
                article: report.map(|report| report.article.as_str()),
                sentence: report.map(|report| report.sentence.as_str()),
            }
        });
        Self {
            verdict: finding.verdict.as_str(),
            why: &finding.reason,
            entry,
            visit,
        }
    }
}
