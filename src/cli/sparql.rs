//! `summitry sparql`: the RDF of the graph, asked in its own language.

use super::filters::Filters;
use super::{Outcome, graph, report};
use anyhow::{Context, Result};
use clap::{ArgGroup, Args, ValueEnum};
use std::path::PathBuf;
use std::{fs, io};
use summitry::export::slice;

/// The arguments of `sparql`.
#[derive(Args)]
#[command(override_usage = "\
summitry sparql [OPTIONS] <GRAPH> <QUERY>
       summitry sparql [OPTIONS] <GRAPH> --file <FILE>")]
#[command(group = ArgGroup::new("asked").required(true).args(["query", "file"]))]
#[command(after_help = "\
The prefixes summitry, term, sem, prov, schema, skos, owl, rdfs, xsd and wd need not be declared. All statements are asked
at once; GRAPH ?article tells which article says what. What they say is told in src/export/FORMATS.md, and shown by
summitry export GRAPH --format turtle.

Examples:
  summitry sparql graphs/sample.json 'ASK { ?event sem:eventType summitry:type:met }'
  summitry sparql graphs/sample.json 'SELECT ?name (COUNT(?event) AS ?events) WHERE {
      ?event a sem:Event ; term:status term:occurred ; sem:hasActor ?who . ?who rdfs:label ?name
    } GROUP BY ?name ORDER BY DESC(?events) ?name LIMIT 10'
  summitry sparql graphs/sample.json --file meetings.rq --format csv
  summitry sparql graphs/sample.json 'DESCRIBE summitry:country:PRK' --format turtle

The exit status is 0 where something was found, 1 where nothing was or the answer to ASK is no, 2 after an error.")]
pub(super) struct Sparql {
    /// The graph, as written by build; - is standard input
    graph: PathBuf,

    /// The query: SELECT, ASK, CONSTRUCT or DESCRIBE
    query: Option<String>,

    /// Read the query from this file; - is standard input
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,

    /// How to answer: solutions as a table, json, csv, tsv, xml or markdown; statements as turtle, ntriples or json
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    format: Option<Format>,

    #[command(flatten)]
    filters: Filters,
}

/// A form of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Markdown,
    Json,
    Csv,
    Tsv,
    Xml,
    Turtle,
    Ntriples,
}

impl Sparql {
    pub(super) fn run(&self) -> Result<Outcome> {
        let query = match (&self.query, &self.file) {
            (Some(query), _) => query.clone(),
            (None, Some(path)) if path.as_os_str() == "-" => {
                if self.graph.as_os_str() == "-" {
                    report("standard input cannot be both the graph and the query");
                    return Ok(Outcome::Unclear);
                }
                io::read_to_string(io::stdin()).context("-: no query to read")?
            }
            (None, Some(path)) => {
                fs::read_to_string(path).with_context(|| format!("{}: no query to read", path.display()))?
            }
            (None, None) => String::new(),
        };
        let graph = graph::read(&self.graph, "no graph to ask")?;
        let graph = self.filters.graph(&graph)?;
        match self.filters.query(&graph) {
            Ok(filters) => answer(&slice(&graph, &filters), &query, self.format),
            Err(outcome) => Ok(outcome),
        }
    }
}

#[cfg(not(feature = "sparql"))]
#[expect(clippy::unnecessary_wraps, reason = "the engine's own answer may fail")]
fn answer(_: &summitry::graph::KnowledgeGraph, _: &str, _: Option<Format>) -> Result<Outcome> {
    report("this summitry was built without SPARQL; build it with --features sparql");
    Ok(Outcome::Unclear)
}

#[cfg(feature = "sparql")]
use engine::answer;

#[cfg(feature = "sparql")]
mod engine {
    use super::{Format, Outcome, Result, report};
    use crate::cli::sheet::{self, Column, Output, Row, Sheet};
    use std::io::{self, Write};
    use summitry::export::{AnswerFormat, RdfStore, SparqlAnswer, short_term};
    use summitry::graph::KnowledgeGraph;

    /// A column of the table is not made narrower than this.
    const NARROW: usize = 12;

    pub(super) fn answer(graph: &KnowledgeGraph, query: &str, format: Option<Format>) -> Result<Outcome> {
        let answer = RdfStore::new(graph)?.answer(query)?;
        match (written(&answer, format), &answer) {
            (Some(format), _) => {
                let mut out = io::stdout().lock();
                answer.write(format, &mut out)?;
                if matches!(
                    (&answer, format),
                    (SparqlAnswer::Truth(_), _) | (_, AnswerFormat::Json | AnswerFormat::Xml)
                ) {
                    writeln!(out)?;
                }
            }
            (None, SparqlAnswer::Solutions { variables, rows }) => {
                let columns: Vec<Column<'_>> = variables
                    .iter()
                    .map(|name| Column::cut(name.as_str(), NARROW))
                    .collect();
                let cell = |term: &Option<_>| term.as_ref().map_or_else(String::new, short_term);
                let sheet = Sheet {
                    columns: &columns,
                    rows: rows
                        .iter()
                        .map(|row| Row {
                            cells: row.iter().map(cell).collect(),
                            evidence: vec![],
                        })
                        .collect(),
                    objects: Vec::<()>::new(),
                };
                let format = if format == Some(Format::Markdown) {
                    sheet::Format::Markdown
                } else {
                    sheet::Format::Table
                };
                sheet.print(Output {
                    format,
                    evidence: None,
                    limit: None,
                })?;
            }
            (None, answer) => {
                let mut out = io::stdout().lock();
                writeln!(out, "{}", if answer.is_empty() { "no" } else { "yes" })?;
            }
        }
        if answer.is_empty() {
            if !matches!(answer, SparqlAnswer::Truth(_)) {
                report("nothing answers the query");
            }
            return Ok(Outcome::Nothing);
        }
        Ok(Outcome::Found)
    }

    /// The format in which the answer is written for programs; none where it is shown to readers.
    fn written(answer: &SparqlAnswer, format: Option<Format>) -> Option<AnswerFormat> {
        match format {
            None | Some(Format::Table) if matches!(answer, SparqlAnswer::Statements(_)) => Some(AnswerFormat::Turtle),
            None | Some(Format::Table | Format::Markdown) => None,
            Some(Format::Json) => Some(AnswerFormat::Json),
            Some(Format::Csv) => Some(AnswerFormat::Csv),
            Some(Format::Tsv) => Some(AnswerFormat::Tsv),
            Some(Format::Xml) => Some(AnswerFormat::Xml),
            Some(Format::Turtle) => Some(AnswerFormat::Turtle),
            Some(Format::Ntriples) => Some(AnswerFormat::NTriples),
        }
    }
}
