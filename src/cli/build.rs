//! `summitry build`: from articles to a graph.

use super::gather::{Input, Tally};
use super::{Outcome, report};
use anyhow::{Context, Result};
use clap::Args;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;
use summitry::event::EventType;
use summitry::export::ExportFormat;
use summitry::graph::{GraphBuilder, KnowledgeGraph, NodeKind, Relation};
use summitry::knowledge::{Decision, Knowledge};
use summitry::render::{DrawOptions, Engine, RenderError, svg};
use summitry::store::Replacement;
use summitry::text::harmless;

/// The time that the picture may take.
const LIMIT: Duration = Duration::from_mins(1);

/// So many summits are listed.
const LISTED: usize = 20;

/// The arguments of `build`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  summitry build                                   articles/ becomes graphs/articles.json, .dot and .svg
  summitry build news.jsonl.gz --jobs 8
  summitry build press/ --output graphs/april --date 2019-04-24

The exit status is 1 where no article tells of an event, and 2 where an input is missing.")]
pub(super) struct Build {
    #[command(flatten)]
    input: Input,

    /// Where to write: a path without extension; by default graphs/ and the name of the first input
    #[arg(long, short, value_name = "NAME")]
    output: Option<PathBuf>,
}

impl Build {
    pub(super) fn run(&self) -> Result<Outcome> {
        let stem = self.stem(&self.input.paths());
        let knowledge = self.input.knowledge()?;
        if let Some(directory) = stem.parent().filter(|directory| !directory.as_os_str().is_empty()) {
            fs::create_dir_all(directory).with_context(|| format!("{}: cannot be made", directory.display()))?;
        }
        let mut files = Vec::new();
        for extension in ExportFormat::ALL.iter().map(|format| format.extension()).chain(["svg"]) {
            let path = with_extension(&stem, extension);
            self.input.spare(&path)?;
            let file = Replacement::of(&path).with_context(|| unwritable(&path))?;
            files.push((path, file));
        }
        let mut builder = GraphBuilder::with_gazetteer(&knowledge.gazetteer);
        let tally = self.input.each(&knowledge, |mined| {
            builder.add_article(&mined.article, mined.events);
            Ok(())
        })?;
        let graph = finish(builder, &knowledge);
        let (svg_path, mut svg_file) = files.pop().context("nothing to write")?;
        let mut synced = Vec::new();
        for (&format, (path, mut file)) in ExportFormat::ALL.iter().zip(files) {
            let filled = format.write(&graph, &mut file).and_then(|()| file.synced());
            synced.push((filled.with_context(|| unwritable(&path))?, path));
        }
        match picture(&graph) {
            Ok(svg) => {
                let filled = svg_file.write_all(svg.as_bytes()).and_then(|()| svg_file.synced());
                synced.push((filled.with_context(|| unwritable(&svg_path))?, svg_path));
            }
            Err(error) => report(&format!("no SVG: {:#}", anyhow::Error::from(error))),
        }
        let mut written = Vec::new();
        for (file, path) in synced {
            file.settle().with_context(|| unwritable(&path))?;
            written.push(path);
        }
        let mut summary = summary(&graph, &tally);
        let written: Vec<String> = written.iter().map(|path| path.display().to_string()).collect();
        writeln!(summary, "written   {}", written.join(", "))?;
        io::stdout().write_all(summary.as_bytes())?;
        Ok(tally.outcome(!graph.events().is_empty()))
    }

    /// The path to write to, without its extension.
    fn stem(&self, paths: &[PathBuf]) -> PathBuf {
        if let Some(output) = &self.output {
            let known = output
                .extension()
                .is_some_and(|extension| ["json", "dot", "svg"].iter().any(|known| extension == *known));
            return if known {
                output.with_extension("")
            } else {
                output.clone()
            };
        }
        let name = paths.first().and_then(|path| path.file_name()?.to_str());
        let name = match name {
            Some("-") | None => "graph",
            Some(name) => name.split('.').find(|part| !part.is_empty()).unwrap_or("graph"),
        };
        Path::new("graphs").join(name)
    }
}

