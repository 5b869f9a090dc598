//! Small graphs, and what a picture shows.

use std::path::Path;
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
        node.wikidata = Some(words.to_owned());
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

/// The words of an SVG picture, in their order.
pub(crate) fn texts(svg: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = svg;
    while let Some(start) = rest.find("<text") {
        let after = &rest[start..];
        let (Some(open), Some(close)) = (after.find('>'), after.find("</text>")) else {
            break;
        };
        texts.push(
            quick_xml::escape::unescape(&after[open + 1..close])
                .unwrap()
                .into_owned(),
        );
        rest = &after[close..];
    }
    texts
}

/// Whether a reader of XML can take it.
pub(crate) fn well_formed(svg: &str) -> Result<(), String> {
    let mut reader = quick_xml::Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(error.to_string()),
        }
    }
}
