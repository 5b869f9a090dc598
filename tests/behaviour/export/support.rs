//! A small graph, and the same with other words in it.

pub(crate) use crate::fixtures::april_2019::{APRIL_2019, all_say, april_2019};
pub(crate) use crate::fixtures::own_type::own_type;
use summitry::export::{ExportFormat, ExportOptions};
use summitry::graph::KnowledgeGraph;

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
