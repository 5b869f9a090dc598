//! A small graph, and the same with other words in it.

use std::path::Path;
use summitry::export::{ExportFormat, ExportOptions};
use summitry::graph::{GraphPart, KnowledgeGraph};
use summitry::store;

/// The graph of April 2019 that the storage tests keep.
pub(crate) const APRIL_2019: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/testdata/graph_storage/v1/april_2019.json"
);

pub(crate) fn april_2019() -> KnowledgeGraph {
    store::read(Path::new(APRIL_2019)).unwrap()
}

/// The graph of April 2019, where everything that an article may say says `words`.
pub(crate) fn all_say(words: &str) -> KnowledgeGraph {
    let mut part: GraphPart = april_2019().into_parts();
    for node in &mut part.nodes {
        words.clone_into(&mut node.name);
        node.aliases = [words.to_owned()].into();
    }
    for article in &mut part.articles {
        article.title = Some(words.to_owned());
        article.source = Some(words.to_owned());
        article.url = Some(words.to_owned());
        article.place = Some(words.to_owned());
    }
    for event in &mut part.events {
        event.meeting = Some(words.to_owned());
        for report in &mut event.reports {
            report.source = Some(words.to_owned());
            words.clone_into(&mut report.sentence);
            words.clone_into(&mut report.evidence);
        }
    }
    part.try_into().unwrap()
}

/// The graph in a format of one file.
pub(crate) fn exported(graph: &KnowledgeGraph, format: ExportFormat) -> String {
    with(graph, format, &ExportOptions::default())
}

pub(crate) fn with(graph: &KnowledgeGraph, format: ExportFormat, options: &ExportOptions) -> String {
    let mut bytes = Vec::new();
    format.write_with(graph, options, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// One of the files of a format that fills a folder.
pub(crate) fn file(graph: &KnowledgeGraph, format: ExportFormat, file: &str) -> String {
    let mut bytes = Vec::new();
    format.write_file(file, graph, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}
