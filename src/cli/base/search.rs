//! `summitry search`: sentences of a base by their words.

use crate::cli::sheet::{Column, Format, Output, Row, Sheet};
use crate::cli::{Outcome, report};
use anyhow::Result;
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;
use summitry::graph::EventId;
use summitry::store::base::{Base, Hit, Search};

/// So many sentences are shown where no number is given.
const SHOWN: usize = 20;

/// The arguments of `search`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry search news.db \"gas pipeline\" --who Merkel
  summitry search news.db '\"six-party talks\" resum*' --format jsonl

A sentence is found by its words, and by the names of those whom it speaks of, even where it calls them he or the president;
case and accents do not matter. Words in quotation marks stand together, and * stands for any ending. The best come first. The
exit status is 1 where nothing is found.")]
pub(crate) struct SearchBase {
    /// The base
    base: PathBuf,

    /// What is sought
    #[arg(default_value = "", hide_default_value = true)]
    words: String,

    /// Sentences that speak of this one
    #[arg(long, value_name = "NAME")]
    who: Vec<String>,

    /// How to answer
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Show at most so many sentences
    #[arg(long, short = 'n', value_name = "N", default_value_t = SHOWN)]
    limit: usize,
}

const COLUMNS: &[Column<'_>] = &[
    Column::new("date"),
    Column::cut("article", 16),
    Column::cut("sentence", 40),
    Column::new("event"),
];

#[derive(Serialize)]
struct PrintedHit<'a> {
    article: &'a str,
    title: Option<&'a str>,
    date: Option<String>,
    publisher: Option<&'a str>,
    sentence: &'a str,
    start: usize,
    end: usize,
    events: Vec<&'a str>,
}

impl SearchBase {
    pub(crate) fn run(&self) -> Result<Outcome> {
        let base = Base::open(&self.base)?;
        let hits = base.search(&Search {
            words: self.words.clone(),
            who: self.who.clone(),
            limit: self.limit,
            skip: 0,
        })?;
        let objects: Vec<PrintedHit<'_>> = hits.iter().map(printed).collect();
        let rows = objects.iter().map(|hit| Row {
            cells: vec![
                hit.date.clone().unwrap_or_default(),
                hit.article.to_owned(),
                hit.sentence.split_whitespace().collect::<Vec<_>>().join(" "),
                hit.events.join(" "),
            ],
            evidence: Vec::new(),
        });
        let sheet = Sheet {
            columns: COLUMNS,
            rows: rows.collect(),
            objects,
        };
        let output = Output {
            format: self.format,
            evidence: None,
            limit: None,
        };
        sheet.print(output)?;
        if hits.is_empty() {
            report("no sentence found");
            return Ok(Outcome::Nothing);
        }
        Ok(Outcome::Found)
    }
}

fn printed(hit: &Hit) -> PrintedHit<'_> {
    PrintedHit {
        article: &hit.article,
        title: hit.title.as_deref(),
        date: hit.date.map(|day| day.to_string()),
        publisher: hit.source.as_deref(),
        sentence: &hit.sentence,
        start: hit.span.start,
        end: hit.span.end,
        events: hit.events.iter().map(EventId::as_str).collect(),
    }
}