/// The graph by the decisions on its events; names those that fit nothing, and the events that are removed.
fn finish(builder: GraphBuilder, knowledge: &Knowledge) -> KnowledgeGraph {
    let overrides: Vec<_> = knowledge.overrides.of_events().collect();
    let decisions: Vec<Decision> = overrides.iter().map(|by| by.decision.clone()).collect();
    let finished = builder.finish_with(&decisions, &knowledge.gazetteer);
    for (by, fits) in overrides.into_iter().zip(finished.fits) {
        match (&by.decision, fits) {
            (Decision::Remove { event }, true) => report(&format!("{}: event {event} removed", by.place)),
            (Decision::Remove { event }, false) => report(&format!("{}: no event {event}", by.place)),
            (_, true) => {}
            (_, false) => report(&format!("{}: fits nothing in these articles", by.place)),
        }
    }
    finished.graph
}

/// What is said of a file that cannot be written.
fn unwritable(path: &Path) -> String {
    format!("{}: cannot be written", path.display())
}

/// The SVG by the built-in engine, which gives the same bytes everywhere, else by an installed Graphviz.
fn picture(graph: &KnowledgeGraph) -> Result<String, RenderError> {
    let options = DrawOptions::default();
    svg(graph, &options, Engine::BuiltIn, LIMIT).or_else(|error| match error {
        RenderError::NoEngine => svg(graph, &options, Engine::Installed, LIMIT),
        error => Err(error),
    })
}

/// `stem.extension`, whatever dots the stem has.
fn with_extension(stem: &Path, extension: &str) -> PathBuf {
    let mut path = stem.as_os_str().to_owned();
    path.push(".");
    path.push(extension);
    path.into()
}

/// What was read and found, a line for each thing.
fn summary(graph: &KnowledgeGraph, tally: &Tally) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: String| {
        let _ = writeln!(text, "{name:<9} {value}");
    };
    line(
        "articles",
        format!(
            "{} read, {} of them with events",
            tally.articles,
            graph.articles().len()
        ),
    );
    if tally.left_out() > 0 {
        let reasons = tally.left_out.iter().map(|(reason, count)| format!("{count} {reason}"));
        line(
            "left out",
            format!("{}: {}", tally.left_out(), reasons.collect::<Vec<_>>().join(", ")),
        );
    }
    line("sentences", tally.sentences.to_string());
    let reports: usize = graph.events().iter().map(|event| event.reports.len()).sum();
    let mut types: BTreeMap<EventType, usize> = BTreeMap::new();
    for event in graph.events() {
        *types.entry(event.event_type).or_default() += 1;
    }
    let counts = |counts: Vec<(&str, usize)>| {
        let parts = counts.into_iter().map(|(name, count)| format!("{count} {name}"));
        parts.collect::<Vec<_>>().join(", ")
    };
    let types = counts(types.into_iter().map(|(kind, count)| (kind.as_str(), count)).collect());
    line(
        "events",
        format!(
            "{} from {reports} reports ({} merged): {types}",
            graph.events().len(),
            reports - graph.events().len()
        ),
    );
    let kinds = NodeKind::ALL.iter().map(|&kind| {
        let count = graph.nodes().filter(|node| node.kind == kind).count();
        (kind.as_str(), count)
    });
    line(
        "nodes",
        format!("{}: {}", graph.nodes().count(), counts(kinds.collect())),
    );
    let dated = graph
        .edges()
        .filter(|tie| matches!(tie.edge.relation, Relation::Event(_)))
        .count();
    line(
        "edges",
        format!("{dated} of events, {} others", graph.edges().count() - dated),
    );
    let mut summits: Vec<_> = graph.nodes().filter(|node| node.kind == NodeKind::Summit).collect();
    summits.sort_by_key(|node| std::cmp::Reverse(node.mentions));
    for (at, node) in summits.iter().take(LISTED).enumerate() {
        let status = node.summit.as_ref().map_or("", |summit| summit.status.as_str());
        line(
            if at == 0 { "summits" } else { "" },
            format!("{} ({status})", harmless(&node.name)),
        );
    }
    if summits.len() > LISTED {
        line("", format!("and {} more", summits.len() - LISTED));
    }
    text
}
