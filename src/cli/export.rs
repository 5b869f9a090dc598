//! `summitry export`: the graph for other programs.

use super::filters::Filters;
use super::{Outcome, graph, report};
#[cfg(feature = "base")]
use anyhow::Error;
use anyhow::{Context, Result};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};
use std::io;
use std::path::PathBuf;
#[cfg(feature = "base")]
use summitry::export::StreamError;
use summitry::export::{ExportFormat, ExportOptions, slice};

/// The arguments of `export`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry export graphs/april.json --output april.graphml
  summitry export graphs/april.json --output april.gexf --occurred-only --since 2019-04
  summitry export graphs/april.json --format csv --output neo4j/ --who \"Kim Jong Un\"
  summitry export graphs/april.json --format turtle | riot --validate

A filter keeps the events that answer it, with those who take part, whom they serve, places and summits. The exit status
is 0 where something was exported, 1 where no event was left, 2 after an error or where a name may mean several.")]
pub(super) struct Export {
    /// The graph, as written by build; - is standard input
    graph: PathBuf,

    /// The format; by default that of the output's extension
    #[arg(long, short, value_name = "NAME", value_parser = formats())]
    format: Option<String>,

    /// The file to write, or the folder for formats of several files; by default standard output
    #[arg(long, short, value_name = "FILE|DIR")]
    output: Option<PathBuf>,

    /// GEXF: an edge for each event, rather than one for each pair, type and status
    #[arg(long)]
    multi: bool,

    /// node-link: what the edges are called; older readers and D3 want links [default: edges]
    #[arg(long, value_name = "KEY")]
    edges_key: Option<String>,

    #[command(flatten)]
    filters: Filters,
}

/// Whether anything was exported.
fn told(events: usize) -> Outcome {
    if events == 0 {
        report("no event to export");
        return Outcome::Nothing;
    }
    Outcome::Found
}

fn formats() -> PossibleValuesParser {
    let named = |format: &ExportFormat| PossibleValue::new(format.name()).help(format.about());
    PossibleValuesParser::new(ExportFormat::EVERY.iter().map(named))
}

impl Export {
    pub(super) fn run(&self) -> Result<Outcome> {
        let Some(format) = self.format() else {
            report(&self.unknown_format());
            return Ok(Outcome::Unclear);
        };
        if self.output.is_none() && !format.files().is_empty() {
            report(&format!(
                "{} fills a folder with {}; give --output DIR",
                format.name(),
                format.files().join(", ")
            ));
            return Ok(Outcome::Unclear);
        }
        if let Some(problem) = self.problem(format) {
            report(problem);
            return Ok(Outcome::Unclear);
        }
        let graph = graph::read(&self.graph, "no graph to export")?;
        #[cfg(feature = "base")]
        if let Some(count) = self.stream(&graph, format)? {
            return Ok(told(count));
        }
        let graph = self.filters.graph(&graph)?;
        let query = match self.filters.query(&graph) {
            Ok(query) => query,
            Err(outcome) => return Ok(outcome),
        };
        let slice = slice(&graph, &query);
        let defaults = ExportOptions::default();
        let options = ExportOptions {
            multi: self.multi,
            edges_key: self.edges_key.clone().unwrap_or(defaults.edges_key),
        };
        if let Some(path) = &self.output {
            format
                .write_to(&slice, &options, path)
                .with_context(|| format!("{}: cannot be written", path.display()))?;
        } else {
            format.write_with(&slice, &options, io::stdout().lock())?;
        }
        Ok(told(slice.events().len()))
    }

    /// Writes all of a base piece by piece, where the format allows it and nothing is filtered, and returns how many events it has.
    #[cfg(feature = "base")]
    fn stream(&self, graph: &graph::Loaded, format: ExportFormat) -> Result<Option<usize>> {
        let graph::Loaded::Base(base, purpose) = graph else {
            return Ok(None);
        };
        if !format.is_streamed() || self.filters.are_any() {
            return Ok(None);
        }
        let streamed = match &self.output {
            None => format.stream(base, io::stdout().lock()),
            Some(path) => format.stream_to(base, path),
        };
        streamed.map_err(|error| match (error, &self.output) {
            (StreamError::Base(error), _) => Error::from(error).context(*purpose),
            (StreamError::Io(error), Some(path)) => {
                Error::from(error).context(format!("{}: cannot be written", path.display()))
            }
            (StreamError::Io(error), None) => error.into(),
        })
    }

    /// An option that another format has.
    fn problem(&self, format: ExportFormat) -> Option<&'static str> {
        if self.multi && format != ExportFormat::Gexf {
            return Some("--multi is of use only for gexf");
        }
        if self.edges_key.is_some() && format != ExportFormat::NodeLink {
            return Some("--edges-key is of use only for node-link");
        }
        None
    }

    /// What there is to choose from where no format is given, or an extension that none has.
    fn unknown_format(&self) -> String {
        let names: Vec<&str> = ExportFormat::EVERY.iter().map(|format| format.name()).collect();
        let names = names.join(", ");
        let extension = self.output.as_ref().and_then(|path| path.extension()?.to_str());
        match extension {
            Some(extension) if ExportFormat::parse(extension).is_some_and(|format| !format.files().is_empty()) => {
                format!("{extension} is a folder of tables: give --format {extension} and a folder as --output")
            }
            Some(extension) => format!("no format has the extension .{extension}; --format may be {names}"),
            None => format!("which format? Give an output with a known extension, or --format: {names}"),
        }
    }

    fn format(&self) -> Option<ExportFormat> {
        match &self.format {
            Some(name) => ExportFormat::parse(name),
            None => self.output.as_deref().and_then(graph::by_extension),
        }
    }
}
