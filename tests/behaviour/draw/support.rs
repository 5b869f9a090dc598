//! Small graphs, and what a picture shows.

pub(crate) use crate::fixtures::april_2019::{APRIL_2019, april_2019};
pub(crate) use crate::fixtures::own_type::own_type;
use summitry::graph::KnowledgeGraph;

/// The graph of April 2019, where everything that an article or a knowledge base may say says `words`.
pub(crate) fn all_say(words: &str) -> KnowledgeGraph {
    let mut part = crate::fixtures::april_2019::all_say(words).into_parts();
    for node in &mut part.nodes {
        node.wikidata = Some(words.to_owned());
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
